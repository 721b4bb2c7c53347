"""rule: 5, 6, 7. A closure outlives the last call of C, and exceptions arrive.

FORM: what registers returns a registration, whose close() ends it.
"""

import gc
import threading
import time
import weakref

import shapes
from attack import attempt, refused


class Calls:
    """Counts the calls of a closure, and knows when it is gone."""

    def __init__(self):
        self.count, self.last, self.closures = 0, None, []

    def closure(self):
        def called(what, number):
            self.count, self.last = self.count + 1, number

        self.closures.append(weakref.ref(called))
        return called

    def alive(self):
        gc.collect()
        return sum(closure() is not None for closure in self.closures)


# expected: ok
def closing_ends_it():
    seen = Calls()
    bus = shapes.Bus.open()
    on = bus.on(seen.closure())
    bus.emit(5)
    assert (seen.count, seen.last) == (1, 5)
    on.close()
    assert (seen.count, seen.last) == (2, -1)
    on.close()
    bus.emit(6)
    assert (seen.count, seen.alive()) == (2, 0)


# expected: ok
def a_replaced_one_does_not_end_its_successor():
    first, second = Calls(), Calls()
    bus = shapes.Bus.open()
    one = bus.on(first.closure())
    two = bus.on(second.closure())
    one.close()
    bus.emit(2)
    assert second.last == 2 and first.last != 2
    two.close()


# expected: ok
def a_closure_ends_itself():
    bus = shapes.Bus.open()
    kept = {}

    def called(what, number):
        if what == "event":
            kept.pop("on").close()
            gc.collect()

    kept["on"] = bus.on(called)
    bus.emit(1)
    bus.emit(2)

    def closes(what, number):
        if what == "event":
            attempt(bus.close)

    on = bus.on(closes)
    bus.emit(3)
    attempt(on.close)


# expected: ok
def ended_while_it_runs():
    bus = shapes.Bus.open()
    inside = threading.Event()

    def called(what, number):
        if what == "event":
            inside.set()
            time.sleep(0.03)

    on = bus.on(called)
    thread = threading.Thread(target=bus.emit, args=(1,))
    thread.start()
    inside.wait()
    on.close()
    del called
    gc.collect()
    thread.join()


# expected: ok
def late_calls():
    seen, other = Calls(), Calls()
    bus = shapes.Bus.open()
    on = bus.on(seen.closure())
    bus.emit_later(1, 20)
    on.close()
    then = bus.on(other.closure())
    shapes.join_threads()
    assert seen.last == -1 and other.last != 1
    bus.emit_later(2, 20)
    then.close()
    bus.close()
    shapes.join_threads()
    assert other.last == -1
    bus = shapes.Bus.open()
    bus.on(seen.closure()).close()
    bus.emit_stale(9)
    assert seen.last == -1


# expected: ok
def registrations_that_are_forgotten():
    seen = Calls()
    bus = shapes.Bus.open()
    bus.on(seen.closure())
    bus.listen(seen.closure())
    bus.add(seen.closure())
    gc.collect()
    bus.emit(1)
    bus.emit_later(2, 10)
    bus.close()
    shapes.join_threads()


# expected: ok
def a_refused_one_is_not_kept():
    seen = Calls()
    bus = shapes.Bus.open()
    refused(shapes.RefusedError, "nobody may listen", lambda: bus.refuse(seen.closure()))
    refused(shapes.InvalidError, "that late", lambda: shapes.later(20000, seen.closure()))
    bus.emit(1)
    refused(TypeError, "", lambda: bus.on(None))
    refused(TypeError, "", lambda: bus.on(5))
    assert (seen.count, seen.alive()) == (0, 0)


# expected: ok
def ids_are_given_out_again():
    first, second = Calls(), Calls()
    bus = shapes.Bus.open()
    one, two = bus.listen(first.closure()), bus.listen(second.closure())
    one.close()
    three = bus.listen(first.closure())
    one.close()
    bus.emit(2)
    assert (first.last, second.last) == (2, 2)
    two.close()
    bus.emit(3)
    assert (first.last, second.last) == (3, -1)
    three.close()


# expected: ok
def pairs_are_told_apart():
    first, second = Calls(), Calls()
    bus = shapes.Bus.open()
    one, two = bus.add(first.closure()), bus.add(second.closure())
    one.close()
    bus.emit(2)
    assert (first.count, second.count) == (0, 1)
    two.close()
    one, two = shapes.watch(first.closure()), shapes.watch(second.closure())
    one.close()
    shapes.announce(3)
    assert (first.count, second.last) == (0, 3)
    two.close()
    with shapes.tell(first.closure()):
        shapes.announce(4)
    assert first.last == 4


# expected: ok
def the_same_function_twice():
    seen = Calls()
    called = seen.closure()
    bus = shapes.Bus.open()
    one, two = bus.add(called), bus.add(called)
    bus.emit(1)
    assert seen.count == 2
    one.close()
    bus.emit(2)
    assert seen.count == 3
    two.close()


# expected: ok
def once_is_once():
    seen = Calls()
    bus = shapes.Bus.open()
    bus.defer(seen.closure())
    bus.emit(1)
    bus.emit(2)
    assert (seen.count, seen.last) == (1, 1)
    shapes.later(5, seen.closure())
    shapes.join_threads()
    assert seen.last == 5
    shapes.twice(seen.closure())
    assert (seen.count, seen.alive()) == (3, 0)


# expected: ok
def until_closed():
    seen = Calls()
    bus = shapes.Bus.open()
    bus.follow(seen.closure())
    bus.follow(seen.closure())
    bus.attach(seen.closure())
    bus.attach(seen.closure())
    bus.emit(4)
    assert seen.count == 3
    bus.close()
    assert (seen.count, seen.alive()) == (5, 0)


# Without user data: raw only.
# expected: ok
def hooks_of_the_process():
    first, second, logged = Calls(), Calls(), []
    shapes.set_hook(first.closure())
    shapes.run_hooks(1)
    shapes.set_hook(second.closure())
    shapes.run_hooks_elsewhere(2)
    assert (first.last, second.last) == (1, 2)
    shapes.set_hook(None)
    shapes.set_log(logged.append)
    shapes.run_hooks(3)
    shapes.set_log(None)
    shapes.run_hooks(4)
    assert (second.count, logged) == (1, ["logged"])


# expected: ok
def threads_of_c():
    seen, values = Calls(), []
    bus = shapes.Bus.open()
    on = bus.on(seen.closure())
    bus.emit_elsewhere(3)
    assert seen.last == 3
    on.close()
    shapes.call_elsewhere(4, lambda value: values.append(value) or 0)
    assert values == [0, 1, 2, 3]
    shapes.call_crowd(4, lambda value: values.append(value) or 0)
    assert len(values) == 204


# expected: ok
def addresses_are_used_again():
    shapes.reuse_addresses(True)
    for _ in range(50):
        bus, seen = shapes.Bus.open(), Calls()
        on = bus.on(seen.closure())
        bus.emit(1)
        assert seen.count == 1
        if _ % 2:
            on.close()
        bus.close()
    shapes.reuse_addresses(False)


# expected: ok
def exceptions_arrive():
    class Mine(Exception):
        pass

    def fails(*_):
        raise Mine("mine")

    doc, hub = shapes.Doc.open("d"), shapes.Hub.open("h")
    refused(Mine, "mine", lambda: doc.each(fails))
    refused(Mine, "mine", lambda: doc.update(fails))
    refused(Mine, "mine", lambda: shapes.map_number(fails, 1))
    refused(Mine, "mine", lambda: shapes.call_elsewhere(2, fails))
    refused(Mine, "mine", lambda: shapes.call_crowd(3, fails))
    refused(Mine, "mine", lambda: hub.each(fails))
    gc.collect()
    assert shapes.live_of(shapes.Kind.OTHER) == 0, "the ticket of a call that failed"
    bus = shapes.Bus.open()
    on = bus.on(lambda what, number: fails() if what == "event" else None)
    refused(Mine, "mine", lambda: bus.emit(1))
    on.close()
    bus.defer(fails)
    refused(Mine, "mine", lambda: bus.emit(1))
    refused(Mine, "mine", lambda: shapes.twice(fails))


# expected: ok
def the_exceptions_that_end_a_program():
    def leaves(*_):
        raise SystemExit(3)

    def stops(*_):
        raise KeyboardInterrupt

    refused(SystemExit, "3", lambda: shapes.map_number(leaves, 1))
    refused(KeyboardInterrupt, "", lambda: shapes.map_number(stops, 1))


# expected: ok
def results_of_callbacks_are_checked():
    for value in (-1, 256, 2**40, "x", None, 1.5):
        refused((OverflowError, TypeError, ValueError), "", lambda value=value: shapes.map_narrow(lambda _: value, 1))
    assert shapes.map_narrow(lambda value: value, 255) == 255
    refused((OverflowError, TypeError, ValueError), "", lambda: shapes.map_number(lambda _: 2**63, 1))
    assert shapes.map_number(lambda value: value, -(2**63)) == -(2**63)
    refused((TypeError, ValueError), "", lambda: shapes.map_fraction(lambda _: "1.5", 1.0))


# expected: ok
def objects_of_callbacks():
    store, kept = shapes.Store.open("s"), []

    def uses(inner):
        inner.put(1)
        attempt(inner.close)
        kept.append(inner)

    store.with_(uses)
    assert store.count() == 1
    store.close()
    refused((ValueError, RuntimeError), "", lambda: kept[0].count())
    doc, boxes = shapes.Doc.open("d"), []
    doc.each(lambda box, index: boxes.append(box) or True)
    doc.update(boxes.append)
    doc.close()
    for box in boxes:
        seen = attempt(lambda box=box: box.w)
        assert isinstance(seen, Exception) or 10 <= seen <= 40, seen
        attempt(lambda box=box: setattr(box, "w", 5))


# expected: ok
def used_from_within():
    doc = shapes.Doc.open("d")

    def changes(box):
        box.x += 1
        refused((ValueError, RuntimeError), "closed" if doc.closed else "in use", lambda: doc.rename("other"))
        attempt(doc.close)

    doc.update(changes)


# expected: ok
def chunks_and_lines():
    chunks, lines = [], []
    shapes.read_chunks(lambda data: chunks.append(bytes(data)), -1)
    assert chunks[:3] == [b"\1", b"\2\2", b"\3\3\3"] and b"".join(chunks[3:]) == b""
    kept = []
    shapes.read_chunks(kept.append, 0)
    for data in kept:
        seen = attempt(lambda data=data: bytes(data))
        assert isinstance(seen, Exception) or seen in (b"\1", b"\2\2", b"\3\3\3", b""), seen
    shapes.read_lines(lines.append)
    assert lines == ["first", "zw\xf6lf", None, "bad \udcff byte"], lines


# expected: ok
def two_functions_with_one_user_data():
    words, spaces = [], []
    shapes.parse("one  two ", words.append, spaces.append)
    assert (words, spaces) == (["one", "two"], [2, 1])

    def fails(_):
        raise KeyError("of the second")

    refused(KeyError, "of the second", lambda: shapes.parse("a b", words.append, fails))
    refused(TypeError, "gap", lambda: shapes.parse("a b", words.append, None))
