// rule: 4, 14. What C gives a closure more than once: objects and memory by several names.
package attacks

import (
	"errors"
	"sync"
	"testing"

	"example.com/shapes"
)

// busy asks that a call is refused since its object is in use.
func busy(t *testing.T, call func() error) {
	t.Helper()
	if err := call(); !errors.Is(err, shapes.ErrInUse) {
		t.Errorf("got %v, which should have been ErrInUse", err)
	}
}

// meanwhile calls a function while a call looks at a store.
func meanwhile(store *shapes.Store, call func()) {
	ok(store.Each(func(value int64) int64 {
		call()
		return value
	}))
}

// expected: ok
func TestOneObjectTwiceIsOne(t *testing.T) {
	begin(t)
	store := must(shapes.OpenStore("s"))
	ok(store.Twice(func(first, second *shapes.Store) {
		ok(first.Put(1))
		ok(second.Put(2))
		expect(t, first.Count() == 2 && second.Count() == 2, "two counts")
		meanwhile(first, func() { busy(t, func() error { return second.Put(3) }) })
		meanwhile(second, func() { meanwhile(first, func() {}) })
		busy(t, func() error { return first.Swap(second) })
	}))
	expect(t, store.Count() == 2, "%d", store.Count())
	ok(store.Close())
}

// expected: ok
func TestOneObjectTwiceInTwoGoroutines(t *testing.T) {
	begin(t)
	store := must(shapes.OpenStore("s"))
	for range 10 {
		ok(store.Twice(func(first, second *shapes.Store) {
			var group sync.WaitGroup
			for i := range 8 {
				it := []*shapes.Store{first, second}[i%2]
				group.Add(1)
				go func() {
					defer group.Done()
					if err := it.Work(1); err != nil {
						busy(t, func() error { return err })
					}
				}()
			}
			group.Wait()
		}))
	}
	ok(store.Close())
}

// expected: ok
func TestTheObjectOfTheCallByAnotherName(t *testing.T) {
	begin(t)
	store := must(shapes.OpenStore("s"))
	ok(store.OpenUp(func(lent *shapes.Store) {
		ok(lent.Put(1))
		expect(t, store.Count() == 1, "%d", store.Count())
		meanwhile(store, func() { busy(t, func() error { return lent.Put(2) }) })
		meanwhile(lent, func() { busy(t, func() error { return store.Put(2) }) })
		meanwhile(store, func() { lent.Count() })
		busy(t, func() error { return store.Put(2) })
		ok(lent.OpenUp(func(again *shapes.Store) {
			ok(again.Put(2))
			busy(t, func() error { return lent.Put(3) })
			meanwhile(lent, func() { busy(t, func() error { return again.Put(3) }) })
			meanwhile(store, func() { busy(t, func() error { return again.Put(3) }) })
		}))
		ok(lent.With(func(again *shapes.Store) { ok(again.Put(3)) }))
	}))
	expect(t, store.Count() == 3, "%d", store.Count())
	ok(store.Close())
}

// expected: ok
func TestTheObjectOfTheCallInAnotherGoroutine(t *testing.T) {
	begin(t)
	store := must(shapes.OpenStore("s"))
	ok(store.OpenUp(func(lent *shapes.Store) {
		var group sync.WaitGroup
		group.Add(2)
		go func() {
			defer group.Done()
			for range 50 {
				if err := lent.Work(1); err != nil {
					busy(t, func() error { return err })
				}
			}
		}()
		go func() {
			defer group.Done()
			for range 50 {
				if err := lent.OpenUp(func(again *shapes.Store) { _ = again.Work(1) }); err != nil {
					busy(t, func() error { return err })
				}
			}
		}()
		for range 50 {
			if err := store.Study(1); err != nil {
				busy(t, func() error { return err })
			}
		}
		group.Wait()
	}))
	ok(store.Close())
}

// expected: ok
func TestWhatIsBesideTheLentOneIsInUse(t *testing.T) {
	begin(t)
	store, other := must(shapes.OpenStore("s")), must(shapes.OpenStore("o"))
	ok(store.Beside(other, func(lent *shapes.Store) {
		ok(lent.Put(1))
		busy(t, func() error { return other.Put(1) })
		expect(t, other.Count() == 0, "%d", other.Count())
	}))
	ok(other.Put(1))
	ok(store.Close())
	ok(other.Close())
}

// expected: ok
func TestAPlaceShownAgainWithinIsRefused(t *testing.T) {
	begin(t)
	edit := func(change func(only *shapes.Box)) func() error {
		return func() error { _, err := shapes.EditOnly(change); return err }
	}
	sum := must(shapes.EditOnly(func(outer *shapes.Box) {
		outer.X = 1
		refused(t, "one place", edit(func(inner *shapes.Box) { inner.X = 7 }))
		outer.X++
	}))
	expect(t, sum == 2, "%d", sum)
	refused(t, "so be it", edit(func(*shapes.Box) { panic("so be it") }))
	sum = must(shapes.EditOnly(func(only *shapes.Box) { only.X = 0 }))
	expect(t, sum == 0, "%d", sum)
}

// expected: ok
func TestWhatAClosureMayChangeIsNotRead(t *testing.T) {
	begin(t)
	drawer := must(shapes.OpenDrawer())
	looks := func() error { _, err := drawer.Look(); return err }
	ok(drawer.Edit(func(part *shapes.Box) {
		part.X++
		busy(t, looks)
		busy(t, func() error { return drawer.Move(1) })
		var other sync.WaitGroup
		other.Go(func() { busy(t, looks) })
		other.Wait()
		part.X++
	}))
	expect(t, must(drawer.Look()).X == 2, "changed")
}

// expected: ok
func TestOneObjectInTwoPlacesIsRefused(t *testing.T) {
	begin(t)
	drawer, other := must(shapes.OpenDrawer()), must(shapes.OpenDrawer())
	busy(t, func() error { return drawer.Swap(drawer) })
	ok(drawer.Swap(other))
	ok(other.Move(3))
	busy(t, func() error { return drawer.Gather([]*shapes.Drawer{other, drawer}) })
	ok(drawer.Gather([]*shapes.Drawer{other, other}))
	expect(t, must(drawer.Look()).X == 6, "gathered")
}

// expected: ok
func TestWhatIsShownBesideItsObjectStays(t *testing.T) {
	begin(t)
	drawer := must(shapes.OpenDrawer())
	ok(drawer.Move(2))
	ok(drawer.Report(func(lent *shapes.Drawer, part *shapes.Box, label string, data []byte) {
		ok(lent.Move(1))
		expect(t, part.X == 2 && label == "label" && string(data) == "label", "%v %s %s", part, label, data)
	}))
	expect(t, must(drawer.Look()).X == 3, "moved")
}

// expected: ok
func TestWhatIsChangedBesideItsObjectStays(t *testing.T) {
	begin(t)
	drawer := must(shapes.OpenDrawer())
	ok(drawer.Adjust(func(lent *shapes.Drawer, part *shapes.Box) {
		part.X = 5
		must(lent.Look())
		if lent.Move(1) == nil || drawer.Move(1) == nil {
			t.Error("the box moved while it was changed")
		}
	}))
	expect(t, must(drawer.Look()).X == 5, "changed")
}

// expected: ok
func TestWhatBelongsToItIsInUse(t *testing.T) {
	begin(t)
	store, other := must(shapes.OpenStore("s")), must(shapes.OpenStore("o"))
	ok(store.Put(1))
	ok(other.Put(2))
	cursor, far := must(store.Walk()), must(other.Walk())
	next := func() error { _, err := cursor.Next(); return err }
	meanwhile(store, func() {
		busy(t, next)
		expect(t, cursor.At() == 0, "at the start")
		busy(t, func() error { return cursor.Store().Put(3) })
		expect(t, must(far.Next()) == 2, "another store's")
	})
	ok(next())
}
