// Objects that functions take over for another one. Who has an object may use it, and what it
// belongs to, whenever it is used itself: others must be kept off all of them.
#include "api/lowering.hpp"

#include <algorithm>

namespace ffigen::api {
namespace {

/// Whether objects of one type belong to those of another, also by others in between.
bool descends(const Lowering& lowering, const std::string& type, const std::string& from,
              std::set<std::string>& seen) {
    return type == from ||
           (seen.insert(type).second &&
            std::ranges::any_of(lowering.handle(type)->parents, [&](const std::string& parent) {
                return descends(lowering, parent, from, seen);
            }));
}

/// What the object of a parameter needs that calls keep others off as they use it.
std::vector<std::string> guarded(const Lowering& lowering, const Handle& given) {
    std::vector<std::string> found;
    if (given.threads != Threads::safe) // otherwise C sees to it
        for (const std::string& parent : given.parents)
            if (lowering.handle(parent)->threads != Threads::safe)
                found.push_back(parent);
    return found;
}

/// Why what a parameter gives away would be used by several threads at once; empty where it is not.
/// Marks those that depend on who takes which.
std::string unguarded(const Lowering& lowering, const Function& function, Param& param) {
    if (param.is_ended)
        return {};
    const Handle& given = *lowering.handle(param.element.name);
    const std::optional<std::size_t> index = function.taker();
    const Handle* taker = index ? lowering.handle(function.params[*index].element.name) : nullptr;
    // They stay with one thread together.
    if (taker != nullptr && taker->threads == Threads::confined &&
        given.threads == Threads::confined)
        return {};
    if (!given.retain.empty() && given.threads != Threads::safe)
        return fmt::format("it takes over a '{}', which may have other owners, and nothing keeps "
                           "their threads off then",
                           given.c_name);
    for (const std::string& parent : guarded(lowering, given)) {
        if (taker == nullptr || taker->threads == Threads::safe ||
            !is_family(lowering, taker->c_name, parent))
            return fmt::format("it takes over an object that needs a '{}', which nothing keeps "
                               "other threads off then{}",
                               parent,
                               index ? "" : "; FFI_ENDED says that it ends the object instead");
        param.is_related = true;
    }
    return {};
}

} // namespace

std::optional<std::size_t> Function::taker() const {
    const auto found = std::ranges::find_if(
        params, [](const Param& param) { return param.role == Role::handle && !param.nullable; });
    return found == params.end() ? std::nullopt
                                 : std::optional(static_cast<std::size_t>(found - params.begin()));
}

bool is_family(const Lowering& lowering, const std::string& a, const std::string& b) {
    std::set<std::string> above_a, above_b;
    return descends(lowering, a, b, above_a) || descends(lowering, b, a, above_b);
}

void guard_gifts(Lowering& lowering) {
    leave_raw(lowering, [&](Function& function) -> std::string {
        for (Param& param : function.params)
            if (param.role == Role::handle_consumed)
                if (std::string reason = unguarded(lowering, function, param); !reason.empty())
                    return reason;
        return {};
    });
}

} // namespace ffigen::api
