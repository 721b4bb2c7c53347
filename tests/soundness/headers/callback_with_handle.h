/* A callback gets an object that it may change. */
#include <ffigen/annotations.h>
FFI_MODULE(c1, prefix = c1_, library = c1)
FFI_HANDLE(c1_db, close = c1_db_close)
typedef struct c1_db c1_db;
c1_db *c1_db_open(void);
void c1_db_close(c1_db *db);
typedef void (*c1_cb)(void *user, c1_db *db);
void c1_each(c1_db *db, FFI_CALLBACK(user_data = user, lifetime = call) c1_cb f, void *user);
