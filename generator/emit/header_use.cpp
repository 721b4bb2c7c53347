#include "emit/header_use.hpp"

#include <algorithm>
#include <set>

namespace ffigen::emit {

nlohmann::json prologue(const model::Contract& contract) {
    nlohmann::json lines = nlohmann::json::array();
    for (const std::string& argument : contract.compile_arguments) {
        if (argument.starts_with("-U"))
            lines.push_back("#undef " + argument.substr(2));
        if (argument.starts_with("-include ")) {
            const std::string name = argument.substr(argument.find_last_of(" /") + 1);
            lines.push_back("#include \"include/" + name + "\"");
        }
        if (!argument.starts_with("-D"))
            continue;
        const std::size_t equals = std::min(argument.find('='), argument.size());
        const std::string name = argument.substr(2, equals - 2);
        const std::string value = equals < argument.size() ? argument.substr(equals + 1) : "1";
        lines.push_back("#undef " + name.substr(0, name.find('(')));
        lines.push_back("#define " + name + (value.empty() ? "" : " " + value));
    }
    return lines;
}

std::string compiler_flags(const model::Contract& contract) {
    std::string flags;
    for (const std::string& argument : contract.compile_arguments)
        if (argument.starts_with("-std=") || argument.starts_with("-f"))
            flags += argument + " ";
    return flags;
}

nlohmann::json definitions(const model::Contract& contract) {
    nlohmann::json names = nlohmann::json::array();
    const auto add = [&](const auto& entities) {
        for (const auto& each : entities)
            if (each.is_defined)
                names.push_back({{"name", each.c_name}});
    };
    add(contract.functions);
    add(contract.variables);
    return names;
}

bool shadows_c_library(const model::Contract& contract) {
    static const std::set<std::string_view> names{
        "assert.h", "complex.h",   "ctype.h",     "errno.h",  "fenv.h",   "float.h",  "inttypes.h",
        "iso646.h", "limits.h",    "locale.h",    "math.h",   "setjmp.h", "signal.h", "stdalign.h",
        "stdarg.h", "stdatomic.h", "stdbool.h",   "stddef.h", "stdint.h", "stdio.h",  "stdlib.h",
        "string.h", "strings.h",   "threads.h",   "time.h",   "uchar.h",  "unistd.h", "wchar.h",
        "wctype.h", "features.h",  "endian.h",    "malloc.h", "memory.h", "poll.h",   "pthread.h",
        "sched.h",  "search.h",    "semaphore.h", "fcntl.h",  "dirent.h", "netdb.h",  "regex.h"};
    return std::ranges::any_of(contract.sources,
                               [&](const auto& source) { return names.contains(source.first); });
}

std::string header_include(const model::Contract& contract) {
    return contract.is_system_header ? "<" + contract.include_as + ">"
                                     : "\"include/" + contract.include_as + "\"";
}

std::set<std::string, std::less<>> hiding_macros(const model::Contract& contract) {
    std::set<std::string, std::less<>> names;
    for (const model::Constant& constant : contract.constants)
        if (!constant.is_object && constant.expression != constant.name)
            names.insert(constant.name);
    for (const model::Skipped& skipped : contract.skipped)
        if (skipped.reason.starts_with("macro") && skipped.definition.empty())
            names.insert(skipped.name);
    return names;
}

/// What emitted C calls parameters, variables and members of its own. Sorted.
static constexpr std::string_view own_words[] = {
    "address", "allocated", "argument", "before",    "begin",       "bytes",  "capacity",
    "code",    "copy",      "count",    "data",      "done",        "end",    "errno_value",
    "frame",   "id",        "index",    "item",      "length",      "line",   "object",
    "outer",   "panicked",  "pointer",  "refused",   "result",      "room",   "self",
    "size",    "slot",      "source",   "span_data", "span_length", "status", "table",
    "target",  "text",      "thread",   "user",      "value"};

bool is_own_word(std::string_view name) { return std::ranges::binary_search(own_words, name); }

/// What it has from C and its library: a header may give these names to macros of its own.
static constexpr std::string_view words_of_c[] = {
    "char",   "const",    "double", "else",     "enum",     "extern",   "float",   "for",
    "free",   "if",       "inline", "int",      "int16_t",  "int32_t",  "int64_t", "int8_t",
    "long",   "malloc",   "memcpy", "memset",   "return",   "short",    "size_t",  "sizeof",
    "static", "strlen",   "struct", "uint16_t", "uint32_t", "uint64_t", "uint8_t", "uintptr_t",
    "union",  "unsigned", "void",   "volatile", "while"};

nlohmann::json hidden_names(const model::Contract& contract) {
    auto macros = hiding_macros(contract);
    for (const model::Function& function : contract.functions)
        if (function.wrapped == model::Wrapped::macro) // it is called by that name before
            macros.erase(function.name);
    std::set<std::string> names;
    const auto add = [&](std::string_view c_name) {
        const auto word = c_name.substr(c_name.rfind(' ') + 1);
        if (macros.contains(word))
            names.emplace(word);
    };
    for (const model::Record& record : contract.records) {
        add(record.c_name);
        for (const model::FieldInfo& field : record.field_info)
            add(field.name);
    }
    for (const model::Enum& declared : contract.enums)
        add(declared.c_name);
    for (const model::Typedef& declared : contract.typedefs)
        add(declared.c_name);
    for (const model::Function& function : contract.functions)
        for (const model::Parameter& parameter : function.parameters)
            add(parameter.name);
    for (const std::string_view word : own_words)
        add(word);
    // These stand before parentheses too, where a macro with parameters hides them as well.
    for (const model::Skipped& skipped : contract.skipped)
        if (skipped.reason.starts_with("macro") || skipped.reason.starts_with("function-like"))
            macros.insert(skipped.name);
    if (!contract.is_system_header)
        std::ranges::for_each(words_of_c, add);
    nlohmann::json list = nlohmann::json::array();
    for (const std::string& name : names)
        list.push_back({{"name", name}});
    return list;
}

} // namespace ffigen::emit
