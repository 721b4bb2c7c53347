"""rule: 8, 10, 11, 12, 16. No number becomes another, and no text is lost."""

import array
import copy
import errno
import gc
import pickle

import shapes
from attack import attempt, refused

try:
    import numpy as np
except ImportError:
    np = None

WRONG = (OverflowError, ValueError, TypeError)


def a_rack():
    """One whose panels are good."""
    rack = shapes.Rack()
    for panel in (rack.top, rack.rest[0][0], rack.rest[1][0]):
        panel.width = 1
    return rack


# expected: ok
def arguments_are_exact():
    for wrong in (128, -129, 2.0, "1", None, 2**64):
        refused(WRONG, "", lambda wrong=wrong: shapes.same_i8(wrong))
    refused(WRONG, "", lambda: shapes.same_u64(-1))
    refused(WRONG, "", lambda: shapes.same_u64(2**64))
    refused(WRONG, "", lambda: shapes.same_f64("1"))
    refused(WRONG, "", lambda: shapes.same_f64(None))
    refused(WRONG, "", lambda: shapes.same_f32(1e300))
    refused(WRONG, "", lambda: shapes.same_f64(2**2000))
    assert (shapes.same_u64(2**64 - 1), shapes.same_i64(-(2**63)), shapes.same_u16(65535)) == (
        2**64 - 1,
        -(2**63),
        65535,
    )
    assert shapes.not_(True) is False
    refused(WRONG, "", lambda: shapes.not_("x"))
    assert shapes.percent(100) == 100
    refused(WRONG, "", lambda: shapes.percent(101))
    panel = shapes.Panel(width=1)
    assert shapes.panel_read(panel) == shapes.panel_copied(panel) == 10
    assert shapes.panel_perhaps(None) == 0
    wrong = [shapes.Panel(), *(shapes.Panel(width=width) for width in (4, 1, 1, 1, 1))]
    wrong[2].dial.slot = 16
    wrong[3].dial.slot = -1
    wrong[4].dial.levels[1] = float("nan")
    wrong[5].dial.levels[0] = 1.5
    for panel in wrong:
        for read in (shapes.panel_read, shapes.panel_copied, shapes.panel_perhaps, shapes.panel_turn):
            refused(WRONG, "", lambda read=read, panel=panel: read(panel))
        # The second of many, and one among others.
        two = shapes.Panel.array(2)
        two[0].width, two[1] = 1, panel
        refused(WRONG, "", lambda two=two: shapes.panels_turn(two))
        refused(WRONG, "", lambda panel=panel: shapes.panels_read([shapes.Panel(width=1), panel]))
        for place in range(3):
            rack = a_rack()
            if place:
                rack.rest[place - 1][0] = panel.raw
            else:
                rack.top = panel
            refused(WRONG, "", lambda rack=rack: shapes.rack_read(rack))
    assert shapes.panels_read([shapes.Panel(width=1)] * 3) == shapes.rack_read(a_rack()) == 30
    rack = a_rack()
    rack.rows = 4
    refused(WRONG, "", lambda: shapes.rack_read(rack))
    assert not hasattr(shapes, "notch_read")
    assert shapes.divide(7, 2) == (3, 1)
    refused(shapes.InvalidError, "0", lambda: shapes.divide(7, 0))


# expected: ok
def enums_and_flags():
    assert shapes.shade_number(shapes.shade_of(77)) == 77
    refused(WRONG, "", lambda: shapes.shade_number(1 << 32))
    refused(WRONG, "", lambda: shapes.shade_number(shapes.Shade(1 << 33)))
    assert shapes.options_number(shapes.options_of(0x80000001)) == 0x80000001
    refused(WRONG, "", lambda: shapes.options_number(shapes.Options(1 << 40)))
    attempt(lambda: shapes.options_number(~shapes.Options.FAST))
    assert shapes.side_of(1) == shapes.Side.RIGHT
    refused(Exception, "", lambda: shapes.side_of(2))
    refused(Exception, "", lambda: shapes.side_number(5))


# expected: ok
def unions_and_bits():
    assert shapes.Number(small=5).small == 5
    assert shapes.Number(whole=-5).whole == -5
    assert shapes.Number(real=1.5).real == 1.5
    assert shapes.number_byte(shapes.Number(whole=0x01020304), 0) == 4
    assert shapes.number_same(shapes.Number(whole=7)).whole == 7
    bits = shapes.Bits(ready=1, level=-4, count=4095, shade=shapes.Shade.LIGHT, flag=True)
    same = shapes.bits_same(bits)
    assert (same.ready, same.level, same.count, same.shade, same.flag) == (1, -4, 4095, shapes.Shade.LIGHT, True)
    for wrong in ({"level": 4}, {"level": -5}, {"count": 4096}, {"shade": 16}, {"ready": 2}, {"count": -1}):
        refused(WRONG, "", lambda wrong=wrong: shapes.Bits(**wrong))


# expected: ok
def records_that_hold_no_value_can_be_shown():
    number = shapes.Number(whole=9)
    assert number == shapes.Number(whole=9)
    for record in (shapes.Grading, shapes.Notch, shapes.Bits):
        assert repr(record()) and record() == record()
    assert "not a valid" in repr(shapes.Grading()), shapes.Grading()


# expected: ok
def fields_are_exact():
    sample = shapes.Sample()
    for wrong in (2**40, -(2**31) - 1, "x", 1.5):
        refused(WRONG, "", lambda wrong=wrong: sample.small.__setitem__(0, wrong))
        refused(WRONG, "", lambda wrong=wrong: sample.small.__setitem__(slice(0, 2), [wrong, 1]))
    refused(WRONG, "", lambda: sample.small.__setitem__(slice(0, 4), [1, 2]))
    refused(Exception, "", lambda: sample.small.__setitem__(4, 1))
    refused(WRONG, "", lambda: sample.grid[0].__setitem__(0, 65536))
    refused(WRONG, "", lambda: setattr(sample, "name", "x" * 16))
    refused(WRONG, "", lambda: setattr(sample, "name", "a\0b"))
    refused(WRONG, "", lambda: setattr(sample, "shade", 1 << 33))
    sample.small[0:4] = [1, 2, 3, 4]
    sample.name = "n" * 15
    sample.path[1] = shapes.Box(x=5)
    same = shapes.sample_same(sample)
    assert (list(same.small), same.name, same.path[1].x) == ([1, 2, 3, 4], "n" * 15, 5)
    refused(Exception, "", lambda: sample.small.__setitem__(slice(0, 4, 2), [2**40, 1]))
    refused(AttributeError, "", lambda: setattr(sample, "no_such_field", 1))


# expected: ok
def elements_are_exact():
    refused(WRONG, "", lambda: shapes.sum_size([256]))
    refused(WRONG, "", lambda: shapes.sum_size([-1]))
    refused(WRONG, "", lambda: shapes.sum_size("abc"))
    refused(WRONG, "", lambda: shapes.sum_size(None))
    refused(WRONG, "", lambda: shapes.sum_i64_values([2**63]))
    refused(WRONG, "", lambda: shapes.sum_i64_values([1.5]))
    refused(WRONG, "", lambda: shapes.sum_f32(["1"]))
    assert shapes.sum_f32([1, 2, 3.5]) == 6.5
    assert shapes.sum_size(value for value in (1, 2)) == 3
    assert shapes.sum_i64_values(array.array("q", [1, -2])) == -1
    refused(WRONG, "", lambda: shapes.sum_i64_values(array.array("d", [1.0])))
    assert shapes.sum_boxes([shapes.Box(x=1), shapes.Box(w=2)]) == 3
    refused(WRONG, "", lambda: shapes.sum_boxes([shapes.Slot()]))
    refused(WRONG, "", lambda: shapes.flip_size(b"read only"))
    refused(WRONG, "", lambda: shapes.mix([1.0], bytearray(8)))


# expected: ok
def arrays_of_numpy():
    if np is None:
        return
    assert shapes.sum_f32(np.array([1, 2, 3], "f4")) == 6
    for wrong in (np.array([1, 2, 3], ">f4"), np.array([1, 2, 3], "f8"), np.array([1, 2], "i4")):
        total = attempt(lambda wrong=wrong: shapes.sum_f32(wrong))
        assert isinstance(total, Exception) or total == float(wrong.sum()), (wrong.dtype, total)
    total = attempt(lambda: shapes.sum_i64_values(np.array([1], ">i8")))
    assert isinstance(total, Exception) or total == 1, total
    refused(WRONG, "", lambda: shapes.sum_i64_values(np.array([2**63], "u8")))
    refused(WRONG, "", lambda: shapes.sum_size(np.array([-1], "i1")))
    refused(WRONG, "", lambda: shapes.sum_size([np.int64(300)]))
    refused(WRONG, "", lambda: shapes.sum_i64_values([np.uint64(2**63)]))
    assert shapes.sum_f32(np.arange(6, dtype="f4")[::2]) == 6
    assert shapes.same_i8(np.int64(5)) == 5
    refused(WRONG, "", lambda: shapes.same_i8(np.int64(300)))
    swapped = np.zeros(4, ">f4")
    attempt(lambda: shapes.mix(np.ones(4, "f4"), swapped))
    assert list(swapped) in ([0, 0, 0, 0], [1, 1, 1, 1]), swapped
    fixed = np.zeros(4, "f4")
    fixed.setflags(write=False)
    refused(WRONG, "", lambda: shapes.mix(np.ones(4, "f4"), fixed))
    assert list(fixed) == [0, 0, 0, 0]
    strided = np.zeros(8, "f4")[::2]
    attempt(lambda: shapes.mix(np.ones(4, "f4"), strided))
    assert list(strided) in ([0, 0, 0, 0], [1, 1, 1, 1]), strided
    sample = shapes.Sample()
    for values in (np.array([1, 2, 3, 4], "i8"), np.array([1, 2, 3, 4], ">i4"), np.array([1, 2, 3, 4], "f4")):
        attempt(lambda values=values: sample.small.__setitem__(slice(0, 4), values))
        assert list(sample.small) in ([0, 0, 0, 0], [1, 2, 3, 4]), (values.dtype, list(sample.small))


# expected: ok
# Rows that are further apart than they are long: no column is beyond its row.
def rows_with_gaps():
    six = [1, 2, 3, 4, 5, 6]
    assert shapes.sum_strided(six, 2, 2, 3) == 12 and shapes.sum_strided(six, 2, 0, 3) == 0
    for sizes in ((2, 4, 3), (3, 2, 3), (2, 3, 4), (2, -1, 3), (2, 2**32 - 1, 3), (0, 1, 0), (6, 2, 1)):
        refused(WRONG, "", lambda sizes=sizes: shapes.sum_strided(six, *sizes))
    for stride in (float("inf"), 3.0, None, "3", [3]):
        refused(WRONG, "", lambda stride=stride: shapes.sum_strided(six, 2, 2, stride))
    changed = array.array("f", six)
    refused(WRONG, "", lambda: shapes.add_strided(changed, 2, 4, 3, 1.0))
    shapes.add_strided(changed, 2, 1, 3, 10.0)
    assert list(changed) == [11, 2, 3, 14, 5, 6]
    if np is not None:
        table = np.array(six, "f4").reshape(2, 3)
        assert shapes.sum_strided(table, np.uint32(2), np.int8(3), np.int64(3)) == 21
        shapes.add_strided(table, *table.shape, 3, 1.0)
        assert table.tolist() == [[2, 3, 4], [5, 6, 7]]
        refused(WRONG, "", lambda: shapes.add_strided(table[:, :2], 2, 2, 3, 1.0))
        refused(WRONG, "", lambda: shapes.sum_strided(table, 2, np.uint32(4), 3))


# expected: ok
def buffers_of_the_library():
    data = shapes.render(5)
    assert bytes(data) == bytes(range(5))
    last = attempt(lambda: memoryview(data))
    del data
    if not isinstance(last, Exception):
        assert bytes(last) == bytes(range(5))
    del last
    assert len(shapes.render(0)) == 0
    assert bytes(shapes.encode(b"ab")) == b"aabb"
    refused(shapes.InvalidError, "255", lambda: shapes.encode(b"\xff"))
    boxes = shapes.Doc.open("d").export()
    assert (len(boxes), boxes[3].w) == (4, 40)
    box, part = boxes[3], boxes[1:3]
    del boxes
    gc.collect()
    shapes.render(200)
    assert (box.w, part[1].w) == (40, 30)
    refused(Exception, "", lambda: part[2])
    made = shapes.bytes_make(5)
    kept = [pickle.loads(pickle.dumps(made)), copy.copy(made), copy.deepcopy(made)]
    made[1] = 9
    view = memoryview(made.memory())[1:2]
    del made
    gc.collect()
    assert bytes(view) == b"\x09" and all(len(each) == 5 for each in kept)
    assert len(shapes.bytes_make(0)) == 0
    if np is not None:
        view = np.asarray(shapes.render(5))
        assert list(view) == [0, 1, 2, 3, 4]


# expected: ok
def buffers_of_others_are_copied():
    doc = shapes.Doc.open("d")
    boxes, samples, edited = doc.boxes(), doc.samples(), doc.samples_to_edit()
    before = [box.w for box in boxes], list(samples)
    edited = doc.samples_to_edit()
    edited[0] = 77.0
    doc.move(5, 5)
    refused(WRONG, "gone", lambda: edited.__setitem__(0, 78.0))
    refused(WRONG, "gone", lambda: memoryview(edited.memory()))
    edited = doc.samples_to_edit()
    edited[1:3] = [8.0, 9.0]
    assert (edited[0], list(edited)[1:3], doc.samples()[2]) == (77.0, [8.0, 9.0], 9.0)
    view = edited.memory()
    doc.close()
    assert edited[1] == view[1] == 8.0, "it keeps its document"
    del edited
    del doc
    gc.collect()
    assert before == ([box.w for box in boxes], list(samples))


# expected: ok
def spans_are_made_for_the_call():
    assert shapes.span_sum([1, 2, 3]) == shapes.span_sum_of(b"\1\2\3") == 6
    assert shapes.span_sum([]) == 0
    data = shapes.render(5)
    assert shapes.span_sum(data) == 10
    for wrong in ([300], [-1], None, "abc", shapes.Span()):
        refused(Exception, "", lambda wrong=wrong: shapes.span_sum(wrong))


# expected: ok
def names_are_copied():
    doc = shapes.Doc.open("the name")
    names = doc.names(8)  # FORM: the caller says how many there is room for
    doc.rename("another")
    assert list(names) == ["the name", "the name"]
    assert doc.names(0) == []
    for wrong in (-1, 1 << 70, "8", 1.5):
        refused(Exception, "", lambda wrong=wrong: doc.names(wrong))


# expected: ok
def texts():
    for length in (1, 1023, 1024, 1025, 5000, 100000):
        doc = shapes.Doc.open("n" * length)
        assert doc.label() == doc.title() == "n" * length
    doc = shapes.Doc.open("d")
    refused(WRONG, "", lambda: doc.rename("a\0b"))
    refused(WRONG, "", lambda: doc.rename(b"bytes"))
    attempt(lambda: doc.rename("\ud800"))
    assert doc.describe() == "document d with 3 pages"
    assert (doc.comment(True), doc.comment(False)) == ("a comment", None)
    assert shapes.explain(False) == "it went well"
    refused(shapes.RefusedError, "as asked", lambda: shapes.explain(True))
    text = attempt(shapes.endless_text)
    assert isinstance(text, Exception) or not text.strip("e")


# expected: ok
def messages_are_popped_once():
    doc = shapes.Doc.open("d")
    doc.push("A" * 3000)
    doc.push("second")
    assert len(doc.front()) == 3000
    assert doc.pop(capacity=4096) == "A" * 3000
    assert doc.pop(capacity=4096) == "second"
    refused(shapes.EndError, "no message", lambda: doc.pop(capacity=4096))
    for wrong in (-1, 2**70, "x"):
        refused(WRONG, "", lambda wrong=wrong: doc.pop(capacity=wrong))


# expected: ok
def error_text_is_of_this_call():
    refused(shapes.InvalidError, "failed with 3 as asked", lambda: shapes.fail(3, True))
    error = refused(shapes.MissingError, "", lambda: shapes.fail(1, False))
    assert "as asked" not in str(error), error
    error = refused(shapes.ShapesError, "77", lambda: shapes.fail(77, False))
    assert int(error.code) == 77
    shapes.fail(0, True)


# expected: ok
def errors_of_python_itself():
    refused(FileNotFoundError, "", lambda: shapes.fail(1, True))
    refused(TimeoutError, "", lambda: shapes.fail(4, True))
    error = refused(FileNotFoundError, "", lambda: shapes.fail_errno(errno.ENOENT))
    assert error.errno == errno.ENOENT
    assert shapes.fail_errno(0) == 7
    assert shapes.text_errno(0) == "no error"
    refused(PermissionError, "", lambda: shapes.text_errno(errno.EACCES))


# expected: ok
# libffi would read more than C gives.
def packed_records_do_not_arrive_by_value():
    refused(NotImplementedError, "libffi reads more", lambda: shapes.show_slip(lambda slip: slip.mark, 1))


# expected: ok
def what_says_that_it_is_an_int():
    class Liar(int):
        @property
        def __class__(self):
            return int

        def __le__(self, other):
            return True

        __lt__ = __ge__ = __gt__ = __le__

    class Odd(Liar):
        _as_parameter_ = 300

        def __index__(self):
            return 300

    box = shapes.Box()
    for wrong in (Liar(2**70), Liar(-(2**40)), Odd(2**70)):
        refused(OverflowError, "does not fit", lambda wrong=wrong: shapes.Image.create(wrong))
        refused(OverflowError, "does not fit", lambda wrong=wrong: setattr(box, "x", wrong))
    assert shapes.Image.create(Liar(7)).width() == 7
