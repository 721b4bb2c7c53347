#include "rt/realtime.hpp"

#include "support.hpp"

#include "rt/life.hpp"

#include <cstring>
#include <filesystem>
#include <sched.h>
#include <string>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

using rt::ErrorCode;
using rt::realtime_grant;
using rt::realtime_level;

namespace {

/// On a thread of its own: the test runner's goes on as before.
void on_a_thread(const std::function<void()>& body) { std::thread(body).join(); }

int policy_now() { return sched_getscheduler(0) & ~SCHED_RESET_ON_FORK; }

} // namespace

TEST(realtime, period_is_exact_to_the_nanosecond) {
    EXPECT_EQ(rt::audio_period_ns(48000, 64), 1'333'333U);
    EXPECT_EQ(rt::audio_period_ns(48000, 48), 1'000'000U);
    EXPECT_EQ(rt::audio_period_ns(44100, 441), 10'000'000U);
    EXPECT_EQ(rt::audio_period_ns(768000, 1), 1302U);
    EXPECT_EQ(rt::audio_period_ns(44100, 1024), 23'219'955U); // 23,219,954.65
    EXPECT_EQ(rt::audio_period_ns(0, 64), 0U);
    EXPECT_EQ(rt::audio_period_ns(48000, 0), 0U);
    EXPECT_EQ(rt::audio_period_ns(1, ~0U), 4'294'967'295'000'000'000U);
}

TEST(realtime, grant_is_what_the_system_says) {
    on_a_thread([] {
        for (const auto want : {realtime_level::fifo, realtime_level::round_robin,
                                realtime_level::deadline, realtime_level::mmcss}) {
            const realtime_grant grant = rt::request_realtime(1'333'333, want);
            switch (grant.level) {
            case realtime_level::fifo:
                EXPECT_EQ(policy_now(), SCHED_FIFO);
                break;
            case realtime_level::round_robin:
                EXPECT_EQ(policy_now(), SCHED_RR);
                break;
            case realtime_level::deadline:
                EXPECT_EQ(policy_now(), 6);
                break;
            default:
                EXPECT_EQ(policy_now(), SCHED_OTHER);
                EXPECT_STRNE(grant.reason, "") << "less than asked has a reason";
            }
            if (grant.level == realtime_level::fifo || grant.level == realtime_level::round_robin) {
                sched_param parameters{};
                sched_getparam(0, &parameters);
                EXPECT_EQ(parameters.sched_priority, grant.priority);
            }
            EXPECT_EQ(rt::reset_realtime(), ErrorCode::ok) << rt::last_error();
            EXPECT_EQ(policy_now(), SCHED_OTHER);
        }
    });
}

// The kernel says that a process ended when the thread that keeps its life has had its turn.
TEST(realtime, news_of_a_death_has_the_priority_of_who_dies) {
    for (const bool joins_first : {true, false}) {
        const pid_t child = fork_child([joins_first] {
            if (joins_first && rt::own_life() == 0) {
                return 1;
            }
            const realtime_grant grant = rt::request_realtime(1'333'333, realtime_level::fifo);
            if (grant.level != realtime_level::fifo) {
                return 0; // Not permitted here.
            }
            if (rt::own_life() == 0) {
                return 2;
            }
            int others = 0;
            for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
                const pid_t thread = std::stoi(task.path().filename());
                sched_param parameters{};
                const bool is_other = thread != getpid();
                others += is_other && sched_getparam(thread, &parameters) == 0 &&
                                  parameters.sched_priority == grant.priority
                              ? 1
                              : 0;
            }
            return others == 1 ? 0 : 3;
        });
        EXPECT_EQ(wait_child(child), 0) << joins_first;
    }
}

TEST(realtime, none_asks_for_nothing) {
    on_a_thread([] {
        const realtime_grant grant = rt::request_realtime(1'333'333, realtime_level::none);
        EXPECT_EQ(grant.level, realtime_level::none);
        EXPECT_STREQ(grant.reason, "");
        EXPECT_EQ(policy_now(), SCHED_OTHER);
    });
}

TEST(realtime, deadline_needs_a_period) {
    on_a_thread([] {
        const realtime_grant grant = rt::request_realtime(0, realtime_level::deadline);
        EXPECT_NE(grant.level, realtime_level::deadline);
        EXPECT_NE(std::strstr(grant.reason, "SCHED_DEADLINE: needs a period"), nullptr);
        rt::reset_realtime();
    });
}

TEST(realtime, without_privilege_the_reasons_are_named) {
    const pid_t child = fork_child([] {
        const rlimit none{0, 0};
        setrlimit(RLIMIT_RTPRIO, &none);
        setrlimit(RLIMIT_NICE, &none);
        setrlimit(RLIMIT_MEMLOCK, &none);
        if (geteuid() == 0 && setuid(65534) != 0) {
            return 1;
        }
        const realtime_grant grant = rt::request_realtime(1'333'333, realtime_level::fifo);
        if (grant.level == realtime_level::fifo) {
            return 2;
        }
        if (std::strstr(grant.reason, "SCHED_FIFO: Operation not permitted, RLIMIT_RTPRIO 0") ==
            nullptr) {
            return 3;
        }
        // rtkit may be there and grant; when it is not, the reason goes on.
        if (grant.level == realtime_level::none &&
            std::strstr(grant.reason, "rtkit: ") == nullptr) {
            return 4;
        }
        if (rt::lock_memory(0) != ErrorCode::permission) {
            return 5;
        }
        return std::strstr(rt::last_error(), "RLIMIT_MEMLOCK") != nullptr ? 0 : 6;
    });
    EXPECT_EQ(wait_child(child), 0);
}

TEST(realtime, locked_memory_does_not_fault) {
    const pid_t child = fork_child([] {
        if (rt::lock_memory(256UL * 1024) != ErrorCode::ok) {
            return 0; // Not permitted here; the test above shows the reason.
        }
        if (!rt::memory_is_locked() ||
            rt::request_realtime(0, realtime_level::none).memory_locked != 1) {
            return 1;
        }
        rusage before{};
        rusage after{};
        volatile char deep[200 * 1024];
        getrusage(RUSAGE_SELF, &before);
        for (std::size_t i = 0; i < sizeof deep; i += 4096) {
            deep[i] = 1;
        }
        getrusage(RUSAGE_SELF, &after);
#if defined(FFIGEN_SANITIZED)
        return 0; // Memory is locked as it is touched there.
#else
        return after.ru_minflt == before.ru_minflt ? 0 : 2;
#endif
    });
    EXPECT_EQ(wait_child(child), 0);
}
