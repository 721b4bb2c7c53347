// rule: 1, 3, 5, 7 and 14. Ends in an order that nobody chose: finalizers and cleanups that bring things back, copies
// of values, closures that are stuck while everything around them ends.
package attacks

import (
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.com/shapes"
)

// within fails the attack unless something ends in time.
func within(t *testing.T, what string, action func()) {
	t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		action()
	}()
	select {
	case <-done:
	case <-time.After(20 * time.Second):
		panic(what + " does not end")
	}
}

// everything of a family, with what is lent, registered and shared.
type everything struct {
	store    *shapes.Store
	cursor   *shapes.Cursor
	mark     *shapes.Mark
	hub      *shapes.Hub
	probe    *shapes.Probe
	ring     *shapes.Ring
	claim    shapes.RingClaim
	bus      *shapes.Bus
	on       *shapes.Registration
	image    *shapes.Image
	calls    *atomic.Int64
	itself   *everything
	finished func(*everything)
}

func all(t *testing.T) *everything {
	t.Helper()
	calls := new(atomic.Int64)
	e := &everything{store: must(shapes.OpenStore("s")), hub: must(shapes.OpenHub("h")), calls: calls}
	ok(e.store.Put(1))
	ok(e.hub.Put(1))
	e.cursor = must(e.store.Walk())
	e.mark = must(e.cursor.Mark())
	e.probe = must(e.hub.Walk())
	e.ring = must(shapes.OpenRing())
	e.claim = must(e.ring.Claim())
	e.bus = must(shapes.OpenBus())
	// What its closure holds stays as long as it is registered: it holds none of these.
	e.on = must(e.bus.On(func(string, int64) { calls.Add(1) }))
	e.image = must(shapes.CreateImage(8))
	return e
}

// use tries all of it; what has ended says so.
func (e *everything) use() {
	attempt(func() error { return e.store.Put(2) })
	attempt(func() error { _, err := e.cursor.Next(); return err })
	attempt(func() error { e.mark.Value(); return nil })
	attempt(func() error { _, err := e.probe.Next(); return err })
	attempt(func() error { return e.bus.Emit(1) })
	attempt(func() error { e.image.Width(); return nil })
}

// close ends all of it, parents first.
func (e *everything) close() {
	claim := e.claim // what it shows is for one goroutine
	for _, end := range []func() error{
		e.store.Close, e.hub.Close, e.ring.Close, e.bus.Close, e.image.Close, claim.Commit,
		e.on.Close, e.probe.Close, e.cursor.Close, e.mark.Close,
	} {
		attempt(end)
	}
}

// expected: ok
// Finalizers of the program's own run on the package's values themselves, and keep them again.
func TestFinalizersOnThePackagesValues(t *testing.T) {
	begin(t)
	back := make(chan *everything, 10)
	for i := range 10 {
		func() {
			e := all(t)
			runtime.SetFinalizer(e, func(e *everything) { e.use(); back <- e })
			runtime.SetFinalizer(e.store, func(store *shapes.Store) { attempt(func() error { return store.Put(3) }) })
			runtime.SetFinalizer(e.ring, nil)
			runtime.SetFinalizer(e.on, (*shapes.Registration).Close)
			if i%2 == 0 {
				e.itself = nil
			}
		}()
	}
	for got := 0; got < 10; {
		runtime.GC()
		select {
		case e := <-back:
			got++
			e.use()
			runtime.GC()
			e.use()
			e.close()
			e.use()
		case <-time.After(time.Millisecond):
		}
	}
}

// expected: ok
// Garbage in circles is not finalized by Go where a member has a finalizer; by hand it ends in any order.
func TestEndedByHandInACircle(t *testing.T) {
	begin(t)
	for range 20 {
		e := all(t)
		e.itself = e
		e.finished = func(o *everything) { o.use() }
		ok(must(e.bus.Listen(func(string, int64) { e.finished(e) })).Close())
		var group sync.WaitGroup
		for range 3 {
			group.Add(2)
			go func() { defer group.Done(); e.use() }()
			go func() { defer group.Done(); e.close() }()
		}
		group.Wait()
		e.close()
	}
}

// expected: ok
// Copies of the values, made before and after the end: one object, however many stand for it.
func TestCopiesOfValues(t *testing.T) {
	begin(t)
	for range 20 {
		e := all(t)
		store, cursor, hub, ring, bus, on, image := *e.store, *e.cursor, *e.hub, *e.ring, *e.bus, *e.on, *e.image
		copies := &everything{store: &store, cursor: &cursor, mark: e.mark, hub: &hub, probe: e.probe, ring: &ring,
			claim: e.claim, bus: &bus, on: &on, image: &image}
		var group sync.WaitGroup
		for _, one := range []*everything{e, copies, e, copies} {
			group.Add(1)
			go func() {
				defer group.Done()
				one.use()
				runtime.GC()
				one.close()
			}()
		}
		group.Wait()
		refused(t, "closed", func() error { return store.Put(1) })
		refused(t, "closed", func() error { return hub.Put(1) })
		after := store
		refused(t, "closed", func() error { return after.Put(1) })
		ok(after.Close())
		// What was overwritten by another's copy is that one.
		one, two := must(shapes.OpenStore("1")), must(shapes.OpenStore("2"))
		*one = *two
		ok(one.Put(1))
		expect(t, two.Count() == 1, "count %d", two.Count())
		ok(two.Close())
		refused(t, "closed", func() error { return one.Put(1) })
	}
}

// expected: ok
// A closure that waits for those who end its registration and its object.
func TestAClosureIsStuckWhileItsObjectEnds(t *testing.T) {
	begin(t)
	for range 5 {
		bus := must(shapes.OpenBus())
		inside, ended := make(chan struct{}, 1), make(chan struct{})
		on := must(bus.On(func(what string, _ int64) {
			if what == "event" {
				inside <- struct{}{}
				<-ended
			}
		}))
		emitted := make(chan error, 1)
		go func() { emitted <- attempt(func() error { return bus.Emit(1) }) }()
		<-inside
		within(t, "the end of a registration whose closure is stuck", func() { attempt(on.Close) })
		within(t, "the end of an object whose closure is stuck", func() { attempt(bus.Close) })
		refused(t, "closed", func() error { return bus.Emit(2) })
		runtime.GC()
		close(ended)
		within(t, "the call of a closure that was stuck", func() { <-emitted })
	}
}

// expected: ok
// Many goroutines are stuck in closures, of calls and of registrations, and are let go after the end.
func TestManyAreStuckAtOnce(t *testing.T) {
	begin(t)
	stage, hub := must(shapes.OpenStage()), must(shapes.OpenHub("h"))
	open, entered := make(chan struct{}), make(chan struct{}, 1000)
	stuck := func() { entered <- struct{}{}; <-open }
	var group sync.WaitGroup
	for range 4 {
		must(stage.Join(shapes.ActorFunctions{
			Enter: func(string, int64) { stuck() }, Speak: func(string, int64) {},
		}))
	}
	for range 3 {
		group.Add(2)
		go func() {
			defer group.Done()
			attempt(func() error { _, err := hub.Each(func(int64) int64 { stuck(); return 0 }); return err })
		}()
		go func() { defer group.Done(); attempt(func() error { return stage.Play(1) }) }()
	}
	for range 6 {
		<-entered
	}
	within(t, "the end of a hub whose closures are stuck", func() { attempt(hub.Close) })
	within(t, "the end of a stage whose closures are stuck", func() { attempt(stage.Close) })
	refused(t, "closed", func() error { return stage.Play(2) })
	close(open)
	within(t, "what was stuck", group.Wait)
}

// expected: ok
// Objects end in other goroutines, and their closures panic as they are told so: that is what Close returns.
func TestClosuresPanicAtTheEnd(t *testing.T) {
	begin(t)
	var told atomic.Int64
	var group sync.WaitGroup
	for range 10 {
		bus := must(shapes.OpenBus())
		for range 2 {
			ok(bus.Follow(func(what string, _ int64) {
				told.Add(1)
				panic("mine: " + what)
			}))
		}
		group.Add(2)
		for range 2 {
			go func() {
				defer group.Done()
				attempt(bus.Close)
			}()
		}
	}
	group.Wait()
	expect(t, told.Load() == 20, "%d were told", told.Load())
	bus := must(shapes.OpenBus())
	ok(bus.Follow(func(string, int64) { panic("mine") }))
	refused(t, "mine", bus.Close)
}

// expected: ok
// Cleanups of the program's own hang on values, and end their children, parents and closures in their order.
func TestCleanupsEndOthers(t *testing.T) {
	begin(t)
	var cleaned atomic.Int64
	for range 10 {
		func() {
			e := all(t)
			type anchor struct{ padding [64]byte }
			one, two := new(anchor), new(anchor)
			runtime.AddCleanup(one, func(end func() error) { attempt(end); cleaned.Add(1) }, e.store.Close)
			runtime.AddCleanup(two, func(end func() error) { attempt(end); cleaned.Add(1) }, e.mark.Close)
			runtime.AddCleanup(e.bus, func(on *shapes.Registration) { attempt(on.Close); cleaned.Add(1) }, e.on)
			runtime.AddCleanup(e.cursor, func(store *shapes.Store) {
				attempt(func() error { return store.Put(9) })
				cleaned.Add(1)
			}, e.store)
			ok(e.image.Close())
			runtime.KeepAlive(one)
			runtime.KeepAlive(two)
		}()
	}
	for i := 0; i < 1000 && cleaned.Load() < 20; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
	expect(t, cleaned.Load() >= 20, "%d cleanups ran", cleaned.Load())
}
