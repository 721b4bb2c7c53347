// Children that are stepped through one operation, to be killed or stopped after any instruction: a
// sample of all by default, every one with RT_TEST_STEPS=all; for stops also RT_TEST_STEPS=FROM-TO.
#pragma once

#include "support.hpp"

#include "rt/clock.hpp"
#include "rt/registry.hpp"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sched.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

#if defined(FFIGEN_SANITIZED) || !defined(__linux__)
#define RT_TEST_CANNOT_STEP 1
#else
#define RT_TEST_CANNOT_STEP 0
#endif

inline constexpr std::uint64_t sampled_stops = 60;
inline constexpr std::uint64_t sampled_kills = 40;
inline constexpr std::uint64_t endless = 2'000'000;

/// How far it is from instruction `k` to the next that is tried: to the next one, or a sample's.
/// What is behind the first `closely` only repeats, and a few of it are enough.
inline std::uint64_t stride_at(std::uint64_t k, std::uint64_t closely, std::uint64_t total,
                               bool all, std::uint64_t samples) {
    constexpr std::uint64_t repetitions = 4;
    if (k >= closely) {
        return std::max<std::uint64_t>(1, total / repetitions);
    }
    return all ? 1 : std::max<std::uint64_t>(1, std::min(closely, total) / samples);
}

/// Enters a service of a process that ends without leaving.
inline void leave_entry_of_the_dead(rt::Registry& table) {
    ASSERT_EQ(wait_child(fork_child([&] {
                  std::uint64_t id = 0;
                  return table.enter("svc", "c", "r", 0, 0, id) == rt::ErrorCode::ok ? 0 : 1;
              })),
              0);
}
/// More instructions than it takes to collect what stands in the first place; the others are looked
/// at.
inline constexpr std::uint64_t until_one_is_collected = 800;

class steps : public SharedMemoryTest {
  protected:
    void SetUp() override {
        if (RT_TEST_CANNOT_STEP) {
            GTEST_SKIP() << "sanitizers make every instruction ten";
        }
        const char* wanted = std::getenv("RT_TEST_STEPS");
        all_ = wanted != nullptr && std::strcmp(wanted, "all") == 0;
    }

    /// Runs `prepare` freely and `operation` one instruction at a time, and kills the child after
    /// `instructions` of them. Returns how many were executed: fewer when the operation ended
    /// first.
    std::uint64_t step(std::uint64_t instructions, const std::function<void()>& prepare,
                       const std::function<void()>& operation) {
        const pid_t child = fork_child([&] {
            ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
            prepare();
            raise(SIGSTOP);
            operation();
            raise(SIGUSR1);
            return 99;
        });
        int status = 0;
        EXPECT_EQ(waitpid(child, &status, 0), child);
        EXPECT_TRUE(WIFSTOPPED(status) && WSTOPSIG(status) == SIGSTOP) << std::hex << status;
        std::uint64_t done = 0;
        while (done < instructions) {
            if (ptrace(PTRACE_SINGLESTEP, child, nullptr, nullptr) != 0) {
                ADD_FAILURE() << "ptrace: " << std::strerror(errno);
                break;
            }
            waitpid(child, &status, 0);
            if (!WIFSTOPPED(status) || WSTOPSIG(status) != SIGTRAP) {
                break; // SIGUSR1: the operation is over.
            }
            ++done;
        }
        kill(child, SIGKILL);
        wait_child(child);
        return done;
    }

    /// Kills at instruction after instruction; `verify` looks at what is left each time. Behind the
    /// first `closely`, at a few of them.
    void kill_everywhere(const std::function<void()>& prepare,
                         const std::function<void()>& operation,
                         const std::function<void(std::uint64_t)>& verify,
                         std::uint64_t closely = endless) {
        const std::uint64_t total = step(endless, prepare, operation);
        ASSERT_GT(total, 10U);
        ASSERT_LT(total, endless);
        verify(total);
        std::uint64_t kills = 0;
        for (std::uint64_t k = 0; k < total && !HasFatalFailure();
             k += stride_at(k, closely, total, all_, sampled_kills), ++kills) {
            step(k, prepare, operation);
            verify(k);
        }
        RecordProperty("instructions", std::to_string(total));
        RecordProperty("kills", std::to_string(kills));
        std::printf("             %llu kills over %llu instructions\n",
                    static_cast<unsigned long long>(kills), static_cast<unsigned long long>(total));
    }

    bool all_ = false;
};

class Stepped {
  public:
    explicit Stepped(const std::function<void()>& operation) {
        pid_ = fork_child([&] {
            rt::own_life();
            ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
            raise(SIGSTOP);
            operation();
            raise(SIGUSR1);
            return 99;
        });
        int status = 0;
        stopped_ = waitpid(pid_, &status, 0) == pid_ && WIFSTOPPED(status);
    }
    Stepped(const Stepped&) = delete;
    Stepped& operator=(const Stepped&) = delete;
    ~Stepped() {
        if (pid_ > 0) {
            kill(pid_, SIGKILL);
            wait_child(pid_);
        }
    }
    /// How many of `instructions` were executed before the operation ended.
    std::uint64_t step(std::uint64_t instructions) {
        std::uint64_t done = 0;
        int status = 0;
        while (stopped_ && done < instructions &&
               ptrace(PTRACE_SINGLESTEP, pid_, nullptr, nullptr) == 0 &&
               waitpid(pid_, &status, 0) == pid_ && WIFSTOPPED(status) &&
               WSTOPSIG(status) == SIGTRAP) {
            ++done;
        }
        return done;
    }
    /// Lets it run to the end of its operation, and ends it there.
    void finish() {
        int status = 0;
        ptrace(PTRACE_CONT, pid_, nullptr, nullptr);
        waitpid(pid_, &status, 0);
        kill(pid_, SIGKILL);
        wait_child(pid_);
        pid_ = 0;
    }

  private:
    pid_t pid_ = 0;
    bool stopped_ = false;
};

class stops : public SharedMemoryTest {
  protected:
    void SetUp() override {
        if (RT_TEST_CANNOT_STEP) {
            GTEST_SKIP() << "sanitizers make every instruction ten";
        }
        const char* wanted = std::getenv("RT_TEST_STEPS");
        all_ = wanted != nullptr;
        if (wanted != nullptr && std::strcmp(wanted, "all") != 0) {
            char* end = nullptr;
            first_ = last_ = std::strtoull(wanted, &end, 10);
            last_ = *end == '-' ? std::strtoull(end + 1, nullptr, 10) : last_;
        }
    }
    /// What others do meanwhile, timed: with a processor to itself where the system grants that.
    void promptly(const std::function<void()>& others) {
        const sched_param lowest{1};
        const bool granted = sched_setscheduler(0, SCHED_FIFO | SCHED_RESET_ON_FORK, &lowest) == 0;
        const std::uint64_t start = rt::now_ns();
        others();
        delay_ns_ = std::max(delay_ns_, rt::now_ns() - start);
        if (granted) {
            const sched_param none{0};
            sched_setscheduler(0, SCHED_OTHER, &none);
        }
        is_quiet_ = granted;
    }
    /// Stops a child at instruction after instruction of `operation` and looks on each time. What
    /// takes others too long is tried again there: what the machine did is over by then, and what
    /// the code does comes each time.
    void stop_everywhere(const std::function<void()>& operation,
                         const std::function<void(std::uint64_t)>& meanwhile,
                         const std::function<void(std::uint64_t)>& afterwards,
                         std::uint64_t closely = endless) {
        const std::uint64_t total = Stepped(operation).step(endless);
        afterwards(total);
        ASSERT_GT(total, 10U);
        std::uint64_t made = 0;
        std::uint64_t longest = 0;
        for (std::uint64_t k = first_; k < total && k <= last_ && !HasFatalFailure();
             k += stride_at(k, closely, total, all_, sampled_stops), ++made) {
            for (int attempt = 0; attempt < most_attempts && !HasFatalFailure(); ++attempt) {
                delay_ns_ = 0;
                Stepped child(operation);
                child.step(k);
                meanwhile(k);
                child.finish();
                afterwards(k);
                if (delay_ns_ <= longest_delay_ns) {
                    break;
                }
            }
            longest = std::max(longest, delay_ns_);
            if (is_quiet_) { // Else it says something about the others on this machine.
                ASSERT_LE(delay_ns_, longest_delay_ns) << "stopped after instruction " << k;
            }
        }
        std::printf("             %llu stops over %llu instructions; nobody waited for more than "
                    "%llu us%s\n",
                    static_cast<unsigned long long>(made), static_cast<unsigned long long>(total),
                    static_cast<unsigned long long>(longest / 1000),
                    is_quiet_ ? "" : " (NOT A BOUND HERE: no real-time scheduling)");
    }
    static constexpr std::uint64_t longest_delay_ns = 1'000'000;
    static constexpr int most_attempts = 5;
    std::uint64_t delay_ns_ = 0;
    bool is_quiet_ = false;
    bool all_ = false;
    std::uint64_t first_ = 0;
    std::uint64_t last_ = endless;
};
