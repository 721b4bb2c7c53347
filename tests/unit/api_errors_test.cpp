// Codes that C has as constants and enumerators of many types, on some targets only.
#include "api_fixture.hpp"

namespace ffigen::api {
namespace {

using testing::HasSubstr;

const std::vector<std::string> two_systems{"x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc"};

std::string named(const ErrorSet& set) {
    std::string text;
    for (const ErrorCode& code : set.codes)
        text += code.c_name + "=" + code.value + (code.is_named ? " " : "! ");
    return text;
}

TEST(ApiErrors, OnlyConstantsOfTheTypeThatIsReturnedAreNamed) {
    const auto l =
        test::lower(test::read("typedef enum e { E_OK, E_BAD = -1 } e; enum { E_LATE = 7 };\n"
                               "#define E_FULL 8u\n#define E_FAR 9L\n#define E_NEAR 10\n"
                               "#ifdef _WIN32\n#define E_THERE 11\n#endif\n"
                               "FFI_ERROR_CODES(err, ok = E_OK,\n"
                               "    members = \"E_BAD E_LATE E_FULL E_FAR E_NEAR E_THERE\")\n"
                               "int f(void) FFI_STATUS(err);",
                               two_systems));
    EXPECT_EQ(l.findings(), "");
    EXPECT_EQ(named(l.api.error_sets.at(0)),
              "E_FULL=8! E_FAR=9! E_NEAR=10 E_THERE=11! E_OK=0! E_BAD=-1! E_LATE=7 ");
}

TEST(ApiErrors, EnumeratorsOfOneSystemAreNotNamed) {
    const auto l =
        test::lower(test::read("typedef enum FFI_ERROR_ENUM(ok = E_OK) e { E_OK,\n"
                               "#ifdef _WIN32\nE_THERE = 5,\n#endif\n"
                               "/** Bad. */ E_BAD FFI_ERROR_KIND(invalid) = 7 } e; e f(void);",
                               two_systems));
    EXPECT_EQ(l.findings(), "");
    const ErrorSet& set = l.api.error_sets.at(0);
    ASSERT_EQ(set.codes.size(), 3u);
    for (const ErrorCode& code : set.codes) {
        EXPECT_EQ(code.is_named, code.c_name != "E_THERE") << code.c_name;
        EXPECT_EQ(code.kind, code.c_name == "E_BAD" ? "invalid" : "") << code.c_name;
    }
}

TEST(ApiErrors, ACodeIsOneNumberThatFunctionsReturn) {
    const std::string end = "FFI_ERROR_CODES(err, ok = E_OK, members = \"E_BAD\")\n"
                            "int f(void) FFI_STATUS(err);";
    const auto differs = test::lower(test::read(
        "#define E_OK 0\n#ifdef _WIN32\n#define E_BAD 1\n#else\n#define E_BAD 2\n#endif\n" + end,
        two_systems));
    EXPECT_THAT(differs.findings(), HasSubstr("A16 E_BAD: 'E_BAD' of 'err' is another number"));
    const auto wide = test::lower("#define E_OK 0\n#define E_BAD 0x80000001\n" + end);
    EXPECT_THAT(wide.findings(), HasSubstr("is 2147483649, which no int is"));
}

TEST(ApiErrors, ConstantsHaveKindsAsWell) {
    const auto l = test::lower("typedef enum e { E_OK, E_BAD FFI_ERROR_KIND(invalid) = -1 } e;\n"
                               "FFI_ERROR_CODES(err, ok = E_OK, members = \"E_BAD\")\n"
                               "int f(void) FFI_STATUS(err);");
    EXPECT_EQ(l.findings(), "");
    EXPECT_EQ(l.api.error_sets.at(0).codes.at(1).kind, "invalid");
}

} // namespace
} // namespace ffigen::api
