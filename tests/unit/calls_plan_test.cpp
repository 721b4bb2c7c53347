#include "calls_fixture.hpp"

namespace ffigen::calls {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(CallsPlan, AnObjectMadeOfOthersIsTheirChild) {
    const Planned p(family + "int tree_grow(tree *t, FFI_OUT leaf **l);\n"
                             "int tree_join(tree *a, const tree *b, FFI_OUT leaf **l);\n"
                             "int tree_cut(tree *a, tree *b, FFI_OUT FFI_CHILD_OF(b) leaf **l);\n"
                             "FFI_OWNED(leaf_close) leaf *tree_seed(tree *t) FFI_INDEPENDENT;\n"
                             "int tree_open(FFI_OUT tree **t);");
    EXPECT_EQ(p.findings(), "");
    EXPECT_THAT(p.lines("tree_grow"),
                HasSubstr("give l: object, ended by leaf_close, child of t\n"));
    EXPECT_THAT(p.lines("tree_join"), HasSubstr("child of a, b\n"));
    EXPECT_THAT(p.lines("tree_cut"), HasSubstr("child of b\n"));
    EXPECT_THAT(p.lines("tree_seed"), Not(HasSubstr("child of")));
    EXPECT_THAT(p.lines("tree_open"), Not(HasSubstr("child of")));
    EXPECT_THAT(p.api.handle("leaf")->parents, testing::ElementsAre("tree"));
    EXPECT_THAT(p.api.handle("tree")->children, testing::ElementsAre("leaf"));
}

TEST(CallsPlan, WhatIsBorrowedBelongsToTheFirstObject) {
    const Planned p(family + "FFI_BORROWED tree *leaf_tree(const leaf *l);\n"
                             "FFI_BORROWED const tree *leaf_root(const leaf *l);\n"
                             "FFI_BORROWED_UNTIL(forever) tree *leaf_default(const leaf *l);\n"
                             "FFI_BORROWED const char *leaf_name(const leaf *l);");
    EXPECT_EQ(p.findings(), "");
    EXPECT_THAT(p.lines("leaf_tree"), HasSubstr("give result: borrowed object, belongs to l\n"));
    EXPECT_THAT(p.lines("leaf_root"), HasSubstr("belongs to l, read-only\n"));
    EXPECT_THAT(p.lines("leaf_default"), HasSubstr("give result: borrowed object\n"));
    EXPECT_THAT(p.lines("leaf_name"), HasSubstr("give result: text, copied, belongs to l\n"));
    EXPECT_EQ(p.of("leaf_name").outputs[0].belongs.until, api::Until::change);
    EXPECT_EQ(p.of("leaf_tree").outputs[0].belongs.until, api::Until::close);
}

TEST(CallsPlan, WhatNobodySaysToBeTheFirstsMayBeAnyObjects) {
    const Planned p(family +
                    "FFI_HANDLE(twig) typedef struct twig twig;\n"
                    "twig *tree_twig(const tree *t, const leaf *l);\n"
                    "FFI_BORROWED twig *tree_own(const tree *t, const leaf *l);\n"
                    "FFI_BORROWED FFI_CHILD_OF(l) twig *tree_of(const tree *t, const leaf *l);\n"
                    "const char *tree_text(const tree *t, const leaf *l);\n"
                    "twig *any_twig(void); FFI_BORROWED twig *the_twig(void);\n"
                    "const tree *any_tree(void); FFI_BORROWED const tree *the_tree(void);\n"
                    "int tree_out(const tree *t, FFI_OUT const leaf **l);");
    EXPECT_EQ(p.findings(), "");
    EXPECT_THAT(p.lines("tree_twig"), HasSubstr("belongs to t, l\n"));
    EXPECT_THAT(p.lines("tree_own"), HasSubstr("belongs to t\n"));
    EXPECT_THAT(p.lines("tree_of"), HasSubstr("belongs to l\n"));
    EXPECT_THAT(p.lines("tree_text"), HasSubstr("belongs to t, l\n"));
    for (const char* name : {"any_twig", "any_tree", "tree_out"})
        EXPECT_EQ(p.lines(name), "") << name;
    for (const char* name : {"the_twig", "the_tree"})
        EXPECT_THAT(p.lines(name), HasSubstr("give result: borrowed object")) << name;
}

TEST(CallsPlan, OnlyAWaitThatMayBeMadeAgainIsMadeInSlices) {
    const Planned p(family +
                    "typedef enum FFI_ERROR_ENUM(ok = fine) code {\n"
                    "fine = 0, late FFI_ERROR_KIND(timeout) = 1 } code;\n"
                    "code tree_wait(tree *t, int timeout_ms) FFI_BLOCKING;\n"
                    "code tree_next(tree *t, int timeout_ms, FFI_OUT int *n) FFI_BLOCKING;\n"
                    "code tree_watch(const tree *t, int seen, int timeout_ms) FFI_BLOCKING;\n"
                    "code tree_ask(tree *t, int what, int timeout_ms) FFI_BLOCKING;\n"
                    "code tree_look(tree *t, int what, int timeout_ms) FFI_BLOCKING\n"
                    "    FFI_REPEATABLE;");
    EXPECT_EQ(p.findings(), "");
    for (const char* name : {"tree_wait", "tree_next", "tree_watch", "tree_look"})
        EXPECT_EQ(p.of(name).wait->timed_out, "late") << name;
    ASSERT_TRUE(p.of("tree_ask").wait);
    EXPECT_EQ(p.of("tree_ask").wait->timed_out, "") << "what is asked would be asked twice";
}

TEST(CallsPlan, ObjectsAreUsedAsConstAndThreadsAllow) {
    const Planned p(
        family + "FFI_HANDLE(bus, close = bus_close, threads = safe)\n"
                 "typedef struct bus bus; void bus_close(bus *b); void bus_ring(bus *b);\n"
                 "int tree_size(const tree *t); int tree_cut(tree *t);\n"
                 "void tree_stop(tree *t) FFI_THREAD_SAFE;\n"
                 "void tree_eat(tree *t, FFI_CONSUMED leaf *l);\n"
                 "void leaf_fall(tree *t, FFI_ENDED leaf *l); void leaf_go(FFI_CONSUMED leaf *l);");
    EXPECT_EQ(p.lines("tree_size"), "enter t: shared\ngive result: number\n");
    EXPECT_EQ(p.lines("tree_cut"), "enter t: alone\ngive result: number\n");
    EXPECT_EQ(p.lines("tree_stop"), "enter t: beside others\n");
    EXPECT_EQ(p.lines("bus_ring"), "enter b: beside others\n");
    EXPECT_EQ(p.lines("tree_eat"), "enter t: alone\nenter l: alone, given away\n");
    EXPECT_EQ(p.lines("leaf_fall"), "enter t: alone\nenter l: alone, ended\n");
    EXPECT_EQ(p.lines("leaf_go"), "enter l: alone, given away for ever\n");
}

TEST(CallsPlan, WhatATreeTakesOverNeedsNoOther) {
    const Planned p(family + "int tree_grow(tree *t, FFI_OUT leaf **l);\n"
                             "void leaf_graft(FFI_CONSUMED leaf *l, int at, tree *t);");
    EXPECT_EQ(p.lines("leaf_graft"),
              "enter l: alone, given away within the family of t\nenter t: alone\n");
    EXPECT_EQ(p.of("leaf_graft").uses[0].taker, 2u);
}

TEST(CallsPlan, RowsAreCountedAndSoIsEachOfThem) {
    const Planned p("void mix(FFI_COUNTED_BY(n) FFI_EACH_COUNTED_BY(m) const float *const *from,\n"
                    "         FFI_COUNTED_BY(m) float *to, uint8_t n, int m);");
    EXPECT_EQ(p.lines("mix"), "count n: of from, at most 255\n"
                              "count m: of each of from, to, at most 2147483647\n");
}

TEST(CallsPlan, CountsKnowTheirRange) {
    const Planned p(
        "uint32_t sum(FFI_COUNTED_BY(n) const uint8_t *data, uint8_t n);\n"
        "int read(FFI_OUT FFI_COUNTED_BY(cap) char *to, int cap,\n"
        "         FFI_OUT FFI_COUNT_OF(to) int *got);\n"
        "void mix(FFI_COUNTED_BY(n) const float *a, FFI_INOUT FFI_COUNTED_BY(n) float *b,"
        " int16_t n);");
    EXPECT_THAT(p.lines("sum"), HasSubstr("count n: of data, at most 255\n"));
    EXPECT_THAT(p.lines("mix"), HasSubstr("count n: of a, b, at most 32767\n"));
    EXPECT_THAT(p.lines("read"),
                HasSubstr("count got: of to, as C says, never below 0 or above the room\n"));
}

TEST(CallsPlan, TextIsAskedForAgainOnlyWhereThatHasNoEffect) {
    const Planned p(
        family + "int tree_pop(tree *t, FFI_OUT FFI_COUNTED_BY(cap) char *to, size_t cap);\n"
                 "int tree_name(const tree *t, FFI_OUT FFI_COUNTED_BY(cap) char *to, size_t cap);\n"
                 "int why(FFI_OUT FFI_COUNTED_BY(cap) char *to, size_t cap);\n"
                 "int whom(FFI_OUT FFI_COUNTED_BY(cap) char *to, size_t cap) FFI_REPEATABLE;"
                 "int both(FFI_OUT FFI_COUNTED_BY(n) char *a, size_t n,\n"
                 "         FFI_OUT FFI_COUNTED_BY(m) char *b, size_t m) FFI_REPEATABLE;"
                 "int with(FFI_OUT FFI_COUNTED_BY(n) char *to, FFI_COUNTED_BY(n) const int *each,\n"
                 "         size_t n) FFI_REPEATABLE;"
                 "int made(FFI_OUT FFI_COUNTED_BY(n) char *to, size_t n, FFI_OUT tree **t)\n"
                 "    FFI_REPEATABLE;"
                 "int ends(FFI_ENDED tree *t, FFI_OUT FFI_COUNTED_BY(n) char *to, size_t n)\n"
                 "    FFI_REPEATABLE;"
                 "int name(FFI_OUT FFI_COUNTED_BY(16) char *to) FFI_REPEATABLE;");
    for (const char* name : {"made", "ends"})
        EXPECT_THAT(p.lines(name), HasSubstr("the caller gives the room\n")) << name;
    EXPECT_THAT(p.lines("tree_pop"), HasSubstr("text to: the caller gives the room\n"));
    EXPECT_THAT(p.lines("tree_name"), HasSubstr("text to: asked again until it fits\n"));
    EXPECT_THAT(p.lines("why"), HasSubstr("the caller gives the room\n")) << "nothing is known";
    EXPECT_THAT(p.lines("whom"), HasSubstr("asked again until it fits\n"));
    EXPECT_THAT(p.lines("both"), Not(HasSubstr("asked again"))) << "which of them was cut?";
    EXPECT_THAT(p.lines("with"), HasSubstr("the caller gives the room\n")) << "each cannot grow";
    EXPECT_THAT(p.lines("name"), HasSubstr("text to: room as the header says\n"));
}

const std::string event = "typedef void (*event)(void *user, int what);\n";

TEST(CallsPlan, RegistrationsEndInEveryShape) {
    const Planned p(
        family + event +
        "void tree_off(tree *t);\n"
        "void tree_on(tree *t, FFI_CALLBACK(user_data = u, until = tree_off) event e, void *u);\n"
        "void tree_drop(tree *t, int id);\n"
        "int tree_add(tree *t, FFI_CALLBACK(user_data = u, until = tree_drop) event e, void *u);\n"
        "void tree_remove(tree *t, event e, void *u);\n"
        "void tree_listen(tree *t, FFI_CALLBACK(user_data = u, until = tree_remove) event e, void "
        "*u);\n"
        "void tree_hook(tree *t, FFI_CALLBACK(user_data = u, lifetime = close) event e, void *u);\n"
        "void tree_last(tree *t, FFI_CALLBACK(user_data = u, until = tree_close) event e, void "
        "*u);\n"
        "void unwatch(void);\n"
        "void watch(FFI_CALLBACK(user_data = u, until = unwatch) event e, void *u);\n"
        "void tree_give(tree *t, FFI_CALLBACK(user_data = u, lifetime = close, destroy = d) event "
        "e,\n"
        "               void *u, void (*d)(void *));\n"
        "void log_to(FFI_CALLBACK(user_data = u, lifetime = process) event e, void *u);");
    EXPECT_EQ(p.findings(), "");
    EXPECT_THAT(
        p.lines("tree_on"),
        HasSubstr("closure e: lives until its end by tree_off(object) of t, takes the place of "
                  "the one before"));
    EXPECT_EQ(p.lines("tree_off"), "enter t: alone\nend registration of tree_on: in force for t\n");
    EXPECT_EQ(p.lines("unwatch"), "end registration of watch: in force\n");
    EXPECT_THAT(p.lines("tree_drop"), Not(HasSubstr("end registration"))) << "which one?";
    EXPECT_THAT(p.lines("tree_add"), HasSubstr("by tree_drop(object, id) of t, on any thread\n"));
    EXPECT_THAT(p.lines("tree_listen"),
                HasSubstr("by tree_remove(object, function, user_data) of t, on any thread\n"));
    EXPECT_THAT(p.lines("tree_hook"), HasSubstr("lives until the object's close of t"));
    EXPECT_THAT(p.lines("tree_last"), HasSubstr("lives until the object's close of t"));
    EXPECT_THAT(p.lines("watch"),
                HasSubstr("its end by unwatch(), takes the place of the one before"));
    EXPECT_THAT(p.lines("tree_give"), HasSubstr("destroyed by d"));
    EXPECT_THAT(p.lines("log_to"), HasSubstr("lives until the process's end, takes the place"));
    EXPECT_THAT(p.raw_reason("tree_remove"), HasSubstr("how long"));
}

TEST(CallsPlan, WhatClosuresMayChangeIsReadByNobodyElse) {
    const Planned p(family +
                    "typedef struct pip { int x; } pip;\n"
                    "typedef void (*edit)(void *u, pip *l, const pip *beside, const char *name);\n"
                    "typedef void (*look)(void *u, const pip *l);\n"
                    "int tree_edit(const tree *t, FFI_CALLBACK(user_data = u) edit e, void *u);\n"
                    "int tree_look(const tree *t, FFI_CALLBACK(user_data = u) look e, void *u);");
    EXPECT_EQ(p.findings(), "");
    EXPECT_THAT(p.lines("tree_edit"), HasSubstr("enter t: alone\n"));
    EXPECT_THAT(p.lines("tree_edit"), HasSubstr("closure e: lives until the call, may change l, "
                                                "looks at beside, reads name\n"));
    EXPECT_TRUE(p.of("tree_edit").uses.front().changes);
    EXPECT_THAT(p.lines("tree_look"), Not(HasSubstr("alone")));
    EXPECT_FALSE(p.of("tree_look").uses.front().changes);
}

TEST(CallsPlan, ClosuresGetCopiesWhereNothingKeepsWhatTheyAreShown) {
    const Planned p(
        "FFI_HANDLE(bag, close = bag_close, threads = send)\n"
        "typedef struct bag bag; void bag_close(bag *b);\n"
        "FFI_HANDLE(bus, close = bus_close, threads = safe)\n"
        "typedef struct bus bus; void bus_close(bus *b);\n"
        "typedef struct pip { int x; } pip;\n"
        "typedef void (*look)(void *u, const pip *p);\n"
        "typedef void (*use)(void *u, bag *b, const pip *p);\n"
        "int bag_each(const bag *b, FFI_CALLBACK(user_data = u) look l, void *u);\n"
        "int bag_use(bag *b, FFI_CALLBACK(user_data = u) use l, void *u);\n"
        "int bus_each(bus *b, FFI_CALLBACK(user_data = u) look l, void *u);\n"
        "int each(FFI_CALLBACK(user_data = u) look l, void *u);\n"
        "typedef void (*watch)(void *u, FFI_BORROWED const pip *p);\n"
        "void all_off(void);\n"
        "int all(FFI_CALLBACK(user_data = u, until = all_off, thread = any) watch w, void *u);\n"
        "void bag_off(bag *b);\n"
        "int bag_on(bag *b, FFI_CALLBACK(user_data = u, until = bag_off) look l, void *u);\n"
        "void bag_out(bag *b);\n"
        "int bag_in(bag *b, FFI_CALLBACK(user_data = u, until = bag_out, thread = any) look l, "
        "void *u);" +
        family +
        "int leaf_make(tree *t, FFI_OUT leaf **l);\n"
        "int tree_each(tree *t, FFI_CALLBACK(user_data = u) look l, void *u);");
    EXPECT_EQ(p.findings(), "");
    EXPECT_TRUE(p.of("bag_each").registrations.front().is_still);
    EXPECT_TRUE(p.of("all").registrations.front().is_still) << "as the header says";
    EXPECT_THAT(p.lines("all"), HasSubstr("looks at p"));
    for (const char* copied : {"bag_on", "bag_use", "bus_each", "each", "bag_in", "tree_each"}) {
        EXPECT_FALSE(p.of(copied).registrations.front().is_still) << copied;
        EXPECT_THAT(p.lines(copied), HasSubstr("looks at copies of p")) << copied;
    }
}

TEST(CallsPlan, ObjectsLentBesideWhatIsChangedAreLookedAt) {
    const auto api = test::lower("FFI_HANDLE(bag, close = bag_close, threads = send)\n"
                                 "typedef struct bag bag; void bag_close(bag *b);\n"
                                 "typedef struct pip { int x; } pip;\n"
                                 "typedef void (*edit)(void *u, bag *b, pip *p);\n"
                                 "typedef void (*look)(void *u, bag *b, const pip *p);\n");
    EXPECT_TRUE(api.api.callback("edit")->params[1].is_const);
    EXPECT_FALSE(api.api.callback("look")->params[1].is_const);
}

TEST(CallsPlan, OneObjectIsNotInTwoPlaces) {
    const Planned p(family +
                    "int tree_graft(tree *t, tree *other) FFI_HARMLESS;\n"
                    "int tree_copy(tree *t, const tree *other) FFI_HARMLESS;\n"
                    "int tree_compare(const tree *t, const tree *other);\n"
                    "int tree_sum(tree *t, FFI_COUNTED_BY(n) const tree *const *others, int n) "
                    "FFI_HARMLESS;");
    EXPECT_THAT(p.lines("tree_graft"), HasSubstr("apart t, other: are two objects\n"));
    EXPECT_THAT(p.lines("tree_copy"), HasSubstr("apart t, other: are two objects\n"));
    EXPECT_THAT(p.lines("tree_compare"), Not(HasSubstr("apart")));
    EXPECT_THAT(p.lines("tree_sum"), HasSubstr("apart t, others: are two objects\n"));
}

TEST(CallsPlan, CAloneEndsWhatItDestroysWithACountedObject) {
    const Planned p(
        "FFI_HANDLE(fire, close = fire_put, retain = fire_get, threads = safe)\n"
        "typedef struct fire fire; void fire_get(fire *f); void fire_put(fire *f);\n" +
        event +
        "void fire_watch(fire *f, FFI_CALLBACK(user_data = u, lifetime = close, destroy = d) event "
        "e,\n"
        "                void *u, void (*d)(void *));");
    EXPECT_EQ(p.findings(), "");
    EXPECT_THAT(p.lines("fire_watch"), HasSubstr("destroyed by d alone"));
}

TEST(CallsPlan, WhatCannotBeEndedStaysRaw) {
    const Planned p(
        family + event +
        "void tree_off(tree *t, double when);\n"
        "void tree_on(tree *t, FFI_CALLBACK(user_data = u, until = tree_off) event e, void *u);\n"
        "void bare(FFI_CALLBACK(user_data = u, lifetime = close) event e, void *u);\n"
        "struct link { int *at; };\n"
        "int tree_return(tree *t, const struct link *l);\n"
        "int tree_lend(tree *t, FFI_OUT const struct link **l) FFI_LEND(end = tree_return);");
    EXPECT_THAT(p.raw_reason("tree_lend"), HasSubstr("'tree_return', which ends what it lends"));
    EXPECT_THAT(p.raw_reason("tree_on"), HasSubstr("takes what the registration does not have"));
    EXPECT_THAT(p.raw_reason("bare"), HasSubstr("takes no handle"));
}

TEST(CallsPlan, ErrorsSayWhereTheirTextComesFrom) {
    const std::string errors = "typedef enum FFI_ERROR_ENUM(ok = E_OK) err { E_OK, E_BAD } err;\n"
                               "const char *why(void); err f(void); err g(void) FFI_REALTIME;";
    EXPECT_THAT(Planned(errors).lines("f"),
                HasSubstr("fails err: unless E_OK; text of the code\n"));
    const Planned fresh("FFI_MODULE(m, prefix = m_, last_error = why)\n" + errors);
    EXPECT_THAT(fresh.lines("f"), HasSubstr("last text if it is new\n"));
    EXPECT_THAT(fresh.lines("g"), HasSubstr("code alone\n"));
    const Planned always(
        "FFI_MODULE(m, prefix = m_, last_error = why, last_error_when = always)\n" + errors);
    EXPECT_THAT(always.lines("f"), HasSubstr("; last text\n"));
}

TEST(CallsPlan, NullFailsWhereSomethingMustBeGiven) {
    const Planned p("FFI_MODULE(m, prefix = m_, last_error = why)\n" + family +
                    "typedef enum FFI_ERROR_ENUM(ok = E_OK) err { E_OK, E_BAD } err;\n"
                    "const char *why(void); err grow(FFI_OUT tree **t);\n"
                    "FFI_OWNED(tree_close) tree *seed(void);\n"
                    "FFI_OWNED(tree_close) FFI_NULLABLE tree *find(void);\n"
                    "FFI_OWNED(tree_close) tree *bought(void) FFI_ERRNO;");
    EXPECT_EQ(p.findings(), "");
    EXPECT_TRUE(p.of("seed").outputs.front().null_fails);
    EXPECT_FALSE(p.of("find").outputs.front().null_fails);
    EXPECT_EQ(p.of("seed").null_text(), ErrorText::fresh);
    EXPECT_EQ(p.of("find").null_text(), ErrorText::none);
    EXPECT_TRUE(p.of("grow").outputs.back().null_fails);
    EXPECT_EQ(p.of("grow").null_text(), ErrorText::none) << "the status says that it did not fail";
    EXPECT_EQ(p.of("bought").null_text(), ErrorText::none) << "errno says why";
}

TEST(CallsPlan, ClosuresAreFound) {
    const Planned p(event + "void run(FFI_CALLBACK(user_data = u) event e, void *u);\n"
                            "void sort(FFI_CALLBACK(lifetime = call) int (*f)(int level));\n"
                            "void hook(FFI_CALLBACK(lifetime = process) void (*f)(int level));");
    EXPECT_EQ(p.findings(), "");
    EXPECT_THAT(p.lines("run"), HasSubstr("closure e: lives until the call\n"));
    EXPECT_THAT(p.lines("sort"), HasSubstr("lives until the call, found by its thread\n"));
    EXPECT_THAT(p.lines("hook"), HasSubstr(", the only one"));
}

TEST(CallsPlan, ClosuresRunOnlyWhereTheHeaderAllowsIt) {
    const Planned p(event + "void run(FFI_CALLBACK(user_data = u) event e, void *u);\n"
                            "void plain(void); void quiet(void) FFI_NO_CALLBACK;");
    EXPECT_TRUE(p.of("run").may_call_back);
    EXPECT_FALSE(p.of("plain").may_call_back) << "nothing outlives the call that registers";
    const Planned kept(
        event + "void log_to(FFI_CALLBACK(user_data = u, lifetime = process) event e, void *u);\n"
                "void plain(void); void quiet(void) FFI_NO_CALLBACK;");
    EXPECT_TRUE(kept.of("plain").may_call_back);
    EXPECT_FALSE(kept.of("quiet").may_call_back);
}

TEST(CallsPlan, FieldsKeepTheirRange) {
    const Planned l(
        "typedef enum FFI_CLOSED side { LEFT = 0, RIGHT = 1 } side;\n"
        "typedef struct dial { FFI_RANGE(0u, 15u) int slot; FFI_RANGE(0, 1) float at[2]; } dial;\n"
        "typedef struct panel { side of; dial first; int free; } panel;\n"
        "int show(const panel *p); int copied(dial d); int made(FFI_OUT panel *p);");
    EXPECT_THAT(l.lines("show"), HasSubstr("check p.of: 0 to 1\ncheck p.first.slot: 0 to 15\n"
                                           "check p.first.at[]: 0 to 1\n"));
    EXPECT_THAT(l.lines("copied"), HasSubstr("check d.slot: 0 to 15"));
    EXPECT_THAT(l.lines("made"), Not(HasSubstr("check")));
}

TEST(CallsPlan, FieldsOfManyAndOfNamelessKeepTheirRange) {
    const Planned l(
        "typedef enum FFI_CLOSED side { LEFT = 0, RIGHT = 1 } side;\n"
        "typedef struct dial { FFI_RANGE(0, 15) int slot; } dial;\n"
        "typedef struct panel { dial all[2][3]; side of[2][2];\n"
        "  struct { FFI_RANGE(0, 7) int inner; struct { side own; }; }; } panel;\n"
        "typedef union value { side of; int number; } value;\n"
        "typedef struct box { int kind; union { FFI_RANGE(0, 3) int x; float y; }; } box;\n"
        "int show(FFI_COUNTED_BY(n) const panel *p, size_t n);\n"
        "int turn(FFI_COUNTED_BY(n) FFI_INOUT dial *d, size_t n);\n"
        "int fill(FFI_OUT FFI_COUNTED_BY(n) dial *d, size_t n);\n"
        "int put(const value *v); int pass(box b); int list(FFI_COUNTED_BY(n) const box *b, int "
        "n);\n"
        "int made(FFI_OUT box *b);");
    EXPECT_THAT(l.lines("show"), HasSubstr("check p[].all[][].slot: 0 to 15\n"
                                           "check p[].of[][]: 0 to 1\n"
                                           "check p[].inner: 0 to 7\ncheck p[].own: 0 to 1\n"));
    EXPECT_THAT(l.lines("turn"), HasSubstr("check d[].slot: 0 to 15"));
    EXPECT_THAT(l.lines("fill"), Not(HasSubstr("check")));
    EXPECT_THAT(l.lines("made"), Not(HasSubstr("check")));
    for (const char* name : {"put", "pass", "list"})
        EXPECT_EQ(l.api.function(name), nullptr) << name;
}

TEST(CallsPlan, ElementsKeepTheirRange) {
    const Planned l("int pick(FFI_COUNTED_BY(n) FFI_RANGE(0, 9) const int *at, size_t n);\n"
                    "int turn(FFI_INOUT FFI_COUNTED_BY(n) FFI_RANGE(0, 1) float *at, size_t n);\n"
                    "int three(FFI_RANGE(0, 9) const int at[3]);\n"
                    "int made(FFI_OUT FFI_COUNTED_BY(n) FFI_RANGE(0, 9) int *at, size_t n);\n"
                    "int ends(FFI_TERMINATED_BY(-1) FFI_RANGE(0, 9) const int *at);\n"
                    "typedef struct FFI_WIRE tail { FFI_RANGE(0, 3) int rows; int n;\n"
                    "  FFI_COUNTED_BY(n) int slots[]; } tail;\n"
                    "int whole(const tail *t);");
    EXPECT_THAT(l.lines("pick"), HasSubstr("check at[]: 0 to 9"));
    EXPECT_THAT(l.lines("turn"), HasSubstr("check at[]: 0 to 1"));
    EXPECT_THAT(l.lines("three"), HasSubstr("check at[]: 0 to 9"));
    EXPECT_THAT(l.lines("made"), Not(HasSubstr("check")));
    for (const char* name : {"ends", "whole"})
        EXPECT_EQ(l.api.function(name), nullptr) << name << ": nothing checks these";
}

TEST(CallsPlan, NumbersOfRangesAreNoPlacesOfParameters) {
    const Planned l(
        "int set(FFI_RANGE(0, 1) int on, int port); int get(FFI_RANGE(0, n) int i, int n);");
    EXPECT_THAT(l.lines("set"), HasSubstr("check on: 0 to 1"));
    EXPECT_EQ(l.api.function("set")->params[0].range->up_to, std::nullopt);
    EXPECT_EQ(l.api.function("get")->params[0].range->up_to, 1u);
}

TEST(CallsPlan, WhatIsLentHasAFamily) {
    const Planned l(
        "FFI_HANDLE(chest, close = chest_close, threads = send) typedef struct chest chest;\n"
        "FFI_HANDLE(book, threads = send) typedef struct book book;\n"
        "FFI_HANDLE(cart, close = cart_close, threads = send) typedef struct cart cart;\n"
        "FFI_HANDLE(hub, close = hub_close, threads = safe) typedef struct hub hub;\n"
        "chest *chest_new(void); void chest_close(chest *c); FFI_BORROWED book *chest_book(chest "
        "*c);\n"
        "cart *cart_new(void); void cart_close(cart *c); hub *hub_new(void); void hub_close(hub "
        "*h);\n"
        "typedef void (*with_book)(void *user, book *b);\n"
        "typedef void (*with_chest)(void *user, chest *c);\n"
        "int chest_each(const chest *c, FFI_CALLBACK(user_data = user, lifetime = call) with_book "
        "f,\n"
        "               void *user);\n"
        "int cart_each(const cart *c, FFI_CALLBACK(user_data = user, lifetime = call) with_book "
        "f,\n"
        "              void *user);\n"
        "int hub_each(hub *h, FFI_CALLBACK(user_data = user, lifetime = call) with_chest f,\n"
        "             void *user);");
    EXPECT_TRUE(l.plan.lends);
    EXPECT_EQ(l.plan.families.at("book"), l.plan.families.at("chest"));
    EXPECT_NE(l.plan.families.at("cart"), l.plan.families.at("chest"));
    EXPECT_FALSE(l.plan.families.contains("hub"));
    EXPECT_NE(l.api.function("chest_each"), nullptr);
    EXPECT_NE(l.api.function("hub_each"), nullptr) << "it is known by its address";
    EXPECT_EQ(l.api.function("cart_each"), nullptr) << "the chest may be anybody's";
}

TEST(CallsPlan, EnumsWithGapsHaveTheirValues) {
    const Planned l("typedef enum FFI_CLOSED grade { POOR = 1, FINE = 5, SAME = 5 } grade;\n"
                    "typedef struct mark { grade of; } mark; int show(const mark *m);");
    EXPECT_THAT(l.lines("show"), HasSubstr("check m.of: one of 1, 5"));
}

TEST(CallsPlan, ClosuresGiveNoNumbersThatNothingChecks) {
    const Planned l(
        "typedef enum FFI_CLOSED grade { POOR = 1, FINE = 5 } grade;\n"
        "typedef struct mark { grade of; } mark;\n"
        "typedef grade (*judge)(int n, void *user); typedef mark (*make)(void *user);\n"
        "typedef void (*tune)(FFI_INOUT mark *m, void *user);\n"
        "typedef void (*look)(const mark *m, void *user);\n"
        "typedef void (*put)(FFI_OUT grade *g, void *user);\n"
        "int judged(FFI_CALLBACK(user_data = user, lifetime = call) judge f, void *user);\n"
        "int looked(FFI_CALLBACK(user_data = user, lifetime = call) look f, void *user);\n"
        "int made(FFI_CALLBACK(user_data = user, lifetime = call) make f, void *user);\n"
        "int tuned(FFI_CALLBACK(user_data = user, lifetime = call) tune f, void *user);\n"
        "int asked(FFI_CALLBACK(user_data = user, lifetime = call) put f, void *user);");
    EXPECT_EQ(l.api.callback("judge")->instead_of_zero, "POOR");
    EXPECT_NE(l.api.function("judged"), nullptr);
    EXPECT_NE(l.api.function("looked"), nullptr);
    for (const char* name : {"made", "tuned", "asked"})
        EXPECT_EQ(l.api.function(name), nullptr) << name;
}

} // namespace
} // namespace ffigen::calls
