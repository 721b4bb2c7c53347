/* Modelled on liblzma 5.4: two of them mean something, and a decoder reads them. */
#include <stdint.h>
#define PACK_VERSION_MAJOR 5
#define PACK_VERSION_MINOR 4
#define PACK_VERSION_PATCH 0
typedef enum { PACK_RESERVED_ENUM = 0 } pack_reserved_enum;
typedef struct {
    uint32_t flags;
    uint32_t threads;
    uint64_t block_size;
    uint32_t timeout;
    uint32_t preset;
    pack_reserved_enum reserved_enum1;
    uint32_t reserved_int1;
    uint64_t memory_limit_threading;
    uint64_t memory_limit_stop;
    void *reserved_ptr1;
} pack_mt;
int pack_encoder_mt(pack_mt *options);
int pack_decoder_mt(const pack_mt *options);
