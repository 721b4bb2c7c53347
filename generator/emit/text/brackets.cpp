#include "emit/text/brackets.hpp"

#include <algorithm>

namespace ffigen::emit::text {
namespace {

/// Whether the angle at `at` is a bracket: `::<`, or within one.
bool opens_angle(std::string_view source, std::size_t at, int angles) {
    return source[at] == '<' && (angles > 0 || (at > 0 && source[at - 1] == ':'));
}
bool closes_angle(std::string_view source, std::size_t at, int angles) {
    return source[at] == '>' && angles > 0 && source[at - 1] != '-';
}

} // namespace

std::vector<Place> code_of(std::string_view source, const Lexis& lexis) {
    std::vector<Place> places;
    int depth = 0, angles = 0;
    for (std::size_t at = 0; at < source.size(); ++at) {
        if (const std::size_t end = end_of_prose(source, at, lexis); end > at) {
            if (lexis.has_long_quotes && source.substr(at, 3) == std::string(3, source[at]))
                return {};
            if (end - at < 2 || (end == source.size() && source[end - 1] != source[at]))
                return {};
            at = end - 1;
            continue;
        }
        const char c = source[at];
        const bool opens_one = lexis.has_generics && opens_angle(source, at, angles);
        const bool closes_one = lexis.has_generics && closes_angle(source, at, angles);
        angles += opens_one ? 1 : closes_one ? -1 : 0;
        const bool opens = opens_one || c == '(' || c == '[' || c == '{';
        const bool closes = closes_one || c == ')' || c == ']' || c == '}';
        depth -= closes ? 1 : 0;
        places.push_back({at, c, depth, opens, closes});
        depth += opens ? 1 : 0;
        if (depth < 0)
            return {};
    }
    return depth == 0 ? places : std::vector<Place>{};
}

std::vector<std::string> items_of(std::string_view source, const Lexis& lexis) {
    std::vector<std::string> items;
    std::size_t begin = 0;
    const auto add = [&](std::size_t end) {
        std::string_view item = source.substr(begin, end - begin);
        item.remove_prefix(std::min(item.find_first_not_of(' '), item.size()));
        if (!item.empty())
            items.emplace_back(item);
        begin = end + 1;
    };
    for (const Place& place : code_of(source, lexis))
        if (place.character == ',' && place.depth == 0)
            add(place.at);
    add(source.size());
    return items;
}

std::optional<std::size_t> find_outside(std::string_view source, std::string_view word,
                                        const Lexis& lexis) {
    for (const Place& place : code_of(source, lexis))
        if (place.depth == 0 && source.substr(place.at).starts_with(word))
            return place.at;
    return std::nullopt;
}

} // namespace ffigen::emit::text
