// What the parts of a function ask about it, and the few lines that they share.
#include "emit/go/safe_call.hpp"

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
        return "nil";
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
        return extent ? !extent->factors.empty() : !text.is_asked_again;
    });
    return gives_room || std::any_of(function.params.begin(), function.params.end(),
                                     [&](const api::Param& param) {
                                         return (param.role == Role::string_in && !param.count) ||
                                                param.role == Role::strings_in ||
                                                param.role == Role::texts_out ||
                                                param.role == Role::callback;
                                     });
}

std::string trampoline_name(const Context& context, const api::Callback& callback,
                            const std::string& hook) {
    return context.package + (hook.empty() ? "_trampoline_" : "_hook_") +
           (hook.empty() ? callback.c_name : hook);
}

std::string release_name(const std::string& function) {
    return "release" + exported(split_words(function));
}

} // namespace ffigen::emit::go
