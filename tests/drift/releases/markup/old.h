/* Modelled on libxml2 2.11: errors are given to a handler that might change them. */
typedef unsigned char text;
typedef struct document document;
typedef enum { LEVEL_NONE = 0, LEVEL_WARNING = 1, LEVEL_ERROR = 2, LEVEL_FATAL = 3 } error_level;
typedef struct {
    int domain, code;
    char *message;
    error_level level;
    char *file;
    int line;
    void *node;
} parse_error;
typedef void (*error_handler)(void *user, parse_error *error);
extern error_handler default_handler;
void set_error_handler(void *user, error_handler handler);
parse_error *last_error(void);
document *parse_memory(const char *bytes, int size);
document *parse_file(const char *name);
int catalog_add(const text *type, const text *original, const text *replace);
void catalog_dump(void *file);
void free_document(document *doc);
