// Each A-diagnostic: the smallest header that has it, and what is said.
#include "api_fixture.hpp"

#include "rules/rules.hpp"

namespace ffigen::api {
namespace {

struct Case {
    const char* id;
    const char* header;
    const char* finding; ///< "entity: message" of the only finding
};

// Declarations that many cases share.
#define CONN "typedef struct conn conn; void conn_close(conn *c);\n"
#define RING                                                                                       \
    "typedef struct ring ring; typedef struct block { int x; } block; void ring_close(ring *r);\n"

const Case cases[] = {
    {"A01", "int f(__attribute__((annotate(\"ffi.outt\"))) int *p);",
     "f.p: unknown annotation 'ffi.outt'"},
    {"A02", "void f(void) FFI_OUT;", "f: FFI_OUT says nothing about a function"},
    {"A02", "typedef struct FFI_RPC r { int x; } r;", "r: FFI_RPC says nothing about a record"},
    {"A02", "__attribute__((annotate(\"ffi.module(x)\"))) void f(void);",
     "f: FFI_MODULE says nothing about a function"},
    {"A03", "void f(__attribute__((annotate(\"ffi.out(x)\"))) int *p);",
     "f.p: FFI_OUT takes no arguments"},
    {"A03", "void f(__attribute__((annotate(\"ffi.counted_by()\"))) const int *p, int n);",
     "f.p: FFI_COUNTED_BY takes 1 plain argument, not 0"},
    {"A03", "FFI_HANDLE(conn, closes = conn_close)\n" CONN,
     "lib.h: FFI_HANDLE has no argument 'closes'"},
    {"A03", "enum FFI_ERROR_ENUM(text = t) e { X }; const char *t(enum e c);",
     "e: FFI_ERROR_ENUM needs 'ok'"},
    {"A03", "FFI_HANDLE(conn, close = conn_close, threads = some)\n" CONN,
     "conn: 'threads = some' of FFI_HANDLE is none of safe, send and confined"},
    {"A03", CONN "void f(conn *c) FFI_METHOD(kind = ctor);",
     "f: 'kind = ctor' of FFI_METHOD is unknown"},
    {"A03", "void f(FFI_CALLBACK(user_data = d, lifetime = always) void (*c)(void *d), void *d);",
     "f.c: 'lifetime = always' of FFI_CALLBACK is unknown"},
    {"A03", "void f(FFI_CALLBACK(user_data = d, thread = some) void (*c)(void *d), void *d);",
     "f.c: 'thread = some' of FFI_CALLBACK is neither caller nor any"},
    {"A03", "typedef const char *(*c)(void) FFI_BORROWED_UNTIL(forever);",
     "c: 'forever' of FFI_BORROWED_UNTIL is no end of what a closure gives"},
    {"A12", "typedef int (*c)(void) FFI_BORROWED;",
     "c: 'c' is marked FFI_BORROWED but returns no text"},
    {"A13", "void f(FFI_CALLBACK(user_data = d, size = n) void (*c)(void *d), void *d, int n);",
     "f.c: 'f.c' is a function pointer, which has no size"},
    {"A03",
     RING "int g(ring *r, FFI_OUT block **b) FFI_LEND(cancel = h); int h(ring *r, block *b);",
     "g: FFI_LEND needs 'end'"},
    {"A04", "void f(FFI_OUT FFI_INOUT int *p);", "f.p: 'f.p' is marked both FFI_OUT and FFI_INOUT"},
    {"A04", "void f(void) FFI_REALTIME FFI_BLOCKING;",
     "f: 'f' is marked both FFI_REALTIME and FFI_BLOCKING"},
    {"A04", "typedef enum FFI_CLOSED FFI_FLAGS e { A = 1, B = 2 } e;",
     "e: 'e' is marked both FFI_FLAGS and FFI_CLOSED"},
    {"A04",
     "typedef void (*c)(void *u);\n"
     "void f(FFI_CALLBACK(user_data = u, lifetime = call) c c, void *u) FFI_NO_CALLBACK;",
     "f: 'f' is marked FFI_NO_CALLBACK, and takes a closure to call"},
    {"A04", "void f(FFI_RESERVED FFI_COUNTED_BY(n) const int *p, int n);",
     "f.p: 'f.p' is marked both FFI_RESERVED and FFI_COUNTED_BY"},
    {"A04", "#define MANY 4\nvoid f(FFI_COUNTED_BY(n) const int *p, FFI_FIXED(MANY) int n);",
     "f.n: 'n' is the count of 'p', and always the same by FFI_FIXED"},
    {"A04", "void f(FFI_OUT FFI_OUT int *p);", "f.p: FFI_OUT stands twice on 'f.p'"},
    {"A04", "void f(FFI_NULLABLE const char *_Nonnull p);",
     "f.p: 'f.p' is marked both FFI_NULLABLE and _Nonnull"},
    {"A04",
     "FFI_HANDLE(conn, close = conn_close)\nFFI_HANDLE(conn, close = conn_close, threads = "
     "send)\n" CONN,
     "conn: FFI_HANDLE stands twice for 'conn'"},
    {"A04",
     "FFI_ERROR_CODES(e, members = \"E_*\", ok = E_OK)\nFFI_ERROR_CODES(e, members = \"E_OK\", ok "
     "= "
     "E_OK)\n"
     "#define E_OK 0\n",
     "e: the error set 'e' is declared twice"},
    {"A05", "void f(FFI_COUNTED_BY(m) const int *p, int n);", "f.p: 'f' has no parameter 'm'"},
    {"A05", "void f(FFI_COUNTED_BY(p) const int *p);", "f.p: 'f.p' names itself"},
    {"A05", "void f(FFI_COUNTED_BY(*n) const int *p, const int *n);",
     "f.p: 'counted_by' has a '*' without a name on both sides"},
    {"A05", "struct r { FFI_COUNTED_BY(n) int *p; int m; };", "r.p: 'r' has no field 'n'"},
    {"A06", "FFI_HANDLE(conn, close = conn_clos)\n" CONN, "conn: there is no function 'conn_clos'"},
    {"A06", "FFI_HANDLE(con, close = conn_close)\n" CONN, "con: there is no type 'con'"},
    {"A06", "int f(void) FFI_STATUS(errors);", "f: there is no set of error codes 'errors'"},
    {"A06", "int f(FFI_OUT FFI_OWNED(fre) char **s); void free_it(void *p);",
     "f.s: there is no function 'fre'"},
    {"A06", "void f(FFI_FIXED(NONE) int n);", "f.n: there is no constant 'NONE'"},
    {"A06", "#define TEXT \"x\"\nvoid f(FFI_FIXED(TEXT) int n);",
     "f.n: 'TEXT' cannot be passed as 'f.n'"},
    {"A07", "void f(FFI_OUT int n);", "f.n: 'f.n' is marked FFI_OUT but is no pointer"},
    {"A07", "void f(FFI_OUT const int *n);", "f.n: 'f.n' is marked FFI_OUT but points to const"},
    {"A07", "void f(FFI_INOUT int n);", "f.n: 'f.n' is marked FFI_INOUT but is no pointer"},
    {"A07", CONN "void f(FFI_OUT conn *c);",
     "f.c: 'f.c' is a handle and is not written through its address"},
    {"A07", "struct r { int x; }; void f(FFI_ON_ERROR struct r *p);",
     "f.p: 'f.p' is marked FFI_ON_ERROR but not FFI_OUT"},
    {"A08", "void f(FFI_COUNTED_BY(n) const int *p, float n);",
     "f.p: 'f.n', which counts 'p', is no integer"},
    {"A08", "void f(FFI_COUNTED_BY(n) const int *p, size_t *n);",
     "f.p: 'f.n', which counts 'p', is no integer"},
    {"A08", "void f(FFI_OUT FFI_COUNTED_BY(n) int *p, int n, FFI_COUNT_OF(p) int w);",
     "f.w: 'f.w' cannot receive a number of elements"},
    {"A08", "struct r { FFI_COUNTED_BY(n) int *p; float n; };",
     "r.p: 'n', which counts 'r.p', is no integer"},
    {"A09", "void f(FFI_COUNTED_BY(n) int p, int n);", "f.p: 'f.p' is counted but is no pointer"},
    {"A09", "void f(FFI_OUT char *p);", "f.p: 'f.p' is a buffer of unknown size"},
    {"A09", "void f(FFI_OUT void *p);", "f.p: 'f.p' is a buffer of unknown size"},
    {"A09", "void f(FFI_OUT int *p, FFI_OUT FFI_COUNT_OF(p) int *n);",
     "f.n: 'f.n' counts 'f.p', which is no buffer"},
    {"A09", "void f(FFI_STRING int n);", "f.n: 'f.n' is marked FFI_STRING but is no 'char *'"},
    {"A09", "struct r { FFI_STRING int x; };",
     "r.x: 'r.x' is marked FFI_STRING but holds no characters"},
    {"A10", "FFI_HANDLE(conn, close = conn_end)\n" CONN "void conn_end(conn *c, int how);",
     "conn_end: 'conn_end' cannot close a 'conn'"},
    {"A10", "FFI_HANDLE(conn, close = other)\n" CONN "void other(int c);",
     "other: 'other' cannot close a 'conn'"},
    {"A10",
     "FFI_HANDLE(box, close = box_end)\ntypedef struct box box; static inline void box_end(box *b) "
     "{ (void)b; }",
     "box_end: 'box_end' closes 'box' but has no safe form"},
    {"A11",
     "void f(FFI_COUNTED_BY(n) const int *p, FFI_INOUT size_t *n, FFI_OUT FFI_COUNTED_BY(n) int "
     "*q);",
     "f.n: 'n' is the count, in and out, of 'p' and the count, in and out, of 'q'"},
    {"A11",
     "void f(FFI_CALLBACK(user_data = d) void (*c)(void *), FFI_SIZED_BY(n) void *d, int n);",
     "f.d: 'f.d' is user data and has another role as well"},
    {"A12", "int f(FFI_OUT char **s);", "f.s: who frees the string that 'f.s' gives is not said"},
    {"A12", "int f(FFI_OUT FFI_OWNED(end) char **s); void end(char *s, int n);",
     "end: 'end' is said to free what 'f.s' gives, but does not take one pointer"},
    {"A12", CONN "int f(FFI_OUT FFI_OWNED(drop) conn **c); void drop(void *c);",
     "f.c: 'f.c' is freed by 'drop', but objects of its type by 'conn_close'"},
    {"A12", "typedef struct part part; part *f(void) FFI_OWNED(drop); void drop(void *p);",
     "f: what 'f' returns is owned, but its type has no close function"},
    {"A12", "void f(FFI_OWNED(drop) int *n, int k); void drop(void *p);",
     "f.n: 'f.n' is marked FFI_OWNED but gives nothing to the caller"},
    {"A12", "typedef void (*c)(FFI_BORROWED int n);",
     "c.n: 'c.n' is marked FFI_BORROWED but gives nothing to the caller"},
    {"A12", "int f(void) FFI_BORROWED;", "f: 'f' is marked FFI_BORROWED but returns no pointer"},
    {"A13", "void f(FFI_CALLBACK(user_data = d) void (*c)(int), void *d);",
     "f.c: the callback 'f.c' gets no user data when it is called"},
    {"A13", "void f(FFI_CALLBACK(user_data = d) void (*c)(void *), int *d);",
     "f.d: 'f.d', the user data of 'c', is no 'void *'"},
    {"A13", "void f(FFI_CALLBACK(user_data = d) int c, void *d);",
     "f.c: 'f.c' is marked FFI_CALLBACK but is no function pointer"},
    {"A13", "void f(FFI_CALLBACK(user_data = d, lifetime = until) void (*c)(void *), void *d);",
     "f.c: 'f.c' may be called until some function ends it, but which is not said"},
    {"A13",
     "void f(FFI_CALLBACK(user_data = d, lifetime = once, until = g) void (*c)(void *), void *d); "
     "void g(void);",
     "f.c: 'f.c' has both another lifetime and 'until = g'"},
    {"A14", RING "int g(ring *r, block *b) FFI_LEND(end = h); int h(ring *r, block *b);",
     "g: 'g' lends, but has no FFI_OUT pointer to a pointer to a record"},
    {"A14", RING "int g(ring *r, FFI_OUT block **b) FFI_LEND(end = h); int h(block *b);",
     "h: 'h' cannot end the loan of 'g'"},
    {"A14", RING "int g(int n, FFI_OUT block **b) FFI_LEND(end = h); int h(ring *r, block *b);",
     "g: 'g' lends memory of no object: its first parameter is no handle"},
    {"A14",
     RING "int g(ring *r, FFI_OUT FFI_BORROWED_UNTIL(forever) block **b) FFI_LEND(end = h);\n"
          "int h(ring *r, block *b);",
     "g.b: 'g.b' is lent by 'g.r' until FFI_LEND's end, and marked FFI_BORROWED_UNTIL"},
    {"A14",
     RING "int g(ring *r, FFI_OUT FFI_INDEPENDENT block **b) FFI_LEND(end = h);\n"
          "int h(ring *r, block *b);",
     "g.b: 'g.b' is lent by 'g.r' until FFI_LEND's end, and marked FFI_INDEPENDENT"},
    {"A14",
     RING "int g(ring *r, FFI_OUT block **b) FFI_LEND(end = h) FFI_METHOD(kind = static);\n"
          "int h(ring *r, block *b);",
     "g: 'g' lends memory of 'g.r', and is marked FFI_METHOD(kind = static)"},
    {"A15", "FFI_HANDLE(number, close = f)\ntypedef int number; void f(number *n);",
     "number: 'number' cannot be a handle: it is no struct"},
    {"A15", "void f(FFI_CONSUMED int n);", "f.n: 'f.n' is marked FFI_CONSUMED but is no handle"},
    {"A15", "void f(FFI_ENDED int n);", "f.n: 'f.n' is marked FFI_ENDED but is no handle"},
    {"A16", "enum FFI_ERROR_ENUM(ok = FINE) e { OK, BAD }; enum e f(void);",
     "e: 'ok = FINE' is no enumerator of 'e'"},
    {"A16", "enum FFI_ERROR_ENUM(ok = OK, text = t) e { OK, BAD }; int t(enum e c);",
     "t: 't' is named as the text function of 'e' but is not 'const char *(code)'"},
    {"A16",
     "FFI_ERROR_CODES(e, members = \"E_BAD E_WORSE\", ok = E_OK)\n#define E_OK 0\n#define E_BAD "
     "1\n",
     "e: no integer constant is called 'E_WORSE'"},
    {"A16",
     "FFI_ERROR_CODES(e, members = \"E_BAD\", ok = E_OK)\n#define E_OK 0\n#define E_BAD 1\n#define "
     "ROW 2\n"
     "int f(void) FFI_STATUS(e, ok = ROW);",
     "f: 'ROW' is no code of 'e'"},
    {"A17",
     "FFI_ERROR_CODES(e, members = \"E_BAD\", ok = E_OK)\n#define E_OK 0\n#define E_BAD 1\n"
     "float f(void) FFI_STATUS(e);",
     "f: 'f' is marked FFI_STATUS but returns 'float'"},
    {"A17",
     "FFI_ERROR_CODES(e, members = \"E_BAD\", ok = E_OK)\n#define E_OK 0\n#define E_BAD 1\n"
     "unsigned long f(void) FFI_STATUS(e);",
     "f: 'f' is marked FFI_STATUS(e) but returns 'unsigned long'"},
    {"A17",
     "FFI_ERROR_CODES(e, members = \"E_BAD\", ok = E_OK)\n#define E_OK 0\n#define E_BAD 1\n"
     "typedef enum FFI_CLOSED s { L = 1, R = 2 } s; typedef s (*c)(void *u) FFI_STATUS(e);",
     "c: 'c' is marked FFI_STATUS(e) but returns 's'"},
    {"A17", "void f(void) FFI_ERRNO;",
     "f: 'f' is marked FFI_ERRNO but returns 'void', which is never negative or NULL"},
    {"A18", "void f(int n) FFI_METHOD(of = thing);",
     "f: 'thing' is no handle, so 'f' cannot be its method"},
    {"A18", CONN "void f(int n) FFI_METHOD(kind = method);",
     "f: 'f' belongs to no handle, so it can be no method"},
    {"A18", CONN "void f(conn *c, int n) FFI_METHOD(kind = getter);",
     "f: 'f' cannot be a getter of 'conn'"},
    {"A18", CONN "int f(int n) FFI_METHOD(of = conn, kind = constructor);",
     "f: 'f' cannot be a constructor of 'conn'"},
    {"A19", "void f(FFI_NULLABLE int n);", "f.n: 'f.n' is marked FFI_NULLABLE but is no pointer"},
    {"A19", "int f(void) FFI_NULLABLE;", "f: 'f' is marked FFI_NULLABLE but returns no pointer"},
    {"A19", "struct r { FFI_NULLABLE int x; };",
     "r.x: 'r.x' is marked FFI_NULLABLE but is no pointer"},
    {"A20", "FFI_MODULE(Demo)\nvoid f(void);", "lib.h: 'Demo' is no name for a package"},
    {"A20", "FFI_MODULE(demo, version = NONE)\nvoid f(void);",
     "lib.h: the module's version names 'NONE', which is no constant"},
    {"A20", "FFI_MODULE(demo, last_error = f)\nint f(void);",
     "f: 'f' is named as 'last_error' of the module but is not 'const char *(void)'"},
    {"A21", "void f(FFI_RANGE(5, 1) int n);", "f.n: the range of 'f.n' is empty: 5 is above 1"},
    {"A21", "struct r { FFI_RANGE(0, high) int x; };",
     "r.x: the range of 'r.x' is not made of two numbers"},
    {"A21", "struct q { int y; }; struct r { FFI_RANGE(0, 1) struct q x; };",
     "r.x: the range of 'r.x' stands on something that is no number"},
    {"A21", "void f(FFI_RANGE(0, n) int n);", "f.n: the range of 'f.n' ends at itself"},
    {"A21", "void f(FFI_RANGE(1, n) int i, int n);",
     "f.i: the range of 'f.i' begins at 1, which may be above 'n'"},
    {"A21", "void f(FFI_RANGE(0, n) unsigned i, int n);",
     "f.i: the range of 'f.i' ends at 'n', which is no integer of its type"},
    {"A21", "void f(FFI_RANGE(0, n) float x, float n);",
     "f.x: the range of 'f.x' ends at 'n', which is no integer of its type"},
    {"A21", "void f(FFI_COUNTED_BY(n) const int *data, int n, FFI_RANGE(0, n) int i);",
     "f.i: the range of 'f.i' ends at 'n', which the caller does not pass as a plain number"},
    {"A23", "void f(void) FFI_NAME(9lives);", "f: '9lives' is no name"},
};

class ApiDiagnostics : public testing::TestWithParam<Case> {};

TEST_P(ApiDiagnostics, SaysWhatWhereAndHowToMendIt) {
    const Case& expected = GetParam();
    const test::Lowered lowered = test::lower(expected.header);
    EXPECT_EQ(lowered.findings(), std::string(expected.id) + " " + expected.finding + "\n");
    for (const Diagnostic& diagnostic : lowered.diagnostics.items()) {
        EXPECT_EQ(diagnostic.severity, Severity::error);
        EXPECT_FALSE(diagnostic.remedy.empty());
        EXPECT_GT(diagnostic.where.line, 4u) << "the place is in the header";
        EXPECT_NE(rules::find_rule(diagnostic.id), nullptr);
    }
}

std::string case_name(const testing::TestParamInfo<Case>& info) {
    return std::string(info.param.id) + "_" + std::to_string(info.index);
}

INSTANTIATE_TEST_SUITE_P(All, ApiDiagnostics, testing::ValuesIn(cases), case_name);

TEST(ApiDiagnosticsTable, EveryRuleOfTheLoweringHasACase) {
    for (const rules::Rule& rule : rules::api_rules()) {
        // A30 and up are about side annotation files and have tests of their own.
        if (rule.id >= "A30")
            continue;
        EXPECT_TRUE(std::any_of(std::begin(cases), std::end(cases), [&](const Case& each) {
            return rule.id == each.id;
        })) << rule.id;
    }
}

TEST(ApiDiagnosticsTable, NearNamesAreSuggested) {
    const test::Lowered lowered =
        test::lower("void f(FFI_COUNTED_BY(legnth) const int *p, size_t length);");
    ASSERT_EQ(lowered.diagnostics.items().size(), 1u);
    EXPECT_EQ(lowered.diagnostics.items()[0].remedy, "did you mean 'length'?");
}

TEST(ApiDiagnosticsTable, TheRemedyForACountFitsWhatIsCounted) {
    const auto remedy = [](const std::string& buffer) {
        const auto lowered =
            test::lower("int f(FFI_OUT FFI_COUNTED_BY(n) " + buffer + ", FFI_OUT size_t *n);");
        return lowered.diagnostics.items().at(0).remedy;
    };
    EXPECT_NE(remedy("int *some").find("FFI_INOUT"), std::string::npos);
    EXPECT_NE(remedy("int ***all").find("FFI_RAW_ONLY"), std::string::npos);
}

} // namespace
} // namespace ffigen::api
