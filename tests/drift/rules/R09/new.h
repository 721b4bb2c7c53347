#include <stdint.h>

typedef struct stream stream;
stream *stream_open(void);
