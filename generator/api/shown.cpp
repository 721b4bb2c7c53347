// Memory that C shows closures for them to change. Within the closure, or meanwhile in another
// thread, calls go on: what the closure writes afterwards must not be freed by one of them. An
// object of the call that has one user at a time keeps off those that could. Where there is none,
// and where C keeps the closure and may call it within any call, the header has to say that the
// memory stays.
#include "api/lowering.hpp"
#include "api/volatile.hpp"

#include <algorithm>

namespace ffigen::api {
namespace {

/// An object that the call which runs the closure has to itself.
bool has_object_of_its_own(const Lowering& lowering, const Function& function,
                           const CallbackUse& closure) {
    return closure.lifetime == Lifetime::call && !function.thread_safe &&
           std::ranges::any_of(function.params, [&](const Param& param) {
               const Handle* handle =
                   param.role == Role::handle || param.role == Role::handle_consumed
                       ? lowering.handle(param.element.name)
                       : nullptr;
               return handle != nullptr && !param.nullable && handle->threads != Threads::safe;
           });
}

/// Whether the closure's call ends with a write, a count among them, to what may be gone by then.
bool is_lost(const Param& shown) {
    return (shown.is_written_to() || shown.is_result() || shown.role == Role::length_out) &&
           !shown.stays;
}

/// Why a function stays raw; empty where it does not.
std::string shown_to_change(const Lowering& lowering, const Function& function) {
    for (const Param& param : function.params) {
        const Callback* callback =
            param.callback ? lowering.api.callback(param.callback->type) : nullptr;
        if (callback == nullptr)
            continue;
        const std::size_t target = callback->signatures.present().indices().front();
        const auto unsteady = std::ranges::find_if(callback->params, [&](const Param& shown) {
            return shown.is_written_to() &&
                   is_volatile_behind(lowering.contract, shown.type, target);
        });
        if (unsteady != callback->params.end())
            return fmt::format("'{}' may change '{}', which others may change at any time: it is "
                               "volatile",
                               param.name.c, unsteady->name.c);
        if (has_object_of_its_own(lowering, function, *param.callback))
            continue;
        const auto changed = std::ranges::find_if(callback->params, is_lost);
        if (changed != callback->params.end())
            return fmt::format("'{}' may change '{}', and nothing says that this lasts until it "
                               "returns, whatever it calls: mark that FFI_BORROWED in '{}'",
                               param.name.c, changed->name.c, callback->c_name);
    }
    return {};
}

} // namespace

void guard_shown(Lowering& lowering) {
    leave_raw(lowering,
              [&](const Function& function) { return shown_to_change(lowering, function); });
}

} // namespace ffigen::api
