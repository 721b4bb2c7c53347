"""rule: 5, 6, 7. Closures that C keeps: who ends them, in which order, and what they answer C."""

import gc
import threading
import time
import weakref

import shapes
from attack import Halted, attempt, refused


def at_once(*calls):
    """Runs calls in threads of their own, each a little after the one before."""
    threads = [threading.Thread(target=call) for call in calls]
    for thread in threads:
        thread.start()
        time.sleep(0.03)
    for thread in threads:
        thread.join()


class Lights:
    """Closures that know how often they were called, and whether they are alive."""

    def __init__(self):
        self.seen, self.closures = [], []

    def closure(self):
        def called(number):
            self.seen.append(number)

        self.closures.append(weakref.ref(called))
        return called

    def alive(self):
        gc.collect()
        return sum(closure() is not None for closure in self.closures)


# expected: ok
def the_one_that_c_has_last_is_called():
    answers = []
    # The first lingers in C, while the second takes its place there.
    at_once(
        lambda: answers.append(shapes.umpire_on(lambda number: None, 150)),
        lambda: answers.append(shapes.umpire_on(lambda number: seen.append(number), 0)),
    )
    seen = []
    assert shapes.umpire(4) == 0
    assert seen == [4], seen
    first, second = answers
    first.close()
    assert shapes.umpire(5) == 0 and seen == [4, 5]
    second.close()
    assert shapes.umpire(6) == -1


# expected: ok
def two_that_closures_register_at_once():
    """From within closures, where nobody waits: C has the second, and the first is done last."""
    seen, kept = ([], []), {}

    def registers(text, number):
        kept[number] = shapes.umpire_on(seen[number].append, 150 if number == 0 else 0)

    shapes.set_hook(registers)
    at_once(lambda: shapes.run_hooks(0), lambda: shapes.run_hooks(1))
    shapes.set_hook(None)
    assert shapes.umpire(4) == 0 and seen == ([], [4]), seen
    kept[0].close()
    assert shapes.umpire(5) == 0 and seen == ([], [4, 5]), seen
    kept[1].close()
    assert shapes.umpire(6) == -1


# expected: ok
def ended_while_another_takes_its_place():
    seen, answers = [], []
    one = shapes.umpire_on(lambda number: None, 0)
    at_once(
        lambda: answers.append(shapes.umpire_on(seen.append, 150)),
        one.close,
    )
    assert shapes.umpire(1) == 0 and seen == [1]
    at_once(lambda: answers.append(shapes.umpire_on(seen.append, 150)), shapes.umpire_off)
    assert shapes.umpire(2) == -1
    for each in answers:
        each.close()


# expected: ok
def the_hook_that_c_has_last_is_called():
    seen = []
    at_once(
        lambda: shapes.set_slogan(False, 150, slogan=lambda number: None),
        lambda: shapes.set_slogan(False, 0, slogan=seen.append),
    )
    shapes.run_slogan(4)
    assert seen == [-1, 4], seen
    shapes.set_slogan(False, 0)


# expected: ok
def a_hook_that_c_refuses_leaves_the_one_before():
    first, second = [], []
    shapes.set_slogan(False, 0, slogan=first.append)
    refused(
        shapes.RefusedError, "the slogan stays", lambda: shapes.set_slogan(True, 0, slogan=second.append)
    )
    shapes.run_slogan(4)
    assert (first, second) == ([-1, 4], [-1]), (first, second)
    shapes.set_slogan(False, 0)
    shapes.run_slogan(5)
    assert (first, second) == ([-1, 4], [-1])


# expected: ok
def a_hook_that_replaces_itself():
    seen = []

    def second(number):
        seen.append(("second", number))

    def first(number):
        seen.append(("first", number))
        if number >= 0:
            shapes.set_slogan(False, 0, slogan=second)
            gc.collect()

    shapes.set_slogan(False, 0, slogan=first)
    del first
    shapes.run_slogan(1)
    shapes.run_slogan(2)
    assert seen == [("first", -1), ("first", 1), ("second", -1), ("second", 2)], seen
    shapes.set_slogan(False, 0)


# expected: ok
def a_hook_that_another_takes_the_place_of_as_it_comes():
    first, second = [], []

    def replaces(number):
        first.append(number)
        if number < 0:
            shapes.set_slogan(False, 0, slogan=second.append)

    shapes.set_slogan(False, 0, slogan=replaces)
    shapes.run_slogan(4)  # the first came last
    assert (first, second) == ([-1, 4], [-1]), (first, second)
    shapes.set_slogan(False, 0)


# expected: ok
def what_has_ended_answers_with_a_failure():
    on = shapes.umpire_on(lambda number: None, 0)
    assert shapes.umpire(1) == 0
    on.close()
    assert shapes.umpire_stale(2) not in (0, -1)


# expected: ok
def refused_after_it_was_called():
    seen = []

    def disagrees(number):
        seen.append(number)
        raise shapes.InvalidError("no", shapes.Status.INVALID)

    one = shapes.umpire_on(seen.append, 0)
    refused(shapes.RefusedError, "this umpire says 3", lambda: shapes.umpire_elect(disagrees))
    assert shapes.umpire(1) == 0 and seen == [-1, 1]
    one.close()

    def fails(number):
        raise KeyError("its own")

    refused(KeyError, "its own", lambda: shapes.umpire_elect(fails))

    def has_no_code(number):
        raise shapes.InvalidError("of its own")

    refused(shapes.InvalidError, "of its own", lambda: shapes.umpire_elect(has_no_code))


# expected: ok
def an_owner_goes_and_others_stay():
    seen = Lights()
    beacon = shapes.Beacon.create()
    beacon.follow(seen.closure())
    beacon.coast_keep()
    beacon.light(1)
    assert seen.seen == [1]
    beacon.close()
    attempt(lambda: shapes.coast_light(2))
    assert seen.alive() == 0
    shapes.coast_clear()


# expected: ok
def c_ends_it_after_all_owners_here():
    seen = Lights()
    beacon = shapes.Beacon.create()
    beacon.watch(seen.closure())
    beacon.coast_keep()
    beacon.close()
    gc.collect()
    shapes.coast_light(2)
    assert (seen.seen, seen.alive()) == ([2], 1)
    shapes.coast_clear()
    assert seen.alive() == 0
    beacon = shapes.Beacon.create()
    beacon.watch(seen.closure())
    beacon.close()  # destroyed within
    assert seen.alive() == 0


# expected: ok
def the_parts_of_a_whole_end_with_it():
    seen = Lights()
    loom = shapes.Loom.open()
    shaft = loom.shaft(0)
    shaft.follow(seen.closure())
    shaft.inner().follow(seen.closure())
    loom.shaft(1).follow(seen.closure())
    del shaft
    gc.collect()
    loom.turn(3)
    assert (seen.seen, seen.alive()) == ([3, 3, 3], 3)
    loom.close()
    assert seen.alive() == 0


# expected: ok
def two_threads_are_the_first_to_register():
    seen = []
    bus = shapes.Bus.open()
    one = Halted("find_slots(self)", lambda: bus.on(lambda what, number: None))
    bus.listen(lambda what, number: seen.append(number))
    one.go_on()
    gc.collect()
    bus.emit(1)
    assert seen == [1], seen
    bus.close()


# expected: ok
def ends_call_the_library_again():
    bus = shapes.Bus.open()

    class Owner:
        def __init__(self):
            self.other = shapes.Bus.open()

        def __del__(self):
            shapes.announce(1)
            self.other.on(lambda what, number: None)

        def __call__(self, what, number):
            pass

    bus.on(Owner())
    bus.on(Owner())
    shapes.tell(Owner())
    shapes.tell(Owner()).close()
    gc.collect()
    bus.close()


# expected: ok
def two_registrations_take_each_others_place():
    one_bus, other_bus = shapes.Bus.open(), shapes.Bus.open()
    kept = {}

    def swap(what, number):
        if what == "event":
            kept["one"], kept["other"] = other_bus.on(seen), one_bus.on(seen)

    calls = []

    def seen(what, number):
        calls.append((what, number))

    kept["one"], kept["other"] = one_bus.on(swap), other_bus.on(swap)
    one_bus.emit(1)
    one_bus.emit(2)
    other_bus.emit(3)
    assert [call for call in calls if call[0] == "event"] == [("event", 2), ("event", 3)], calls
    for each in kept.values():
        each.close()


# expected: ok
def registered_while_it_closes():
    for _ in range(30):
        bus = shapes.Bus.open()
        kept = []
        threads = [
            threading.Thread(target=lambda: kept.append(attempt(lambda: bus.on(hears_nothing)))),
            threading.Thread(target=lambda: kept.append(attempt(lambda: bus.listen(hears_nothing)))),
            threading.Thread(target=bus.close),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def hears_nothing(what, number):
    """Is called by nobody that says something."""


# expected: ok
def counted_ones_come_and_go():
    badge = shapes.Badge.create()
    badge.on_show(lambda number: None)
    stops = []

    def make():
        while not stops:
            badge.again().on_show(lambda number: None)

    threads = [threading.Thread(target=make) for _ in range(2)]
    for thread in threads:
        thread.start()
    for _ in range(200):
        badge.again().close()
        badge.off_show()
    stops.append(True)
    for thread in threads:
        thread.join()
