// Waiting at a doorbell: spin briefly, then sleep.
#pragma once

#include "rt/barrier.hpp"
#include "rt/clock.hpp"
#include "rt/error.hpp"
#include "rt/futex.hpp"
#include "rt/pollable.hpp"

#include <algorithm>

namespace rt {

/// A wake-up through the kernel takes tens of microseconds; whatever comes sooner is worth spinning
/// for, and no more than that.
inline constexpr std::uint64_t spin_ns = 20'000;

/// How long to sleep at most where far_barrier() cannot be had, and a ring may be missed.
inline constexpr std::uint64_t blind_nap_ns = 200'000;

/// Waits until `ready()`: ok, or timeout without a text, or what `ended()` says once it no longer
/// says ok: nobody is left who could ring.
/// `nap()` is how long to sleep at most before looking again; `spin` how long to spin before that.
template <Ringer ringer = Ringer::swaps, class Ready, class Ended, class Nap>
ErrorCode doorbell_wait(Doorbell& bell, std::int32_t timeout_ms, const Ready& ready,
                        const Ended& ended, const Nap& nap, std::uint64_t spin = spin_ns) noexcept {
    if (ready()) {
        return ErrorCode::ok;
    }
    if (const ErrorCode end = ended(); end != ErrorCode::ok) {
        return ready() ? ErrorCode::ok : end; // It may have rung just before its end.
    }
    if (timeout_ms == 0) {
        return ErrorCode::timeout;
    }
    const std::uint64_t deadline = deadline_after(timeout_ms);
    const std::uint64_t spin_end = spin == 0 ? 0 : std::min(deadline, now_ns() + spin);
    while (spin_end != 0 && now_ns() < spin_end) {
        for (int i = 0; i < pauses_between_looks_at_the_clock; ++i) {
            cpu_pause();
            if (ready()) {
                return ErrorCode::ok;
            }
        }
    }
    std::uint32_t seen_by_all = 0; // No announced word is even.
    for (;;) {
        const std::uint32_t word = doorbell_announce(bell);
        // As long as nobody rings, once is enough.
        if (ringer == Ringer::stores && word != seen_by_all && far_barrier()) {
            seen_by_all = word;
        }
        if (ready()) {
            return ErrorCode::ok;
        }
        if (const ErrorCode end = ended(); end != ErrorCode::ok) {
            return ready() ? ErrorCode::ok : end;
        }
        const std::uint64_t now = now_ns();
        if (now >= deadline) {
            return ErrorCode::timeout;
        }
        const bool may_miss = ringer == Ringer::stores && word != seen_by_all;
        const std::uint64_t longest = may_miss ? blind_nap_ns : std::uint64_t{nap()};
        futex_wait(bell, word, std::min(longest, deadline - now));
    }
}

template <Ringer ringer = Ringer::swaps, class Ready, class Ended>
ErrorCode doorbell_wait(Doorbell& bell, std::int32_t timeout_ms, const Ready& ready,
                        const Ended& ended) noexcept {
    return doorbell_wait<ringer>(bell, timeout_ms, ready, ended, [] { return wait_slice_ns; });
}

/// Waits at a bell, and leaves a handle's pollable, if it has one, armed when the time ran out.
/// `lives` and `nap` as for Pollable::arm().
template <Ringer ringer = Ringer::swaps, class Ready, class Ended, class Lives, class Nap>
ErrorCode bell_wait(Bell& bell, const std::unique_ptr<Pollable>& pollable, std::int32_t timeout_ms,
                    const Ready& ready, const Ended& ended, const Lives& lives,
                    const Nap& nap) noexcept {
    const ErrorCode waited = doorbell_wait<ringer>(bell.word, timeout_ms, ready, ended, [&] {
        return std::min<std::uint64_t>(nap(), wait_slice_ns);
    });
    return waited == ErrorCode::timeout && pollable != nullptr && pollable->is_own()
               ? pollable->template arm<ringer>(ready, ended, lives, nap)
               : waited;
}

template <Ringer ringer = Ringer::swaps, class Ready, class Ended, class Lives>
ErrorCode bell_wait(Bell& bell, const std::unique_ptr<Pollable>& pollable, std::int32_t timeout_ms,
                    const Ready& ready, const Ended& ended, const Lives& lives) noexcept {
    return bell_wait<ringer>(bell, pollable, timeout_ms, ready, ended, lives,
                             [] { return no_deadline; });
}

/// The same for a handle that threads share, and for what takes long to look at: without spinning.
template <class Ready, class Ended, class Lives>
ErrorCode bell_wait_without_spin(Bell& bell, SharedPollable& pollable, std::int32_t timeout_ms,
                                 const Ready& ready, const Ended& ended,
                                 const Lives& lives) noexcept {
    const ErrorCode waited =
        doorbell_wait(bell.word, timeout_ms, ready, ended, [] { return wait_slice_ns; }, 0);
    return waited == ErrorCode::timeout
               ? pollable.arm<Ringer::swaps>(ready, ended, lives, [] { return no_deadline; })
               : waited;
}

} // namespace rt
