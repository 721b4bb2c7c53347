#include "emit/python/reflow.hpp"

#include "emit/python/format.hpp"
#include "emit/text/brackets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace ffigen::emit::python {
namespace {

using Lines = std::vector<std::string>;

using text::Place;

std::vector<Place> code_of(std::string_view line) {
    return text::code_of(line, text::python_lexis);
}

Lines split_items(std::string_view text) { return text::items_of(text, text::python_lexis); }

/// Where a word with blanks around it stands outside of strings and brackets.
std::optional<std::size_t> find_word(std::string_view text, std::string_view word) {
    return text::find_outside(text, word, text::python_lexis);
}

bool fits(std::string_view text, std::size_t indent) {
    return indent + columns(text) <= line_width;
}

void add_broken(Lines& lines, const std::string& text, std::size_t indent);

/// The operands of an expression, each but the first behind its operator.
Lines split_operands(const std::string& text) {
    Lines parts{text};
    for (const std::string_view word : {" if ", " else ", " and ", " or ", " | "}) {
        Lines next;
        for (std::string part : parts) {
            for (;;) {
                // The operator that begins the part was found before.
                const auto found = find_word(part, word);
                if (!found)
                    break;
                next.push_back(part.substr(0, *found));
                part = part.substr(*found + 1);
            }
            next.push_back(part);
        }
        parts = std::move(next);
    }
    return parts;
}

/// The operands of a comparison, or of a chain of them, each but the first behind its operator.
Lines split_comparison(const std::string& text) {
    static constexpr std::array<std::string_view, 7> words{
        " is ", " <= ", " < ", " == ", " != ", " >= ", " > "};
    Lines parts;
    std::string rest = text;
    for (;;) {
        std::optional<std::size_t> first;
        for (const std::string_view word : words)
            if (const auto found = find_word(rest, word); found && *found > 0)
                first = std::min(first.value_or(*found), *found);
        if (!first)
            break;
        parts.push_back(rest.substr(0, *first));
        rest = rest.substr(*first + 1);
    }
    parts.push_back(rest);
    return parts;
}

bool is_comparison(const std::string& text) { return split_comparison(text).size() > 1; }

/// An operand of a condition: a comparison that is too long has a line for each of its own.
void add_operand(Lines& lines, const std::string& text, std::size_t indent) {
    if (fits(text, indent) || !is_comparison(text))
        return add_broken(lines, text, indent);
    for (const std::string& operand : split_comparison(text))
        add_broken(lines, operand, indent);
}

/// `head (` expression `) tail` over lines.
void add_in_parentheses(Lines& lines, const std::string& head, const std::string& expression,
                        const std::string& tail, std::size_t indent) {
    const std::string margin(indent, ' ');
    lines.push_back(margin + head + "(");
    if (fits(expression, indent + 4)) {
        lines.push_back(margin + "    " + expression);
    } else {
        for (const std::string& operand : split_operands(expression))
            add_operand(lines, operand, indent + 4);
    }
    lines.push_back(margin + ")" + tail);
}

/// Breaks at the brackets that end the text.
bool add_at_brackets(Lines& lines, const std::string& text, std::size_t indent) {
    std::size_t end = text.size();
    while (end > 0 && (text[end - 1] == ',' || text[end - 1] == ':'))
        --end;
    const std::vector<Place> places = code_of(std::string_view(text).substr(0, end));
    if (places.empty() || places.back().at + 1 != end || !places.back().closes)
        return false;
    const auto open = std::find_if(places.rbegin() + 1, places.rend(), [&](const Place& place) {
        return place.depth == places.back().depth && place.opens;
    });
    if (open == places.rend() || open->at + 2 == end)
        return false;
    const std::string margin(indent, ' ');
    const std::string inside = text.substr(open->at + 1, end - open->at - 2);
    const Lines items = split_items(inside);
    lines.push_back(margin + text.substr(0, open->at + 1));
    if (items.size() == 1 && !inside.ends_with(',')) {
        add_broken(lines, inside, indent + 4);
    } else {
        for (const std::string& item : items)
            add_broken(lines, item + ",", indent + 4);
    }
    lines.push_back(margin + text.substr(end - 1));
    return true;
}

/// Breaks the head of a function at its parameters, or at its result when it has none.
bool add_definition(Lines& lines, const std::string& text, std::size_t indent) {
    const auto arrow = find_word(text, " -> ");
    if (!arrow || *arrow == 0 || !text.ends_with(':'))
        return false;
    const std::string head = text.substr(0, *arrow);
    const std::string result = text.substr(*arrow + 4, text.size() - *arrow - 5);
    if (head.ends_with("()")) {
        add_in_parentheses(lines, head + " -> ", result, ":", indent);
        return true;
    }
    // One parameter has its comma as well, unlike one argument.
    const bool one = split_items(std::string_view(head).substr(head.find('(') + 1,
                                                               head.size() - head.find('(') - 2))
                         .size() == 1;
    if (!add_at_brackets(lines, one ? head.substr(0, head.size() - 1) + ",)" : head, indent))
        return false;
    lines.back() += text.substr(*arrow);
    return true;
}

/// A statement, or an item of a bracket, at its indentation and over as many lines as it takes.
void add_broken(Lines& lines, const std::string& text, std::size_t indent) {
    if (fits(text, indent)) {
        lines.push_back(std::string(indent, ' ') + text);
        return;
    }
    if (text.starts_with("if ") && text.ends_with(':') &&
        (find_word(text, " or ") || (is_comparison(text) && !text.ends_with("):"))))
        return add_in_parentheses(lines, "if ", text.substr(3, text.size() - 4), ":", indent);
    // What stands right of `=` or `return` may be put in parentheses of its own, unless it is a
    // default.
    const bool is_item = text.ends_with(',');
    std::string head;
    for (const std::string_view word : {" = ", "return "})
        if (const auto found = find_word(text, word);
            found && !is_item && (word == " = " || *found == 0)) {
            head = text.substr(0, *found + word.size());
            break;
        }
    const std::string expression = text.substr(head.size());
    const bool has_operands = find_word(expression, " if ").has_value() ||
                              find_word(expression, " or ").has_value() ||
                              find_word(expression, " and ").has_value();
    const bool is_lambda = expression.starts_with("lambda ");
    if (!head.empty() && has_operands && !is_lambda)
        return add_in_parentheses(lines, head, expression, "", indent);
    // An item that is a condition has a line for each operand.
    if (is_item && has_operands && !is_lambda) {
        for (const std::string& operand : split_operands(text))
            add_broken(lines, operand, indent);
        return;
    }
    if (text.starts_with("def ") && add_definition(lines, text, indent))
        return;
    Lines broken;
    const bool at_brackets = add_at_brackets(broken, text, indent);
    if (!head.empty() && fits(head + "(", indent) && (!at_brackets || !fits(broken.front(), 0))) {
        Lines inner;
        add_broken(inner, expression, indent + 4);
        if (fits(inner.front(), 0))
            return add_in_parentheses(lines, head, expression, "", indent);
    }
    if (at_brackets) {
        lines.insert(lines.end(), broken.begin(), broken.end());
        return;
    }
    lines.push_back(std::string(indent, ' ') + text);
}

/// Whether a text literal over lines begins or ends in a line, which has one literal of them at
/// most.
bool changes_literal(std::string_view line) {
    std::size_t count = 0;
    for (std::size_t at = 0; (at = line.find("\"\"\"", at)) != std::string_view::npos; at += 3)
        ++count;
    return count % 2 == 1;
}

} // namespace

std::string reflow(std::string_view module) {
    Lines lines;
    bool in_literal = false;
    for (const std::string& line : split_lines(module)) {
        const bool was_in_literal = in_literal;
        if (changes_literal(line))
            in_literal = !in_literal;
        const std::size_t indent = line.find_first_not_of(' ');
        const bool is_code = !was_in_literal && !in_literal && indent != std::string::npos &&
                             line[indent] != '#' && line.find("\"\"\"") == std::string::npos &&
                             line.find("  # ") == std::string::npos;
        if (!is_code || columns(line) <= line_width || code_of(line).empty())
            lines.push_back(line);
        else
            add_broken(lines, line.substr(indent), indent);
    }
    return join(lines, "\n");
}

} // namespace ffigen::emit::python
