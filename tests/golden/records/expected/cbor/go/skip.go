package recordscbor

// A level is an array or map that is being skipped.
type level struct {
	left               uint64 // items
	open, isMap, isOdd bool
}

// skip passes over an item of whatever kind, well-formed or not at all.
func (d *decoder) skip() {
	var levels [65]level
	levels[0].left = 1
	depth := 0
	for d.err == nil {
		for levels[depth].left == 0 {
			if depth == 0 {
				return
			}
			depth--
		}
		here := &levels[depth]
		start := d.at
		if here.open && d.takeBreak() {
			if here.isMap && here.isOdd {
				d.fail(ErrMalformed, start)
			}
			here.left = 0
			continue
		}
		h, ok := d.head()
		if !ok || h.major == 6 {
			continue // what is tagged follows
		}
		if !here.open {
			here.left--
		}
		here.isOdd = !here.isOdd
		switch {
		case h.major == 7 && h.isOpen():
			d.fail(ErrMalformed, start)
		case (h.major == 2 || h.major == 3) && h.isOpen():
			d.skipChunks(h.major)
		case h.major == 2 || h.major == 3:
			d.at = start
			d.bytes(h.major)
		case h.major == 4 || h.major == 5:
			if depth >= d.depth {
				d.fail(ErrTooDeep, start)
				return
			}
			if !h.isOpen() && h.argument > uint64(len(d.data)-d.at) {
				d.fail(ErrTruncated, start)
				return
			}
			depth++
			levels[depth] = level{left: h.argument, open: h.isOpen(), isMap: h.major == 5}
			if h.isOpen() {
				levels[depth].left = 1
			} else if h.major == 5 {
				levels[depth].left *= 2
			}
		}
	}
}

func (d *decoder) skipChunks(major byte) {
	for d.err == nil && !d.takeBreak() {
		start := d.at
		chunk, ok := d.head()
		if !ok {
			return
		}
		if chunk.major != major || chunk.isOpen() {
			d.fail(ErrMalformed, start)
			return
		}
		d.at = start
		d.bytes(major)
	}
}
