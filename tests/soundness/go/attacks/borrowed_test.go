// rule: 2, 13. What is borrowed keeps its owner, ends with what ends it, and stays const.
package attacks

import (
	"runtime"
	"testing"

	"example.com/shapes"
)

// expected: ok
func TestARecordKeepsItsDocument(t *testing.T) {
	begin(t)
	box := must(shapes.OpenDoc("d")).Box()
	frame := must(shapes.OpenDoc("d")).Frame()
	for i := 0; i < 3; i++ {
		runtime.GC()
	}
	expect(t, box.X == 1 && box.W == 10, "box %v", box)
	expect(t, frame.H == 200, "frame %v", frame)
}

// expected: ok
// A record that a change moves is a copy, or says that it is gone.
func TestARecordAfterAChange(t *testing.T) {
	begin(t)
	doc := must(shapes.OpenDoc("d"))
	box := doc.Box()
	ok(doc.Move(10, 10))
	expect(t, box.X == 1 || box.X == 11, "a box that was moved away is read: %v", box)
	box.X = 77 // harmless: a copy
	ok(doc.Move(1, 0))
	expect(t, doc.Box().X == 12, "const was written: %v", doc.Box())
	ok(doc.Close())
	expect(t, box.X == 77, "box %v", box)
}

// expected: ok
func TestConstantsAreNotWritten(t *testing.T) {
	begin(t)
	box := shapes.DefaultBox()
	attempt(func() error { box.X = 5; return nil }) // in read-only memory: a copy
	expect(t, shapes.DefaultBox().X == 1, "a constant was written")
}

// expected: ok
// FORM: borrowed slices are copies, or views that end.
func TestSlicesAreCopied(t *testing.T) {
	begin(t)
	doc := must(shapes.OpenDoc("d"))
	samples, boxes := doc.Samples(), doc.Boxes()
	expect(t, len(samples) == 6 && samples[5] == 5.5, "samples %v", samples)
	expect(t, len(boxes) == 4 && boxes[3].W == 40, "boxes %v", boxes)
	ok(doc.Move(1, 1))
	ok(doc.Close())
	expect(t, samples[5] == 5.5 && boxes[3].W == 40, "after the end: %v %v", samples, boxes)
}

// expected: ok
func TestTextsAreCopied(t *testing.T) {
	begin(t)
	doc := must(shapes.OpenDoc("first name"))
	name := doc.Name()
	ok(doc.Rename("second name"))
	ok(doc.Close())
	expect(t, name == "first name", "%q", name)
}

// expected: ok
func TestLoansEndOnce(t *testing.T) {
	begin(t)
	ring := must(shapes.OpenRing())
	claim := must(ring.Claim())
	claim.Count = 1
	claim.Values[0] = 77
	copied := claim // a copy of the guard is the same loan
	ok(claim.Commit())
	refused(t, "closed", claim.Commit)
	refused(t, "closed", copied.Commit)
	expect(t, ring.Pending() == 1, "pending %d", ring.Pending())
	peek := must(ring.Peek())
	expect(t, peek.Values[0] == 77, "values %v", peek.Values)
	ok(peek.Done())
	refused(t, "empty", func() error { _, err := ring.Peek(); return err })
	ok(ring.Close())
}

// expected: ok
// What is reached through a loan must not be reached after it.
func TestWhatALoanShowedIsGone(t *testing.T) {
	begin(t)
	ring := must(shapes.OpenRing())
	claim := must(ring.Claim())
	values := &claim.Values // FORM: the block is reached in a way that ends with the loan
	ok(claim.Commit())
	attempt(func() error { values[0] = 5; return nil })
	ok(ring.Close())
}

// expected: ok
func TestALoanKeepsItsRing(t *testing.T) {
	begin(t)
	claim := must(must(shapes.OpenRing()).Claim())
	for i := 0; i < 3; i++ {
		runtime.GC()
	}
	claim.Count = 1
	ok(claim.Commit())
	ring := must(shapes.OpenRing())
	claim = must(ring.Claim())
	ok(ring.Close()) // put off
	claim.Count = 2
	ok(claim.Abandon())
	expect(t, shapes.Live() == 0 || func() bool { collect(); return shapes.Live() == 0 }(), "%d alive", shapes.Live())
}

// expected: ok
func TestALoanThatIsForgotten(t *testing.T) {
	begin(t)
	func() { must(must(shapes.OpenRing()).Claim()).Count = 1 }()
	collect()
}

// expected: ok
func TestAMessageKnowsItsLength(t *testing.T) {
	begin(t)
	doc := must(shapes.OpenDoc("d"))
	message := doc.Message() // FORM: with its length, from C
	data := message.Data()
	expect(t, len(data) == 5 && data[4] == 5, "data %v", data)
	expect(t, shapes.MessageSum(message) == 15, "sum %d", shapes.MessageSum(message))
	ok(doc.Close())
	data[4] = 7 // a copy, whose length nothing changes
	expect(t, shapes.MessageSum(message) == 17, "sum %d", shapes.MessageSum(message))
	made := must(shapes.NewMessage(make([]uint8, 70000)))
	made.Kind = 3
	made.Data()[69999] = 9
	other := *made
	other.Kind = 4
	expect(t, shapes.MessageSum(made) == 9 && shapes.MessageSum(&other) == 9, "sums of a long one")
	expect(t, shapes.MessageSum(must(shapes.NewMessage(nil))) == 0, "the sum of none")
	expect(t, shapes.MessageSum(new(shapes.Message)) == 0, "the sum of an empty one")
	refused(t, "nil", func() error { shapes.MessageSum(nil); return nil })
}
