#include "ffigen/rpc/objects.hpp"

#include <iterator>
#include <random>

namespace ffigen::rpc {

Objects::Objects(std::size_t limit) : limit_(limit) {
    last_ = static_cast<std::uint64_t>(std::random_device{}() & 0x7fffffffu) << 32;
}

void* Objects::find(std::uint64_t id, const Kind& kind) const {
    const auto found = objects_.find(id);
    return found != objects_.end() && found->second.kind == &kind ? found->second.address : nullptr;
}

bool Objects::has_children(std::uint64_t id) const {
    const auto found = objects_.find(id);
    return found != objects_.end() && found->second.children != 0;
}

void Objects::forget(std::uint64_t id) {
    const auto found = objects_.find(id);
    if (found == objects_.end())
        return;
    for (const std::uint64_t parent : found->second.parents)
        if (const auto at = objects_.find(parent); at != objects_.end())
            --at->second.children;
    objects_.erase(found);
}

std::uint64_t Objects::keep(void* object, const Kind& kind,
                            std::initializer_list<std::uint64_t> parents) {
    Object entry{object, &kind, 0, {}};
    for (const std::uint64_t parent : parents)
        if (const auto at = objects_.find(parent); at != objects_.end()) {
            ++at->second.children;
            entry.parents.push_back(parent);
        }
    objects_.emplace(++last_, std::move(entry));
    return last_;
}

void Objects::close_all() {
    // A child is younger than its parents.
    while (!objects_.empty()) {
        const auto youngest = std::prev(objects_.end());
        const Object object = youngest->second;
        objects_.erase(youngest);
        object.kind->close(object.address);
    }
}

} // namespace ffigen::rpc
