// rule: 15. What calls back is not known from one header: a hook that another package set is called.
package attacks

import (
	"runtime"
	"testing"

	"example.com/announcer"
	"example.com/shapes"
	"example.com/teller"
)

// expected: ok
func TestAHookOfAnotherModule(t *testing.T) {
	begin(t)
	count := 0
	teller.Tell(func(string, int64) { runtime.GC(); count++ })
	expect(t, announcer.Announce(1) == 0, "announced")
	teller.TellNobody() // FORM: or the registration's Close
	expect(t, count == 1, "called %d times", count)
}

// expected: ok
// C knows singers by their user data alone, and keeps the records.
func TestSingersOfTwoModules(t *testing.T) {
	begin(t)
	silent := func(string, int64) {}
	count := 0
	var ours []*shapes.Registration
	var theirs []*teller.Registration
	for range 4 {
		ours = append(ours, must(shapes.ChoirJoin(shapes.ActorFunctions{Enter: silent, Speak: func(string, int64) { count++ }})))
		_, joined, err := teller.ChoirJoin(teller.ActorFunctions{Enter: silent, Speak: func(string, int64) { count = -100 }})
		ok(err)
		theirs = append(theirs, joined)
	}
	for _, each := range theirs {
		ok(each.Close())
	}
	runtime.GC()
	ok(shapes.ChoirSing(1))
	expect(t, count == 4, "called %d times", count)
	for _, each := range ours {
		ok(each.Close())
	}
}
