// How an entry passes through its phases; see registry_shared.hpp.
#include "rt/registry.hpp"

#include "rt/clock.hpp"
#include "rt/words.hpp"

namespace rt {

Verdict verdict_on_entry(const RegistryShared& shared, std::uint32_t number) noexcept {
    if (const LifeToken life = shared.lives[number].load(std::memory_order_acquire); life != 0) {
        return verdict_on(life);
    }
    EntryBody body;
    load_words(&body, &shared.table[number].body, word_count(sizeof body));
    return verdict_on(
        ProcessIdentity{static_cast<std::int32_t>(body.pid), body.start_time, body.pid_namespace});
}

// Ends whatever the entry was left in, for the one that is its filler. False when it is registered
// after all.
bool Registry::make_free(std::uint32_t entry, LifeToken self) noexcept {
    auto& word = shared_->states[entry];
    for (;;) {
        std::uint64_t state = word.load(std::memory_order_seq_cst);
        const std::uint64_t serial = serial_of(state);
        switch (phase_of(state)) {
        case Phase::free:
            return true;
        case Phase::used:
            release(shared_->fillers[entry], self);
            return false;
        case Phase::pending: // Its filler died before or after it hung it in.
            word.compare_exchange_strong(state, make_state(serial, Phase::leaving));
            break;
        case Phase::leaving:
            take_out(entry, state);
            word.compare_exchange_strong(state, make_state(serial + 1, Phase::free));
            break;
        }
    }
}

bool Registry::claim(LifeToken self, std::uint32_t& entry) noexcept {
    for (entry = 0; entry < registry_capacity; ++entry) {
        if (phase_of(shared_->states[entry].load(std::memory_order_relaxed)) == Phase::used) {
            continue;
        }
        const Acquired acquired = try_acquire(shared_->fillers[entry], self);
        if ((acquired == Acquired::fresh || acquired == Acquired::taken_over) &&
            make_free(entry, self)) {
            return true;
        }
    }
    entry = no_entry;
    return false;
}

void Registry::fill(std::uint32_t number, const EntryBody& body, LifeToken life,
                    std::uint32_t flags) noexcept {
    RegistryEntry& entry = shared_->table[number];
    const std::uint64_t serial = serial_of(shared_->states[number].load(std::memory_order_relaxed));
    // A reader that sees any of the words below sees a state that it did not read before them.
    fence(std::memory_order_release);
    store_words(&entry.body, &body, word_count(sizeof body));
    shared_->lives[number].store(life, std::memory_order_relaxed);
    entry.flags.store(serial << 8 | flags, std::memory_order_relaxed);
    entry.heartbeat_ns.store(now_ns(), std::memory_order_relaxed);
    const std::uint64_t link = entry.link.load(std::memory_order_relaxed);
    entry.link.store(relink(link, no_entry), std::memory_order_relaxed);
    shared_->states[number].store(make_state(serial, Phase::pending), std::memory_order_seq_cst);
}

// Ends a registration that `state` shows as used. False when it had ended already.
bool Registry::retire(std::uint32_t entry, std::uint64_t state) noexcept {
    const std::uint64_t leaving = make_state(serial_of(state), Phase::leaving);
    std::uint64_t seen = state;
    if (!shared_->states[entry].compare_exchange_strong(seen, leaving)) {
        return false;
    }
    take_out(entry, leaving);
    // Freed here if nobody is at it; else by whoever next looks for a place.
    const LifeToken self = own_life();
    const Acquired acquired =
        self == 0 ? Acquired::held : try_acquire(shared_->fillers[entry], self);
    if ((acquired == Acquired::fresh || acquired == Acquired::taken_over) &&
        make_free(entry, self)) {
        release(shared_->fillers[entry], self);
    }
    return true;
}

std::uint32_t Registry::reap() noexcept {
    std::uint32_t reaped = 0;
    for (std::uint32_t entry = 0; entry < registry_capacity; ++entry) {
        const std::uint64_t state = shared_->states[entry].load(std::memory_order_acquire);
        if (phase_of(state) == Phase::used && verdict_on_entry(entry) == Verdict::dead &&
            retire(entry, state)) {
            ++reaped;
        }
    }
    return reaped;
}

} // namespace rt
