"""Calls in which objects come from C or go to it: at no time has nobody them, or have two."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from functools import cache
from threading import get_ident
from typing import Any, ClassVar, Final

from . import _gates, _keeping

#: What C knows for objects that the library has for ever.
_kept: Final = _keeping.Slots()


class Passing:
    """An object that functions take over. Who found it before, and comes in after, is refused.

    Whoever takes it over says so first, and then looks who is inside: one sees the other.
    """

    __slots__ = ()

    is_taken: ClassVar[bool] = False

    def enter(self: Any) -> Any:
        held = super().enter()  # type: ignore[misc]
        if self.is_taken:
            super().leave(held)  # type: ignore[misc]
            raise self._gone()
        return held

    def hold(self: Any, shared: bool) -> Any:
        held = super().hold(shared)  # type: ignore[misc]
        if self.is_taken:
            super().release(held)  # type: ignore[misc]
            raise self._gone()
        return held

    def _gone(self: Any) -> ValueError:
        return ValueError(f"this {self._name} is taken over by the library")

    def keep_off(self: Any, entered: Iterable[Any]) -> None:
        """Keeps every other call off until C has returned.

        Args:
            entered: The objects that the call has entered.

        Raises:
            RuntimeError: Another call is inside, or something needs the object.
        """
        kind: Any = type(self)
        self.held = None
        self.__class__ = _taken(kind)
        try:
            whole: Any = super()
            if self.gate is None:
                self.held = whole.enter()
            else:
                missing = _gates.missing(self, entered)
                if len(missing) == len(self.gate.parts):
                    self.held = whole.hold(False)
                elif missing:
                    self.held = _hold_rest(self, missing)
            self.require_alone()
        except BaseException:
            _let_in(self)
            self.__class__ = kind
            raise

    def __del__(self: Any) -> None:
        self.held = None
        super().__del__()  # type: ignore[misc]


def _hold_rest(pointer: Any, missing: list[_gates.Gate]) -> _gates.Within:
    """Begins a call on an object that has entered some of its gates for others.

    Raises:
        RuntimeError: Another thread is in a call.
    """
    while True:
        try:
            held = _gates.Within(missing)
            break
        except IndexError:
            if not _gates.wait_for_end(_gates.Gates(missing)):
                raise pointer.in_use() from None
    _gates.inside.setdefault(get_ident(), []).append((pointer, False, held.ref))
    return held


@cache
def _taken(kind: Any) -> Any:
    """The class of addresses of objects that a function takes over."""
    return type(kind.__name__, (kind,), {"__slots__": (), "is_taken": True})


def inherit(consumer: Any, taken: Any) -> None:
    """What an object belongs to, and what C knows for it, is needed by the one that takes it over.

    Args:
        consumer: None where the library has it, and needs that for ever.
        taken: The object.
    """
    if taken.own_slots is not None:
        slots = taken.slots
        home = _kept.of(taken) if consumer is None else consumer.slots.of(taken)
        if home is not slots:  # of what counts its owners all have one
            home.take(slots)
            home.gates = () if consumer is None else getattr(consumer.gate, "parts", ())
    for owner in taken.owners:
        if consumer is None:
            owner.children.add(object())
        elif owner.value != consumer.value or owner._name != consumer._name:
            consumer.owners += (owner,)
            owner.children.add(consumer.mark)


def give(taken: Iterable[Any], function: Any, *arguments: Any) -> Any:
    """Calls a function of C that takes objects over, which are C's at once: nothing comes between."""
    said, *_ = itertools.chain(_called(function, arguments), _forgotten(taken))
    return said


def fill(
    pointer: Any, function: Any, *arguments: Any, taken: Iterable[Any] = ()
) -> Any:
    """Calls a function of C that gives an object, which is owned at once: nothing comes between.

    Returns:
        The address.
    """
    given = map(setattr, (pointer,), ("value",), _called(function, arguments))
    any(itertools.chain(given, _forgotten(taken)))
    return pointer.value


def _called(function: Any, arguments: Iterable[Any]) -> Iterable[Any]:
    """A call that is made when it is asked for."""
    return itertools.starmap(function, (tuple(arguments),))


def _forgotten(taken: Iterable[Any]) -> Iterable[None]:
    """Objects that nobody here ends once this is gone through."""
    known = [each for each in taken if each is not None]
    nothing = itertools.repeat(None)
    return itertools.chain(
        map(setattr, known, itertools.repeat("value"), nothing),
        # Who comes in from now on sees that it is gone.
        map(_let_in, known),
    )


def _let_in(pointer: Any) -> None:
    """Ends `keep_off`. What an exception keeps may have the key as well: it is given back by hand."""
    held, pointer.held = pointer.held, None
    if held is not None:
        pointer.release(held)
