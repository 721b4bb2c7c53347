/* Modelled on SQLite 3.44: options more, a member at the end of what callers fill in. */
#define DB_VERSION "3.44.0"
#define DB_VERSION_NUMBER 3044000
#define DB_SOURCE_ID "2023-11-01 11:23:50 17129ba1ff7f0daf37100ee82d507aef7827cf38"
#define DBCONFIG_DEFENSIVE 1010
#define DBCONFIG_TRUSTED 1017
#define DBCONFIG_STMT_SCANSTATUS 1018
#define DBCONFIG_REVERSE 1019
#define DBCONFIG_MAX 1019
#define LIMIT_LENGTH 0
typedef struct db db;
typedef struct db_module {
    int version;
    int (*create)(db *, void *aux, int argc, const char *const *argv);
    int (*shadow)(const char *name);
    int (*integrity)(db *, const char *schema, int flags, char **error);
} db_module;
int db_config(db *, int option, ...);
int db_limit(db *, int id, int value);
int db_stmt_explain(db *, int mode);
