/* Lists that C fills, arrays of objects, and objects by value: none has a safe form, and the
 * packages build without them. */
#ifndef MANY_ADDRESSES_H
#define MANY_ADDRESSES_H
#include <ffigen/annotations.h>
#include <stddef.h>
#include <stdint.h>
FFI_MODULE(many, prefix = my_, library = many)
typedef enum FFI_ERROR_ENUM(ok = MY_OK) my_status { MY_OK = 0, MY_BAD = 1 } my_status;
typedef struct my_block {
    int32_t n;
} my_block;
FFI_HANDLE(my_session, close = my_session_close, threads = send)
typedef struct my_session my_session;
my_status my_session_open(FFI_OUT my_session** session);
void my_session_close(my_session* session);
my_status my_pair(FFI_OUT my_session* both[2]);
my_status my_new_pair(my_session* both[2]);
my_status my_list(FFI_OUT FFI_COUNTED_BY(n) my_session** all, size_t n,
                  FFI_OUT FFI_COUNT_OF(all) size_t* found);
my_status my_list_until(FFI_OUT FFI_TERMINATED_BY(NULL) my_session** all);
my_status my_parts(my_session* session, FFI_OUT FFI_BORROWED FFI_COUNTED_BY(n) my_session** all,
                   size_t n);
int32_t my_bytes(FFI_SIZED_BY(n) const my_session* const* all, size_t n);
my_status my_lend(my_session* session, FFI_OUT FFI_COUNTED_BY(n) my_block** blocks, size_t n)
    FFI_LEND(end = my_give_back);
my_status my_give_back(my_session* session, my_block* block);
typedef const char* my_names[3];
my_status my_names_of(FFI_OUT my_names names);
my_status my_planes(FFI_OUT FFI_OWNED(my_free) FFI_COUNTED_BY(n) uint8_t* planes[3],
                    FFI_OUT size_t* n);
void my_free(void* memory);

FFI_HANDLE(my_state, close = my_state_end, threads = send)
/** Known by its address, though everyone may look into it. */
typedef struct my_state {
    int32_t a, b;
} my_state;
FFI_OWNED(my_state_end) my_state* my_state_new(void);
void my_state_end(my_state* state);
int32_t my_state_use(my_state* state);
int32_t my_state_use_two(my_state states[2]);
int32_t my_state_use_all(my_state states[]);
int32_t my_state_by_value(my_state state);
my_state my_state_copy(const my_state* state);
typedef struct my_states {
    int32_t n;
    my_state inner[2];
} my_states;
int32_t my_states_use(const my_states* states);
my_status my_states_get(FFI_OUT my_states* states);
typedef void (*my_with)(void* user, my_state state, const my_states* states);
void my_each(FFI_CALLBACK(user_data = user, lifetime = call) my_with with, void* user);

/* Names of languages, in lines that a formatter fills. */
int32_t my_type(int32_t type, int32_t len, int32_t range, int32_t err, int32_t result, int32_t text,
                int32_t unsafe, int32_t raw, int32_t list, int32_t print, int32_t str);
int32_t my_look(FFI_INOUT FFI_COUNTED_BY(n) FFI_RANGE(0, 3) int32_t* x, size_t n, int32_t x_given,
                int32_t xGiven, int32_t x_);
#endif
