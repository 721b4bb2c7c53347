"""rule: 2, 3, 7, 8. What C gives of what it was given, and wide characters that are none."""

import shapes
from attack import refused


# expected: ok
def parts_of_what_was_given():
    assert shapes.text_behind("key:" + "v" * 300, b":") == "v" * 300
    assert list(shapes.rest([1.0, -1.0, 2.0])) == [2.0]
    first, second = shapes.in_words(1), shapes.in_words(2)
    assert (first, second) == ("the number 1", "the number 2")


# expected: ok
def what_moves_is_a_copy():
    meter = shapes.Meter.open()
    before = meter.needles()
    meter.tick()
    assert list(before) == [0] * 4 and list(meter.needles()) == [1] * 4


# expected: ok
def one_place_by_two_names():
    low, high = shapes.Meter.open().bands()
    low[1], high[0] = 5, 7
    assert (low[1], high[0]) == (5, 7)


# expected: ok
def characters_that_are_none():
    assert shapes.respelled(ord("y"), lambda letter: chr(ord(letter) + 1)) == ord("y") + ord("z")
    given = []

    def spelled(letter):
        given.append(letter)
        return "a"

    for number in (0x7FFFFFFF, 0x110000, -1):
        refused(ValueError, "range", lambda: shapes.respelled(number, spelled))
    assert given == ["x"] * 3


# expected: ok
def answers_that_are_none():
    for answer in ("two", "", 5, None, b"x"):
        refused(TypeError, "one character", lambda: shapes.respelled(65, lambda _: answer))
    refused(KeyError, "lost", lambda: shapes.respelled(65, lambda _: {}["lost"]))


# expected: ok
def wide_text_has_its_end():
    sign = shapes.Sign(name="abc")
    assert shapes.sign_length(sign) == 3
    refused(ValueError, "fit", lambda: setattr(sign, "name", "abcd"))
    refused(ValueError, "null", lambda: setattr(sign, "name", "a\0b"))
    assert sign.name == "abc"


# expected: ok
def records_as_no_language_has_them():
    assert shapes.apportion(lambda portion: portion.count) == 3
