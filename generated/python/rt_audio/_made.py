"""Memory that the library made, and that is freed when nothing shows it any more."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from . import _interpreter


def _unseen() -> Any:
    try:
        untrack = ctypes.pythonapi.PyObject_GC_UnTrack
    except AttributeError:
        return None  # no CPython
    untrack.restype = None
    untrack.argtypes = (ctypes.py_object,)
    return untrack


#: Hides an object from the collector, which runs all finalizers of what it found, and only then sees
#: that one of them has brought something back. What is hidden ends with the last reference to it.
hide: Final[Callable[[Any], None] | None] = _unseen()


class _Made:
    """What is freed with the last array that shows it."""

    __slots__ = ("_free", "_what")

    def __init__(self, what: Any, free: Callable[[Any], Any]) -> None:
        self._what = what
        self._free = free
        if hide is not None:
            hide(self)

    def __del__(self) -> None:
        if _interpreter.is_alone():
            _interpreter.end_later(partial(self._free, self._what))
        else:
            self._free(self._what)


def array(
    ctype: Any,
    address: int | None,
    count: int,
    free: Callable[[Any], Any],
    made: Any = None,
) -> Any:
    """Elements that the library made, as an array that frees them at its end.

    Args:
        ctype: Their type.
        address: Where they are; None if there are none.
        count: How many, as the library says.
        free: The library's function that frees them.
        made: What that function takes, if it is not the address.
    """
    owner = None if made is None and not address else _Made(made or address, free)
    if not address or count < 0:
        count = 0
    if count > sys.maxsize // max(ctypes.sizeof(ctype), 1):
        raise OverflowError(f"no memory has {count} elements, as the library says")
    found = (ctype * count).from_address(address) if count else (ctype * 0)()
    found._owner = owner
    return found


def length(ctype: Any, end: int, address: int | None) -> int:
    """How many elements there are before the first one of a value."""
    count = 0
    if not address:
        return count
    size = ctypes.sizeof(ctype)
    last = ctype(end).value
    while ctype.from_address(address + count * size).value != last:
        count += 1
    return count
