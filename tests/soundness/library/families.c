/* The three families: one at a time, at any time, on one thread. */
#include "tree.h"

/* Opaque in the header, and the same three types here. */
#define FAMILY(parent, child, grandchild, threads)                                                 \
    sh_status sh_##parent##_open(const char* name, sh_##parent** object) {                         \
        return sh_tree_open(name, #parent, threads, (sh_tree**)object);                            \
    }                                                                                              \
    void sh_##parent##_close(sh_##parent* object) { sh_tree_close((sh_tree*)object, #parent); }    \
    sh_status sh_##parent##_put(sh_##parent* object, int64_t value) {                              \
        return sh_tree_put((sh_tree*)object, #parent, value);                                      \
    }                                                                                              \
    uint64_t sh_##parent##_count(const sh_##parent* object) {                                      \
        return sh_tree_count((const sh_tree*)object, #parent);                                     \
    }                                                                                              \
    sh_status sh_##parent##_walk(sh_##parent* object, sh_##child** made) {                         \
        return sh_tree_walk((sh_tree*)object, #parent, #child, threads, (sh_walk**)made);          \
    }                                                                                              \
    void sh_##child##_close(sh_##child* object) { sh_walk_close((sh_walk*)object, #child); }       \
    sh_status sh_##child##_next(sh_##child* object, int64_t* value) {                              \
        return sh_walk_next((sh_walk*)object, #child, value);                                      \
    }                                                                                              \
    uint64_t sh_##child##_at(const sh_##child* object) {                                           \
        return sh_walk_at((const sh_walk*)object, #child);                                         \
    }                                                                                              \
    sh_status sh_##child##_mark(sh_##child* object, sh_##grandchild** made) {                      \
        return sh_walk_mark((sh_walk*)object, #child, #grandchild, threads, (sh_place**)made);     \
    }                                                                                              \
    void sh_##grandchild##_close(sh_##grandchild* object) {                                        \
        sh_place_close((sh_place*)object, #grandchild);                                            \
    }                                                                                              \
    int64_t sh_##grandchild##_value(const sh_##grandchild* object) {                               \
        return sh_place_value((const sh_place*)object, #grandchild);                               \
    }

FAMILY(store, cursor, mark, SH_SEND)
FAMILY(hub, probe, tap, SH_SAFE)
FAMILY(desk, sheet, cell, SH_CONFINED)

uint64_t sh_store_count_now(sh_store* store, uint64_t* before) {
    static _Thread_local uint64_t last;
    sh_tree* tree = (sh_tree*)store;
    *before = last;
    if (!sh_enter(tree, "store", SH_WRITES))
        return 0;
    last = sh_tree_size(tree);
    sh_leave(tree, SH_WRITES);
    return last;
}
