#include "rt/barrier.hpp"

#if defined(__linux__)
#include <linux/membarrier.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace rt {
namespace detail {
std::atomic<bool> far_barriers_accepted{false};
}

#if defined(__linux__)

void accept_far_barriers() noexcept {
    const bool accepted =
        syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED, 0, 0) == 0;
    detail::far_barriers_accepted.store(accepted, std::memory_order_relaxed);
}

bool far_barrier() noexcept {
    // Also for those that have not been accepted: they make their own, and need it of this side.
    fence(std::memory_order_seq_cst);
    return syscall(SYS_membarrier, MEMBARRIER_CMD_GLOBAL_EXPEDITED, 0, 0) == 0;
}

#else

// Everybody makes barriers of his own.
void accept_far_barriers() noexcept {}

bool far_barrier() noexcept {
    fence(std::memory_order_seq_cst);
    return true;
}

#endif

} // namespace rt
