"""rule: 2, 13. What is borrowed keeps its owner, ends with what ends it, and stays const."""

import copy
import gc
import pickle

import shapes
from attack import attempt, has_lock, refused

try:
    import numpy
except ImportError:
    numpy = None


# expected: ok
def a_record_keeps_its_document():
    box, frame = shapes.Doc.open("d").box(), shapes.Doc.open("d").frame()
    gc.collect()
    assert (box.x, box.w, frame.h) == (1, 10, 200)


# expected: ok
def a_record_after_a_change():
    doc = shapes.Doc.open("d")
    box = doc.box()
    doc.move(10, 10)
    seen = attempt(lambda: box.x)
    assert seen in (1, 11) or isinstance(seen, Exception), seen
    attempt(lambda: setattr(box, "x", 77))
    doc.move(1, 0)
    assert doc.box().x == 12, "const was written"
    edit = doc.box_to_edit()
    edit.x = 50
    assert attempt(lambda: doc.box().x) in (50, 12)
    doc.move(0, 0)
    attempt(lambda: setattr(edit, "x", 66))
    doc.close()
    attempt(lambda: edit.x)


# expected: ok
def constants_are_not_written():
    box = shapes.default_box()
    attempt(lambda: setattr(box, "x", 5))
    assert shapes.default_box().x == 1
    nodes = attempt(shapes.default_nodes)
    attempt(lambda: setattr(nodes, "value", 5))
    attempt(lambda: setattr(nodes.next, "value", 5))
    assert attempt(lambda: shapes.default_nodes().value) == 1


# Raw only until results can be counted.
# expected: ok
def slices_are_copies_or_views_that_end():
    doc = shapes.Doc.open("d")
    samples, boxes = doc.samples(), doc.boxes()
    assert list(samples) == [0.5, 1.5, 2.5, 3.5, 4.5, 5.5]
    assert (len(boxes), boxes[3].w) == (4, 40)
    last = boxes[3]
    attempt(lambda: samples.__setitem__(0, 9.0))
    assert doc.samples()[0] == 0.5, "const was written"
    doc.move(1, 1)
    for seen, real in (
        (attempt(lambda: samples[5]), 5.5),
        (attempt(lambda: boxes[3].w), 40),
        (attempt(lambda: last.w), 40),
    ):
        assert seen == real or isinstance(seen, Exception), seen
    edit = doc.samples_to_edit()
    edit[0] = 7.0
    assert doc.samples()[0] == 7.0
    doc.move(1, 1)
    attempt(lambda: edit.__setitem__(0, 8.0))
    doc.close()
    attempt(lambda: edit.__setitem__(0, 8.0))


# Of what the document lends: an address until results can be counted.
# expected: ok
def views_of_numpy_pin_or_copy():
    if numpy is None:
        return
    doc = shapes.Doc.open("d")
    array = numpy.asarray(doc.samples())
    memory = attempt(lambda: memoryview(doc.samples()))
    attempt(lambda: doc.move(1, 1))
    assert array[5] == 5.5
    attempt(lambda: array.__setitem__(0, 9))
    attempt(lambda: memory[0])
    attempt(doc.close)
    del doc
    gc.collect()
    assert array[5] == 5.5


# expected: ok
def views_of_a_loan_pin_it():
    ring = shapes.Ring.open()
    claim = ring.claim()
    claim.record.count = 1
    memory = claim.record.values.memory()
    memory[0] = 7
    if numpy is not None:
        values = numpy.asarray(claim.record.values)
        refused(BufferError, "still in use", claim.commit)
        values[0] = 5
        part = values[1:]
        del values
        refused(BufferError, "still in use", claim.commit)
        del part
    if has_lock():
        claim.commit()
        refused(ValueError, "released", lambda: memory[0])
    else:
        refused(BufferError, "still in use", claim.commit)
        del memory
        claim.commit()
    claim = ring.claim()
    memory = claim.record.values.memory()[1:]
    refused(BufferError, "still in use", claim.commit)
    ring.close()
    del ring, claim
    gc.collect()
    memory[0] = 1
    assert shapes.live() == 1, "the view keeps the loan, and the loan its ring"
    del memory
    gc.collect()
    assert shapes.live() == 0


# expected: ok
def texts_are_copied():
    doc = shapes.Doc.open("first name")
    name = doc.name()
    doc.rename("second name")
    doc.close()
    assert name == "first name"
    assert shapes.Doc.open("x").latin() == "M\udcfcnchen", "bytes that are no UTF-8 survive a round trip"


# expected: ok
def loans_end_once():
    ring = shapes.Ring.open()
    claim = ring.claim()
    claim.record.count = 1
    claim.record.values[0] = 77
    record, values = claim.record, claim.record.values
    claim.commit()
    refused(Exception, "", claim.commit)
    refused(Exception, "", lambda: record.count)
    refused(Exception, "", lambda: values[0])
    refused(Exception, "", lambda: values.__setitem__(0, 5))
    assert ring.pending() == 1
    with ring.peek() as block:
        assert block.values[0] == 77
        attempt(lambda: setattr(block, "count", 9))
        attempt(lambda: block.values.__setitem__(0, 9))
    refused(shapes.EndError, "empty", ring.peek)
    try:
        with ring.claim() as block:
            raise KeyError("mine")
    except KeyError:
        pass
    assert (ring.pending(), ring.lent()) == (0, 0)


# expected: ok
def a_loan_keeps_its_ring():
    claim = shapes.Ring.open().claim()
    gc.collect()
    claim.record.count = 1
    claim.commit()
    ring = shapes.Ring.open()
    claim = ring.claim()
    ring.close()
    claim.record.count = 2
    claim.abandon()


# expected: ok
def a_loan_that_is_forgotten():
    record = shapes.Ring.open().claim().record
    gc.collect()
    attempt(lambda: record.count)
    attempt(lambda: setattr(record, "count", 1))
    del record


# Raw only until records can be followed by an array.
# expected: ok
def a_message_knows_its_length():
    doc = shapes.Doc.open("d")
    message = doc.message()
    assert bytes(message.data) == bytes([1, 2, 3, 4, 5])
    refused(Exception, "", lambda: setattr(message, "length", 4096))
    data = attempt(lambda: bytes(message.data))
    assert isinstance(data, Exception) or len(data) == 5, data
    made = shapes.Message(kind=3, data=b"\1\2")
    for same in (made, copy.copy(made), copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
        assert (same.length, shapes.message_sum(same)) == (2, 3) and same == made
    made.data[1] = 7
    assert shapes.message_sum(made) == 8 and shapes.message_sum(message) == 15
    assert shapes.message_sum(shapes.Message()) == 0
    refused(Exception, "", lambda: made.data.__setitem__(2, 1))
    row = shapes.Message.array(2)
    attempt(lambda: row.__setitem__(0, made))
    refused(Exception, "", lambda: shapes.message_sum(row[0]))
    view = made.data.memory()
    del made
    gc.collect()
    assert bytes(view) == b"\1\7"
    refused(Exception, "", lambda: shapes.message_sum(shapes.Message(length=4096)))
    refused(Exception, "", lambda: shapes.span_sum(shapes.Span(length=4096)))
    doc.close()
    attempt(lambda: bytes(message.data))


# expected: ok
def guessed_functions_are_not_there():
    for name in (
        "guess_pair",
        "guess_pair_narrow",
        "guess_out",
        "guess_numbers",
        "guess_one",
        "guess_callback",
        "guess_text",
        "guess_fixed_text",
        "guess_array",
        "guess_range",
        "guess_text_range",
        "guess_format",
        "guess_printed",
        "guess_letter",
        "guess_address",
        "guess_area",
        "guess_old_list",
        "guess_channel_close",
        "guess_shutdown",
        "guess_sides",
        "guess_two_names",
        "guess_names_by_two",
        "guess_gauge",
        "guess_place",
        "guess_data",
        "sort_crowd",
        "knot_is_tied",
        "measure",
    ):
        assert not hasattr(shapes, name), f"shapes.{name} is guessed"
    assert shapes.plain_format("%s") == 2
    assert not hasattr(shapes.Store, "guess_stores")
    assert not hasattr(shapes.Store, "guess_two_stores")
    assert not hasattr(shapes.Doc, "guess_owner")
