#include "rt/ring.hpp"

#include "block_head.hpp"
#include "doorbell.hpp"

#include <cstring>

namespace rt {
namespace {

constexpr std::uint64_t being_written(std::uint64_t position) noexcept { return 2 * position + 1; }
constexpr std::uint64_t whole(std::uint64_t position) noexcept { return 2 * position + 2; }
/// Neither begun nor whole; no other position of the same slot has this number.
constexpr std::uint64_t emptied(std::uint64_t position) noexcept { return 2 * position; }

BlockHead head_of(const audio_block* block) noexcept {
    BlockHead head;
    std::memcpy(&head, static_cast<const void*>(block), sizeof head);
    return head;
}

ErrorCode wrong_head() noexcept {
    return fail_literal(ErrorCode::invalid_argument,
                        "a block needs 1 or 2 channels and at most 1024 frames");
}

} // namespace

ErrorCode Ring::become_writer() noexcept {
    if (try_acquire(shared_->writer) == Acquired::held) {
        return fail_literal(ErrorCode::busy, "another handle is writing to this ring and lives");
    }
    head_ = shared_->head.load(std::memory_order_acquire);
    seen_tail_ = shared_->tail.load(std::memory_order_acquire);
    RingSlot& next = slot(head_);
    const std::uint64_t found = next.sequence.load(std::memory_order_acquire);
    if (found == whole(head_)) {
        publish(); // Its writer died between finishing the block and moving the head.
    } else if (found == being_written(head_)) {
        next.sequence.store(emptied(head_), std::memory_order_release);
        shared_->abandoned.fetch_add(1, std::memory_order_relaxed);
    }
    writer_token_ = current_token();
    return ErrorCode::ok;
}

ErrorCode Ring::begin_write() noexcept {
    if (claimed_ != nullptr) {
        return fail_literal(ErrorCode::busy, "a claimed block is neither committed nor abandoned");
    }
    if (segment_.is_closed()) {
        return fail_literal(ErrorCode::closed, "the ring was closed by its creator");
    }
    return writer_token_ == current_token() ? ErrorCode::ok : become_writer();
}

ErrorCode Ring::check_space() noexcept {
    if (mode_ == ring_mode::lossless && head_ - seen_tail_ >= slots()) {
        seen_tail_ = shared_->tail.load(std::memory_order_acquire);
        if (head_ - seen_tail_ >= slots()) {
            return fail_literal(ErrorCode::full, "every slot holds a block that is still unread");
        }
    }
    return ErrorCode::ok;
}

void Ring::put(const audio_block* block, std::size_t sample_words) noexcept {
    RingSlot& target = slot(head_);
    target.sequence.store(being_written(head_), std::memory_order_release);
    // A reader that sees any of the words below sees the odd number too.
    std::atomic_thread_fence(std::memory_order_release);
    store_words(target.block, block, head_words + sample_words);
    target.sequence.store(whole(head_), std::memory_order_release);
    publish();
}

void Ring::publish() noexcept {
    ++head_;
    shared_->head.store(head_, std::memory_order_seq_cst);
    doorbell_ring(shared_->readable);
}

ErrorCode Ring::write_overwrite(const audio_block* block) noexcept {
    if (mode_ != ring_mode::overwrite) {
        return fail_literal(ErrorCode::invalid_argument, "a lossless ring is not overwritten");
    }
    const BlockHead head = head_of(block);
    if (!is_valid(head)) {
        return wrong_head();
    }
    const ErrorCode error = begin_write();
    if (error == ErrorCode::ok) {
        put(block, sample_words(head));
    }
    return error;
}

ErrorCode Ring::try_write(const audio_block* block) noexcept {
    const BlockHead head = head_of(block);
    if (!is_valid(head)) {
        return wrong_head();
    }
    ErrorCode error = begin_write();
    if (error == ErrorCode::ok) {
        error = check_space();
    }
    if (error == ErrorCode::ok) {
        put(block, sample_words(head));
    }
    return error;
}

ErrorCode Ring::write_batch(const audio_block* blocks, std::size_t count,
                            std::size_t& written) noexcept {
    std::size_t done = 0;
    ErrorCode error = ErrorCode::ok;
    while (done < count && (error = try_write(blocks + done)) == ErrorCode::ok) {
        ++done;
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
        RingSlot& target = slot(head_);
        target.sequence.store(being_written(head_), std::memory_order_release);
        claimed_ = reinterpret_cast<audio_block*>(target.block);
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
    if (writer_token_ != current_token()) {
        return fail_literal(ErrorCode::busy,
                            "the block was claimed before this process was forked");
    }
    const BlockHead head = head_of(block);
    if (!is_valid(head)) {
        return wrong_head();
    }
    claimed_ = nullptr;
    if (mode_ == ring_mode::lossless) {
        slot(head_).sequence.store(whole(head_), std::memory_order_release);
        publish();
    } else {
        put(block, sample_words(head));
    }
    return ErrorCode::ok;
}

ErrorCode Ring::abandon(const audio_block* block) noexcept {
    if (claimed_ == nullptr || block != claimed_) {
        return fail_literal(ErrorCode::invalid_argument, "this block is not the claimed one");
    }
    claimed_ = nullptr;
    if (mode_ == ring_mode::lossless && writer_token_ == current_token()) {
        slot(head_).sequence.store(emptied(head_), std::memory_order_release);
    }
    return ErrorCode::ok;
}

ErrorCode Ring::wait_space(std::int32_t timeout_ms) noexcept {
    const ErrorCode error = begin_write();
    if (error != ErrorCode::ok) {
        return error;
    }
    const ErrorCode waited = doorbell_wait(shared_->writable, timeout_ms, [this] {
        return mode_ == ring_mode::overwrite || segment_.is_closed() ||
               head_ - shared_->tail.load(std::memory_order_seq_cst) < slots();
    });
    if (segment_.is_closed()) {
        return fail_literal(ErrorCode::closed, "the ring was closed by its creator");
    }
    return waited == ErrorCode::ok ? waited
                                   : fail_literal(waited, "no slot became free in the time given");
}

} // namespace rt
