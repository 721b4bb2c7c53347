"""rule: 3, 4, 14. Threads that stop between two steps of a call, while another one ends the object."""

import sys
import threading

import shapes
from attack import Halted, attempt


# expected: ok
def found_before_and_used_after_it_was_taken_over():
    hub = shapes.Hub.open("h")
    lane = hub.lane()
    other = Halted("held = handle.", lane.count)
    lane.finish(0)
    assert isinstance(other.go_on(), ValueError), other.said
    lane = hub.lane()
    other = Halted("held = handle.", lane.count)
    other_end = Halted("taken = wrapper", lambda: lane.finish(0))
    assert other.go_on() == 0, other.said
    assert other_end.go_on() is None, other_end.said
    assert lane.closed


# expected: ok
def taken_over_under_a_call_that_found_it():
    hub = shapes.Hub.open("h")
    for words in ("taken.keep_off", "self.held =", "_transfers.give"):
        lane = hub.lane()
        count = Halted("held = handle.", lane.count)
        end = Halted(words, lambda lane=lane: lane.finish(0))
        assert isinstance(count.go_on(), (int, RuntimeError, ValueError)), count.said
        assert end.go_on() is None, end.said


# expected: ok
def the_last_two_that_need_an_object_at_once():
    hub = shapes.Hub.open("h")
    lanes = [hub.lane(), hub.lane()]
    hub.close()
    del hub
    first = Halted("if owner.is_put_off", lanes.pop().close)
    second = Halted("owner.finish(owner.close)", lanes.pop().close)
    assert first.go_on() is None, first.said
    assert second.go_on() is None, second.said
    assert shapes.live() == 0, shapes.live()


# expected: ok
def an_owner_goes_as_its_last_child_does():
    hub = shapes.Hub.open("h")
    lanes = [hub.lane()]
    owner = Halted("self.is_put_off.append", hub.close)
    lanes.pop().close()
    del hub
    assert owner.go_on() is None, owner.said
    del owner
    assert shapes.live() == 0, shapes.live()


# expected: ok
def counts_and_ends_at_once():
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        hub = shapes.Hub.open("h")
        for _ in range(100):
            lane = hub.lane()
            begins = threading.Barrier(4)

            def counts(lane=lane, begins=begins):
                begins.wait()
                for _ in range(20):
                    attempt(lane.count)

            def ends(lane=lane, begins=begins):
                begins.wait()
                attempt(lambda: lane.finish(0))

            threads = [threading.Thread(target=each) for each in (counts, counts, ends, ends)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    finally:
        sys.setswitchinterval(interval)
