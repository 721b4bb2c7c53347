// rule: 5, 6, 7. Records of function pointers are filled with closures, which end as others do;
// closures without user data are found by their thread, in the call alone.
package attacks

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"

	"example.com/shapes"
)

// acts are what an actor did.
type acts struct {
	lock sync.Mutex
	list []string
}

func (a *acts) closure(does string) shapes.Event {
	return func(what string, number int64) {
		a.lock.Lock()
		defer a.lock.Unlock()
		a.list = append(a.list, fmt.Sprintf("%s/%s %d", does, what, number))
	}
}

func (a *acts) actor() shapes.ActorFunctions {
	return shapes.ActorFunctions{Enter: a.closure("enter"), Speak: a.closure("speak"), Leave: a.closure("leave")}
}

func (a *acts) are(t *testing.T, expected ...string) {
	t.Helper()
	a.lock.Lock()
	defer a.lock.Unlock()
	expect(t, slices.Equal(a.list, expected), "acted %q; expected %q", a.list, expected)
	a.list = nil
}

// expected: ok
// Members of one type are told apart, and the record lasts as long as they do.
func TestEachMemberIsItsOwn(t *testing.T) {
	begin(t)
	var seen acts
	stage := must(shapes.OpenStage())
	joined := must(stage.Join(seen.actor()))
	runtime.GC()
	ok(stage.Play(1))
	ok(stage.PlayElsewhere(2))
	seen.are(t, "enter/enter 1", "speak/speak 1", "enter/enter 2", "speak/speak 2")
	ok(joined.Close())
	seen.are(t, "leave/leave -1")
	ok(joined.Close())
	silent := must(stage.Join(shapes.ActorFunctions{Enter: seen.closure("enter"), Speak: seen.closure("speak")}))
	ok(stage.Play(3))
	seen.are(t, "enter/enter 3", "speak/speak 3")
	ok(silent.Close())
	seen.are(t)
	ok(stage.Close())
}

// expected: ok
func TestActorsAreToldApart(t *testing.T) {
	begin(t)
	var first, second acts
	stage := must(shapes.OpenStage())
	one, two := must(stage.Join(first.actor())), must(stage.Join(second.actor()))
	ok(one.Close())
	ok(stage.Play(3))
	first.are(t, "leave/leave -1")
	second.are(t, "enter/enter 3", "speak/speak 3")
	three := must(stage.Join(first.actor())) // may get what the first one had
	ok(one.Close())
	ok(two.Close())
	ok(stage.Play(4))
	first.are(t, "enter/enter 4", "speak/speak 4")
	ok(three.Close())
	ok(stage.Close())
}

// expected: ok
func TestARefusedActorIsNotKept(t *testing.T) {
	begin(t)
	var seen acts
	stage := must(shapes.OpenStage())
	refused(t, "not good enough", func() error { _, err := stage.Audition(seen.actor()); return err })
	seen.are(t, "speak/audition 0")
	refused(t, "nil", func() error { _, err := stage.Join(shapes.ActorFunctions{}); return err })
	refused(t, "nil", func() error {
		_, err := stage.Join(shapes.ActorFunctions{Enter: seen.closure("enter")})
		return err
	})
	ok(stage.Play(1))
	seen.are(t)
	ok(stage.Close())
}

// expected: ok
// The stage is closed while actors are on it, by one of them too.
func TestTheStageIsClosedFirst(t *testing.T) {
	begin(t)
	var seen acts
	stage := must(shapes.OpenStage())
	joined := must(stage.Join(seen.actor()))
	ok(stage.Close())
	seen.are(t, "leave/leave -2")
	attempt(joined.Close)
	stage = must(shapes.OpenStage())
	actor := seen.actor()
	actor.Enter = func(string, int64) { attempt(stage.Close); runtime.GC() }
	must(stage.Join(actor))
	attempt(func() error { return stage.Play(1) })
	attempt(stage.Close)
}

// expected: ok
// C has the record by then.
func TestAPanicAsAnActorJoins(t *testing.T) {
	begin(t)
	var seen acts
	stage := must(shapes.OpenStage())
	actor := seen.actor()
	enter, count := actor.Enter, 0
	actor.Enter = func(what string, number int64) {
		if count++; count == 1 {
			panic("as it joins")
		}
		enter(what, number)
	}
	refused(t, "as it joins", func() error { _, err := stage.Enroll(actor); return err })
	runtime.GC()
	ok(stage.Play(1))
	seen.are(t, "enter/enter 1", "speak/speak 1")
	ok(stage.Close())
	seen.are(t, "leave/leave -2")
}

// expected: ok
func TestAnActorSendsItselfOff(t *testing.T) {
	begin(t)
	var seen acts
	stage := must(shapes.OpenStage())
	var own interface{ Close() error }
	actor := seen.actor()
	actor.Enter = func(string, int64) { ok(own.Close()); runtime.GC() }
	own = must(stage.Join(actor))
	ok(stage.Play(1))
	ok(stage.Play(2))
	seen.are(t, "leave/leave -1")
	expect(t, stage.Actors() == 0, "it is still there")
	ok(stage.Close())
}

// expected: ok
func TestJoiningRacesWithPlaying(t *testing.T) {
	begin(t)
	var seen acts
	stage := must(shapes.OpenStage())
	var all sync.WaitGroup
	for range 2 {
		all.Add(2)
		go func() {
			defer all.Done()
			for range 100 {
				ok(must(stage.Join(seen.actor())).Close())
			}
		}()
		go func() {
			defer all.Done()
			for i := range 100 {
				ok(stage.Play(int64(i)))
			}
		}()
	}
	all.Wait()
	ok(stage.Close())
}

// expected: ok
func TestAPanicOfAMemberArrives(t *testing.T) {
	begin(t)
	var seen acts
	stage := must(shapes.OpenStage())
	actor := seen.actor()
	actor.Speak = func(string, int64) { panic("mine") }
	joined := must(stage.Join(actor))
	refused(t, "mine", func() error { return stage.Play(1) })
	ok(joined.Close())
	ok(stage.Close())
}

func device(first byte) shapes.DeviceFunctions {
	return shapes.DeviceFunctions{
		Read: func(buffer []byte) int32 {
			for i := range buffer {
				buffer[i] = first
			}
			return int32(len(buffer))
		},
		Seek: func(to int64) int64 { return to },
	}
}

// expected: ok
// The player has the device until it calls what destroys it.
func TestADeviceLastsAsLongAsItsPlayer(t *testing.T) {
	begin(t)
	one, two := must(shapes.OpenPlayer(device(1))), must(shapes.OpenPlayer(device(2)))
	runtime.GC()
	expect(t, must(one.Play(20)) == 20 && must(two.Play(5)) == 10, "other numbers")
	ok(one.Close())
	runtime.GC()
	expect(t, must(two.Play(3)) == 6, "another number")
	ok(two.Close())
	lies := device(1)
	lies.Read = func([]byte) int32 { return 1<<31 - 1 }
	player := must(shapes.OpenPlayer(lies))
	refused(t, "gave", func() error { _, err := player.Play(3); return err })
	ok(player.Close())
	lies.Read = func([]byte) int32 { panic("mine") }
	player = must(shapes.OpenPlayer(lies))
	refused(t, "mine", func() error { _, err := player.Play(3); return err })
	ok(player.Close())
	must(shapes.OpenPlayer(device(3))) // the collector closes it
}

// expected: ok
// A closure belongs to the object that the call makes, from its first call to its last.
func TestWhatWatchesAnObjectEndsWithIt(t *testing.T) {
	begin(t)
	var seen acts
	refused(t, "no player", func() error { _, err := shapes.WatchedPlayer(seen.closure("watch"), true); return err })
	seen.are(t, "watch/opens 0")
	one := must(shapes.WatchedPlayer(seen.closure("one"), false))
	two := must(shapes.WatchedPlayer(seen.closure("two"), false))
	seen.are(t, "one/opens 0", "two/opens 0")
	must(one.Play(1))
	ok(one.Close())
	must(two.Play(2))
	seen.are(t, "one/plays 1", "one/closes -1", "two/plays 2")
	refused(t, "mine", must(shapes.WatchedPlayer(func(what string, _ int64) {
		if what == "closes" {
			panic("mine")
		}
	}, false)).Close)
	refused(t, "mine", func() error {
		player := must(shapes.WatchedPlayer(func(what string, _ int64) {
			if what == "plays" {
				panic("mine")
			}
		}, false))
		_, err := player.Play(1)
		ok(player.Close())
		return err
	})
	ok(two.Close())
	seen.are(t, "two/closes -1")
}

// expected: ok
func TestMembersOfOneCall(t *testing.T) {
	begin(t)
	var words []string
	gaps := uint32(0)
	parser := shapes.ParserFunctions{Word: func(word string) { words = append(words, word) }}
	ok(shapes.ParseWith("  one two  three ", parser))
	parser.Gap = func(spaces uint32) { gaps += spaces }
	ok(shapes.ParseWith(" four", parser))
	expect(t, slices.Equal(words, []string{"one", "two", "three", "four"}) && gaps == 1, "%q %d", words, gaps)
	parser.Word = nil
	refused(t, "nil", func() error { return shapes.ParseWith("a", parser) })
}

func ascending(a, b int32) int32 { return a - b }

// expected: ok
func TestAComparisonWithinAnother(t *testing.T) {
	begin(t)
	outer, calls := []int32{3, 1, 2}, 0
	ok(shapes.Sort(outer, func(a, b int32) int32 {
		calls++
		inner := []int32{a, b, 7}
		ok(shapes.Sort(inner, func(x, y int32) int32 { return y - x }))
		expect(t, inner[0] == 7, "%v", inner)
		return a - b
	}))
	expect(t, slices.Equal(outer, []int32{1, 2, 3}) && calls >= 2, "%v", outer)
}

// expected: ok
func TestComparisonsOnManyThreads(t *testing.T) {
	begin(t)
	var all sync.WaitGroup
	for _, sign := range []int32{1, -1, 1, -1} {
		all.Add(1)
		go func() {
			defer all.Done()
			for range 300 {
				values := []int32{5, 3, 9, 1}
				ok(shapes.Sort(values, func(a, b int32) int32 { runtime.Gosched(); return sign * (a - b) }))
				first := int32(1)
				if sign < 0 {
					first = 9
				}
				expect(t, values[0] == first, "%v", values)
			}
		}()
	}
	all.Wait()
}

// expected: ok
// C breaks its word: no closure is found, and none is harmed.
func TestAComparisonAfterItsCallOrElsewhere(t *testing.T) {
	begin(t)
	calls := 0
	ok(shapes.Sort([]int32{2, 1}, func(a, b int32) int32 { calls++; return a - b }))
	expect(t, shapes.CompareStale(2, 1) == 0, "a stale call arrived")
	expect(t, must(shapes.CompareElsewhere(ascending)) == 0, "a call from elsewhere arrived")
	expect(t, calls == 1, "called %d times", calls)
}

// expected: ok
func TestAComparisonThatPanics(t *testing.T) {
	begin(t)
	refused(t, "mine", func() error {
		return shapes.Sort([]int32{3, 2, 1}, func(int32, int32) int32 { panic(errors.New("mine")) })
	})
	expect(t, shapes.CompareStale(2, 1) == 0, "a stale call arrived")
	values := []int32{2, 1}
	ok(shapes.Sort(values, ascending))
	expect(t, values[0] == 1, "%v", values)
	refused(t, "nil", func() error { return shapes.Sort(values, nil) })
}

// expected: ok
func TestAComparisonSeesRecords(t *testing.T) {
	begin(t)
	doc := must(shapes.OpenDoc("d"))
	seen := 0
	must(doc.Largest(func(a, b *shapes.Box) int32 { seen++; return a.X - b.X }))
	expect(t, seen > 0, "not called")
	ok(doc.Close())
}

// expected: ok
// Each call has its own closure, also after one within it failed, was refused, or went to another goroutine.
func TestTheInnermostIsCalled(t *testing.T) {
	begin(t)
	var first, second, third int
	inThird := func(int32, int32) int32 { third++; panic(errors.New("third")) }
	inSecond := func(a, b int32) int32 {
		second++
		refused(t, "third", func() error { return shapes.Sort([]int32{2, 1}, inThird) })
		refused(t, "nil", func() error { return shapes.Sort([]int32{2, 1}, nil) })
		expect(t, must(shapes.CompareElsewhere(ascending)) == 0, "a call from elsewhere arrived")
		return b - a
	}
	outer := []int32{3, 1, 2}
	ok(shapes.Sort(outer, func(a, b int32) int32 {
		first++
		done := make(chan []int32)
		go func() {
			values := []int32{5, 9}
			ok(shapes.Sort(values, func(a, b int32) int32 { return b - a }))
			done <- values
		}()
		deep(2000)
		runtime.GC()
		expect(t, (<-done)[0] == 9, "another goroutine has another closure")
		inner := []int32{a, b, 7}
		ok(shapes.Sort(inner, inSecond))
		expect(t, inner[0] == 7, "%v", inner)
		return a - b
	}))
	expect(t, slices.Equal(outer, []int32{1, 2, 3}), "%v", outer)
	expect(t, first >= 2 && second == third && second > 0, "%d %d %d", first, second, third)
	expect(t, shapes.CompareStale(2, 1) == 0, "a stale call arrived")
}

// expected: ok
// What holds its own object is let go with the call.
func TestAComparisonHoldsNothingAfterwards(t *testing.T) {
	begin(t)
	for range 5 {
		store := must(shapes.OpenStore("s"))
		ok(shapes.Sort([]int32{2, 1}, func(a, b int32) int32 {
			attempt(func() error {
				return shapes.Sort([]int32{2, 1}, func(a, b int32) int32 { store.Count(); panic("inner") })
			})
			return a - b + int32(store.Count())
		}))
	}
}
