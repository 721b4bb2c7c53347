// The plan of an encoding: what each type becomes, in which order, and what has no form.
#include "api_fixture.hpp"

#include "codec/literal.hpp"
#include "codec/plan.hpp"
#include "codec/wire.hpp"

namespace ffigen::codec {
namespace {

using testing::HasSubstr;

struct Planned {
    test::Lowered lowered;
    Plan plan;
    std::string findings;
};

Planned plan(const std::string& header) {
    Planned result;
    result.lowered = test::lower(header);
    result.plan =
        make_plan(result.lowered.contract, result.lowered.api, result.lowered.diagnostics);
    result.findings = result.lowered.findings();
    return result;
}

TEST(CodecPlan, KeysAreInTheOrderOfTheirBytes) {
    const Planned made = plan("struct FFI_WIRE r { uint8_t bb; uint8_t c; FFI_KEY(24) uint8_t x; "
                              "FFI_KEY(3) uint8_t y; FFI_RESERVED uint8_t z; };");
    EXPECT_EQ(made.findings, "");
    EXPECT_EQ(describe(made.plan), "record r, 17 bytes at most\n"
                                   "  3 (y): integer 0..255\n"
                                   "  24 (x): integer 0..255\n"
                                   "  c: integer 0..255\n"
                                   "  bb: integer 0..255\n"
                                   "  z: reserved\n");
}

TEST(CodecPlan, EveryTypeHasItsForm) {
    const Planned made = plan(
        "enum FFI_CLOSED mode { OFF = -1, ON = 1 };\n"
        "struct FFI_WIRE in { FFI_RANGE(-5, 0x10) int32_t n; };\n"
        "struct FFI_WIRE r { char name[8]; uint8_t id[16]; float f[4]; int16_t m[2][3]; "
        "struct in one; struct in two[2]; enum mode mode; FFI_RANGE(0, 1) float gain; bool yes; "
        "unsigned bits : 3; enum mode two_bits : 2; bool bit : 1; struct { int8_t inner; }; "
        "FFI_DEFAULT(1.5) double d; };");
    EXPECT_EQ(made.findings, "");
    const std::string text = describe(made.plan);
    for (const char* line : {"n: integer -5..16", "name: text, 7 bytes at most", "id: 16 bytes",
                             "f: tag 85: 4 × float32", "m: 2 × tag 77: 3 × int16", "one: record in",
                             "two: 2 × record in", "mode: enum mode -2147483648..2147483647 closed",
                             "gain: float32 0.0..1.0", "yes: bool", "bits: integer 0..7",
                             "two_bits: enum mode -2..1 closed", "bit: bool",
                             "inner: integer -128..127", "d: float64, default 1.5"})
        EXPECT_THAT(text, HasSubstr(line));
    EXPECT_EQ(made.plan.record("in")->max_size, 1u + 2 + 1); // map, key, -5 to 16
}

TEST(CodecPlan, WhatHasNoFormIsSaidAndLeftOut) {
    const Planned made = plan("union u { int32_t i; float f; };\n"
                              "struct FFI_WIRE inner { int32_t *p; };\n"
                              "struct FFI_WIRE outer { struct inner inner; };\n"
                              "struct FFI_WIRE choice { union u u; };\n"
                              "struct FFI_WIRE list { int32_t n; int32_t items[]; };\n"
                              "struct FFI_WIRE wide { long double x; };\n"
                              "enum FFI_CLOSED size { SMALL = 1, LARGE = 9 };\n"
                              "struct FFI_WIRE bits { enum size size : 3; };\n"
                              "struct FFI_WIRE fine { FFI_RESERVED int32_t *p; int32_t n; };");
    EXPECT_EQ(made.plan.records.size(), 1u);
    for (const char* line : {"G04 inner.p: ", "G04 outer.inner: ", "G04 choice.u: ",
                             "G04 list.items: ", "G04 wide.x: ", "G04 bits.size: "})
        EXPECT_THAT(made.findings, HasSubstr(line));
}

TEST(CodecPlan, KeysAndDefaultsAreChecked) {
    const Planned made = plan("struct FFI_WIRE a { FFI_KEY(1) int32_t x; FFI_KEY(1) int32_t y; };\n"
                              "struct FFI_WIRE b { FFI_KEY(-1) int32_t x; };\n"
                              "struct FFI_WIRE c { FFI_DEFAULT(300) uint8_t x; };\n"
                              "struct FFI_WIRE d { FFI_DEFAULT(\"too long\") char x[4]; };");
    for (const char* line : {"A40 a.y: two fields of 'a' have the key 1", "A40 b.x: ",
                             "A41 c.x: the default of 'c.x' is not within 0 and 255", "A41 d.x: "})
        EXPECT_THAT(made.findings, HasSubstr(line));
}

TEST(CodecPlan, CallsHaveRequestsAndReplies) {
    const Planned made =
        plan("FFI_HANDLE(h, close = h_close)\ntypedef struct h h;\n"
             "h *h_open(const char *name) FFI_RPC;\nvoid h_close(h *h);\n"
             "void h_read(h *h, FFI_OUT FFI_COUNTED_BY(n) float *to, size_t n) FFI_RPC;\n");
    EXPECT_EQ(made.findings, "");
    const std::string text = describe(made.plan);
    EXPECT_THAT(text, HasSubstr("request h.open\n  name: text, any bytes\n"
                                "reply h.open\n  result: id of a h\n"));
    EXPECT_THAT(text, HasSubstr("request h.read, a method\n  h: id of a h\n"
                                "  n: integer 0..18446744073709551615\n"
                                "reply h.read\n  to: tag 85: any × float32\n"));
    // What ends an object is offered with what makes it.
    EXPECT_THAT(text, HasSubstr("request h.close, ends it\n  h: id of a h"));
}

TEST(CodecPlan, ElementsThatHaveARangeAreLookedAtOneByOne) {
    const Planned made =
        plan("void h_pick(FFI_COUNTED_BY(n) FFI_RANGE(0, 9) const int16_t *places,\n"
             "            FFI_COUNTED_BY(n) FFI_RANGE(0, 1) const float *levels,\n"
             "            FFI_COUNTED_BY(n) const char *const *names, size_t n) FFI_RPC;\n");
    EXPECT_EQ(made.findings, "");
    EXPECT_THAT(describe(made.plan), HasSubstr("  names: any × text, any bytes\n"
                                               "  levels: any × float32 0.0..1.0\n"
                                               "  places: any × integer 0..9\n"));
}

TEST(CodecPlan, AllFunctionsAreOffered) {
    const Planned made = plan("FFI_MODULE(m, prefix = m_, last_error = m_last, rpc = all)\n"
                              "const char *m_last(void);\nint32_t m_add(int32_t a, int32_t b);\n");
    EXPECT_EQ(made.findings, "");
    ASSERT_EQ(made.plan.calls.size(), 1u); // the text of an error comes with the error
    EXPECT_EQ(made.plan.calls.front().method, "add");
}

TEST(CodecPlan, WhatCannotBeCalledFromElsewhereIsSaid) {
    const Planned made =
        plan("FFI_HANDLE(ffi, close = ffi_close)\ntypedef struct ffi ffi;\n"
             "ffi *ffi_open(void) FFI_RPC;\nvoid ffi_close(ffi *f);\n"
             "FFI_HANDLE(c, close = c_close, threads = confined)\ntypedef struct c c;\n"
             "void c_close(c *c) FFI_RPC;\nvoid c_wait(c *c) FFI_RPC FFI_BLOCKING;\n"
             "FFI_HANDLE(d, close = d_unref, retain = d_ref, threads = send)\n"
             "typedef struct d d;\nvoid d_ref(d *d);\nvoid d_unref(d *d);\n"
             "void d_wait(d *d) FFI_RPC FFI_BLOCKING;\n"
             "int32_t e(void) FFI_RPC FFI_ERRNO;\n"
             "void cb(FFI_CALLBACK(user_data = u, lifetime = call) void (*f)(void *u), void *u) "
             "FFI_RPC;\n"
             "FFI_BORROWED c *c_parent(c *c) FFI_RPC;\ndouble half(double) FFI_RPC;\n"
             "double rows(FFI_RANGE(0, stride) int32_t columns, int32_t stride) FFI_RPC;\n");
    for (const char* line :
         {"'ffi_open' cannot be offered over RPC: methods that begin with 'ffi.'",
          "'c_wait' cannot be offered over RPC: it blocks, and a 'c' stays in one thread",
          "'d_wait' cannot be offered over RPC: it blocks, and a 'd' that counts its owners",
          "'e' cannot be offered over RPC: errno's numbers",
          "'cb' cannot be offered over RPC: 'f' calls", "'c_parent' cannot be offered over RPC: ",
          "'rows' cannot be offered over RPC: 'columns' is limited by another parameter",
          "'half' cannot be offered over RPC: a parameter has no name"})
        EXPECT_THAT(made.findings, HasSubstr(line));
    ASSERT_EQ(made.plan.calls.size(), 1u);
    EXPECT_TRUE(made.plan.calls.front().is_close);
}

TEST(CodecLiterals, AreExact) {
    EXPECT_EQ(integer_literal("0x10u"), "16");
    EXPECT_EQ(integer_literal("-3"), "-3");
    EXPECT_EQ(integer_literal("x"), std::nullopt);
    EXPECT_EQ(float_literal("0x1.8p+1", false), "3.0");
    EXPECT_EQ(float_literal("0.1f", true), "0.1");
    EXPECT_EQ(lowest(true, 64), "-9223372036854775808");
    EXPECT_EQ(highest(false, 128), "340282366920938463463374607431768211455");
    EXPECT_TRUE(compare("-10", "-9") < 0);
    EXPECT_TRUE(compare("10", "9") > 0);
    EXPECT_EQ(head(0, 23).size(), 1u);
    EXPECT_EQ(head(0, 24), std::string("\x18\x18"));
    EXPECT_EQ(head(2, 8192), std::string("\x59\x20\x00", 3));
}

} // namespace
} // namespace ffigen::codec
