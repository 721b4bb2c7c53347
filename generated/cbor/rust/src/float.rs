//! Widths of floats, by their bits: a thread may flush denormals.

/// Bits of the float of the same value with a narrower exponent and mantissa; not for NaN.
fn narrow(bits: u64, from: (u32, u32), to: (u32, u32)) -> Option<u32> {
    let top = (1u64 << from.0) - 1;
    let exponent = (bits >> from.1) & top;
    let mut mantissa = bits & ((1 << from.1) - 1);
    let sign = ((bits >> (from.0 + from.1)) as u32) << (to.0 + to.1);
    let to_top = (1i64 << to.0) - 1;
    if exponent == top {
        return Some(sign | (to_top as u32) << to.1); // infinite
    }
    if exponent == 0 {
        return (mantissa == 0).then_some(sign); // what is subnormal here is too small there
    }
    let power = exponent as i64 - (top >> 1) as i64 + (to_top >> 1);
    let mut drop = from.1 - to.1;
    if power >= to_top {
        return None;
    }
    if power <= 0 {
        if power < -i64::from(to.1) {
            return None;
        }
        mantissa |= 1 << from.1; // subnormal there
        drop += (1 - power) as u32;
    }
    if mantissa & ((1 << drop) - 1) != 0 {
        return None;
    }
    let exponent = if power > 0 { (power as u32) << to.1 } else { 0 };
    Some(sign | exponent | (mantissa >> drop) as u32)
}

/// Bits of the half of the same value.
pub(crate) fn single_to_half(bits: u32) -> Option<u32> {
    narrow(u64::from(bits), (8, 23), (5, 10))
}

/// Bits of the float of the same value.
pub(crate) fn double_to_single(bits: u64) -> Option<u32> {
    narrow(bits, (11, 52), (8, 23))
}

/// Bits of the double of the same value as a float of another format.
fn widen(bits: u64, exponent_bits: u32, mantissa_bits: u32) -> u64 {
    let top = (1u64 << exponent_bits) - 1;
    let sign = bits >> (exponent_bits + mantissa_bits) << 63;
    let exponent = (bits >> mantissa_bits) & top;
    let mut mantissa = bits & ((1 << mantissa_bits) - 1);
    let shift = 52 - mantissa_bits;
    if exponent == top {
        return sign | 0x7ff << 52 | mantissa << shift;
    }
    let bias = 1023 - (top >> 1);
    if exponent != 0 {
        return sign | (exponent + bias) << 52 | mantissa << shift;
    }
    if mantissa == 0 {
        return sign;
    }
    let mut power = bias + 1;
    while mantissa >> mantissa_bits == 0 {
        mantissa <<= 1;
        power -= 1;
    }
    sign | power << 52 | (mantissa & ((1 << mantissa_bits) - 1)) << shift
}

/// Bits of the double of the same value as a half.
pub(crate) fn half_to_double(bits: u64) -> u64 {
    widen(bits, 5, 10)
}

/// Bits of the double of the same value as a float.
pub(crate) fn single_to_double(bits: u64) -> u64 {
    widen(bits, 8, 23)
}
