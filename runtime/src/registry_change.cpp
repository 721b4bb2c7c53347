#include "rt/registry.hpp"

#include "rt/clock.hpp"
#include "rt/futex.hpp"
#include "rt/process.hpp"
#include "rt/words.hpp"

#include <algorithm>
#include <cstring>

namespace rt {
namespace {

/// Lower bits of an id are the entry's number, upper bits the registration's serial.
constexpr unsigned number_bits = 12;
static_assert(1U << number_bits == registry_capacity);

constexpr std::uint32_t number_of(std::uint64_t id) noexcept {
    return static_cast<std::uint32_t>(id & (registry_capacity - 1));
}

/// Serials start at the clock's time, so that ids of a registry that was removed and made again
/// differ from those before. 2^20 ns is a millisecond: nobody registers that often for long.
std::uint64_t first_serial() noexcept { return now_ns() >> 20; }

constexpr std::uint64_t most_wait_ns = 5 * ns_per_second;
constexpr std::uint64_t first_nap_ns = 20'000;
constexpr std::uint64_t longest_nap_ns = 2'000'000;

bool is_running(const RegistryEntry& entry) noexcept {
    EntryBody body;
    load_words(&body, &entry.body, word_count(sizeof body));
    return is_alive(ProcessIdentity{static_cast<std::int32_t>(body.pid), body.start_time});
}

ErrorCode ended(std::uint64_t id) noexcept {
    return fail(ErrorCode::stale, "registration %llu has ended",
                static_cast<unsigned long long>(id));
}

} // namespace

ErrorCode Registry::begin_change() noexcept {
    const std::uint64_t deadline = now_ns() + most_wait_ns;
    for (std::uint64_t nap = first_nap_ns;; nap = std::min(2 * nap, longest_nap_ns)) {
        switch (try_acquire(shared_->mutator)) {
        case Acquired::fresh:
            return ErrorCode::ok;
        case Acquired::taken_over:
            repair();
            return ErrorCode::ok;
        case Acquired::held:
            break;
        }
        if (now_ns() > deadline) {
            return fail(ErrorCode::busy, "process %d has been changing the registry for 5 s",
                        token_pid(shared_->mutator.load(std::memory_order_relaxed)));
        }
        sleep_until(now_ns() + nap);
    }
}

void Registry::announce_change() noexcept {
    const std::uint64_t generation =
        shared_->generation.fetch_add(1, std::memory_order_acq_rel) + 1;
    shared_->generation_word.store(static_cast<std::uint32_t>(generation),
                                   std::memory_order_release);
}

void Registry::end_change() noexcept {
    release(shared_->mutator);
    futex_wake(shared_->generation_word);
}

void Registry::repair() noexcept {
    for (std::uint32_t number = 0; number < registry_capacity; ++number) {
        if ((shared_->table[number].version.load(std::memory_order_relaxed) & 1) != 0) {
            clear_entry(number);
        }
    }
    index_rebuild();
    announce_change();
}

void Registry::fill_entry(std::uint32_t number, const EntryBody& body, std::uint32_t flags,
                          std::uint64_t id) noexcept {
    RegistryEntry& entry = shared_->table[number];
    const std::uint64_t version = entry.version.load(std::memory_order_relaxed) | 1;
    entry.version.store(version, std::memory_order_release);
    std::atomic_thread_fence(std::memory_order_release);
    store_words(&entry.body, &body, word_count(sizeof body));
    entry.flags.store(flags, std::memory_order_relaxed);
    entry.heartbeat_ns.store(id != 0 ? now_ns() : 0, std::memory_order_relaxed);
    entry.id.store(id, std::memory_order_relaxed);
    entry.version.store(version + 1, std::memory_order_release);
}

void Registry::clear_entry(std::uint32_t number) noexcept {
    fill_entry(number, EntryBody{}, service_none, 0);
}

void Registry::remove_entry(std::uint32_t number) noexcept {
    NameWords name;
    load_words(name.data(), &shared_->table[number].body.name, name.size());
    clear_entry(number);
    index_erase(hash_name(name), number);
}

std::int64_t Registry::free_entry() const noexcept {
    for (std::uint32_t number = 0; number < registry_capacity; ++number) {
        if (shared_->table[number].id.load(std::memory_order_relaxed) == 0) {
            return number;
        }
    }
    return -1;
}

std::uint32_t Registry::reap() noexcept {
    std::uint32_t reaped = 0;
    for (std::uint32_t number = 0; number < registry_capacity; ++number) {
        const RegistryEntry& entry = shared_->table[number];
        if (entry.id.load(std::memory_order_relaxed) != 0 && !is_running(entry)) {
            remove_entry(number);
            ++reaped;
        }
    }
    return reaped;
}

ErrorCode Registry::place(const EntryBody& body, std::uint32_t flags, std::uint64_t& id) noexcept {
    const std::uint64_t hash = hash_name(body.name);
    if (const std::int64_t taken = index_find(body.name, hash); taken >= 0) {
        const auto number = static_cast<std::uint32_t>(taken);
        if (is_running(shared_->table[number])) {
            return fail(ErrorCode::exists, "service '%.63s' is registered and lives",
                        reinterpret_cast<const char*>(body.name.data()));
        }
        remove_entry(number);
    }
    std::int64_t place = free_entry();
    if (place < 0 && reap() > 0) {
        place = free_entry();
    }
    if (place < 0) {
        return fail(ErrorCode::full, "all %u entries of the registry are taken by live processes",
                    registry_capacity);
    }
    const auto number = static_cast<std::uint32_t>(place);
    const std::uint64_t serial =
        std::max(shared_->serial.load(std::memory_order_relaxed) + 1, first_serial());
    // Kept before it is used: a crash between the two skips a serial and never repeats one.
    shared_->serial.store(serial, std::memory_order_release);
    const std::uint64_t made = serial << number_bits | number;
    fill_entry(number, body, flags, made);
    index_insert(hash, number);
    announce_change();
    id = made;
    return ErrorCode::ok;
}

ErrorCode Registry::enter(const char* name, const char* control, const char* reply,
                          std::uint32_t flags, std::int32_t pid, std::uint64_t& id) {
    ErrorCode error = check_name(name, "service");
    if (error == ErrorCode::ok && *control != '\0') {
        error = check_name(control, "control segment");
    }
    if (error == ErrorCode::ok && *reply != '\0') {
        error = check_name(reply, "reply ring");
    }
    if (error != ErrorCode::ok) {
        return error;
    }
    constexpr std::uint32_t known_flags = service_producer | service_consumer | service_standby;
    if ((flags & ~known_flags) != 0) {
        return fail(ErrorCode::invalid_argument, "unknown service flags 0x%x",
                    flags & ~known_flags);
    }
    const ProcessIdentity owner = pid == 0 ? current_process() : find_process(pid);
    if (owner.pid <= 0) {
        return fail(ErrorCode::not_found, "there is no process %d", pid);
    }
    const EntryBody body{pack_name(name), pack_name(control), pack_name(reply), owner.start_time,
                         owner.pid};
    error = begin_change();
    if (error == ErrorCode::ok) {
        error = place(body, flags, id);
        end_change();
    }
    return error;
}

ErrorCode Registry::leave(std::uint64_t id) {
    if (const ErrorCode error = begin_change(); error != ErrorCode::ok) {
        return error;
    }
    const std::uint32_t number = number_of(id);
    const bool there = id != 0 && shared_->table[number].id.load(std::memory_order_relaxed) == id;
    if (there) {
        remove_entry(number);
        announce_change();
    }
    end_change();
    return there ? ErrorCode::ok : ended(id);
}

ErrorCode Registry::collect(std::uint32_t& collected) {
    if (const ErrorCode error = begin_change(); error != ErrorCode::ok) {
        return error;
    }
    const std::uint32_t reaped = reap();
    if (reaped > 0) {
        announce_change();
    }
    end_change();
    collected = reaped;
    return ErrorCode::ok;
}

ErrorCode Registry::heartbeat(std::uint64_t id) noexcept {
    RegistryEntry& entry = shared_->table[number_of(id)];
    if (id == 0 || entry.id.load(std::memory_order_acquire) != id) {
        return fail_literal(ErrorCode::stale, "the registration has ended");
    }
    entry.heartbeat_ns.store(now_ns(), std::memory_order_relaxed);
    return ErrorCode::ok;
}

ErrorCode Registry::set_flags(std::uint64_t id, std::uint32_t flags) noexcept {
    constexpr std::uint32_t known_flags = service_producer | service_consumer | service_standby;
    if ((flags & ~known_flags) != 0) {
        return fail(ErrorCode::invalid_argument, "unknown service flags 0x%x",
                    flags & ~known_flags);
    }
    if (const ErrorCode error = begin_change(); error != ErrorCode::ok) {
        return error;
    }
    RegistryEntry& entry = shared_->table[number_of(id)];
    const bool there = id != 0 && entry.id.load(std::memory_order_relaxed) == id;
    if (there) {
        entry.flags.store(flags, std::memory_order_relaxed);
        announce_change();
    }
    end_change();
    return there ? ErrorCode::ok : ended(id);
}

} // namespace rt
