#include "rt/registry.hpp"

#include "doorbell.hpp"
#include "rt/words.hpp"
#include "wide_copy.hpp"

#include <array>
#include <cstddef>
#include <cstring>

namespace rt {
namespace {

/// Lower bits of an id are the entry's number, upper bits its serial.
constexpr unsigned number_bits = registry_number_bits;
constexpr int most_attempts = 1000;

// An entry's numbers come before its texts, and those lie as a service's do: they are copied at
// once.
constexpr std::size_t identity_words = offsetof(EntryBody, name) / sizeof(std::uint64_t);
constexpr std::size_t text_words =
    (sizeof(EntryBody) - offsetof(EntryBody, name)) / sizeof(std::uint64_t);
static_assert(offsetof(EntryBody, start_time) == 0 && offsetof(EntryBody, pid) == 8);
static_assert(offsetof(service_info, name) == 0 && offsetof(service_info, control) == name_max &&
              offsetof(service_info, reply) == 2 * name_max &&
              text_words * sizeof(std::uint64_t) == 3 * name_max);

ErrorCode damaged() noexcept {
    return fail_literal(ErrorCode::corrupt, "the registry's memory was cut short or overwritten");
}

} // namespace

bool copy_entry(const RegistryShared& shared, std::uint32_t number, std::uint64_t state,
                service_info& service) noexcept {
    const RegistryEntry& entry = shared.table[number];
    const std::uint64_t heartbeat = entry.heartbeat_ns.load(std::memory_order_relaxed);
    const std::uint64_t flags = entry.flags.load(std::memory_order_relaxed);
    std::uint64_t numbers[identity_words];
    load_words(numbers, &entry.body, identity_words);
    load_wide(&service, &entry.body.name, text_words);
    fence(std::memory_order_acquire);
    if (shared.states[number].load(std::memory_order_relaxed) != state) {
        return false;
    }
    // Whatever others wrote there, texts end.
    service.name[name_max - 1] = service.control[name_max - 1] = service.reply[name_max - 1] = '\0';
    service.id = serial_of(state) << number_bits | number;
    service.start_time = numbers[0];
    service.heartbeat_ns = heartbeat;
    service.pid = static_cast<std::int32_t>(numbers[1]);
    service.flags = static_cast<std::uint32_t>(flags & 0xff);
    return true;
}

bool Registry::copy(std::uint32_t number, std::uint64_t state,
                    service_info& service) const noexcept {
    return copy_entry(*shared_, number, state, service) && !segment_.is_broken();
}

ErrorCode Registry::lookup(const char* name, service_info& service) const noexcept {
    const bool fits = strnlen(name, name_max) < name_max;
    const NameWords words = pack_name(name);
    // No entry has a name that is not allowed, so only those not found need to be examined.
    for (int attempt = 0; fits && attempt < most_attempts; ++attempt) {
        const Place at = search(words);
        if (at.damaged || segment_.is_broken()) {
            return damaged();
        }
        if (at.entry == no_entry) {
            break;
        }
        const std::uint64_t state = shared_->states[at.entry].load(std::memory_order_acquire);
        if (phase_of(state) == Phase::used && copy(at.entry, state, service) &&
            std::memcmp(service.name, words.data(), sizeof service.name) == 0) {
            return ErrorCode::ok;
        }
        if (phase_of(state) == Phase::pending) {
            break; // Not registered yet.
        }
        if (phase_of(state) == Phase::leaving) {
            take_out(at.entry, state);
        }
    }
    if (const ErrorCode error = check_name(name, "service"); error != ErrorCode::ok) {
        return error;
    }
    return fail(ErrorCode::not_found, "no service is called '%s'", name);
}

ErrorCode Registry::find(const char* name, service_info& service) const noexcept {
    service_info found{};
    if (const ErrorCode error = lookup(name, found); error != ErrorCode::ok) {
        return error;
    }
    const auto entry = static_cast<std::uint32_t>(found.id & (registry_capacity - 1));
    if (verdict_on_entry(entry) == Verdict::dead) {
        return fail(ErrorCode::not_found, "service '%s', process %d, has died", name, found.pid);
    }
    service = found;
    return ErrorCode::ok;
}

// Every change makes one of the summands larger, so the sum says whether anything changed, even
// when the one that changed it died before it could tell.
std::uint64_t Registry::generation() const noexcept {
    std::uint64_t sum = 1 + shared_->flag_changes.load(std::memory_order_seq_cst);
    for (const auto& state : shared_->states) {
        // In one order with the bell: a watcher's last look.
        sum += state.load(std::memory_order_seq_cst);
    }
    return sum;
}

ErrorCode Registry::end_of_watch() const noexcept {
    if (segment_.condition() != ErrorCode::ok) {
        return damaged();
    }
    bool any_dead = false;
    for (std::uint32_t entry = 0; entry < registry_capacity; ++entry) {
        if (phase_of(shared_->states[entry].load(std::memory_order_acquire)) == Phase::used) {
            if (!is_dead(shared_->lives[entry].load(std::memory_order_relaxed))) {
                return ErrorCode::ok;
            }
            any_dead = true;
        }
    }
    return any_dead ? fail_literal(ErrorCode::stale, "every service in the registry has died")
                    : ErrorCode::ok;
}

// While one lives there is an end to wait for; whoever it is, it is looked for again afterwards.
LifeToken Registry::one_that_lives() const noexcept {
    for (std::uint32_t entry = 0; entry < registry_capacity; ++entry) {
        const LifeToken life = shared_->lives[entry].load(std::memory_order_relaxed);
        if (phase_of(shared_->states[entry].load(std::memory_order_acquire)) == Phase::used &&
            verdict_on(life) == Verdict::alive) {
            return life;
        }
    }
    return 0;
}

ErrorCode Registry::watch(std::uint64_t seen, std::int32_t timeout_ms,
                          std::uint64_t& generation) const noexcept {
    std::uint64_t now_at = seen;
    const ErrorCode waited = bell_wait_without_spin(
        shared_->changed, pollable_, timeout_ms,
        [&] {
            now_at = this->generation();
            return now_at != seen;
        },
        [this] { return end_of_watch(); },
        [this] { return std::array<LifeToken, 1>{one_that_lives()}; });
    if (waited == ErrorCode::timeout) {
        return fail_literal(waited, "the registry did not change in the time given");
    }
    if (waited != ErrorCode::ok) {
        return waited;
    }
    if (segment_.condition() != ErrorCode::ok) {
        return damaged();
    }
    generation = now_at;
    return ErrorCode::ok;
}

} // namespace rt
