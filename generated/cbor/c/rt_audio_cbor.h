/* Made by ffigen from rt_audio_ffi.h: its records as CBOR (RFC 8949), written and
 * read without allocation. For each record:
 *
 *   <record>_to_cbor(&value, buffer, capacity)        bytes written, or why not
 *   <record>_from_cbor(&value, data, size, options)   bytes read, or why not
 *
 * After a failure the value is partly written. Messages are deterministic: the
 * same value gives the same bytes in every language and on every machine. */
#ifndef RT_AUDIO_CBOR_H
#define RT_AUDIO_CBOR_H

#include "rt_audio_ffi.h"

#ifndef FFI_CBOR_RUNTIME
#define FFI_CBOR_RUNTIME

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* What every codec made by ffigen shares. It allocates nothing and calls
 * nothing but memcpy, memcmp and memset. */

#if defined(__GNUC__)
#define FFI_CBOR_INLINE static inline __attribute__((always_inline))
#else
#define FFI_CBOR_INLINE static inline
#endif

/** Why a value was not encoded or a message not decoded. */
typedef enum ffi_cbor_status {
  FFI_CBOR_OK = 0,
  FFI_CBOR_FULL,              /**< Encoding: the buffer is too small. */
  FFI_CBOR_TRUNCATED,         /**< The message ends inside an item. */
  FFI_CBOR_TRAILING,          /**< Bytes follow the message. */
  FFI_CBOR_MALFORMED,         /**< No CBOR item begins like this. */
  FFI_CBOR_NOT_DETERMINISTIC, /**< Not the one encoding that RFC 8949, 4.2 has;
                                   a string in chunks, even when not strict. */
  FFI_CBOR_UNKNOWN_KEY,       /**< Strict: a key that the contract lacks. */
  FFI_CBOR_MISSING_KEY,       /**< A field without a default is not there. */
  FFI_CBOR_REPEATED_KEY,      /**< A field is there twice. */
  FFI_CBOR_WRONG_TYPE,        /**< An item of another type than the field's. */
  FFI_CBOR_OUT_OF_RANGE,      /**< A value that the field cannot have. */
  FFI_CBOR_BAD_UTF8,          /**< Text that is not UTF-8. */
  FFI_CBOR_TOO_LONG,          /**< More bytes or elements than the field holds. */
  FFI_CBOR_TOO_DEEP,          /**< Nested deeper than allowed. */
  FFI_CBOR_LIMIT              /**< A message larger than allowed. */
} ffi_cbor_status;

/** How it went, and where. */
typedef struct ffi_cbor_result {
  ffi_cbor_status status;
  size_t position; /**< Bytes written or read; after an error, its place. */
  const char *key; /**< FFI_CBOR_MISSING_KEY: which; otherwise NULL. */
} ffi_cbor_result;

/** How much a decoder takes. NULL in its place means {false, 32, SIZE_MAX}. */
typedef struct ffi_cbor_options {
  bool strict;    /**< Only deterministic encoding, no unknown keys. */
  unsigned depth; /**< Maps and arrays within each other, at most 64. */
  size_t size;    /**< Bytes of a message. */
} ffi_cbor_options;

/** The status in English, without a full stop. */
static inline const char *ffi_cbor_status_text(ffi_cbor_status status) {
  static const char *const texts[] = {
      "no error", "buffer too small", "truncated", "trailing bytes",
      "malformed", "not deterministic", "unknown key", "missing key",
      "repeated key", "wrong type", "out of range", "not UTF-8",
      "too long", "too deep", "larger than limit"};
  return (size_t)status < sizeof texts / sizeof texts[0] ? texts[status]
                                                         : "unknown status";
}

/* ---- bytes ----------------------------------------------------------- */

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#define FFI_CBOR_BIG_ENDIAN 1
#else
#define FFI_CBOR_BIG_ENDIAN 0
#endif

/** Copies numbers of `width` bytes between memory and little-endian bytes. */
static inline void ffi_cbor_copy_numbers(void *to, const void *from,
                                         size_t count, size_t width) {
  if (!FFI_CBOR_BIG_ENDIAN || width == 1) {
    memcpy(to, from, count * width);
    return;
  }
  uint8_t *target = (uint8_t *)to;
  const uint8_t *source = (const uint8_t *)from;
  for (size_t i = 0; i < count * width; i += width)
    for (size_t byte = 0; byte < width; ++byte)
      target[i + byte] = source[i + width - 1 - byte];
}

/** Eight bytes, the most significant first. */
static inline uint64_t ffi_cbor_load(const uint8_t *from) {
  return (uint64_t)from[0] << 56 | (uint64_t)from[1] << 48 |
         (uint64_t)from[2] << 40 | (uint64_t)from[3] << 32 |
         (uint64_t)from[4] << 24 | (uint64_t)from[5] << 16 |
         (uint64_t)from[6] << 8 | from[7];
}

/** Bytes before the first NUL, at most `size`. */
static inline size_t ffi_cbor_until_nul(const void *text, size_t size) {
  const char *const characters = (const char *)text;
  size_t length = 0;
  for (; size - length >= sizeof(uint64_t); length += sizeof(uint64_t)) {
    uint64_t eight;
    memcpy(&eight, characters + length, sizeof eight);
    if (((eight - 0x0101010101010101u) & ~eight & 0x8080808080808080u) != 0)
      break; /* one of them is NUL */
  }
  while (length < size && characters[length] != 0)
    ++length;
  return length;
}

/** Bytes of a UTF-8 character beginning at `text`; 0 when none does. */
static inline size_t ffi_cbor_character(const uint8_t *text, size_t left) {
  const unsigned first = text[0];
  if (first < 0x80)
    return 1;
  const size_t length = first >= 0xf0   ? 4
                        : first >= 0xe0 ? 3
                        : first >= 0xc2 ? 2
                                        : 0;
  if (length == 0 || first > 0xf4 || length > left)
    return 0;
  for (size_t i = 1; i < length; ++i)
    if ((text[i] & 0xc0) != 0x80)
      return 0;
  const unsigned second = text[1];
  if ((first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f) ||
      (first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f))
    return 0; /* overlong, a surrogate, or beyond U+10FFFF */
  return length;
}

/** ASCII without NUL, as nearly all text is: eight bytes at a time, the last
 *  ones twice. */
static inline bool ffi_cbor_is_plain(const uint8_t *text, size_t size) {
  const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
  uint64_t eight, found = 0;
  if (size < sizeof eight) {
    for (size_t i = 0; i < size; ++i)
      found |= text[i] == 0 ? highs : text[i];
    return (found & highs) == 0;
  }
  for (size_t at = 0; at + sizeof eight < size; at += sizeof eight) {
    memcpy(&eight, text + at, sizeof eight);
    found |= eight | (eight - ones);
  }
  memcpy(&eight, text + size - sizeof eight, sizeof eight);
  return ((found | eight | (eight - ones)) & highs) == 0;
}

static inline bool ffi_cbor_is_utf8(const uint8_t *text, size_t size) {
  size_t at = 0;
  while (at < size) {
    uint64_t eight;
    if (size - at >= sizeof eight) {
      memcpy(&eight, text + at, sizeof eight);
      if ((eight & 0x8080808080808080u) == 0) {
        at += sizeof eight;
        continue;
      }
    }
    const size_t length = ffi_cbor_character(text + at, size - at);
    if (length == 0)
      return false;
    at += length;
  }
  return true;
}

/* ---- floats, by their bits: a thread may flush denormals ---------------- */

static inline uint64_t ffi_cbor_double_bits(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

static inline uint32_t ffi_cbor_float_bits(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

/** The bits of a half as those of the float of the same value. */
static inline uint32_t ffi_cbor_widen_half(uint32_t half) {
  const uint32_t sign = (half & 0x8000u) << 16, exponent = half >> 10 & 0x1fu;
  uint32_t mantissa = half & 0x3ffu;
  if (exponent == 31)
    return sign | 0x7f800000u | mantissa << 13;
  if (exponent != 0)
    return sign | (exponent + 112) << 23 | mantissa << 13;
  if (mantissa == 0)
    return sign;
  uint32_t power = 113;
  for (; (mantissa & 0x400u) == 0; --power)
    mantissa <<= 1;
  return sign | power << 23 | (mantissa & 0x3ffu) << 13;
}

/** The bits of a float as those of the double of the same value. */
static inline uint64_t ffi_cbor_widen_float(uint32_t bits) {
  const uint64_t sign = (uint64_t)(bits & 0x80000000u) << 32;
  const uint32_t exponent = bits >> 23 & 0xffu;
  uint64_t mantissa = bits & 0x7fffffu;
  if (exponent == 255)
    return sign | 0x7ff0000000000000u | mantissa << 29;
  if (exponent != 0)
    return sign | (uint64_t)(exponent + 896) << 52 | mantissa << 29;
  if (mantissa == 0)
    return sign;
  uint64_t power = 897;
  for (; (mantissa & 0x800000u) == 0; --power)
    mantissa <<= 1;
  return sign | power << 52 | (mantissa & 0x7fffffu) << 29;
}

/** Whether a narrower float has the value, and its bits. Not for NaN. */
static inline bool ffi_cbor_narrow(uint64_t bits, unsigned from_exponent,
                                   unsigned from_mantissa, unsigned to_exponent,
                                   unsigned to_mantissa, uint32_t *narrow) {
  const uint64_t top = (1u << from_exponent) - 1;
  const uint64_t exponent = bits >> from_mantissa & top;
  uint64_t mantissa = bits & ((1ull << from_mantissa) - 1);
  const uint32_t sign = (uint32_t)(bits >> (from_exponent + from_mantissa))
                        << (to_exponent + to_mantissa);
  const int32_t to_top = (1 << to_exponent) - 1;
  if (exponent == top) { /* infinite */
    *narrow = sign | (uint32_t)to_top << to_mantissa;
    return true;
  }
  if (exponent == 0) { /* zero; what is subnormal here is too small there */
    *narrow = sign;
    return mantissa == 0;
  }
  const int32_t power = (int32_t)exponent - (int32_t)(top >> 1) + (to_top >> 1);
  unsigned drop = from_mantissa - to_mantissa;
  if (power >= to_top)
    return false;
  if (power <= 0) { /* subnormal there */
    if (power < -(int32_t)to_mantissa)
      return false;
    mantissa |= 1ull << from_mantissa;
    drop += (unsigned)(1 - power);
  }
  if ((mantissa & ((1ull << drop) - 1)) != 0)
    return false;
  *narrow = sign | (uint32_t)(mantissa >> drop) |
            (power > 0 ? (uint32_t)power << to_mantissa : 0);
  return true;
}

static inline bool ffi_cbor_float_to_half(uint32_t bits, uint32_t *half) {
  return ffi_cbor_narrow(bits, 8, 23, 5, 10, half);
}

static inline bool ffi_cbor_double_to_float(uint64_t bits, uint32_t *narrow) {
  return ffi_cbor_narrow(bits, 11, 52, 8, 23, narrow);
}

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

/** One level deeper. */
static inline bool ffi_cbor_enter(ffi_cbor_reader *r, const uint8_t *start) {
  if (r->depth == 0) {
    ffi_cbor_read_fails(r, FFI_CBOR_TOO_DEEP, start);
    return false;
  }
  --r->depth;
  return true;
}

static inline bool ffi_cbor_at_break(ffi_cbor_reader *r) {
  if (r->at == r->end || *r->at != 0xff)
    return false;
  ++r->at;
  return true;
}

/** An array of exactly `count` items; true when it has to be closed. */
static inline bool ffi_cbor_open_list(ffi_cbor_reader *r, uint64_t count) {
  const uint8_t *const start = r->at;
  ffi_cbor_head head;
  if (!ffi_cbor_get_head(r, &head))
    return false;
  if (head.major != 4)
    ffi_cbor_read_fails(r, FFI_CBOR_WRONG_TYPE, start);
  else if (head.info != 31 && head.argument != count)
    ffi_cbor_read_fails(
        r, head.argument > count ? FFI_CBOR_TOO_LONG : FFI_CBOR_OUT_OF_RANGE,
        start);
  else
    (void)ffi_cbor_enter(r, start);
  return head.info == 31;
}

static inline void ffi_cbor_close_list(ffi_cbor_reader *r, bool open) {
  if (r->status != FFI_CBOR_OK)
    return;
  if (open && !ffi_cbor_at_break(r))
    ffi_cbor_read_fails(
        r, r->at == r->end ? FFI_CBOR_TRUNCATED : FFI_CBOR_TOO_LONG, r->at);
  ++r->depth;
}

/** Before each item of an open list: it may not end yet. */
static inline void ffi_cbor_check_item(ffi_cbor_reader *r, bool open) {
  if (open && r->at != r->end && *r->at == 0xff)
    ffi_cbor_read_fails(r, FFI_CBOR_OUT_OF_RANGE, r->at);
}

/** A tagged union that is being read. */
typedef struct ffi_cbor_choice {
  const uint8_t *start;
  bool open, has_value; /* has_value: of definite length */
} ffi_cbor_choice;

/** An array of the tag, or of the tag and a value. */
static inline ffi_cbor_choice ffi_cbor_open_choice(ffi_cbor_reader *r) {
  ffi_cbor_choice choice = {r->at, false, false};
  ffi_cbor_head head;
  if (!ffi_cbor_get_head(r, &head))
    return choice;
  choice.open = head.info == 31;
  choice.has_value = !choice.open && head.argument == 2;
  if (head.major != 4)
    ffi_cbor_read_fails(r, FFI_CBOR_WRONG_TYPE, choice.start);
  else if (!choice.open && (head.argument == 0 || head.argument > 2))
    ffi_cbor_read_fails(
        r, head.argument == 0 ? FFI_CBOR_OUT_OF_RANGE : FFI_CBOR_TOO_LONG,
        choice.start);
  else if (ffi_cbor_enter(r, choice.start))
    ffi_cbor_check_item(r, choice.open);
  return choice;
}

/** Behind the tag: a value follows exactly where a member is `wanted`. */
static inline void ffi_cbor_check_value(ffi_cbor_reader *r,
                                        const ffi_cbor_choice *choice,
                                        const uint8_t *tag, bool wanted) {
  if (choice->open && wanted)
    ffi_cbor_check_item(r, true);
  else if (!choice->open && choice->has_value != wanted)
    ffi_cbor_read_fails(r, FFI_CBOR_OUT_OF_RANGE,
                        wanted ? choice->start : tag);
}

static inline ffi_cbor_map ffi_cbor_open_map(ffi_cbor_reader *r) {
  const uint8_t *const start = r->at;
  ffi_cbor_map map = {0, false};
  ffi_cbor_head head;
  if (!ffi_cbor_get_head(r, &head))
    return map;
  if (head.major != 5) {
    ffi_cbor_read_fails(r, FFI_CBOR_WRONG_TYPE, start);
  } else if (ffi_cbor_enter(r, start)) {
    map.open = head.info == 31;
    map.left = map.open ? UINT64_MAX : head.argument;
  }
  return map;
}

/** Whether the next key is this one; it is then read. */
static inline bool ffi_cbor_at_key(ffi_cbor_reader *r, ffi_cbor_map *map,
                                   const char *key, size_t size) {
  if (map->left == 0 || (size_t)(r->end - r->at) < size ||
      memcmp(r->at, key, size) != 0)
    return false;
  r->at += size;
  --map->left;
  return true;
}

/** Whether there is another pair. */
static inline bool ffi_cbor_more(ffi_cbor_reader *r, ffi_cbor_map *map) {
  if (r->status != FFI_CBOR_OK || map->left == 0)
    return false;
  if (map->open && ffi_cbor_at_break(r))
    return false;
  --map->left;
  return true;
}

/** An item of whatever kind is passed over, well-formed or not at all. */
static inline void ffi_cbor_skip(ffi_cbor_reader *r) {
  uint64_t left[65]; /* items of each level */
  bool open[65], odd[65], is_map[65];
  unsigned level = 0;
  left[0] = 1;
  open[0] = odd[0] = is_map[0] = false;
  for (;;) {
    while (left[level] == 0) {
      if (level == 0)
        return;
      --level;
    }
    const uint8_t *const start = r->at;
    if (open[level] && ffi_cbor_at_break(r)) {
      if (is_map[level] && odd[level]) {
        ffi_cbor_read_fails(r, FFI_CBOR_MALFORMED, start);
        return;
      }
      left[level] = 0;
      continue;
    }
    ffi_cbor_head head;
    if (!ffi_cbor_get_head(r, &head))
      return;
    if (head.major == 6)
      continue; /* what is tagged follows */
    if (!open[level])
      --left[level];
    odd[level] = !odd[level];
    if (head.major == 7 && head.info == 31) {
      ffi_cbor_read_fails(r, FFI_CBOR_MALFORMED, start);
      return;
    }
    if (head.major == 2 || head.major == 3) {
      size_t size;
      if (head.info != 31) {
        r->at = start;
        if (ffi_cbor_get_string(r, head.major, &size) == NULL)
          return;
        continue;
      }
      while (!ffi_cbor_at_break(r)) {
        ffi_cbor_head chunk;
        const uint8_t *const part = r->at;
        if (!ffi_cbor_get_head(r, &chunk))
          return;
        r->at = part;
        if (chunk.major != head.major || chunk.info == 31) {
          ffi_cbor_read_fails(r, FFI_CBOR_MALFORMED, part);
          return;
        }
        if (ffi_cbor_get_string(r, head.major, &size) == NULL)
          return;
      }
    } else if (head.major == 4 || head.major == 5) {
      if (level >= r->depth) {
        ffi_cbor_read_fails(r, FFI_CBOR_TOO_DEEP, start);
        return;
      }
      if (head.info != 31 && head.argument > (uint64_t)(r->end - r->at)) {
        ffi_cbor_read_fails(r, FFI_CBOR_TRUNCATED, start);
        return;
      }
      ++level;
      is_map[level] = head.major == 5;
      open[level] = head.info == 31;
      odd[level] = false;
      left[level] = open[level]     ? 1
                    : is_map[level] ? head.argument * 2
                                    : head.argument;
    }
  }
}

/** The field that the next key names, which was not read before; `count` when
 *  the pair was skipped or reading failed. */
static inline size_t ffi_cbor_find_key(ffi_cbor_reader *r,
                                       const ffi_cbor_key *keys, size_t count,
                                       const uint64_t *missing) {
  const uint8_t *const start = r->at;
  ffi_cbor_head head;
  if (!ffi_cbor_get_head(r, &head))
    return count;
  const uint8_t *name = NULL;
  size_t size = 0;
  r->at = start;
  if (head.major == 3 && head.info != 31) {
    name = ffi_cbor_get_string(r, 3, &size);
    if (name == NULL)
      return count;
  } else {
    ffi_cbor_skip(r);
  }
  for (size_t i = 0; i < count && r->status == FFI_CBOR_OK; ++i) {
    const bool same = keys[i].is_number
                          ? head.major == 0 && head.argument == keys[i].number
                          : name != NULL && size == keys[i].number &&
                                memcmp(name, keys[i].name, size) == 0;
    if (!same)
      continue;
    if ((missing[i / 64] >> (i % 64) & 1) == 0)
      ffi_cbor_read_fails(r, FFI_CBOR_REPEATED_KEY, start);
    else if (r->strict)
      ffi_cbor_read_fails(r, FFI_CBOR_NOT_DETERMINISTIC, start);
    return r->status == FFI_CBOR_OK ? i : count;
  }
  if (r->strict)
    ffi_cbor_read_fails(r, FFI_CBOR_UNKNOWN_KEY, start);
  if (r->status == FFI_CBOR_OK)
    ffi_cbor_skip(r);
  return count;
}

/** Whether a field is missing that has a default: it gets that. */
static inline bool ffi_cbor_takes_default(const ffi_cbor_reader *r,
                                          uint64_t *missing, size_t field) {
  const uint64_t bit = UINT64_C(1) << (field % 64);
  if (r->status != FFI_CBOR_OK || (missing[field / 64] & bit) == 0)
    return false;
  missing[field / 64] &= ~bit;
  return true;
}

/** The end of a map: what is still missing is an error at its beginning. */
static inline void ffi_cbor_close_map(ffi_cbor_reader *r, const uint8_t *start,
                                      const ffi_cbor_key *keys, size_t count,
                                      const uint64_t *missing) {
  if (r->status != FFI_CBOR_OK)
    return;
  ++r->depth;
  for (size_t i = 0; i < count; ++i) {
    if ((missing[i / 64] >> (i % 64) & 1) == 0)
      continue;
    r->key = keys[i].name;
    ffi_cbor_read_fails(r, FFI_CBOR_MISSING_KEY, start);
    return;
  }
}

static inline ffi_cbor_reader
ffi_cbor_start_reading(const uint8_t *data, size_t size,
                       const ffi_cbor_options *options) {
  ffi_cbor_reader r = {data, data, data + size, 0,
                       NULL, FFI_CBOR_OK, 32, false};
  if (options != NULL) {
    r.strict = options->strict;
    r.depth = options->depth < 64 ? options->depth : 64;
    if (size > options->size)
      ffi_cbor_read_fails(&r, FFI_CBOR_LIMIT, data);
  }
  return r;
}

static inline ffi_cbor_result ffi_cbor_end_reading(ffi_cbor_reader *r) {
  if (r->at != r->end)
    ffi_cbor_read_fails(r, FFI_CBOR_TRAILING, r->at);
  ffi_cbor_result result = {r->status, r->position, r->key};
  if (r->status == FFI_CBOR_OK)
    result.position = (size_t)(r->at - r->begin);
  return result;
}

#endif /* FFI_CBOR_RUNTIME */

/* ---- rt_ffi_audio_block */

/** Bytes of the longest encoding. */
#define RT_FFI_AUDIO_BLOCK_CBOR_MAX 8283

static inline void rt_ffi_audio_block_cbor_put(ffi_cbor_writer *w,
                                               const rt_ffi_audio_block *value) {
  ffi_cbor_put_raw(w, "\246fframes", 8);
  ffi_cbor_put_uint(w, value->frames, 0u, 1024u);
  ffi_cbor_put_raw(w, "gsamples\330UY \000", 13);
  ffi_cbor_put_numbers(w, value->samples, 2048, 4);
  ffi_cbor_put_raw(w, "hchannels", 9);
  ffi_cbor_put_uint(w, value->channels, 1u, 2u);
  ffi_cbor_put_raw(w, "hsequence", 9);
  ffi_cbor_put_uint(w, value->sequence, 0u, UINT64_MAX);
  ffi_cbor_put_raw(w, "ksample_rate", 12);
  ffi_cbor_put_uint(w, value->sample_rate, 0u, UINT32_MAX);
  ffi_cbor_put_raw(w, "ltimestamp_ns", 13);
  ffi_cbor_put_uint(w, value->timestamp_ns, 0u, UINT64_MAX);
}

FFI_CBOR_INLINE void rt_ffi_audio_block_cbor_field(ffi_cbor_reader *r,
                                                   rt_ffi_audio_block *value,
                                                   size_t field,
                                                   uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->frames = (uint32_t)ffi_cbor_get_uint(r, 0u, 1024u);
    break;
  case 1:
    ffi_cbor_get_numbers(r, 85, value->samples, 2048, 4);
    break;
  case 2:
    value->channels = (uint32_t)ffi_cbor_get_uint(r, 1u, 2u);
    break;
  case 3:
    value->sequence = (uint64_t)ffi_cbor_get_uint(r, 0u, UINT64_MAX);
    break;
  case 4:
    value->sample_rate = (uint32_t)ffi_cbor_get_uint(r, 0u, UINT32_MAX);
    break;
  case 5:
    value->timestamp_ns = (uint64_t)ffi_cbor_get_uint(r, 0u, UINT64_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_audio_block_cbor_get(ffi_cbor_reader *r,
                                               rt_ffi_audio_block *value) {
  static const ffi_cbor_key keys[] = {
      {"frames", 6, false},
      {"samples", 7, false},
      {"channels", 8, false},
      {"sequence", 8, false},
      {"sample_rate", 11, false},
      {"timestamp_ns", 12, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {63u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "fframes", 7))
    rt_ffi_audio_block_cbor_field(r, value, 0, missing);
  if (ffi_cbor_at_key(r, &map, "gsamples", 8))
    rt_ffi_audio_block_cbor_field(r, value, 1, missing);
  if (ffi_cbor_at_key(r, &map, "hchannels", 9))
    rt_ffi_audio_block_cbor_field(r, value, 2, missing);
  if (ffi_cbor_at_key(r, &map, "hsequence", 9))
    rt_ffi_audio_block_cbor_field(r, value, 3, missing);
  if (ffi_cbor_at_key(r, &map, "ksample_rate", 12))
    rt_ffi_audio_block_cbor_field(r, value, 4, missing);
  if (ffi_cbor_at_key(r, &map, "ltimestamp_ns", 13))
    rt_ffi_audio_block_cbor_field(r, value, 5, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 6, missing);
    if (field < 6)
      rt_ffi_audio_block_cbor_field(r, value, field, missing);
  }
  memset(&value->reserved0, 0, sizeof value->reserved0);
  ffi_cbor_close_map(r, start, keys, 6, missing);
}
/** Encodes `value`; RT_FFI_AUDIO_BLOCK_CBOR_MAX bytes are always enough. */
static inline ffi_cbor_result rt_ffi_audio_block_to_cbor(const rt_ffi_audio_block *value,
                                                         uint8_t *buffer,
                                                         size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_audio_block_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** Decodes a message that is nothing but a `rt_ffi_audio_block`. */
static inline ffi_cbor_result rt_ffi_audio_block_from_cbor(rt_ffi_audio_block *value,
                                                           const uint8_t *data,
                                                           size_t size,
                                                           const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  rt_ffi_audio_block_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- rt_ffi_stream_format */

/** Bytes of the longest encoding. */
#define RT_FFI_STREAM_FORMAT_CBOR_MAX 55

static inline void rt_ffi_stream_format_cbor_put(ffi_cbor_writer *w,
                                                 const rt_ffi_stream_format *value) {
  ffi_cbor_put_raw(w, "\243hchannels", 10);
  ffi_cbor_put_uint(w, value->channels, 0u, UINT32_MAX);
  ffi_cbor_put_raw(w, "ksample_rate", 12);
  ffi_cbor_put_uint(w, value->sample_rate, 0u, UINT32_MAX);
  ffi_cbor_put_raw(w, "qframes_per_buffer", 18);
  ffi_cbor_put_uint(w, value->frames_per_buffer, 0u, UINT32_MAX);
}

FFI_CBOR_INLINE void rt_ffi_stream_format_cbor_field(ffi_cbor_reader *r,
                                                     rt_ffi_stream_format *value,
                                                     size_t field,
                                                     uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->channels = (uint32_t)ffi_cbor_get_uint(r, 0u, UINT32_MAX);
    break;
  case 1:
    value->sample_rate = (uint32_t)ffi_cbor_get_uint(r, 0u, UINT32_MAX);
    break;
  case 2:
    value->frames_per_buffer = (uint32_t)ffi_cbor_get_uint(r, 0u, UINT32_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_stream_format_cbor_get(ffi_cbor_reader *r,
                                                 rt_ffi_stream_format *value) {
  static const ffi_cbor_key keys[] = {
      {"channels", 8, false},
      {"sample_rate", 11, false},
      {"frames_per_buffer", 17, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {7u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "hchannels", 9))
    rt_ffi_stream_format_cbor_field(r, value, 0, missing);
  if (ffi_cbor_at_key(r, &map, "ksample_rate", 12))
    rt_ffi_stream_format_cbor_field(r, value, 1, missing);
  if (ffi_cbor_at_key(r, &map, "qframes_per_buffer", 18))
    rt_ffi_stream_format_cbor_field(r, value, 2, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 3, missing);
    if (field < 3)
      rt_ffi_stream_format_cbor_field(r, value, field, missing);
  }
  memset(&value->reserved0, 0, sizeof value->reserved0);
  ffi_cbor_close_map(r, start, keys, 3, missing);
}
/** Encodes `value`; RT_FFI_STREAM_FORMAT_CBOR_MAX bytes are always enough. */
static inline ffi_cbor_result rt_ffi_stream_format_to_cbor(const rt_ffi_stream_format *value,
                                                           uint8_t *buffer,
                                                           size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_stream_format_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** Decodes a message that is nothing but a `rt_ffi_stream_format`. */
static inline ffi_cbor_result rt_ffi_stream_format_from_cbor(rt_ffi_stream_format *value,
                                                             const uint8_t *data,
                                                             size_t size,
                                                             const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  rt_ffi_stream_format_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- rt_ffi_stream_counters */

/** Bytes of the longest encoding. */
#define RT_FFI_STREAM_COUNTERS_CBOR_MAX 88

static inline void rt_ffi_stream_counters_cbor_put(ffi_cbor_writer *w,
                                                   const rt_ffi_stream_counters *value) {
  ffi_cbor_put_raw(w, "\244hoverruns", 10);
  ffi_cbor_put_uint(w, value->overruns, 0u, UINT64_MAX);
  ffi_cbor_put_raw(w, "iunderruns", 10);
  ffi_cbor_put_uint(w, value->underruns, 0u, UINT64_MAX);
  ffi_cbor_put_raw(w, "oblocks_consumed", 16);
  ffi_cbor_put_uint(w, value->blocks_consumed, 0u, UINT64_MAX);
  ffi_cbor_put_raw(w, "oblocks_produced", 16);
  ffi_cbor_put_uint(w, value->blocks_produced, 0u, UINT64_MAX);
}

FFI_CBOR_INLINE void rt_ffi_stream_counters_cbor_field(ffi_cbor_reader *r,
                                                       rt_ffi_stream_counters *value,
                                                       size_t field,
                                                       uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->overruns = (uint64_t)ffi_cbor_get_uint(r, 0u, UINT64_MAX);
    break;
  case 1:
    value->underruns = (uint64_t)ffi_cbor_get_uint(r, 0u, UINT64_MAX);
    break;
  case 2:
    value->blocks_consumed = (uint64_t)ffi_cbor_get_uint(r, 0u, UINT64_MAX);
    break;
  case 3:
    value->blocks_produced = (uint64_t)ffi_cbor_get_uint(r, 0u, UINT64_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_stream_counters_cbor_get(ffi_cbor_reader *r,
                                                   rt_ffi_stream_counters *value) {
  static const ffi_cbor_key keys[] = {
      {"overruns", 8, false},
      {"underruns", 9, false},
      {"blocks_consumed", 15, false},
      {"blocks_produced", 15, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {15u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "hoverruns", 9))
    rt_ffi_stream_counters_cbor_field(r, value, 0, missing);
  if (ffi_cbor_at_key(r, &map, "iunderruns", 10))
    rt_ffi_stream_counters_cbor_field(r, value, 1, missing);
  if (ffi_cbor_at_key(r, &map, "oblocks_consumed", 16))
    rt_ffi_stream_counters_cbor_field(r, value, 2, missing);
  if (ffi_cbor_at_key(r, &map, "oblocks_produced", 16))
    rt_ffi_stream_counters_cbor_field(r, value, 3, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 4, missing);
    if (field < 4)
      rt_ffi_stream_counters_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 4, missing);
}
/** Encodes `value`; RT_FFI_STREAM_COUNTERS_CBOR_MAX bytes are always enough. */
static inline ffi_cbor_result rt_ffi_stream_counters_to_cbor(const rt_ffi_stream_counters *value,
                                                             uint8_t *buffer,
                                                             size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_stream_counters_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** Decodes a message that is nothing but a `rt_ffi_stream_counters`. */
static inline ffi_cbor_result rt_ffi_stream_counters_from_cbor(rt_ffi_stream_counters *value,
                                                               const uint8_t *data,
                                                               size_t size,
                                                               const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  rt_ffi_stream_counters_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- rt_ffi_ring_counters */

/** Bytes of the longest encoding. */
#define RT_FFI_RING_COUNTERS_CBOR_MAX 88

static inline void rt_ffi_ring_counters_cbor_put(ffi_cbor_writer *w,
                                                 const rt_ffi_ring_counters *value) {
  ffi_cbor_put_raw(w, "\245dread", 6);
  ffi_cbor_put_uint(w, value->read, 0u, UINT64_MAX);
  ffi_cbor_put_raw(w, "gwritten", 8);
  ffi_cbor_put_uint(w, value->written, 0u, UINT64_MAX);
  ffi_cbor_put_raw(w, "hoverruns", 9);
  ffi_cbor_put_uint(w, value->overruns, 0u, UINT64_MAX);
  ffi_cbor_put_raw(w, "iabandoned", 10);
  ffi_cbor_put_uint(w, value->abandoned, 0u, UINT64_MAX);
  ffi_cbor_put_raw(w, "iunderruns", 10);
  ffi_cbor_put_uint(w, value->underruns, 0u, UINT64_MAX);
}

FFI_CBOR_INLINE void rt_ffi_ring_counters_cbor_field(ffi_cbor_reader *r,
                                                     rt_ffi_ring_counters *value,
                                                     size_t field,
                                                     uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->read = (uint64_t)ffi_cbor_get_uint(r, 0u, UINT64_MAX);
    break;
  case 1:
    value->written = (uint64_t)ffi_cbor_get_uint(r, 0u, UINT64_MAX);
    break;
  case 2:
    value->overruns = (uint64_t)ffi_cbor_get_uint(r, 0u, UINT64_MAX);
    break;
  case 3:
    value->abandoned = (uint64_t)ffi_cbor_get_uint(r, 0u, UINT64_MAX);
    break;
  case 4:
    value->underruns = (uint64_t)ffi_cbor_get_uint(r, 0u, UINT64_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_ring_counters_cbor_get(ffi_cbor_reader *r,
                                                 rt_ffi_ring_counters *value) {
  static const ffi_cbor_key keys[] = {
      {"read", 4, false},
      {"written", 7, false},
      {"overruns", 8, false},
      {"abandoned", 9, false},
      {"underruns", 9, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {31u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "dread", 5))
    rt_ffi_ring_counters_cbor_field(r, value, 0, missing);
  if (ffi_cbor_at_key(r, &map, "gwritten", 8))
    rt_ffi_ring_counters_cbor_field(r, value, 1, missing);
  if (ffi_cbor_at_key(r, &map, "hoverruns", 9))
    rt_ffi_ring_counters_cbor_field(r, value, 2, missing);
  if (ffi_cbor_at_key(r, &map, "iabandoned", 10))
    rt_ffi_ring_counters_cbor_field(r, value, 3, missing);
  if (ffi_cbor_at_key(r, &map, "iunderruns", 10))
    rt_ffi_ring_counters_cbor_field(r, value, 4, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 5, missing);
    if (field < 5)
      rt_ffi_ring_counters_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 5, missing);
}
/** Encodes `value`; RT_FFI_RING_COUNTERS_CBOR_MAX bytes are always enough. */
static inline ffi_cbor_result rt_ffi_ring_counters_to_cbor(const rt_ffi_ring_counters *value,
                                                           uint8_t *buffer,
                                                           size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_ring_counters_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** Decodes a message that is nothing but a `rt_ffi_ring_counters`. */
static inline ffi_cbor_result rt_ffi_ring_counters_from_cbor(rt_ffi_ring_counters *value,
                                                             const uint8_t *data,
                                                             size_t size,
                                                             const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  rt_ffi_ring_counters_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- rt_ffi_channel_counters */

/** Bytes of the longest encoding. */
#define RT_FFI_CHANNEL_COUNTERS_CBOR_MAX 82

static inline void rt_ffi_channel_counters_cbor_put(ffi_cbor_writer *w,
                                                    const rt_ffi_channel_counters *value) {
  ffi_cbor_put_raw(w, "\245dlost", 6);
  ffi_cbor_put_uint(w, value->lost, 0u, UINT64_MAX);
  ffi_cbor_put_raw(w, "dsent", 5);
  ffi_cbor_put_uint(w, value->sent, 0u, UINT64_MAX);
  ffi_cbor_put_raw(w, "fpassed", 7);
  ffi_cbor_put_uint(w, value->passed, 0u, UINT64_MAX);
  ffi_cbor_put_raw(w, "hreceived", 9);
  ffi_cbor_put_uint(w, value->received, 0u, UINT64_MAX);
  ffi_cbor_put_raw(w, "iabandoned", 10);
  ffi_cbor_put_uint(w, value->abandoned, 0u, UINT64_MAX);
}

FFI_CBOR_INLINE void rt_ffi_channel_counters_cbor_field(ffi_cbor_reader *r,
                                                        rt_ffi_channel_counters *value,
                                                        size_t field,
                                                        uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->lost = (uint64_t)ffi_cbor_get_uint(r, 0u, UINT64_MAX);
    break;
  case 1:
    value->sent = (uint64_t)ffi_cbor_get_uint(r, 0u, UINT64_MAX);
    break;
  case 2:
    value->passed = (uint64_t)ffi_cbor_get_uint(r, 0u, UINT64_MAX);
    break;
  case 3:
    value->received = (uint64_t)ffi_cbor_get_uint(r, 0u, UINT64_MAX);
    break;
  case 4:
    value->abandoned = (uint64_t)ffi_cbor_get_uint(r, 0u, UINT64_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_channel_counters_cbor_get(ffi_cbor_reader *r,
                                                    rt_ffi_channel_counters *value) {
  static const ffi_cbor_key keys[] = {
      {"lost", 4, false},
      {"sent", 4, false},
      {"passed", 6, false},
      {"received", 8, false},
      {"abandoned", 9, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {31u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "dlost", 5))
    rt_ffi_channel_counters_cbor_field(r, value, 0, missing);
  if (ffi_cbor_at_key(r, &map, "dsent", 5))
    rt_ffi_channel_counters_cbor_field(r, value, 1, missing);
  if (ffi_cbor_at_key(r, &map, "fpassed", 7))
    rt_ffi_channel_counters_cbor_field(r, value, 2, missing);
  if (ffi_cbor_at_key(r, &map, "hreceived", 9))
    rt_ffi_channel_counters_cbor_field(r, value, 3, missing);
  if (ffi_cbor_at_key(r, &map, "iabandoned", 10))
    rt_ffi_channel_counters_cbor_field(r, value, 4, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 5, missing);
    if (field < 5)
      rt_ffi_channel_counters_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 5, missing);
}
/** Encodes `value`; RT_FFI_CHANNEL_COUNTERS_CBOR_MAX bytes are always enough. */
static inline ffi_cbor_result rt_ffi_channel_counters_to_cbor(const rt_ffi_channel_counters *value,
                                                              uint8_t *buffer,
                                                              size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_channel_counters_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** Decodes a message that is nothing but a `rt_ffi_channel_counters`. */
static inline ffi_cbor_result rt_ffi_channel_counters_from_cbor(rt_ffi_channel_counters *value,
                                                                const uint8_t *data,
                                                                size_t size,
                                                                const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  rt_ffi_channel_counters_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

/* ---- rt_ffi_service_info */

/** Bytes of the longest encoding. */
#define RT_FFI_SERVICE_INFO_CBOR_MAX 289

static inline void rt_ffi_service_info_cbor_put(ffi_cbor_writer *w,
                                                const rt_ffi_service_info *value) {
  ffi_cbor_put_raw(w, "\250bid", 4);
  ffi_cbor_put_uint(w, value->id, 0u, UINT64_MAX);
  ffi_cbor_put_raw(w, "cpid", 4);
  ffi_cbor_put_int(w, value->pid, INT32_MIN, INT32_MAX);
  ffi_cbor_put_raw(w, "dname", 5);
  ffi_cbor_put_text(w, value->name, sizeof value->name);
  ffi_cbor_put_raw(w, "eflags", 6);
  ffi_cbor_put_uint(w, value->flags, 0u, UINT32_MAX);
  ffi_cbor_put_raw(w, "ereply", 6);
  ffi_cbor_put_text(w, value->reply, sizeof value->reply);
  ffi_cbor_put_raw(w, "gcontrol", 8);
  ffi_cbor_put_text(w, value->control, sizeof value->control);
  ffi_cbor_put_raw(w, "jstart_time", 11);
  ffi_cbor_put_uint(w, value->start_time, 0u, UINT64_MAX);
  ffi_cbor_put_raw(w, "lheartbeat_ns", 13);
  ffi_cbor_put_uint(w, value->heartbeat_ns, 0u, UINT64_MAX);
}

FFI_CBOR_INLINE void rt_ffi_service_info_cbor_field(ffi_cbor_reader *r,
                                                    rt_ffi_service_info *value,
                                                    size_t field,
                                                    uint64_t *missing) {
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
  case 0:
    value->id = (uint64_t)ffi_cbor_get_uint(r, 0u, UINT64_MAX);
    break;
  case 1:
    value->pid = (int32_t)ffi_cbor_get_int(r, INT32_MIN, INT32_MAX);
    break;
  case 2:
    ffi_cbor_get_text(r, value->name, sizeof value->name);
    break;
  case 3:
    value->flags = (uint32_t)ffi_cbor_get_uint(r, 0u, UINT32_MAX);
    break;
  case 4:
    ffi_cbor_get_text(r, value->reply, sizeof value->reply);
    break;
  case 5:
    ffi_cbor_get_text(r, value->control, sizeof value->control);
    break;
  case 6:
    value->start_time = (uint64_t)ffi_cbor_get_uint(r, 0u, UINT64_MAX);
    break;
  case 7:
    value->heartbeat_ns = (uint64_t)ffi_cbor_get_uint(r, 0u, UINT64_MAX);
    break;
  default:
    break;
  }
}

static inline void rt_ffi_service_info_cbor_get(ffi_cbor_reader *r,
                                                rt_ffi_service_info *value) {
  static const ffi_cbor_key keys[] = {
      {"id", 2, false},
      {"pid", 3, false},
      {"name", 4, false},
      {"flags", 5, false},
      {"reply", 5, false},
      {"control", 7, false},
      {"start_time", 10, false},
      {"heartbeat_ns", 12, false},
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {255u};
  ffi_cbor_map map = ffi_cbor_open_map(r);
  if (ffi_cbor_at_key(r, &map, "bid", 3))
    rt_ffi_service_info_cbor_field(r, value, 0, missing);
  if (ffi_cbor_at_key(r, &map, "cpid", 4))
    rt_ffi_service_info_cbor_field(r, value, 1, missing);
  if (ffi_cbor_at_key(r, &map, "dname", 5))
    rt_ffi_service_info_cbor_field(r, value, 2, missing);
  if (ffi_cbor_at_key(r, &map, "eflags", 6))
    rt_ffi_service_info_cbor_field(r, value, 3, missing);
  if (ffi_cbor_at_key(r, &map, "ereply", 6))
    rt_ffi_service_info_cbor_field(r, value, 4, missing);
  if (ffi_cbor_at_key(r, &map, "gcontrol", 8))
    rt_ffi_service_info_cbor_field(r, value, 5, missing);
  if (ffi_cbor_at_key(r, &map, "jstart_time", 11))
    rt_ffi_service_info_cbor_field(r, value, 6, missing);
  if (ffi_cbor_at_key(r, &map, "lheartbeat_ns", 13))
    rt_ffi_service_info_cbor_field(r, value, 7, missing);
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, 8, missing);
    if (field < 8)
      rt_ffi_service_info_cbor_field(r, value, field, missing);
  }
  ffi_cbor_close_map(r, start, keys, 8, missing);
}
/** Encodes `value`; RT_FFI_SERVICE_INFO_CBOR_MAX bytes are always enough. */
static inline ffi_cbor_result rt_ffi_service_info_to_cbor(const rt_ffi_service_info *value,
                                                          uint8_t *buffer,
                                                          size_t capacity) {
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  rt_ffi_service_info_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** Decodes a message that is nothing but a `rt_ffi_service_info`. */
static inline ffi_cbor_result rt_ffi_service_info_from_cbor(rt_ffi_service_info *value,
                                                            const uint8_t *data,
                                                            size_t size,
                                                            const ffi_cbor_options *options) {
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  rt_ffi_service_info_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}

#endif /* RT_AUDIO_CBOR_H */
