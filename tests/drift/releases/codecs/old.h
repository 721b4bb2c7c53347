/* Modelled on FFmpeg's libavutil 56: channels are a mask and a number, old fields stand under a switch. */
#include <stdint.h>
#define UTIL_VERSION_MAJOR 56
#define UTIL_VERSION_MINOR 70
#define KEEP_OLD_PICTURES (UTIL_VERSION_MAJOR < 57)
enum sample_format { SAMPLE_NONE = -1, SAMPLE_U8, SAMPLE_S16, SAMPLE_FLOAT, SAMPLE_NB };
enum pixel_format { PIXEL_NONE = -1, PIXEL_YUV420, PIXEL_RGB24, PIXEL_NB };
typedef struct { int num, den; } rational;
typedef struct buffer_reference { void *buffer; uint8_t *data; int size; } buffer_reference;
typedef struct frame {
    uint8_t *data[8];
    int linesize[8];
    int width, height, samples, format;
    int64_t time;
#if KEEP_OLD_PICTURES
    int64_t packet_time;
#endif
    int coded_number;
    uint64_t channel_layout;
    rational time_base;
} frame;
frame *frame_alloc(void);
int frame_copy(frame *to, const frame *from);
int samples_bytes(int *line, int channels, int count, enum sample_format format, int align);
buffer_reference *buffer_alloc(int size);
