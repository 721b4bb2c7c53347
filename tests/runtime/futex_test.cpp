#include "rt/bell.hpp"

#include "rt/clock.hpp"
#include "rt/life.hpp"

#include <gtest/gtest.h>

#include <thread>

TEST(doorbell, is_silent_when_nobody_sleeps) {
    rt::Bell bell{};
    bell.word.store(8);
    rt::doorbell_ring(bell);
    EXPECT_EQ(bell.word.load(), 8U);
}

TEST(doorbell, a_ring_between_announcement_and_sleep_is_not_missed) {
    rt::Bell bell{};
    bell.word.store(8);
    const std::uint32_t word = rt::doorbell_announce(bell.word);
    EXPECT_EQ(word, 9U);
    rt::doorbell_ring(bell);
    EXPECT_EQ(bell.word.load(), 10U);
    // Another sleeper announces itself: the word differs from the first one's all the same.
    EXPECT_EQ(rt::doorbell_announce(bell.word), 11U);
    EXPECT_NE(bell.word.load(), word);
}

TEST(doorbell, wakes_a_sleeper) {
    rt::Bell bell{};
    std::atomic<bool> ready{false};
    std::thread sleeper([&] {
        while (!ready.load()) {
            const std::uint32_t word = rt::doorbell_announce(bell.word);
            if (!ready.load()) {
                rt::futex_wait(bell.word, word, 10 * rt::ns_per_second);
            }
        }
    });
    while ((bell.word.load() & 1U) == 0) {
        std::this_thread::yield();
    }
    ready.store(true);
    rt::doorbell_ring(bell);
    sleeper.join();
    SUCCEED();
}

// Both sides as close together as threads get: a look that is too early on either would let the
// sleeper sleep over what is there.
TEST(doorbell, a_plain_store_before_the_ring_is_not_slept_over) {
    rt::own_life(); // The ringer's process has to be known to the kernel.
    constexpr std::uint32_t rounds = 20'000;
    rt::Bell bell{};
    rt::Bell back{};
    std::atomic<std::uint32_t> there{0};
    std::atomic<std::uint32_t> taken{0};
    std::atomic<std::uint32_t> slept_over{0};
    const auto wait_for = [&](rt::Bell& at, std::atomic<std::uint32_t>& value,
                              std::uint32_t wanted) {
        while (value.load(std::memory_order_acquire) != wanted) {
            const std::uint32_t word = rt::doorbell_announce(at.word);
            ASSERT_TRUE(rt::far_barrier()) << "this system has none";
            if (value.load(std::memory_order_relaxed) == wanted) {
                continue;
            }
            // Longer than a machine with much to do keeps a thread from going on.
            constexpr std::uint64_t for_ever_ns = 20 * rt::ns_per_second;
            const std::uint64_t start = rt::now_ns();
            rt::futex_wait(at.word, word, for_ever_ns);
            slept_over += rt::now_ns() - start >= for_ever_ns ? 1 : 0;
        }
    };
    std::thread sleeper([&] {
        for (std::uint32_t i = 1; i <= rounds; ++i) {
            wait_for(bell, there, i);
            taken.store(i, std::memory_order_release);
            rt::doorbell_ring_after_store(back);
        }
    });
    for (std::uint32_t i = 1; i <= rounds; ++i) {
        there.store(i, std::memory_order_release);
        rt::doorbell_ring_after_store(bell);
        while (i % 16 != 0 && taken.load(std::memory_order_acquire) != i) {
            rt::cpu_pause();
        }
        wait_for(back, taken, i);
    }
    sleeper.join();
    EXPECT_EQ(slept_over.load(), 0U);
}

TEST(doorbell, counts_through_the_wrap) {
    rt::Bell bell{};
    bell.word.store(0xfffffffe);
    EXPECT_EQ(rt::doorbell_announce(bell.word), 0xffffffffU);
    rt::doorbell_ring(bell);
    EXPECT_EQ(bell.word.load(), 0U);
}

TEST(clock, goes_forward_and_sleeps_no_less_than_asked) {
    const std::uint64_t start = rt::now_ns();
    rt::sleep_until(start + 2'000'000);
    EXPECT_GE(rt::now_ns(), start + 2'000'000);
    rt::sleep_until(start); // In the past: returns.
    EXPECT_EQ(rt::deadline_after(-1), rt::no_deadline);
}
