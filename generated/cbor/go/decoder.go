package rtaudiocbor

import (
	"bytes"
	"math"
	"unicode/utf8"
)

// Options say how much a decoder takes.
type Options struct {
	Strict bool // only deterministic encoding, no unknown keys
	Depth  int  // maps and arrays within each other, at most 64; 0 means 32
	Size   int  // bytes of a message; 0 means any
}

// A decoder reads items. After the first failure it reads nothing more.
type decoder struct {
	data   []byte
	at     int
	depth  int
	strict bool
	err    *Error
}

// newDecoder begins a message.
func newDecoder(data []byte, options Options) decoder {
	d := decoder{data: data, depth: 32, strict: options.Strict}
	if options.Depth > 0 {
		d.depth = min(options.Depth, 64)
	}
	if options.Size > 0 && len(data) > options.Size {
		d.fail(ErrLimit, 0)
	}
	return d
}

// end says what was wrong with the message, which ends here.
func (d *decoder) end() error {
	if d.at != len(d.data) {
		d.fail(ErrTrailing, d.at)
	}
	if d.err != nil {
		return d.err
	}
	return nil
}

func (d *decoder) fail(kind ErrorKind, position int) {
	if d.err == nil {
		d.err = &Error{Kind: kind, Position: position}
		d.at = len(d.data)
	}
}

// A head is an item's major type, additional information and argument.
type head struct {
	major, info byte
	argument    uint64
}

// isOpen says that the item is of indefinite length.
func (h head) isOpen() bool { return h.info == 31 }

// head reads the next head; false after a failure.
func (d *decoder) head() (h head, ok bool) {
	start := d.at
	if start >= len(d.data) {
		d.fail(ErrTruncated, start)
		return h, false
	}
	first := d.data[start]
	h = head{first >> 5, first & 0x1f, uint64(first & 0x1f)}
	d.at++
	if h.info >= 24 {
		d.longHead(&h, start)
	}
	return h, d.err == nil
}

func (d *decoder) longHead(h *head, start int) {
	switch {
	case h.info == 31 && (h.major < 2 || h.major == 6), h.info > 27 && h.info < 31:
		d.fail(ErrMalformed, start)
		return
	case h.info == 31:
		if d.strict && h.major != 7 {
			d.fail(ErrNotDeterministic, start)
		}
		return
	}
	size := 1 << (h.info - 24)
	if len(d.data)-d.at < size {
		d.fail(ErrTruncated, start)
		return
	}
	h.argument = 0
	for _, next := range d.data[d.at : d.at+size] {
		h.argument = h.argument<<8 | uint64(next)
	}
	d.at += size
	switch {
	case h.major == 7:
		if size == 1 && h.argument < 32 {
			d.fail(ErrMalformed, start)
		}
	case !d.strict:
	case size == 1 && h.argument < 24, size > 1 && h.argument>>(4*size) == 0:
		d.fail(ErrNotDeterministic, start)
	}
}

// expect reads the argument of an item of a certain type and definite length.
func (d *decoder) expect(major byte) (uint64, bool) {
	start := d.at
	h, ok := d.head()
	switch {
	case !ok:
	case h.major != major:
		d.fail(ErrWrongType, start)
	case h.isOpen():
		d.fail(ErrNotDeterministic, start)
	}
	return h.argument, d.err == nil
}

func (d *decoder) boolean() bool {
	start := d.at
	h, ok := d.head()
	if ok && (h.major != 7 || h.info < 20 || h.info > 21) {
		d.fail(ErrWrongType, start)
	}
	return h.info == 21
}

func (d *decoder) unsigned(low, high uint64) uint64 {
	start := d.at
	h, ok := d.head()
	switch {
	case !ok:
	case h.major > 1:
		d.fail(ErrWrongType, start)
	case h.major == 1 || h.argument < low || h.argument > high:
		d.fail(ErrOutOfRange, start)
	default:
		return h.argument
	}
	return low
}

func (d *decoder) signed(low, high int64) int64 {
	start := d.at
	h, ok := d.head()
	if !ok {
		return low
	}
	if h.major > 1 {
		d.fail(ErrWrongType, start)
		return low
	}
	value := int64(h.argument & math.MaxInt64)
	if h.major == 1 {
		value = -1 - value
	}
	if h.argument > math.MaxInt64 || value < low || value > high {
		d.fail(ErrOutOfRange, start)
		return low
	}
	return value
}

// double reads a float of any width, and how many bytes its value needs.
func (d *decoder) anyFloat() (value float64, width int) {
	start := d.at
	h, ok := d.head()
	if !ok {
		return 0, 2
	}
	bits := h.argument
	switch {
	case h.major == 7 && h.info == 25:
		bits = widen(bits, 5, 10)
	case h.major == 7 && h.info == 26:
		bits = widen(bits, 8, 23)
	case h.major != 7 || h.info != 27:
		d.fail(ErrWrongType, start)
		return 0, 2
	}
	value = math.Float64frombits(bits)
	width = 2
	isNaN := value != value
	if isNaN {
		value = math.NaN()
	} else if single, fits := doubleToSingle(bits); !fits {
		width = 8
	} else if _, fits := singleToHalf(single); !fits {
		width = 4
	}
	if d.strict && (width != 1<<(h.info-24) || isNaN && h.argument != 0x7e00) {
		d.fail(ErrNotDeterministic, start)
	}
	return value, width
}

func (d *decoder) double() float64 {
	value, _ := d.anyFloat()
	return value
}

func (d *decoder) single() float32 {
	start := d.at
	value, width := d.anyFloat()
	if width == 8 {
		d.fail(ErrOutOfRange, start)
	}
	return float32(value)
}

func (d *decoder) doubleIn(low, high float64) float64 {
	start := d.at
	value := d.double()
	if !(value >= low && value <= high) {
		d.fail(ErrOutOfRange, start)
	}
	return value
}

func (d *decoder) singleIn(low, high float32) float32 {
	start := d.at
	value := d.single()
	if !(value >= low && value <= high) {
		d.fail(ErrOutOfRange, start)
	}
	return value
}

// bytes reads what is in a string.
func (d *decoder) bytes(major byte) ([]byte, bool) {
	start := d.at
	length, ok := d.expect(major)
	if !ok {
		return nil, false
	}
	if length > uint64(len(d.data)-d.at) {
		d.fail(ErrTruncated, start)
		return nil, false
	}
	found := d.data[d.at : d.at+int(length)]
	d.at += int(length)
	return found, true
}

func (d *decoder) text(limit int) string {
	start := d.at
	found, ok := d.bytes(3)
	switch {
	case !ok:
	case len(found) > limit:
		d.fail(ErrTooLong, start)
	case !utf8.Valid(found):
		d.fail(ErrBadUTF8, start)
	case bytes.IndexByte(found, 0) >= 0:
		d.fail(ErrOutOfRange, start)
	default:
		return string(found)
	}
	return ""
}
