// Objects of the library: how calls enter them, take them over, and give new ones.
#include "emit/python/call_params.hpp"
#include "emit/python/call_writer.hpp"
#include "emit/python/format.hpp"
#include "emit/python/values.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::python {

using api::Role;

bool is_ever_consumed(const Context& context, const std::string& handle) {
    return std::any_of(
        context.plan.calls.begin(), context.plan.calls.end(), [&](const calls::Call& call) {
            return std::any_of(call.uses.begin(), call.uses.end(), [&](const calls::Use& use) {
                return use.consumed && use.handle == handle;
            });
        });
}

namespace {

bool is_ever_const(const Context& context, const std::string& handle) {
    for (const calls::Call& call : context.plan.calls)
        for (const calls::Output& output : call.outputs) {
            const model::Type& type = output.param ? call.function->params[*output.param].element
                                                   : call.function->result.element;
            if (output.what == calls::Given::borrowed && output.belongs.is_const &&
                behind(context, type).name == handle)
                return true;
        }
    return std::ranges::any_of(context.api.callbacks, [&](const api::Callback& callback) {
        return std::ranges::any_of(callback.params, [&](const api::Param& param) {
            return param.role == Role::handle && param.is_const &&
                   behind(context, param.element).name == handle;
        });
    });
}

} // namespace

bool is_ever_lent(const Context& context, const std::string& handle) {
    return std::ranges::any_of(context.api.callbacks, [&](const api::Callback& callback) {
        return std::ranges::any_of(callback.params, [&](const api::Param& param) {
            return param.role == Role::handle && behind(context, param.element).name == handle;
        });
    });
}

std::string settles(const Context& context, const std::string& handle) {
    const api::Handle& type = *context.api.handle(handle);
    return type.retain.empty() || type.threads == api::Threads::safe ? "" : "._settled()";
}

bool is_entered(const Context& context, const calls::Use& use) {
    return !use.consumed &&
           (use.access != calls::Access::any || is_ever_consumed(context, use.handle) ||
            is_ever_lent(context, use.handle));
}

std::string pointer_of(const Context& context, const api::Function& function, std::size_t param) {
    const calls::Use* use = context.plan.of(function).use_of(param);
    const std::string name = parameter_names(function)[param];
    const bool self = function.is_self(param);
    if (use != nullptr && (use->consumed || use->is_list))
        return name + "_";
    if (use != nullptr && is_entered(context, *use))
        return self ? "handle" : name + "_";
    return self ? "self._handle" : name + "._handle";
}

std::string owners_of(const Context& context, const api::Function& function,
                      const api::Belongs& belongs) {
    std::string result;
    for (const std::size_t param : belongs.to) {
        const api::Param& each = function.params[param];
        if (each.role != Role::handle && each.role != Role::handle_consumed)
            continue;
        const std::string pointer = pointer_of(context, function, param);
        const std::string name = parameter_names(function)[param];
        result += each.nullable && pointer == name + "._handle"
                      ? fmt::format(", None if {} is None else {}", name, pointer)
                      : ", " + pointer;
    }
    return result;
}

/// Of several objects that go together none is lost because of another one.
void ParamWriter::require_all_taken() {
    Lines taken;
    for (const calls::Use& use : plan_.uses)
        if (use.consumed)
            taken.push_back(function_.is_self(use.param) ? "self" : names_[use.param]);
    if (taken.size() > 1 && text_.given.empty())
        text_.begin.push_back(fmt::format("_handles.require_all({})", join(taken, ", ")));
}

void ParamWriter::add_handle(std::size_t i) {
    const Param& param = function_.params[i];
    const bool self = function_.is_self(i);
    const std::string type = behind(context_, param.element).name;
    if (self)
        text_.needs_self = true;
    else
        argument(i, handle_class(context_.names, type, function_.handle));
    const calls::Use* use = plan_.use_of(i);
    const std::string pointer = pointer_of(context_, function_, i);
    if (use != nullptr && use->consumed) {
        const std::string object = self ? "self" : names_[i];
        // Nothing but the call comes after this.
        std::string taking = object;
        for (const calls::Use& other : plan_.uses)
            if (is_entered(context_, other) && !other.is_list && !other.nullable)
                taking += ", " + pointer_of(context_, function_, other.param);
        if (use->is_related)
            taking += ", relative=" + pointer_of(context_, function_, *use->taker);
        require_all_taken();
        text_.begin.push_back(fmt::format(
            "{} = {}", pointer, if_given(i, fmt::format("_handles.take_over({})", taking))));
        text_.given.push_back(pointer);
        const api::Handle* handle = context_.api.handle(type);
        const bool has_more = handle != nullptr &&
                              (!handle->parents.empty() || context_.plan.listened.contains(type));
        if (has_more && !use->is_ended) {
            // The library may still use what it belonged to, and call what was registered with it.
            const std::string inherits = fmt::format(
                "_transfers.inherit({}, {})",
                use->taker ? pointer_of(context_, function_, *use->taker) : "None", pointer);
            const bool may_miss = param.nullable && !self;
            if (may_miss)
                text_.begin.push_back(fmt::format("if {} is not None:", pointer));
            text_.begin.push_back((may_miss ? "    " : "") + inherits);
        }
    } else if (use != nullptr && is_entered(context_, *use) && !self) {
        text_.before.push_back(
            fmt::format("{} = {}", pointer, if_given(i, names_[i] + "._handle")));
    }
    const bool inlined = pointer.ends_with("._handle") && !self;
    pass(inlined ? if_given(i, pointer) : pointer, context_.names.pointers.find(type)->second);
}

std::string change_of(const Context& context, const calls::Use& use, const std::string& pointer) {
    const bool changes =
        use.access == calls::Access::exclusive && !use.consumed &&
        std::any_of(context.plan.calls.begin(), context.plan.calls.end(),
                    [&](const calls::Call& call) {
                        const calls::Output* shown = shown_output(context, call);
                        return shown != nullptr && call.uses.front().handle == use.handle;
                    });
    if (!changes)
        return {};
    return use.is_list ? fmt::format("for each in {}: each.changes += 1", pointer)
                       : fmt::format("{}.changes += 1", pointer);
}

/// Statements that enter the objects which others must be kept off, and leave them.
void ParamWriter::add_uses() {
    std::vector<const calls::Use*> entered;
    for (const calls::Use& use : plan_.uses)
        if (is_entered(context_, use))
            entered.push_back(&use);
    if (entered.empty())
        return;
    for (const calls::Use* use : entered) {
        const std::string pointer = pointer_of(context_, function_, use->param);
        if (function_.is_self(use->param))
            text_.enter.emplace_back("handle = self._handle");
        if (std::string change = change_of(context_, *use, pointer); !change.empty())
            text_.begin.insert(text_.begin.begin(), std::move(change));
    }
    const auto shared = [](const calls::Use& use) {
        return use.access == calls::Access::exclusive ? "False" : "True";
    };
    const calls::Use& first = *entered.front();
    const std::string pointer = pointer_of(context_, function_, first.param);
    if (entered.size() > 1 || first.nullable || first.is_list) {
        Lines items;
        for (const calls::Use* use : entered) {
            const std::string object = pointer_of(context_, function_, use->param);
            items.push_back(use->is_list
                                ? fmt::format("*[(each, {}) for each in {}{}]", shared(*use),
                                              object, use->nullable ? " or ()" : "")
                                : fmt::format("({}, {})", object, shared(*use)));
        }
        text_.enter.push_back(fmt::format("held = _addresses.hold_all({})", join(items, ", ")));
        text_.leave.emplace_back("_addresses.release_all(held)");
        return;
    }
    if (plan_.may_call_back) {
        text_.enter.push_back(fmt::format("held = {}.hold({})", pointer, shared(first)));
        text_.leave.push_back(fmt::format("{}.release(held)", pointer));
    } else {
        text_.enter.push_back(fmt::format("held = {}.enter()", pointer));
        text_.leave.push_back(fmt::format("{}.leave(held)", pointer));
    }
}

/// Objects are refused that belong neither to those that may keep them, nor these to them; before
/// anything is taken over.
void ParamWriter::add_kin() {
    Lines lines;
    for (const calls::Use& use : plan_.uses)
        for (const std::size_t keeper : use.kin_of) {
            const std::string pointer = pointer_of(context_, function_, use.param);
            if (use.is_list)
                lines.push_back(
                    fmt::format("for each in {}{}:", pointer, use.nullable ? " or ()" : ""));
            lines.push_back(fmt::format("{}_kin.require({}, {})", use.is_list ? "    " : "",
                                        pointer_of(context_, function_, keeper),
                                        use.is_list ? "each" : pointer));
        }
    text_.begin.insert(text_.begin.begin(), lines.begin(), lines.end());
}

/// What C gave as const is not changed.
void ParamWriter::add_const_checks() {
    for (const calls::Use& use : plan_.uses)
        if (!use.is_list && use.changes && is_ever_const(context_, use.handle)) {
            const bool self = function_.is_self(use.param);
            if (use.nullable && !self)
                text_.checks.push_back(fmt::format("if {} is not None:", names_[use.param]));
            text_.checks.push_back(fmt::format("{}{}._handle.require_change()",
                                               use.nullable && !self ? "    " : "",
                                               self ? "self" : names_[use.param]));
        }
}

/// Several objects, entered like one.
void ParamWriter::add_handles(std::size_t i) {
    const Param& param = function_.params[i];
    const std::string type = behind(context_, param.element).name;
    const std::string kind = handle_class(context_.names, type, function_.handle);
    argument(i, fmt::format("Iterable[{}]", kind));
    const calls::Use* use = plan_.use_of(i);
    const bool differ = use != nullptr && use->access == calls::Access::exclusive;
    text_.before.push_back(
        fmt::format("{}_ = {}", names_[i],
                    if_given(i, fmt::format("_handles.all_of({}, {}, {}, {})", kind, names_[i],
                                            text_literal(names_[i]), differ ? "True" : "False"))));
    if (!param.is_const && is_ever_const(context_, type)) {
        text_.before.push_back(
            fmt::format("for each in {}_{}:", names_[i], param.nullable ? " or ()" : ""));
        text_.before.push_back("    each.require_change()");
    }
    pass_address(if_made(i, fmt::format("_handles.addresses({}_)", names_[i])));
}

void ParamWriter::add_handle_out(std::size_t i) {
    const Param& param = function_.params[i];
    const std::string type =
        handle_class(context_.names, behind(context_, param.element).name, function_.handle);
    const bool own = !param.release.empty();
    const bool constructs = function_.kind == api::FunctionKind::constructor &&
                            behind(context_, param.element).name == function_.handle;
    const std::string owners = owners_of(context_, function_, param.belongs);
    const std::string made = constructs ? "cls" : type;
    const bool of_taken =
        std::any_of(param.belongs.to.begin(), param.belongs.to.end(), [&](std::size_t index) {
            return function_.params[index].role == Role::handle_consumed;
        });
    if (!own || of_taken) {
        const std::string make =
            fmt::format("{}.{}({}.value{}{}){}", made, own ? "_own" : "_borrow", names_[i], owners,
                        !own && param.belongs.is_const ? ", is_const=True" : "",
                        own ? settles(context_, behind(context_, param.element).name) : "");
        text_.begin.push_back(fmt::format("{} = ctypes.c_void_p()", names_[i]));
        if (param.nullable) {
            output(fmt::format("{} if {}.value else None", make, names_[i]),
                   fmt::format("{} | None", type), i, own);
        } else {
            text_.results.push_back(fmt::format("if not {}.value:", names_[i]));
            text_.results.push_back("    raise " + nothing_failure(function_, plan_));
            output(make, type, i, own);
        }
        return pass_byref(names_[i]);
    }
    // C puts the address where it is owned at once: nothing comes between.
    text_.begin.push_back(fmt::format("{} = {}._own(None{})", names_[i], made, owners));
    const std::string settled = names_[i] + settles(context_, behind(context_, param.element).name);
    if (param.on_error)
        text_.failed.push_back(fmt::format("{}.close()", names_[i]));
    if (param.nullable) {
        output(fmt::format("{} if {}._handle.value else None", settled, names_[i]),
               fmt::format("{} | None", type), i, true);
    } else {
        text_.results.push_back(fmt::format("if not {}._handle.value:", names_[i]));
        text_.results.push_back("    raise " + nothing_failure(function_, plan_));
        output(settled, type, i, true);
    }
    pass_byref(names_[i] + "._handle");
}

} // namespace ffigen::emit::python
