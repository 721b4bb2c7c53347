#include "clang/macros.hpp"

#include "support/text.hpp"
#include "clang/c_text.hpp"
#include "clang/doc_comment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

namespace ffigen::clang {
namespace {

/// A part of a letter that C takes in names as well.
bool is_beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }

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
            if (c == '"' || (c == '\'' && (code.empty() || !is_word(code.back())))) {
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
        std::string_view rest = trimmed(code);
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
            define(trimmed(rest.substr(1)), comment, line, start);
        pending_.clear();
    }

    void define(std::string_view directive, const std::string& comment, std::uint32_t line,
                std::size_t start) {
        if (!directive.starts_with("define") || directive.size() < 8 || is_word(directive[6]))
            return;
        directive = trimmed(directive.substr(6));
        std::size_t end = 0;
        while (end < directive.size() &&
               (is_word(directive[end]) || is_beyond_ascii(directive[end])))
            ++end;
        MacroDefinition macro;
        macro.name = std::string(directive.substr(0, end));
        if (macro.name.empty())
            return;
        macro.function_like = end < directive.size() && directive[end] == '(';
        macro.body = std::string(trimmed(directive.substr(end)));
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
            macro.is_redefined = true;
            macro.before = found_[known->second].before + ' ' + found_[known->second].body;
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

/// Another spelling of a bracket, brace or hash.
bool is_digraph(std::string_view text) {
    return text == "<:" || text == ":>" || text == "<%" || text == "%>" || text == "%:";
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
    while (end < macro.body.size() && is_word(macro.body[end]))
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
        } else if ((c == '<' || c == '%' || c == ':') && i + 1 < macro.body.size() &&
                   is_digraph(std::string_view(macro.body).substr(i, 2))) {
            return false;
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

std::string wide_probe(const std::string& name) {
    return fmt::format("const unsigned long long {1}{0} = (unsigned long long)({0}), {2}{0} = "
                       "(unsigned long long)(({0}) >> 64);",
                       name, low_prefix, high_prefix);
}

std::map<std::string, std::string> unstable_macros(const std::vector<MacroDefinition>& macros) {
    static constexpr std::string_view place = "where and when it is used", reader = "the compiler";
    static const std::map<std::string, std::string_view> words{
        {"__DATE__", place},           {"__TIME__", place},
        {"__TIMESTAMP__", place},      {"__LINE__", place},
        {"__FILE__", place},           {"__FILE_NAME__", place},
        {"__BASE_FILE__", place},      {"__COUNTER__", place},
        {"__INCLUDE_LEVEL__", place},  {"__GNUC__", reader},
        {"__GNUC_MINOR__", reader},    {"__GNUC_PATCHLEVEL__", reader},
        {"__clang_major__", reader},   {"__clang_minor__", reader},
        {"__clang_version__", reader}, {"__clang_patchlevel__", reader},
        {"__VERSION__", reader}};
    std::map<std::string, std::string> found;
    // A macro may use another that is defined after it.
    for (std::size_t known = macros.size() + 1; known != found.size();) {
        known = found.size();
        for (const MacroDefinition& macro : macros) {
            if (found.contains(macro.name))
                continue;
            for (const std::string& name : identifiers_in(macro.body + macro.before))
                if (const auto word = words.find(name); word != words.end())
                    found.try_emplace(macro.name, fmt::format("{}: {}", word->second, name));
                else if (const auto other = found.find(name); other != found.end())
                    found.try_emplace(macro.name, other->second);
        }
    }
    return found;
}

} // namespace ffigen::clang
