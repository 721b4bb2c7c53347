#include "rt/name.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

using rt::ErrorCode;

TEST(name, accepts_what_the_contract_says) {
    for (const char* good : {"a", "rt_audio_ring_0", "A-Z.9", "_", "-x", "9"}) {
        EXPECT_EQ(rt::check_name(good, "ring"), ErrorCode::ok) << good;
    }
    EXPECT_EQ(rt::check_name(std::string(63, 'n').c_str(), "ring"), ErrorCode::ok);
}

TEST(name, refuses_everything_else_and_says_why) {
    EXPECT_EQ(rt::check_name("", "ring"), ErrorCode::invalid_argument);
    EXPECT_STREQ(rt::last_error(), "ring is empty");
    EXPECT_EQ(rt::check_name(".hidden", "ring"), ErrorCode::invalid_argument);
    EXPECT_STREQ(rt::last_error(), "ring '.hidden' starts with a dot");
    EXPECT_EQ(rt::check_name("a/b", "state"), ErrorCode::invalid_argument);
    EXPECT_STREQ(rt::last_error(),
                 "state 'a/b' has a byte at 1 that is not one of A-Z a-z 0-9 _ . -");
    for (const char* bad : {"a b", "a\n", "\xc3\xa4", "..", "../x", "a\x7f"}) {
        EXPECT_EQ(rt::check_name(bad, "ring"), ErrorCode::invalid_argument) << bad;
    }
    EXPECT_EQ(rt::check_name(std::string(64, 'n').c_str(), "ring"), ErrorCode::invalid_argument);
    EXPECT_EQ(rt::check_name(std::string(5000, 'n').c_str(), "ring"), ErrorCode::invalid_argument);
}

TEST(name, packs_every_byte) {
    const std::string longest(63, 'z');
    EXPECT_NE(rt::pack_name(longest.c_str()), rt::pack_name(longest.substr(1).c_str()));
    EXPECT_EQ(rt::pack_name("abc"), rt::pack_name("abc"));
}

TEST(name, hashes_spread) {
    std::set<std::uint64_t> cells;
    for (int i = 0; i < 4096; ++i) {
        cells.insert(rt::hash_name(rt::pack_name(("service." + std::to_string(i)).c_str())) %
                     16384);
    }
    // 4096 random draws from 16384 give 3,624 different cells on average.
    EXPECT_GT(cells.size(), 3500U);
}
