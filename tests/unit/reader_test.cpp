// The front end: what libclang says, as the model has it.
#include "clang/reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace ffigen {
namespace {

namespace fs = std::filesystem;
using model::TypeKind;
using testing::ElementsAre;
using testing::HasSubstr;

const std::vector<std::string> three{"x86_64-unknown-linux-gnu", "i686-unknown-linux-gnu",
                                     "x86_64-pc-windows-msvc"};

class ReaderTest : public testing::Test {
  protected:
    void SetUp() override {
        directory_ = fs::temp_directory_path() /
                     ("ffigen-reader-" + std::to_string(getpid()) + "-" +
                      testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::create_directories(directory_);
    }
    void TearDown() override { fs::remove_all(directory_); }

    void write(const std::string& name, const std::string& text) {
        std::ofstream(directory_ / name) << text;
    }

    std::optional<model::Contract> read(const std::string& text,
                                        std::vector<std::string> targets = three) {
        write("test.h", text);
        clang::ReadOptions options;
        options.header = (directory_ / "test.h").string();
        options.targets = std::move(targets);
        return clang::read_contract(options, diagnostics_);
    }

    model::Contract must_read(const std::string& text, std::vector<std::string> targets = three) {
        auto contract = read(text, std::move(targets));
        EXPECT_TRUE(contract.has_value())
            << (diagnostics_.empty() ? "" : diagnostics_.items().front().message);
        return contract ? std::move(*contract) : model::Contract{};
    }

    template <class T>
    static std::vector<std::string> names(const std::vector<T>& items) {
        std::vector<std::string> result;
        for (const T& item : items)
            result.push_back(item.name);
        return result;
    }

    Diagnostics diagnostics_;
    fs::path directory_;
};

TEST_F(ReaderTest, ARecordIsNamedByItsTypedefElseItsTag) {
    const auto contract = must_read("struct tagged { int a; };\n"
                                    "typedef struct { int a; } only_typedef;\n"
                                    "typedef struct both { int a; } both_t;\n"
                                    "typedef struct same { int a; } same, alias;\n");
    EXPECT_THAT(names(contract.records), ElementsAre("tagged", "only_typedef", "both_t", "same"));
    EXPECT_EQ(contract.record("tagged")->c_name, "struct tagged");
    EXPECT_EQ(contract.record("both_t")->tag, "both");
    EXPECT_THAT(contract.record("same")->typedefs, ElementsAre("alias"));
    EXPECT_TRUE(contract.typedefs.empty());
}

TEST_F(ReaderTest, NamelessRecordsAreNamedAfterWhereTheyStand) {
    const auto contract = must_read("struct outer { struct { int a; } one; struct { int b; } "
                                    "two[3]; union { int c; float d; }; };\n");
    EXPECT_THAT(names(contract.records),
                ElementsAre("outer_one", "outer_two", "outer_anonymous1", "outer"));
    const auto& fields = contract.record("outer")->layouts.first().fields;
    EXPECT_THAT(names(fields), ElementsAre("one", "two", "", "c", "d"));
    EXPECT_TRUE(fields[2].is_anonymous);
    EXPECT_EQ(fields[4].depth, 1u);
    EXPECT_EQ(fields[4].offset_bits, 128u);
}

TEST_F(ReaderTest, LayoutsAreGroupedByTarget) {
    const auto contract = must_read("struct s { char c; double d; long l; };\n");
    const auto& layouts = contract.record("s")->layouts;
    ASSERT_EQ(layouts.groups.size(), 3u);
    EXPECT_EQ(layouts.find(0)->size, 24u);
    EXPECT_EQ(layouts.find(1)->size, 16u);
    EXPECT_EQ(layouts.find(2)->fields[2].size_bits, 32u);
}

TEST_F(ReaderTest, BitFieldsCarryPlaceWidthAndSign) {
    const auto contract = must_read("enum e { A, B };\nstruct s { int a : 3; unsigned b : 5; int : "
                                    "0; _Bool c : 1; enum e d : 2; };\n");
    const auto& linux_fields = contract.record("s")->layouts.find(0)->fields;
    ASSERT_EQ(linux_fields.size(), 5u);
    EXPECT_EQ(linux_fields[0].size_bits, 3u);
    EXPECT_TRUE(linux_fields[0].is_signed);
    EXPECT_EQ(linux_fields[1].offset_bits, 3u);
    EXPECT_FALSE(linux_fields[1].is_signed);
    EXPECT_EQ(linux_fields[3].offset_bits, 32u);
    // An enum without negative values is unsigned on Linux and int with MSVC.
    EXPECT_FALSE(linux_fields[4].is_signed);
    EXPECT_TRUE(contract.record("s")->layouts.find(2)->fields[4].is_signed);
}

TEST_F(ReaderTest, PackingAndAlignmentAreSeenInTheResult) {
    const auto contract =
        must_read("struct __attribute__((packed)) p { char a; int b; };\n"
                  "#pragma pack(push, 2)\nstruct q { char a; int b; };\n#pragma pack(pop)\n"
                  "struct __attribute__((aligned(32))) r { char a; };\n"
                  "struct t { char a; int b __attribute__((aligned(16))); };\n");
    EXPECT_TRUE(contract.record("p")->is_packed);
    EXPECT_TRUE(contract.record("q")->is_packed);
    EXPECT_EQ(contract.record("r")->declared_align, 32u);
    EXPECT_FALSE(contract.record("r")->is_packed);
    EXPECT_EQ(contract.record("t")->layouts.first().align, 16u);
    EXPECT_EQ(contract.record("t")->layouts.first().fields[1].offset_bits, 128u);
}

TEST_F(ReaderTest, ConstantsHaveCValuesAndTypes) {
    const auto contract = must_read(
        "#define ALL (~0u)\n#define BIG 0xffffffffffffffffull\n#define HALF (7 / 2)\n#define REST "
        "(-7 % 3)\n"
        "#define HIGH '\\xff'\n#define NUL \"a\\0b\"\n#define WIDE L\"w\"\n#define LATE (EARLY + "
        "1)\n#define EARLY 41\n"
        "#define TWICE 1\n#undef TWICE\n#define TWICE 2\n#define GONE 1\n#undef GONE\n#define F "
        "1.5f\n#define SIZE sizeof(long)\n"
        "#define P ((void *)-1)\n#define CALL(x) x\n#define EMPTY\n#define WORD unsigned\n");
    const auto value = [&](const char* name) { return contract.constant(name)->values.first(); };
    EXPECT_EQ(value("ALL").text, "4294967295");
    EXPECT_EQ(value("ALL").type.kind, TypeKind::unsigned_int);
    EXPECT_EQ(value("BIG").text, "18446744073709551615");
    EXPECT_EQ(value("HALF").text, "3");
    EXPECT_EQ(value("REST").text, "-1");
    EXPECT_EQ(value("HIGH").text, "-1");
    EXPECT_EQ(value("NUL").text, std::string("a\0b", 3));
    EXPECT_EQ(value("LATE").text, "42");
    EXPECT_EQ(value("TWICE").text, "2");
    EXPECT_EQ(contract.constant("GONE"), nullptr);
    EXPECT_EQ(value("F").type.kind, TypeKind::float_);
    EXPECT_EQ(contract.constant("SIZE")->values.find(2)->text, "4");
    EXPECT_EQ(contract.constant("WIDE")->values.find(2)->text, std::string("w\0", 2));
    EXPECT_EQ(contract.constant("WIDE")->values.find(0)->text, std::string("w\0\0\0", 4));
    EXPECT_EQ(value("P").kind, model::ConstantValue::Kind::pointer);
    EXPECT_EQ(contract.constant("P")->values.find(1)->text, "4294967295");
    EXPECT_THAT(names(contract.skipped), testing::IsSupersetOf({"CALL", "EMPTY", "WORD"}));
}

TEST_F(ReaderTest, AMacroThatIsNoExpressionDoesNotSpoilItsNeighbours) {
    const auto contract = must_read("#define BEGIN_ ) ,\n#define BROKEN nothing_such +\n#define "
                                    "FINE 7\n#define CAST (missing_type)3\nint f(void);\n");
    ASSERT_NE(contract.constant("FINE"), nullptr);
    EXPECT_EQ(contract.constant("FINE")->values.first().text, "7");
    EXPECT_EQ(contract.constant("BROKEN"), nullptr);
    EXPECT_FALSE(diagnostics_.has_errors());
}

TEST_F(ReaderTest, FunctionsKeepConventionSymbolAndAttributes) {
    const auto contract = must_read("int plain(const char *s, int a[4], void cb(int));\n"
                                    "int renamed(void) __asm__(\"other\");\n"
                                    "int __attribute__((stdcall)) standard(int a);\n"
                                    "int many(const char *format, ...);\nint old();\n"
                                    "static inline int here(int a) { return a; }\n"
                                    "int gone(void) __attribute__((deprecated(\"use plain\")));\n");
    const auto& plain = contract.function("plain")->signatures.first();
    EXPECT_EQ(plain.args[2].kind, TypeKind::pointer);
    EXPECT_EQ(plain.args[3].kind, TypeKind::pointer);
    EXPECT_EQ(plain.args[3].element().kind, TypeKind::function);
    EXPECT_THAT(contract.function("renamed")->symbol, HasSubstr("other"));
    EXPECT_EQ(contract.function("standard")->signatures.find(1)->convention,
              model::CallingConvention::stdcall);
    EXPECT_EQ(contract.function("standard")->signatures.find(0)->convention,
              model::CallingConvention::c);
    EXPECT_TRUE(contract.function("many")->signatures.first().variadic);
    EXPECT_FALSE(contract.function("old")->signatures.first().has_prototype);
    EXPECT_TRUE(contract.function("here")->is_inline);
    EXPECT_EQ(contract.function("gone")->deprecated, "use plain");
}

TEST_F(ReaderTest, WhatAHeaderDefinesNoLibraryNeedHave) {
    const auto contract = must_read("int here(int a) { return a; }\n"
                                    "int there(int a);\n"
                                    "int later(int a);\n"
                                    "int later(int a) { return a; }\n"
                                    "static int own(int a) { return a; }\n"
                                    "#define DECLARE(n) int made##n(int a);\n"
                                    "DECLARE(1) DECLARE(2)\nstruct next { int a; };\n");
    for (const char* name : {"made1", "made2"})
        EXPECT_FALSE(contract.function(name)->is_defined) << name;
    for (const char* name : {"here", "later"}) {
        EXPECT_TRUE(contract.function(name)->is_inline) << name;
        EXPECT_TRUE(contract.function(name)->is_defined) << name;
    }
    EXPECT_FALSE(contract.function("there")->is_inline);
    EXPECT_FALSE(contract.function("there")->is_defined);
    EXPECT_TRUE(contract.function("own")->is_inline);
    EXPECT_FALSE(contract.function("own")->is_defined);
}

TEST_F(ReaderTest, TypesOfTooManyLevelsAreNotFollowed) {
    const std::string stars(300, '*');
    const auto contract =
        must_read("int " + stars + "steep(void);\nint " + stars.substr(60) + "fine(void);\n");
    const auto innermost = [&](const char* name) {
        const model::Type* type = &contract.function(name)->signatures.first().element();
        while (type->kind == TypeKind::pointer)
            type = &type->element();
        return type->kind;
    };
    EXPECT_EQ(innermost("steep"), TypeKind::unsupported);
    EXPECT_EQ(innermost("fine"), TypeKind::int_);
}

TEST_F(ReaderTest, StandardTypedefsStayByNameAndOthersStayTypedefs) {
    const auto contract =
        must_read("#include <stdint.h>\n#include <stddef.h>\ntypedef unsigned int u32;\n"
                  "typedef int (*handler)(void *user, uint8_t code);\n"
                  "struct s { uint64_t a; size_t b; u32 c; handler d; };\n");
    const auto& fields = contract.record("s")->layouts.first().fields;
    EXPECT_EQ(fields[0].type.kind, TypeKind::uint64);
    EXPECT_EQ(fields[1].type.kind, TypeKind::size);
    EXPECT_EQ(fields[2].type.name, "u32");
    ASSERT_NE(contract.callback("handler"), nullptr);
    EXPECT_EQ(contract.callback("handler")->parameters[0].name, "user");
    EXPECT_EQ(model::resolve(contract, fields[2].type, 0).kind, TypeKind::unsigned_int);
    EXPECT_EQ(model::size_of(contract, fields[3].type, 1)->size, 4u);
}

TEST_F(ReaderTest, CommentsAndAnnotationsReachTheirDeclaration) {
    const auto contract =
        must_read("#include <ffigen/annotations.h>\nFFI_MODULE(demo, prefix = d_)\n"
                  "/** A point.\n *  In the plane. */\ntypedef struct FFI_WIRE point {\n    "
                  "FFI_UNIT(\"mm\") int x; /**< East. */\n} point;\n"
                  "/// Moves it.\nint d_move(FFI_OUT point *p) FFI_REALTIME;\n#define LIMIT 3 /**< "
                  "Most. */\n");
    EXPECT_EQ(contract.record("point")->doc, "A point.\nIn the plane.");
    EXPECT_NE(model::find(contract.record("point")->annotations, "wire"), nullptr);
    EXPECT_EQ(contract.record("point")->info("x")->doc, "East.");
    EXPECT_EQ(
        model::find(contract.record("point")->info("x")->annotations, "unit")->positional.front(),
        "mm");
    EXPECT_EQ(contract.function("d_move")->doc, "Moves it.");
    EXPECT_NE(model::find(contract.function("d_move")->parameters[0].annotations, "out"), nullptr);
    EXPECT_NE(model::find(contract.function("d_move")->annotations, "realtime"), nullptr);
    EXPECT_EQ(*model::find(contract.module, "module")->value("prefix"), "d_");
    EXPECT_EQ(contract.constant("LIMIT")->doc, "Most.");
    EXPECT_TRUE(contract.sources.contains("ffigen/annotations.h"));
    EXPECT_TRUE(contract.sources.contains("test.h"));
}

TEST_F(ReaderTest, OnlyTheHeadersOwnDeclarationsAndWhatTheyUse) {
    write("other.h", "struct used { int a; };\nstruct unused { int b; };\nint not_ours(void);\n");
    const auto contract = must_read("#include \"other.h\"\nint f(struct used u);\n");
    EXPECT_THAT(names(contract.records), ElementsAre("used"));
    EXPECT_FALSE(contract.record("used")->from_header);
    EXPECT_THAT(names(contract.functions), ElementsAre("f"));
    EXPECT_TRUE(contract.sources.contains("other.h"));
}

TEST_F(ReaderTest, WhatOneTargetLacksIsAbsentThere) {
    const auto contract = must_read(
        "int first(void);\n#ifdef _WIN32\nint only_windows(void);\n#endif\nint last(void);\n");
    EXPECT_THAT(names(contract.functions), ElementsAre("first", "only_windows", "last"));
    EXPECT_EQ(contract.function("only_windows")->signatures.find(0), nullptr);
    EXPECT_NE(contract.function("only_windows")->signatures.find(2), nullptr);
}

TEST_F(ReaderTest, ASystemHeadersRecordBehindAPointerIsOpaque) {
    const auto contract = must_read("#include <stdio.h>\nint dump(FILE *stream);\n", {"native"});
    ASSERT_EQ(contract.records.size(), 1u);
    EXPECT_FALSE(contract.records[0].is_complete);
    EXPECT_EQ(contract.targets[0].triple.find("native"), std::string::npos);
}

TEST_F(ReaderTest, AnyClangErrorIsFatalAndNamesItsPlace) {
    EXPECT_FALSE(read("typedef unknown_t mine;\nint f(mine m);\n").has_value());
    ASSERT_EQ(diagnostics_.items().size(), 1u);
    const Diagnostic& error = diagnostics_.items().front();
    EXPECT_EQ(error.id, "H01");
    EXPECT_EQ(error.where.line, 1u);
    EXPECT_EQ(error.where.column, 9u);
    EXPECT_THAT(error.message, HasSubstr("unknown_t"));
}

TEST_F(ReaderTest, WhoForgetsTheMacrosHeaderIsToldItsName) {
    EXPECT_FALSE(read("typedef struct FFI_WIRE mine { int a; } mine;\n").has_value());
    ASSERT_FALSE(diagnostics_.items().empty());
    EXPECT_THAT(diagnostics_.items().front().remedy, HasSubstr("#include <ffigen/annotations.h>"));
}

TEST_F(ReaderTest, WordsWithinAFunctionPointerThatIsWrittenOutAreRefused) {
    const std::string word = "__attribute__((annotate(\"ffi.nullable\")))";
    const std::vector<std::string> texts{
        "void f(void (*c)(void *d, " + word + " int *p), void *d);\n",
        "struct t { void (*c)(void *d, " + word + " int *p); };\n"};
    for (const std::string& text : texts) {
        diagnostics_ = {};
        read(text, {"native"});
        ASSERT_EQ(diagnostics_.items().size(), 1u) << text;
        EXPECT_EQ(diagnostics_.items().front().id, "A02");
        EXPECT_THAT(diagnostics_.items().front().message, HasSubstr("'c', a function pointer"));
    }
    diagnostics_ = {};
    must_read("typedef void (*c)(void *d, " + word + " int *p);\nvoid f(c c, void *d);\n");
}

TEST_F(ReaderTest, AnErrorOfSomeTargetsNamesThem) {
    EXPECT_FALSE(read("#ifdef _WIN32\n#error not for Windows\n#endif\nint f(void);\n").has_value());
    ASSERT_EQ(diagnostics_.items().size(), 1u);
    EXPECT_THAT(diagnostics_.items().front().notes,
                ElementsAre(HasSubstr("x86_64-pc-windows-msvc")));
}

TEST_F(ReaderTest, TheWholeDefaultSetReadsFreestanding) {
    const auto contract = must_read("#include <stdint.h>\n#include <stdbool.h>\n#include "
                                    "<limits.h>\nstruct s { uint32_t a; bool b; };\n",
                                    {});
    EXPECT_EQ(contract.targets.size(), model::default_targets().size());
    EXPECT_TRUE(contract.record("s")->layouts.uniform());
    EXPECT_TRUE(contract.targets[5].big_endian);
    EXPECT_FALSE(contract.targets[2].char_signed);
    EXPECT_TRUE(contract.targets[7].msvc);
}

TEST_F(ReaderTest, StaticConstObjectsAreConstants) {
    const auto contract =
        must_read("typedef unsigned long long flags64;\n"
                  "/** Nothing. */\nstatic const flags64 NONE = 0ULL;\n"
                  "static const flags64 ALL = ~0ULL;\nstatic const double HALF = 0.5;\n"
                  "static int counter; extern const int exported;\n"
                  "static const struct { int x; } point = {1};\n");
    EXPECT_THAT(names(contract.constants), ElementsAre("NONE", "ALL", "HALF"));
    EXPECT_THAT(names(contract.variables), ElementsAre("exported"));
    EXPECT_THAT(names(contract.skipped), ElementsAre("counter", "point"));
    const model::Constant& all = *contract.constant("ALL");
    EXPECT_TRUE(all.is_object);
    EXPECT_EQ(all.values.first().text, "18446744073709551615");
    EXPECT_EQ(all.values.first().type.kind, TypeKind::unsigned_long_long);
    EXPECT_EQ(contract.constant("NONE")->doc, "Nothing.");
    EXPECT_EQ(contract.constant("HALF")->values.first().text, "0x1p-1");
}

} // namespace
} // namespace ffigen
