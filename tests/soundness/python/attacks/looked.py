"""rule: 8, 10. What was looked at before the call is what C reads, and what C wants for itself is given once."""

import array
import threading

import shapes
from attack import refused


# expected: ok
def checked_and_changed_by_a_closure():
    def spoiler(places):
        def spoil(_index):
            places[:] = array.array("i", [1 << 30] * len(places))

        return spoil

    for made in (
        lambda: array.array("i", [0, 1, 9]),
        lambda: memoryview(array.array("i", [0, 1, 9])),
    ):
        places = made()
        assert shapes.pick_slowly(places, spoiler(places)) == 20011
        places = made()
        assert shapes.step_slowly(places, spoiler(places)) == 20011
        assert list(places) == [1, 2, 0]
        places = made()
        assert shapes.pick_three_slowly(reading=spoiler(places), places=places) == 20011
    assert shapes.pick_three_slowly(reading=lambda _: None) == -1
    numbers = array.array("i", [1, 2, 3, 0])

    def move_the_end(_index):
        numbers[3], numbers[0] = 4, 0

    assert shapes.count_slowly(numbers, move_the_end) == 3


# expected: ok
def records_checked_and_changed_by_a_closure():
    panels = shapes.Panel.array(2)

    def renew():
        for i, panel in enumerate(panels):
            panel.width = 1
            panel.dial.slot = i

    def spoil(_index):
        for panel in panels:
            panel.dial.slot = 1 << 20

    renew()
    assert shapes.panel_slowly(reading=spoil, panel=panels[1]) == 10
    assert shapes.panel_slowly(reading=spoil) == -1
    renew()
    assert shapes.panel_turn_slowly(panels[1], spoil) == 10
    assert panels[1].dial.slot == 2
    renew()
    assert shapes.panels_turn_slowly(panels, spoil) == 11
    assert [panel.dial.slot for panel in panels] == [1, 2]


# expected: ok
def checked_and_changed_by_a_thread():
    places = array.array("i", [0])
    turn = threading.Barrier(2)

    def spoil():
        turn.wait()
        places[0] = 1 << 30
        turn.wait()

    thread = threading.Thread(target=spoil)
    thread.start()

    def reading(_index):
        turn.wait()
        turn.wait()

    assert shapes.pick_slowly(places, reading) == 1
    thread.join()


# expected: ok
def given_twice():
    numbers = array.array("i", [1, 2, 3, 4])
    whole = memoryview(numbers)
    assert list(shapes.sums(numbers, 4)) == [1, 3, 6, 10]
    shapes.sums(whole[:2], whole[2:])
    sums = array.array("i", [1, 3, 6, 10])
    assert shapes.scalar_product(sums, sums) == 1 + 9 + 36 + 100
    shapes.add_elsewhere(sums)
    boxes = shapes.Box.array(2)
    boxes[0].x, boxes[1].x = 1, 2
    shapes.move_by(boxes[0], boxes[1])
    shapes.move_all_by(boxes[:1], boxes[1])
    assert boxes[0].x == 5
    shapes.add_rotated(whole[:3], array.array("i", [0, 0, 0]))
    for call in (
        lambda: shapes.sums(numbers, numbers),
        lambda: shapes.sums(whole[:3], whole[1:]),
        lambda: shapes.add_elsewhere(numbers, whole[3:]),
        lambda: shapes.move_by(boxes[0], boxes[0]),
        lambda: shapes.move_all_by(boxes, boxes[1]),
        lambda: shapes.add_rotated(whole[:3], whole[1:]),
    ):
        refused(ValueError, "share memory", call)


# expected: ok
def sized_before_a_closure():
    def add(boxes):
        assert len(boxes) == 3
        return sum(each.x for each in boxes)

    def change(numbers):
        assert len(numbers) == 4
        numbers[:] = [-1] * 4 if isinstance(numbers, list) else array.array("h", [-1] * 4)

    assert shapes.show_boxes(add) == 6
    assert shapes.show_boxes_too(add) == 6
    assert shapes.change_sized(change) == -4
