"""rule: 3, 4. Kept alive until copied; one at a time where C says so."""

import gc
import threading
import time

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
