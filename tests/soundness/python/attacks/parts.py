"""rule: 4, 5, 6. Closures of parts, and of objects that count their owners."""

import gc
import threading

import shapes
from attack import attempt


# expected: ok
def parts_have_closures_of_their_own():
    organ = shapes.Organ.open()
    heard = [0, 0, 0]

    def listen(i):
        def turned(number):
            heard[i] += number

        return organ.pipe(i).on_turn(turned)

    guards = [listen(i) for i in range(3)]
    gc.collect()
    organ.turn(1)
    assert heard == [1, 1, 1], heard
    guards[0].close()
    organ.pipe(1).off_turn()
    guards[1].close()
    organ.turn(10)
    assert heard == [1, 1, 11], heard
    organ.close()


# expected: ok
def a_part_needs_no_wrapper_to_be_heard():
    organ = shapes.Organ.open()
    heard = []
    organ.pipe(0).on_turn(heard.append)
    gc.collect()
    organ.turn(1)
    assert heard == [1], heard
    organ.close()


# expected: ok
def one_object_lent_twice_is_for_one_thread():
    organ = shapes.Organ.open()
    outcomes = []

    def pipes(first, second):
        def work(pipe):
            met.wait()
            outcomes.append(attempt(lambda: pipe.work(300)))

        met = threading.Barrier(2)
        both = [threading.Thread(target=work, args=(pipe,)) for pipe in (first, second)]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()
        first.work(1)
        second.work(1)

    organ.pair(pipes)
    assert any(isinstance(each, RuntimeError) for each in outcomes), outcomes
    organ.close()


# expected: ok
def an_id_that_is_given_again_is_the_next_ones():
    bus = shapes.Bus.open()
    first, second = [], []
    one = bus.listen(lambda what, number: first.append(number))
    bus.hush()
    two = bus.listen(lambda what, number: second.append(number))
    one.close()
    bus.emit(3)
    assert (first, second) == ([], [3])
    two.close()
    bus.close()


# expected: ok
def closures_last_as_long_as_one_owner():
    badge = shapes.Badge.create()
    again = badge.again()
    seen = []
    one = badge.on_show(seen.append)
    badge.close()
    again.show(1)
    assert seen == [1], "a closure ended with one of two owners"
    third = again.again()
    two = third.on_show(lambda number: seen.append(10 * number))
    one.close()  # it was replaced, by way of another value
    again.show(1)
    assert seen == [1, 10], seen
    two.close()
    third.close()
    again.close()
