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
