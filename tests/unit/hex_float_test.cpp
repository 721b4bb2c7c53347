#include "emit/hex_float.hpp"

#include "emit/json/document.hpp"

#include <gtest/gtest.h>

namespace ffigen::emit {
namespace {

TEST(HexFloat, CountsFromTheFirstToTheLastSetBit) {
    EXPECT_EQ(significant_bits("0x0p+0"), 0);
    EXPECT_EQ(significant_bits("0x1p-3"), 1);
    EXPECT_EQ(significant_bits("0x1.8p+1"), 2);
    EXPECT_EQ(significant_bits("-0xf.8p+0"), 5);
    EXPECT_EQ(significant_bits("0x1.fffffffffffffp+0"), 53);
    EXPECT_EQ(significant_bits("0x1.fffffffffffff8p+0"), 54);
}

// A number in JSON is read as a double: what has more bits than that stays text.
TEST(HexFloat, JsonHasNoNumberThatADoubleCannotHold) {
    EXPECT_EQ(json::floating("0x1.fffffffffffffp+0"), 0x1.fffffffffffffp+0);
    EXPECT_EQ(json::floating("0x1.fffffffffffff8p+0"), "0x1.fffffffffffff8p+0");
    EXPECT_EQ(json::floating("0xf.fffffffffffffp+0"), "0xf.fffffffffffffp+0"); // as on x87
    EXPECT_EQ(json::floating("0x1p+2000"), "0x1p+2000");
}

} // namespace
} // namespace ffigen::emit
