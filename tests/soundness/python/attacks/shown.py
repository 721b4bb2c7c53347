"""rule: 1, 2, 4, 13. Windows onto another object's memory, and counted objects that need one."""

import gc

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
