// rule: 2, 3. What C gives of what it was given, and of what moves by itself.
package attacks

import (
	"strings"
	"testing"

	"example.com/shapes"
)

// expected: ok
func TestPartsOfWhatWasGiven(t *testing.T) {
	begin(t)
	found := must(shapes.TextBehind("key:"+strings.Repeat("v", 300), ':'))
	expect(t, found == strings.Repeat("v", 300), "found %q", found)
	rest := shapes.Rest([]float64{1, -1, 2, 3})
	expect(t, len(rest) == 2 && rest[0] == 2, "rest %v", rest)
	first, second := shapes.InWords(1), shapes.InWords(2)
	expect(t, first == "the number 1" && second == "the number 2", "%q, %q", first, second)
}

// expected: ok
func TestWhatMovesIsACopy(t *testing.T) {
	begin(t)
	meter := must(shapes.OpenMeter())
	before := meter.Needles()
	meter.Tick()
	expect(t, before[0] == 0 && meter.Needles()[0] == 1, "needles %v", before)
	ok(meter.Close())
}

// expected: ok
func TestOnePlaceByTwoNames(t *testing.T) {
	begin(t)
	meter := must(shapes.OpenMeter())
	low, high, err := meter.Bands()
	ok(err)
	low[1], high[0] = 5, 7
	expect(t, low[1] == 5 && high[0] == 7, "%v, %v", low, high)
	ok(meter.Close())
}

// expected: ok
// A bool of Go's that is neither true nor false is taken for an index beyond two elements.
func TestTruthInUnions(t *testing.T) {
	begin(t)
	for _, number := range []uint8{0, 1, 2, 254} {
		knot := shapes.KnotOf(number)
		tied, left, strand := knot.Tied(), knot.Ends().Left, knot.Strands()[2]
		place := 0
		if tied {
			place = 1
		}
		expect(t, place < 2 && tied == (number != 0) && left == tied && strand == tied, "%d: %v", number, tied)
		*knot.Word() = 0x04030201
		expect(t, knot.Ends() == shapes.Pair{Left: true, Right: true}, "%v", knot.Ends())
		knot.SetTied(false)
		expect(t, !knot.Tied() && *knot.Byte() == 0, "%v", knot)
	}
}

// expected: ok
func TestRecordsAsNoLanguageHasThem(t *testing.T) {
	begin(t)
	count := must(shapes.Apportion(func(portion shapes.Portion) int64 { return int64(portion.Count) }))
	expect(t, count == 3, "count %d", count)
}
