/* Modelled on libtiff 3.9: sizes and offsets are 32 bits, and typedefs say so to everyone. */
#include <stdint.h>
typedef struct raster raster;
typedef uint32_t row_offset;
typedef int32_t byte_count;
typedef uint32_t tag;
typedef struct { uint16_t magic, version; uint32_t first; } raster_header;
typedef struct { tag number; short read, write; int type; unsigned short bit; unsigned char ok, counted; char *name; } field_info;
#define RASTER_VERSION 42
raster *raster_open(const char *name, const char *mode);
byte_count raster_strip_size(raster *r);
byte_count raster_read_strip(raster *r, uint32_t strip, void *to, byte_count size);
int raster_get(raster *r, tag number, ...);
void raster_add_fields(raster *r, const field_info *fields, int count);
