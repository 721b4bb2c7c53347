// Exclusive ownership of something in shared memory that no dead process can keep.
#pragma once

#include "rt/process.hpp"

#include <atomic>

namespace rt {

/// Holds the ProcessToken of its owner, 0 when free.
using OwnerWord = std::atomic<ProcessToken>;

enum class Acquired {
    fresh,      ///< It was free.
    taken_over, ///< Its owner died: what it guards may be half done.
    held,       ///< A live process has it; this one counts as well.
};

Acquired try_acquire(OwnerWord& owner) noexcept;

/// Ends this process's ownership; does nothing when it is another's.
void release(OwnerWord& owner) noexcept;

} // namespace rt
