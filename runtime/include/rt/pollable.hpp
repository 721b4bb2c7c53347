// Waiting without a thread: a descriptor that poll, epoll and every language's event loop can wait
// for, and that becomes readable when a wait for the same thing would end.
#pragma once

#include "rt/bell.hpp"
#include "rt/futex.hpp"
#include "rt/wake_set.hpp"

#include <algorithm>
#include <memory>
#include <mutex>

namespace rt {

class Pollable {
  public:
    static Result<std::unique_ptr<Pollable>> create(Bell& bell);

    int descriptor() const noexcept { return set_.descriptor(); }
    bool is_own() const noexcept { return place_.is_own(); }

    /// Arms the descriptor: timeout, or what a wait would have answered meanwhile. `ready` and
    /// `ended` are a wait's; `lives()` says whose deaths it must learn of, `nap()` when it must
    /// look again at the latest.
    template <Ringer ringer, class Ready, class Ended, class Lives, class Nap>
    ErrorCode arm(const Ready& ready, const Ended& ended, const Lives& lives,
                  const Nap& nap) noexcept {
        set_.clear();
        place_.ask();
        const bool hears_all = ringer == Ringer::swaps || far_barrier();
        // Who comes after this rings, and is seen by the next arming.
        const bool is_watched = set_.watch(lives()) && hears_all;
        if (ready()) {
            return ErrorCode::ok;
        }
        if (const ErrorCode end = ended(); end != ErrorCode::ok) {
            return ready() ? ErrorCode::ok : end;
        }
        set_.set_alarm(std::min<std::uint64_t>(nap(), is_watched ? long_slice_ns : wait_slice_ns));
        return ErrorCode::timeout;
    }

  private:
    explicit Pollable(Bell& bell) noexcept : place_(bell) {}

    ListenerPlace place_;
    WakeSet set_;
};

/// The pollable of a handle that threads share: each wait of theirs that times out arms it in turn.
class SharedPollable {
  public:
    /// Made at the first use and again in a forked child.
    Result<int> descriptor(Bell& bell);

    /// As Pollable's; timeout when nobody has asked for the descriptor.
    template <Ringer ringer, class Ready, class Ended, class Lives, class Nap>
    ErrorCode arm(const Ready& ready, const Ended& ended, const Lives& lives,
                  const Nap& nap) noexcept {
        const std::scoped_lock lock(mutex_);
        return pollable_ != nullptr && pollable_->is_own()
                   ? pollable_->template arm<ringer>(ready, ended, lives, nap)
                   : ErrorCode::timeout;
    }

  private:
    std::mutex mutex_;
    std::unique_ptr<Pollable> pollable_;
};

/// The pollable of a handle, made at the first use and again in a forked child.
Result<int> descriptor_of(std::unique_ptr<Pollable>& pollable, Bell& bell);

} // namespace rt
