/* Arrays of strings and of objects, owned buffers, tables of functions. */
#ifndef REC_H
#define REC_H
#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>
#include <ffigen/annotations.h>
FFI_MODULE(rec, prefix = rc_, library = rec)
typedef enum FFI_ERROR_ENUM(ok = RC_OK) rc_error { RC_OK = 0, RC_BAD = 1 } rc_error;
typedef struct rc_rect { int32_t x, y, w, h; } rc_rect;
FFI_HANDLE(rc_doc, close = rc_doc_close, threads = send)
typedef struct rc_doc rc_doc;
FFI_HANDLE(rc_page)
typedef struct rc_page rc_page;
rc_error rc_doc_open(FFI_OUT rc_doc **doc);
void rc_doc_close(rc_doc *doc);
/** Its rectangle. */
FFI_BORROWED const rc_rect *rc_doc_rect(const rc_doc *doc);
/** Its page. */
FFI_BORROWED rc_page *rc_doc_page(rc_doc *doc, uint32_t index);
uint32_t rc_page_words(const rc_page *page);
/** All rectangles: an array. */
FFI_BORROWED const rc_rect *rc_doc_rects(const rc_doc *doc, FFI_OUT size_t *count);
/** Bytes. */
FFI_BORROWED const uint8_t *rc_doc_bytes(const rc_doc *doc, FFI_OUT size_t *count);
/** Names. */
rc_error rc_doc_names(const rc_doc *doc, FFI_OUT FFI_COUNTED_BY(capacity) const char **names, size_t capacity, FFI_OUT FFI_COUNT_OF(names) size_t *count);
/** An owned buffer. */
rc_error rc_doc_render(const rc_doc *doc, FFI_OUT FFI_OWNED(rc_free) uint8_t **data, FFI_OUT size_t *size);
void rc_free(void *p);
typedef struct rc_ops { void (*on_open)(void *user); void (*on_close)(void *user); void *user; } rc_ops;
rc_error rc_doc_set_ops(rc_doc *doc, const rc_ops *ops);
/** No user data. */
typedef int32_t (*rc_compare)(const void *a, const void *b);
void rc_sort(rc_compare compare);
typedef enum FFI_CLOSED rc_mode { RC_A, RC_B } rc_mode;
rc_mode rc_get_mode(void);
/** time */
typedef struct rc_over { __attribute__((aligned(32))) float v[8]; const char *name; } rc_over;
rc_error rc_use(const rc_over *over);
/** An optional number. */
rc_error rc_opt(FFI_NULLABLE const uint32_t *n, FFI_OUT FFI_NULLABLE uint32_t *m);
rc_error rc_strings(FFI_COUNTED_BY(n) const char *const *names, size_t n);
rc_error rc_doc_merge(FFI_COUNTED_BY(n) rc_doc *const *docs, size_t n);
#endif
