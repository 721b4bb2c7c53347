"""Functions that C keeps: for which objects, and until when."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any, Final, cast

from . import _interpreter


class Slots(dict[Any, Any]):
    """Functions that C keeps for an object, by number, and by what ends them."""

    __slots__ = ("__weakref__", "gates", "in_force", "mark", "parts", "turns", "users")

    def __init__(self) -> None:
        super().__init__()
        #: The same of what belongs to the object, by kind and address.
        self.parts: dict[Any, Slots] = {}
        #: The marks of all that stands for an object which counts its owners.
        self.users: set[object] = set()
        self.mark = object()
        #: The gates of calls on the object.
        self.gates: tuple[Any, ...] = ()
        #: Of threads, at what takes each other's place.
        self.turns: dict[Any, Any] = {}
        #: What C has of that, by what ends it: one of them, where several came at the same time.
        self.in_force: dict[str, dict[Any, None]] = {}

    def of(self, part: Any) -> Slots:
        """The functions of a part, which end with the object."""
        if part._is_counted:
            made = _counted_slots(part, self.mark)
        else:
            made = Slots()
        return self.parts.setdefault((part._name, part.value), made)

    def take(self, others: Slots) -> None:
        """Has what another object had."""
        for key, slot in tuple(others.items()):
            self[key] = slot
            slot.home = self
        others.clear()
        for name, slots in tuple(others.in_force.items()):
            self.in_force.setdefault(name, {}).update(slots)
        others.in_force.clear()
        self.parts.update(others.parts)
        others.parts.clear()

    def is_left_by(self, mark: object) -> bool:
        """Whether nothing else needs the functions."""
        self.users.discard(mark)
        return not self.users

    def end(self) -> None:
        """Ends all of them."""
        for slot in tuple(self.values()):
            slot.end()
        for part in tuple(self.parts.values()):
            if part.is_left_by(self.mark):
                part.end()


#: Of what belongs to the library.
of_library: Final = Slots()
_of_counted: weakref.WeakValueDictionary[Any, Slots] = weakref.WeakValueDictionary()

#: What stands for objects that count their owners.
counted: Final[weakref.WeakValueDictionary[int, Any]] = weakref.WeakValueDictionary()


def _all_counted() -> list[Any]:
    # In one step: other threads make some meanwhile.
    known = [ref() for ref in counted.valuerefs()]
    return [pointer for pointer in known if pointer is not None]


def share(slots: Slots, pointer: Any) -> None:
    """Leaves the functions to all else that stands for the object."""
    for other in _all_counted():
        if other is not pointer and other.is_one_with(pointer):
            slots.users.add(other.mark)
            other.own_slots = slots


def _counted_slots(pointer: Any, mark: object) -> Slots:
    """What all that stands for one object has together."""
    made = Slots()
    with _interpreter.Alone():
        found = _of_counted.setdefault((pointer._name, pointer.value), made)
    found.users.add(mark)
    return found


def finder(pointer: Any) -> Callable[[], Any]:
    """Finds an object again, and does not keep it open; None when it has ended."""
    if pointer._is_counted and pointer._end is not None:
        return _counted_finder(weakref.ref(pointer), pointer._name, pointer.value)
    if pointer._end is not None:
        return weakref.ref(pointer)
    if not pointer.owners:
        return lambda: pointer
    kind, address, is_const = type(pointer), pointer.value, pointer.is_const
    thread = pointer.thread
    known = [weakref.ref(owner) for owner in pointer.owners]

    def find() -> Any:
        owners = tuple(ref() for ref in known)
        if any(owner is None or not owner.value for owner in owners):
            return None
        again = kind(address, owners, is_const)
        again.settle()
        again.thread = thread
        return again

    return find


def _counted_finder(ref: Any, name: str, address: Any) -> Callable[[], Any]:
    """Finds whoever stands for an object."""

    def find() -> Any:
        known = ref()
        if known is not None and known.value:
            return known
        for other in _all_counted():
            if other._name == name and other.value == address:
                return other
        return None

    return find


def find_slots(pointer: Any) -> None:
    """Has an object know its functions, whichever threads ask first."""
    with _interpreter.Alone():
        found = slots_of(pointer)
        found.gates = getattr(pointer.gate, "parts", ())
        # The collector may have come here within that.
        if pointer.own_slots is None:
            pointer.own_slots = found


def slots_of(pointer: Any) -> Slots:
    """The functions that C may call as long as it has an object, whoever stands for that here."""
    if pointer._end is not None:
        return _counted_slots(pointer, pointer.mark) if pointer._is_counted else Slots()
    whole = of_library
    for owner in pointer.owners:
        if owner.is_one_with(pointer):
            return cast("Slots", owner.slots)
        if whole is of_library:
            whole = owner.slots
    return whole.of(pointer)
