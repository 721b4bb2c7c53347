/* Modelled on libxml2 2.12: handlers read errors, the last error is read-only, a word of options is new. */
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
typedef void (*error_handler)(void *user, const parse_error *error);
extern error_handler default_handler;
void set_error_handler(void *user, error_handler handler);
const parse_error *last_error(void);
document *parse_memory(const char *bytes, int size);
document *parse_file(const char *name);
__attribute__((deprecated)) int catalog_add(const text *type, const text *original, const text *replace);
void catalog_dump(void *file);
void free_document(document *doc);
typedef enum { SIZE_HUGE = 1 << 19, OPTION_NO_NET = 1 << 11 } parse_option;
