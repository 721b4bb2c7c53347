"""What stands for one object of C's: several things may, where C lends it."""

from __future__ import annotations

import weakref
from functools import partial
from typing import Any

from . import _interpreter

#: What stands for objects that C may lend, since it was last asked for; C may not have made it yet.
fresh: weakref.WeakValueDictionary[int, Any] = weakref.WeakValueDictionary()
#: The same of before, as weak references, by kind and address.
_named: dict[Any, list[Any]] = {}


def names_of(pointer: Any) -> list[Any]:
    """What else stands for the same object."""
    with _interpreter.Alone():
        for found in fresh.valuerefs():  # in one step, while other threads add theirs
            each = found()
            if each is not None and each.value:
                fresh.pop(id(each), None)
                place = each._name, each.value
                reference = weakref.ref(each, partial(_forget_name, place))
                _named.setdefault(place, []).append(reference)
        known = _named.get((pointer._name, pointer.value), ())
        names = [reference() for reference in known]
    return [each for each in names if each is not None and each is not pointer]


def _forget_name(place: Any, reference: Any) -> None:
    if _interpreter.is_alone():
        # What ends within `names_of` must not change what that looks at.
        _interpreter.end_later(partial(_forget_name, place, reference))
        return
    with _interpreter.Alone():
        known = _named.get(place, [])
        known[:] = [each for each in known if each is not reference]
        if not known:
            _named.pop(place, None)
