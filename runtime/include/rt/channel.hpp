// Messages between many writers and many readers in shared memory.
//
// Positions are counted from 0; position p lies in slot p mod slots. All that is ever decided about
// a position is decided by one swap of its slot's state, which only moves forward:
//
//   free(p) ──► writing(p, w) ──► full(p) ──► free(p + slots)      in a queue, by who took it
//     ▲             │                └─────► writing(p + slots, v) in a broadcast, over it
//     │             ▼
//     └───────── held(p, w) ──► held(p + slots, w)
//
// A writer that dies while it writes leaves a place that anybody frees. One that is stopped is
// passed by: its place is held, it costs the others that slot and no time, and when it goes on it
// finds out, gives the slot back and writes its message further on. Readers copy first and then
// take (or, in a broadcast, look again), so they hold nothing. So nobody waits for anybody.
#pragma once

#include "rt/atomic.hpp"
#include "rt/bell.hpp"
#include "rt/error.hpp"
#include "rt/pollable.hpp"
#include "rt/seats.hpp"
#include "rt/segment.hpp"
#include "rt/types.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>

namespace rt {

inline constexpr std::uint32_t channel_min_slots = 2;
inline constexpr std::uint32_t channel_max_slots = 65536;
/// Of all slots together: nobody is made to map more.
inline constexpr std::uint64_t channel_max_bytes = 1U << 30;

/// Fixed before anybody sees the channel.
struct ChannelShape {
    std::uint32_t slots;
    channel_mode mode;
    std::uint32_t message_bytes;
};

/// What the label says, if it can be: checked before anything is indexed.
Result<ChannelShape> channel_shape(const Segment& segment, const char* name);

struct ChannelShared {
    char type[channel_type_max];
    /// Where to begin looking for a place; everything before it is decided. No more than a hint.
    alignas(64) Atomic<std::uint64_t> head;
    /// Queues: everything before it has been taken.
    alignas(64) Atomic<std::uint64_t> tail;
    alignas(64) Bell readable;
    alignas(64) Bell writable;
    alignas(64) Atomic<std::uint64_t> abandoned;
    Atomic<std::uint64_t> passed;
    Seats writers;
    /// Queues: who takes messages.
    Seats readers;
};

/// The message follows, in words.
struct ChannelSlot {
    Atomic<std::uint64_t> state;
    std::uint64_t bytes;
};

enum class SlotPhase : std::uint8_t { free = 0, writing = 1, full = 2, held = 3 };

/// A slot's state: the position it is about, what is decided, and the seat of who writes.
struct PlaceState {
    std::uint64_t position;
    SlotPhase phase;
    std::uint32_t writer = 0;

    static constexpr unsigned position_shift = 10;
    static constexpr PlaceState from(std::uint64_t word) noexcept {
        return {word >> position_shift, static_cast<SlotPhase>(word & 3),
                static_cast<std::uint32_t>(word >> 2 & 255)};
    }
    constexpr std::uint64_t word() const noexcept {
        return position << position_shift | std::uint64_t{writer} << 2 |
               static_cast<std::uint64_t>(phase);
    }
};

class Channel {
  public:
    /// `type` says what messages are, up to channel_type_max - 1 bytes; open() must say the same.
    static Result<std::unique_ptr<Channel>> create(const char* name, const char* type,
                                                   const ChannelShape& shape);
    static Result<std::unique_ptr<Channel>> open(const char* name, const char* type);
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;
    ~Channel();

    const ChannelShape& shape() const noexcept { return shape_; }

    ErrorCode send(const std::byte* message, std::size_t bytes) noexcept;
    ErrorCode wait_space(std::int32_t timeout_ms) noexcept;
    /// From then on a wait_space() that answers timeout leaves it armed. The handle's.
    Result<int> space_descriptor();

    ErrorCode receive(std::byte* message, std::size_t capacity, std::size_t& bytes) noexcept;
    ErrorCode wait(std::int32_t timeout_ms) noexcept;
    /// As space_descriptor(), for wait().
    Result<int> descriptor();

    channel_counters counters() const noexcept;

    /// closed or stale when its creator is gone, corrupt when it is damaged.
    ErrorCode check() const noexcept;
    /// From now on waiting here ends with the other channel as well, which must live as long.
    void end_with(const Channel& other) noexcept { ends_with_ = &other; }
    /// From now on waiting for messages goes on when all senders have died: others will come.
    void outlast_senders() noexcept { outlasts_senders_ = true; }
    /// Wakes those who wait for messages, to look again.
    void ring() noexcept { doorbell_ring(shared_->readable); }

  private:
    Channel(Segment segment, const ChannelShape& shape);

    ChannelSlot& slot(std::uint64_t position) const noexcept {
        return *reinterpret_cast<ChannelSlot*>(slots_ + (position & mask_) * stride_);
    }
    bool is_of(const PlaceState& state, std::uint64_t position) const noexcept {
        return ((state.position ^ position) & mask_) == 0;
    }
    bool is_queue() const noexcept { return shape_.mode == channel_mode::queue; }
    /// More steps than this take only those that others overtake at each, or who walks in damage.
    std::uint64_t most_steps() const noexcept { return 2 * std::uint64_t{shape_.slots} + 1000; }
    bool has_dead_writer(const PlaceState& state) const noexcept;
    /// Frees the place of a dead writer.
    void free_place(ChannelSlot& at, const PlaceState& seen) const noexcept;
    /// Leaves a living writer's place to it, and the position without a message.
    bool pass(ChannelSlot& at, const PlaceState& seen, std::uint64_t position) const noexcept;
    ErrorCode end_of(const Seats& others) const noexcept;
    /// Of whom end_of() would say something: a list that ends with this handle's next question.
    std::span<const LifeToken> lives_of(const Seats& others) noexcept;
    ErrorCode check_condition() const noexcept;

    // channel_send.cpp
    enum class Room { here, taken, passable, abandoned, none, bad };
    Room room_at(std::uint64_t& position, PlaceState& seen) const noexcept;
    ErrorCode begin_send() noexcept;
    void clear_up() noexcept;
    ErrorCode claim(std::uint64_t& position) noexcept;
    bool publish(std::uint64_t position) noexcept;
    bool has_room() const noexcept;

    // channel_receive.cpp
    enum class Place { message, nothing, gone, lapped, stalled, abandoned, bad };
    Place look(std::uint64_t position, PlaceState& seen) const noexcept;
    std::uint64_t next_after(std::uint64_t position, const PlaceState& seen) const noexcept;
    bool is_followed(std::uint64_t position) const noexcept;
    bool has_stalled(const PlaceState& seen) noexcept;
    bool can_receive() noexcept;
    ErrorCode begin_receive() noexcept;
    ErrorCode take(std::byte* message, std::size_t capacity, std::size_t& bytes,
                   bool& again) noexcept;
    ErrorCode nothing_there() noexcept;
    void move_to(std::uint64_t position) noexcept;

    Segment segment_;
    ChannelShared* shared_;
    std::byte* slots_;
    std::uint64_t mask_;
    std::size_t stride_;
    ChannelShape shape_;

    std::unique_ptr<Pollable> readable_;
    std::unique_ptr<Pollable> writable_;
    const Channel* ends_with_ = nullptr;
    bool outlasts_senders_ = false;
    std::array<LifeToken, most_seats + 2> lives_{};

    SeatHolder writer_;
    SeatHolder reader_;
    /// Where this handle reads next. In a queue no more than a hint.
    std::uint64_t cursor_ = 0;
    /// A place that stood in the way, and since when.
    std::uint64_t stalled_state_ = 0;
    std::uint64_t stalled_since_ = 0;
    /// Whether messages lie behind it.
    bool is_delayed_ = false;
    std::uint64_t sent_ = 0;
    std::uint64_t received_ = 0;
    std::uint64_t lost_ = 0;
};

} // namespace rt
