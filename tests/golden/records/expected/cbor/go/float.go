package recordscbor

// narrow gives the bits of the same value in a narrower float, and whether
// there is one. It is not for NaN.
func narrow(bits uint64, exponentBits, mantissaBits, toExponent, toMantissa uint) (uint32, bool) {
	top := uint64(1)<<exponentBits - 1
	exponent := bits >> mantissaBits & top
	mantissa := bits & (1<<mantissaBits - 1)
	sign := uint32(bits>>(exponentBits+mantissaBits)) << (toExponent + toMantissa)
	toTop := int64(1)<<toExponent - 1
	switch exponent {
	case top: // infinite
		return sign | uint32(toTop)<<toMantissa, true
	case 0: // zero; what is subnormal here is too small there
		return sign, mantissa == 0
	}
	power := int64(exponent) - int64(top>>1) + toTop>>1
	drop := mantissaBits - toMantissa
	if power >= toTop {
		return 0, false
	}
	shifted := uint32(0)
	if power > 0 {
		shifted = uint32(power) << toMantissa
	} else { // subnormal there
		if power < -int64(toMantissa) {
			return 0, false
		}
		mantissa |= 1 << mantissaBits
		drop += uint(1 - power)
	}
	if mantissa&(1<<drop-1) != 0 {
		return 0, false
	}
	return sign | shifted | uint32(mantissa>>drop), true
}

func singleToHalf(bits uint32) (uint32, bool) {
	return narrow(uint64(bits), 8, 23, 5, 10)
}

func doubleToSingle(bits uint64) (uint32, bool) {
	return narrow(bits, 11, 52, 8, 23)
}

// widen gives the bits of the double of the same value.
func widen(bits uint64, exponentBits, mantissaBits uint) uint64 {
	top := uint64(1)<<exponentBits - 1
	sign := bits >> (exponentBits + mantissaBits) << 63
	exponent := bits >> mantissaBits & top
	mantissa := bits & (1<<mantissaBits - 1)
	shift := 52 - mantissaBits
	if exponent == top {
		return sign | 0x7ff<<52 | mantissa<<shift
	}
	bias := 1023 - top>>1
	if exponent != 0 {
		return sign | (exponent+bias)<<52 | mantissa<<shift
	}
	if mantissa == 0 {
		return sign
	}
	power := bias + 1
	for ; mantissa>>mantissaBits == 0; power-- {
		mantissa <<= 1
	}
	return sign | power<<52 | mantissa&(1<<mantissaBits-1)<<shift
}
