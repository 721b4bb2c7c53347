"""Numbers of an object that are changed where they are, until the object changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeVar

from ._arrays import Numbers

N = TypeVar("N", bound="Numbers[Any]")


def numbers(
    kind: type[N], owner: Any, address: int | None, count: int, ends: bool
) -> N:
    """Numbers of an object, in its memory. Each access is a call on the object.

    Args:
        kind: The class of such numbers.
        owner: The object.
        address: Where they are.
        count: How many.
        ends: Whether the next change of the object moves them.
    """
    ctype: Any = kind.ctype
    count = max(count, 0) if address else 0
    array = (ctype * count).from_address(address) if count else (ctype * 0)()
    shown: Any = _shown(kind)
    view: Any = shown(array)
    view._owner = owner
    view._change = owner.changes if ends else None
    result: N = view
    return result


@cache
def _shown(kind: Any) -> Any:
    def inside(self: Any, action: Callable[..., Any], *arguments: Any) -> Any:
        owner = self._owner
        held = owner.enter()
        try:
            if not owner.value or self._change not in (None, owner.changes):
                raise ValueError("these numbers are gone: their object changed")
            return action(self, *arguments)
        finally:
            owner.leave(held)

    def get(self: Any, index: Any) -> Any:
        return inside(self, kind.__getitem__, index)

    def put(self: Any, index: Any, value: Any) -> None:
        if isinstance(index, slice):
            value = kind.reading(value, "what is assigned")[:]
        inside(self, kind.__setitem__, index, value)

    def each(self: Any) -> Iterator[Any]:
        return iter(self[:])

    def exported(self: Any) -> Any:
        """A copy: what a view shows could not be taken back."""
        return inside(self, lambda shown: type(shown._array).from_buffer_copy(shown._array))

    def memory(self: Any) -> memoryview:
        view: memoryview = kind.memory(self)
        return view.toreadonly()

    def rebuild(self: Any) -> Any:
        return kind(exported(self)).__reduce__()

    members = {
        "__slots__": ("_change", "_owner"),
        "__module__": kind.__module__,
        "__getitem__": get,
        "__setitem__": put,
        "__iter__": each,
        "__bytes__": lambda self: bytes(exported(self)),
        "__reduce__": rebuild,
        "__repr__": lambda self: repr(kind(exported(self))),
        "_exported": exported,
        "memory": memory,
    }
    return type(kind.__name__, (kind,), members)
