// Several causes at once: each is told, none hides behind another.
#include "fixture.hpp"

#include "drift/events.hpp"
#include "drift/git.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace ffigen::drift::test {
namespace {

struct Combination {
    const char* name;
    const char *before, *after;
    std::vector<std::string> findings; ///< "F01 r.x ABI", in any order
};

void PrintTo(const Combination& combination, std::ostream* out) { *out << combination.name; }

std::string_view word(Impact impact) {
    switch (impact) {
    case Impact::abi:
        return "ABI";
    case Impact::wire:
        return "WIRE";
    case Impact::src:
        return "SRC";
    default:
        return "SAFE";
    }
}

class Combinations : public testing::TestWithParam<Combination> {
  protected:
    void SetUp() override { std::filesystem::current_path(directory_.path()); }
    void TearDown() override { std::filesystem::current_path("/"); }

    static model::Contract read(const char* text) {
        std::ofstream("a.h") << "#include <stdint.h>\n#include <ffigen/annotations.h>\n" << text;
        return read_header("a.h", "x86_64-unknown-linux-gnu,i686-unknown-linux-gnu");
    }

    TemporaryDirectory directory_;
};

TEST_P(Combinations, AreToldOneByOne) {
    const model::Contract before = read(GetParam().before), after = read(GetParam().after);
    for (const bool lock : {false, true}) {
        std::vector<std::string> found;
        for (const Change& change : compare(lock ? through_lock(before) : before, after))
            found.push_back(
                fmt::format("{} {} {}", change.rule, change.entity, word(impact_of(change))));
        EXPECT_THAT(found, testing::UnorderedElementsAreArray(GetParam().findings));
    }
}

INSTANTIATE_TEST_SUITE_P(
    Drift, Combinations,
    testing::Values(
        Combination{"PackingBesideAQualifier",
                    "struct r { uint8_t a; uint32_t b; };",
                    "struct __attribute__((packed)) r { uint8_t a; const uint32_t b; };",
                    {"R03 r ABI", "F13 r.b ABI"}},
        Combination{"PackingBesideAField",
                    "struct r { uint8_t a; uint32_t b; };",
                    "struct __attribute__((packed)) r { uint8_t a; uint32_t c; uint32_t b; };",
                    {"R03 r ABI", "F01 r.c ABI"}},
        Combination{"AFieldUnderPragmaPack",
                    "#pragma pack(push, 1)\nstruct r { uint8_t a, b; };",
                    "#pragma pack(push, 1)\nstruct r { uint8_t a; uint32_t c; uint8_t b; };",
                    {"F01 r.c ABI"}},
        Combination{"AlignmentBesideAField",
                    "struct r { uint32_t b; };",
                    "struct __attribute__((aligned(16))) r { uint32_t b; uint32_t c[8]; };",
                    {"R02 r ABI", "F02 r.c ABI"}},
        Combination{"AQualifierThatMovesFields",
                    "struct r { uint32_t a; uint64_t b; };",
                    "struct r { uint32_t a; _Atomic uint64_t b; };",
                    {"F13 r.b ABI"}},
        Combination{"ASwapBesideAType",
                    "void f(int a, int b, int c);",
                    "void f(int b, int a, double c);",
                    {"C05 f.b ABI", "C04 f.c ABI"}},
        Combination{"ASwapBesideAName",
                    "void f(int a, int b, int c);",
                    "void f(int b, int a, int d);",
                    {"C05 f.b ABI", "C06 f.d SRC"}},
        Combination{"TwoRenames",
                    "struct r { uint32_t a; float b; uint64_t c; };",
                    "struct r { uint32_t x; float y; uint64_t c; };",
                    {"F07 r.x SRC", "F07 r.y SRC"}},
        Combination{"AFieldGoneAndOneOfAnotherTypeInItsPlace",
                    "struct r { uint32_t a; uint32_t b; };",
                    "struct r { uint32_t a; float c; };",
                    {"F04 r.b ABI", "F01 r.c ABI"}},
        Combination{"ARenameBesideAnInsertion",
                    "struct r { uint32_t a; uint64_t b; };",
                    "struct r { uint64_t n; uint32_t x; uint64_t b; };",
                    {"F01 r.n ABI", "F07 r.x SRC"}},
        Combination{
            "TwoRecordsForTwoReasons",
            "struct r { uint32_t a; }; struct s { struct r r; uint32_t b; };",
            "struct r { uint64_t a; }; struct s { struct r r; uint32_t b; uint32_t c[4]; };",
            {"F08 r.a ABI", "F02 s.c ABI"}},
        Combination{"AnEnumeratorBesideAnother",
                    "enum e { A, B, C };",
                    "enum e { A = 4, B = 1, D };",
                    {"E01 e.A ABI", "E04 e.D SRC"}},
        Combination{"ATypedefBesideItsUser",
                    "typedef uint32_t t; struct r { t a; uint8_t b; };",
                    "typedef uint64_t t; struct r { t a; uint16_t b; };",
                    {"T01 t ABI", "F08 r.b ABI"}},
        Combination{"AConstantBesideItsArray",
                    "#define N 4\nstruct r { float a[N]; uint8_t b[4]; };",
                    "#define N 5\nstruct r { float a[N]; uint8_t b[5]; };",
                    {"M01 N ABI", "F11 r.b ABI"}},
        Combination{"AResultBesideTheConvention",
                    "int f(int a);",
                    "__attribute__((ms_abi)) long f(int a);",
                    {"C07 f ABI", "C10 f ABI"}},
        Combination{"AnAnnotationBesideAType",
                    "void f(FFI_OUT uint32_t *a);",
                    "void f(FFI_INOUT uint64_t *a);",
                    {"C04 f.a ABI", "S06 f.a SRC"}}),
    [](const auto& tested) { return std::string(tested.param.name); });

} // namespace
} // namespace ffigen::drift::test
