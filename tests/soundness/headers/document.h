/* A document of many bytes. */
#ifndef BIG_H
#define BIG_H
#include <stddef.h>
#include <stdint.h>
#include <ffigen/annotations.h>
FFI_MODULE(big, prefix = bg_, library = big)
typedef enum FFI_ERROR_ENUM(ok = BG_OK) bg_error { BG_OK = 0, BG_BAD = 1 } bg_error;
/** A document. */
FFI_HANDLE(bg_doc, close = bg_doc_close, threads = send)
typedef struct bg_doc bg_doc;
bg_error bg_doc_open(size_t size, FFI_OUT bg_doc **doc);
void bg_doc_close(bg_doc *doc);
typedef struct bg_box { int32_t x, y; } bg_box;
/** Its box. */
FFI_BORROWED const bg_box *bg_doc_box(const bg_doc *doc);
/** Its text. */
FFI_BORROWED const char *bg_doc_text(const bg_doc *doc);
/** Calls whatever is set in another header. */
bg_error bg_work(FFI_COUNTED_BY(n) const uint8_t *data, size_t n);
#endif
