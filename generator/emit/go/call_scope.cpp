// What the parts of a function ask about it, and the few lines that they share.
#include "emit/go/calls.hpp"
#include "model/id.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::go {

using api::ResultRole;
using api::Role;
using model::Type;
using model::TypeKind;

std::string field_name(const std::string& c_name) {
    return is_keyword(c_name) ? "_" + c_name : c_name;
}

std::string fail(const SafeScope& scope, const std::string& error) {
    return scope.fallible ? "return " + scope.zeros + error : "panic(" + error + ")";
}

void fail_if(Lines& lines, const SafeScope& scope, const std::string& condition,
             const std::string& error) {
    lines.push_back("\tif " + condition + " {");
    lines.push_back("\t\t" + fail(scope, error));
    lines.emplace_back("\t}");
}

std::string zero_of(const Context& context, const Type& type, std::size_t target,
                    const std::string& go_type) {
    const Type resolved = model::resolve(context.contract, type, target);
    if (resolved.kind == TypeKind::bool_)
        return "false";
    if (resolved.kind == TypeKind::pointer)
        return "0";
    return is_scalar(context, resolved, target) ? "0" : go_type + "{}";
}

bool is_closed_enum(const Context& context, const Type& type, std::size_t target) {
    const Type resolved = model::resolve(context.contract, type, target);
    const api::Enum* found =
        resolved.kind == TypeKind::enumeration ? context.api.enumeration(resolved.name) : nullptr;
    return found != nullptr && found->closed && !found->flags;
}

const api::Handle* handle_behind(const Context& context, const Type& element, std::size_t target) {
    Type type = model::resolve(context.contract, element, target);
    while (type.kind == TypeKind::pointer)
        type = model::resolve(context.contract, type.element(), target);
    return context.api.handle(type.name);
}

bool is_fallible(const api::Function& function, const calls::Call& call) {
    if (call.failure.error_set || call.failure.sets_errno ||
        function.result.role == ResultRole::status)
        return true;
    if (function.result.role == ResultRole::handle && !function.result.nullable)
        return true;
    if (function.result.role == ResultRole::buffer && !function.result.release.empty() &&
        !function.result.nullable)
        return true;
    const bool gives_room = std::ranges::any_of(call.texts, [&](const calls::Text& text) {
        const auto& extent = function.params[text.param].extent;
        return text.room == calls::Room::caller || (extent && !extent->factors.empty());
    });
    return gives_room || std::any_of(function.params.begin(), function.params.end(),
                                     [&](const api::Param& param) {
                                         return (param.role == Role::string_in && !param.count) ||
                                                param.role == Role::strings_in ||
                                                param.role == Role::texts_out ||
                                                param.role == Role::callback;
                                     });
}

std::string trampoline_name(const Context& context, const api::Callback& callback, const Way& way) {
    if (!way.here.empty())
        return context.c_prefix() + "_here_" + way.here;
    if (!way.hook.empty())
        return context.c_prefix() + "_hook_" + way.hook;
    return context.c_prefix() + "_trampoline_" + callback.c_name +
           (way.place == 0 ? "" : "_" + std::to_string(way.place));
}

Way way_of(const calls::Registration& registration) {
    switch (registration.found_by) {
    case calls::FoundBy::process:
        return {.hook = registration.function};
    case calls::FoundBy::thread:
        return {.here = fmt::format("{}_{}", registration.function, registration.param)};
    case calls::FoundBy::user_data:
        break;
    }
    return {.place = registration.place()};
}

std::string slot_of(const SafeScope& scope, std::size_t param) {
    const std::size_t first = scope.call.registration_of(param)->group.front();
    const auto& member = scope.function.params[first].member;
    return scope.names[member ? member->table : first] + "Slot";
}

Lines nothing_given(const SafeScope& scope) {
    if (scope.call.failure.error_set || scope.call.failure.sets_errno || !scope.fallible)
        return {};
    Lines conditions;
    for (const calls::Output& each : scope.call.outputs) {
        if (!each.null_fails || each.what == calls::Given::loan)
            continue;
        conditions.push_back(
            (each.param ? "result." + scope.c_names[*each.param] : std::string("result.value")) +
            " == NULL");
    }
    return conditions;
}

std::string nothing_error(const SafeScope& scope) {
    const calls::ErrorText text = scope.call.null_text();
    const bool has_text = (text == calls::ErrorText::fresh || text == calls::ErrorText::last) &&
                          !nothing_given(scope).empty();
    const std::string error =
        fmt::format("{}(\"{}\"{})", has_text ? "errNothing" : "errNoObject",
                    model::called(scope.function.c_name), has_text ? ", result.text" : "");
    return scope.call.may_call_back ? "firstOf(failure, " + error + ")" : error;
}

std::string table_maker(const std::string& record) {
    return "new" + exported(split_words(record)) + "Table";
}

std::string table_of(const SafeScope& scope, std::size_t param) {
    return beside(scope, param, "shown");
}

std::string beside(const SafeScope& scope, std::size_t param, std::string_view what) {
    std::string name = fmt::format("{}_{}", scope.c_names[param], what);
    while (std::ranges::find(scope.c_names, name) != scope.c_names.end())
        name += '_';
    return name;
}

std::string release_name(const std::string& function) {
    return "release" + exported(split_words(function));
}

} // namespace ffigen::emit::go
