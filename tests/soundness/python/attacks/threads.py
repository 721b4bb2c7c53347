"""rule: 3, 4. Kept alive until copied; one at a time where C says so."""

import gc
import sys
import threading
import time
from contextlib import contextmanager

import shapes
from attack import attempt, refused

BUSY = (ValueError, RuntimeError)


def in_thread(call):
    """What a call gives or raises in another thread."""
    result = []
    thread = threading.Thread(target=lambda: result.append(attempt(call)))
    thread.start()
    thread.join()
    return result[0]


@contextmanager
def switching_all_the_time():
    """Threads give way at nearly each instruction."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def in_threads(*calls, times):
    """Makes the calls again and again, each in a thread of its own."""

    def works(call):
        for _ in range(times):
            if isinstance(attempt(call), RuntimeError):
                time.sleep(0.001)  # refused: let others in

    threads = [threading.Thread(target=works, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# expected: ok
def a_concurrent_close_waits():
    for _ in range(10):
        hub, got = shapes.Hub.open("mine"), []
        thread = threading.Thread(target=lambda hub=hub, got=got: got.append(attempt(hub.slow_name)))
        thread.start()
        time.sleep(0.005)
        hub.close()
        shapes.Hub.open("OTHER").close()
        thread.join()
        assert got[0] == "mine" or isinstance(got[0], BUSY), got


# expected: ok
def in_use_by_another():
    store = shapes.Store.open("s")
    cursor = store.walk()
    for call in (lambda: store.work(100), lambda: store.study(100)):
        thread = threading.Thread(target=call)
        thread.start()
        time.sleep(0.03)
        refused(BUSY, "in use", lambda: store.put(1))
        refused(BUSY, "in use", cursor.next)
        thread.join()
        store.put(1)


# expected: ok
def closing_what_is_in_use():
    store = shapes.Store.open("s")
    thread = threading.Thread(target=lambda: attempt(lambda: store.work(50)))
    thread.start()
    time.sleep(0.02)
    attempt(store.close)
    del store
    gc.collect()
    thread.join()


# expected: ok
def many_threads_and_one_store():
    store = shapes.Store.open("s")

    def works():
        for _ in range(100):
            attempt(lambda: store.put(1))
            attempt(store.count)
            attempt(lambda: store.walk().close())

    threads = [threading.Thread(target=works) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def drop_in_a_circle(item):
    """Leaves something to the collector alone."""
    circle = [item]
    circle.append(circle)


def keeps_some(make, end):
    """Makes some things, one in each call, and then ends all of them, whatever others do meanwhile."""
    kept = []

    def call():
        if len(kept) < 3:
            kept.append(make())
            return
        while kept:
            end(kept.pop())

    return call


def drop(item):
    """Leaves something to the count of its references."""


# expected: ok
def ends_and_calls_at_once():
    store, other = shapes.Store.open("s"), shapes.Store.open("o")
    with switching_all_the_time():
        in_threads(
            lambda: store.put(1),
            lambda: store.work(1),
            lambda: store.walk().close(),
            keeps_some(store.walk, shapes.Cursor.close),
            keeps_some(store.walk, drop),
            keeps_some(lambda: store.walk().mark(), drop_in_a_circle),
            keeps_some(lambda: store.join(other), drop_in_a_circle),
            lambda: other.work(1),
            lambda: drop_in_a_circle(shapes.Store.open("t").walk()),
            times=100,
        )


# expected: ok
def an_end_waits_for_the_call_in_another_thread():
    store = shapes.Store.open("s")
    began, goes_on = threading.Event(), threading.Event()
    thread = threading.Thread(target=lambda: store.with_(lambda _: began.set() or goes_on.wait(60)))
    cursor, link, kept = store.walk(), store.join(shapes.Store.open("o")), store.walk()
    drop_in_a_circle(store.walk().mark())
    gc.disable()
    drop_in_a_circle(store.walk().mark())
    thread.start()
    began.wait()
    alive = shapes.live()
    cursor.close()
    link.close()
    del cursor, link
    gc.enable()
    gc.collect()
    assert shapes.live() == alive, "nothing ends under a call"
    refused(BUSY, "in use", lambda: store.put(1))
    goes_on.set()
    thread.join()
    assert shapes.live() == 2, shapes.live()
    kept.close()
    store.put(1)


# expected: ok
def an_end_waits_for_the_call_of_this_thread():
    store = shapes.Store.open("s")
    cursor, marks = store.walk(), [store.walk().mark()]

    def ends(_):
        alive = shapes.live()
        cursor.close()
        drop_in_a_circle(marks.pop())
        gc.collect()
        assert shapes.live() == alive, "nothing ends under a call"

    store.with_(ends)
    assert shapes.live() == 1, shapes.live()


# expected: ok
def loans_and_calls_at_once():
    ring = shapes.Ring.open()

    def commits():
        with ring.claim() as block:
            block.count = 1

    with switching_all_the_time():
        in_threads(
            keeps_some(ring.claim, drop),
            keeps_some(ring.peek, drop_in_a_circle),
            commits,
            ring.lent,
            lambda: ring.work(1),
            times=100,
        )
    gc.collect()
    assert ring.lent() == 0, ring.lent()


# expected: ok
def one_object_is_not_two():
    one, two = shapes.Store.open("1"), shapes.Store.open("2")
    one.put(1)
    one.swap(two)
    assert two.count() == 1
    refused(BUSY, "in use", lambda: one.swap(one))
    one.put(2)


# expected: ok
def the_safe_are_shared():
    hub = shapes.Hub.open("h")

    def works():
        for _ in range(50):
            hub.put(1)
            with hub.walk() as probe:
                probe.next()
                probe.mark().close()

    threads = [threading.Thread(target=works) for _ in range(4)]
    for thread in threads:
        thread.start()
    hub.wait(200, 20000)
    for thread in threads:
        thread.join()
    assert hub.count() == 200
    refused(TimeoutError, "", lambda: hub.wait(1000, 1))


# expected: ok
def the_confined_are_refused_elsewhere():
    desk = shapes.Desk.open("d")
    desk.put(1)
    sheet = desk.walk()
    for call in (lambda: desk.put(1), desk.count, sheet.next, desk.close, desk.walk):
        error = in_thread(call)
        assert isinstance(error, Exception) and "thread" in str(error), error
    assert sheet.next() == 1


# expected: ok
def the_confined_are_freed_at_home():
    desk = shapes.Desk.open("d")
    holder = [desk.walk().mark(), desk]
    del desk
    in_thread(holder.clear)
    gc.collect()
    for _ in range(3):
        shapes.Desk.open("next").close()
    assert shapes.live() == 0, shapes.live()


# expected: ok
def children_of_other_classes():
    hub = shapes.Hub.open("h")
    lane, pen = hub.lane(), hub.pen()
    hub.close()
    assert in_thread(lane.count) == 0
    assert isinstance(in_thread(pen.count), Exception)
    assert pen.count() == 0


# expected: ok
def the_sendable_are_freed_anywhere():
    holder = [shapes.Store.open("s").walk()]
    in_thread(holder.clear)
    gc.collect()
    assert shapes.live() == 0


# expected: ok
def a_buffer_that_changes_during_the_call():
    data = bytearray(b"\1" * 1000)
    results = []

    def tampers(before):
        results.append(attempt(lambda: data.clear()))
        results.append(attempt(lambda: data.extend(b"x" * 100000)))
        gc.collect()
        return before

    total = attempt(lambda: shapes.sum_around(data, tampers))
    assert isinstance(total, Exception) or total >= 1000
    numbers = [1] * 1000
    assert shapes.sum_around(numbers, lambda before: numbers.clear() or before) == 2000
