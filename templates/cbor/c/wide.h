/* ---- integers of 128 bits ------------------------------------------------ */

#if defined(__SIZEOF_INT128__) && !defined(FFI_CBOR_WIDE)
#define FFI_CBOR_WIDE

__extension__ typedef __int128 ffi_cbor_int128;
__extension__ typedef unsigned __int128 ffi_cbor_uint128;

#define FFI_CBOR_UINT128(high, low) \
  ((ffi_cbor_uint128)UINT64_C(high) << 64 | UINT64_C(low))
#define FFI_CBOR_INT128(high, low) ((ffi_cbor_int128)FFI_CBOR_UINT128(high, low))

/** An integer, or a bignum (RFC 8949, 3.4.3) beyond 64 bits: the shorter of the
 *  two. Of a negative value it is -1 - magnitude. */
static inline void ffi_cbor_put_bignum(ffi_cbor_writer *w, unsigned negative,
                                       ffi_cbor_uint128 magnitude) {
  uint8_t bytes[16];
  size_t first = sizeof bytes;
  if (magnitude >> 64 == 0) {
    ffi_cbor_put_head(w, negative, (uint64_t)magnitude);
    return;
  }
  for (; magnitude != 0; magnitude >>= 8)
    bytes[--first] = (uint8_t)(magnitude & 0xff);
  ffi_cbor_put_head(w, 6, 2 + negative);
  ffi_cbor_put_head(w, 2, sizeof bytes - first);
  ffi_cbor_put_raw(w, bytes + first, sizeof bytes - first);
}

static inline void ffi_cbor_put_uint128(ffi_cbor_writer *w,
                                        ffi_cbor_uint128 value,
                                        ffi_cbor_uint128 low,
                                        ffi_cbor_uint128 high) {
  if (value < low || value > high)
    ffi_cbor_write_fails(w, FFI_CBOR_OUT_OF_RANGE);
  ffi_cbor_put_bignum(w, 0, value);
}

static inline void ffi_cbor_put_int128(ffi_cbor_writer *w,
                                       ffi_cbor_int128 value,
                                       ffi_cbor_int128 low,
                                       ffi_cbor_int128 high) {
  if (value < low || value > high)
    ffi_cbor_write_fails(w, FFI_CBOR_OUT_OF_RANGE);
  if (value < 0)
    ffi_cbor_put_bignum(w, 1, ~(ffi_cbor_uint128)value);
  else
    ffi_cbor_put_bignum(w, 0, (ffi_cbor_uint128)value);
}

/** An integer or a bignum of at most 128 bits; false after a failure. */
static inline bool ffi_cbor_get_bignum(ffi_cbor_reader *r, bool *negative,
                                       ffi_cbor_uint128 *magnitude) {
  const uint8_t *const start = r->at;
  ffi_cbor_head head;
  *magnitude = 0;
  if (!ffi_cbor_get_head(r, &head))
    return false;
  *negative = (head.argument & 1) != 0; /* tag 3 */
  if (head.major <= 1) {
    *negative = head.major == 1;
    *magnitude = head.argument;
    return true;
  }
  if (head.major != 6 || head.argument < 2 || head.argument > 3) {
    ffi_cbor_read_fails(r, FFI_CBOR_WRONG_TYPE, start);
    return false;
  }
  size_t size;
  const uint8_t *bytes = ffi_cbor_get_string(r, 2, &size);
  if (bytes == NULL)
    return false;
  if (r->strict && (size <= 8 || bytes[0] == 0)) {
    ffi_cbor_read_fails(r, FFI_CBOR_NOT_DETERMINISTIC, start);
    return false;
  }
  for (; size > 0 && *bytes == 0; --size)
    ++bytes;
  if (size > 16) {
    ffi_cbor_read_fails(r, FFI_CBOR_OUT_OF_RANGE, start);
    return false;
  }
  for (; size > 0; --size)
    *magnitude = *magnitude << 8 | *bytes++;
  return true;
}

static inline ffi_cbor_uint128 ffi_cbor_get_uint128(ffi_cbor_reader *r,
                                                    ffi_cbor_uint128 low,
                                                    ffi_cbor_uint128 high) {
  const uint8_t *const start = r->at;
  bool negative = false;
  ffi_cbor_uint128 value;
  if (!ffi_cbor_get_bignum(r, &negative, &value))
    return low;
  if (!negative && value >= low && value <= high)
    return value;
  ffi_cbor_read_fails(r, FFI_CBOR_OUT_OF_RANGE, start);
  return low;
}

static inline ffi_cbor_int128 ffi_cbor_get_int128(ffi_cbor_reader *r,
                                                  ffi_cbor_int128 low,
                                                  ffi_cbor_int128 high) {
  const uint8_t *const start = r->at;
  bool negative = false;
  ffi_cbor_uint128 magnitude;
  if (!ffi_cbor_get_bignum(r, &negative, &magnitude))
    return low;
  const ffi_cbor_int128 found =
      (ffi_cbor_int128)(magnitude & ~FFI_CBOR_UINT128(0x8000000000000000, 0));
  const ffi_cbor_int128 value = negative ? -1 - found : found;
  if (magnitude >> 127 == 0 && value >= low && value <= high)
    return value;
  ffi_cbor_read_fails(r, FFI_CBOR_OUT_OF_RANGE, start);
  return low;
}

#endif /* FFI_CBOR_WIDE */
