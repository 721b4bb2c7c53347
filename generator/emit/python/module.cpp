#include "emit/python/module.hpp"

#include "emit/python/format.hpp"
#include "emit/python/safe.hpp"
#include "emit/python/tables.hpp"
#include "emit/text/imports.hpp"
#include "emit/text/source_words.hpp"
#include "support/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <tuple>

namespace ffigen::emit::python {
namespace {

bool in_word(char c) { return is_word(c) || static_cast<unsigned char>(c) >= 0x80; }

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
    "_abi",     "_addresses", "_calling", "_callbacks", "_closures",  "_copies",
    "_errors",  "_flexible",  "_shown",   "_gates",     "_handles",   "_kin",
    "_library", "_loans",     "_memory",  "_numbers",   "_open_enum", "_pointers",
    "_text",    "_transfers", "_turns",   "_values",    "_waiting",   "raw"};

/// isort's order: constants, classes, then the rest, each by name.
int rank(const std::string& name) {
    const bool upper = std::all_of(name.begin(), name.end(), [](char c) {
        return std::islower(static_cast<unsigned char>(c)) == 0;
    });
    if (upper && name.size() > 1)
        return 0;
    return std::isupper(static_cast<unsigned char>(name[0])) != 0 ? 1 : 2;
}

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

/// The natural order of ruff: numbers by value, but from left to right where one begins with 0.
/// Less than, equal to or greater than 0.
int compare_naturally(std::string_view left, std::string_view right) {
    const auto order = [](auto a, auto b) { return a < b ? -1 : a > b ? 1 : 0; };
    std::size_t i = 0, k = 0;
    while (i < left.size() && k < right.size()) {
        if (!is_digit(left[i]) || !is_digit(right[k])) {
            if (left[i] != right[k])
                return order(static_cast<unsigned char>(left[i]),
                             static_cast<unsigned char>(right[k]));
            ++i, ++k;
            continue;
        }
        const auto digits = [](std::string_view text, std::size_t& at) {
            const std::size_t begin = at;
            at = std::min(text.find_first_not_of("0123456789", at), text.size());
            return text.substr(begin, at - begin);
        };
        const std::string_view a = digits(left, i), b = digits(right, k);
        const bool by_value = a.front() != '0' && b.front() != '0';
        if (by_value && a.size() != b.size())
            return order(a.size(), b.size());
        if (a != b)
            return order(a, b);
    }
    return order(left.size() - i, right.size() - k);
}

std::string lower_case(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

/// Without regard to capitals first, unless `exact`.
void sort_naturally(std::vector<std::string>& names, bool exact) {
    std::ranges::sort(names, [&](const std::string& a, const std::string& b) {
        if (rank(a) != rank(b))
            return rank(a) < rank(b);
        const int order = exact ? 0 : compare_naturally(lower_case(a), lower_case(b));
        return (order != 0 ? order : compare_naturally(a, b)) < 0;
    });
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

/// Where the names are that a module of the safe layer may use: "" for a module of Python's own,
/// "." for one of the package.
text::Offers offers(const Context& context, std::string_view self) {
    text::Offers result;
    for (const char* module : {"builtins", "ctypes", "warnings"})
        result.emplace(module, "");
    for (const auto& [module, names] : standard_names())
        for (const std::string& name : names)
            result.emplace(name, module);
    result.emplace("TARGET", "._target");
    for (const auto& [name, home] : homes_of_names(context))
        if (home != self)
            result.emplace(name, "." + home);
    for (const std::string_view module : whole_modules)
        if (module != self)
            result.emplace(module, ".");
    for (const auto& [c_name, module] : context.names.modules)
        if (module != self)
            result.emplace(module, ".");
    return result;
}

} // namespace

std::string imports_for(const Context& context, std::string_view body, std::string_view self) {
    const text::Words words(text::python_lexis, without_definitions(body));
    std::string standard, local;
    for (const auto& [from, names] : text::imports_of(words.free(), offers(context, self))) {
        if (from.empty())
            for (const std::string& module : names)
                standard += fmt::format("import {}\n", module);
        else
            (from.starts_with(".") ? local : standard) += import_statement(from, names) + "\n";
    }
    return (standard.empty() ? "" : "\n" + standard) + (local.empty() ? "" : "\n" + local);
}

} // namespace ffigen::emit::python
