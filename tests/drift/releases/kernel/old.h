/* Modelled on the interface of Linux 5.10: arrays of no length at the end, words of padding, flags. */
#include <stdint.h>
#define VERSION_OF_API 12
#define MEMORY_LOG_DIRTY (1UL << 0)
#define MEMORY_READONLY (1UL << 1)
struct memory_region { uint32_t slot, flags; uint64_t guest, size, user; };
struct message_list { uint32_t count, pad; uint64_t entries[0]; };
struct run_state {
    uint8_t request, immediate;
    uint8_t padding1[6];
    uint32_t reason;
    uint8_t ready, flag;
    uint16_t flags;
    union {
        struct { uint64_t code; } hardware;
        struct { uint8_t data[8]; uint32_t size; } io;
        char padding[256];
    };
};
