// Sleeping on a word of shared memory.
#pragma once

#include "rt/atomic.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace rt {

/// Longest uninterrupted sleep of any wait in the library: this often a sleeper looks whether those
/// it waits for still live. A process that is killed between changing a word and waking its
/// sleepers delays them by this much at most as well.
inline constexpr std::uint64_t wait_slice_ns = 5'000'000;

/// Sleeps while `word` holds `expected`, for at most `ns` nanoseconds. May return early.
void futex_wait(const Atomic<std::uint32_t>& word, std::uint32_t expected,
                std::uint64_t ns) noexcept;
/// A word, and what it holds as long as nothing has happened.
struct FutexWord {
    const Atomic<std::uint32_t>* word;
    std::uint32_t expected;
};
/// Words that one sleep may watch.
inline constexpr std::size_t most_futex_words = 4;
/// Sleeps while all of them hold what is expected, for at most `ns` nanoseconds. May return early.
/// False, at once, on systems that can sleep on one word only.
bool futex_wait_any(std::span<const FutexWord> words, std::uint64_t ns) noexcept;
/// Wakes all that sleep on `word`.
void futex_wake(const Atomic<std::uint32_t>& word) noexcept;

/// A doorbell costs its ringer one load when nobody sleeps. Bit 0 of the word says that somebody
/// does, the bits above count the rings: a sleeper that announced itself before a ring sees another
/// word and does not sleep. A sleeper that dies leaves bit 0 behind, which costs the next ring one
/// system call and no more.
using Doorbell = Atomic<std::uint32_t>;

/// Announces a sleeper; returns the word to sleep on. The condition must be tested afterwards.
inline std::uint32_t doorbell_announce(Doorbell& bell) noexcept {
    return bell.fetch_or(1, std::memory_order_seq_cst) | 1U;
}

/// What makes the condition true, and with it what keeps a sleeper's last look behind its
/// announcement.
enum class Ringer {
    swaps,  ///< A sequentially consistent change, which is a barrier anyway.
    stores, ///< A plain release: its sleepers make far_barrier().
};

/// Tells the processor that this is a spin loop.
inline void cpu_pause() noexcept {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__) || defined(__arm__)
    asm volatile("yield");
#endif
}

} // namespace rt
