/* Objects that nobody closes. */
#include <ffigen/annotations.h>
#include <stdint.h>
FFI_MODULE(c3, prefix = c3_, library = c3)
FFI_HANDLE(c3_db, close = c3_db_close)
typedef struct c3_db c3_db;
FFI_OWNED(c3_db_close) c3_db *c3_db_open(void);
void c3_db_close(c3_db *db);
FFI_HANDLE(c3_cursor)
typedef struct c3_cursor c3_cursor;
/** The cursor belongs to the db. */
FFI_BORROWED c3_cursor *c3_db_cursor(c3_db *db);
int64_t c3_cursor_row(const c3_cursor *c);
