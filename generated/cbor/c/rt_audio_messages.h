/* Made by ffigen from rt_audio_ffi.h: what is sent and answered when its functions
 * are called from other processes, for clients and servers. */
#ifndef RT_AUDIO_MESSAGES_H
#define RT_AUDIO_MESSAGES_H

#include "rt_audio_cbor.h"

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

/* ---- abi_version, request */

typedef struct rt_ffi_abi_version_request {
  char nothing; /* C has no empty structs */
} rt_ffi_abi_version_request;

static inline void rt_ffi_abi_version_request_cbor_put(ffi_cbor_writer *w,
                                                       const rt_ffi_abi_version_request *value) {
  (void)value;
  ffi_cbor_put_raw(w, "\240", 1);
}

static inline void rt_ffi_abi_version_request_cbor_get(ffi_cbor_reader *r,
                                                       rt_ffi_abi_version_request *value) {
  const uint8_t *const start = r->at;
  const ffi_cbor_key none = {NULL, 0, false};
  const uint64_t missing = 0;
  ffi_cbor_map map = ffi_cbor_open_map(r);
  memset(value, 0, sizeof *value);
  while (ffi_cbor_more(r, &map))
    (void)ffi_cbor_find_key(r, &none, 0, &missing);
  ffi_cbor_close_map(r, start, &none, 0, &missing);
}

/** Bytes that are always enough for rt_ffi_abi_version_request_to_cbor(). */
static inline size_t rt_ffi_abi_version_request_cbor_bound(const rt_ffi_abi_version_request *value) {
  size_t size = 1;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_abi_version_request_to_cbor(const rt_ffi_abi_version_request *value,
                                                                 uint8_t *buffer,
                                                                 size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_abi_version_request_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_abi_version_request_from_cbor(rt_ffi_abi_version_request *value,
                                                                   const uint8_t *data,
                                                                   size_t size,
                                                                   const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_abi_version_request_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- abi_version, reply */

typedef struct rt_ffi_abi_version_reply {
  uint32_t result;
} rt_ffi_abi_version_reply;

static inline void rt_ffi_abi_version_reply_cbor_put(ffi_cbor_writer *w,
                                                     const rt_ffi_abi_version_reply *value) {
  ffi_cbor_put_raw(w, "\241fresult", 8);
  ffi_cbor_put_uint(w, value->result, 0u, UINT32_MAX);
}

FFI_CBOR_INLINE void rt_ffi_abi_version_reply_cbor_field(ffi_cbor_reader *r,
                                                         rt_ffi_abi_version_reply *value,
                                                         size_t field,
                                                         uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->result = (uint32_t)ffi_cbor_get_uint(r, 0u, UINT32_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_abi_version_reply_cbor_get(ffi_cbor_reader *r,
                                                     rt_ffi_abi_version_reply *value) {
  static const ffi_cbor_key keys[] = {
      {"result", 6, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "fresult", 7))
    rt_ffi_abi_version_reply_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_abi_version_reply_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_abi_version_reply_to_cbor(). */
static inline size_t rt_ffi_abi_version_reply_cbor_bound(const rt_ffi_abi_version_reply *value) {
  size_t size = 13;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_abi_version_reply_to_cbor(const rt_ffi_abi_version_reply *value,
                                                               uint8_t *buffer,
                                                               size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_abi_version_reply_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_abi_version_reply_from_cbor(rt_ffi_abi_version_reply *value,
                                                                 const uint8_t *data,
                                                                 size_t size,
                                                                 const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_abi_version_reply_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- state.open, request */

typedef struct rt_ffi_state_open_request {
  ffi_cbor_text name;
} rt_ffi_state_open_request;

static inline void rt_ffi_state_open_request_cbor_put(ffi_cbor_writer *w,
                                                      const rt_ffi_state_open_request *value) {
  ffi_cbor_put_raw(w, "\241dname", 6);
  ffi_cbor_put_text_view(w, value->name);
}

FFI_CBOR_INLINE void rt_ffi_state_open_request_cbor_field(ffi_cbor_reader *r,
                                                          rt_ffi_state_open_request *value,
                                                          size_t field,
                                                          uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->name = ffi_cbor_get_text_view(r);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_state_open_request_cbor_get(ffi_cbor_reader *r,
                                                      rt_ffi_state_open_request *value) {
  static const ffi_cbor_key keys[] = {
      {"name", 4, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "dname", 5))
    rt_ffi_state_open_request_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_state_open_request_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_state_open_request_to_cbor(). */
static inline size_t rt_ffi_state_open_request_cbor_bound(const rt_ffi_state_open_request *value) {
  size_t size = 26;
  size += value->name.size;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_state_open_request_to_cbor(const rt_ffi_state_open_request *value,
                                                                uint8_t *buffer,
                                                                size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_state_open_request_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_state_open_request_from_cbor(rt_ffi_state_open_request *value,
                                                                  const uint8_t *data,
                                                                  size_t size,
                                                                  const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_state_open_request_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- state.open, reply */

typedef struct rt_ffi_state_open_reply {
  uint64_t state;
} rt_ffi_state_open_reply;

static inline void rt_ffi_state_open_reply_cbor_put(ffi_cbor_writer *w,
                                                    const rt_ffi_state_open_reply *value) {
  ffi_cbor_put_raw(w, "\241estate", 7);
  ffi_cbor_put_head(w, 0, value->state);
}

FFI_CBOR_INLINE void rt_ffi_state_open_reply_cbor_field(ffi_cbor_reader *r,
                                                        rt_ffi_state_open_reply *value,
                                                        size_t field,
                                                        uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->state = ffi_cbor_get_uint(r, 0, UINT64_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_state_open_reply_cbor_get(ffi_cbor_reader *r,
                                                    rt_ffi_state_open_reply *value) {
  static const ffi_cbor_key keys[] = {
      {"state", 5, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "estate", 6))
    rt_ffi_state_open_reply_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_state_open_reply_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_state_open_reply_to_cbor(). */
static inline size_t rt_ffi_state_open_reply_cbor_bound(const rt_ffi_state_open_reply *value) {
  size_t size = 16;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_state_open_reply_to_cbor(const rt_ffi_state_open_reply *value,
                                                              uint8_t *buffer,
                                                              size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_state_open_reply_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_state_open_reply_from_cbor(rt_ffi_state_open_reply *value,
                                                                const uint8_t *data,
                                                                size_t size,
                                                                const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_state_open_reply_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- state.close, request */

typedef struct rt_ffi_state_close_request {
  uint64_t state;
} rt_ffi_state_close_request;

static inline void rt_ffi_state_close_request_cbor_put(ffi_cbor_writer *w,
                                                       const rt_ffi_state_close_request *value) {
  ffi_cbor_put_raw(w, "\241estate", 7);
  if (value->state != 0) {
    ffi_cbor_put_head(w, 0, value->state);
  } else {
    ffi_cbor_put_null(w);
  }
}

FFI_CBOR_INLINE void rt_ffi_state_close_request_cbor_field(ffi_cbor_reader *r,
                                                           rt_ffi_state_close_request *value,
                                                           size_t field,
                                                           uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    if (!ffi_cbor_get_null(r)) {
      value->state = ffi_cbor_get_uint(r, 0, UINT64_MAX);
    }
    break;
  default:
    break;
  }
}

static inline void rt_ffi_state_close_request_cbor_get(ffi_cbor_reader *r,
                                                       rt_ffi_state_close_request *value) {
  static const ffi_cbor_key keys[] = {
      {"state", 5, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "estate", 6))
    rt_ffi_state_close_request_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_state_close_request_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_state_close_request_to_cbor(). */
static inline size_t rt_ffi_state_close_request_cbor_bound(const rt_ffi_state_close_request *value) {
  size_t size = 16;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_state_close_request_to_cbor(const rt_ffi_state_close_request *value,
                                                                 uint8_t *buffer,
                                                                 size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_state_close_request_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_state_close_request_from_cbor(rt_ffi_state_close_request *value,
                                                                   const uint8_t *data,
                                                                   size_t size,
                                                                   const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_state_close_request_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- state.close, reply */

typedef struct rt_ffi_state_close_reply {
  char nothing; /* C has no empty structs */
} rt_ffi_state_close_reply;

static inline void rt_ffi_state_close_reply_cbor_put(ffi_cbor_writer *w,
                                                     const rt_ffi_state_close_reply *value) {
  (void)value;
  ffi_cbor_put_raw(w, "\240", 1);
}

static inline void rt_ffi_state_close_reply_cbor_get(ffi_cbor_reader *r,
                                                     rt_ffi_state_close_reply *value) {
  const uint8_t *const start = r->at;
  const ffi_cbor_key none = {NULL, 0, false};
  const uint64_t missing = 0;
  ffi_cbor_map map = ffi_cbor_open_map(r);
  memset(value, 0, sizeof *value);
  while (ffi_cbor_more(r, &map))
    (void)ffi_cbor_find_key(r, &none, 0, &missing);
  ffi_cbor_close_map(r, start, &none, 0, &missing);
}

/** Bytes that are always enough for rt_ffi_state_close_reply_to_cbor(). */
static inline size_t rt_ffi_state_close_reply_cbor_bound(const rt_ffi_state_close_reply *value) {
  size_t size = 1;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_state_close_reply_to_cbor(const rt_ffi_state_close_reply *value,
                                                               uint8_t *buffer,
                                                               size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_state_close_reply_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_state_close_reply_from_cbor(rt_ffi_state_close_reply *value,
                                                                 const uint8_t *data,
                                                                 size_t size,
                                                                 const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_state_close_reply_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- state.get_format, request */

typedef struct rt_ffi_state_get_format_request {
  uint64_t state;
} rt_ffi_state_get_format_request;

static inline void rt_ffi_state_get_format_request_cbor_put(ffi_cbor_writer *w,
                                                            const rt_ffi_state_get_format_request *value) {
  ffi_cbor_put_raw(w, "\241estate", 7);
  ffi_cbor_put_head(w, 0, value->state);
}

FFI_CBOR_INLINE void rt_ffi_state_get_format_request_cbor_field(ffi_cbor_reader *r,
                                                                rt_ffi_state_get_format_request *value,
                                                                size_t field,
                                                                uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->state = ffi_cbor_get_uint(r, 0, UINT64_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_state_get_format_request_cbor_get(ffi_cbor_reader *r,
                                                            rt_ffi_state_get_format_request *value) {
  static const ffi_cbor_key keys[] = {
      {"state", 5, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "estate", 6))
    rt_ffi_state_get_format_request_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_state_get_format_request_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_state_get_format_request_to_cbor(). */
static inline size_t rt_ffi_state_get_format_request_cbor_bound(const rt_ffi_state_get_format_request *value) {
  size_t size = 16;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_state_get_format_request_to_cbor(const rt_ffi_state_get_format_request *value,
                                                                      uint8_t *buffer,
                                                                      size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_state_get_format_request_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_state_get_format_request_from_cbor(rt_ffi_state_get_format_request *value,
                                                                        const uint8_t *data,
                                                                        size_t size,
                                                                        const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_state_get_format_request_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- state.get_format, reply */

typedef struct rt_ffi_state_get_format_reply {
  rt_ffi_stream_format format;
} rt_ffi_state_get_format_reply;

static inline void rt_ffi_state_get_format_reply_cbor_put(ffi_cbor_writer *w,
                                                          const rt_ffi_state_get_format_reply *value) {
  ffi_cbor_put_raw(w, "\241fformat", 8);
  rt_ffi_stream_format_cbor_put(w, &value->format);
}

FFI_CBOR_INLINE void rt_ffi_state_get_format_reply_cbor_field(ffi_cbor_reader *r,
                                                              rt_ffi_state_get_format_reply *value,
                                                              size_t field,
                                                              uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    rt_ffi_stream_format_cbor_get(r, &value->format);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_state_get_format_reply_cbor_get(ffi_cbor_reader *r,
                                                          rt_ffi_state_get_format_reply *value) {
  static const ffi_cbor_key keys[] = {
      {"format", 6, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "fformat", 7))
    rt_ffi_state_get_format_reply_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_state_get_format_reply_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_state_get_format_reply_to_cbor(). */
static inline size_t rt_ffi_state_get_format_reply_cbor_bound(const rt_ffi_state_get_format_reply *value) {
  size_t size = 63;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_state_get_format_reply_to_cbor(const rt_ffi_state_get_format_reply *value,
                                                                    uint8_t *buffer,
                                                                    size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_state_get_format_reply_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_state_get_format_reply_from_cbor(rt_ffi_state_get_format_reply *value,
                                                                      const uint8_t *data,
                                                                      size_t size,
                                                                      const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_state_get_format_reply_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- state.get_active, request */

typedef struct rt_ffi_state_get_active_request {
  uint64_t state;
} rt_ffi_state_get_active_request;

static inline void rt_ffi_state_get_active_request_cbor_put(ffi_cbor_writer *w,
                                                            const rt_ffi_state_get_active_request *value) {
  ffi_cbor_put_raw(w, "\241estate", 7);
  ffi_cbor_put_head(w, 0, value->state);
}

FFI_CBOR_INLINE void rt_ffi_state_get_active_request_cbor_field(ffi_cbor_reader *r,
                                                                rt_ffi_state_get_active_request *value,
                                                                size_t field,
                                                                uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->state = ffi_cbor_get_uint(r, 0, UINT64_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_state_get_active_request_cbor_get(ffi_cbor_reader *r,
                                                            rt_ffi_state_get_active_request *value) {
  static const ffi_cbor_key keys[] = {
      {"state", 5, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "estate", 6))
    rt_ffi_state_get_active_request_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_state_get_active_request_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_state_get_active_request_to_cbor(). */
static inline size_t rt_ffi_state_get_active_request_cbor_bound(const rt_ffi_state_get_active_request *value) {
  size_t size = 16;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_state_get_active_request_to_cbor(const rt_ffi_state_get_active_request *value,
                                                                      uint8_t *buffer,
                                                                      size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_state_get_active_request_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_state_get_active_request_from_cbor(rt_ffi_state_get_active_request *value,
                                                                        const uint8_t *data,
                                                                        size_t size,
                                                                        const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_state_get_active_request_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- state.get_active, reply */

typedef struct rt_ffi_state_get_active_reply {
  bool active;
} rt_ffi_state_get_active_reply;

static inline void rt_ffi_state_get_active_reply_cbor_put(ffi_cbor_writer *w,
                                                          const rt_ffi_state_get_active_reply *value) {
  ffi_cbor_put_raw(w, "\241factive", 8);
  ffi_cbor_put_bool(w, value->active);
}

FFI_CBOR_INLINE void rt_ffi_state_get_active_reply_cbor_field(ffi_cbor_reader *r,
                                                              rt_ffi_state_get_active_reply *value,
                                                              size_t field,
                                                              uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->active = ffi_cbor_get_bool(r);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_state_get_active_reply_cbor_get(ffi_cbor_reader *r,
                                                          rt_ffi_state_get_active_reply *value) {
  static const ffi_cbor_key keys[] = {
      {"active", 6, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "factive", 7))
    rt_ffi_state_get_active_reply_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_state_get_active_reply_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_state_get_active_reply_to_cbor(). */
static inline size_t rt_ffi_state_get_active_reply_cbor_bound(const rt_ffi_state_get_active_reply *value) {
  size_t size = 9;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_state_get_active_reply_to_cbor(const rt_ffi_state_get_active_reply *value,
                                                                    uint8_t *buffer,
                                                                    size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_state_get_active_reply_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_state_get_active_reply_from_cbor(rt_ffi_state_get_active_reply *value,
                                                                      const uint8_t *data,
                                                                      size_t size,
                                                                      const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_state_get_active_reply_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- state.set_active, request */

typedef struct rt_ffi_state_set_active_request {
  uint64_t state;
  bool active;
} rt_ffi_state_set_active_request;

static inline void rt_ffi_state_set_active_request_cbor_put(ffi_cbor_writer *w,
                                                            const rt_ffi_state_set_active_request *value) {
  ffi_cbor_put_raw(w, "\242estate", 7);
  ffi_cbor_put_head(w, 0, value->state);
  ffi_cbor_put_raw(w, "factive", 7);
  ffi_cbor_put_bool(w, value->active);
}

FFI_CBOR_INLINE void rt_ffi_state_set_active_request_cbor_field(ffi_cbor_reader *r,
                                                                rt_ffi_state_set_active_request *value,
                                                                size_t field,
                                                                uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->state = ffi_cbor_get_uint(r, 0, UINT64_MAX);
    break;
  case 1:
    value->active = ffi_cbor_get_bool(r);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_state_set_active_request_cbor_get(ffi_cbor_reader *r,
                                                            rt_ffi_state_set_active_request *value) {
  static const ffi_cbor_key keys[] = {
      {"state", 5, false},
      {"active", 6, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {3u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "estate", 6))
    rt_ffi_state_set_active_request_cbor_field(r, value, 0, missing);
  if (ffi_cbor_at_key(r, &map, "factive", 7))
    rt_ffi_state_set_active_request_cbor_field(r, value, 1, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 2, missing);
    if (field < 2)
      rt_ffi_state_set_active_request_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 2, missing);
}

/** Bytes that are always enough for rt_ffi_state_set_active_request_to_cbor(). */
static inline size_t rt_ffi_state_set_active_request_cbor_bound(const rt_ffi_state_set_active_request *value) {
  size_t size = 24;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_state_set_active_request_to_cbor(const rt_ffi_state_set_active_request *value,
                                                                      uint8_t *buffer,
                                                                      size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_state_set_active_request_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_state_set_active_request_from_cbor(rt_ffi_state_set_active_request *value,
                                                                        const uint8_t *data,
                                                                        size_t size,
                                                                        const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_state_set_active_request_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- state.set_active, reply */

typedef struct rt_ffi_state_set_active_reply {
  char nothing; /* C has no empty structs */
} rt_ffi_state_set_active_reply;

static inline void rt_ffi_state_set_active_reply_cbor_put(ffi_cbor_writer *w,
                                                          const rt_ffi_state_set_active_reply *value) {
  (void)value;
  ffi_cbor_put_raw(w, "\240", 1);
}

static inline void rt_ffi_state_set_active_reply_cbor_get(ffi_cbor_reader *r,
                                                          rt_ffi_state_set_active_reply *value) {
  const uint8_t *const start = r->at;
  const ffi_cbor_key none = {NULL, 0, false};
  const uint64_t missing = 0;
  ffi_cbor_map map = ffi_cbor_open_map(r);
  memset(value, 0, sizeof *value);
  while (ffi_cbor_more(r, &map))
    (void)ffi_cbor_find_key(r, &none, 0, &missing);
  ffi_cbor_close_map(r, start, &none, 0, &missing);
}

/** Bytes that are always enough for rt_ffi_state_set_active_reply_to_cbor(). */
static inline size_t rt_ffi_state_set_active_reply_cbor_bound(const rt_ffi_state_set_active_reply *value) {
  size_t size = 1;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_state_set_active_reply_to_cbor(const rt_ffi_state_set_active_reply *value,
                                                                    uint8_t *buffer,
                                                                    size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_state_set_active_reply_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_state_set_active_reply_from_cbor(rt_ffi_state_set_active_reply *value,
                                                                      const uint8_t *data,
                                                                      size_t size,
                                                                      const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_state_set_active_reply_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- state.wait_active, request */

typedef struct rt_ffi_state_wait_active_request {
  uint64_t state;
  bool active;
  /* RT_FFI_WAIT_FOREVER, RT_FFI_NO_WAIT or milliseconds */
  int32_t timeout_ms;
} rt_ffi_state_wait_active_request;

static inline void rt_ffi_state_wait_active_request_cbor_put(ffi_cbor_writer *w,
                                                             const rt_ffi_state_wait_active_request *value) {
  ffi_cbor_put_raw(w, "\243estate", 7);
  ffi_cbor_put_head(w, 0, value->state);
  ffi_cbor_put_raw(w, "factive", 7);
  ffi_cbor_put_bool(w, value->active);
  ffi_cbor_put_raw(w, "jtimeout_ms", 11);
  ffi_cbor_put_int(w, value->timeout_ms, INT32_MIN, INT32_MAX);
}

FFI_CBOR_INLINE void rt_ffi_state_wait_active_request_cbor_field(ffi_cbor_reader *r,
                                                                 rt_ffi_state_wait_active_request *value,
                                                                 size_t field,
                                                                 uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->state = ffi_cbor_get_uint(r, 0, UINT64_MAX);
    break;
  case 1:
    value->active = ffi_cbor_get_bool(r);
    break;
  case 2:
    value->timeout_ms = (int32_t)ffi_cbor_get_int(r, INT32_MIN, INT32_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_state_wait_active_request_cbor_get(ffi_cbor_reader *r,
                                                             rt_ffi_state_wait_active_request *value) {
  static const ffi_cbor_key keys[] = {
      {"state", 5, false},
      {"active", 6, false},
      {"timeout_ms", 10, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {7u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "estate", 6))
    rt_ffi_state_wait_active_request_cbor_field(r, value, 0, missing);
  if (ffi_cbor_at_key(r, &map, "factive", 7))
    rt_ffi_state_wait_active_request_cbor_field(r, value, 1, missing);
  if (ffi_cbor_at_key(r, &map, "jtimeout_ms", 11))
    rt_ffi_state_wait_active_request_cbor_field(r, value, 2, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 3, missing);
    if (field < 3)
      rt_ffi_state_wait_active_request_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 3, missing);
}

/** Bytes that are always enough for rt_ffi_state_wait_active_request_to_cbor(). */
static inline size_t rt_ffi_state_wait_active_request_cbor_bound(const rt_ffi_state_wait_active_request *value) {
  size_t size = 40;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_state_wait_active_request_to_cbor(const rt_ffi_state_wait_active_request *value,
                                                                       uint8_t *buffer,
                                                                       size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_state_wait_active_request_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_state_wait_active_request_from_cbor(rt_ffi_state_wait_active_request *value,
                                                                         const uint8_t *data,
                                                                         size_t size,
                                                                         const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_state_wait_active_request_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- state.wait_active, reply */

typedef struct rt_ffi_state_wait_active_reply {
  char nothing; /* C has no empty structs */
} rt_ffi_state_wait_active_reply;

static inline void rt_ffi_state_wait_active_reply_cbor_put(ffi_cbor_writer *w,
                                                           const rt_ffi_state_wait_active_reply *value) {
  (void)value;
  ffi_cbor_put_raw(w, "\240", 1);
}

static inline void rt_ffi_state_wait_active_reply_cbor_get(ffi_cbor_reader *r,
                                                           rt_ffi_state_wait_active_reply *value) {
  const uint8_t *const start = r->at;
  const ffi_cbor_key none = {NULL, 0, false};
  const uint64_t missing = 0;
  ffi_cbor_map map = ffi_cbor_open_map(r);
  memset(value, 0, sizeof *value);
  while (ffi_cbor_more(r, &map))
    (void)ffi_cbor_find_key(r, &none, 0, &missing);
  ffi_cbor_close_map(r, start, &none, 0, &missing);
}

/** Bytes that are always enough for rt_ffi_state_wait_active_reply_to_cbor(). */
static inline size_t rt_ffi_state_wait_active_reply_cbor_bound(const rt_ffi_state_wait_active_reply *value) {
  size_t size = 1;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_state_wait_active_reply_to_cbor(const rt_ffi_state_wait_active_reply *value,
                                                                     uint8_t *buffer,
                                                                     size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_state_wait_active_reply_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_state_wait_active_reply_from_cbor(rt_ffi_state_wait_active_reply *value,
                                                                       const uint8_t *data,
                                                                       size_t size,
                                                                       const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_state_wait_active_reply_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- state.check, request */

typedef struct rt_ffi_state_check_request {
  uint64_t state;
} rt_ffi_state_check_request;

static inline void rt_ffi_state_check_request_cbor_put(ffi_cbor_writer *w,
                                                       const rt_ffi_state_check_request *value) {
  ffi_cbor_put_raw(w, "\241estate", 7);
  ffi_cbor_put_head(w, 0, value->state);
}

FFI_CBOR_INLINE void rt_ffi_state_check_request_cbor_field(ffi_cbor_reader *r,
                                                           rt_ffi_state_check_request *value,
                                                           size_t field,
                                                           uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->state = ffi_cbor_get_uint(r, 0, UINT64_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_state_check_request_cbor_get(ffi_cbor_reader *r,
                                                       rt_ffi_state_check_request *value) {
  static const ffi_cbor_key keys[] = {
      {"state", 5, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "estate", 6))
    rt_ffi_state_check_request_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_state_check_request_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_state_check_request_to_cbor(). */
static inline size_t rt_ffi_state_check_request_cbor_bound(const rt_ffi_state_check_request *value) {
  size_t size = 16;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_state_check_request_to_cbor(const rt_ffi_state_check_request *value,
                                                                 uint8_t *buffer,
                                                                 size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_state_check_request_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_state_check_request_from_cbor(rt_ffi_state_check_request *value,
                                                                   const uint8_t *data,
                                                                   size_t size,
                                                                   const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_state_check_request_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- state.check, reply */

typedef struct rt_ffi_state_check_reply {
  char nothing; /* C has no empty structs */
} rt_ffi_state_check_reply;

static inline void rt_ffi_state_check_reply_cbor_put(ffi_cbor_writer *w,
                                                     const rt_ffi_state_check_reply *value) {
  (void)value;
  ffi_cbor_put_raw(w, "\240", 1);
}

static inline void rt_ffi_state_check_reply_cbor_get(ffi_cbor_reader *r,
                                                     rt_ffi_state_check_reply *value) {
  const uint8_t *const start = r->at;
  const ffi_cbor_key none = {NULL, 0, false};
  const uint64_t missing = 0;
  ffi_cbor_map map = ffi_cbor_open_map(r);
  memset(value, 0, sizeof *value);
  while (ffi_cbor_more(r, &map))
    (void)ffi_cbor_find_key(r, &none, 0, &missing);
  ffi_cbor_close_map(r, start, &none, 0, &missing);
}

/** Bytes that are always enough for rt_ffi_state_check_reply_to_cbor(). */
static inline size_t rt_ffi_state_check_reply_cbor_bound(const rt_ffi_state_check_reply *value) {
  size_t size = 1;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_state_check_reply_to_cbor(const rt_ffi_state_check_reply *value,
                                                               uint8_t *buffer,
                                                               size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_state_check_reply_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_state_check_reply_from_cbor(rt_ffi_state_check_reply *value,
                                                                 const uint8_t *data,
                                                                 size_t size,
                                                                 const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_state_check_reply_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- state.get_gain, request */

typedef struct rt_ffi_state_get_gain_request {
  uint64_t state;
} rt_ffi_state_get_gain_request;

static inline void rt_ffi_state_get_gain_request_cbor_put(ffi_cbor_writer *w,
                                                          const rt_ffi_state_get_gain_request *value) {
  ffi_cbor_put_raw(w, "\241estate", 7);
  ffi_cbor_put_head(w, 0, value->state);
}

FFI_CBOR_INLINE void rt_ffi_state_get_gain_request_cbor_field(ffi_cbor_reader *r,
                                                              rt_ffi_state_get_gain_request *value,
                                                              size_t field,
                                                              uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->state = ffi_cbor_get_uint(r, 0, UINT64_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_state_get_gain_request_cbor_get(ffi_cbor_reader *r,
                                                          rt_ffi_state_get_gain_request *value) {
  static const ffi_cbor_key keys[] = {
      {"state", 5, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "estate", 6))
    rt_ffi_state_get_gain_request_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_state_get_gain_request_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_state_get_gain_request_to_cbor(). */
static inline size_t rt_ffi_state_get_gain_request_cbor_bound(const rt_ffi_state_get_gain_request *value) {
  size_t size = 16;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_state_get_gain_request_to_cbor(const rt_ffi_state_get_gain_request *value,
                                                                    uint8_t *buffer,
                                                                    size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_state_get_gain_request_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_state_get_gain_request_from_cbor(rt_ffi_state_get_gain_request *value,
                                                                      const uint8_t *data,
                                                                      size_t size,
                                                                      const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_state_get_gain_request_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- state.get_gain, reply */

typedef struct rt_ffi_state_get_gain_reply {
  float gain;
} rt_ffi_state_get_gain_reply;

static inline void rt_ffi_state_get_gain_reply_cbor_put(ffi_cbor_writer *w,
                                                        const rt_ffi_state_get_gain_reply *value) {
  ffi_cbor_put_raw(w, "\241dgain", 6);
  ffi_cbor_put_float(w, value->gain);
}

FFI_CBOR_INLINE void rt_ffi_state_get_gain_reply_cbor_field(ffi_cbor_reader *r,
                                                            rt_ffi_state_get_gain_reply *value,
                                                            size_t field,
                                                            uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->gain = ffi_cbor_get_float(r);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_state_get_gain_reply_cbor_get(ffi_cbor_reader *r,
                                                        rt_ffi_state_get_gain_reply *value) {
  static const ffi_cbor_key keys[] = {
      {"gain", 4, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "dgain", 5))
    rt_ffi_state_get_gain_reply_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_state_get_gain_reply_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_state_get_gain_reply_to_cbor(). */
static inline size_t rt_ffi_state_get_gain_reply_cbor_bound(const rt_ffi_state_get_gain_reply *value) {
  size_t size = 11;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_state_get_gain_reply_to_cbor(const rt_ffi_state_get_gain_reply *value,
                                                                  uint8_t *buffer,
                                                                  size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_state_get_gain_reply_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_state_get_gain_reply_from_cbor(rt_ffi_state_get_gain_reply *value,
                                                                    const uint8_t *data,
                                                                    size_t size,
                                                                    const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_state_get_gain_reply_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- state.set_gain, request */

typedef struct rt_ffi_state_set_gain_request {
  float gain;
  uint64_t state;
} rt_ffi_state_set_gain_request;

static inline void rt_ffi_state_set_gain_request_cbor_put(ffi_cbor_writer *w,
                                                          const rt_ffi_state_set_gain_request *value) {
  ffi_cbor_put_raw(w, "\242dgain", 6);
  ffi_cbor_put_float(w, value->gain);
  ffi_cbor_put_raw(w, "estate", 6);
  ffi_cbor_put_head(w, 0, value->state);
}

FFI_CBOR_INLINE void rt_ffi_state_set_gain_request_cbor_field(ffi_cbor_reader *r,
                                                              rt_ffi_state_set_gain_request *value,
                                                              size_t field,
                                                              uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->gain = ffi_cbor_get_float(r);
    break;
  case 1:
    value->state = ffi_cbor_get_uint(r, 0, UINT64_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_state_set_gain_request_cbor_get(ffi_cbor_reader *r,
                                                          rt_ffi_state_set_gain_request *value) {
  static const ffi_cbor_key keys[] = {
      {"gain", 4, false},
      {"state", 5, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {3u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "dgain", 5))
    rt_ffi_state_set_gain_request_cbor_field(r, value, 0, missing);
  if (ffi_cbor_at_key(r, &map, "estate", 6))
    rt_ffi_state_set_gain_request_cbor_field(r, value, 1, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 2, missing);
    if (field < 2)
      rt_ffi_state_set_gain_request_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 2, missing);
}

/** Bytes that are always enough for rt_ffi_state_set_gain_request_to_cbor(). */
static inline size_t rt_ffi_state_set_gain_request_cbor_bound(const rt_ffi_state_set_gain_request *value) {
  size_t size = 26;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_state_set_gain_request_to_cbor(const rt_ffi_state_set_gain_request *value,
                                                                    uint8_t *buffer,
                                                                    size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_state_set_gain_request_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_state_set_gain_request_from_cbor(rt_ffi_state_set_gain_request *value,
                                                                      const uint8_t *data,
                                                                      size_t size,
                                                                      const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_state_set_gain_request_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- state.set_gain, reply */

typedef struct rt_ffi_state_set_gain_reply {
  char nothing; /* C has no empty structs */
} rt_ffi_state_set_gain_reply;

static inline void rt_ffi_state_set_gain_reply_cbor_put(ffi_cbor_writer *w,
                                                        const rt_ffi_state_set_gain_reply *value) {
  (void)value;
  ffi_cbor_put_raw(w, "\240", 1);
}

static inline void rt_ffi_state_set_gain_reply_cbor_get(ffi_cbor_reader *r,
                                                        rt_ffi_state_set_gain_reply *value) {
  const uint8_t *const start = r->at;
  const ffi_cbor_key none = {NULL, 0, false};
  const uint64_t missing = 0;
  ffi_cbor_map map = ffi_cbor_open_map(r);
  memset(value, 0, sizeof *value);
  while (ffi_cbor_more(r, &map))
    (void)ffi_cbor_find_key(r, &none, 0, &missing);
  ffi_cbor_close_map(r, start, &none, 0, &missing);
}

/** Bytes that are always enough for rt_ffi_state_set_gain_reply_to_cbor(). */
static inline size_t rt_ffi_state_set_gain_reply_cbor_bound(const rt_ffi_state_set_gain_reply *value) {
  size_t size = 1;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_state_set_gain_reply_to_cbor(const rt_ffi_state_set_gain_reply *value,
                                                                  uint8_t *buffer,
                                                                  size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_state_set_gain_reply_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_state_set_gain_reply_from_cbor(rt_ffi_state_set_gain_reply *value,
                                                                    const uint8_t *data,
                                                                    size_t size,
                                                                    const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_state_set_gain_reply_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- state.get_pan, request */

typedef struct rt_ffi_state_get_pan_request {
  uint64_t state;
} rt_ffi_state_get_pan_request;

static inline void rt_ffi_state_get_pan_request_cbor_put(ffi_cbor_writer *w,
                                                         const rt_ffi_state_get_pan_request *value) {
  ffi_cbor_put_raw(w, "\241estate", 7);
  ffi_cbor_put_head(w, 0, value->state);
}

FFI_CBOR_INLINE void rt_ffi_state_get_pan_request_cbor_field(ffi_cbor_reader *r,
                                                             rt_ffi_state_get_pan_request *value,
                                                             size_t field,
                                                             uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->state = ffi_cbor_get_uint(r, 0, UINT64_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_state_get_pan_request_cbor_get(ffi_cbor_reader *r,
                                                         rt_ffi_state_get_pan_request *value) {
  static const ffi_cbor_key keys[] = {
      {"state", 5, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "estate", 6))
    rt_ffi_state_get_pan_request_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_state_get_pan_request_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_state_get_pan_request_to_cbor(). */
static inline size_t rt_ffi_state_get_pan_request_cbor_bound(const rt_ffi_state_get_pan_request *value) {
  size_t size = 16;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_state_get_pan_request_to_cbor(const rt_ffi_state_get_pan_request *value,
                                                                   uint8_t *buffer,
                                                                   size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_state_get_pan_request_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_state_get_pan_request_from_cbor(rt_ffi_state_get_pan_request *value,
                                                                     const uint8_t *data,
                                                                     size_t size,
                                                                     const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_state_get_pan_request_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- state.get_pan, reply */

typedef struct rt_ffi_state_get_pan_reply {
  float pan;
} rt_ffi_state_get_pan_reply;

static inline void rt_ffi_state_get_pan_reply_cbor_put(ffi_cbor_writer *w,
                                                       const rt_ffi_state_get_pan_reply *value) {
  ffi_cbor_put_raw(w, "\241cpan", 5);
  ffi_cbor_put_float(w, value->pan);
}

FFI_CBOR_INLINE void rt_ffi_state_get_pan_reply_cbor_field(ffi_cbor_reader *r,
                                                           rt_ffi_state_get_pan_reply *value,
                                                           size_t field,
                                                           uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->pan = ffi_cbor_get_float(r);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_state_get_pan_reply_cbor_get(ffi_cbor_reader *r,
                                                       rt_ffi_state_get_pan_reply *value) {
  static const ffi_cbor_key keys[] = {
      {"pan", 3, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "cpan", 4))
    rt_ffi_state_get_pan_reply_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_state_get_pan_reply_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_state_get_pan_reply_to_cbor(). */
static inline size_t rt_ffi_state_get_pan_reply_cbor_bound(const rt_ffi_state_get_pan_reply *value) {
  size_t size = 10;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_state_get_pan_reply_to_cbor(const rt_ffi_state_get_pan_reply *value,
                                                                 uint8_t *buffer,
                                                                 size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_state_get_pan_reply_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_state_get_pan_reply_from_cbor(rt_ffi_state_get_pan_reply *value,
                                                                   const uint8_t *data,
                                                                   size_t size,
                                                                   const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_state_get_pan_reply_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- state.set_pan, request */

typedef struct rt_ffi_state_set_pan_request {
  float pan;
  uint64_t state;
} rt_ffi_state_set_pan_request;

static inline void rt_ffi_state_set_pan_request_cbor_put(ffi_cbor_writer *w,
                                                         const rt_ffi_state_set_pan_request *value) {
  ffi_cbor_put_raw(w, "\242cpan", 5);
  ffi_cbor_put_float(w, value->pan);
  ffi_cbor_put_raw(w, "estate", 6);
  ffi_cbor_put_head(w, 0, value->state);
}

FFI_CBOR_INLINE void rt_ffi_state_set_pan_request_cbor_field(ffi_cbor_reader *r,
                                                             rt_ffi_state_set_pan_request *value,
                                                             size_t field,
                                                             uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->pan = ffi_cbor_get_float(r);
    break;
  case 1:
    value->state = ffi_cbor_get_uint(r, 0, UINT64_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_state_set_pan_request_cbor_get(ffi_cbor_reader *r,
                                                         rt_ffi_state_set_pan_request *value) {
  static const ffi_cbor_key keys[] = {
      {"pan", 3, false},
      {"state", 5, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {3u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "cpan", 4))
    rt_ffi_state_set_pan_request_cbor_field(r, value, 0, missing);
  if (ffi_cbor_at_key(r, &map, "estate", 6))
    rt_ffi_state_set_pan_request_cbor_field(r, value, 1, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 2, missing);
    if (field < 2)
      rt_ffi_state_set_pan_request_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 2, missing);
}

/** Bytes that are always enough for rt_ffi_state_set_pan_request_to_cbor(). */
static inline size_t rt_ffi_state_set_pan_request_cbor_bound(const rt_ffi_state_set_pan_request *value) {
  size_t size = 25;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_state_set_pan_request_to_cbor(const rt_ffi_state_set_pan_request *value,
                                                                   uint8_t *buffer,
                                                                   size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_state_set_pan_request_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_state_set_pan_request_from_cbor(rt_ffi_state_set_pan_request *value,
                                                                     const uint8_t *data,
                                                                     size_t size,
                                                                     const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_state_set_pan_request_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- state.set_pan, reply */

typedef struct rt_ffi_state_set_pan_reply {
  char nothing; /* C has no empty structs */
} rt_ffi_state_set_pan_reply;

static inline void rt_ffi_state_set_pan_reply_cbor_put(ffi_cbor_writer *w,
                                                       const rt_ffi_state_set_pan_reply *value) {
  (void)value;
  ffi_cbor_put_raw(w, "\240", 1);
}

static inline void rt_ffi_state_set_pan_reply_cbor_get(ffi_cbor_reader *r,
                                                       rt_ffi_state_set_pan_reply *value) {
  const uint8_t *const start = r->at;
  const ffi_cbor_key none = {NULL, 0, false};
  const uint64_t missing = 0;
  ffi_cbor_map map = ffi_cbor_open_map(r);
  memset(value, 0, sizeof *value);
  while (ffi_cbor_more(r, &map))
    (void)ffi_cbor_find_key(r, &none, 0, &missing);
  ffi_cbor_close_map(r, start, &none, 0, &missing);
}

/** Bytes that are always enough for rt_ffi_state_set_pan_reply_to_cbor(). */
static inline size_t rt_ffi_state_set_pan_reply_cbor_bound(const rt_ffi_state_set_pan_reply *value) {
  size_t size = 1;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_state_set_pan_reply_to_cbor(const rt_ffi_state_set_pan_reply *value,
                                                                 uint8_t *buffer,
                                                                 size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_state_set_pan_reply_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_state_set_pan_reply_from_cbor(rt_ffi_state_set_pan_reply *value,
                                                                   const uint8_t *data,
                                                                   size_t size,
                                                                   const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_state_set_pan_reply_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- state.get_counters, request */

typedef struct rt_ffi_state_get_counters_request {
  uint64_t state;
} rt_ffi_state_get_counters_request;

static inline void rt_ffi_state_get_counters_request_cbor_put(ffi_cbor_writer *w,
                                                              const rt_ffi_state_get_counters_request *value) {
  ffi_cbor_put_raw(w, "\241estate", 7);
  ffi_cbor_put_head(w, 0, value->state);
}

FFI_CBOR_INLINE void rt_ffi_state_get_counters_request_cbor_field(ffi_cbor_reader *r,
                                                                  rt_ffi_state_get_counters_request *value,
                                                                  size_t field,
                                                                  uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->state = ffi_cbor_get_uint(r, 0, UINT64_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_state_get_counters_request_cbor_get(ffi_cbor_reader *r,
                                                              rt_ffi_state_get_counters_request *value) {
  static const ffi_cbor_key keys[] = {
      {"state", 5, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "estate", 6))
    rt_ffi_state_get_counters_request_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_state_get_counters_request_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_state_get_counters_request_to_cbor(). */
static inline size_t rt_ffi_state_get_counters_request_cbor_bound(const rt_ffi_state_get_counters_request *value) {
  size_t size = 16;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_state_get_counters_request_to_cbor(const rt_ffi_state_get_counters_request *value,
                                                                        uint8_t *buffer,
                                                                        size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_state_get_counters_request_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_state_get_counters_request_from_cbor(rt_ffi_state_get_counters_request *value,
                                                                          const uint8_t *data,
                                                                          size_t size,
                                                                          const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_state_get_counters_request_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- state.get_counters, reply */

typedef struct rt_ffi_state_get_counters_reply {
  rt_ffi_stream_counters counters;
} rt_ffi_state_get_counters_reply;

static inline void rt_ffi_state_get_counters_reply_cbor_put(ffi_cbor_writer *w,
                                                            const rt_ffi_state_get_counters_reply *value) {
  ffi_cbor_put_raw(w, "\241hcounters", 10);
  rt_ffi_stream_counters_cbor_put(w, &value->counters);
}

FFI_CBOR_INLINE void rt_ffi_state_get_counters_reply_cbor_field(ffi_cbor_reader *r,
                                                                rt_ffi_state_get_counters_reply *value,
                                                                size_t field,
                                                                uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    rt_ffi_stream_counters_cbor_get(r, &value->counters);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_state_get_counters_reply_cbor_get(ffi_cbor_reader *r,
                                                            rt_ffi_state_get_counters_reply *value) {
  static const ffi_cbor_key keys[] = {
      {"counters", 8, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "hcounters", 9))
    rt_ffi_state_get_counters_reply_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_state_get_counters_reply_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_state_get_counters_reply_to_cbor(). */
static inline size_t rt_ffi_state_get_counters_reply_cbor_bound(const rt_ffi_state_get_counters_reply *value) {
  size_t size = 98;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_state_get_counters_reply_to_cbor(const rt_ffi_state_get_counters_reply *value,
                                                                      uint8_t *buffer,
                                                                      size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_state_get_counters_reply_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_state_get_counters_reply_from_cbor(rt_ffi_state_get_counters_reply *value,
                                                                        const uint8_t *data,
                                                                        size_t size,
                                                                        const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_state_get_counters_reply_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- state.heartbeat_age, request */

typedef struct rt_ffi_state_heartbeat_age_request {
  uint64_t state;
} rt_ffi_state_heartbeat_age_request;

static inline void rt_ffi_state_heartbeat_age_request_cbor_put(ffi_cbor_writer *w,
                                                               const rt_ffi_state_heartbeat_age_request *value) {
  ffi_cbor_put_raw(w, "\241estate", 7);
  ffi_cbor_put_head(w, 0, value->state);
}

FFI_CBOR_INLINE void rt_ffi_state_heartbeat_age_request_cbor_field(ffi_cbor_reader *r,
                                                                   rt_ffi_state_heartbeat_age_request *value,
                                                                   size_t field,
                                                                   uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->state = ffi_cbor_get_uint(r, 0, UINT64_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_state_heartbeat_age_request_cbor_get(ffi_cbor_reader *r,
                                                               rt_ffi_state_heartbeat_age_request *value) {
  static const ffi_cbor_key keys[] = {
      {"state", 5, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "estate", 6))
    rt_ffi_state_heartbeat_age_request_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_state_heartbeat_age_request_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_state_heartbeat_age_request_to_cbor(). */
static inline size_t rt_ffi_state_heartbeat_age_request_cbor_bound(const rt_ffi_state_heartbeat_age_request *value) {
  size_t size = 16;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_state_heartbeat_age_request_to_cbor(const rt_ffi_state_heartbeat_age_request *value,
                                                                         uint8_t *buffer,
                                                                         size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_state_heartbeat_age_request_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_state_heartbeat_age_request_from_cbor(rt_ffi_state_heartbeat_age_request *value,
                                                                           const uint8_t *data,
                                                                           size_t size,
                                                                           const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_state_heartbeat_age_request_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- state.heartbeat_age, reply */

typedef struct rt_ffi_state_heartbeat_age_reply {
  uint64_t age_ns;
} rt_ffi_state_heartbeat_age_reply;

static inline void rt_ffi_state_heartbeat_age_reply_cbor_put(ffi_cbor_writer *w,
                                                             const rt_ffi_state_heartbeat_age_reply *value) {
  ffi_cbor_put_raw(w, "\241fage_ns", 8);
  ffi_cbor_put_uint(w, value->age_ns, 0u, UINT64_MAX);
}

FFI_CBOR_INLINE void rt_ffi_state_heartbeat_age_reply_cbor_field(ffi_cbor_reader *r,
                                                                 rt_ffi_state_heartbeat_age_reply *value,
                                                                 size_t field,
                                                                 uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->age_ns = (uint64_t)ffi_cbor_get_uint(r, 0u, UINT64_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_state_heartbeat_age_reply_cbor_get(ffi_cbor_reader *r,
                                                             rt_ffi_state_heartbeat_age_reply *value) {
  static const ffi_cbor_key keys[] = {
      {"age_ns", 6, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "fage_ns", 7))
    rt_ffi_state_heartbeat_age_reply_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_state_heartbeat_age_reply_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_state_heartbeat_age_reply_to_cbor(). */
static inline size_t rt_ffi_state_heartbeat_age_reply_cbor_bound(const rt_ffi_state_heartbeat_age_reply *value) {
  size_t size = 17;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_state_heartbeat_age_reply_to_cbor(const rt_ffi_state_heartbeat_age_reply *value,
                                                                       uint8_t *buffer,
                                                                       size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_state_heartbeat_age_reply_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_state_heartbeat_age_reply_from_cbor(rt_ffi_state_heartbeat_age_reply *value,
                                                                         const uint8_t *data,
                                                                         size_t size,
                                                                         const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_state_heartbeat_age_reply_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- ring.open, request */

typedef struct rt_ffi_ring_open_request {
  ffi_cbor_text name;
} rt_ffi_ring_open_request;

static inline void rt_ffi_ring_open_request_cbor_put(ffi_cbor_writer *w,
                                                     const rt_ffi_ring_open_request *value) {
  ffi_cbor_put_raw(w, "\241dname", 6);
  ffi_cbor_put_text_view(w, value->name);
}

FFI_CBOR_INLINE void rt_ffi_ring_open_request_cbor_field(ffi_cbor_reader *r,
                                                         rt_ffi_ring_open_request *value,
                                                         size_t field,
                                                         uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->name = ffi_cbor_get_text_view(r);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_ring_open_request_cbor_get(ffi_cbor_reader *r,
                                                     rt_ffi_ring_open_request *value) {
  static const ffi_cbor_key keys[] = {
      {"name", 4, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "dname", 5))
    rt_ffi_ring_open_request_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_ring_open_request_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_ring_open_request_to_cbor(). */
static inline size_t rt_ffi_ring_open_request_cbor_bound(const rt_ffi_ring_open_request *value) {
  size_t size = 26;
  size += value->name.size;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_ring_open_request_to_cbor(const rt_ffi_ring_open_request *value,
                                                               uint8_t *buffer,
                                                               size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_ring_open_request_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_ring_open_request_from_cbor(rt_ffi_ring_open_request *value,
                                                                 const uint8_t *data,
                                                                 size_t size,
                                                                 const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_ring_open_request_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- ring.open, reply */

typedef struct rt_ffi_ring_open_reply {
  uint64_t ring;
} rt_ffi_ring_open_reply;

static inline void rt_ffi_ring_open_reply_cbor_put(ffi_cbor_writer *w,
                                                   const rt_ffi_ring_open_reply *value) {
  ffi_cbor_put_raw(w, "\241dring", 6);
  ffi_cbor_put_head(w, 0, value->ring);
}

FFI_CBOR_INLINE void rt_ffi_ring_open_reply_cbor_field(ffi_cbor_reader *r,
                                                       rt_ffi_ring_open_reply *value,
                                                       size_t field,
                                                       uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->ring = ffi_cbor_get_uint(r, 0, UINT64_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_ring_open_reply_cbor_get(ffi_cbor_reader *r,
                                                   rt_ffi_ring_open_reply *value) {
  static const ffi_cbor_key keys[] = {
      {"ring", 4, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "dring", 5))
    rt_ffi_ring_open_reply_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_ring_open_reply_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_ring_open_reply_to_cbor(). */
static inline size_t rt_ffi_ring_open_reply_cbor_bound(const rt_ffi_ring_open_reply *value) {
  size_t size = 15;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_ring_open_reply_to_cbor(const rt_ffi_ring_open_reply *value,
                                                             uint8_t *buffer,
                                                             size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_ring_open_reply_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_ring_open_reply_from_cbor(rt_ffi_ring_open_reply *value,
                                                               const uint8_t *data,
                                                               size_t size,
                                                               const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_ring_open_reply_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- ring.close, request */

typedef struct rt_ffi_ring_close_request {
  uint64_t ring;
} rt_ffi_ring_close_request;

static inline void rt_ffi_ring_close_request_cbor_put(ffi_cbor_writer *w,
                                                      const rt_ffi_ring_close_request *value) {
  ffi_cbor_put_raw(w, "\241dring", 6);
  if (value->ring != 0) {
    ffi_cbor_put_head(w, 0, value->ring);
  } else {
    ffi_cbor_put_null(w);
  }
}

FFI_CBOR_INLINE void rt_ffi_ring_close_request_cbor_field(ffi_cbor_reader *r,
                                                          rt_ffi_ring_close_request *value,
                                                          size_t field,
                                                          uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    if (!ffi_cbor_get_null(r)) {
      value->ring = ffi_cbor_get_uint(r, 0, UINT64_MAX);
    }
    break;
  default:
    break;
  }
}

static inline void rt_ffi_ring_close_request_cbor_get(ffi_cbor_reader *r,
                                                      rt_ffi_ring_close_request *value) {
  static const ffi_cbor_key keys[] = {
      {"ring", 4, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "dring", 5))
    rt_ffi_ring_close_request_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_ring_close_request_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_ring_close_request_to_cbor(). */
static inline size_t rt_ffi_ring_close_request_cbor_bound(const rt_ffi_ring_close_request *value) {
  size_t size = 15;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_ring_close_request_to_cbor(const rt_ffi_ring_close_request *value,
                                                                uint8_t *buffer,
                                                                size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_ring_close_request_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_ring_close_request_from_cbor(rt_ffi_ring_close_request *value,
                                                                  const uint8_t *data,
                                                                  size_t size,
                                                                  const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_ring_close_request_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- ring.close, reply */

typedef struct rt_ffi_ring_close_reply {
  char nothing; /* C has no empty structs */
} rt_ffi_ring_close_reply;

static inline void rt_ffi_ring_close_reply_cbor_put(ffi_cbor_writer *w,
                                                    const rt_ffi_ring_close_reply *value) {
  (void)value;
  ffi_cbor_put_raw(w, "\240", 1);
}

static inline void rt_ffi_ring_close_reply_cbor_get(ffi_cbor_reader *r,
                                                    rt_ffi_ring_close_reply *value) {
  const uint8_t *const start = r->at;
  const ffi_cbor_key none = {NULL, 0, false};
  const uint64_t missing = 0;
  ffi_cbor_map map = ffi_cbor_open_map(r);
  memset(value, 0, sizeof *value);
  while (ffi_cbor_more(r, &map))
    (void)ffi_cbor_find_key(r, &none, 0, &missing);
  ffi_cbor_close_map(r, start, &none, 0, &missing);
}

/** Bytes that are always enough for rt_ffi_ring_close_reply_to_cbor(). */
static inline size_t rt_ffi_ring_close_reply_cbor_bound(const rt_ffi_ring_close_reply *value) {
  size_t size = 1;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_ring_close_reply_to_cbor(const rt_ffi_ring_close_reply *value,
                                                              uint8_t *buffer,
                                                              size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_ring_close_reply_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_ring_close_reply_from_cbor(rt_ffi_ring_close_reply *value,
                                                                const uint8_t *data,
                                                                size_t size,
                                                                const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_ring_close_reply_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- ring.slots, request */

typedef struct rt_ffi_ring_slots_request {
  uint64_t ring;
} rt_ffi_ring_slots_request;

static inline void rt_ffi_ring_slots_request_cbor_put(ffi_cbor_writer *w,
                                                      const rt_ffi_ring_slots_request *value) {
  ffi_cbor_put_raw(w, "\241dring", 6);
  ffi_cbor_put_head(w, 0, value->ring);
}

FFI_CBOR_INLINE void rt_ffi_ring_slots_request_cbor_field(ffi_cbor_reader *r,
                                                          rt_ffi_ring_slots_request *value,
                                                          size_t field,
                                                          uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->ring = ffi_cbor_get_uint(r, 0, UINT64_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_ring_slots_request_cbor_get(ffi_cbor_reader *r,
                                                      rt_ffi_ring_slots_request *value) {
  static const ffi_cbor_key keys[] = {
      {"ring", 4, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "dring", 5))
    rt_ffi_ring_slots_request_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_ring_slots_request_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_ring_slots_request_to_cbor(). */
static inline size_t rt_ffi_ring_slots_request_cbor_bound(const rt_ffi_ring_slots_request *value) {
  size_t size = 15;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_ring_slots_request_to_cbor(const rt_ffi_ring_slots_request *value,
                                                                uint8_t *buffer,
                                                                size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_ring_slots_request_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_ring_slots_request_from_cbor(rt_ffi_ring_slots_request *value,
                                                                  const uint8_t *data,
                                                                  size_t size,
                                                                  const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_ring_slots_request_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- ring.slots, reply */

typedef struct rt_ffi_ring_slots_reply {
  uint32_t slots;
} rt_ffi_ring_slots_reply;

static inline void rt_ffi_ring_slots_reply_cbor_put(ffi_cbor_writer *w,
                                                    const rt_ffi_ring_slots_reply *value) {
  ffi_cbor_put_raw(w, "\241eslots", 7);
  ffi_cbor_put_uint(w, value->slots, 0u, UINT32_MAX);
}

FFI_CBOR_INLINE void rt_ffi_ring_slots_reply_cbor_field(ffi_cbor_reader *r,
                                                        rt_ffi_ring_slots_reply *value,
                                                        size_t field,
                                                        uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->slots = (uint32_t)ffi_cbor_get_uint(r, 0u, UINT32_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_ring_slots_reply_cbor_get(ffi_cbor_reader *r,
                                                    rt_ffi_ring_slots_reply *value) {
  static const ffi_cbor_key keys[] = {
      {"slots", 5, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "eslots", 6))
    rt_ffi_ring_slots_reply_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_ring_slots_reply_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_ring_slots_reply_to_cbor(). */
static inline size_t rt_ffi_ring_slots_reply_cbor_bound(const rt_ffi_ring_slots_reply *value) {
  size_t size = 12;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_ring_slots_reply_to_cbor(const rt_ffi_ring_slots_reply *value,
                                                              uint8_t *buffer,
                                                              size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_ring_slots_reply_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_ring_slots_reply_from_cbor(rt_ffi_ring_slots_reply *value,
                                                                const uint8_t *data,
                                                                size_t size,
                                                                const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_ring_slots_reply_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- ring.get_mode, request */

typedef struct rt_ffi_ring_get_mode_request {
  uint64_t ring;
} rt_ffi_ring_get_mode_request;

static inline void rt_ffi_ring_get_mode_request_cbor_put(ffi_cbor_writer *w,
                                                         const rt_ffi_ring_get_mode_request *value) {
  ffi_cbor_put_raw(w, "\241dring", 6);
  ffi_cbor_put_head(w, 0, value->ring);
}

FFI_CBOR_INLINE void rt_ffi_ring_get_mode_request_cbor_field(ffi_cbor_reader *r,
                                                             rt_ffi_ring_get_mode_request *value,
                                                             size_t field,
                                                             uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->ring = ffi_cbor_get_uint(r, 0, UINT64_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_ring_get_mode_request_cbor_get(ffi_cbor_reader *r,
                                                         rt_ffi_ring_get_mode_request *value) {
  static const ffi_cbor_key keys[] = {
      {"ring", 4, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "dring", 5))
    rt_ffi_ring_get_mode_request_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_ring_get_mode_request_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_ring_get_mode_request_to_cbor(). */
static inline size_t rt_ffi_ring_get_mode_request_cbor_bound(const rt_ffi_ring_get_mode_request *value) {
  size_t size = 15;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_ring_get_mode_request_to_cbor(const rt_ffi_ring_get_mode_request *value,
                                                                   uint8_t *buffer,
                                                                   size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_ring_get_mode_request_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_ring_get_mode_request_from_cbor(rt_ffi_ring_get_mode_request *value,
                                                                     const uint8_t *data,
                                                                     size_t size,
                                                                     const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_ring_get_mode_request_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- ring.get_mode, reply */

typedef struct rt_ffi_ring_get_mode_reply {
  rt_ffi_ring_mode mode;
} rt_ffi_ring_get_mode_reply;

static inline void rt_ffi_ring_get_mode_reply_cbor_put(ffi_cbor_writer *w,
                                                       const rt_ffi_ring_get_mode_reply *value) {
  ffi_cbor_put_raw(w, "\241dmode", 6);
  ffi_cbor_put_uint(w, (uint64_t)value->mode, 0u, INT32_MAX);
}

FFI_CBOR_INLINE void rt_ffi_ring_get_mode_reply_cbor_field(ffi_cbor_reader *r,
                                                           rt_ffi_ring_get_mode_reply *value,
                                                           size_t field,
                                                           uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->mode = (rt_ffi_ring_mode)ffi_cbor_get_uint(r, 0u, INT32_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_ring_get_mode_reply_cbor_get(ffi_cbor_reader *r,
                                                       rt_ffi_ring_get_mode_reply *value) {
  static const ffi_cbor_key keys[] = {
      {"mode", 4, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "dmode", 5))
    rt_ffi_ring_get_mode_reply_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_ring_get_mode_reply_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_ring_get_mode_reply_to_cbor(). */
static inline size_t rt_ffi_ring_get_mode_reply_cbor_bound(const rt_ffi_ring_get_mode_reply *value) {
  size_t size = 11;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_ring_get_mode_reply_to_cbor(const rt_ffi_ring_get_mode_reply *value,
                                                                 uint8_t *buffer,
                                                                 size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_ring_get_mode_reply_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_ring_get_mode_reply_from_cbor(rt_ffi_ring_get_mode_reply *value,
                                                                   const uint8_t *data,
                                                                   size_t size,
                                                                   const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_ring_get_mode_reply_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- ring.available, request */

typedef struct rt_ffi_ring_available_request {
  uint64_t ring;
} rt_ffi_ring_available_request;

static inline void rt_ffi_ring_available_request_cbor_put(ffi_cbor_writer *w,
                                                          const rt_ffi_ring_available_request *value) {
  ffi_cbor_put_raw(w, "\241dring", 6);
  ffi_cbor_put_head(w, 0, value->ring);
}

FFI_CBOR_INLINE void rt_ffi_ring_available_request_cbor_field(ffi_cbor_reader *r,
                                                              rt_ffi_ring_available_request *value,
                                                              size_t field,
                                                              uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->ring = ffi_cbor_get_uint(r, 0, UINT64_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_ring_available_request_cbor_get(ffi_cbor_reader *r,
                                                          rt_ffi_ring_available_request *value) {
  static const ffi_cbor_key keys[] = {
      {"ring", 4, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "dring", 5))
    rt_ffi_ring_available_request_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_ring_available_request_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_ring_available_request_to_cbor(). */
static inline size_t rt_ffi_ring_available_request_cbor_bound(const rt_ffi_ring_available_request *value) {
  size_t size = 15;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_ring_available_request_to_cbor(const rt_ffi_ring_available_request *value,
                                                                    uint8_t *buffer,
                                                                    size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_ring_available_request_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_ring_available_request_from_cbor(rt_ffi_ring_available_request *value,
                                                                      const uint8_t *data,
                                                                      size_t size,
                                                                      const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_ring_available_request_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- ring.available, reply */

typedef struct rt_ffi_ring_available_reply {
  uint64_t blocks;
} rt_ffi_ring_available_reply;

static inline void rt_ffi_ring_available_reply_cbor_put(ffi_cbor_writer *w,
                                                        const rt_ffi_ring_available_reply *value) {
  ffi_cbor_put_raw(w, "\241fblocks", 8);
  ffi_cbor_put_uint(w, value->blocks, 0u, UINT64_MAX);
}

FFI_CBOR_INLINE void rt_ffi_ring_available_reply_cbor_field(ffi_cbor_reader *r,
                                                            rt_ffi_ring_available_reply *value,
                                                            size_t field,
                                                            uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->blocks = (uint64_t)ffi_cbor_get_uint(r, 0u, UINT64_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_ring_available_reply_cbor_get(ffi_cbor_reader *r,
                                                        rt_ffi_ring_available_reply *value) {
  static const ffi_cbor_key keys[] = {
      {"blocks", 6, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "fblocks", 7))
    rt_ffi_ring_available_reply_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_ring_available_reply_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_ring_available_reply_to_cbor(). */
static inline size_t rt_ffi_ring_available_reply_cbor_bound(const rt_ffi_ring_available_reply *value) {
  size_t size = 17;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_ring_available_reply_to_cbor(const rt_ffi_ring_available_reply *value,
                                                                  uint8_t *buffer,
                                                                  size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_ring_available_reply_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_ring_available_reply_from_cbor(rt_ffi_ring_available_reply *value,
                                                                    const uint8_t *data,
                                                                    size_t size,
                                                                    const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_ring_available_reply_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- ring.get_counters, request */

typedef struct rt_ffi_ring_get_counters_request {
  uint64_t ring;
} rt_ffi_ring_get_counters_request;

static inline void rt_ffi_ring_get_counters_request_cbor_put(ffi_cbor_writer *w,
                                                             const rt_ffi_ring_get_counters_request *value) {
  ffi_cbor_put_raw(w, "\241dring", 6);
  ffi_cbor_put_head(w, 0, value->ring);
}

FFI_CBOR_INLINE void rt_ffi_ring_get_counters_request_cbor_field(ffi_cbor_reader *r,
                                                                 rt_ffi_ring_get_counters_request *value,
                                                                 size_t field,
                                                                 uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->ring = ffi_cbor_get_uint(r, 0, UINT64_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_ring_get_counters_request_cbor_get(ffi_cbor_reader *r,
                                                             rt_ffi_ring_get_counters_request *value) {
  static const ffi_cbor_key keys[] = {
      {"ring", 4, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "dring", 5))
    rt_ffi_ring_get_counters_request_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_ring_get_counters_request_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_ring_get_counters_request_to_cbor(). */
static inline size_t rt_ffi_ring_get_counters_request_cbor_bound(const rt_ffi_ring_get_counters_request *value) {
  size_t size = 15;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_ring_get_counters_request_to_cbor(const rt_ffi_ring_get_counters_request *value,
                                                                       uint8_t *buffer,
                                                                       size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_ring_get_counters_request_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_ring_get_counters_request_from_cbor(rt_ffi_ring_get_counters_request *value,
                                                                         const uint8_t *data,
                                                                         size_t size,
                                                                         const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_ring_get_counters_request_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- ring.get_counters, reply */

typedef struct rt_ffi_ring_get_counters_reply {
  rt_ffi_ring_counters counters;
} rt_ffi_ring_get_counters_reply;

static inline void rt_ffi_ring_get_counters_reply_cbor_put(ffi_cbor_writer *w,
                                                           const rt_ffi_ring_get_counters_reply *value) {
  ffi_cbor_put_raw(w, "\241hcounters", 10);
  rt_ffi_ring_counters_cbor_put(w, &value->counters);
}

FFI_CBOR_INLINE void rt_ffi_ring_get_counters_reply_cbor_field(ffi_cbor_reader *r,
                                                               rt_ffi_ring_get_counters_reply *value,
                                                               size_t field,
                                                               uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    rt_ffi_ring_counters_cbor_get(r, &value->counters);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_ring_get_counters_reply_cbor_get(ffi_cbor_reader *r,
                                                           rt_ffi_ring_get_counters_reply *value) {
  static const ffi_cbor_key keys[] = {
      {"counters", 8, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "hcounters", 9))
    rt_ffi_ring_get_counters_reply_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_ring_get_counters_reply_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_ring_get_counters_reply_to_cbor(). */
static inline size_t rt_ffi_ring_get_counters_reply_cbor_bound(const rt_ffi_ring_get_counters_reply *value) {
  size_t size = 98;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_ring_get_counters_reply_to_cbor(const rt_ffi_ring_get_counters_reply *value,
                                                                     uint8_t *buffer,
                                                                     size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_ring_get_counters_reply_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_ring_get_counters_reply_from_cbor(rt_ffi_ring_get_counters_reply *value,
                                                                       const uint8_t *data,
                                                                       size_t size,
                                                                       const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_ring_get_counters_reply_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- registry.open, request */

typedef struct rt_ffi_registry_open_request {
  ffi_cbor_text name;
} rt_ffi_registry_open_request;

static inline void rt_ffi_registry_open_request_cbor_put(ffi_cbor_writer *w,
                                                         const rt_ffi_registry_open_request *value) {
  ffi_cbor_put_raw(w, "\241dname", 6);
  ffi_cbor_put_text_view(w, value->name);
}

FFI_CBOR_INLINE void rt_ffi_registry_open_request_cbor_field(ffi_cbor_reader *r,
                                                             rt_ffi_registry_open_request *value,
                                                             size_t field,
                                                             uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->name = ffi_cbor_get_text_view(r);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_registry_open_request_cbor_get(ffi_cbor_reader *r,
                                                         rt_ffi_registry_open_request *value) {
  static const ffi_cbor_key keys[] = {
      {"name", 4, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "dname", 5))
    rt_ffi_registry_open_request_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_registry_open_request_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_registry_open_request_to_cbor(). */
static inline size_t rt_ffi_registry_open_request_cbor_bound(const rt_ffi_registry_open_request *value) {
  size_t size = 26;
  size += value->name.size;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_registry_open_request_to_cbor(const rt_ffi_registry_open_request *value,
                                                                   uint8_t *buffer,
                                                                   size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_registry_open_request_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_registry_open_request_from_cbor(rt_ffi_registry_open_request *value,
                                                                     const uint8_t *data,
                                                                     size_t size,
                                                                     const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_registry_open_request_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- registry.open, reply */

typedef struct rt_ffi_registry_open_reply {
  uint64_t registry;
} rt_ffi_registry_open_reply;

static inline void rt_ffi_registry_open_reply_cbor_put(ffi_cbor_writer *w,
                                                       const rt_ffi_registry_open_reply *value) {
  ffi_cbor_put_raw(w, "\241hregistry", 10);
  ffi_cbor_put_head(w, 0, value->registry);
}

FFI_CBOR_INLINE void rt_ffi_registry_open_reply_cbor_field(ffi_cbor_reader *r,
                                                           rt_ffi_registry_open_reply *value,
                                                           size_t field,
                                                           uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->registry = ffi_cbor_get_uint(r, 0, UINT64_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_registry_open_reply_cbor_get(ffi_cbor_reader *r,
                                                       rt_ffi_registry_open_reply *value) {
  static const ffi_cbor_key keys[] = {
      {"registry", 8, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "hregistry", 9))
    rt_ffi_registry_open_reply_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_registry_open_reply_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_registry_open_reply_to_cbor(). */
static inline size_t rt_ffi_registry_open_reply_cbor_bound(const rt_ffi_registry_open_reply *value) {
  size_t size = 19;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_registry_open_reply_to_cbor(const rt_ffi_registry_open_reply *value,
                                                                 uint8_t *buffer,
                                                                 size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_registry_open_reply_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_registry_open_reply_from_cbor(rt_ffi_registry_open_reply *value,
                                                                   const uint8_t *data,
                                                                   size_t size,
                                                                   const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_registry_open_reply_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- registry.close, request */

typedef struct rt_ffi_registry_close_request {
  uint64_t registry;
} rt_ffi_registry_close_request;

static inline void rt_ffi_registry_close_request_cbor_put(ffi_cbor_writer *w,
                                                          const rt_ffi_registry_close_request *value) {
  ffi_cbor_put_raw(w, "\241hregistry", 10);
  if (value->registry != 0) {
    ffi_cbor_put_head(w, 0, value->registry);
  } else {
    ffi_cbor_put_null(w);
  }
}

FFI_CBOR_INLINE void rt_ffi_registry_close_request_cbor_field(ffi_cbor_reader *r,
                                                              rt_ffi_registry_close_request *value,
                                                              size_t field,
                                                              uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    if (!ffi_cbor_get_null(r)) {
      value->registry = ffi_cbor_get_uint(r, 0, UINT64_MAX);
    }
    break;
  default:
    break;
  }
}

static inline void rt_ffi_registry_close_request_cbor_get(ffi_cbor_reader *r,
                                                          rt_ffi_registry_close_request *value) {
  static const ffi_cbor_key keys[] = {
      {"registry", 8, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "hregistry", 9))
    rt_ffi_registry_close_request_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_registry_close_request_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_registry_close_request_to_cbor(). */
static inline size_t rt_ffi_registry_close_request_cbor_bound(const rt_ffi_registry_close_request *value) {
  size_t size = 19;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_registry_close_request_to_cbor(const rt_ffi_registry_close_request *value,
                                                                    uint8_t *buffer,
                                                                    size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_registry_close_request_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_registry_close_request_from_cbor(rt_ffi_registry_close_request *value,
                                                                      const uint8_t *data,
                                                                      size_t size,
                                                                      const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_registry_close_request_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- registry.close, reply */

typedef struct rt_ffi_registry_close_reply {
  char nothing; /* C has no empty structs */
} rt_ffi_registry_close_reply;

static inline void rt_ffi_registry_close_reply_cbor_put(ffi_cbor_writer *w,
                                                        const rt_ffi_registry_close_reply *value) {
  (void)value;
  ffi_cbor_put_raw(w, "\240", 1);
}

static inline void rt_ffi_registry_close_reply_cbor_get(ffi_cbor_reader *r,
                                                        rt_ffi_registry_close_reply *value) {
  const uint8_t *const start = r->at;
  const ffi_cbor_key none = {NULL, 0, false};
  const uint64_t missing = 0;
  ffi_cbor_map map = ffi_cbor_open_map(r);
  memset(value, 0, sizeof *value);
  while (ffi_cbor_more(r, &map))
    (void)ffi_cbor_find_key(r, &none, 0, &missing);
  ffi_cbor_close_map(r, start, &none, 0, &missing);
}

/** Bytes that are always enough for rt_ffi_registry_close_reply_to_cbor(). */
static inline size_t rt_ffi_registry_close_reply_cbor_bound(const rt_ffi_registry_close_reply *value) {
  size_t size = 1;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_registry_close_reply_to_cbor(const rt_ffi_registry_close_reply *value,
                                                                  uint8_t *buffer,
                                                                  size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_registry_close_reply_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_registry_close_reply_from_cbor(rt_ffi_registry_close_reply *value,
                                                                    const uint8_t *data,
                                                                    size_t size,
                                                                    const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_registry_close_reply_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- registry.find, request */

typedef struct rt_ffi_registry_find_request {
  ffi_cbor_text name;
  uint64_t registry;
} rt_ffi_registry_find_request;

static inline void rt_ffi_registry_find_request_cbor_put(ffi_cbor_writer *w,
                                                         const rt_ffi_registry_find_request *value) {
  ffi_cbor_put_raw(w, "\242dname", 6);
  ffi_cbor_put_text_view(w, value->name);
  ffi_cbor_put_raw(w, "hregistry", 9);
  ffi_cbor_put_head(w, 0, value->registry);
}

FFI_CBOR_INLINE void rt_ffi_registry_find_request_cbor_field(ffi_cbor_reader *r,
                                                             rt_ffi_registry_find_request *value,
                                                             size_t field,
                                                             uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->name = ffi_cbor_get_text_view(r);
    break;
  case 1:
    value->registry = ffi_cbor_get_uint(r, 0, UINT64_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_registry_find_request_cbor_get(ffi_cbor_reader *r,
                                                         rt_ffi_registry_find_request *value) {
  static const ffi_cbor_key keys[] = {
      {"name", 4, false},
      {"registry", 8, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {3u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "dname", 5))
    rt_ffi_registry_find_request_cbor_field(r, value, 0, missing);
  if (ffi_cbor_at_key(r, &map, "hregistry", 9))
    rt_ffi_registry_find_request_cbor_field(r, value, 1, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 2, missing);
    if (field < 2)
      rt_ffi_registry_find_request_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 2, missing);
}

/** Bytes that are always enough for rt_ffi_registry_find_request_to_cbor(). */
static inline size_t rt_ffi_registry_find_request_cbor_bound(const rt_ffi_registry_find_request *value) {
  size_t size = 44;
  size += value->name.size;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_registry_find_request_to_cbor(const rt_ffi_registry_find_request *value,
                                                                   uint8_t *buffer,
                                                                   size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_registry_find_request_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_registry_find_request_from_cbor(rt_ffi_registry_find_request *value,
                                                                     const uint8_t *data,
                                                                     size_t size,
                                                                     const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_registry_find_request_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- registry.find, reply */

typedef struct rt_ffi_registry_find_reply {
  rt_ffi_service_info service;
} rt_ffi_registry_find_reply;

static inline void rt_ffi_registry_find_reply_cbor_put(ffi_cbor_writer *w,
                                                       const rt_ffi_registry_find_reply *value) {
  ffi_cbor_put_raw(w, "\241gservice", 9);
  rt_ffi_service_info_cbor_put(w, &value->service);
}

FFI_CBOR_INLINE void rt_ffi_registry_find_reply_cbor_field(ffi_cbor_reader *r,
                                                           rt_ffi_registry_find_reply *value,
                                                           size_t field,
                                                           uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    rt_ffi_service_info_cbor_get(r, &value->service);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_registry_find_reply_cbor_get(ffi_cbor_reader *r,
                                                       rt_ffi_registry_find_reply *value) {
  static const ffi_cbor_key keys[] = {
      {"service", 7, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "gservice", 8))
    rt_ffi_registry_find_reply_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_registry_find_reply_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_registry_find_reply_to_cbor(). */
static inline size_t rt_ffi_registry_find_reply_cbor_bound(const rt_ffi_registry_find_reply *value) {
  size_t size = 298;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_registry_find_reply_to_cbor(const rt_ffi_registry_find_reply *value,
                                                                 uint8_t *buffer,
                                                                 size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_registry_find_reply_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_registry_find_reply_from_cbor(rt_ffi_registry_find_reply *value,
                                                                   const uint8_t *data,
                                                                   size_t size,
                                                                   const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_registry_find_reply_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- registry.list, request */

typedef struct rt_ffi_registry_list_request {
  /* "" for all */
  ffi_cbor_text prefix;
  /* room in `services` */
  uint64_t capacity;
  uint64_t registry;
} rt_ffi_registry_list_request;

static inline void rt_ffi_registry_list_request_cbor_put(ffi_cbor_writer *w,
                                                         const rt_ffi_registry_list_request *value) {
  ffi_cbor_put_raw(w, "\243fprefix", 8);
  ffi_cbor_put_text_view(w, value->prefix);
  ffi_cbor_put_raw(w, "hcapacity", 9);
  ffi_cbor_put_uint(w, value->capacity, 0u, UINT64_MAX);
  ffi_cbor_put_raw(w, "hregistry", 9);
  ffi_cbor_put_head(w, 0, value->registry);
}

FFI_CBOR_INLINE void rt_ffi_registry_list_request_cbor_field(ffi_cbor_reader *r,
                                                             rt_ffi_registry_list_request *value,
                                                             size_t field,
                                                             uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->prefix = ffi_cbor_get_text_view(r);
    break;
  case 1:
    value->capacity = (uint64_t)ffi_cbor_get_uint(r, 0u, UINT64_MAX);
    break;
  case 2:
    value->registry = ffi_cbor_get_uint(r, 0, UINT64_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_registry_list_request_cbor_get(ffi_cbor_reader *r,
                                                         rt_ffi_registry_list_request *value) {
  static const ffi_cbor_key keys[] = {
      {"prefix", 6, false},
      {"capacity", 8, false},
      {"registry", 8, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {7u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "fprefix", 7))
    rt_ffi_registry_list_request_cbor_field(r, value, 0, missing);
  if (ffi_cbor_at_key(r, &map, "hcapacity", 9))
    rt_ffi_registry_list_request_cbor_field(r, value, 1, missing);
  if (ffi_cbor_at_key(r, &map, "hregistry", 9))
    rt_ffi_registry_list_request_cbor_field(r, value, 2, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 3, missing);
    if (field < 3)
      rt_ffi_registry_list_request_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 3, missing);
}

/** Bytes that are always enough for rt_ffi_registry_list_request_to_cbor(). */
static inline size_t rt_ffi_registry_list_request_cbor_bound(const rt_ffi_registry_list_request *value) {
  size_t size = 64;
  size += value->prefix.size;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_registry_list_request_to_cbor(const rt_ffi_registry_list_request *value,
                                                                   uint8_t *buffer,
                                                                   size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_registry_list_request_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_registry_list_request_from_cbor(rt_ffi_registry_list_request *value,
                                                                     const uint8_t *data,
                                                                     size_t size,
                                                                     const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_registry_list_request_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- registry.list, reply */

typedef struct rt_ffi_registry_list_reply {
  ffi_cbor_list services;
} rt_ffi_registry_list_reply;

static inline void rt_ffi_registry_list_reply_cbor_put(ffi_cbor_writer *w,
                                                       const rt_ffi_registry_list_reply *value) {
  ffi_cbor_put_raw(w, "\241hservices", 10);
  ffi_cbor_put_head(w, 4, value->services.count);
  for (size_t i = 0; i < value->services.count; ++i) {
    rt_ffi_service_info_cbor_put(w,
                                 &((const rt_ffi_service_info *)value->services.items)[i]);
  }
}

FFI_CBOR_INLINE void rt_ffi_registry_list_reply_cbor_field(ffi_cbor_reader *r,
                                                           rt_ffi_registry_list_reply *value,
                                                           size_t field,
                                                           uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->services = ffi_cbor_get_list_view(r);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_registry_list_reply_cbor_get(ffi_cbor_reader *r,
                                                       rt_ffi_registry_list_reply *value) {
  static const ffi_cbor_key keys[] = {
      {"services", 8, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "hservices", 9))
    rt_ffi_registry_list_reply_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_registry_list_reply_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_registry_list_reply_to_cbor(). */
static inline size_t rt_ffi_registry_list_reply_cbor_bound(const rt_ffi_registry_list_reply *value) {
  size_t size = 30;
  size += value->services.count * 289;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_registry_list_reply_to_cbor(const rt_ffi_registry_list_reply *value,
                                                                 uint8_t *buffer,
                                                                 size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_registry_list_reply_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_registry_list_reply_from_cbor(rt_ffi_registry_list_reply *value,
                                                                   const uint8_t *data,
                                                                   size_t size,
                                                                   const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_registry_list_reply_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/** Reads the items of `services`, as many as there are. */
static inline ffi_cbor_status rt_ffi_registry_list_reply_get_services(const rt_ffi_registry_list_reply *value,
                                                                      rt_ffi_service_info *items) {
  ffi_cbor_reader reader = ffi_cbor_read_list(&value->services);
  ffi_cbor_reader *const r = &reader;
  for (size_t i = 0; i < value->services.count && r->status == FFI_CBOR_OK; ++i) {
    rt_ffi_service_info_cbor_get(r, &items[i]);
  }
  return r->status;
}

/* ---- registry.watch, request */

typedef struct rt_ffi_registry_watch_request {
  /* generation seen last; 0 at first */
  uint64_t seen;
  uint64_t registry;
  int32_t timeout_ms;
} rt_ffi_registry_watch_request;

static inline void rt_ffi_registry_watch_request_cbor_put(ffi_cbor_writer *w,
                                                          const rt_ffi_registry_watch_request *value) {
  ffi_cbor_put_raw(w, "\243dseen", 6);
  ffi_cbor_put_uint(w, value->seen, 0u, UINT64_MAX);
  ffi_cbor_put_raw(w, "hregistry", 9);
  ffi_cbor_put_head(w, 0, value->registry);
  ffi_cbor_put_raw(w, "jtimeout_ms", 11);
  ffi_cbor_put_int(w, value->timeout_ms, INT32_MIN, INT32_MAX);
}

FFI_CBOR_INLINE void rt_ffi_registry_watch_request_cbor_field(ffi_cbor_reader *r,
                                                              rt_ffi_registry_watch_request *value,
                                                              size_t field,
                                                              uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->seen = (uint64_t)ffi_cbor_get_uint(r, 0u, UINT64_MAX);
    break;
  case 1:
    value->registry = ffi_cbor_get_uint(r, 0, UINT64_MAX);
    break;
  case 2:
    value->timeout_ms = (int32_t)ffi_cbor_get_int(r, INT32_MIN, INT32_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_registry_watch_request_cbor_get(ffi_cbor_reader *r,
                                                          rt_ffi_registry_watch_request *value) {
  static const ffi_cbor_key keys[] = {
      {"seen", 4, false},
      {"registry", 8, false},
      {"timeout_ms", 10, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {7u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "dseen", 5))
    rt_ffi_registry_watch_request_cbor_field(r, value, 0, missing);
  if (ffi_cbor_at_key(r, &map, "hregistry", 9))
    rt_ffi_registry_watch_request_cbor_field(r, value, 1, missing);
  if (ffi_cbor_at_key(r, &map, "jtimeout_ms", 11))
    rt_ffi_registry_watch_request_cbor_field(r, value, 2, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 3, missing);
    if (field < 3)
      rt_ffi_registry_watch_request_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 3, missing);
}

/** Bytes that are always enough for rt_ffi_registry_watch_request_to_cbor(). */
static inline size_t rt_ffi_registry_watch_request_cbor_bound(const rt_ffi_registry_watch_request *value) {
  size_t size = 49;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_registry_watch_request_to_cbor(const rt_ffi_registry_watch_request *value,
                                                                    uint8_t *buffer,
                                                                    size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_registry_watch_request_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_registry_watch_request_from_cbor(rt_ffi_registry_watch_request *value,
                                                                      const uint8_t *data,
                                                                      size_t size,
                                                                      const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_registry_watch_request_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- registry.watch, reply */

typedef struct rt_ffi_registry_watch_reply {
  /* the generation now */
  uint64_t generation;
} rt_ffi_registry_watch_reply;

static inline void rt_ffi_registry_watch_reply_cbor_put(ffi_cbor_writer *w,
                                                        const rt_ffi_registry_watch_reply *value) {
  ffi_cbor_put_raw(w, "\241jgeneration", 12);
  ffi_cbor_put_uint(w, value->generation, 0u, UINT64_MAX);
}

FFI_CBOR_INLINE void rt_ffi_registry_watch_reply_cbor_field(ffi_cbor_reader *r,
                                                            rt_ffi_registry_watch_reply *value,
                                                            size_t field,
                                                            uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->generation = (uint64_t)ffi_cbor_get_uint(r, 0u, UINT64_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_registry_watch_reply_cbor_get(ffi_cbor_reader *r,
                                                        rt_ffi_registry_watch_reply *value) {
  static const ffi_cbor_key keys[] = {
      {"generation", 10, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "jgeneration", 11))
    rt_ffi_registry_watch_reply_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_registry_watch_reply_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_registry_watch_reply_to_cbor(). */
static inline size_t rt_ffi_registry_watch_reply_cbor_bound(const rt_ffi_registry_watch_reply *value) {
  size_t size = 21;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_registry_watch_reply_to_cbor(const rt_ffi_registry_watch_reply *value,
                                                                  uint8_t *buffer,
                                                                  size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_registry_watch_reply_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_registry_watch_reply_from_cbor(rt_ffi_registry_watch_reply *value,
                                                                    const uint8_t *data,
                                                                    size_t size,
                                                                    const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_registry_watch_reply_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- rt_now_ns, request */

typedef struct rt_ffi_rt_now_ns_request {
  char nothing; /* C has no empty structs */
} rt_ffi_rt_now_ns_request;

static inline void rt_ffi_rt_now_ns_request_cbor_put(ffi_cbor_writer *w,
                                                     const rt_ffi_rt_now_ns_request *value) {
  (void)value;
  ffi_cbor_put_raw(w, "\240", 1);
}

static inline void rt_ffi_rt_now_ns_request_cbor_get(ffi_cbor_reader *r,
                                                     rt_ffi_rt_now_ns_request *value) {
  const uint8_t *const start = r->at;
  const ffi_cbor_key none = {NULL, 0, false};
  const uint64_t missing = 0;
  ffi_cbor_map map = ffi_cbor_open_map(r);
  memset(value, 0, sizeof *value);
  while (ffi_cbor_more(r, &map))
    (void)ffi_cbor_find_key(r, &none, 0, &missing);
  ffi_cbor_close_map(r, start, &none, 0, &missing);
}

/** Bytes that are always enough for rt_ffi_rt_now_ns_request_to_cbor(). */
static inline size_t rt_ffi_rt_now_ns_request_cbor_bound(const rt_ffi_rt_now_ns_request *value) {
  size_t size = 1;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_rt_now_ns_request_to_cbor(const rt_ffi_rt_now_ns_request *value,
                                                               uint8_t *buffer,
                                                               size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_rt_now_ns_request_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_rt_now_ns_request_from_cbor(rt_ffi_rt_now_ns_request *value,
                                                                 const uint8_t *data,
                                                                 size_t size,
                                                                 const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_rt_now_ns_request_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- rt_now_ns, reply */

typedef struct rt_ffi_rt_now_ns_reply {
  uint64_t result;
} rt_ffi_rt_now_ns_reply;

static inline void rt_ffi_rt_now_ns_reply_cbor_put(ffi_cbor_writer *w,
                                                   const rt_ffi_rt_now_ns_reply *value) {
  ffi_cbor_put_raw(w, "\241fresult", 8);
  ffi_cbor_put_uint(w, value->result, 0u, UINT64_MAX);
}

FFI_CBOR_INLINE void rt_ffi_rt_now_ns_reply_cbor_field(ffi_cbor_reader *r,
                                                       rt_ffi_rt_now_ns_reply *value,
                                                       size_t field,
                                                       uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->result = (uint64_t)ffi_cbor_get_uint(r, 0u, UINT64_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_rt_now_ns_reply_cbor_get(ffi_cbor_reader *r,
                                                   rt_ffi_rt_now_ns_reply *value) {
  static const ffi_cbor_key keys[] = {
      {"result", 6, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {1u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "fresult", 7))
    rt_ffi_rt_now_ns_reply_cbor_field(r, value, 0, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 1, missing);
    if (field < 1)
      rt_ffi_rt_now_ns_reply_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 1, missing);
}

/** Bytes that are always enough for rt_ffi_rt_now_ns_reply_to_cbor(). */
static inline size_t rt_ffi_rt_now_ns_reply_cbor_bound(const rt_ffi_rt_now_ns_reply *value) {
  size_t size = 17;
  (void)value;
  return size;
}

static inline ffi_cbor_result rt_ffi_rt_now_ns_reply_to_cbor(const rt_ffi_rt_now_ns_reply *value,
                                                             uint8_t *buffer,
                                                             size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_rt_now_ns_reply_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
static inline ffi_cbor_result rt_ffi_rt_now_ns_reply_from_cbor(rt_ffi_rt_now_ns_reply *value,
                                                               const uint8_t *data,
                                                               size_t size,
                                                               const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  rt_ffi_rt_now_ns_reply_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

#endif /* RT_AUDIO_MESSAGES_H */
