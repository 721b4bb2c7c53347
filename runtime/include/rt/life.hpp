// Whether a process lives, as the kernel itself keeps the books.
//
// Every process that uses the library holds one cell of a table in shared memory. The cell's word
// is a robust futex: when the process ends, in whatever way, the kernel marks the word, before the
// process even becomes a zombie. So anybody who shares the table reads with one load who is dead,
// from any pid namespace, without /proc, without a system call. Nobody is dead because he cannot be
// seen.
#pragma once

#include "rt/error.hpp"
#include "rt/process.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <span>

namespace rt {

/// Names one life of one process: the number of its cell below the cell's serial. 0 is nobody.
using LifeToken = std::uint64_t;

inline constexpr unsigned life_number_bits = 13;
inline constexpr std::uint32_t life_capacity = 1U << life_number_bits;

constexpr std::uint32_t life_number(LifeToken token) noexcept {
    return static_cast<std::uint32_t>(token & (life_capacity - 1));
}
constexpr std::uint64_t life_serial(LifeToken token) noexcept { return token >> life_number_bits; }
constexpr LifeToken make_life(std::uint64_t serial, std::uint32_t number) noexcept {
    return serial << life_number_bits | number;
}

struct alignas(64) LifeCell {
    /// The futex that the kernel marks: 0 never used, else the keeper's thread id or the mark.
    std::atomic<std::uint32_t> word;
    /// For people; nothing is decided by it.
    std::atomic<std::int32_t> pid;
    /// Lives that this cell has had.
    std::atomic<std::uint64_t> serial;
    std::atomic<std::uint64_t> start_time;
    std::atomic<std::uint64_t> pid_namespace;
};

struct LivesShared {
    /// Tells this table from one made after it was removed, or on another boot.
    std::uint64_t epoch;
    char boot_id[40];
    std::array<LifeCell, life_capacity> cells;
};

/// Makes this process take part, once; others do nothing. Starts a thread that sleeps for ever.
ErrorCode join_lives();

/// Runs `step` while no thread of this process is in the middle of joining, and tells it whether
/// the process takes part, or looks on, already.
ErrorCode before_joining(const std::function<ErrorCode(bool takes_part)>& step);

/// Makes verdicts possible without taking part: nothing is written, no cell is taken. not_found
/// when no process of this user has ever taken part.
ErrorCode look_at_lives();

/// The caller's own; 0 when it could not join. Right in a forked child as well, whose first call
/// joins.
LifeToken own_life() noexcept;

/// As own_life, but does not join: 0 in a child that has not needed to yet.
#if defined(RT_MODEL)
LifeToken joined_life() noexcept;
#else
namespace detail {
extern std::atomic<LifeToken> own_token;
}
inline LifeToken joined_life() noexcept {
    return detail::own_token.load(std::memory_order_acquire);
}
#endif

/// Two loads. Unknown for a token that no table could have given.
Verdict verdict_on(LifeToken token) noexcept;
inline bool is_dead(LifeToken token) noexcept { return verdict_on(token) == Verdict::dead; }

/// Sleeps until one of these lives is over, for at most `ns` nanoseconds; may return early. The
/// kernel wakes before the process is a zombie, and before its memory is taken down. False, at
/// once, when that cannot be had: on kernels before 5.16, for a process that takes no part, or when
/// one of them is not known to live.
bool wait_for_death(std::span<const LifeToken> lives, std::uint64_t ns) noexcept;

/// A descriptor that hangs up when that life is over, as soon as wait_for_death() would end; -1
/// where the system does not show it. Asked again afterwards, the life must still not be over.
int open_line_of(LifeToken life) noexcept;

/// Lets the end of this process be known before ordinary threads have had their turns: the thread
/// that keeps its life, which does nothing but end, gets this real-time priority. For processes
/// that have real-time threads; does nothing without leave.
void hasten_death(int priority) noexcept;

/// What is known about the process of a life; pid 0 when it is over.
ProcessIdentity life_identity(LifeToken token) noexcept;

/// The life of a living process of this pid namespace, 0 when it takes no part.
LifeToken find_life(const ProcessIdentity& identity) noexcept;

/// Of the table that this process takes part in; 0 before it joined.
std::uint64_t lives_epoch() noexcept;

} // namespace rt
