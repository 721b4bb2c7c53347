package rtaudiocbor

import (
	"encoding/binary"
	"math"
	"strings"
	"unicode/utf8"
)

// An encoder appends items. After the first failure what it appends means
// nothing.
type encoder struct {
	out   []byte
	start int
	err   *Error
}

func (e *encoder) fail(kind ErrorKind) {
	if e.err == nil {
		e.err = &Error{Kind: kind, Position: len(e.out) - e.start}
	}
}

// end gives all that was appended, or nothing and the error.
func (e *encoder) end() ([]byte, error) {
	if e.err != nil {
		return e.out[:e.start], e.err
	}
	return e.out, nil
}

// raw appends bytes that are known beforehand: keys and heads.
func (e *encoder) raw(bytes string) {
	e.out = append(e.out, bytes...)
}

func (e *encoder) head(major byte, argument uint64) {
	major <<= 5
	switch {
	case argument < 24:
		e.out = append(e.out, major|byte(argument))
	case argument <= math.MaxUint8:
		e.out = append(e.out, major|24, byte(argument))
	case argument <= math.MaxUint16:
		e.out = binary.BigEndian.AppendUint16(append(e.out, major|25), uint16(argument))
	case argument <= math.MaxUint32:
		e.out = binary.BigEndian.AppendUint32(append(e.out, major|26), uint32(argument))
	default:
		e.out = binary.BigEndian.AppendUint64(append(e.out, major|27), argument)
	}
}

func (e *encoder) boolean(value bool) {
	if value {
		e.out = append(e.out, 0xf5)
	} else {
		e.out = append(e.out, 0xf4)
	}
}

func (e *encoder) unsigned(value, low, high uint64) {
	if value < low || value > high {
		e.fail(ErrOutOfRange)
	}
	e.head(0, value)
}

func (e *encoder) signed(value, low, high int64) {
	if value < low || value > high {
		e.fail(ErrOutOfRange)
	}
	if value < 0 {
		e.head(1, ^uint64(value))
	} else {
		e.head(0, uint64(value))
	}
}

func (e *encoder) single(value float32) {
	bits := math.Float32bits(value)
	half, fits := uint32(0x7e00), true
	if value == value {
		half, fits = singleToHalf(bits)
	}
	if fits {
		e.out = binary.BigEndian.AppendUint16(append(e.out, 0xf9), uint16(half))
	} else {
		e.out = binary.BigEndian.AppendUint32(append(e.out, 0xfa), bits)
	}
}

func (e *encoder) double(value float64) {
	if value != value {
		e.single(float32(math.NaN()))
		return
	}
	bits := math.Float64bits(value)
	if narrow, fits := doubleToSingle(bits); fits {
		e.single(math.Float32frombits(narrow))
	} else {
		e.out = binary.BigEndian.AppendUint64(append(e.out, 0xfb), bits)
	}
}

func (e *encoder) within(value, low, high float64) {
	if !(value >= low && value <= high) {
		e.fail(ErrOutOfRange)
	}
}

func (e *encoder) text(value string, limit int) {
	switch {
	case len(value) > limit:
		e.fail(ErrTooLong)
		return
	case !utf8.ValidString(value):
		e.fail(ErrBadUTF8)
	case strings.IndexByte(value, 0) >= 0:
		e.fail(ErrOutOfRange)
	}
	e.head(3, uint64(len(value)))
	e.out = append(e.out, value...)
}
