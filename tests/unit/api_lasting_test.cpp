// What is lent beside what seems to end it, and objects that change hands.
#include "api_fixture.hpp"

namespace ffigen::api {
namespace {

using testing::HasSubstr;

constexpr const char* container =
    "FFI_HANDLE(list, close = list_close, threads = send)\n"
    "typedef struct list list; list *list_new(void); void list_close(list *l);\n"
    "FFI_HANDLE(item, close = item_close, threads = send)\n"
    "typedef struct item item; item *item_new(void); void item_close(item *i);\n"
    "FFI_HANDLE(mark, threads = send)\ntypedef struct mark mark;\n"
    "FFI_HANDLE(dict, close = dict_unref, retain = dict_ref, threads = confined)\n"
    "typedef struct dict dict; dict *dict_new(void); void dict_unref(dict *d); void dict_ref(dict "
    "*d);\n";

TEST(ApiLasting, WhatIsLentIsNotEndedByItsOwner) {
    const test::Lowered l =
        test::lower(std::string(container) +
                    "FFI_BORROWED item *list_get(list *l, int at);\n"
                    "FFI_BORROWED mark *item_mark(item *i);\n"
                    "void list_clear(list *l);\n"
                    "void list_remove(list *l, int at);\n"
                    "void list_remove_item(list *l, FFI_CONSUMED item *i);\n"
                    "void list_erase(list *l, int at) FFI_HARMLESS;\n"
                    "int list_count_of_clear(list *l);\n"
                    "void list_set_clear(list *l, int how);\n"
                    "void list_clear_view(const list *l);\n"
                    "void list_put(list *l, FFI_CONSUMED item *i);\n"
                    "void list_append(list *l, FFI_CONSUMED item *i);\n"
                    "int list_pop(list *l);\n"
                    "void log_pop(list *l, FFI_OUT FFI_COUNTED_BY(n) char *text, size_t n);\n"
                    "void mark_remove(mark *m);\n"
                    "void mark_move(mark *m);\n"
                    "void list_leave_mark(list *l, FFI_CONSUMED mark *m);");
    EXPECT_EQ(l.findings(), "");
    for (const char* name : {"list_clear", "list_remove", "list_put", "list_pop"})
        EXPECT_THAT(l.raw_reason(name), HasSubstr("end what 'list_get' lends")) << name;
    EXPECT_THAT(l.raw_reason("mark_remove"), HasSubstr("end what 'item_mark' lends"));
    EXPECT_THAT(l.raw_reason("list_leave_mark"), HasSubstr("nobody owns 'm'"));
    for (const char* name :
         {"list_remove_item", "list_erase", "list_count_of_clear", "list_set_clear",
          "list_clear_view", "list_append", "log_pop", "mark_move"})
        EXPECT_EQ(l.raw_reason(name), "") << name;
}

TEST(ApiLasting, WhatIsEmptiedOrCalledByNameIsNotTheObject) {
    const test::Lowered l =
        test::lower(std::string(container) + "FFI_BORROWED mark *item_mark(item *i);\n"
                                             "void mark_clear(mark *m);\n"
                                             "void mark_remove_text(mark *m, const char *name);\n"
                                             "void mark_remove_at(mark *m, int at);\n"
                                             "void item_clear(item *i);\n"
                                             "void item_clear_errors(item *i);");
    EXPECT_EQ(l.findings(), "");
    for (const char* name : {"mark_remove_at", "item_clear"})
        EXPECT_THAT(l.raw_reason(name), HasSubstr("end what 'item_mark' lends")) << name;
    for (const char* name : {"mark_clear", "mark_remove_text", "item_clear_errors"})
        EXPECT_EQ(l.raw_reason(name), "") << name;
}

TEST(ApiLasting, PartsOfOneWholeAreJoined) {
    const test::Lowered l = test::lower(
        std::string(container) + "FFI_HANDLE(knot, threads = send)\ntypedef struct knot knot;\n"
                                 "FFI_HANDLE(loop, threads = send)\ntypedef struct loop loop;\n"
                                 "FFI_BORROWED knot *list_knot(list *l, int at);\n"
                                 "FFI_BORROWED loop *list_loop(list *l, int at);\n"
                                 "FFI_BORROWED loop *knot_loop(knot *k);\n"
                                 "FFI_BORROWED mark *list_mark(list *l, int at);\n"
                                 "FFI_BORROWED mark *item_mark(item *i);\n"
                                 "void list_tie(list *l, knot *from, knot *to);\n"
                                 "void list_tie_const(const list *l, knot *from, const knot *to);\n"
                                 "void list_tie_any(FFI_NULLABLE list *l, knot *from, knot *to);\n"
                                 "void list_tie_loops(list *l, loop *from, loop *to);\n"
                                 "void list_tie_marks(list *l, mark *from, mark *to);\n"
                                 "void knot_tie(knot *from, knot *to);");
    EXPECT_EQ(l.findings(), "");
    for (const char* name : {"list_tie", "list_tie_const"}) {
        ASSERT_EQ(l.raw_reason(name), "") << name;
        for (const std::size_t part : {1, 2})
            EXPECT_THAT(l.function(name).params[part].kin_of, testing::ElementsAre(0)) << name;
    }
    for (const char* name : {"list_tie_any", "list_tie_loops", "list_tie_marks", "knot_tie"})
        EXPECT_THAT(l.raw_reason(name), HasSubstr("which may be closed under it")) << name;
}

TEST(ApiLasting, WhatIsSaidToLastAndWhatNobodyLends) {
    const test::Lowered l = test::lower(
        std::string(container) + "FFI_BORROWED_UNTIL(close) item *list_get(list *l, int at);\n"
                                 "void list_clear(list *l);\n"
                                 "FFI_HANDLE(tree, close = tree_close, threads = send)\n"
                                 "typedef struct tree tree; void tree_close(tree *t);\n"
                                 "FFI_OWNED(tree_close) tree *list_tree(list *l);\n"
                                 "FFI_BORROWED list *tree_owner(tree *t);\n"
                                 "void tree_clear(tree *t);\n"
                                 "void item_clear(item *i);");
    EXPECT_EQ(l.findings(), "");
    for (const char* name : {"list_clear", "tree_clear", "item_clear"})
        EXPECT_EQ(l.raw_reason(name), "") << name;
}

TEST(ApiLasting, WhatHasAnOwnerIsNotLent) {
    const test::Lowered l = test::lower(std::string(container) +
                                        "FFI_OWNED(item_close) item *list_make_item(list *l);\n"
                                        "FFI_BORROWED item *list_first(list *l);\n"
                                        "FFI_BORROWED_UNTIL(close) item *list_last(list *l);\n"
                                        "FFI_BORROWED item *list_main_item(list *l);\n"
                                        "FFI_BORROWED list *item_list(item *i);\n"
                                        "FFI_BORROWED list *main_list(void);\n"
                                        "FFI_BORROWED_UNTIL(forever) list *default_list(void);\n"
                                        "FFI_BORROWED dict *list_dict(list *l);\n"
                                        "FFI_OWNED(dict_unref) dict *list_dict_again(list *l);\n"
                                        "FFI_HANDLE(page, close = page_close)\n"
                                        "typedef struct page page; void page_close(page *p);\n"
                                        "FFI_BORROWED page *list_page(list *l);\n"
                                        "FFI_OWNED(page_close) page *page_copy(const page *p);\n"
                                        "FFI_HANDLE(leaf, close = leaf_close)\n"
                                        "typedef struct leaf leaf; void leaf_close(leaf *f);\n"
                                        "FFI_BORROWED leaf *list_leaf(list *l);\n"
                                        "FFI_OWNED(leaf_close) leaf *list_new_leaf(list *l);\n"
                                        "void list_add_leaf(list *l, FFI_CONSUMED leaf *f);");
    EXPECT_EQ(l.findings(), "");
    for (const char* name : {"list_first", "main_list"})
        EXPECT_THAT(l.raw_reason(name), HasSubstr("may have an owner")) << name;
    for (const char* name : {"list_last", "list_main_item", "item_list", "default_list",
                             "list_dict", "list_page", "list_leaf"})
        EXPECT_EQ(l.raw_reason(name), "") << name;
}

TEST(ApiLasting, PartsAndWalksOfWhatChanges) {
    const std::string shapes =
        std::string(container) +
        "FFI_HANDLE(pool, close = pool_close)\n"
        "typedef struct pool pool; pool *pool_new(void); void pool_close(pool *p);\n"
        "FFI_OWNED(item_close) item *pool_item(pool *p);\n"
        "FFI_HANDLE(list_iter, close = list_iter_close)\n"
        "typedef struct list_iter list_iter; void list_iter_close(list_iter *i);\n"
        "FFI_OWNED(list_iter_close) list_iter *list_walk(const list *l);\n"
        "FFI_OWNED(list_iter_close) list_iter *list_snapshot(const list *l) FFI_HARMLESS;\n";
    const test::Lowered l = test::lower(shapes + "void pool_reset(pool *p);\n"
                                                 "void pool_trim(pool *p);\n"
                                                 "void pool_drain(pool *p) FFI_HARMLESS;\n"
                                                 "void list_reset(list *l);\n"
                                                 "void list_remove_all(list *l);\n"
                                                 "void item_remove_all(item *i);");
    EXPECT_EQ(l.findings(), "");
    EXPECT_THAT(l.raw_reason("pool_reset"), HasSubstr("end each 'item' that was made of 'p'"));
    EXPECT_THAT(l.raw_reason("list_remove_all"), HasSubstr("end each 'list_iter'"));
    for (const char* name :
         {"pool_trim", "pool_drain", "list_reset", "item_remove_all", "list_walk"})
        EXPECT_EQ(l.raw_reason(name), "") << name;
    const test::Lowered changed = test::lower(shapes + "int list_add(list *l, int value);");
    EXPECT_THAT(changed.raw_reason("list_walk"), HasSubstr("used after 'list_add'"));
    EXPECT_EQ(changed.raw_reason("list_snapshot"), "");
}

TEST(ApiLasting, CountedOnesAreReplaced) {
    const test::Lowered l =
        test::lower(std::string(container) + "FFI_BORROWED dict *list_get_dict(list *l);\n"
                                             "void list_set_dict(list *l, dict *d);\n"
                                             "void list_add_dict(list *l, dict *d);\n"
                                             "void item_set_dict(item *i, dict *d);");
    EXPECT_EQ(l.findings(), "");
    EXPECT_THAT(l.raw_reason("list_set_dict"), HasSubstr("end what 'list_get_dict' lends"));
}

TEST(ApiLasting, ObjectsChangeHands) {
    const test::Lowered l =
        test::lower(std::string(container) +
                    "FFI_BORROWED item *list_front(list *l);\n"
                    "void list_append(list *l, FFI_CONSUMED item *i);\n"
                    "FFI_OWNED(item_close) item *list_take(list *l) FFI_INDEPENDENT;\n"
                    "FFI_OWNED(item_close) item *list_take_other(list *l) FFI_HARMLESS;\n"
                    "FFI_OWNED(item_close) item *list_item(list *l);\n"
                    "FFI_OWNED(item_close) item *item_append(item *i, int what);\n"
                    "FFI_OWNED(item_close) item *item_next(item *i) FFI_INDEPENDENT;\n"
                    "FFI_OWNED(item_close) item *item_part(item *i) FFI_CHILD_OF(i);\n"
                    "FFI_OWNED(item_close) item *item_copy(item *i);\n"
                    "FFI_OWNED(item_close) item *item_rest(const item *i);\n"
                    "FFI_OWNED(item_close) item *list_change(list *l, item *i);\n"
                    "FFI_HANDLE(bell, close = bell_close, threads = send)\n"
                    "typedef struct bell bell; void bell_close(bell *b);\n"
                    "FFI_OWNED(list_close) list *bell_told(bell *b, item *i) FFI_INDEPENDENT;");
    EXPECT_EQ(l.findings(), "");
    EXPECT_THAT(l.raw_reason("list_take"), HasSubstr("'list_front' has lent"));
    EXPECT_THAT(l.raw_reason("item_append"), HasSubstr("whether it gives a new object, or 'i'"));
    EXPECT_THAT(l.raw_reason("list_change"), HasSubstr("whether it gives a new object, or 'i'"));
    EXPECT_THAT(l.raw_reason("bell_told"), HasSubstr("whether a 'bell' keeps the 'item'"));
    for (const char* name :
         {"list_take_other", "list_item", "item_next", "item_part", "item_copy", "item_rest"})
        EXPECT_EQ(l.raw_reason(name), "") << name;
}

TEST(ApiLasting, MemoryAndObjectsThatAreKept) {
    const test::Lowered l = test::lower(
        std::string(container) +
        "FFI_OWNED(item_close) item *item_from(FFI_COUNTED_BY(n) float *data, size_t n);\n"
        "FFI_OWNED(item_close) item *item_from_said(FFI_INOUT FFI_COUNTED_BY(n) float *d, size_t "
        "n);\n"
        "FFI_OWNED(item_close) item *item_new_mem(FFI_COUNTED_BY(n) const float *d, size_t n);\n"
        "FFI_OWNED(item_close) item *item_parse(FFI_COUNTED_BY(n) const float *d, size_t n);\n"
        "void item_set_buffer(item *i, FFI_COUNTED_BY(n) char *buffer, size_t n);\n"
        "void item_fill(item *i, FFI_COUNTED_BY(n) float *buffer, size_t n);\n"
        "void use_item(item *i);\nvoid item_select(item *i);\nint item_use(item *i);\n"
        "void item_select_all(item *i);");
    EXPECT_EQ(l.findings(), "");
    for (const char* name : {"item_from", "item_set_buffer"})
        EXPECT_THAT(l.raw_reason(name), HasSubstr("after the call as well")) << name;
    EXPECT_THAT(l.raw_reason("item_new_mem"), HasSubstr("keeps what it is given"));
    for (const char* name : {"use_item", "item_select"})
        EXPECT_THAT(l.raw_reason(name), HasSubstr("use the object after the call")) << name;
    for (const char* name :
         {"item_from_said", "item_parse", "item_fill", "item_use", "item_select_all"})
        EXPECT_EQ(l.raw_reason(name), "") << name;
}

TEST(ApiLasting, MemoryIsCsUntilItCallsBack) {
    const std::string once = "FFI_CALLBACK(user_data = u, lifetime = once) done d, void *u);\n";
    const std::string close = "FFI_CALLBACK(user_data = u, lifetime = close) done d, void *u);\n";
    const std::string call = "FFI_CALLBACK(user_data = u, lifetime = call) done d, void *u);\n";
    const std::string out = "FFI_OUT FFI_COUNTED_BY(n) float *to, size_t n, ";
    const std::string in = "FFI_COUNTED_BY(n) const float *from, size_t n, ";
    const test::Lowered l = test::lower(
        std::string(container) + "typedef void (*done)(int n, void *u);\n" +
        "int item_read(item *i, " + out + once + "int item_watch(item *i, " + out + close +
        "int item_each(item *i, " + out + call + "int item_write(item *i, " + in + once +
        "int item_filter(item *i, " + in + close + "int item_id(item *i, FFI_OUT int *id, " + once +
        "int item_async(item *i, FFI_OUT FFI_COUNTED_BY(n) float *to, size_t n);\n"
        "int item_submit_read(item *i, FFI_OUT FFI_COUNTED_BY(n) float *to, size_t n);\n"
        "int item_submit(item *i, FFI_COUNTED_BY(n) const float *from, size_t n);\n"
        "int item_submit_copy(item *i, FFI_OUT FFI_COUNTED_BY(n) float *to, size_t n) "
        "FFI_HARMLESS;\n"
        "int item_set_input(item *i, FFI_COUNTED_BY(n) const char *text, size_t n);\n"
        "int item_set_source(item *i, const char *text);\n"
        "int item_set_name(item *i, const char *text);");
    EXPECT_EQ(l.findings(), "");
    for (const char* name : {"item_read", "item_watch", "item_write", "item_async",
                             "item_submit_read", "item_set_input", "item_set_source"})
        EXPECT_THAT(l.raw_reason(name), HasSubstr("after the call")) << name;
    for (const char* name : {"item_each", "item_filter", "item_id", "item_submit",
                             "item_submit_copy", "item_set_name"})
        EXPECT_EQ(l.raw_reason(name), "") << name;
}

} // namespace
} // namespace ffigen::api
