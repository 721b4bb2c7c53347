// Objects that count their owners, in the hands of others. Who keeps one counts on it in each of
// his own calls, and in his end: no other thread may have another reference meanwhile, unless all
// threads may use what is counted.
#include "api/lowering.hpp"

#include <algorithm>
#include <ranges>

namespace ffigen::api {
namespace {

/// What one function may leave with others.
class Keeping {
  public:
    Keeping(Lowering& lowering, const Function& function)
        : lowering_(lowering), function_(function) {
        for (std::size_t i = 0; i < function.params.size(); ++i)
            if (is_counted(i))
                counted_.push_back(i);
    }

    /// Handles whose objects have it then: what the call may change, and what it makes.
    [[nodiscard]] std::vector<Handle*> keepers() const {
        std::vector<Handle*> found;
        for (std::size_t i = 0; i < function_.params.size(); ++i) {
            const Param& param = function_.params[i];
            const bool is_changed = param.role == Role::handle && !param.is_const;
            const bool is_made = param.role == Role::handle_out && !param.release.empty();
            if ((is_changed && has_other_than(i)) || (is_made && !needs_all(param.belongs)))
                found.push_back(handle_of(param.element));
        }
        const Result& result = function_.result;
        if (result.role == ResultRole::handle && !needs_all(result.belongs))
            found.push_back(handle_of(result.element));
        return found;
    }

    /// A type of what may be kept; empty: nothing is.
    [[nodiscard]] std::string type() const {
        return counted_.empty() ? std::string() : function_.params[counted_.front()].element.name;
    }

    /// Everything stays with one thread.
    [[nodiscard]] bool is_confined(const std::vector<Handle*>& keepers) const {
        const auto stays = [](const Handle* handle) {
            return handle->threads == Threads::confined;
        };
        return std::ranges::all_of(keepers, stays) &&
               std::ranges::all_of(counted_, [&](std::size_t index) {
                   return stays(handle_of(function_.params[index].element));
               });
    }

    /// The library has for itself what counts on objects that others have as well.
    [[nodiscard]] bool is_given_away() const {
        return !function_.taker() && std::ranges::any_of(counted_, [&](std::size_t index) {
            const Param& param = function_.params[index];
            return param.role == Role::handle_consumed && !param.is_ended &&
                   handle_of(param.element)->threads != Threads::confined;
        });
    }

  private:
    [[nodiscard]] Handle* handle_of(const model::Type& type) const {
        const auto found = lowering_.handles.find(type.name);
        return found == lowering_.handles.end() ? nullptr : &lowering_.api.handles[found->second];
    }

    /// It counts its owners without a lock, or may have what does.
    [[nodiscard]] bool is_counted(std::size_t index) const {
        const Param& param = function_.params[index];
        if ((param.role != Role::handle && param.role != Role::handle_consumed &&
             param.role != Role::handles_in) ||
            param.is_ended)
            return false;
        const Handle* handle = handle_of(param.element);
        return handle != nullptr && handle->threads != Threads::safe &&
               (!handle->retain.empty() || handle->may_keep_counted);
    }

    [[nodiscard]] bool has_other_than(std::size_t index) const {
        return std::ranges::any_of(counted_, [&](std::size_t each) { return each != index; });
    }

    /// What needs an object is one with it: a call on either keeps others off both.
    [[nodiscard]] bool needs_all(const Belongs& belongs) const {
        return std::ranges::all_of(counted_, [&](std::size_t each) {
            return std::ranges::find(belongs.to, each) != belongs.to.end();
        });
    }

    Lowering& lowering_;
    const Function& function_;
    std::vector<std::size_t> counted_;
};

/// Why a function stays raw; empty where it does not. Marks the types that may keep something.
std::string unguarded(Lowering& lowering, const Function& function, bool& has_changed) {
    if (lowering.closes.contains(function.c_name) ||
        has(lowering.contract.function(function.c_name)->annotations, "harmless"))
        return {};
    const Keeping keeping(lowering, function);
    const std::string type = keeping.type();
    const std::vector<Handle*> keepers = keeping.keepers();
    const std::string remedy = "mark it FFI_HARMLESS if it keeps none";
    if (keeping.is_given_away())
        return fmt::format("the library has a '{}' then, which may have counted objects of other "
                           "owners: {}",
                           type, remedy);
    if (type.empty() || keepers.empty())
        return {};
    for (const Handle* keeper : keepers)
        if (keeper->threads == Threads::safe)
            return fmt::format("whether a '{}', which any thread may use, keeps the '{}', which "
                               "counts its owners for one thread at a time, is not said: {}",
                               keeper->c_name, type, remedy);
    if (!keeping.is_confined(keepers) && !lowering.forms.has(Form::kept_counted))
        return fmt::format("whether a '{}' keeps the '{}', which counts its owners for one thread "
                           "at a time, is not said: {}, or both types threads = confined",
                           keepers.front()->c_name, type, remedy);
    for (Handle* keeper : keepers)
        if (keeper->retain.empty() && !keeper->may_keep_counted)
            keeper->may_keep_counted = has_changed = true;
    return {};
}

} // namespace

void guard_counted(Lowering& lowering) {
    // What keeps one may be kept itself.
    for (bool has_changed = true; has_changed;) {
        has_changed = false;
        leave_raw(lowering, [&](const Function& function) {
            return unguarded(lowering, function, has_changed);
        });
    }
}

} // namespace ffigen::api
