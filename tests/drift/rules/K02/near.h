#include <stdint.h>

#if defined(__i386__) || defined(_M_IX86)
#define CALL __attribute__((__stdcall__))
#else
#define CALL
#endif
typedef void (CALL *on_data)(uint32_t count, void *user);
