// {{name}}From keeps the low bits of value.
func {{name}}From(value int64) {{name}} {
	const unused = {{unused}}
	var v {{name}}
	memory.SetBits(v[:], 0, uint(len(v)*8), uint64(value<<unused>>unused))
	return v
}

// Int64 is its value.
func (v {{name}}) Int64() int64 {
	const unused = {{unused}}
	return int64(memory.UnsignedBits(v[:], 0, uint(len(v)*8))<<unused) >> unused
}
