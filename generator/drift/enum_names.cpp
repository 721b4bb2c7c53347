#include "drift/enum_names.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>

namespace ffigen::drift {
namespace {

/// Words are between underscores, or begin with a capital: "MODE_LAST", "kModeLast".
bool has_word(std::string_view name, std::initializer_list<std::string_view> words) {
    std::string word;
    const auto matches = [&] { return std::find(words.begin(), words.end(), word) != words.end(); };
    char before = 0;
    for (const char c : name) {
        const bool begins = c >= 'A' && c <= 'Z' && before >= 'a' && before <= 'z';
        before = c;
        if (begins) {
            if (matches())
                return true;
            word = c;
            continue;
        }
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
    return has_word(name, {"COUNT", "MAX", "LAST", "NUM", "END", "SENTINEL", "TOTAL", "NB",
                           "NUMBER", "MAXIMUM", "LIMIT", "GUARD", "BOUND", "HIGHEST", "LENGTH",
                           "NTYPES", "FINAL", "LASTENTRY", "LASTEVENT"});
}

bool is_version_name(std::string_view name) {
    return has_word(name, {"VERSION", "VERNUM", "VERSTR", "SOVERSION", "LIBVER"}) &&
           !has_word(name, {"PROTOCOL", "PROTO", "WIRE", "FORMAT", "ABI", "LAYOUT", "SCHEMA",
                            "FILE", "MAGIC"});
}

bool is_retired_name(std::string_view name) {
    return has_word(name, {"RESERVED", "RETIRED", "UNUSED", "OBSOLETE", "DEPRECATED", "REMOVED"});
}

} // namespace ffigen::drift
