#include "clang/macros.hpp"

#include "clang/doc_comment.hpp"
#include "clang/translation_unit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <set>

namespace ffigen::clang {
namespace {

bool is_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::string_view trim(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

/// Walks the text line by line with continuations joined, comments taken out and remembered.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) {}

    std::vector<MacroDefinition> run() {
        while (at_ < text_.size())
            logical_line();
        return std::move(found_);
    }

  private:
    void logical_line() {
        const std::uint32_t first_line = line_;
        const std::size_t start = at_;
        std::string code, comment;
        bool quoted = false;
        char quote = 0;
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '\\' && (text_.substr(at_ + 1).starts_with("\n") ||
                              text_.substr(at_ + 1).starts_with("\r\n"))) {
                at_ += text_[at_ + 1] == '\r' ? 3 : 2;
                ++line_;
                continue;
            }
            if (c == '\n')
                break;
            if (quoted) {
                code += c;
                if (c == '\\' && at_ + 1 < text_.size())
                    code += text_[++at_];
                else if (c == quote)
                    quoted = false;
                ++at_;
                continue;
            }
            if (c == '"' || (c == '\'' && (code.empty() || !is_name(code.back())))) {
                quoted = true;
                quote = c;
            } else if (text_.substr(at_).starts_with("/*") || text_.substr(at_).starts_with("//")) {
                comment += take_comment();
                code += ' ';
                continue;
            }
            code += c;
            ++at_;
        }
        if (at_ < text_.size())
            ++at_;
        ++line_;
        handle(code, comment, first_line, start);
    }

    std::string take_comment() {
        const std::size_t begin = at_;
        if (text_[at_ + 1] == '/') {
            at_ = std::min(text_.find('\n', at_), text_.size());
        } else {
            const auto end = text_.find("*/", at_ + 2);
            at_ = end == std::string_view::npos ? text_.size() : end + 2;
            line_ += static_cast<std::uint32_t>(
                std::count(text_.begin() + static_cast<std::ptrdiff_t>(begin),
                           text_.begin() + static_cast<std::ptrdiff_t>(at_), '\n'));
        }
        return std::string(text_.substr(begin, at_ - begin));
    }

    void handle(std::string_view code, const std::string& comment, std::uint32_t line,
                std::size_t start) {
        std::string_view rest = trim(code);
        const bool has_code = !rest.empty();
        if (!has_code) {
            if (comment.starts_with("//") && pending_.starts_with("//"))
                pending_ += "\n" + comment;
            else if (!comment.empty())
                pending_ = comment;
            else
                pending_.clear();
            return;
        }
        if (rest.front() == '#')
            define(trim(rest.substr(1)), comment, line, start);
        pending_.clear();
    }

    void define(std::string_view directive, const std::string& comment, std::uint32_t line,
                std::size_t start) {
        if (!directive.starts_with("define") || directive.size() < 8 || is_name(directive[6]))
            return;
        directive = trim(directive.substr(6));
        std::size_t end = 0;
        while (end < directive.size() && is_name(directive[end]))
            ++end;
        MacroDefinition macro;
        macro.name = std::string(directive.substr(0, end));
        if (macro.name.empty())
            return;
        macro.function_like = end < directive.size() && directive[end] == '(';
        macro.body = std::string(trim(directive.substr(end)));
        macro.line = line;
        const std::size_t position = text_.find(macro.name, start);
        const std::size_t line_start = text_.rfind('\n', position);
        macro.column = static_cast<std::uint32_t>(
            line_start == std::string_view::npos ? position + 1 : position - line_start);
        const bool trailing = comment.starts_with("/**<") || comment.starts_with("///<") ||
                              comment.starts_with("/*!<") || comment.starts_with("//!<");
        const bool leading = pending_.starts_with("/**") || pending_.starts_with("///") ||
                             pending_.starts_with("/*!") || pending_.starts_with("//!");
        if (trailing)
            macro.doc = comment_text(comment);
        else if (leading)
            macro.doc = comment_text(pending_);
        if (const auto known = position_.find(macro.name); known != position_.end()) {
            if (macro.doc.empty())
                macro.doc = found_[known->second].doc;
            found_[known->second] = std::move(macro);
        } else {
            position_[macro.name] = found_.size();
            found_.push_back(std::move(macro));
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::uint32_t line_ = 1;
    std::string pending_; ///< comment on the lines just above
    std::vector<MacroDefinition> found_;
    std::map<std::string, std::size_t> position_;
};

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

std::optional<std::string> string_bytes(CXCursor variable, std::uint64_t unit_bytes,
                                        std::uint64_t length, bool big_endian) {
    CXCursor literal = clang_getNullCursor();
    const auto find = [&literal](auto&& self, CXCursor cursor) -> void {
        for_each_child(cursor, [&](CXCursor child) {
            if (clang_getCursorKind(child) == CXCursor_StringLiteral)
                literal = child;
            else
                self(self, child);
        });
    };
    find(find, variable);
    if (clang_Cursor_isNull(literal) != 0)
        return std::nullopt;
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

std::string hex_float(double value) {
    if (std::isnan(value))
        return "nan";
    if (std::isinf(value))
        return value < 0 ? "-inf" : "inf";
    return fmt::format("{:a}", value);
}

} // namespace

std::vector<MacroDefinition> scan_macros(std::string_view text) { return Scanner(text).run(); }

bool may_be_expression(const MacroDefinition& macro) {
    if (macro.function_like || macro.body.empty())
        return false;
    static const std::set<std::string_view> no_start{"extern",     "static",
                                                     "inline",     "__inline",
                                                     "__inline__", "__attribute__",
                                                     "__declspec", "typedef",
                                                     "struct",     "union",
                                                     "enum",       "const",
                                                     "volatile",   "void",
                                                     "int",        "char",
                                                     "long",       "short",
                                                     "unsigned",   "signed",
                                                     "float",      "double",
                                                     "restrict",   "__restrict",
                                                     "do",         "if",
                                                     "for",        "while",
                                                     "return",     "register",
                                                     "_Pragma",    "__extension__",
                                                     "__stdcall",  "__cdecl"};
    std::size_t end = 0;
    while (end < macro.body.size() && is_name(macro.body[end]))
        ++end;
    if (no_start.contains(std::string_view(macro.body).substr(0, end)))
        return false;
    std::string open;
    bool quoted = false;
    char quote = 0;
    for (std::size_t i = 0; i < macro.body.size(); ++i) {
        const char c = macro.body[i];
        if (quoted) {
            if (c == '\\')
                ++i;
            else if (c == quote)
                quoted = false;
        } else if (c == '"' || c == '\'') {
            quoted = true;
            quote = c;
        } else if (c == '(' || c == '[') {
            open += c;
        } else if (c == ')' || c == ']') {
            if (open.empty() || open.back() != (c == ')' ? '(' : '['))
                return false;
            open.pop_back();
        } else if (c == '{' || c == '}' || c == ';' || c == '#' || c == '@' || c == '\\') {
            return false;
        }
    }
    return open.empty() && !quoted;
}

std::string macro_probe(const std::string& name) {
    return fmt::format("const __typeof__(({0})) {1}{0} = ({0});", name, probe_prefix);
}

std::string pointer_probe(const std::string& name) {
    return fmt::format("const __UINTPTR_TYPE__ {1}{0} = (__UINTPTR_TYPE__)({0});", name,
                       pointer_prefix);
}

std::optional<model::ConstantValue> evaluate(CXCursor variable, const model::Type& type,
                                             bool big_endian) {
    using Kind = model::ConstantValue::Kind;
    model::ConstantValue value;
    value.type = type;
    value.type.is_const = false;
    const CXType clang_type = clang_getCanonicalType(clang_getCursorType(variable));
    if (clang_type.kind == CXType_ConstantArray) {
        const auto unit = clang_Type_getSizeOf(clang_getArrayElementType(clang_type));
        const auto bytes =
            string_bytes(variable, static_cast<std::uint64_t>(unit),
                         static_cast<std::uint64_t>(clang_Type_getSizeOf(clang_type)), big_endian);
        if (!bytes)
            return std::nullopt;
        value.kind = Kind::string;
        value.text = *bytes;
        return value;
    }
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

} // namespace ffigen::clang
