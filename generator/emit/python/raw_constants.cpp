#include "emit/python/format.hpp"
#include "emit/python/raw.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>

namespace ffigen::emit::python {
namespace {

/// UTF-8 of the code units of a wide string; nullopt when it is not well-formed.
std::optional<std::string> decode_wide(std::string_view bytes, std::size_t width, bool big_endian) {
    std::string result;
    const auto unit_at = [&](std::size_t at) {
        std::uint32_t unit = 0;
        for (std::size_t i = 0; i < width; ++i) {
            const std::size_t place = big_endian ? width - 1 - i : i;
            unit |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i]))
                    << (8 * place);
        }
        return unit;
    };
    for (std::size_t at = 0; at + width <= bytes.size(); at += width) {
        std::uint32_t point = unit_at(at);
        if (width == 2 && point >= 0xD800 && point < 0xDC00 && at + 2 * width <= bytes.size()) {
            const std::uint32_t low = unit_at(at + width);
            if (low < 0xDC00 || low > 0xDFFF)
                return std::nullopt;
            point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
            at += width;
        }
        if (point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
            return std::nullopt;
        if (point < 0x80)
            result += static_cast<char>(point);
        else if (point < 0x800) {
            result += static_cast<char>(0xC0 | point >> 6);
            result += static_cast<char>(0x80 | (point & 0x3F));
        } else if (point < 0x10000) {
            result += static_cast<char>(0xE0 | point >> 12);
            result += static_cast<char>(0x80 | (point >> 6 & 0x3F));
            result += static_cast<char>(0x80 | (point & 0x3F));
        } else {
            result += static_cast<char>(0xF0 | point >> 18);
            result += static_cast<char>(0x80 | (point >> 12 & 0x3F));
            result += static_cast<char>(0x80 | (point >> 6 & 0x3F));
            result += static_cast<char>(0x80 | (point & 0x3F));
        }
    }
    return result;
}

std::string float_literal(const std::string& text) {
    if (text == "inf" || text == "-inf" || text == "nan" || text == "-nan")
        return fmt::format("float(\"{}\")", text == "-nan" ? "nan" : text);
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    char buffer[32];
    const auto written = std::to_chars(buffer, buffer + sizeof buffer, value);
    std::string result(buffer, written.ptr);
    if (result == "inf")
        return fmt::format("float.fromhex(\"{}\")", text); // beyond double: refused by Python
    if (result.find_first_of(".en") == std::string::npos)
        result += ".0";
    // to_chars writes 1e+22, which black makes 1e22.
    if (const std::size_t plus = result.find("e+"); plus != std::string::npos)
        result.erase(plus + 1, 1);
    return result;
}

} // namespace

std::string literal(const Context& context, const model::ConstantValue& value, std::size_t target) {
    using Kind = model::ConstantValue::Kind;
    switch (value.kind) {
    case Kind::integer:
    case Kind::pointer:
        return value.text;
    case Kind::floating:
        return float_literal(value.text);
    case Kind::string:
        break;
    }
    const auto element = value.type.args.empty()
                             ? std::nullopt
                             : model::size_of(context.contract, value.type.element(), target);
    const std::size_t width = element ? element->size : 1;
    if (width == 1)
        return bytes_literal(value.text);
    if (auto text = decode_wide(value.text, width, context.contract.targets[target].big_endian))
        return text_literal(*text);
    return bytes_literal(value.text);
}

} // namespace ffigen::emit::python
