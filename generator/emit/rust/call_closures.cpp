#include "emit/rust/call_builder.hpp"
#include "emit/rust/callbacks.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace ffigen::emit::rust {

using api::Lifetime;
using api::Param;
using calls::Registration;

void WrapperBuilder::callback(std::size_t index, const Param& param, const std::string& name) {
    const Registration& registration = *plan_.registration_of(index);
    const ClosureUse use =
        closure_use(safe_, function_, registration, generic_name(safe_, generics_.size()));
    generics_.push_back(use.parameter);
    bounds_.push_back(use.bound);
    states_.push_back(fmt::format(fmt::runtime(use.state), name));
    const std::vector<std::size_t>& group = registration.group;
    const std::string holder = holder_of(registration);
    // Where several stand behind one user data, the last makes what holds them.
    if (index != group.back())
        return argument(name, use.parameter, use.trampoline);
    std::string state = states_.back();
    if (group.size() > 1)
        state =
            fmt::format("({})", fmt::join(states_.end() - static_cast<std::ptrdiff_t>(group.size()),
                                          states_.end(), ", "));
    if (registration.lifetime != Lifetime::call)
        return keep_closure(*plan_.registration_of(group.front()), param,
                            {name, holder, std::move(state)}, use);
    if (!use.here.empty())
        return put_here(name, use);
    argument(name, use.parameter, use.trampoline);
    before(fmt::format("let {} = {};", holder,
                       format_expression("Contained::new(" + state + ")", 0, 1)));
    finishes_.push_back(holder + ".finish();");
}

void WrapperBuilder::put_here(const std::string& name, const ClosureUse& use) {
    argument("mut " + name, use.parameter, use.trampoline);
    const std::string state = fmt::format(fmt::runtime(use.state), "&mut " + name);
    before(fitting(
        fmt::format("let {}: callbacks::{}<'_> = Contained::new({});", name, use.alias, state)));
    before(fmt::format("let {} = Here::new(&callbacks::{}, &{});", locals_.take("_here"), use.here,
                       name));
    finishes_.push_back(name + ".finish();");
}

std::string WrapperBuilder::holder_of(const Registration& registration) const {
    const Param& first = function_.params[registration.group.front()];
    return local_name(registration.group.size() > 1 ? function_.params[*first.callback->user_data]
                                                    : first);
}

void WrapperBuilder::keep_with_made(const std::string& made, const std::string& name,
                                    const std::string& kind) {
    const int columns = indent() + 4;
    const std::string call =
        format_call(name + ".register", {"object.as_raw().addr()", kind}, columns);
    const std::string line = relative(std::string(static_cast<std::size_t>(columns), ' ') +
                                          format_let(name, call, columns),
                                      columns);
    with_made_.push_back(fmt::format("if let Some(object) = &{} {{\n    {}\n    {}.for_good();\n}}",
                                     made, indented(line, 4), name));
}

void WrapperBuilder::keep_closure(const Registration& registration, const Param& param,
                                  const Holder& holder, const ClosureUse& use) {
    const std::string& name = holder.name;
    std::string object = "0";
    if (registration.object) {
        object = locals_.take("object");
        before(fmt::format("let {} = {};", object, address_of(*registration.object)));
    }
    const std::string owner =
        registration.object ? function_.params[*registration.object].element.name : "";
    const bool alone = !owner.empty() && safe_.objects.of(owner).runs_closures &&
                       !is_handed_over(safe_.context.api, plan_, owner);
    std::vector<std::string> arguments{holder.state, object};
    if (registration.any_thread && safe_.excludes)
        arguments.emplace_back(alone ? "true" : "false");
    const std::string make =
        call_text(fmt::format("closures::Id::{}({})", registration.any_thread ? "new" : "confined",
                              fmt::join(arguments, ", ")),
                  "");
    if (registration.lifetime == Lifetime::process) {
        if (param.nullable && holder.name == holder.parameter) {
            before(use.hook.empty() ? fmt::format("let {0} = {0}.map(|{0}| {1});", name, make)
                                    : fmt::format("let {0} = {0}.map(|{0}| {{\n    let {0}: {1} = "
                                                  "Box::new({0});\n    {2}\n}});",
                                                  name, use.boxed, make));
            argument(name, "Option<" + use.parameter + ">", hook_function(param, name, use));
        } else {
            if (!use.hook.empty())
                before(fmt::format("let {0}: {1} = Box::new({0});", name, use.boxed));
            before(fmt::format("let {0} = Some({1});", name, make));
            argument(holder.parameter, use.parameter, use.trampoline);
        }
        return hook(registration, name, use);
    }
    before(fmt::format("let {} = {};", name, make));
    argument(holder.parameter, use.parameter, use.trampoline);
    const std::string kind = "kept_closures::Kind::" + closure_kind(registration);
    // C made nothing to keep it for: it ends.
    if (registration.made)
        return keep_with_made(made_name(*registration.made), name, kind);
    if (registration.replaces)
        on_success_.push_back(
            fmt::format("let {0} = {0}.replace({1});", name, take_turn(object, kind)));
    else if ((registration.object && !registration.ends_in_c) ||
             registration.lifetime == Lifetime::until)
        on_success_.push_back(
            fmt::format("let {} = {};", name,
                        format_call(name + ".register", {home_of(registration, object), kind}, 0)));
    if (registration.ends_by_id())
        on_success_.push_back(fmt::format("{}.known_by({});", name, id_of(registration)));
    if (registration.lifetime == Lifetime::until)
        return guard(registration, name);
    on_success_.push_back(name + ".for_good();");
}

/// The address of the object with which a closure ends; `object` is that of its own one.
std::string WrapperBuilder::home_of(const Registration& registration,
                                    const std::string& object) const {
    if (registration.lifetime == Lifetime::until || !registration.object)
        return object;
    const std::string& handle = function_.params[*registration.object].element.name;
    return safe_.objects.of(handle).knows_whole ? whole_of(*registration.object) : object;
}

std::string WrapperBuilder::made_name(std::size_t output) const {
    const calls::Output& made = plan_.outputs[output];
    return made.param ? local_name(function_.params[*made.param]) : result_;
}

std::string WrapperBuilder::take_turn(const std::string& object, const std::string& kind) {
    std::string turn = locals_.take("turn");
    last_before_.push_back(fitting(fmt::format(
        "let {} = {};", turn, format_call("kept_closures::Turn::take", {object, kind}, 0))));
    return turn;
}

std::string WrapperBuilder::hook_function(const Param& param, const std::string& name,
                                          const ClosureUse& use) {
    constexpr std::size_t one_line = 50; // rustfmt's width of if and else
    const std::string function = locals_.take(name + "_function");
    const std::string start =
        fmt::format("let {}: {} = if {}.is_some() {{", function,
                    safe_.context.types.spell_outside(param.type, target_, ""), name);
    const std::string flat =
        fmt::format("if {}.is_some() {{ {} }} else {{ None }}", name, use.trampoline);
    before(flat.size() <= one_line
               ? fmt::format("{} {} }} else {{ None }};", start, use.trampoline)
               : fmt::format("{}\n    {}\n}} else {{\n    None\n}};", start, use.trampoline));
    return function;
}

bool WrapperBuilder::check_fails() const {
    return function_.result.role == api::ResultRole::status || plan_.failure.sets_errno;
}

void WrapperBuilder::hook(const Registration& registration, const std::string& name,
                          const ClosureUse& use) {
    const std::string turn = take_turn("0", "kept_closures::Kind::" + closure_kind(registration));
    if (!use.hook.empty() && check_fails()) {
        const std::string before_hook = locals_.take(name + "_before");
        last_before_.push_back(fitting(
            fmt::format("let {} = callbacks::{}.set({}.as_ref());", before_hook, use.hook, name)));
        finishes_.push_back(fmt::format(
            "if outcome.is_err() {{\n    callbacks::{}.set_back({});\n}}", use.hook, before_hook));
    } else if (!use.hook.empty()) {
        last_before_.push_back(fmt::format("callbacks::{}.set({}.as_ref());", use.hook, name));
    }
    // C may have called the closure already, which may have put another one in its place.
    if (!use.hook.empty())
        on_success_.push_back(
            fitting(fmt::format("callbacks::{}.set({}.as_ref());", use.hook, name)));
    on_success_.push_back(fmt::format("kept_closures::hook({}, {});", name, turn));
}

std::string WrapperBuilder::id_of(const Registration& registration) const {
    return registration.id ? local_name(function_.params[*registration.id]) : result_;
}

void WrapperBuilder::guard(const Registration& registration, const std::string& name) {
    const std::string& type = safe_.names.registrations.at(function_.c_name);
    std::vector<std::string> fields;
    bool borrows = false;
    if (registration.object) {
        const std::size_t index = *registration.object;
        borrows = object_type(function_.params[index]).is_borrowed_by_children();
        const std::string owner = !borrows         ? owner_of(index, false)
                                  : is_self(index) ? "self"
                                                   : local_name(function_.params[index]);
        fields.push_back(owner == "owner" ? owner : "owner: " + owner);
    }
    fields.push_back("closure: " + name);
    for (const api::EndArgument argument : registration.end_arguments) {
        const std::string id = id_of(registration);
        if (argument == api::EndArgument::id)
            fields.push_back(id == "id" ? id : "id: " + id);
        if (argument == api::EndArgument::function)
            fields.push_back("function: " + call_[registration.param]);
    }
    guard_ = format_struct(type, fields, 0);
    results_.emplace_back(type + (borrows ? "<" + lifetime_ + ">" : ""), guard_);
}

std::string WrapperBuilder::entered_address(const calls::Use& use) const {
    return use.nullable && !is_self(use.param)
               ? fmt::format("{}.as_ref().map_or(0, |object| object.as_raw().addr())",
                             local_name(function_.params[use.param]))
               : address_of(use.param);
}

std::string WrapperBuilder::entered_list(const calls::Use& use) const {
    const std::string name = local_name(function_.params[use.param]);
    if (use.is_list)
        return "&" + name;
    if (is_self(use.param))
        return "&[self.raw.as_ptr()]";
    return use.nullable
               ? fmt::format("&[{}.as_ref().map_or(ptr::null_mut(), |object| object.as_raw())]",
                             name)
               : "&[" + name + ".as_raw()]";
}

void WrapperBuilder::check_apart() {
    std::vector<std::string> checks;
    for (const auto& [first, second] : plan_.apart()) {
        const calls::Use &one = *plan_.use_of(first), &other = *plan_.use_of(second);
        const ObjectType& type = safe_.objects.of(one.handle);
        const bool has_one_name =
            !type.is_shared && !type.has_lent && !type.handle->is_given_borrowed;
        const auto is_proven = [&](const calls::Use& use) {
            return use.consumed ? has_one_name : type.is_exclusive && use.changes;
        };
        if (is_proven(one) || is_proven(other))
            continue;
        if (one.is_list || other.is_list) {
            fallible_ = true;
            before(call_text(
                fmt::format("check_none_of({}, {})", entered_list(one), entered_list(other)),
                "?;"));
            continue;
        }
        asserts_apart_ |= !fallible_;
        checks.push_back(call_text(fmt::format("{}_apart({}, {})", fallible_ ? "check" : "assert",
                                               entered_address(one), entered_address(other)),
                                   fallible_ ? "?;" : ";"));
    }
    before_.insert(before_.begin(), checks.begin(), checks.end());
}

void WrapperBuilder::check_uses() {
    std::vector<std::string> checks, entries;
    const bool runs =
        std::any_of(plan_.registrations.begin(), plan_.registrations.end(),
                    [](const Registration& each) { return each.lifetime == Lifetime::call; });
    for (const calls::Use& use : plan_.uses) {
        if (use.access == calls::Access::any || use.is_list ||
            !safe_.objects.of(use.handle).runs_closures)
            continue;
        const std::string address = entered_address(use);
        const bool alone = use.access == calls::Access::exclusive;
        asserts_free_ |= !fallible_;
        checks.push_back(fallible_
                             ? call_text(fmt::format("check_free({}, {})", address, alone), "?;")
                             : call_text(fmt::format("assert_free({}, {})", address, alone), ";"));
        if (!runs)
            continue;
        const std::string frame = locals_.take("in_use");
        entries.push_back(
            fitting(fmt::format("let {} = InUse::new({}, {});", frame, address, alone)));
        entries.push_back(fmt::format("let {} = {}.enter();", locals_.take("_entered"), frame));
    }
    before_.insert(before_.begin(), checks.begin(), checks.end());
    before_.insert(before_.end(), entries.begin(), entries.end());
}

void WrapperBuilder::end_by_hand() {
    const bool ends = std::ranges::any_of(plan_.ends, [&](const std::string& registering) {
        return safe_.names.functions.contains(registering);
    });
    if (!ends)
        return;
    const std::string object = plan_.ends_on ? address_of(*plan_.ends_on) : "0";
    on_success_.push_back(
        fmt::format("kept_closures::end_current({});",
                    take_turn(object, "kept_closures::Kind::" + closure_kind(function_.c_name))));
}

} // namespace ffigen::emit::rust
