/* Combinations: views of what belongs to another object, objects of two parents of which one may be
 * missing, what is counted and lends, what ends while others need it, closures that give records,
 * and numbers that stand for objects. */
#ifndef COMBINATIONS_H
#define COMBINATIONS_H
#include <ffigen/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
FFI_MODULE(combinations, prefix = odd_, last_error = odd_last_error)
/** How it ended. */
typedef enum FFI_ERROR_ENUM(ok = ODD_OK) odd_status {
    ODD_OK = 0,
    ODD_BAD = 1,
    ODD_SMALL = 2
} odd_status;
const char* odd_last_error(void);

/* whole -> part -> data */
FFI_HANDLE(odd_whole, close = odd_whole_close, threads = send)
typedef struct odd_whole odd_whole;
FFI_HANDLE(odd_part, threads = send)
typedef struct odd_part odd_part;
odd_status odd_whole_open(uint32_t n, FFI_OUT odd_whole** whole);
void odd_whole_close(odd_whole* whole);
/** Frees the data of the parts and makes it anew. */
odd_status odd_whole_resize(odd_whole* whole, uint32_t n);
FFI_BORROWED odd_part* odd_whole_part(odd_whole* whole);
FFI_BORROWED const odd_part* odd_whole_look(const odd_whole* whole);
FFI_BORROWED FFI_COUNTED_BY(n) const float* odd_part_data(const odd_part* part, FFI_OUT size_t* n);
FFI_BORROWED FFI_COUNTED_BY(n)
float* odd_part_edit(odd_part* part, FFI_OUT size_t* n);
FFI_BORROWED_UNTIL(close)
FFI_COUNTED_BY(n) const float* odd_whole_fixed(const odd_whole* whole, FFI_OUT size_t* n);
void odd_part_resize(odd_part* part, uint32_t n);

/* two parents, a taker */
FFI_HANDLE(odd_a, close = odd_a_close, threads = safe)
typedef struct odd_a odd_a;
FFI_HANDLE(odd_pair, close = odd_pair_close, threads = safe)
typedef struct odd_pair odd_pair;
FFI_HANDLE(odd_box, close = odd_box_close, threads = safe)
typedef struct odd_box odd_box;
FFI_OWNED(odd_a_close) odd_a* odd_a_new(int32_t number);
void odd_a_close(odd_a* a);
odd_status odd_pair_make(odd_a* first, FFI_NULLABLE odd_a* second, FFI_OUT odd_pair** pair);
void odd_pair_close(odd_pair* pair);
int32_t odd_pair_sum(const odd_pair* pair);
FFI_OWNED(odd_box_close) odd_box* odd_box_new(void);
void odd_box_close(odd_box* box);
/** Has the pair from now on. */
odd_status odd_box_take(odd_box* box, FFI_CONSUMED odd_pair* pair);
int32_t odd_box_sum(const odd_box* box);
/** Sum of all. */
int64_t odd_a_sum(FFI_COUNTED_BY(n) odd_a* const* all, size_t n);
/** What the box holds last. */
FFI_OWNED(odd_pair_close)
FFI_NULLABLE odd_pair* odd_pair_copy(FFI_NULLABLE const odd_pair* pair, FFI_NULLABLE odd_a* other);

/* counted, and lends */
FFI_HANDLE(odd_ref, close = odd_ref_release, retain = odd_ref_retain, threads = send)
typedef struct odd_ref odd_ref;
typedef struct odd_block {
    uint32_t size;
    float values[16];
} odd_block;
odd_status odd_ref_new(FFI_OUT odd_ref** ref);
void odd_ref_release(odd_ref* ref);
void odd_ref_retain(odd_ref* ref);
odd_status odd_ref_claim(odd_ref* ref, FFI_OUT odd_block** block)
    FFI_LEND(end = odd_ref_commit, cancel = odd_ref_cancel);
odd_status odd_ref_commit(odd_ref* ref, odd_block* block);
void odd_ref_cancel(odd_ref* ref, odd_block* block);
uint32_t odd_ref_owners(const odd_ref* ref);
FFI_BORROWED FFI_COUNTED_BY(n) const float* odd_ref_data(const odd_ref* ref, FFI_OUT size_t* n);
void odd_ref_grow(odd_ref* ref);

/* ended with children */
FFI_HANDLE(odd_db, close = odd_db_close, threads = send)
typedef struct odd_db odd_db;
FFI_HANDLE(odd_txn, close = odd_txn_abort, threads = send)
typedef struct odd_txn odd_txn;
FFI_HANDLE(odd_cur, close = odd_cur_close, threads = send)
typedef struct odd_cur odd_cur;
odd_status odd_db_open(FFI_OUT odd_db** db);
odd_status odd_db_close(odd_db* db);
odd_status odd_db_begin(odd_db* db, FFI_NULLABLE odd_txn* parent, FFI_OUT odd_txn** txn);
void odd_txn_abort(odd_txn* txn);
odd_status odd_txn_commit(FFI_ENDED odd_txn* txn);
odd_status odd_txn_cursor(odd_txn* txn, FFI_OUT odd_cur** cur);
void odd_cur_close(odd_cur* cur);
int32_t odd_cur_get(odd_cur* cur);
/** Moves the cursor to another transaction. */
odd_status odd_cur_renew(odd_txn* txn, odd_cur* cur);

/* numbers */
typedef uint32_t odd_id;
FFI_HANDLE(odd_id, close = odd_id_delete, none = 0)
odd_status odd_id_new(FFI_OUT odd_id* id);
void odd_id_delete(odd_id id);
int32_t odd_id_value(odd_id id);
typedef void (*odd_note)(int32_t value, void* user);
odd_status odd_id_watch(odd_id id, FFI_CALLBACK(user_data = user, lifetime = close) odd_note note,
                        void* user);
void odd_id_fire(odd_id id, int32_t value);

/* callbacks that give */
typedef struct odd_point {
    int32_t x, y;
} odd_point;
typedef odd_point (*odd_shape)(int32_t i, void* user);
typedef const char* (*odd_namer)(int32_t i, void* user);
typedef odd_status (*odd_fill)(FFI_OUT FFI_BORROWED FFI_COUNTED_BY(n) float* out, size_t n, void* user);
typedef bool (*odd_visit)(const odd_pair* pair, FFI_COUNTED_BY(n) const float* values, uint32_t n,
                          FFI_NULLABLE const char* text, void* user);
int64_t odd_shapes(int32_t n, FFI_CALLBACK(user_data = user, lifetime = call) odd_shape shape,
                   void* user);
int64_t odd_names(int32_t n, FFI_CALLBACK(user_data = user, lifetime = call) odd_namer namer,
                  void* user);
odd_status odd_fills(size_t n, FFI_CALLBACK(user_data = user, lifetime = call) odd_fill fill,
                     void* user, FFI_OUT double* sum);
odd_status odd_visits(const odd_box* box,
                      FFI_CALLBACK(user_data = user, lifetime = call) odd_visit visit, void* user);

/* in and out */
typedef union odd_value {
    int32_t i;
    float f;
    char text[8];
} odd_value;
typedef struct odd_item {
    uint32_t kind;
    union FFI_TAGGED_BY(kind) {
        FFI_CASE(0) int32_t i;
        FFI_CASE(1) odd_point p;
    };
    char name[8];
} odd_item;
odd_status odd_item_step(FFI_INOUT odd_item* item);
odd_status odd_items(FFI_INOUT FFI_COUNTED_BY(n) odd_item* items, uint16_t n);
odd_status odd_maybe(FFI_INOUT FFI_NULLABLE int32_t* value, FFI_OUT FFI_NULLABLE odd_item* item,
                     FFI_NULLABLE FFI_COUNTED_BY(n) const float* data, size_t n);
odd_value odd_value_same(odd_value value);
/** Text that grows at each asking. */
odd_status odd_grow(FFI_OUT FFI_COUNTED_BY(n) char* text, size_t n,
                    FFI_OUT FFI_COUNT_OF(text) size_t* need) FFI_REPEATABLE;
int64_t odd_lines(FFI_TERMINATED_BY(NULL) const char* const* lines);
double odd_rows(FFI_COUNTED_BY(r) FFI_EACH_COUNTED_BY(c) const float* const* rows, uint32_t r,
                uint32_t c);
/** A table of functions with one nullable. */
typedef struct odd_ops {
    odd_shape shape;
    FFI_NULLABLE odd_namer namer;
} odd_ops;
FFI_HANDLE(odd_reg, close = odd_reg_close, threads = safe)
typedef struct odd_reg odd_reg;
odd_status odd_reg_new(FFI_OUT odd_reg** reg);
void odd_reg_close(odd_reg* reg);
odd_status odd_reg_add(odd_reg* reg,
                       FFI_CALLBACK(user_data = user, lifetime = until, until = odd_reg_remove,
                                    thread = any) const odd_ops* ops,
                       void* user);
odd_status odd_reg_remove(odd_reg* reg, void* user);
int64_t odd_reg_run(odd_reg* reg, int32_t n);
#endif
