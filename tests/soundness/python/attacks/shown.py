"""rule: 1, 2, 13, 14. Windows onto another object's memory, counted objects that need one, and parts."""

import gc
import threading
import time

import shapes
from attack import attempt, refused


# expected: ok
def a_window_after_its_canvas_moved():
    canvas = shapes.Canvas.open(4)
    window = canvas.window()
    pixels = window.pixels()
    canvas.resize(1000)
    attempt(lambda: pixels[3])
    attempt(lambda: pixels.__setitem__(3, 1.0))
    attempt(lambda: pixels.__setitem__(slice(None), [1.0] * 4))
    attempt(lambda: bytes(pixels))
    attempt(lambda: memoryview(pixels))
    assert len(window.pixels()) == 1000
    window.close()
    canvas.close()


# expected: ok
def a_counted_object_needs_what_its_owner_needs():
    canvas = shapes.Canvas.open(4)
    layer = canvas.layers()
    following = layer.next()
    layer.close()
    canvas.close()
    gc.collect()
    assert following.paints() == 0
    following.paint(0)
    assert following.next() is None


# expected: ok
def a_counted_object_stays_const():
    layer = shapes.Canvas.open(4).layers()
    seen = layer.seen()
    refused(TypeError, "looked at", lambda: seen.paint(0))
    assert seen.paints() == 0


# expected: ok
def a_part_of_what_is_taken_over():
    canvas, plate = shapes.Canvas.open(4), shapes.Plate.open()
    knob = plate.knob()
    attempt(lambda: canvas.mount(plate))
    canvas.close()
    gc.collect()
    attempt(knob.turn)


# expected: ok
def a_part_of_what_was_replaced():
    canvas, plate = shapes.Canvas.open(4), shapes.Plate.open()
    knob = plate.knob()
    refused(RuntimeError, "needed", lambda: canvas.mount(plate))
    knob.turn()
    del knob
    canvas.mount(plate)
    canvas.mount(shapes.Plate.open())
    refused(ValueError, "taken over", plate.knob)


# expected: ok
def a_part_of_what_is_ended():
    plate = shapes.Plate.open()
    knob = plate.knob()
    attempt(plate.scrap)
    attempt(knob.turn)
    knob.close()
    plate.scrap()
    refused(ValueError, "", plate.scrap)


# expected: ok
def a_part_of_either_of_two():
    for find in (shapes.Atlas.street, shapes.Atlas.known):
        atlas, town = shapes.Atlas.open(), shapes.Town.open()
        street, heights = find(atlas, town), atlas.heights(town)
        town.close()
        del town
        gc.collect()
        assert street.houses() == 7
        assert list(heights) == [1.5] * 4
        atlas.close()
        del atlas
        gc.collect()
        assert street.houses() == 7


# expected: ok
def a_part_of_what_another_thread_changes():
    atlas, town = shapes.Atlas.open(), shapes.Town.open()
    street = atlas.known(town)
    worker = threading.Thread(target=lambda: town.grow(200))
    worker.start()
    time.sleep(0.05)
    attempt(street.houses)
    worker.join()
    assert street.houses() == 7


# expected: ok
def a_part_of_what_is_gone_after_the_closure():
    kept = []
    atlas, fair = shapes.Atlas.open(), shapes.Fair.open()
    attempt(lambda: shapes.visit_hamlet(lambda hamlet: kept.append(hamlet.street())))
    attempt(lambda: shapes.visit_hamlet(lambda hamlet: kept.append(atlas.lane(hamlet))))
    attempt(lambda: fair.greet(lambda guest: kept.append(guest.tag())))
    for part in kept:
        attempt(lambda part=part: part.number() if isinstance(part, shapes.Tag) else part.houses())


# expected: ok
def nothing_of_what_is_not_said_to_stay():
    for owner, name in (
        (shapes.Atlas, "guess_town"),
        (shapes.Atlas, "guess_given_town"),
        (shapes, "guess_some_town"),
        (shapes, "guess_street"),
        (shapes.Town, "guess_some_town"),
        (shapes.Street, "guess_street"),
        (shapes, "verse_drop"),
        (shapes.Atlas, "guess_free_text"),
    ):
        assert not hasattr(owner, name), name
    assert shapes.verse() == "vvv"


# expected: ok
def parts_that_are_found_in_any_order():
    for _ in range(3):
        plate = shapes.Plate.open()
        knob = plate.knob()
        cycle = [plate, knob]
        cycle.append(cycle)
        del plate, knob, cycle
        gc.collect()
