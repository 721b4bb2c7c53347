// Objects that a call uses, and those that it gives.
#include "emit/go/calls.hpp"

#include "emit/go/names.hpp"

#include <fmt/format.h>

namespace ffigen::emit::go {

namespace {

using calls::Access;

/// Whether what the call gives needs the object of this parameter.
bool is_needed(const calls::Call& call, std::size_t param) {
    for (const calls::Output& output : call.outputs) {
        const bool keeps = output.what == calls::Given::object || output.what == calls::Given::loan;
        // What is borrowed ends with the first of them where a closure was lent that, see Borrow.
        const bool borrows = output.what == calls::Given::borrowed;
        for (const std::size_t owner : output.belongs.to)
            if (owner == param && (keeps || (borrows && owner != output.belongs.to.front())))
                return true;
    }
    for (const calls::Registration& registration : call.registrations)
        if (registration.object == param && registration.lifetime != api::Lifetime::call)
            return true;
    return false;
}

/// Whether the object of this parameter takes over what must be of its family.
bool takes_related(const calls::Call& call, std::size_t param) {
    for (const calls::Use& use : call.uses)
        if (use.is_related && use.taker == param)
            return true;
    return false;
}

/// Whether C may lend objects to closures within the call.
bool lends(const SafeScope& scope) { return scope.call.may_call_back && scope.context.plan->lends; }

std::string mode_of(const SafeScope& scope, const calls::Use& use) {
    std::string mode = use.access == Access::any      ? "object.Any"
                       : use.access == Access::shared ? "object.Shared"
                                                      : "object.Exclusive";
    if (use.access == Access::any && use.changes)
        mode += " | object.Changing";
    if (is_needed(scope.call, use.param))
        mode += " | object.Keeping";
    if (use.consumed)
        mode += " | object.Consuming";
    if (use.is_related)
        mode += " | object.Related";
    if (takes_related(scope.call, use.param))
        mode += " | object.Taking";
    if (scope.options.is_loan_end || scope.options.is_end)
        mode += " | object.Ending";
    if (lends(scope))
        mode += " | object.Lending";
    return mode;
}

} // namespace

namespace {

/// Objects are refused that belong neither to those that may keep them, nor these to them.
void add_kin(const SafeScope& scope, const calls::Use& use, Parts& parts) {
    const std::string& name = scope.names[use.param];
    const std::string indent = use.is_list ? "\t\t" : "\t";
    if (use.is_list && !use.kin_of.empty())
        parts.kin.push_back(fmt::format("\tfor _, each := range {} {{", name));
    for (const std::size_t keeper : use.kin_of) {
        parts.kin.push_back(
            fmt::format("{}if !object.AreKin({}, {}) {{", indent, object_of(scope, keeper),
                        use.is_list ? "each.inner()" : object_of(scope, use.param)));
        parts.kin.push_back(indent + "\t" + fail(scope, "ErrStranger"));
        parts.kin.push_back(indent + "}");
    }
    if (use.is_list && !use.kin_of.empty())
        parts.kin.emplace_back("\t}");
}

/// Several objects; C gets an array of their addresses.
void add_list(const SafeScope& scope, std::size_t index, const api::Handle& handle, Parts& parts) {
    const std::string& name = scope.names[index];
    const std::string& c_name = scope.c_names[index];
    const calls::Use& use = *scope.call.use_of(index);
    parts.checks.push_back(fmt::format("\tfor _, each := range {} {{", name));
    parts.checks.emplace_back("\t\tif each == nil {");
    parts.checks.push_back("\t\t\t" +
                           fail(scope, fmt::format("errNil(\"an object of {}\")", name)));
    parts.checks.emplace_back("\t\t}");
    parts.checks.emplace_back("\t}");
    parts.entered.push_back({.object = object_of(scope, index),
                             .value = name,
                             .mode = mode_of(scope, use),
                             .confined = handle.threads == api::Threads::confined,
                             .is_list = true});
    const std::string words = name + "C";
    parts.before.push_back(fmt::format("\t{} := make([]uintptr, len({}))", words, name));
    parts.before.push_back(fmt::format("\tfor i, each := range {} {{", name));
    parts.before.push_back(fmt::format("\t\t{}[i] = each.inner().Word()", words));
    parts.before.emplace_back("\t}");
    parts.takes_addresses = true;
    const model::Type type =
        decayed(scope.context, scope.function.params[index].type, scope.target);
    parts.arguments.push_back({fmt::format("memory.Address({})", words), "const void *" + c_name,
                               fmt::format("({}){}", c_spelling(scope.context, type), c_name),
                               false});
}

} // namespace

std::string object_of(const SafeScope& scope, std::size_t index) {
    return scope.names[index] + "Object";
}

std::string objects_of(const SafeScope& scope, const std::vector<std::size_t>& params) {
    std::string result;
    for (const std::size_t param : params)
        if (scope.function.params[param].role == api::Role::handles_in)
            return ", object.All(uses)..."; // one needs a list: with all that the call used
    for (const std::size_t param : params)
        result += ", " + object_of(scope, param);
    return result;
}

/// What is said of an object that C has taken over; empty where it has not.
std::string given(const SafeScope& scope, const calls::Use& use) {
    if (!use.consumed)
        return {};
    const std::string object = object_of(scope, use.param);
    return use.is_ended ? object + ".Ended()"
           : use.taker  ? fmt::format("{}.Consumed({})", object, object_of(scope, *use.taker))
                        : object + ".Kept()";
}

void add_use(const SafeScope& scope, std::size_t index, Parts& parts) {
    const Context& context = scope.context;
    const api::Param& param = scope.function.params[index];
    const calls::Use& use = *scope.call.use_of(index);
    const api::Handle& handle = *handle_behind(context, param.element, scope.target);
    const std::string& name = scope.names[index];
    if (name != scope.receiver)
        parts.parameters.emplace_back(name, (use.is_list ? "[]*" : "*") +
                                                context.safe.handles.at(handle.c_name));
    add_kin(scope, use, parts);
    if (use.is_list)
        return add_list(scope, index, handle, parts);
    parts.entered.push_back({object_of(scope, index), name, mode_of(scope, use),
                             use.nullable && name != scope.receiver,
                             handle.threads == api::Threads::confined, given(scope, use)});
    // As a number: cgo need not look at what it points to.
    const std::string& c_name = scope.c_names[index];
    const model::Type type = decayed(context, param.type, scope.target);
    parts.arguments.push_back({fmt::format("C.uintptr_t({}.Word())", object_of(scope, index)),
                               "uintptr_t " + c_name,
                               fmt::format("({}){}", c_spelling(context, type), c_name), false});
}

void add_object(const SafeScope& scope, const calls::Output& output, const api::Handle& handle,
                const std::string& c_expression, const std::string& variable, Parts& parts) {
    const std::string& go = scope.context.safe.handles.at(handle.c_name);
    const bool confined = handle.threads == api::Threads::confined;
    parts.gives_thread |= confined;
    parts.needs_objects = true;
    const std::string thread = confined ? "uint64(result.thread)" : "0";
    const std::string address = "unsafe.Pointer(" + c_expression + ")";
    const bool owned = output.what == calls::Given::object;
    if (owned) {
        parts.take.push_back(fmt::format("\t{} := new{}({}, {}{})", variable, go, address, thread,
                                         objects_of(scope, output.belongs.to)));
        parts.undo.push_back(fmt::format("\t\t_ = {}.Close()", variable));
    } else {
        // Of what C counts the owners of as well: another owner would outlive what the object
        // needs, and change what C gave as const.
        parts.take.push_back(fmt::format("\t{} := borrowed{}({}, {}, {}, {}{})", variable, go,
                                         address, thread, output.belongs.is_const,
                                         output.belongs.until == api::Until::change,
                                         objects_of(scope, output.belongs.to)));
    }
    parts.results.push_back({"*" + go, "nil", variable});
    if (output.nullable || !scope.fallible)
        return;
    fail_if(parts.take, scope, variable + " == nil", nothing_error(scope));
}

} // namespace ffigen::emit::go
