#include "lock/annotation_text.hpp"

#include <algorithm>

namespace ffigen::lock {
namespace {

/// Quoted unless it reads back as it is.
std::string argument(const std::string& text) {
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("_-+.*/ ").find(c) != std::string_view::npos;
    };
    const bool as_is = !text.empty() && std::all_of(text.begin(), text.end(), plain) &&
                       text.front() != ' ' && text.back() != ' ';
    if (as_is)
        return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

} // namespace

std::string annotation_text(const model::Annotation& annotation) {
    std::string arguments;
    const auto add = [&](const std::string& text) {
        arguments += (arguments.empty() ? "" : ", ") + text;
    };
    for (const std::string& value : annotation.positional)
        add(argument(value));
    for (const auto& [key, value] : annotation.named)
        add(key + " = " + argument(value));
    return arguments.empty() ? annotation.name : annotation.name + "(" + arguments + ")";
}

} // namespace ffigen::lock
