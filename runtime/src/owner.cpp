#include "rt/owner.hpp"

namespace rt {

Acquired try_acquire(OwnerWord& owner) noexcept {
    const ProcessToken self = current_token();
    ProcessToken seen = 0;
    if (owner.compare_exchange_strong(seen, self, std::memory_order_acq_rel,
                                      std::memory_order_acquire)) {
        return Acquired::fresh;
    }
    if (is_alive(seen)) {
        return Acquired::held;
    }
    // Of several that see the same dead owner one swap succeeds; the losers find a live one.
    return owner.compare_exchange_strong(seen, self, std::memory_order_acq_rel,
                                         std::memory_order_acquire)
               ? Acquired::taken_over
               : Acquired::held;
}

void release(OwnerWord& owner) noexcept {
    ProcessToken self = current_token();
    owner.compare_exchange_strong(self, 0, std::memory_order_release, std::memory_order_relaxed);
}

} // namespace rt
