/* What has no cursor of its own in libclang. */
typedef union { int *as_int; const void *as_void; } any_pointer __attribute__((transparent_union));
int take_any(any_pointer p, int n);
int take_any_too(any_pointer, any_pointer second);
__attribute__((weak)) int maybe_there(int a);
__attribute__((visibility("hidden"))) int not_there(int a);
int renamed(int a) __asm__("real_name");
#pragma redefine_extname old_name new_name
int old_name(int a);
__attribute__((pure, const, hot, flatten, noinline)) int pure_one(int a);
__attribute__((some_future_attribute(1, "two"))) int future(int a);
extern _Thread_local int per_thread;
extern __thread const char *last_text;
void dies(void) __attribute__((noreturn));
