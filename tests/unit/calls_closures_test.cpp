#include "api_fixture.hpp"

#include "calls/closures.hpp"

namespace ffigen::calls {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Shown shown(const std::string& parameters) {
    const test::Lowered lowered = test::lower(
        "typedef struct rec { int x; } rec;\n"
        "typedef void (*edit)(void *user, " +
        parameters +
        ");\n"
        "void run(FFI_CALLBACK(user_data = user, lifetime = call) edit e, void *user);\n");
    return shown_by(*lowered.api.callback("edit"));
}

TEST(CallsClosures, WhatTwoParametersChangeMustBeApart) {
    const Shown both = shown("rec *a, rec *b");
    EXPECT_THAT(both.changed, ElementsAre(1, 2));
    EXPECT_TRUE(both.must_be_apart());
    EXPECT_FALSE(both.must_be_copied());
}

TEST(CallsClosures, WhatIsLookedAtIsCopiedBesideWhatIsChanged) {
    const Shown shown_two =
        shown("rec *a, FFI_COUNTED_BY(n) const unsigned char *data, unsigned n");
    EXPECT_THAT(shown_two.changed, ElementsAre(1));
    EXPECT_THAT(shown_two.looked_at, ElementsAre(2));
    EXPECT_TRUE(shown_two.must_be_apart()) << "from what closures around it are shown";
    EXPECT_TRUE(shown_two.must_be_copied());
}

TEST(CallsClosures, TextsAreCopiedBesideWhatIsChanged) {
    const Shown labelled = shown("rec *a, const char *name");
    EXPECT_THAT(labelled.texts, ElementsAre(2));
    EXPECT_TRUE(labelled.must_be_copied());
    EXPECT_FALSE(shown("const char *name").must_be_apart());
}

TEST(CallsClosures, WhatIsOnlyLookedAtMayOverlap) {
    const Shown only = shown("const rec *a, const rec *b");
    EXPECT_THAT(only.changed, IsEmpty());
    EXPECT_FALSE(only.must_be_apart());
    EXPECT_FALSE(only.must_be_copied());
}

TEST(CallsClosures, NumbersThatNobodyChecksStayRaw) {
    const auto reason = [](const std::string& type, const std::string& parameters) {
        return test::lower("typedef struct rec { FFI_RANGE(0, 3) int x; } rec;\n"
                           "typedef enum FFI_CLOSED side { LEFT, RIGHT } side;\n"
                           "typedef " +
                           type + " (*edit)(void *user" + parameters +
                           ");\n"
                           "void run(FFI_CALLBACK(user_data = user, lifetime = call) edit e, "
                           "void *user);\n")
            .raw_reason("run");
    };
    EXPECT_THAT(reason("rec", ""), testing::HasSubstr("'rec.x'"));
    EXPECT_THAT(reason("void", ", rec *r"), testing::HasSubstr("'rec.x'"));
    EXPECT_THAT(reason("void", ", FFI_INOUT side *s"), testing::HasSubstr("nothing checks"));
    EXPECT_EQ(reason("side", ""), "");
    EXPECT_EQ(reason("void", ", const rec *r"), "");
}

} // namespace
} // namespace ffigen::calls
