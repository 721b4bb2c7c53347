/* ---- what has no fixed length ------------------------------------------- */

#ifndef FFI_CBOR_VIEWS
#define FFI_CBOR_VIEWS

/* Views: to be written, of the caller's memory; read, of the message, which
 * must outlive them. NULL stands for null where that is allowed. */

typedef struct ffi_cbor_text {
  const char *data; /* UTF-8 without NUL */
  size_t size;
} ffi_cbor_text;

typedef struct ffi_cbor_bytes {
  const uint8_t *data;
  size_t size;
} ffi_cbor_bytes;

/** Written: numbers of this machine. Read: little-endian, at any address;
 *  ffi_cbor_copy_numbers() makes the one of the other. */
typedef struct ffi_cbor_numbers {
  const void *data;
  size_t count;
} ffi_cbor_numbers;

/** Written: an array in C. Read: items as they are encoded. */
typedef struct ffi_cbor_list {
  const void *items;
  size_t count;
  size_t size; /* bytes, of what was read */
  bool strict;
} ffi_cbor_list;

static inline ffi_cbor_text ffi_cbor_text_of(const char *text) {
  ffi_cbor_text view = {text, text != NULL ? strlen(text) : 0};
  return view;
}

static inline void ffi_cbor_put_null(ffi_cbor_writer *w) {
  ffi_cbor_store(w, 0xf6, 0, 0);
}

static inline bool ffi_cbor_get_null(ffi_cbor_reader *r) {
  if (r->at == r->end || *r->at != 0xf6)
    return false;
  ++r->at;
  return true;
}

static inline void ffi_cbor_put_string(ffi_cbor_writer *w, unsigned major,
                                       const void *data, size_t size) {
  ffi_cbor_put_head(w, major, size);
  if (size > 0)
    ffi_cbor_put_raw(w, data, size);
}

static inline void ffi_cbor_put_text_view(ffi_cbor_writer *w,
                                          ffi_cbor_text text) {
  if (text.size > 0) {
    if (!ffi_cbor_is_utf8((const uint8_t *)text.data, text.size))
      ffi_cbor_write_fails(w, FFI_CBOR_BAD_UTF8);
    else if (ffi_cbor_until_nul(text.data, text.size) != text.size)
      ffi_cbor_write_fails(w, FFI_CBOR_OUT_OF_RANGE);
  }
  ffi_cbor_put_string(w, 3, text.data, text.size);
}

static inline void ffi_cbor_put_bytes_view(ffi_cbor_writer *w,
                                           ffi_cbor_bytes bytes) {
  ffi_cbor_put_string(w, 2, bytes.data, bytes.size);
}

static inline void ffi_cbor_put_numbers_view(ffi_cbor_writer *w, unsigned tag,
                                             ffi_cbor_numbers numbers,
                                             size_t width) {
  ffi_cbor_put_head(w, 6, tag);
  ffi_cbor_put_head(w, 2, (uint64_t)numbers.count * width);
  if (numbers.count > 0)
    ffi_cbor_put_numbers(w, numbers.data, numbers.count, width);
}

static inline ffi_cbor_text ffi_cbor_get_text_view(ffi_cbor_reader *r) {
  const uint8_t *const start = r->at;
  ffi_cbor_text view = {NULL, 0};
  size_t size;
  const uint8_t *const bytes = ffi_cbor_get_string(r, 3, &size);
  if (bytes == NULL)
    return view;
  if (!ffi_cbor_is_utf8(bytes, size))
    ffi_cbor_read_fails(r, FFI_CBOR_BAD_UTF8, start);
  else if (ffi_cbor_until_nul(bytes, size) != size)
    ffi_cbor_read_fails(r, FFI_CBOR_OUT_OF_RANGE, start);
  view.data = (const char *)bytes;
  view.size = size;
  return view;
}

static inline ffi_cbor_bytes ffi_cbor_get_bytes_view(ffi_cbor_reader *r) {
  ffi_cbor_bytes view = {NULL, 0};
  view.data = ffi_cbor_get_string(r, 2, &view.size);
  return view;
}

static inline ffi_cbor_numbers ffi_cbor_get_numbers_view(ffi_cbor_reader *r,
                                                         unsigned tag,
                                                         size_t width) {
  const uint8_t *const start = r->at;
  ffi_cbor_numbers view = {NULL, 0};
  uint64_t found;
  size_t size;
  if (!ffi_cbor_expect(r, 6, &found))
    return view;
  if (found != tag) {
    ffi_cbor_read_fails(r, FFI_CBOR_WRONG_TYPE, start);
    return view;
  }
  view.data = ffi_cbor_get_string(r, 2, &size);
  if (size % width != 0)
    ffi_cbor_read_fails(r, FFI_CBOR_OUT_OF_RANGE, start);
  view.count = size / width;
  return view;
}

/** Any number of items, each well-formed; what they are is seen later. */
static inline ffi_cbor_list ffi_cbor_get_list_view(ffi_cbor_reader *r) {
  const uint8_t *const start = r->at;
  ffi_cbor_list view = {NULL, 0, 0, r->strict};
  ffi_cbor_head head;
  if (!ffi_cbor_get_head(r, &head))
    return view;
  if (head.major != 4) {
    ffi_cbor_read_fails(r, FFI_CBOR_WRONG_TYPE, start);
    return view;
  }
  if (!ffi_cbor_enter(r, start))
    return view;
  const uint8_t *const items = r->at;
  const bool open = head.info == 31;
  while (r->status == FFI_CBOR_OK &&
         (open ? r->at == r->end || *r->at != 0xff
               : view.count < head.argument)) {
    ffi_cbor_skip(r);
    ++view.count;
  }
  view.items = items;
  view.size = (size_t)(r->at - items);
  if (open && r->status == FFI_CBOR_OK)
    ++r->at;
  ++r->depth;
  return view;
}

static inline ffi_cbor_reader ffi_cbor_read_list(const ffi_cbor_list *list) {
  const uint8_t *const items = (const uint8_t *)list->items;
  ffi_cbor_reader r = {items, items, items, 0,
                       NULL, FFI_CBOR_OK, 32, false};
  if (list->size > 0)
    r.end += list->size;
  r.strict = list->strict;
  return r;
}

static inline size_t ffi_cbor_texts_bound(const ffi_cbor_list *texts) {
  size_t size = 0;
  for (size_t i = 0; i < texts->count; ++i)
    size += 9 + ((const ffi_cbor_text *)texts->items)[i].size;
  return size;
}

#endif /* FFI_CBOR_VIEWS */
