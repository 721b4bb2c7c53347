"""rule: 4, 14. What C lends to a function, and what else the program has of it: relatives keep each other off."""

import threading

import shapes
from attack import refused

BUSY = RuntimeError


def together(*calls):
    """Calls functions in threads of their own, often; each may be refused while another one runs."""
    went_wrong = []

    def often(call):
        for _ in range(40):
            try:
                call()
            except BUSY as error:
                if "in use" not in str(error):
                    went_wrong.append(error)
            except Exception as error:  # noqa: BLE001 - told below
                went_wrong.append(error)

    threads = [threading.Thread(target=often, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not went_wrong, went_wrong[0]


def beside(elsewhere, *here):
    """Calls a function in another thread while this one calls others; each may be refused."""
    began, goes_on, went_wrong = threading.Event(), threading.Event(), []

    def often(call):
        try:
            call()
        except BUSY as error:
            if "in use" not in str(error):
                went_wrong.append(error)

    def run():
        began.set()
        while not goes_on.is_set():
            often(elsewhere)

    thread = threading.Thread(target=run)
    thread.start()
    began.wait()
    for _ in range(40):
        for call in here:
            often(call)
    goes_on.set()
    thread.join()
    assert not went_wrong, went_wrong[0]


# expected: ok
def a_lent_part_beside_the_lender():
    chest = shapes.Chest.open()

    def uses(book):
        together(lambda: book.write(1), chest.words, lambda: chest.study(1))
        beside(lambda: book.write(1), chest.words, lambda: chest.study(1))
        beside(lambda: chest.study(1), lambda: book.write(1))
        book.write(0)
        chest.words()
        book.write(0)

    chest.lend(uses)
    assert chest.words()


# expected: ok
def a_lent_part_beside_the_same_by_another_way():
    chest = shapes.Chest.open()
    own = chest.book(0)

    def uses(book):
        together(lambda: book.write(1), own.words, lambda: own.write(1))
        beside(lambda: book.write(1), own.words, chest.words)

    chest.lend(uses)


# expected: ok
def a_kept_functions_part_beside_the_lender():
    chest = shapes.Chest.open()

    def uses(book):
        book.write(0)
        beside(lambda: book.write(1), chest.words, lambda: chest.study(1))

    with chest.on_turn(uses):
        chest.turn()


# expected: ok
def a_lent_parent_beside_its_lent_child():
    chest = shapes.Chest.open()

    def uses(lent, book):
        lent.work(0)
        book.write(0)
        together(lambda: lent.work(1), lambda: book.write(1), lent.words)
        beside(lambda: lent.work(1), lambda: book.write(1), chest.words, lent.words)
        beside(lambda: book.write(1), lambda: lent.work(1))

    chest.show(uses)


# expected: ok
def a_lent_part_beside_what_another_object_lends():
    chest, cart = shapes.Chest.open(), shapes.Cart.open()

    def alone(lent):
        lent.work(0)
        together(lambda: lent.work(1), lambda: chest.work(1), chest.words)
        beside(lambda: lent.work(1), chest.words, lambda: chest.work(1))
        lent.lend(lambda book: beside(lambda: book.write(1), chest.words, lent.words))

    cart.give(alone)

    def outer(book):
        def uses(lent):
            together(lambda: lent.work(1), lambda: book.write(1))
            beside(lambda: lent.work(1), lambda: book.write(1), chest.words)
            beside(lambda: book.write(1), lambda: lent.work(1), chest.words)

        cart.give(uses)
        book.write(0)

    chest.lend(outer)


# expected: ok
def a_lent_part_of_a_lent_parent():
    chest = shapes.Chest.open()

    def outer(lent):
        def uses(book):
            book.write(0)
            together(lambda: book.write(1), lambda: lent.work(1))
            beside(lambda: book.write(1), lent.words, chest.words)

        lent.lend(uses)
        lent.work(0)

    chest.give(outer)


# expected: ok
def what_an_object_for_all_threads_lends():
    porter, chest = shapes.Porter.open(), shapes.Chest.open()
    said = []

    def uses(lent):
        try:
            lent.work(1)
        except BUSY as error:
            said.append(error)

    with porter.on_bring(uses):
        together(porter.bring, porter.bring, lambda: chest.work(1), chest.words)


# expected: ok
def what_an_object_for_all_threads_lends_is_in_use():
    porter, chest = shapes.Porter.open(), shapes.Chest.open()
    calls = []

    def uses(lent):
        lent.work(0)
        thread = threading.Thread(target=lambda: (lent.work(0), calls.append(lent)))
        thread.start()
        thread.join()

    with porter.on_bring(uses):
        porter.bring()
    assert len(calls) == 1
    refused(ValueError, "lent", lambda: calls[0].work(0))
    chest.work(0)


# expected: ok
def a_part_of_a_lent_object_afterwards():
    chest = shapes.Chest.open()
    kept = []

    def uses(lent):
        kept.append(lent)
        part = lent.book(0)
        kept.append(part)
        part.write(0)
        together(lambda: lent.work(1), lambda: part.write(1))
        beside(lambda: part.write(1), lambda: lent.work(1), chest.words)

    chest.give(uses)
    refused(ValueError, "lent", lambda: kept[0].work(0))
    kept[1].write(0)
    together(lambda: kept[1].write(1), chest.words, lambda: chest.work(1))


# expected: ok
def nested_lenders_are_used_as_they_allow():
    first, second = shapes.Chest.open(), shapes.Chest.open()

    def outer(one):
        def uses(other):
            other.write(0)
            one.write(0)
            other.write(0)

        second.lend(uses)
        one.write(0)
        second.work(0)

    first.lend(outer)


# expected: ok
def what_ends_inside_a_function_that_it_is_lent_to():
    chest, other = shapes.Chest.open(), shapes.Chest.open()

    def uses(lent, book):
        chest.close()  # put off
        lent.close()  # given up, and not ended
        refused(ValueError, "closed", lambda: lent.work(0))
        book.write(0)
        together(lambda: book.write(1), other.words, lambda: other.work(1))
        other.close()

    chest.show(uses)
    refused(ValueError, "closed", lambda: chest.work(0))


# expected: ok
def many_lend_and_use_at_once():
    chest, cart = shapes.Chest.open(), shapes.Cart.open()

    def lending(it):
        return lambda: it.lend(lambda book: book.write(0))

    def third(lent):
        lent.work(0)
        lent.lend(lambda book: book.write(0))

    def uses(lent, book):
        together(lending(lent), lending(chest), lambda: book.write(1), lent.words)
        beside(lambda: book.write(1), lending(chest), lending(lent), lambda: cart.give(third))

    chest.show(uses)
    together(lending(chest), lending(chest), chest.words, lambda: cart.give(third))
