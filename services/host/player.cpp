#include "player.hpp"

#include "rt/clock.hpp"
#include "rt/realtime.hpp"

namespace {

/// A player further behind than this starts a new schedule, as a sound card does after an xrun.
constexpr std::uint64_t most_periods_behind = 4;
/// Gaps are few unless everything fails; more than this are counted and not listed.
constexpr std::size_t most_gaps = 4096;
/// Longest wait for the first block.
constexpr std::int32_t start_poll_ms = 20;

} // namespace

Player::Player(rt::Ring& ring, rt::SharedState& state, std::uint64_t most_blocks, bool realtime)
    : ring_(ring), state_(state), realtime_(realtime), block_(std::make_unique<rt::audio_block>()) {
    const rt::stream_format format = state.format();
    recording_.sample_rate = format.sample_rate;
    recording_.channels = format.channels;
    recording_.frames_per_block = format.frames_per_buffer;
    recording_.samples.reserve(most_blocks * format.frames_per_buffer * format.channels);
    recording_.gaps.reserve(most_gaps);
}

Player::~Player() { stop(); }

void Player::start() {
    thread_ = std::thread([this] { run(); });
}

void Player::stop() {
    stopping_.store(true);
    if (thread_.joinable()) {
        thread_.join();
    }
}

void Player::run() {
    const std::uint64_t period =
        rt::audio_period_ns(recording_.sample_rate, recording_.frames_per_block);
    if (realtime_) {
        recording_.grant = rt::request_realtime(period, rt::realtime_level::fifo);
    }
    for (rt::ErrorCode waited = rt::ErrorCode::timeout;
         !stopping_.load() && waited != rt::ErrorCode::ok;) {
        waited = ring_.wait(start_poll_ms);
        if (waited == rt::ErrorCode::stale) { // The first service died; its successor is coming.
            rt::sleep_until(rt::now_ns() + period);
        }
    }
    // Half the lead of services/README.md is there when play begins.
    rt::sleep_until(rt::now_ns() + 8 * period);
    std::uint64_t due = rt::now_ns();
    while (!stopping_.load()) {
        play_one();
        due += period;
        const std::uint64_t now = rt::now_ns();
        if (now > due + most_periods_behind * period) {
            ++recording_.late_wakeups;
            due = now;
        }
        rt::sleep_until(due);
    }
}

void Player::play_one() {
    const std::uint64_t lost_before = ring_.counters().overruns;
    const rt::ErrorCode error = ring_.read(block_.get());
    const std::uint64_t lost = ring_.counters().overruns - lost_before;
    if (lost > 0) {
        recording_.overruns += lost;
        state_.add(rt::Counter::overruns, lost);
    }
    if (error != rt::ErrorCode::ok) {
        ++silent_periods_;
        underruns_.fetch_add(1, std::memory_order_relaxed);
        state_.add(rt::Counter::underruns, 1);
        return;
    }
    state_.add(rt::Counter::consumed, 1);
    record(*block_);
}

void Player::record(const rt::audio_block& block) {
    if (silent_periods_ > 0) {
        if (recording_.gaps.size() < most_gaps) {
            recording_.gaps.push_back({block.sequence, silent_periods_, rt::now_ns()});
        }
        silent_periods_ = 0;
    }
    if (block.sequence != expected_) {
        ++recording_.out_of_order;
    }
    expected_ = block.sequence + 1;
    ++recording_.blocks;
    position_.store(expected_, std::memory_order_release);
    if (block.sample_rate != recording_.sample_rate || block.channels != recording_.channels ||
        block.frames != recording_.frames_per_block) {
        ++recording_.wrong_format;
        return;
    }
    const std::size_t count = std::size_t{block.frames} * block.channels;
    if (recording_.samples.size() + count > recording_.samples.capacity()) {
        recording_.full = true;
        return;
    }
    recording_.samples.insert(recording_.samples.end(), block.samples, block.samples + count);
}
