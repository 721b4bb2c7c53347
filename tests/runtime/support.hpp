// What the tests of shared memory and processes share.
#pragma once

#include "rt/segment.hpp"
#include "rt/types.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <sys/types.h>

// TSan holds a lock of its own over a swap; where that faults, the handler's first atomic access
// waits for it for ever.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define SKIP_WHERE_ATOMICS_CANNOT_FAULT() GTEST_SKIP() << "NOT TESTED HERE: TSan locks over atomics"
#endif
#endif
#if !defined(SKIP_WHERE_ATOMICS_CANNOT_FAULT)
#define SKIP_WHERE_ATOMICS_CANNOT_FAULT() static_cast<void>(0)
#endif

/// Names of its own, and nothing left in shared memory when the test ends.
class SharedMemoryTest : public testing::Test {
  public:
    ~SharedMemoryTest() override;

  protected:
    SharedMemoryTest();
    /// Differs between tests, processes and arguments.
    std::string name(const std::string& what = "x") const;

  private:
    std::string prefix_;
};

/// Runs `body` in a forked child, which ends with its result as exit status.
pid_t fork_child(const std::function<int()>& body);
/// Waits for its end: exit status, or 1000 + signal.
int wait_child(pid_t pid);

/// The life of a process that took part and has died.
rt::LifeToken dead_life();

/// Runs `body` in a child that writes to `ready` when it got where it should, and is then killed or
/// stopped by the test. Returns once it is there.
class Helper {
  public:
    explicit Helper(const std::function<bool()>& begin);
    Helper(const Helper&) = delete;
    Helper& operator=(const Helper&) = delete;
    ~Helper();

    pid_t pid() const { return pid_; }
    bool is_ready() const { return ready_; }
    void kill();

  private:
    pid_t pid_ = 0;
    bool ready_ = false;
};

/// `value` of an environment variable as a number, `fallback` when it is not set.
std::uint64_t count_from_environment(const char* variable, std::uint64_t fallback);

/// Deterministic numbers: a test that fails once fails again. RT_TEST_SEED makes others of them.
class Random {
  public:
    explicit Random(std::uint64_t seed)
        : state_(seed ^ count_from_environment("RT_TEST_SEED", 0)) {}
    std::uint64_t next() noexcept; // splitmix64
    std::uint64_t below(std::uint64_t bound) noexcept { return next() % bound; }

  private:
    std::uint64_t state_;
};

/// A block whose every sample follows from its sequence, so that two mixed blocks are noticed.
void fill_pattern(rt::audio_block& block, std::uint64_t sequence, std::uint32_t frames);
bool has_pattern(const rt::audio_block& block);

std::unique_ptr<rt::audio_block> make_pattern(std::uint64_t sequence, std::uint32_t frames = 64);
