// {{name}}From keeps the low bits of value.
func {{name}}From(value uint64) {{name}} {
	const unused = {{unused}}
	var v {{name}}
	memory.SetBits(v[:], 0, uint(len(v)*8), value<<unused>>unused)
	return v
}

// Uint64 is its value.
func (v {{name}}) Uint64() uint64 {
	const unused = {{unused}}
	return memory.UnsignedBits(v[:], 0, uint(len(v)*8)) << unused >> unused
}
