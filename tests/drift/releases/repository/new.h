/* Modelled on libgit2 1.6: a member at the end of the options, an error more, prototypes closed. */
#include <stddef.h>
#include <stdint.h>
#define REPO_VERSION "1.6.0"
#define REPO_VER_MAJOR 1
#define REPO_VER_MINOR 6
#define REPO_OPTIONS_VERSION 1
typedef struct repo repo;
typedef struct {
    unsigned int version;
    uint32_t flags;
    int depth;
    int timeout;
} repo_options;
#define REPO_OPTIONS_INIT {REPO_OPTIONS_VERSION}
typedef enum { REPO_WALK_ALL = 0, REPO_WALK_HEADS = 1 } repo_walk_mode;
typedef enum { REPO_ERROR = -1, REPO_NOT_FOUND = -3, REPO_EXISTS = -4, REPO_TIMEOUT = -37 } repo_error_code;
int repo_open(repo **out, const char *path);
void repo_free(repo *repo);
int repo_count(void);
int repo_walk(repo *repo, repo_walk_mode mode, int (*callback)(const char *name, void *payload), void *payload);
