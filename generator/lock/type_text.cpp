#include "lock/type_text.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <utility>

namespace ffigen::lock {
namespace {

using model::CallingConvention;
using model::Nullability;
using model::Type;
using model::TypeKind;

constexpr std::array<std::pair<CallingConvention, std::string_view>, 13> conventions{{
    {CallingConvention::c, "c"},
    {CallingConvention::stdcall, "stdcall"},
    {CallingConvention::fastcall, "fastcall"},
    {CallingConvention::thiscall, "thiscall"},
    {CallingConvention::vectorcall, "vectorcall"},
    {CallingConvention::ms_abi, "ms_abi"},
    {CallingConvention::sysv_abi, "sysv_abi"},
    {CallingConvention::aapcs, "aapcs"},
    {CallingConvention::aapcs_vfp, "aapcs_vfp"},
    {CallingConvention::regcall, "regcall"},
    {CallingConvention::preserve_most, "preserve_most"},
    {CallingConvention::preserve_all, "preserve_all"},
    {CallingConvention::other, "other"},
}};

constexpr int deepest = 200; ///< nested types; a damaged lock must not exhaust the stack

bool is_name_part(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '$';
}

void append(std::string& text, const Type& type);

void append_function(std::string& text, const Type& type) {
    text += "fn";
    for (const auto& [convention, name] : conventions)
        if (convention == type.convention && convention != CallingConvention::c)
            text += fmt::format(":{}", name);
    text += '(';
    const char* separator = "";
    for (std::size_t i = 1; i < type.args.size(); ++i) {
        text += std::exchange(separator, ", ");
        append(text, type.args[i]);
    }
    if (type.variadic)
        text += fmt::format("{}...", std::exchange(separator, ", "));
    if (!type.has_prototype)
        text += fmt::format("{}?", separator);
    text += ") -> ";
    append(text, type.element());
}

/// Size and alignment of what only the compiler knows, e.g. `{16/16}`.
void append_layout(std::string& text, const Type& type) {
    if (type.size != 0 || type.align != 0)
        text += fmt::format("{{{}/{}}}", type.size, type.align);
}

void append(std::string& text, const Type& type) {
    text += model::qualifiers(type);
    if (type.nullability == Nullability::nonnull)
        text += "nonnull ";
    if (type.nullability == Nullability::nullable)
        text += "nullable ";
    switch (type.kind) {
    case TypeKind::pointer:
        text += '*';
        break;
    case TypeKind::array:
        text += fmt::format("[{}]", type.count);
        break;
    case TypeKind::flexible_array:
        text += "[]";
        break;
    case TypeKind::complex:
        text += "complex";
        append_layout(text, type);
        text += ' ';
        break;
    case TypeKind::vector:
        text += fmt::format("vector[{}]", type.count);
        append_layout(text, type);
        break;
    case TypeKind::atomic:
        text += "atomic";
        append_layout(text, type);
        text += ' ';
        break;
    case TypeKind::function:
        return append_function(text, type);
    case TypeKind::bit_int:
        text += fmt::format("{}:{}", type.is_unsigned ? "ubits" : "bits", type.count);
        return append_layout(text, type);
    case TypeKind::record:
        text += "record " + type.name;
        return;
    case TypeKind::enumeration:
        text += "enum " + type.name;
        return;
    case TypeKind::typedef_:
        text += "typedef " + type.name;
        return;
    case TypeKind::unsupported:
        text += '`';
        for (const char c : type.name)
            text += c == '`' ? '\'' : c;
        text += '`';
        return;
    default:
        text += model::kind_name(type.kind);
        return;
    }
    append(text, type.element());
}

class Parser {
  public:
    explicit Parser(std::string_view text) : rest_(text) {}

    std::optional<Type> whole() {
        auto type = one(0);
        if (!type || !rest_.empty())
            return std::nullopt;
        return type;
    }

  private:
    bool take(std::string_view word) {
        if (!rest_.starts_with(word))
            return false;
        rest_.remove_prefix(word.size());
        return true;
    }

    /// As take, and no letter may follow.
    bool take_word(std::string_view word) {
        if (!rest_.starts_with(word))
            return false;
        if (rest_.size() > word.size() && is_name_part(rest_[word.size()]))
            return false;
        rest_.remove_prefix(word.size());
        return true;
    }

    std::optional<std::uint64_t> number() {
        std::uint64_t value = 0;
        const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
        if (error != std::errc())
            return std::nullopt;
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        return value;
    }

    std::string name() {
        std::size_t length = 0;
        while (length < rest_.size() && is_name_part(rest_[length]))
            ++length;
        std::string result(rest_.substr(0, length));
        rest_.remove_prefix(length);
        return result;
    }

    bool layout(Type& type) {
        if (!take("{"))
            return true;
        const auto size = number();
        if (!size || !take("/"))
            return false;
        const auto align = number();
        if (!align || !take("}"))
            return false;
        type.size = *size;
        type.align = *align;
        return true;
    }

    bool operand(Type& type, int depth) {
        auto inner = one(depth + 1);
        if (!inner)
            return false;
        type.args.push_back(std::move(*inner));
        return true;
    }

    bool function(Type& type, int depth) {
        type.kind = TypeKind::function;
        if (take(":")) {
            const std::string wanted = name();
            bool known = false;
            for (const auto& [convention, text] : conventions)
                if (text == wanted)
                    type.convention = convention, known = true;
            if (!known)
                return false;
        }
        if (!take("("))
            return false;
        std::vector<Type> parameters;
        while (!take(")")) {
            if (!parameters.empty() || type.variadic)
                if (!take(", "))
                    return false;
            if (take("..."))
                type.variadic = true;
            else if (take("?"))
                type.has_prototype = false;
            else if (auto parameter = one(depth + 1))
                parameters.push_back(std::move(*parameter));
            else
                return false;
        }
        if (!take(" -> ") || !operand(type, depth))
            return false;
        for (Type& parameter : parameters)
            type.args.push_back(std::move(parameter));
        return true;
    }

    bool wrapped(Type& type, TypeKind kind, int depth) {
        type.kind = kind;
        return layout(type) && take(" ") && operand(type, depth);
    }

    bool bit_int(Type& type, bool is_unsigned) {
        type.kind = TypeKind::bit_int;
        type.is_unsigned = is_unsigned;
        if (!take(":"))
            return false;
        const auto width = number();
        if (!width)
            return false;
        type.count = *width;
        return layout(type);
    }

    bool named(Type& type, TypeKind kind) {
        type.kind = kind;
        type.name = name();
        return !type.name.empty();
    }

    bool unsupported(Type& type) {
        type.kind = TypeKind::unsupported;
        const std::size_t end = rest_.find('`');
        if (end == std::string_view::npos)
            return false;
        type.name = std::string(rest_.substr(0, end));
        rest_.remove_prefix(end + 1);
        return true;
    }

    bool basic(Type& type) {
        std::size_t longest = 0;
        for (int i = 0; i < static_cast<int>(TypeKind::pointer); ++i) {
            const auto kind = static_cast<TypeKind>(i);
            const std::string text = model::kind_name(kind);
            if (text.size() <= longest || !rest_.starts_with(text))
                continue;
            if (rest_.size() > text.size() && is_name_part(rest_[text.size()]))
                continue;
            longest = text.size();
            type.kind = kind;
        }
        rest_.remove_prefix(longest);
        return longest != 0;
    }

    bool counted(Type& type, TypeKind kind) {
        type.kind = kind;
        const auto count = number();
        if (!count || !take("]"))
            return false;
        type.count = *count;
        return true;
    }

    bool composed(Type& type, int depth) {
        if (take("*")) {
            type.kind = TypeKind::pointer;
            return operand(type, depth);
        }
        if (take("[]")) {
            type.kind = TypeKind::flexible_array;
            return operand(type, depth);
        }
        if (take("["))
            return counted(type, TypeKind::array) && operand(type, depth);
        if (take("vector["))
            return counted(type, TypeKind::vector) && layout(type) && operand(type, depth);
        if (take_word("complex"))
            return wrapped(type, TypeKind::complex, depth);
        if (take_word("atomic"))
            return wrapped(type, TypeKind::atomic, depth);
        if (take_word("fn"))
            return function(type, depth);
        if (take_word("bits"))
            return bit_int(type, false);
        if (take_word("ubits"))
            return bit_int(type, true);
        if (take("record "))
            return named(type, TypeKind::record);
        if (take("enum "))
            return named(type, TypeKind::enumeration);
        if (take("typedef "))
            return named(type, TypeKind::typedef_);
        if (take("`"))
            return unsupported(type);
        return basic(type);
    }

    std::optional<Type> one(int depth) {
        if (depth > deepest)
            return std::nullopt;
        Type type;
        type.is_const = take("const ");
        type.is_volatile = take("volatile ");
        type.is_restrict = take("restrict ");
        if (take("nonnull "))
            type.nullability = Nullability::nonnull;
        else if (take("nullable "))
            type.nullability = Nullability::nullable;
        if (!composed(type, depth))
            return std::nullopt;
        return type;
    }

    std::string_view rest_;
};

} // namespace

std::string type_text(const Type& type) {
    std::string text;
    append(text, type);
    return text;
}

std::optional<Type> parse_type(std::string_view text) { return Parser(text).whole(); }

} // namespace ffigen::lock
