// rule: 8, 10. What was looked at before the call is what C reads, and what C wants for itself is given
// once.
package attacks

import (
	"errors"
	"testing"

	"example.com/shapes"
)

// expected: ok
func TestCheckedAndChangedByAClosure(t *testing.T) {
	begin(t)
	places := []int32{0, 1, 9}
	spoil := func(uint32) {
		for i := range places {
			places[i] = 1 << 30
		}
	}
	for round := range 2 {
		copy(places, []int32{0, 1, 9})
		call := shapes.PickSlowly
		if round == 1 {
			call = shapes.StepSlowly
		}
		sum, err := call(places, spoil)
		ok(err)
		expect(t, sum == 20011, "round %d: %d", round, sum)
	}
	expect(t, places[0] == 1 && places[1] == 2 && places[2] == 0, "stepped: %v", places)
	place := int32(9)
	sum, err := shapes.StepOneSlowly(&place, func(uint32) { place = -1 })
	ok(err)
	expect(t, sum == 20000 && place == 0, "one: %d, %d", sum, place)
	three := [3]int32{0, 0, 1}
	sum, err = shapes.PickThreeSlowly(&three, func(uint32) { three[2] = 77 })
	ok(err)
	expect(t, sum == 12, "three: %d", sum)
	sum, err = shapes.PickThreeSlowly(nil, func(uint32) {})
	ok(err)
	expect(t, sum == -1, "none: %d", sum)
}

// expected: ok
func TestRecordsCheckedAndChangedByAClosure(t *testing.T) {
	begin(t)
	panels := make([]shapes.Panel, 2)
	spoil := func(uint32) {
		for i := range panels {
			panels[i].Dial.Slot = 1 << 20
		}
	}
	renew := func() {
		for i := range panels {
			panels[i] = shapes.Panel{Width: 1}
			panels[i].Dial.Slot = int32(i)
		}
	}
	renew()
	sum, err := shapes.PanelSlowly(&panels[1], spoil)
	ok(err)
	expect(t, sum == 10, "read: %d", sum)
	sum, err = shapes.PanelSlowly(nil, spoil)
	ok(err)
	expect(t, sum == -1, "none: %d", sum)
	renew()
	sum, err = shapes.PanelTurnSlowly(&panels[1], spoil)
	ok(err)
	expect(t, sum == 10 && panels[1].Dial.Slot == 2, "turned: %d, %v", sum, panels[1])
	renew()
	sum, err = shapes.PanelsTurnSlowly(panels, spoil)
	ok(err)
	expect(t, sum == 11 && panels[0].Dial.Slot == 1 && panels[1].Dial.Slot == 2, "all: %d", sum)
	numbers := []int32{1, 2, 3, 0}
	count, err := shapes.CountSlowly(numbers, func(uint32) { numbers[3], numbers[0] = 4, 0 })
	ok(err)
	expect(t, count == 3, "%d", count)
}

// expected: ok
func TestGivenTwice(t *testing.T) {
	begin(t)
	numbers := []int32{1, 2, 3, 4}
	sums := make([]int32, 4)
	ok(shapes.Sums(numbers, sums))
	expect(t, sums[3] == 10, "%v", sums)
	ok(shapes.Sums(numbers[:2], numbers[2:]))
	boxes := []shapes.Box{{X: 1}, {X: 2}}
	shapes.MoveBy(&boxes[0], &boxes[1])
	shapes.MoveAllBy(boxes[:1], &boxes[1])
	expect(t, boxes[0].X == 5, "%v", boxes)
	expect(t, shapes.ScalarProduct(sums, sums) == 1+9+36+100, "read twice")
	ok(shapes.AddElsewhere(sums, nil))
	ok(shapes.AddElsewhere(sums[:0], sums))
	three := [3]int32{1, 2, 3}
	for i, call := range []func() error{
		func() error { return shapes.Sums(numbers, numbers) },
		func() error { return shapes.Sums(numbers[:3], numbers[1:]) },
		func() error { return shapes.AddElsewhere(numbers, numbers[3:]) },
		func() error { shapes.MoveBy(&boxes[0], &boxes[0]); return nil },
		func() error { shapes.MoveAllBy(boxes, &boxes[1]); return nil },
		func() error { shapes.AddRotated(&three, &three); return nil },
		func() error { shapes.AddRotated((*[3]int32)(numbers[:3]), (*[3]int32)(numbers[1:])); return nil },
	} {
		expect(t, errors.Is(attempt(call), shapes.ErrOverlap), "%d: %v", i, attempt(call))
	}
}

// expected: ok
func TestSizedBeforeAClosure(t *testing.T) {
	begin(t)
	add := func(boxes []shapes.Box) int32 {
		expect(t, len(boxes) == 3, "%v", boxes)
		return boxes[0].X + boxes[1].X + boxes[len(boxes)-1].X
	}
	for _, show := range []func(shapes.BoxesSeen) (int32, error){shapes.ShowBoxes, shapes.ShowBoxesToo} {
		sum, err := show(add)
		expect(t, err == nil && sum == 6, "%d %v", sum, err)
	}
	sum, err := shapes.ChangeSized(func(numbers []int16) {
		expect(t, len(numbers) == 4, "%v", numbers)
		for i := range numbers {
			numbers[i] = -1
		}
	})
	expect(t, err == nil && sum == -4, "%d %v", sum, err)
}
