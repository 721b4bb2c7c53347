// rule: 1 to 8 and 14. Ways that no list had: finalizers of the program's own, cleanups during calls,
// values that nobody made, circles.
package attacks

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"example.com/shapes"
)

// expected: ok
// A finalizer uses the object that the program's own value had, and keeps it again.
func TestAFinalizerUsesTheObject(t *testing.T) {
	begin(t)
	type owner struct{ store *shapes.Store }
	seen := make(chan *shapes.Store, 1)
	func() {
		own := &owner{must(shapes.OpenStore("s"))}
		runtime.SetFinalizer(own, func(own *owner) {
			attempt(func() error { return own.store.Put(1) })
			seen <- own.store
		})
	}()
	var back *shapes.Store
	for back == nil {
		runtime.GC()
		select {
		case back = <-seen:
		case <-time.After(time.Millisecond):
		}
	}
	runtime.GC()
	attempt(func() error { return back.Put(2) })
	attempt(back.Close)
}

// expected: ok
// Both are garbage at once, with a circle around them, while calls run.
func TestCirclesAreCollected(t *testing.T) {
	begin(t)
	for i := range 50 {
		bus := must(shapes.OpenBus())
		var circle func(string, int64)
		circle = func(string, int64) { runtime.KeepAlive(circle); runtime.KeepAlive(bus) }
		must(bus.On(circle))
		store := must(shapes.OpenStore("s"))
		cursor := must(store.Walk())
		ok(bus.Emit(int64(i)))
		if i%3 == 0 {
			ok(bus.Close())
		}
		runtime.KeepAlive(cursor)
		runtime.GC()
		if i%3 != 0 {
			ok(bus.Close())
		}
	}
}

// expected: ok
func TestValuesThatNobodyMade(t *testing.T) {
	begin(t)
	attempt(new(shapes.Registration).Close)
	var none *shapes.Registration
	attempt(none.Close)
	refused(t, "closed", func() error { return reflect.New(reflect.TypeFor[shapes.Store]()).Interface().(*shapes.Store).Put(1) })
	stage := must(shapes.OpenStage())
	refused(t, "nil", func() error { _, err := stage.Join(shapes.ActorFunctions{}); return err })
	var typed shapes.Event
	refused(t, "nil", func() error {
		_, err := stage.Join(shapes.ActorFunctions{Enter: typed, Speak: typed})
		return err
	})
	joined := must(stage.Join(shapes.ActorFunctions{Enter: func(string, int64) {}, Speak: func(string, int64) {}}))
	copied := *joined
	ok(joined.Close())
	attempt(copied.Close)
	ok(stage.Close())
}

// expected: ok
// What writes values out, and reads them in again, makes no second owner.
func TestObjectsAreNotWrittenOut(t *testing.T) {
	begin(t)
	store := must(shapes.OpenStore("s"))
	var out bytes.Buffer
	if gob.NewEncoder(&out).Encode(store) == nil {
		read := new(shapes.Store)
		if gob.NewDecoder(&out).Decode(read) == nil {
			refused(t, "", func() error { return read.Put(1) })
		}
	}
	if text, err := json.Marshal(store); err == nil {
		read := new(shapes.Store)
		attempt(func() error { return json.Unmarshal(text, read) })
		refused(t, "", func() error { return read.Put(1) })
	}
	_ = fmt.Sprintf("%v %+v %#v %p", store, store, store, store)
	_ = reflect.DeepEqual(store, must(shapes.OpenStore("s")))
	ok(store.Put(1))
	ok(store.Close())
}

// expected: ok
func TestEndedByManyAtOnce(t *testing.T) {
	begin(t)
	for range 50 {
		bus := must(shapes.OpenBus())
		on := must(bus.Listen(func(string, int64) {}))
		var all sync.WaitGroup
		for range 4 {
			all.Add(2)
			go func() { defer all.Done(); attempt(on.Close) }()
			go func() { defer all.Done(); attempt(bus.Close) }()
		}
		all.Wait()
	}
}

// expected: ok
// A text of an earlier call is not why nothing was found.
func TestNothingSaysWhy(t *testing.T) {
	begin(t)
	refused(t, "as asked", func() error { return shapes.Fail(3, true) })
	_, err := shapes.SearchTicket(-1, false)
	expect(t, err != nil && !strings.Contains(err.Error(), "as asked"), "%v", err)
	_, err = shapes.SearchTicket(-7, true)
	expect(t, err != nil && strings.Contains(err.Error(), "no ticket has the number -7"), "%v", err)
	ok(must(shapes.SearchTicket(7, true)).Close())
}

// expected: ok
// Threads that Go ends, with goroutines locked to them, leave no closure behind.
func TestLockedThreadsThatEnd(t *testing.T) {
	begin(t)
	var all sync.WaitGroup
	for range 20 {
		all.Add(1)
		go func() {
			defer all.Done()
			runtime.LockOSThread() // never unlocked: the thread ends with the goroutine
			values := []int32{3, 1, 2}
			ok(shapes.Sort(values, func(a, b int32) int32 { return a - b }))
			expect(t, values[0] == 1, "%v", values)
			desk := must(shapes.OpenDesk("d"))
			ok(desk.Close())
		}()
	}
	all.Wait()
	expect(t, shapes.CompareStale(2, 1) == 0, "a stale call arrived")
}
