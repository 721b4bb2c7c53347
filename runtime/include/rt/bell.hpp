// A doorbell that descriptors can listen to as well, in any process.
//
// A listener is a pipe with a name that follows from what is in its place here. Who rings looks at
// the doorbell's word alone unless somebody waits; then it writes a byte to the pipe of each that
// asked for it. It tells first and takes the mark off the word then: who is killed in between has
// left the mark to the next that rings.
#pragma once

#include "rt/atomic.hpp"
#include "rt/barrier.hpp"
#include "rt/futex.hpp"
#include "rt/owner.hpp"
#include "rt/types.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace rt {

#if !defined(RT_MODEL)
static_assert(most_listeners == descriptors_max);
#endif

struct Listener {
    OwnerWord owner;
    /// With its owner's life, names its pipe.
    Atomic<std::uint64_t> number;
    /// Bit 0: wants to be told of the next ring. Above: how often it wanted to.
    Atomic<std::uint64_t> wish;
};

struct Bell {
    alignas(64) Doorbell word;
    /// Places that anybody ever had: the first so many.
    Atomic<std::uint32_t> used;
    alignas(64) std::array<Listener, most_listeners> listeners;
};

/// Tells those who asked, and wakes those who sleep. `word` is what the bell's word was.
void bell_tell(Bell& bell, std::uint32_t word) noexcept;

/// To be called after the sequentially consistent store that makes the condition true.
inline void doorbell_ring(Bell& bell) noexcept {
    const std::uint32_t word = bell.word.load(std::memory_order_seq_cst);
    if ((word & 1U) != 0) {
        bell_tell(bell, word);
    }
}

/// To be called after the store that makes the condition true, by a process that has joined the
/// living.
inline void doorbell_ring_after_store(Bell& bell) noexcept {
    near_barrier();
    if (const std::uint32_t word = bell.word.load(std::memory_order_relaxed); (word & 1U) != 0)
        [[unlikely]] {
        bell_tell(bell, word);
    }
}

/// For who has just sat down where sleepers look whether anybody is there: they must know whose
/// death to wait for.
inline void bell_ring_for_seat(Bell& bell) noexcept {
    fence(std::memory_order_seq_cst); // Behind the swap that took the seat.
    doorbell_ring(bell);
}

/// One listener's place at a bell.
class ListenerPlace {
  public:
    explicit ListenerPlace(Bell& bell) noexcept : bell_(&bell) {}
    ListenerPlace(const ListenerPlace&) = delete;
    ListenerPlace& operator=(const ListenerPlace&) = delete;
    ~ListenerPlace();

    /// Takes a place under a number that is this process's only. busy when all are taken.
    ErrorCode take(std::uint64_t number) noexcept;
    /// Whether it is this process's: not in a forked child.
    bool is_own() const noexcept { return life_ != 0 && life_ == joined_life(); }
    /// Asks to be told of the next ring. The condition must be tested afterwards.
    void ask() noexcept;

  private:
    Bell* bell_;
    LifeToken life_ = 0;
    std::size_t place_ = 0;
};

} // namespace rt
