#include "calls/waits.hpp"

#include "api/ranges.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace ffigen::calls {
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

/// Whether C takes every time up to as long as a wait may be, 2147483647 of its unit: what takes
/// fewer numbers is given the caller's own, checked like any.
bool takes_all_times(const model::Contract& contract, const api::Param& param,
                     const model::Type& type, std::size_t target) {
    static constexpr unsigned long longest = 0x7FFFFFFF;
    const std::optional<model::SizeAlign> size = model::size_of(contract, type, target);
    if (!size || size->size < 4)
        return false;
    if (!param.range)
        return true;
    const std::optional<double> low = api::read_number(param.range->low);
    const std::optional<double> high = api::read_number(param.range->high);
    return low && high && *low <= 0 && *high >= static_cast<double>(longest);
}

/// C name of the error code of that kind, or with one of these names; empty when there is none.
std::string code_named(const api::Api& api, const api::Function& function, std::string_view kind,
                       std::initializer_list<Words> names) {
    const api::ErrorSet* set = function.error_set ? api.error_set(*function.error_set) : nullptr;
    if (set == nullptr)
        return {};
    for (const api::ErrorCode& code : set->codes)
        if (!code.ok && !kind.empty() && code.kind == kind)
            return code.c_name;
    for (const api::ErrorCode& code : set->codes)
        if (!code.ok && std::find(names.begin(), names.end(), code.name.words) != names.end())
            return code.c_name;
    return {};
}

std::string timeout_code(const api::Api& api, const api::Function& function) {
    return code_named(api, function, "timeout", {{"timeout"}, {"timed", "out"}, {"time", "out"}});
}

bool takes_only(const api::Function& function, std::optional<std::size_t> allowed) {
    for (std::size_t i = 1; i < function.params.size(); ++i)
        if (function.params[i].is_argument() && i != allowed)
            return false;
    return !function.params.empty() && function.params[0].role == api::Role::handle;
}

/// Whether the same call cannot be made again: it has what it was given.
bool is_used_up(const api::Function& function) {
    return std::ranges::any_of(function.params, [](const api::Param& param) {
        return param.role == api::Role::handle_consumed || param.callback;
    });
}

std::string plural(const std::string& word) {
    if (word.ends_with("s") || word.ends_with("x") || word.ends_with("ch") || word.ends_with("sh"))
        return word + "es";
    const bool consonant_y =
        word.size() > 1 && word.back() == 'y' &&
        std::string_view("aeiou").find(word[word.size() - 2]) == std::string_view::npos;
    return consonant_y ? word.substr(0, word.size() - 1) + "ies" : word + "s";
}

/// The record that a function without arguments of its own gives, if it gives nothing else.
const api::Record* only_record(const api::Api& api, const api::Function& function) {
    if (function.blocking || !takes_only(function, std::nullopt))
        return nullptr;
    const auto results = std::count_if(function.params.begin(), function.params.end(),
                                       [](const api::Param& param) { return param.is_result(); });
    const auto record =
        std::find_if(function.params.begin(), function.params.end(),
                     [](const api::Param& param) { return param.role == api::Role::record_out; });
    return results == 1 && record != function.params.end() ? api.record(record->element.name)
                                                           : nullptr;
}

} // namespace

std::optional<Wait> wait_of(const model::Contract& contract, const api::Api& api,
                            const api::Function& function) {
    if (!function.blocking)
        return std::nullopt;
    const std::size_t target = function.targets.indices().front();
    for (std::size_t i = 0; i < function.params.size(); ++i) {
        const api::Param& param = function.params[i];
        const model::Type type = model::resolve(contract, param.type, target);
        if (param.role != api::Role::value || !model::is_integer(type.kind) ||
            !takes_all_times(contract, param, type, target))
            continue;
        const Words& words = param.name.words;
        std::string unit = param.unit;
        if (words.size() >= 2 && words[words.size() - 2] == "timeout")
            unit = words.back();
        else if (words.back() != "timeout")
            continue;
        const unsigned long count = per_second(unit);
        if (count == 0)
            continue;
        // What is sent with it would be sent again.
        const bool may_repeat =
            (function.repeatable && !is_used_up(function)) || takes_only(function, i);
        return Wait{i, count, may_repeat ? timeout_code(api, function) : ""};
    }
    return std::nullopt;
}

bool is_awaitable(const api::Api& api, const api::Function& function) {
    if (!function.blocking || function.kind == api::FunctionKind::getter ||
        function.kind == api::FunctionKind::setter || function.loan)
        return false;
    const bool odd =
        std::any_of(function.params.begin(), function.params.end(), [](const api::Param& param) {
            return param.role == api::Role::callback || param.role == api::Role::handle_consumed;
        });
    // In a thread of its own nothing of this one can be used, and what is made there not here.
    const auto is_confined = [&](std::string_view name) {
        const api::Handle* handle = api.handle(name);
        return handle != nullptr && handle->threads == api::Threads::confined;
    };
    return !odd && !is_confined(function.handle) && !is_confined(function.result.element.name) &&
           std::ranges::none_of(function.params, [&](const api::Param& param) {
               return is_confined(param.element.name);
           });
}

std::optional<Iteration> find_iteration(const api::Api& api, const api::Handle& handle,
                                        const std::vector<Call>& calls) {
    std::optional<std::size_t> wait, read;
    const api::Record* record = nullptr;
    for (const std::size_t index : handle.functions) {
        const api::Function& function = api.functions[index];
        if (function.kind != api::FunctionKind::method)
            continue;
        if (function.name.words == Words{"wait"} && calls[index].wait &&
            takes_only(function, calls[index].wait->param))
            wait = index;
        if (function.name.words != Words{"read"})
            continue;
        if (const api::Record* found = only_record(api, function)) {
            read = index;
            record = found;
        }
    }
    if (!wait || !read)
        return std::nullopt;
    Iteration result;
    result.handle = handle.c_name;
    result.wait = *wait;
    result.read = *read;
    result.record = record->c_name;
    result.name = {plural(record->name.words.back())};
    const api::Function &reading = api.functions[*read], &waiting = api.functions[*wait];
    result.empty = code_named(api, reading, "would_block",
                              {{"empty"}, {"again"}, {"would", "block"}, {"no", "data"}});
    result.closed =
        code_named(api, waiting, "closed", {{"closed"}, {"end"}, {"end", "of", "stream"}, {"eof"}});
    result.timed_out = timeout_code(api, waiting);
    if (result.empty.empty())
        return std::nullopt;
    const bool taken =
        std::any_of(handle.functions.begin(), handle.functions.end(), [&](std::size_t index) {
            return api.functions[index].name.words == result.name;
        });
    if (taken)
        result.name.insert(result.name.begin(), "iterate");
    return result;
}

} // namespace ffigen::calls
