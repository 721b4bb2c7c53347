#include "rt/shared_state.hpp"

#include "doorbell.hpp"
#include "rt/clock.hpp"
#include "rt/name.hpp"

#include <array>
#include <new>

namespace rt {
namespace {

static_assert(std::atomic<float>::is_always_lock_free);

constexpr stream_format default_format{48000, 2, 64, 0};
constexpr float default_gain = 1.0F;
constexpr float most_gain = 16.0F;
constexpr std::uint32_t least_rate = 8000;
constexpr std::uint32_t most_rate = 768000;

// All three written so that a NaN is refused too.
constexpr bool is_gain(float gain) noexcept { return gain >= 0.0F && gain <= most_gain; }
constexpr bool is_pan(float pan) noexcept { return pan >= -1.0F && pan <= 1.0F; }
constexpr bool is_format(const stream_format& format) noexcept {
    return format.sample_rate >= least_rate && format.sample_rate <= most_rate &&
           format.channels >= 1 && format.channels <= max_channels &&
           format.frames_per_buffer >= 1 && format.frames_per_buffer <= max_frames;
}

ErrorCode damaged() noexcept {
    return fail_literal(ErrorCode::corrupt, "the state's memory was cut short or overwritten");
}

constexpr std::uint64_t pack(const stream_format& format) noexcept {
    return std::uint64_t{format.sample_rate} << 32 | std::uint64_t{format.channels} << 16 |
           format.frames_per_buffer;
}

} // namespace

SharedState::SharedState(Segment segment)
    : segment_(std::move(segment)), shared_(static_cast<StateShared*>(segment_.payload())) {}

SharedState::~SharedState() {
    if (segment_.is_creator()) {
        segment_.retire();
        doorbell_ring(shared_->changed);
    }
}

Result<std::unique_ptr<SharedState>> SharedState::create(const char* name) {
    Result<Segment> segment =
        Segment::create(SegmentKind::state, name, sizeof(StateShared), {}, [](void* payload) {
            auto* shared = new (payload) StateShared{};
            shared->format.store(pack(default_format), std::memory_order_relaxed);
            shared->gain.store(default_gain, std::memory_order_relaxed);
        });
    if (!segment) {
        return segment.error();
    }
    return std::unique_ptr<SharedState>(new SharedState(std::move(*segment)));
}

Result<std::unique_ptr<SharedState>> SharedState::open(const char* name) {
    Result<Segment> segment = Segment::open(SegmentKind::state, name);
    if (!segment) {
        return segment.error();
    }
    if (segment->payload_bytes() != sizeof(StateShared)) {
        return fail(ErrorCode::corrupt, "state '%s' holds %zu bytes instead of %zu", name,
                    segment->payload_bytes(), sizeof(StateShared));
    }
    return std::unique_ptr<SharedState>(new SharedState(std::move(*segment)));
}

stream_format SharedState::format() const noexcept {
    const std::uint64_t packed = shared_->format.load(std::memory_order_acquire);
    return {static_cast<std::uint32_t>(packed >> 32),
            static_cast<std::uint32_t>(packed >> 16) & 0xffff,
            static_cast<std::uint32_t>(packed) & 0xffff, 0};
}

ErrorCode SharedState::set_format(const stream_format& format) noexcept {
    if (format.sample_rate < least_rate || format.sample_rate > most_rate) {
        return fail(ErrorCode::invalid_argument, "sample rate %u Hz, must be from %u to %u",
                    format.sample_rate, least_rate, most_rate);
    }
    if (format.channels < 1 || format.channels > max_channels) {
        return fail(ErrorCode::invalid_argument, "%u channels, must be 1 or 2", format.channels);
    }
    if (format.frames_per_buffer < 1 || format.frames_per_buffer > max_frames) {
        return fail(ErrorCode::invalid_argument, "%u frames a buffer, must be from 1 to %zu",
                    format.frames_per_buffer, max_frames);
    }
    shared_->format.store(pack(format), std::memory_order_release);
    return ErrorCode::ok;
}

ErrorCode SharedState::set_gain(float gain) noexcept {
    if (!is_gain(gain)) {
        return fail(ErrorCode::invalid_argument, "gain %g, must be from 0 to 16",
                    static_cast<double>(gain));
    }
    shared_->gain.store(gain, std::memory_order_relaxed);
    return ErrorCode::ok;
}

ErrorCode SharedState::set_pan(float pan) noexcept {
    if (!is_pan(pan)) {
        return fail(ErrorCode::invalid_argument, "pan %g, must be from -1 to 1",
                    static_cast<double>(pan));
    }
    shared_->pan.store(pan, std::memory_order_relaxed);
    return ErrorCode::ok;
}

void SharedState::set_active(bool active) noexcept {
    std::uint32_t word = shared_->active.load(std::memory_order_relaxed);
    while (!shared_->active.compare_exchange_weak(word, ((word & ~1U) + 2) | (active ? 1U : 0U),
                                                  std::memory_order_seq_cst)) {
    }
    doorbell_ring(shared_->changed);
}

ErrorCode SharedState::check_memory() const noexcept {
    return segment_.condition() == ErrorCode::corrupt ? damaged() : ErrorCode::ok;
}

ErrorCode SharedState::get_format(stream_format& format) const noexcept {
    const stream_format found = this->format();
    if (!is_format(found)) {
        return damaged();
    }
    format = found;
    return check_memory();
}

ErrorCode SharedState::get_gain(float& gain) const noexcept {
    const float found = this->gain();
    if (!is_gain(found)) {
        return damaged();
    }
    gain = found;
    return check_memory();
}

ErrorCode SharedState::get_pan(float& pan) const noexcept {
    const float found = this->pan();
    if (!is_pan(found)) {
        return damaged();
    }
    pan = found;
    return check_memory();
}

ErrorCode SharedState::check() const noexcept {
    if (const ErrorCode error = check_memory(); error != ErrorCode::ok) {
        return error;
    }
    if (segment_.condition() == ErrorCode::closed) {
        return fail_literal(ErrorCode::closed, "the state was closed by its creator");
    }
    if (segment_.has_dead_creator()) {
        return fail(ErrorCode::stale, "process %d, which created the state, is gone",
                    segment_.label().pid);
    }
    return ErrorCode::ok;
}

ErrorCode SharedState::wait_active(bool active, std::int32_t timeout_ms) const noexcept {
    const ErrorCode waited = bell_wait_without_spin(
        shared_->changed, pollable_, timeout_ms,
        // In one order with the bell: a sleeper's last look.
        [&] { return ((shared_->active.load(std::memory_order_seq_cst) & 1U) != 0) == active; },
        [this] { return check(); },
        [this] { return std::array<LifeToken, 1>{segment_.label().creator}; });
    return waited == ErrorCode::timeout
               ? fail_literal(waited, "the stream did not change in the time given")
               : waited;
}

stream_counters SharedState::counters() const noexcept {
    return {shared_->produced.load(std::memory_order_relaxed),
            shared_->consumed.load(std::memory_order_relaxed),
            shared_->underruns.load(std::memory_order_relaxed),
            shared_->overruns.load(std::memory_order_relaxed)};
}

void SharedState::add(Counter counter, std::uint64_t count) noexcept {
    switch (counter) {
    case Counter::produced:
        shared_->produced.fetch_add(count, std::memory_order_relaxed);
        break;
    case Counter::consumed:
        shared_->consumed.fetch_add(count, std::memory_order_relaxed);
        break;
    case Counter::underruns:
        shared_->underruns.fetch_add(count, std::memory_order_relaxed);
        break;
    case Counter::overruns:
        shared_->overruns.fetch_add(count, std::memory_order_relaxed);
        break;
    }
}

void SharedState::touch_heartbeat() noexcept {
    shared_->heartbeat_ns.store(now_ns(), std::memory_order_relaxed);
}

ErrorCode SharedState::heartbeat_age(std::uint64_t& age_ns) const noexcept {
    const std::uint64_t last = shared_->heartbeat_ns.load(std::memory_order_relaxed);
    if (last == 0) {
        return fail_literal(ErrorCode::empty, "no heartbeat yet");
    }
    const std::uint64_t now = now_ns();
    age_ns = now > last ? now - last : 0;
    return ErrorCode::ok;
}

} // namespace rt
