#include "annotations/side_file.hpp"

#include "api_fixture.hpp"

#include "rules/rules.hpp"
#include "support/text.hpp"

namespace ffigen::api {
namespace {

struct Annotated : test::Lowered {
    std::string file;
};

Annotated annotate(const std::string& header, const std::string& toml) {
    const test::TemporaryDirectory directory;
    Annotated result;
    result.contract = test::read(header);
    result.file = directory.write("side.toml", toml).string();
    annotations::apply_side_file(result.file, result.contract, result.diagnostics);
    if (result.diagnostics.empty())
        result.api = api::lower(result.contract, result.diagnostics);
    return result;
}

const std::string db_header =
    "typedef struct db db;\n"
    "int db_open_v2(const char *, db **ppDb, int flags, const char *vfs);\n"
    "int db_close(db *d); int db_step(db *d); char *db_text(int code);\n"
    "typedef int (*db_row)(void *arg, int n, char **values);\n"
    "#define DB_OK 0\n#define DB_BUSY 5\n#define DB_ROW 100\n"
    "struct opts { int a; char *name; }; enum kind { KIND_A, KIND_B };\n";

TEST(ApiSideFile, IsAppliedBeforeLowering) {
    const Annotated l = annotate(db_header, R"toml(
module = ["module(my_db, prefix = db_, library = db)",
          'error_codes(db_error, members = "DB_BUSY DB_ROW", ok = DB_OK)']
"db_open_v2" = ["status(db_error)", "name(open)"]
"db_open_v2.0" = "name(path)"
"db_open_v2.ppDb" = ["out", "on_error"]
"db_open_v2.3" = ["nullable"]
"db_step" = ["status(db_error, ok = DB_ROW)"]
"db_text" = ["borrowed"]
"db_row.values" = ["counted_by(n)"]
"kind" = ["closed"]
"kind.KIND_A" = ["name(first)"]
"opts" = ["name(settings)"]
"DB_BUSY" = ["deprecated(gone)"]
)toml");
    EXPECT_EQ(l.findings(), "");
    EXPECT_EQ(l.api.package.name, "my_db");
    const Function& open = l.function("db_open_v2");
    EXPECT_EQ(open.kind, FunctionKind::constructor);
    EXPECT_EQ(open.name.words, std::vector<std::string>{"open"});
    EXPECT_EQ(open.params[0].name.words, std::vector<std::string>{"path"});
    EXPECT_TRUE(open.params[1].on_error);
    EXPECT_TRUE(open.params[3].nullable);
    EXPECT_EQ(open.result.role, ResultRole::status);
    EXPECT_EQ(l.function("db_text").result.role, ResultRole::string);
    EXPECT_EQ(l.api.callback("db_row")->params[2].role, Role::strings_in);
    EXPECT_TRUE(l.api.enums.at(0).closed);
    EXPECT_EQ(l.api.enums.at(0).values.at(0).name.words, std::vector<std::string>{"first"});
    EXPECT_EQ(l.api.records.at(0).name.words, std::vector<std::string>{"settings"});
}

TEST(ApiSideFile, PatternsReachDeclarationsOrTheirParts) {
    const Annotated l =
        annotate(db_header, "\"db_*\" = [\"blocking\"]\n\"db_*.d\" = [\"nullable\"]\n");
    EXPECT_TRUE(l.function("db_step").blocking);
    EXPECT_TRUE(l.function("db_close").blocking);
    EXPECT_TRUE(l.function("db_step").params[0].nullable);
    // The callback type db_row matches too, and no callback blocks.
    EXPECT_EQ(l.findings(), "A02 db_row: FFI_BLOCKING says nothing about a callback type\n");
}

struct SideCase {
    const char* id;
    const char* toml;
    unsigned line;
    const char* message;
    const char* remedy;
};

const SideCase side_cases[] = {
    {"A30", "\n\"db_step\" = [", 2, nullptr, "see https://toml.io for the syntax"},
    {"A30", "\"db_step\" = 3", 1, "an annotation is a string, or a list of strings",
     "write [\"out\", \"counted_by(n)\"]"},
    {"A30", "\"db_step\" = [\"realtime\",\n [\"blocking\"]]", 2,
     "an annotation is a string, or a list of strings", "write [\"out\", \"counted_by(n)\"]"},
    {"A31", "\n\n\"db_stop\" = [\"realtime\"]", 3, "lib.h has no declaration 'db_stop'",
     "did you mean \"db_step\"?"},
    {"A31", "\"db_open_v2.pDb\" = [\"out\"]", 1,
     "'db_open_v2' has no parameter, field or enumerator 'pDb'",
     "did you mean \"db_open_v2.ppDb\"?"},
    {"A31", "\"db_open_v2.9\" = [\"out\"]", 1,
     "'db_open_v2' has no parameter, field or enumerator '9'", nullptr},
    {"A31", "\"xyz_*\" = [\"out\"]", 1, "no declaration of lib.h matches 'xyz_*'", nullptr},
    {"A32", "\"db_step\" = [\"\"]", 1, "'' is no annotation: an annotation needs a name",
     "write name, name(argument) or name(argument, key = value)"},
    {"A32", "\"db_step\" = [\"status(\"]", 1,
     "'status(' is no annotation: ')' is missing after the arguments of 'status'",
     "write name, name(argument) or name(argument, key = value)"},
    {"A01", "\"db_step\" = [\"realtme\"]", 1, "unknown annotation 'ffi.realtme'",
     "did you mean FFI_REALTIME?"},
};

class ApiSideFileErrors : public testing::TestWithParam<SideCase> {};

TEST_P(ApiSideFileErrors, NameThePlaceInTheFile) {
    const SideCase& expected = GetParam();
    const Annotated l = annotate(db_header, expected.toml);
    ASSERT_EQ(l.diagnostics.items().size(), 1u) << l.findings();
    const Diagnostic& diagnostic = l.diagnostics.items().front();
    EXPECT_EQ(diagnostic.id, expected.id);
    EXPECT_EQ(diagnostic.where.file, l.file);
    EXPECT_EQ(diagnostic.where.line, expected.line);
    if (expected.message != nullptr) {
        EXPECT_EQ(diagnostic.message, expected.message);
    }
    if (expected.remedy != nullptr) {
        EXPECT_EQ(diagnostic.remedy, expected.remedy);
    }
    EXPECT_NE(rules::find_rule(diagnostic.id), nullptr);
}

INSTANTIATE_TEST_SUITE_P(All, ApiSideFileErrors, testing::ValuesIn(side_cases));

TEST(ApiSideFile, AMissingFileIsAnError) {
    model::Contract contract = test::read("void f(void);");
    Diagnostics diagnostics;
    annotations::apply_side_file("/nowhere/side.toml", contract, diagnostics);
    ASSERT_EQ(diagnostics.items().size(), 1u);
    EXPECT_EQ(diagnostics.items()[0].id, "A30");
    EXPECT_EQ(diagnostics.items()[0].where.file, "/nowhere/side.toml");
}

TEST(ApiSideFile, WhatTheHeaderSaysAlreadyIsSaidOnce) {
    const Annotated l = annotate("void f(FFI_OUT int *n);", "\"f.n\" = [\"out\"]");
    EXPECT_EQ(l.findings(), "A04 f.n: FFI_OUT stands twice on 'f.n'\n");
    EXPECT_EQ(l.diagnostics.items()[0].where.file, l.file);
}

TEST(Patterns, StarsStandForAnything) {
    EXPECT_TRUE(matches_pattern("sqlite3_open", "sqlite3_*"));
    EXPECT_TRUE(matches_pattern("sqlite3_open", "*open"));
    EXPECT_TRUE(matches_pattern("Z_DATA_ERROR", "Z_*_ERROR"));
    EXPECT_TRUE(matches_pattern("", "*"));
    EXPECT_TRUE(matches_pattern("abab", "*ab"));
    EXPECT_FALSE(matches_pattern("Z_ERRNO", "Z_*_ERROR"));
    EXPECT_FALSE(matches_pattern("open2", "open"));
    EXPECT_FALSE(matches_pattern("open", ""));
    EXPECT_FALSE(matches_pattern(std::string(5000, 'a'), "*a*a*a*a*a*a*a*a*b")) << "and soon";
}

} // namespace
} // namespace ffigen::api
