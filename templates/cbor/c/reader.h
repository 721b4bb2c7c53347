/* ---- reading ----------------------------------------------------------- */

/** After the first failure nothing more is read. */
typedef struct ffi_cbor_reader {
  const uint8_t *begin, *at, *end;
  size_t position; /* of the failure */
  const char *key;
  ffi_cbor_status status;
  unsigned depth; /* levels left */
  bool strict;
} ffi_cbor_reader;

/** A key as it is encoded; `name` is NULL for a number. */
typedef struct ffi_cbor_key {
  const char *name; /* as C spells it */
  uint64_t number;  /* the number, or the length of the name */
  bool is_number;
} ffi_cbor_key;

typedef struct ffi_cbor_map {
  uint64_t left; /* pairs */
  bool open;     /* of indefinite length */
} ffi_cbor_map;

static inline void ffi_cbor_read_fails(ffi_cbor_reader *r,
                                       ffi_cbor_status status,
                                       const uint8_t *where) {
  if (r->status != FFI_CBOR_OK)
    return;
  r->status = status;
  r->position = (size_t)(where - r->begin);
  r->at = r->end;
}

typedef struct ffi_cbor_head {
  unsigned major, info; /* 31: indefinite length */
  uint64_t argument;
} ffi_cbor_head;

/** The next head; false after a failure. */
static inline bool ffi_cbor_get_head(ffi_cbor_reader *r, ffi_cbor_head *head) {
  const uint8_t *const start = r->at;
  if (start == r->end) {
    ffi_cbor_read_fails(r, FFI_CBOR_TRUNCATED, start);
    return false;
  }
  head->major = (unsigned)*start >> 5;
  head->info = *start & 0x1fu;
  head->argument = head->info;
  r->at = start + 1;
  if (head->info < 24)
    return true;
  if (head->info == 31) {
    if (head->major == 0 || head->major == 1 || head->major == 6)
      ffi_cbor_read_fails(r, FFI_CBOR_MALFORMED, start);
    else if (r->strict && head->major != 7)
      ffi_cbor_read_fails(r, FFI_CBOR_NOT_DETERMINISTIC, start);
    return r->status == FFI_CBOR_OK;
  }
  if (head->info > 27) {
    ffi_cbor_read_fails(r, FFI_CBOR_MALFORMED, start);
    return false;
  }
  const size_t size = (size_t)1 << (head->info - 24);
  if ((size_t)(r->end - r->at) < size) {
    ffi_cbor_read_fails(r, FFI_CBOR_TRUNCATED, start);
    return false;
  }
  uint64_t value = 0;
  if (r->end - r->at >= 8) /* one load instead of a loop */
    value = ffi_cbor_load(r->at) >> (64 - 8 * size);
  else
    for (size_t i = 0; i < size; ++i)
      value = value << 8 | r->at[i];
  r->at += size;
  head->argument = value;
  if (head->major == 7) {
    if (size == 1 && value < 32)
      ffi_cbor_read_fails(r, FFI_CBOR_MALFORMED, start);
  } else if (r->strict && (size == 1 ? value < 24 : value >> (4 * size) == 0)) {
    ffi_cbor_read_fails(r, FFI_CBOR_NOT_DETERMINISTIC, start);
  }
  return r->status == FFI_CBOR_OK;
}

/** The head of an item of a certain type and of definite length. */
static inline bool ffi_cbor_expect(ffi_cbor_reader *r, unsigned major,
                                   uint64_t *argument) {
  const uint8_t *const start = r->at;
  ffi_cbor_head head;
  if (!ffi_cbor_get_head(r, &head))
    return false;
  if (head.major != major)
    ffi_cbor_read_fails(r, FFI_CBOR_WRONG_TYPE, start);
  else if (head.info == 31)
    ffi_cbor_read_fails(r, FFI_CBOR_NOT_DETERMINISTIC, start);
  *argument = head.argument;
  return r->status == FFI_CBOR_OK;
}

static inline bool ffi_cbor_get_bool(ffi_cbor_reader *r) {
  const uint8_t *const start = r->at;
  ffi_cbor_head head;
  if (!ffi_cbor_get_head(r, &head))
    return false;
  if (head.major != 7 || head.info < 20 || head.info > 21)
    ffi_cbor_read_fails(r, FFI_CBOR_WRONG_TYPE, start);
  return head.info == 21;
}

static inline uint64_t ffi_cbor_get_uint(ffi_cbor_reader *r, uint64_t low,
                                         uint64_t high) {
  const uint8_t *const start = r->at;
  ffi_cbor_head head;
  if (!ffi_cbor_get_head(r, &head))
    return low;
  if (head.major > 1) {
    ffi_cbor_read_fails(r, FFI_CBOR_WRONG_TYPE, start);
    return low;
  }
  if (head.major == 1 || head.argument < low || head.argument > high) {
    ffi_cbor_read_fails(r, FFI_CBOR_OUT_OF_RANGE, start);
    return low;
  }
  return head.argument;
}

static inline int64_t ffi_cbor_get_int(ffi_cbor_reader *r, int64_t low,
                                       int64_t high) {
  const uint8_t *const start = r->at;
  ffi_cbor_head head;
  if (!ffi_cbor_get_head(r, &head))
    return low;
  if (head.major > 1) {
    ffi_cbor_read_fails(r, FFI_CBOR_WRONG_TYPE, start);
    return low;
  }
  const int64_t magnitude = (int64_t)(head.argument & INT64_MAX);
  const int64_t value = head.major == 0 ? magnitude : -1 - magnitude;
  if (head.argument > INT64_MAX || value < low || value > high) {
    ffi_cbor_read_fails(r, FFI_CBOR_OUT_OF_RANGE, start);
    return low;
  }
  return value;
}

/** Bytes of the shortest float that has the value of a double. */
static inline unsigned ffi_cbor_width(uint64_t bits) {
  uint32_t narrow, half;
  if ((bits & 0x7fffffffffffffffu) > 0x7ff0000000000000u)
    return 2;
  if (!ffi_cbor_double_to_float(bits, &narrow))
    return 8;
  return ffi_cbor_float_to_half(narrow, &half) ? 2 : 4;
}

/** Bits of a double, from a float of any width. */
static inline uint64_t ffi_cbor_get_double_bits(ffi_cbor_reader *r) {
  const uint8_t *const start = r->at;
  ffi_cbor_head head;
  if (!ffi_cbor_get_head(r, &head))
    return 0;
  if (head.major != 7 || head.info < 25 || head.info > 27) {
    ffi_cbor_read_fails(r, FFI_CBOR_WRONG_TYPE, start);
    return 0;
  }
  uint64_t bits = head.argument;
  if (head.info < 27)
    bits = ffi_cbor_widen_float(
        head.info == 26 ? (uint32_t)bits
                        : ffi_cbor_widen_half((uint32_t)bits));
  const bool nan = (bits & 0x7fffffffffffffffu) > 0x7ff0000000000000u;
  if (r->strict && (ffi_cbor_width(bits) != 1u << (head.info - 24) ||
                    (nan && head.argument != 0x7e00)))
    ffi_cbor_read_fails(r, FFI_CBOR_NOT_DETERMINISTIC, start);
  return nan ? 0x7ff8000000000000u : bits;
}

static inline double ffi_cbor_get_double(ffi_cbor_reader *r) {
  const uint64_t bits = ffi_cbor_get_double_bits(r);
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static inline float ffi_cbor_get_float(ffi_cbor_reader *r) {
  const uint8_t *const start = r->at;
  const uint64_t bits = ffi_cbor_get_double_bits(r);
  uint32_t narrow = 0x7fc00000;
  if (bits != 0x7ff8000000000000u && !ffi_cbor_double_to_float(bits, &narrow))
    ffi_cbor_read_fails(r, FFI_CBOR_OUT_OF_RANGE, start);
  float value;
  memcpy(&value, &narrow, sizeof value);
  return value;
}

static inline double ffi_cbor_get_double_in(ffi_cbor_reader *r, double low,
                                            double high) {
  const uint8_t *const start = r->at;
  const double value = ffi_cbor_get_double(r);
  if (!(value >= low && value <= high))
    ffi_cbor_read_fails(r, FFI_CBOR_OUT_OF_RANGE, start);
  return value;
}

static inline float ffi_cbor_get_float_in(ffi_cbor_reader *r, float low,
                                          float high) {
  const uint8_t *const start = r->at;
  const float value = ffi_cbor_get_float(r);
  if (!(value >= low && value <= high))
    ffi_cbor_read_fails(r, FFI_CBOR_OUT_OF_RANGE, start);
  return value;
}

/** The bytes of a string; NULL after a failure. */
static inline const uint8_t *ffi_cbor_get_string(ffi_cbor_reader *r,
                                                 unsigned major, size_t *size) {
  const uint8_t *const start = r->at;
  uint64_t length;
  *size = 0;
  if (!ffi_cbor_expect(r, major, &length))
    return NULL;
  if (length > (uint64_t)(r->end - r->at)) {
    ffi_cbor_read_fails(r, FFI_CBOR_TRUNCATED, start);
    return NULL;
  }
  const uint8_t *const bytes = r->at;
  *size = (size_t)length;
  r->at += *size;
  return bytes;
}

/** Text into a char[capacity]: zeros follow it. */
static inline void ffi_cbor_get_text(ffi_cbor_reader *r, char *text,
                                     size_t capacity) {
  const uint8_t *const start = r->at;
  size_t size;
  const uint8_t *const bytes = ffi_cbor_get_string(r, 3, &size);
  if (bytes == NULL)
    return;
  if (size >= capacity) {
    ffi_cbor_read_fails(r, FFI_CBOR_TOO_LONG, start);
    return;
  }
  if (!ffi_cbor_is_plain(bytes, size)) {
    if (!ffi_cbor_is_utf8(bytes, size))
      ffi_cbor_read_fails(r, FFI_CBOR_BAD_UTF8, start);
    else if (ffi_cbor_until_nul(bytes, size) != size)
      ffi_cbor_read_fails(r, FFI_CBOR_OUT_OF_RANGE, start);
    if (r->status != FFI_CBOR_OK)
      return;
  }
  if (capacity <= 64) { /* known to the compiler: a few stores */
    memset(text, 0, capacity);
    memcpy(text, bytes, size);
  } else {
    memcpy(text, bytes, size);
    memset(text + size, 0, capacity - size);
  }
}

/** A byte string of exactly `size` bytes; NULL after a failure. */
static inline const uint8_t *
ffi_cbor_get_exactly(ffi_cbor_reader *r, size_t size, const uint8_t *start) {
  size_t length;
  const uint8_t *const bytes = ffi_cbor_get_string(r, 2, &length);
  if (bytes == NULL || length == size)
    return bytes;
  ffi_cbor_read_fails(
      r, length > size ? FFI_CBOR_TOO_LONG : FFI_CBOR_OUT_OF_RANGE, start);
  return NULL;
}

static inline void ffi_cbor_get_bytes(ffi_cbor_reader *r, void *to,
                                      size_t size) {
  const uint8_t *const bytes = ffi_cbor_get_exactly(r, size, r->at);
  if (bytes != NULL)
    memcpy(to, bytes, size);
}

/** The bytes of a typed array where they lie: little-endian, at any address. */
static inline const uint8_t *ffi_cbor_view_numbers(ffi_cbor_reader *r,
                                                   unsigned tag, size_t count,
                                                   size_t width) {
  const uint8_t *const start = r->at;
  uint64_t found;
  if (!ffi_cbor_expect(r, 6, &found))
    return NULL;
  if (found != tag) {
    ffi_cbor_read_fails(r, FFI_CBOR_WRONG_TYPE, start);
    return NULL;
  }
  return ffi_cbor_get_exactly(r, count * width, start);
}

static inline void ffi_cbor_get_numbers(ffi_cbor_reader *r, unsigned tag,
                                        void *to, size_t count, size_t width) {
  const uint8_t *const bytes = ffi_cbor_view_numbers(r, tag, count, width);
  if (bytes != NULL)
    ffi_cbor_copy_numbers(to, bytes, count, width);
}

