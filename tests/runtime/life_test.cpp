// Who lives, told by what the kernel wrote: across deaths of every kind, forks and namespaces.
#include "rt/life.hpp"

#include "isolation.hpp"
#include "rt/clock.hpp"
#include "rt/owner.hpp"
#include "rt/ring.hpp"
#include "support.hpp"

#include <atomic>
#include <csignal>
#include <filesystem>
#include <pthread.h>
#include <set>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using rt::ErrorCode;
using rt::LifeToken;
using rt::Ring;
using rt::ring_mode;
using rt::Verdict;

namespace {

class life : public SharedMemoryTest {
  protected:
    // Only who takes part himself can judge others.
    void SetUp() override { ASSERT_NE(rt::own_life(), 0U) << rt::last_error(); }

    /// Runs `end` in a child that took part; its life, for the parent to judge.
    LifeToken life_of_child(const std::function<void()>& end, pid_t& child) {
        int out[2];
        EXPECT_EQ(pipe(out), 0);
        child = fork_child([&] {
            const LifeToken own = rt::own_life();
            if (write(out[1], &own, sizeof own) != sizeof own) {
                return 1;
            }
            end();
            return 0;
        });
        LifeToken token = 0;
        EXPECT_EQ(read(out[0], &token, sizeof token), static_cast<ssize_t>(sizeof token));
        close(out[0]);
        close(out[1]);
        return token;
    }
    static void wait_for_zombie(pid_t child) {
        siginfo_t info;
        ASSERT_EQ(waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT), 0);
    }
};

} // namespace

TEST_F(life, knows_itself) {
    const LifeToken own = rt::own_life();
    ASSERT_NE(own, 0U) << rt::last_error();
    EXPECT_EQ(rt::verdict_on(own), Verdict::alive);
    EXPECT_EQ(rt::life_identity(own), rt::current_process());
    EXPECT_EQ(rt::find_life(rt::current_process()), own);
    EXPECT_EQ(rt::own_life(), own);
}

TEST_F(life, its_end_wakes_all_that_wait_for_it) {
    pid_t children[2];
    const LifeToken lives[] = {life_of_child([] { pause(); }, children[0]),
                               life_of_child([] { pause(); }, children[1])};
    ASSERT_TRUE(rt::wait_for_death(lives, 1'000'000)) << "before Linux 5.16 nobody can";
    EXPECT_FALSE(rt::is_dead(lives[0]) || rt::is_dead(lives[1])) << "that was too early";
    // The kernel wakes one of them; each must know in time. One waits for both, one for the second.
    std::atomic<std::uint64_t> longest{0};
    const auto wait = [&](std::span<const LifeToken> awaited) {
        while (!rt::is_dead(lives[1])) {
            const std::uint64_t start = rt::now_ns();
            ASSERT_TRUE(rt::wait_for_death(awaited, 10 * rt::ns_per_second));
            longest = std::max(longest.load(), rt::now_ns() - start);
        }
    };
    std::thread both([&] { wait(lives); });
    std::thread second([&] { wait({lives + 1, 1}); });
    usleep(50'000);
    kill(children[1], SIGKILL);
    both.join();
    second.join();
    EXPECT_LT(longest.load(), 5 * rt::ns_per_second) << "nobody was woken";
    EXPECT_FALSE(rt::is_dead(lives[0]));
    EXPECT_TRUE(rt::wait_for_death(lives, 10 * rt::ns_per_second)) << "one is over already";
    kill(children[0], SIGKILL);
    EXPECT_EQ(wait_child(children[0]), 1000 + SIGKILL);
    EXPECT_EQ(wait_child(children[1]), 1000 + SIGKILL);
    EXPECT_FALSE(rt::wait_for_death({}, 0));
    const LifeToken nobody = rt::make_life(std::uint64_t{1} << 40, 1);
    EXPECT_FALSE(rt::wait_for_death({&nobody, 1}, 0));
}

TEST_F(life, ends_in_every_way_before_the_zombie_is_reaped) {
    const std::function<void()> ends[] = {
        [] { _exit(0); },
        [] { kill(getpid(), SIGKILL); },
        [] {
            signal(SIGSEGV, SIG_DFL);
            prctl(PR_SET_DUMPABLE, 0);
            kill(getpid(), SIGSEGV);
        },
        [] { syscall(SYS_exit_group, 3); },
    };
    for (const auto& end : ends) {
        pid_t child = 0;
        const LifeToken token = life_of_child(end, child);
        wait_for_zombie(child);
        EXPECT_EQ(rt::verdict_on(token), Verdict::dead);
        EXPECT_EQ(rt::life_identity(token).pid, 0);
        wait_child(child);
        EXPECT_EQ(rt::verdict_on(token), Verdict::dead);
    }
}

TEST_F(life, ends_with_exec) {
    pid_t child = 0;
    const LifeToken token =
        life_of_child([] { execl("/bin/sleep", "sleep", "60", nullptr); }, child);
    while (rt::verdict_on(token) == Verdict::alive) {
        usleep(1000); // What held the memory is gone, though the pid is not.
    }
    EXPECT_EQ(rt::verdict_on(token), Verdict::dead);
    EXPECT_EQ(kill(child, SIGKILL), 0);
    wait_child(child);
}

TEST_F(life, goes_on_while_any_thread_does) {
    pid_t child = 0;
    const LifeToken token = life_of_child(
        [] {
            pthread_t thread;
            pthread_create(
                &thread, nullptr, [](void*) -> void* { return pause(), nullptr; }, nullptr);
            pthread_detach(thread);
            syscall(SYS_exit, 0); // This thread alone, without unwinding the test.
        },
        child);
    usleep(50'000);
    EXPECT_EQ(rt::verdict_on(token), Verdict::alive);
    kill(child, SIGKILL);
    wait_child(child);
    EXPECT_EQ(rt::verdict_on(token), Verdict::dead);
}

TEST_F(life, goes_on_while_stopped) {
    pid_t child = 0;
    const LifeToken token = life_of_child([] { pause(); }, child);
    kill(child, SIGSTOP);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, WUNTRACED), child);
    EXPECT_EQ(rt::verdict_on(token), Verdict::alive);
    kill(child, SIGKILL);
    wait_child(child);
    EXPECT_EQ(rt::verdict_on(token), Verdict::dead);
}

TEST_F(life, of_a_forked_child_is_its_own) {
    const LifeToken parent = rt::own_life();
    pid_t child = 0;
    const LifeToken token = life_of_child([] { pause(); }, child);
    EXPECT_NE(token, parent);
    EXPECT_EQ(rt::life_identity(token).pid, child);
    EXPECT_EQ(rt::verdict_on(parent), Verdict::alive) << "and leaves the parent's alone";
    kill(child, SIGKILL);
    wait_child(child);
    EXPECT_EQ(rt::verdict_on(parent), Verdict::alive);
}

TEST_F(life, outlasts_a_child_that_was_forked_and_never_took_part) {
    const LifeToken own = rt::own_life();
    EXPECT_EQ(wait_child(fork_child([] { return 0; })), 0);
    EXPECT_EQ(rt::verdict_on(own), Verdict::alive);
}

TEST_F(life, cells_are_given_to_one_each_and_used_again) {
    std::set<LifeToken> tokens;
    std::set<std::uint32_t> numbers;
    for (int round = 0; round < 4; ++round) {
        std::vector<std::pair<LifeToken, pid_t>> living;
        for (int i = 0; i < 32; ++i) {
            pid_t child = 0;
            const LifeToken token = life_of_child([] { pause(); }, child);
            EXPECT_TRUE(tokens.insert(token).second) << "no life comes twice";
            living.emplace_back(token, child);
        }
        numbers.clear();
        for (const auto& [token, child] : living) {
            EXPECT_EQ(rt::verdict_on(token), Verdict::alive);
            EXPECT_TRUE(numbers.insert(rt::life_number(token)).second) << "two in one cell";
        }
        for (const auto& [token, child] : living) {
            kill(child, SIGKILL);
            wait_child(child);
            EXPECT_EQ(rt::verdict_on(token), Verdict::dead);
        }
    }
}

TEST_F(life, killed_while_joining_leaves_no_cell_lost_and_nobody_dead_who_lives) {
    const LifeToken own = rt::own_life();
    Random random(5);
    for (int i = 0; i < 100; ++i) {
        const pid_t child = fork_child([] {
            rt::own_life();
            pause();
            return 0;
        });
        usleep(static_cast<useconds_t>(random.below(600)));
        kill(child, SIGKILL);
        wait_child(child);
        ASSERT_EQ(rt::verdict_on(own), Verdict::alive);
    }
    EXPECT_EQ(rt::verdict_on(dead_life()), Verdict::dead);
}

TEST_F(life, of_nobody_is_unknown) {
    rt::own_life();
    EXPECT_EQ(rt::verdict_on(LifeToken{0}), Verdict::unknown);
    EXPECT_EQ(rt::verdict_on(rt::make_life(std::uint64_t{1} << 40, 3)), Verdict::unknown);
    EXPECT_EQ(rt::verdict_on(~LifeToken{0}), Verdict::unknown);
}

TEST_F(life, is_seen_from_another_pid_namespace) {
    auto ring = Ring::create(name().c_str(), 4, ring_mode::overwrite);
    ASSERT_TRUE(ring) << rt::last_error();
    ASSERT_EQ((*ring)->write_overwrite(make_pattern(0).get()), ErrorCode::ok);
    const LifeToken own = rt::own_life();
    std::uint32_t of_others = 0; // What other tests have left on purpose.
    ASSERT_EQ(rt::collect_segments(of_others), ErrorCode::ok);
    const Isolated result = in_pid_namespace([&] {
        // Its pid is 1 here, the parent's is none at all.
        if (getpid() != 1 || rt::verdict_on(own) != Verdict::alive) {
            return 1;
        }
        std::uint32_t collected = 0;
        if (rt::collect_segments(collected) != ErrorCode::ok || collected != 0) {
            return 2;
        }
        auto opened = Ring::open(name().c_str());
        if (!opened) {
            return 3;
        }
        if ((*opened)->write_overwrite(make_pattern(1).get()) != ErrorCode::busy) {
            return 4;
        }
        return Ring::create(name().c_str(), 4, ring_mode::overwrite).error() == ErrorCode::exists
                   ? 0
                   : 5;
    });
    SKIP_UNLESS_ISOLATED(result);
    EXPECT_EQ(result.status, 0);
    EXPECT_EQ((*ring)->write_overwrite(make_pattern(1).get()), ErrorCode::ok);
}

TEST_F(life, ends_in_another_pid_namespace) {
    int out[2];
    ASSERT_EQ(pipe(out), 0);
    rt::own_life();
    const Isolated result = in_pid_namespace([&] {
        auto ring = Ring::create(name().c_str(), 4, ring_mode::overwrite);
        const LifeToken token = rt::own_life();
        if (!ring || write(out[1], &token, sizeof token) != sizeof token) {
            return 1;
        }
        _exit(0); // Without taking the name away.
    });
    SKIP_UNLESS_ISOLATED(result);
    ASSERT_EQ(result.status, 0);
    LifeToken token = 0;
    ASSERT_EQ(read(out[0], &token, sizeof token), static_cast<ssize_t>(sizeof token));
    EXPECT_EQ(rt::verdict_on(token), Verdict::dead);
    EXPECT_EQ(Ring::open(name().c_str()).error(), ErrorCode::stale) << rt::last_error();
    EXPECT_TRUE(Ring::create(name().c_str(), 4, ring_mode::overwrite)) << rt::last_error();
    close(out[0]);
    close(out[1]);
}

TEST_F(life, is_seen_without_proc) {
    auto ring = Ring::create(name().c_str(), 4, ring_mode::overwrite);
    ASSERT_TRUE(ring) << rt::last_error();
    ASSERT_EQ((*ring)->write_overwrite(make_pattern(0).get()), ErrorCode::ok);
    const LifeToken own = rt::own_life();
    const LifeToken dead = dead_life();
    const Isolated result = without_proc([&] {
        if (std::filesystem::exists("/proc/self")) {
            return 1;
        }
        if (rt::verdict_on(own) != Verdict::alive || rt::verdict_on(dead) != Verdict::dead) {
            return 2;
        }
        std::uint32_t collected = 0;
        if (rt::collect_segments(collected) != ErrorCode::ok || collected != 0) {
            return 3;
        }
        auto opened = Ring::open(name().c_str());
        if (!opened || (*opened)->write_overwrite(make_pattern(1).get()) != ErrorCode::busy) {
            return 4;
        }
        auto made = Ring::create(name("new").c_str(), 4, ring_mode::overwrite);
        if (!made || (*made)->write_overwrite(make_pattern(1).get()) != ErrorCode::ok) {
            return 5;
        }
        return rt::current_process().pid == getpid() ? 0 : 6;
    });
    SKIP_UNLESS_ISOLATED(result);
    EXPECT_EQ(result.status, 0);
    EXPECT_EQ((*ring)->write_overwrite(make_pattern(1).get()), ErrorCode::ok);
}

TEST_F(life, of_another_table_is_refused_and_nothing_removed) {
    // As when somebody removed the table: those who come later cannot judge those from before.
    auto ring = Ring::create(name().c_str(), 4, ring_mode::overwrite);
    ASSERT_TRUE(ring);
    auto segment = rt::Segment::open(rt::SegmentKind::ring, name().c_str());
    ASSERT_TRUE(segment);
    auto& label = static_cast<rt::SegmentHeader*>(segment->payload())[-1].label;
    ++label.lives_epoch;
    label.creator = dead_life();
    EXPECT_EQ(Ring::open(name().c_str()).error(), ErrorCode::corrupt);
    EXPECT_NE(std::string(rt::last_error()).find("cannot be told from here"), std::string::npos)
        << rt::last_error();
    EXPECT_EQ(Ring::create(name().c_str(), 4, ring_mode::overwrite).error(), ErrorCode::corrupt);
    EXPECT_NE(std::string(rt::last_error()).find("by hand"), std::string::npos) << rt::last_error();
    std::uint32_t collected = 0;
    EXPECT_EQ(rt::collect_segments(collected), ErrorCode::ok);
    EXPECT_EQ(collected, 0U);
    EXPECT_TRUE(std::filesystem::exists(rt::segment_path(rt::SegmentKind::ring, name().c_str())));
}

TEST(owner, is_exclusive_and_can_be_given_up) {
    rt::OwnerWord word{0};
    const LifeToken self = rt::own_life();
    EXPECT_EQ(rt::try_acquire(word, self), rt::Acquired::fresh);
    EXPECT_EQ(rt::try_acquire(word, self), rt::Acquired::held);
    rt::release(word, self);
    EXPECT_EQ(rt::try_acquire(word, self), rt::Acquired::fresh);
}

TEST(owner, outlives_nobody) {
    rt::OwnerWord word{dead_life()};
    EXPECT_EQ(rt::try_acquire(word, rt::own_life()), rt::Acquired::taken_over);
    EXPECT_EQ(word.load(), rt::own_life());
}

TEST(owner, only_the_owner_releases) {
    const LifeToken other = dead_life();
    rt::OwnerWord word{other};
    rt::release(word, rt::own_life());
    EXPECT_EQ(word.load(), other);
}

TEST(owner, that_never_was_is_damage) {
    rt::own_life();
    rt::OwnerWord word{~LifeToken{0}};
    EXPECT_EQ(rt::try_acquire(word, rt::own_life()), rt::Acquired::damaged);
    EXPECT_EQ(word.load(), ~LifeToken{0});
}
