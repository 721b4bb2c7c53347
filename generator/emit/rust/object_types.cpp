#include "emit/rust/object_types.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <utility>

namespace ffigen::emit::rust {

namespace {

/// The standard library has its traits for tuples of so many at most.
constexpr std::size_t largest_tuple = 12;

} // namespace

using api::Lifetime;
using api::Role;
using api::Threads;
using calls::Given;

const std::string& handle_of(const calls::Call& call, const calls::Output& output) {
    return output.param ? call.function->params[*output.param].element.name
                        : call.function->result.element.name;
}

bool is_handed_over(const api::Api& api, const calls::Call& call, const std::string& handle) {
    return std::any_of(
        call.registrations.begin(), call.registrations.end(), [&](const calls::Registration& each) {
            const api::Callback& callback =
                *api.callback(call.function->params[each.param].callback->type);
            return std::any_of(
                callback.params.begin(), callback.params.end(), [&](const api::Param& param) {
                    return param.role == Role::handle && param.element.name == handle;
                });
        });
}

std::vector<std::size_t> ancestors_of(const calls::Plan& plan, const calls::Call& call,
                                      const calls::Output& output) {
    std::vector<std::size_t> ancestors;
    if (plan.traced.contains(handle_of(call, output)))
        for (const std::size_t index : output.belongs.to) {
            const calls::Use& use = *call.use_of(index);
            if (!use.consumed && !use.is_list && plan.traced.contains(use.handle))
                ancestors.push_back(index);
        }
    return ancestors;
}

ObjectTypes::ObjectTypes(const api::Api& api, const calls::Plan& plan,
                         const std::set<std::string>& left_out)
    : api_(api) {
    for (const api::Handle& handle : api.handles)
        types_[handle.c_name].handle = &handle;
    for (const calls::Call& call : plan.calls)
        for (const calls::Registration& registration : call.registrations)
            learn_lent(*api.callback(call.function->params[registration.param].callback->type));
    // What is shared, and borrows, may depend on what was learned of another type.
    for (bool changed = true; changed;) {
        changed = false;
        for (const calls::Call& call : plan.calls)
            if (!left_out.contains(call.function->c_name))
                changed |= learn_call(call);
    }
    learn_threads(plan);
    learn_relatives(plan);
    learn_families(plan);
    learn_descent(plan, left_out);
}

void ObjectTypes::learn_lent(const api::Callback& callback) {
    for (const api::Param& param : callback.params)
        if (param.role == Role::handle)
            if (const auto found = types_.find(param.element.name); found != types_.end()) {
                found->second.has_lent = true;
                found->second.is_split |= param.is_const;
            }
}

bool ObjectTypes::keeps_parents(const calls::Output& output, const ObjectType& type) const {
    if (output.what == Given::object)
        return true;
    if (!type.closes())
        return !type.has_lifetime;
    return type.is_shared && !type.is_borrowed_by_children();
}

bool ObjectTypes::learn_parents(const calls::Call& call, const calls::Output& output) {
    ObjectType& type = of(handle_of(call, output));
    bool changed = false;
    const auto set = [&](bool& flag, bool value) {
        changed |= value && !flag;
        flag |= value;
    };
    set(type.is_split, output.belongs.is_const);
    std::map<std::string, std::size_t> counts;
    for (const std::size_t index : output.belongs.to) {
        const std::string& name = call.function->params[index].element.name;
        ++counts[name];
        set(of(name).keeps_closures, type.knows_whole);
        set(of(name).ends_closures, type.knows_whole);
        set(of(name).knows_whole, type.knows_whole && !of(name).closes());
        set(of(name).is_shared, type.knows_whole && !of(name).handle->retain.empty());
        if (!is_wrapped(output, type)) {
            set(type.has_lifetime, of(name).is_borrowed_by_children());
            std::vector<std::string>& needs = needs_[type.handle->c_name];
            if (std::find(needs.begin(), needs.end(), name) == needs.end())
                needs.push_back(name);
        } else if (type.is_shared && type.is_borrowed_by_children()) {
            set(type.has_lent, true);
        }
    }
    if (!keeps_parents(output, type))
        return changed;
    for (const auto& [name, count] : counts) {
        const auto known =
            std::find_if(type.parents.begin(), type.parents.end(),
                         [&](const ParentType& each) { return each.handle == name; });
        if (known == type.parents.end()) {
            type.parents.push_back({name, count});
            changed = true;
        } else if (known->count < count) {
            known->count = count;
            changed = true;
        }
        set(of(name).is_shared, true);
    }
    return changed;
}

bool ObjectTypes::learn_call(const calls::Call& call) {
    bool changed = false;
    const auto set = [&](bool& flag, bool value) {
        changed |= value && !flag;
        flag |= value;
    };
    for (const calls::Output& output : call.outputs) {
        if (output.what == Given::object || output.what == Given::borrowed)
            changed |= learn_parents(call, output);
        if (output.what == Given::buffer && output.is_view && output.release.empty())
            for (const std::size_t index : output.belongs.to)
                set(of(call.function->params[index].element.name).lends_arrays, true);
        if (output.what == Given::loan) {
            ObjectType& owner = of(call.function->handle);
            const bool borrowed = owner.is_borrowed_by_children();
            set(owner.counts_loans, borrowed && owner.closes());
            set(owner.is_shared, !borrowed);
        }
    }
    // Of one that counts its owners the last one ends them, so that owners are known as such.
    const auto keep_closures = [&](ObjectType& type, bool keeps, bool ends) {
        set(type.keeps_closures, keeps);
        set(type.ends_closures, ends);
        set(type.is_shared, ends && !type.handle->retain.empty());
    };
    for (const calls::Registration& registration : call.registrations) {
        if (registration.made)
            keep_closures(of(handle_of(call, call.outputs[*registration.made])), true, true);
        if (!registration.object || registration.lifetime == Lifetime::call)
            continue;
        ObjectType& owner = of(call.function->params[*registration.object].element.name);
        keep_closures(owner, true, !registration.ends_in_c);
        set(owner.knows_whole,
            registration.lifetime != Lifetime::until && !registration.ends_in_c && !owner.closes());
        // One that any thread may call leaves an object free that C hands to it.
        const bool free =
            registration.any_thread && is_handed_over(api_, call, owner.handle->c_name);
        set(owner.runs_closures, owner.handle->threads != Threads::safe && !free);
        set(owner.is_shared,
            registration.lifetime == Lifetime::until && !owner.is_borrowed_by_children());
    }
    for (const calls::Use& use : call.uses) {
        const bool runs = std::any_of(
            call.registrations.begin(), call.registrations.end(),
            [](const calls::Registration& each) { return each.lifetime == Lifetime::call; });
        set(of(use.handle).runs_closures, runs && use.access != calls::Access::any);
        // One that lent something is not given up.
        set(of(use.handle).is_shared, use.consumed && of(use.handle).counts_loans);
        if (!use.taker)
            continue;
        ObjectType& consumer = of(call.function->params[*use.taker].element.name);
        keep_closures(consumer, of(use.handle).keeps_closures, of(use.handle).ends_closures);
        if (of(use.handle).parents.empty())
            continue;
        set(consumer.takes_over, true);
        set(consumer.is_shared, true);
    }
    return changed;
}

// What counts its owners is given to whoever asks its holder: a holder that moved to another thread
// would give there what this one still has.
void ObjectTypes::learn_holders(const calls::Call& call) {
    const bool gives_counted = std::ranges::any_of(call.outputs, [&](const calls::Output& output) {
        if (output.what != Given::object && output.what != Given::borrowed)
            return false;
        const api::Handle& given = *of(handle_of(call, output)).handle;
        return given.threads != Threads::safe && !given.retain.empty();
    });
    for (const calls::Use& use : call.uses)
        if (gives_counted && !of(use.handle).is_sync)
            of(use.handle).is_send = false;
}

void ObjectTypes::learn_threads(const calls::Plan& plan) {
    for (auto& [name, type] : types_) {
        type.is_sync = type.handle->threads == Threads::safe;
        // Clones share one object, and what belongs to another one is given as often as somebody
        // asks: they stay with one thread unless all may use it.
        type.is_send =
            type.is_sync || (type.handle->threads == Threads::send && type.handle->retain.empty() &&
                             type.closes() && !type.handle->may_keep_counted);
    }
    for (const calls::Call& call : plan.calls)
        learn_holders(call);
    // Objects that others own as well cannot be kept from them; and what only borrows an object
    // must not be exchanged with one that owns it, as `&mut` would allow.
    for (auto& [name, type] : types_) {
        type.is_exclusive = type.lends_arrays && !type.is_sync && !type.has_lent &&
                            !type.handle->is_given_borrowed && type.handle->retain.empty();
    }
    // What needs an object that one thread at a time may use stays with it.
    for (bool changed = true; changed;) {
        changed = false;
        for (auto& [name, type] : types_)
            for (const std::string& parent : needs_[name])
                if ((type.is_sync || type.is_send) && !of(parent).is_sync) {
                    type.is_sync = type.is_send = false;
                    changed = true;
                }
    }
}

// What lets one thread at a time use an object lets it use one of its family: an object, what it
// belongs to, and what belongs to it.
void ObjectTypes::learn_relatives(const calls::Plan& plan) {
    const auto relate = [&](const calls::Call& call, const calls::Output& output) {
        ObjectType& given = of(handle_of(call, output));
        bool changed = false;
        for (const std::size_t index : output.belongs.to) {
            ObjectType& owner = of(call.function->params[index].element.name);
            const bool is_safe =
                owner.handle->threads == Threads::safe || given.handle->threads == Threads::safe;
            if (is_safe || !(owner.runs_closures || given.runs_closures))
                continue;
            for (ObjectType* type : {&owner, &given})
                if (!type->has_relatives) {
                    type->runs_closures = type->has_relatives = true;
                    changed = true;
                }
        }
        return changed;
    };
    for (bool changed = true; changed;) {
        changed = false;
        for (const calls::Call& call : plan.calls)
            for (const calls::Output& output : call.outputs)
                if (output.what == Given::object || output.what == Given::borrowed)
                    changed |= relate(call, output);
    }
    // Where nothing else leads to it, the compiler says what no closure may do meanwhile.
    for (auto& [name, type] : types_)
        type.runs_closures &= !type.is_exclusive || type.has_relatives;
}

void ObjectTypes::learn_families(const calls::Plan& plan) {
    const auto add = [&](const std::string& handle, const auto& self) -> void {
        ObjectType& type = of(handle);
        if (std::exchange(type.in_family, true))
            return;
        for (const ParentType& parent : type.parents)
            self(parent.handle, self);
    };
    for (const calls::Call& call : plan.calls)
        for (const calls::Use& use : call.uses)
            if (use.is_related) {
                add(use.handle, add);
                add(call.function->params[*use.taker].element.name, add);
            }
}

void ObjectTypes::learn_descent(const calls::Plan& plan, const std::set<std::string>& left_out) {
    for (const calls::Call& call : plan.calls)
        for (const calls::Output& output : call.outputs)
            if ((output.what == Given::object || output.what == Given::borrowed) &&
                !left_out.contains(call.function->c_name) &&
                !ancestors_of(plan, call, output).empty())
                of(handle_of(call, output)).descends = true;
}

std::string ObjectTypes::parents(const ObjectType& type) const {
    std::vector<std::string> all;
    for (const ParentType& parent : type.parents) {
        std::string one = "Option<Arc<" + of(parent.handle).owner() + ">>";
        if (parent.count > 1)
            one = "[" + one + "; " + std::to_string(parent.count) + "]";
        all.push_back(std::move(one));
    }
    return group(std::move(all));
}

std::string group(std::vector<std::string> items) {
    if (items.size() <= 1)
        return items.empty() ? "" : std::move(items.front());
    if (items.size() <= largest_tuple)
        return "(" + joined(items) + ")";
    std::vector<std::string> parts;
    for (auto rest = items.begin(); rest != items.end();) {
        const auto end =
            rest + std::min<std::ptrdiff_t>(largest_tuple, std::distance(rest, items.end()));
        parts.push_back(group({rest, end}));
        rest = end;
    }
    return group(std::move(parts));
}

std::string place_in_group(std::size_t index, std::size_t count) {
    if (count <= 1)
        return "";
    if (count <= largest_tuple)
        return "." + std::to_string(index);
    const std::size_t parts = (count + largest_tuple - 1) / largest_tuple;
    const std::size_t part = index / largest_tuple, before = part * largest_tuple;
    return place_in_group(part, parts) +
           place_in_group(index - before, std::min(largest_tuple, count - before));
}

} // namespace ffigen::emit::rust
