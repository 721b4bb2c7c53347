#include "ffigen/rpc/objects.hpp"

#include <random>
#include <utility>

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

void Objects::release(std::uint64_t parent) {
    if (const auto at = objects_.find(parent); at != objects_.end())
        --at->second.children;
}

void Objects::forget(std::uint64_t id) {
    const auto found = objects_.find(id);
    if (found == objects_.end())
        return;
    for (const std::uint64_t parent : found->second.parents)
        release(parent);
    objects_.erase(found);
}

void Objects::pass(std::uint64_t id, std::uint64_t taker) {
    const auto found = objects_.find(id);
    if (found == objects_.end())
        return;
    const std::vector<std::uint64_t> needed = std::move(found->second.parents);
    objects_.erase(found);
    const auto heir = objects_.find(taker);
    for (const std::uint64_t parent : needed)
        if (parent == taker)
            release(parent); // it needs itself in any case
        else if (heir != objects_.end())
            heir->second.parents.push_back(parent);
    // Where there is no heir, nobody ever releases them.
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
    // Most children are younger than what they need, but for what took others over.
    for (bool goes_on = true; goes_on;) {
        goes_on = false;
        for (auto at = objects_.end(); at != objects_.begin();) {
            --at;
            if (at->second.children != 0)
                continue;
            const Object object = std::move(at->second);
            at = objects_.erase(at);
            for (const std::uint64_t parent : object.parents)
                release(parent);
            object.kind->close(object.address);
            goes_on = true;
        }
    }
    objects_.clear();
}

} // namespace ffigen::rpc
