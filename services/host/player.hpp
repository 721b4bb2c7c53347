// The thread that plays: one block a period, as a sound card would ask for them.
#pragma once

#include "rt/ring.hpp"
#include "rt/shared_state.hpp"
#include "rt/types.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <thread>
#include <vector>

/// A block that was expected and did not come: silence was heard instead.
struct Gap {
    /// Position of the block that came next.
    std::uint64_t before_position = 0;
    std::uint64_t periods = 0;
    std::uint64_t time_ns = 0;
};

struct Recording {
    /// Interleaved frames in the order of play, silence left out.
    std::vector<float> samples;
    std::uint32_t sample_rate = 0;
    std::uint32_t channels = 0;
    std::uint32_t frames_per_block = 0;
    std::vector<Gap> gaps;
    std::uint64_t blocks = 0;
    /// Blocks whose sequence was not the next one, or whose format was not the stream's.
    std::uint64_t out_of_order = 0;
    std::uint64_t wrong_format = 0;
    std::uint64_t overruns = 0;
    /// Periods that the player itself began too late to keep up with.
    std::uint64_t late_wakeups = 0;
    bool full = false;
    rt::realtime_grant grant{};
};

class Player {
  public:
    /// Room for `most_blocks` is made now: the thread allocates nothing.
    Player(rt::Ring& ring, rt::SharedState& state, std::uint64_t most_blocks, bool realtime);
    Player(const Player&) = delete;
    Player& operator=(const Player&) = delete;
    ~Player();

    void start();
    void stop();
    /// Blocks played so far.
    std::uint64_t position() const noexcept { return position_.load(std::memory_order_acquire); }
    std::uint64_t underruns() const noexcept { return underruns_.load(std::memory_order_relaxed); }
    /// Only after stop().
    const Recording& recording() const noexcept { return recording_; }

  private:
    void run();
    void play_one();
    void record(const rt::audio_block& block);

    rt::Ring& ring_;
    rt::SharedState& state_;
    bool realtime_;
    Recording recording_;
    std::unique_ptr<rt::audio_block> block_;
    std::uint64_t expected_ = 0;
    std::uint64_t silent_periods_ = 0;
    std::atomic<std::uint64_t> position_{0};
    std::atomic<std::uint64_t> underruns_{0};
    std::atomic<bool> stopping_{false};
    std::thread thread_;
};
