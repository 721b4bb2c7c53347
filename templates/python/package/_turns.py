"""Turns of threads at what takes each other's place in C."""

from __future__ import annotations

import sys
import time
import weakref
from threading import get_ident
from typing import Any

from . import _keeping


class Turn:
    """Lasts until `done`, or until nobody has it any more: it may be interrupted.

    What C has and what is known of it here change together: registering and ending take turns.
    """

    __slots__ = ("__weakref__", "_known", "_name", "is_ours", "ref", "thread")

    def __init__(self, known: dict[Any, Any], name: Any) -> None:
        self._known = known
        self._name = name
        #: Whether no other thread is at it.
        self.is_ours = True
        self.thread = get_ident()
        self.ref = weakref.ref(self)

    def done(self) -> None:
        """Lets others have it."""
        if self._known.get(self._name) is self.ref:
            del self._known[self._name]

    def __del__(self) -> None:
        if getattr(self, "ref", None) is not None:
            self.done()


def take(owner: Any, name: Any) -> Turn:
    """A turn at what takes each other's place on an object, or in the process.

    A thread that has it may take it again. Within a function that C called nobody waits, since C may
    wait for that.

    Args:
        owner: The object's address; None for the process.
        name: A text; for anything else there are no turns.
    """
    slots = _keeping.of_library if owner is None else owner.slots
    mine = Turn(slots.turns, name)
    until = 0.0
    while name.__class__ is str:
        ref = slots.turns.setdefault(name, mine.ref)
        if ref is mine.ref or _is_of(ref, mine.thread):
            break
        # Who was interrupted may be kept by what he raised.
        until = until or time.monotonic() + 10
        if _is_called_by_c() or time.monotonic() > until:
            mine.is_ours = False
            break
        time.sleep(0.0001)
    return mine


def _is_of(ref: Any, thread: int) -> bool:
    turn = ref()
    return turn is not None and turn.thread == thread


def _is_called_by_c() -> bool:
    frame: Any = sys._getframe(1)
    called = (f"{__package__}._closures", "called")
    while frame is not None:
        if (frame.f_globals.get("__name__"), frame.f_code.co_name) == called:
            return True
        frame = frame.f_back
    return False
