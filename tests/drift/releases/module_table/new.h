/* Modelled on SQLite 3.44: one function more, which versions before 4 have no place for. */
typedef struct base base;
typedef struct module_table {
    int version;
    int (*create)(base *db, void *user, int count, const char *const *words);
    int (*destroy)(void *table);
    int (*savepoint)(void *table, int depth);
    int (*shadow_name)(const char *name);
    int (*integrity)(void *table, const char *schema, const char *name, int flags, char **error);
} module_table;
int base_register(base *db, const char *name, const module_table *table, void *user, void (*destroy)(void *));
