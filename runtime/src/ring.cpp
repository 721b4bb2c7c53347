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

/// In the label: slots, mode, bytes of a slot, bytes of a block.
SegmentParameters parameters_of(const RingShape& shape) noexcept {
    return {shape.slots, static_cast<std::uint32_t>(shape.mode), sizeof(RingSlot),
            sizeof(audio_block)};
}

} // namespace

Result<RingShape> ring_shape(const Segment& segment, const char* name) {
    const SegmentParameters& found = segment.parameters();
    const RingShape shape{found[0], static_cast<ring_mode>(found[1])};
    if (!is_ring_size(shape.slots) || found[1] > 1 || found != parameters_of(shape) ||
        segment.payload_bytes() != ring_bytes(shape.slots)) {
        return fail(ErrorCode::corrupt, "ring '%s' says %u slots of %u bytes in %zu", name,
                    shape.slots, found[2], segment.payload_bytes());
    }
    return shape;
}

Ring::Ring(Segment segment, const RingShape& shape)
    : segment_(std::move(segment)), shared_(static_cast<RingShared*>(segment_.payload())),
      slots_(reinterpret_cast<RingSlot*>(shared_ + 1)), mask_(shape.slots - 1), mode_(shape.mode) {
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
    const LifeToken self = joined_life();
    if (writer_life_ == self) {
        rt::release(shared_->writer, self);
    }
    if (reader_life_ == self) {
        rt::release(shared_->reader, self);
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
    const RingShape shape{slots, mode};
    Result<Segment> segment =
        Segment::create(SegmentKind::ring, name, ring_bytes(slots), parameters_of(shape),
                        [](void* payload) { new (payload) RingShared{}; });
    if (!segment) {
        return segment.error();
    }
    return std::unique_ptr<Ring>(new Ring(std::move(*segment), shape));
}

Result<std::unique_ptr<Ring>> Ring::open(const char* name) {
    Result<Segment> segment = Segment::open(SegmentKind::ring, name);
    if (!segment) {
        return segment.error();
    }
    const Result<RingShape> shape = ring_shape(*segment, name);
    if (!shape) {
        return shape.error();
    }
    return std::unique_ptr<Ring>(new Ring(std::move(*segment), *shape));
}

ErrorCode Ring::end_of(const OwnerWord& other) const noexcept {
    switch (const ErrorCode error = segment_.condition()) {
    case ErrorCode::ok:
        break;
    case ErrorCode::closed:
        return fail_literal(error, "the ring was closed by its creator");
    default:
        return fail_literal(error, "the ring's memory was cut short or overwritten");
    }
    if (segment_.has_dead_creator()) {
        return fail_literal(ErrorCode::stale, "the process that created the ring died");
    }
    if (is_dead(other.load(std::memory_order_acquire))) {
        return fail_literal(ErrorCode::stale, "the process at the ring's other end died");
    }
    return ErrorCode::ok;
}

Result<int> Ring::descriptor() { return descriptor_of(readable_, shared_->readable); }
Result<int> Ring::space_descriptor() { return descriptor_of(writable_, shared_->writable); }

ring_counters Ring::counters() const noexcept {
    return {shared_->head.load(std::memory_order_acquire), read_, overruns_, underruns_,
            shared_->abandoned.load(std::memory_order_relaxed)};
}

} // namespace rt
