/* Modelled on LZ4 1.9.0: one reserved word has a meaning, the state has grown, resets go by another name too. */
#include <stddef.h>
#define FRAME_VERSION 100
typedef size_t frame_error;
typedef enum { BLOCK_DEFAULT = 0, BLOCK_64K = 4, BLOCK_256K = 5, BLOCK_1M = 6, BLOCK_4M = 7 } block_size;
typedef enum { CHECKSUM_NONE = 0, CHECKSUM_ENABLED } content_checksum;
typedef struct {
    block_size size;
    content_checksum checksum;
    unsigned long long content_size;
    unsigned dictionary;
    unsigned checksum_of_blocks;
} frame_info;
typedef struct {
    frame_info info;
    int level;
    unsigned auto_flush;
    unsigned favour_decoding;
    unsigned reserved[3];
} frame_preferences;
#define STATE_BYTES 32
typedef union { unsigned long long table[STATE_BYTES / 8]; } stream_state;
size_t frame_bound(size_t source_size, const frame_preferences *preferences);
size_t frame_compress(void *to, size_t capacity, const void *from, size_t size, const frame_preferences *preferences);
void stream_reset(stream_state *state);
void stream_reset_fast(stream_state *state);
int frame_level_max(void);
