#include "drift/enum_names.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>

namespace ffigen::drift {
namespace {

bool has_word(std::string_view name, std::initializer_list<std::string_view> words) {
    std::string word;
    const auto matches = [&] { return std::find(words.begin(), words.end(), word) != words.end(); };
    for (const char c : name) {
        if (c == '_') {
            if (matches())
                return true;
            word.clear();
        } else {
            word += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
        }
    }
    return matches();
}

} // namespace

bool is_sentinel_name(std::string_view name) {
    return has_word(name, {"COUNT", "MAX", "LAST", "NUM", "END", "SENTINEL", "TOTAL"});
}

bool is_retired_name(std::string_view name) {
    return has_word(name, {"RESERVED", "RETIRED", "UNUSED", "OBSOLETE", "DEPRECATED", "REMOVED"});
}

} // namespace ffigen::drift
