#include "rt/ring.hpp"

#include "block_head.hpp"
#include "doorbell.hpp"
#include "wide_copy.hpp"

#include <algorithm>
#include <cstring>

namespace rt {
namespace {

constexpr std::uint64_t being_written(std::uint64_t position) noexcept { return 2 * position + 1; }
constexpr std::uint64_t whole(std::uint64_t position) noexcept { return 2 * position + 2; }
/// Neither begun nor whole; no other position of the same slot has this number.
constexpr std::uint64_t emptied(std::uint64_t position) noexcept { return 2 * position; }

/// No ring gets that far.
constexpr std::uint64_t most_blocks = std::uint64_t{1} << 62;

ErrorCode wrong_head() noexcept {
    return fail_literal(ErrorCode::invalid_argument,
                        "a block needs 1 or 2 channels and at most 1024 frames");
}

} // namespace

ErrorCode Ring::become_writer() noexcept {
    const LifeToken self = own_life();
    if (self == 0) {
        return ErrorCode::system; // The text says what kept this process from joining.
    }
    switch (try_acquire(shared_->writer, self)) {
    case Acquired::held:
        return fail_literal(ErrorCode::busy, "another handle is writing to this ring and lives");
    case Acquired::damaged:
        return fail_literal(ErrorCode::corrupt, "the ring's writer is nobody that ever lived");
    default:
        break;
    }
    const std::uint64_t head = shared_->head.load(std::memory_order_acquire);
    const ErrorCode error = mode_ == ring_mode::lossless ? recover_lossless(head) : recover(head);
    if (error == ErrorCode::ok) {
        writer_life_ = self;
        bell_ring_for_seat(shared_->readable);
    } else {
        rt::release(shared_->writer, self);
    }
    return error;
}

// Takes up where the last writer left off: it may have died between finishing blocks and moving the
// head, or within a block. Whatever no writer could have left is damage.
ErrorCode Ring::recover(std::uint64_t head) noexcept {
    const auto number = [this](std::uint64_t position) {
        return slot(position).sequence.load(std::memory_order_acquire);
    };
    bool sound = head < most_blocks && (head == 0 || number(head - 1) == whole(head - 1));
    head_ = head;
    for (std::uint32_t i = 0; sound && i < slots() && number(head_) == whole(head_); ++i) {
        ++head_;
    }
    const std::uint64_t found = number(head_);
    if (found == being_written(head_)) {
        slot(head_).sequence.store(emptied(head_), std::memory_order_release);
        shared_->abandoned.fetch_add(1, std::memory_order_relaxed);
    } else if (found != emptied(head_)) {
        sound = sound && found == (head_ < slots() ? 0 : whole(head_ - slots()));
    }
    if (!sound) {
        return fail_literal(ErrorCode::corrupt, "the ring's head does not agree with its slots");
    }
    if (head_ != head) {
        publish();
    }
    return ErrorCode::ok;
}

// The same for a lossless ring, where one number of the writer's tells how far it came.
ErrorCode Ring::recover_lossless(std::uint64_t head) noexcept {
    const std::uint64_t progress = shared_->progress.load(std::memory_order_acquire);
    const std::uint64_t tail = shared_->tail.load(std::memory_order_acquire);
    head_ = progress / 2;
    if (head > most_blocks || head_ - head > slots() || head_ - tail > slots()) {
        return fail_literal(ErrorCode::corrupt, "the ring's head does not agree with its writer's");
    }
    if (progress == being_written(head_)) {
        shared_->progress.store(emptied(head_), std::memory_order_release);
        shared_->abandoned.fetch_add(1, std::memory_order_relaxed);
    }
    seen_tail_ = tail;
    if (head_ != head) {
        publish();
    }
    return ErrorCode::ok;
}

[[gnu::always_inline]] inline ErrorCode Ring::begin_write() noexcept {
    const bool may = claimed_ == nullptr && segment_.is_usable() && writer_life_ == joined_life();
    return may ? ErrorCode::ok : refuse_write();
}

// What is wrong, unless it is that this handle does not write yet.
ErrorCode Ring::refuse_write() noexcept {
    if (claimed_ != nullptr) {
        return fail_literal(ErrorCode::busy, "a claimed block is neither committed nor abandoned");
    }
    switch (const ErrorCode error = segment_.condition()) {
    case ErrorCode::ok:
        break;
    case ErrorCode::closed:
        return fail_literal(error, "the ring was closed by its creator");
    default:
        return fail_literal(error, "the ring's memory was cut short or overwritten");
    }
    return writer_life_ == joined_life() ? ErrorCode::ok : become_writer();
}

[[gnu::always_inline]] inline ErrorCode Ring::check_space() noexcept {
    const bool may_be_full = mode_ == ring_mode::lossless && head_ - seen_tail_ >= slots();
    return may_be_full ? look_for_space() : ErrorCode::ok;
}

// The reader's place is looked at only when the one seen last leaves no room: the line it lies in
// is the reader's.
ErrorCode Ring::look_for_space() noexcept {
    const std::uint64_t tail = shared_->tail.load(std::memory_order_acquire);
    if (tail < seen_tail_ || tail > head_) {
        return fail_literal(ErrorCode::corrupt, "the reader's place is no place in the ring");
    }
    seen_tail_ = tail;
    return head_ - tail >= slots()
               ? fail_literal(ErrorCode::full, "every slot holds a block that is still unread")
               : ErrorCode::ok;
}

/// Asks for a slot that is about to be written to, if the reader has given it back.
[[gnu::always_inline]] inline void Ring::own_next(std::size_t words) noexcept {
    const std::uint64_t next = head_ + std::min<std::uint64_t>(blocks_ahead(words), slots() / 2);
    if (next - seen_tail_ < slots()) {
        own_lines(slot(next).block, words);
    }
}

/// Fills the slot of the head and moves this handle's head; publish() shows it to others.
[[gnu::always_inline]] inline ErrorCode Ring::put(const audio_block* block) noexcept {
    const BlockHead head = head_of(block);
    if (!is_valid(head)) {
        return wrong_head();
    }
    RingSlot& target = slot(head_);
    const bool lossless = mode_ == ring_mode::lossless;
    auto& number = lossless ? shared_->progress : target.sequence;
    number.store(being_written(head_), std::memory_order_relaxed);
    if (!lossless) {
        // A reader that sees any of the words below sees the odd number too.
        fence(std::memory_order_release);
    }
    const std::size_t words = head_words + sample_words(head);
    if (lossless) {
        own_next(words); // The next blocks are most likely as long.
    }
    store_wide(target.block, block, words);
    number.store(whole(head_), std::memory_order_release);
    ++head_;
    return ErrorCode::ok;
}

[[gnu::always_inline]] inline void Ring::publish() noexcept {
    shared_->head.store(head_, std::memory_order_release);
    doorbell_ring_after_store(shared_->readable);
}

ErrorCode Ring::write_overwrite(const audio_block* block) noexcept {
    if (mode_ != ring_mode::overwrite) {
        return fail_literal(ErrorCode::invalid_argument, "a lossless ring is not overwritten");
    }
    return try_write(block);
}

ErrorCode Ring::try_write(const audio_block* block) noexcept {
    ErrorCode error = begin_write();
    if (error == ErrorCode::ok) {
        error = check_space();
    }
    if (error == ErrorCode::ok) {
        error = put(block);
    }
    if (error == ErrorCode::ok) {
        publish();
    }
    return error;
}

ErrorCode Ring::write_batch(const audio_block* blocks, std::size_t count,
                            std::size_t& written) noexcept {
    ErrorCode error = count == 0 ? ErrorCode::ok : begin_write();
    // Readers of an overwriting ring place themselves by the head: it must not fall far behind.
    const std::uint64_t most_unpublished = std::max(slots() / 4, 1U);
    std::size_t done = 0;
    std::uint64_t published = head_;
    while (error == ErrorCode::ok && done < count) {
        error = check_space();
        if (error == ErrorCode::ok) {
            error = put(blocks + done);
        }
        if (error == ErrorCode::ok) {
            ++done;
            if (head_ - published >= most_unpublished) {
                publish();
                published = head_;
            }
        }
    }
    if (done > 0 && head_ != published) {
        publish();
    }
    if (error != ErrorCode::ok && (done == 0 || error != ErrorCode::full)) {
        return error;
    }
    written = done;
    return ErrorCode::ok;
}

ErrorCode Ring::claim(audio_block*& block) noexcept {
    ErrorCode error = begin_write();
    if (error == ErrorCode::ok) {
        error = check_space();
    }
    if (error != ErrorCode::ok) {
        return error;
    }
    if (mode_ == ring_mode::lossless) {
        shared_->progress.store(being_written(head_), std::memory_order_relaxed);
        claimed_ = reinterpret_cast<audio_block*>(slot(head_).block);
    } else {
        claimed_ = staging_.get();
    }
    claimed_->sequence = head_;
    block = claimed_;
    return ErrorCode::ok;
}

ErrorCode Ring::commit(const audio_block* block) noexcept {
    if (claimed_ == nullptr || block != claimed_) {
        return fail_literal(ErrorCode::invalid_argument, "this block is not the claimed one");
    }
    if (writer_life_ != joined_life()) {
        return fail_literal(ErrorCode::busy,
                            "the block was claimed before this process was forked");
    }
    if (mode_ == ring_mode::lossless) {
        if (!is_valid(head_of(block))) {
            return wrong_head();
        }
        shared_->progress.store(whole(head_), std::memory_order_release);
        ++head_;
    } else if (const ErrorCode error = put(block); error != ErrorCode::ok) {
        return error;
    }
    claimed_ = nullptr;
    publish();
    return ErrorCode::ok;
}

ErrorCode Ring::abandon(const audio_block* block) noexcept {
    if (claimed_ == nullptr || block != claimed_) {
        return fail_literal(ErrorCode::invalid_argument, "this block is not the claimed one");
    }
    claimed_ = nullptr;
    if (mode_ == ring_mode::lossless && writer_life_ == joined_life()) {
        shared_->progress.store(emptied(head_), std::memory_order_relaxed);
    }
    return ErrorCode::ok;
}

ErrorCode Ring::wait_space(std::int32_t timeout_ms) noexcept {
    const ErrorCode error = begin_write();
    if (error != ErrorCode::ok) {
        return error;
    }
    const ErrorCode waited = bell_wait<Ringer::stores>(
        shared_->writable, writable_, timeout_ms,
        [this] {
            return mode_ == ring_mode::overwrite ||
                   head_ - shared_->tail.load(std::memory_order_relaxed) < slots();
        },
        [this] {
            const ErrorCode space = check_space();
            return space == ErrorCode::corrupt ? space : end_of(shared_->reader);
        },
        [this] { return lives_of(shared_->reader); });
    return waited == ErrorCode::timeout
               ? fail_literal(waited, "no slot became free in the time given")
               : waited;
}

} // namespace rt
