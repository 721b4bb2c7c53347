// rule: 1, 2, 4. An object that comes in more than one way is one object all the same.
package attacks

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"example.com/shapes"
)

// oneIsRefused makes two calls at the same time.
func oneIsRefused(t *testing.T, one, other func() error) {
	t.Helper()
	done := make(chan error)
	for _, call := range []func() error{one, other} {
		go func(call func() error) { done <- attempt(call) }(call)
	}
	first, second := <-done, <-done
	if first == nil {
		first, second = second, first
	}
	expect(t, first != nil && strings.Contains(first.Error(), "in use") && second == nil, "%v, %v", first, second)
}

// expected: ok
func TestWhatIsBorrowedTwiceIsUsedByOne(t *testing.T) {
	begin(t)
	fair := must(shapes.OpenFair())
	one, other := fair.Booth(), fair.Booth()
	oneIsRefused(t, func() error { return one.Work(100) }, func() error { return other.Work(100) })
	samples := one.Samples()
	ok(other.Move())
	expect(t, len(samples) == 4 && samples[0] == 0, "%v", samples)
	ok(one.Close())
	ok(other.Close())
	ok(fair.Close())
}

// expected: ok
func TestWhatIsCountedIsUsedByOne(t *testing.T) {
	begin(t)
	one, other := must(shapes.SharedBrush()), must(shapes.SharedBrush())
	oneIsRefused(t, func() error { return one.Work(100) }, func() error { return other.Work(100) })
	ok(one.Close())
	ok(other.Close())
}

// expected: ok
func TestWhatIsLentWaitsForOthers(t *testing.T) {
	begin(t)
	fair := must(shapes.OpenFair())
	var stall *shapes.Stall
	ok(fair.Tour(func(lent *shapes.Stall) {
		stall = lent
		go func() { _ = attempt(func() error { return lent.Work(100) }) }()
		time.Sleep(20 * time.Millisecond)
	}))
	refused(t, "closed", func() error { return stall.Work(1) })
	var guest *shapes.Guest
	ok(fair.Greet(func(lent *shapes.Guest) {
		guest = lent
		go func() { _ = attempt(func() error { return lent.Wait(100) }) }()
		time.Sleep(20 * time.Millisecond)
	}))
	refused(t, "closed", func() error { return guest.Wait(1) })
	ok(fair.Close())
}

// expected: ok
func TestWhatIsBorrowedOrLentIsNotTakenOver(t *testing.T) {
	begin(t)
	fair := must(shapes.OpenFair())
	host := fair.Host()
	refused(t, "belongs to another", func() error { return fair.Seat(host) })
	refused(t, "belongs to another", host.Leave)
	ok(host.Close())
	ok(fair.Greet(func(guest *shapes.Guest) {
		refused(t, "belongs to another", guest.Leave)
		refused(t, "belongs to another", func() error { return fair.Seat(guest) })
	}))
	ok(fair.Seat(must(shapes.OpenGuest())))
	ok(must(shapes.OpenGuest()).Leave())
	ok(fair.Close())
}

// expected: ok
func TestWhatIsCountedIsKeptInItsThread(t *testing.T) {
	begin(t)
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	brush, store := must(shapes.CreateBrush()), must(shapes.OpenStore("s"))
	ok(store.Test(brush))
	expect(t, brush.Strokes() == 1, "%d strokes", brush.Strokes())
	ok(store.Close())
	ok(brush.Close())
	pot, board := must(shapes.CreatePot()), must(shapes.OpenBoard())
	ok(board.Place(pot))
	done := make(chan bool)
	go func() {
		runtime.LockOSThread()
		refused(t, "thread", board.Close)
		refused(t, "thread", func() error { pot.References(); return nil })
		done <- true
	}()
	<-done
	expect(t, pot.References() == 2, "%d", pot.References())
	ok(board.Close())
	expect(t, pot.References() == 1, "%d", pot.References())
	ok(pot.Close())
}
