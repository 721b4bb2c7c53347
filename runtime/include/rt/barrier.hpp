// A barrier between two sides that one of them pays for alone.
//
// Who rings stores something and then looks whether anybody sleeps; who goes to sleep says so and
// then looks whether something was stored. Each needs a full barrier between the two, or they miss
// each other. Ringing happens with every block and sleeping hardly ever: so the sleeper has the
// kernel make all processors that run a process of the library pass a barrier, and the ringer only
// keeps the compiler from moving its look forward.
#pragma once

#include "rt/atomic.hpp"

namespace rt {

/// Asks the kernel to count this process among those that far_barrier() reaches. For each process
/// that rings, once; where it is refused, near_barrier() does the work.
void accept_far_barriers() noexcept;

#if defined(RT_MODEL)

bool accepts_far_barriers() noexcept;
/// Between going to sleep and the last look. False when the system has none: somebody's ring may
/// be missed.
inline bool far_barrier() noexcept {
    return model::fence_everywhere(std::memory_order_seq_cst, accepts_far_barriers());
}

#else

namespace detail {
extern std::atomic<bool> far_barriers_accepted;
}
inline bool accepts_far_barriers() noexcept {
    return detail::far_barriers_accepted.load(std::memory_order_relaxed);
}
/// Between going to sleep and the last look: one system call. False when the system has none:
/// somebody's ring may be missed.
bool far_barrier() noexcept;

#endif

/// Between the store that a sleeper waits for and the look whether there is one.
inline void near_barrier() noexcept {
    if (accepts_far_barriers()) [[likely]] {
        std::atomic_signal_fence(std::memory_order_seq_cst);
    } else {
        fence(std::memory_order_seq_cst);
    }
}

} // namespace rt
