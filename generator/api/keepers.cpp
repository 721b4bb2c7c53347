// Objects that a function takes beside one that it may change: that one may keep their address, and
// nothing keeps them from being closed under it.
#include "api/lowering.hpp"

#include <algorithm>
#include <ranges>

namespace ffigen::api {
namespace {

/// The function gives an object made out of all that it takes, which keeps them open.
bool makes_object(const Function& function) {
    return function.result.role == ResultRole::handle ||
           std::ranges::find(function.params, Role::handle_out, &Param::role) !=
               function.params.end();
}

/// Whether nothing but the library keeps the object there.
bool is_open_to_ends(const Lowering& lowering, const Param& kept, const Handle& keeper) {
    const Handle* handle = kept.role == Role::handle || kept.role == Role::handles_in
                               ? lowering.handle(kept.element.name)
                               : nullptr;
    // Who keeps what counts its owners has a reference of its own, see kept.cpp; and a library
    // knows what belongs to its own objects.
    return handle != nullptr && handle->retain.empty() &&
           (handle->c_name == keeper.c_name || !is_family(lowering, handle->c_name, keeper.c_name));
}

/// Why a function stays raw; empty where it does not.
std::string unsaid_keeper(const Lowering& lowering, const Function& function) {
    if (lowering.closes.contains(function.c_name) || makes_object(function) ||
        has(lowering.contract.function(function.c_name)->annotations, "harmless"))
        return {};
    const auto is_changed = [](const Param& param) {
        return param.role == Role::handle && !param.is_const;
    };
    // What is changed first has the others, and not the other way round: list_append(list, item).
    const auto first = std::ranges::find(function.params, Role::handle, &Param::role);
    for (auto kept = function.params.begin(); kept != function.params.end(); ++kept) {
        if (kept == first && is_changed(*kept))
            continue;
        for (const Param& keeper : function.params)
            if (&keeper != &*kept && is_changed(keeper) &&
                is_open_to_ends(lowering, *kept, *lowering.handle(keeper.element.name)))
                return fmt::format("whether a '{}' keeps the '{}' that it is given, which may be "
                                   "closed under it, is not said: mark it FFI_HARMLESS if it does "
                                   "not, or what is taken over FFI_CONSUMED",
                                   keeper.element.name, kept->element.name);
    }
    return {};
}

} // namespace

void guard_kept(Lowering& lowering) {
    leave_raw(lowering,
              [&](const Function& function) { return unsaid_keeper(lowering, function); });
}

} // namespace ffigen::api
