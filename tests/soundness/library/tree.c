/* Numbers, walks over them, and places of walks. */
#include "tree.h"

#include <string.h>

static void lock(const sh_object* object, pthread_mutex_t* mutex) {
    if (object->threads == SH_SAFE)
        pthread_mutex_lock(mutex);
}

static void unlock(const sh_object* object, pthread_mutex_t* mutex) {
    if (object->threads == SH_SAFE)
        pthread_mutex_unlock(mutex);
}

static void lock_tree(const sh_tree* tree) { lock(&tree->object, (pthread_mutex_t*)&tree->mutex); }
static void unlock_tree(const sh_tree* tree) {
    unlock(&tree->object, (pthread_mutex_t*)&tree->mutex);
}

sh_status sh_tree_open(const char* name, const char* type, sh_threads threads, sh_tree** tree) {
    if (!name || !tree) {
        sh_report(SH_FAULT_NULL, "NULL to open a %s", type);
        return SH_INVALID;
    }
    if (!*name)
        return sh_because(SH_MISSING, "no %s without a name", type);
    *tree = sh_object_new(sizeof **tree, SH_KIND_TREE, type, threads, NULL, NULL);
    (*tree)->name = sh_copy_text(name, SH_UNCOUNTED);
    pthread_mutex_init(&(*tree)->mutex, NULL);
    return SH_OK;
}

static void close_adopted(sh_tree* tree) {
    sh_walk* adopted = tree->adopted;
    tree->adopted = NULL;
    if (adopted)
        sh_walk_close(adopted, adopted->object.type);
}

sh_status sh_tree_adopt(sh_tree* tree, const char* type, sh_walk* walk, const char* child) {
    if (!sh_enter(walk, child, SH_READS))
        return SH_GONE;
    sh_leave(walk, SH_READS);
    if (!sh_enter(tree, type, SH_WRITES))
        return SH_GONE;
    sh_leave(tree, SH_WRITES);
    close_adopted(tree);
    tree->adopted = walk;
    return SH_OK;
}

sh_status sh_tree_follow(sh_tree* tree, const char* type, const char* child, int32_t ms) {
    sh_walk* walk = sh_is_alive(tree) ? tree->adopted : NULL;
    if (!sh_enter(tree, type, SH_WRITES))
        return SH_GONE;
    const bool is_own = !walk || walk->tree == tree; /* then it is inside already */
    const bool is_inside = is_own || sh_enter(walk, child, SH_WRITES);
    if (is_inside)
        sh_sleep((uint32_t)ms);
    if (is_inside && !is_own)
        sh_leave(walk, SH_WRITES);
    sh_leave(tree, SH_WRITES);
    return !walk        ? sh_because(SH_MISSING, "nothing was adopted")
           : !is_inside ? sh_because(SH_GONE, "what was adopted is in use")
                        : SH_OK;
}

void sh_tree_close(sh_tree* tree, const char* type) {
    if (tree && sh_is_alive(tree))
        close_adopted(tree);
    if (!sh_begin_close(tree, type))
        return;
    sh_free(tree->name);
    sh_free(tree->values);
    sh_end_close(tree);
}

uint64_t sh_tree_size(const sh_tree* tree) {
    lock_tree(tree);
    const uint64_t count = tree->count;
    unlock_tree(tree);
    return count;
}

/** The numbers move at every change, as a vector's do. */
sh_status sh_tree_put(sh_tree* tree, const char* type, int64_t value) {
    if (!sh_enter(tree, type, SH_WRITES))
        return SH_GONE;
    lock_tree(tree);
    int64_t* values = sh_new(sizeof *values * (tree->count + 1), SH_UNCOUNTED);
    if (tree->values)
        memcpy(values, tree->values, sizeof *values * tree->count);
    values[tree->count++] = value;
    sh_free(tree->values);
    tree->values = values;
    unlock_tree(tree);
    sh_leave(tree, SH_WRITES);
    return SH_OK;
}

uint64_t sh_tree_count(const sh_tree* tree, const char* type) {
    if (!sh_enter(tree, type, SH_READS))
        return 0;
    const uint64_t count = sh_tree_size(tree);
    sh_leave(tree, SH_READS);
    return count;
}

sh_status sh_tree_walk(sh_tree* tree, const char* type, const char* child, sh_threads threads,
                       sh_walk** walk) {
    if (!sh_enter(tree, type, SH_WRITES))
        return SH_GONE;
    *walk = sh_object_new(sizeof **walk, SH_KIND_TREE, child, threads, &tree->object, NULL);
    (*walk)->tree = tree;
    pthread_mutex_init(&(*walk)->mutex, NULL);
    sh_leave(tree, SH_WRITES);
    return SH_OK;
}

void sh_walk_close(sh_walk* walk, const char* type) { sh_object_close(walk, type); }

sh_status sh_walk_next(sh_walk* walk, const char* type, int64_t* value) {
    if (!sh_enter(walk, type, SH_WRITES))
        return SH_GONE;
    sh_status status = SH_END;
    lock(&walk->object, &walk->mutex);
    lock_tree(walk->tree);
    if (walk->at < walk->tree->count) {
        *value = walk->tree->values[walk->at++];
        status = SH_OK;
    }
    unlock_tree(walk->tree);
    unlock(&walk->object, &walk->mutex);
    sh_leave(walk, SH_WRITES);
    return status == SH_OK ? SH_OK : sh_because(status, "no more numbers");
}

static uint64_t place_of(const sh_walk* walk) {
    lock(&walk->object, (pthread_mutex_t*)&walk->mutex);
    const uint64_t at = walk->at;
    unlock(&walk->object, (pthread_mutex_t*)&walk->mutex);
    return at;
}

uint64_t sh_walk_at(const sh_walk* walk, const char* type) {
    if (!sh_enter(walk, type, SH_READS))
        return 0;
    const uint64_t at = place_of(walk);
    sh_leave(walk, SH_READS);
    return at;
}

sh_status sh_walk_mark(sh_walk* walk, const char* type, const char* child, sh_threads threads,
                       sh_place** place) {
    if (!sh_enter(walk, type, SH_WRITES))
        return SH_GONE;
    *place = sh_object_new(sizeof **place, SH_KIND_TREE, child, threads, &walk->object, NULL);
    (*place)->walk = walk;
    (*place)->at = place_of(walk);
    sh_leave(walk, SH_WRITES);
    return SH_OK;
}

void sh_place_close(sh_place* place, const char* type) { sh_object_close(place, type); }

int64_t sh_place_value(const sh_place* place, const char* type) {
    if (!sh_enter(place, type, SH_READS))
        return 0;
    const sh_tree* tree = place->walk->tree;
    lock_tree(tree);
    const int64_t value = place->at < tree->count ? tree->values[place->at] : -1;
    unlock_tree(tree);
    sh_leave(place, SH_READS);
    return value;
}
