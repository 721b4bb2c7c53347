#include "emit/go/literals.hpp"

#include <fmt/format.h>

namespace ffigen::emit::go {

namespace {

using model::ConstantValue;
using model::TypeKind;

Literal floating(const ConstantValue& value, const std::string& type) {
    const bool negative = value.text.starts_with("-");
    const std::string magnitude = negative ? value.text.substr(1) : value.text;
    const auto converted = [&](const std::string& expression) {
        return type == "float32" ? "float32(" + expression + ")" : expression;
    };
    if (magnitude == "inf")
        return {{}, converted(fmt::format("math.Inf({})", negative ? -1 : 1)), true};
    if (magnitude == "nan")
        return {{}, converted("math.NaN()"), true};
    // Go's constants have no negative zero.
    if (negative && (magnitude == "0" || magnitude.starts_with("0x0p") || magnitude == "0.0"))
        return {{}, converted("math.Copysign(0, -1)"), true};
    return {type, value.text, false};
}

/// The characters of a wide string: `width` bytes each, in the target's order.
std::vector<std::uint64_t> characters(const std::string& bytes, std::size_t width,
                                      bool big_endian) {
    std::vector<std::uint64_t> result;
    for (std::size_t i = 0; i + width <= bytes.size(); i += width) {
        std::uint64_t character = 0;
        for (std::size_t k = 0; k < width; ++k) {
            const std::size_t at = i + (big_endian ? k : width - 1 - k);
            character = character << 8 | static_cast<unsigned char>(bytes[at]);
        }
        result.push_back(character);
    }
    return result;
}

Literal string(const Context& context, const ConstantValue& value, std::size_t target,
               Layer layer) {
    const model::Type element = value.type.args.empty() ? model::Type{} : value.type.element();
    const auto size = model::size_of(context.contract, element, target);
    const std::size_t width = size ? static_cast<std::size_t>(size->size) : 1;
    if (width <= 1)
        return {{}, go_string(value.text), false};
    std::string list;
    for (const std::uint64_t character :
         characters(value.text, width, context.contract.targets[target].big_endian))
        list += fmt::format("{:#x}, ", character);
    const std::string type = go_type(context, element, target, layer).value_or("uint32");
    return {{}, fmt::format("[...]{}{{{}0}}", type, list), true};
}

/// C's (void *)-1 is all ones at the width of a pointer.
std::string address(const std::string& decimal, std::uint32_t pointer_bits) {
    if (!decimal.starts_with("-"))
        return decimal;
    return fmt::format("{:#x} - {} + 1", pointer_bits == 64 ? ~std::uint64_t{0} : 0xffffffffull,
                       decimal.substr(1));
}

} // namespace

std::string go_string(std::string_view bytes) {
    std::string result = "\"";
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        switch (c) {
        case '"':
            result += "\\\"";
            break;
        case '\\':
            result += "\\\\";
            break;
        case '\n':
            result += "\\n";
            break;
        case '\t':
            result += "\\t";
            break;
        case '\r':
            result += "\\r";
            break;
        default:
            result +=
                byte < 0x20 || byte >= 0x7f ? fmt::format("\\x{:02x}", byte) : std::string(1, c);
        }
    }
    return result + "\"";
}

Literal literal_of(const Context& context, const ConstantValue& value, std::size_t target,
                   Layer layer) {
    const model::Type resolved = model::resolve(context.contract, value.type, target);
    const std::string type = go_type(context, value.type, target, layer).value_or("");
    switch (value.kind) {
    case ConstantValue::Kind::string:
        return string(context, value, target, layer);
    case ConstantValue::Kind::pointer:
        return {"uintptr", address(value.text, context.contract.targets[target].pointer_bits),
                false};
    case ConstantValue::Kind::floating:
        if (resolved.kind != TypeKind::float_ && resolved.kind != TypeKind::double_)
            return floating(value, "");
        return floating(value, type);
    case ConstantValue::Kind::integer:
        if (resolved.kind == TypeKind::bool_)
            return {"bool", value.text == "0" ? "false" : "true", false};
        if (!is_scalar(context, resolved, target))
            return {{}, value.text, false};
        return {type, value.text, false};
    }
    return {};
}

} // namespace ffigen::emit::go
