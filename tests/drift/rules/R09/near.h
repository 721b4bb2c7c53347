#include <stdint.h>

typedef struct stream {
    uint32_t rate; /* Hz */
    uint32_t channels;
} stream;
stream *stream_open(void);
