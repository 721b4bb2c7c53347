"""Calls in which objects come from C or go to it: at no time has nobody them, or have two."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

#: What C knows for objects that the library has for ever.
_kept: dict[Any, Any] = {}


def inherit(consumer: Any, taken: Any) -> None:
    """What an object belongs to, and what C knows for it, is needed by the one that takes it over.

    Args:
        consumer: None where the library has it, and needs that for ever.
        taken: The object.
    """
    home = _kept if consumer is None else consumer.slots
    for slot in tuple(taken.slots.values()):
        home[slot] = slot
        slot._home = home
    taken.slots.clear()
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
    return map(setattr, known, itertools.repeat("value"), itertools.repeat(None))
