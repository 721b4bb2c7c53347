// rule: 8, 10. Numbers of which C takes not every value, wherever they stand.
package attacks

import (
	"errors"
	"math"
	"strings"
	"testing"

	"example.com/shapes"
	"example.com/shapes/raw"
)

// expected: ok
func TestElementsWithinTheirRange(t *testing.T) {
	begin(t)
	expect(t, shapes.Pick([]int32{0, 9}) == 11 && shapes.Pick(nil) == 0, "good places")
	expect(t, shapes.PickPerhaps(nil) == 0 && shapes.PickPerhaps([]uint8{1, 2}) == 5, "or none")
	expect(t, shapes.PickThree(&[3]int32{0, 1, 2}) == 6, "three")
	levels := []float32{0, 1}
	ok(shapes.Halve(levels))
	expect(t, levels[1] == 0.5, "%v", levels)
	halve := func(level float64) func() error {
		return func() error { return shapes.Halve([]float32{0, float32(level)}) }
	}
	panel := shapes.Panel{Width: 1}
	for i, call := range []func() error{
		func() error { shapes.Pick([]int32{10}); return nil },
		func() error { shapes.Pick([]int32{0, -1}); return nil },
		func() error { shapes.PickPerhaps([]uint8{255}); return nil },
		func() error { shapes.PickThree(&[3]int32{0, 1, 10}); return nil },
		func() error { shapes.PickBeside(&panel, []int32{10}, nil); return nil },
		func() error { place := int32(10); return shapes.Step(&place) },
		func() error { shapes.Switch(2, 100); return nil },
		halve(math.NaN()), halve(-0.5), halve(1.5), halve(math.Inf(1)),
	} {
		err := attempt(call)
		expect(t, errors.Is(err, shapes.ErrOutOfRange), "%d: %v", i, err)
	}
}

// expected: ok
func TestAnswersOfClosures(t *testing.T) {
	begin(t)
	judged := func(grade shapes.Grade) int32 {
		number, err := shapes.Judged(1, func(int32) shapes.Grade { return grade })
		ok(err)
		return number
	}
	expect(t, judged(shapes.GradeFine) == 50, "a grade")
	for _, wrong := range []shapes.Grade{0, 3, 99, 1 << 30} {
		err := attempt(func() error { judged(wrong); return nil })
		expect(t, err != nil, "grade %d: %v", wrong, err)
	}
	err := attempt(func() error {
		_, err := shapes.Judged(1, func(int32) shapes.Grade { panic("no grade") })
		return err
	})
	expect(t, err != nil && strings.Contains(err.Error(), "no grade"), "the panic: %v", err)
}

// expected: ok
func TestEnumsWithGaps(t *testing.T) {
	begin(t)
	expect(t, shapes.Worth(&shapes.Grading{Grade: shapes.GradeFine}) == 50, "a mark")
	for _, wrong := range []shapes.Grade{0, 3, 4, 6, 1 << 30} {
		err := attempt(func() error { shapes.Worth(&shapes.Grading{Grade: wrong}); return nil })
		expect(t, errors.Is(err, shapes.ErrOutOfRange), "grade %d: %v", wrong, err)
	}
}

// expected: ok
func TestWideLetters(t *testing.T) {
	begin(t)
	letters := make([]raw.Wchar, 1000)
	ok(shapes.CountWide(letters))
	expect(t, shapes.SumWide(letters) == 500500 && shapes.LengthWide(letters) == 1000, "wide letters")
}
