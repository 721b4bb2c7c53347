"""rule: 1, 2, 4. An object that comes in more than one way is one object all the same."""

import threading
import time

import shapes
from attack import attempt, refused


def together(*calls):
    """What calls give or raise that run at the same time, each in a thread of its own."""
    results = [None] * len(calls)

    def makes(place, call):
        results[place] = attempt(call)

    threads = [threading.Thread(target=makes, args=each) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def one_was_refused(results):
    refusals = [each for each in results if isinstance(each, RuntimeError)]
    assert len(refusals) == 1, results
    assert "in use" in str(refusals[0]), results


# expected: ok
def what_is_borrowed_twice_is_used_by_one():
    with shapes.Fair.open() as fair:
        one, other = fair.booth(), fair.booth()
        one_was_refused(together(lambda: one.work(500), lambda: other.work(500)))
        one.work(1)
        other.work(1)


# expected: ok
def what_is_counted_is_used_by_one():
    one, other = shapes.Brush.shared(), shapes.Brush.shared()
    one_was_refused(together(lambda: one.work(500), lambda: other.work(500)))
    one.close()
    other.work(1)
    other.close()


# expected: ok
def what_others_change_is_no_view():
    with shapes.Fair.open() as fair:
        one, other = fair.booth(), fair.booth()
        samples = one.samples()
        other.move()
        assert list(samples) == [0.0] * 4, list(samples)
        samples[0] = 5.0
        assert one.samples()[0] == 0.0


# expected: ok
def what_is_lent_is_gone():
    with shapes.Fair.open() as fair:
        kept = []
        fair.tour(lambda stall: kept.append((stall, stall.samples())))
        stall, samples = kept[0]
        assert list(samples) == [0.0] * 4, list(samples)
        refused(ValueError, "lent for one call", lambda: stall.work(1))


# expected: ok
def what_is_lent_waits_for_other_threads():
    for show, use in (
        (shapes.Fair.tour, lambda stall: stall.work(100)),
        (shapes.Fair.greet, lambda guest: guest.wait(100)),
    ):
        with shapes.Fair.open() as fair:
            threads, kept = [], []

            def starts(lent, use=use, threads=threads, kept=kept):
                kept.append(lent)
                threads.append(
                    threading.Thread(target=lambda: attempt(lambda: use(lent)))
                )
                threads[-1].start()
                time.sleep(0.02)

            show(fair, starts)
            assert not shapes.faults(), shapes.first_fault()
            threads[0].join()
            refused(ValueError, "lent for one call", lambda: use(kept[0]))


# expected: ok
def what_is_lent_races_with_other_threads():
    with shapes.Fair.open() as fair:
        threads = []

        def starts(guest):
            def uses():
                while not isinstance(attempt(lambda: guest.wait(0)), ValueError):
                    pass

            threads.append(threading.Thread(target=uses))
            threads[-1].start()

        for _ in range(50):
            fair.greet(starts)
        for thread in threads:
            thread.join()


# expected: ok
def what_is_closed_inside_is_waited_for():
    with shapes.Fair.open() as fair:
        threads = []

        def starts(guest):
            threads.append(
                threading.Thread(target=lambda: attempt(lambda: guest.wait(100)))
            )
            threads[-1].start()
            time.sleep(0.02)
            guest.close()

        fair.greet(starts)
        threads[0].join()


# expected: ok
def what_is_borrowed_or_lent_is_not_taken_over():
    with shapes.Fair.open() as fair:
        host = fair.host()
        refused(RuntimeError, "belongs to another", lambda: fair.seat(host))
        refused(RuntimeError, "belongs to another", host.leave)
        host.wait(1)
        fair.greet(
            lambda guest: refused(RuntimeError, "belongs to another", guest.leave)
        )
        fair.greet(
            lambda guest: refused(
                RuntimeError, "belongs to another", lambda: fair.seat(guest)
            )
        )
        fair.seat(shapes.Guest.open())
        shapes.Guest.open().leave()


# expected: ok
def what_is_counted_is_kept_in_its_thread():
    assert not hasattr(shapes.Easel, "hold")
    assert not hasattr(shapes.Fair, "hang")
    with shapes.Brush.create() as brush, shapes.Store.open("s") as store:
        store.test(brush)
        assert brush.strokes() == 1
    pot, board = shapes.Pot.create(), shapes.Board.open()
    board.place(pot)
    elsewhere = []
    # Words alone: what is raised keeps what it was raised in.
    calls = (board.close, pot.references)
    thread = threading.Thread(target=lambda: elsewhere.extend(str(attempt(each)) for each in calls))
    thread.start()
    thread.join()
    assert all("another thread" in each for each in elsewhere), elsewhere
    del calls
    assert pot.references() == 2
    board.close()
    assert pot.references() == 1
    pot.close()
