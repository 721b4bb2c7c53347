"""rule: 3, 5, 7, 8, 12. What stands beside functions in a record lasts as long as they do; text that a
function gives C is there as long as C may read it.
"""

import gc
import threading

import shapes
from attack import attempt, refused

ROOM = 8192


class Orator(shapes.OratorFunctions):
    school = shapes.School.PLAIN
    rank = 3
    pace = 2.5
    is_loud = False

    def __init__(self, name, title=None, **more):
        self.name = name
        self.title = title
        self.mottos = 0
        self.__dict__.update(more)

    def phrase(self, number):
        gc.collect()
        return f"{self.name} says {number}" + "." * 40

    def aside(self, number):
        return f"aside {number}" * 9

    def motto(self):
        self.mottos += 1
        return f"motto {self.mottos} of {self.name}" + "!" * 40


def told(name, number, title="", motto=1, rank=3):
    dots, marks = "." * 40, "!" * 40
    said = f"{name} says {number}{dots} {name} says {number + 1}{dots}"
    return f"{title}{name} ({rank}): {said} motto {motto} of {name}{marks}\n"


# expected: ok
def what_stands_beside_lasts():
    forum = shapes.Forum.open()
    names = ["first", "second" * 40, "third"]
    kept = [forum.invite(Orator("".join(name), "Dr." if name == "third" else None)) for name in names]
    gc.collect()
    for round_ in range(3):
        text = forum.hear(round_, capacity=ROOM)
        assert text == told("first", round_) + told("second" * 40, round_) + told("third", round_, "Dr. "), text
    kept[0].close()
    kept[2].close()
    assert forum.hear(7, capacity=ROOM) == told("second" * 40, 7)
    forum.close()


# expected: ok
def changing_them_afterwards_changes_nothing():
    forum = shapes.Forum.open()
    orator = Orator("before")
    guard = forum.invite(orator)
    orator.name, orator.rank = "after", 9
    gc.collect()
    text = forum.hear(1, capacity=ROOM)
    assert text.startswith("before (3): after says 1"), text
    guard.close()


# expected: ok
def what_does_not_fit_is_refused():
    forum = shapes.Forum.open()
    for wrong, words in [
        ({"rank": 11}, "rank"),
        ({"rank": -1}, "rank"),
        ({"rank": 256}, "rank"),
        ({"rank": 1.5}, "rank"),
        ({"pace": "fast"}, "pace"),
        ({"name": "a\0b"}, ""),
        ({"name": None}, ""),
        ({"name": b"bytes"}, ""),
        ({"title": "a\0b"}, ""),
        ({"title": 5}, ""),
        ({"is_loud": "yes"}, "loud"),
        ({"school": "plain"}, "school"),
        ({"phrase": None}, "phrase"),
        ({"motto": 5}, "motto"),
    ]:
        refused((TypeError, ValueError, OverflowError), words, lambda wrong=wrong: forum.invite(Orator("x", **wrong)))
        refused(
            (TypeError, ValueError, OverflowError), words, lambda wrong=wrong: shapes.audition(Orator("x", **wrong), 1, capacity=ROOM)
        )

    class Nameless(shapes.OratorFunctions):
        school, rank, pace, is_loud = shapes.School.PLAIN, 1, 1.0, False

        def phrase(self, number):
            return "x"

    refused(AttributeError, "name", lambda: forum.invite(Nameless()))
    assert forum.hear(1, capacity=ROOM) == ""


# expected: ok
def within_a_call():
    text = shapes.audition(Orator("x", "Sir", is_loud=True), 5, capacity=ROOM)
    assert text == "Sir x (3): x says 5" + "." * 40 + " motto 1 of x" + "!" * 40 + " !", text
    assert shapes.whispered(lambda number: f"{number}" * 50, 4, capacity=ROOM) == "4" * 50 + "," + "5" * 50


# expected: ok
def no_text_is_no_motto():
    forum = shapes.Forum.open()
    silent = Orator("x", motto=None)
    guard = forum.invite(silent)
    assert forum.hear(1, capacity=ROOM).endswith(" -\n")
    guard.close()
    shy = Orator("x")
    shy.motto = lambda: None
    guard = forum.invite(shy)
    assert forum.hear(1, capacity=ROOM).endswith(" -\n")
    guard.close()


# expected: ok
def what_is_no_text_is_raised():
    for wrong in ["a\0b", 5, None, b"bytes", ["x"]]:
        refused((TypeError, ValueError), "", lambda wrong=wrong: shapes.whispered(lambda _: wrong, 1, capacity=ROOM))
    forum = shapes.Forum.open()
    orator = Orator("x")
    orator.phrase = lambda number: 5
    guard = forum.invite(orator)
    refused(TypeError, "", lambda: forum.hear(1, capacity=ROOM))
    orator.phrase = lambda number: 1 / 0
    guard.close()
    guard = forum.invite(orator)
    refused(ZeroDivisionError, "", lambda: forum.hear(1, capacity=ROOM))
    guard.close()


# expected: ok
def ending_itself_leaves_its_words():
    forum = shapes.Forum.open()
    orator = Orator("x")
    guards = []

    def last_words(number):
        guards.pop().close()
        gc.collect()
        return "last words " * 10

    orator.phrase, orator.aside = last_words, None
    guards.append(forum.invite(orator))
    text = forum.hear(1, capacity=ROOM)
    assert text == "(gone): " + "last words " * 10 + "\n", text
    assert forum.hear(1, capacity=ROOM) == ""


# expected: ok
def threads_have_their_own():
    forum = shapes.Forum.open()
    guards = [forum.invite(Orator(f"orator {i}")) for i in range(4)]
    errors = []

    def hear(first):
        for i in range(25):
            text = forum.hear(first + i, capacity=ROOM) if i % 2 else forum.hear_elsewhere(first + i, capacity=ROOM)
            lines = text.splitlines()
            good = all(f"orator {k} says {first + i}." in line for k, line in enumerate(lines))
            if len(lines) != 4 or not good:
                errors.append(text)

    threads = [threading.Thread(target=hear, args=(1000 * k,)) for k in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors, errors[0]
    for guard in guards:
        guard.close()


# expected: ok
def hooks_give_texts():
    shapes.on_prompt(lambda number: f"prompt {number}" * 20)
    gc.collect()
    assert shapes.prompted(3, capacity=ROOM) == "prompt 3" * 20
    shapes.on_prompt(lambda number: "other")
    assert shapes.prompted(3, capacity=ROOM) == "other"
    shapes.on_prompt(None)
    assert shapes.prompted(3, capacity=ROOM) == "nobody"


# expected: ok
def without_a_guard_they_last():
    forum = shapes.Forum.open()
    forum.invite(Orator("kept"))  # nobody has the registration
    gc.collect()
    assert forum.hear(2, capacity=ROOM) == told("kept", 2)
    attempt(forum.close)
