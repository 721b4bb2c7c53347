// rule: 1, 2, 4, 13, 14. Counted objects that C shows need what they are made of, and stay const; parts.
package attacks

import (
	"runtime"
	"testing"
	"time"

	"example.com/shapes"
)

// expected: ok
// The second layer needs the canvas as the first one does, though it is nobody's child.
func TestACountedObjectNeedsWhatItsOwnerNeeds(t *testing.T) {
	begin(t)
	canvas := must(shapes.OpenCanvas(4))
	layer := must(canvas.Layers())
	next := layer.Next()
	ok(layer.Close())
	ok(canvas.Close())
	expect(t, next.Paints() == 0, "painted")
	ok(next.Paint(0))
	expect(t, next.Next() == nil, "there is a third layer")
	ok(next.Close())
	expect(t, shapes.Live() == 0, "%d are alive", shapes.Live())
}

// expected: ok
// One goroutine at a time for the layers of a canvas, in whichever way they were asked for.
func TestACountedObjectIsOfOneFamily(t *testing.T) {
	begin(t)
	canvas := must(shapes.OpenCanvas(4))
	layer := must(canvas.Layers())
	next := layer.Next()
	started, done := make(chan bool), make(chan error)
	go func() { close(started); done <- next.Paint(100) }()
	<-started
	time.Sleep(20 * time.Millisecond)
	refused(t, "in use", func() error { return layer.Paint(0) })
	refused(t, "in use", func() error { return canvas.Resize(2) })
	ok(<-done)
	ok(next.Close())
	ok(layer.Close())
	ok(canvas.Close())
}

// expected: ok
func TestACountedObjectStaysConst(t *testing.T) {
	begin(t)
	canvas := must(shapes.OpenCanvas(4))
	layer := must(canvas.Layers())
	seen := layer.Seen()
	refused(t, "may not be changed", func() error { return seen.Paint(0) })
	expect(t, seen.Paints() == 0, "a const layer was painted")
	ok(seen.Close())
	ok(layer.Close())
	ok(canvas.Close())
}

// expected: ok
func TestAWindowAfterItsCanvasMoved(t *testing.T) {
	begin(t)
	canvas := must(shapes.OpenCanvas(4))
	window := must(canvas.Window())
	pixels := window.Pixels()
	ok(canvas.Resize(1000))
	pixels[3] = 1
	expect(t, len(window.Pixels()) == 1000, "%d pixels", len(window.Pixels()))
	ok(window.Close())
	ok(canvas.Close())
}

// expected: ok
func TestAPartOfWhatIsTakenOver(t *testing.T) {
	begin(t)
	canvas, plate := must(shapes.OpenCanvas(4)), must(shapes.OpenPlate())
	knob := plate.Knob()
	ok(knob.Turn())
	ok(canvas.Mount(plate))
	refused(t, "closed", knob.Turn)
	ok(knob.Close())
	scrapped := must(shapes.OpenPlate())
	knob = scrapped.Knob()
	ok(scrapped.Scrap())
	refused(t, "closed", knob.Turn)
	ok(canvas.Mount(must(shapes.OpenPlate())))
	refused(t, "closed", func() error { plate.Knob(); return nil })
	ok(canvas.Close())
}

// expected: ok
// Whose the street is, is not said, or said of both.
func TestAPartOfEitherOfTwo(t *testing.T) {
	begin(t)
	for _, find := range []func(*shapes.Atlas, *shapes.Town) *shapes.Street{
		(*shapes.Atlas).Street,
		(*shapes.Atlas).Known,
	} {
		atlas, town := must(shapes.OpenAtlas()), must(shapes.OpenTown())
		street, heights := find(atlas, town), atlas.Heights(town)
		ok(town.Close())
		for i := 0; i < 3; i++ {
			runtime.GC()
		}
		expect(t, street.Houses() == 7, "%d houses", street.Houses())
		expect(t, len(heights) == 4 && heights[3] == 1.5, "heights %v", heights)
		ok(atlas.Close())
		expect(t, street.Houses() == 7, "%d houses", street.Houses())
		ok(street.Close())
		refused(t, "closed", func() error { street.Houses(); return nil })
	}
}

// expected: ok
// Of two that belong to others in turn.
func TestAPartOfWhatIsDropped(t *testing.T) {
	begin(t)
	var streets []*shapes.Street
	func() {
		atlas := must(shapes.OpenAtlas())
		streets = append(streets, atlas.Known(must(shapes.OpenTown())), atlas.Street(must(shapes.OpenTown())))
	}()
	for i := 0; i < 5; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
	for _, street := range streets {
		expect(t, street.Houses() == 7, "%d houses", street.Houses())
	}
}

// expected: ok
func TestAPartOfWhatAnotherThreadChanges(t *testing.T) {
	begin(t)
	atlas, town := must(shapes.OpenAtlas()), must(shapes.OpenTown())
	street := atlas.Known(town)
	done := make(chan error)
	go func() { done <- town.Grow(200) }()
	time.Sleep(50 * time.Millisecond)
	refused(t, "in use", func() error { street.Houses(); return nil })
	ok(<-done)
	expect(t, street.Houses() == 7, "%d houses", street.Houses())
	_ = atlas.Heights(town)
	ok(town.Close())
	ok(atlas.Close())
	ok(street.Close())
}
