#include "codec/wire.hpp"

#include <algorithm>

namespace ffigen::codec {
namespace {

std::uint64_t integer_size(const std::string& bound) {
    if (bound.size() > 20)
        return 18; // a bignum: tag, head, 16 bytes
    const bool negative = bound.starts_with('-');
    // -1 - n is written as n; the difference of one matters only at 2⁶⁴, which no digit count
    // tells.
    try {
        const std::uint64_t magnitude = std::stoull(negative ? bound.substr(1) : bound);
        return head(0, negative && magnitude != 0 ? magnitude - 1 : magnitude).size();
    } catch (const std::out_of_range&) {
        return 18;
    }
}

std::uint64_t string_size(std::uint64_t bytes) { return head(2, bytes).size() + bytes; }

} // namespace

std::string head(unsigned major, std::uint64_t argument) {
    const auto first = [&](unsigned low) { return static_cast<char>(major << 5 | low); };
    if (argument < 24)
        return {first(static_cast<unsigned>(argument))};
    const unsigned width = argument <= 0xff         ? 0
                           : argument <= 0xffff     ? 1
                           : argument <= 0xffffffff ? 2
                                                    : 3;
    std::string bytes{first(24 + width)};
    for (unsigned left = 8u << width; left > 0; left -= 8)
        bytes += static_cast<char>(argument >> (left - 8) & 0xff);
    return bytes;
}

std::string encoded_key(const Field& field) {
    return field.number ? head(0, *field.number) : head(3, field.c_name.size()) + field.c_name;
}

std::string encoded_integer(const std::string& decimal) {
    if (decimal.starts_with('-') && decimal != "-0")
        return head(1, std::stoull(decimal.substr(1)) - 1);
    return head(0, std::stoull(decimal));
}

std::uint64_t longest_value(const Field& field, const Plan& plan) {
    if (!field.choice)
        return longest_value(field.type, plan);
    const Choice& choice = *field.choice;
    std::uint64_t longest = choice.is_complete ? 0 : longest_value(choice.tag, plan);
    for (const Case& each : choice.cases)
        longest =
            std::max(longest, encoded_integer(each.value).size() + longest_value(each.type, plan));
    return 1 + longest;
}

std::uint64_t longest_value(const Type& type, const Plan& plan) {
    if (type.any_count)
        return 2 + 2 * 9; // heads; what they announce is not known
    switch (type.shape) {
    case Shape::boolean:
        return 1;
    case Shape::integer:
    case Shape::enumeration:
        return std::max(integer_size(type.low), integer_size(type.high));
    case Shape::floating:
        return 1 + type.bits / 8;
    case Shape::text:
    case Shape::bytes:
        return string_size(type.count);
    case Shape::numbers:
        return head(6, typed_array_tag(type)).size() + string_size(type.count * type.bits / 8);
    case Shape::list:
        return head(4, type.count).size() + type.count * longest_value(type.element.front(), plan);
    case Shape::record:
        return plan.record(type.name)->max_size;
    case Shape::handle:
    case Shape::choice:
        break;
    }
    return 9;
}

std::uint64_t longest_record(const Record& record, const Plan& plan) {
    std::uint64_t size = head(5, record.fields.size()).size();
    for (const Field& field : record.fields)
        size += field.key.size() + longest_value(field, plan);
    return size;
}

} // namespace ffigen::codec
