#include <stdint.h>

struct block {
    uint64_t sequence;
    uint32_t flags;
    uint32_t rate;
    uint32_t channels;
    uint32_t frames;
    uint32_t reserved0;
};
void block_write(const struct block *block);
void block_read(struct block *block);
