/* Modelled on SQLite 3.43: a table of functions that says its own version, and grows at its end. */
typedef struct base base;
typedef struct module_table {
    int version;
    int (*create)(base *db, void *user, int count, const char *const *words);
    int (*destroy)(void *table);
    int (*savepoint)(void *table, int depth);
    int (*shadow_name)(const char *name);
} module_table;
int base_register(base *db, const char *name, const module_table *table, void *user, void (*destroy)(void *));
