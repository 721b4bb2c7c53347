/* Texts given by closures. */
#include <ffigen/annotations.h>
#include <stddef.h>
#include <stdint.h>
FFI_MODULE(closures_that_give_texts, prefix = sy_, library = say)
typedef enum FFI_ERROR_ENUM(ok = SY_OK) sy_status { SY_OK = 0, SY_BAD = 1, SY_FULL = 2 } sy_status;
/** Says what to say to a number. */
typedef const char *(*sy_say)(void *user, int32_t n) FFI_BORROWED;
typedef const char *(*sy_title)(void *user) FFI_BORROWED_UNTIL(close) FFI_NULLABLE;
typedef const char *(*sy_bare)(int32_t n) FFI_BORROWED;
FFI_HANDLE(sy_box, close = sy_box_close, threads = safe)
typedef struct sy_box sy_box;
typedef struct sy_actor { sy_say say; FFI_NULLABLE sy_title title; void *user; } sy_actor;
sy_status sy_box_open(FFI_OUT sy_box **box);
void sy_box_close(sy_box *box);
sy_status sy_box_on(sy_box *box, FFI_CALLBACK(user_data = user, lifetime = until, until = sy_box_off, thread = any) sy_say say, void *user);
sy_status sy_box_off(sy_box *box, void *user);
sy_status sy_box_act(sy_box *box, FFI_CALLBACK(user_data = user, lifetime = close, thread = any) const sy_actor *actor);
/** Says n .. n + k, joined by |. */
sy_status sy_box_run(sy_box *box, int32_t n, int32_t k, FFI_OUT FFI_COUNTED_BY(size) char *text, size_t size);
sy_status sy_now(FFI_CALLBACK(user_data = user, lifetime = call) sy_say say, void *user, int32_t n, FFI_OUT FFI_COUNTED_BY(size) char *text, size_t size);
sy_status sy_bare_now(FFI_CALLBACK(lifetime = call) sy_bare say, int32_t n, FFI_OUT FFI_COUNTED_BY(size) char *text, size_t size);
sy_status sy_hook(FFI_CALLBACK(lifetime = process) FFI_NULLABLE sy_bare say);
sy_status sy_hook_run(int32_t n, FFI_OUT FFI_COUNTED_BY(size) char *text, size_t size);
