// rule: 2, 5 and 14. What guards and objects show is changed by hand, taken apart, copied and kept as a method.
package attacks

import (
	"runtime"
	"sync"
	"testing"
	"time"

	"example.com/shapes"
)

// expected: ok
// A guard whose record was taken away gives nothing back, and can still be given up.
func TestAGuardWithoutItsRecord(t *testing.T) {
	begin(t)
	ring := must(shapes.OpenRing())
	claim := must(ring.Claim())
	claim.Block = nil
	refused(t, "nil", func() error { return claim.Commit() })
	expect(t, ring.Lent() == 1, "%d are lent", ring.Lent())
	ok(claim.Abandon())
	refused(t, "closed", func() error { return claim.Commit() })
	expect(t, ring.Lent() == 0, "%d are lent", ring.Lent())
	refused(t, "closed", func() error { return new(shapes.RingClaim).Commit() })
	ok(ring.Close())
	expect(t, shapes.Live() == 0, "%d are alive", shapes.Live())
}

// expected: ok
// What two guards show is exchanged: each gives back to its own place.
func TestGuardsExchanged(t *testing.T) {
	begin(t)
	one, two := must(shapes.OpenRing()), must(shapes.OpenRing())
	a, b := must(one.Claim()), must(two.Claim())
	a.Block.Count, b.Block.Count = 1, 2
	a.Block, b.Block = b.Block, a.Block
	a, b = b, a
	ok(a.Commit())
	ok(b.Commit())
	expect(t, one.Pending() == 1 && two.Pending() == 1, "%d and %d wait", one.Pending(), two.Pending())
	shown := must(one.Peek())
	expect(t, shown.Count == 2, "count %d", shown.Count)
	ok(shown.Done())
}

// expected: ok
// Copies of a guard, at once in many goroutines: one of them gives back.
func TestCopiesOfAGuard(t *testing.T) {
	begin(t)
	ring := must(shapes.OpenRing())
	for round := 0; round < 50; round++ {
		claim := must(ring.Claim())
		var group sync.WaitGroup
		var lock sync.Mutex
		ended := 0
		for i := 0; i < 4; i++ {
			group.Add(1)
			go func(mine shapes.RingClaim) {
				defer group.Done()
				if attempt(mine.Commit) == nil {
					lock.Lock()
					ended++
					lock.Unlock()
				}
			}(claim)
		}
		group.Wait()
		expect(t, ended == 1, "ended %d times", ended)
		ok(attempt(func() error { shown := must(ring.Peek()); return shown.Done() }))
	}
}

// expected: ok
// Methods as values hold the object, not its address.
func TestMethodsAsValues(t *testing.T) {
	begin(t)
	put, count, end := func() (func(int64) error, func() uint64, func() error) {
		store := must(shapes.OpenStore("s"))
		return store.Put, store.Count, store.Close
	}()
	for i := 0; i < 3; i++ {
		runtime.GC()
	}
	ok(put(1))
	expect(t, count() == 1, "count %d", count())
	ok(end())
	refused(t, "closed", func() error { return put(2) })
	refused(t, "closed", func() error { count(); return nil })
	ok(end())
	var none *shapes.Store
	refused(t, "closed", func() error { return (*shapes.Store).Put(none, 1) })
}

// expected: ok
// A panic of no value is one, too, and the records that a closure got are its own afterwards.
func TestAPanicOfNothing(t *testing.T) {
	begin(t)
	doc := must(shapes.OpenDoc("d"))
	var kept []*shapes.Box
	refused(t, "nil", func() error {
		return doc.Update(func(box *shapes.Box) {
			kept = append(kept, box)
			panic(nil) //nolint:govet // that is what is tried
		})
	})
	ok(doc.Close())
	for _, box := range kept {
		box.X++
	}
}

// expected: ok
// The closure closes its object, its registration and the objects around, and makes new ones, while others do.
func TestAClosureTurnsEverythingOver(t *testing.T) {
	begin(t)
	for round := 0; round < 20; round++ {
		bus := must(shapes.OpenBus())
		var registrations []*shapes.Registration
		var lock sync.Mutex
		var turn shapes.Event
		turn = func(what string, number int64) {
			lock.Lock()
			all := append([]*shapes.Registration(nil), registrations...)
			lock.Unlock()
			for _, one := range all {
				attempt(one.Close)
			}
			if number > 0 {
				attempt(func() error { _, err := bus.On(turn); return err })
				attempt(func() error { return bus.Emit(number - 1) })
			}
			runtime.GC()
			attempt(bus.Close)
		}
		for i := 0; i < 3; i++ {
			made := must(bus.Listen(turn))
			lock.Lock()
			registrations = append(registrations, made)
			lock.Unlock()
		}
		var group sync.WaitGroup
		for i := 0; i < 2; i++ {
			group.Add(1)
			go func() { defer group.Done(); attempt(func() error { return bus.Emit(2) }) }()
		}
		attempt(func() error { return bus.EmitLater(1, 1) })
		group.Wait()
		attempt(bus.Close)
	}
	shapes.JoinThreads()
}

// expected: ok
// Objects are lent to a closure, which hands them to goroutines that outlive it.
func TestWhatIsLentIsHandedOn(t *testing.T) {
	begin(t)
	store := must(shapes.OpenStore("s"))
	var group sync.WaitGroup
	for round := 0; round < 20; round++ {
		ok(store.With(func(lent *shapes.Store) {
			copied := *lent
			for _, one := range []*shapes.Store{lent, &copied} {
				group.Add(1)
				go func() {
					defer group.Done()
					for i := 0; i < 20; i++ {
						attempt(func() error { return one.Put(1) })
						attempt(func() error { _, err := one.Walk(); return err })
						attempt(one.Close)
						time.Sleep(50 * time.Microsecond)
					}
				}()
			}
			time.Sleep(200 * time.Microsecond)
		}))
	}
	group.Wait()
	ok(store.Put(2))
}
