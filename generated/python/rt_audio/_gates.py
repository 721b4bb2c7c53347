"""Who is inside of an object and its relatives, and what ends once nobody is.

An object for one thread at a time is used by C in calls, and when it ends: C's close of a walk changes
what is walked over. So an end enters the gate of its family like any call. The collector may find an
object in any thread at any moment, though, and must not wait: what cannot end yet is left at the gate,
and whoever leaves that looks there.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from threading import get_ident
from typing import Any, Final


class Gate(list[None]):
    """Lets one thread at a time to an object and its relatives: whoever takes the only item out."""

    __slots__ = ("ender", "waiting")

    def __init__(self) -> None:
        super().__init__((None,))
        #: What is to be ended by whoever leaves: an object, and the function that does it.
        self.waiting: list[tuple[Any, Callable[[], None]]] = []
        #: The thread that is inside to end something; 0 if none is.
        self.ender = 0

    @property
    def parts(self) -> tuple[Gate, ...]:
        """The gates to be entered, in the order in which everybody does."""
        return (self,)


class Gates:
    """The gates of several families, for an object that belongs to all of them."""

    __slots__ = ("parts",)

    #: Things wait at one of the parts.
    waiting: Final = ()

    def __init__(self, gates: Iterable[Gate]) -> None:
        self.parts = tuple(sorted(gates, key=id))

    def pop(self) -> None:
        """Enters all or none."""
        if _enter(self) is not None:
            raise IndexError

    def append(self, item: None) -> None:
        """Leaves all."""
        for gate in self.parts:
            leave(gate)

    def __bool__(self) -> bool:
        return all(self.parts)


def shared_by(owners: Iterable[Any]) -> Any:
    """The gate of what an object belongs to, or one of its own."""
    gates: list[Gate] = []
    for owner in owners:
        for gate in getattr(getattr(owner, "gate", None), "parts", ()):
            if not any(gate is known for known in gates):
                gates.append(gate)
    if not gates:
        return Gate()
    return Gates(gates) if len(gates) > 1 else gates[0]


def _enter(gates: Gate | Gates) -> Gate | None:
    """Enters all, or none because of the one that it answers."""
    entered: list[Gate] = []
    for gate in gates.parts:
        try:
            gate.pop()
        except IndexError:
            for each in entered:
                leave(each)
            return gate
        entered.append(gate)
    return None


def leave(gate: Gate) -> None:
    """Leaves a gate that was entered."""
    gate.append(None)
    if gate.waiting:
        end_waiting(gate)


def end(pointer: Any, action: Callable[[], None]) -> None:
    """Ends something of an object once nobody is inside of its family. It never waits for that."""
    taken = _enter(pointer.gate)
    if taken is not None:
        taken.waiting.append((pointer, action))
        # Whoever was inside may have left before this was there to be seen.
        end_waiting(taken)
        return
    for gate in pointer.gate.parts:
        gate.ender = get_ident()
    try:
        _end_one(pointer, action)
    finally:
        for gate in pointer.gate.parts:
            gate.ender = 0
        pointer.gate.append(None)
        if pointer.gate.waiting:
            end_waiting(pointer.gate)


def end_waiting(gate: Gate) -> None:
    """Ends what waits at a gate, unless somebody is inside, who does that when he leaves.

    What waits is looked at after the gate was left, and the gate after something waits: one of both
    sees the other.
    """
    while gate.waiting:
        try:
            gate.pop()
        except IndexError:
            return
        of_several = []
        gate.ender = get_ident()
        try:
            while gate.waiting:
                pointer, action = gate.waiting.pop()
                if pointer.gate is gate:
                    _end_one(pointer, action)
                else:
                    of_several.append((pointer, action))
        finally:
            gate.ender = 0
            gate.append(None)
        for pointer, action in of_several:
            end(pointer, action)


def _end_one(pointer: Any, action: Callable[[], None]) -> None:
    """Ends something inside of the gate; nothing is raised in the thread that happens to do it."""
    try:
        pointer.end_inside(action)
    except BaseException as error:
        tell(error, "Exception ignored while an object ended", pointer)


def wait_for_end(gates: Gate | Gates) -> bool:
    """Waits while another thread ends something: the collector chose when, no program did.

    Returns:
        Whether the gate is worth another try.
    """
    enders = {gate.ender for gate in gates.parts} - {0}
    if not enders or get_ident() in enders:
        return False
    # C's function may need something that this thread holds.
    until = time.monotonic() + 1
    while any(gate.ender for gate in gates.parts):
        if time.monotonic() > until:
            return False
        time.sleep(0.0001)
    return True


#: What Python's own hook takes; it has no name there.
_Unraisable: Any = next(
    kind for kind in tuple.__subclasses__() if kind.__name__ == "UnraisableHookArgs"
)


def tell(error: BaseException, message: str, source: Any) -> None:
    """Tells Python's hook of an exception that nobody is there to catch."""
    details = (type(error), error, error.__traceback__, message, source)
    sys.unraisablehook(_Unraisable(details))
