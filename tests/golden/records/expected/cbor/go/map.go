package recordscbor

// A mapReader is a map that is being read, with a bit for each field that has
// not been.
type mapReader struct {
	start   int
	left    uint64 // pairs
	open    bool   // of indefinite length
	missing []uint64
}

// take says whether the field was missing; it no longer is.
func (m *mapReader) take(field int) bool {
	bit := uint64(1) << (field % 64)
	was := m.missing[field/64]&bit != 0
	m.missing[field/64] &^= bit
	return was
}

// A key is a field's number, or its name where that is what is sent.
type key struct {
	name     string
	number   uint64
	isNumber bool
}

// enter goes one level deeper.
func (d *decoder) enter(start int) {
	if d.depth == 0 {
		d.fail(ErrTooDeep, start)
		return
	}
	d.depth--
}

func (d *decoder) nextIsBreak() bool {
	return d.at < len(d.data) && d.data[d.at] == 0xff
}

func (d *decoder) takeBreak() bool {
	found := d.nextIsBreak()
	if found {
		d.at++
	}
	return found
}

// openList begins an array of exactly count items, and says whether it has to
// be closed.
func (d *decoder) openList(count uint64) bool {
	start := d.at
	h, ok := d.head()
	switch {
	case !ok:
	case h.major != 4:
		d.fail(ErrWrongType, start)
	case !h.isOpen() && h.argument > count:
		d.fail(ErrTooLong, start)
	case !h.isOpen() && h.argument < count:
		d.fail(ErrOutOfRange, start)
	default:
		d.enter(start)
	}
	return h.isOpen()
}

// checkItem comes before each item of an open list: it may not end yet.
func (d *decoder) checkItem(open bool) {
	if open && d.nextIsBreak() {
		d.fail(ErrOutOfRange, d.at)
	}
}

func (d *decoder) closeList(open bool) {
	if d.err != nil {
		return
	}
	if open && !d.takeBreak() {
		if d.at == len(d.data) {
			d.fail(ErrTruncated, d.at)
		} else {
			d.fail(ErrTooLong, d.at)
		}
	}
	d.depth++
}

// A choice is a tagged union that is being read.
type choice struct {
	start    int
	open     bool
	hasValue bool // of definite length
}

// openChoice begins an array of the tag, or of the tag and a value.
func (d *decoder) openChoice() choice {
	c := choice{start: d.at}
	h, ok := d.head()
	c.open = h.isOpen()
	c.hasValue = !c.open && h.argument == 2
	switch {
	case !ok:
	case h.major != 4:
		d.fail(ErrWrongType, c.start)
	case h.argument == 0:
		d.fail(ErrOutOfRange, c.start)
	case !c.open && h.argument > 2:
		d.fail(ErrTooLong, c.start)
	default:
		d.enter(c.start)
		d.checkItem(c.open)
	}
	return c
}

// checkValue comes behind the tag, which is at tag: a value follows exactly
// where a member is wanted.
func (d *decoder) checkValue(c choice, tag int, wanted bool) {
	switch {
	case c.open && wanted:
		d.checkItem(true)
	case c.open || c.hasValue == wanted:
	case wanted:
		d.fail(ErrOutOfRange, c.start)
	default:
		d.fail(ErrOutOfRange, tag)
	}
}

func (d *decoder) openMap(missing []uint64) mapReader {
	m := mapReader{start: d.at, missing: missing}
	h, ok := d.head()
	switch {
	case !ok:
	case h.major != 5:
		d.fail(ErrWrongType, m.start)
	default:
		m.open = h.isOpen()
		m.left = h.argument
		if m.open {
			m.left = 1<<64 - 1
		}
		d.enter(m.start)
	}
	return m
}

// atKey says whether the next key is this one, and reads it then.
func (d *decoder) atKey(m *mapReader, key string) bool {
	if m.left == 0 || len(d.data)-d.at < len(key) || string(d.data[d.at:d.at+len(key)]) != key {
		return false
	}
	d.at += len(key)
	m.left--
	return true
}

// next finds the next field that was not read before, and skips unknown pairs.
func (d *decoder) next(m *mapReader, keys []key) (int, bool) {
	for d.err == nil && m.left > 0 {
		if m.open && d.takeBreak() {
			break
		}
		m.left--
		start := d.at
		field, ok := d.findKey(keys)
		switch {
		case d.err != nil:
		case !ok && d.strict:
			d.fail(ErrUnknownKey, start)
		case !ok:
			d.skip()
		case !m.take(field):
			d.fail(ErrRepeatedKey, start)
		case d.strict:
			d.fail(ErrNotDeterministic, start)
		default:
			return field, true
		}
	}
	return 0, false
}

func (d *decoder) findKey(keys []key) (int, bool) {
	start := d.at
	h, ok := d.head()
	if !ok {
		return 0, false
	}
	d.at = start
	if h.major == 3 && !h.isOpen() {
		name, _ := d.bytes(3)
		for i := range keys {
			if !keys[i].isNumber && keys[i].name == string(name) {
				return i, true
			}
		}
		return 0, false
	}
	d.skip()
	for i := range keys {
		if keys[i].isNumber && h.major == 0 && keys[i].number == h.argument {
			return i, true
		}
	}
	return 0, false
}

// takesDefault says whether a field is missing that has a default.
func (d *decoder) takesDefault(m *mapReader, field int) bool {
	return d.err == nil && m.take(field)
}

// closeMap ends a map: what is still missing is an error at its beginning.
func (d *decoder) closeMap(m *mapReader, keys []key) {
	if d.err != nil {
		return
	}
	d.depth++
	for field := range keys {
		if m.take(field) {
			d.fail(ErrMissingKey, m.start)
			d.err.Key = keys[field].name
			return
		}
	}
}
