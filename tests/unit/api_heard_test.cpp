// What attributes and macros of other tools say, in the words of annotations.
#include "api_fixture.hpp"

#include "clang/source_words.hpp"

namespace ffigen::api {
namespace {

using testing::HasSubstr;

// Macros that a header has for other compilers, and that are nothing here.
const std::string macros = "#define __attr_access(x)\n#define __attr_dealloc(f, n)\n"
                           "#define __counted_by(n)\n#define __sized_by_or_null(n)\n"
                           "#define __null_terminated\n#define __single\n"
                           "#define _In_reads_(n)\n#define _Out_writes_bytes_(n)\n#define _Out_\n"
                           "#define _Inout_opt_\n#define _In_opt_z_\n";
const std::string object = "typedef struct ob ob; void ob_close(ob *o); void ob_free(void *p);\n"
                           "FFI_HANDLE(ob, close = ob_close)\n";

TEST(ApiHeard, GccSaysHowArgumentsAreAccessed) {
    const auto l = test::lower(
        macros +
        "long get(int f, void *b, size_t n) __attribute__((__access__(__write_only__, 2, 3)));\n"
        "long put(int f, const void *b, size_t n) __attr_access ((__read_only__, 2, 3));\n"
        "int stat(int f, struct st { int a; } *s) __attribute__((access(write_only, 2)));\n"
        "int scale(float *v, unsigned n) __attribute__((access(read_write, 1, 2)));\n"
        "int copy(char *to, const char *from) __attribute__((access(write_only, 1)));");
    EXPECT_EQ(l.findings(), "");
    EXPECT_EQ(l.function("get").params[1].role, Role::slice_out);
    EXPECT_TRUE(l.function("get").params[1].in_bytes);
    EXPECT_EQ(l.function("put").params[1].role, Role::slice_in);
    EXPECT_EQ(l.function("stat").params[1].role, Role::record_out);
    EXPECT_EQ(l.function("scale").params[0].role, Role::slice_inout);
    EXPECT_NE(l.raw_reason("copy"), "") << "how long a text may be is not said";
    EXPECT_THAT(describe(l.api), HasSubstr("heard b: access(write_only, 2, 3) is FFI_SIZED_BY(n)"));
}

TEST(ApiHeard, FormatsReadWhatNobodyPasses) {
    const auto l = test::lower(
        "void say(const char *fmt); void put(const char *line, const char *format);\n"
        "void tell(int level, const char *message) __attribute__((format(printf, 2, 0)));\n"
        "int scan(const char *s, const char *how) __attribute__((__format__(__scanf__, 2, 0)));\n"
        "void plain(FFI_STRING const char *fmt);\n"
        "void said(FFI_STRING const char *text) __attribute__((format(printf, 1, 0)));\n"
        "long when(const char *format, int at) __attribute__((format(strftime, 1, 0)));\n"
        "void open_as(const char *pixel_format);\n"
        "void ends(const char *fmt) __attribute__((null_terminated_string_arg(1)));");
    EXPECT_EQ(l.findings(), "");
    for (const char* name : {"say", "put", "ends"})
        EXPECT_THAT(l.raw_reason(name), HasSubstr("is a format, which reads arguments")) << name;
    EXPECT_THAT(l.raw_reason("tell"),
                HasSubstr("'tell.message' is a format, says format(printf, 2"));
    EXPECT_THAT(l.raw_reason("scan"), HasSubstr("'scan.how' is a format"));
    for (const char* name : {"plain", "said", "when", "open_as"})
        EXPECT_EQ(l.raw_reason(name), "") << name;
}

TEST(ApiHeard, FunctionsThatFreeAreNamed) {
    const auto l = test::lower(macros + object +
                               "char *ob_text(const ob *o) __attr_dealloc (ob_free, 1);\n"
                               "char *other(int a) __attr_dealloc(nowhere, 1);\n"
                               "ob *ob_pipe(ob *o) __attr_dealloc(ob_free, 1);");
    EXPECT_EQ(l.findings(), "");
    EXPECT_EQ(l.function("ob_text").result.release, "ob_free");
    EXPECT_NE(l.raw_reason("other"), "");
    EXPECT_NE(l.raw_reason("ob_pipe"), "") << "objects are closed by what FFI_HANDLE names";
}

TEST(ApiHeard, BoundsAreHeard) {
    const auto l = test::lower(
        macros + "int sum(const int *__counted_by(n) v, size_t n);\n"
                 "int bytes(const void *__sized_by_or_null(n) v, size_t n);\n"
                 "int list(const int *__null_terminated v);\n"
                 "int one(const struct p { int x; } *__single v, int n);\n"
                 "int twice(const int *__counted_by(2 * n) v, size_t n);\n"
                 "struct m { size_t n; unsigned char d[] __attribute__((counted_by(n))); };\n"
                 "int len(const struct m *v);");
    EXPECT_EQ(l.findings(), "");
    EXPECT_EQ(l.function("sum").params[0].role, Role::slice_in);
    EXPECT_TRUE(l.function("bytes").params[0].nullable);
    EXPECT_EQ(l.function("list").params[0].terminator, "0");
    EXPECT_EQ(l.function("one").params[0].role, Role::record_in);
    EXPECT_NE(l.raw_reason("twice"), "") << "an expression is not followed";
    EXPECT_EQ(l.function("len").params[0].role, Role::flexible_in);
}

TEST(ApiHeard, SalIsHeard) {
    const auto l = test::lower(
        macros + "int mix(_In_reads_(n) const float *v, size_t n,\n"
                 "        _Out_writes_bytes_(room) void *to, size_t room, _Out_ int *count);\n"
                 "int label(_In_opt_z_ const char *text, _Inout_opt_ int *place);\n"
                 "int lies(_Out_ char *text, size_t n);");
    EXPECT_EQ(l.findings(), "");
    const Function& mix = l.function("mix");
    EXPECT_EQ(mix.params[0].role, Role::slice_in);
    EXPECT_EQ(mix.params[2].role, Role::slice_out);
    EXPECT_EQ(mix.params[4].role, Role::scalar_out);
    EXPECT_TRUE(l.function("label").params[0].nullable);
    EXPECT_EQ(l.function("label").params[1].role, Role::scalar_inout);
    EXPECT_NE(l.raw_reason("lies"), "") << "one char is no text";
}

TEST(ApiHeard, AnnotationsAreNotOverruled) {
    const auto same = test::lower(
        macros + "int sum(FFI_COUNTED_BY(n) const int *__counted_by(n) v, size_t n, size_t m);");
    EXPECT_EQ(same.findings(), "");
    const auto other = test::lower(
        macros + "int sum(FFI_COUNTED_BY(m) const int *__counted_by(n) v, size_t n, size_t m);");
    EXPECT_THAT(other.findings(), HasSubstr("A42"));
    const auto opposite =
        test::lower(macros + "int get(FFI_INOUT FFI_SIZED_BY(n) void *b, size_t n)\n"
                             "    __attribute__((access(write_only, 1, 2)));");
    EXPECT_THAT(opposite.findings(), HasSubstr("A42"));
    EXPECT_EQ(test::lower(macros + "int get(FFI_INOUT FFI_SIZED_BY(n) void *b, size_t n)\n"
                                   "    FFI_RAW_ONLY __attribute__((access(write_only, 1, 2)));")
                  .findings(),
              "");
}

TEST(SourceWords, AreReadAsTheyStand) {
    const clang::FunctionWords words = clang::function_words(
        "extern __attribute__((malloc, __alloc_size__(1))) void *(get)(size_t n, void (*f)(int, "
        "get_t)) [[gnu::access(read_only, 1)]] __nonnull ((1, 2))",
        "get");
    ASSERT_EQ(words.parameters.size(), 2U);
    std::vector<std::string> names;
    for (const clang::SourceWord& word : words.whole)
        if (word.is_attribute || !word.arguments.empty())
            names.push_back(word.name + "/" + std::to_string(word.arguments.size()));
    EXPECT_THAT(names, testing::ElementsAre("malloc/0", "alloc_size/1", "access/2", "__nonnull/2"));
}

TEST(SourceWords, HalfADeclarationIsNoHarm) {
    for (const char* text : {"", "(", "f(", "f((((", "[[", "[[gnu::", "__attribute__((", "f(,,)"})
        clang::function_words(text, "f");
}

} // namespace
} // namespace ffigen::api
