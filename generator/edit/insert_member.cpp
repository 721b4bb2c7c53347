#include "edit/insert_member.hpp"

#include "edit/c_tokens.hpp"
#include "support/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::edit {
namespace {

using Kind = Token::Kind;

/// A header's text with what the search needs to know about it.
struct Source {
    std::string_view text;
    std::vector<Token> tokens;

    [[nodiscard]] std::string_view spelling(std::size_t i) const {
        return text.substr(tokens[i].begin, tokens[i].end - tokens[i].begin);
    }
    [[nodiscard]] bool is(std::size_t i, char c) const {
        return tokens[i].kind == Kind::punctuation && text[tokens[i].begin] == c;
    }
    [[nodiscard]] bool any_of(std::size_t i, std::string_view characters) const {
        return tokens[i].kind == Kind::punctuation &&
               characters.find(text[tokens[i].begin]) != std::string_view::npos;
    }
    [[nodiscard]] bool line_end_between(std::size_t from, std::size_t to) const {
        return text.substr(from, to - from).find('\n') != std::string_view::npos;
    }
    [[nodiscard]] std::size_t line_start(std::size_t offset) const {
        const std::size_t newline =
            offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
        return newline == std::string_view::npos ? 0 : newline + 1;
    }
    /// White space that the line of `offset` starts with.
    [[nodiscard]] std::string_view indentation(std::size_t offset) const {
        const std::size_t start = line_start(offset);
        std::size_t end = start;
        while (end < text.size() && (text[end] == ' ' || text[end] == '\t'))
            ++end;
        return text.substr(start, end - start);
    }
    [[nodiscard]] bool first_on_line(std::size_t offset) const {
        return line_start(offset) + indentation(offset).size() == offset;
    }
    /// The line end that the line of `offset` has: a header keeps its own.
    [[nodiscard]] std::string_view line_end(std::size_t offset) const {
        const std::size_t newline = text.find('\n', offset);
        if (newline == std::string_view::npos)
            return text.find("\r\n") != std::string_view::npos ? "\r\n" : "\n";
        return newline > 0 && text[newline - 1] == '\r' ? "\r\n" : "\n";
    }
};

/// Describes what stands in front of it: /**< … */ and its like.
bool is_trailing_comment(std::string_view comment) {
    return comment.starts_with("/**<") || comment.starts_with("/*!<") ||
           comment.starts_with("///<") || comment.starts_with("//!<");
}

/// A member's declaration as token indices.
struct Declaration {
    std::size_t boundary = 0; ///< the { or ; in front of it
    std::size_t first = 0;    ///< its first token that is neither comment nor directive
};

std::variant<Declaration, std::string> find_declaration(const Source& source, std::size_t name,
                                                        Side side) {
    int depth = 0;
    bool directive_inside = false;
    Declaration found{0, name};
    for (std::size_t i = name; i-- > 0;) {
        if (source.tokens[i].kind == Kind::comment)
            continue;
        if (source.tokens[i].kind == Kind::directive) {
            directive_inside = true;
            continue;
        }
        if (depth == 0 && source.any_of(i, ";{")) {
            found.boundary = i;
            return found;
        }
        if (depth == 0 && side == Side::before && source.is(i, ','))
            return "it shares a declaration with the member before it; declare it on its own";
        if (source.any_of(i, ")]}"))
            ++depth;
        if (source.any_of(i, "([{") && --depth < 0)
            return "it is an argument of a macro";
        if (directive_inside)
            return "a preprocessor directive stands in its declaration";
        found.first = i;
    }
    return "its declaration has no beginning";
}

Fix edit_at(const Source& source, const SourceLocation& member, std::size_t offset,
            std::string text) {
    SourceLocation place = place_of(source.text, offset);
    place.file = member.file;
    return {std::move(place), 0, std::move(text)};
}

/// The first comment that describes the declaration, or its first token.
std::size_t start_with_comments(const Source& source, const Declaration& declaration) {
    std::size_t start = declaration.first;
    while (start > declaration.boundary + 1) {
        const Token& comment = source.tokens[start - 1];
        if (comment.kind != Kind::comment || is_trailing_comment(source.spelling(start - 1)))
            break;
        const bool on_previous_line =
            !source.line_end_between(source.tokens[declaration.boundary].end, comment.begin);
        if (on_previous_line && !source.first_on_line(comment.begin) &&
            source.line_end_between(comment.end, source.tokens[start].begin))
            break;
        --start;
    }
    return start;
}

std::variant<Fix, std::string> insert_before(const Source& source, const SourceLocation& member,
                                             std::size_t name, std::string_view text) {
    const auto found = find_declaration(source, name, Side::before);
    if (const auto* reason = std::get_if<std::string>(&found))
        return *reason;
    const std::size_t start =
        source.tokens[start_with_comments(source, std::get<Declaration>(found))].begin;
    if (!source.first_on_line(start))
        return edit_at(source, member, start, fmt::format("{} ", text));
    return edit_at(source, member, source.line_start(start),
                   fmt::format("{}{}{}", source.indentation(start), text, source.line_end(start)));
}

std::variant<Fix, std::string> insert_after(const Source& source, const SourceLocation& member,
                                            std::size_t name, std::string_view text) {
    const auto found = find_declaration(source, name, Side::after);
    if (const auto* reason = std::get_if<std::string>(&found))
        return *reason;
    const std::size_t first = source.tokens[std::get<Declaration>(found).first].begin;

    int depth = 0;
    std::size_t last = name;
    for (; last < source.tokens.size(); ++last) {
        if (source.tokens[last].kind == Kind::directive)
            return "a preprocessor directive stands in its declaration";
        if (source.any_of(last, "([{"))
            ++depth;
        if (source.any_of(last, ")]}") && --depth < 0)
            return "its declaration has no end";
        if (depth == 0 && source.is(last, ';'))
            break;
    }
    if (last == source.tokens.size())
        return "its declaration has no end";

    const std::size_t semicolon_end = source.tokens[last].end;
    std::size_t end = semicolon_end;
    std::size_t next = last + 1;
    for (; next < source.tokens.size() && source.tokens[next].kind == Kind::comment; ++next) {
        const Token& comment = source.tokens[next];
        if (source.line_end_between(end, comment.begin) &&
            !is_trailing_comment(source.spelling(next)))
            break;
        end = comment.end;
    }
    const bool shares_line =
        next < source.tokens.size() && !source.line_end_between(end, source.tokens[next].begin);
    if (shares_line)
        return edit_at(source, member, semicolon_end, fmt::format(" {}", text));
    return edit_at(source, member, end,
                   fmt::format("{}{}{}", source.line_end(end), source.indentation(first), text));
}

} // namespace

std::variant<Fix, std::string> insert_member(std::string_view text, const SourceLocation& member,
                                             std::string_view name, Side side,
                                             std::string_view declaration) {
    const auto offset = offset_of(text, member.line, member.column);
    if (!offset)
        return "its place is not in this file";
    const Source source{text, scan_c(text)};
    const auto token = std::ranges::find(source.tokens, *offset, &Token::begin);
    const std::size_t index = static_cast<std::size_t>(token - source.tokens.begin());
    if (token == source.tokens.end())
        return "a macro declares it";
    const std::string_view spelling = source.spelling(index);
    const bool matches =
        name.empty() ? spelling == "struct" || spelling == "union" : spelling == name;
    if (!matches)
        return fmt::format("the macro '{}' declares it", spelling);
    return side == Side::before ? insert_before(source, member, index, declaration)
                                : insert_after(source, member, index, declaration);
}

std::string apply_fixes(std::string_view text, std::vector<Fix> fixes) {
    std::ranges::stable_sort(fixes, {},
                             [](const Fix& fix) { return std::pair(fix.at.line, fix.at.column); });
    std::string result;
    std::size_t done = 0;
    for (const Fix& fix : fixes) {
        const std::size_t at =
            std::max(done, offset_of(text, fix.at.line, fix.at.column).value_or(text.size()));
        result.append(text, done, at - done);
        result += fix.text;
        done = std::min(text.size(), at + fix.length);
    }
    result.append(text, done);
    return result;
}

} // namespace ffigen::edit
