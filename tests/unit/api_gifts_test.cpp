// Objects that functions take over for others.
#include "api_fixture.hpp"

namespace ffigen::api {
namespace {

using testing::HasSubstr;

TEST(ApiGifts, WhatNeedsAnotherIsNotGivenToStrangers) {
    const std::string objects =
        "FFI_HANDLE(store, close = store_close, threads = send)\n"
        "typedef struct store store; store *store_new(void); void store_close(store *s);\n"
        "FFI_HANDLE(shelf, close = shelf_close, threads = send)\n"
        "typedef struct shelf shelf; FFI_OWNED(shelf_close) shelf *shelf_of(store *s); void "
        "shelf_close(shelf *s);\n"
        "FFI_HANDLE(walk, close = walk_close, threads = send)\n"
        "typedef struct walk walk; FFI_OWNED(walk_close) walk *walk_on(shelf *s); void "
        "walk_close(walk *w);\n"
        "FFI_HANDLE(hub, close = hub_close, threads = safe)\n"
        "typedef struct hub hub; hub *hub_new(void); void hub_close(hub *h);\n"
        "FFI_HANDLE(visit, close = visit_close, threads = send)\n"
        "typedef struct visit visit; FFI_OWNED(visit_close) visit *visit_of(hub *h); void "
        "visit_close(visit *v);\n"
        "FFI_HANDLE(stay, close = stay_close, threads = send)\n"
        "typedef struct stay stay; FFI_OWNED(stay_close) stay *stay_of(visit *v); void "
        "stay_close(stay *s);\n"
        "FFI_HANDLE(desk, close = desk_close, threads = confined)\n"
        "typedef struct desk desk; desk *desk_new(void); void desk_close(desk *d);\n"
        "FFI_HANDLE(sheet, close = sheet_close, threads = confined)\n"
        "typedef struct sheet sheet; FFI_OWNED(sheet_close) sheet *sheet_of(desk *d); void "
        "sheet_close(sheet *s);\n"
        "FFI_HANDLE(brush, close = brush_close, retain = brush_retain, threads = send)\n"
        "typedef struct brush brush; brush *brush_new(void); void brush_close(brush *b);\n"
        "void brush_retain(brush *b);\n";
    const test::Lowered l =
        test::lower(objects + "void hub_take(hub *h, FFI_CONSUMED walk *w);\n"
                              "void shelf_take(shelf *s, FFI_CONSUMED walk *w);\n"
                              "void store_take(store *s, FFI_CONSUMED walk *w);\n"
                              "void walk_join(walk *a, FFI_CONSUMED walk *b);\n"
                              "void store_hear(store *s, FFI_CONSUMED visit *v);\n"
                              "void hub_keep(hub *h, FFI_CONSUMED store *s);\n"
                              "void walk_finish(FFI_ENDED walk *w);\n"
                              "void walk_leave(FFI_CONSUMED walk *w);\n"
                              "void hub_lodge(hub *h, FFI_CONSUMED stay *s);\n"
                              "void shelf_lend(FFI_NULLABLE shelf *s, FFI_CONSUMED walk *w);\n"
                              "void desk_take(desk *d, FFI_CONSUMED sheet *s);\n"
                              "void store_paint(store *s, FFI_CONSUMED brush *b);");
    EXPECT_EQ(l.findings(), "");
    EXPECT_THAT(l.raw_reason("hub_take"), HasSubstr("needs a 'shelf'"));
    EXPECT_THAT(l.raw_reason("hub_lodge"), HasSubstr("needs a 'visit'"))
        << "other threads may be in a hub";
    EXPECT_THAT(l.raw_reason("shelf_lend"), HasSubstr("needs a 'shelf'"));
    EXPECT_THAT(l.raw_reason("walk_leave"), HasSubstr("FFI_ENDED says that it ends the object"));
    EXPECT_THAT(l.raw_reason("store_paint"), HasSubstr("other owners"));
    for (const char* name : {"shelf_take", "store_take", "walk_join"})
        EXPECT_TRUE(l.function(name).params.back().is_related) << name;
    for (const char* name : {"store_hear", "hub_keep", "walk_finish", "desk_take"}) {
        EXPECT_EQ(l.function(name).params.back().role, Role::handle_consumed) << name;
        EXPECT_FALSE(l.function(name).params.back().is_related) << name;
    }
}

TEST(ApiGifts, WhatIsCountedIsLeftWithNoOtherThread) {
    const std::string objects =
        "FFI_HANDLE(hub, close = hub_close, threads = safe) typedef struct hub hub;\n"
        "hub *hub_new(void); void hub_close(hub *h);\n"
        "FFI_HANDLE(store, close = store_close, threads = send) typedef struct store store;\n"
        "store *store_new(void); void store_close(store *s);\n"
        "FFI_HANDLE(copy, close = copy_close, threads = send) typedef struct copy copy;\n"
        "void copy_close(copy *c);\n"
        "FFI_HANDLE(desk, close = desk_close) typedef struct desk desk;\n"
        "desk *desk_new(void); void desk_close(desk *d);\n"
        "FFI_HANDLE(pen, close = pen_unref, retain = pen_ref) typedef struct pen pen;\n"
        "pen *pen_new(void); void pen_ref(pen *p); void pen_unref(pen *p);\n"
        "FFI_HANDLE(brush, close = brush_unref, retain = brush_ref, threads = send)\n"
        "typedef struct brush brush; brush *brush_new(void); void brush_unref(brush *b);\n"
        "void brush_ref(brush *b);\n"
        "FFI_HANDLE(icon, close = icon_unref, retain = icon_ref, threads = safe)\n"
        "typedef struct icon icon; icon *icon_new(void); void icon_unref(icon *i);\n"
        "void icon_ref(icon *i);\n"
        "void desk_pen(desk *d, pen *p);\n"
        "void hub_icon(hub *h, icon *i); void store_icon(store *s, icon *i);\n"
        "void hub_look(hub *h, const brush *b) FFI_HARMLESS;\n"
        "void brush_on(const store *s, const brush *b);\n";
    const std::string keeping =
        "void hub_hold(hub *h, const brush *b);\n"
        "void store_hold(store *s, const brush *b);\n"
        "void brush_mix(brush *b, const brush *other);\n"
        "FFI_OWNED(copy_close) copy *store_copy(const store *s) FFI_INDEPENDENT;\n"
        "void hub_copy(hub *h, const copy *c); void copy_leave(FFI_CONSUMED copy *c);\n";
    const test::Lowered none = test::lower(objects);
    EXPECT_EQ(none.findings(), "");
    for (const char* name : {"desk_pen", "hub_icon", "store_icon", "hub_look", "brush_on"})
        EXPECT_EQ(none.raw_reason(name), "") << name;
    EXPECT_TRUE(none.api.handle("desk")->may_keep_counted);
    for (const char* name : {"hub", "store"})
        EXPECT_FALSE(none.api.handle(name)->may_keep_counted) << name;

    const test::Lowered all = test::lower(objects + keeping);
    EXPECT_THAT(all.raw_reason("hub_hold"), HasSubstr("any thread may use, keeps the 'brush'"));
    EXPECT_THAT(all.raw_reason("hub_copy"), HasSubstr("keeps the 'copy'"))
        << "the copy may have the brush that the store has";
    EXPECT_THAT(all.raw_reason("copy_leave"), HasSubstr("the library has a 'copy' then"));
    for (const char* name : {"store", "copy"})
        EXPECT_TRUE(all.api.handle(name)->may_keep_counted) << name;
    EXPECT_FALSE(all.api.handle("hub")->may_keep_counted);

    const test::Lowered some =
        test::lower(objects + keeping, Forms::all().without(Form::kept_counted));
    for (const char* name : {"store_hold", "brush_mix"})
        EXPECT_THAT(some.raw_reason(name), HasSubstr("or both types threads = confined")) << name;
    for (const char* name : {"store_copy", "copy_leave", "desk_pen"})
        EXPECT_EQ(some.raw_reason(name), "") << name;
    EXPECT_THAT(some.raw_reason("hub_copy"), HasSubstr("may be closed under it"));
}

} // namespace
} // namespace ffigen::api
