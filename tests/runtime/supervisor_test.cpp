#include "rt/supervisor.hpp"

#include "rt/clock.hpp"
#include "rt/ring.hpp"
#include "support.hpp"

#include <csignal>
#include <map>
#include <unistd.h>
#include <vector>

using rt::ErrorCode;
using rt::Event;
using rt::Incident;
using rt::Launch;
using rt::Supervisor;

namespace {

/// Generous: a test never passes or fails by how fast the machine is.
constexpr std::int32_t patience_ms = 60'000;

class supervisor : public SharedMemoryTest {
  protected:
    void SetUp() override {
        auto state = rt::SharedState::create(name("state").c_str());
        ASSERT_TRUE(state) << rt::last_error();
        state_ = std::move(*state);
        auto ring = rt::Ring::create(name("ring").c_str(), 8, rt::ring_mode::overwrite);
        ASSERT_TRUE(ring) << rt::last_error();
        ring_ = std::move(*ring);
        state_->set_active(true);
    }

    std::optional<Launch> next_service() {
        if (launches_ == most_launches_) {
            return std::nullopt;
        }
        const std::string service = name("s" + std::to_string(++launches_));
        return Launch{"cpp",
                      service,
                      {RT_TEST_SERVICE,
                       {"--name", service, "--state", name("state"), "--ring", name("ring"),
                        "--registry", name("table"), "--standby"},
                       {"RT_AUDIO_REALTIME=0"}}};
    }

    void start(rt::NextLaunch next) {
        auto started =
            Supervisor::start({name("table"), hang_after_ms_, 10'000, restart_}, std::move(next));
        ASSERT_TRUE(started) << rt::last_error();
        supervisor_ = std::move(*started);
    }

    /// Events up to and including the first such one.
    std::vector<Event> events_until(Incident incident) {
        std::vector<Event> events;
        for (auto event = supervisor_->wait_event(patience_ms); event;
             event = supervisor_->wait_event(patience_ms)) {
            events.push_back(*event);
            if (event->incident == incident) {
                return events;
            }
        }
        ADD_FAILURE() << "no such event: " << static_cast<int>(incident);
        return events;
    }

    void wait_for_standby() {
        const std::uint64_t deadline = rt::now_ns() + 60 * rt::ns_per_second;
        while (!supervisor_->has_standby() && rt::now_ns() < deadline) {
            rt::sleep_until(rt::now_ns() + 1'000'000);
        }
        ASSERT_TRUE(supervisor_->has_standby());
    }

    /// Waits for a block. Between the death of a writer and its successor's first block waiting
    /// ends at once, and says why.
    bool wait_for_block() {
        const std::uint64_t deadline = rt::now_ns() + patience_ms * std::uint64_t{1'000'000};
        ErrorCode waited = ring_->wait(patience_ms);
        while (waited == ErrorCode::stale && rt::now_ns() < deadline) {
            rt::sleep_until(rt::now_ns() + 1'000'000);
            waited = ring_->wait(patience_ms);
        }
        return waited == ErrorCode::ok;
    }

    /// Whether a block comes that was written after the call.
    bool block_arrives() {
        const std::uint64_t wanted = ring_->counters().written;
        auto block = std::make_unique<rt::audio_block>();
        while (wait_for_block()) {
            // The host's part of services/README.md: what it takes makes room for more.
            if (ring_->read(block.get()) == ErrorCode::ok) {
                state_->add(rt::Counter::consumed, 1);
                if (block->sequence >= wanted) {
                    return true;
                }
            }
        }
        return false;
    }

    std::unique_ptr<rt::SharedState> state_;
    std::unique_ptr<rt::Ring> ring_;
    int launches_ = 0;
    int most_launches_ = 100;
    std::int32_t hang_after_ms_ = 20'000;
    /// Tests kill at once and often: nobody waits, and nobody is given up for that.
    rt::RestartPolicy restart_{100, 0, 0, 0};
    std::unique_ptr<Supervisor> supervisor_;
};

} // namespace

TEST_F(supervisor, replaces_a_killed_primary_by_its_standby) {
    start([this](const rt::Restarts&) { return next_service(); });
    Event primary = events_until(Incident::activated).back();
    for (int round = 0; round < 3; ++round) {
        EXPECT_EQ(supervisor_->primary_pid(), primary.pid);
        wait_for_standby();
        kill(primary.pid, SIGKILL);
        std::optional<Event> activated;
        std::optional<Event> died;
        while (!activated || !died) {
            const auto event = supervisor_->wait_event(patience_ms);
            ASSERT_TRUE(event);
            if (event->incident == Incident::activated) {
                activated = event;
            } else if (event->incident == Incident::died) {
                died = event;
            }
        }
        EXPECT_EQ(died->pid, primary.pid);
        EXPECT_EQ(died->exit.signal, SIGKILL);
        EXPECT_TRUE(died->was_primary);
        EXPECT_NE(activated->pid, primary.pid);
        primary = *activated;
    }
    EXPECT_EQ(rt::find_process(primary.pid).pid, primary.pid);
}

TEST_F(supervisor, a_new_primary_writes_where_the_dead_one_stopped) {
    start([this](const rt::Restarts&) { return next_service(); });
    const Event primary = events_until(Incident::activated).back();
    wait_for_standby();
    // Without a consumer the service fills half the ring and waits.
    while (ring_->counters().written < 4) {
        rt::sleep_until(rt::now_ns() + 1'000'000);
    }
    kill(primary.pid, SIGKILL);
    events_until(Incident::activated);
    auto block = std::make_unique<rt::audio_block>();
    for (std::uint64_t i = 0; i < 20; ++i) {
        ASSERT_TRUE(wait_for_block()) << rt::last_error();
        ASSERT_EQ(ring_->read(block.get()), ErrorCode::ok);
        ASSERT_EQ(block->sequence, i);
        state_->add(rt::Counter::consumed, 1);
    }
    EXPECT_EQ(ring_->counters().overruns, 0U);
}

TEST_F(supervisor, a_standby_that_dies_is_replaced_silently) {
    start([this](const rt::Restarts&) { return next_service(); });
    const Event primary = events_until(Incident::activated).back();
    const Event standby = events_until(Incident::ready).back();
    ASSERT_NE(standby.pid, primary.pid);
    kill(standby.pid, SIGKILL);
    const Event died = events_until(Incident::died).back();
    EXPECT_EQ(died.pid, standby.pid);
    EXPECT_FALSE(died.was_primary);
    const Event next = events_until(Incident::ready).back();
    EXPECT_NE(next.pid, standby.pid);
    EXPECT_EQ(supervisor_->primary_pid(), primary.pid);
}

TEST_F(supervisor, a_hang_is_noticed_by_the_heartbeat) {
    hang_after_ms_ = 400;
    start([this](const rt::Restarts&) { return next_service(); });
    const Event primary = events_until(Incident::activated).back();
    wait_for_standby();
    kill(primary.pid, SIGSTOP); // Alive for the system, not for anybody else.
    const Event hung = events_until(Incident::hung).back();
    EXPECT_EQ(hung.pid, primary.pid);
    EXPECT_TRUE(hung.was_primary);
    std::map<Incident, Event> seen;
    while (seen.count(Incident::died) == 0 || seen.count(Incident::activated) == 0) {
        const auto event = supervisor_->wait_event(patience_ms);
        ASSERT_TRUE(event);
        seen.emplace(event->incident, *event);
    }
    EXPECT_EQ(seen.at(Incident::died).exit.signal, SIGKILL);
    EXPECT_TRUE(block_arrives());
}

TEST_F(supervisor, gives_up_on_what_never_starts) {
    restart_ = {3, 1, 4, 1000};
    start([this](const rt::Restarts&) -> std::optional<Launch> {
        return Launch{"broken", name("b"), {RT_TEST_SHELL, {"-c", "exit 3"}, {}}};
    });
    const std::vector<Event> events = events_until(Incident::gave_up);
    int failed = 0;
    for (const Event& event : events) {
        failed += event.incident == Incident::failed ? 1 : 0;
        if (event.incident == Incident::died) {
            EXPECT_EQ(event.exit.code, 3);
        }
    }
    EXPECT_EQ(failed, 3);
    const std::uint64_t rounds = supervisor_->rounds();
    while (supervisor_->rounds() < rounds + 5) { // It is named again and again, and not started.
        rt::sleep_until(rt::now_ns() + 5'000'000);
    }
    EXPECT_EQ(supervisor_->launches(), 3U);
}

TEST_F(supervisor, says_why_a_binary_cannot_be_started) {
    start([this](const rt::Restarts&) -> std::optional<Launch> {
        return Launch{"absent", name("b"), {"/nonexistent", {}, {}}};
    });
    const Event failed = events_until(Incident::failed).back();
    EXPECT_EQ(failed.reason, "spawn(/nonexistent): No such file or directory");
}

TEST_F(supervisor, ends_everything_and_leaves_nothing) {
    start([this](const rt::Restarts&) { return next_service(); });
    const Event primary = events_until(Incident::activated).back();
    wait_for_standby();
    state_->set_active(false);
    supervisor_->stop();
    int ended = 0;
    while (const auto event = supervisor_->wait_event(0)) {
        if (event->incident == Incident::died) {
            ++ended;
            EXPECT_EQ(event->exit.code, 0);
            EXPECT_EQ(event->exit.signal, 0);
        }
    }
    EXPECT_EQ(ended, 2);
    EXPECT_EQ(rt::find_process(primary.pid).pid, 0);
    auto table = rt::Registry::open(name("table").c_str());
    EXPECT_TRUE((*table)->list("").empty());
    EXPECT_FALSE(rt::SharedState::open((name("s1") + ".control").c_str()));
}

TEST_F(supervisor, a_service_leaves_when_its_host_dies) {
    int ready[2];
    ASSERT_EQ(pipe(ready), 0);
    const pid_t host = fork_child([&] {
        auto state = rt::SharedState::create(name("other.state").c_str());
        (*state)->set_active(true);
        return write(ready[1], "x", 1) == 1 ? pause() : 1;
    });
    char byte;
    ASSERT_EQ(read(ready[0], &byte, 1), 1);
    auto service = rt::Child::spawn({RT_TEST_SERVICE,
                                     {"--name", name("orphan"), "--state", name("other.state"),
                                      "--ring", name("ring"), "--registry", name("table")},
                                     {"RT_AUDIO_REALTIME=0"}});
    ASSERT_TRUE(service);
    // Not told to stand by, it activates itself.
    ASSERT_TRUE(wait_for_block()) << rt::last_error();
    kill(host, SIGKILL);
    wait_child(host);
    rt::ExitStatus exit;
    ASSERT_TRUE(service->reap_within(patience_ms, exit));
    EXPECT_EQ(exit.code, 1);
    close(ready[0]);
    close(ready[1]);
}
