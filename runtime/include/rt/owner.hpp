// Exclusive ownership of something in shared memory that no dead process can keep.
#pragma once

#include "rt/atomic.hpp"
#include "rt/life.hpp"

namespace rt {

/// Holds the life of its owner, 0 when free.
using OwnerWord = Atomic<LifeToken>;

enum class Acquired {
    fresh,      ///< It was free.
    taken_over, ///< Its owner died: what it guards may be half done.
    held,       ///< A live process has it; this one counts as well.
    damaged,    ///< The word holds no life that there ever was.
};

/// No system call, whoever holds it.
Acquired try_acquire(OwnerWord& owner, LifeToken self) noexcept;

/// Ends this life's ownership; does nothing when it is another's.
void release(OwnerWord& owner, LifeToken self) noexcept;

} // namespace rt
