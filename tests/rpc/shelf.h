/* Shelves that take each other over. */
#ifndef SHELF_H
#define SHELF_H

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

#ifdef __cplusplus
}
#endif

#endif
