"""rule: 5, 6, 7. Records of function pointers are filled with functions, which end as others do;
functions without user data are found by their thread, in the call alone.
"""

import array
import gc
import threading
import weakref

import shapes
from attack import attempt, refused


def ordered(values, compare):
    """The numbers, sorted by C."""
    numbers = array.array("i", values)
    shapes.sort(numbers, compare)
    return list(numbers)


class Actor(shapes.ActorFunctions):
    def __init__(self):
        self.seen = []

    def enter(self, what, number):
        self.seen.append(f"enter/{what} {number}")

    def speak(self, what, number):
        self.seen.append(f"speak/{what} {number}")

    def leave(self, what, number):
        self.seen.append(f"leave/{what} {number}")


class Silent(shapes.ActorFunctions):
    """Has no `leave`."""

    def enter(self, what, number): ...
    def speak(self, what, number): ...


# expected: ok
def each_member_is_its_own():
    actor = Actor()
    stage = shapes.Stage.open()
    joined = stage.join(actor)
    stage.play(1)
    stage.play_elsewhere(2)
    assert actor.seen == ["enter/enter 1", "speak/speak 1", "enter/enter 2", "speak/speak 2"], actor.seen
    joined.close()
    assert actor.seen[4:] == ["leave/leave -1"], actor.seen
    silent = stage.join(Silent())
    stage.play(3)
    silent.close()
    assert stage.actors() == 0 and len(actor.seen) == 5


# expected: ok
def they_are_kept_as_long_as_they_may_be_called():
    stage = shapes.Stage.open()
    actor = Actor()
    seen, gone = actor.seen, weakref.ref(actor)
    joined = stage.join(actor)
    del actor
    gc.collect()
    stage.play(1)
    assert seen == ["enter/enter 1", "speak/speak 1"]
    joined.close()
    gc.collect()
    assert gone() is None
    actor = Actor()
    seen = actor.seen
    stage.join(actor)  # nobody keeps the registration
    del actor
    gc.collect()
    stage.play(2)
    assert seen == ["enter/enter 2", "speak/speak 2"]
    stage.close()
    assert seen[2:] == ["leave/leave -2"], seen


# expected: ok
def a_refused_one_keeps_nothing():
    stage = shapes.Stage.open()
    actor = Actor()
    gone = weakref.ref(actor)
    refused(shapes.RefusedError, "not good enough", lambda: stage.audition(actor))
    assert actor.seen == ["speak/audition 0"]
    del actor
    gc.collect()
    assert gone() is None
    refused(TypeError, "enter", lambda: stage.join(None))
    refused(TypeError, "speak", lambda: stage.join(type("Half", (), {"enter": print})()))
    stage.play(1)


# expected: ok
def an_actor_sends_itself_off():
    stage = shapes.Stage.open()
    kept = {}

    class Leaves(Actor):
        def enter(self, what, number):
            kept.pop("joined").close()
            gc.collect()

    actor = Leaves()
    kept["joined"] = stage.join(actor)
    del actor
    stage.play(1)
    stage.play(2)
    assert stage.actors() == 0

    class Closes(Actor):
        def enter(self, what, number):
            attempt(stage.close)
            gc.collect()

    stage.join(Closes())
    attempt(lambda: stage.play(3))
    attempt(stage.close)


# expected: ok
def joining_races_with_playing():
    stage = shapes.Stage.open()

    def joins():
        for _ in range(50):
            stage.join(Actor()).close()

    def plays():
        for number in range(100):
            stage.play(number)

    threads = [threading.Thread(target=target) for target in (joins, joins, plays)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert stage.actors() == 0


# expected: ok
def an_exception_of_a_member_arrives():
    stage = shapes.Stage.open()

    class Fails(Actor):
        def enter(self, what, number):
            raise KeyError("mine")

    joined = stage.join(Fails())
    refused(KeyError, "mine", lambda: stage.play(1))
    joined.close()


class Device(shapes.DeviceFunctions):
    def __init__(self, byte):
        self.byte = byte

    def read(self, buffer):
        for i in range(len(buffer)):
            buffer[i] = self.byte
        return len(buffer)

    def seek(self, to):
        return to


# expected: ok
def a_device_lasts_as_long_as_its_player():
    devices = [Device(1), Device(2)]
    gone = [weakref.ref(device) for device in devices]
    one, two = (shapes.Player.open(device) for device in devices)
    devices.clear()
    gc.collect()
    assert (one.play(20), two.play(5)) == (20, 10)
    one.close()
    gc.collect()
    assert gone[0]() is None and two.play(3) == 6
    two.close()
    gc.collect()
    assert gone[1]() is None


# expected: ok
def a_device_that_lies_or_raises():
    class Lies(Device):
        def read(self, buffer):
            return 2**31 - 1

    class Wrong(Device):
        def read(self, buffer):
            return "many"

    player = shapes.Player.open(Lies(1))
    refused(shapes.InvalidError, "gave", lambda: player.play(3))
    player = shapes.Player.open(Wrong(1))
    refused(TypeError, "", lambda: player.play(3))


# expected: ok
# A function belongs to the object that the call makes, from its first call to its last.
def what_watches_an_object_ends_with_it():
    seen = []

    def watch(name):
        return lambda what, number: seen.append(f"{name}/{what} {number}")

    refused(shapes.RefusedError, "no player", lambda: shapes.Player.watched(watch("watch"), True))
    assert seen == ["watch/opens 0"]
    function = watch("one")
    gone = weakref.ref(function)
    one, two = shapes.Player.watched(function, False), shapes.Player.watched(watch("two"), False)
    del function
    gc.collect()
    seen.clear()
    one.play(1)
    one.close()
    gc.collect()
    assert gone() is None
    two.play(2)
    assert seen == ["one/plays 1", "one/closes -1", "two/plays 2"], seen
    del two
    gc.collect()
    assert seen[3:] == ["two/closes -1"], seen

    def fails(what, number):
        if what == "opens":
            raise KeyError("mine")

    refused(KeyError, "mine", lambda: shapes.Player.watched(fails, False))


# expected: ok
def members_of_one_call():
    words, gaps = [], []

    class Parser(shapes.ParserFunctions):
        def word(self, word):
            words.append(word)

    shapes.parse_with("  one two  three ", Parser())
    assert words == ["one", "two", "three"]
    Parser.gap = lambda self, spaces: gaps.append(spaces)
    shapes.parse_with("  one two  three ", Parser())
    assert sum(gaps) == 6


# expected: ok
def a_comparison_within_another():
    outer, calls = [3, 1, 2], []

    def compare(a, b):
        calls.append((a, b))
        assert ordered([a, b, 7], lambda x, y: y - x)[0] == 7
        return a - b

    assert ordered(outer, compare) == [1, 2, 3]
    assert len(calls) >= 2


# expected: ok
def comparisons_on_many_threads():
    wrong = []

    def sorts(sign):
        for _ in range(100):
            values = ordered([5, 3, 9, 1], lambda a, b: sign * (a - b))
            if values[0] != (1 if sign > 0 else 9):
                wrong.append(values)

    threads = [threading.Thread(target=sorts, args=(sign,)) for sign in (1, -1, 1, -1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong, wrong[:3]


# expected: ok
def a_comparison_after_its_call_or_elsewhere():
    calls = []

    def compare(a, b):
        calls.append(a)
        return a - b

    ordered([2, 1], compare)
    del compare
    gc.collect()
    count = len(calls)
    assert shapes.compare_stale(2, 1) == 0
    assert shapes.compare_elsewhere(lambda a, b: a - b) == 0
    assert len(calls) == count


# expected: ok
def a_comparison_that_raises():
    def fails(a, b):
        raise KeyError("mine")

    refused(KeyError, "mine", lambda: ordered([3, 2, 1], fails))
    assert shapes.compare_stale(2, 1) == 0
    assert ordered([2, 1], lambda a, b: a - b) == [1, 2]
    refused(Exception, "", lambda: ordered([2, 1], lambda a, b: 2**40))
    refused(TypeError, "", lambda: ordered([2, 1], None))


# expected: ok
def a_comparison_sees_records():
    doc = shapes.Doc.open("d")
    kept = []
    assert doc.largest(lambda a, b: kept.append((a, b)) or (a.x > b.x) - (a.x < b.x)) >= 0
    doc.close()
    assert all(isinstance(a.x, int) for pair in kept for a in pair)  # copies


# expected: ok
def the_innermost_is_called():
    """Each call has its own closure, also after one within it failed, was refused, or went to another thread."""
    seen = []

    def third(a, b):
        seen.append(3)
        raise KeyError("third")

    def second(a, b):
        seen.append(2)
        refused(KeyError, "third", lambda: shapes.sort(array.array("i", [2, 1]), third))
        refused(TypeError, "compare", lambda: shapes.sort(array.array("i", [2, 1]), None))
        assert shapes.compare_elsewhere(lambda x, y: x - y) == 0
        return b - a

    def first(a, b):
        seen.append(1)
        thread = threading.Thread(target=lambda: seen.append(ordered([5, 9], second)))
        thread.start()
        thread.join()
        assert ordered([a, b, 7], second)[0] == 7
        return a - b

    assert ordered([3, 1, 2], first) == [1, 2, 3]
    assert [9, 5] in seen and seen.count(1) >= 2 and seen.count(2) == seen.count(3)
    doc = shapes.Doc.open("d")
    assert ordered([2, 1], lambda a, b: doc.largest(lambda p, q: p.x - q.x) * 0 + a - b) == [1, 2]


# expected: ok
def the_innermost_is_let_go():
    class Held:
        pass

    held = Held()
    known = weakref.ref(held)

    def fails(a, b, held=held):
        raise KeyError

    del held
    outer = [2, 1]
    assert ordered(outer, lambda a, b: isinstance(attempt(lambda: ordered([2, 1], fails)), KeyError) and a - b) == [1, 2]
    del fails
    gc.collect()
    assert known() is None
    assert shapes.compare_stale(2, 1) == 0


# expected: ok
def an_exception_as_an_actor_joins():
    class Late(Actor):
        def enter(self, what, number):
            super().enter(what, number)
            if what == "enroll":
                raise KeyError("as it joins")

    stage = shapes.Stage.open()
    actor = Late()
    refused(KeyError, "as it joins", lambda: stage.enroll(actor))
    gc.collect()
    stage.play(1)
    stage.close()
    assert actor.seen == ["enter/enroll 0", "enter/enter 1", "speak/speak 1", "leave/leave -2"], actor.seen


# expected: ok
def what_c_made_nothing_for_ends():
    class Held:
        pass

    held = Held()
    known = weakref.ref(held)
    assert shapes.Player.found(lambda what, number, held=held: None, False) is None
    del held
    gc.collect()
    assert known() is None
