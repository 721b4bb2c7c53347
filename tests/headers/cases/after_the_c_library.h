/* Says something else where a header of the C library has been included before it. */
#ifndef __GLIBC__
typedef unsigned own_uint32;
#else
typedef unsigned long own_uint32_of_libc;
#define own_uint32 own_uint32_of_libc
#endif
typedef own_uint32 *(*own_hook)(own_uint32 *data, void *user_data);
typedef void (*own_done)(own_uint32 value, void *user_data);
own_uint32 *own_copy(const own_uint32 *from, int length);
int own_print(own_uint32 *into, int length, const char *format, ...);
void own_each(own_done done, void *user_data);
