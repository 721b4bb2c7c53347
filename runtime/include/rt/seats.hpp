// Places for those that use something in shared memory at the same time, each with its owner's
// life.
//
// A seat is taken by one swap. That of a dead owner is free for the next, who is told: what the
// dead one left under the seat's number is now his to clear up.
#pragma once

#include "rt/owner.hpp"
#include "rt/types.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace rt {

#if !defined(RT_MODEL)
static_assert(most_seats == seat_count);
#endif

struct alignas(64) Seat {
    OwnerWord owner;
};
using Seats = std::array<Seat, most_seats>;

/// Who sits there.
enum class Company {
    nobody,
    living,    ///< At least one lives.
    only_dead, ///< Somebody was there, and all of them died.
};
Company company_of(const Seats& seats) noexcept;

/// One handle's seat.
class SeatHolder {
  public:
    /// ok at once when it is held already, also by another process before a fork: that one keeps
    /// its own. `how` says whether it was held, is fresh, or was taken over: the last owner died
    /// in it. busy when all are taken.
    ErrorCode take(Seats& seats, Acquired& how) noexcept;
    bool is_held() const noexcept { return life_ != 0 && life_ == joined_life(); }
    /// Only while it is held.
    std::uint32_t number() const noexcept { return number_; }
    void leave(Seats& seats) noexcept;

  private:
    LifeToken life_ = 0;
    std::uint32_t number_ = 0;
};

} // namespace rt
