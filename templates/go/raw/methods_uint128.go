// {{name}}From makes a number of its two halves.
func {{name}}From(high uint64, low uint64) {{name}} {
	var v {{name}}
	v.words[memory.HighWord], v.words[memory.LowWord] = uint64(high), low
	return v
}

// High is its upper 64 bits.
func (v {{name}}) High() uint64 { return uint64(v.words[memory.HighWord]) }

// Low is its lower 64 bits.
func (v {{name}}) Low() uint64 { return v.words[memory.LowWord] }

// Big is its value.
func (v {{name}}) Big() *big.Int {
	value := new(big.Int).SetUint64(v.High())
	return value.Lsh(value, 64).Add(value, new(big.Int).SetUint64(v.Low()))
}
