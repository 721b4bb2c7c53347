#include "emit/python/waits.hpp"

#include "emit/python/values.hpp"

#include <algorithm>
#include <array>

namespace ffigen::emit::python {
namespace {

using Words = std::vector<std::string>;

unsigned long per_second(std::string_view unit) {
    static constexpr std::array<std::pair<std::string_view, unsigned long>, 9> units{
        {{"ms", 1000},
         {"msec", 1000},
         {"us", 1000000},
         {"usec", 1000000},
         {"ns", 1000000000},
         {"nsec", 1000000000},
         {"s", 1},
         {"sec", 1},
         {"seconds", 1}}};
    for (const auto& [name, count] : units)
        if (name == unit)
            return count;
    return 0;
}

/// Exception of the error code with one of these names, if the function's set has it.
std::string exception_named(const Context& context, const api::Function& function,
                            std::initializer_list<Words> names) {
    if (!function.error_set)
        return {};
    const api::ErrorSet* set = context.api.error_set(*function.error_set);
    if (set == nullptr)
        return {};
    for (const api::ErrorCode& code : set->codes)
        for (const Words& words : names)
            if (!code.ok && code.name.words == words)
                return context.names.exceptions.at(code.c_name);
    return {};
}

bool takes_only(const api::Function& function, std::optional<std::size_t> allowed) {
    for (std::size_t i = 1; i < function.params.size(); ++i)
        if (function.params[i].is_argument() && i != allowed)
            return false;
    return !function.params.empty() && function.params[0].role == api::Role::handle;
}

std::string plural(const std::string& word) {
    if (word.ends_with("s") || word.ends_with("x") || word.ends_with("ch") || word.ends_with("sh"))
        return word + "es";
    const bool consonant_y =
        word.size() > 1 && word.back() == 'y' &&
        std::string_view("aeiou").find(word[word.size() - 2]) == std::string_view::npos;
    return consonant_y ? word.substr(0, word.size() - 1) + "ies" : word + "s";
}

} // namespace

std::optional<Timeout> timeout_of(const Context& context, const api::Function& function) {
    if (!function.blocking)
        return std::nullopt;
    for (std::size_t i = 0; i < function.params.size(); ++i) {
        const api::Param& param = function.params[i];
        if (param.role != api::Role::value || !model::is_integer(behind(context, param.type).kind))
            continue;
        const Words& words = param.name.words;
        std::string unit = param.unit;
        if (words.size() >= 2 && words[words.size() - 2] == "timeout")
            unit = words.back();
        else if (words.back() != "timeout")
            continue;
        if (const unsigned long count = per_second(unit); count != 0)
            return Timeout{i, count,
                           exception_named(context, function,
                                           {{"timeout"}, {"timed", "out"}, {"time", "out"}})};
    }
    return std::nullopt;
}

bool has_async(const Context& context, const api::Function& function) {
    if (!function.blocking || function.kind == api::FunctionKind::getter ||
        function.kind == api::FunctionKind::setter || function.loan)
        return false;
    const bool odd =
        std::any_of(function.params.begin(), function.params.end(), [](const api::Param& param) {
            return param.role == api::Role::callback || param.role == api::Role::handle_consumed;
        });
    const api::Handle* handle = context.api.handle(function.handle);
    return !odd && (handle == nullptr || handle->threads != api::Threads::confined);
}

std::optional<Iteration> iteration_of(const Context& context, const api::Handle& handle) {
    Iteration result;
    for (const std::size_t index : handle.functions) {
        const api::Function& function = context.api.functions[index];
        if (function.kind != api::FunctionKind::method)
            continue;
        if (function.name.words == Words{"wait"}) {
            const auto timeout = timeout_of(context, function);
            if (timeout && takes_only(function, timeout->param))
                result.wait = &function;
        }
        if (function.name.words == Words{"read"} && !function.blocking &&
            takes_only(function, std::nullopt)) {
            const auto results =
                std::count_if(function.params.begin(), function.params.end(),
                              [](const api::Param& param) { return param.is_result(); });
            const auto record = std::find_if(
                function.params.begin(), function.params.end(),
                [](const api::Param& param) { return param.role == api::Role::record_out; });
            if (results != 1 || record == function.params.end())
                continue;
            const api::Record* element = safe_record(context, record->element);
            if (element == nullptr)
                continue;
            result.read = &function;
            result.record = context.names.types.at(element->c_name);
            result.name = plural(element->name.words.back());
        }
    }
    if (result.read == nullptr || result.wait == nullptr)
        return std::nullopt;
    result.empty = exception_named(context, *result.read,
                                   {{"empty"}, {"again"}, {"would", "block"}, {"no", "data"}});
    result.closed = exception_named(context, *result.wait,
                                    {{"closed"}, {"end"}, {"end", "of", "stream"}, {"eof"}});
    result.timeout =
        exception_named(context, *result.wait, {{"timeout"}, {"timed", "out"}, {"time", "out"}});
    if (result.empty.empty())
        return std::nullopt;
    for (const std::size_t index : handle.functions) {
        const auto name = context.names.functions.find(context.api.functions[index].c_name);
        if (name != context.names.functions.end() && name->second == result.name)
            result.name = "iterate_" + result.name;
    }
    return result;
}

} // namespace ffigen::emit::python
