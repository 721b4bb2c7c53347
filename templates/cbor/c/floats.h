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

