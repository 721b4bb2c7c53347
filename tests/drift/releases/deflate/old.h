/* Modelled on zlib 1.2.11. */
#define CODEC_VERSION "1.2.11"
#define CODEC_VERNUM 0x12b0
#define CODEC_VER_MAJOR 1
#define CODEC_VER_MINOR 2
#define CODEC_VER_REVISION 11
typedef struct stream {
    const unsigned char *next_in;
    unsigned avail_in;
    unsigned long total_in;
    unsigned char *next_out;
    unsigned avail_out;
    unsigned long total_out;
    const char *message;
    void *state;
    unsigned long reserved;
} stream;
int deflate_init_(stream *s, int level, const char *version, int size);
#define deflate_init(s, level) deflate_init_((s), (level), CODEC_VERSION, (int)sizeof(stream))
unsigned long crc_combine(unsigned long first, unsigned long second, long length);
unsigned long crc(unsigned long crc, const unsigned char *bytes, unsigned length);
