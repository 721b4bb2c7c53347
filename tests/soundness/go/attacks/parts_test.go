// rule: 4, 5, 6. Closures of parts, of objects that count their owners, and of what waits for them.
package attacks

import (
	"sync"
	"testing"
	"time"

	"example.com/shapes"
)

// expected: ok
func TestPartsHaveClosuresOfTheirOwn(t *testing.T) {
	begin(t)
	organ := must(shapes.OpenOrgan())
	var heard [3]int64
	var guards []*shapes.Registration
	for i := range heard {
		guards = append(guards, must(organ.Pipe(uint32(i)).OnTurn(func(number int64) { heard[i] += number })))
	}
	collect()
	ok(organ.Turn(1))
	expect(t, heard == [3]int64{1, 1, 1}, "heard %v", heard)
	ok(guards[0].Close())
	ok(organ.Pipe(1).OffTurn())
	ok(guards[1].Close())
	ok(organ.Turn(10))
	expect(t, heard == [3]int64{1, 1, 11}, "heard %v", heard)
	ok(organ.Close())
}

// expected: ok
func TestOneObjectLentTwiceIsForOneThread(t *testing.T) {
	begin(t)
	organ := must(shapes.OpenOrgan())
	refusals := 0
	ok(organ.Pair(func(first, second *shapes.Pipe) {
		var both sync.WaitGroup
		errs := make([]error, 2)
		for i, pipe := range []*shapes.Pipe{first, second} {
			both.Add(1)
			go func() {
				defer both.Done()
				errs[i] = pipe.Work(300)
			}()
		}
		both.Wait()
		ok(first.Work(1))
		ok(second.Work(1))
		for _, err := range errs {
			if err != nil {
				refusals++
			}
		}
	}))
	expect(t, refusals > 0, "two threads used one pipe")
	ok(organ.Close())
}

// inTime ends the attack where something waits for ever.
func inTime(t *testing.T, action func()) {
	t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		action()
	}()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		panic("it waits for ever")
	}
}

// strike has a closure run something while another goroutine does something else that waits for it in C.
func strike(gong *shapes.Gong, meanwhile, inside func()) {
	started := make(chan struct{})
	must(gong.On(func(int64) {
		close(started)
		time.Sleep(50 * time.Millisecond)
		inside()
	}))
	var both sync.WaitGroup
	both.Add(1)
	go func() {
		defer both.Done()
		<-started
		meanwhile()
	}()
	ok(gong.Strike(1))
	both.Wait()
}

// expected: ok
func TestNothingWaitsForAClosureThatWaits(t *testing.T) {
	begin(t)
	nothing := func(int64) {}
	inTime(t, func() {
		gong := must(shapes.OpenGong())
		strike(gong, func() { must(gong.On(nothing)) }, func() { must(gong.OnEcho(nothing)) })
		ok(gong.Close())
		gong = must(shapes.OpenGong())
		strike(gong, func() { ok(gong.Off()) }, func() { must(gong.On(nothing)) })
		ok(gong.Close())
		gong = must(shapes.OpenGong())
		strike(gong, func() { must(gong.On(nothing)) }, func() { ok(gong.Off()) })
		ok(gong.Close())
	})
}

// expected: ok
func TestAnIDThatIsGivenAgainIsTheNextOnes(t *testing.T) {
	begin(t)
	var first, second calls
	bus := must(shapes.OpenBus())
	one := must(bus.Listen(first.closure()))
	ok(bus.Hush())
	two := must(bus.Listen(second.closure()))
	ok(one.Close())
	ok(bus.Emit(3))
	second.are(t, 1, 3)
	ok(two.Close())
	ok(bus.Close())
}

// expected: ok
func TestClosuresLastAsLongAsOneOwner(t *testing.T) {
	begin(t)
	badge := must(shapes.CreateBadge())
	again := must(badge.Again())
	sum := int64(0)
	one := must(badge.OnShow(func(number int64) { sum += number }))
	ok(badge.Close())
	ok(again.Show(1))
	expect(t, sum == 1, "a closure ended with one of two owners")
	third := must(again.Again())
	two := must(third.OnShow(func(number int64) { sum += 10 * number }))
	ok(one.Close()) // it was replaced, by way of another value
	ok(again.Show(1))
	expect(t, sum == 11, "sum is %d", sum)
	ok(two.Close())
	ok(third.Close())
	ok(again.Close())
}
