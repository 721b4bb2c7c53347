/* Objects that need two others, or one of two, or none; walks of another thread class. */
#include "tree.h"

/** Needs one tree or two, and counts their numbers. */
typedef struct view {
    sh_object object;
    const sh_tree* trees[2];
} view;

static void* view_of(const void* first, const void* second, const char* type, sh_threads threads) {
    view* made = sh_object_new(sizeof *made, SH_KIND_TREE, type, threads, (sh_object*)first,
                               (sh_object*)second);
    made->trees[0] = first;
    made->trees[1] = second;
    return made;
}

static uint64_t count_of(const void* pointer, const char* type) {
    if (!sh_enter(pointer, type, SH_READS))
        return 0;
    const view* seen = pointer;
    const uint64_t count =
        sh_tree_size(seen->trees[0]) + (seen->trees[1] ? sh_tree_size(seen->trees[1]) : 0);
    sh_leave(pointer, SH_READS);
    return count;
}

sh_status sh_store_join(const sh_store* first, const sh_store* second, sh_link** link) {
    if (!sh_enter(first, "store", SH_READS))
        return SH_GONE;
    const bool both = sh_enter(second, "store", SH_READS);
    if (both) {
        *link = view_of(first, second, "link", SH_SEND);
        sh_leave(second, SH_READS);
    }
    sh_leave(first, SH_READS);
    return both ? SH_OK : SH_GONE;
}
void sh_link_close(sh_link* link) { sh_object_close(link, "link"); }
uint64_t sh_link_count(const sh_link* link) { return count_of(link, "link"); }

sh_status sh_store_focus(const sh_store* store, const sh_hub* hub, sh_lens** lens) {
    if (!sh_enter(store, "store", SH_READS))
        return SH_GONE;
    const bool both = sh_enter(hub, "hub", SH_READS);
    if (both) {
        *lens = view_of(store, NULL, "lens", SH_SEND);
        sh_leave(hub, SH_READS);
    }
    sh_leave(store, SH_READS);
    return both ? SH_OK : SH_GONE;
}
void sh_lens_close(sh_lens* lens) { sh_object_close(lens, "lens"); }
uint64_t sh_lens_count(const sh_lens* lens) { return count_of(lens, "lens"); }

sh_status sh_hub_lane(sh_hub* hub, sh_lane** lane) {
    if (!sh_enter(hub, "hub", SH_WRITES))
        return SH_GONE;
    *lane = view_of(hub, NULL, "lane", SH_SEND);
    sh_leave(hub, SH_WRITES);
    return SH_OK;
}
void sh_lane_close(sh_lane* lane) { sh_object_close(lane, "lane"); }
uint64_t sh_lane_count(const sh_lane* lane) { return count_of(lane, "lane"); }
sh_status sh_lane_finish(sh_lane* lane, int32_t number) {
    sh_lane_count(lane);
    sh_lane_close(lane);
    return number < 0 ? sh_because(SH_REFUSED, "%d is no number", (int)number) : SH_OK;
}
static sh_lane* left;
sh_status sh_lane_leave(sh_lane* lane, int32_t number) {
    left = lane;
    return number < 0 ? sh_because(SH_REFUSED, "%d is no number", (int)number) : SH_OK;
}
uint64_t sh_left_end(void) {
    const uint64_t count = sh_lane_count(left);
    sh_hub* hub = (sh_hub*)((view*)left)->trees[0];
    sh_lane_close(left);
    sh_hub_close(hub);
    left = NULL;
    return count;
}

sh_status sh_hub_pen(sh_hub* hub, sh_pen** pen) {
    if (!sh_enter(hub, "hub", SH_WRITES))
        return SH_GONE;
    *pen = view_of(hub, NULL, "pen", SH_CONFINED);
    sh_leave(hub, SH_WRITES);
    return SH_OK;
}
void sh_pen_close(sh_pen* pen) { sh_object_close(pen, "pen"); }
uint64_t sh_pen_count(const sh_pen* pen) { return count_of(pen, "pen"); }

struct sh_snapshot {
    sh_object object;
    uint64_t count;
};
static sh_snapshot* snapshot_with(uint64_t count) {
    sh_snapshot* made = sh_object_new(sizeof *made, SH_KIND_OTHER, "snapshot", SH_SEND, NULL, NULL);
    made->count = count;
    return made;
}
sh_status sh_store_snapshot(const sh_store* store, sh_snapshot** snapshot) {
    if (!sh_enter(store, "store", SH_READS))
        return SH_GONE;
    *snapshot = snapshot_with(sh_tree_size((const sh_tree*)store));
    sh_leave(store, SH_READS);
    return SH_OK;
}
void sh_snapshot_close(sh_snapshot* snapshot) { sh_object_close(snapshot, "snapshot"); }
uint64_t sh_snapshot_count(const sh_snapshot* snapshot) {
    if (!sh_enter(snapshot, "snapshot", SH_READS))
        return 0;
    const uint64_t count = snapshot->count;
    sh_leave(snapshot, SH_READS);
    return count;
}
sh_snapshot* sh_snapshot_copy(const sh_snapshot* snapshot) {
    return snapshot_with(sh_snapshot_count(snapshot));
}

sh_store* sh_cursor_store(const sh_cursor* cursor) {
    if (!sh_enter(cursor, "cursor", SH_READS))
        return NULL;
    sh_store* store = (sh_store*)((const sh_walk*)cursor)->tree;
    sh_leave(cursor, SH_READS);
    return store;
}

sh_status sh_store_swap(sh_store* store, sh_store* other) {
    if (!sh_enter(store, "store", SH_WRITES))
        return SH_GONE;
    const bool both = sh_enter(other, "store", SH_WRITES); /* the same twice is two writers */
    if (both) {
        sh_tree *a = (sh_tree*)store, *b = (sh_tree*)other;
        int64_t* values = a->values;
        const uint64_t count = a->count;
        a->values = b->values;
        a->count = b->count;
        b->values = values;
        b->count = count;
        sh_leave(other, SH_WRITES);
    }
    sh_leave(store, SH_WRITES);
    return both ? SH_OK : SH_GONE;
}

sh_status sh_store_half_open(sh_store** store) {
    sh_store_open("half", store);
    return sh_because(SH_REFUSED, "half open");
}

uint64_t sh_total(const sh_store* const* stores, size_t n) {
    uint64_t total = 0;
    for (size_t i = 0; i < n; i++)
        total += sh_store_count(stores[i]);
    return total;
}
