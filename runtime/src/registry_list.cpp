// All services in order of name: numbers are ordered by eight bytes of the names at a time, and
// each entry is copied once, to where it belongs.
#include "rt/registry.hpp"

#include "rt/words.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <memory>
#include <tuple>
#include <utility>

namespace rt {
namespace {

struct Listed {
    std::uint64_t key;
    std::uint32_t entry;
};

/// Room for one listing of a full registry.
struct Listing {
    /// What each entry's was when it was found to be a living service's.
    std::array<std::uint64_t, registry_capacity> states;
    std::array<Listed, registry_capacity> order;
    std::array<Listed, registry_capacity> spare;
};

constexpr unsigned key_bytes = sizeof(Listed::key);
/// Fewer than these are compared; more are dealt out by the values of their bytes.
constexpr std::size_t few = 96;

constexpr std::size_t byte_of(std::uint64_t key, unsigned number) noexcept {
    return key >> (8 * number) & 0xff;
}

/// Eight bytes of a name as a number that is in their order.
std::uint64_t in_order_of_bytes(std::uint64_t word) noexcept {
    if constexpr (std::endian::native == std::endian::little) {
        return __builtin_bswap64(word);
    }
    return word;
}

// From the last byte to the first, each time keeping the order of what is equal. Bytes that are the
// same in all, as most are, take no turn.
void deal_out(Listed* all, std::size_t count, Listed* spare) noexcept {
    std::array<std::array<std::uint32_t, 256>, key_bytes> places{};
    for (std::size_t i = 0; i < count; ++i) {
        for (unsigned byte = 0; byte < key_bytes; ++byte) {
            ++places[byte][byte_of(all[i].key, byte)];
        }
    }
    Listed* from = all;
    Listed* to = spare;
    for (unsigned byte = 0; byte < key_bytes; ++byte) {
        auto& place = places[byte];
        if (place[byte_of(from->key, byte)] == count) {
            continue;
        }
        std::uint32_t next = 0;
        for (std::uint32_t& each : place) {
            next += std::exchange(each, next);
        }
        for (std::size_t i = 0; i < count; ++i) {
            to[place[byte_of(from[i].key, byte)]++] = from[i];
        }
        std::swap(from, to);
    }
    if (from != all) {
        std::copy_n(from, count, all);
    }
}

void order_by_key(Listed* all, std::size_t count, Listed* spare) noexcept {
    if (count >= few) {
        deal_out(all, count, spare);
    } else {
        std::sort(all, all + count,
                  [](const Listed& left, const Listed& right) { return left.key < right.key; });
    }
}

// Names may change meanwhile, so each word is read once; entries that changed are left out
// afterwards.
void order_by_name(const RegistryShared& shared, Listed* all, std::size_t count, Listed* spare,
                   std::size_t word = 0) noexcept {
    if (count < 2 || word == std::tuple_size_v<NameWords>) {
        return;
    }
    for (std::size_t i = 0; i < count; ++i) {
        std::uint64_t part;
        load_words(&part, &shared.table[all[i].entry].body.name[word], 1);
        all[i].key = in_order_of_bytes(part);
    }
    order_by_key(all, count, spare);
    for (std::size_t begin = 0; begin < count;) {
        std::size_t end = begin + 1;
        while (end < count && all[end].key == all[begin].key) {
            ++end;
        }
        order_by_name(shared, all + begin, end - begin, spare, word + 1);
        begin = end;
    }
}

bool begins_with(const RegistryShared& shared, std::uint32_t entry,
                 std::string_view prefix) noexcept {
    char name[name_max];
    load_words(name, &shared.table[entry].body.name, word_count(sizeof name));
    return prefix.size() < sizeof name && std::memcmp(name, prefix.data(), prefix.size()) == 0;
}

/// Fills `listing` with the living services; how many they are.
std::size_t find_all(const RegistryShared& shared, std::string_view prefix,
                     Listing& listing) noexcept {
    std::size_t found = 0;
    for (std::uint32_t entry = 0; entry < registry_capacity; ++entry) {
        const std::uint64_t state = shared.states[entry].load(std::memory_order_acquire);
        if (phase_of(state) == Phase::used &&
            (prefix.empty() || begins_with(shared, entry, prefix)) &&
            verdict_on_entry(shared, entry) != Verdict::dead) {
            listing.states[entry] = state;
            listing.order[found++].entry = entry;
        }
    }
    order_by_name(shared, listing.order.data(), found, listing.spare.data());
    return found;
}

} // namespace

std::size_t Registry::list(std::string_view prefix, service_info* services,
                           std::size_t capacity) const {
    const auto listing = std::make_unique_for_overwrite<Listing>();
    const std::size_t found = find_all(*shared_, prefix, *listing);
    std::size_t listed = 0;
    for (std::size_t i = 0; i < found && listed < capacity; ++i) {
        const std::uint32_t entry = listing->order[i].entry;
        // Bytes alone are written there: the array may be the contract's.
        service_info service;
        if (copy(entry, listing->states[entry], service)) {
            std::memcpy(static_cast<void*>(services + listed++), &service, sizeof service);
        }
    }
    return listed;
}

std::vector<service_info> Registry::list(std::string_view prefix) const {
    const auto listing = std::make_unique_for_overwrite<Listing>();
    const std::size_t found = find_all(*shared_, prefix, *listing);
    std::vector<service_info> services;
    services.reserve(found);
    for (std::size_t i = 0; i < found; ++i) {
        const std::uint32_t entry = listing->order[i].entry;
        if (!copy(entry, listing->states[entry], services.emplace_back())) {
            services.pop_back();
        }
    }
    return services;
}

} // namespace rt
