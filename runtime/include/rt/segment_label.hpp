// The first bytes of a segment: what it is, who made it, how large it is.
//
// They never change once the segment has its name. Whoever opens it copies them once, checks the
// copy, and believes the copy alone from then on.
#pragma once

#include "rt/error.hpp"
#include "rt/life.hpp"
#include "rt/owner.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace rt {

enum class SegmentKind : std::uint32_t {
    ring = 1,
    state = 2,
    registry = 3,
    lives = 4,
    report = 5,
    channel = 6,
};

const char* kind_name(SegmentKind kind) noexcept;

/// Version of the shared layouts of segment, ring, state, registry and lives.
inline constexpr std::uint32_t layout_version = 3;
inline constexpr std::uint64_t segment_magic = 0x6f69647561'5f7472; // "rt_audio", little-endian

/// What a kind needs to know about its payload before it touches it.
using SegmentParameters = std::array<std::uint32_t, 8>;

struct SegmentLabel {
    std::uint64_t magic;
    std::uint32_t version;
    std::uint32_t kind;
    std::uint64_t total_bytes;
    std::uint32_t header_bytes;
    /// For people, with `start_time` and `pid_namespace`.
    std::int32_t pid;
    std::uint64_t start_time;
    std::uint64_t pid_namespace;
    /// Whose it is, in the table of lives of this epoch; 0 when it is nobody's.
    LifeToken creator;
    std::uint64_t lives_epoch;
    // Up to here nothing ever moves, so that any version from the second on can tell whose a
    // segment is.
    std::uint64_t payload_bytes;
    std::uint32_t abi_version;
    std::uint32_t reserved0;
    SegmentParameters parameters;
    char fingerprint[64];
};
static_assert(sizeof(SegmentLabel) == 176);

struct SegmentHeader {
    SegmentLabel label;
    /// A tag that says open or closed above a count of openings; see segment.cpp. Anything else
    /// means that the memory was overwritten or taken away.
    alignas(64) std::atomic<std::uint64_t> state;
    /// Who is about to remove the name; nobody else does meanwhile.
    OwnerWord remover;
};
inline constexpr std::uint64_t state_tag_mask = 0xffffffff'00000000;
inline constexpr std::uint64_t state_open = 0x6e65706f'00000000; // "open"
inline bool is_open_state(std::uint64_t state) noexcept {
    return (state & state_tag_mask) == state_open;
}
static_assert(sizeof(SegmentHeader) == 256);
static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

SegmentLabel make_label(SegmentKind kind, std::size_t payload_bytes,
                        const SegmentParameters& parameters, LifeToken creator) noexcept;

/// Whether a copied label is one that this library can work with. `file_bytes` is the file's size.
ErrorCode check_label(const SegmentLabel& label, std::uint64_t file_bytes, SegmentKind kind,
                      const char* name) noexcept;

/// Whether the label's creator lives. Unknown when it keeps its life in another table, or in none.
Verdict verdict_on_creator(const SegmentLabel& label) noexcept;

} // namespace rt
