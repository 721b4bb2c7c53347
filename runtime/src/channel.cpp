#include "rt/channel.hpp"

#include "rt/name.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <new>

namespace rt {
namespace {

constexpr std::size_t line_bytes = 64;

std::size_t slot_bytes(std::uint32_t message_bytes) noexcept {
    return (sizeof(ChannelSlot) + message_bytes + line_bytes - 1) / line_bytes * line_bytes;
}

std::size_t channel_bytes(const ChannelShape& shape) noexcept {
    return sizeof(ChannelShared) + shape.slots * slot_bytes(shape.message_bytes);
}

bool is_sound(const ChannelShape& shape) noexcept {
    return std::has_single_bit(shape.slots) && shape.slots >= channel_min_slots &&
           shape.slots <= channel_max_slots && shape.message_bytes >= 1 &&
           shape.message_bytes <= channel_max_message &&
           std::uint64_t{shape.slots} * slot_bytes(shape.message_bytes) <= channel_max_bytes &&
           (shape.mode == channel_mode::broadcast || shape.mode == channel_mode::queue);
}

SegmentParameters label_of(const ChannelShape& shape) noexcept {
    return {shape.slots, static_cast<std::uint32_t>(shape.mode), shape.message_bytes,
            static_cast<std::uint32_t>(slot_bytes(shape.message_bytes))};
}

ErrorCode check_type(const char* name, const char* type) noexcept {
    return ::strnlen(type, channel_type_max) < channel_type_max
               ? ErrorCode::ok
               : fail(ErrorCode::invalid_argument, "channel '%.63s': a type of more than %zu bytes",
                      name, channel_type_max - 1);
}

void build(void* payload, const ChannelShape& shape, const char* type) {
    auto* const shared = new (payload) ChannelShared{};
    std::memcpy(shared->type, type, std::strlen(type));
    auto* at = reinterpret_cast<std::byte*>(shared + 1);
    for (std::uint64_t position = 0; position < shape.slots; ++position) {
        auto* const slot = new (at) ChannelSlot{};
        slot->state.store(PlaceState{position, SlotPhase::free}.word(), std::memory_order_relaxed);
        at += slot_bytes(shape.message_bytes);
    }
}

} // namespace

Result<ChannelShape> channel_shape(const Segment& segment, const char* name) {
    const SegmentParameters& found = segment.parameters();
    const ChannelShape shape{found[0], static_cast<channel_mode>(found[1]), found[2]};
    if (!is_sound(shape) || found != label_of(shape) ||
        segment.payload_bytes() != channel_bytes(shape)) {
        return fail(ErrorCode::corrupt, "channel '%s' says %u slots for %u bytes in %zu", name,
                    shape.slots, shape.message_bytes, segment.payload_bytes());
    }
    return shape;
}

Channel::Channel(Segment segment, const ChannelShape& shape)
    : segment_(std::move(segment)), shared_(static_cast<ChannelShared*>(segment_.payload())),
      slots_(reinterpret_cast<std::byte*>(shared_ + 1)), mask_(shape.slots - 1),
      stride_(slot_bytes(shape.message_bytes)), shape_(shape) {}

Channel::~Channel() {
    writer_.leave(shared_->writers);
    reader_.leave(shared_->readers);
    if (segment_.is_creator()) {
        segment_.retire();
        doorbell_ring(shared_->readable);
        doorbell_ring(shared_->writable);
    }
}

Result<std::unique_ptr<Channel>> Channel::create(const char* name, const char* type,
                                                 const ChannelShape& shape) {
    if (!is_sound(shape)) {
        return fail(
            ErrorCode::invalid_argument,
            "channel '%.63s': %u slots must be a power of two from %u to %u, %u bytes of a "
            "message from 1 to %u, all of them together in %llu MiB, and the mode (%u) one of "
            "the two",
            name, shape.slots, channel_min_slots, channel_max_slots, shape.message_bytes,
            channel_max_message, static_cast<unsigned long long>(channel_max_bytes >> 20),
            static_cast<unsigned>(shape.mode));
    }
    if (const ErrorCode error = check_type(name, type); error != ErrorCode::ok) {
        return error;
    }
    Result<Segment> segment =
        Segment::create(SegmentKind::channel, name, channel_bytes(shape), label_of(shape),
                        [&](void* payload) { build(payload, shape, type); });
    if (!segment) {
        return segment.error();
    }
    return std::unique_ptr<Channel>(new Channel(std::move(*segment), shape));
}

Result<std::unique_ptr<Channel>> Channel::open(const char* name, const char* type) {
    if (const ErrorCode error = check_type(name, type); error != ErrorCode::ok) {
        return error;
    }
    Result<Segment> segment = Segment::open(SegmentKind::channel, name);
    if (!segment) {
        return segment.error();
    }
    const Result<ChannelShape> shape = channel_shape(*segment, name);
    if (!shape) {
        return shape.error();
    }
    char found[channel_type_max];
    std::memcpy(found, static_cast<const ChannelShared*>(segment->payload())->type, sizeof found);
    found[sizeof found - 1] = '\0';
    if (std::strcmp(found, type) != 0) {
        return fail(ErrorCode::fingerprint_mismatch, "channel '%s' carries '%.60s', not '%.60s'",
                    name, found, type);
    }
    std::unique_ptr<Channel> channel(new Channel(std::move(*segment), *shape));
    const auto& hint = channel->is_queue() ? channel->shared_->tail : channel->shared_->head;
    channel->cursor_ = hint.load(std::memory_order_acquire);
    return channel;
}

bool Channel::has_dead_writer(const PlaceState& state) const noexcept {
    return state.writer >= most_seats ||
           is_dead(shared_->writers[state.writer].owner.load(std::memory_order_acquire));
}

void Channel::free_place(ChannelSlot& at, const PlaceState& seen) const noexcept {
    std::uint64_t expected = seen.word();
    const PlaceState free{seen.position + shape_.slots, SlotPhase::free};
    if (at.state.compare_exchange_strong(expected, free.word()) &&
        seen.phase == SlotPhase::writing) {
        shared_->abandoned.fetch_add(1, std::memory_order_relaxed);
    }
}

bool Channel::pass(ChannelSlot& at, const PlaceState& seen, std::uint64_t position) const noexcept {
    std::uint64_t expected = seen.word();
    const PlaceState held{position, SlotPhase::held, seen.writer};
    const bool passed = at.state.compare_exchange_strong(expected, held.word());
    if (passed) {
        shared_->passed.fetch_add(1, std::memory_order_relaxed);
    }
    return passed;
}

ErrorCode Channel::check_condition() const noexcept {
    switch (const ErrorCode error = segment_.condition()) {
    case ErrorCode::ok:
        return error;
    case ErrorCode::closed:
        return fail_literal(error, "the channel was closed by its creator");
    default:
        return fail_literal(error, "the channel's memory was cut short or overwritten");
    }
}

ErrorCode Channel::check() const noexcept {
    if (const ErrorCode error = check_condition(); error != ErrorCode::ok) {
        return error;
    }
    return segment_.has_dead_creator()
               ? fail_literal(ErrorCode::stale, "the process that created the channel died")
               : ErrorCode::ok;
}

ErrorCode Channel::end_of(const Seats& others) const noexcept {
    ErrorCode error = check();
    if (error == ErrorCode::ok && ends_with_ != nullptr) {
        error = ends_with_->check();
    }
    if (error != ErrorCode::ok) {
        return error;
    }
    const bool is_lasting = outlasts_senders_ && &others == &shared_->writers;
    if (!is_lasting && company_of(others) == Company::only_dead) {
        return fail_literal(ErrorCode::stale, "all at the channel's other end died");
    }
    return ErrorCode::ok;
}

std::span<const LifeToken> Channel::lives_of(const Seats& others) noexcept {
    std::size_t count = 0;
    lives_[count++] = segment_.label().creator;
    if (ends_with_ != nullptr) {
        lives_[count++] = ends_with_->segment_.label().creator;
    }
    for (const Seat& seat : others) {
        if (const LifeToken owner = seat.owner.load(std::memory_order_relaxed); owner != 0) {
            lives_[count++] = owner;
        }
    }
    return std::span(lives_).first(count);
}

Result<int> Channel::descriptor() { return descriptor_of(readable_, shared_->readable); }
Result<int> Channel::space_descriptor() { return descriptor_of(writable_, shared_->writable); }

channel_counters Channel::counters() const noexcept {
    return {sent_, received_, lost_, shared_->abandoned.load(std::memory_order_relaxed),
            shared_->passed.load(std::memory_order_relaxed)};
}

} // namespace rt
