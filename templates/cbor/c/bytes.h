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

