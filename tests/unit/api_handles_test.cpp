#include "api_fixture.hpp"

#include "api/names.hpp"

namespace ffigen::api {
namespace {

using test::lower;
using test::Lowered;
using testing::HasSubstr;

TEST(ApiHandles, HandlesNeedNoAnnotation) {
    const Lowered l =
        lower("typedef struct conn conn;\n"
              "int conn_open(const char *name, conn **out); void conn_close(conn *c); conn "
              "*conn_dup(conn *c);\n"
              "int conn_send(conn *c, int value); const char *conn_name(const conn *c);\n"
              "int conn_close_v2(conn *c); int conn_version(void); void other(conn *c);");
    EXPECT_EQ(l.findings(), "");
    ASSERT_EQ(l.api.handles.size(), 1u);
    const Handle& handle = l.api.handles[0];
    EXPECT_EQ(handle.close, "conn_close");
    EXPECT_EQ(handle.threads, Threads::confined);
    EXPECT_FALSE(handle.close_takes_null);
    EXPECT_EQ(l.function("conn_open").kind, FunctionKind::constructor);
    EXPECT_EQ(join(l.function("conn_open").name.words), "open");
    EXPECT_EQ(l.function("conn_open").params[1].role, Role::handle_out);
    EXPECT_EQ(l.function("conn_open").params[1].release, "conn_close");
    EXPECT_EQ(l.function("conn_close").kind, FunctionKind::close);
    EXPECT_THAT(l.raw_reason("conn_dup"), HasSubstr("who ends the object")) << "a name is no word";
    EXPECT_EQ(l.function("conn_send").kind, FunctionKind::method);
    EXPECT_EQ(join(l.function("conn_send").name.words), "send");
    EXPECT_EQ(l.function("conn_name").result.role, ResultRole::string);
    EXPECT_EQ(l.function("conn_version").kind, FunctionKind::static_method);
    EXPECT_THAT(l.raw_reason("other"), HasSubstr("whether it ends"));
    EXPECT_THAT(l.raw_reason("conn_close_v2"), HasSubstr("end it twice"));
    EXPECT_EQ(handle.functions.size(), 5u);
}

TEST(ApiHandles, HandlesBehindPointerTypedefs) {
    const Lowered l = lower(
        "typedef struct file_s *File; File file_open(const char *path); int file_close(File f);\n"
        "int file_read(File f, FFI_OUT FFI_SIZED_BY(size) void *to, unsigned size);");
    EXPECT_EQ(l.findings(), "");
    ASSERT_EQ(l.api.handles.size(), 1u);
    EXPECT_EQ(join(l.api.handles[0].name.words), "file");
    EXPECT_EQ(l.function("file_open").result.role, ResultRole::handle);
    EXPECT_EQ(l.function("file_open").result.release, "file_close");
    EXPECT_EQ(l.function("file_read").params[0].role, Role::handle);
    EXPECT_EQ(l.function("file_read").params[1].role, Role::slice_out);
}

TEST(ApiHandles, ObjectsWithoutCloseBelongToOthers) {
    const Lowered l = lower("FFI_HANDLE(port)\n"
                            "typedef struct host host; typedef struct port port;\n"
                            "host *host_new(void); void host_free(host *h);\n"
                            "port *host_add_port(host *h, const char *name); int port_level(port "
                            "*p); int port_make(port **out);");
    EXPECT_EQ(l.api.handle("port")->close, "");
    EXPECT_EQ(l.function("host_add_port").result.role, ResultRole::borrowed_handle);
    EXPECT_EQ(l.function("port_level").kind, FunctionKind::method);
    EXPECT_THAT(l.raw_reason("port_make"), HasSubstr("no function ends"));
}

TEST(ApiHandles, StatedHandles) {
    const Lowered l = lower("FFI_HANDLE(box, close = box_end, threads = safe)\n"
                            "typedef struct box { int inside; } box;\n"
                            "FFI_ERROR_CODES(box_error, members = \"BOX_*\", ok = BOX_OK)\n"
                            "#define BOX_OK 0\n#define BOX_FULL 1\n"
                            "int box_end(FFI_NULLABLE box *b) FFI_STATUS(box_error);\n"
                            "int box_start(FFI_OUT FFI_ON_ERROR box **b) FFI_STATUS(box_error);\n"
                            "void box_give(FFI_CONSUMED box *b);");
    EXPECT_EQ(l.findings(), "");
    ASSERT_EQ(l.api.handles.size(), 1u);
    EXPECT_EQ(l.api.handles[0].threads, Threads::safe);
    EXPECT_TRUE(l.api.handles[0].close_takes_null);
    EXPECT_TRUE(l.api.handles[0].close_has_status);
    EXPECT_TRUE(l.api.records.empty()) << "a handle is no record";
    EXPECT_TRUE(l.function("box_start").params[0].on_error);
    EXPECT_EQ(l.function("box_give").params[0].role, Role::handle_consumed);
}

TEST(ApiHandles, WhatOthersMayEndBeforeItIsCopiedStaysRaw) {
    const std::string header =
        "typedef struct hub hub; hub *hub_open(void); void hub_close(hub *h);\n"
        "void hub_rename(hub *h, int number);\n"
        "FFI_BORROWED const char *hub_name(const hub *h);\n"
        "FFI_BORROWED FFI_COUNTED_BY(n) const int *hub_all(const hub *h, FFI_OUT int *n);\n"
        "FFI_BORROWED_UNTIL(close) const char *hub_kind(const hub *h);\n";
    const auto safe = test::lower("FFI_HANDLE(hub, close = hub_close, threads = safe)\n" + header);
    for (const char* name : {"hub_name", "hub_all"})
        EXPECT_THAT(safe.raw_reason(name), HasSubstr("another thread may change")) << name;
    EXPECT_EQ(safe.function("hub_kind").result.role, ResultRole::string);
    const auto sent =
        test::lower("FFI_HANDLE(hub, close = hub_close, threads = send)\n" + header +
                    "FFI_BORROWED const char *hub_now(const hub *h) FFI_THREAD_SAFE;");
    EXPECT_EQ(sent.function("hub_name").result.role, ResultRole::string);
    EXPECT_THAT(sent.raw_reason("hub_now"), HasSubstr("another thread may change"));
}

} // namespace
TEST(ApiHandles, WhatBelongsToAnEndedObjectGoesWithIt) {
    const auto l = test::lower(
        "FFI_HANDLE(box, close = box_close)\ntypedef struct box box; typedef struct r { int x; } "
        "r;\n"
        "box *box_open(void); void box_close(box *b);\n"
        "const char *text(FFI_ENDED box *b); const r *record(FFI_ENDED box *b) FFI_BORROWED;\n"
        "const char *taken(FFI_CONSUMED box *b) FFI_BORROWED_UNTIL(close);\n"
        "const char *stays(FFI_ENDED box *b) FFI_BORROWED_UNTIL(forever);\n"
        "void out(FFI_ENDED box *b, FFI_OUT FFI_BORROWED FFI_COUNTED_BY(n) const int **d,\n"
        "         FFI_OUT size_t *n);");
    EXPECT_EQ(l.findings(), "");
    for (const char* name : {"text", "record", "taken", "out"})
        EXPECT_THAT(l.raw_reason(name), testing::HasSubstr("ends or takes over")) << name;
    EXPECT_EQ(l.function("stays").result.role, ResultRole::string);
}

} // namespace ffigen::api
