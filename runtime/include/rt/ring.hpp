// A ring of audio blocks in shared memory: one writer, readers with a cursor each.
//
// A 64-bit number tells how far a block is: 2p + 1 while the one at stream position p is being
// written, 2p + 2 when it is whole. In an overwriting ring every slot carries it: a reader copies
// and then validates the number, so it gets a block whole or not at all, and knows exactly what it
// missed. In a lossless ring, where a slot is its reader's from the moving of the head to that of
// the tail, one such number of the writer's own is enough; it is read by the next writer alone.
// Nothing in the ring is a lock: a process killed between any two instructions loses at most the
// block it was writing.
#pragma once

#include "rt/atomic.hpp"
#include "rt/bell.hpp"
#include "rt/error.hpp"
#include "rt/owner.hpp"
#include "rt/pollable.hpp"
#include "rt/segment.hpp"
#include "rt/types.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace rt {

inline constexpr std::uint32_t ring_min_slots = 2;
inline constexpr std::uint32_t ring_max_slots = 65536;
inline constexpr std::size_t cache_line = 64;

/// What a ring is, in its label's parameters: fixed before anybody sees it.
struct RingShape {
    std::uint32_t slots;
    ring_mode mode;
};

class Segment;
/// What the label says, if it can be: its own sizes are proven, the ring's must agree with them
/// before anything is indexed.
Result<RingShape> ring_shape(const Segment& segment, const char* name);

struct RingShared {
    alignas(cache_line) OwnerWord writer;
    Atomic<std::uint64_t> abandoned;
    /// Lossless rings: the number of the block that the writer began last.
    Atomic<std::uint64_t> progress;
    /// Blocks committed; the position of the next one.
    alignas(cache_line) Atomic<std::uint64_t> head;
    /// Lossless rings: who reads, and how far.
    alignas(cache_line) OwnerWord reader;
    Atomic<std::uint64_t> tail;
    alignas(cache_line) Bell readable;
    alignas(cache_line) Bell writable;
};

/// A short block is one cache line, the number another, which lossless rings never touch.
struct alignas(cache_line) RingSlot {
    Atomic<std::uint64_t> sequence;
    alignas(cache_line) std::byte block[sizeof(audio_block)];
    /// Makes it an odd number of lines: the first lines of all slots use all sets of a cache.
    std::byte reserved[96];
};
static_assert(sizeof(RingSlot) % (2 * cache_line) == cache_line);

/// A handle is one thread's at a time, and shares no cache line with another's.
class alignas(cache_line) Ring {
  public:
    static Result<std::unique_ptr<Ring>> create(const char* name, std::uint32_t slots,
                                                ring_mode mode);
    static Result<std::unique_ptr<Ring>> open(const char* name);
    Ring(const Ring&) = delete;
    Ring& operator=(const Ring&) = delete;
    /// Gives up what it owns; the creator's end removes the name and marks the ring closed.
    ~Ring();

    std::uint32_t slots() const noexcept { return mask_ + 1; }
    ring_mode mode() const noexcept { return mode_; }
    /// The process that writes, 0 when there is none.
    std::int32_t writer_pid() const noexcept {
        return life_identity(shared_->writer.load(std::memory_order_acquire)).pid;
    }

    bool has_living_writer() const noexcept {
        return verdict_on(shared_->writer.load(std::memory_order_acquire)) == Verdict::alive;
    }

    // Writing. The first call makes this handle the ring's writer; busy while another lives.
    ErrorCode write_overwrite(const audio_block* block) noexcept;
    ErrorCode try_write(const audio_block* block) noexcept;
    ErrorCode write_batch(const audio_block* blocks, std::size_t count,
                          std::size_t& written) noexcept;
    ErrorCode claim(audio_block*& block) noexcept;
    ErrorCode commit(const audio_block* block) noexcept;
    ErrorCode abandon(const audio_block* block) noexcept;
    ErrorCode wait_space(std::int32_t timeout_ms) noexcept;
    /// From then on a wait_space() that answers timeout leaves it armed. The handle's.
    Result<int> space_descriptor();

    // Reading.
    ErrorCode read(audio_block* block) noexcept;
    ErrorCode read_batch(audio_block* blocks, std::size_t capacity, std::size_t& count) noexcept;
    ErrorCode peek(const audio_block*& block) noexcept;
    ErrorCode release(const audio_block* block) noexcept;
    ErrorCode wait(std::int32_t timeout_ms) noexcept;
    /// As space_descriptor(), for wait().
    Result<int> descriptor();
    ErrorCode skip() noexcept;
    std::uint64_t available() const noexcept;
    ring_counters counters() const noexcept;

  private:
    Ring(Segment segment, const RingShape& shape);

    RingSlot& slot(std::uint64_t position) const noexcept { return slots_[position & mask_]; }
    /// Why waiting for the owner of `other` is in vain: closed, stale or corrupt; ok while it is
    /// not.
    ErrorCode end_of(const OwnerWord& other) const noexcept;
    /// Of whom end_of() would say something.
    std::array<LifeToken, 2> lives_of(const OwnerWord& other) const noexcept {
        return {segment_.label().creator, other.load(std::memory_order_relaxed)};
    }

    // ring_write.cpp
    ErrorCode become_writer() noexcept;
    ErrorCode recover(std::uint64_t head) noexcept;
    ErrorCode recover_lossless(std::uint64_t head) noexcept;
    ErrorCode begin_write() noexcept;
    ErrorCode refuse_write() noexcept;
    ErrorCode check_space() noexcept;
    ErrorCode look_for_space() noexcept;
    void own_next(std::size_t words) noexcept;
    ErrorCode put(const audio_block* block) noexcept;
    void publish() noexcept;

    // ring_read.cpp
    enum class Taken { block, nothing, lapped, bad_block, bad_ring };
    ErrorCode become_reader() noexcept;
    ErrorCode begin_read() noexcept;
    ErrorCode refuse_read() noexcept;
    bool is_reader() const noexcept {
        return mode_ == ring_mode::overwrite || reader_life_ == joined_life();
    }
    Taken look(std::uint64_t& seen) const noexcept;
    Taken take(audio_block* block) noexcept;
    Taken look_lossless() noexcept;
    Taken take_lossless(audio_block* block) noexcept;
    void resynchronise() noexcept;
    ErrorCode refusal(Taken taken) noexcept;
    ErrorCode take_next(audio_block* block) noexcept;
    void consumed() noexcept;
    void give_back() noexcept;
    bool can_read() const noexcept;

    Segment segment_;
    RingShared* shared_;
    RingSlot* slots_;
    std::uint32_t mask_;
    ring_mode mode_;

    /// No process has this one.
    static constexpr LifeToken nobody = ~LifeToken{0};

    // Writer side of this handle.
    LifeToken writer_life_ = nobody;
    std::uint64_t head_ = 0;
    std::uint64_t seen_tail_ = 0;
    audio_block* claimed_ = nullptr;
    /// What an overwriting ring lends: readers may be copying the slot itself.
    std::unique_ptr<audio_block> staging_;
    std::unique_ptr<Pollable> writable_;

    // Reader side of this handle.
    LifeToken reader_life_ = nobody;
    std::uint64_t cursor_ = 0;
    /// Lossless rings: whole blocks end here, as far as this handle has looked.
    std::uint64_t seen_head_ = 0;
    const audio_block* lent_ = nullptr;
    std::uint64_t read_ = 0;
    std::uint64_t overruns_ = 0;
    std::uint64_t underruns_ = 0;
    std::unique_ptr<Pollable> readable_;
};

} // namespace rt
