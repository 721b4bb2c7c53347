// What the fingerprint depends on, and what it must not depend on.
#include "passes_fixture.hpp"

#include "passes/fingerprint.hpp"

namespace ffigen {
namespace {

std::string of(const std::string& text, const std::string& name = "lib.h",
               const std::vector<std::string>& targets = {"x86_64-unknown-linux-gnu",
                                                          "i686-unknown-linux-gnu"}) {
    return passes::fingerprint(test::read_on(targets, text, name));
}

constexpr const char* base = R"(#ifndef LIB_H
#define LIB_H
#include <ffigen/annotations.h>
#include <stdint.h>
/** A point. */
struct point { int32_t x; int32_t y; uint32_t flag : 3; };
enum mode { MODE_A = 1, MODE_B = 2 };
#define LIMIT 10
#define NAME "lib"
typedef uint32_t id_t;
typedef void (*hook)(void *user, int32_t value);
struct handle;
int32_t move(struct point *p, int32_t dx, int32_t dy);
int32_t open_handle(const char *name, FFI_OUT struct handle **result);
#endif
)";

std::string replaced(const std::string& from, const std::string& to) {
    std::string text = base;
    const std::size_t at = text.find(from);
    if (at == std::string::npos)
        throw std::logic_error("no " + from);
    return text.replace(at, from.size(), to);
}

TEST(Sha256, IsTheStandardOne) {
    // FIPS 180-4, examples.
    EXPECT_EQ(passes::sha256_hex("abc"),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(passes::sha256_hex(""),
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Fingerprint, IgnoresWhatDoesNotMatter) {
    const std::string expected = of(base);
    EXPECT_EQ(of(base, "other_name.h"), expected)
        << "the header's name, and its directory, which is new each time";
    EXPECT_EQ(of(replaced("/** A point. */", "// nothing")), expected) << "comments";
    EXPECT_EQ(of(replaced("int32_t x; int32_t y;", "int32_t  x ;\n\n  int32_t y ;")), expected)
        << "white space";
    EXPECT_EQ(
        of(replaced("#define LIB_H", "#define LIB_H\n#define FUNCTION_LIKE(x) x\n#define EMPTY")),
        expected)
        << "macros that are no constants";
    EXPECT_EQ(of(replaced("LIB_H\n#define LIB_H", "OTHER_H\n#define OTHER_H")), expected)
        << "include guards";
    EXPECT_EQ(of(replaced("FFI_OUT", "FFI_NAME(given) FFI_OUT")), expected) << "names given to it";
    EXPECT_EQ(of(replaced("LIMIT 10", "LIMIT (5 + 5)")), expected) << "how a constant is written";
    EXPECT_EQ(of(base, "lib.h", {"i686-unknown-linux-gnu", "x86_64-unknown-linux-gnu"}), expected)
        << "order of targets";
}

TEST(Fingerprint, KnowsUnits) {
    EXPECT_NE(of(replaced("FFI_OUT", "FFI_OUT FFI_UNIT(\"Hz\")")), of(base))
        << "the bytes mean something else";
}

TEST(Fingerprint, IgnoresTheOrderOfDeclarations) {
    const std::string reordered = R"(#ifndef LIB_H
#define LIB_H
#include <ffigen/annotations.h>
#include <stdint.h>
#define NAME "lib"
struct handle;
typedef void (*hook)(void *user, int32_t value);
struct point;
int32_t open_handle(const char *name, FFI_OUT struct handle **result);
int32_t move(struct point *p, int32_t dx, int32_t dy);
typedef uint32_t id_t;
enum mode { MODE_B = 2, MODE_A = 1 };
struct point { int32_t x; int32_t y; uint32_t flag : 3; };
#define LIMIT 10
#endif
)";
    EXPECT_EQ(of(reordered), of(base));
}

TEST(Fingerprint, SeesWhatMatters) {
    const std::pair<const char*, const char*> changes[] = {
        {"int32_t x;", "uint32_t x;"},                      // sign of a field
        {"int32_t x; int32_t y;", "int32_t y; int32_t x;"}, // fields of one type swapped
        {"int32_t x;", "int32_t z;"},                       // field renamed
        {"int32_t x;", "int32_t x __attribute__((aligned(8)));"},
        {"flag : 3", "flag : 4"},
        {"struct point {", "struct __attribute__((packed)) point {"},
        {"MODE_B = 2", "MODE_B = 3"},
        {"MODE_B = 2", "MODE_C = 2"},
        {"LIMIT 10", "LIMIT 11"},
        {"LIMIT 10", "LIMIT 10u"},
        {"\"lib\"", "\"lob\""},
        {"typedef uint32_t id_t", "typedef uint64_t id_t"},
        {"void *user, int32_t value", "void *user, int64_t value"},
        {"int32_t dx, int32_t dy", "int32_t dy, int32_t dx"}, // parameters of one type swapped
        {"int32_t dx, int32_t dy", "int32_t dx"},
        {"int32_t move(", "void move("},
        {"struct point *p", "const struct point *p"},
        {"FFI_OUT ", "FFI_INOUT "},
        {"FFI_OUT ", "FFI_OUT FFI_OWNED(free_it) "},
        {"int32_t dy);", "int32_t dy, ...);"},
        {"int32_t dy);", "int32_t dy) __asm__(\"other\");"},
        {"int32_t dy);", "int32_t dy) __attribute__((fastcall));"},
        {"struct handle;", "struct handle { int a; };"},
        {"#endif", "int added(void);\n#endif"},
    };
    const std::string expected = of(base);
    for (const auto& [from, to] : changes)
        EXPECT_NE(of(replaced(from, to)), expected) << from << " → " << to;
    EXPECT_NE(of("union u { int a; };\n"), of("struct u { int a; };\n"));
    EXPECT_NE(of(base, "lib.h", {"x86_64-unknown-linux-gnu"}), expected) << "targets";
}

} // namespace
} // namespace ffigen
