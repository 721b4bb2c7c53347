"""rule: 2, 3, 14. What a finalizer brings back, and what is put together again from its bytes."""

import gc
import signal

import shapes
from attack import attempt, refused

GONE = (ValueError, RuntimeError)


def brought_back(*things):
    """Gets the same, once the collector has found it and something has brought it back."""

    class Phoenix:
        def __init__(self):
            self.things, self.me = list(things), self

        def __del__(self):
            back.extend(self.things)

    back = []
    Phoenix()
    return back


# expected: ok
def what_the_library_made():
    back = brought_back(shapes.render(100), shapes.doubled([1.5, 2.5]))
    gc.collect()
    made, doubled = back
    made[3] = 7
    assert made[:5] == [0, 1, 2, 7, 4], made[:5]
    assert doubled[:] == [3, 5]


# expected: ok
def a_view_of_what_was_lent():
    ring = shapes.Ring.open()
    back = brought_back(ring.claim().record.values.memory().cast("B"))
    gc.collect()
    assert ring.lent() == 1
    back[0][0] = 7
    back.clear()
    gc.collect()
    assert ring.lent() == 0


# expected: ok
def a_view_of_what_is_given_back():
    ring = shapes.Ring.open()
    claim = ring.claim()
    back = brought_back(claim.record.values.memory().cast("B"))
    gc.collect()
    refused(BufferError, "still in use", claim.commit)
    back[0][0] = 7
    back.clear()
    claim.commit()


# expected: ok
def what_is_lent_goes_back_once():
    ring = shapes.Ring.open()
    back = brought_back(ring.claim())
    gc.collect()
    refused(GONE, "given back", back[0].commit)
    refused(GONE, "given back", back[0].abandon)
    assert ring.lent() == 0


# expected: ok
def what_belonged_to_something_that_has_ended():
    doc = shapes.Doc.open("d")
    page = doc.page(0)
    back = brought_back(doc, page, page.line(), doc.samples_to_edit())
    del doc, page
    gc.collect()
    doc, page, line, samples = back
    for call in (page.words, page.line, line.words, doc.samples):
        refused(GONE, "closed", call)
    refused(GONE, "", lambda: samples[0])


# expected: ok
def bytes_of_another_size():
    for thing in (shapes.Box(), shapes.Message(data=b"some text")):
        rebuild, (kind, data, *rest) = thing.__reduce__()
        for other in (data + bytes(10000), data[:-1], b""):
            refused(ValueError, "bytes", lambda other=other: rebuild(kind, other, *rest))
        attempt(lambda: rebuild(kind, data, *[-1 for _ in rest]))


# expected: ok
# Wherever the collector comes, finalizers may do what the program may.
def finalizers_within_what_a_call_does():
    class Busy:
        def __init__(self):
            self.me = self

        def __del__(self):
            attempt(lambda: other.update(lambda box: None))
            attempt(lambda: store.with_(lambda lent: lent.count()))
            attempt(lambda: bus.on(lambda what, number: None).close())

    drawer, other = shapes.Drawer.open(), shapes.Drawer.open()
    store, bus = shapes.Store.open("s"), shapes.Bus.open()
    signal.alarm(60)  # it would wait for itself
    for threshold in range(1, 60):
        for _ in range(4):
            Busy()
            gc.set_threshold(threshold)
            drawer.update(lambda box: None)
            store.with_(lambda lent: lent.count())
    signal.alarm(0)
    gc.set_threshold(1)


# expected: ok
# C may wait in an end for a thread whose closure has to be alone as well.
def the_collector_ends_nothing_where_a_thread_is_alone():
    interpreter = shapes._interpreter
    live = shapes.live()
    for make in (lambda: shapes.Doc.open("d"), lambda: shapes.render(100), lambda: shapes.Bus.open()):
        with interpreter.Alone():
            made = [make()]
            made.append(made)
            del made
            gc.collect()
            assert shapes.live() > live
        assert shapes.live() == live
