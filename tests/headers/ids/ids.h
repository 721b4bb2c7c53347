/** Rows of numbers, both known by numbers. */
#ifndef IDS_H
#define IDS_H
#include <ffigen/annotations.h>
#include <stddef.h>
#include <stdint.h>

FFI_MODULE(ids, prefix = ids_, library = ids)

/** How a call ended. */
typedef enum FFI_ERROR_ENUM(ok = IDS_OK) ids_status {
    IDS_OK = 0,  /**< Well. */
    IDS_BAD = 1, /**< Not so. */
} ids_status;

FFI_HANDLE(ids_db, close = ids_close, threads = send)
/** A store of rows; the first is number 0. */
typedef int32_t ids_db;
FFI_HANDLE(ids_row, close = ids_row_drop, threads = send, none = IDS_NO_ROW)
#define IDS_NO_ROW 0
/** One number of a store. */
typedef uint16_t ids_row;

/** Opens one. */
ids_status ids_open(const char* name, FFI_OUT ids_db* db);
ids_status ids_close(ids_db db);
/** Adds a number; IDS_NO_ROW if it is negative. */
FFI_OWNED(ids_row_drop) ids_row ids_db_insert(ids_db db, int32_t value);
void ids_row_drop(ids_row row);
int32_t ids_row_value(ids_row row);
/** The store's largest row, if it has one, which belongs to it. The number of one that was dropped
 * is refused. */
FFI_NULLABLE FFI_BORROWED_UNTIL(close)
ids_row ids_db_largest(ids_db db);
/** Whether it is one of them; there may be no row. */
int32_t ids_db_has(ids_db db, FFI_NULLABLE ids_row row) FFI_HARMLESS;
/** Rows in any number: only who may make numbers up can call it. */
int32_t ids_sum(FFI_COUNTED_BY(n) const ids_row* rows, size_t n);
/** What callers did wrong so far. */
uint32_t ids_faults(void);
/** Stores and rows that are there. */
uint32_t ids_live(void);
#endif
