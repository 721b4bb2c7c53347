#include "edit/c_tokens.hpp"

#include <algorithm>

namespace ffigen::edit {
namespace {

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_part(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' ||
           c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

struct Scanner {
    std::string_view text;
    std::size_t at = 0;

    [[nodiscard]] bool done() const { return at >= text.size(); }
    [[nodiscard]] bool starts(std::string_view what) const {
        return text.substr(at).starts_with(what);
    }

    /// A backslash and a line end, which C takes away before anything else.
    [[nodiscard]] std::size_t continuation() const {
        if (starts("\\\n"))
            return 2;
        return starts("\\\r\n") ? 3 : 0;
    }

    void skip_comment() {
        if (starts("//")) {
            while (!done() && text[at] != '\n')
                at += std::max<std::size_t>(1, continuation());
            // A carriage return belongs to the line end, not to the comment.
            if (at > 0 && at <= text.size() && text[at - 1] == '\r' && !done())
                --at;
            return;
        }
        const std::size_t close = text.find("*/", at + 2);
        at = close == std::string_view::npos ? text.size() : close + 2;
    }

    void skip_literal() {
        const char quote = text[at++];
        while (!done() && text[at] != quote && text[at] != '\n')
            at += text[at] == '\\' ? 2 : 1;
        at = std::min(at + 1, text.size());
    }

    void skip_directive() {
        while (!done() && text[at] != '\n') {
            if (const std::size_t joined = continuation())
                at += joined;
            else if (starts("/*") || starts("//"))
                skip_comment();
            else
                ++at;
        }
        if (at > 0 && text[at - 1] == '\r')
            --at;
    }

    template <class Accept>
    void skip_while(Accept accept) {
        while (!done()) {
            if (const std::size_t joined = continuation())
                at += joined;
            else if (accept(text[at]))
                ++at;
            else
                return;
        }
    }

    Token::Kind skip_token(bool line_start) {
        const char c = text[at];
        if (starts("//") || starts("/*"))
            return skip_comment(), Token::Kind::comment;
        if (c == '#' && line_start)
            return skip_directive(), Token::Kind::directive;
        if (c == '"' || c == '\'')
            return skip_literal(), Token::Kind::literal;
        if (is_digit(c))
            return skip_while([](char d) { return is_name_part(d) || d == '.'; }),
                   Token::Kind::number;
        if (is_name_part(c))
            return skip_while(is_name_part), Token::Kind::word;
        ++at;
        return Token::Kind::punctuation;
    }
};

} // namespace

std::vector<Token> scan_c(std::string_view text) {
    std::vector<Token> tokens;
    Scanner scanner{text};
    bool line_start = true;
    while (true) {
        while (!scanner.done()) {
            const std::size_t joined = scanner.continuation();
            if (joined == 0 && !is_space(text[scanner.at]))
                break;
            if (joined == 0 && text[scanner.at] == '\n')
                line_start = true;
            scanner.at += std::max<std::size_t>(1, joined);
        }
        if (scanner.done())
            return tokens;
        const std::size_t begin = scanner.at;
        const Token::Kind kind = scanner.skip_token(line_start);
        tokens.push_back({kind, begin, scanner.at});
        if (kind != Token::Kind::comment)
            line_start = false;
    }
}

std::optional<std::size_t> offset_of(std::string_view text, std::uint32_t line,
                                     std::uint32_t column) {
    if (line == 0 || column == 0)
        return std::nullopt;
    std::size_t start = 0;
    for (std::uint32_t current = 1; current < line; ++current) {
        start = text.find('\n', start);
        if (start == std::string_view::npos)
            return std::nullopt;
        ++start;
    }
    const std::size_t offset = start + column - 1;
    return offset < text.size() ? std::optional(offset) : std::nullopt;
}

} // namespace ffigen::edit
