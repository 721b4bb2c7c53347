#include "rt/registry.hpp"

#include "rt/clock.hpp"
#include "rt/process.hpp"

#include <algorithm>

namespace rt {
namespace {

/// Lower bits of an id are the entry's number, upper bits its serial.
constexpr unsigned number_bits = registry_number_bits;
constexpr std::uint32_t known_flags = service_producer | service_consumer | service_standby;
/// Changes by others that a change starts anew for; many more than there can be.
constexpr int most_attempts = 1 << 20;

constexpr std::uint32_t number_of(std::uint64_t id) noexcept {
    return static_cast<std::uint32_t>(id & (registry_capacity - 1));
}
constexpr std::uint64_t used_state_of(std::uint64_t id) noexcept {
    return make_state(id >> number_bits, Phase::used);
}

ErrorCode ended(std::uint64_t id) noexcept {
    return fail(ErrorCode::stale, "registration %llu has ended",
                static_cast<unsigned long long>(id));
}

ErrorCode unknown_flags(std::uint32_t flags) noexcept {
    return fail(ErrorCode::invalid_argument, "unknown service flags 0x%x", flags & ~known_flags);
}

ErrorCode damaged() noexcept {
    return fail_literal(ErrorCode::corrupt, "the registry's memory was cut short or overwritten");
}

ErrorCode check_names(const char* name, const char* control, const char* reply) noexcept {
    ErrorCode error = check_name(name, "service");
    if (error == ErrorCode::ok && *control != '\0') {
        error = check_name(control, "control segment");
    }
    if (error == ErrorCode::ok && *reply != '\0') {
        error = check_name(reply, "reply ring");
    }
    return error;
}

} // namespace

void Registry::announce_change() const noexcept { doorbell_ring(shared_->changed); }

// An entry of the wanted name hangs in the chain. True when it no longer stands in the way, false
// when it is a living service's.
bool Registry::clear_the_way(std::uint32_t entry) noexcept {
    auto& word = shared_->states[entry];
    std::uint64_t state = word.load(std::memory_order_seq_cst);
    switch (phase_of(state)) {
    case Phase::used:
        if (verdict_on_entry(entry) == Verdict::dead) {
            retire(entry, state);
            return true;
        }
        return word.load(std::memory_order_seq_cst) != state;
    case Phase::leaving:
        take_out(entry, state);
        return true;
    case Phase::pending: {
        // Its filler is between hanging it in and saying so. A living one is helped, a dead one's
        // work is undone.
        const bool undone = is_dead(shared_->fillers[entry].load(std::memory_order_seq_cst));
        word.compare_exchange_strong(
            state, make_state(serial_of(state), undone ? Phase::leaving : Phase::used));
        return true;
    }
    case Phase::free:
        break;
    }
    return true; // It went while it was looked at.
}

ErrorCode Registry::place(const EntryBody& body, LifeToken life, std::uint32_t flags,
                          std::uint64_t& id) noexcept {
    const LifeToken self = own_life();
    std::uint32_t entry = no_entry;
    const auto give_up = [&](ErrorCode error) {
        if (entry != no_entry && make_free(entry, self)) {
            release(shared_->fillers[entry], self);
        }
        return error;
    };
    for (int attempt = 0; attempt < most_attempts; ++attempt) {
        Place at = search(body.name);
        if (at.damaged) {
            return give_up(damaged());
        }
        if (at.entry != no_entry) {
            if (clear_the_way(at.entry)) {
                continue;
            }
            return give_up(fail(ErrorCode::exists, "service '%.63s' is registered and lives",
                                reinterpret_cast<const char*>(body.name.data())));
        }
        if (entry == no_entry) {
            if (!claim(self, entry) && (reap() == 0 || !claim(self, entry))) {
                return fail(ErrorCode::full,
                            "all %u entries of the registry are taken by live processes",
                            registry_capacity);
            }
            fill(entry, body, life, flags);
        }
        if (at.link->compare_exchange_strong(at.held, relink(at.held, entry))) {
            std::uint64_t state = shared_->states[entry].load(std::memory_order_seq_cst);
            const std::uint64_t serial = serial_of(state);
            state = make_state(serial, Phase::pending);
            shared_->states[entry].compare_exchange_strong(state, make_state(serial, Phase::used));
            release(shared_->fillers[entry], self);
            id = serial << number_bits | entry;
            return ErrorCode::ok;
        }
    }
    return give_up(damaged());
}

ErrorCode Registry::enter(const char* name, const char* control, const char* reply,
                          std::uint32_t flags, std::int32_t pid, std::uint64_t& id) {
    if (const ErrorCode error = check_names(name, control, reply); error != ErrorCode::ok) {
        return error;
    }
    if ((flags & ~known_flags) != 0) {
        return unknown_flags(flags);
    }
    if (const ErrorCode error = join_lives(); error != ErrorCode::ok) {
        return error;
    }
    if (segment_.condition() != ErrorCode::ok) {
        return damaged();
    }
    LifeToken life = own_life();
    ProcessIdentity owner = life_identity(life);
    if (pid != 0 && pid != owner.pid) {
        owner = find_process(pid);
        life = find_life(owner);
        if (owner.pid <= 0) {
            return fail(ErrorCode::not_found, "there is no process %d to be seen from here", pid);
        }
    }
    const EntryBody body{owner.start_time, owner.pid,          owner.pid_namespace,
                         pack_name(name),  pack_name(control), pack_name(reply)};
    const ErrorCode error = place(body, life, flags, id);
    if (error == ErrorCode::ok) {
        announce_change();
    }
    return error;
}

ErrorCode Registry::leave(std::uint64_t id) {
    if (segment_.condition() != ErrorCode::ok) {
        return damaged();
    }
    if (!retire(number_of(id), used_state_of(id))) {
        return ended(id);
    }
    announce_change();
    return ErrorCode::ok;
}

ErrorCode Registry::collect(std::uint32_t& collected) {
    if (segment_.condition() != ErrorCode::ok) {
        return damaged();
    }
    collected = reap();
    if (collected > 0) {
        announce_change();
    }
    return ErrorCode::ok;
}

ErrorCode Registry::heartbeat(std::uint64_t id) noexcept {
    const std::uint32_t entry = number_of(id);
    if (segment_.condition() != ErrorCode::ok) {
        return damaged();
    }
    if (shared_->states[entry].load(std::memory_order_acquire) != used_state_of(id)) {
        return fail_literal(ErrorCode::stale, "the registration has ended");
    }
    shared_->table[entry].heartbeat_ns.store(now_ns(), std::memory_order_relaxed);
    return ErrorCode::ok;
}

ErrorCode Registry::set_flags(std::uint64_t id, std::uint32_t flags) noexcept {
    if ((flags & ~known_flags) != 0) {
        return unknown_flags(flags);
    }
    if (segment_.condition() != ErrorCode::ok) {
        return damaged();
    }
    const std::uint32_t entry = number_of(id);
    const std::uint64_t serial = id >> number_bits;
    auto& word = shared_->table[entry].flags;
    std::uint64_t held = word.load(std::memory_order_acquire);
    do {
        if (held >> 8 != serial ||
            shared_->states[entry].load(std::memory_order_seq_cst) != used_state_of(id)) {
            return ended(id);
        }
    } while (!word.compare_exchange_weak(held, serial << 8 | flags));
    shared_->flag_changes.fetch_add(1, std::memory_order_seq_cst);
    announce_change();
    return ErrorCode::ok;
}

} // namespace rt
