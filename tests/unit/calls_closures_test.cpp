#include "api_fixture.hpp"

#include "calls/closures.hpp"

namespace ffigen::calls {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string bag = "FFI_HANDLE(bag, close = bag_close, threads = send)\n"
                        "typedef struct bag bag; void bag_close(bag *b);\n"
                        "typedef struct rec { int x; } rec;\n";

Shown shown(const std::string& parameters) {
    const test::Lowered lowered =
        test::lower(bag + "typedef void (*edit)(void *user, " + parameters +
                    ");\n"
                    "void bag_run(bag *b, FFI_CALLBACK(user_data = user, lifetime = call) edit e, "
                    "void *user);\n");
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

TEST(CallsClosures, NoClosureIsAwaitedToWriteWhatItCannot) {
    const auto reason = [](const std::string& parameter) {
        return test::lower(bag + "typedef int (*give)(void *user, " + parameter +
                           ");\nint run(bag *b, FFI_CALLBACK(user_data = user, lifetime = call) "
                           "give g, void *user);\n")
            .raw_reason("run");
    };
    for (const char* parameter :
         {"FFI_OUT int *value", "FFI_OUT rec *value", "FFI_OUT bag **value",
          "FFI_OUT FFI_BORROWED const char **value", "FFI_OUT FFI_COUNTED_BY(n) char *value, int n",
          "int *value", "FFI_ONE double *value"})
        EXPECT_THAT(reason(parameter), HasSubstr("'give.value' is to be written by the closure"))
            << parameter;
    for (const char* parameter :
         {"FFI_INOUT int *value", "FFI_INOUT rec *value", "rec *value", "const int *value",
          "FFI_OUT FFI_COUNTED_BY(n) float *value, int n", "char **value", "char *value"})
        EXPECT_EQ(reason(parameter), "") << parameter;
}

TEST(CallsClosures, WhatIsChangedMustLastAsAnObjectOrTheHeaderSays) {
    const auto reason = [](const std::string& parameter, const std::string& object,
                           const std::string& life = "lifetime = call",
                           const std::string& word = {}) {
        return test::lower(bag +
                           "FFI_HANDLE(pot, close = pot_close, threads = safe)\n"
                           "typedef struct pot pot; void pot_close(pot *p);\n"
                           "typedef void (*edit)(void *user, " +
                           parameter + ");\nint unset(edit e, void *user);\nint run(" + object +
                           "FFI_CALLBACK(user_data = user, " + life + ") edit e, void *user) " +
                           word + ";\n")
            .raw_reason("run");
    };
    EXPECT_THAT(reason("rec *r", ""), HasSubstr("mark that FFI_BORROWED in 'edit'"));
    EXPECT_THAT(reason("rec *r", "pot *p, "), HasSubstr("lasts until it returns"));
    EXPECT_THAT(reason("rec *r", "FFI_NULLABLE bag *b, "), HasSubstr("lasts"));
    EXPECT_THAT(reason("rec *r", "bag *b, ", "lifetime = call", "FFI_THREAD_SAFE"),
                HasSubstr("lasts"));
    EXPECT_THAT(reason("rec *r", "", "lifetime = process"), HasSubstr("lasts"));
    EXPECT_THAT(reason("rec *r", "bag *b, ", "lifetime = close"), HasSubstr("lasts"))
        << "called within other calls, too";
    const std::string counted = "FFI_OUT FFI_BORROWED FFI_COUNTED_BY(n) float *data, unsigned n, "
                                "FFI_OUT FFI_COUNT_OF(data) ";
    EXPECT_THAT(reason(counted + "FFI_BORROWED unsigned *written", ""), HasSubstr("only raw code"))
        << "no closure can write it";
    EXPECT_EQ(reason("rec *r", "bag *b, "), "");
    EXPECT_EQ(reason("rec *r", "const bag *b, "), "") << "which it has to itself";
    EXPECT_EQ(reason("FFI_BORROWED rec *r", ""), "");
    EXPECT_EQ(reason("FFI_BORROWED rec *r", "", "lifetime = process"), "");
    EXPECT_EQ(reason("const rec *r", ""), "") << "a copy";
}

TEST(CallsClosures, WhatOthersMayHaveIsLentByCallsThatKeepThemOff) {
    const auto reason = [](const std::string& threads, const std::string& given,
                           const std::string& object = {}, const std::string& life = "call") {
        return test::lower("FFI_HANDLE(lot, close = lot_close, threads = " + threads +
                           ")\ntypedef struct lot lot; void lot_close(lot *l);\n" + bag +
                           "typedef void (*with)(lot *l, void *user);\n" + given + "int run(" +
                           object + "FFI_CALLBACK(user_data = user, lifetime = " + life +
                           ", thread = " + (life == "call" ? "caller" : "any") +
                           ") with w, void *user);\n")
            .raw_reason("run");
    };
    const std::string current = "lot *current(void) FFI_BORROWED;\n";
    const std::string part = "int lot_open(FFI_CHILD_OF(b) FFI_OUT lot **l, bag *b);\n";
    EXPECT_THAT(reason("send", current), HasSubstr("which another thread may be given"));
    EXPECT_THAT(reason("send", current, "bag *b, "), HasSubstr("may be given"));
    EXPECT_EQ(reason("send", current, "lot *l, "), "") << "which keeps others off";
    EXPECT_EQ(reason("safe", current), "");
    EXPECT_EQ(reason("confined", current), "");
    EXPECT_EQ(reason("send", "int lot_open(FFI_OUT lot **l);\n"), "") << "the caller's alone";
    EXPECT_THAT(reason("send", current, "", "process"), HasSubstr("others may have"));
    EXPECT_THAT(reason("send", part), HasSubstr("a part of an object"));
    EXPECT_EQ(reason("send", part, "bag *b, "), "");
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
    EXPECT_THAT(reason("rec", ""), HasSubstr("'rec.x'"));
    EXPECT_THAT(reason("void", ", rec *r"), HasSubstr("'rec.x'"));
    EXPECT_THAT(reason("void", ", FFI_INOUT side *s"), HasSubstr("nothing checks"));
    EXPECT_EQ(reason("side", ""), "");
    EXPECT_EQ(reason("void", ", const rec *r"), "");
}

} // namespace
} // namespace ffigen::calls
