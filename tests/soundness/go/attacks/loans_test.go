// rule: 2, 7 and 8. What is lent goes back once, with numbers that C takes, and panics of closures then arrive.
package attacks

import (
	"errors"
	"strings"
	"testing"

	"example.com/shapes"
)

// pressThatPanics is one whose closure panics that many times.
func pressThatPanics(times int) *shapes.Press {
	press := must(shapes.OpenPress())
	ok(press.OnReturn(func(int64) {
		if times--; times >= 0 {
			panic("mine")
		}
	}))
	return press
}

// expected: ok
// C has the memory back, whatever its closure did: nothing is written there again, nor given back twice.
func TestPanicsAsALoanEnds(t *testing.T) {
	begin(t)
	press := pressThatPanics(2)
	proof := must(press.Take())
	proof.Copies = 3
	var failure *shapes.PanicError
	expect(t, errors.As(proof.Print(), &failure), "no panic arrived")
	expect(t, errors.Is(proof.Print(), shapes.ErrHandleClosed), "printed twice")
	expect(t, errors.Is(proof.Waste(), shapes.ErrHandleClosed), "wasted after that")
	proof = must(press.Take())
	expect(t, errors.As(proof.Waste(), &failure), "no panic arrived")
	expect(t, errors.Is(proof.Waste(), shapes.ErrHandleClosed), "wasted twice")
	expect(t, press.Copies() == 3, "%d copies", press.Copies())
	proof = must(press.Take())
	ok(proof.Print())
	ok(press.Close())
}

// expected: ok
func TestAPanicAsALoanIsForgotten(t *testing.T) {
	begin(t)
	told := make(chan error, 1)
	before := shapes.OnPanic
	shapes.OnPanic = func(err *shapes.PanicError) { told <- err }
	press := pressThatPanics(1)
	must(press.Take())
	for isTold := false; !isTold; {
		collect()
		select {
		case <-told:
			isTold = true
		default:
		}
	}
	shapes.OnPanic = before
	ok(press.Close())
}

// expected: ok
func TestNothingIsLent(t *testing.T) {
	begin(t)
	press := must(shapes.OpenPress())
	_, err := press.Find(false)
	expect(t, err != nil && strings.Contains(err.Error(), "sh_press_find"), "%v", err)
	proof := must(press.Find(true))
	ok(proof.Print())
}

// expected: ok
func TestNumbersThatCDoesNotTake(t *testing.T) {
	begin(t)
	press := must(shapes.OpenPress())
	proof := must(press.Take())
	proof.Tray = 4
	expect(t, proof.Print() != nil, "a wrong tray")
	proof.Tray, proof.Side = 0, 2
	expect(t, proof.Print() != nil, "a wrong side")
	proof.Side, proof.Copies = shapes.SideRight, 2
	ok(proof.Print())
	proof = must(press.Take())
	proof.Tray = 9
	ok(proof.Waste())
	press.Trays()[0].Tray = 9
	proof = must(press.Take())
	ok(proof.Print())
	expect(t, press.Copies() == 0, "%d copies", press.Copies())
}

// expected: ok
// What is freed as a call fails may say something else.
func TestWhyACallFailedThatGaveSomething(t *testing.T) {
	begin(t)
	expect(t, must(shapes.Proofread(false, true)) == "nothing", "it went well")
	for _, say := range []bool{true, false} {
		_, err := shapes.Proofread(true, say)
		expect(t, err != nil && strings.Contains(err.Error(), "too many misprints"), "%v", err)
	}
}

// expected: ok
// Where there is no text, none is freed.
func TestTextsThatAreNotThere(t *testing.T) {
	begin(t)
	_, there := shapes.Footnote(false)
	expect(t, !there, "a footnote")
	text, _ := shapes.Footnote(true)
	expect(t, text == "see there", "%q", text)
}
