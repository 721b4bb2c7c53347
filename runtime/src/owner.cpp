#include "rt/owner.hpp"

namespace rt {

Acquired try_acquire(OwnerWord& owner, LifeToken self) noexcept {
    LifeToken seen = 0;
    if (owner.compare_exchange_strong(seen, self, std::memory_order_acq_rel,
                                      std::memory_order_acquire)) {
        return Acquired::fresh;
    }
    switch (verdict_on(seen)) {
    case Verdict::alive:
        return Acquired::held;
    case Verdict::unknown:
        return Acquired::damaged;
    case Verdict::dead:
        break;
    }
    // Of several that see the same dead owner one swap succeeds; the losers find a live one.
    return owner.compare_exchange_strong(seen, self, std::memory_order_acq_rel,
                                         std::memory_order_acquire)
               ? Acquired::taken_over
               : Acquired::held;
}

void release(OwnerWord& owner, LifeToken self) noexcept {
    owner.compare_exchange_strong(self, 0, std::memory_order_release, std::memory_order_relaxed);
}

} // namespace rt
