#include "emit/rust/format.hpp"

#include "emit/text/brackets.hpp"
#include "emit/text/lines.hpp"
#include "emit/text/list.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <cctype>

namespace ffigen::emit::rust {
namespace {

// rustfmt's use_small_heuristics: widths beyond which it prefers one item a line.
constexpr std::size_t attribute_width = 70;
constexpr std::size_t array_width = 60;

std::string spaces(int count) { return std::string(static_cast<std::size_t>(count), ' '); }

/// As many items with their commas on each line as fit.
std::string filled(std::vector<std::string> items, int indent, std::size_t width) {
    for (std::string& item : items)
        item += ',';
    return joined(text::fill(items, {spaces(indent), spaces(indent), width}), "\n");
}

/// One item a line, each with its comma; none after "...".
std::string listed(const std::vector<std::string>& parts, int indent) {
    std::string result;
    for (const std::string& part : parts)
        result += spaces(indent) + part + (part == "..." ? "\n" : ",\n");
    return result;
}

/// Every list of more than one item is narrow enough for one line.
bool is_narrow(const Condition& condition) {
    if (condition.children.empty())
        return true;
    std::size_t width = 0;
    for (const Condition& child : condition.children) {
        if (!is_narrow(child))
            return false;
        width += child.text().size() + 2;
    }
    return condition.children.size() == 1 || width - 2 <= attribute_width;
}

std::string format_condition(const Condition& condition, int indent, std::size_t column) {
    std::string flat = condition.text();
    if (condition.head.empty() || (is_narrow(condition) && column + flat.size() <= max_width))
        return flat;
    if (condition.children.size() == 1 && !condition.children.front().head.empty())
        return condition.head + "(" +
               format_condition(condition.children.front(), indent,
                                column + condition.head.size() + 1) +
               ")";
    std::string result = condition.head + "(\n";
    for (const Condition& child : condition.children) {
        const bool last = &child == &condition.children.back();
        result += spaces(indent + 4) +
                  format_condition(child, indent + 4,
                                   static_cast<std::size_t>(indent) + 4 + (last ? 0 : 1)) +
                  (last ? "\n" : ",\n");
    }
    return result + spaces(indent) + ")";
}

/// An expression in its parts; without any it is one word that is never broken.
struct Expression {
    std::vector<std::string> links; ///< of a chain: what it starts with, and each .call(…)
    std::string head;               ///< of a list: all before its items, with the bracket
    std::vector<std::string> items;
};

Expression parse_expression(const std::string& text) {
    Expression result;
    const bool ends = text.ends_with(")") || text.ends_with("]");
    if (!ends || text.starts_with("|") || text.starts_with("&"))
        return result;
    std::size_t open = 0, begin = 0;
    for (const text::Place& place : text::code_of(text, text::rust_lexis)) {
        if (place.depth > 0)
            continue;
        if (place.character == '(' || place.character == '[')
            open = place.at;
        if (place.at > 0 && place.character == '.') {
            result.links.push_back(text.substr(begin, place.at - begin));
            begin = place.at;
        }
    }
    if (begin > 0) {
        result.links.push_back(text.substr(begin));
        return result;
    }
    result.head = text.substr(0, open + 1);
    result.items = text::items_of(std::string_view(text).substr(open + 1, text.size() - open - 2),
                                  text::rust_lexis);
    return result;
}

/// Names and numbers that rustfmt fills lines with where they do not fit on one.
bool are_short(const std::vector<std::string>& items) {
    constexpr std::size_t short_width = 10;
    return items.size() > 1 && std::ranges::all_of(items, [](const std::string& item) {
               return item.size() <= short_width && std::ranges::all_of(item, [](unsigned char c) {
                          return std::isalnum(c) != 0 || c == '_' || c == '#'; // r#type
                      });
           });
}

/// No list or chain in it is wider than rustfmt likes on one line.
bool is_narrow(const std::string& text) {
    constexpr std::size_t chain_width = 60;
    const Expression parts = parse_expression(text);
    if (parts.links.size() > 2 && text.size() > chain_width)
        return false;
    const std::size_t width = parts.head.starts_with("[") ? array_width : call_width;
    return joined(parts.items).size() <= width &&
           std::all_of(parts.links.begin(), parts.links.end(),
                       [](const std::string& link) { return is_narrow(link); }) &&
           std::all_of(parts.items.begin(), parts.items.end(),
                       [](const std::string& item) { return is_narrow(item); });
}

} // namespace

std::string format_attribute(const Condition& condition, int indent) {
    const std::size_t around = static_cast<std::size_t>(indent) + 3; // #[ before and ] after
    return spaces(indent) + "#[" + format_condition(condition, indent, around) + "]\n";
}

std::string format_signature(const std::string& head, const std::vector<std::string>& parameters,
                             const std::string& result, const std::string& tail, int indent) {
    const std::string arrow = result.empty() ? "" : "-> " + result;
    std::string flat = spaces(indent) + head + "(" + joined(parameters) + ")" +
                       (arrow.empty() ? "" : " ") + arrow + tail;
    // rustfmt leaves no room for the semicolon when it first measures a declaration with a result.
    const bool tight = tail == ";" && !arrow.empty() && flat.size() == max_width;
    if (flat.size() <= max_width && !tight)
        return flat;
    if (parameters.empty() || tight)
        return spaces(indent) + head + "(" + joined(parameters) + ")\n" + spaces(indent) + arrow +
               tail;
    return spaces(indent) + head + "(\n" + listed(parameters, indent + 4) + spaces(indent) + ")" +
           (arrow.empty() ? "" : " ") + arrow + tail;
}

std::string format_signature_where(const std::string& head,
                                   const std::vector<std::string>& parameters,
                                   const std::string& result, int indent) {
    const std::string signature = format_signature(head, parameters, result, "", indent);
    const bool broken = signature.find('\n') != std::string::npos;
    return signature + (broken && result.empty() ? " where" : "\n" + spaces(indent) + "where");
}

std::string format_call(const std::string& callee, const std::vector<std::string>& arguments,
                        int indent) {
    return text::list(callee + "(", arguments, ")", static_cast<std::size_t>(indent),
                      {.width = max_width, .items = call_width});
}

std::string FunctionType::text() const {
    return head + "(" + joined(parameters) + ")" + (result.empty() ? "" : " -> " + result);
}

std::string format_function_alias(const std::string& name, bool optional,
                                  const FunctionType& type) {
    const std::string start = "pub type " + name + " =";
    std::string flat = optional ? "Option<" + type.text() + ">;" : type.text() + ";";
    if (start.size() + 1 + flat.size() <= max_width)
        return start + " " + flat;
    if (4 + flat.size() <= max_width)
        return start + "\n    " + flat;
    const std::string arrow = type.result.empty() ? "" : " -> " + type.result;
    if (!optional) {
        const std::string without = start + " " + type.head + "()" + arrow;
        // rustfmt asks for what stays on the two outer lines, and does not count the ')' at first.
        if (without.size() == max_width + 1 && !arrow.empty())
            return start + " " + type.head + "(\n" + listed(type.parameters, 4) + ")\n   " + arrow +
                   ";";
        if (without.size() > max_width)
            return start + "\n    " + type.head + "(\n" + listed(type.parameters, 8) + "    )" +
                   arrow + ";";
        return start + " " + type.head + "(\n" + listed(type.parameters, 4) + ")" + arrow + ";";
    }
    const std::string inner = "    " + type.text() + ",\n";
    if (inner.size() <= max_width + 1)
        return start + " Option<\n" + inner + ">;";
    return start + " Option<\n    " + type.head + "(\n" + listed(type.parameters, 8) + "    )" +
           arrow + ",\n>;";
}

std::string format_struct(const std::string& head, const std::vector<std::string>& fields,
                          int indent) {
    constexpr std::size_t struct_width = 18;
    const std::string flat = joined(fields);
    if (flat.size() <= struct_width)
        return head + " { " + flat + " }";
    return head + " {\n" + listed(fields, indent + 4) + spaces(indent) + "}";
}

std::string format_alias(const std::string& name, const std::string& type) {
    std::string flat = "pub type " + name + " = " + type + ";";
    return flat.size() <= max_width ? flat : "pub type " + name + " =\n    " + type + ";";
}

std::string format_field(const std::string& head, const std::string& type, int indent) {
    std::string flat = spaces(indent) + head + ": " + type + ",";
    if (flat.size() <= max_width)
        return flat;
    return spaces(indent) + head + ":\n" + spaces(indent + 4) + type + ",";
}

std::string format_constant(const std::string& head, const std::string& type,
                            const std::string& value, int indent) {
    const std::string start = spaces(indent) + head + ": " + type + " =";
    std::string flat = start + " " + value + ";";
    const std::string next = "\n" + spaces(indent + 4);
    const auto fits = [&](const std::string& text) {
        return static_cast<std::size_t>(indent) + 4 + text.size() <= max_width;
    };
    if (flat.size() <= max_width)
        return flat;
    if (start.size() <= max_width)
        return fits(value + ";") ? start + next + value + ";" : flat;
    const std::string named = spaces(indent) + head + ":" + next;
    if (fits(type + " = " + value + ";"))
        return named + type + " = " + value + ";";
    return named + type + " =" + next + value + ";";
}

std::string format_let(const std::string& name, const std::string& value, int indent) {
    std::string flat = "let " + name + " = " + value + ";";
    if (static_cast<std::size_t>(indent) + flat.size() <= max_width)
        return flat;
    return "let " + name + " =\n" + spaces(indent + 4) + value + ";";
}

std::string format_arm(const std::string& pattern, const std::string& value, int indent) {
    std::string flat = spaces(indent) + pattern + " => " + value + ",";
    if (flat.size() <= max_width)
        return flat;
    return spaces(indent) + pattern + " => {\n" + spaces(indent + 4) + value + "\n" +
           spaces(indent) + "}";
}

std::string format_impl(const std::string& trait, const std::string& type) {
    std::string flat = "impl " + trait + " for " + type + " {";
    return flat.size() <= max_width ? flat : "impl " + trait + "\n    for " + type + "\n{";
}

std::string format_unsafe_call(const std::string& let, const Call& call, const std::string& end,
                               int indent) {
    return format_unsafe(let, call.callee + "(" + joined(call.arguments) + ")", end, indent);
}

std::string format_unsafe(const std::string& let, const std::string& expression,
                          const std::string& end, int indent) {
    const std::string block = "unsafe { " + expression + " }" + end;
    const bool narrow = is_narrow(expression);
    if (narrow && static_cast<std::size_t>(indent) + let.size() + block.size() <= max_width)
        return spaces(indent) + let + block;
    const std::string next = spaces(indent + 4) + block;
    if (narrow && !let.empty() && next.size() <= max_width)
        return spaces(indent) + let.substr(0, let.size() - 1) + "\n" + next;
    return spaces(indent) + let + "unsafe {\n" + spaces(indent + 4) +
           format_expression(expression, indent + 4, 0) + "\n" + spaces(indent) + "}" + end;
}

std::string format_expression(const std::string& text, int indent, std::size_t tail,
                              std::size_t before) {
    const Expression parts = parse_expression(text);
    const bool fits = static_cast<std::size_t>(indent) + before + text.size() + tail <= max_width;
    if ((fits && is_narrow(text)) || (parts.links.empty() && parts.items.empty()))
        return text;
    if (!parts.links.empty()) {
        std::string result = format_expression(parts.links.front(), indent, 0);
        // Under a list that is broken, the next call stands where its bracket does; beside a name
        // no wider than an indentation, on its line where nothing stands before it.
        const int column = result.find('\n') == std::string::npos ? indent + 4 : indent;
        const bool is_short = before == 0 && result.size() <= 4 && parts.links.size() > 2;
        if (is_short)
            result += parts.links[1];
        for (std::size_t i = is_short ? 2 : 1; i < parts.links.size(); ++i)
            result +=
                "\n" + spaces(column) +
                format_expression(parts.links[i], column, i + 1 == parts.links.size() ? tail : 0);
        return result;
    }
    const std::string close = text.substr(text.size() - 1);
    // The only item's brackets hug those around it.
    if (parts.items.size() == 1) {
        const Expression only = parse_expression(parts.items.front());
        if (only.links.empty() && !only.items.empty())
            return parts.head + format_expression(parts.items.front(), indent, tail + 1) + close;
    }
    // Behind the others a closure hangs over.
    const std::string& last = parts.items.back();
    if (parts.items.size() > 1 && last.starts_with("|")) {
        const std::size_t end = last.find("| ", 1) + 1;
        const std::vector<std::string> others(parts.items.begin(), parts.items.end() - 1);
        const std::string first = parts.head + joined(others) + ", " + last.substr(0, end) + " {";
        if (static_cast<std::size_t>(indent) + first.size() <= max_width &&
            first.size() - parts.head.size() <= call_width)
            return first + "\n" + spaces(indent + 4) + last.substr(end + 1) + "\n" +
                   spaces(indent) + "}" + close;
    }
    std::string result = parts.head + "\n";
    if (are_short(parts.items))
        return result + filled(parts.items, indent + 4, max_width) + "\n" + spaces(indent) + close;
    for (const std::string& item : parts.items)
        result += spaces(indent + 4) + format_expression(item, indent + 4, 1) + ",\n";
    return result + spaces(indent) + close;
}

std::string format_type(const std::string& type, int indent) {
    if (!type.starts_with("(") || type.size() - 2 <= call_width)
        return type;
    std::vector<std::string> items =
        text::items_of(std::string_view(type).substr(1, type.size() - 2), text::rust_lexis);
    for (std::string& item : items)
        item = format_type(item, indent + 4);
    return "(\n" + listed(items, indent + 4) + spaces(indent) + ")";
}

std::string format_derive(const std::vector<std::string>& traits, int indent) {
    std::string flat = spaces(indent) + "#[derive(" + joined(traits) + ")]\n";
    if (flat.size() <= max_width + 1)
        return flat;
    return spaces(indent) + "#[derive(\n" + spaces(indent + 4) + joined(traits) + ",\n" +
           spaces(indent) + ")]\n";
}

bool version_less(std::string_view left, std::string_view right) {
    // A raw identifier is ordered by its name.
    for (std::string_view* name : {&left, &right})
        if (name->starts_with("r#"))
            name->remove_prefix(2);
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    // A path is ordered by its segments: one that ends comes before one that goes on.
    const auto rank = [&](char c) { return c == ':' ? 0 : c == '_' ? 1 : is_digit(c) ? 2 : 3; };
    std::size_t i = 0, k = 0;
    while (i < left.size() && k < right.size()) {
        if (is_digit(left[i]) && is_digit(right[k])) {
            const auto number = [&](std::string_view text, std::size_t& at) {
                const std::size_t begin = at;
                while (at < text.size() && is_digit(text[at]))
                    ++at;
                std::string_view digits = text.substr(begin, at - begin);
                while (digits.size() > 1 && digits.front() == '0')
                    digits.remove_prefix(1);
                return digits;
            };
            const std::string_view a = number(left, i), b = number(right, k);
            if (a.size() != b.size())
                return a.size() < b.size();
            if (a != b)
                return a < b;
            continue;
        }
        // By code points, which is how the bytes of UTF-8 are ordered too.
        const auto byte = [](char c) { return static_cast<unsigned char>(c); };
        if (left[i] != right[k])
            return rank(left[i]) != rank(right[k]) ? rank(left[i]) < rank(right[k])
                                                   : byte(left[i]) < byte(right[k]);
        ++i, ++k;
    }
    return left.size() - i < right.size() - k;
}

std::string format_use(const std::string& head, const std::string& path,
                       std::vector<std::string> items) {
    std::sort(items.begin(), items.end(), [](const std::string& a, const std::string& b) {
        if ((a == "self") != (b == "self"))
            return a == "self";
        return version_less(a, b);
    });
    if (items.size() == 1 && items.front() != "self")
        return head + path + "::" + items.front() + ";";
    if (items.size() == 1)
        return head + path + ";";
    std::string flat = head + path + "::{" + joined(items) + "};";
    if (flat.size() <= max_width - 2) // rustfmt counts its braces twice
        return flat;
    // It fills several lines to one column less than a single one.
    const std::size_t line = 4 + joined(items).size() + 1;
    return head + path + "::{\n" + filled(items, 4, line <= max_width ? max_width : max_width - 1) +
           "\n};";
}

std::string format_tuple_array(const std::string& head,
                               const std::vector<std::vector<std::string>>& tuples,
                               const std::string& tail, int indent) {
    std::vector<std::string> flat;
    for (const std::vector<std::string>& tuple : tuples)
        flat.push_back("(" + joined(tuple) + ")");
    const std::string line = joined(flat);
    const std::string before = spaces(indent) + head, end = spaces(indent) + "]" + tail;
    if (line.size() <= array_width && before.size() + line.size() + tail.size() + 2 <= max_width)
        return before + "[" + line + "]" + tail;
    if (tuples.size() == 1) // The only item's brackets hug the array's.
        return before + "[(\n" + listed(tuples.front(), indent + 4) + spaces(indent) + ")]" + tail;
    std::string result = before + "[\n";
    for (const std::vector<std::string>& tuple : tuples)
        result += spaces(indent + 4) + format_call("", tuple, indent + 4) + ",\n";
    return result + end;
}

std::string format_number_array(const std::string& head, const std::vector<std::string>& numbers,
                                const std::string& tail, int indent) {
    std::string flat = joined(numbers);
    if (flat.size() <= array_width &&
        static_cast<std::size_t>(indent) + head.size() + flat.size() + tail.size() + 2 <= max_width)
        return spaces(indent) + head + "[" + flat + "]" + tail;
    return spaces(indent) + head + "[\n" + filled(numbers, indent + 4, max_width) + "\n" +
           spaces(indent) + "]" + tail;
}

} // namespace ffigen::emit::rust
