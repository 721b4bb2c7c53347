/* Numbers, walks over them, and places of walks: the same in three thread classes. */
#ifndef SH_TREE_H
#define SH_TREE_H
#include "core.h"

typedef struct sh_tree {
    sh_object object;
    char* name;
    int64_t* values;
    uint64_t count;
    pthread_mutex_t mutex; /* for those that are safe */
    struct sh_walk* adopted;
} sh_tree;
typedef struct sh_walk {
    sh_object object;
    sh_tree* tree;
    uint64_t at;
    pthread_mutex_t mutex;
} sh_walk;
typedef struct sh_place {
    sh_object object;
    sh_walk* walk;
    uint64_t at;
} sh_place;

sh_status sh_tree_open(const char* name, const char* type, sh_threads threads, sh_tree** tree);
void sh_tree_close(sh_tree* tree, const char* type);
sh_status sh_tree_put(sh_tree* tree, const char* type, int64_t value);
uint64_t sh_tree_count(const sh_tree* tree, const char* type);
sh_status sh_tree_walk(sh_tree* tree, const char* type, const char* child, sh_threads threads,
                       sh_walk** walk);
/** What is left of one that was adopted before is closed. */
sh_status sh_tree_adopt(sh_tree* tree, const char* type, sh_walk* walk, const char* child);
sh_status sh_tree_follow(sh_tree* tree, const char* type, const char* child, int32_t ms);
void sh_walk_close(sh_walk* walk, const char* type);
sh_status sh_walk_next(sh_walk* walk, const char* type, int64_t* value);
uint64_t sh_walk_at(const sh_walk* walk, const char* type);
sh_status sh_walk_mark(sh_walk* walk, const char* type, const char* child, sh_threads threads,
                       sh_place** place);
void sh_place_close(sh_place* place, const char* type);
int64_t sh_place_value(const sh_place* place, const char* type);
/** How many numbers there are, for those that are inside already. */
uint64_t sh_tree_size(const sh_tree* tree);
#endif
