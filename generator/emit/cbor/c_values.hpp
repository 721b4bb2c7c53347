// C: the statements that write and read one value of whatever shape.
#pragma once

#include "emit/cbor/views.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ffigen::emit::cbor {

/// A bound as C writes it: "UINT32_MAX" for what <stdint.h> has a name for.
std::string c_bound(const std::string& decimal, bool is_signed);
/// A float as C writes it.
std::string c_number(const std::string& decimal, const codec::Type& type);

/// What stands in the functions of one record or message. Places are "value->field" and what is
/// within; a list's items are counted by i, j, … of `depth`.
class CValues {
  public:
    CValues(const Source& source, const codec::Record& record)
        : contract_(source.input.contract), record_(record) {}

    using Type = codec::Type;

    static bool is_closed(const Type& type);
    static std::string raw(std::string_view indent, std::string_view bytes);
    /// Writes `place` without the heads that constant_heads() has.
    std::string put(const Type& type, const std::string& place, const std::string& indent,
                    int depth) const;
    /// The declared type of the field "value->name"; of no use for what is within others.
    model::Type field_at(const std::string& place) const;
    static char index(int depth);
    std::string put_list(const Type& type, const std::string& place, const std::string& indent,
                         int depth) const;
    /// A for statement, in braces where its body has more than one line.
    static std::string loop(std::uint64_t count, const std::string& indent, int depth,
                            const std::string& body);
    std::string check_closed(const Type& type, const std::string& place,
                             const std::string& indent) const;
    /// The type that a decoded number is cast to.
    std::string cast(const model::Type& type) const;
    /// In messages numbers have the widths of CBOR's types: of `long` they are none on all targets.
    std::string cast_to(const Type& type, const model::Type& c_type) const;
    /// Views of the message, of whatever length.
    static std::string get_any(const Type& type, const std::string& place,
                               const std::string& indent);
    std::string put_any(const Type& type, const model::Type& c_type, const std::string& place,
                        const std::string& indent) const;
    std::string get(const Type& type, const model::Type& c_type, const std::string& place,
                    const std::string& indent, int depth) const;
    std::string get_list(const Type& type, const model::Type& c_type, const std::string& place,
                         const std::string& indent, int depth) const;

  protected:
    const model::Contract& contract_;
    const codec::Record& record_;
};

} // namespace ffigen::emit::cbor
