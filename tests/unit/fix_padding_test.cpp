// `verify --fix` on many shapes: what it writes, what it leaves alone, and why it refuses.
#include "passes_fixture.hpp"

#include "passes/fix_padding.hpp"
#include "support/text.hpp"

#include <sys/stat.h>

namespace ffigen {
namespace {
namespace fs = std::filesystem;

constexpr const char* includes = "#include <ffigen/annotations.h>\n#include <stdint.h>\n";

struct Result {
    std::string text; ///< of the header afterwards
    std::size_t members = 0;
    std::string left; ///< findings after it
    std::string failures;
};

std::optional<model::Contract> read_file(const std::string& path, Diagnostics& diagnostics) {
    return clang::read_contract({.header = path}, diagnostics);
}

Result fix_file(const fs::path& path) {
    Diagnostics reading;
    auto contract = read_file(path.string(), reading);
    if (!contract)
        throw std::logic_error(test::list(reading));
    Diagnostics findings;
    passes::verify(*contract, {}, findings);
    Diagnostics failures;
    const passes::FixOutcome outcome =
        passes::fix_padding(path.string(), *contract, findings, read_file, failures);
    Diagnostics left;
    passes::verify(outcome.contract ? *outcome.contract : *contract, {}, left);
    return {read_text_file(path).value_or(""), outcome.members, test::list(left),
            test::list(failures)};
}

Result fix(const std::string& text) {
    const test::TemporaryDirectory directory;
    return fix_file(directory.write("lib.h", includes + text));
}

struct Shape {
    const char* name;
    const char* before;
    const char* after;
};
class Fixes : public testing::TestWithParam<Shape> {};

TEST_P(Fixes, WritesThePadding) {
    const test::TemporaryDirectory directory;
    const fs::path path = directory.write("lib.h", std::string(includes) + GetParam().before);
    const Result once = fix_file(path);
    EXPECT_EQ(once.text, std::string(includes) + GetParam().after);
    EXPECT_EQ(once.left, "");
    EXPECT_EQ(once.failures, "");
    const Result twice = fix_file(path);
    EXPECT_EQ(twice.members, 0u);
    EXPECT_EQ(twice.text, once.text) << "a second run changes nothing";
    EXPECT_EQ(std::distance(fs::directory_iterator(path.parent_path()), {}), 1)
        << "no file is left behind";
}

const Shape shapes[] = {
    {"own_line", "struct FFI_WIRE s {\n    uint8_t a;\n    uint32_t b;\n};\n",
     "struct FFI_WIRE s {\n    uint8_t a;\n    FFI_RESERVED uint8_t reserved0[3];\n    uint32_t "
     "b;\n};\n"},
    {"one_line", "struct FFI_WIRE s { uint8_t a; uint32_t b; uint8_t c; };\n",
     "struct FFI_WIRE s { uint8_t a; FFI_RESERVED uint8_t reserved0[3]; uint32_t b; uint8_t c; "
     "FFI_RESERVED uint8_t reserved1[3]; };\n"},
    {"one_byte", "struct FFI_WIRE s {\n\tuint8_t a;\n\tuint16_t b;\n};\n",
     "struct FFI_WIRE s {\n\tuint8_t a;\n\tFFI_RESERVED uint8_t reserved0;\n\tuint16_t b;\n};\n"},
    {"comment_above_stays_with_its_field",
     "struct FFI_WIRE s {\n    uint8_t a; /**< First. */\n\n    /** Second,\n     *  in two lines. "
     "*/\n    uint32_t b;\n};\n",
     "struct FFI_WIRE s {\n    uint8_t a; /**< First. */\n\n    FFI_RESERVED uint8_t "
     "reserved0[3];\n    /** Second,\n     *  in two lines. */\n    uint32_t b;\n};\n"},
    {"comment_behind_stays_with_its_field",
     "struct FFI_WIRE s {\n  uint32_t a; // first\n  uint8_t b;  /**< Second,\n               *   "
     "in two lines. */\n};\n",
     "struct FFI_WIRE s {\n  uint32_t a; // first\n  uint8_t b;  /**< Second,\n               *   "
     "in two lines. */\n  FFI_RESERVED uint8_t reserved0[3];\n};\n"},
    {"comment_on_the_line_below",
     "struct FFI_WIRE s {\n  uint32_t a;\n  uint8_t b;\n  ///< Second.\n};\n",
     "struct FFI_WIRE s {\n  uint32_t a;\n  uint8_t b;\n  ///< Second.\n  FFI_RESERVED uint8_t "
     "reserved0[3];\n};\n"},
    {"semicolon_in_a_comment",
     "struct FFI_WIRE s {\n  uint8_t a; /* one; two { */\n  uint32_t b;\n};\n",
     "struct FFI_WIRE s {\n  uint8_t a; /* one; two { */\n  FFI_RESERVED uint8_t reserved0[3];\n  "
     "uint32_t b;\n};\n"},
    {"attribute_in_front",
     "#define ALIGNED(n) __attribute__((aligned(n)))\nstruct FFI_WIRE s {\n  uint32_t a;\n  "
     "FFI_UNIT(\"Hz\") ALIGNED(16)\n  float b[4];\n};\n",
     "#define ALIGNED(n) __attribute__((aligned(n)))\nstruct FFI_WIRE s {\n  uint32_t a;\n  "
     "FFI_RESERVED uint8_t reserved0[12];\n  FFI_UNIT(\"Hz\") ALIGNED(16)\n  float b[4];\n};\n"},
    {"anonymous_member",
     "struct FFI_WIRE s {\n  uint8_t a;\n  struct {\n    uint8_t x;\n    uint32_t y;\n  };\n  "
     "union { uint64_t q; float f[2]; };\n};\n",
     "struct FFI_WIRE s {\n  uint8_t a;\n  FFI_RESERVED uint8_t reserved0[3];\n  struct {\n    "
     "uint8_t x;\n    FFI_RESERVED uint8_t reserved1[3];\n    uint32_t y;\n  };\n  FFI_RESERVED "
     "uint8_t reserved2[4];\n  union { uint64_t q; float f[2]; };\n};\n"},
    {"end_of_anonymous_member",
     "struct FFI_WIRE s {\n  struct {\n    uint32_t x;\n    uint8_t y;\n  };\n  uint32_t b;\n};\n",
     "struct FFI_WIRE s {\n  struct {\n    uint32_t x;\n    uint8_t y;\n    FFI_RESERVED uint8_t "
     "reserved0[3];\n  };\n  uint32_t b;\n};\n"},
    {"ends_with_an_anonymous_member",
     "struct FFI_WIRE s {\n  uint64_t a;\n  struct {\n    uint32_t x;\n  };\n};\n",
     "struct FFI_WIRE s {\n  uint64_t a;\n  struct {\n    uint32_t x;\n  };\n  FFI_RESERVED "
     "uint8_t reserved0[4];\n};\n"},
    {"unnamed_field_type",
     "struct FFI_WIRE s {\n  struct {\n    uint8_t x;\n    uint32_t y;\n  } pos[2];\n};\n",
     "struct FFI_WIRE s {\n  struct {\n    uint8_t x;\n    FFI_RESERVED uint8_t reserved0[3];\n    "
     "uint32_t y;\n  } pos[2];\n};\n"},
    {"names_taken",
     "struct FFI_WIRE s {\n  uint8_t reserved0;\n  uint32_t reserved2;\n  uint8_t a;\n  uint16_t "
     "b;\n};\n",
     "struct FFI_WIRE s {\n  uint8_t reserved0;\n  FFI_RESERVED uint8_t reserved1[3];\n  uint32_t "
     "reserved2;\n  uint8_t a;\n  FFI_RESERVED uint8_t reserved3;\n  uint16_t b;\n};\n"},
    {"different_per_target",
     "struct FFI_WIRE s {\n  uint32_t a;\n  uint64_t b;\n  uint32_t c;\n  uint64_t d;\n  uint8_t "
     "e;\n};\n",
     "struct FFI_WIRE s {\n  uint32_t a;\n  FFI_RESERVED uint8_t reserved0[4];\n  uint64_t b;\n  "
     "uint32_t c;\n  FFI_RESERVED uint8_t reserved1[4];\n  uint64_t d;\n  uint8_t e;\n  "
     "FFI_RESERVED uint8_t reserved2[7];\n};\n"},
    {"in_a_conditional", "struct FFI_WIRE s {\n  uint8_t a;\n#if 1\n  uint32_t b;\n#endif\n};\n",
     "struct FFI_WIRE s {\n  uint8_t a;\n#if 1\n  FFI_RESERVED uint8_t reserved0[3];\n  uint32_t "
     "b;\n#endif\n};\n"},
    {"crlf",
     "struct FFI_WIRE s {\r\n  uint8_t a;\r\n  uint32_t b; // second\r\n  uint8_t c;\r\n};\r\n",
     "struct FFI_WIRE s {\r\n  uint8_t a;\r\n  FFI_RESERVED uint8_t reserved0[3];\r\n  uint32_t b; "
     "// second\r\n  uint8_t c;\r\n  FFI_RESERVED uint8_t reserved1[3];\r\n};\r\n"},
    {"declaration_over_lines",
     "struct FFI_WIRE s {\n  uint8_t a;\n  const\n    uint32_t\n      b;\n};\n",
     "struct FFI_WIRE s {\n  uint8_t a;\n  FFI_RESERVED uint8_t reserved0[3];\n  const\n    "
     "uint32_t\n      b;\n};\n"},
    {"shared_declaration_behind", "struct FFI_WIRE s {\n  uint32_t a;\n  uint8_t b, c;\n};\n",
     "struct FFI_WIRE s {\n  uint32_t a;\n  uint8_t b, c;\n  FFI_RESERVED uint8_t "
     "reserved0[2];\n};\n"},
    {"shared_declaration_before", "struct FFI_WIRE s {\n  uint8_t a;\n  uint32_t b, c;\n};\n",
     "struct FFI_WIRE s {\n  uint8_t a;\n  FFI_RESERVED uint8_t reserved0[3];\n  uint32_t b, "
     "c;\n};\n"},
    {"multi_byte_comments",
     "/* größe */ struct FFI_WIRE s {\n  uint8_t a; /* ä */ uint32_t b;\n};\n",
     "/* größe */ struct FFI_WIRE s {\n  uint8_t a; FFI_RESERVED uint8_t reserved0[3]; /* ä */ "
     "uint32_t b;\n};\n"},
    {"typedef_without_tag", "typedef struct FFI_WIRE {\n  uint8_t a;\n  uint32_t b;\n} s;\n",
     "typedef struct FFI_WIRE {\n  uint8_t a;\n  FFI_RESERVED uint8_t reserved0[3];\n  uint32_t "
     "b;\n} s;\n"},
    {"two_records",
     "struct FFI_WIRE in {\n  uint32_t a;\n  uint8_t b;\n};\nstruct FFI_WIRE s {\n  struct in c;\n "
     " uint8_t d;\n};\n",
     "struct FFI_WIRE in {\n  uint32_t a;\n  uint8_t b;\n  FFI_RESERVED uint8_t "
     "reserved0[3];\n};\nstruct FFI_WIRE s {\n  struct in c;\n  uint8_t d;\n  FFI_RESERVED uint8_t "
     "reserved0[3];\n};\n"},
    {"function_pointer_type_elsewhere",
     "typedef int (*cb)(int a, int b);\nstruct FFI_WIRE s {\n  uint8_t a[3];\n  uint32_t "
     "b[2][3];\n};\n",
     "typedef int (*cb)(int a, int b);\nstruct FFI_WIRE s {\n  uint8_t a[3];\n  FFI_RESERVED "
     "uint8_t reserved0;\n  uint32_t b[2][3];\n};\n"},
};
INSTANTIATE_TEST_SUITE_P(Shapes, Fixes, testing::ValuesIn(shapes),
                         [](const auto& tested) { return std::string(tested.param.name); });

struct Refusal {
    const char* name;
    const char* header;
    const char* reason; ///< in the remedy of the finding
};
class Refuses : public testing::TestWithParam<Refusal> {};

TEST_P(Refuses, AndSaysWhy) {
    const std::string text = std::string(includes) + GetParam().header;
    const Result result = fix(GetParam().header);
    EXPECT_EQ(result.text, text);
    EXPECT_EQ(result.members, 0u);
    Diagnostics findings;
    passes::verify(test::read_on({}, text), {}, findings);
    ASSERT_FALSE(findings.empty());
    EXPECT_THAT(findings.items().front().remedy, testing::HasSubstr(GetParam().reason));
    EXPECT_FALSE(findings.items().front().fix);
}

const Refusal refusals[] = {
    {"field_from_a_macro",
     "#define FIELD(t, n) t n;\nstruct FFI_WIRE s {\n  uint8_t a;\n  FIELD(uint32_t, b)\n};\n",
     "macro 'FIELD' declares it"},
    {"record_from_a_macro",
     "#define RECORD struct FFI_WIRE s { uint8_t a; uint32_t b; }\nRECORD;\n",
     "macro 'RECORD' declares it"},
    {"shared_declaration",
     "struct FFI_WIRE s {\n  uint8_t a, b __attribute__((aligned(4)));\n  uint8_t c[3];\n};\n",
     "declare it on its own"},
    {"directive_inside",
     "struct FFI_WIRE s {\n  uint8_t a;\n  uint32_t\n#if 1\n  b\n#endif\n  ;\n};\n",
     "preprocessor directive"},
    {"union_end", "union FFI_WIRE u {\n  uint32_t a;\n  uint8_t b[5];\n};\n",
     "make its largest member 8 bytes long"},
    {"bits_across_units", "struct FFI_WIRE s {\n  uint8_t a : 3;\n  uint32_t b;\n};\n", ""},
};
INSTANTIATE_TEST_SUITE_P(Shapes, Refuses, testing::ValuesIn(refusals),
                         [](const auto& tested) { return std::string(tested.param.name); });

TEST(FixPadding, WithoutTheVocabularyOrStdint) {
    const test::TemporaryDirectory directory;
    const fs::path path = directory.write(
        "lib.h",
        "struct __attribute__((annotate(\"ffi.wire\"))) s {\n  char a[1];\n  int b;\n};\n");
    EXPECT_EQ(fix_file(path).text, "struct __attribute__((annotate(\"ffi.wire\"))) s {\n  char "
                                   "a[1];\n  unsigned char reserved0[3];\n  int b;\n};\n");
}

TEST(FixPadding, LeavesIncludedHeadersAlone) {
    const test::TemporaryDirectory directory;
    const std::string inner = std::string("#pragma once\n") + includes +
                              "struct FFI_WIRE in { uint8_t a; uint32_t b; };\n";
    const fs::path inner_path = directory.write("inner.h", inner);
    const fs::path path = directory.write(
        "lib.h", std::string("#include \"inner.h\"\nstruct FFI_WIRE s { struct in a; };\n"));
    const Result result = fix_file(path);
    EXPECT_EQ(result.members, 0u);
    EXPECT_EQ(read_text_file(inner_path), inner);
    EXPECT_THAT(result.left, testing::HasSubstr("error P01 in.b"));
}

TEST(FixPadding, KeepsPermissionsAndLinks) {
    const test::TemporaryDirectory directory;
    const fs::path target = directory.write(
        "real.h", std::string(includes) + "struct FFI_WIRE s { uint8_t a; uint32_t b; };\n");
    fs::permissions(target, fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
    const fs::path link = target.parent_path() / "link.h";
    fs::create_symlink("real.h", link);
    EXPECT_EQ(fix_file(link).members, 1u);
    EXPECT_TRUE(fs::is_symlink(link));
    EXPECT_EQ(fs::status(target).permissions(),
              fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
    EXPECT_THAT(read_text_file(target).value_or(""), testing::HasSubstr("reserved0[3]"));
}

TEST(FixPadding, RefusesAHeaderThatChangedMeanwhile) {
    const test::TemporaryDirectory directory;
    const fs::path path = directory.write(
        "lib.h", std::string(includes) + "struct FFI_WIRE s { uint8_t a; uint32_t b; };\n");
    Diagnostics reading, findings, failures;
    const auto contract = read_file(path.string(), reading);
    passes::verify(*contract, {}, findings);
    directory.write("lib.h", "int other;\n");
    EXPECT_FALSE(
        passes::fix_padding(path.string(), *contract, findings, read_file, failures).contract);
    EXPECT_THAT(test::list(failures),
                testing::HasSubstr(
                    "error P05 : the header was left as it is: it changed while it was read"));
    EXPECT_EQ(read_text_file(path), "int other;\n");
}

TEST(FixPadding, RefusesAnEditThatMovesAField) {
    const test::TemporaryDirectory directory;
    const std::string text =
        std::string(includes) + "struct FFI_WIRE s {\n  uint8_t a;\n  uint32_t b;\n};\n";
    const fs::path path = directory.write("lib.h", text);
    Diagnostics reading, findings, failures;
    const auto contract = read_file(path.string(), reading);
    passes::verify(*contract, {}, findings);
    findings.items().front().fix->text = "  uint8_t reserved0[30];\n";
    EXPECT_FALSE(
        passes::fix_padding(path.string(), *contract, findings, read_file, failures).contract);
    EXPECT_THAT(test::list(failures), testing::HasSubstr("'s' would change its layout"));
    findings.items().front().fix->text = "  no_such_type reserved0[3];\n";
    EXPECT_FALSE(
        passes::fix_padding(path.string(), *contract, findings, read_file, failures).contract);
    EXPECT_THAT(test::list(failures), testing::HasSubstr("no_such_type"));
    EXPECT_EQ(read_text_file(path), text);
    EXPECT_EQ(std::distance(fs::directory_iterator(path.parent_path()), {}), 1);
}

} // namespace
} // namespace ffigen
