// rule: 15. What calls back is not known from one header: a hook that another package set is called.
package attacks

import (
	"runtime"
	"testing"

	"example.com/announcer"
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
