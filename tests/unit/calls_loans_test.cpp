#include "api_fixture.hpp"

#include "calls/plan.hpp"

namespace ffigen::calls {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// The plan of a header with a ring, and records that not every number may stand in.
struct PlannedRing : test::Lowered {
    explicit PlannedRing(const std::string& text)
        : Lowered(test::lower("FFI_HANDLE(ring, close = ring_close, threads = send)\n"
                              "typedef struct ring ring; void ring_close(ring *r);\n"
                              "typedef enum FFI_CLOSED mode { on, off } mode;\n"
                              "typedef struct block { mode m; FFI_RANGE(0, 3) int tray; } block;\n"
                              "typedef struct plain { int x; } plain;\n" +
                              text)) {
        plan = make_plan(contract, api);
    }
    Plan plan;
    [[nodiscard]] const Call& of(std::string_view name) const { return plan.of(function(name)); }
};

TEST(CallsLoans, WhatIsGivenBackIsCheckedAndWhatIsCancelledIsNot) {
    const PlannedRing p(
        "int ring_claim(ring *r, FFI_OUT block **b)\n"
        "    FFI_LEND(end = ring_commit, cancel = ring_abandon);\n"
        "int ring_commit(ring *r, block *b); int ring_abandon(ring *r, block *b);\n"
        "int ring_peek(ring *r, FFI_OUT const block **b) FFI_LEND(end = ring_done);\n"
        "int ring_done(ring *r, const block *b);");
    EXPECT_EQ(p.findings(), "");
    EXPECT_THAT(p.of("ring_commit").numbers, SizeIs(2));
    EXPECT_THAT(p.of("ring_abandon").numbers, IsEmpty());
    EXPECT_THAT(p.of("ring_done").numbers, IsEmpty());
}

TEST(CallsLoans, WhatCannotBeGivenBackIsCancelledByWhatDoesNotReadIt) {
    const PlannedRing p(
        "int ring_take(ring *r, FFI_OUT block **b) FFI_LEND(end = ring_give);\n"
        "int ring_give(ring *r, block *b);\n"
        "int ring_lift(ring *r, FFI_OUT block **b) FFI_LEND(end = ring_put, cancel = ring_give);\n"
        "int ring_put(ring *r, block *b);\n"
        "int ring_any(ring *r, FFI_OUT plain **b) FFI_LEND(end = ring_back);\n"
        "int ring_back(ring *r, plain *b);");
    EXPECT_THAT(p.raw_reason("ring_take"), HasSubstr("lends 'block.m' to be written"));
    EXPECT_THAT(p.raw_reason("ring_lift"), HasSubstr("nothing takes back what is not"));
    EXPECT_EQ(p.raw_reason("ring_any"), "");
}

TEST(CallsLoans, WhatNobodyWouldGiveBackIsNotLent) {
    const PlannedRing p(
        "int ring_try(ring *r, FFI_OUT FFI_ON_ERROR plain **b) FFI_LEND(end = ring_back);\n"
        "int ring_all(FFI_NULLABLE ring *r, FFI_OUT plain **b) FFI_LEND(end = ring_back);\n"
        "int ring_back(ring *r, plain *b);\n"
        "int ring_last(ring *r, FFI_OUT plain **b) FFI_LEND(end = ring_finish);\n"
        "int ring_finish(FFI_ENDED ring *r, plain *b);");
    EXPECT_THAT(p.raw_reason("ring_try"), HasSubstr("lends on failure"));
    EXPECT_THAT(p.raw_reason("ring_all"), HasSubstr("no object where 'ring_all.r' is NULL"));
    EXPECT_EQ(p.findings(), "A14 ring_finish: 'ring_finish' cannot end the loan of 'ring_last'\n");
}

TEST(CallsLoans, WhatStoodThereBeforeMayBeNeitherTrueNorFalse) {
    const PlannedRing p(
        "typedef struct inner { bool all[2]; } inner;\n"
        "typedef struct outer { int n; inner in[3]; } outer;\n"
        "int ring_fill(ring *r, FFI_OUT outer **o) FFI_LEND(end = ring_filled);\n"
        "int ring_filled(ring *r, outer *o);\n"
        "int ring_look(ring *r, FFI_OUT const outer **o) FFI_LEND(end = ring_looked);\n"
        "int ring_looked(ring *r, const outer *o);");
    EXPECT_THAT(p.raw_reason("ring_fill"), HasSubstr("'inner.all' to be filled"));
    EXPECT_EQ(p.raw_reason("ring_look"), "");
}

TEST(CallsLoans, WhatIsForOneThreadIsNotAwaitedInAnother) {
    const PlannedRing p("FFI_HANDLE(desk, close = desk_close, threads = confined)\n"
                        "typedef struct desk desk; void desk_close(desk *d);\n"
                        "int ring_desk(ring *r, FFI_OUT desk **d) FFI_BLOCKING;\n"
                        "int ring_on(ring *r, const desk *d) FFI_BLOCKING;\n"
                        "int ring_wait(ring *r) FFI_BLOCKING;");
    EXPECT_FALSE(p.of("ring_desk").is_awaitable);
    EXPECT_FALSE(p.of("ring_on").is_awaitable);
    EXPECT_TRUE(p.of("ring_wait").is_awaitable);
}

TEST(CallsLoans, WhatCReadsUncheckedIsShownAsACopy) {
    const PlannedRing p(
        "FFI_BORROWED FFI_COUNTED_BY(n) block *ring_blocks(ring *r, FFI_OUT size_t *n);\n"
        "FFI_BORROWED FFI_COUNTED_BY(n) mode *ring_modes(ring *r, FFI_OUT size_t *n);\n"
        "FFI_BORROWED FFI_COUNTED_BY(n)\n"
        "const block *ring_seen(const ring *r, FFI_OUT size_t *n);\n"
        "FFI_BORROWED FFI_COUNTED_BY(n) plain *ring_plain(ring *r, FFI_OUT size_t *n);");
    EXPECT_EQ(p.findings(), "");
    EXPECT_FALSE(p.of("ring_blocks").outputs[0].is_view);
    EXPECT_FALSE(p.of("ring_modes").outputs[0].is_view);
    EXPECT_TRUE(p.of("ring_seen").outputs[0].is_view);
    EXPECT_TRUE(p.of("ring_plain").outputs[0].is_view);
}

TEST(CallsLoans, WhatMayBeAnothersIsACopy) {
    const PlannedRing p(
        "FFI_BORROWED FFI_COUNTED_BY(n) const int *rest(FFI_COUNTED_BY(k) const int *all,\n"
        "    size_t k, FFI_OUT size_t *n);\n"
        "FFI_BORROWED_UNTIL(forever) FFI_COUNTED_BY(4) const int *primes(void);\n"
        "const char *behind(const char *text);\n"
        "FFI_BORROWED FFI_COUNTED_BY(4) const volatile int *ring_dials(const ring *r);\n"
        "typedef struct gauge { volatile int at; } gauge;\n"
        "FFI_BORROWED FFI_COUNTED_BY(4) const gauge *ring_gauges(const ring *r);\n"
        "void ring_bands(ring *r, FFI_OUT FFI_BORROWED FFI_COUNTED_BY(n) int **a,\n"
        "    FFI_OUT size_t *n, FFI_OUT FFI_BORROWED FFI_COUNTED_BY(m) int **b,\n"
        "    FFI_OUT size_t *m);\n"
        "void ring_looks(const ring *r, FFI_OUT FFI_BORROWED FFI_COUNTED_BY(n) const int **a,\n"
        "    FFI_OUT size_t *n, FFI_OUT FFI_BORROWED FFI_COUNTED_BY(m) const int **b,\n"
        "    FFI_OUT size_t *m);\n");
    EXPECT_EQ(p.findings(), "");
    EXPECT_FALSE(p.of("rest").outputs[0].is_view);
    EXPECT_TRUE(p.of("primes").outputs[0].is_view);
    EXPECT_EQ(p.of("behind").outputs[0].belongs.until, api::Until::change);
    EXPECT_FALSE(p.of("ring_dials").outputs[0].is_view);
    EXPECT_FALSE(p.of("ring_gauges").outputs[0].is_view);
    for (const std::size_t i : {0, 1}) {
        EXPECT_FALSE(p.of("ring_bands").outputs[i].is_view) << i;
        EXPECT_TRUE(p.of("ring_looks").outputs[i].is_view) << i;
    }
}

TEST(CallsLoans, WhatOthersChangeIsNotLent) {
    const PlannedRing p(
        "typedef struct gauge { volatile int at; } gauge;\n"
        "int ring_lend(ring *r, FFI_OUT const gauge **g) FFI_LEND(end = ring_back);\n"
        "int ring_back(ring *r, const gauge *g);\n"
        "int ring_give(ring *r, FFI_OUT volatile plain **g) FFI_LEND(end = ring_got);\n"
        "int ring_got(ring *r, volatile plain *g);\n"
        "typedef void (*see)(void *u, FFI_COUNTED_BY(n) const volatile int *v, size_t n);\n"
        "typedef void (*turn)(void *u, FFI_INOUT FFI_COUNTED_BY(n) volatile int *v, size_t n);\n"
        "void ring_see(ring *r, FFI_CALLBACK(user_data = u, lifetime = call) see f, void *u);\n"
        "void ring_turn(ring *r, FFI_CALLBACK(user_data = u, lifetime = call) turn f, void *u);");
    EXPECT_THAT(p.raw_reason("ring_lend"), HasSubstr("'gauge' that it lends may change"));
    EXPECT_THAT(p.raw_reason("ring_give"), HasSubstr("'plain' that it lends may change"));
    EXPECT_THAT(p.raw_reason("ring_turn"), HasSubstr("it is volatile"));
    EXPECT_FALSE(p.of("ring_see").registrations[0].is_still);
}

TEST(CallsLoans, TruthInUnionsIsNotGiven) {
    const PlannedRing p(
        "typedef union either { bool tied; float share; } either;\n"
        "typedef struct knot { int kind; union { struct { bool a; } one; int two; } u;\n"
        "} knot;\n"
        "typedef union bits { bool tied : 1; unsigned all; } bits;\n"
        "int tell(const either *e); int say(knot k); int count(const bits *b);\n"
        "either make(int kind);");
    EXPECT_THAT(p.raw_reason("tell"), HasSubstr("'either.tied', of which not every value"));
    EXPECT_THAT(p.raw_reason("say"), HasSubstr(".a', of which not every value"));
    EXPECT_EQ(p.raw_reason("count"), "");
    EXPECT_EQ(p.raw_reason("make"), "");
}

TEST(CallsLoans, ClosuresGetWhatFunctionsTake) {
    const PlannedRing p(
        "typedef void (*a)(void *u, long double x); typedef long double (*b)(void *u);\n"
        "typedef void (*c)(void *u, float _Complex x); typedef __builtin_va_list list;\n"
        "typedef void (*d)(void *u, const char *FFI_STRING text, list all);\n"
        "void ring_a(ring *r, FFI_CALLBACK(user_data = u, lifetime = call) a f, void *u);\n"
        "void ring_b(ring *r, FFI_CALLBACK(user_data = u, lifetime = call) b f, void *u);\n"
        "void ring_c(ring *r, FFI_CALLBACK(user_data = u, lifetime = call) c f, void *u);\n"
        "void ring_d(ring *r, FFI_CALLBACK(user_data = u, lifetime = call) d f, void *u);");
    EXPECT_THAT(p.raw_reason("ring_a"), HasSubstr("'a.x': a long double cannot be passed"));
    EXPECT_THAT(p.raw_reason("ring_b"), HasSubstr("'b': a long double cannot be passed"));
    EXPECT_THAT(p.raw_reason("ring_c"), HasSubstr("complex numbers cannot be passed"));
    EXPECT_EQ(p.raw_reason("ring_d"), "");
}

TEST(CallsLoans, WhatIsMadeOfAListKeepsNoneOfIt) {
    const std::string header = "typedef struct row row; FFI_HANDLE(row, close = row_close)\n"
                               "void row_close(row *r);\n";
    const std::string make = "row *row_new(FFI_COUNTED_BY(n) const ring *const *all, size_t n)";
    const std::string pick =
        "FFI_BORROWED ring *pick(FFI_COUNTED_BY(n) ring *const *all, size_t n)";
    EXPECT_THAT(PlannedRing(header + make + ";").raw_reason("row_new"), HasSubstr("need those of"));
    EXPECT_EQ(PlannedRing(header + make + " FFI_INDEPENDENT;").raw_reason("row_new"), "");
    EXPECT_EQ(PlannedRing(header + make + " FFI_HARMLESS;").raw_reason("row_new"), "");
    EXPECT_THAT(PlannedRing(pick + ";").raw_reason("pick"), HasSubstr("need those of"));
    EXPECT_EQ(PlannedRing(pick + " FFI_BORROWED_UNTIL(forever);").raw_reason("pick"), "");
    EXPECT_THAT(PlannedRing("void pick(FFI_COUNTED_BY(n) ring *const *all, size_t n,\n"
                            "          FFI_OUT FFI_BORROWED ring **one);")
                    .raw_reason("pick"),
                HasSubstr("need those of"));
}

TEST(CallsLoans, ATimeThatCDoesNotTakeAllOfIsTheCallersOwn) {
    const PlannedRing p(
        "typedef enum FFI_ERROR_ENUM(ok = fine) code {\n"
        "fine = 0, late FFI_ERROR_KIND(timeout) = 1 } code;\n"
        "code ring_wait(ring *r, FFI_RANGE(-1, 2147483647) int timeout_ms)\n"
        "    FFI_BLOCKING;\n"
        "code ring_short(ring *r, int16_t timeout_ms) FFI_BLOCKING;\n"
        "code ring_brief(ring *r, FFI_RANGE(0, 50) int timeout_ms) FFI_BLOCKING;\n"
        "code ring_end(FFI_ENDED ring *r, int timeout_ms) FFI_BLOCKING FFI_REPEATABLE;");
    EXPECT_TRUE(p.of("ring_wait").wait);
    EXPECT_FALSE(p.of("ring_short").wait);
    EXPECT_FALSE(p.of("ring_brief").wait);
    ASSERT_TRUE(p.of("ring_end").wait);
    EXPECT_EQ(p.of("ring_end").wait->timed_out, "") << "it is ended by the first";
}

TEST(CallsLoans, ElementsOfAClosedEnumAreRawUpToAValueToo) {
    const PlannedRing p("int sum(FFI_TERMINATED_BY(0) const mode *modes);\n"
                        "int make(FFI_OUT FFI_OWNED(drop) FFI_COUNTED_BY(n) int **all,\n"
                        "         FFI_INOUT size_t *n); void drop(void *memory);");
    EXPECT_THAT(p.raw_reason("sum"), HasSubstr("of an FFI_CLOSED enum"));
    EXPECT_THAT(p.raw_reason("make"), HasSubstr("'make.n' has no capacity"));
}

} // namespace
} // namespace ffigen::calls
