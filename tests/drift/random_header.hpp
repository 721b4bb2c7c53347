// Headers made at random, as data that can be changed in a known way and written out again.
#pragma once

#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace ffigen::drift::test {

/// `%` in the type stands for the name: "uint32_t %", "float %[4]", "struct r0 %", "uint32_t % :
/// 5".
struct Declaration {
    std::string type;
    std::string name;
    std::string notes; ///< annotations in front of it, each with a blank after it
};

/// A field, or an anonymous struct or union with members of its own.
struct Member {
    Declaration field; ///< only `name` is unused in an anonymous one
    bool is_anonymous = false, is_union = false;
    std::vector<Member> members;
};

struct RecordSpec {
    std::string name;
    std::string attributes; ///< each with a blank after it: "FFI_WIRE __attribute__((packed)) "
    bool is_union = false, is_opaque = false;
    std::vector<Member> members;
};

struct EnumSpec {
    std::string name;
    std::string attributes;
    std::vector<std::pair<std::string, std::string>> values; ///< name, number or nothing
};

struct FunctionSpec {
    std::string prefix; ///< "static inline "
    std::string result; ///< with `%` for the name and the parameters
    std::string name;
    std::vector<Declaration> parameters;
    bool variadic = false;
    std::string suffix; ///< " FFI_REALTIME"; " { __builtin_trap(); }"
};

struct HeaderSpec {
    std::vector<std::string> statements;                     ///< FFI_MODULE(…), FFI_HANDLE(…)
    std::vector<std::pair<std::string, std::string>> macros; ///< name, value
    std::vector<EnumSpec> enums;
    std::vector<Declaration> typedefs; ///< none of a complete record
    std::vector<RecordSpec> records;   ///< each contains earlier ones only
    std::vector<Declaration> variables;
    std::vector<FunctionSpec> functions;
};

/// Records (packed, aligned, for the wire, opaque, unions) of scalars, pointers, arrays,
/// bit-fields, callbacks, anonymous members and each other; functions, variables and typedefs of
/// all of them.
HeaderSpec random_header();

/// A type that any parameter may have, or a field of the record of that number: one cannot contain
/// itself or later ones.
std::string random_type(const HeaderSpec& header,
                        std::size_t record = std::numeric_limits<std::size_t>::max());

/// One of a size that is the same on every target.
std::string fixed_width_type();

std::string text_of(const HeaderSpec& header);

/// The same contract, written otherwise: order of declarations, comments, white space, another
/// include guard, other spellings of the same types and numbers.
std::string rewritten(const HeaderSpec& header);

/// Calls `change` with every type in the header.
void for_each_type(HeaderSpec& header, const std::function<void(std::string&)>& change);

} // namespace ffigen::drift::test
