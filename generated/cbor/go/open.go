package rtaudiocbor

import "unsafe"

// What messages of calls have and records have not: null, and lengths that are
// known when they come.

func (e *encoder) null() { e.out = append(e.out, 0xf6) }

func (e *encoder) bytes(value []byte) {
	e.head(2, uint64(len(value)))
	e.out = append(e.out, value...)
}

func putSlice[T number](e *encoder, tag uint64, values []T) {
	var one T
	e.head(6, tag)
	e.head(2, uint64(len(values))*uint64(unsafe.Sizeof(one)))
	if len(values) > 0 {
		putNumbers(e, values)
	}
}

func (d *decoder) null() bool {
	found := d.at < len(d.data) && d.data[d.at] == 0xf6
	if found {
		d.at++
	}
	return found
}

func (d *decoder) byteString() []byte {
	found, _ := d.bytes(2)
	return append([]byte{}, found...)
}

func getSlice[T number](d *decoder, tag uint64) []T {
	var one T
	width := int(unsafe.Sizeof(one))
	start := d.at
	found, ok := d.expect(6)
	if ok && found != tag {
		d.fail(ErrWrongType, start)
	}
	bytes, _ := d.bytes(2)
	if len(bytes)%width != 0 {
		d.fail(ErrOutOfRange, start)
	}
	values := make([]T, len(bytes)/width)
	if len(values) > 0 {
		to, _ := bytesOf(values)
		copy(to, bytes)
		swap(to, width)
	}
	return values
}

// An openList is an array of any length that is being read.
type openList struct {
	left uint64
	open bool
	done bool
}

func (d *decoder) openAny() openList {
	start := d.at
	h, ok := d.head()
	if ok && h.major != 4 {
		d.fail(ErrWrongType, start)
	}
	if d.err == nil {
		d.enter(start)
	}
	return openList{left: h.argument, open: h.isOpen()}
}

// mostOfItems is how much memory the items of one array take.
const mostOfItems = 64 << 20

// roomBehind fails when there is none: what is shorter than it is large, as null and a record of defaults
// are, comes from nobody in any number.
func roomBehind[T any](d *decoder, items []T) bool {
	var one T
	if uint64(len(items)+1)*uint64(unsafe.Sizeof(one)) > mostOfItems {
		d.fail(ErrLimit, d.at)
		return false
	}
	return true
}

// more says whether another item follows; after the last one the list is closed.
func (d *decoder) more(list *openList) bool {
	if d.err != nil || list.done {
		return false
	}
	if list.open && !d.takeBreak() || !list.open && list.left > 0 {
		list.left--
		return true
	}
	list.done = true
	d.depth++
	return false
}
