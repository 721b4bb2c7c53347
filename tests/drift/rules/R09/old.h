#include <stdint.h>

typedef struct stream {
    uint32_t rate;
    uint32_t channels;
} stream;
stream *stream_open(void);
