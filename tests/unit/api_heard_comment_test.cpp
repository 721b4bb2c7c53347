// What comments say in Doxygen's and GObject's own forms.
#include "api_fixture.hpp"

namespace ffigen::api {
namespace {

const std::string with_g_free =
    "typedef struct ob ob; void ob_close(ob *o); void g_free(void *p);\n"
    "FFI_HANDLE(ob, close = ob_close)\n";

TEST(ApiHeardComment, DoxygenSaysDirections) {
    const auto l = test::lower(with_g_free +
                               "struct st { int a; };\n"
                               "/** @param[out] s what it is\n * @param[in,out] total added to */\n"
                               "int stat(const ob *o, struct st *s, double *total);\n"
                               "/** \\param[out] opened the object */\n"
                               "int ob_open(ob **opened);\n");
    EXPECT_EQ(l.findings(), "");
    EXPECT_EQ(l.function("stat").params[1].role, Role::record_out);
    EXPECT_EQ(l.function("stat").params[2].role, Role::scalar_inout);
    EXPECT_EQ(l.raw_reason("ob_open"), "");
}

TEST(ApiHeardComment, DoxygenDoesNotSayHowMany) {
    const auto l = test::lower("/** @param[out] values the first of n */\n"
                               "int fill(float *values, int n);\n"
                               "/** @param[out] text */\nint name(char *text);\n"
                               "/** @param[out] bytes */\nint bytes(void *bytes);\n"
                               "/** @param[out] from is only read */\nint size(const int *from);\n"
                               "/** @param[out] nobody */\nint none(float *values);\n"
                               "/** @param[in] values */\nint in(float *values);\n"
                               "/** @param[out] m the camera's */\nint view(float *m);\n"
                               "/** @param[out] where 3 coordinates */\nint at(double *where);\n"
                               "/** @param[out] where the middle */\nint middle(double *where);\n");
    EXPECT_EQ(l.findings(), "");
    for (const char* name : {"fill", "name", "bytes", "none", "in", "view", "at"})
        EXPECT_NE(l.raw_reason(name), "") << name;
    EXPECT_EQ(l.function("middle").params[0].role, Role::scalar_out);
}

TEST(ApiHeardComment, GObjectIsHeard) {
    const auto l = test::lower(
        with_g_free + "/**\n * ob_sum:\n * @o: an object\n"
                      " * @values: (array length=n) (nullable): the numbers\n"
                      " * @n: how many\n * @result: (out): the sum\n"
                      " *\n * Returns: whether it fits */\n"
                      "int ob_sum(const ob *o, const int *values, size_t n, long *result);\n"
                      "/**\n * ob_names:\n * @list: (array zero-terminated=1): ends with 0 */\n"
                      "int ob_names(const ob *o, const int *list);\n"
                      "/**\n * ob_matrix:\n * @m: (array fixed-size=16): a matrix */\n"
                      "int ob_matrix(const ob *o, const float *m);\n"
                      "/** ob_take:\n * @o: (transfer full): is gone afterwards */\n"
                      "void ob_take(ob *o);\n"
                      "/** ob_label:\n * Returns: (transfer full): to be freed */\n"
                      "char *ob_label(const ob *o);\n");
    EXPECT_EQ(l.findings(), "");
    const Function& sum = l.function("ob_sum");
    EXPECT_EQ(sum.params[1].role, Role::slice_in);
    EXPECT_TRUE(sum.params[1].nullable);
    EXPECT_EQ(sum.params[3].role, Role::scalar_out);
    EXPECT_EQ(l.function("ob_names").params[1].terminator, "0");
    EXPECT_EQ(l.function("ob_matrix").params[1].extent->scale, 16U);
    EXPECT_EQ(l.function("ob_label").result.release, "g_free");
    EXPECT_EQ(l.raw_reason("ob_take"), "");
}

TEST(ApiHeardComment, ProseIsNoAnnotation) {
    const auto l =
        test::lower(with_g_free + "/** ob_put:\n * @o: (transfer full) of the object is not meant\n"
                                  " * @values: (array length=gone): nobody is called so\n"
                                  " * @: (out): nobody\n * Returns: (nullable), perhaps */\n"
                                  "int ob_put(ob *o, const int *values);\n");
    EXPECT_EQ(l.findings(), "");
    EXPECT_NE(l.raw_reason("ob_put"), "");
}

TEST(ApiHeardComment, ACommentThatAnAnnotationContradictsIsAnError) {
    const auto l = test::lower("/** @param[out] total */\nint add(FFI_INOUT double *total);");
    EXPECT_THAT(l.findings(), testing::HasSubstr("A42"));
}

} // namespace
} // namespace ffigen::api
