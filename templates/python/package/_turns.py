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

    __slots__ = ("__weakref__", "_known", "_name", "before", "is_ours", "ref", "thread")

    def __init__(self, known: dict[Any, Any], name: Any) -> None:
        self._known = known
        self._name = name
        #: Whether no other thread is at it.
        self.is_ours = True
        #: What C may have had when it began.
        self.before: tuple[Any, ...] = ()
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
    # What other threads register from now on, within closures, C may have as well.
    mine.before = tuple(slots.in_force.get(name, ()))
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


def replace(owner: Any, name: str, slot: Any, turn: Turn) -> None:
    """Puts a registration in force in place of those before the turn in which C got it, which end.

    Args:
        owner: The object's address; None for the process.
        name: What takes each other's place.
        slot: The registration. One without functions only ends the others.
        turn: Begun before the call.
    """
    slots = _keeping.of_library if owner is None else owner.slots
    slot.name, slot.before = name, None
    in_force = slots.in_force.setdefault(name, {})
    if any(function is not None for function in slot.functions):
        in_force[slot] = None
    else:
        slot.end()
    slot.settle()
    for earlier in turn.before:
        if earlier is slot:
            continue
        in_force.pop(earlier, None)
        if earlier.id != slot.id:  # else it is the same to C
            earlier.end()


def known_as(owner: Any, name: Any, slot: Any) -> None:
    """Says by which id C knows a registration. What had that before has ended there."""
    slots = _keeping.of_library if owner is None else owner.slots
    earlier = slots.get(name)
    slot.name = name
    slots[name] = slot
    if earlier is not None and earlier is not slot:
        earlier.end()


def end_current(turn: Turn) -> None:
    """Ends the registrations in force before a turn in which C forgot them."""
    for slot in turn.before:
        slot.end()
