#include "rt/channel.hpp"

#include "doorbell.hpp"
#include "message_copy.hpp"

#include "rt/clock.hpp"

#include <algorithm>

namespace rt {
namespace {

/// A reader that is overtaken again and again gives up for this call.
constexpr int most_attempts = 64;

} // namespace

Channel::Place Channel::look(std::uint64_t position, PlaceState& seen) const noexcept {
    // In one order with the doorbell: a sleeper's last look.
    seen = PlaceState::from(slot(position).state.load(std::memory_order_seq_cst));
    if (!is_of(seen, position)) {
        return Place::bad;
    }
    if (seen.position < position) {
        return Place::nothing;
    }
    if (seen.position > position) {
        // In a broadcast a message is overwritten, never freed.
        const bool is_void =
            seen.phase == SlotPhase::free && seen.position == position + shape_.slots;
        return is_queue() || is_void ? Place::gone : Place::lapped;
    }
    switch (seen.phase) {
    case SlotPhase::free:
        return Place::nothing;
    case SlotPhase::full:
        return Place::message;
    case SlotPhase::held:
        return Place::gone;
    case SlotPhase::writing:
        break;
    }
    return has_dead_writer(seen) ? Place::abandoned : Place::stalled;
}

// Where to go on from a position that is gone. Nobody claims a position a lap beyond one that is
// still unread, so a lap before a claimed one all is read. A free one may be two laps beyond: the
// position a lap before it may have been passed by, ahead of the readers.
std::uint64_t Channel::next_after(std::uint64_t position, const PlaceState& seen) const noexcept {
    const std::uint64_t lead =
        (seen.phase == SlotPhase::free ? 2 : 1) * std::uint64_t{shape_.slots};
    return seen.position > position + lead ? seen.position - lead + 1 : position + 1;
}

/// Whether a message is there beyond one that is still being written.
bool Channel::is_followed(std::uint64_t position) const noexcept {
    for (std::uint64_t next = position + 1; next < position + shape_.slots; ++next) {
        const PlaceState seen = PlaceState::from(slot(next).state.load(std::memory_order_seq_cst));
        if (seen.position > next || (seen.position == next && seen.phase == SlotPhase::full)) {
            return true;
        }
        if (seen.position < next || seen.phase == SlotPhase::free) {
            return false;
        }
    }
    return false;
}

/// Whether this place has stood in the way for long enough to be passed by.
bool Channel::has_stalled(const PlaceState& seen) noexcept {
    const std::uint64_t now = now_ns();
    if (stalled_state_ != seen.word()) {
        stalled_state_ = seen.word();
        stalled_since_ = now;
    }
    return now - stalled_since_ >= patience_ns;
}

bool Channel::can_receive() noexcept {
    is_delayed_ = false;
    std::uint64_t position = cursor_;
    for (std::uint64_t steps = most_steps(); steps > 0; --steps) {
        PlaceState seen{};
        switch (look(position, seen)) {
        case Place::nothing:
            return false;
        case Place::stalled:
            is_delayed_ = is_followed(position);
            return is_delayed_ && has_stalled(seen);
        case Place::gone:
        case Place::abandoned:
            position = next_after(position, seen);
            break;
        case Place::message:
        case Place::lapped:
        case Place::bad:
            return true; // Or something that receive() will say.
        }
    }
    return false;
}

ErrorCode Channel::begin_receive() noexcept {
    if (segment_.condition() == ErrorCode::corrupt) {
        return check_condition();
    }
    if (!is_queue() || reader_.is_held()) {
        return ErrorCode::ok;
    }
    Acquired how = Acquired::held; // Readers hold nothing that would have to be cleared up.
    const ErrorCode error = reader_.take(shared_->readers, how);
    if (how != Acquired::held) {
        bell_ring_for_seat(shared_->writable);
    }
    return error == ErrorCode::busy
               ? fail_literal(error, "as many handles read this channel as it has seats")
               : error;
}

void Channel::move_to(std::uint64_t position) noexcept {
    cursor_ = position;
    if (is_queue()) {
        shared_->tail.store(position, std::memory_order_release);
    }
}

// Copies first, and then takes it (or looks again): who is killed or stopped in between has taken
// nothing from anybody.
ErrorCode Channel::take(std::byte* message, std::size_t capacity, std::size_t& bytes,
                        bool& again) noexcept {
    ChannelSlot& at = slot(cursor_);
    const std::uint64_t full = PlaceState{cursor_, SlotPhase::full}.word();
    const std::uint64_t length = load_word(reinterpret_cast<SharedWord*>(&at.bytes));
    const bool fits = length <= capacity && length <= shape_.message_bytes;
    if (fits) {
        load_message(message, &at + 1, static_cast<std::size_t>(length));
    }
    if (segment_.is_broken()) {
        return fail_literal(ErrorCode::corrupt, "the channel's memory was cut short");
    }
    const bool is_sound = length <= shape_.message_bytes;
    std::uint64_t expected = full;
    if (is_queue() && (fits || !is_sound)) {
        const PlaceState next{cursor_ + shape_.slots, SlotPhase::free};
        again = !at.state.compare_exchange_strong(expected, next.word());
    } else {
        // The copy is good if no word of it can be newer than the state read next.
        fence(std::memory_order_acquire);
        again = at.state.load(std::memory_order_relaxed) != full;
    }
    if (again) {
        return ErrorCode::ok;
    }
    if (is_sound && !fits) {
        return fail(ErrorCode::invalid_argument,
                    "the next message has %llu bytes; there is room for %zu",
                    static_cast<unsigned long long>(length), capacity);
    }
    move_to(cursor_ + 1);
    if (is_queue()) {
        doorbell_ring(shared_->writable);
    }
    if (!is_sound) {
        ++lost_;
        return fail_literal(ErrorCode::corrupt, "a message of an impossible length");
    }
    ++received_;
    bytes = static_cast<std::size_t>(length);
    return ErrorCode::ok;
}

ErrorCode Channel::nothing_there() noexcept {
    // Closed is looked at first: what was sent before the closing is still delivered.
    if (segment_.condition() == ErrorCode::closed && !can_receive()) {
        return check_condition();
    }
    return fail_literal(ErrorCode::empty, "no message has been sent since the last one received");
}

ErrorCode Channel::receive(std::byte* message, std::size_t capacity, std::size_t& bytes) noexcept {
    if (const ErrorCode error = begin_receive(); error != ErrorCode::ok) {
        return error;
    }
    if (is_queue()) {
        cursor_ = std::max(cursor_, shared_->tail.load(std::memory_order_acquire));
    }
    int attempts = most_attempts;
    for (std::uint64_t steps = most_steps(); steps > 0 && attempts > 0; --steps) {
        PlaceState seen{};
        switch (look(cursor_, seen)) {
        case Place::message: {
            bool again = false;
            const ErrorCode error = take(message, capacity, bytes, again);
            if (error != ErrorCode::ok || !again) {
                return error;
            }
            --attempts;
            break;
        }
        case Place::nothing:
            return nothing_there();
        case Place::gone:
            move_to(next_after(cursor_, seen));
            break;
        case Place::lapped: {
            // To the middle, not to the oldest message: writers would lap this reader again at
            // once.
            const std::uint64_t decided =
                seen.phase == SlotPhase::free ? seen.position - shape_.slots : seen.position;
            const std::uint64_t next = std::max(cursor_, decided - shape_.slots / 2) + 1;
            lost_ += next - cursor_;
            cursor_ = next;
            break;
        }
        case Place::abandoned:
            free_place(slot(cursor_), seen);
            break;
        case Place::stalled:
            if (!is_followed(cursor_) || !has_stalled(seen)) {
                return nothing_there();
            }
            pass(slot(cursor_), seen, cursor_);
            doorbell_ring(shared_->writable);
            break;
        case Place::bad:
            return fail_literal(ErrorCode::corrupt, "the channel's slots do not agree");
        }
    }
    return fail_literal(ErrorCode::empty, "others were faster at each attempt");
}

ErrorCode Channel::wait(std::int32_t timeout_ms) noexcept {
    if (const ErrorCode error = begin_receive(); error != ErrorCode::ok) {
        return error;
    }
    const ErrorCode waited = bell_wait(
        shared_->readable, readable_, timeout_ms, [this] { return can_receive(); },
        [this] { return end_of(shared_->writers); }, [this] { return lives_of(shared_->writers); },
        // Who is in the way will ring when done, but not when it is stopped.
        [this] { return is_delayed_ ? patience_ns : no_deadline; });
    return waited == ErrorCode::timeout ? fail_literal(waited, "no message came in the time given")
                                        : waited;
}

} // namespace rt
