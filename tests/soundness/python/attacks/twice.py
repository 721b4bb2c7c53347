"""rule: 4, 14. What C gives a function more than once: objects and memory by several names."""

import threading

import shapes
from attack import refused

BUSY = RuntimeError


def one(value):
    return value + 1


# expected: ok
def one_object_twice_is_one():
    store = shapes.Store.open("s")

    def uses(first, second):
        first.put(1)
        second.put(2)
        assert first.count() == second.count() == 2
        first.each(lambda _: (refused(BUSY, "in use", lambda: second.put(3)), 0)[1])
        second.each(lambda _: (first.each(one), 0)[1])
        refused(BUSY, "in use", lambda: first.swap(second))

    store.twice(uses)
    assert store.count() == 2


# expected: ok
def one_object_twice_in_two_threads():
    store = shapes.Store.open("s")
    said = []

    def works(it):
        try:
            it.work(1)
        except BUSY as error:
            said.append(error)

    def uses(first, second):
        threads = [threading.Thread(target=works, args=(it,)) for it in (first, second) * 4]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    for _ in range(10):
        store.twice(uses)


# expected: ok
def the_object_of_the_call_by_another_name():
    store = shapes.Store.open("s")

    def uses(lent):
        lent.put(1)
        assert store.count() == 1
        store.each(lambda _: (refused(BUSY, "in use", lambda: lent.put(2)), 0)[1])
        lent.each(lambda _: (refused(BUSY, "in use", lambda: store.put(2)), 0)[1])
        store.each(lambda _: lent.count())
        refused(BUSY, "in use", lambda: store.put(2))
        lent.put(2)

    store.open_up(uses)
    assert store.count() == 2


# expected: ok
def the_object_of_the_call_in_another_thread():
    store = shapes.Store.open("s")

    def uses(lent):
        began, goes_on, said = threading.Event(), threading.Event(), []

        def works():
            began.set()
            while not goes_on.is_set():
                try:
                    lent.work(1)
                except BUSY as error:
                    said.append(error)

        thread = threading.Thread(target=works)
        thread.start()
        began.wait()
        for _ in range(50):
            try:
                store.study(1)
                store.each(one)
            except BUSY as error:
                said.append(error)
        goes_on.set()
        thread.join()

    store.open_up(uses)


# expected: ok
def what_is_beside_the_lent_one_is_in_use():
    store, other = shapes.Store.open("s"), shapes.Store.open("o")

    def uses(lent):
        lent.put(1)
        refused(BUSY, "in use", lambda: other.put(1))
        assert other.count() == 0

    store.beside(other, uses)
    other.put(1)


# expected: ok
def one_record_twice_is_refused():
    def edits(first, second):
        first.x = 10
        second.y = 5

    assert shapes.edit_boxes(edits, False) == 16
    refused(ValueError, "one place", lambda: shapes.edit_boxes(edits, True))


# expected: ok
def what_is_looked_at_stays_as_it_was():
    def edits(first, beside):
        first.x = 10
        assert beside.x == 1

    assert shapes.edit_box_beside(edits, False) == 11
    assert shapes.edit_box_beside(edits, True) == 11

    def edits_bytes(data, more):
        data[3] = 10
        assert list(more) == [1, 1, 1, 1]

    for apart in range(9):
        assert shapes.edit_bytes(edits_bytes, apart) == 21


# expected: ok
def a_place_shown_again_within_is_refused():
    def edits(outer):
        outer.x = 1
        refused(ValueError, "one place", lambda: shapes.edit_only(lambda inner: None))
        assert shapes.look_only(lambda inner, _: True) == 0  # what C has until then
        outer.x += 1

    assert shapes.edit_only(edits) == 2

    def fails(only):
        only.x = 0
        raise KeyError("so be it")

    refused(KeyError, "so be it", lambda: shapes.edit_only(fails))
    assert shapes.edit_only(lambda only: None) == 0


# expected: ok
def what_a_closure_may_change_is_not_read():
    drawer = shapes.Drawer.open()
    said = []

    def looks():
        try:
            drawer.look()
        except BUSY as error:
            said.append(error)

    def edits(part):
        part.x += 1
        refused(BUSY, "in use", drawer.look)
        refused(BUSY, "in use", lambda: drawer.move(1))
        thread = threading.Thread(target=looks)
        thread.start()
        thread.join()
        part.x += 1

    drawer.edit(edits)
    assert drawer.x() == 2 and len(said) == 1


# expected: ok
def one_object_in_two_places_is_refused():
    drawer, other = shapes.Drawer.open(), shapes.Drawer.open()
    refused(BUSY, "in use", lambda: drawer.swap(drawer))
    drawer.swap(other)
    other.move(3)
    assert (drawer.follow(other), drawer.x()) == (3, 3)
    refused(BUSY, "in use", lambda: drawer.follow(drawer))
    refused(BUSY, "in use", lambda: drawer.gather([other, drawer]))
    drawer.gather([other, other])
    assert drawer.x() == 9


# expected: ok
def what_is_shown_beside_its_object_stays():
    drawer = shapes.Drawer.open()
    drawer.move(2)

    def reports(lent, part, label, data):
        lent.move(1)
        assert (part.x, label, bytes(data)) == (2, "label", b"label")

    drawer.report(reports)
    assert drawer.x() == 3


# expected: ok
def what_is_changed_beside_its_object_stays():
    drawer = shapes.Drawer.open()

    def adjusts(lent, part):
        part.x = 5
        lent.look()
        refused(TypeError, "only be looked at", lambda: lent.move(1))
        refused(BUSY, "in use", lambda: drawer.move(1))

    drawer.adjust(adjusts)
    assert drawer.x() == 5


# expected: ok
def what_belongs_to_it_is_in_use():
    store, other = shapes.Store.open("s"), shapes.Store.open("o")
    store.put(1)
    other.put(2)
    cursor, far = store.walk(), other.walk()

    def maps(value):
        refused(BUSY, "in use", cursor.next)
        assert cursor.at() == 0
        refused(BUSY, "in use", lambda: cursor.store().put(3))
        assert far.next() == 2
        return value

    store.each(maps)
    assert cursor.next() == 1
