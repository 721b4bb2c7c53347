/* Modelled on libpng 1.5: the record is the library's own affair, 32 bits are 32 bits, promises of const are kept. */
#include <stddef.h>
typedef unsigned char byte;
typedef unsigned int u32;
typedef struct picture_struct picture;
typedef void (*picture_error)(picture *, const char *);
typedef struct { byte red, green, blue; } palette_entry;
#define PICTURE_MAX ((u32)0x7fffffffL)
picture *picture_create(const char *version, void *user, picture_error error, picture_error warning);
u32 picture_width(const picture *p);
void picture_read_row(picture *p, byte *row, byte *shown);
int picture_signature(const byte *bytes, size_t start, size_t count);
void picture_destroy(picture **p);
void picture_long_jump(const picture *p, int value) __attribute__((noreturn));
