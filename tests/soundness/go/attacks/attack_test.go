// Package attacks tries to break what the emitted module promises, from code that imports neither
// unsafe nor raw. The functions here run an attack and say what the library saw of it.
package attacks

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"example.com/shapes"
)

// begin starts an attack: when it ends, nothing may be alive, and the library must have nothing to say.
func begin(t *testing.T) {
	t.Helper()
	shapes.ReuseAddresses(os.Getenv("SHAPES_REUSE") != "")
	t.Cleanup(func() {
		shapes.JoinThreads()
		collect()
		switch {
		case shapes.Faults() != 0:
			fmt.Println("FAULT:", shapes.FirstFault())
		case shapes.Live() != 0:
			fmt.Println("LEAK:", shapes.Live(), "objects are alive")
		case shapes.Registrations() != 0:
			fmt.Println("KEPT:", shapes.Registrations(), "functions are registered")
		default:
			fmt.Println("SOUND")
		}
	})
}

// collect lets the collector find all that nobody has any more.
func collect() {
	for i := 0; i < 200 && (i < 2 || shapes.Live() != 0 || shapes.Registrations() != 0); i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
}

// must is the value of a call that must not fail.
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// ok ends the attack unless a call went well.
func ok(err error) {
	if err != nil {
		panic(err)
	}
}

// attempt calls a function and returns a panic as an error: functions that return no error panic with it.
func attempt(call func() error) (err error) {
	defer func() {
		if reason := recover(); reason != nil {
			if failure, is := reason.(error); is {
				err = failure
			} else {
				err = fmt.Errorf("panic: %v", reason)
			}
		}
	}()
	return call()
}

// refused asks that a call fails with these words.
func refused(t *testing.T, words string, call func() error) {
	t.Helper()
	err := attempt(call)
	if err == nil || !strings.Contains(err.Error(), words) {
		t.Errorf("got %v, which should have said %q", err, words)
	}
}

// expect fails the attack unless it holds.
func expect(t *testing.T, truth bool, format string, arguments ...any) {
	t.Helper()
	if !truth {
		t.Errorf(format, arguments...)
	}
}
