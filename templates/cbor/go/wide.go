package {{package}}

import (
	"encoding/binary"
	"math/big"
	"math/bits"
)

// Uint128 is an unsigned integer of 128 bits.
type Uint128 struct{ Hi, Lo uint64 }

// Int128 is an integer of 128 bits in two's complement.
type Int128 struct {
	Hi int64
	Lo uint64
}

// Big is the same number.
func (v Uint128) Big() *big.Int {
	var bytes [16]byte
	binary.BigEndian.PutUint64(bytes[:8], v.Hi)
	binary.BigEndian.PutUint64(bytes[8:], v.Lo)
	return new(big.Int).SetBytes(bytes[:])
}

// Big is the same number.
func (v Int128) Big() *big.Int {
	if v.Hi >= 0 {
		return Uint128{uint64(v.Hi), v.Lo}.Big()
	}
	return new(big.Int).Not(Uint128{^uint64(v.Hi), ^v.Lo}.Big())
}

// Uint128From gives the same number; false where it does not fit.
func Uint128From(number *big.Int) (Uint128, bool) {
	if number.Sign() < 0 || number.BitLen() > 128 {
		return Uint128{}, false
	}
	var bytes [16]byte
	number.FillBytes(bytes[:])
	return Uint128{binary.BigEndian.Uint64(bytes[:8]), binary.BigEndian.Uint64(bytes[8:])}, true
}

// Int128From gives the same number; false where it does not fit.
func Int128From(number *big.Int) (Int128, bool) {
	magnitude := number
	if number.Sign() < 0 {
		magnitude = new(big.Int).Not(number)
	}
	if magnitude.BitLen() > 127 {
		return Int128{}, false
	}
	v, _ := Uint128From(magnitude)
	if number.Sign() < 0 {
		v = Uint128{^v.Hi, ^v.Lo}
	}
	return Int128{int64(v.Hi), v.Lo}, true
}

func (v Uint128) String() string { return v.Big().String() }

func (v Int128) String() string { return v.Big().String() }

func (v Uint128) less(other Uint128) bool {
	return v.Hi < other.Hi || v.Hi == other.Hi && v.Lo < other.Lo
}

func (v Int128) less(other Int128) bool {
	return v.Hi < other.Hi || v.Hi == other.Hi && v.Lo < other.Lo
}

// bignum appends the shorter of integer and bignum (RFC 8949, 3.4.3); of a
// negative value, which is -1 - magnitude.
func (e *encoder) bignum(negative byte, magnitude Uint128) {
	if magnitude.Hi == 0 {
		e.head(negative, magnitude.Lo)
		return
	}
	skipped := bits.LeadingZeros64(magnitude.Hi) / 8
	e.out = append(e.out, 0xc2+negative, 0x40+byte(16-skipped))
	start := len(e.out)
	e.out = binary.BigEndian.AppendUint64(e.out, magnitude.Hi<<(8*skipped))
	e.out = binary.BigEndian.AppendUint64(e.out[:start+8-skipped], magnitude.Lo)
}

func (e *encoder) wideUnsigned(value, low, high Uint128) {
	if value.less(low) || high.less(value) {
		e.fail(ErrOutOfRange)
	}
	e.bignum(0, value)
}

func (e *encoder) wideSigned(value, low, high Int128) {
	if value.less(low) || high.less(value) {
		e.fail(ErrOutOfRange)
	}
	if value.Hi < 0 {
		e.bignum(1, Uint128{^uint64(value.Hi), ^value.Lo})
	} else {
		e.bignum(0, Uint128{uint64(value.Hi), value.Lo})
	}
}

// bignum reads an integer or a bignum of at most 128 bits.
func (d *decoder) bignum() (negative bool, magnitude Uint128) {
	start := d.at
	h, ok := d.head()
	switch {
	case !ok:
		return false, magnitude
	case h.major <= 1:
		return h.major == 1, Uint128{0, h.argument}
	case h.major != 6 || h.argument < 2 || h.argument > 3:
		d.fail(ErrWrongType, start)
		return false, magnitude
	}
	bytes, ok := d.bytes(2)
	if !ok {
		return false, magnitude
	}
	if d.strict && (len(bytes) <= 8 || bytes[0] == 0) {
		d.fail(ErrNotDeterministic, start)
		return false, magnitude
	}
	for len(bytes) > 0 && bytes[0] == 0 {
		bytes = bytes[1:]
	}
	if len(bytes) > 16 {
		d.fail(ErrOutOfRange, start)
		return false, magnitude
	}
	for _, next := range bytes {
		magnitude.Hi = magnitude.Hi<<8 | magnitude.Lo>>56
		magnitude.Lo = magnitude.Lo<<8 | uint64(next)
	}
	return h.argument == 3, magnitude
}

func (d *decoder) wideUnsigned(low, high Uint128) Uint128 {
	start := d.at
	negative, value := d.bignum()
	if d.err == nil && (negative || value.less(low) || high.less(value)) {
		d.fail(ErrOutOfRange, start)
	}
	if d.err != nil {
		return low
	}
	return value
}

func (d *decoder) wideSigned(low, high Int128) Int128 {
	start := d.at
	negative, magnitude := d.bignum()
	value := Int128{int64(magnitude.Hi), magnitude.Lo}
	tooLarge := value.Hi < 0
	if negative {
		value = Int128{^value.Hi, ^value.Lo}
	}
	if d.err == nil && (tooLarge || value.less(low) || high.less(value)) {
		d.fail(ErrOutOfRange, start)
	}
	if d.err != nil {
		return low
	}
	return value
}
