// What the device plays: the ring's next block, or silence with the reason for it.
#pragma once

#include "rt/process_report.hpp"
#include "rt/ring.hpp"
#include "rt/shared_state.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>

class Feed {
  public:
    /// `report` may be null.
    Feed(rt::Ring& ring, rt::SharedState& state, rt::ProcessReport* report);

    /// One period, called by one thread at a time. Makes no system call, allocates nothing.
    void render(float* out) noexcept;
    /// The period began this late, and the device had to leave out whole ones before it.
    void began_late(std::uint64_t late_ns, std::uint32_t left_out) noexcept;
    /// The device itself ran dry.
    void device_ran_dry() noexcept { lost(rt::XrunCause::device, 1); }

    const rt::stream_format& format() const noexcept { return format_; }
    /// Periods rendered, silent or not.
    std::uint64_t periods() const noexcept { return periods_.load(std::memory_order_relaxed); }
    std::uint64_t blocks() const noexcept { return blocks_.load(std::memory_order_relaxed); }

  private:
    std::optional<rt::XrunCause> take() noexcept;
    bool has_begun() noexcept;
    void silent(rt::XrunCause cause) noexcept;
    void end_silence() noexcept;
    void lost(rt::XrunCause cause, std::uint32_t periods) noexcept;

    rt::Ring& ring_;
    rt::SharedState& state_;
    rt::ProcessReport* report_;
    rt::stream_format format_;
    std::unique_ptr<rt::audio_block> block_;
    bool begun_ = false;
    /// Of the silence that lasts.
    std::uint32_t silent_periods_ = 0;
    rt::XrunCause silence_cause_{};
    std::uint64_t lost_before_ = 0;
    std::atomic<std::uint64_t> periods_{0};
    std::atomic<std::uint64_t> blocks_{0};
};
