// Which type a closure has, and whose words hold for it.
#include "api_fixture.hpp"

namespace ffigen::api {
namespace {

using testing::HasSubstr;

const std::string seen_type =
    "typedef struct r { int x; } r;\n"
    "typedef void (*seen)(void *u, FFI_COUNTED_BY(n) const r *rs, size_t n);\n";

TEST(ApiCallbackTypes, WhatATypeSaysOfItsParametersHoldsForNoOther) {
    const auto l =
        test::lower(seen_type + "void f(FFI_CALLBACK(user_data = u, lifetime = call) seen c,\n"
                                "       void *u);\n"
                                "void g(FFI_CALLBACK(user_data = u, lifetime = call)\n"
                                "       void (*c)(void *u, const r *one, size_t x), void *u);");
    EXPECT_EQ(l.findings(), "");
    EXPECT_EQ(l.function("f").params[0].callback->type, "seen");
    EXPECT_THAT(l.raw_reason("g"), HasSubstr("FFI_CALLBACK(type = …)"));
}

TEST(ApiCallbackTypes, ATypeWithoutWordsIsNotTakenEither) {
    const auto l = test::lower("typedef void (*swapped)(void *user, void *item);\n"
                               "void f(FFI_CALLBACK(user_data = u, lifetime = call)\n"
                               "       void (*c)(void *item, void *user), void *u);\n"
                               "void g(FFI_CALLBACK(user_data = u, lifetime = call)\n"
                               "       void (*c)(void *user, int n), void *u);");
    EXPECT_EQ(l.findings(), "");
    EXPECT_THAT(l.raw_reason("f"), HasSubstr("its user data is not said"));
    EXPECT_EQ(l.function("g").params[0].callback->type, "g_c");
}

TEST(ApiCallbackTypes, AWordNamesTheTypeWhoseWordsHold) {
    const auto l = test::lower(
        seen_type + "typedef r row; typedef seen again; typedef void saw(void *u, int n);\n"
                    "void f(FFI_CALLBACK(user_data = u, lifetime = call, type = seen)\n"
                    "       void (*c)(void *u, const row *one, size_t x), void *u);\n"
                    "void g(FFI_CALLBACK(user_data = u, lifetime = call, type = seen) again c,\n"
                    "       void *u);\n"
                    "void h(FFI_CALLBACK(user_data = u, lifetime = call) saw *c, void *u);");
    EXPECT_EQ(l.findings(), "");
    EXPECT_EQ(l.function("f").params[0].callback->type, "seen");
    EXPECT_EQ(l.function("g").params[0].callback->type, "seen");
    EXPECT_EQ(l.function("h").params[0].callback->type, "saw");
}

TEST(ApiCallbackTypes, ATypeThatCannotBeIsAnError) {
    const auto finding = [&](const std::string& type, const std::string& pointer) {
        return test::lower(seen_type +
                           "typedef void (*other)(void *u, const r *rs, size_t n);\n"
                           "void f(FFI_CALLBACK(user_data = u, lifetime = call, "
                           "type = " +
                           type + ")\n       " + pointer + ", void *u);")
            .findings();
    };
    const std::string written = "void (*c)(void *u, const r *one, size_t x)";
    EXPECT_THAT(finding("sean", written), HasSubstr("no typedef of a function pointer 'sean'"));
    EXPECT_THAT(finding("r", written), HasSubstr("no typedef of a function pointer 'r'"));
    EXPECT_THAT(finding("seen", "void (*c)(void *u, r *one, size_t x)"),
                HasSubstr("'f.c' has another signature than 'seen'"));
    EXPECT_THAT(finding("seen", "other c"), HasSubstr("'f.c' is a 'other'"));
    const auto table = test::lower(
        "typedef struct t { void (*a)(void *u, int n); } t; typedef void (*b)(void *u, int n);\n"
        "void f(FFI_CALLBACK(user_data = u, lifetime = call, type = b) const t *c, void *u);");
    EXPECT_THAT(table.findings(), HasSubstr("types of their own"));
}

TEST(ApiCallbackTypes, UserDataThatMayBeAnotherAddressIsSaid) {
    const auto l = test::lower(
        "typedef void (*both)(void *data, void *user_data);\n"
        "typedef void (*none)(void *a, void *b);\n"
        "typedef void (*marked)(FFI_NAME(user_data) void *data, void *context);\n"
        "typedef void (*named)(void *context, void *b);\n"
        "typedef void (*only)(const void *a, void *b);\n"
        "void f_both(FFI_CALLBACK(user_data = u, lifetime = call) both c, void *u);\n"
        "void f_none(FFI_CALLBACK(user_data = u, lifetime = call) none c, void *u);\n"
        "void f_marked(FFI_CALLBACK(user_data = u, lifetime = call) marked c, void *u);\n"
        "void f_named(FFI_CALLBACK(user_data = u, lifetime = call) named c, void *u);\n"
        "void f_only(FFI_CALLBACK(user_data = u, lifetime = call) only c, void *u);");
    EXPECT_EQ(l.findings(), "");
    for (const char* name : {"f_both", "f_none"})
        EXPECT_THAT(l.raw_reason(name), HasSubstr("FFI_NAME(user_data)")) << name;
    EXPECT_EQ(l.api.callback("marked")->user_data, 0u);
    EXPECT_EQ(l.api.callback("named")->user_data, 0u);
    EXPECT_EQ(l.api.callback("only")->user_data, 1u);
    for (const char* name : {"f_marked", "f_named", "f_only"})
        EXPECT_EQ(l.function(name).params[0].role, Role::callback) << name;
}

} // namespace
} // namespace ffigen::api
