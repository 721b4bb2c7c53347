/* A struct without a tag, whose address has a name of its own. */
typedef struct {
    int width;
    void *opaque;
    char message[64];
} image, *imagep;
typedef imagep image_ref;
typedef union { int i; float f; } *either;
int image_read(imagep image, const char *file_name);
int image_ref_read(image_ref image);
imagep image_next(imagep image);
int image_plain(image *image);
int either_read(either value);
