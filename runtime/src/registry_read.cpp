#include "rt/registry.hpp"

#include "rt/clock.hpp"
#include "rt/futex.hpp"
#include "rt/process.hpp"
#include "rt/words.hpp"

#include <algorithm>
#include <cstring>

namespace rt {
namespace {

bool is_running(const service_info& service) noexcept {
    return is_alive(ProcessIdentity{service.pid, service.start_time});
}

} // namespace

bool Registry::copy_entry(std::uint32_t number, service_info& service) const noexcept {
    const RegistryEntry& entry = shared_->table[number];
    const std::uint64_t before = entry.version.load(std::memory_order_acquire);
    if ((before & 1) != 0) {
        return false; // Entries change from free to taken and back: it is not there yet, or any
                      // more.
    }
    EntryBody body;
    const std::uint64_t id = entry.id.load(std::memory_order_relaxed);
    const std::uint64_t heartbeat = entry.heartbeat_ns.load(std::memory_order_relaxed);
    const std::uint32_t flags = entry.flags.load(std::memory_order_relaxed);
    load_words(&body, &entry.body, word_count(sizeof body));
    std::atomic_thread_fence(std::memory_order_acquire);
    if (entry.version.load(std::memory_order_relaxed) != before || id == 0) {
        return false;
    }
    std::memcpy(service.name, body.name.data(), sizeof service.name);
    std::memcpy(service.control, body.control.data(), sizeof service.control);
    std::memcpy(service.reply, body.reply.data(), sizeof service.reply);
    service.id = id;
    service.start_time = body.start_time;
    service.heartbeat_ns = heartbeat;
    service.pid = static_cast<std::int32_t>(body.pid);
    service.flags = flags;
    return true;
}

bool Registry::scan(const NameWords& name, service_info& service) const noexcept {
    for (std::uint32_t number = 0; number < registry_capacity; ++number) {
        NameWords found;
        load_words(found.data(), &shared_->table[number].body.name, found.size());
        if (found == name && copy_entry(number, service) &&
            std::memcmp(service.name, name.data(), sizeof service.name) == 0) {
            return true;
        }
    }
    return false;
}

bool Registry::look_up(const NameWords& name, service_info& service) const noexcept {
    const std::uint64_t before = shared_->index_version.load(std::memory_order_acquire);
    const std::int64_t number = index_find(name, hash_name(name));
    if (number >= 0 && copy_entry(static_cast<std::uint32_t>(number), service) &&
        std::memcmp(service.name, name.data(), sizeof service.name) == 0) {
        return true;
    }
    // Only a rebuild can hide an entry that is there: then, and only then, all are looked through.
    std::atomic_thread_fence(std::memory_order_acquire);
    const bool rebuilt =
        (before & 1) != 0 || shared_->index_version.load(std::memory_order_relaxed) != before;
    return (rebuilt || number >= 0) && scan(name, service);
}

ErrorCode Registry::lookup(const char* name, service_info& service) const noexcept {
    // No entry has a name that is not allowed, so only those not found need to be examined.
    if (strnlen(name, name_max) < name_max && look_up(pack_name(name), service)) {
        return ErrorCode::ok;
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
    if (!is_running(found)) {
        return fail(ErrorCode::not_found, "service '%s', process %d, has died", name, found.pid);
    }
    service = found;
    return ErrorCode::ok;
}

std::vector<service_info> Registry::list(std::string_view prefix) const {
    std::vector<service_info> services;
    for (std::uint32_t number = 0; number < registry_capacity; ++number) {
        service_info service;
        if (shared_->table[number].id.load(std::memory_order_relaxed) != 0 &&
            copy_entry(number, service) && std::string_view(service.name).starts_with(prefix) &&
            is_running(service)) {
            services.push_back(service);
        }
    }
    std::sort(services.begin(), services.end(), [](const auto& left, const auto& right) {
        return std::strcmp(left.name, right.name) < 0;
    });
    return services;
}

ErrorCode Registry::watch(std::uint64_t seen, std::int32_t timeout_ms,
                          std::uint64_t& generation) const noexcept {
    const std::uint64_t deadline = deadline_after(timeout_ms);
    for (;;) {
        const std::uint32_t word = shared_->generation_word.load(std::memory_order_acquire);
        const std::uint64_t now_at = shared_->generation.load(std::memory_order_acquire);
        if (now_at != seen) {
            generation = now_at;
            return ErrorCode::ok;
        }
        const std::uint64_t now = now_ns();
        if (now >= deadline) {
            return fail_literal(ErrorCode::timeout,
                                "the registry did not change in the time given");
        }
        futex_wait(shared_->generation_word, word, std::min(wait_slice_ns, deadline - now));
    }
}

} // namespace rt
