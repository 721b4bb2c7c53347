/* Modelled on libgit2 1.5: options with a version, made by the caller through an initializer. */
#include <stddef.h>
#include <stdint.h>
#define REPO_VERSION "1.5.0"
#define REPO_VER_MAJOR 1
#define REPO_VER_MINOR 5
#define REPO_OPTIONS_VERSION 1
typedef struct repo repo;
typedef struct {
    unsigned int version;
    uint32_t flags;
    int depth;
} repo_options;
#define REPO_OPTIONS_INIT {REPO_OPTIONS_VERSION}
typedef enum { REPO_ERROR = -1, REPO_NOT_FOUND = -3, REPO_EXISTS = -4 } repo_error_code;
int repo_open(repo **out, const char *path);
void repo_free(repo *repo);
int repo_count();
int repo_walk(repo *repo, int mode, int (*callback)(const char *name, void *payload), void *payload);
