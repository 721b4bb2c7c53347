/* Modelled on libpng 1.2: the record of a picture is open, and programs reach into it. */
#include <stddef.h>
typedef unsigned char byte;
typedef unsigned long u32;
typedef struct picture_struct picture;
typedef void (*picture_error)(picture *, const char *);
struct picture_struct {
    picture_error on_error, on_warning;
    void *user;
    u32 width, height;
    byte depth, colour, interlaced;
    byte signature[8];
};
typedef struct { byte red, green, blue; } palette_entry;
#define PICTURE_MAX ((u32)0x7fffffffL)
picture *picture_create(const char *version, void *user, picture_error error, picture_error warning);
u32 picture_width(const picture *p);
void picture_read_row(picture *p, byte *row, byte *shown);
int picture_signature(byte *bytes, size_t start, size_t count);
void picture_destroy(picture **p);
