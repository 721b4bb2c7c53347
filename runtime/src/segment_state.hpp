// The one word of a segment's header that changes: open or closed, and how often it was opened.
#pragma once

#include "rt/segment_label.hpp"

namespace rt {

inline constexpr std::uint64_t state_closed = 0x74756873'00000000;  // "shut"
inline constexpr std::uint64_t state_damaged = 0x6e6b7262'00000000; // "brkn"

/// Counts one more opening; false when it is closed. Whoever decides that nobody uses the segment
/// closes it by a swap that fails once somebody came.
inline bool count_opening(std::atomic<std::uint64_t>& state) noexcept {
    std::uint64_t seen = state.load(std::memory_order_seq_cst);
    while (is_open_state(seen)) {
        const std::uint64_t counted = state_open | ((seen + 1) & ~state_tag_mask);
        if (state.compare_exchange_weak(seen, counted)) {
            return true;
        }
    }
    return false;
}

} // namespace rt
