#include "rt/restarts.hpp"

#include <gtest/gtest.h>

using rt::Restarts;
using Standing = rt::Restarts::Standing;

namespace {

constexpr std::uint64_t ms = 1'000'000;
constexpr rt::RestartPolicy policy{4, 100, 1000, 5000};

} // namespace

TEST(restarts, delays_double_up_to_the_longest) {
    Restarts restarts({100, 100, 1000, 5000});
    std::uint64_t now = 7 * ms;
    for (const std::uint64_t delay : {100U, 200U, 400U, 800U, 1000U, 1000U}) {
        EXPECT_FALSE(restarts.failed("a", 0, now));
        EXPECT_EQ(restarts.standing("a", now + delay * ms - 1), Standing::waiting);
        now += delay * ms;
        EXPECT_EQ(restarts.standing("a", now), Standing::ready);
    }
}

TEST(restarts, gives_up_once_and_for_good) {
    Restarts restarts(policy);
    for (int i = 1; i < policy.most_failures; ++i) {
        EXPECT_FALSE(restarts.failed("a", 0, 0));
    }
    EXPECT_TRUE(restarts.failed("a", 0, 0));
    EXPECT_EQ(restarts.standing("a", UINT64_MAX), Standing::given_up);
    EXPECT_FALSE(restarts.failed("a", 0, 0)) << "said once";
    restarts.forgive();
    EXPECT_EQ(restarts.standing("a", 0), Standing::ready);
    EXPECT_EQ(restarts.failures("a"), 0);
}

TEST(restarts, who_settled_begins_anew) {
    Restarts restarts(policy);
    for (int i = 0; i < 100; ++i) {
        EXPECT_FALSE(restarts.failed("a", 5001 * ms, 0));
        EXPECT_EQ(restarts.failures("a"), 1);
        EXPECT_EQ(restarts.standing("a", 100 * ms), Standing::ready);
    }
    restarts.failed("a", 5000 * ms, 0);
    EXPECT_EQ(restarts.failures("a"), 2) << "exactly as long is not longer";
}

TEST(restarts, labels_do_not_hold_each_other_up) {
    Restarts restarts(policy);
    for (int i = 0; i < policy.most_failures; ++i) {
        restarts.failed("broken", 0, 0);
    }
    EXPECT_EQ(restarts.standing("broken", 0), Standing::given_up);
    EXPECT_EQ(restarts.standing("good", 0), Standing::ready);
}

TEST(restarts, extreme_policies_do_not_overflow) {
    Restarts restarts({1'000'000, 600'000, 3'600'000, 0});
    for (int i = 0; i < 1000; ++i) {
        restarts.failed("a", 0, 0);
    }
    EXPECT_EQ(restarts.standing("a", 3'600'000 * ms), Standing::ready);
    EXPECT_EQ(restarts.standing("a", 3'600'000 * ms - 1), Standing::waiting);
}
