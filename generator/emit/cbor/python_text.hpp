// Python: comments and type codes as they stand in a module.
#pragma once

#include "api/docs.hpp"
#include "codec/plan.hpp"
#include "emit/cbor/text.hpp"

#include <nlohmann/json.hpp>

#include <cctype>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace ffigen::emit::cbor {

using Json = nlohmann::json;

/// "One." for a docstring: one line, closed by a full stop.
inline std::string docstring(const std::string& doc, const std::string& otherwise) {
    std::string text;
    for (const std::string& line : filled(api::parse_doc(doc).text, "", 100)) {
        std::string escaped;
        for (const char c : line)
            escaped += c == '\\' || c == '"' ? std::string{'\\', c} : std::string{c};
        text += (text.empty() ? "" : line.empty() ? "\n" : "\n    ") + escaped;
    }
    if (text.empty())
        text = otherwise;
    if (text.find('\n') != std::string::npos)
        return text + "\n    ";
    return text;
}

inline Json comments(const std::string& text) {
    Json lines = Json::array();
    for (const std::string& line : filled(text, "# ", 110))
        lines.push_back({{"text", line}});
    return lines;
}

inline Json texts(const std::vector<std::string>& all) {
    Json result = Json::array();
    for (const std::string& each : all)
        result.push_back({{"text", each}});
    return result;
}

/// Those names of Python's that a declaration says.
inline std::set<std::string> builtins_of(std::string declaration) {
    for (char& c : declaration)
        if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '_' && c != '.')
            c = ' ';
    std::set<std::string> found;
    std::istringstream words(declaration);
    for (std::string word; words >> word;)
        for (const char* known : {"bool", "bytes", "field", "float", "list", "str"})
            if (word == known)
                found.insert(word);
    return found;
}

/// Type code of the array module.
inline char code_of(const codec::Type& numbers) {
    if (numbers.is_float)
        return numbers.bits == 32 ? 'f' : 'd';
    const char code = numbers.bits == 8    ? 'b'
                      : numbers.bits == 16 ? 'h'
                      : numbers.bits == 32 ? 'i'
                                           : 'q';
    return numbers.is_signed ? code : static_cast<char>(code - 'a' + 'A');
}

} // namespace ffigen::emit::cbor
