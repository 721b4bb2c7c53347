"""Objects that belong to each other, and which calls go together on them."""

from __future__ import annotations

import weakref
from threading import get_ident
from typing import Any

from . import _gates

#: What a call lends of its object, by the call.
lent_by: weakref.WeakValueDictionary[Any, Any] = weakref.WeakValueDictionary()
#: While a thread enters several objects for one call: the calls that it is inside of already.
_around: dict[int, set[Any]] = {}


def needed(owners: tuple[Any, ...]) -> tuple[Any, ...]:
    """What has an end of its own, of those there are: what is borrowed stands for its owners."""
    for owner in owners:
        if owner is None or owner._end is None:
            return tuple(
                each
                for owner in owners
                if owner is not None
                for each in ((owner,) if owner._end is not None else owner.owners)
            )
    return owners


def begin() -> set[Any] | None:
    """Begins to enter several objects for one call, which keeps none of them off.

    Returns:
        What `begun` gets, when they are entered.
    """
    thread = get_ident()
    outer = _around.get(thread)
    _around[thread] = {each[2] for each in _gates.inside.get(thread, ())}
    return outer


def begun(outer: set[Any] | None) -> None:
    """Ends what `begin` began."""
    if outer is None:
        _around.pop(get_ident(), None)
    else:
        _around[get_ident()] = outer


def keeps_off(pointer: Any, token: Any, other: Any) -> bool:
    """Whether a call on an object keeps off those on another one of its family.

    What C lends is used with what belongs to it.
    """
    around = _around.get(get_ident())
    if around is not None and token.ref not in around:
        return False
    if not _are_related(pointer.gate, other.gate):
        return False
    lent = lent_by.get(token.ref)
    return lent is None or lent.is_over or not _belongs_to(other, pointer)


def _belongs_to(pointer: Any, whole: Any) -> bool:
    return any(
        owner.is_one_with(whole) or _belongs_to(owner, whole)
        for owner in pointer.owners
    )


def _are_related(gate: Any, other: Any) -> bool:
    """Whether one thread at a time uses what is behind the one gate and behind the other."""
    theirs = getattr(other, "parts", ())
    return any(part is each for part in getattr(gate, "parts", ()) for each in theirs)
