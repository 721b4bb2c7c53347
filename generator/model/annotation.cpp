#include "model/contract.hpp"
#include "support/text.hpp"

namespace ffigen::model {
namespace {

/// Splits at `separator` outside of quotes and brackets.
std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\\' && quoted)
            ++i;
        else if (c == '"')
            quoted = !quoted;
        else if (quoted)
            continue;
        else if (c == '(' || c == '[' || c == '{')
            ++depth;
        else if (c == ')' || c == ']' || c == '}')
            --depth;
        else if (c == separator && depth == 0) {
            parts.push_back(text.substr(begin, i - begin));
            begin = i + 1;
        }
    }
    parts.push_back(text.substr(begin));
    return parts;
}

std::string unquote(std::string_view text) {
    text = trimmed(text);
    if (text.size() < 2 || text.front() != '"' || text.back() != '"')
        return std::string(text);
    std::string result;
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        if (text[i] == '\\' && i + 2 < text.size())
            ++i;
        result += text[i];
    }
    return result;
}

} // namespace

std::optional<Annotation> parse_annotation(std::string_view text, SourceLocation where,
                                           std::string& error) {
    Annotation annotation;
    annotation.where = std::move(where);
    text = trimmed(text);
    const std::size_t open = text.find('(');
    annotation.name = std::string(trimmed(text.substr(0, open)));
    if (annotation.name.empty()) {
        error = "an annotation needs a name";
        return std::nullopt;
    }
    if (open == std::string_view::npos)
        return annotation;
    if (text.back() != ')') {
        error = "')' is missing after the arguments of '" + annotation.name + "'";
        return std::nullopt;
    }
    const std::string_view arguments = trimmed(text.substr(open + 1, text.size() - open - 2));
    if (arguments.empty())
        return annotation;
    for (const std::string_view part : split(arguments, ',')) {
        const auto sides = split(part, '=');
        if (sides.size() == 1) {
            annotation.positional.push_back(unquote(part));
        } else if (sides.size() == 2 && !trimmed(sides[0]).empty() && !trimmed(sides[1]).empty()) {
            annotation.named.emplace_back(trimmed(sides[0]), unquote(sides[1]));
        } else {
            error = "'" + std::string(trimmed(part)) + "' is not `key = value`";
            return std::nullopt;
        }
    }
    return annotation;
}

void hear(Annotations& heard, std::string_view text, const std::string& origin,
          SourceLocation where) {
    std::string error;
    auto annotation = parse_annotation(text, std::move(where), error);
    if (!annotation || find(heard, annotation->name) != nullptr)
        return;
    annotation->origin = origin;
    heard.push_back(std::move(*annotation));
}

} // namespace ffigen::model
