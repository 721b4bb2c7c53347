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

