#include "rt/pollable.hpp"

namespace rt {

Result<std::unique_ptr<Pollable>> Pollable::create(Bell& bell) {
    std::unique_ptr<Pollable> pollable(new Pollable(bell));
    const std::uint64_t number = new_pipe_number();
    // The pipe first: who finds the place finds it, too.
    if (const ErrorCode error = pollable->set_.open(own_life(), number); error != ErrorCode::ok) {
        return error;
    }
    if (const ErrorCode error = pollable->place_.take(number); error != ErrorCode::ok) {
        return error;
    }
    return pollable;
}

Result<int> descriptor_of(std::unique_ptr<Pollable>& pollable, Bell& bell) {
    if (pollable == nullptr || !pollable->is_own()) {
        Result<std::unique_ptr<Pollable>> made = Pollable::create(bell);
        if (!made) {
            return made.error();
        }
        pollable = std::move(*made);
    }
    return pollable->descriptor();
}

Result<int> SharedPollable::descriptor(Bell& bell) {
    const std::scoped_lock lock(mutex_);
    return descriptor_of(pollable_, bell);
}

} // namespace rt
