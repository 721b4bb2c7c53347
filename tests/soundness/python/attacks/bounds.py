"""rule: 8, 10. Numbers of which C takes not every value, wherever they stand."""

import array
import sys
import threading

import shapes
from attack import refused

try:
    import numpy as np
except ImportError:
    np = None

WRONG = (OverflowError, ValueError, TypeError)


# expected: ok
def elements_within_their_range():
    assert shapes.pick([0, 9]) == 11
    assert shapes.pick([]) == 0
    assert shapes.pick_perhaps() == shapes.pick_perhaps([]) == 0
    assert shapes.pick_perhaps(b"\x01\x02") == 5
    assert shapes.pick_three([0, 1, 2]) == 6
    assert shapes.step(9) == 0
    levels = array.array("f", [0.0, 1.0])
    shapes.halve(levels)
    assert list(levels) == [0.0, 0.5]
    for wrong in ([10], [-1], [0, 1, 10], [2**31 - 1]):
        refused(WRONG, "", lambda wrong=wrong: shapes.pick(wrong))
    refused(WRONG, "", lambda: shapes.pick_perhaps([10]))
    refused(WRONG, "", lambda: shapes.pick_perhaps(bytearray([255])))
    refused(WRONG, "", lambda: shapes.pick_three([0, 1, 10]))
    refused(WRONG, "", lambda: shapes.step(10))
    assert shapes.switch(1, 100) == 101
    refused(WRONG, "", lambda: shapes.switch(2, 100))
    for wrong in (float("nan"), -0.5, 1.5, float("inf")):
        levels[1] = wrong
        refused(WRONG, "", lambda: shapes.halve(levels))
    if np is not None:
        refused(WRONG, "", lambda: shapes.pick(np.array([3, 12], np.int32)))


# expected: ok
def numbers_that_change_while_others_are_read():
    """What is in the caller's memory is looked at in a copy, or when no code of the caller's runs any more."""
    panel = shapes.Panel(width=1)
    places = memoryview(bytearray(8)).cast("i")

    class Sly:
        def __init__(self, change):
            self.change = change

        def __iter__(self):
            self.change()
            return iter([1])

    def spoil_panel():
        panel.dial.slot = 1000

    def spoil_places():
        places[1] = 1000

    assert shapes.pick_beside(panel, places, [1]) == 13
    assert shapes.pick_beside(panel, places, Sly(spoil_places)) == 13
    places[1] = 0
    assert shapes.pick_beside(panel, places, Sly(spoil_panel)) == 13


# expected: ok
def answers_of_closures():
    assert shapes.judged(1, lambda number: shapes.Grade.FINE) == 50
    assert shapes.judged(1, lambda number: 2) == 20
    for wrong in (0, 3, 99, None, "1", 2**40):
        refused(WRONG, "", lambda wrong=wrong: shapes.judged(1, lambda number: wrong))

    def fail(number):
        raise KeyError("no grade")

    refused(KeyError, "no grade", lambda: shapes.judged(1, fail))
    # Nothing checks what a closure leaves in a record.
    assert not hasattr(shapes, "built")
    assert not hasattr(shapes, "tuned")
    assert not hasattr(shapes, "shelf_read")


# expected: ok
def enums_with_gaps():
    assert shapes.worth(shapes.Grading(grade=shapes.Grade.FINE)) == 50
    refused(WRONG, "", lambda: shapes.Grading(grade=3))
    refused(WRONG, "", lambda: shapes.worth(shapes.Grading()))
    if np is not None:
        marks = shapes.Grading.array(1)
        marks.numpy()["grade"] = 3
        refused(WRONG, "", lambda: shapes.worth(marks[0]))


# expected: ok
def wide_letters():
    assert shapes.sum_wide([1, 2, 0x10FFFF]) == 3 + 0x10FFFF
    assert shapes.sum_wide([]) == 0
    assert shapes.length_wide([65] * 1000) == 1000
    refused(WRONG, "", lambda: shapes.length_wide([65, 0, 66]))
    assert list(shapes.count_wide(1000)) == list(range(1, 1001))
    refused(WRONG, "", lambda: shapes.sum_wide(b"abcd"))
    refused(WRONG, "", lambda: shapes.sum_wide("abcd"))
    assert not hasattr(shapes, "sum_long_doubles")
    assert not hasattr(shapes, "long_double")


# expected: ok
def truth_values_are_one_or_none():
    assert shapes.count_true([True, False, True]) == 2
    good = memoryview(bytearray([0, 1])).cast("?")
    assert shapes.count_true(good) == 1
    shapes.turn_around(good)
    assert list(good) == [True, False]
    bad = memoryview(bytearray([1, 2])).cast("?")
    refused(WRONG, "", lambda: shapes.count_true(bad))
    refused(WRONG, "", lambda: shapes.turn_around(bad))
    refused(WRONG, "", lambda: shapes.count_true(memoryview(bytes([255])).cast("?")))
    refused(WRONG, "", lambda: shapes.count_true(bad[::-1]))
    if np is not None:
        refused(WRONG, "", lambda: shapes.count_true(np.array([7], np.uint8).view(np.bool_)))


# expected: ok
def truth_values_that_another_thread_changes():
    data = bytearray(1 << 20)
    flags = memoryview(data).cast("?")
    over = threading.Event()

    def spoil():
        while not over.is_set():
            data[-1] = 2
            data[-1] = 1

    other = threading.Thread(target=spoil)
    other.start()
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    passed = 0
    try:
        for call in (shapes.count_true, shapes.turn_around) * 30:
            try:
                call(flags)
                passed += 1
            except ValueError:
                pass
    finally:
        sys.setswitchinterval(before)
        over.set()
        other.join()
    assert passed


# expected: ok
def what_is_not_asked_for_is_not_given():
    assert shapes.squares([1, 2]) == (5, None)
    total, halves = shapes.squares([1, 2], 2)
    assert total == 5 and list(halves) == [0.5, 1.0]


# expected: ok
# numpy writes any byte into a record's truth values.
def truth_values_in_records():
    stamps = shapes.Stamp.array(3)
    stamps[1].dry[1] = True
    assert shapes.dry(stamps) == shapes.dry_one(stamps[1]) == shapes.dry_given(stamps[1]) == 1
    shapes.wet(stamps[1])
    assert shapes.dry(stamps) == 0
    if np is None:
        return
    np.asarray(stamps).view(np.uint8)[8 + 5] = 0xDD
    stamp = stamps[1]
    for call in (shapes.dry_one, shapes.dry_given, shapes.wet):
        refused(WRONG, "neither", lambda call=call: call(stamp))
    refused(WRONG, "neither", lambda: shapes.dry(stamps))
    refused(WRONG, "neither", lambda: shapes.dry([stamp]))


# expected: ok
def truth_values_that_closures_leave():
    def dries(stamp, flags):
        stamp.dry[0] = flags[1] = True

    def spoils_the_stamp(stamp, flags):
        stamp.dry.memory().cast("B")[1] = 7

    def spoils_the_flags(stamp, flags):
        flags.memory().cast("B")[0] = 7

    def spoilt():
        stamp = shapes.Stamp()
        spoils_the_stamp(stamp, None)
        return stamp

    def dry():
        stamp = shapes.Stamp()
        stamp.dry[0] = stamp.dry[1] = True
        return stamp

    assert shapes.dried(dries) == 2
    assert shapes.stamped(dry) == 2
    for spoils in (spoils_the_stamp, spoils_the_flags):
        refused(WRONG, "neither", lambda spoils=spoils: shapes.dried(spoils))
    refused(WRONG, "neither", lambda: shapes.stamped(spoilt))
