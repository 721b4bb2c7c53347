/* Modelled on Linux 6.6: arrays of no length by C's own words, more ways out in the union, a flag more. */
#include <stdint.h>
#define VERSION_OF_API 12
#define MEMORY_LOG_DIRTY (1UL << 0)
#define MEMORY_READONLY (1UL << 1)
#define MEMORY_PRIVATE (1UL << 2)
struct memory_region { uint32_t slot, flags; uint64_t guest, size, user; };
struct message_list { uint32_t count, pad; uint64_t entries[]; };
struct run_state {
    uint8_t request, immediate;
    uint8_t padding1[6];
    uint32_t reason;
    uint8_t ready, flag;
    uint16_t flags;
    union {
        struct { uint64_t code; } hardware;
        struct { uint8_t data[8]; uint32_t size; } io;
        struct { uint64_t flags, guest, size; } memory_fault;
        char padding[256];
    };
};
