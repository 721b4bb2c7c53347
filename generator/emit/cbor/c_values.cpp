#include "emit/cbor/c_values.hpp"

#include "api/shape.hpp"
#include "codec/literal.hpp"
#include "emit/cbor/c_record.hpp"
#include "emit/cbor/text.hpp"
#include "emit/cpp/text.hpp"

#include <fmt/format.h>

namespace ffigen::emit::cbor {

using codec::Shape;
using codec::Type;

namespace {

/// A bound of 128 bits, by its halves.
std::string wide_bound(const std::string& decimal, const Type& type) {
    const auto [high, low] = codec::halves(decimal);
    return fmt::format("FFI_CBOR_{}INT128({:#x}, {:#x})", type.is_signed ? "" : "U", high, low);
}

} // namespace

/// "UINT32_MAX" for what <stdint.h> has a name for.
std::string c_bound(const std::string& decimal, bool is_signed) {
    for (const unsigned bits : {8u, 16u, 32u, 64u}) {
        if (decimal == codec::highest(false, bits))
            return fmt::format("UINT{}_MAX", bits);
        if (decimal == codec::highest(true, bits))
            return fmt::format("INT{}_MAX", bits);
        if (decimal == codec::lowest(true, bits))
            return fmt::format("INT{}_MIN", bits);
    }
    return cpp::integer_literal(decimal, !is_signed);
}

std::string c_number(const std::string& decimal, const Type& type) {
    return type.bits == 32 ? decimal + "f" : decimal;
}

bool CValues::is_closed(const Type& type) {
    return type.shape == Shape::list ? is_closed(type.element.front()) : type.closed;
}

std::string CValues::raw(std::string_view indent, std::string_view bytes) {
    return packed(indent, "ffi_cbor_put_raw",
                  {"w", fmt::format("\"{}\"", octal(bytes)), std::to_string(bytes.size())}, ";");
}

std::string CValues::put(const Type& type, const std::string& place, const std::string& indent,
                         int depth) const {
    if (type.any_count)
        return put_any(type, field_at(place), place, indent);
    switch (type.shape) {
    case Shape::boolean:
        return packed(indent, "ffi_cbor_put_bool", {"w", place}, ";");
    case Shape::integer:
    case Shape::enumeration:
        if (codec::is_wide(type))
            return packed(indent, type.is_signed ? "ffi_cbor_put_int128" : "ffi_cbor_put_uint128",
                          {"w", place, wide_bound(type.low, type), wide_bound(type.high, type)},
                          ";");
        return packed(
                   indent, type.is_signed ? "ffi_cbor_put_int" : "ffi_cbor_put_uint",
                   {"w",
                    // A char's sign is the target's.
                    !type.is_signed && (type.shape == Shape::enumeration ||
                                        (type.bits == 8 && codec::compare(type.high, "127") <= 0))
                        ? "(uint64_t)" + place
                        : place,
                    c_bound(type.low, type.is_signed), c_bound(type.high, type.is_signed)},
                   ";") +
               check_closed(type, place, indent);
    case Shape::floating: {
        std::string text;
        if (!type.low.empty())
            text = packed(indent, "ffi_cbor_check_float",
                          {"w", type.bits == 32 ? "(double)" + place : place,
                           codec::widened(type.low, type.bits == 32),
                           codec::widened(type.high, type.bits == 32)},
                          ";") +
                   "\n";
        return text + packed(indent, type.bits == 32 ? "ffi_cbor_put_float" : "ffi_cbor_put_double",
                             {"w", place}, ";");
    }
    case Shape::text:
        return packed(indent, "ffi_cbor_put_text", {"w", place, "sizeof " + place}, ";");
    case Shape::bytes:
        return packed(indent, "ffi_cbor_put_raw", {"w", place, "sizeof " + place}, ";");
    case Shape::numbers:
        return packed(indent, "ffi_cbor_put_numbers",
                      {"w", place, std::to_string(type.count), std::to_string(type.bits / 8)}, ";");
    case Shape::list:
        return put_list(type, place, indent, depth);
    case Shape::handle:
        return packed(indent, "ffi_cbor_put_head", {"w", "0", place}, ";");
    case Shape::record:
    case Shape::choice:
        break;
    }
    return packed(indent, type.name + "_cbor_put", {"w", "&" + place}, ";");
}

model::Type CValues::field_at(const std::string& place) const {
    for (const codec::Field& field : record_.fields)
        if (place == "value->" + field.c_name)
            return field.c_type;
    return {};
}

char CValues::index(int depth) { return static_cast<char>('i' + depth); }

std::string CValues::put_list(const Type& type, const std::string& place, const std::string& indent,
                              int depth) const {
    const Type& element = type.element.front();
    const std::string one = fmt::format("{}[{}]", place, index(depth));
    const std::string heads = constant_heads(element);
    const std::string body = (heads.empty() ? "" : raw(indent + "  ", heads) + "\n") +
                             put(element, one, indent + "  ", depth + 1);
    return loop(type.count, indent, depth, body);
}

std::string CValues::loop(std::uint64_t count, const std::string& indent, int depth,
                          const std::string& body) {
    const bool braces = body.find('\n') != std::string::npos;
    return fmt::format("{}for (size_t {} = 0; {} < {}; ++{}){}\n{}{}", indent, index(depth),
                       index(depth), count, index(depth), braces ? " {" : "", body,
                       braces ? "\n" + indent + "}" : "");
}

std::string CValues::check_closed(const Type& type, const std::string& place,
                                  const std::string& indent) const {
    if (!type.closed)
        return {};
    return fmt::format("\n{0}if (!{1}_cbor_is({2}))\n"
                       "{0}  ffi_cbor_write_fails(w, FFI_CBOR_OUT_OF_RANGE);",
                       indent, type.name, place);
}

std::string CValues::cast(const model::Type& type) const {
    model::Type bare = model::unqualified(type);
    while (bare.kind == model::TypeKind::array || bare.kind == model::TypeKind::atomic)
        bare = model::unqualified(bare.element());
    return model::to_c(contract_, bare);
}

std::string CValues::cast_to(const Type& type, const model::Type& c_type) const {
    return record_.is_message && type.shape == Shape::integer ? fixed_width(type) : cast(c_type);
}

std::string CValues::get_any(const Type& type, const std::string& place,
                             const std::string& indent) {
    switch (type.shape) {
    case Shape::text:
        return fmt::format("{}{} = ffi_cbor_get_text_view(r);", indent, place);
    case Shape::bytes:
        return fmt::format("{}{} = ffi_cbor_get_bytes_view(r);", indent, place);
    case Shape::numbers:
        return packed(indent, place + " = ffi_cbor_get_numbers_view",
                      {"r", std::to_string(typed_array_tag(type)), std::to_string(type.bits / 8)},
                      ";");
    default:
        return fmt::format("{}{} = ffi_cbor_get_list_view(r);", indent, place);
    }
}

std::string CValues::put_any(const Type& type, const model::Type& c_type, const std::string& place,
                             const std::string& indent) const {
    switch (type.shape) {
    case Shape::text:
        return packed(indent, "ffi_cbor_put_text_view", {"w", place}, ";");
    case Shape::bytes:
        return packed(indent, "ffi_cbor_put_bytes_view", {"w", place}, ";");
    case Shape::numbers:
        return packed(
            indent, "ffi_cbor_put_numbers_view",
            {"w", std::to_string(typed_array_tag(type)), place, std::to_string(type.bits / 8)},
            ";");
    default:
        break;
    }
    const Type& element = type.element.front();
    const std::string items = fmt::format(
        "((const {} *){}.items)[i]",
        element.shape == Shape::text ? "ffi_cbor_text" : item_type(contract_, c_type), place);
    const std::string heads = constant_heads(element);
    std::string body = (heads.empty() ? "" : raw(indent + "  ", heads) + "\n") +
                       put(element, items, indent + "  ", 1);
    if (element.nullable)
        body = fmt::format("{0}  if ({1}.data != NULL) {{\n  {2}\n{0}  }} else {{\n"
                           "{0}    ffi_cbor_put_null(w);\n{0}  }}",
                           indent, items, body);
    return fmt::format("{0}ffi_cbor_put_head(w, 4, {1}.count);\n"
                       "{0}for (size_t i = 0; i < {1}.count; ++i) {{\n{2}\n{0}}}",
                       indent, place, body);
}

std::string CValues::get(const Type& type, const model::Type& c_type, const std::string& place,
                         const std::string& indent, int depth) const {
    if (type.any_count)
        return type.nullable && depth > 0 ? fmt::format("{0}if (!ffi_cbor_get_null(r))\n  {1}",
                                                        indent, get_any(type, place, indent))
                                          : get_any(type, place, indent);
    const auto assign = [&](const std::string& conversion, const std::string& function,
                            std::vector<std::string> arguments) {
        std::string head = fmt::format("{}{} = {}{}", indent, place, conversion, function);
        std::string line = packed("", head, arguments, ";");
        if (line.find('\n') == std::string::npos && line.size() <= 80)
            return line;
        return fmt::format("{}{} =\n{}", indent, place,
                           packed(indent + "    ", conversion + function, arguments, ";"));
    };
    switch (type.shape) {
    case Shape::boolean:
        return assign("", "ffi_cbor_get_bool", {"r"});
    case Shape::integer:
    case Shape::enumeration: {
        if (codec::is_wide(type))
            return assign("(" + cast_to(type, c_type) + ")",
                          type.is_signed ? "ffi_cbor_get_int128" : "ffi_cbor_get_uint128",
                          {"r", wide_bound(type.low, type), wide_bound(type.high, type)});
        std::string text =
            assign("(" + cast_to(type, c_type) + ")",
                   type.is_signed ? "ffi_cbor_get_int" : "ffi_cbor_get_uint",
                   {"r", c_bound(type.low, type.is_signed), c_bound(type.high, type.is_signed)});
        if (type.closed)
            text += fmt::format("\n{0}if (!{1}_cbor_is({2}))\n"
                                "{0}  ffi_cbor_read_fails(r, FFI_CBOR_OUT_OF_RANGE, start);",
                                indent, type.name, place);
        return text;
    }
    case Shape::floating:
        if (type.low.empty())
            return assign("", type.bits == 32 ? "ffi_cbor_get_float" : "ffi_cbor_get_double",
                          {"r"});
        return assign("", type.bits == 32 ? "ffi_cbor_get_float_in" : "ffi_cbor_get_double_in",
                      {"r", c_number(type.low, type), c_number(type.high, type)});
    case Shape::text:
        return packed(indent, "ffi_cbor_get_text", {"r", place, "sizeof " + place}, ";");
    case Shape::bytes:
        return packed(indent, "ffi_cbor_get_bytes", {"r", place, "sizeof " + place}, ";");
    case Shape::numbers:
        return packed(indent, "ffi_cbor_get_numbers",
                      {"r", std::to_string(typed_array_tag(type)), place,
                       std::to_string(type.count), std::to_string(type.bits / 8)},
                      ";");
    case Shape::list:
        return get_list(type, c_type, place, indent, depth);
    case Shape::handle:
        return packed(indent, place + " = ffi_cbor_get_uint", {"r", "0", "UINT64_MAX"}, ";");
    case Shape::record:
    case Shape::choice:
        break;
    }
    return packed(indent, type.name + "_cbor_get", {"r", "&" + place}, ";");
}

std::string CValues::get_list(const Type& type, const model::Type& c_type, const std::string& place,
                              const std::string& indent, int depth) const {
    const std::string open = depth == 0 ? "open" : fmt::format("open{}", depth);
    const Type& element = type.element.front();
    const std::string one = fmt::format("{}[{}]", place, index(depth));
    const std::string inner = indent + "  ";
    std::string body = fmt::format("{}ffi_cbor_check_item(r, {});\n", inner, open);
    if (element.closed)
        body += inner + "start = r->at;\n";
    body += get(element, c_type, one, inner, depth + 1);
    return fmt::format("{}const bool {} = ffi_cbor_open_list(r, {});\n{}\n"
                       "{}ffi_cbor_close_list(r, {});",
                       indent, open, type.count, loop(type.count, indent, depth, body), indent,
                       open);
}

} // namespace ffigen::emit::cbor
