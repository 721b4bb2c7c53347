/* Shelves that take each other over. */
#ifndef SHELF_H
#define SHELF_H

#include <stddef.h>
#include <stdint.h>

#include <ffigen/annotations.h>

FFI_MODULE(shelves, prefix = shelf_, rpc = all)

#ifdef __cplusplus
extern "C" {
#endif

/** What went wrong. */
typedef enum FFI_ERROR_ENUM(ok = SHELF_OK) shelf_error { SHELF_OK = 0, SHELF_BAD = 1 } shelf_error;

FFI_HANDLE(shelf, close = shelf_close, threads = send)
/** Has books. */
typedef struct shelf shelf;

shelf_error shelf_open(uint32_t books, FFI_OUT shelf** opened);
void shelf_close(shelf* closed);
uint32_t shelf_books(const shelf* asked);
/** Takes the books of another one, which is gone then. */
shelf_error shelf_merge(shelf* into, FFI_CONSUMED shelf* other);
/** Moves books to another one. */
shelf_error shelf_move(shelf* from, shelf* to, uint32_t books) FFI_HARMLESS;
/** How many more the one has. */
int64_t shelf_compare(const shelf* one, const shelf* other);
/** The widths of boards by their places, which are trusted. */
shelf_error shelf_widths(FFI_COUNTED_BY(n) FFI_RANGE(0, 3) const int32_t* places,
                         FFI_OUT FFI_COUNTED_BY(n) int64_t* widths, size_t n);
/** All letters of titles. */
uint64_t shelf_letters(FFI_COUNTED_BY(n) const char* const* titles, size_t n);
/** Of a board. */
typedef struct shelf_board {
    FFI_RANGE(0, 3) uint8_t places[2]; /**< Where it stands. */
} shelf_board;
/** Both widths of a board together. */
int64_t shelf_width(const shelf_board* board);

#ifdef __cplusplus
}
#endif

#endif
