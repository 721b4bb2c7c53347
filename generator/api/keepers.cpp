// Objects that a function takes beside one that it may change: list_append(list, item). Whether the
// list takes the item over, keeps its address or only looks at it is for the header to say. Of a
// type that FFI_HANDLE does not declare, nothing is known: not even that what is taken over would
// be marked. Of the others it is known that nothing is taken over, and to be said that nothing is
// kept, since nothing here keeps them from being closed under who has them. What belongs to the
// object that may keep it, or the other way round, is an exception: the library clears it away. So
// are parts of one whole that end with that.
#include "api/callable.hpp"

#include <algorithm>
#include <ranges>

namespace ffigen::api {
namespace {

/// The function gives an object made out of this one, which keeps it open.
bool is_held(const Function& function, std::size_t index) {
    const auto holds = [&](const Belongs& belongs) {
        return std::ranges::find(belongs.to, index) != belongs.to.end();
    };
    return (function.result.role == ResultRole::handle && holds(function.result.belongs)) ||
           std::ranges::any_of(function.params, [&](const Param& param) {
               return param.role == Role::handle_out && holds(param.belongs);
           });
}

/// Whether nothing keeps the object there but who has it. Who keeps what counts its owners has a
/// reference of its own, see kept.cpp.
bool is_open_to_ends(const Lowering& lowering, const Param& kept) {
    const Handle* handle = kept.role == Role::handle || kept.role == Role::handles_in
                               ? lowering.handle(kept.element.name)
                               : nullptr;
    return handle != nullptr && handle->retain.empty();
}

/// Each of several objects may keep others than these: what works on a list does the same with all.
bool are_changed(const Param& param) { return param.role == Role::handles_in && !param.is_const; }

/// Whether objects of the one type may belong to those of the other.
bool may_be_kin(const Lowering& lowering, const std::string& one, const std::string& other) {
    return one != other && is_family(lowering, one, other);
}

/// Whether objects of a type are the whole's, and end with it alone.
bool is_part_of(const Lowering& lowering, const std::string& type, const std::string& whole) {
    const Handle& handle = *lowering.handle(type);
    return type != whole && handle.close.empty() && !handle.parents.empty() &&
           std::ranges::all_of(handle.parents, [&](const std::string& parent) {
               return parent == whole || parent == type;
           });
}

/// graph_connect(graph, node, node): two parts of one whole, of which none ends before the other.
/// Marks what must be that whole's.
bool are_of_one_whole(const Lowering& lowering, Function& function, Param& kept, Param& keeper) {
    if (keeper.role != Role::handle)
        return false;
    for (std::size_t i = 0; i < function.params.size(); ++i) {
        const Param& whole = function.params[i];
        if (whole.role != Role::handle || whole.nullable ||
            !is_part_of(lowering, kept.element.name, whole.element.name) ||
            !is_part_of(lowering, keeper.element.name, whole.element.name))
            continue;
        for (Param* part : {&kept, &keeper})
            if (std::ranges::find(part->kin_of, i) == part->kin_of.end())
                part->kin_of.push_back(i);
        return true;
    }
    return false;
}

/// Why a function stays raw; empty where it does not. Marks what must belong to who may keep it.
std::string unsaid_keeper(const Lowering& lowering, Function& function) {
    if (lowering.closes.contains(function.c_name) ||
        has(lowering.contract.function(function.c_name)->annotations, "harmless"))
        return {};
    // What is changed first has the others, and not the other way round: list_append(list, item).
    const auto first = std::ranges::find_if(function.params, [](const Param& param) {
        return param.role == Role::handle || param.role == Role::handles_in;
    });
    for (auto kept = function.params.begin(); kept != function.params.end(); ++kept) {
        const auto index = static_cast<std::size_t>(kept - function.params.begin());
        if ((kept == first && is_changed(*kept)) || !is_open_to_ends(lowering, *kept) ||
            is_held(function, index))
            continue;
        for (std::size_t i = 0; i < function.params.size(); ++i) {
            Param& keeper = function.params[i];
            if (&keeper == &*kept || !(is_changed(keeper) || are_changed(keeper)) ||
                are_of_one_whole(lowering, function, *kept, keeper))
                continue;
            if (are_changed(keeper) ||
                !may_be_kin(lowering, kept->element.name, keeper.element.name))
                return fmt::format("whether a '{}' keeps the '{}' that it is given, which may be "
                                   "closed under it, is not said: mark it FFI_HARMLESS if it does "
                                   "not, or what is taken over FFI_CONSUMED",
                                   keeper.element.name, kept->element.name);
            if (std::ranges::find(kept->kin_of, i) == kept->kin_of.end())
                kept->kin_of.push_back(i);
        }
    }
    return {};
}

} // namespace

void refuse_unsaid_owners(const Lowering& lowering, const Callable& callable, Roles& roles) {
    if (callable.is_callback)
        return;
    bool is_first = true;
    const auto changed = std::ranges::count_if(roles.params, is_changed);
    for (std::size_t i = 0; i < roles.params.size(); ++i) {
        const Param& param = roles.params[i];
        if (param.role != Role::handle)
            continue;
        // What is const is kept by what is not: pcre2_match's data have the code.
        const bool may_be_kept = is_changed(param) ? !is_first : changed > 0;
        if (may_be_kept && !lowering.handle(param.element.name)->is_stated)
            roles.unsafe(fmt::format("whether the function keeps or takes over '{}' is not said: "
                                     "declare its type with FFI_HANDLE, and mark what is taken "
                                     "over FFI_CONSUMED",
                                     callable.entity(i)));
        is_first = false;
    }
}

void guard_kept(Lowering& lowering) {
    leave_raw(lowering, [&](Function& function) { return unsaid_keeper(lowering, function); });
}

} // namespace ffigen::api
