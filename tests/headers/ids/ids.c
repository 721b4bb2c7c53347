/* Rows of numbers, both known by numbers that are given out again. It counts what its callers do
 * wrong. */
#include "ids.h"

enum { MOST = 64 };
static struct {
    int is_open;
    int32_t value;
    ids_db db; /* of a row */
} dbs[MOST], rows[MOST];
static uint32_t faults;

static int is_db(ids_db db) { return db >= 0 && db < MOST && dbs[db].is_open; }
static int is_row(ids_row row) { return row > 0 && row < MOST && rows[row].is_open; }

ids_status ids_open(const char* name, ids_db* db) {
    if (!*name)
        return IDS_BAD;
    for (*db = 0; *db < MOST; ++*db)
        if (!dbs[*db].is_open) {
            dbs[*db].is_open = 1;
            return IDS_OK;
        }
    *db = -1;
    return IDS_BAD;
}

ids_status ids_close(ids_db db) {
    if (!is_db(db)) {
        faults++;
        return IDS_BAD;
    }
    for (ids_row row = 1; row < MOST; row++)
        faults += rows[row].is_open && rows[row].db == db; /* it needs its store */
    dbs[db].is_open = 0;
    return IDS_OK;
}

ids_row ids_db_insert(ids_db db, int32_t value) {
    faults += !is_db(db);
    for (ids_row row = 1; value >= 0 && row < MOST; row++)
        if (!rows[row].is_open) {
            rows[row].is_open = 1;
            rows[row].value = value;
            rows[row].db = db;
            return row;
        }
    return IDS_NO_ROW;
}

void ids_row_drop(ids_row row) {
    faults += !is_row(row) || !is_db(rows[row].db);
    rows[row].is_open = 0;
}

int32_t ids_row_value(ids_row row) {
    faults += !is_row(row);
    return rows[row].value;
}

ids_row ids_db_largest(ids_db db) {
    faults += !is_db(db);
    ids_row largest = IDS_NO_ROW;
    for (ids_row row = 1; row < MOST; row++)
        if (rows[row].is_open && rows[row].db == db && rows[row].value >= rows[largest].value)
            largest = row;
    return largest;
}

int32_t ids_db_has(ids_db db, ids_row row) {
    faults += !is_db(db) || (row != IDS_NO_ROW && !is_row(row));
    return row != IDS_NO_ROW && rows[row].db == db;
}

int32_t ids_sum(const ids_row* all, size_t n) {
    int32_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += rows[all[i]].value;
    return sum;
}

uint32_t ids_faults(void) { return faults; }

uint32_t ids_live(void) {
    uint32_t live = 0;
    for (int i = 0; i < MOST; i++)
        live += (uint32_t)(dbs[i].is_open + rows[i].is_open);
    return live;
}
