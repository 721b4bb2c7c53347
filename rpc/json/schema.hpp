// The schema of a server, as `ffigen --lang cbor` writes it: a part of CDDL (RFC 8610).
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::rpc_json {

struct Type;

struct Member {
    std::string key;                     ///< name, where it is one
    std::optional<std::uint64_t> number; ///< FFI_KEY
    bool optional = false;
    std::shared_ptr<Type> type;
};

struct Type {
    enum class Kind {
        integer,
        floating,
        single,
        boolean,
        text,
        bytes,
        numbers,
        bignum,
        list,
        tuple,
        map,
        null,
        name,
        choice
    };
    Kind kind = Kind::integer;
    std::string name;        ///< of what is referred to, a value's name or a number
    bool constant = false;   ///< an integer that is this one
    std::uint64_t tag = 0;   ///< of numbers and bignums
    std::vector<Type> parts; ///< of choices, lists and tuples
    std::vector<Member> members;
    std::string text; ///< as the schema has it
};

class Schema {
  public:
    /// Throws std::runtime_error.
    explicit Schema(std::string_view cddl);

    [[nodiscard]] const Type* find(const std::string& name) const;
    /// What names stand for, until it is no name.
    [[nodiscard]] const Type& resolved(const Type& type) const;
    /// Methods, in order.
    [[nodiscard]] std::vector<std::string> methods() const;
    /// What a method is sent; NULL when there is none.
    [[nodiscard]] const Type* request(const std::string& method) const;
    /// Request and reply as the schema has them, comments and all.
    [[nodiscard]] std::string text_of(const std::string& method) const;

  private:
    std::string cddl_;
    std::map<std::string, Type> rules_;
};

} // namespace ffigen::rpc_json
