#include "rt/ring.hpp"

#include "block_head.hpp"
#include "doorbell.hpp"

#include <algorithm>
#include <cstring>

namespace rt {
namespace {

/// A reader on a processor of its own catches up in one or two attempts; the bound keeps the call
/// finite when a writer laps it again and again.
constexpr int most_attempts = 64;

constexpr std::uint64_t whole(std::uint64_t position) noexcept { return 2 * position + 2; }

} // namespace

ErrorCode Ring::become_reader() noexcept {
    if (try_acquire(shared_->reader) == Acquired::held) {
        return fail_literal(ErrorCode::busy, "another handle reads this lossless ring and lives");
    }
    reader_token_ = current_token();
    cursor_ = shared_->tail.load(std::memory_order_acquire);
    return ErrorCode::ok;
}

ErrorCode Ring::begin_read() noexcept {
    if (mode_ == ring_mode::overwrite || reader_token_ == current_token()) {
        return ErrorCode::ok;
    }
    lent_ = nullptr;
    return become_reader();
}

bool Ring::can_read() const noexcept {
    // The slot alone would do, but a sleeper must test what the writer stores just before it looks
    // at the doorbell, and that is the head.
    return slot(cursor_).sequence.load(std::memory_order_acquire) >= whole(cursor_) ||
           shared_->head.load(std::memory_order_seq_cst) > cursor_;
}

Ring::Taken Ring::take(audio_block* block) noexcept {
    const RingSlot& source = slot(cursor_);
    const std::uint64_t expected = whole(cursor_);
    const std::uint64_t before = source.sequence.load(std::memory_order_acquire);
    if (before != expected) {
        return before < expected ? Taken::nothing : Taken::lapped;
    }
    BlockHead head;
    load_words(&head, source.block, head_words);
    const bool valid = is_valid(head);
    auto* const samples = reinterpret_cast<std::byte*>(block) + sizeof head;
    const std::size_t used = valid ? sample_words(head) : 0;
    load_words(samples, source.block + sizeof head, used);
    // The copy is good if no word of it can be newer than the number read next.
    std::atomic_thread_fence(std::memory_order_acquire);
    if (source.sequence.load(std::memory_order_relaxed) != before) {
        return Taken::lapped;
    }
    if (!valid) {
        return Taken::damaged;
    }
    std::memcpy(static_cast<void*>(block), &head, sizeof head);
    const std::size_t used_bytes = std::size_t{head.frames} * head.channels * sizeof(float);
    std::memset(samples + used_bytes, 0, sizeof block->samples - used_bytes);
    return Taken::block;
}

void Ring::resynchronise() noexcept {
    // To the middle, not to the oldest block: the writer would lap the reader again at once.
    const std::uint64_t head = shared_->head.load(std::memory_order_acquire);
    const std::uint64_t middle = std::max(head - slots() / 2, cursor_ + 1);
    overruns_ += middle - cursor_;
    cursor_ = middle;
}

ErrorCode Ring::nothing_to_read() noexcept {
    ++underruns_;
    // Closed is looked at first: what was written before the closing is still delivered.
    if (segment_.is_closed() && !can_read()) {
        return fail_literal(ErrorCode::closed, "the ring was closed by its creator");
    }
    return fail_literal(ErrorCode::empty, "no block has been written since the last one read");
}

void Ring::consumed() noexcept {
    ++cursor_;
    ++read_;
    if (mode_ == ring_mode::lossless) {
        shared_->tail.store(cursor_, std::memory_order_seq_cst);
        doorbell_ring(shared_->writable);
    }
}

ErrorCode Ring::take_next(audio_block* block) noexcept {
    for (int attempt = 0; attempt < most_attempts; ++attempt) {
        switch (take(block)) {
        case Taken::block:
            consumed();
            return ErrorCode::ok;
        case Taken::nothing:
            return nothing_to_read();
        case Taken::damaged:
            consumed();
            --read_;
            ++overruns_;
            return fail_literal(ErrorCode::corrupt, "a block with impossible frames or channels");
        case Taken::lapped:
            if (mode_ == ring_mode::lossless) {
                return fail_literal(ErrorCode::corrupt, "a lossless ring was overwritten");
            }
            resynchronise();
            break;
        }
    }
    ++underruns_;
    return fail_literal(ErrorCode::empty, "the writer lapped every attempt to copy a block");
}

ErrorCode Ring::read(audio_block* block) noexcept {
    if (const ErrorCode error = begin_read(); error != ErrorCode::ok) {
        return error;
    }
    if (lent_ != nullptr) {
        return fail_literal(ErrorCode::busy, "a peeked block has not been released");
    }
    return take_next(block);
}

ErrorCode Ring::read_batch(audio_block* blocks, std::size_t capacity, std::size_t& count) noexcept {
    if (capacity == 0) {
        return fail_literal(ErrorCode::invalid_argument, "no room for a block");
    }
    ErrorCode error = read(blocks);
    if (error != ErrorCode::ok) {
        return error;
    }
    std::size_t got = 1;
    // Later blocks are a bonus: finding none of them is no underrun.
    while (got < capacity && can_read() && take_next(blocks + got) == ErrorCode::ok) {
        ++got;
    }
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
        return fail_literal(ErrorCode::busy, "a peeked block has not been released");
    }
    if (!can_read()) {
        return nothing_to_read();
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
    if (reader_token_ != current_token()) {
        return fail_literal(ErrorCode::busy, "the block was peeked before this process was forked");
    }
    consumed();
    return ErrorCode::ok;
}

ErrorCode Ring::wait(std::int32_t timeout_ms) noexcept {
    if (const ErrorCode error = begin_read(); error != ErrorCode::ok) {
        return error;
    }
    const ErrorCode waited = doorbell_wait(shared_->readable, timeout_ms,
                                           [this] { return can_read() || segment_.is_closed(); });
    if (waited == ErrorCode::ok && !can_read()) {
        return fail_literal(ErrorCode::closed, "the ring was closed by its creator");
    }
    return waited == ErrorCode::ok ? waited
                                   : fail_literal(waited, "no block came in the time given");
}

ErrorCode Ring::skip() noexcept {
    if (const ErrorCode error = begin_read(); error != ErrorCode::ok) {
        return error;
    }
    if (lent_ != nullptr) {
        return fail_literal(ErrorCode::busy, "a peeked block has not been released");
    }
    cursor_ = shared_->head.load(std::memory_order_acquire);
    if (mode_ == ring_mode::lossless) {
        shared_->tail.store(cursor_, std::memory_order_seq_cst);
        doorbell_ring(shared_->writable);
    }
    return ErrorCode::ok;
}

std::uint64_t Ring::available() const noexcept {
    const std::uint64_t head = shared_->head.load(std::memory_order_acquire);
    const bool reading = mode_ == ring_mode::overwrite || reader_token_ == current_token();
    const std::uint64_t from = reading ? cursor_ : shared_->tail.load(std::memory_order_acquire);
    const std::uint64_t unread = head > from ? head - from : 0;
    // A lapped reader is set to the middle by its next read.
    return unread > slots() ? slots() / 2 : unread;
}

} // namespace rt
