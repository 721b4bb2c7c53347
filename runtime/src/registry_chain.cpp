// Chains of entries, changed by swaps of single words (after Michael, "High performance dynamic
// lock-free hash tables and list-based sets", 2002). Entries are never unmapped, and links count
// their changes, so a walk that goes astray in an entry that was used again notices and starts
// anew.
#include "rt/registry.hpp"

#include "rt/words.hpp"

namespace rt {

NameWords Registry::name_of(std::uint32_t entry) const noexcept {
    NameWords name;
    load_words(name.data(), &shared_->table[entry].body.name, name.size());
    return name;
}

bool Registry::walk(const NameWords& name, Place& place) const noexcept {
    place.link = &shared_->chains[hash_name(name) % registry_chains];
    place.held = place.link->load(std::memory_order_acquire);
    for (std::uint32_t steps = 0; steps <= registry_capacity; ++steps) {
        place.entry = link_entry(place.held);
        if (place.entry == no_entry) {
            return true;
        }
        if (place.entry >= registry_capacity) {
            break;
        }
        const std::uint64_t next = shared_->table[place.entry].link.load(std::memory_order_acquire);
        const bool same = name_of(place.entry) == name;
        // What was just read belongs to this chain if the link still leads there, uncounted changes
        // there are none.
        fence(std::memory_order_acquire);
        if (place.link->load(std::memory_order_relaxed) != place.held) {
            return false;
        }
        if (is_link_marked(next)) {
            const std::uint64_t past = relink(place.held, link_entry(next));
            if (!place.link->compare_exchange_strong(place.held, past)) {
                return false;
            }
            place.held = past;
            continue;
        }
        if (same) {
            return true;
        }
        place.link = &shared_->table[place.entry].link;
        place.held = next;
    }
    place.damaged = true; // A circle, or an entry that there is not.
    place.entry = no_entry;
    return true;
}

Registry::Place Registry::search(const NameWords& name) const noexcept {
    Place place;
    while (!walk(name, place)) {
        place = {};
    }
    return place;
}

// The swap fails if the entry began another life after `state` was looked at.
void Registry::mark(std::uint32_t entry, std::uint64_t state) const noexcept {
    auto& link = shared_->table[entry].link;
    std::uint64_t held = link.load(std::memory_order_seq_cst);
    while (!is_link_marked(held) &&
           shared_->states[entry].load(std::memory_order_seq_cst) == state) {
        if (link.compare_exchange_weak(held, (held + link_change) | link_mark)) {
            return;
        }
    }
}

void Registry::take_out(std::uint32_t entry, std::uint64_t state) const noexcept {
    const NameWords name = name_of(entry);
    fence(std::memory_order_acquire); // Of the life that is taken out, not of a later one.
    if (shared_->states[entry].load(std::memory_order_relaxed) != state) {
        return;
    }
    mark(entry, state);
    // A walk to the end takes out every marked one. Another entry of the same name may stop it
    // early, but that was hung in at the end of a chain without this one.
    search(name);
}

} // namespace rt
