// rule: 1, 2. What an object keeps belongs to it, or it to that.
package attacks

import (
	"sync"
	"testing"
	"time"

	"example.com/shapes"
)

// expected: ok
func TestAnObjectsOwnAreKeptAndForgotten(t *testing.T) {
	begin(t)
	manor := must(shapes.OpenManor())
	one := must(manor.Wing(0).Welcome())
	other := must(manor.Wing(1).Welcome())
	ok(manor.Honour(one))
	ok(manor.Honour(nil))
	ok(manor.Honour(other))
	ok(manor.Seat([]*shapes.Lodger{one, other}))
	ok(manor.Wing(0).Host(one))
	ok(one.Praise(manor))
	expect(t, must(manor.Dine()) == 4, "all are kept")
	expect(t, must(one.Boast()) == 1, "the manor is kept")
	ok(one.Close())
	expect(t, must(manor.Dine()) == 2, "who left is forgotten")
	ok(other.Close())
	expect(t, must(manor.Dine()) == 0, "who left is forgotten")
	ok(manor.Close())
}

// expected: ok
// A stranger would be closed under the one that keeps it.
func TestStrangersAreNotKept(t *testing.T) {
	begin(t)
	manor, stranger := must(shapes.OpenManor()), must(shapes.OpenManor())
	own := must(manor.Wing(0).Welcome())
	lodger := must(stranger.Wing(0).Welcome())
	refused(t, "another one", func() error { return manor.Honour(lodger) })
	refused(t, "another one", func() error { return manor.Seat([]*shapes.Lodger{own, lodger}) })
	refused(t, "another one", func() error { return manor.Wing(0).Host(lodger) })
	refused(t, "another one", func() error { return own.Praise(stranger) })
	ok(manor.Greet(lodger))
	ok(lodger.Close())
	ok(stranger.Close())
	expect(t, must(manor.Dine()) == 0, "nobody is kept")
	expect(t, must(own.Boast()) == 0, "nothing is kept")
}

// expected: ok
// A wing does not hear of those who leave another wing.
func TestOfOneWholeIsNotEnough(t *testing.T) {
	begin(t)
	manor := must(shapes.OpenManor())
	one, other := manor.Wing(0), manor.Wing(1)
	lodger := must(other.Welcome())
	refused(t, "another one", func() error { return one.Host(lodger) })
	ok(manor.Wing(1).Host(lodger))
	ok(lodger.Close())
	expect(t, must(manor.Dine()) == 0, "nobody is kept")
}

// expected: ok
// What belongs to two keeps others off both, and goes together with each of them.
func TestWhatBelongsToTwoGoesWithEach(t *testing.T) {
	begin(t)
	manor, other := must(shapes.OpenManor()), must(shapes.OpenManor())
	alley := must(manor.Alley(other))
	for range 3 {
		ok(manor.Patrol(alley, 0))
		ok(other.Patrol(alley, 0))
		ok(alley.Sweep(manor))
		ok(alley.Sweep(other))
	}
	var both sync.WaitGroup
	refusals := 0
	for range 20 {
		both.Add(1)
		go func() { defer both.Done(); ok(manor.Patrol(alley, 20)) }()
		time.Sleep(5 * time.Millisecond)
		for _, call := range []func() error{
			func() error { return other.Honour(nil) },
			func() error { _, err := manor.Dine(); return err },
			func() error { return alley.Sweep(other) },
			func() error { return other.Patrol(alley, 0) },
		} {
			if attempt(call) != nil {
				refusals++
			}
		}
		both.Wait()
	}
	expect(t, refusals > 0, "nothing was refused")
	ok(other.Close())
	ok(manor.Patrol(alley, 0))
	ok(alley.Close())
	refused(t, "closed", func() error { return manor.Patrol(alley, 0) })
	ok(manor.Patrol(must(manor.Alley(must(shapes.OpenManor()))), 0))
	ok(manor.Honour(nil))
}

// expected: ok
func TestWhatBelongsToOneTwiceGoesWithIt(t *testing.T) {
	begin(t)
	manor, stranger := must(shapes.OpenManor()), must(shapes.OpenManor())
	refused(t, "in use", func() error { _, err := manor.Alley(manor); return err })
	alley := must(manor.Alley(must(shapes.OpenManor())))
	refused(t, "another one", func() error { return stranger.Patrol(alley, 0) })
	ok(stranger.Close())
	refused(t, "closed", func() error { return stranger.Patrol(alley, 0) })
	ok(manor.Patrol(alley, 0))
}
