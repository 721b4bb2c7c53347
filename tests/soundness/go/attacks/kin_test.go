// rule: 1, 2. What an object keeps belongs to it, or it to that.
package attacks

import (
	"runtime"
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
// What is where another one is has not what belongs to that.
func TestOfOnePlaceIsNotEnough(t *testing.T) {
	begin(t)
	manor := must(shapes.OpenManor())
	porch := manor.Porch()
	lodger, own := must(manor.Wing(0).Welcome()), must(porch.Rest())
	refused(t, "another one", func() error { return porch.Host(lodger) })
	ok(porch.Host(own))
	ok(manor.Honour(own))
	expect(t, must(manor.Dine()) == 2, "the guest is kept twice")
	ok(lodger.Close())
	ok(own.Close())
	expect(t, must(manor.Dine()) == 0, "who left is forgotten")
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

// expected: ok
// The collector chose when to end what belongs to two: calls on either wait for that.
func TestEndsOfWhatBelongsToTwoAreWaitedFor(t *testing.T) {
	begin(t)
	manor, other := must(shapes.OpenManor()), must(shapes.OpenManor())
	for range 300 {
		for range 10 {
			must(manor.Alley(other))
			must(other.Alley(manor))
		}
		runtime.GC()
		for range 50 {
			ok(other.Honour(nil))
			ok(manor.Honour(nil))
		}
	}
}

// expected: ok
// What C lends goes together with what belongs to two, wherever it stands.
func TestWhatIsLentGoesWithWhatBelongsToTwo(t *testing.T) {
	begin(t)
	host, one, other := must(shapes.OpenManor()), must(shapes.OpenManor()), must(shapes.OpenManor())
	guest, own := must(host.Wing(0).Welcome()), must(one.Wing(0).Welcome())
	ok(host.Honour(guest))
	alley := must(one.Alley(other))
	ok(alley.Parade(one, other, guest, own))
	calls := 0
	ok(host.Introduce(func(lodger *shapes.Lodger) {
		calls++
		ok(alley.Parade(one, other, lodger, own))
		ok(alley.Parade(other, one, own, lodger))
		ok(alley.Parade(one, other, lodger, lodger))
	}))
	expect(t, calls == 1, "the guest is shown")
	ok(guest.Close())
	ok(own.Close())
	ok(alley.Close())
	for _, manor := range []*shapes.Manor{host, one, other} {
		ok(manor.Honour(nil))
		ok(manor.Close())
	}
}

// expected: ok
// Two who leave, each of whom has a word with the other's manor: one is refused.
func TestEndsThatWaitForEachOther(t *testing.T) {
	begin(t)
	one, other := must(shapes.OpenManor()), must(shapes.OpenManor())
	refusals := 0
	for range 10 {
		leaving := []*shapes.Lodger{must(one.Wing(0).Welcome()), must(other.Wing(0).Welcome())}
		errors := make([]error, 2)
		ok(leaving[0].Farewell(func() { errors[0] = other.Honour(nil) }))
		ok(leaving[1].Farewell(func() { errors[1] = one.Honour(nil) }))
		var both sync.WaitGroup
		for _, lodger := range leaving {
			both.Add(1)
			go func() { defer both.Done(); ok(lodger.Close()) }()
		}
		both.Wait()
		for _, err := range errors {
			if err != nil {
				refusals++
			}
		}
	}
	expect(t, refusals <= 10, "one of the two goes on")
	ok(one.Honour(nil))
	ok(other.Honour(nil))
}

// expected: ok
func TestWhatBelongsToTwoIsGivenAwayBesideOne(t *testing.T) {
	begin(t)
	manor, other, stranger := must(shapes.OpenManor()), must(shapes.OpenManor()), must(shapes.OpenManor())
	for range 3 {
		alley := must(manor.Alley(other))
		ok(alley.Extend(must(manor.Alley(other))))
		ok(alley.Extend(must(other.Alley(manor))))
		foreign := must(manor.Alley(stranger))
		refused(t, "another one", func() error { return alley.Extend(foreign) })
		ok(alley.Demolish(other))
		ok(must(manor.Alley(other)).Demolish(manor))
		ok(must(manor.Alley(other)).Demolish(stranger))
		ok(foreign.Close())
	}
	expect(t, must(manor.Dine())+must(other.Dine()) == 0, "nobody is kept")
}

// expected: ok
func TestWhatIsLentIsNotInUseByTheClosure(t *testing.T) {
	begin(t)
	manor, calls := must(shapes.OpenManor()), 0
	ok(manor.Announce(func(lodger *shapes.Lodger) {
		expect(t, must(lodger.Boast()) == 0, "nothing is kept")
		calls++
	}))
	lodger := must(manor.Wing(0).Welcome())
	ok(manor.Honour(lodger))
	expect(t, must(manor.Dine()) == 1, "who is honoured dines")
	expect(t, calls == 1, "who is honoured is shown")
	ok(lodger.Close())
	ok(manor.Close())
}

// expected: ok
// What was borrowed of an object ends as that is given away; what was made of it keeps it.
func TestWhatWasBorrowedEndsWithWhatIsGivenAway(t *testing.T) {
	begin(t)
	manor := must(shapes.OpenManor())
	for range 3 {
		other := must(shapes.OpenManor())
		wing, porch := other.Wing(0), other.Porch()
		lodger := must(wing.Welcome())
		refused(t, "in use", func() error { return manor.Annex(other) })
		ok(wing.Host(lodger))
		ok(lodger.Close())
		ok(manor.Annex(other))
		refused(t, "closed", func() error { _, err := wing.Welcome(); return err })
		refused(t, "closed", func() error { _, err := porch.Rest(); return err })
		refused(t, "closed", func() error { return other.Honour(nil) })
	}
	ok(manor.Close())
}
