#include "guard.hpp"

using namespace rt::ffi;
using rt::audio_block;
using rt::ErrorCode;
using rt::Ring;

// The contract's block and the runtime's have one layout; the generated static_asserts hold them
// together. Behind these pointers the runtime moves bytes and words only.
static const audio_block* from_c(const rt_ffi_audio_block* block) {
    return reinterpret_cast<const audio_block*>(block);
}
static audio_block* from_c(rt_ffi_audio_block* block) {
    return reinterpret_cast<audio_block*>(block);
}

rt_ffi_error rt_ffi_ring_create(const char* name, uint32_t slots, rt_ffi_ring_mode mode,
                                rt_ffi_ring** ring) {
    return checked(
        [&] {
            return hand_out<RingPool>(Ring::create(name, slots, static_cast<rt::ring_mode>(mode)),
                                      ring);
        },
        name, ring);
}

rt_ffi_error rt_ffi_ring_open(const char* name, rt_ffi_ring** ring) {
    return checked([&] { return hand_out<RingPool>(Ring::open(name), ring); }, name, ring);
}

void rt_ffi_ring_close(rt_ffi_ring* ring) { close<RingPool>(ring); }

rt_ffi_error rt_ffi_ring_slots(const rt_ffi_ring* ring, uint32_t* slots) {
    return with(
        ring,
        [&](const Ring& object) {
            *slots = object.slots();
            return ErrorCode::ok;
        },
        slots);
}

rt_ffi_error rt_ffi_ring_get_mode(const rt_ffi_ring* ring, rt_ffi_ring_mode* mode) {
    return with(
        ring,
        [&](const Ring& object) {
            *mode = static_cast<rt_ffi_ring_mode>(object.mode());
            return ErrorCode::ok;
        },
        mode);
}

rt_ffi_error rt_ffi_ring_write_overwrite(rt_ffi_ring* ring, const rt_ffi_audio_block* block) {
    return with(ring, [&](Ring& object) { return object.write_overwrite(from_c(block)); }, block);
}

rt_ffi_error rt_ffi_ring_try_write(rt_ffi_ring* ring, const rt_ffi_audio_block* block) {
    return with(ring, [&](Ring& object) { return object.try_write(from_c(block)); }, block);
}

rt_ffi_error rt_ffi_ring_claim(rt_ffi_ring* ring, rt_ffi_audio_block** block) {
    return with(
        ring,
        [&](Ring& object) {
            audio_block* claimed = nullptr;
            const ErrorCode error = object.claim(claimed);
            if (error == ErrorCode::ok) {
                *block = reinterpret_cast<rt_ffi_audio_block*>(claimed);
            }
            return error;
        },
        block);
}

rt_ffi_error rt_ffi_ring_commit(rt_ffi_ring* ring, rt_ffi_audio_block* block) {
    return with(ring, [&](Ring& object) { return object.commit(from_c(block)); }, block);
}

rt_ffi_error rt_ffi_ring_abandon(rt_ffi_ring* ring, rt_ffi_audio_block* block) {
    return with(ring, [&](Ring& object) { return object.abandon(from_c(block)); }, block);
}

rt_ffi_error rt_ffi_ring_wait_space(rt_ffi_ring* ring, int32_t timeout_ms) {
    return with(ring, [&](Ring& object) { return object.wait_space(timeout_ms); });
}

rt_ffi_error rt_ffi_ring_read(rt_ffi_ring* ring, rt_ffi_audio_block* block) {
    return with(ring, [&](Ring& object) { return object.read(from_c(block)); }, block);
}

rt_ffi_error rt_ffi_ring_read_batch(rt_ffi_ring* ring, rt_ffi_audio_block* blocks, size_t capacity,
                                    size_t* count) {
    return with(
        ring, [&](Ring& object) { return object.read_batch(from_c(blocks), capacity, *count); },
        blocks, count);
}

rt_ffi_error rt_ffi_ring_write_batch(rt_ffi_ring* ring, const rt_ffi_audio_block* blocks,
                                     size_t count, size_t* written) {
    if (count == 0 && blocks == nullptr) { // The empty slice of languages that have NULL for it.
        return with(
            ring,
            [&](Ring&) {
                *written = 0;
                return ErrorCode::ok;
            },
            written);
    }
    return with(
        ring, [&](Ring& object) { return object.write_batch(from_c(blocks), count, *written); },
        blocks, written);
}

rt_ffi_error rt_ffi_ring_peek(rt_ffi_ring* ring, const rt_ffi_audio_block** block) {
    return with(
        ring,
        [&](Ring& object) {
            const audio_block* lent = nullptr;
            const ErrorCode error = object.peek(lent);
            if (error == ErrorCode::ok) {
                *block = reinterpret_cast<const rt_ffi_audio_block*>(lent);
            }
            return error;
        },
        block);
}

rt_ffi_error rt_ffi_ring_release(rt_ffi_ring* ring, const rt_ffi_audio_block* block) {
    return with(ring, [&](Ring& object) { return object.release(from_c(block)); }, block);
}

rt_ffi_error rt_ffi_ring_wait(rt_ffi_ring* ring, int32_t timeout_ms) {
    return with(ring, [&](Ring& object) { return object.wait(timeout_ms); });
}

rt_ffi_error rt_ffi_ring_skip(rt_ffi_ring* ring) {
    return with(ring, [](Ring& object) { return object.skip(); });
}

rt_ffi_error rt_ffi_ring_available(const rt_ffi_ring* ring, uint64_t* blocks) {
    return with(
        ring,
        [&](const Ring& object) {
            *blocks = object.available();
            return ErrorCode::ok;
        },
        blocks);
}

rt_ffi_error rt_ffi_ring_get_counters(const rt_ffi_ring* ring, rt_ffi_ring_counters* counters) {
    return with(
        ring,
        [&](const Ring& object) {
            const rt::ring_counters found = object.counters();
            *counters = {found.written, found.read, found.overruns, found.underruns,
                         found.abandoned};
            return ErrorCode::ok;
        },
        counters);
}

rt_ffi_error rt_ffi_ring_descriptor(rt_ffi_ring* ring, int32_t* descriptor) {
    return with(
        ring, [&](Ring& object) { return store(object.descriptor(), descriptor); }, descriptor);
}

rt_ffi_error rt_ffi_ring_space_descriptor(rt_ffi_ring* ring, int32_t* descriptor) {
    return with(
        ring, [&](Ring& object) { return store(object.space_descriptor(), descriptor); },
        descriptor);
}
