package rtaudiocbor

import (
	"encoding/binary"
	"unsafe"
)

// number is what typed arrays (RFC 8746) and byte strings are made of.
type number interface {
	~uint8 | ~int8 | ~uint16 | ~int16 | ~uint32 | ~int32 | ~uint64 | ~int64 | ~float32 | ~float64
}

var bigEndian = binary.NativeEndian.Uint16([]byte{0, 1}) == 1

// bytesOf is the memory of the numbers.
func bytesOf[T number](values []T) ([]byte, int) {
	width := int(unsafe.Sizeof(values[0]))
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(values))), len(values)*width), width
}

// swap reverses the bytes of each number where memory is not little-endian.
func swap(bytes []byte, width int) {
	if !bigEndian || width == 1 {
		return
	}
	for ; len(bytes) >= width; bytes = bytes[width:] {
		for i, j := 0, width-1; i < j; i, j = i+1, j-1 {
			bytes[i], bytes[j] = bytes[j], bytes[i]
		}
	}
}

// putNumbers appends the elements of an array whose heads are written.
func putNumbers[T number](e *encoder, values []T) {
	bytes, width := bytesOf(values)
	at := len(e.out)
	e.out = append(e.out, bytes...)
	swap(e.out[at:], width)
}

// getNumbers reads a typed array, or with tag 0 a byte string, of exactly so
// many elements.
func getNumbers[T number](d *decoder, tag uint64, values []T) {
	start := d.at
	if tag != 0 {
		found, ok := d.expect(6)
		if !ok {
			return
		}
		if found != tag {
			d.fail(ErrWrongType, start)
			return
		}
	}
	to, width := bytesOf(values)
	bytes, ok := d.bytes(2)
	switch {
	case !ok:
	case len(bytes) > len(to):
		d.fail(ErrTooLong, start)
	case len(bytes) < len(to):
		d.fail(ErrOutOfRange, start)
	default:
		copy(to, bytes)
		swap(to, width)
	}
}
