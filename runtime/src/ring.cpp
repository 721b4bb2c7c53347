#include "rt/ring.hpp"

#include "rt/name.hpp"

#include <bit>
#include <new>

namespace rt {
namespace {

std::size_t ring_bytes(std::uint32_t slots) noexcept {
    return sizeof(RingShared) + std::size_t{slots} * sizeof(RingSlot);
}

bool is_ring_size(std::uint32_t slots) noexcept {
    return std::has_single_bit(slots) && slots >= ring_min_slots && slots <= ring_max_slots;
}

} // namespace

Ring::Ring(Segment segment)
    : segment_(std::move(segment)), shared_(static_cast<RingShared*>(segment_.payload())),
      slots_(reinterpret_cast<RingSlot*>(shared_ + 1)), mask_(shared_->slots - 1),
      mode_(static_cast<ring_mode>(shared_->mode)) {
    if (mode_ == ring_mode::overwrite) {
        staging_ = std::make_unique<audio_block>();
    }
    cursor_ = shared_->head.load(std::memory_order_acquire);
}

Ring::~Ring() {
    if (lent_ != nullptr) {
        release(lent_);
    }
    if (claimed_ != nullptr) {
        abandon(claimed_);
    }
    if (writer_token_ != 0 && writer_token_ == current_token()) {
        rt::release(shared_->writer);
    }
    if (reader_token_ != 0 && reader_token_ == current_token()) {
        rt::release(shared_->reader);
    }
    if (segment_.is_creator()) {
        segment_.retire();
        doorbell_ring(shared_->readable);
        doorbell_ring(shared_->writable);
    }
}

Result<std::unique_ptr<Ring>> Ring::create(const char* name, std::uint32_t slots, ring_mode mode) {
    if (!is_ring_size(slots)) {
        return fail(ErrorCode::invalid_argument,
                    "ring '%.63s': %u slots, must be a power of two from %u to %u", name, slots,
                    ring_min_slots, ring_max_slots);
    }
    if (mode != ring_mode::overwrite && mode != ring_mode::lossless) {
        return fail(ErrorCode::invalid_argument, "ring '%.63s': no mode %u", name,
                    static_cast<unsigned>(mode));
    }
    Result<Segment> segment =
        Segment::create(SegmentKind::ring, name, ring_bytes(slots), [&](void* payload) {
            auto* shared = new (payload) RingShared{};
            shared->slots = slots;
            shared->mode = static_cast<std::uint32_t>(mode);
            shared->slot_bytes = sizeof(RingSlot);
            shared->block_bytes = sizeof(audio_block);
        });
    if (!segment) {
        return segment.error();
    }
    return std::unique_ptr<Ring>(new Ring(std::move(*segment)));
}

Result<std::unique_ptr<Ring>> Ring::open(const char* name) {
    Result<Segment> segment = Segment::open(SegmentKind::ring, name);
    if (!segment) {
        return segment.error();
    }
    // The header's sizes are proven; the ring's own must agree with them before anything is
    // indexed.
    if (segment->payload_bytes() < sizeof(RingShared)) {
        return fail(ErrorCode::corrupt, "ring '%s' is short: %zu bytes", name,
                    segment->payload_bytes());
    }
    const auto& shared = *static_cast<const RingShared*>(segment->payload());
    if (!is_ring_size(shared.slots) || shared.slot_bytes != sizeof(RingSlot) ||
        shared.block_bytes != sizeof(audio_block) || shared.mode > 1 ||
        segment->payload_bytes() != ring_bytes(shared.slots)) {
        return fail(ErrorCode::corrupt, "ring '%s' says %u slots of %u bytes in %zu", name,
                    shared.slots, shared.slot_bytes, segment->payload_bytes());
    }
    return std::unique_ptr<Ring>(new Ring(std::move(*segment)));
}

ring_counters Ring::counters() const noexcept {
    return {shared_->head.load(std::memory_order_acquire), read_, overruns_, underruns_,
            shared_->abandoned.load(std::memory_order_relaxed)};
}

} // namespace rt
