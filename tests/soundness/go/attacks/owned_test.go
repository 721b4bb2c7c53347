// rule: 1. What is made out of something keeps it alive.
package attacks

import (
	"errors"
	"runtime"
	"sync"
	"testing"

	"example.com/shapes"
)

// expected: ok
func TestChildrenKeepTheirParents(t *testing.T) {
	begin(t)
	mark := func() *shapes.Mark {
		store := must(shapes.OpenStore("s"))
		ok(store.Put(7))
		return must(must(store.Walk()).Mark())
	}()
	for i := 0; i < 3; i++ {
		runtime.GC()
	}
	expect(t, mark.Value() == 7, "value %d", mark.Value())
	hub := must(shapes.OpenHub("h"))
	tap := must(must(hub.Walk()).Mark())
	hub = nil
	for i := 0; i < 3; i++ {
		runtime.GC()
	}
	expect(t, tap.Value() == -1, "value %d", tap.Value())
}

// expected: ok
// The parent's own methods answer at once; its end is put off until the last child is gone.
func TestClosingAParentIsPutOff(t *testing.T) {
	begin(t)
	store := must(shapes.OpenStore("s"))
	ok(store.Put(7))
	cursor := must(store.Walk())
	mark := must(cursor.Mark())
	ok(store.Close())
	ok(cursor.Close())
	refused(t, "closed", func() error { return store.Put(1) })
	refused(t, "closed", func() error { _, err := cursor.Next(); return err })
	expect(t, mark.Value() == 7, "a grandchild reads %d", mark.Value())
	expect(t, shapes.Live() == 3, "%d are alive", shapes.Live())
	ok(mark.Close())
	expect(t, shapes.Live() == 0, "%d are alive after the last child", shapes.Live())
	ok(store.Close())
}

// expected: ok
func TestClosingASafeParentIsPutOff(t *testing.T) {
	begin(t)
	hub := must(shapes.OpenHub("h"))
	ok(hub.Put(7))
	probe := must(hub.Walk())
	tap := must(probe.Mark())
	ok(hub.Close())
	ok(probe.Close())
	refused(t, "closed", func() error { return hub.Put(1) })
	expect(t, tap.Value() == 7, "value %d", tap.Value())
	ok(tap.Close())
	expect(t, shapes.Live() == 0, "%d are alive", shapes.Live())
}

// expected: ok
func TestAChildOfTwoNeedsBoth(t *testing.T) {
	begin(t)
	first, second := must(shapes.OpenStore("1")), must(shapes.OpenStore("2"))
	ok(second.Put(1))
	link := must(first.Join(second))
	same := must(second.Join(second))
	ok(first.Close())
	ok(second.Close())
	expect(t, link.Count() == 1 && same.Count() >= 1, "counts %d and %d", link.Count(), same.Count())
	ok(link.Close())
	ok(same.Close())
	expect(t, shapes.Live() == 0, "%d are alive", shapes.Live())
}

// expected: ok
// FFI_CHILD_OF names the store alone, and FFI_INDEPENDENT nothing.
func TestOthersAreNotNeeded(t *testing.T) {
	begin(t)
	store, hub := must(shapes.OpenStore("s")), must(shapes.OpenHub("h"))
	lens := must(store.Focus(hub))
	ok(hub.Close())
	expect(t, shapes.Live() == 2, "%d are alive: the hub should not be", shapes.Live())
	snapshot := must(store.Snapshot())
	ok(store.Close())
	expect(t, lens.Count() == 0, "count %d", lens.Count())
	ok(lens.Close())
	expect(t, shapes.Live() == 1, "%d are alive", shapes.Live())
	copied := must(snapshot.Copy())
	ok(snapshot.Close())
	expect(t, copied.Count() == 0, "count %d", copied.Count())
	ok(copied.Close())
}

// expected: ok
func TestPagesBelongToADocument(t *testing.T) {
	begin(t)
	line := func() *shapes.Line {
		return must2(must2(must(shapes.OpenDoc("d")).Page(1)).Line())
	}()
	for i := 0; i < 3; i++ {
		runtime.GC()
	}
	expect(t, line.Words() == 20, "words %d", line.Words())
	ok(line.Close())
	line = nil
	collect() // its document was forgotten
	doc := must(shapes.OpenDoc("d"))
	page := must2(doc.Page(0))
	ok(doc.Close()) // put off
	refused(t, "closed", func() error { return doc.Rename("other") })
	expect(t, page.Words() == 100, "a page without its document")
	ok(page.Close()) // ends the document, too
	refused(t, "closed", func() error { page.Words(); return nil })
	expect(t, shapes.LiveOf(shapes.KindDoc) == 0, "%d are alive", shapes.LiveOf(shapes.KindDoc))
	ok(page.Close())
}

// expected: ok
// A line keeps the document, also when its page is given up.
func TestLinesKeepTheirDocument(t *testing.T) {
	begin(t)
	doc := must(shapes.OpenDoc("d"))
	page := must2(doc.Page(1))
	line := must2(page.Line())
	ok(doc.Close())
	ok(page.Close())
	expect(t, line.Words() == 20, "words %d", line.Words())
	ok(line.Close())
	expect(t, shapes.LiveOf(shapes.KindDoc) == 0, "%d are alive", shapes.LiveOf(shapes.KindDoc))
	func() { must2(must(shapes.OpenDoc("d")).Page(0)).Words() }() // forgotten, both
	collect()
	expect(t, shapes.LiveOf(shapes.KindDoc) == 0, "%d are alive after the collector", shapes.LiveOf(shapes.KindDoc))
}

// must2 is for results that may or may not come with an error. FORM: borrowed objects come alone.
func must2[T any](value T) T { return value }

// expected: ok
func TestTheBorrowedParentIsNotClosed(t *testing.T) {
	begin(t)
	store := must(shapes.OpenStore("s"))
	cursor := must(store.Walk())
	known := cursor.Store()
	attempt(func() error { return known.Close() }) // FORM: if it has a Close at all, it ends nothing
	known = nil
	runtime.GC()
	expect(t, store.Count() == 0, "count %d", store.Count())
	ok(cursor.Close())
	ok(store.Close())
}

// expected: ok
func TestReferencesAreShared(t *testing.T) {
	begin(t)
	image := func() *shapes.Image {
		doc := must(shapes.OpenDoc("d"))
		return doc.Image()
	}()
	for i := 0; i < 3; i++ {
		runtime.GC()
	}
	expect(t, image.Width() == 64, "width %d", image.Width())
	doc := must(shapes.OpenDoc("d"))
	image = doc.Image()
	ok(doc.Close())
	expect(t, image.Width() == 64, "width %d", image.Width())
}

// expected: ok
func TestFailuresLeaveNothing(t *testing.T) {
	begin(t)
	refused(t, "half open", func() error { _, err := shapes.HalfStoreOpen(); return err })
	expect(t, shapes.Live() == 0, "%d are alive", shapes.Live())
}

// expected: ok
func TestListsOfObjectsAreKept(t *testing.T) {
	begin(t)
	one := must(shapes.OpenStore("1"))
	ok(one.Put(1))
	total := shapes.Total([]*shapes.Store{one, must(shapes.OpenStore("2"))})
	expect(t, total == 1, "total %d", total)
	refused(t, "nil", func() error { shapes.Total([]*shapes.Store{nil}); return nil })
	ok(one.Close())
	refused(t, "closed", func() error { shapes.Total([]*shapes.Store{one}); return nil })
}

// expected: ok
// Objects of a list are held as those that stand alone: a close that comes meanwhile waits, or came before.
func TestListsWhileTheirObjectsAreClosed(t *testing.T) {
	begin(t)
	for round := 0; round < 50; round++ {
		stores := []*shapes.Store{must(shapes.OpenStore("1")), must(shapes.OpenStore("2"))}
		ok(stores[1].Put(1))
		var group sync.WaitGroup
		for _, work := range []func() error{
			func() error { shapes.Total(stores); return nil },
			func() error { shapes.Total([]*shapes.Store{stores[1], stores[0], stores[1]}); return nil },
			stores[0].Close,
			stores[1].Close,
		} {
			group.Add(1)
			go func() { defer group.Done(); attempt(work) }()
		}
		group.Wait()
	}
	expect(t, shapes.Total(nil) == 0 && shapes.Total([]*shapes.Store{}) == 0, "a total of nothing")
	refused(t, "closed", func() error { shapes.Total([]*shapes.Store{{}}); return nil })
}

// expected: ok
// Whoever comes first: a document ends once, after its pages, and no page is read after it.
func TestBorrowedOnesWhileTheirOwnerIsClosed(t *testing.T) {
	begin(t)
	for round := 0; round < 50; round++ {
		doc := must(shapes.OpenDoc("d"))
		page := must2(doc.Page(0))
		line := must2(page.Line())
		var group sync.WaitGroup
		for _, work := range []func() error{
			doc.Close,
			page.Close,
			func() error { page.Words(); return nil },
			func() error { line.Words(); return nil },
			func() error { return line.Close() },
		} {
			group.Add(1)
			go func() { defer group.Done(); attempt(work) }()
		}
		group.Wait()
	}
	expect(t, shapes.LiveOf(shapes.KindDoc) == 0, "%d are alive", shapes.LiveOf(shapes.KindDoc))
}

// expected: ok
// Who takes a walk over uses its store whenever it is used itself.
func TestAStrangersWalkIsNotAdopted(t *testing.T) {
	begin(t)
	store, other := must(shapes.OpenStore("s")), must(shapes.OpenStore("o"))
	cursor := must(store.Walk())
	refused(t, "another one", func() error { return other.Adopt(cursor) })
	mark := must(cursor.Mark())
	stranger := must(other.Walk())
	refused(t, "another one", func() error { return stranger.Adopt(mark) })
	expect(t, mark.Value() == -1, "what was refused can be used")
	sibling := must(store.Walk())
	ok(sibling.Adopt(mark))
	ok(cursor.Store().Adopt(must(store.Walk())))
	refused(t, "nothing", func() error { return other.Follow(1) })
	refused(t, "another one", func() error { return store.Untie(must(store.Join(other))) })
	ok(store.Untie(must(store.Join(store))))
	walk := must(store.Walk())
	done := make(chan error)
	go func() {
		err := shapes.ErrInUse
		for errors.Is(err, shapes.ErrInUse) {
			err = store.Follow(200)
		}
		done <- err
	}()
	for refusals := 0; ; {
		select {
		case err := <-done:
			ok(err)
			expect(t, refusals > 0, "another goroutine walked while the store was in use")
			return
		default:
			_, err := walk.Next()
			if errors.Is(err, shapes.ErrInUse) {
				refusals++
			}
		}
	}
}

// expected: ok
func TestWhatEndsAnObjectFreesWhatItNeeded(t *testing.T) {
	begin(t)
	hub := must(shapes.OpenHub("h"))
	lane := must(hub.Lane())
	ok(lane.Finish(1))
	refused(t, "closed", func() error { lane.Count(); return nil })
	refused(t, "no number", func() error { return must(hub.Lane()).Finish(-1) })
	ok(hub.Close())
	expect(t, shapes.Live() == 0, "%d are alive", shapes.Live())
}

// expected: ok
func TestWhatTheLibraryHasNeedsItForEver(t *testing.T) {
	begin(t)
	for _, number := range []int32{1, -1} {
		hub := must(shapes.OpenHub("h"))
		ok(hub.Put(1))
		lane := must(hub.Lane())
		attempt(func() error { return lane.Leave(number) })
		refused(t, "closed", func() error { lane.Count(); return nil })
		ok(hub.Close())
		runtime.GC()
		count := shapes.LeftEnd()
		expect(t, count == 1, "%d are counted", count)
	}
}

// expected: ok
// What C knows for an object goes with it.
func TestWhatIsRegisteredGoesWithItsObject(t *testing.T) {
	begin(t)
	var heard []int64
	listening := func() *shapes.Bus {
		bus := must(shapes.OpenBus())
		must(bus.Listen(func(_ string, number int64) { heard = append(heard, number) }))
		return bus
	}
	office := must(shapes.NewOffice())
	for number := int64(1); number < 3; number++ {
		office.Hire(listening())
		runtime.GC()
		ok(office.Emit(number))
	}
	ok(office.Close())
	listening().Leave()
	runtime.GC()
	ok(shapes.LeftBusEmit(3))
	listening().Finish()
	expect(t, len(heard) == 3 && heard[2] == 3, "heard %v", heard)
}

// expected: ok
func TestWhatIsRegisteredWithWhatWasGivenAwayCanBeEnded(t *testing.T) {
	begin(t)
	office := must(shapes.NewOffice())
	for _, closed := range []bool{false, true} {
		bus := must(shapes.OpenBus())
		ignore := func(string, int64) {}
		one, other := must(bus.Listen(ignore)), must(bus.On(ignore))
		office.Hire(bus)
		if closed {
			ok(office.Close())
		}
		attempt(one.Close)
		attempt(other.Close)
		attempt(func() error { return office.Emit(1) })
	}
}
