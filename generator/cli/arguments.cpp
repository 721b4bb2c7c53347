#include "cli/arguments.hpp"

#include "support/text.hpp"

#include <fmt/format.h>

namespace ffigen::cli {
namespace {

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words;
    std::string word;
    bool in_word = false;
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\\' && i + 1 < text.size() && quote != '\'') {
            word += text[++i];
            in_word = true;
        } else if (quote != 0) {
            if (c == quote)
                quote = 0;
            else
                word += c;
        } else if (c == '"' || c == '\'') {
            quote = c;
            in_word = true;
        } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            if (in_word)
                words.push_back(std::move(word));
            word.clear();
            in_word = false;
        } else {
            word += c;
            in_word = true;
        }
    }
    if (in_word)
        words.push_back(std::move(word));
    return words;
}

/// What clang takes without a -- before it: -std=…, -fname, -mname; not our own -f=… or -f-….
bool is_clang_option(const std::string& argument) {
    return argument.starts_with("-std=") ||
           (argument.starts_with("-f") && argument.find('=') == std::string::npos &&
            argument.size() > 2 && argument[2] != '-') ||
           (argument.starts_with("-m") && argument.size() > 2);
}

} // namespace

Arguments split_arguments(const std::vector<std::string>& raw, Diagnostics& diagnostics) {
    std::vector<std::string> expanded;
    for (const std::string& argument : raw) {
        if (argument.size() < 2 || argument.front() != '@') {
            expanded.push_back(argument);
            continue;
        }
        const std::string path = argument.substr(1);
        if (const auto text = read_text_file(path)) {
            for (std::string& word : words_of(*text))
                expanded.push_back(std::move(word));
        } else {
            diagnostics.error("O03", {path, 0, 0},
                              fmt::format("cannot read argument file '{}'", path),
                              "check the path after @");
        }
    }
    Arguments result;
    bool after_dashes = false;
    for (std::size_t i = 0; i < expanded.size(); ++i) {
        const std::string& argument = expanded[i];
        if (!after_dashes && argument == "--") {
            after_dashes = true;
        } else if (after_dashes || is_clang_option(argument)) {
            result.clang.push_back(argument);
        } else if ((argument == "-isystem" || argument == "-include" || argument == "-iquote") &&
                   i + 1 < expanded.size()) {
            result.clang.push_back(argument);
            result.clang.push_back(expanded[++i]);
        } else {
            result.own.push_back(argument);
        }
    }
    return result;
}

} // namespace ffigen::cli
