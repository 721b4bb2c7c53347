// rule: 14. Handles are not values.
package attacks

import (
	"sync"
	"testing"
	"time"

	"example.com/shapes"
)

// expected: ok
func TestZeroValuesAndNil(t *testing.T) {
	begin(t)
	refused(t, "closed", func() error { return new(shapes.Store).Put(1) })
	refused(t, "closed", func() error { new(shapes.Hub).Count(); return nil })
	refused(t, "closed", func() error { var hub shapes.Hub; return hub.Put(1) })
	refused(t, "", func() error { var none *shapes.Store; return none.Put(1) })
	ok(new(shapes.Store).Close())
	hub := must(shapes.OpenHub("h"))
	refused(t, "", func() error { return hub.Submit(nil) })
	refused(t, "", func() error { return hub.Submit(new(shapes.Ticket)) })
	ok(hub.Offer(nil))
	expect(t, hub.Inspect(nil) == -1, "no ticket")
	expect(t, hub.Find(-1) == nil, "no ticket is nil")
	ok(hub.Close())
}

// expected: ok
// A copy of the struct shares the object, and closing both is closing once.
func TestCopiesOfTheStruct(t *testing.T) {
	begin(t)
	store := must(shapes.OpenStore("s"))
	copied := *store
	ok(store.Close())
	if err := attempt(func() error { return copied.Put(1) }); err == nil {
		expect(t, shapes.Faults() == 0, "a copy used a closed object")
	}
	attempt(copied.Close)
	attempt(store.Close)
	hub := must(shapes.OpenHub("h"))
	again := *hub
	var group sync.WaitGroup
	for _, one := range []*shapes.Hub{hub, &again} {
		group.Add(1)
		go func() { defer group.Done(); attempt(one.Close) }()
	}
	group.Wait()
}

// expected: ok
func TestConsumedOnce(t *testing.T) {
	begin(t)
	hub := must(shapes.OpenHub("h"))
	ticket := must(shapes.CreateTicket(1))
	ok(hub.Submit(ticket))
	refused(t, "closed", func() error { return hub.Submit(ticket) })
	refused(t, "closed", func() error { ticket.Number(); return nil })
	ok(ticket.Close())
	refused(t, "", func() error { return hub.Submit(must(shapes.CreateTicket(-5))) })
	expect(t, shapes.Live() == 1, "%d are alive", shapes.Live())
	ok(hub.Close())
}

// expected: ok
func TestConsumingRaces(t *testing.T) {
	begin(t)
	hub := must(shapes.OpenHub("h"))
	for i := 0; i < 5; i++ {
		ticket := must(shapes.CreateTicket(1))
		var group sync.WaitGroup
		for _, call := range []func() error{
			func() error { return hub.Submit(ticket) },
			func() error { return hub.Submit(ticket) },
			func() error { time.Sleep(2 * time.Millisecond); return ticket.Close() },
			func() error { ticket.Number(); return nil },
		} {
			group.Add(1)
			go func() { defer group.Done(); attempt(call) }()
		}
		group.Wait()
	}
	ok(hub.Close())
}

// expected: ok
// A store that somebody else walks is not taken over: FFI_CONSUMED of a child with a child of its own.
func TestConsumedWithChildren(t *testing.T) {
	begin(t)
	store := must(shapes.OpenStore("s"))
	cursor := must(store.Walk())
	mark := must(cursor.Mark())
	// Either refused, or taken over when nobody needs it any more.
	attempt(func() error { return store.Absorb(cursor) })
	attempt(func() error { mark.Value(); return nil })
	ok(mark.Close())
	cursor.Close()
	ok(store.Close())
}
