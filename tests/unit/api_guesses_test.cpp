// What the header does not say: no name makes a function safe that it leaves open.
#include "api_fixture.hpp"

namespace ffigen::api {
namespace {

using testing::HasSubstr;

TEST(ApiGuesses, TextWithALengthBesideItNeedNotEndWithNul) {
    const auto l = test::lower(
        "void a(const char *name, size_t size); void b(const char *zSql, int nByte);\n"
        "void c(const char *text, int textlen, int n); void d(const char *, int);\n"
        "void e(const char *a, const char *b, unsigned count); void f(int len, const char *s);\n"
        "int opens(const char *path, int flags, int mode); int finds(const char *s, int c);\n"
        "void said(FFI_STRING const char *text, size_t size);\n"
        "void counted(FFI_COUNTED_BY(n) const char *text, int n, int limit);\n"
        "int reads(FFI_OUT FFI_COUNTED_BY(n) char *to, int n, const char *name);");
    EXPECT_EQ(l.findings(), "");
    for (const char* name : {"a", "b", "c", "d", "e", "f"})
        EXPECT_THAT(l.raw_reason(name), HasSubstr("ends with NUL")) << name;
    for (const char* name : {"opens", "finds", "said", "counted"})
        EXPECT_EQ(l.function(name).params[0].role, Role::string_in) << name;
    EXPECT_EQ(l.function("reads").params[2].role, Role::string_in);
}

TEST(ApiGuesses, AClosureSeesNoRecordWhereALengthMayBeZero) {
    const auto l =
        test::lower("typedef struct r { int x; } r;\n"
                    "typedef void (*seen)(void *u, const r *rs, size_t n);\n"
                    "typedef void (*at)(void *u, const r *one, size_t index);\n"
                    "typedef void (*said)(void *u, FFI_ONE const r *one, size_t n);\n"
                    "void f(FFI_CALLBACK(user_data = u, lifetime = call) seen c, void *u);\n"
                    "void g(FFI_CALLBACK(user_data = u, lifetime = call) at c, void *u);\n"
                    "void h(FFI_CALLBACK(user_data = u, lifetime = call) said c, void *u);");
    EXPECT_EQ(l.findings(), "");
    EXPECT_THAT(l.raw_reason("f"), HasSubstr("mark it FFI_ONE or FFI_COUNTED_BY"));
    for (const char* name : {"g", "h"})
        EXPECT_EQ(l.function(name).params[0].role, Role::callback) << name;
}

TEST(ApiGuesses, ObjectsComeOutOfWhatMakesThemAlone) {
    const auto l =
        test::lower("typedef struct db db; typedef struct row row; void db_close(db *d);\n"
                    "void row_free(row *r); int db_open(const char *path, db **d);\n"
                    "int db_current(db **d); int db_prepare(db *d, const char *sql, row **r);\n"
                    "int db_next(db *d, FFI_OUT row **r);");
    EXPECT_EQ(l.function("db_open").params[1].release, "db_close");
    EXPECT_THAT(l.raw_reason("db_current"), HasSubstr("mark it FFI_OUT"));
    EXPECT_THAT(l.raw_reason("db_prepare"), HasSubstr("mark it FFI_OUT"));
    EXPECT_EQ(l.function("db_next").params[1].release, "row_free");
}

TEST(ApiGuesses, AnotherObjectMayBeKept) {
    const std::string header = "typedef struct list list; typedef struct item item;\n"
                               "list *list_new(void); void list_free(list *l);\n"
                               "item *item_new(void); void item_free(item *i);\n"
                               "void list_append(list *l, item *i);\n"
                               "int list_has(const list *l, const item *i);\n";
    const auto open = test::lower(header);
    EXPECT_THAT(open.raw_reason("list_append"), HasSubstr("keeps or takes over"));
    EXPECT_EQ(open.function("list_has").params[1].role, Role::handle);
    const std::string stated = "FFI_HANDLE(item, close = item_free)\n" + header;
    EXPECT_THAT(test::lower(stated).raw_reason("list_append"), HasSubstr("closed under it"));
    const auto said =
        test::lower(stated + "void list_match(list *l, const item *i) FFI_HARMLESS;\n"
                             "void list_all(list *l, FFI_COUNTED_BY(n) item *const *items, "
                             "size_t n);\n");
    EXPECT_EQ(said.function("list_match").params[1].role, Role::handle);
    EXPECT_THAT(said.raw_reason("list_all"), HasSubstr("closed under it"));
}

TEST(ApiGuesses, WhatBelongsToAnObjectMayBeGivenToIt) {
    const auto said = test::lower(
        "FFI_HANDLE(page, close = page_close) typedef struct page page;\n"
        "FFI_HANDLE(view, close = view_close) typedef struct view view;\n"
        "page *page_new(void); void page_close(page *p); void view_close(view *v);\n"
        "FFI_OWNED(view_close) view *page_view(page *p); void page_show(page *p, view *v);\n"
        "void view_turn(view *v, page *p); void page_swap(page *p, page *other);\n");
    for (const char* name : {"page_show", "view_turn"})
        EXPECT_EQ(said.function(name).params[1].role, Role::handle) << name;
    EXPECT_THAT(said.raw_reason("page_swap"), HasSubstr("closed under it"));
}

TEST(ApiGuesses, WhatMayEndAnObjectStaysRaw) {
    const std::string header = "typedef struct job job; job *job_new(int kind);\n"
                               "void job_free(job *j); int job_finish(job *j);\n"
                               "int job_commit(job *j); void job_destroy(job *j, int force);\n"
                               "int job_run(job *j); int job_put(job *j, int value);\n";
    const auto open = test::lower(header);
    for (const char* name : {"job_finish", "job_commit", "job_destroy"})
        EXPECT_THAT(open.raw_reason(name), HasSubstr("end it twice")) << name;
    for (const char* name : {"job_run", "job_put"})
        EXPECT_EQ(open.function(name).params[0].role, Role::handle) << name;
    const auto said = test::lower("FFI_HANDLE(job, close = job_free)\n" + header);
    for (const char* name : {"job_finish", "job_commit", "job_destroy"})
        EXPECT_EQ(said.function(name).params[0].role, Role::handle) << name;
}

TEST(ApiGuesses, WhatAFunctionIsCalledMayLeaveItsEndOpen) {
    const std::string header =
        "typedef struct peer peer; peer *peer_new(void); void peer_free(peer *p);\n"
        "void peer_bye(peer *p); int peer_hang_up(peer *p, int how);\n"
        "void peer_dispose(const peer *p); void finishPeer_r(peer *p, const char *why);\n"
        "int peer_send(peer *p, int byte); int peer_color(const peer *p);\n"
        "double peer_elapsed(peer *p); void peer_line(peer *p, int x, int y);\n"
        "int peer_is_open(peer *p); void peer_say(peer *p, const char *text);\n"
        "void peer_pat(peer *p) FFI_METHOD(name = pat);\n";
    const auto open = test::lower(header);
    for (const char* name : {"peer_bye", "peer_hang_up", "peer_dispose", "finishPeer_r"})
        EXPECT_NE(open.raw_reason(name), "") << name;
    for (const char* name : {"peer_send", "peer_color", "peer_elapsed", "peer_line", "peer_is_open",
                             "peer_say", "peer_pat"})
        EXPECT_EQ(open.function(name).params[0].role, Role::handle) << name;
    const auto said = test::lower("FFI_HANDLE(peer, close = peer_free)\n" + header);
    for (const char* name : {"peer_bye", "peer_hang_up"})
        EXPECT_EQ(said.function(name).params[0].role, Role::handle) << name;
    // What frees another's result is said as well.
    const auto heard = test::lower("typedef struct peer peer; void peer_free(peer *p);\n"
                                   "FFI_OWNED(peer_free) peer *peer_new(void);\n"
                                   "void peer_bye(peer *p);\n");
    EXPECT_EQ(heard.function("peer_bye").params[0].role, Role::handle);
    // glibc's FILE: what most functions say closes the objects, and popen's is another thing.
    const auto file =
        test::lower("typedef struct file file; int fileshut(file *f); int pileshut(file *f);\n"
                    "FFI_OWNED(pileshut) file *pileopen(void);\n"
                    "FFI_OWNED(fileshut) file *fopen_it(const char *name);\n"
                    "FFI_OWNED(fileshut) file *fopen_too(int fd); int file_char(file *f);\n");
    EXPECT_EQ(file.findings(), "");
    EXPECT_EQ(file.api.handle("file")->close, "fileshut");
    EXPECT_EQ(file.function("fopen_it").result.release, "fileshut");
    EXPECT_EQ(file.function("file_char").params[0].role, Role::handle);
    EXPECT_THAT(file.raw_reason("pileopen"), HasSubstr("'pileshut' frees the object"));
}

TEST(ApiGuesses, ArraysOfUnsaidLengthAndKindStayRaw) {
    const auto l = test::lower(
        "typedef struct spot { int x, y; } spot; typedef struct far far;\n"
        "typedef struct old { int n; int items[1]; } old;\n"
        "typedef struct padded { int n; char reserved[1]; } padded;\n"
        "void a(const char name[16]); void b(const spot s[]); void c(const spot *s, const spot "
        "*end);\n"
        "void d(const char *s, const char *last); void e(const old *o); void f(old o);\n"
        "void g(FFI_COUNTED_BY(n) const far *f, int n); void h(const char *s, int k);\n"
        "void said(FFI_STRING const char name[16]); void one(FFI_ONE const spot s[]);\n"
        "void two(const spot *a, const spot *b); void kept(const padded *p);\n"
        "void both(FFI_ONE const spot *s, FFI_ONE const spot *end);\n"
        "int finds(const char *s, int c);");
    EXPECT_EQ(l.findings(), "");
    for (const char* name : {"a", "b", "c", "d", "e", "f", "g", "h"})
        EXPECT_NE(l.raw_reason(name), "") << name;
    for (const char* name : {"said", "one", "two", "kept", "both", "finds"})
        EXPECT_FALSE(l.function(name).params.empty()) << name;
}

TEST(ApiGuesses, NumbersMayBeAddressesAndWhatIsEnded) {
    const std::string header =
        "typedef struct job job; job *job_new(void); void job_free(job *j);\n"
        "typedef __UINTPTR_TYPE__ uintptr_t; typedef struct area { uintptr_t base; } area;\n"
        "int a(uintptr_t at) WORD; int b(const area *at) WORD; int port_close(int port) WORD;\n"
        "int closefrom(int low) WORD; void job_quit(void) WORD; int fork(void) WORD;\n"
        "int opens(int port); int job_closed(void); int reads(FFI_UNIT(\"bytes\") uintptr_t at);\n";
    const auto open = test::lower("#define WORD\n" + header);
    for (const char* name : {"a", "b"})
        EXPECT_THAT(open.raw_reason(name), HasSubstr("is an address")) << name;
    for (const char* name : {"port_close", "closefrom"})
        EXPECT_THAT(open.raw_reason(name), HasSubstr("FFI_HARMLESS")) << name;
    EXPECT_THAT(open.raw_reason("job_quit"), HasSubstr("objects"));
    EXPECT_THAT(open.raw_reason("fork"), HasSubstr("process"));
    for (const char* name : {"opens", "job_closed", "reads"})
        EXPECT_EQ(open.function(name).c_name, name);
    const auto said = test::lower("#define WORD FFI_HARMLESS\n" + header);
    EXPECT_EQ(said.findings(), "");
    for (const char* name : {"a", "b", "port_close", "closefrom", "job_quit", "fork"})
        EXPECT_EQ(said.function(name).c_name, name);
}

TEST(ApiGuesses, WhatMayEndTheLibraryStaysRaw) {
    // The library's own object is gone as well, though nobody closes it.
    const std::string header =
        "typedef struct screen screen; FFI_HANDLE(screen)\n"
        "screen *screen_main(void) FFI_BORROWED; int screen_width(const screen *s);\n"
        "void lib_Close(void) WORD; void lib_CleanupParser(void) WORD; void lib_exit(void) WORD;\n"
        "void lib_QuitSubSystem(unsigned flags) WORD; void lib_deinitialize(void) WORD;\n"
        "void lib_release(void) WORD; void end_frame(void); int lib_is_shutdown(void);\n"
        "void barrier_release_function(void); void flush_exit_list(int n);\n";
    const auto open = test::lower("#define WORD\n" + header);
    const std::array ending{"lib_Close",         "lib_CleanupParser", "lib_exit",
                            "lib_QuitSubSystem", "lib_deinitialize",  "lib_release"};
    for (const char* name : ending)
        EXPECT_THAT(open.raw_reason(name), HasSubstr("objects of the library")) << name;
    for (const char* name :
         {"end_frame", "lib_is_shutdown", "barrier_release_function", "flush_exit_list"})
        EXPECT_EQ(open.function(name).c_name, name);
    const auto said = test::lower("#define WORD FFI_HARMLESS\n" + header);
    for (const char* name : ending)
        EXPECT_EQ(said.function(name).c_name, name);
    const auto none = test::lower("void lib_close(void); void lib_quit(int flags);");
    for (const char* name : {"lib_close", "lib_quit"})
        EXPECT_EQ(none.function(name).c_name, name);
}

TEST(ApiGuesses, LengthsOfWhatOnlyRawCodeFillsStayRaw) {
    const std::string header =
        "typedef struct scan scan; FFI_HANDLE(scan, close = scan_free)\n"
        "scan *scan_new(void); void scan_free(scan *s); void *scan_buffer(scan *s, int size);\n"
        "int scan_parse_buffer(scan *s, int len, int is_last) WORD;\n"
        "int scan_parse_range(scan *s, FFI_RANGE(0, 8) int len); void scan_resize(scan *s, int "
        "len);\n"
        "const void *scan_text(scan *s); int scan_skip_text(scan *s, int len);\n";
    const auto open = test::lower("#define WORD\n" + header);
    EXPECT_EQ(open.findings(), "");
    EXPECT_THAT(open.raw_reason("scan_parse_buffer"), HasSubstr("'scan_buffer' gave"));
    for (const char* name : {"scan_parse_range", "scan_resize", "scan_skip_text"})
        EXPECT_EQ(open.function(name).c_name, name);
    const auto said = test::lower("#define WORD FFI_HARMLESS\n" + header);
    EXPECT_EQ(said.function("scan_parse_buffer").c_name, "scan_parse_buffer");
}

TEST(ApiGuesses, ObjectsAreEndedWhereverTheyStand) {
    const auto l = test::lower(
        "typedef struct job job; job *job_new(void); void job_free(job *j);\n"
        "void job_destroy(int force, job *j); void job_finish(job *j, int force);\n"
        "void job_detach(job *j); int job_put(job *j, int value); void job_ends(const job *j);\n"
        "void destroy_job(int force, job *j);");
    for (const char* name : {"job_destroy", "job_finish", "job_detach", "destroy_job"})
        EXPECT_THAT(l.raw_reason(name), HasSubstr("end it twice")) << name;
    for (const char* name : {"job_put", "job_ends"})
        EXPECT_EQ(l.function(name).params[0].role, Role::handle) << name;
}

TEST(ApiGuesses, WhoseAnObjectIsNobodyGuesses) {
    const std::string header =
        "typedef struct shop shop; typedef struct item item; typedef struct key key;\n"
        "shop *shop_new(void); void shop_free(shop *s); key *key_new(void); void key_free(key "
        "*k);\n"
        "item *shop_first(shop *s); const key *shop_key(const shop *s); const shop "
        "*shop_best(void);\n"
        "void shop_use(shop *s, const key *k); int key_equal(const key *a, const key *b);\n"
        "int item_size(const item *i);";
    const auto open = test::lower(header);
    for (const char* name : {"shop_first", "shop_key", "shop_best"})
        EXPECT_THAT(open.raw_reason(name), HasSubstr("whose the object is")) << name;
    EXPECT_THAT(open.raw_reason("shop_use"), HasSubstr("keeps"));
    EXPECT_EQ(open.function("key_equal").params[1].role, Role::handle);
    const auto said = test::lower("FFI_HANDLE(item) FFI_HANDLE(key, close = key_free)\n" + header);
    EXPECT_EQ(said.function("shop_first").result.role, ResultRole::borrowed_handle);
    // Somebody can end keys: until when this one is there is for a word to say.
    EXPECT_THAT(said.raw_reason("shop_key"), HasSubstr("until when, is not said"));
    const auto borrowed =
        test::lower("FFI_HANDLE(item) FFI_HANDLE(key, close = key_free)\n" + header +
                    "FFI_BORROWED_UNTIL(close) const key *shop_its(const shop *s);");
    EXPECT_EQ(borrowed.function("shop_its").result.role, ResultRole::borrowed_handle);
    EXPECT_EQ(borrowed.function("shop_use").params[1].role, Role::handle);
}

TEST(ApiGuesses, NothingOfTheCallersIsFreed) {
    const auto api = test::lower(
        "FFI_HANDLE(pool, close = pool_close) typedef struct pool pool; pool *pool_open(void);\n"
        "void pool_close(pool *p); typedef struct { int a; } point;\n"
        "FFI_OWNED(verse_drop) char *verse(void); void verse_drop(const char *v);\n"
        "int take(FFI_OUT FFI_OWNED(word_away) char **w); void word_away(FFI_STRING const char "
        "*w);\n"
        "void pool_free_text(pool *p, const char *t); void text_dealloc(const char *t);\n"
        "void delete_string(const char *t); void point_delete(const point *p);\n"
        "void freestr(const char *t); void key_delete(const char *key);\n"
        "void free_named(FFI_STRING const char *t);\n"
        "void free_like(const char *t, double n) FFI_HARMLESS;");
    for (const char* name : {"verse_drop", "word_away"})
        EXPECT_THAT(api.raw_reason(name), HasSubstr("frees what others give")) << name;
    for (const char* name :
         {"pool_free_text", "text_dealloc", "delete_string", "point_delete", "freestr"})
        EXPECT_THAT(api.raw_reason(name), HasSubstr("seems to free")) << name;
    for (const char* name : {"key_delete", "free_named", "free_like", "verse", "take"})
        EXPECT_EQ(api.function(name).c_name, name);
}

TEST(ApiGuesses, WhatAnyThreadChangesIsNotLookedAtMeanwhile) {
    const std::string header =
        "FFI_HANDLE(box, close = box_free, threads = send)\n"
        "typedef struct box box; box *box_new(void); void box_free(box *b);\n"
        "FFI_BORROWED const char *box_name(const box *b);\n"
        "FFI_BORROWED_UNTIL(close) const char *box_kind(const box *b);\n";
    EXPECT_EQ(test::lower(header + "void box_post(box *b, int v);").function("box_name").c_name,
              "box_name");
    EXPECT_EQ(test::lower(header + "int box_peek(const box *b) FFI_THREAD_SAFE;")
                  .function("box_name")
                  .c_name,
              "box_name");
    const auto raced = test::lower(header + "void box_post(box *b, int v) FFI_THREAD_SAFE;");
    EXPECT_THAT(raced.raw_reason("box_name"), HasSubstr("before what this one gives is copied"));
    EXPECT_EQ(raced.function("box_kind").c_name, "box_kind");
}

TEST(ApiGuesses, OneObjectForManyThreadsIsAFormOfItsOwn) {
    const std::string header =
        "FFI_HANDLE(hub, close = hub_free, threads = safe)\n"
        "FFI_HANDLE(box, close = box_unref, retain = box_ref, threads = send)\n"
        "FFI_HANDLE(page, threads = send) FFI_HANDLE(row, close = row_free, threads = send)\n"
        "typedef struct hub hub; typedef struct box box; typedef struct page page;\n"
        "typedef struct row row; void hub_free(hub *h); void box_ref(box *b);\n"
        "void box_unref(box *b); void row_free(row *r);\n"
        "FFI_OWNED(box_unref) box *box_shared(void); FFI_OWNED(box_unref) box *box_new(void);\n"
        "FFI_BORROWED page *hub_page(hub *h); FFI_BORROWED page *row_page(row *r);\n"
        "int hub_row(hub *h, FFI_OUT row **r); FFI_OWNED(box_unref) box *row_box(row *r);\n";
    const auto all = test::lower(header);
    for (const char* name : {"box_shared", "box_new", "hub_page", "row_page", "hub_row", "row_box"})
        EXPECT_EQ(all.function(name).c_name, name);
    const auto some = test::lower(header, Forms::all().without(Form::many_ways));
    for (const char* name : {"box_shared", "hub_page"})
        EXPECT_THAT(some.raw_reason(name), HasSubstr("several threads")) << name;
    for (const char* name : {"box_new", "row_page", "hub_row", "row_box"})
        EXPECT_EQ(some.function(name).c_name, name);
}

TEST(ApiGuesses, ClosuresGiveValuesAndGetTextThatEnds) {
    const auto l = test::lower(
        "typedef struct view { const char *at; unsigned size; } view;\n"
        "typedef struct spot { int x, y; } spot;\n"
        "typedef const char *(*namer)(int i, void *user); typedef view (*viewer)(void *user);\n"
        "typedef void (*filler)(view *v, void *user); typedef spot (*placer)(void *user);\n"
        "typedef void (*reader)(const char *s, int len, void *user);\n"
        "typedef void (*teller)(int level, const char *s, void *user);\n"
        "#define CALLED FFI_CALLBACK(user_data = user, lifetime = call)\n"
        "void name(CALLED namer f, void *user); void show(CALLED viewer f, void *user);\n"
        "void fill(CALLED filler f, void *user); void place(CALLED placer f, void *user);\n"
        "void read(CALLED reader f, void *user); void tell(CALLED teller f, void *user);\n"
        "typedef struct table { namer name; placer place; } table;\n"
        "void use(CALLED const table *t, void *user);");
    EXPECT_EQ(l.findings(), "");
    for (const char* name : {"name", "use"})
        EXPECT_THAT(l.raw_reason(name), HasSubstr("reads the text that 'namer' returns")) << name;
    EXPECT_THAT(l.raw_reason("show"), HasSubstr("returns is an address"));
    EXPECT_THAT(l.raw_reason("fill"), HasSubstr("change addresses"));
    EXPECT_THAT(l.raw_reason("read"), HasSubstr("ends with NUL"));
    for (const char* name : {"place", "tell"})
        EXPECT_EQ(l.function(name).params[0].role, Role::callback) << name;
}

TEST(ApiGuesses, KernelsTakeNumbersForAddresses) {
    const auto l =
        test::lower("long psx_syscall3(long nr, long a, long b, long c);\n"
                    "int cap_prctl(long op, long a); int my_ioctl(int fd, int request);\n"
                    "long psx_syscall_count(FFI_RANGE(0, 9) long which);");
    for (const char* name : {"psx_syscall3", "cap_prctl"})
        EXPECT_THAT(l.raw_reason(name), HasSubstr("kernel")) << name;
    for (const char* name : {"my_ioctl", "psx_syscall_count"})
        EXPECT_EQ(l.raw_reason(name), "") << name;
}

TEST(ApiGuesses, CommentsSayWhatIsKept) {
    const auto l = test::lower(
        "/** Sets it. The string is\n * not copied. */\nint set_name(const char *name);\n"
        "/** @param v must not be freed until the end. */\nint put(const char *v);\n"
        "/** Not copied, but harmless. */\nint peek(const char *v) FFI_HARMLESS;\n"
        "/** The result must not be freed. */\nconst char *get(const char *name);\n"
        "/** It is not copied. */\nint number(int n);");
    for (const char* name : {"set_name", "put"})
        EXPECT_THAT(l.raw_reason(name), HasSubstr("comment")) << name;
    for (const char* name : {"peek", "get", "number"})
        EXPECT_EQ(l.raw_reason(name), "") << name;
}

TEST(ApiGuesses, NamesShowWhatIsKeptEndedOrShared) {
    const auto l = test::lower(
        "typedef struct box box; box *box_new(void); void box_free(box *b);\n"
        "int box_drop(box *b, const char *why); int box_finalise(box *b, int a, int c);\n"
        "void box_free_all(void); void box_clear_all(void); void box_set_current(box *b);\n"
        "box *box_open_cached(const char *p); box *box_create_or_get(const char *p);\n"
        "int quark_from_static_string(const char *s); \n"
        "void openlog(const char *ident, int option, int facility);\n"
        "void name_no_copy(const char *s); int daemon(int a, int b);\n"
        "int poke_at(unsigned long long ptr, int v);\n"
        "void box_set_default_paths(box *b);\n"
        "int is_static(const char *s); int small_ptr(unsigned char ptr);\n"
        "void held(const char *static_text); void said_no_copy(const char *s) FFI_HARMLESS;");
    EXPECT_EQ(l.findings(), "");
    for (const char* name : {"box_drop", "box_finalise"})
        EXPECT_THAT(l.raw_reason(name), HasSubstr("whether it ends the 'box'")) << name;
    for (const char* name : {"box_free_all", "box_clear_all"})
        EXPECT_THAT(l.raw_reason(name), HasSubstr("objects of the library need")) << name;
    for (const char* name : {"box_open_cached", "box_create_or_get"})
        EXPECT_THAT(l.raw_reason(name), HasSubstr("who ends the object")) << name;
    for (const char* name : {"quark_from_static_string", "openlog", "name_no_copy"})
        EXPECT_THAT(l.raw_reason(name), HasSubstr("or its name, says that C keeps")) << name;
    EXPECT_THAT(l.raw_reason("box_set_current"), HasSubstr("use the object after the call"));
    EXPECT_THAT(l.raw_reason("daemon"), HasSubstr("changes the process"));
    EXPECT_THAT(l.raw_reason("poke_at"), HasSubstr("is an address, as it is called"));
    for (const char* name :
         {"box_set_default_paths", "is_static", "small_ptr", "held", "said_no_copy"})
        EXPECT_EQ(l.function(name).c_name, name);
}

TEST(ApiGuesses, OneAddressIsNoList) {
    const auto l = test::lower(
        "FFI_HANDLE(box, close = box_free) typedef struct box { int n; } box;\n"
        "box *box_new(void); void box_free(box *b); typedef struct two { box inner[2]; } two;\n"
        "void pair(FFI_OUT box *both[2]); void open_pair(box *both[2]);\n"
        "void names(FFI_OUT const char *all[2]); void list(FFI_OUT FFI_COUNTED_BY(n) box **all, "
        "int n);\nvoid use_two(box b[2]); void use_any(box b[]); int value(box b); box copy(int "
        "n);\n"
        "int inside(const two *t); void planes(FFI_OUT FFI_OWNED(drop) FFI_COUNTED_BY(n) float "
        "*p[3], FFI_OUT int *n); void drop(void *p);");
    for (const char* name : {"pair", "open_pair", "names", "planes"})
        EXPECT_THAT(l.raw_reason(name), HasSubstr("more than one address")) << name;
    EXPECT_THAT(l.raw_reason("list"), HasSubstr("a list that C fills"));
    for (const char* name : {"use_two", "use_any"})
        EXPECT_THAT(l.raw_reason(name), HasSubstr("an object is one")) << name;
    for (const char* name : {"value", "copy", "inside"})
        EXPECT_THAT(l.raw_reason(name), HasSubstr("known by their addresses")) << name;
}

TEST(ApiGuesses, RecordsThatCountOwnersAreTheLibrarys) {
    const auto l = test::lower(
        "typedef struct json { int type; unsigned long refcount; } json;\n"
        "int size(const json *j); int one(FFI_ONE const json *j); int set_format(const char "
        "*double_format); int set_file(const char *file_format);");
    EXPECT_THAT(l.raw_reason("size"), HasSubstr("counts its owners"));
    EXPECT_NE(l.raw_reason("set_format"), "");
    for (const char* name : {"one", "set_file"})
        EXPECT_EQ(l.raw_reason(name), "") << name;
}

} // namespace
} // namespace ffigen::api
