/* ---- writing ----------------------------------------------------------- */

/** After the first failure nothing more is written. */
typedef struct ffi_cbor_writer {
  uint8_t *begin, *at, *end;
  ffi_cbor_status status;
} ffi_cbor_writer;

static inline void ffi_cbor_write_fails(ffi_cbor_writer *w,
                                        ffi_cbor_status status) {
  if (w->status == FFI_CBOR_OK)
    w->status = status;
  w->end = w->at;
}

static inline bool ffi_cbor_room(ffi_cbor_writer *w, size_t size) {
  if ((size_t)(w->end - w->at) >= size)
    return true;
  ffi_cbor_write_fails(w, FFI_CBOR_FULL);
  return false;
}

static inline void ffi_cbor_store(ffi_cbor_writer *w, unsigned first,
                                  uint64_t argument, size_t size) {
  if (!ffi_cbor_room(w, size + 1))
    return;
  w->at[0] = (uint8_t)first;
  for (size_t i = 0; i < size; ++i)
    w->at[1 + i] = (uint8_t)(argument >> (8 * (size - 1 - i)));
  w->at += 1 + size;
}

static inline void ffi_cbor_put_head(ffi_cbor_writer *w, unsigned major,
                                     uint64_t argument) {
  major <<= 5;
  if (argument < 24)
    ffi_cbor_store(w, major | (unsigned)argument, 0, 0);
  else if (argument <= 0xff)
    ffi_cbor_store(w, major | 24, argument, 1);
  else if (argument <= 0xffff)
    ffi_cbor_store(w, major | 25, argument, 2);
  else if (argument <= 0xffffffff)
    ffi_cbor_store(w, major | 26, argument, 4);
  else
    ffi_cbor_store(w, major | 27, argument, 8);
}

/** Bytes that are known beforehand: keys and heads. */
static inline void ffi_cbor_put_raw(ffi_cbor_writer *w, const void *bytes,
                                    size_t size) {
  if (!ffi_cbor_room(w, size))
    return;
  memcpy(w->at, bytes, size);
  w->at += size;
}

static inline void ffi_cbor_put_bool(ffi_cbor_writer *w, bool value) {
  ffi_cbor_store(w, value ? 0xf5 : 0xf4, 0, 0);
}

static inline void ffi_cbor_put_uint(ffi_cbor_writer *w, uint64_t value,
                                     uint64_t low, uint64_t high) {
  if (value < low || value > high)
    ffi_cbor_write_fails(w, FFI_CBOR_OUT_OF_RANGE);
  ffi_cbor_put_head(w, 0, value);
}

static inline void ffi_cbor_put_int(ffi_cbor_writer *w, int64_t value,
                                    int64_t low, int64_t high) {
  if (value < low || value > high)
    ffi_cbor_write_fails(w, FFI_CBOR_OUT_OF_RANGE);
  if (value < 0)
    ffi_cbor_put_head(w, 1, ~(uint64_t)value);
  else
    ffi_cbor_put_head(w, 0, (uint64_t)value);
}

static inline void ffi_cbor_put_float_bits(ffi_cbor_writer *w, uint32_t bits) {
  uint32_t half = 0x7e00;
  if ((bits & 0x7fffffffu) > 0x7f800000u || ffi_cbor_float_to_half(bits, &half))
    ffi_cbor_store(w, 0xf9, half, 2);
  else
    ffi_cbor_store(w, 0xfa, bits, 4);
}

static inline void ffi_cbor_put_float(ffi_cbor_writer *w, float value) {
  ffi_cbor_put_float_bits(w, ffi_cbor_float_bits(value));
}

static inline void ffi_cbor_put_double(ffi_cbor_writer *w, double value) {
  const uint64_t bits = ffi_cbor_double_bits(value);
  uint32_t narrow = 0x7fc00000;
  if ((bits & 0x7fffffffffffffffu) > 0x7ff0000000000000u ||
      ffi_cbor_double_to_float(bits, &narrow))
    ffi_cbor_put_float_bits(w, narrow);
  else
    ffi_cbor_store(w, 0xfb, bits, 8);
}

static inline void ffi_cbor_check_float(ffi_cbor_writer *w, double value,
                                        double low, double high) {
  if (!(value >= low && value <= high))
    ffi_cbor_write_fails(w, FFI_CBOR_OUT_OF_RANGE);
}

/** The text in a char[capacity], which must end within it. */
static inline void ffi_cbor_put_text(ffi_cbor_writer *w, const char *text,
                                     size_t capacity) {
  const size_t size = ffi_cbor_until_nul(text, capacity);
  if (size == capacity) {
    ffi_cbor_write_fails(w, FFI_CBOR_TOO_LONG);
    return;
  }
  if (!ffi_cbor_is_utf8((const uint8_t *)text, size))
    ffi_cbor_write_fails(w, FFI_CBOR_BAD_UTF8);
  ffi_cbor_put_head(w, 3, size);
  ffi_cbor_put_raw(w, text, size);
}

/** The elements of a typed array (RFC 8746), whose heads are written. */
static inline void ffi_cbor_put_numbers(ffi_cbor_writer *w, const void *values,
                                        size_t count, size_t width) {
  if (!ffi_cbor_room(w, count * width))
    return;
  ffi_cbor_copy_numbers(w->at, values, count, width);
  w->at += count * width;
}

static inline ffi_cbor_writer ffi_cbor_start_writing(uint8_t *buffer,
                                                     size_t capacity) {
  ffi_cbor_writer w = {buffer, buffer, buffer + capacity, FFI_CBOR_OK};
  return w;
}

static inline ffi_cbor_result ffi_cbor_end_writing(const ffi_cbor_writer *w) {
  ffi_cbor_result result = {w->status, (size_t)(w->at - w->begin), NULL};
  return result;
}

