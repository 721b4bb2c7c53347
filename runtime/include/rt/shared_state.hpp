// State that a host and its services share. Every member is one atomic, so nothing can be seen half
// changed and nothing needs repair after a crash.
#pragma once

#include "rt/bell.hpp"
#include "rt/error.hpp"
#include "rt/pollable.hpp"
#include "rt/segment.hpp"
#include "rt/types.hpp"

#include <atomic>
#include <cstdint>
#include <memory>

namespace rt {

struct StateShared {
    /// sample_rate << 32 | channels << 16 | frames: a format is read and set as a whole.
    std::atomic<std::uint64_t> format;
    std::atomic<float> gain;
    std::atomic<float> pan;
    /// Bit 0: active; above it: changes, so that a sleeper notices two quick ones.
    std::atomic<std::uint32_t> active;

    // What the service and what the host writes is kept a cache line apart.
    alignas(64) std::atomic<std::uint64_t> produced;
    std::atomic<std::uint64_t> heartbeat_ns;
    alignas(64) std::atomic<std::uint64_t> consumed;
    std::atomic<std::uint64_t> underruns;
    std::atomic<std::uint64_t> overruns;
    /// Rung when `active` changes.
    Bell changed;
};

enum class Counter { produced, consumed, underruns, overruns };

class SharedState {
  public:
    static Result<std::unique_ptr<SharedState>> create(const char* name);
    static Result<std::unique_ptr<SharedState>> open(const char* name);
    SharedState(const SharedState&) = delete;
    SharedState& operator=(const SharedState&) = delete;
    ~SharedState();

    /// corrupt when the memory was cut short or overwritten: what the others return is worth
    /// nothing then.
    ErrorCode check_memory() const noexcept;

    // Each reads once, and refuses what no setter of this library lets through.
    ErrorCode get_format(stream_format& format) const noexcept;
    ErrorCode get_gain(float& gain) const noexcept;
    ErrorCode get_pan(float& pan) const noexcept;

    stream_format format() const noexcept;
    ErrorCode set_format(const stream_format& format) noexcept;
    float gain() const noexcept { return shared_->gain.load(std::memory_order_relaxed); }
    ErrorCode set_gain(float gain) noexcept;
    float pan() const noexcept { return shared_->pan.load(std::memory_order_relaxed); }
    ErrorCode set_pan(float pan) noexcept;

    bool active() const noexcept {
        return (shared_->active.load(std::memory_order_acquire) & 1U) != 0;
    }
    void set_active(bool active) noexcept;
    /// closed or stale when the answer can no longer come from its creator.
    ErrorCode wait_active(bool active, std::int32_t timeout_ms) const noexcept;
    /// From then on a wait_active() that answers timeout leaves it armed. The handle's.
    Result<int> descriptor() const { return pollable_.descriptor(shared_->changed); }
    /// ok while its creator lives and has not closed it.
    ErrorCode check() const noexcept;
    /// The life of the process that created it.
    LifeToken creator() const noexcept { return segment_.label().creator; }

    stream_counters counters() const noexcept;
    void add(Counter counter, std::uint64_t count) noexcept;
    void touch_heartbeat() noexcept;
    ErrorCode heartbeat_age(std::uint64_t& age_ns) const noexcept;

  private:
    explicit SharedState(Segment segment);

    Segment segment_;
    StateShared* shared_;
    mutable SharedPollable pollable_;
};

} // namespace rt
