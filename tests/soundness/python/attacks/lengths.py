"""rule: 8, 10. Arrays and texts are as long as C is told."""

import array
import gc

import shapes
from attack import attempt, refused

try:
    import numpy as np
except ImportError:
    np = None

WRONG = (OverflowError, ValueError, TypeError)


# expected: ok
def counts_reach_their_whole_range():
    ones = bytes([1]) * 70000
    for name, longest in (
        ("u8", 255),
        ("i8", 127),
        ("u16", 65535),
        ("i16", 32767),
        ("u32", 70000),
        ("i32", 70000),
        ("u64", 70000),
        ("i64", 70000),
        ("size", 70000),
        ("diff", 70000),
    ):
        total, flip, fill = (getattr(shapes, f"{what}_{name}") for what in ("sum", "flip", "fill"))
        assert total(ones[:longest]) == longest, name
        data = bytearray(b"\xf0" * longest)
        flip(data)
        assert data == b"\x0f" * longest
        assert len(fill(longest, 2**32 - 1)) == longest, name
        assert list(fill(longest, 3)) == [1, 2, 3]
        assert total(b"") == 0
        if longest < 70000:
            refused(WRONG, "", lambda: total(ones[: longest + 1]))
            refused(WRONG, "", lambda: flip(bytearray(longest + 1)))
            refused(WRONG, "", lambda: fill(longest + 1, 3))
        refused(WRONG, "", lambda: fill(-1, 3))


# expected: ok
def what_has_one_length_has_the_same():
    numbers = array.array("i", [1, 2])
    shapes.add_sized(numbers, [10, 20])
    assert numbers.tolist() == [11, 22]
    for other in ([], [1], [1, 2, 3]):
        refused(ValueError, "differ in length", lambda other=other: shapes.add_sized(numbers, other))
    assert shapes.count_both([1, 2], [3, 4]) == 4
    assert shapes.count_both() == 0
    refused(ValueError, "differ in length", lambda: shapes.count_both([1], None))
    refused(ValueError, "differ in length", lambda: shapes.count_both(None, [1]))
    assert shapes.two_texts(a_capacity=9, b_capacity=9) == ("a" * 8, "b" * 8)
    refused(
        ValueError, "differ in length", lambda: shapes.two_texts(a_capacity=1 << 20, b_capacity=8)
    )


# expected: ok
def counts_that_lie():
    assert len(shapes.lie_i32(8, 8)) == 8
    for lie in (-1, 9, 2**31 - 1, -(2**31)):
        assert len(shapes.lie_i32(8, lie)) == (8 if lie > 0 else 0), "no more than there is room for"
    for lie in (9, 2**64 - 1):
        assert len(shapes.lie_size(8, lie)) == 8
    for lie in (-1, 10**8, 2**31 - 1):
        text = attempt(lambda lie=lie: shapes.lie_text(lie))
        assert isinstance(text, Exception) or not text.strip("l"), text
    refused((MemoryError, OverflowError, ValueError), "", lambda: shapes.fill_size(2**62, 1))


# expected: ok
def room_that_a_narrow_count_cannot_say():
    """What wraps would be no room, or less than none."""
    for length in (1, 100, 250, 5000, 30_000, 40_000, 70_000):
        name = "n" * length
        with shapes.Doc.open(name) as doc:
            for label, most in ((doc.short_label, 30_000), (doc.tiny_label, 250)):
                if length > most:
                    refused(ValueError, "does not end", label)
                else:
                    assert label() == name, length


# expected: ok
# Arrays whose lengths others give: the count is not passed, wherever they stand.
def lengths_that_others_give():
    six = [1, 2, 3, 4, 5, 6]
    assert list(shapes.weight(six, [1, 10], 3)) == [1, 2, 3, 40, 50, 60]
    assert list(shapes.weight([], [], 7)) == []
    for weights, columns in (([1], 3), ([1, 2, 3], 3), ([], 3), ([1, 10], 2), ([1, 10], 2**31 + 3)):
        refused(WRONG, "", lambda weights=weights, columns=columns: shapes.weight(six, weights, columns))
    refused(WRONG, "", lambda: shapes.weight(six, [1, 10], 3, to=array.array("f", [0] * 5)))
    doubled = shapes.doubled(range(255))
    assert len(doubled) == 255 and doubled[254] == 508
    assert list(shapes.doubled([])) == []
    refused(WRONG, "", lambda: shapes.doubled(range(256)))


# expected: ok
def products_and_other_arrays():
    six = [1, 2, 3, 4, 5, 6]
    assert list(shapes.transpose(six, 2, 3)) == [1, 4, 2, 5, 3, 6]  # FORM: the result is returned
    into = bytearray(24)
    refused(WRONG, "", lambda: shapes.transpose(six, 2, 3, to=bytearray(24)))
    numbers = shapes.transpose(six, 2, 3)
    again = shapes.transpose(six, 2, 3, to=numbers)
    assert again.address == numbers.address
    for wrong in (memoryview(into).cast("f")[:5], shapes.render(24), six):
        refused(WRONG, "", lambda wrong=wrong: shapes.transpose(six, 2, 3, to=wrong))
    for rows, columns in ((2, 4), (65536, 65536), (2**32 - 1, 2**32 - 1), (-1, 6)):
        refused(WRONG, "", lambda rows=rows, columns=columns: shapes.transpose(six, rows, columns))
    assert shapes.sum_terminated([1, 2, 3, 0]) == 6
    assert shapes.sum_terminated([1, 2, 3]) == 6
    assert shapes.sum_terminated([]) == shapes.sum_terminated([0]) == 0
    refused(WRONG, "inside", lambda: shapes.sum_terminated([1, 0, 3]))
    refused(WRONG, "", lambda: shapes.length_terminated(["one", None, "three"]))
    assert shapes.length_terminated([]) == 0
    assert shapes.length_terminated(["one", "three"]) == 8
    assert shapes.trace([1.0] * 16) == 4
    for count in (0, 15, 17):
        refused(WRONG, "", lambda count=count: shapes.trace([1.0] * count))
        refused(WRONG, "", lambda count=count: shapes.identity(memoryview(bytearray(4 * count)).cast("f")))
    assert list(shapes.identity()) == [float(i % 5 == 0) for i in range(16)]
    slot = shapes.Slot(wanted=5)
    shapes.poll_one(slot, 30)
    assert slot.got == 5
    assert shapes.length_of(["one", "", "three"]) == 8
    refused(WRONG, "", lambda: shapes.length_of(["o\0ne"]))
    refused(WRONG, "", lambda: shapes.length_of([None]))
    refused(WRONG, "", lambda: shapes.length_of("abc"))


# expected: ok
def rows_are_as_long_as_c_is_told():
    left, right = array.array("f", [1, 1, 1]), memoryview(bytearray(12)).cast("f")
    shapes.mix_rows([[1, 2, 3], (4, 5, 6)], [left, right])
    assert list(left) == [2, 3, 4] and list(right) == [4, 5, 6]
    short = array.array("f", [0, 0])
    refused(ValueError, "differ", lambda: shapes.mix_rows([left], [short]))
    refused(ValueError, "different lengths", lambda: shapes.mix_rows([left, [1]], [left, left]))
    refused(ValueError, "different lengths", lambda: shapes.mix_rows([left, left], [left, short]))
    refused(ValueError, "differ", lambda: shapes.mix_rows([left, left], [left]))
    long = array.array("f", bytes(4 * 65536))
    refused(OverflowError, "", lambda: shapes.mix_rows([long], [long]))
    refused(TypeError, "source[0]", lambda: shapes.mix_rows(left, [left]))
    refused(TypeError, "target[1]", lambda: shapes.mix_rows([left, left], [left, [1.0, 2.0, 3.0]]))
    refused(TypeError, "target", lambda: shapes.mix_rows([left], 3))
    refused(TypeError, "", lambda: shapes.mix_rows("abc", [left]))
    shapes.mix_rows([], [])
    shapes.mix_rows(iter([[], []]), [array.array("f"), array.array("f")])
    rows = [array.array("i", [1, 2]), array.array("i", [3, 4])]

    def drops_them(value):
        rows.clear()
        gc.collect()
        return value

    assert shapes.sum_rows_around(rows, drops_them) == 20
    refused(OverflowError, "", lambda: shapes.sum_rows_around([[1]] * 256, int))
    weighed = bytearray([1, 2])
    assert shapes.weigh_rows([weighed, bytearray([3, 4])], b"\x01\x0a") == 64
    assert weighed == bytearray([2, 3])
    refused(ValueError, "differ", lambda: shapes.weigh_rows([weighed], b"\x01"))


# expected: ok
def rows_of_numpy():
    if np is None:
        return
    both = np.ones((2, 3), np.float32)
    shapes.mix_rows(np.arange(6, dtype=np.float32).reshape(2, 3), both)
    assert both.tolist() == [[1, 2, 3], [4, 5, 6]]
    refused(TypeError, "format", lambda: shapes.mix_rows(both.astype(np.float64), both))
    refused(TypeError, "gaps", lambda: shapes.mix_rows(both.T, both.T))
    shapes.mix_rows(both.T, np.zeros((3, 2), np.float32))
    refused(TypeError, "", lambda: shapes.mix_rows(np.ones(3, np.float32), both))
    frozen = both.copy()
    frozen.flags.writeable = False
    refused(TypeError, "writable", lambda: shapes.mix_rows(both, frozen))


# expected: ok
def what_is_missing_has_no_length():
    assert shapes.weighed(weights=[2, 3], values=[10, 100]) == 320
    assert shapes.weighed(weights=None, values=[10, 100]) == 110
    for weights in ([2], []):
        refused(ValueError, "differ in length", lambda weights=weights: shapes.weighed(weights=weights, values=[10, 100]))
