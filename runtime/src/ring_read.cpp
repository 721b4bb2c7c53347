#include "rt/ring.hpp"

#include "block_head.hpp"
#include "doorbell.hpp"
#include "wide_copy.hpp"

#include <algorithm>
#include <cstring>

namespace rt {
namespace {

/// A reader on a processor of its own catches up in one or two attempts; the bound keeps the call
/// finite when a writer laps it again and again.
constexpr int most_attempts = 64;

/// How many blocks ahead a reader asks for their first lines.
constexpr std::uint64_t lines_ahead = 8;

constexpr std::uint64_t whole(std::uint64_t position) noexcept { return 2 * position + 2; }

constexpr std::size_t used_bytes(const BlockHead& head) noexcept {
    return std::size_t{head.frames} * head.channels * sizeof(float);
}

/// Of a block of the caller's, which may lie anywhere.
std::byte* samples_of(void* block) noexcept {
    return static_cast<std::byte*>(block) + offsetof(audio_block, samples);
}

// Bytes of samples that a record may hold: those of the block whose head it has. A head that is
// none belongs to memory never used for a block, and all of that may be.
std::size_t end_of_former(const void* block) noexcept {
    const BlockHead before = head_of(block);
    const bool is_zero = before.frames == 0 && before.channels == 0;
    return is_zero ? 0 : is_valid(before) ? used_bytes(before) : sizeof audio_block::samples;
}

// An attempt that the writer lapped has left samples in a record whose head is still the former
// one.
void forget_attempt(void* block, std::size_t bytes) noexcept {
    const std::size_t from = end_of_former(block);
    if (from < bytes) {
        std::memset(samples_of(block) + from, 0, bytes - from);
    }
}

// Zeros follow the samples in use. A record that was zero, or held a block, has them already beyond
// what its own head says: only what that block had more than the new one is cleared.
inline void clear_rest(void* block, const BlockHead& head) noexcept {
    const std::size_t end = end_of_former(block);
    // Words were copied: half of one too much at the end of an odd number of samples.
    const std::size_t from = used_bytes(head);
    const std::size_t to = std::max(end, sample_words(head) * sizeof(SharedWord));
    if (from < to) {
        std::memset(samples_of(block) + from, 0, to - from);
    }
}

ErrorCode peek_is_open() noexcept {
    return fail_literal(ErrorCode::busy, "a peeked block has not been released");
}

} // namespace

ErrorCode Ring::become_reader() noexcept {
    const LifeToken self = own_life();
    if (self == 0) {
        return ErrorCode::system; // The text says what kept this process from joining.
    }
    switch (try_acquire(shared_->reader, self)) {
    case Acquired::held:
        return fail_literal(ErrorCode::busy, "another handle reads this lossless ring and lives");
    case Acquired::damaged:
        return fail_literal(ErrorCode::corrupt, "the ring's reader is nobody that ever lived");
    default:
        break;
    }
    reader_life_ = self;
    bell_ring_for_seat(shared_->writable);
    cursor_ = shared_->tail.load(std::memory_order_acquire);
    seen_head_ = cursor_;
    return ErrorCode::ok;
}

[[gnu::always_inline]] inline ErrorCode Ring::begin_read() noexcept {
    return is_reader() && segment_.is_usable() ? ErrorCode::ok : refuse_read();
}

// What is wrong, unless it is that this handle does not read yet, or that the ring was closed: what
// was written before is still read.
ErrorCode Ring::refuse_read() noexcept {
    if (segment_.condition() == ErrorCode::corrupt) {
        return fail_literal(ErrorCode::corrupt, "the ring's memory was cut short or overwritten");
    }
    if (is_reader()) {
        return ErrorCode::ok;
    }
    lent_ = nullptr;
    return become_reader();
}

bool Ring::can_read() const noexcept {
    if (mode_ == ring_mode::lossless) {
        // A head that went back is no block, but somebody has to say so.
        return seen_head_ != cursor_ || shared_->head.load(std::memory_order_relaxed) != cursor_;
    }
    // The slot alone would do, but a sleeper must test what the writer stores just before it looks
    // at the doorbell, and that is the head.
    return slot(cursor_).sequence.load(std::memory_order_acquire) >= whole(cursor_) ||
           shared_->head.load(std::memory_order_relaxed) > cursor_;
}

// What the slot of the cursor holds. The head is only looked at when it is not the block expected:
// to tell what a writer can have left from what none can have.
Ring::Taken Ring::look(std::uint64_t& seen) const noexcept {
    const RingSlot& source = slot(cursor_);
    const std::uint64_t expected = whole(cursor_);
    seen = source.sequence.load(std::memory_order_acquire);
    if (seen == expected) {
        return Taken::block;
    }
    const std::uint64_t head = shared_->head.load(std::memory_order_acquire);
    if (seen < expected) {
        // The head moves after the slot's number.
        seen = source.sequence.load(std::memory_order_acquire);
        if (seen == expected) {
            return Taken::block;
        }
        return seen > expected ? Taken::lapped : head > cursor_ ? Taken::bad_ring : Taken::nothing;
    }
    // 2p, 2p + 1 or 2p + 2 for a later position p of this slot, which is at most a lap beyond the
    // head: batches move the head once.
    const std::uint64_t begun = seen / 2;
    const std::uint64_t position = (begun & mask_) == (cursor_ & mask_) ? begun : begun - 1;
    const bool sound =
        (position & mask_) == (cursor_ & mask_) && position > cursor_ && head + slots() >= position;
    return sound ? Taken::lapped : Taken::bad_ring;
}

Ring::Taken Ring::take(audio_block* block) noexcept {
    std::uint64_t before = 0;
    if (const Taken found = look(before); found != Taken::block) {
        return found;
    }
    const RingSlot& source = slot(cursor_);
    const BlockHead head = load_head(source.block);
    const bool valid = is_valid(head);
    auto* const samples = reinterpret_cast<std::byte*>(block) + sizeof head;
    const std::size_t used = valid ? sample_words(head) : 0;
    load_wide(samples, source.block + sizeof head, used);
    // The copy is good if no word of it can be newer than the number read next.
    fence(std::memory_order_acquire);
    if (source.sequence.load(std::memory_order_relaxed) != before) {
        forget_attempt(block, used * sizeof(SharedWord));
        return Taken::lapped;
    }
    if (segment_.is_broken()) {
        forget_attempt(block, used * sizeof(SharedWord));
        return Taken::bad_ring; // Zeros may stand where samples were.
    }
    if (!valid) {
        return Taken::bad_block;
    }
    clear_rest(block, head);
    set_head(block, head);
    return Taken::block;
}

// Whether the next block is there. The writer's line is looked at only when all blocks seen there
// have been read.
[[gnu::always_inline]] inline Ring::Taken Ring::look_lossless() noexcept {
    if (seen_head_ == cursor_) {
        const std::uint64_t head = shared_->head.load(std::memory_order_acquire);
        if (head - cursor_ > slots()) {
            return Taken::bad_ring;
        }
        seen_head_ = head;
        // The others of those that came at once are on their way while this one is waited for.
        for (std::uint64_t next = cursor_ + 1; next < std::min(head, cursor_ + lines_ahead);
             ++next) {
            want_line(slot(next).block);
        }
    }
    return seen_head_ == cursor_ ? Taken::nothing : Taken::block;
}

// Nobody writes to the slot until it is given back.
[[gnu::always_inline]] inline Ring::Taken Ring::take_lossless(audio_block* block) noexcept {
    if (const Taken found = look_lossless(); found != Taken::block) {
        return found;
    }
    const RingSlot& source = slot(cursor_);
    const BlockHead head = load_head(source.block);
    if (!is_valid(head)) {
        return segment_.is_broken() ? Taken::bad_ring : Taken::bad_block;
    }
    const std::size_t words = sample_words(head);
    if (cursor_ + lines_ahead < seen_head_) {
        want_line(slot(cursor_ + lines_ahead).block);
    }
    load_wide(reinterpret_cast<std::byte*>(block) + sizeof head, source.block + sizeof head, words);
    if (segment_.is_broken()) {
        forget_attempt(block, words * sizeof(SharedWord));
        return Taken::bad_ring; // Zeros may stand where samples were.
    }
    clear_rest(block, head);
    set_head(block, head);
    return Taken::block;
}

void Ring::resynchronise() noexcept {
    // To the middle, not to the oldest block: the writer would lap the reader again at once.
    const std::uint64_t head = shared_->head.load(std::memory_order_acquire);
    const std::uint64_t aim = head > slots() / 2 ? head - slots() / 2 : 0;
    const std::uint64_t middle = std::max(aim, cursor_ + 1);
    overruns_ += middle - cursor_;
    cursor_ = middle;
}

[[gnu::always_inline]] inline void Ring::consumed() noexcept {
    ++cursor_;
    ++read_;
}

// Lossless rings: the slots before the cursor are the writer's again.
[[gnu::always_inline]] inline void Ring::give_back() noexcept {
    if (mode_ == ring_mode::lossless) {
        shared_->tail.store(cursor_, std::memory_order_release);
        doorbell_ring_after_store(shared_->writable);
    }
}

ErrorCode Ring::refusal(Taken taken) noexcept {
    if (taken == Taken::bad_ring) {
        return fail_literal(ErrorCode::corrupt, "the ring's head does not agree with its slots");
    }
    if (taken == Taken::bad_block) { // Passed over, and counted with the lost.
        ++cursor_;
        ++overruns_;
        give_back();
        return fail_literal(ErrorCode::corrupt, "a block with impossible frames or channels");
    }
    ++underruns_;
    // Closed is looked at first: what was written before the closing is still delivered.
    if (segment_.condition() == ErrorCode::closed && !can_read()) {
        return fail_literal(ErrorCode::closed, "the ring was closed by its creator");
    }
    return taken == Taken::lapped
               ? fail_literal(ErrorCode::empty, "the writer lapped every attempt to copy a block")
               : fail_literal(ErrorCode::empty,
                              "no block has been written since the last one read");
}

// Copies the next block; give_back() is left to the caller.
[[gnu::always_inline]] inline ErrorCode Ring::take_next(audio_block* block) noexcept {
    Taken taken = mode_ == ring_mode::lossless ? take_lossless(block) : take(block);
    for (int attempt = 1; taken == Taken::lapped && attempt < most_attempts; ++attempt) {
        resynchronise();
        taken = take(block);
    }
    if (taken != Taken::block) {
        return refusal(taken);
    }
    consumed();
    return ErrorCode::ok;
}

ErrorCode Ring::read(audio_block* block) noexcept {
    ErrorCode error = begin_read();
    if (error == ErrorCode::ok && lent_ != nullptr) {
        return peek_is_open();
    }
    if (error == ErrorCode::ok) {
        error = take_next(block);
    }
    if (error == ErrorCode::ok) {
        give_back();
    }
    return error;
}

ErrorCode Ring::read_batch(audio_block* blocks, std::size_t capacity, std::size_t& count) noexcept {
    if (capacity == 0) {
        return fail_literal(ErrorCode::invalid_argument, "no room for a block");
    }
    if (const ErrorCode error = begin_read(); error != ErrorCode::ok) {
        return error;
    }
    if (lent_ != nullptr) {
        return peek_is_open();
    }
    if (const ErrorCode error = take_next(blocks); error != ErrorCode::ok) {
        return error;
    }
    std::size_t got = 1;
    // Later blocks are a bonus: finding none of them is no underrun.
    while (got < capacity && can_read() && take_next(blocks + got) == ErrorCode::ok) {
        ++got;
    }
    give_back();
    count = got;
    return ErrorCode::ok;
}

ErrorCode Ring::peek(const audio_block*& block) noexcept {
    if (mode_ != ring_mode::lossless) {
        return fail_literal(ErrorCode::invalid_argument,
                            "only a lossless ring lends blocks: this one is overwritten");
    }
    if (const ErrorCode error = begin_read(); error != ErrorCode::ok) {
        return error;
    }
    if (lent_ != nullptr) {
        return peek_is_open();
    }
    if (const Taken found = look_lossless(); found != Taken::block) {
        return refusal(found);
    }
    const BlockHead head = load_head(slot(cursor_).block);
    if (segment_.is_broken()) {
        return refusal(Taken::bad_ring);
    }
    if (!is_valid(head)) {
        return refusal(Taken::bad_block);
    }
    lent_ = reinterpret_cast<const audio_block*>(slot(cursor_).block);
    block = lent_;
    return ErrorCode::ok;
}

ErrorCode Ring::release(const audio_block* block) noexcept {
    if (lent_ == nullptr || block != lent_) {
        return fail_literal(ErrorCode::invalid_argument, "this block is not the peeked one");
    }
    lent_ = nullptr;
    if (reader_life_ != joined_life()) {
        return fail_literal(ErrorCode::busy, "the block was peeked before this process was forked");
    }
    consumed();
    give_back();
    return ErrorCode::ok;
}

ErrorCode Ring::wait(std::int32_t timeout_ms) noexcept {
    if (const ErrorCode error = begin_read(); error != ErrorCode::ok) {
        return error;
    }
    const ErrorCode waited = bell_wait<Ringer::stores>(
        shared_->readable, readable_, timeout_ms, [this] { return can_read(); },
        [this] { return end_of(shared_->writer); }, [this] { return lives_of(shared_->writer); });
    return waited == ErrorCode::timeout ? fail_literal(waited, "no block came in the time given")
                                        : waited;
}

ErrorCode Ring::skip() noexcept {
    if (const ErrorCode error = begin_read(); error != ErrorCode::ok) {
        return error;
    }
    if (lent_ != nullptr) {
        return peek_is_open();
    }
    // Not backwards: a batch shows its blocks before it moves the head.
    cursor_ = std::max(cursor_, shared_->head.load(std::memory_order_acquire));
    seen_head_ = cursor_;
    give_back();
    return ErrorCode::ok;
}

std::uint64_t Ring::available() const noexcept {
    const std::uint64_t head = shared_->head.load(std::memory_order_acquire);
    const std::uint64_t from =
        is_reader() ? cursor_ : shared_->tail.load(std::memory_order_acquire);
    const std::uint64_t unread = head > from ? head - from : 0;
    // A lapped reader is set to the middle by its next read.
    return unread > slots() ? slots() / 2 : unread;
}

} // namespace rt
