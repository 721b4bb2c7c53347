"""rule: 2, 4, 7 and 14. The caller's own code, and other threads, run in the middle of what reads or writes
memory that is lent; classes that say they are another; interpreters beside the main one.
"""

import copy
import gc
import pickle
import subprocess
import sys
import threading
import traceback

import shapes
from attack import attempt, refused


class Ends:
    """A number that ends a loan while it is asked for its value."""

    def __init__(self, claim):
        self.claim = claim

    def __index__(self):
        self.claim.commit()
        return 0


def claimed():
    ring = shapes.Ring.open()
    return ring, ring.claim()


# expected: ok
# To end what is in the middle of being used is refused, whoever asks for it; afterwards it goes on as before.
def a_number_that_ends_the_loan():
    ring, claim = claimed()
    block = claim.record
    values = block.values

    def numbers():
        claim.commit()
        yield 1

    refused(BufferError, "being read or written", lambda: values.__setitem__(0, Ends(claim)))
    refused(BufferError, "being read or written", lambda: values.__setitem__(slice(0, 1), numbers()))
    refused(BufferError, "being read or written", lambda: values[Ends(claim)])
    refused(BufferError, "being read or written", lambda: setattr(block, "count", Ends(claim)))
    values[0] = 7
    block.count = 1
    claim.commit()
    refused(ValueError, "given back", lambda: values[0])
    refused(ValueError, "given back", lambda: block.count)
    with ring.peek() as shown:
        assert (shown.count, shown.values[0]) == (1, 7)


# expected: ok
def what_was_begun_before_the_end():
    _, claim = claimed()
    values = claim.record.values
    values[1] = 5
    forward, backward = iter(values), reversed(values)
    next(forward), next(backward)
    claim.commit()
    assert next(forward) == 5, "the numbers as they were when the iteration began"
    refused(ValueError, "given back", lambda: next(backward))
    refused(ValueError, "given back", lambda: list(values))
    refused(ValueError, "given back", lambda: bytes(values))


# expected: ok
def copies_of_what_is_lent_are_their_own():
    _, claim = claimed()
    block = claim.record
    block.values[0] = 9
    records = [copy.copy(block), copy.deepcopy(block), pickle.loads(pickle.dumps(block)), block.copy()]
    numbers = [copy.copy(block.values), copy.deepcopy(block.values), pickle.loads(pickle.dumps(block.values))]
    claim.commit()
    for record in records:
        record.values[1] = 3
        assert record.values[:2] == [9, 3]
    for each in numbers:
        each[1] = 3
        assert each[:2] == [9, 3]
    refused(TypeError, "cannot be copied", lambda: copy.copy(claim))


# expected: ok
# One thread reads and writes, another one gives back: each access comes before the end, or is refused.
def accesses_race_with_the_end():
    ring = shapes.Ring.open()
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(150):
            claim = ring.claim()
            block = claim.record
            values = block.values

            def uses(block=block, values=values):
                for i in range(30):
                    attempt(lambda: values.__setitem__(i % 8, i))
                    attempt(lambda: values[i % 8])
                    attempt(lambda: setattr(block, "count", i))
                    attempt(lambda: block.copy())
                    attempt(lambda: block.sequence)

            thread = threading.Thread(target=uses)
            thread.start()
            while isinstance(attempt(claim.commit), BufferError):
                pass
            thread.join()
            with ring.peek():
                pass
    finally:
        sys.setswitchinterval(interval)


# expected: ok
# A class of two kinds, or one assigned by hand: C gets an object of its kind, or none.
def another_kind_by_its_class():
    class Both(shapes.Hub, shapes.Store):
        __slots__ = ()

    both, hub, store = Both.open("b"), shapes.Hub.open("h"), shapes.Store.open("s")
    hub.__class__ = shapes.Store
    for pretended in (both, hub):
        refused(TypeError, "another kind", lambda pretended=pretended: shapes.total([pretended]))
        refused(Exception, "", lambda pretended=pretended: store.join(pretended))
        refused(Exception, "", lambda pretended=pretended: store.swap(pretended))
        refused(Exception, "", lambda pretended=pretended: shapes.Store.put(pretended, 1))
        attempt(pretended.close)


# expected: ok
# The depth of calls runs out at every place of a call, one after the other.
def the_depth_of_calls_runs_out():
    store, desk = shapes.Store.open("s"), shapes.Desk.open("d")
    ring, claim = claimed()

    def deeper():
        attempt(lambda: store.put(1))
        attempt(lambda: store.count())
        attempt(lambda: desk.put(1))
        attempt(lambda: claim.record.values[0])
        attempt(lambda: setattr(claim.record, "count", 1))
        deeper()

    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(200)
    try:
        refused(RecursionError, "", deeper)
    finally:
        sys.setrecursionlimit(limit)
    store.put(2)
    desk.put(2)
    claim.commit()
    assert ring.pending() == 1


# expected: ok
# No address by hand, but for the raw layer.
def nothing_is_made_of_a_number():
    ring, claim = claimed()
    for call in (
        lambda: shapes.RingClaim(4096, None),
        lambda: type(claim)(),
        lambda: claim.__init__(4096, ring),
        lambda: shapes.Box.from_raw(4096),
        lambda: shapes.Block.from_raw(shapes.Box().raw),
        lambda: shapes.Box.copied(4096),
        lambda: shapes.Ring(4096),
        lambda: object.__new__(shapes.RingClaim).record.count,
        lambda: object.__new__(shapes.Box).x,
        lambda: shapes.optional(object.__new__(shapes.Box), None),
        lambda: shapes.optional(4096, None),
        lambda: shapes.optional(shapes.Slot(), None),
    ):
        refused(Exception, "", call)
    claim.commit()


HOOK = """
import shapes
bus = shapes.Bus.open()
def fails(what, number):
    if what != "bye":
        raise KeyError("told by Python's own hook")
bus.on(fails)
bus.emit_elsewhere(1)
"""


# expected: ok
# An exception in a thread of C, where nobody has put a hook of his own.
def the_hook_of_python_itself():
    done = subprocess.run([sys.executable, "-B", "-c", HOOK], capture_output=True, text=True, timeout=60)
    assert "KeyError: \"told by Python's own hook\"" in done.stderr, done.stderr
    assert "in a function that C called" in done.stderr, done.stderr


BESIDE = """
try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters
import shapes

beside = interpreters.create()
code = '''
import shapes
shapes.watch(lambda what, number: None)
'''
try:
    failure = (getattr(interpreters, "exec", None) or interpreters.run_string)(beside, code)
except interpreters.RunFailedError as error:
    failure = error
assert "ImportError" in str(failure), failure  # ctypes of 3.12 refuses by itself
interpreters.destroy(beside)
shapes.announce(1)
"""


# expected: ok
# C would go on calling functions of an interpreter that is gone.
def another_interpreter_is_refused():
    done = subprocess.run([sys.executable, "-B", "-c", BESIDE], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


# expected: ok
# A traceback holds the frames in which something lent was used; it keeps no loan open.
def a_traceback_keeps_no_loan():
    ring = shapes.Ring.open()
    kept = []
    try:
        with ring.claim() as block:
            block.values[9] = 1
    except IndexError as error:
        kept.append(traceback.TracebackException.from_exception(error, capture_locals=True))
        kept.append(error)
    assert ring.lent() == 0
    try:
        with ring.claim() as block:
            block.values[0] = "no number"
    except TypeError as error:
        kept.append(error)
    assert ring.lent() == 0
    kept.clear()
    gc.collect()
