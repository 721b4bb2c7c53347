/* The contract of a notebook as it became: a field more, one less, and a function. */
#ifndef NOTE_H
#define NOTE_H

#include <stdint.h>

#include <ffigen/annotations.h>

FFI_MODULE(note, prefix = note_, rpc = all)

#ifdef __cplusplus
extern "C" {
#endif

/** What went wrong. */
typedef enum FFI_ERROR_ENUM(ok = NOTE_OK) note_error { NOTE_OK = 0, NOTE_FULL = 1 } note_error;

/** A note. */
typedef struct FFI_WIRE note_page {
    uint32_t number;
    FFI_DEFAULT(7) uint32_t colour; /**< Of the paper. */
    char text[24];
} note_page;

/** Gives the page back with its number. */
note_error note_add(const note_page* page, FFI_OUT note_page* added);
/** How many pages there are. */
uint32_t note_count(void);

#ifdef __cplusplus
}
#endif

#define NOTE_HAS_COLOUR 1

#endif
