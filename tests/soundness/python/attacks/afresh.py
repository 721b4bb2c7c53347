"""rule: 1 to 8 and 14. Ways that no list had: what ends while the interpreter does, forks, copies of what
holds an object, views that race with an end.
"""

import array
import copy
import dataclasses
import gc
import os
import pickle
import signal
import subprocess
import sys
import threading
import weakref

import shapes
from attack import Halted, attempt, has_lock, refused


def ordered(values, compare):
    """The numbers, sorted by C."""
    numbers = array.array("i", values)
    shapes.sort(numbers, compare)
    return list(numbers)


def in_a_process_of_its_own(program):
    done = subprocess.run([sys.executable, "-B", "-c", program], capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, (done.returncode, done.stdout[-500:], done.stderr[-2000:])


@dataclasses.dataclass
class Holder:
    store: object
    number: int = 0


# expected: ok
def copies_of_what_holds_an_object():
    store = shapes.Store.open("s")
    holder = Holder(store)
    other = dataclasses.replace(holder, number=1)
    assert other.store is store
    refused(TypeError, "cannot be copied", lambda: dataclasses.asdict(holder))
    refused(TypeError, "cannot be copied", lambda: copy.deepcopy(holder))
    refused(TypeError, "cannot be copied", lambda: pickle.dumps([store]))
    stage = shapes.Stage.open()

    class Actor(shapes.ActorFunctions):
        def enter(self, what, number): ...
        def speak(self, what, number): ...

    joined = stage.join(Actor())
    refused(TypeError, "cannot be copied", lambda: copy.copy(joined))
    refused(TypeError, "cannot be copied", lambda: pickle.dumps(joined))
    # Python's own way round, and what it makes.
    for made in (store, joined):
        parts = attempt(lambda made=made: object.__reduce_ex__(made, 4))
        if isinstance(parts, tuple):
            twin = parts[0](*parts[1])
            for name, value in (parts[2][1] or {}).items() if isinstance(parts[2], tuple) else ():
                attempt(lambda name=name, value=value, twin=twin: setattr(twin, name, value))
            attempt(lambda twin=twin: twin.put(1))
            attempt(twin.close)
            attempt(twin.close)
    attempt(lambda: store.put(2))
    joined.close()
    stage.close()


AT_EXIT = """
import array, atexit, gc, sys, threading, time
import shapes

class Actor(shapes.ActorFunctions):
    def enter(self, what, number): ...
    def speak(self, what, number): ...
    def leave(self, what, number): print("left", number) if print else None

class Late:
    def __init__(self, store): self.store = store
    def __del__(self, sleep=time.sleep):
        try:
            # So long that all of C's threads have called meanwhile: nothing can be called afterwards.
            sleep(0.5)
            self.store.put(1)
            shapes.Store.open("at the end").put(2)
            shapes.sort(array.array('i', [2, 1]), lambda a, b: a - b)
        except Exception:
            pass

stage = shapes.Stage.open()
joined = stage.join(Actor())
store = shapes.Store.open("s")
walk = store.walk()
late = Late(store)
late.itself = late
bus = shapes.Bus.open()
bus.on(lambda what, number: None)
bus.follow(lambda what, number: None)
shapes.set_log(lambda text: None)
shapes.set_hook(lambda what, number: None)
for delay in range(0, 40, 4):
    shapes.later(delay, lambda what, number: gc.collect())
    bus.emit_later(1, delay)
thread = threading.Thread(target=lambda: [stage.play(i) for i in range(10000)], daemon=True)
thread.start()
atexit.register(lambda: stage.play(-1))
time.sleep(0.005)
"""


# expected: ok
# Nothing is closed, threads of C go on calling, finalizers come last.
def the_interpreter_ends_first():
    if not has_lock():
        return  # without its lock CPython 3.13 crashes where any thread of C comes in as it ends
    for _ in range(3):
        in_a_process_of_its_own(AT_EXIT)


LAST_WORDS = """
import sys
import shapes

heard = []
kept = shapes.watch(lambda what, number: heard.append(number))
shapes.watch(lambda what, number: heard.append(number))  # forgotten: it stays
shapes.set_log(lambda text: heard.append(text))
shapes.set_hook(lambda what, number: heard.append(number))
shapes.announce(1)
shapes.run_hooks(2)
assert heard == [1, 1, 2, "logged"], heard
"""


# expected: ok
# C calls what is registered after the interpreter has ended, in the thread that ended it and in others.
def the_library_has_last_words():
    os.environ["SHAPES_LAST_WORDS"] = "1"
    try:
        in_a_process_of_its_own(LAST_WORDS)
        in_a_process_of_its_own(LAST_WORDS + "shapes.set_log(None)\nkept.close()\n")
    finally:
        del os.environ["SHAPES_LAST_WORDS"]


# expected: ok
# The child has copies of everything, and ends them: the parent's stay as they are.
def a_forked_child_ends_its_own():
    if not hasattr(os, "fork"):
        return
    store = shapes.Store.open("s")
    store.put(1)
    stage = shapes.Stage.open()

    class Actor(shapes.ActorFunctions):
        def enter(self, what, number): ...
        def speak(self, what, number): ...

    joined = stage.join(Actor())
    child = os.fork()
    if child == 0:
        try:
            stage.play(1)
            joined.close()
            store.put(2)
            assert ordered([2, 1], lambda a, b: a - b) == [1, 2]
            store.close()
            os._exit(1 if shapes.faults() else 0)
        except BaseException:
            os._exit(2)
    assert os.waitpid(child, 0)[1] == 0
    stage.play(2)
    joined.close()
    assert store.count() == 1


# expected: ok
# What another thread is in the middle of as a child is forked, nobody ends there.
def a_child_waits_for_no_thread_of_its_parent():
    def edit():
        drawer = shapes.Drawer.open()
        drawer.update(lambda box: None)

    def register():
        bus = shapes.Bus.open()
        bus.on(lambda what, number: None).close()

    def lend():
        store = shapes.Store.open("s")
        store.with_(lambda lent: lent.count())

    inside = (
        ("of_addresses.setdefault((kind", lambda: shapes.Brush.shared()),
        ("known = _places_shown", edit),
        ("found = slots_of", register),
        ("for key, each in list(fresh", lend),
    )
    for words, call in inside if hasattr(os, "fork") else ():
        call()
        halted = Halted(words, call)
        child = os.fork()
        if child == 0:
            signal.alarm(20)
            try:
                call()
                os._exit(0)
            finally:
                os._exit(1)
        said = os.waitpid(child, 0)[1]
        halted.go_on()
        assert said == 0, words


# expected: ok
# What a closure was lent is in use by a thread that the child does not have.
def a_child_that_begins_within_a_closure():
    if not hasattr(os, "fork"):
        return
    store = shapes.Store.open("s")
    child = []

    def within(lent):
        halted = Halted("result: int = _store_count(handle)", lent.count)
        child.append(os.fork())
        if child[0] == 0:
            signal.alarm(20)
            return
        child.append(os.waitpid(child[0], 0)[1])
        halted.go_on()

    try:
        store.with_(within)
    finally:
        if child[0] == 0:
            os._exit(0)
    assert child[1] == 0


SIGNALS = """
import array, signal, sys
import shapes

class Interrupted(Exception): ...

def interrupts(number, frame):
    while frame is not None and frame.f_code.co_name != "works":
        frame = frame.f_back
    if frame is not None:
        raise Interrupted

def works():
    bus, hub, store = shapes.Bus.open(), shapes.Hub.open("h"), shapes.Store.open("s")
    while True:
        on = bus.on(lambda what, number: None)
        bus.emit(1)
        shapes.sort(array.array("i", [3, 2, 1]), lambda a, b: a - b)
        store.put(hub.count())
        on.close()

sys.unraisablehook = lambda raised: None
signal.signal(signal.SIGALRM, interrupts)
signal.setitimer(signal.ITIMER_REAL, 0.002, 0.002)
for _ in range(100):
    try:
        works()
    except Exception:
        pass
signal.setitimer(signal.ITIMER_REAL, 0)
values = array.array("i", [2, 1])
shapes.sort(values, lambda a, b: a - b)
assert list(values) == [1, 2]
sys.exit(shapes.first_fault() if shapes.faults() else 0)
"""


# expected: ok
# An exception of a signal handler comes at any moment of a call. Python may lose it, or the object that
# was being made; nothing is used that is not there.
def a_signal_interrupts_a_call():
    if hasattr(signal, "setitimer"):
        in_a_process_of_its_own(SIGNALS)


# expected: ok
# Real-time calls take turns as all others do.
def quick_calls_and_others():
    store = shapes.Store.open("s")
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)

    def works(call):
        for i in range(400):
            attempt(lambda: call(i))

    try:
        threads = [
            threading.Thread(target=works, args=(call,))
            for call in (lambda i: store.count_now(), store.put, lambda i: store.count_now(), lambda i: store.count())
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)


# expected: ok
# A view is asked for while the loan is given back: one of both is refused.
def views_race_with_the_end_of_a_loan():
    ring = shapes.Ring.open()
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(100):
            claim, views = ring.claim(), []

            def looks(claim=claim, views=views):
                for _ in range(20):
                    views.append(attempt(lambda: claim.record.values.memory()[0:1]))

            thread = threading.Thread(target=looks)
            thread.start()
            ended = attempt(claim.commit)
            thread.join()
            shown = [view for view in views if isinstance(view, memoryview)]
            assert ended is not None or not shown, "a view outlived its loan"
            del looks
            views.clear()
            shown.clear()
            attempt(claim.commit)
    finally:
        sys.setswitchinterval(interval)


# expected: ok
# A text of an earlier call is not why nothing was found.
def nothing_says_why():
    refused(shapes.InvalidError, "as asked", lambda: shapes.fail(3, True))
    error = refused(shapes.ShapesError, "", lambda: shapes.Ticket.search(-1, False))
    assert "as asked" not in str(error), error
    refused(shapes.ShapesError, "no ticket has the number -7", lambda: shapes.Ticket.search(-7, True))
    assert shapes.Ticket.search(7, True).number() == 7


# expected: ok
# Circles of an object, its closures and what they hold are found, in whatever order.
def circles_are_collected():
    gone = []
    for i in range(20):
        bus = shapes.Bus.open()
        stage = shapes.Stage.open()

        class Actor(shapes.ActorFunctions):
            def __init__(self, *held):
                self.held = held

            def enter(self, what, number): ...
            def speak(self, what, number): ...

            def leave(self, what, number):
                attempt(lambda: self.held[0].emit(1))

        actor = Actor(bus, stage)
        actor.registration = stage.join(actor)
        bus.follow(lambda what, number, actor=actor: actor.held)
        bus.emit(i)
        gone.append(weakref.ref(actor))
        del bus, stage, actor
        gc.collect()
    gc.collect()
    assert not any(each() for each in gone)


# expected: ok
# Generators are iterated, and ended, within calls and after their objects.
def generators_outlive_their_objects():
    store = shapes.Store.open("s")
    for i in range(5):
        store.put(i)

    def walks():
        cursor = store.walk()
        try:
            while True:
                value = cursor.next()
                yield value
        finally:
            attempt(cursor.at)

    one, two = walks(), walks()
    next(one)
    ordered([2, 1], lambda a, b: next(two, 0) - next(one, 0))
    store.close()
    attempt(lambda: next(one))
    del one
    gc.collect()
    two.close()


ANOTHER = """
import threading
import shapes

made, numbers, refused = [], [], []

def makes():
    numbers.append(threading.get_ident())
    made.append(shapes.Desk.open("d"))

def uses():
    if threading.get_ident() != numbers[0]:
        return
    for call in (made[0].count, lambda: made[0].put(1)):
        try:
            call()
        except RuntimeError as error:
            refused.append("another thread" in str(error))

for body in [makes] + [uses] * 8:
    thread = threading.Thread(target=body)
    thread.start()
    thread.join()
assert all(refused)
# Nobody ends it: its thread is gone.
del made[:]
shapes.Desk.open("other").close()
assert (shapes.live(), shapes.faults()) == (1, 0)
"""


# expected: ok
# A thread that is gone gives its number to the next one, which is another thread all the same.
def a_thread_s_number_is_another_s():
    in_a_process_of_its_own(ANOTHER)
