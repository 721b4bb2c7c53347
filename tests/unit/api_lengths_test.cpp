// Arrays whose length no parameter of their own gives, and what the library makes.
#include "api_fixture.hpp"

#include "calls/describe.hpp"

namespace ffigen::api {
namespace {

using testing::HasSubstr;

const std::string store = "FFI_HANDLE(st, close = st_close, threads = send)\n"
                          "typedef struct st st; void st_close(st *s); void st_free(void *p);\n";

TEST(ApiLengths, AProductIsGivenByItsFactors) {
    const auto l = test::lower(
        "#define CHANNELS 2\n"
        "int turn(FFI_COUNTED_BY(rows * columns) const float *a, unsigned rows, unsigned "
        "columns);\n"
        "int mix(FFI_INOUT FFI_COUNTED_BY(frames * CHANNELS) float *a, unsigned frames);\n"
        "int fill(FFI_OUT FFI_SIZED_BY(height * stride) void *a, int height, int stride);");
    EXPECT_EQ(l.findings(), "");
    const Param& turn = l.function("turn").params[0];
    EXPECT_EQ(turn.role, Role::slice_in);
    EXPECT_THAT(turn.extent->factors, testing::ElementsAre(1, 2));
    EXPECT_EQ(l.function("turn").params[1].role, Role::value);
    const Param& mix = l.function("mix").params[0];
    EXPECT_EQ(mix.role, Role::slice_inout);
    EXPECT_EQ(mix.extent->scale, 2U);
    EXPECT_THAT(mix.extent->factors, testing::ElementsAre(1));
    EXPECT_EQ(l.function("fill").params[0].role, Role::slice_out);
}

TEST(ApiLengths, ANumberIsThePlaceOfAParameterWithoutAName) {
    const auto l = test::lower("int placed(FFI_COUNTED_BY(1) const float *, unsigned);\n"
                               "int fixed(FFI_COUNTED_BY(1) const float *v, unsigned n);");
    EXPECT_EQ(l.function("placed").params[0].count, 1U);
    EXPECT_FALSE(l.function("placed").params[0].extent);
    EXPECT_EQ(l.function("fixed").params[0].extent->scale, 1U);
    EXPECT_FALSE(l.function("fixed").params[0].count);
}

TEST(ApiLengths, WhatIsNoFactorIsRefused) {
    EXPECT_THAT(test::lower("int f(FFI_COUNTED_BY(a * b) const float *v, unsigned a);").findings(),
                HasSubstr("A05"));
    EXPECT_THAT(
        test::lower("int f(FFI_COUNTED_BY(a * b) const float *v, unsigned a, float b);").findings(),
        HasSubstr("A08"));
    EXPECT_THAT(test::lower("int f(FFI_COUNTED_BY(a * 0) const float *v, unsigned a);").findings(),
                HasSubstr("A08"));
}

TEST(ApiLengths, TheLengthThatAnArrayIsDeclaredWithIsMeant) {
    const auto l = test::lower("typedef unsigned char id_t16[16];\n"
                               "float trace(const float m[16]);\n"
                               "int identity(FFI_OUT float m[16]);\n"
                               "int guess(float m[16]);\n"
                               "int parse(const id_t16 id);\n"
                               "int text(FFI_OUT char name[37]);\n"
                               "int named(const char name[37]);\n"
                               "int counted(FFI_COUNTED_BY(n) const float m[16], unsigned n);");
    EXPECT_EQ(l.findings(), "");
    EXPECT_EQ(l.function("trace").params[0].extent->scale, 16U);
    EXPECT_EQ(l.function("identity").params[0].role, Role::slice_out);
    EXPECT_THAT(l.raw_reason("guess"), HasSubstr("not said"));
    EXPECT_EQ(l.function("parse").params[0].extent->scale, 16U);
    EXPECT_EQ(l.function("text").params[0].role, Role::text_out);
    EXPECT_EQ(l.function("text").params[0].extent->scale, 37U);
    EXPECT_THAT(l.raw_reason("named"), HasSubstr("37 bytes long or ends with NUL"));
    EXPECT_FALSE(l.function("counted").params[0].extent);
}

TEST(ApiLengths, ArraysEndWithAValue) {
    const auto l = test::lower("#define STOP -1\n"
                               "long sum(FFI_TERMINATED_BY(0) const int *v);\n"
                               "long until(FFI_TERMINATED_BY(STOP) const int *v);\n"
                               "long texts(FFI_TERMINATED_BY(NULL) const char *const *v);\n"
                               "long floats(FFI_TERMINATED_BY(0) const float *v);\n"
                               "FFI_TERMINATED_BY(0) const int *list(void);\n"
                               "FFI_TERMINATED_BY(NULL) const char *const *names(void);");
    EXPECT_EQ(l.findings(), "");
    EXPECT_EQ(l.function("sum").params[0].terminator, "0");
    EXPECT_EQ(l.function("until").params[0].terminator, "-1");
    EXPECT_EQ(l.function("texts").params[0].role, Role::strings_in);
    EXPECT_THAT(l.raw_reason("floats"), HasSubstr("integers"));
    EXPECT_EQ(l.function("list").result.role, ResultRole::buffer);
    EXPECT_EQ(l.function("names").result.role, ResultRole::texts);
}

TEST(ApiLengths, TheLibraryMakesBuffers) {
    const auto l = test::lower(
        store +
        "FFI_OWNED(st_free) FFI_COUNTED_BY(n) unsigned char *render(FFI_OUT unsigned long *n);\n"
        "int encode(FFI_OUT FFI_OWNED(st_free) FFI_COUNTED_BY(n) float **v, FFI_OUT unsigned *n);\n"
        "FFI_COUNTED_BY(n) const float *st_data(const st *s, FFI_OUT unsigned *n);\n"
        "FFI_BORROWED FFI_COUNTED_BY(n) float *st_block(st *s, unsigned n);\n"
        "FFI_COUNTED_BY(n) float *unsaid(FFI_OUT unsigned *n);\n"
        "int unfreed(FFI_OUT FFI_COUNTED_BY(n) float **v, FFI_OUT unsigned *n);\n"
        "FFI_COUNTED_BY(n) const st **objects(FFI_OUT unsigned *n);");
    EXPECT_EQ(l.findings(), "");
    const Function& render = l.function("render");
    EXPECT_EQ(render.result.role, ResultRole::buffer);
    EXPECT_EQ(render.result.release, "st_free");
    EXPECT_EQ(render.params[0].role, Role::length_out);
    EXPECT_FALSE(render.params[0].is_argument());
    EXPECT_FALSE(render.params[0].is_result());
    const Function& encode = l.function("encode");
    EXPECT_EQ(encode.params[0].role, Role::buffer_out);
    EXPECT_EQ(encode.params[1].of, 0U);
    const Function& data = l.function("st_data");
    EXPECT_EQ(data.result.belongs.until, Until::change);
    EXPECT_TRUE(data.result.belongs.is_const);
    EXPECT_THAT(l.function("st_block").result.extent->factors, testing::ElementsAre(1));
    EXPECT_THAT(l.raw_reason("unsaid"), HasSubstr("who frees"));
    EXPECT_THAT(l.raw_reason("unfreed"), HasSubstr("who frees"));
    EXPECT_NE(l.raw_reason("objects"), "");
}

TEST(ApiLengths, AnArrayTravelsInARecord) {
    const auto l = test::lower(
        "typedef struct view { FFI_COUNTED_BY(n) const unsigned char *p; unsigned long n; } view;\n"
        "typedef struct made { FFI_COUNTED_BY(n) unsigned char *p; unsigned long n, room; } made;\n"
        "typedef struct words { FFI_SIZED_BY(n) const int *p; unsigned long n; } words;\n"
        "void made_free(made m); void made_clear(made *m); long wide(words w);\n"
        "long sum(view v); long sum_of(const view *v); long change(view *v);\n"
        "FFI_OWNED(made_free) made make(unsigned long n);\n"
        "FFI_OWNED(made_clear) made make_other(unsigned long n);\n"
        "made unsaid(void); long take(made m);");
    EXPECT_EQ(l.findings(), "");
    EXPECT_NE(l.raw_reason("wide"), "") << "a length in bytes is no number of wide elements";
    EXPECT_EQ(l.function("sum").params[0].role, Role::slice_in);
    EXPECT_FALSE(l.function("sum").params[0].span->by_address);
    EXPECT_TRUE(l.function("sum_of").params[0].span->by_address);
    EXPECT_NE(l.raw_reason("change"), "");
    EXPECT_EQ(l.function("make").result.span->data, "p");
    EXPECT_FALSE(l.function("make").result.span->by_address);
    EXPECT_TRUE(l.function("make_other").result.span->by_address);
    EXPECT_NE(l.raw_reason("unsaid"), "");
    EXPECT_NE(l.raw_reason("take"), "");
}

TEST(ApiLengths, ListsOfObjectsAndTexts) {
    const auto l = test::lower(
        store + "int st_join(FFI_COUNTED_BY(n) st *const *all, unsigned n);\n"
                "int st_read(FFI_COUNTED_BY(n) const st *const *all, unsigned n);\n"
                "int st_swap(FFI_COUNTED_BY(n) st **all, unsigned n);\n"
                "int st_names(const st *s, FFI_OUT FFI_COUNTED_BY(room) const char **v,\n"
                "             unsigned room, FFI_OUT FFI_COUNT_OF(v) unsigned *n);");
    EXPECT_EQ(l.findings(), "");
    EXPECT_EQ(l.function("st_join").params[0].role, Role::handles_in);
    EXPECT_FALSE(l.function("st_join").params[0].is_const);
    EXPECT_TRUE(l.function("st_read").params[0].is_const);
    EXPECT_NE(l.raw_reason("st_swap"), "");
    EXPECT_EQ(l.function("st_names").params[1].role, Role::texts_out);
    const calls::Plan plan = calls::make_plan(l.contract, l.api);
    EXPECT_TRUE(plan.of(l.function("st_join")).uses[0].is_list);
    EXPECT_EQ(plan.of(l.function("st_read")).uses[0].access, calls::Access::shared);
}

TEST(ApiLengths, FlexibleRecordsAreMeasured) {
    const auto l = test::lower(
        store + "typedef struct msg { unsigned n; FFI_COUNTED_BY(n) unsigned char data[]; } msg;\n"
                "typedef struct open { unsigned n; unsigned char data[]; } open;\n"
                "long msg_sum(const msg *m); void msg_clear(FFI_INOUT msg *m);\n"
                "const msg *st_msg(const st *s); long open_sum(const open *o);");
    EXPECT_EQ(l.function("msg_sum").params[0].role, Role::flexible_in);
    EXPECT_EQ(l.function("st_msg").result.role, ResultRole::flexible);
    EXPECT_EQ(l.api.record("msg")->flexible->length, "n");
    EXPECT_NE(l.raw_reason("msg_clear"), "");
    EXPECT_NE(l.raw_reason("open_sum"), "");
}

TEST(ApiLengths, ClosuresShareTheirUserData) {
    const std::string head = "typedef void (*word)(void *user, const char *w);\n"
                             "typedef void (*gap)(void *user, unsigned n);\n";
    const auto l =
        test::lower(head + "int parse(FFI_CALLBACK(user_data = user) word w,\n"
                           "          FFI_CALLBACK(user_data = user) gap g, void *user);\n"
                           "void hook(FFI_CALLBACK(lifetime = process) void (*f)(int level));");
    EXPECT_EQ(l.findings(), "");
    EXPECT_EQ(l.function("parse").params[1].callback->user_data, 2U);
    EXPECT_FALSE(l.function("hook").params[0].callback->user_data);
    const calls::Plan plan = calls::make_plan(l.contract, l.api);
    const std::vector<calls::Registration>& registrations =
        plan.of(l.function("parse")).registrations;
    EXPECT_EQ(registrations[0].group, registrations[1].group);
    EXPECT_TRUE(registrations[0].is_first());
    EXPECT_EQ(registrations[1].place(), 1U);
    EXPECT_THAT(test::lower(head +
                            "int parse(FFI_CALLBACK(user_data = user) word w,\n"
                            "  FFI_CALLBACK(user_data = user, lifetime = once) gap g, void *user);")
                    .findings(),
                HasSubstr("A13"));
}

TEST(ApiLengths, AFormThatALanguageLacksIsRawOnly) {
    auto l = test::lower("float trace(const float m[16]);\nint same(int v);");
    Diagnostics said;
    const Api without = api::lower(l.contract, said, {Form::handles_in});
    EXPECT_EQ(without.function("trace"), nullptr);
    EXPECT_NE(without.function("same"), nullptr);
    ASSERT_EQ(without.raw_only.size(), 1U);
    EXPECT_THAT(without.raw_only[0].reason, HasSubstr("fixed"));
}

TEST(ApiLengths, ElementsOfUnknownSizeAreNoBytes) {
    const test::Lowered l = test::lower(
        "void sort(FFI_INOUT FFI_COUNTED_BY(n) void *base, size_t n, size_t size,\n"
        "          FFI_CALLBACK(lifetime = call) int (*compare)(const void *, const void *));\n"
        "void *search(FFI_COUNTED_BY(8) const void *key, size_t size);\n"
        "void swap(FFI_INOUT FFI_COUNTED_BY(n * size) void *base, size_t n, size_t size);\n"
        "void fill(FFI_OUT FFI_SIZED_BY(size) void *base, size_t size);\n"
        "typedef void (*seen)(void *user, FFI_COUNTED_BY(n) const void *data, size_t n);\n"
        "void each(FFI_CALLBACK(user_data = user, lifetime = call) seen see, void *user);");
    EXPECT_EQ(l.findings(), "");
    EXPECT_THAT(l.raw_reason("sort"), HasSubstr("how large the elements of 'sort.base' are"));
    EXPECT_THAT(l.raw_reason("search"), HasSubstr("how large the elements"));
    EXPECT_EQ(l.function("swap").params[0].role, Role::slice_inout);
    EXPECT_EQ(l.function("swap").params[0].element.kind, model::TypeKind::uint8);
    EXPECT_EQ(l.function("fill").params[0].role, Role::slice_out);
    EXPECT_EQ(l.api.callback("seen")->params[1].role, Role::opaque) << "not as bytes";
}

TEST(ApiLengths, RowsThatLieApart) {
    const test::Lowered l = test::lower(
        "void mix(FFI_COUNTED_BY(channels) FFI_EACH_COUNTED_BY(frames) const float *const *in,\n"
        "         FFI_OUT FFI_COUNTED_BY(channels) FFI_EACH_COUNTED_BY(frames) float *const *out,\n"
        "         int channels, unsigned frames, FFI_COUNTED_BY(frames) const float *gains);\n"
        "void raw(FFI_COUNTED_BY(n) const float *const *in, int n);\n"
        "struct r { int a; };\n"
        "void records(FFI_COUNTED_BY(n) FFI_EACH_COUNTED_BY(m) const struct r *const *in, int n,\n"
        "             int m);");
    EXPECT_EQ(l.findings(), "");
    const auto& p = l.function("mix").params;
    EXPECT_EQ(p[0].role, Role::rows_in);
    EXPECT_EQ(p[1].role, Role::rows_inout);
    for (const std::size_t i : {0u, 1u}) {
        EXPECT_EQ(p[i].element.kind, model::TypeKind::float_);
        EXPECT_EQ(p[i].count, 2u);
        EXPECT_EQ(p[i].each, 3u);
    }
    EXPECT_EQ(p[2].role, Role::count);
    EXPECT_EQ(p[3].role, Role::count);
    EXPECT_EQ(p[4].count, 3u);
    EXPECT_THAT(l.raw_reason("raw"), HasSubstr("is not said"));
    EXPECT_THAT(l.raw_reason("records"), HasSubstr("numbers"));
}

TEST(ApiLengths, RowsThatContradictThemselves) {
    const auto said = [](const std::string& parameters) {
        return test::lower("void f(" + parameters + ");").findings();
    };
    EXPECT_THAT(said("FFI_EACH_COUNTED_BY(m) const float *const *in, int n, int m"),
                HasSubstr("A09"));
    EXPECT_THAT(said("FFI_COUNTED_BY(n) FFI_EACH_COUNTED_BY(n) const float *const *in, int n"),
                HasSubstr("A09"));
    EXPECT_THAT(said("FFI_COUNTED_BY(n) FFI_EACH_COUNTED_BY(m) const float *in, int n, int m"),
                HasSubstr("A09"));
    EXPECT_THAT(said("FFI_COUNTED_BY(n) FFI_EACH_COUNTED_BY(m) const float *const *in, int n, "
                     "float m"),
                HasSubstr("A08"));
    EXPECT_THAT(said("FFI_OUT FFI_COUNTED_BY(n) FFI_EACH_COUNTED_BY(m) const float *const *in, "
                     "int n, int m"),
                HasSubstr("A07"));
}

TEST(ApiLengths, RowsAreNoLongerThanTheyAreApart) {
    const auto reason = [](const std::string& more, const std::string& word = {}) {
        return test::lower("void f(FFI_OUT FFI_COUNTED_BY(rows * stride) float *x, int rows, int "
                           "stride, " +
                           more + ")" + word + ";")
            .raw_reason("f");
    };
    for (const char* more : {"int columns", "int w", "int length", "size_t from"})
        EXPECT_THAT(reason(more), HasSubstr("may be more than 'stride'")) << more;
    for (const char* more : {"FFI_RANGE(0, stride) int columns", "int quality", "float width"})
        EXPECT_EQ(reason(more), "") << more;
    EXPECT_EQ(reason("int columns", " FFI_HARMLESS"), "");
    EXPECT_EQ(test::lower("void f(FFI_OUT FFI_COUNTED_BY(rows * columns) float *x, int rows, int "
                          "columns, int width);")
                  .raw_reason("f"),
              "");
}

TEST(ApiLengths, NumbersThatFewLanguagesHaveAreNoElements) {
    const auto l =
        test::lower("double f(FFI_COUNTED_BY(n) const long double *x, size_t n);\n"
                    "int h(FFI_OUT long double *x); int i(FFI_TERMINATED_BY(0) const _Bool *x);\n"
                    "int j(FFI_COUNTED_BY(n) const _Bool *x, size_t n);");
    for (const char* name : {"f", "h", "i"})
        EXPECT_NE(l.raw_reason(name), "") << name;
    EXPECT_EQ(l.raw_reason("j"), "");
}

} // namespace
} // namespace ffigen::api
