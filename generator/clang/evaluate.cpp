// Values of constants, by clang's own evaluation.
#include "clang/macros.hpp"
#include "clang/translation_unit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>

namespace ffigen::clang {
namespace {

/// Bytes of a string literal as clang prints it: quotes, optional L/u8/u/U, octal escapes.
std::optional<std::vector<std::uint32_t>> literal_units(std::string_view spelling) {
    const auto quote = spelling.find('"');
    if (quote == std::string_view::npos || spelling.back() != '"')
        return std::nullopt;
    spelling = spelling.substr(quote + 1, spelling.size() - quote - 2);
    std::vector<std::uint32_t> units;
    for (std::size_t i = 0; i < spelling.size(); ++i) {
        if (spelling[i] != '\\') {
            units.push_back(static_cast<unsigned char>(spelling[i]));
            continue;
        }
        if (++i >= spelling.size())
            return std::nullopt;
        const char c = spelling[i];
        static const std::map<char, std::uint32_t> simple{
            {'n', 10}, {'t', 9},   {'r', 13}, {'a', 7},   {'b', 8}, {'f', 12},
            {'v', 11}, {'\\', 92}, {'"', 34}, {'\'', 39}, {'?', 63}};
        if (c >= '0' && c <= '7') {
            std::uint32_t value = 0;
            std::size_t digits = 0;
            while (digits < 3 && i < spelling.size() && spelling[i] >= '0' && spelling[i] <= '7') {
                value = value * 8 + static_cast<std::uint32_t>(spelling[i] - '0');
                ++i;
                ++digits;
            }
            --i;
            units.push_back(value);
        } else if (c == 'x' || c == 'u' || c == 'U') {
            const std::size_t most = c == 'u' ? 4 : 8;
            std::uint32_t value = 0;
            std::size_t digits = 0;
            while (digits < most && i + 1 < spelling.size() &&
                   std::isxdigit(static_cast<unsigned char>(spelling[i + 1]))) {
                value = value * 16 + static_cast<std::uint32_t>(
                                         std::stoi(std::string(1, spelling[i + 1]), nullptr, 16));
                ++i;
                ++digits;
            }
            units.push_back(value);
        } else if (const auto known = simple.find(c); known != simple.end()) {
            units.push_back(known->second);
        } else {
            return std::nullopt;
        }
    }
    return units;
}

/// Bytes of a literal: `length` is that of clang's array, with the terminator.
std::optional<std::string> literal_bytes(CXCursor literal, std::uint64_t unit_bytes,
                                         std::uint64_t length, bool big_endian) {
    const auto units = literal_units(take(clang_getCursorSpelling(literal)));
    if (!units)
        return std::nullopt;
    std::string bytes;
    for (const std::uint32_t unit : *units)
        for (std::uint64_t i = 0; i < unit_bytes; ++i)
            bytes += static_cast<char>(unit >> 8 * (big_endian ? unit_bytes - 1 - i : i));
    // Escapes that were misread would show as another length than clang's array.
    if (bytes.size() + unit_bytes != length)
        return std::nullopt;
    return bytes;
}

/// The literal of `const T x = "…";`, by whatever parentheses and casts it is reached.
CXCursor literal_of(CXCursor variable) {
    CXCursor found = clang_getNullCursor();
    bool plain = true;
    const auto look = [&](auto&& self, CXCursor cursor) -> void {
        for_each_child(cursor, [&](CXCursor child) {
            switch (clang_getCursorKind(child)) {
            case CXCursor_StringLiteral:
                found = child;
                return;
            case CXCursor_TypeRef:
                return;
            case CXCursor_ParenExpr:
            case CXCursor_CStyleCastExpr:
            case CXCursor_UnexposedExpr:
                return self(self, child);
            default:
                // The type of the object is written with the same literal.
                plain &= clang_isExpression(clang_getCursorKind(child)) == 0;
            }
        });
    };
    look(look, variable);
    return plain ? found : clang_getNullCursor();
}

std::optional<model::ConstantValue> string_value(CXCursor literal, const model::Type& type,
                                                 bool big_endian) {
    if (clang_Cursor_isNull(literal) != 0)
        return std::nullopt;
    const CXType array = clang_getCanonicalType(clang_getCursorType(literal));
    if (array.kind != CXType_ConstantArray)
        return std::nullopt;
    const auto unit = clang_Type_getSizeOf(clang_getArrayElementType(array));
    auto bytes = literal_bytes(literal, static_cast<std::uint64_t>(unit),
                               static_cast<std::uint64_t>(clang_Type_getSizeOf(array)), big_endian);
    if (!bytes)
        return std::nullopt;
    model::ConstantValue value;
    value.type = type;
    value.type.is_const = false;
    value.kind = model::ConstantValue::Kind::string;
    value.text = std::move(*bytes);
    return value;
}

std::string hex_float(double value) {
    if (std::isnan(value))
        return "nan";
    if (std::isinf(value))
        return value < 0 ? "-inf" : "inf";
    return fmt::format("{:a}", value);
}

__extension__ typedef unsigned __int128 Wide;

std::string decimal(Wide value) {
    std::string text;
    do
        text += static_cast<char>('0' + static_cast<int>(value % 10));
    while ((value /= 10) != 0);
    std::reverse(text.begin(), text.end());
    return text;
}

std::optional<std::uint64_t> half(CXCursor variable) {
    CXEvalResult result = clang_Cursor_Evaluate(variable);
    if (result == nullptr)
        return std::nullopt;
    std::optional<std::uint64_t> value;
    if (clang_EvalResult_getKind(result) == CXEval_Int)
        value = clang_EvalResult_getAsUnsigned(result);
    clang_EvalResult_dispose(result);
    return value;
}

} // namespace

std::optional<model::ConstantValue> evaluate(CXCursor variable, const model::Type& type,
                                             bool big_endian) {
    using Kind = model::ConstantValue::Kind;
    model::ConstantValue value;
    value.type = type;
    value.type.is_const = false;
    const CXType clang_type = clang_getCanonicalType(clang_getCursorType(variable));
    if (clang_type.kind == CXType_ConstantArray)
        return string_value(literal_of(variable), type, big_endian);
    // libclang gives 64 bits of an integer.
    if (model::is_integer(type.kind) && clang_Type_getSizeOf(clang_type) > 8)
        return std::nullopt;
    CXEvalResult result = clang_Cursor_Evaluate(variable);
    if (result == nullptr)
        return std::nullopt;
    bool known = true;
    switch (clang_EvalResult_getKind(result)) {
    case CXEval_Int:
        value.kind = Kind::integer;
        value.text = clang_EvalResult_isUnsignedInt(result) != 0
                         ? std::to_string(clang_EvalResult_getAsUnsigned(result))
                         : std::to_string(clang_EvalResult_getAsLongLong(result));
        break;
    case CXEval_Float:
        value.kind = Kind::floating;
        value.text = hex_float(clang_EvalResult_getAsDouble(result));
        break;
    default:
        known = false;
    }
    clang_EvalResult_dispose(result);
    if (!known)
        return std::nullopt;
    return value;
}

std::optional<model::ConstantValue> pointed_string(CXCursor variable, const model::Type& type,
                                                   bool big_endian) {
    return string_value(literal_of(variable), type, big_endian);
}

std::optional<model::ConstantValue> evaluate_wide(CXCursor low, CXCursor high,
                                                  const model::Type& type) {
    const auto low_half = half(low), high_half = half(high);
    if (!low_half || !high_half)
        return std::nullopt;
    const Wide bits = static_cast<Wide>(*high_half) << 64 | *low_half;
    const bool negative =
        type.kind == model::TypeKind::int128 && static_cast<std::int64_t>(*high_half) < 0;
    model::ConstantValue value;
    value.type = type;
    value.type.is_const = false;
    value.text = negative ? "-" + decimal(~bits + 1) : decimal(bits);
    return value;
}

} // namespace ffigen::clang
