#include "rt/channel.hpp"

#include "doorbell.hpp"
#include "message_copy.hpp"

namespace rt {
namespace {

/// Passed by so often, a writer is stopped again and again, or its message is too long for its
/// readers' patience.
constexpr int most_attempts = 64;

} // namespace

// What a writer finds where it would write. Moves `position` on where others have decided it.
Channel::Room Channel::room_at(std::uint64_t& position, PlaceState& seen) const noexcept {
    seen = PlaceState::from(slot(position).state.load(std::memory_order_seq_cst));
    if (!is_of(seen, position)) {
        return Room::bad;
    }
    if (seen.position >= position) {
        if (seen.phase == SlotPhase::free) {
            const bool is_here = seen.position == position;
            // What lies a lap before a free place is decided, and all before it.
            position = is_here ? position : seen.position - shape_.slots + 1;
            return is_here ? Room::here : Room::taken;
        }
        position = seen.position + 1;
        return Room::taken;
    }
    switch (seen.phase) {
    case SlotPhase::free: // Nobody goes past a free place.
        return Room::bad;
    case SlotPhase::full:
        return is_queue() ? Room::none : Room::here;
    case SlotPhase::writing:
        return has_dead_writer(seen) ? Room::abandoned : is_queue() ? Room::none : Room::passable;
    case SlotPhase::held:
        break;
    }
    return has_dead_writer(seen) ? Room::abandoned : Room::passable;
}

// Whatever the dead one before had in hand bears this seat's number.
void Channel::clear_up() noexcept {
    for (std::uint64_t i = 0; i < shape_.slots; ++i) {
        ChannelSlot& at = slot(i);
        const auto is_mine = [&](const PlaceState& seen) {
            return is_of(seen, i) && seen.writer == writer_.number() &&
                   (seen.phase == SlotPhase::writing || seen.phase == SlotPhase::held);
        };
        PlaceState seen{};
        // Others may be passing it by meanwhile.
        while (is_mine(seen = PlaceState::from(at.state.load(std::memory_order_acquire)))) {
            free_place(at, seen);
        }
    }
}

ErrorCode Channel::begin_send() noexcept {
    if (const ErrorCode error = check_condition(); error != ErrorCode::ok) {
        return error;
    }
    Acquired how = Acquired::held;
    const ErrorCode error = writer_.take(shared_->writers, how);
    if (how == Acquired::taken_over) {
        clear_up();
    }
    if (how != Acquired::held) {
        bell_ring_for_seat(shared_->readable);
    }
    return error == ErrorCode::busy
               ? fail_literal(error, "as many handles write to this channel as it has seats")
               : error;
}

ErrorCode Channel::claim(std::uint64_t& position) noexcept {
    position = shared_->head.load(std::memory_order_acquire);
    for (std::uint64_t steps = most_steps(); steps > 0; --steps) {
        PlaceState seen{};
        const Room room = room_at(position, seen);
        ChannelSlot& at = slot(position);
        switch (room) {
        case Room::here: {
            std::uint64_t expected = seen.word();
            const PlaceState mine{position, SlotPhase::writing, writer_.number()};
            if (at.state.compare_exchange_strong(expected, mine.word(),
                                                 std::memory_order_acq_rel)) {
                return ErrorCode::ok;
            }
            break;
        }
        case Room::taken:
            break;
        case Room::passable:
            position += pass(at, seen, position) ? 1 : 0;
            break;
        case Room::abandoned:
            free_place(at, seen);
            break;
        case Room::none:
            return fail_literal(ErrorCode::full, "every slot holds a message that nobody took yet");
        case Room::bad:
            return fail_literal(ErrorCode::corrupt, "the channel's slots do not agree");
        }
    }
    return fail_literal(ErrorCode::busy, "others took each place before this writer could");
}

/// False when others passed this writer by: the slot is given back, the message goes elsewhere.
bool Channel::publish(std::uint64_t position) noexcept {
    ChannelSlot& at = slot(position);
    std::uint64_t found = PlaceState{position, SlotPhase::writing, writer_.number()}.word();
    if (at.state.compare_exchange_strong(found, PlaceState{position, SlotPhase::full}.word())) {
        shared_->head.store(position + 1, std::memory_order_release);
        doorbell_ring(shared_->readable);
        return true;
    }
    PlaceState held = PlaceState::from(found);
    while (held.phase == SlotPhase::held && held.writer == writer_.number() &&
           !at.state.compare_exchange_weak(
               found, PlaceState{held.position + shape_.slots, SlotPhase::free}.word())) {
        held = PlaceState::from(found);
    }
    doorbell_ring(shared_->writable);
    return false;
}

ErrorCode Channel::send(const std::byte* message, std::size_t bytes) noexcept {
    if (bytes > shape_.message_bytes) {
        return fail(ErrorCode::invalid_argument,
                    "a message of %zu bytes in a channel for messages of %u", bytes,
                    shape_.message_bytes);
    }
    if (const ErrorCode error = begin_send(); error != ErrorCode::ok) {
        return error;
    }
    for (int attempt = 0; attempt < most_attempts; ++attempt) {
        std::uint64_t position = 0;
        if (const ErrorCode error = claim(position); error != ErrorCode::ok) {
            return error;
        }
        ChannelSlot& at = slot(position);
        // A reader that sees any of the words below sees that the place is being written to, too.
        fence(std::memory_order_release);
        store_word(reinterpret_cast<SharedWord*>(&at.bytes), bytes);
        store_message(&at + 1, message, bytes);
        if (publish(position)) {
            ++sent_;
            return ErrorCode::ok;
        }
    }
    return fail_literal(ErrorCode::busy, "readers passed this writer by at each attempt");
}

bool Channel::has_room() const noexcept {
    std::uint64_t position = shared_->head.load(std::memory_order_acquire);
    for (std::uint64_t steps = most_steps(); steps > 0; --steps) {
        PlaceState seen{};
        switch (room_at(position, seen)) {
        case Room::none:
            return false;
        case Room::taken:
            break;
        case Room::passable:
            ++position;
            break;
        default:
            return true; // Or something that send() will say.
        }
    }
    return false;
}

ErrorCode Channel::wait_space(std::int32_t timeout_ms) noexcept {
    if (const ErrorCode error = begin_send(); error != ErrorCode::ok) {
        return error;
    }
    const ErrorCode waited = bell_wait(
        shared_->writable, writable_, timeout_ms, [this] { return has_room(); },
        [this] { return end_of(shared_->readers); }, [this] { return lives_of(shared_->readers); });
    return waited == ErrorCode::timeout
               ? fail_literal(waited, "no slot became free in the time given")
               : waited;
}

} // namespace rt
