// rule: 5, 6, 7. Closures that C keeps: who ends them, in which order, and what they answer C.
package attacks

import (
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.com/shapes"
)

// atOnce runs calls in goroutines of their own, each a little after the one before.
func atOnce(calls ...func()) {
	var all sync.WaitGroup
	for _, call := range calls {
		all.Add(1)
		go func() {
			defer all.Done()
			call()
		}()
		time.Sleep(30 * time.Millisecond)
	}
	all.Wait()
}

func agrees(int64) error { return nil }

// expected: ok
func TestTheOneThatCHasLastIsCalled(t *testing.T) {
	begin(t)
	var first, second *shapes.Registration
	var seen atomic.Int64
	// The first lingers in C, while the second takes its place there.
	atOnce(
		func() { first = must(shapes.UmpireOn(agrees, 150)) },
		func() { second = must(shapes.UmpireOn(func(n int64) error { seen.Add(n); return nil }, 0)) },
	)
	expect(t, shapes.Umpire(4) == 0 && seen.Load() == 4, "the second was called for %d", seen.Load())
	ok(first.Close())
	expect(t, shapes.Umpire(5) == 0 && seen.Load() == 9, "the second was called for %d", seen.Load())
	ok(second.Close())
	expect(t, shapes.Umpire(6) == -1, "nobody is there")
}

// Both come from within closures, where nobody waits: C has the second, and the first is done last.
// expected: ok
func TestTwoThatClosuresRegisterAtOnce(t *testing.T) {
	begin(t)
	var seen [2]atomic.Int64
	var kept [2]*shapes.Registration
	ok(shapes.SetHook(func(_ string, number int64) {
		sum, linger := &seen[number], uint32(150*(1-number))
		kept[number] = must(shapes.UmpireOn(func(n int64) error { sum.Add(n); return nil }, linger))
	}))
	atOnce(func() { ok(shapes.RunHooks(0)) }, func() { ok(shapes.RunHooks(1)) })
	ok(shapes.SetHook(nil))
	expect(t, shapes.Umpire(4) == 0 && seen[1].Load() == 4, "the second was called for %d", seen[1].Load())
	ok(kept[0].Close())
	expect(t, shapes.Umpire(5) == 0 && seen[1].Load() == 9, "the second was called for %d", seen[1].Load())
	ok(kept[1].Close())
	expect(t, shapes.Umpire(6) == -1, "nobody is there")
}

// expected: ok
func TestTheHookThatCHasLastIsCalled(t *testing.T) {
	begin(t)
	var seen atomic.Int64
	atOnce(
		func() { ok(shapes.SetSlogan(func(int64) {}, false, 150)) },
		func() { ok(shapes.SetSlogan(func(n int64) { seen.Add(n) }, false, 0)) },
	)
	ok(shapes.RunSlogan(4))
	expect(t, seen.Load() == 3, "the second was called for %d", seen.Load())
	ok(shapes.SetSlogan(nil, false, 0))
}

// expected: ok
func TestAHookThatCRefusesLeavesTheOneBefore(t *testing.T) {
	begin(t)
	var first, second atomic.Int64
	ok(shapes.SetSlogan(func(n int64) { first.Add(n) }, false, 0))
	refused(t, "the slogan stays", func() error {
		return shapes.SetSlogan(func(n int64) { second.Add(n) }, true, 0)
	})
	ok(shapes.RunSlogan(4))
	expect(t, first.Load() == 3 && second.Load() == -1, "called for %d and %d", first.Load(), second.Load())
	ok(shapes.SetSlogan(nil, false, 0))
	ok(shapes.RunSlogan(5))
	expect(t, first.Load() == 3, "called for %d", first.Load())
}

// expected: ok
func TestAHookThatReplacesItself(t *testing.T) {
	begin(t)
	var first, second int
	ok(shapes.SetSlogan(func(n int64) {
		first++
		if n >= 0 {
			ok(shapes.SetSlogan(func(int64) { second++ }, false, 0))
			runtime.GC()
		}
	}, false, 0))
	ok(shapes.RunSlogan(1))
	ok(shapes.RunSlogan(2))
	expect(t, first == 2 && second == 2, "called %d and %d times", first, second)
	ok(shapes.SetSlogan(nil, false, 0))
}

// expected: ok
// C calls it as it comes.
func TestAHookThatAnotherTakesThePlaceOfAsItComes(t *testing.T) {
	begin(t)
	var first, second atomic.Int64
	ok(shapes.SetSlogan(func(n int64) {
		if n < 0 {
			ok(shapes.SetSlogan(func(n int64) { second.Add(n) }, false, 0))
		}
		first.Add(n)
	}, false, 0))
	ok(shapes.RunSlogan(4)) // the first came last
	expect(t, first.Load() == 3 && second.Load() == -1, "called for %d and %d", first.Load(), second.Load())
	ok(shapes.SetSlogan(nil, false, 0))
}

// expected: ok
func TestWhatHasEndedAnswersWithAFailure(t *testing.T) {
	begin(t)
	on := must(shapes.UmpireOn(agrees, 0))
	ok(on.Close())
	answer := shapes.UmpireStale(2)
	expect(t, answer != 0 && answer != -1, "C was told %d", answer)
}

// expected: ok
func TestRefusedAfterItWasCalled(t *testing.T) {
	begin(t)
	var seen int64
	one := must(shapes.UmpireOn(func(n int64) error { seen = n; return nil }, 0))
	refused(t, "this umpire says 3", func() error {
		_, err := shapes.UmpireElect(func(int64) error { return shapes.ErrInvalid })
		return err
	})
	expect(t, shapes.Umpire(1) == 0 && seen == 1, "the one before was called for %d", seen)
	ok(one.Close())
	refused(t, "its own", func() error {
		_, err := shapes.UmpireElect(func(int64) error { panic("its own") })
		return err
	})
}

// ended counts the closures whose memory went.
func watched(seen *atomic.Int64, ended *atomic.Int64) func(int64) {
	held := new([64]byte)
	runtime.SetFinalizer(held, func(*[64]byte) { ended.Add(1) })
	return func(n int64) { seen.Add(n + int64(held[0])) }
}

func comesTo(t *testing.T, count *atomic.Int64, wanted int64) {
	t.Helper()
	for i := 0; i < 400 && count.Load() != wanted; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
	expect(t, count.Load() == wanted, "%d closures ended; expected %d", count.Load(), wanted)
}

// expected: ok
func TestAHookThatAnotherTookThePlaceOfIsGone(t *testing.T) {
	begin(t)
	var seen, ended atomic.Int64
	ok(shapes.SetSlogan(watched(&seen, &ended), false, 0))
	ok(shapes.SetSlogan(watched(&seen, &ended), false, 0))
	ok(shapes.SetSlogan(watched(&seen, &ended), false, 0))
	comesTo(t, &ended, 2)
	ok(shapes.SetSlogan(nil, false, 0))
	comesTo(t, &ended, 3)
}

// expected: ok
func TestCEndsItAfterAllOwnersHere(t *testing.T) {
	begin(t)
	var seen, ended atomic.Int64
	beacon := must(shapes.CreateBeacon())
	ok(beacon.Watch(watched(&seen, &ended)))
	ok(beacon.CoastKeep())
	ok(beacon.Close())
	runtime.GC()
	ok(shapes.CoastLight(2))
	expect(t, seen.Load() == 2 && ended.Load() == 0, "seen %d, ended %d", seen.Load(), ended.Load())
	ok(shapes.CoastClear())
	comesTo(t, &ended, 1)
	beacon = must(shapes.CreateBeacon())
	ok(beacon.Watch(watched(&seen, &ended)))
	ok(beacon.Close()) // destroyed within
	comesTo(t, &ended, 2)
}

// expected: ok
func TestThePartsOfAWholeEndWithIt(t *testing.T) {
	begin(t)
	var seen, ended atomic.Int64
	loom := must(shapes.OpenLoom())
	shaft := loom.Shaft(0)
	ok(shaft.Follow(watched(&seen, &ended)))
	ok(shaft.Inner().Follow(watched(&seen, &ended)))
	ok(loom.Shaft(1).Follow(watched(&seen, &ended)))
	shaft = nil
	runtime.GC()
	ok(loom.Turn(3))
	expect(t, seen.Load() == 9 && ended.Load() == 0, "seen %d, ended %d", seen.Load(), ended.Load())
	ok(loom.Close())
	comesTo(t, &ended, 3)
}

// expected: ok
func TestTwoRegistrationsTakeEachOthersPlace(t *testing.T) {
	begin(t)
	one, other := must(shapes.OpenBus()), must(shapes.OpenBus())
	var seen calls
	var kept [2]*shapes.Registration
	swap := func(what string, _ int64) {
		if what == "event" {
			kept = [2]*shapes.Registration{must(other.On(seen.closure())), must(one.On(seen.closure()))}
		}
	}
	kept = [2]*shapes.Registration{must(one.On(swap)), must(other.On(swap))}
	ok(one.Emit(1))
	ok(one.Emit(2))
	ok(other.Emit(3))
	seen.are(t, 2, 3)
	for _, each := range kept {
		ok(each.Close())
	}
	ok(one.Close())
	ok(other.Close())
}

// expected: ok
func TestRegisteredWhileItCloses(t *testing.T) {
	begin(t)
	for range 50 {
		bus := must(shapes.OpenBus())
		var all sync.WaitGroup
		for _, call := range []func() error{
			func() error { _, err := bus.On(func(string, int64) {}); return err },
			func() error { _, err := bus.Listen(func(string, int64) {}); return err },
			bus.Close,
		} {
			all.Add(1)
			go func() { defer all.Done(); _ = attempt(call) }()
		}
		all.Wait()
	}
}

// expected: ok
func TestCountedOnesComeAndGo(t *testing.T) {
	begin(t)
	badge := must(shapes.CreateBadge())
	_ = must(badge.OnShow(func(int64) {}))
	var stops atomic.Bool
	var all sync.WaitGroup
	for range 2 {
		all.Add(1)
		go func() {
			defer all.Done()
			for !stops.Load() {
				again := must(badge.Again())
				_ = must(again.OnShow(func(int64) {}))
				ok(again.Close())
			}
		}()
	}
	for range 200 {
		ok(must(badge.Again()).Close())
		ok(badge.OffShow())
	}
	stops.Store(true)
	all.Wait()
	ok(badge.Close())
}
