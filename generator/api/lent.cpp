// Objects that C lends to closures in threads of its own: who has the same object by another way
// may be in a call on it, and nothing keeps the two apart.
#include "api/lowering.hpp"

#include <algorithm>
#include <set>

namespace ffigen::api {
namespace {

/// Handles whose objects functions give.
std::set<std::string> given_objects(const Api& api) {
    std::set<std::string> given;
    for (const Function& function : api.functions) {
        if (function.result.role == ResultRole::handle)
            given.insert(function.result.element.name);
        for (const Param& param : function.params)
            if (param.role == Role::handle_out)
                given.insert(param.element.name);
    }
    return given;
}

/// Why a function stays raw; empty where it does not.
std::string lent_elsewhere(const Lowering& lowering, const Function& function,
                           const std::set<std::string>& given) {
    for (const Param& param : function.params) {
        if (!param.callback || param.callback->thread != CallbackThread::any ||
            param.callback->lifetime == Lifetime::call)
            continue;
        const Callback* callback = lowering.api.callback(param.callback->type);
        if (callback == nullptr)
            continue;
        for (const Param& lent : callback->params) {
            const Handle* handle =
                lent.role == Role::handle ? lowering.handle(lent.element.name) : nullptr;
            if (handle != nullptr && handle->threads != Threads::safe &&
                given.contains(handle->c_name))
                return fmt::format("other threads call '{}' with a '{}', which one thread at a "
                                   "time may use and others may have: write thread = caller, or "
                                   "threads = safe at its FFI_HANDLE",
                                   param.name.c, handle->c_name);
        }
    }
    return {};
}

} // namespace

void guard_lent(Lowering& lowering) {
    const std::set<std::string> given = given_objects(lowering.api);
    leave_raw(lowering,
              [&](const Function& function) { return lent_elsewhere(lowering, function, given); });
}

} // namespace ffigen::api
