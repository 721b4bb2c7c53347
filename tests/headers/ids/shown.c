/* What shows numbers as addresses, called from C: on targets with addresses of 32 bits, too. */
#include <stdint.h>
#include <stdio.h>

struct ffigen_wrap_ids_db;
struct ffigen_wrap_ids_row;
int ffigen_wrap_ids_open(const char* name, struct ffigen_wrap_ids_db** db);
int ffigen_wrap_ids_close(struct ffigen_wrap_ids_db* db);
struct ffigen_wrap_ids_row* ffigen_wrap_ids_db_insert(struct ffigen_wrap_ids_db* db, int32_t value);
int32_t ffigen_wrap_ids_row_value(struct ffigen_wrap_ids_row* row);
void ffigen_wrap_ids_row_drop(struct ffigen_wrap_ids_row* row);
uint32_t ids_faults(void);
uint32_t ids_live(void);

static int complain(const char* what) {
    printf("%s\n", what);
    return 1;
}

int main(void) {
    struct ffigen_wrap_ids_db *zero = 0, *one = 0;
    if (ffigen_wrap_ids_open("a", &zero) || ffigen_wrap_ids_open("b", &one))
        return complain("a store does not open");
    if (!zero || !one || zero == one)
        return complain("numbers 0 and 1 are not told apart");
    struct ffigen_wrap_ids_row* row = ffigen_wrap_ids_db_insert(one, 7);
    if (!row || (void*)row == (void*)zero || (void*)row == (void*)one)
        return complain("a row and a store of one number are not told apart");
    if (ffigen_wrap_ids_row_value(row) != 7)
        return complain("a number is another one");
    if (ffigen_wrap_ids_db_insert(one, -1))
        return complain("the number of no row is one");
    ffigen_wrap_ids_row_drop(row);
    ffigen_wrap_ids_close(zero);
    ffigen_wrap_ids_close(one);
    return ids_live() || ids_faults() ? complain("what was closed is there") : 0;
}
