"""Interrupts calls of the package at each of their instructions, and looks at what is left.

interrupted.py STRIDE [SCENARIO...]   as a process of its own: at every so many instructions; says what went
                                      wrong, and how many instructions there are
"""

from __future__ import annotations

import array
import gc
import sys
import threading
import time

import shapes


class Interrupted(BaseException):
    """What a signal handler, or a lack of memory, raises at any moment."""


class Injector:
    """Raises at one instruction of the package's code, counted from the start."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.count = 0
        self.place = ""

    def __call__(self, frame, event, _argument):
        if frame.f_globals.get("__package__") != "shapes":
            return None
        frame.f_trace_lines = False
        frame.f_trace_opcodes = True
        return self.local

    def local(self, frame, event, _argument):
        # What no line has is how CPython gets to a handler: nothing is raised there in earnest.
        if event == "opcode" and frame.f_lineno is not None:
            self.count += 1
            if self.count == self.at:
                self.place = f"{frame.f_code.co_filename.rpartition('/')[2]}:{frame.f_lineno} {frame.f_code.co_name}"
                raise Interrupted
        return self.local


# ---- what is interrupted: called with what `prepare` made, and then asked whether it still works -----------


class Calls:
    """One thread at a time: calls that may call back, and those that change it."""

    def __init__(self):
        self.store = shapes.Store.open("s")

    def act(self):
        self.store.put(1)
        self.store.with_(lambda inner: inner.count())
        self.store.count_now()

    def check(self):
        self.store.put(2)
        elsewhere(lambda: self.store.put(3))
        self.store.close()


class Children:
    def __init__(self):
        self.store = shapes.Store.open("s")
        self.store.put(1)

    def act(self):
        cursor = self.store.walk()
        cursor.mark().value()
        cursor.close()
        self.store.snapshot().count()
        self.store.focus(shapes.Hub.open("h")).count()

    def check(self):
        self.store.put(2)
        elsewhere(lambda: self.store.put(3))
        self.store.close()


class Opens:
    def act(self):
        shapes.Hub.open("h").walk().mark().value()
        shapes.Ticket.search(7, False).number()
        shapes.Image.create(8).width()

    def check(self):
        pass


class Several:
    """Calls on several objects."""

    def __init__(self):
        self.stores = [shapes.Store.open(name) for name in "ab"]

    def act(self):
        self.stores[0].swap(self.stores[1])
        shapes.total(self.stores)
        self.stores[0].join(self.stores[1]).count()

    def check(self):
        for store in self.stores:
            elsewhere(lambda store=store: store.put(3))
            store.close()


class Loans:
    def __init__(self):
        self.ring = shapes.Ring.open()

    def act(self):
        with self.ring.claim() as block:
            block.count = 1
            block.values[0] = block.count
        self.ring.claim().abandon()
        with self.ring.peek() as block:
            bytes(block.values)

    def check(self):
        elsewhere(self.ring.pending)
        with self.ring.claim():
            pass
        self.ring.close()


class Views:
    def __init__(self):
        self.doc = shapes.Doc.open("d")

    def act(self):
        samples = self.doc.samples_to_edit()
        samples[0] = samples[1]
        self.doc.page(0).words()

    def check(self):
        elsewhere(lambda: self.doc.move(1, 1))
        self.doc.samples_to_edit()[0] = 1.0
        self.doc.close()


class Consumed:
    def __init__(self):
        self.hub = shapes.Hub.open("h")
        self.ticket = shapes.Ticket.create(1)

    def act(self):
        self.ticket.number()
        self.hub.inspect(self.ticket)
        self.hub.submit(self.ticket)

    def check(self):
        if not self.ticket.closed:
            self.ticket.number()
            self.hub.submit(self.ticket)


class Compares:
    """Closures without user data, one within another: what is interrupted is not called again."""

    def __init__(self):
        self.store = shapes.Store.open("s")

    def act(self):
        inner = []

        def outer(a, b):
            calls = len(inner)
            try:
                shapes.sort(array.array("i", [a, b]), lambda x, y, held=self.store.walk(): inner.append(0) or y - x)
            except Interrupted:
                pass
            else:
                assert len(inner) > calls or ignored, "the inner closure is not called"
            return a - b

        values = array.array("i", [2, 1])
        shapes.sort(values, outer)
        assert list(values) == [1, 2] or ignored, f"sorted by another closure: {values}"

    def check(self):
        assert shapes.compare_stale(2, 1) == 0, "a call that is over was called"
        values = array.array("i", [2, 1])
        shapes.sort(values, lambda a, b: a - b)
        assert list(values) == [1, 2]
        self.store.close()


class Visits:
    """A closure that holds an object goes with its call."""

    def __init__(self):
        self.doc = shapes.Doc.open("d")
        self.store = shapes.Store.open("s")

    def act(self):
        self.doc.each(lambda box, index, held=self.store.walk(): True)

    def check(self):
        self.doc.each(lambda box, index: True)
        self.doc.close()


class Registers:
    """Turns at what takes each other's place: others have them afterwards."""

    def __init__(self):
        self.bus = shapes.Bus.open()

    def act(self):
        shapes.umpire_on(lambda number: None, 0)
        on = self.bus.on(lambda what, number: None)
        on.close()
        shapes.umpire_off()

    def check(self):
        until = time.monotonic() + 5
        seen = []
        elsewhere(lambda: self.bus.on(lambda what, number: seen.append(number)))
        elsewhere(lambda: shapes.umpire_on(seen.append, 0))
        self.bus.emit(1)
        assert shapes.umpire(2) == 0
        assert seen == [1, 2] or ignored, f"others are called: {seen}"
        assert time.monotonic() < until, "a turn was not let go of"
        shapes.umpire_off()
        self.bus.close()


SCENARIOS = {
    kind.__name__: kind
    for kind in (Calls, Children, Opens, Several, Loans, Views, Consumed, Compares, Visits, Registers)
}


def elsewhere(call) -> None:
    """A call on another thread, which must be let in."""
    errors = []

    def run():
        try:
            call()
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if errors:
        raise errors[0]


#: Finalizers that were interrupted: what they would have ended is lost, and Python says so.
ignored: list[str] = []
sys.unraisablehook = lambda raised: ignored.append(repr(raised.exc_value))


def once(kind, at: int) -> tuple[Injector, str]:
    """One run with an interruption at an instruction; what is wrong then."""
    del ignored[:]
    injector = Injector(at)
    before = shapes.live()
    wrong = ""
    nested = False
    try:
        scenario = kind()
        try:
            sys._getframe().f_trace_opcodes = True  # which CPython 3.12 looks for when tracing begins
            sys.settrace(injector)
            scenario.act()
        except Interrupted as interruption:
            # CPython 3.11 keeps an exception that is caught while its tracer raises.
            nested = interruption.__context__ is not None
        finally:
            sys.settrace(None)
        lost = bool(ignored) or nested
        scenario.check()
        del scenario
    except BaseException as error:
        wrong = f"{type(error).__name__}: {error}"
    while gc.collect():
        pass
    if shapes.faults():
        wrong = wrong or f"FAULT: {shapes.first_fault()}"
    if shapes.live() > before and not wrong and not lost:
        wrong = f"LEAK: {shapes.live() - before} objects"
    shapes.reset()
    return injector, wrong


MOST = 5000


def main() -> int:
    failures = 0
    stride = int(sys.argv[1])
    gc.disable()
    for name in sys.argv[2:] or SCENARIOS:
        kind = SCENARIOS[name]
        kind().act()  # what is made once is made
        gc.collect()
        for at in range(1, MOST, stride):
            injector, wrong = once(kind, at)
            if wrong:
                failures += 1
                print(f"{name} at {at}, {injector.place}: {wrong}")
            if not injector.place:
                print(f"{name}: {injector.count} instructions")
                failures += injector.count == 0
                break
        else:
            failures += 1
            print(f"{name}: more than {MOST} instructions")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
