#include "rt/shared_state.hpp"

#include "rt/clock.hpp"
#include "support.hpp"

#include <cmath>
#include <csignal>
#include <thread>

using rt::ErrorCode;
using rt::SharedState;

namespace {

class shared_state : public SharedMemoryTest {
  protected:
    std::unique_ptr<SharedState> make() {
        auto made = SharedState::create(name().c_str());
        EXPECT_TRUE(made) << rt::last_error();
        return made ? std::move(*made) : nullptr;
    }
    std::unique_ptr<SharedState> open() {
        auto opened = SharedState::open(name().c_str());
        EXPECT_TRUE(opened) << rt::last_error();
        return opened ? std::move(*opened) : nullptr;
    }
};

} // namespace

TEST_F(shared_state, starts_with_the_defaults) {
    const auto state = make();
    const rt::stream_format format = state->format();
    EXPECT_EQ(format.sample_rate, 48000U);
    EXPECT_EQ(format.channels, 2U);
    EXPECT_EQ(format.frames_per_buffer, 64U);
    EXPECT_EQ(format.reserved0, 0U);
    EXPECT_EQ(state->gain(), 1.0F);
    EXPECT_EQ(state->pan(), 0.0F);
    EXPECT_FALSE(state->active());
    const rt::stream_counters counters = state->counters();
    EXPECT_EQ(counters.blocks_produced + counters.blocks_consumed + counters.underruns +
                  counters.overruns,
              0U);
    std::uint64_t age = 0;
    EXPECT_EQ(state->heartbeat_age(age), ErrorCode::empty);
}

TEST_F(shared_state, shows_changes_to_others) {
    const auto state = make();
    const auto other = open();
    EXPECT_EQ(other->set_format({44100, 1, 1024, 0}), ErrorCode::ok);
    EXPECT_EQ(other->set_gain(0.5F), ErrorCode::ok);
    EXPECT_EQ(other->set_pan(-1.0F), ErrorCode::ok);
    other->set_active(true);
    other->add(rt::Counter::produced, 3);
    other->add(rt::Counter::consumed, 2);
    other->add(rt::Counter::underruns, 5);
    other->add(rt::Counter::overruns, 7);
    other->touch_heartbeat();
    EXPECT_EQ(state->format().sample_rate, 44100U);
    EXPECT_EQ(state->format().channels, 1U);
    EXPECT_EQ(state->format().frames_per_buffer, 1024U);
    EXPECT_EQ(state->gain(), 0.5F);
    EXPECT_EQ(state->pan(), -1.0F);
    EXPECT_TRUE(state->active());
    EXPECT_EQ(state->counters().blocks_produced, 3U);
    EXPECT_EQ(state->counters().blocks_consumed, 2U);
    EXPECT_EQ(state->counters().underruns, 5U);
    EXPECT_EQ(state->counters().overruns, 7U);
    std::uint64_t age = 0;
    EXPECT_EQ(state->heartbeat_age(age), ErrorCode::ok);
}

TEST_F(shared_state, refuses_what_is_out_of_range) {
    const auto state = make();
    const rt::stream_format wrong[] = {{7999, 2, 64, 0},  {768001, 2, 64, 0}, {48000, 0, 64, 0},
                                       {48000, 3, 64, 0}, {48000, 2, 0, 0},   {48000, 2, 1025, 0}};
    for (const rt::stream_format& format : wrong) {
        EXPECT_EQ(state->set_format(format), ErrorCode::invalid_argument);
    }
    EXPECT_EQ(state->format().sample_rate, 48000U);
    for (const float gain : {-0.1F, 16.1F, std::nanf(""), INFINITY}) {
        EXPECT_EQ(state->set_gain(gain), ErrorCode::invalid_argument);
    }
    for (const float pan : {-1.1F, 1.1F, std::nanf("")}) {
        EXPECT_EQ(state->set_pan(pan), ErrorCode::invalid_argument);
    }
    EXPECT_EQ(state->gain(), 1.0F);
    EXPECT_EQ(state->pan(), 0.0F);
}

TEST_F(shared_state, a_format_is_never_half_of_two) {
    const auto state = make();
    const auto other = open();
    std::atomic<bool> stop{false};
    std::thread writer([&] {
        for (int i = 0; !stop.load(); ++i) {
            other->set_format(i % 2 == 0 ? rt::stream_format{8000, 1, 100, 0}
                                         : rt::stream_format{96000, 2, 900, 0});
        }
    });
    int mixed = 0;
    for (int i = 0; i < 20'000; ++i) {
        const rt::stream_format seen = state->format();
        const bool low =
            seen.sample_rate == 8000 && seen.channels == 1 && seen.frames_per_buffer == 100;
        const bool high =
            seen.sample_rate == 96000 && seen.channels == 2 && seen.frames_per_buffer == 900;
        const bool first =
            seen.sample_rate == 48000 && seen.channels == 2 && seen.frames_per_buffer == 64;
        mixed += low || high || first ? 0 : 1;
    }
    stop.store(true);
    writer.join();
    EXPECT_EQ(mixed, 0);
}

TEST_F(shared_state, counts_from_many_threads) {
    const auto state = make();
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int n = 0; n < 1000; ++n) {
                state->add(rt::Counter::produced, 1);
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(state->counters().blocks_produced, 4000U);
}

TEST_F(shared_state, waiting_ends_with_the_change) {
    const auto state = make();
    const auto other = open();
    EXPECT_EQ(other->wait_active(false, rt::no_wait), ErrorCode::ok);
    EXPECT_EQ(other->wait_active(true, rt::no_wait), ErrorCode::timeout);
    std::thread waiter(
        [&] { EXPECT_EQ(other->wait_active(true, rt::wait_forever), ErrorCode::ok); });
    state->set_active(true);
    waiter.join();
}

TEST_F(shared_state, waiting_ends_with_the_creator) {
    auto state = make();
    const auto other = open();
    EXPECT_EQ(other->check(), ErrorCode::ok);
    std::thread waiter(
        [&] { EXPECT_EQ(other->wait_active(true, rt::wait_forever), ErrorCode::closed); });
    state.reset();
    waiter.join();
    EXPECT_EQ(other->check(), ErrorCode::closed);
}

TEST_F(shared_state, a_killed_creator_leaves_it_stale) {
    int ready[2];
    ASSERT_EQ(pipe(ready), 0);
    const pid_t child = fork_child([&] {
        const auto made = SharedState::create(name().c_str());
        if (!made || write(ready[1], "x", 1) != 1) {
            return 1;
        }
        pause();
        return 0;
    });
    char byte;
    ASSERT_EQ(read(ready[0], &byte, 1), 1);
    const auto state = open();
    EXPECT_EQ(state->check(), ErrorCode::ok);
    kill(child, SIGKILL);
    wait_child(child);
    EXPECT_EQ(state->check(), ErrorCode::stale);
    EXPECT_EQ(state->wait_active(true, rt::wait_forever), ErrorCode::stale);
    state->set_active(true);
    EXPECT_EQ(state->wait_active(true, rt::no_wait), ErrorCode::ok) << "what holds already is told";
    close(ready[0]);
    close(ready[1]);
}

TEST_F(shared_state, a_forked_child_does_not_close_it) {
    auto state = make();
    const pid_t child = fork_child([&] {
        state.reset();
        return 0;
    });
    EXPECT_EQ(wait_child(child), 0);
    EXPECT_EQ(open()->check(), ErrorCode::ok);
}
