// rule: 3, 4. Kept alive until copied; one at a time where C says so.
package attacks

import (
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"example.com/shapes"
)

// expected: ok
// Closing waits for a call that runs, and the name is copied before the hub ends.
func TestAConcurrentCloseWaits(t *testing.T) {
	begin(t)
	for i := 0; i < 10; i++ {
		hub := must(shapes.OpenHub("mine"))
		got := make(chan string)
		go func() {
			name := ""
			attempt(func() error { name = hub.SlowName(); return nil })
			got <- name
		}()
		time.Sleep(5 * time.Millisecond)
		ok(hub.Close())
		if name := <-got; name != "mine" && name != "" {
			t.Errorf("the name of a hub that was closed meanwhile is %q", name)
		}
		other := must(shapes.OpenHub("OTHER"))
		ok(other.Close())
	}
}

// expected: ok
func TestTheCollectorWaits(t *testing.T) {
	begin(t)
	for i := 0; i < 5; i++ {
		name := must(shapes.OpenDoc(strings.Repeat("n", 1<<20))).Name()
		expect(t, name == strings.Repeat("n", 1<<20), "a name of %d bytes", len(name))
		text := must(shapes.OpenDoc("d")).Describe()
		expect(t, text == "document d with 3 pages", "%q", text)
	}
}

// expected: ok
// One goroutine at a time: the other is told that the object is in use.
func TestInUseByAnother(t *testing.T) {
	begin(t)
	store := must(shapes.OpenStore("s"))
	started, done := make(chan bool), make(chan error)
	go func() { close(started); done <- store.Work(100) }()
	<-started
	time.Sleep(20 * time.Millisecond)
	refused(t, "in use", func() error { return store.Put(1) })
	refused(t, "in use", func() error { store.Count(); return nil })
	ok(<-done)
	ok(store.Put(1))
	go func() { done <- store.Study(100) }()
	time.Sleep(20 * time.Millisecond)
	refused(t, "in use", func() error { return store.Put(1) })
	ok(<-done)
	ok(store.Close())
}

// expected: ok
// A walk reads its store: the two are one for other goroutines.
func TestFamiliesAreUsedByOneAtATime(t *testing.T) {
	begin(t)
	store := must(shapes.OpenStore("s"))
	cursor := must(store.Walk())
	done := make(chan error)
	go func() { done <- store.Work(100) }()
	time.Sleep(20 * time.Millisecond)
	refused(t, "in use", func() error { _, err := cursor.Next(); return err })
	ok(<-done)
	ok(cursor.Close())
	ok(store.Close())
}

// expected: ok
// Closing while a call runs: it waits, or is refused; the object ends once.
func TestClosingWhatIsInUse(t *testing.T) {
	begin(t)
	store := must(shapes.OpenStore("s"))
	done := make(chan error)
	go func() { done <- attempt(func() error { return store.Work(50) }) }()
	time.Sleep(10 * time.Millisecond)
	attempt(store.Close)
	<-done
	attempt(store.Close)
}

// expected: ok
func TestManyGoroutinesAndOneStore(t *testing.T) {
	begin(t)
	store := must(shapes.OpenStore("s"))
	var group sync.WaitGroup
	for i := 0; i < 8; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for n := 0; n < 200; n++ {
				attempt(func() error { return store.Put(1) })
				attempt(func() error { store.Count(); return nil })
			}
		}()
	}
	group.Wait()
	ok(store.Close())
}

// expected: ok
func TestOneObjectIsNotTwo(t *testing.T) {
	begin(t)
	one, two := must(shapes.OpenStore("1")), must(shapes.OpenStore("2"))
	ok(one.Put(1))
	ok(one.Swap(two))
	expect(t, two.Count() == 1, "count %d", two.Count())
	refused(t, "in use", func() error { return one.Swap(one) })
	ok(one.Put(2))
	ok(one.Close())
	ok(two.Close())
}

// expected: ok
func TestTheSafeAreShared(t *testing.T) {
	begin(t)
	hub := must(shapes.OpenHub("h"))
	var group sync.WaitGroup
	for i := 0; i < 4; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for n := 0; n < 50; n++ {
				ok(hub.Put(1))
				probe := must(hub.Walk())
				must(probe.Next())
				tap := must(probe.Mark())
				ok(probe.Close())
				tap.Value()
				ok(tap.Close())
			}
		}()
	}
	ok(hub.Wait(200, 10000))
	group.Wait()
	refused(t, "fewer than", func() error { return hub.Wait(1000, 1) })
	ok(hub.Close())
}

// expected: ok
// Confined objects are refused on another thread of the system.
func TestTheConfinedAreRefusedElsewhere(t *testing.T) {
	begin(t)
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	desk := must(shapes.OpenDesk("d"))
	ok(desk.Put(1))
	sheet := must(desk.Walk())
	done := make(chan bool)
	go func() { // a locked thread runs no other goroutine: this is another one
		refused(t, "thread", func() error { return desk.Put(1) })
		refused(t, "thread", func() error { desk.Count(); return nil })
		refused(t, "thread", func() error { _, err := sheet.Next(); return err })
		refused(t, "thread", desk.Close)
		close(done)
	}()
	<-done
	must(sheet.Next())
	ok(sheet.Close())
	ok(desk.Close())
}

// expected: ok
// Found by the collector, which runs elsewhere, it is freed by its own thread, at its next call.
func TestTheConfinedAreFreedAtHome(t *testing.T) {
	begin(t)
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	func() {
		sheet := must(must(shapes.OpenDesk("d")).Walk())
		must(sheet.Mark()).Value()
	}()
	for i := 0; i < 100 && shapes.Live() != 0; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
		ok(must(shapes.OpenDesk("next")).Close())
	}
	expect(t, shapes.Live() == 0, "%d are alive", shapes.Live())
}

// expected: ok
func TestChildrenOfOtherClasses(t *testing.T) {
	begin(t)
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	hub := must(shapes.OpenHub("h"))
	lane, pen := must(hub.Lane()), must(hub.Pen())
	ok(hub.Close())
	done := make(chan bool)
	go func() {
		expect(t, lane.Count() == 0, "a lane goes to another goroutine")
		refused(t, "thread", func() error { pen.Count(); return nil })
		close(done)
	}()
	<-done
	expect(t, pen.Count() == 0, "count")
	ok(lane.Close())
	ok(pen.Close())
}
