// The atomics of everything that processes share while both are running: ring, registry, owners,
// doorbells. Tests of the memory model build the same sources over atomics that show every outcome
// the language allows; see tests/model.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#if defined(RT_MODEL)
#include "model_atomic.hpp"
#endif

namespace rt {

/// Words that may be written while they are read; see words.hpp.
using SharedWord [[gnu::may_alias]] = std::uint64_t;

#if defined(RT_MODEL)

template <class T>
using Atomic = model::Atomic<T>;
using model::fence;

inline void store_word(SharedWord* shared, std::uint64_t word) noexcept {
    model::store_word(shared, word);
}
inline std::uint64_t load_word(const SharedWord* shared) noexcept {
    return model::load_word(shared);
}
/// Small enough to be gone through one by one.
inline constexpr unsigned registry_number_bits = 1;
inline constexpr int pauses_between_looks_at_the_clock = 1;
inline constexpr std::size_t most_seats = 3;
inline constexpr std::size_t most_listeners = 2;
inline constexpr std::uint64_t patience_ns = 0;

#else

template <class T>
using Atomic = std::atomic<T>;
inline void fence(std::memory_order order) noexcept { std::atomic_thread_fence(order); }

inline void store_word(SharedWord* shared, std::uint64_t word) noexcept {
    __atomic_store_n(shared, word, __ATOMIC_RELAXED);
}
inline std::uint64_t load_word(const SharedWord* shared) noexcept {
    return __atomic_load_n(shared, __ATOMIC_RELAXED);
}
inline constexpr unsigned registry_number_bits = 12;
inline constexpr int pauses_between_looks_at_the_clock = 64;
/// Of those that may send to a channel at once.
inline constexpr std::size_t most_seats = 64;
/// Descriptors that may wait for one thing at once.
inline constexpr std::size_t most_listeners = 64;
/// How long a message that is being written may keep later ones waiting: what copying the longest
/// takes. A writer that is passed by writes it again, so patience is cheaper than haste.
inline constexpr std::uint64_t patience_ns = 200'000;

#endif

} // namespace rt
