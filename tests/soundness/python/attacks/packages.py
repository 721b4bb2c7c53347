"""rule: 5. Two packages of one library do not take each other's closures for their own."""

import gc
import importlib.util
import sys

import shapes
from attack import attempt


def another():
    """The same package by another name, with a state of its own."""
    spec = importlib.util.spec_from_file_location(
        "shapes_again", shapes.__file__, submodule_search_locations=list(shapes.__path__)
    )
    made = sys.modules["shapes_again"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def singer(package, seen):
    class Singer(package.ActorFunctions):
        def enter(self, what, number): ...
        def speak(self, what, number):
            seen.append(number)

    return Singer()


# expected: ok
def singers_of_two_packages():
    again = another()
    first, second = [], []
    ours = [shapes.choir_join(singer(shapes, first)) for _ in range(4)]
    theirs = [again.choir_join(singer(again, second)) for _ in range(4)]
    for each in theirs:
        each.close()
    del theirs, each
    gc.collect()
    shapes.choir_sing(3)
    assert (first, second) == ([3] * 4, []), (first, second)
    for each in ours:
        each.close()
    attempt(lambda: again.choir_sing(4))
