// {{name}}From rounds value to the nearest {{name}}, ties to even.
func {{name}}From(value float32) {{name}} {
	bits := math.Float32bits(value)
	sign := uint16(bits >> 16 & 0x8000)
	exponent := int(bits>>23&0xff) - 127
	fraction := bits & 0x7fffff
	switch {
	case exponent == 128 && fraction != 0:
		return {{name}}(sign | 0x7e00 | uint16(fraction>>13)) // NaN
	case exponent > 15:
		return {{name}}(sign | 0x7c00) // too large, or infinite
	case exponent < -25:
		return {{name}}(sign)
	}
	shift, half := uint(13), uint32(exponent+15)<<10
	if exponent < -14 { // subnormal
		shift, half = uint(-exponent-1), 0
		fraction |= 0x800000
	}
	half += fraction >> shift
	rest, tie := fraction&(1<<shift-1), uint32(1)<<(shift-1)
	if rest > tie || rest == tie && half&1 == 1 {
		half++ // may carry into the exponent, which is right
	}
	return {{name}}(sign | uint16(half))
}

// Float32 is its value, exactly.
func (v {{name}}) Float32() float32 {
	sign := uint32(v&0x8000) << 16
	exponent := uint32(v >> 10 & 0x1f)
	fraction := uint32(v & 0x3ff)
	switch exponent {
	case 0:
		value := float32(fraction) / (1 << 24)
		return math.Float32frombits(math.Float32bits(value) | sign)
	case 0x1f:
		return math.Float32frombits(sign | 0x7f800000 | fraction<<13)
	}
	return math.Float32frombits(sign | (exponent+112)<<23 | fraction<<13)
}
