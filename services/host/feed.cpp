#include "feed.hpp"

#include "rt/clock.hpp"

#include <algorithm>
#include <cstring>

namespace {

/// Half the lead of services/README.md is there when play begins.
constexpr std::uint64_t most_lead_at_start = 8;
/// A silence is listed when it ends, or each time it has lasted this long.
constexpr std::uint32_t longest_entry = 1000;

} // namespace

Feed::Feed(rt::Ring& ring, rt::SharedState& state, rt::ProcessReport* report)
    : ring_(ring), state_(state), report_(report), format_(state.format()),
      block_(std::make_unique<rt::audio_block>()) {}

void Feed::lost(rt::XrunCause cause, std::uint32_t periods) noexcept {
    if (report_ != nullptr) {
        report_->lost(cause, periods, rt::now_ns());
    }
}

void Feed::began_late(std::uint64_t late_ns, std::uint32_t left_out) noexcept {
    if (report_ != nullptr) {
        report_->period_began(late_ns);
    }
    if (left_out > 0) {
        lost(rt::XrunCause::player_late, left_out);
    }
}

bool Feed::has_begun() noexcept {
    begun_ = begun_ ||
             ring_.available() >= std::min<std::uint64_t>(ring_.slots() / 4, most_lead_at_start);
    return begun_;
}

// Nothing when the next block is there to be played; else why not.
std::optional<rt::XrunCause> Feed::take() noexcept {
    const rt::ErrorCode error = ring_.read(block_.get());
    const std::uint64_t lost_now = ring_.counters().overruns;
    if (lost_now > lost_before_) {
        state_.add(rt::Counter::overruns, lost_now - lost_before_);
        lost(rt::XrunCause::overrun, static_cast<std::uint32_t>(lost_now - lost_before_));
        lost_before_ = lost_now;
    }
    if (error == rt::ErrorCode::ok) {
        state_.add(rt::Counter::consumed, 1);
    }
    const bool fits = block_->channels == format_.channels &&
                      block_->frames == format_.frames_per_buffer &&
                      block_->sample_rate == format_.sample_rate;
    if (error == rt::ErrorCode::ok) {
        return fits ? std::nullopt : std::optional(rt::XrunCause::damaged);
    }
    if (error == rt::ErrorCode::corrupt) {
        return rt::XrunCause::damaged;
    }
    return ring_.has_living_writer() ? rt::XrunCause::writer_late : rt::XrunCause::writer_gone;
}

void Feed::end_silence() noexcept {
    if (silent_periods_ > 0) {
        lost(silence_cause_, silent_periods_);
        silent_periods_ = 0;
    }
}

void Feed::silent(rt::XrunCause cause) noexcept {
    if (cause != silence_cause_) {
        end_silence(); // What lasted so far had another cause.
    }
    silence_cause_ = cause;
    state_.add(rt::Counter::underruns, 1);
    if (++silent_periods_ == longest_entry) {
        end_silence();
    }
}

void Feed::render(float* out) noexcept {
    const std::size_t bytes =
        std::size_t{format_.frames_per_buffer} * format_.channels * sizeof(float);
    std::optional<rt::XrunCause> missing;
    const bool begun = has_begun();
    if (begun) {
        missing = take();
    }
    if (begun && !missing) {
        end_silence();
        std::memcpy(out, block_->samples, bytes);
        blocks_.fetch_add(1, std::memory_order_relaxed);
    } else {
        std::memset(out, 0, bytes);
    }
    if (missing) {
        silent(*missing);
    }
    periods_.fetch_add(1, std::memory_order_relaxed);
}
