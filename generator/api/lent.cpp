// Objects that C lends to closures in threads of its own, and parts of objects that the call does
// not know: who has the same object by another way, or the whole, may be in a call on it, and
// nothing keeps the two apart.
#include "api/lowering.hpp"

#include <algorithm>
#include <set>

namespace ffigen::api {
namespace {

/// Handles whose objects functions give: all, and those that are not the caller's alone, so that
/// several may be one object.
struct GivenObjects {
    std::set<std::string> all, shared;

    explicit GivenObjects(const Lowering& lowering) {
        for (const Function& function : lowering.api.functions) {
            const ResultRole role = function.result.role;
            if (role == ResultRole::handle || role == ResultRole::borrowed_handle)
                add(lowering, function.result.element.name, role == ResultRole::borrowed_handle);
            for (const Param& param : function.params)
                if (param.role == Role::handle_out)
                    add(lowering, param.element.name, param.release.empty());
        }
    }

  private:
    void add(const Lowering& lowering, const std::string& name, bool is_shared) {
        const Handle* handle = lowering.handle(name);
        all.insert(name);
        if (is_shared || (handle != nullptr && !handle->retain.empty()))
            shared.insert(name);
    }
};

/// Why a function stays raw; empty where it does not.
std::string lent_elsewhere(const Lowering& lowering, const Function& function,
                           const GivenObjects& given) {
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
                given.all.contains(handle->c_name))
                return fmt::format("other threads call '{}' with a '{}', which one thread at a "
                                   "time may use and others may have: write thread = caller, or "
                                   "threads = safe at its FFI_HANDLE",
                                   param.name.c, handle->c_name);
        }
    }
    return {};
}

/// The handle and all whose objects are parts of its objects, or the other way round.
std::set<std::string> relatives(const Lowering& lowering, const std::string& handle) {
    std::set<std::string> found;
    std::vector<std::string> next{handle};
    while (!next.empty()) {
        const Handle* each = lowering.handle(next.back());
        next.pop_back();
        if (each == nullptr || each->threads == Threads::safe || !found.insert(each->c_name).second)
            continue;
        next.insert(next.end(), each->parents.begin(), each->parents.end());
        next.insert(next.end(), each->children.begin(), each->children.end());
    }
    return found;
}

/// Whether the closure is one of them's, or is called while others are kept off one.
bool has_one_of(const Function& function, const CallbackUse& closure,
                const std::set<std::string>& handles) {
    if (function.thread_safe && closure.lifetime == Lifetime::call)
        return false;
    return handles.contains(function.result.element.name) ||
           std::ranges::any_of(function.params, [&](const Param& param) {
               return handles.contains(param.element.name);
           });
}

/// Why a function stays raw whose closures are lent what others may have, or parts of that, and
/// that takes nothing which keeps those off; empty if none are.
std::string lent_by_a_stranger(const Lowering& lowering, const Function& function,
                               const GivenObjects& given) {
    for (const Param& param : function.params) {
        const Callback* callback =
            param.callback ? lowering.api.callback(param.callback->type) : nullptr;
        if (callback == nullptr)
            continue;
        for (const Param& lent : callback->params) {
            const Handle* handle =
                lent.role == Role::handle ? lowering.handle(lent.element.name) : nullptr;
            if (handle == nullptr || handle->threads == Threads::safe)
                continue;
            const std::set<std::string> family = relatives(lowering, handle->c_name);
            if (has_one_of(function, *param.callback, family))
                continue;
            if (handle->threads == Threads::send && given.shared.contains(handle->c_name))
                return fmt::format("'{}' is lent a '{}', which another thread may be given "
                                   "meanwhile by another function: write threads = safe or "
                                   "confined at its FFI_HANDLE, or take what it belongs to",
                                   param.name.c, handle->c_name);
            const bool is_part = handle->close.empty() || !handle->parents.empty();
            if (is_part && family.size() > 1)
                return fmt::format(
                    "'{}' is lent a '{}', a part of an object that the function does "
                    "not take, and that another thread may use: take that as well, "
                    "or write threads = safe at the part's FFI_HANDLE",
                    param.name.c, handle->c_name);
        }
    }
    return {};
}

} // namespace

void guard_lent(Lowering& lowering) {
    const GivenObjects given(lowering);
    leave_raw(lowering, [&](const Function& function) {
        const std::string why = lent_elsewhere(lowering, function, given);
        return why.empty() ? lent_by_a_stranger(lowering, function, given) : why;
    });
}

} // namespace ffigen::api
