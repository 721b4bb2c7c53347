/* Modelled on SQLite 3.40: a text and a hash name the source, a MAX stands in the numbers. */
#define DB_VERSION "3.40.1"
#define DB_VERSION_NUMBER 3040001
#define DB_SOURCE_ID "2022-12-28 14:03:47 df5c253c0b3dd24916e4ec7cf77d3db5294cc9fd"
#define DBCONFIG_DEFENSIVE 1010
#define DBCONFIG_TRUSTED 1017
#define DBCONFIG_MAX 1017
#define LIMIT_LENGTH 0
typedef struct db db;
typedef struct db_module {
    int version;
    int (*create)(db *, void *aux, int argc, const char *const *argv);
    int (*shadow)(const char *name);
} db_module;
int db_config(db *, int option, ...);
int db_limit(db *, int id, int value);
