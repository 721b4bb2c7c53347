/* Modelled on libtiff 4.0: files beyond 4 GB: 64-bit offsets and counts of the machine's width. */
#include <stddef.h>
#include <stdint.h>
typedef struct raster raster;
typedef uint64_t row_offset;
typedef ptrdiff_t byte_count;
typedef uint32_t tag;
typedef struct { uint16_t magic, version; uint32_t first; } raster_header;
typedef struct { uint16_t magic, version, offset_size, unused; uint64_t first; } raster_header_big;
typedef struct { tag number; short read, write; int type; unsigned short bit; unsigned char ok, counted; char *name; } field_info;
#define RASTER_VERSION 42
#define RASTER_VERSION_BIG 43
raster *raster_open(const char *name, const char *mode);
byte_count raster_strip_size(raster *r);
byte_count raster_read_strip(raster *r, uint32_t strip, void *to, byte_count size);
int raster_get(raster *r, tag number, ...);
int raster_add_fields(raster *r, const field_info *fields, uint32_t count);
