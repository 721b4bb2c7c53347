#include "emit/python/module.hpp"

#include "emit/python/format.hpp"
#include "emit/python/safe.hpp"
#include "support/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <tuple>

namespace ffigen::emit::python {
namespace {

/// Names may have letters beyond ASCII.
bool in_word(char c) { return is_word(c) || static_cast<unsigned char>(c) >= 0x80; }
bool starts_word(char c) { return in_word(c) && std::isdigit(static_cast<unsigned char>(c)) == 0; }

/// End of the string literal that begins at `at`, a quote.
std::size_t skip_string(std::string_view text, std::size_t at) {
    const std::string_view quote =
        text.substr(at, 3) == "\"\"\"" ? text.substr(at, 3) : text.substr(at, 1);
    for (std::size_t i = at + quote.size(); i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text.substr(i, quote.size()) == quote)
            return i + quote.size();
    }
    return text.size();
}

/// Standard library modules from which the safe layer imports names.
const std::map<std::string, std::vector<std::string>>& standard_names() {
    static const std::map<std::string, std::vector<std::string>> names = {
        {"collections.abc", {"AsyncIterator", "Callable", "Iterable", "Iterator", "Sequence"}},
        {"enum", {"IntEnum", "IntFlag"}},
        {"typing", {"Any", "ClassVar", "Final", "Optional", "Union"}}};
    return names;
}

/// Modules of the package that are imported whole, so that their names do not clash with the
/// contract's.
constexpr std::string_view whole_modules[] = {
    "_abi",      "_addresses", "_calling", "_callbacks", "_closures", "_errors",  "_flexible",
    "_shown",    "_handles",   "_library", "_loans",     "_memory",   "_numbers", "_open_enum",
    "_pointers", "_text",      "_values",  "_waiting",   "raw"};

/// isort's order: constants, classes, then the rest, each by name.
int rank(const std::string& name) {
    const bool upper = std::all_of(name.begin(), name.end(), [](char c) {
        return std::islower(static_cast<unsigned char>(c)) == 0;
    });
    if (upper && name.size() > 1)
        return 0;
    return std::isupper(static_cast<unsigned char>(name[0])) != 0 ? 1 : 2;
}

/// Numbers padded so that they sort by value; in lower case unless `exact`.
std::string natural_key(const std::string& name, bool exact) {
    std::string key;
    for (std::size_t at = 0; at < name.size();) {
        std::size_t end = at;
        while (end < name.size() && std::isdigit(static_cast<unsigned char>(name[end])) != 0)
            ++end;
        if (end == at) {
            const char c = name[at++];
            key += exact ? c : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
            continue;
        }
        const std::size_t digits = end - at;
        key += std::string(digits < 20 ? 20 - digits : 0, '0') + name.substr(at, digits);
        at = end;
    }
    return key;
}

void sort_naturally(std::vector<std::string>& names, bool exact) {
    std::vector<std::tuple<int, std::string, std::string>> keyed;
    for (std::string& name : names)
        keyed.emplace_back(rank(name), natural_key(name, exact), std::move(name));
    std::sort(keyed.begin(), keyed.end());
    std::transform(keyed.begin(), keyed.end(), names.begin(),
                   [](auto& entry) { return std::move(std::get<2>(entry)); });
}

} // namespace

bool is_support_module(std::string_view name) {
    return std::find(std::begin(whole_modules), std::end(whole_modules), name) !=
           std::end(whole_modules);
}

void sort_imports(std::vector<std::string>& names) { sort_naturally(names, false); }
void sort_exports(std::vector<std::string>& names) { sort_naturally(names, true); }

std::string import_statement(const std::string& module, std::vector<std::string> names) {
    sort_imports(names);
    std::string line = fmt::format("from {} import {}", module, join(names, ", "));
    if (line.size() <= line_width)
        return line;
    return bracket(fmt::format("from {} import (", module), names, ")", 0);
}

std::set<std::string, std::less<>> code_words(std::string_view text) {
    std::set<std::string, std::less<>> words;
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (c == '#') {
            at = std::min(text.find('\n', at), text.size());
        } else if (c == '"' || c == '\'') {
            const std::size_t end = skip_string(text, at);
            // The fields of an f-string are code.
            if (at > 0 && text[at - 1] == 'f')
                for (std::size_t open = at; (open = text.find('{', open + 1)) < end;) {
                    const std::size_t close = std::min(text.find('}', open), end);
                    words.merge(code_words(text.substr(open + 1, close - open - 1)));
                }
            at = end;
        } else if (starts_word(c)) {
            std::size_t end = at;
            while (end < text.size() && in_word(text[end]))
                ++end;
            // An attribute is no name of the module.
            if (at == 0 || text[at - 1] != '.')
                words.emplace(text.substr(at, end - at));
            at = end;
        } else {
            ++at;
        }
    }
    return words;
}

Homes homes_of_names(const Context& context) {
    const Names& names = context.names;
    Homes homes;
    const auto live_in = [&](const auto& map, const char* module) {
        for (const auto& [c_name, name] : map)
            homes.try_emplace(name, module);
    };
    const auto types_in = [&](const auto& list, const char* module) {
        for (const auto& item : list)
            homes.try_emplace(names.types.at(item.c_name), module);
    };
    live_in(names.pointers, "_pointers");
    for (const api::Handle& handle : context.api.handles)
        homes.try_emplace(names.types.at(handle.c_name), names.modules.at(handle.c_name));
    types_in(context.api.records, "_records");
    types_in(context.api.enums, "_enums");
    homes.try_emplace(names.base_error, "_errors");
    live_in(names.error_codes, "_errors");
    live_in(names.error_bases, "_errors");
    live_in(names.exceptions, "_errors");
    for (const api::Callback& callback : context.api.callbacks)
        if (callback_is_used(context, callback)) // the others have no class
            homes.try_emplace(names.callbacks.at(callback.c_name), "_callbacks");
    for (const std::size_t table : used_tables(context))
        homes.try_emplace(names.tables[table], "_callbacks");
    return homes;
}

namespace {

/// The text without the names that its lines define: `name = …` and `name: …`, e.g. enumerators.
std::string without_definitions(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end);
        const std::size_t begin = std::min(line.find_first_not_of(' '), line.size());
        std::size_t after = begin;
        while (after < line.size() && in_word(line[after]))
            ++after;
        const std::string_view rest = line.substr(after);
        result += rest.starts_with(" = ") || rest.starts_with(": ") ? rest : line;
    }
    return result;
}

/// What the words need of the standard library, a line each.
std::vector<std::string> standard_imports(const std::set<std::string, std::less<>>& words) {
    std::vector<std::string> lines;
    for (const char* module : {"builtins", "ctypes", "warnings"})
        if (words.contains(module))
            lines.push_back(fmt::format("import {}", module));
    for (const auto& [module, candidates] : standard_names()) {
        std::vector<std::string> used;
        for (const std::string& name : candidates)
            if (words.contains(name))
                used.push_back(name);
        if (!used.empty())
            lines.push_back(import_statement(module, used));
    }
    return lines;
}

} // namespace

std::string imports_for(const Context& context, std::string_view body, std::string_view self) {
    const auto words = code_words(without_definitions(body));
    const std::vector<std::string> standard = standard_imports(words);
    std::map<std::string, std::vector<std::string>> local;
    if (words.contains("TARGET"))
        local["_target"].emplace_back("TARGET");
    const Homes homes = homes_of_names(context);
    for (const std::string& word : words)
        if (const auto home = homes.find(word); home != homes.end() && home->second != self)
            local[home->second].push_back(word);
    std::vector<std::string> whole;
    for (const std::string_view module : whole_modules)
        if (module != self && words.contains(module))
            whole.emplace_back(module);
    for (const auto& [c_name, module] : context.names.modules)
        if (module != self && words.contains(module))
            whole.push_back(module);
    std::string result;
    if (!standard.empty())
        result += "\n" + join(standard, "\n") + "\n";
    if (!whole.empty() || !local.empty())
        result += "\n";
    if (!whole.empty())
        result += import_statement(".", whole) + "\n";
    for (const auto& [module, names] : local)
        result += import_statement("." + module, names) + "\n";
    return result;
}

} // namespace ffigen::emit::python
