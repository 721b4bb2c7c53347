// The registry's memory: a table of entries, chains of entries by hash of name, and what is known
// about each entry apart, dense, so that looking through all of them takes microseconds.
//
// Nothing here is a lock. An entry goes through four phases, always forwards:
//
//   free -> pending   by the one that filled it, just before it hangs it into its chain
//   pending -> used   by anybody who finds it hanging there: it is registered
//   used -> leaving   by anybody entitled to: it is no longer registered
//   leaving -> free   with the next serial, by one that saw it out of its chain
//
// so a process that stops or dies between two steps is overtaken by whoever comes across its entry.
// Only `fillers` is exclusive: it names who may fill or free the entry, and concerns that entry
// alone.
#pragma once

#include "rt/atomic.hpp"
#include "rt/bell.hpp"
#include "rt/life.hpp"
#include "rt/name.hpp"
#include "rt/owner.hpp"
#include "rt/process.hpp"
#include "rt/types.hpp"

#include <array>
#include <cstdint>

namespace rt {

inline constexpr std::uint32_t registry_capacity = 1U << registry_number_bits;
/// Four times the entries: a chain has one entry, mostly.
inline constexpr std::uint32_t registry_chains = 4 * registry_capacity;

/// Of an entry: its serial, the number of lives that it has had, above its phase.
enum class Phase : std::uint64_t { free = 0, pending = 1, used = 2, leaving = 3 };
inline constexpr unsigned phase_bits = 2;
constexpr std::uint64_t make_state(std::uint64_t serial, Phase phase) noexcept {
    return serial << phase_bits | static_cast<std::uint64_t>(phase);
}
constexpr Phase phase_of(std::uint64_t state) noexcept { return static_cast<Phase>(state & 3); }
constexpr std::uint64_t serial_of(std::uint64_t state) noexcept { return state >> phase_bits; }

/// A link names the next entry of a chain. It counts its changes, so that a swap fails when
/// anything happened in between; the mark says that the entry which holds the link is being taken
/// out.
inline constexpr unsigned link_number_bits = 13;
inline constexpr std::uint64_t link_mark = std::uint64_t{1} << link_number_bits;
inline constexpr std::uint64_t link_change = link_mark << 1;
inline constexpr std::uint32_t no_entry = (1U << link_number_bits) - 1;
constexpr std::uint32_t link_entry(std::uint64_t link) noexcept {
    // Zero, as new memory has it, is no entry: numbers are stored one higher.
    return static_cast<std::uint32_t>((link - 1) & no_entry);
}
constexpr bool is_link_marked(std::uint64_t link) noexcept { return (link & link_mark) != 0; }
/// `link` changed once more, to lead to `entry`.
constexpr std::uint64_t relink(std::uint64_t link, std::uint32_t entry) noexcept {
    return (link & ~(link_change - 1)) + link_change + ((entry + 1) & no_entry);
}

/// Written only by the entry's filler while the entry is free, moved word by word.
struct EntryBody {
    std::uint64_t start_time;
    std::int64_t pid;
    std::uint64_t pid_namespace;
    NameWords name;
    NameWords control;
    NameWords reply;
};

struct alignas(64) RegistryEntry {
    Atomic<std::uint64_t> link;
    Atomic<std::uint64_t> heartbeat_ns;
    /// The serial above the service's flags, so that they only ever change for the same life.
    Atomic<std::uint64_t> flags;
    std::uint64_t reserved[2];
    EntryBody body;
};
static_assert(sizeof(RegistryEntry) == 256);

struct RegistryShared {
    /// Changes of flags; with the states it makes up the generation.
    alignas(64) Atomic<std::uint64_t> flag_changes;
    /// Rung after each change.
    alignas(64) Bell changed;
    alignas(64) std::array<Atomic<std::uint64_t>, registry_capacity> states;
    /// Of whom an entry tells; 0 when its process takes no part in the table of lives.
    std::array<Atomic<LifeToken>, registry_capacity> lives;
    std::array<OwnerWord, registry_capacity> fillers;
    std::array<Atomic<std::uint64_t>, registry_chains> chains;
    std::array<RegistryEntry, registry_capacity> table;
};

/// The entry as it is while its state is `state`; false when it changed meanwhile, and nothing that
/// was copied can be believed.
bool copy_entry(const RegistryShared& shared, std::uint32_t number, std::uint64_t state,
                service_info& service) noexcept;
/// Whether the process that an entry tells of lives.
Verdict verdict_on_entry(const RegistryShared& shared, std::uint32_t number) noexcept;

} // namespace rt
