// rule: 8, 9, 10, 11, 12, 16. No number becomes another, and no text is lost.
package attacks

import (
	"errors"
	"io/fs"
	"math"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"example.com/shapes"
)

// expected: ok
func TestRoomThatANarrowCountCannotSay(t *testing.T) {
	begin(t)
	for _, length := range []int{1, 100, 250, 5000, 30000, 40000, 70000} {
		name := strings.Repeat("n", length)
		doc, err := shapes.OpenDoc(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range []struct {
			label func() (string, error)
			most  int
		}{{doc.ShortLabel, 30000}, {doc.TinyLabel, 250}} {
			text, err := one.label()
			if length <= one.most {
				expect(t, err == nil && text == name, "%d: %d bytes, %v", length, len(text), err)
			} else {
				expect(t, err != nil && strings.HasPrefix(name, text), "%d: %d bytes, %v", length, len(text), err)
			}
		}
		doc.Close()
	}
}

// expected: ok
func TestCountsReachTheirWholeRange(t *testing.T) {
	begin(t)
	ones := make([]uint8, 70000)
	for i := range ones {
		ones[i] = 1
	}
	for _, one := range []struct {
		name    string
		sum     func([]uint8) uint64
		flip    func([]uint8) error
		longest int
	}{
		{"u8", shapes.SumU8, shapes.FlipU8, 255}, {"i8", shapes.SumI8, shapes.FlipI8, 127},
		{"u16", shapes.SumU16, shapes.FlipU16, 65535}, {"i16", shapes.SumI16, shapes.FlipI16, 32767},
		{"u32", shapes.SumU32, shapes.FlipU32, 70000}, {"i32", shapes.SumI32, shapes.FlipI32, 70000},
		{"u64", shapes.SumU64, shapes.FlipU64, 70000}, {"i64", shapes.SumI64, shapes.FlipI64, 70000},
		{"size", shapes.SumSize, shapes.FlipSize, 70000}, {"diff", shapes.SumDiff, shapes.FlipDiff, 70000},
	} {
		sum := uint64(0)
		err := attempt(func() error { sum = one.sum(ones[:one.longest]); return nil })
		expect(t, err == nil && sum == uint64(one.longest), "%s: %d, %v", one.name, sum, err)
		expect(t, one.flip(make([]uint8, one.longest)) == nil, "%s refuses a legal count", one.name)
		if one.longest < len(ones) {
			expect(t, attempt(func() error { one.sum(ones[:one.longest+1]); return nil }) != nil, "%s takes too many", one.name)
			expect(t, one.flip(make([]uint8, one.longest+1)) != nil, "%s changes too many", one.name)
		}
		expect(t, one.sum(nil) == 0, "%s of nothing", one.name)
	}
}

// expected: ok
func TestCountsThatLie(t *testing.T) {
	begin(t)
	data := make([]uint8, 8)
	expect(t, must(shapes.LieI32(data, 8)) == 8, "a count")
	// What is there is what there is room for, or none.
	for _, lie := range []int32{-1, 9, math.MaxInt32, math.MinInt32} {
		if n, err := shapes.LieI32(data, lie); err == nil && n != 0 && n != len(data) {
			t.Errorf("%d bytes in 8 are %d", lie, n)
		}
	}
	for _, lie := range []uint64{9, math.MaxUint64} {
		if n, err := shapes.LieSize(data, lie); err == nil && n != len(data) {
			t.Errorf("%d bytes in 8 are %d", lie, n)
		}
	}
	for _, lie := range []int64{-1, 100000000, math.MaxInt32} {
		text, err := shapes.LieText(lie, 64)
		var cut *shapes.TruncatedError
		expect(t, lie < 0 || errors.As(err, &cut) && cut.Size == uint64(lie), "%d: %v", lie, err)
		expect(t, strings.Trim(text, "l") == "", "bytes that C did not write: %q", text)
	}
}

// expected: ok
func TestSlicesOfOneLength(t *testing.T) {
	begin(t)
	b := []float32{1, 1}
	ok(shapes.Mix([]float32{1, 1}, b))
	expect(t, b[1] == 2, "%v", b)
	refused(t, "length", func() error { return shapes.Mix([]float32{1}, b) })
	from, to := []float32{1, 2, 3, 4, 5, 6}, make([]float32, 6)
	ok(shapes.Transpose(from, to, 2, 3))
	expect(t, to[1] == 4, "%v", to)
	for _, size := range [][2]uint32{{2, 4}, {65536, 65536}, {math.MaxUint32, math.MaxUint32}} {
		if shapes.Transpose(from, to, size[0], size[1]) == nil {
			t.Errorf("%v of 6", size)
		}
	}
	ok(shapes.Transpose(nil, nil, 0, 7))
	boxes := make([]shapes.Box, 8)
	expect(t, must(shapes.Boxes(boxes)) == 5 && must(shapes.Boxes(boxes[:2])) == 2, "boxes")
}

// expected: ok
func TestArraysOfOtherKinds(t *testing.T) {
	begin(t)
	sum := int64(0)
	err := attempt(func() error { sum = must(orAlone(shapes.SumTerminated([]int32{1, 2, 3, 0}))); return nil })
	expect(t, err == nil && sum == 6, "%d %v", sum, err)
	attempt(func() error { shapes.SumTerminated([]int32{1, 2, 3}); return nil }) // refused, or copied with its end
	attempt(func() error { shapes.SumTerminated(nil); return nil })
	expect(t, must(orAlone(shapes.LengthTerminated([]string{"one", "three"}))) == 8, "names")
	expect(t, shapes.Trace(&[16]float32{0: 1, 15: 1}) == 2, "a trace")
	matrix := must(shapes.Identity())
	expect(t, matrix[0] == 1 && matrix[15] == 1 && matrix[1] == 0, "%v", matrix)
	expect(t, must(shapes.LengthOf([]string{"one", "", "three"})) == 8, "names")
	refused(t, "NUL", func() error { _, err := shapes.LengthOf([]string{"o\x00ne"}); return err })
	slot := shapes.Slot{Wanted: 5}
	ok(shapes.PollOne(&slot, 30))
	expect(t, slot.Got == 5, "%v", slot)
	slots := make([]shapes.Slot, 3)
	slots[2].Wanted = 6
	ok(shapes.PollMany(slots, 30))
	expect(t, slots[2].Got == 6, "%v", slots)
}

// expected: ok
// An address and a length in one record are one slice.
func TestSpans(t *testing.T) {
	begin(t)
	ones := make([]uint8, 70000)
	for i := range ones {
		ones[i] = 1
	}
	expect(t, shapes.SpanSum(ones) == 70000 && shapes.SpanSumOf(ones[:5]) == 5, "sums")
	expect(t, shapes.SpanSum(nil) == 0 && shapes.SpanSumOf([]uint8{}) == 0, "sums of nothing")
}

// expected: ok
// A value that ends an array ends it for C alone at its end: nothing behind it is lost in silence.
func TestTerminatorsInTheMiddle(t *testing.T) {
	begin(t)
	refused(t, "ends it", func() error { shapes.SumTerminated([]int32{1, 0, 2}); return nil })
	expect(t, shapes.SumTerminated([]int32{0}) == 0 && shapes.SumTerminated([]int32{}) == 0, "sums of nothing")
	values := make([]int32, 3, 8)
	values[:8][3] = 77 // behind the slice, where nothing may be written
	shapes.SumTerminated(values[:0:8])
	expect(t, values[:8][3] == 77 && values[0] == 0, "memory behind a slice was written: %v", values[:8])
}

// expected: ok
func TestProductsDoNotOverflow(t *testing.T) {
	begin(t)
	from, to := make([]float32, 4), make([]float32, 4)
	// 65536 * 65537 is 65536 in 32 bits, and 4 * 2^30 is 0.
	for _, size := range [][2]uint32{{65536, 65537}, {4, 1 << 30}, {1 << 31, 2}, {math.MaxUint32, 1}} {
		refused(t, "length", func() error { return shapes.Transpose(from, to, size[0], size[1]) })
	}
	refused(t, "length", func() error { return shapes.Transpose(from, to[:3], 2, 2) })
	refused(t, "nil", func() error { shapes.Trace(nil); return nil })
}

// expected: ok
// Rows that are further apart than they are long: no column is beyond its row.
func TestRowsWithGaps(t *testing.T) {
	begin(t)
	data := []float32{1, 2, 3, 4, 5, 6}
	expect(t, shapes.SumStrided(data, 2, 2, 3) == 12, "the sum of two columns")
	ok(shapes.AddStrided(data, 2, 3, 3, 1))
	expect(t, data[5] == 7, "the last is %g", data[5])
	for _, size := range [][3]uint32{{2, 4, 3}, {3, 2, 3}, {2, 3, 4}, {2, math.MaxUint32, 3}, {6, 2, 1}} {
		refused(t, "", func() error { shapes.SumStrided(data, size[0], size[1], size[2]); return nil })
		refused(t, "", func() error { return shapes.AddStrided(data, size[0], size[1], size[2], 1) })
	}
	refused(t, "must be 0 to stride", func() error { return shapes.AddStrided(nil, 0, 1, 0, 1) })
}

// expected: ok
// Arrays whose lengths others give: the count is not passed, wherever they stand.
func TestLengthsThatOthersGive(t *testing.T) {
	begin(t)
	from, to := []float32{1, 2, 3, 4, 5, 6}, make([]float32, 6)
	ok(shapes.Weight(from, to, []float32{1, 10}, 3))
	expect(t, to[2] == 3 && to[5] == 60, "the rows are %v", to)
	ok(shapes.Weight(nil, nil, nil, 7))
	for _, size := range [][2]uint32{{1, 3}, {3, 3}, {0, 3}, {2, 2}, {2, 1<<31 | 3}} {
		refused(t, "", func() error {
			return shapes.Weight(from, to, make([]float32, size[0]), size[1])
		})
	}
	refused(t, "", func() error { return shapes.Weight(from, to[:5], []float32{1, 10}, 3) })
	doubled, err := shapes.Doubled(make([]float32, 255))
	ok(err)
	expect(t, len(doubled) == 255, "%d numbers", len(doubled))
	none, err := shapes.Doubled(nil)
	ok(err)
	expect(t, len(none) == 0, "%d numbers", len(none))
	_, err = shapes.Doubled(make([]float32, 256))
	refused(t, "", func() error { return err })
}

// orAlone is for results that may come with an error. FORM: those that can be refused do.
func orAlone[T any](value T, err ...error) (T, error) {
	if len(err) > 0 {
		return value, err[0]
	}
	return value, nil
}

// expected: ok
func TestBuffersOfTheLibrary(t *testing.T) {
	begin(t)
	data := must(orAlone(shapes.Render(5)))
	expect(t, len(data) == 5 && data[4] == 4, "%v", data)
	expect(t, len(must(orAlone(shapes.Render(0)))) == 0, "none")
	expect(t, string(must(shapes.Encode([]uint8("ab")))) == "aabb", "encoded")
	made := must(orAlone(shapes.BytesMake(5)))
	expect(t, len(made) == 5 && len(must(orAlone(shapes.BytesMake(0)))) == 0, "bytes by value: %v", made)
	expect(t, len(must(shapes.Encode(nil))) == 0, "nothing encoded")
	refused(t, "255", func() error { _, err := shapes.Encode([]uint8{255}); return err })
	boxes := must(must(shapes.OpenDoc("d")).Export())
	expect(t, len(boxes) == 4 && boxes[3].W == 40, "%v", boxes)
}

// expected: ok
// Names of C's memory are copied before they can go.
func TestNamesAreCopied(t *testing.T) {
	begin(t)
	doc := must(shapes.OpenDoc("the name"))
	names := must(doc.Names(8)) // FORM: the caller says how many there is room for
	expect(t, len(must(doc.Names(1))) == 1 && len(must(doc.Names(0))) == 0, "as many as there is room for")
	refused(t, "length", func() error { _, err := doc.Names(-1); return err })
	ok(doc.Rename("another"))
	expect(t, len(names) == 2 && names[1] == "the name", "%v", names)
	ok(doc.Close())
}

// expected: ok
func TestTexts(t *testing.T) {
	begin(t)
	for _, length := range []int{1, 255, 256, 257, 5000, 100000} {
		name := strings.Repeat("n", length)
		doc := must(shapes.OpenDoc(name))
		expect(t, must(doc.Label()) == name && must(doc.Title()) == name, "a text of %d bytes", length)
		ok(doc.Close())
	}
	doc := must(shapes.OpenDoc("d"))
	refused(t, "NUL", func() error { return doc.Rename("a\x00b") })
	expect(t, doc.Describe() == "document d with 3 pages", "a description")
	comment, any := doc.Comment(true)
	expect(t, any && comment == "a comment", "a comment")
	_, any = doc.Comment(false)
	expect(t, !any, "no comment")
	refused(t, "as asked", func() error { _, err := shapes.Explain(true); return err })
	attempt(func() error {
		text, err := shapes.EndlessText()
		expect(t, strings.Trim(text, "e") == "", "an endless text")
		return err
	})
	ok(doc.Close())
}

// expected: ok
// FORM: the caller gives the room.
func TestMessagesArePoppedOnce(t *testing.T) {
	begin(t)
	doc := must(shapes.OpenDoc("d"))
	ok(doc.Push(strings.Repeat("A", 300)))
	ok(doc.Push("second"))
	expect(t, len(must(doc.Front())) == 300, "the front")
	first := must(doc.Pop(1024))
	second := must(doc.Pop(1024))
	expect(t, len(first) == 300 && second == "second", "popped %d bytes and %q", len(first), second)
	refused(t, "no message", func() error { _, err := doc.Pop(1024); return err })
	refused(t, "", func() error { _, err := doc.Pop(-1); return err })
	ok(doc.Close())
}

// expected: ok
func TestErrorTextIsOfThisCall(t *testing.T) {
	begin(t)
	refused(t, "failed with 3 as asked", func() error { return shapes.Fail(3, true) })
	err := shapes.Fail(1, false)
	expect(t, errors.Is(err, shapes.ErrMissing), "%v", err)
	expect(t, err != nil && !strings.Contains(err.Error(), "as asked"), "text of an earlier call: %v", err)
	refused(t, "77", func() error { return shapes.Fail(77, false) })
	ok(shapes.Fail(0, true))
}

// expected: ok
func TestErrorsOfGoItself(t *testing.T) {
	begin(t)
	expect(t, errors.Is(shapes.Fail(1, true), fs.ErrNotExist), "missing is fs.ErrNotExist")
	expect(t, errors.Is(shapes.Fail(4, true), os.ErrDeadlineExceeded), "timeout is os.ErrDeadlineExceeded")
	_, err := shapes.FailErrno(int32(syscall.ENOENT))
	expect(t, errors.Is(err, syscall.ENOENT) && errors.Is(err, fs.ErrNotExist), "%v", err)
	value, err := shapes.FailErrno(0)
	expect(t, value == 7 && err == nil, "%d %v", value, err)
	_, err = shapes.TextErrno(int32(syscall.EACCES))
	expect(t, errors.Is(err, syscall.EACCES), "%v", err)
}

// expected: ok
func TestValues(t *testing.T) {
	begin(t)
	expect(t, shapes.ShadeNumber(shapes.ShadeOf(77)) == 77, "an open enum")
	expect(t, shapes.OptionsNumber(shapes.OptionsOf(0x80000001)) == 0x80000001, "flags")
	refused(t, "", func() error { _, err := orAlone(shapes.SideOf(2)); return err })
	refused(t, "", func() error { _, err := orAlone(shapes.SideNumber(shapes.Side(5))); return err })
	refused(t, "", func() error { _, err := orAlone(shapes.Percent(101)); return err })
	var number shapes.Number
	*number.Whole() = 5
	same := shapes.NumberSame(number)
	expect(t, *same.Whole() == 5 && shapes.NumberByte(number, 0) == 5, "a union")
	for _, value := range []int64{math.MinInt64, -1, math.MaxInt64} {
		expect(t, shapes.SameI64(value) == value, "%d", value)
	}
	quotient, rest, err := shapes.Divide(7, 2)
	expect(t, quotient == 3 && rest == 1 && err == nil, "%d %d %v", quotient, rest, err)
	packed := shapes.PackedNext(shapes.Packed{Tag: 255})
	expect(t, packed.Tag == 0, "%v", packed)
}

// expected: ok
func TestSumAroundACallback(t *testing.T) {
	begin(t)
	data := make([]uint8, 1000)
	for i := range data {
		data[i] = 1
	}
	sum := must(shapes.SumAround(data, func(before int64) int64 { return before }))
	expect(t, sum == 2000, "sum %d", sum)
	var lengths []int
	ok(shapes.ReadChunks(func(data []uint8) { lengths = append(lengths, len(data)) }, -1))
	expect(t, len(lengths) >= 3 && lengths[2] == 3 && (len(lengths) == 3 || lengths[3] == 0), "%v", lengths)
}

// deep uses so much stack that it moves.
func deep(n int) int {
	var room [256]byte
	room[n%256] = 1
	if n == 0 {
		return int(room[0])
	}
	return deep(n-1) + int(room[(n+1)%256])
}

// expected: ok
// Channels that lie apart: C is told of no more rows, and of no longer ones, than there are; they stay where they are.
func TestRows(t *testing.T) {
	begin(t)
	left, right := []float32{1, 1, 1}, make([]float32, 3, 8)
	ok(shapes.MixRows([][]float32{{1, 2, 3}, {4, 5, 6}}, [][]float32{left, right}))
	expect(t, left[2] == 4 && right[0] == 4, "%v %v", left, right)
	short := make([]float32, 2)
	for _, rows := range [][2][][]float32{
		{{left, right}, {short, right}},
		{{left, short}, {right, right}},
		{{left}, {short}},
		{{left, right}, {left}},
		{{make([]float32, 65536)}, {make([]float32, 65536)}},
		{{left, nil}, {left, right}},
	} {
		refused(t, "do not fit", func() error { return shapes.MixRows(rows[0], rows[1]) })
	}
	ok(shapes.MixRows(nil, nil))
	ok(shapes.MixRows([][]float32{nil, {}}, [][]float32{{}, nil}))
	for range 20 {
		// On the stack, as far as Go is concerned.
		a, b := [4]int32{1, 2, 3, 4}, [4]int32{5, 6, 7, 8}
		sum := must(shapes.SumRowsAround([][]int32{a[:], b[:], make([]int32, 4)}, func(sum int64) int64 {
			deep(5000)
			runtime.GC()
			for range 100 {
				_ = make([]int32, 4)
			}
			return sum
		}))
		expect(t, sum == 72, "%d", sum)
	}
	refused(t, "do not fit", func() error {
		_, err := shapes.SumRowsAround(make([][]int32, 256), func(int64) int64 { return 0 })
		return err
	})
	refused(t, "rows", func() error {
		_, err := shapes.SumRowsAround([][]int32{{1}}, func(int64) int64 { panic("rows") })
		return err
	})
	bytes := [][]byte{{1, 2}, {3, 4}}
	expect(t, shapes.WeighRows(bytes, []byte{1, 10}) == 64 && bytes[1][1] == 5, "%v", bytes)
	refused(t, "do not fit", func() error { shapes.WeighRows(bytes, []byte{1}); return nil })
}

// readRack gives C a rack of good panels, but for what is changed.
func readRack(change func(rack *shapes.Rack)) error {
	good := shapes.Panel{Width: 1}
	rack := shapes.Rack{Rest: [2][1]shapes.Panel{{good}, {good}}}
	rack.Top = good
	change(&rack)
	shapes.RackRead(&rack)
	return nil
}

// expected: ok
func TestRangesWithinRecords(t *testing.T) {
	begin(t)
	good := shapes.Panel{Width: 1}
	expect(t, shapes.PanelRead(&good) == 10 && shapes.PanelCopied(good) == 10, "a good panel")
	expect(t, shapes.PanelPerhaps(nil) == 0, "no panel")
	expect(t, shapes.PanelsRead([]shapes.Panel{good, good}) == 20, "good panels")
	ok(shapes.PanelsTurn(nil))
	ok(readRack(func(*shapes.Rack) {}))
	wrong := make([]shapes.Panel, 7)
	for i := range wrong {
		wrong[i].Width = 1
	}
	wrong[0].Dial.Slot = 16
	wrong[1].Dial.Slot = -1
	wrong[2].Side = 2
	wrong[3].Width = 0
	wrong[4].Width = 4
	wrong[5].Dial.Levels[1] = float32(math.NaN())
	wrong[6].Dial.Levels[0] = 1.5
	for i := range wrong {
		panel := &wrong[i]
		for _, call := range []func() error{
			func() error { shapes.PanelRead(panel); return nil },
			func() error { shapes.PanelCopied(*panel); return nil },
			func() error { shapes.PanelPerhaps(panel); return nil },
			func() error { return shapes.PanelTurn(panel) },
			func() error { shapes.PanelsRead([]shapes.Panel{good, *panel}); return nil },
			func() error { return shapes.PanelsTurn([]shapes.Panel{good, *panel}) },
			func() error { return readRack(func(rack *shapes.Rack) { rack.Top = *panel }) },
			func() error { return readRack(func(rack *shapes.Rack) { rack.Rest[1][0] = *panel }) },
			func() error { return readRack(func(rack *shapes.Rack) { rack.SetRows(4) }) },
		} {
			err := attempt(call)
			expect(t, errors.Is(err, shapes.ErrOutOfRange), "panel %d: %v", i, err)
		}
	}
}

// expected: ok
func TestPackedRecordsArriveByValue(t *testing.T) {
	begin(t)
	seen := must(shapes.ShowSlip(func(slip shapes.Slip) int64 { return int64(slip.Mark) + int64(slip.Number()) }, -100))
	expect(t, seen == -93, "%d", seen)
}

// expected: ok
func TestWhatIsMissingHasNoLength(t *testing.T) {
	begin(t)
	expect(t, shapes.Weighed([]int32{2, 3}, []int32{10, 100}) == 320, "both")
	expect(t, shapes.Weighed(nil, []int32{10, 100}) == 110, "one")
	for _, weights := range [][]int32{{2}, {}} {
		err := attempt(func() error { shapes.Weighed(weights, []int32{10, 100}); return nil })
		expect(t, errors.Is(err, shapes.ErrLengths), "%v", err)
	}
}

// expected: ok
func TestBitFieldsTakeWhatFits(t *testing.T) {
	begin(t)
	var bits shapes.Bits
	bits.SetReady(1)
	bits.SetLevel(-4)
	bits.SetCount(4095)
	same := shapes.BitsSame(bits)
	for _, change := range []func(*shapes.Bits){
		func(bits *shapes.Bits) { bits.SetReady(2) },
		func(bits *shapes.Bits) { bits.SetLevel(4) },
		func(bits *shapes.Bits) { bits.SetLevel(-5) },
		func(bits *shapes.Bits) { bits.SetCount(4096) },
		func(bits *shapes.Bits) { bits.SetShade(16) },
	} {
		refused(t, "more bits", func() error { change(&same); return nil })
		expect(t, same.Ready() == 1 && same.Level() == -4 && same.Count() == 4095, "it is changed: %v", same)
	}
}
