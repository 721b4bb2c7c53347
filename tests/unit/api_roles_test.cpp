#include "api_fixture.hpp"

#include "api/names.hpp"

namespace ffigen::api {
namespace {

using test::lower;
using test::Lowered;
using testing::HasSubstr;

TEST(ApiRoles, ValuesStringsAndRecords) {
    const Lowered l = lower(
        "typedef struct point { int x, y; } point; enum colour { RED };\n"
        "int demo_f(int a, const char *text, FFI_ONE const point *in, FFI_OUT point *out,\n"
        "           FFI_INOUT point *both, FFI_OUT int *n, FFI_INOUT int *m, enum colour c, point "
        "by_value);\n"
        "void demo_g(void);");
    EXPECT_EQ(l.findings(), "");
    const Function& f = l.function("demo_f");
    EXPECT_EQ(f.params[0].role, Role::value);
    EXPECT_EQ(f.params[1].role, Role::string_in);
    EXPECT_EQ(f.params[2].role, Role::record_in);
    EXPECT_EQ(f.params[2].element.name, "point");
    EXPECT_EQ(f.params[3].role, Role::record_out);
    EXPECT_EQ(f.params[4].role, Role::record_inout);
    EXPECT_EQ(f.params[5].role, Role::scalar_out);
    EXPECT_EQ(f.params[6].role, Role::scalar_inout);
    EXPECT_EQ(f.params[7].role, Role::value);
    EXPECT_EQ(f.params[8].role, Role::value);
    EXPECT_EQ(f.result.role, ResultRole::value);
    EXPECT_EQ(f.kind, FunctionKind::free);
    EXPECT_EQ(join(f.name.words), "f");
    EXPECT_EQ(l.api.package.prefix, "demo_");
    EXPECT_EQ(l.api.package.name, "lib");
}

TEST(ApiRoles, CountedBuffers) {
    const Lowered l = lower("int f(FFI_COUNTED_BY(n) const float *in, size_t n, FFI_OUT "
                            "FFI_COUNTED_BY(capacity) uint8_t *out,\n"
                            "      size_t capacity, FFI_OUT FFI_COUNT_OF(out) size_t *written, "
                            "FFI_SIZED_BY(bytes) const void *raw,\n"
                            "      unsigned bytes, FFI_COUNTED_BY(k) int *changed, int k);");
    EXPECT_EQ(l.findings(), "");
    const auto& p = l.function("f").params;
    EXPECT_EQ(p[0].role, Role::slice_in);
    EXPECT_EQ(p[0].count, 1u);
    EXPECT_EQ(p[1].role, Role::count);
    EXPECT_EQ(p[1].of, 0u);
    EXPECT_EQ(p[2].role, Role::slice_out);
    EXPECT_EQ(p[2].count, 3u);
    EXPECT_EQ(p[2].written, 4u);
    EXPECT_EQ(p[4].role, Role::written);
    EXPECT_EQ(p[4].of, 2u);
    EXPECT_EQ(p[5].role, Role::slice_in);
    EXPECT_EQ(p[5].element.kind, model::TypeKind::uint8);
    EXPECT_TRUE(p[5].in_bytes);
    EXPECT_EQ(p[7].role, Role::slice_inout);
    EXPECT_TRUE(p[0].is_argument());
    EXPECT_FALSE(p[1].is_argument());
    EXPECT_TRUE(p[2].is_argument());
    EXPECT_TRUE(p[4].is_result());
}

TEST(ApiRoles, ACountInAndOut) {
    const Lowered l = lower(
        "int pack(FFI_OUT FFI_COUNTED_BY(length) unsigned char *to, FFI_INOUT "
        "unsigned long *length,\n"
        "         FFI_SIZED_BY(from_len) const unsigned char *from, unsigned long from_len);");
    EXPECT_EQ(l.findings(), "");
    const auto& p = l.function("pack").params;
    EXPECT_EQ(p[0].role, Role::slice_out);
    EXPECT_EQ(p[0].count, 1u);
    EXPECT_EQ(p[0].written, 1u);
    EXPECT_EQ(p[1].role, Role::count_inout);
    EXPECT_EQ(p[2].role, Role::slice_in);
    EXPECT_EQ(p[2].count, 3u);
}

TEST(ApiRoles, OneCountForTwoBuffers) {
    const Lowered l =
        lower("void mix(FFI_COUNTED_BY(n) const float *a, FFI_COUNTED_BY(n) const float *b,\n"
              "         FFI_OUT FFI_COUNTED_BY(n) float *to, size_t n);");
    EXPECT_EQ(l.findings(), "");
    const auto& p = l.function("mix").params;
    EXPECT_EQ(p[0].count, 3u);
    EXPECT_EQ(p[1].count, 3u);
    EXPECT_EQ(p[2].count, 3u);
    EXPECT_EQ(p[3].of, 0u);
}

TEST(ApiRoles, NamesMakeNoPairs) {
    const Lowered l = lower(
        "typedef struct big { long a, b; } big;\n"
        "void a(const void *data, size_t len); void b(const int *values, size_t num_values);\n"
        "void c(const big *items, size_t size); void d(const int *values, int flags);\n"
        "void e(void *data, size_t len); void f(const big *one, const big *other, int n);\n"
        "void g(FFI_ONE const big *one, int n); void h(const big *one, double x, int n);\n"
        "typedef void (*seen)(void *user, const big *one, int n);");
    EXPECT_THAT(l.raw_reason("a"), HasSubstr("FFI_SIZED_BY"));
    EXPECT_THAT(l.raw_reason("b"), HasSubstr("FFI_COUNTED_BY"));
    EXPECT_THAT(l.raw_reason("c"), HasSubstr("one element"));
    EXPECT_THAT(l.raw_reason("d"), HasSubstr("FFI_COUNTED_BY"));
    EXPECT_THAT(l.raw_reason("e"), HasSubstr("FFI_SIZED_BY"));
    EXPECT_THAT(l.raw_reason("f"), HasSubstr("'f.one' is one element")) << "one count for both";
    EXPECT_EQ(l.function("g").params[0].role, Role::record_in);
    EXPECT_EQ(l.function("h").params[0].role, Role::record_in) << "no number beside it";
    EXPECT_EQ(l.api.callback("seen")->params[1].role, Role::record_in) << "C gives at least one";
}

TEST(ApiRoles, ARecordBesideANumberMayBeMany) {
    const Lowered l = lower(
        "typedef struct port { float x; } port; typedef struct pool { int n; } pool;\n"
        "void a(unsigned viewportCount, const port *pViewports); void b(unsigned n, const port "
        "*p);\n"
        "void c(const port *p, int flags); void h(const port *p, unsigned portCount);\n"
        "void pool_free(pool *p); void name_free(const char *name); void pool_release(FFI_INOUT "
        "pool *p); void fill(unsigned n, port *ports);");
    EXPECT_THAT(l.raw_reason("fill"), HasSubstr("one element"));
    EXPECT_THAT(l.raw_reason("a"), HasSubstr("one element"));
    EXPECT_THAT(l.raw_reason("b"), HasSubstr("one element"));
    EXPECT_THAT(l.raw_reason("c"), HasSubstr("one element"));
    EXPECT_THAT(l.raw_reason("h"), HasSubstr("one element"));
    EXPECT_THAT(l.raw_reason("pool_free"), HasSubstr("read, written or kept"));
    EXPECT_THAT(l.raw_reason("name_free"), HasSubstr("free its argument"));
    EXPECT_EQ(l.function("pool_release").params[0].role, Role::record_inout)
        << "the header says so";
}

TEST(ApiRoles, AProductOfTwoCountsIsNoLength) {
    const Lowered l = lower("size_t put(const void *buf, size_t size, size_t nitems);");
    EXPECT_THAT(l.raw_reason("put"), HasSubstr("FFI_SIZED_BY"));
}

TEST(ApiRoles, BytesMayBeCalledStrings) {
    const Lowered l = lower("const unsigned char *column(int i) FFI_STRING FFI_NULLABLE;\n"
                            "void put(FFI_STRING const uint8_t *text);");
    EXPECT_EQ(l.findings(), "");
    EXPECT_EQ(l.function("column").result.role, ResultRole::string);
    EXPECT_TRUE(l.function("column").result.nullable);
    EXPECT_EQ(l.function("put").params[0].role, Role::string_in);
}

TEST(ApiRoles, ForeignOpaqueTypes) {
    const Lowered l = lower("struct stream; struct client; struct client *client_open(int n); void "
                            "client_close(struct client *c);\n"
                            "void client_print(struct client *c, struct stream *to);");
    EXPECT_THAT(l.raw_reason("client_print"), HasSubstr("only the name is known"))
        << "nothing gives a stream, so no safe caller can have one";
    EXPECT_EQ(l.api.handles.size(), 1u);
}

TEST(ApiRoles, TextInAndOut) {
    const Lowered l = lower(
        "void release(void *p);\n"
        "int f(FFI_OUT FFI_COUNTED_BY(capacity) char *buffer, size_t capacity,\n"
        "      FFI_OUT FFI_COUNT_OF(buffer) size_t *length, FFI_COUNTED_BY(n) const char *part, "
        "int n,\n"
        "      FFI_OUT FFI_OWNED(release) char **made, FFI_OUT FFI_BORROWED const char **seen,\n"
        "      FFI_COUNTED_BY(many) const char *const *list, size_t many);");
    EXPECT_EQ(l.findings(), "");
    const auto& p = l.function("f").params;
    EXPECT_EQ(p[0].role, Role::text_out);
    EXPECT_EQ(p[0].written, 2u);
    EXPECT_EQ(p[3].role, Role::string_in);
    EXPECT_EQ(p[3].count, 4u);
    EXPECT_EQ(p[5].role, Role::string_out);
    EXPECT_EQ(p[5].release, "release");
    EXPECT_EQ(p[6].role, Role::string_out);
    EXPECT_EQ(p[6].release, "");
    EXPECT_EQ(p[7].role, Role::strings_in);
    EXPECT_EQ(p[7].count, 8u);
}

TEST(ApiRoles, StatusEnumsRaise) {
    const Lowered l =
        lower("typedef enum FFI_ERROR_ENUM(ok = DEMO_OK, text = demo_text) demo_error {\n"
              "  DEMO_OK = 0, DEMO_ERROR_NOT_FOUND = 3, DEMO_ERROR_ERROR = 4, DEMO_ERROR_AGAIN = 4 "
              "} demo_error;\n"
              "const char *demo_text(demo_error e); demo_error demo_run(FFI_OUT int *n);");
    EXPECT_EQ(l.findings(), "");
    ASSERT_EQ(l.api.error_sets.size(), 1u);
    const ErrorSet& set = l.api.error_sets[0];
    EXPECT_EQ(set.text_function, "demo_text");
    EXPECT_TRUE(l.api.enums.empty());
    ASSERT_EQ(set.codes.size(), 3u) << "an alias of a value is no other error";
    EXPECT_EQ(join(set.codes[0].name.words), "ok");
    EXPECT_TRUE(set.codes[0].ok);
    EXPECT_EQ(join(set.codes[1].name.words), "not_found");
    EXPECT_EQ(set.codes[1].value, "3");
    EXPECT_EQ(join(set.codes[2].name.words), "error");
    EXPECT_EQ(l.function("demo_run").result.role, ResultRole::status);
    EXPECT_EQ(l.function("demo_run").error_set, "demo_error");
}

TEST(ApiRoles, OneCodeStandsForFailuresWithoutOne) {
    const auto failure = [](const std::string& codes) {
        const Lowered l = lower("typedef enum FFI_ERROR_ENUM(ok = D_OK) d_error {" + codes +
                                "} d_error;\n"
                                "d_error d_run(void);");
        const ErrorCode* found = l.api.error_sets.at(0).failure();
        return found == nullptr ? "none" : found->c_name;
    };
    EXPECT_EQ(failure("D_LOST = -2, D_BAD = -1, D_OK = 0"), "D_BAD") << "never the one of success";
    EXPECT_EQ(failure("D_OK, D_INTERNAL, D_LAST"), "D_INTERNAL");
    EXPECT_EQ(failure("D_OK = 0"), "none");
}

TEST(ApiRoles, StatusCodesOfMacros) {
    const Lowered l = lower(
        "FFI_ERROR_CODES(z_error, members = \"Z_*_ERROR Z_BUSY\", ok = Z_OK, text = zError)\n"
        "#define Z_OK 0\n#define Z_DATA_ERROR (-3)\n#define Z_MEM_ERROR (-4)\n#define Z_BUSY 5\n"
        "#define Z_OTHER 9\n#define Z_ROW 100\n"
        "const char *zError(int code); int step(int x) FFI_STATUS(z_error, ok = Z_BUSY "
        "Z_MEM_ERROR); int count(void);");
    EXPECT_EQ(l.findings(), "");
    const ErrorSet& set = l.api.error_sets.at(0);
    EXPECT_FALSE(set.is_enum);
    ASSERT_EQ(set.codes.size(), 4u);
    EXPECT_EQ(join(set.codes[0].name.words), "ok");
    EXPECT_EQ(join(set.codes[1].name.words), "data_error");
    EXPECT_EQ(set.codes[1].value, "-3");
    EXPECT_THAT(l.function("step").result.ok_values, testing::ElementsAre("Z_BUSY", "Z_MEM_ERROR"));
    EXPECT_EQ(l.function("count").result.role, ResultRole::value);
}

TEST(ApiRoles, LoansAreGuards) {
    const Lowered l =
        lower("typedef struct ring ring; typedef struct block { int x; } block; void "
              "ring_close(ring *r);\n"
              "int ring_claim(ring *r, FFI_OUT block **b) FFI_LEND(end = ring_commit, cancel = "
              "ring_abandon);\n"
              "int ring_commit(ring *r, block *b); int ring_abandon(ring *r, block *b);\n"
              "int ring_peek(ring *r, FFI_OUT const block **b) FFI_LEND(end = ring_release);\n"
              "int ring_release(ring *r, const block *b);");
    EXPECT_EQ(l.findings(), "");
    const Function& claim = l.function("ring_claim");
    ASSERT_TRUE(claim.loan.has_value());
    EXPECT_EQ(claim.loan->end, "ring_commit");
    EXPECT_EQ(claim.loan->cancel, "ring_abandon");
    EXPECT_EQ(claim.loan->record, "block");
    EXPECT_TRUE(claim.loan->is_mutable);
    EXPECT_EQ(claim.params[1].role, Role::lent_out);
    EXPECT_FALSE(l.function("ring_peek").loan->is_mutable);
    EXPECT_EQ(l.function("ring_commit").kind, FunctionKind::loan_end);
    EXPECT_EQ(l.function("ring_release").kind, FunctionKind::loan_end);
}

TEST(ApiRoles, CallbacksWithAndWithoutTypedef) {
    const Lowered l = lower(
        "typedef struct db db; void db_close(db *d);\n"
        "typedef int (*visit)(const char *name, void *user_data);\n"
        "int db_each(db *d, FFI_CALLBACK(user_data = data) visit each, void *data);\n"
        "int db_walk(db *d, visit v, void *data);\n"
        "int db_exec(db *d, FFI_CALLBACK(user_data = arg) int (*row)(void *, int, char **), void "
        "*arg);\n"
        "int db_watch(db *d, FFI_CALLBACK(user_data = ctx, until = db_unwatch, thread = any) visit "
        "changed, void *ctx);\n"
        "void db_unwatch(db *d);\n"
        "void db_set_hook(db *d, visit hook, void *data); void db_bare(db *d, int (*f)(int));");
    EXPECT_EQ(l.findings(), "");
    const Function& each = l.function("db_each");
    EXPECT_EQ(each.params[1].role, Role::callback);
    EXPECT_EQ(each.params[1].callback->type, "visit");
    EXPECT_EQ(each.params[1].callback->user_data, 2u);
    EXPECT_EQ(each.params[2].role, Role::user_data);
    EXPECT_EQ(each.params[1].callback->lifetime, Lifetime::call);
    const Callback* visit = l.api.callback("visit");
    ASSERT_NE(visit, nullptr);
    EXPECT_EQ(visit->user_data, 1u);
    EXPECT_EQ(visit->params[0].role, Role::string_in);
    const Callback* row = l.api.callback(l.function("db_exec").params[1].callback->type);
    ASSERT_NE(row, nullptr);
    EXPECT_FALSE(row->is_typedef);
    EXPECT_EQ(row->c_name, "db_exec_row");
    EXPECT_EQ(row->user_data, 0u);
    EXPECT_EQ(row->signatures.first().kind, model::TypeKind::function);
    const CallbackUse& watch = *l.function("db_watch").params[1].callback;
    EXPECT_EQ(watch.lifetime, Lifetime::until);
    EXPECT_EQ(watch.until, "db_unwatch");
    EXPECT_EQ(watch.thread, CallbackThread::any);
    EXPECT_THAT(l.raw_reason("db_set_hook"), HasSubstr("how long"));
    EXPECT_THAT(l.raw_reason("db_walk"), HasSubstr("how long"));
    EXPECT_THAT(l.raw_reason("db_bare"), HasSubstr("without user data"));
}

TEST(ApiRoles, Properties) {
    const Lowered l =
        lower("typedef struct amp amp; void amp_free(amp *a);\n"
              "float amp_get_gain(const amp *a); void amp_set_gain(amp *a, float gain);\n"
              "void amp_set_only(amp *a, int x);\n"
              "int amp_get_odd(amp *a); void amp_set_odd(amp *a, float not_int);\n"
              "int amp_get_slow(amp *a) FFI_BLOCKING; int amp_get_indexed(amp *a, int i);\n"
              "int amp_size(amp *a); int amp_get_size(amp *a);\n"
              "int amp_peek(amp *a) FFI_METHOD(kind = getter, name = value);\n"
              "void amp_poke(amp *a, int v) FFI_METHOD(kind = setter, name = value);");
    EXPECT_EQ(l.findings(), "");
    EXPECT_EQ(l.function("amp_get_gain").kind, FunctionKind::getter);
    EXPECT_EQ(l.function("amp_get_gain").property, "gain");
    EXPECT_EQ(join(l.function("amp_get_gain").name.words), "gain");
    EXPECT_EQ(l.function("amp_set_gain").kind, FunctionKind::setter);
    EXPECT_EQ(l.function("amp_set_gain").property, "gain");
    EXPECT_EQ(l.function("amp_set_only").kind, FunctionKind::method) << "nothing to get";
    EXPECT_EQ(l.function("amp_get_odd").kind, FunctionKind::getter);
    EXPECT_EQ(l.function("amp_set_odd").kind, FunctionKind::method) << "another type";
    EXPECT_EQ(l.function("amp_get_slow").kind, FunctionKind::method) << "a property does not wait";
    EXPECT_EQ(l.function("amp_get_indexed").kind, FunctionKind::method);
    EXPECT_EQ(join(l.function("amp_size").name.words), "size");
    EXPECT_EQ(join(l.function("amp_get_size").name.words), "get_size");
    EXPECT_EQ(l.function("amp_peek").kind, FunctionKind::getter);
    EXPECT_EQ(l.function("amp_peek").property, "value");
    EXPECT_EQ(l.function("amp_poke").kind, FunctionKind::setter);
    EXPECT_EQ(l.function("amp_poke").property, "value");
}

TEST(ApiRoles, GettersComeBeforeTheirSettersAndBeside) {
    const Lowered l = lower(
        "FFI_HANDLE(amp, close = amp_free)\ntypedef struct amp amp; void amp_free(amp *a);\n"
        "void amp_set_gain(amp *a, float gain); int amp_size(amp *a); float amp_get_gain(amp *a);\n"
        "int amp_get_mode(amp *a); void amp_mute(amp *a); void amp_set_mode(amp *a, int mode);");
    std::vector<std::string> order;
    for (const std::size_t index : l.api.handle("amp")->functions)
        order.push_back(l.api.functions[index].c_name);
    EXPECT_THAT(order, testing::ElementsAre("amp_free", "amp_get_gain", "amp_set_gain", "amp_size",
                                            "amp_get_mode", "amp_set_mode", "amp_mute"));
}

TEST(ApiRoles, MethodsByAnnotation) {
    const Lowered l = lower(
        "typedef struct conn conn; void conn_close(conn *c); conn *connect_to(const char *where);\n"
        "int ping(const char *where) FFI_METHOD(of = conn, name = probe, kind = static);\n"
        "void send_all(int n, conn *c) FFI_METHOD(of = conn);");
    EXPECT_EQ(l.findings(), "");
    EXPECT_EQ(l.function("connect_to").kind, FunctionKind::constructor);
    EXPECT_EQ(l.function("ping").kind, FunctionKind::static_method);
    EXPECT_EQ(l.function("ping").handle, "conn");
    EXPECT_EQ(join(l.function("ping").name.words), "probe");
    EXPECT_EQ(l.function("send_all").kind, FunctionKind::static_method)
        << "the object is not first";
}

TEST(ApiRoles, WhatHasNoSafeFormSaysWhy) {
    const Lowered l =
        lower("#include <stdarg.h>\n"
              "struct hidden; struct holder { void *p; }; struct tail { int n; int v[]; };\n"
              "int v(const char *f, ...); static inline int in(int x) { return x; } int va(const "
              "char *f, va_list ap);\n"
              "int old(); void marked(void) FFI_RAW_ONLY; void addr(const struct holder *h); void "
              "grows(const struct tail *t); struct pair { int a; }; void kept(struct pair *r); "
              "long double "
              "ld(long double x);\n"
              "int bare(int *p); char *whose(void); int pp(int **p); extern int counter;\n"
              "__attribute__((visibility(\"hidden\"))) void secret(void);");
    EXPECT_EQ(l.raw_reason("v"), "it takes variable arguments");
    EXPECT_THAT(l.raw_reason("in"), HasSubstr("inline"));
    EXPECT_THAT(l.raw_reason("va"), HasSubstr("va_list"));
    EXPECT_THAT(l.raw_reason("old"), HasSubstr("prototype"));
    EXPECT_THAT(l.raw_reason("marked"), HasSubstr("FFI_RAW_ONLY"));
    EXPECT_THAT(l.raw_reason("addr"), HasSubstr("holds addresses"));
    EXPECT_THAT(l.raw_reason("grows"), HasSubstr("whose length only C knows"));
    EXPECT_THAT(l.raw_reason("kept"), HasSubstr("read, written or kept"));
    EXPECT_THAT(l.raw_reason("ld"), HasSubstr("long double"));
    EXPECT_THAT(l.raw_reason("bare"), HasSubstr("FFI_OUT"));
    EXPECT_THAT(l.raw_reason("whose"), HasSubstr("FFI_OWNED"));
    EXPECT_THAT(l.raw_reason("pp"), HasSubstr("pointer to a pointer"));
    EXPECT_THAT(l.raw_reason("counter"), HasSubstr("variable"));
    EXPECT_THAT(l.raw_reason("secret"), HasSubstr("hidden"));
    EXPECT_TRUE(l.api.functions.empty());
    EXPECT_EQ(l.findings(), "");
}

TEST(ApiRoles, ClangsNullability) {
    const Lowered l = lower("void f(const char *_Nullable a, const char *_Nonnull b, FFI_NULLABLE "
                            "const char *c, const char *d);\n"
                            "const char *_Nullable g(void); const char *h(void) FFI_NULLABLE;");
    const auto& p = l.function("f").params;
    EXPECT_TRUE(p[0].nullable);
    EXPECT_FALSE(p[1].nullable);
    EXPECT_TRUE(p[2].nullable);
    EXPECT_FALSE(p[3].nullable);
    EXPECT_TRUE(l.function("g").result.nullable);
    EXPECT_TRUE(l.function("h").result.nullable);
}

TEST(ApiRoles, ReservedParametersAreNotSeen) {
    const Lowered l = lower("int f(int a, FFI_RESERVED void *later, FFI_RESERVED unsigned flags);");
    EXPECT_EQ(l.findings(), "");
    EXPECT_EQ(l.function("f").params[1].role, Role::reserved);
    EXPECT_EQ(l.function("f").params[2].role, Role::reserved);
    EXPECT_FALSE(l.function("f").params[2].is_argument());
}

TEST(ApiRoles, FixedParametersAreConstants) {
    const Lowered l =
        lower("#define COPY ((void (*)(void *))-1)\n#define MODE 3\n"
              "void f(int a, FFI_FIXED(COPY) void (*release)(void *), FFI_FIXED(MODE) int m);");
    EXPECT_EQ(l.findings(), "");
    EXPECT_EQ(l.function("f").params[1].role, Role::reserved);
    EXPECT_EQ(l.function("f").params[1].fixed, "COPY");
    EXPECT_EQ(l.function("f").params[1].fixed_value, "-1") << "an address wraps";
    EXPECT_EQ(l.function("f").params[2].fixed, "MODE");
    EXPECT_EQ(l.function("f").params[2].fixed_value, "3");
}

TEST(ApiRoles, TheContractHasNoFindingAndNothingRaw) {
    clang::ReadOptions options;
    options.header = FFIGEN_SOURCE_DIR "/contract/rt_audio_ffi.h";
    Diagnostics diagnostics;
    const std::optional<model::Contract> contract = clang::read_contract(options, diagnostics);
    ASSERT_TRUE(contract.has_value());
    const Api api = api::lower(*contract, diagnostics);
    EXPECT_TRUE(diagnostics.empty()) << diagnostics.items().front().message;
    EXPECT_TRUE(api.raw_only.empty()) << api.raw_only.front().c_name;
    EXPECT_EQ(api.functions.size(), contract->functions.size());
    EXPECT_EQ(describe(api), describe(api::lower(*contract, diagnostics)));
}

} // namespace
} // namespace ffigen::api
