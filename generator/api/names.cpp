#include "api/names.hpp"

#include <algorithm>
#include <cctype>

namespace ffigen::api {
namespace {

bool upper(char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; }
bool lower(char c) { return std::islower(static_cast<unsigned char>(c)) != 0; }
bool digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
char to_lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

// Whether a new word begins at `i` within a run of letters and digits.
bool word_begins(std::string_view text, std::size_t i) {
    if (i == 0 || !upper(text[i]))
        return false;
    const char before = text[i - 1];
    const bool lower_after = i + 1 < text.size() && lower(text[i + 1]);
    if (lower(before))
        return true;
    // "2D" is one unit, as in Image2DView; "2Buffer" is not.
    if (digit(before))
        return lower_after;
    // The last capital of a run belongs to the word that follows: HTTP|Server, but not the plural
    // of an acronym at the end: IDs.
    return lower_after && !(text.substr(i + 1) == "s");
}

bool all_caps(std::string_view text) { return std::none_of(text.begin(), text.end(), lower); }

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
    return text.size() >= prefix.size() &&
           std::equal(prefix.begin(), prefix.end(), text.begin(),
                      [](char a, char b) { return to_lower(a) == to_lower(b); });
}

} // namespace

Words split_words(std::string_view identifier) {
    Words words;
    std::string word;
    const auto flush = [&] {
        if (!word.empty())
            words.push_back(std::move(word));
        word.clear();
    };
    std::size_t begin = 0;
    while (begin <= identifier.size()) {
        std::size_t end = identifier.find('_', begin);
        if (end == std::string_view::npos)
            end = identifier.size();
        const std::string_view run = identifier.substr(begin, end - begin);
        const bool one_word = all_caps(run);
        for (std::size_t i = 0; i < run.size(); ++i) {
            if (!one_word && word_begins(run, i))
                flush();
            word += to_lower(run[i]);
        }
        flush();
        begin = end + 1;
    }
    if (words.empty() && !identifier.empty())
        words.emplace_back("underscore"); // there are C names of nothing else
    return words;
}

std::vector<std::string> split_list(std::string_view text) {
    std::vector<std::string> parts;
    while (true) {
        const std::size_t begin = text.find_first_not_of(" \t\r\n,|");
        if (begin == std::string_view::npos)
            return parts;
        const std::size_t end = std::min(text.find_first_of(" \t\r\n,|", begin), text.size());
        parts.emplace_back(text.substr(begin, end - begin));
        text.remove_prefix(end);
    }
}

std::string join(const Words& words, std::string_view between) {
    std::string text;
    for (const std::string& word : words) {
        if (!text.empty())
            text += between;
        text += word;
    }
    return text;
}

std::string common_prefix(const std::vector<std::string>& names) {
    if (names.size() < 2)
        return {};
    std::string prefix = names.front();
    for (const std::string& name : names) {
        const auto differ = std::mismatch(prefix.begin(), prefix.end(), name.begin(), name.end());
        prefix.erase(differ.first, prefix.end());
        if (prefix.size() == name.size() && !prefix.empty())
            prefix.pop_back();
    }
    const std::size_t end = prefix.rfind('_');
    return end == std::string::npos ? std::string() : prefix.substr(0, end + 1);
}

bool usable(const Words& words) { return !words.empty() && !digit(words.front().front()); }

std::size_t common_words(const std::vector<Words>& names) {
    if (names.size() < 2)
        return 0;
    std::size_t count = names.front().size();
    for (const Words& name : names) {
        std::size_t same = 0;
        while (same < count && same < name.size() && name[same] == names.front()[same])
            ++same;
        count = same;
    }
    const auto spoils = [&](const Words& name) {
        return count > 0 &&
               !usable(Words(name.begin() + static_cast<std::ptrdiff_t>(count), name.end()));
    };
    while (std::any_of(names.begin(), names.end(), spoils))
        --count;
    return count;
}

Words without_first(const Words& words, std::size_t count) {
    if (count >= words.size())
        return words;
    Words rest(words.begin() + static_cast<std::ptrdiff_t>(count), words.end());
    return usable(rest) ? rest : words;
}

Words without_prefix(const Words& words, const Words& prefix) {
    if (words.size() <= prefix.size() || !std::equal(prefix.begin(), prefix.end(), words.begin()))
        return words;
    return without_first(words, prefix.size());
}

Words strip_prefix(std::string_view identifier, std::string_view prefix) {
    if (!prefix.empty() && starts_with_ignoring_case(identifier, prefix)) {
        const std::string_view rest = identifier.substr(prefix.size());
        // PQfinish: a prefix in capitals ends where small letters begin.
        const bool capitals = upper(prefix.back()) && identifier.starts_with(prefix);
        const bool boundary = prefix.back() == '_' || rest.starts_with('_') ||
                              (!rest.empty() && (upper(rest.front()) || capitals));
        const Words words = split_words(rest);
        if (boundary && usable(words))
            return words;
    }
    return without_prefix(split_words(identifier), split_words(prefix));
}

Words Scope::claim(const Words& preferred, const Words& full) {
    if (taken_.insert(join(preferred)).second)
        return preferred;
    if (taken_.insert(join(full)).second)
        return full;
    for (std::size_t number = 2;; ++number) {
        Words numbered = full;
        numbered.push_back(std::to_string(number));
        if (taken_.insert(join(numbered)).second)
            return numbered;
    }
}

} // namespace ffigen::api
