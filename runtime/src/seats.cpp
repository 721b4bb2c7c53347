#include "rt/seats.hpp"

namespace rt {

Company company_of(const Seats& seats) noexcept {
    Company found = Company::nobody;
    for (const Seat& seat : seats) {
        const LifeToken owner = seat.owner.load(std::memory_order_acquire);
        if (owner == 0) {
            continue;
        }
        if (!is_dead(owner)) {
            return Company::living;
        }
        found = Company::only_dead;
    }
    return found;
}

ErrorCode SeatHolder::take(Seats& seats, Acquired& how) noexcept {
    how = Acquired::held;
    if (is_held()) {
        return ErrorCode::ok;
    }
    const LifeToken self = own_life();
    if (self == 0) {
        return ErrorCode::system; // The text says what kept this process from joining.
    }
    for (std::uint32_t number = 0; number < most_seats; ++number) {
        const Acquired acquired = try_acquire(seats[number].owner, self);
        if (acquired == Acquired::fresh || acquired == Acquired::taken_over) {
            how = acquired;
            life_ = self;
            number_ = number;
            return ErrorCode::ok;
        }
    }
    return ErrorCode::busy;
}

void SeatHolder::leave(Seats& seats) noexcept {
    if (is_held()) {
        release(seats[number_].owner, life_);
    }
    life_ = 0;
}

} // namespace rt
