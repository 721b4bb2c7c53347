// Which function-like macros are calls.
#include "passes/call_macro.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ffigen::passes {
namespace {

using Arguments = std::vector<std::optional<std::size_t>>;

TEST(CallMacro, IsACallWithItsParametersAsArguments) {
    const auto macro =
        read_call_macro("(strm, level) deflateInit_((strm), level, VERSION, (int)sizeof(*(strm)))");
    ASSERT_TRUE(macro);
    EXPECT_EQ(macro->function, "deflateInit_");
    EXPECT_THAT(macro->parameters, testing::ElementsAre("strm", "level"));
    EXPECT_EQ(macro->arguments, (Arguments{0, 1, std::nullopt, std::nullopt}));
}

TEST(CallMacro, MayBeInParenthesesAndTakeNothing) {
    EXPECT_EQ(read_call_macro("() (((f)(1)))"), std::nullopt) << "a name is called, no expression";
    ASSERT_TRUE(read_call_macro("() ((f(1, \"a,)b\")))"));
    EXPECT_EQ(read_call_macro("() f(1, \"a,)b\")")->arguments.size(), 2U);
    EXPECT_TRUE(read_call_macro("( a , b ) f ( b , a )"));
}

TEST(CallMacro, OtherThingsAreNone) {
    for (const char* text : {"(a) f(a) + 1",
                             "(a) a(1)",
                             "(a) f(1)",
                             "(a) f(a + 1)",
                             "(...) f(__VA_ARGS__)",
                             "(a, ...) f(a)",
                             "(rest...) f(rest)",
                             "(a) do { f(a); } while (0)",
                             "(a) f(a); g(a)",
                             "(a) f(a)(a)",
                             "(a) f(a) g(a)",
                             "(a)",
                             "",
                             "(a",
                             "(a) f(a",
                             "(a) (int)f(a)",
                             "a",
                             "(a) 1(a)",
                             "(a) f(#a)",
                             "(a) f(x##a)",
                             "(a) f('a)"})
        EXPECT_FALSE(read_call_macro(text)) << text;
}

} // namespace
} // namespace ffigen::passes
