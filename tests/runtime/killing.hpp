// Children that are killed at a random instant. Each has a timer of the kernel's that kills it,
// which needs nobody who gets a processor in time: thousands die a second, wherever they are just
// then.
#pragma once

#include "rt/clock.hpp"
#include "support.hpp"

#include <atomic>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <span>
#include <sys/mman.h>
#include <sys/types.h>

/// Zeros that outlive the children which write there: what happens to them is no part of a test.
template <class Content>
Content* shared_with_children() {
    void* at =
        mmap(nullptr, sizeof(Content), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return static_cast<Content*>(at);
}

class Killer {
  public:
    explicit Killer(std::uint64_t seed) : random_(seed) {}
    Killer(const Killer&) = delete;
    Killer& operator=(const Killer&) = delete;
    ~Killer() {
        std::printf("             %llu of %llu kills fell into an operation\n",
                    static_cast<unsigned long long>(within_),
                    static_cast<unsigned long long>(all_));
        EXPECT_TRUE(within_ > 0 || all_ < 10) << "no kill met what it was meant for";
    }

    /// How many children each test kills.
    static std::uint64_t count() { return count_from_environment("RT_TEST_KILLS", 300); }

    /// A child that prepares itself and then does `step` until it is killed. One of four is killed
    /// as soon as while it prepares, or takes its first steps.
    pid_t begin(const std::function<void()>& prepare, const std::function<void()>& step) {
        const bool early = random_.below(4) == 0;
        const std::uint64_t delay = 1 + random_.below(early ? 300'000 : 60'000);
        return fork_child([&] {
            if (early) {
                die_in(delay);
            }
            prepare();
            if (!early) {
                die_in(delay);
            }
            for (;;) {
                within_one_->store(1, std::memory_order_relaxed);
                step();
                within_one_->store(0, std::memory_order_relaxed);
            }
            return 0;
        });
    }
    /// Does `meanwhile` for as long as it takes a child to get a processor and die, if there is one
    /// for it, and then waits for it.
    void wait(std::span<const pid_t> children, const std::function<void()>& meanwhile) {
        const std::uint64_t until = rt::now_ns() + most_beside_ns;
        while (rt::now_ns() < until) {
            meanwhile();
        }
        for (const pid_t child : children) {
            wait(child);
        }
    }
    void wait(pid_t child) {
        EXPECT_EQ(wait_child(child), 1000 + SIGKILL);
        ++all_;
        within_ += within_one_->exchange(0);
    }
    void run(const std::function<void()>& prepare, const std::function<void()>& step) {
        wait(begin(prepare, step));
    }

  private:
    static void die_in(std::uint64_t ns) {
        sigevent event{};
        event.sigev_notify = SIGEV_SIGNAL;
        event.sigev_signo = SIGKILL;
        timer_t timer{};
        const itimerspec when{{}, {0, static_cast<long>(ns)}};
        if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0 ||
            timer_settime(timer, 0, &when, nullptr) != 0) {
            _exit(98);
        }
    }
    static constexpr std::uint64_t most_beside_ns = 200'000;

    Random random_;
    std::uint64_t all_ = 0;
    std::uint64_t within_ = 0;
    std::atomic<std::uint32_t>* within_one_ = shared_with_children<std::atomic<std::uint32_t>>();
};
