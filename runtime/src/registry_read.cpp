#include "rt/registry.hpp"

#include "rt/clock.hpp"
#include "rt/futex.hpp"
#include "rt/words.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace rt {
namespace {

/// Lower bits of an id are the entry's number, upper bits its serial.
constexpr unsigned number_bits = registry_number_bits;
constexpr int most_attempts = 1000;

ErrorCode damaged() noexcept {
    return fail_literal(ErrorCode::corrupt, "the registry's memory was cut short or overwritten");
}

bool is_before(const service_info& left, const service_info& right) noexcept {
    return std::strcmp(left.name, right.name) < 0;
}

/// Bytes that all names begin with, as far as eight more can follow.
std::size_t common_start(const std::vector<service_info>& services) noexcept {
    std::size_t common = name_max - sizeof(std::uint64_t);
    for (const service_info& service : services) {
        const char* const first = services.front().name;
        common = static_cast<std::size_t>(std::mismatch(first, first + common, service.name).first -
                                          first);
    }
    return common;
}

/// A service with the part of its name that tells it from most others, as a number.
struct Keyed {
    std::uint64_t key;
    const service_info* service;
};

// Each is moved once, and not at all when they were entered in order.
std::vector<service_info> in_order(std::vector<service_info> services) {
    if (std::is_sorted(services.begin(), services.end(), is_before)) {
        return services;
    }
    const std::size_t start = common_start(services);
    std::vector<Keyed> order;
    order.reserve(services.size());
    for (const service_info& service : services) {
        std::uint64_t key = 0;
        for (std::size_t i = 0; i < sizeof key; ++i) {
            key = key << 8 | static_cast<unsigned char>(service.name[start + i]);
        }
        order.push_back({key, &service});
    }
    std::sort(order.begin(), order.end(), [](const Keyed& left, const Keyed& right) {
        return left.key != right.key ? left.key < right.key
                                     : is_before(*left.service, *right.service);
    });
    std::vector<service_info> sorted;
    sorted.reserve(order.size());
    for (const Keyed& each : order) {
        sorted.push_back(*each.service);
    }
    return sorted;
}

} // namespace

bool copy_entry(const RegistryShared& shared, std::uint32_t number, std::uint64_t state,
                service_info& service) noexcept {
    const RegistryEntry& entry = shared.table[number];
    EntryBody body;
    const std::uint64_t heartbeat = entry.heartbeat_ns.load(std::memory_order_relaxed);
    const std::uint64_t flags = entry.flags.load(std::memory_order_relaxed);
    load_words(&body, &entry.body, word_count(sizeof body));
    fence(std::memory_order_acquire);
    if (shared.states[number].load(std::memory_order_relaxed) != state) {
        return false;
    }
    std::memcpy(service.name, body.name.data(), sizeof service.name);
    std::memcpy(service.control, body.control.data(), sizeof service.control);
    std::memcpy(service.reply, body.reply.data(), sizeof service.reply);
    // Whatever others wrote there, texts end.
    service.name[name_max - 1] = service.control[name_max - 1] = service.reply[name_max - 1] = '\0';
    service.id = serial_of(state) << number_bits | number;
    service.start_time = body.start_time;
    service.heartbeat_ns = heartbeat;
    service.pid = static_cast<std::int32_t>(body.pid);
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

std::vector<service_info> Registry::list(std::string_view prefix) const {
    const auto is_used = [](const auto& word) {
        return phase_of(word.load(std::memory_order_acquire)) == Phase::used;
    };
    std::vector<service_info> services;
    services.reserve(static_cast<std::size_t>(
        std::count_if(shared_->states.begin(), shared_->states.end(), is_used)));
    for (std::uint32_t entry = 0; entry < registry_capacity; ++entry) {
        const std::uint64_t state = shared_->states[entry].load(std::memory_order_acquire);
        if (phase_of(state) != Phase::used || verdict_on_entry(entry) == Verdict::dead) {
            continue;
        }
        service_info& service = services.emplace_back();
        if (!copy(entry, state, service) || !std::string_view(service.name).starts_with(prefix)) {
            services.pop_back();
        }
    }
    return in_order(std::move(services));
}

// Every change makes one of the summands larger, so the sum says whether anything changed, even
// when the one that changed it died before it could tell.
std::uint64_t Registry::generation() const noexcept {
    std::uint64_t sum = 1 + shared_->flag_changes.load(std::memory_order_acquire);
    for (const auto& state : shared_->states) {
        sum += state.load(std::memory_order_acquire);
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

ErrorCode Registry::watch(std::uint64_t seen, std::int32_t timeout_ms,
                          std::uint64_t& generation) const noexcept {
    const std::uint64_t deadline = deadline_after(timeout_ms);
    for (;;) {
        const std::uint32_t word = shared_->change_bell.load(std::memory_order_acquire);
        const std::uint64_t now_at = this->generation();
        if (now_at != seen && segment_.condition() == ErrorCode::ok) {
            generation = now_at;
            return ErrorCode::ok;
        }
        if (const ErrorCode end = end_of_watch(); end != ErrorCode::ok) {
            return end;
        }
        const std::uint64_t now = now_ns();
        if (now >= deadline) {
            return fail_literal(ErrorCode::timeout,
                                "the registry did not change in the time given");
        }
        futex_wait(shared_->change_bell, word, std::min(wait_slice_ns, deadline - now));
    }
}

} // namespace rt
