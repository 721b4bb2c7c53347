// rule: 5, 6, 7. A closure outlives the last call of C, every shape of registering ends by itself,
// and panics arrive. FORM: what registers returns a registration, whose Close ends it.
package attacks

import (
	"errors"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.com/shapes"
)

// calls counts what a closure was called with.
type calls struct{ count, last atomic.Int64 }

func (c *calls) closure() shapes.Event {
	return func(_ string, number int64) {
		c.count.Add(1)
		c.last.Store(number)
	}
}

func (c *calls) are(t *testing.T, count, last int64) {
	t.Helper()
	expect(t, c.count.Load() == count && c.last.Load() == last, "called %d times, last with %d; expected %d and %d",
		c.count.Load(), c.last.Load(), count, last)
}

// expected: ok
func TestClosingEndsIt(t *testing.T) {
	begin(t)
	var seen calls
	bus := must(shapes.OpenBus())
	on := must(bus.On(seen.closure()))
	ok(bus.Emit(5))
	seen.are(t, 1, 5)
	ok(on.Close()) // the library says good-bye from within
	seen.are(t, 2, -1)
	ok(on.Close())
	ok(bus.Emit(6))
	seen.are(t, 2, -1)
	ok(bus.Close())
}

// expected: ok
func TestAReplacedOneDoesNotEndItsSuccessor(t *testing.T) {
	begin(t)
	var first, second calls
	bus := must(shapes.OpenBus())
	one := must(bus.On(first.closure()))
	two := must(bus.On(second.closure()))
	ok(one.Close())
	ok(bus.Emit(2))
	second.are(t, 1, 2)
	expect(t, first.last.Load() != 2, "a replaced closure was called")
	ok(two.Close())
	ok(bus.Close())
}

// expected: ok
func TestAClosureEndsItself(t *testing.T) {
	begin(t)
	bus := must(shapes.OpenBus())
	var own interface{ Close() error }
	count := 0
	own = must(bus.On(func(what string, _ int64) {
		if count++; what == "event" {
			ok(own.Close())
		}
	}))
	ok(bus.Emit(1))
	ok(bus.Emit(2))
	expect(t, count <= 2, "called %d times", count)
	// Closing the bus from within one of its closures: put off or refused.
	own = must(bus.On(func(what string, _ int64) {
		if what == "event" {
			attempt(bus.Close)
		}
	}))
	ok(bus.Emit(3))
	attempt(own.Close)
	attempt(bus.Close)
}

// expected: ok
func TestEndedWhileItRuns(t *testing.T) {
	begin(t)
	bus := must(shapes.OpenBus())
	inside, done := make(chan bool), make(chan error)
	var once sync.Once
	on := must(bus.On(func(what string, _ int64) {
		if what == "event" {
			once.Do(func() { close(inside) })
			time.Sleep(30 * time.Millisecond)
		}
	}))
	go func() { done <- bus.Emit(1) }()
	<-inside
	ok(on.Close())
	ok(<-done)
	ok(bus.Close())
}

// expected: ok
// Called after its end, and after the end of its bus: nobody is.
func TestLateCalls(t *testing.T) {
	begin(t)
	var seen, other calls
	bus := must(shapes.OpenBus())
	on := must(bus.On(seen.closure()))
	ok(bus.EmitLater(1, 20))
	ok(on.Close())
	next := must(bus.On(other.closure())) // may get what the first one had
	shapes.JoinThreads()
	expect(t, seen.last.Load() == -1, "a closure that was ended was called")
	expect(t, other.last.Load() != 1, "a closure got a call that was for another one")
	ok(bus.EmitLater(2, 20))
	ok(next.Close())
	ok(bus.Close())
	shapes.JoinThreads()
	expect(t, other.last.Load() == -1, "a closure was called after its bus")
	bus = must(shapes.OpenBus())
	ok(must(bus.On(seen.closure())).Close())
	ok(bus.EmitStale(9))
	expect(t, seen.last.Load() == -1, "a stale call arrived")
	ok(bus.Close())
}

// expected: ok
// What nobody keeps lives as long as its bus, or is ended by the collector: never called when freed.
func TestRegistrationsThatAreForgotten(t *testing.T) {
	begin(t)
	var seen calls
	bus := must(shapes.OpenBus())
	must(bus.On(seen.closure()))
	must(bus.Listen(seen.closure()))
	must(bus.Add(seen.closure()))
	for i := 0; i < 3; i++ {
		runtime.GC()
	}
	ok(bus.Emit(1))
	ok(bus.EmitLater(2, 10))
	ok(bus.Close())
	shapes.JoinThreads()
}

// expected: ok
func TestARefusedOneIsNotKept(t *testing.T) {
	begin(t)
	var seen calls
	bus := must(shapes.OpenBus())
	refused(t, "nobody may listen", func() error { _, err := bus.Refuse(seen.closure()); return err })
	refused(t, "that late", func() error { return shapes.Later(20000, seen.closure()) })
	ok(bus.Emit(1))
	seen.are(t, 0, 0)
	refused(t, "nil", func() error { _, err := bus.On(nil); return err })
	ok(bus.Close())
}

// expected: ok
func TestIdsAreGivenOutAgain(t *testing.T) {
	begin(t)
	var first, second calls
	bus := must(shapes.OpenBus())
	one, two := must(bus.Listen(first.closure())), must(bus.Listen(second.closure()))
	ok(one.Close())
	three := must(bus.Listen(first.closure())) // has the first one's id
	ok(one.Close())
	ok(bus.Emit(2))
	expect(t, first.last.Load() == 2 && second.last.Load() == 2, "%d %d", first.last.Load(), second.last.Load())
	ok(two.Close())
	ok(bus.Emit(3))
	expect(t, first.last.Load() == 3 && second.last.Load() == -1, "%d %d", first.last.Load(), second.last.Load())
	ok(three.Close())
	ok(bus.Close())
}

// expected: ok
func TestPairsAreToldApart(t *testing.T) {
	begin(t)
	var first, second calls
	bus := must(shapes.OpenBus())
	one, two := must(bus.Add(first.closure())), must(bus.Add(second.closure()))
	ok(one.Close())
	ok(bus.Emit(2))
	first.are(t, 0, 0)
	second.are(t, 1, 2)
	ok(two.Close())
	ok(bus.Close())
	one2, two2 := must(shapes.Watch(first.closure())), must(shapes.Watch(second.closure()))
	ok(one2.Close())
	ok(shapes.Announce(3))
	first.are(t, 0, 0)
	second.are(t, 2, 3)
	ok(two2.Close())
	told := must(shapes.Tell(first.closure()))
	ok(shapes.Announce(4))
	first.are(t, 1, 4)
	ok(told.Close())
}

// expected: ok
func TestOnceIsOnce(t *testing.T) {
	begin(t)
	var seen calls
	bus := must(shapes.OpenBus())
	ok(bus.Defer(seen.closure()))
	ok(bus.Emit(1))
	ok(bus.Emit(2))
	seen.are(t, 1, 1)
	ok(shapes.Later(5, seen.closure()))
	shapes.JoinThreads()
	seen.are(t, 2, 5)
	ok(shapes.Twice(seen.closure()))
	seen.are(t, 3, 1)
	ok(bus.Close())
}

// expected: ok
func TestUntilClosed(t *testing.T) {
	begin(t)
	var seen calls
	bus := must(shapes.OpenBus())
	ok(bus.Follow(seen.closure()))
	ok(bus.Follow(seen.closure()))
	ok(bus.Attach(seen.closure()))
	ok(bus.Attach(seen.closure())) // the first is destroyed
	ok(bus.Emit(4))
	seen.are(t, 3, 4)
	ok(bus.Close())
	seen.are(t, 5, 0)
}

// expected: ok
func TestHooksOfTheProcess(t *testing.T) {
	begin(t)
	var first, second calls
	logged := ""
	shapes.SetHook(first.closure())
	ok(shapes.RunHooks(1))
	shapes.SetHook(second.closure())
	ok(shapes.RunHooksElsewhere(2))
	first.are(t, 1, 1)
	second.are(t, 1, 2)
	shapes.SetHook(nil)
	shapes.SetLog(func(text string) { logged += text })
	ok(shapes.RunHooks(3))
	shapes.SetLog(nil)
	ok(shapes.RunHooks(4))
	second.are(t, 1, 2)
	expect(t, logged == "logged", "%q", logged)
	// One that replaces itself, or takes itself away, while it runs.
	shapes.SetLog(func(text string) { shapes.SetLog(nil); logged += text; runtime.GC() })
	ok(shapes.RunHooks(5))
	ok(shapes.RunHooks(6))
	expect(t, logged == "loggedlogged", "%q", logged)
	var group sync.WaitGroup
	for g := 0; g < 4; g++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for n := 0; n < 50; n++ {
				shapes.SetLog(func(string) {})
				shapes.SetHook(second.closure())
			}
		}()
	}
	group.Wait()
	shapes.SetLog(nil)
	shapes.SetHook(nil)
}

// expected: ok
// A hook that is set somewhere makes every function call back, unless the header says otherwise.
func TestHooksFromFunctionsThatTakeNoClosure(t *testing.T) {
	begin(t)
	var seen calls
	told := must(shapes.Tell(func(string, int64) { runtime.GC(); seen.count.Add(1) }))
	ok(shapes.Announce(1))
	expect(t, seen.count.Load() == 1, "called %d times", seen.count.Load())
	ok(told.Close())
}

// expected: ok
func TestThreadsOfC(t *testing.T) {
	begin(t)
	var seen calls
	var sum atomic.Int64
	bus := must(shapes.OpenBus())
	on := must(bus.On(seen.closure()))
	ok(bus.EmitElsewhere(3))
	seen.are(t, 1, 3)
	ok(on.Close())
	ok(bus.Close())
	ok(shapes.CallElsewhere(4, func(value int64) int64 { sum.Add(value); return 0 }))
	ok(shapes.CallCrowd(4, func(value int64) int64 { sum.Add(value); return 0 }))
	expect(t, sum.Load() == 6+4*1225, "sum %d", sum.Load())
}

// expected: ok
// Addresses are used again, and registrations are told apart all the same.
func TestManyRegistrationsAndAddresses(t *testing.T) {
	begin(t)
	shapes.ReuseAddresses(true)
	var group sync.WaitGroup
	for g := 0; g < 4; g++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for n := 0; n < 100; n++ {
				bus := must(shapes.OpenBus())
				var seen calls
				must(bus.On(seen.closure()))
				for k := 0; k < 3; k++ {
					ok(bus.Emit(int64(k)))
				}
				if seen.count.Load() != 3 {
					t.Errorf("called %d times", seen.count.Load())
				}
				ok(bus.Close())
			}
		}()
	}
	group.Wait()
}

// expected: ok
func TestPanicsArrive(t *testing.T) {
	begin(t)
	mine := errors.New("mine")
	doc, hub := must(shapes.OpenDoc("d")), must(shapes.OpenHub("h"))
	arrived := func(what string, err error) {
		t.Helper()
		expect(t, errors.Is(err, mine) || err != nil && strings.Contains(err.Error(), "mine"), "%s: %v", what, err)
	}
	arrived("each", attempt(func() error { return doc.Each(func(*shapes.Box, uint32) bool { panic(mine) }) }))
	arrived("map", attempt(func() error { _, err := shapes.MapNumber(func(int64) int64 { panic(mine) }, 1); return err }))
	arrived("crowd", attempt(func() error { return shapes.CallCrowd(3, func(int64) int64 { panic(mine) }) }))
	arrived("ticket", attempt(func() error { _, err := hub.Each(func(int64) int64 { panic(mine) }); return err }))
	expect(t, shapes.LiveOf(shapes.KindOther) == 0 || func() bool { collect(); return shapes.LiveOf(shapes.KindOther) == 0 }(),
		"the ticket of a call that failed is alive")
	bus := must(shapes.OpenBus())
	on := must(bus.On(func(what string, _ int64) {
		if what == "event" {
			panic(mine)
		}
	}))
	arrived("emit", attempt(func() error { return bus.Emit(1) }))
	ok(on.Close())
	arrived("once", attempt(func() error { ok(bus.Defer(func(string, int64) { panic(mine) })); return bus.Emit(1) }))
	ok(bus.Close())
	ok(doc.Close())
	ok(hub.Close())
}

// expected: ok
// Goexit, as of t.FailNow, cannot be stopped and must not unwind C: it ends the process, which says so.
func TestGoexitInAClosure(t *testing.T) {
	if os.Getenv("GOEXIT") != "" {
		shapes.MapNumber(func(int64) int64 { runtime.Goexit(); return 0 }, 1)
		return
	}
	begin(t)
	child := exec.Command(os.Args[0], "-test.run", "^TestGoexitInAClosure$")
	child.Env = append(os.Environ(), "GOEXIT=1")
	said, err := child.CombinedOutput()
	expect(t, err != nil && strings.Contains(string(said), "C cannot be unwound"), "%v: %s", err, said)
}

// expected: ok
func TestObjectsOfCallbacks(t *testing.T) {
	begin(t)
	store := must(shapes.OpenStore("s"))
	var kept *shapes.Store
	ok(store.With(func(inner *shapes.Store) {
		ok(inner.Put(1))
		kept = inner
		attempt(inner.Close)
	}))
	expect(t, store.Count() == 1, "count %d", store.Count())
	ok(store.Close())
	refused(t, "closed", func() error { kept.Count(); return nil })
	doc := must(shapes.OpenDoc("d"))
	var box *shapes.Box
	ok(doc.Each(func(part *shapes.Box, index uint32) bool { box = part; return index < 2 }))
	ok(doc.Close())
	expect(t, box == nil || box.W == 30, "a box of a callback is read after its end: %v", box)
}

// expected: ok
// While a call changes a document, its callback does not have it.
func TestUsedFromWithin(t *testing.T) {
	begin(t)
	doc := must(shapes.OpenDoc("d"))
	ok(doc.Update(func(box *shapes.Box) {
		box.X++
		refused(t, "the object is", func() error { return doc.Rename("other") }) // in use, then closed
		attempt(doc.Close)
	}))
	if attempt(func() error { doc.Name(); return nil }) == nil {
		ok(doc.Each(func(*shapes.Box, uint32) bool {
			refused(t, "in use", func() error { return doc.Rename("other") })
			return true
		}))
	}
	attempt(doc.Close)
}

// expected: ok
func TestTwoClosuresWithOneUserData(t *testing.T) {
	begin(t)
	var words []string
	spaces := uint32(0)
	ok(shapes.Parse("one  two ", func(word string) { words = append(words, word) }, func(n uint32) { spaces += n }))
	expect(t, len(words) == 2 && words[1] == "two" && spaces == 3, "%v %d", words, spaces)
	mine := errors.New("mine")
	for _, err := range []error{
		shapes.Parse("a b", func(string) { panic(mine) }, func(uint32) {}),
		shapes.Parse("a b", func(string) {}, func(uint32) { panic(mine) }),
	} {
		expect(t, errors.Is(err, mine), "a panic of one of two closures: %v", err)
	}
	refused(t, "nil", func() error { return shapes.Parse("a", nil, func(uint32) {}) })
	refused(t, "nil", func() error { return shapes.Parse("a", func(string) {}, nil) })
}
