"""Who is inside of an object and its relatives, and what ends once nobody is.

An object for one thread at a time is used by C in calls, and when it ends: C's close of a walk changes
what is walked over. So an end enters the gate of its family like any call. The collector may find an
object in any thread at any moment, though, and must not wait: what cannot end yet is left at the gate,
and whoever leaves that looks there.
"""

from __future__ import annotations

import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterable
from functools import partial
from threading import get_ident
from typing import Any, Final

from . import _interpreter, _names

#: What each thread is inside of, for calls that C makes from within: an object, whether the call shares
#: it, and who can tell that it goes on.
inside: dict[int, list[tuple[Any, bool, Any]]] = {}


class _Here(threading.local):
    """What a thread is told by: its number is another's when it is gone."""

    def __init__(self) -> None:
        self.token = object()


here = _Here()


class Token:
    """Lives as long as the call that has it, whatever interrupts that."""

    __slots__ = ("__weakref__", "ref")

    def __init__(self) -> None:
        #: Answers None when nobody has it any more.
        self.ref = weakref.ref(self)

    def __del__(self) -> None:
        forget(self.ref)


class Key(Token):
    """What whoever is inside has. It goes back by itself when he was interrupted before he left."""

    __slots__ = ("_home",)

    def __init__(self, home: Gate | Pool) -> None:
        super().__init__()
        self._home = weakref.ref(home)

    def __del__(self) -> None:
        home = self._home()
        if home is not None:
            home.restore()
            forget(self.ref)


def forget(ref: Any) -> None:
    """Takes what was interrupted out of what this thread is inside of."""
    mine = inside.get(get_ident())
    if mine:
        mine[:] = [each for each in mine if each[2] is not ref]


def running() -> list[tuple[Any, bool, Any]]:
    """The calls that this thread is inside of: each object, whether the call shares it, and its token."""
    mine = inside.get(get_ident(), ())
    known = [(each[0], each[1], each[2]()) for each in mine]
    return [each for each in known if each[2] is not None]


def is_here(gate: Any, calls: list[tuple[Any, bool, Any]]) -> bool:
    """Whether one of these calls is inside of a gate, or one of several."""
    return any(_has(gates_of(call), part) for call in calls for part in gate.parts)


def gates_of(call: tuple[Any, bool, Any]) -> tuple[Gate, ...]:
    """The gates that a call is inside of, whether it came in first or found them open."""
    pointer, _, token = call
    return (*getattr(pointer.gate, "parts", ()), *getattr(token, "gates", ()))


def missing(pointer: Any, entered: Iterable[Any]) -> list[Gate]:
    """The gates of an object that a call has not entered for others of its objects."""
    known = [gate for each in entered for gate in getattr(each.gate, "parts", ())]
    return [gate for gate in pointer.gate.parts if not _has(known, gate)]


def _has(gates: Iterable[Any], gate: Any) -> bool:
    return any(gate is known for known in gates)


def go_outside(inside: list[Any], token: Any) -> None:
    """Takes a call out of what its thread is inside of, and what was interrupted within it."""
    while inside.pop()[2] is not token.ref:
        pass


class Pool(list[Key]):
    """Keys for any number of users at a time: each takes one out."""

    __slots__ = ("__weakref__", "_made")

    def __init__(self) -> None:
        super().__init__()
        #: One item for each key.
        self._made: list[None] = []

    def another(self) -> Key:
        """One more, where all are taken."""
        key = Key(self)
        self._made.append(None)
        return key

    def restore(self) -> None:
        """Makes up for one that is lost."""
        self.append(Key(self))

    @property
    def is_used(self) -> bool:
        """Whether somebody has one."""
        return len(self.copy()) < len(self._made)

    @property
    def is_shared(self) -> bool:
        """Whether more than one have."""
        return len(self.copy()) < len(self._made) - 1


class Gate(list[Key]):
    """Lets one thread at a time to an object and its relatives: whoever takes the only key out."""

    __slots__ = ("__weakref__", "ender", "waiting")

    def __init__(self) -> None:
        super().__init__()
        #: What is to be ended by whoever leaves: an object, and the function that does it.
        self.waiting: list[tuple[Any, Callable[[], None]]] = []
        #: The thread that is inside to end something; 0 if none is.
        self.ender = 0
        self.append(Key(self))

    def restore(self) -> None:
        """Lets others in after one who did not leave."""
        self.ender = 0
        leave(self, Key(self))

    @property
    def parts(self) -> tuple[Gate, ...]:
        """The gates to be entered, in the order in which everybody does."""
        return (self,)


class Gates:
    """The gates of several families, for an object that belongs to all of them."""

    __slots__ = ("__weakref__", "parts")

    #: Things wait at one of the parts.
    waiting: Final = ()

    def __init__(self, gates: Iterable[Gate]) -> None:
        self.parts = tuple(sorted(gates, key=id))

    def pop(self) -> Keys:
        """Enters all or none."""
        entered = _enter(self)
        if isinstance(entered, Gate):
            raise IndexError
        return entered

    def append(self, keys: Keys) -> None:
        """Leaves all."""
        _leave_all(self, keys)

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


_of_addresses: weakref.WeakValueDictionary[Any, Gate] = weakref.WeakValueDictionary()


def of_address(kind: str, address: int | None) -> Gate:
    """The gate of all that stands for the object at an address, which C gives more than once."""
    made = Gate()
    with _interpreter.Alone():
        return _of_addresses.setdefault((kind, address), made)


_of_lent: weakref.WeakValueDictionary[Any, Gate] = weakref.WeakValueDictionary()
_lent_at: weakref.WeakValueDictionary[Any, Gate] = weakref.WeakValueDictionary()

#: The closure that runs in each thread: a weak reference to how C knows it.
called: dict[int, Any] = {}


def around_lent(pointer: Any) -> Gates:
    """The gates of what C lends to the closure that runs.

    All of one family that is lent within a call has one gate, and one place in memory has, whoever lends
    it. What others have the object by has its own, and so has what the closure was registered with: they
    are kept off as well, unless a call that the closure runs within has let it in.
    """
    calls, around = running(), ()
    closure = called.get(get_ident(), _nobody)()
    if closure is not None:
        around = getattr(closure.home, "gates", ())
        begun = [each for each in closure.calls if each[2]() is not None]
        if begun and not _has((each[2].ref for each in calls), begun[-1][2]):
            # C calls in a thread of its own.
            calls = [(each[0], each[1], each[2]()) for each in begun]
    family = pointer._family
    callers = [here.token, *(token.ref for _, _, token in calls)]
    made = Gate(), Gate()
    with _interpreter.Alone():
        gates = [
            _of_lent.setdefault((callers.pop(), family), made[0]),
            _lent_at.setdefault((pointer._name, pointer.value), made[1]),
        ]
    others = [_of_lent.get((caller, family)) for caller in callers]
    for other in _names.names_of(pointer):
        if other.is_one_with(pointer):
            others.extend(other.gate.parts)
    entered = [gate for call in calls for gate in gates_of(call)]
    for gate in (*others, *around):
        if gate is not None and not _has((*entered, *gates), gate):
            gates.append(gate)
    return Gates(gates)


def call_for(slot: Any, call: Any, function: Any, given: tuple[Any, ...]) -> Any:
    """Calls a function for a closure of this thread."""
    thread = get_ident()
    before = called.get(thread, _nobody)
    try:
        called[thread] = weakref.ref(slot)
        return call(function, given)
    finally:
        called[thread] = before
        if before is _nobody:
            called.pop(thread, None)


def _nobody() -> None:
    """In place of a closure."""


class Within(Token):
    """Of a call within another one on its object: it keeps off what C has lent since."""

    __slots__ = ("_entered", "_keys", "gates")

    def __init__(self, gates: Iterable[Gate]) -> None:
        super().__init__()
        self._entered = Gates(gates)
        self._keys: Keys | None = self._entered.pop()
        self.gates = self._entered.parts

    def leave(self) -> None:
        """Lets others in again."""
        keys, self._keys = self._keys, None
        if keys is not None:
            self._entered.append(keys)


def within(pointer: Any, calls: list[tuple[Any, bool, Any]]) -> Token:
    """What a call has that is made within others which may have lent the object's family since.

    Raises:
        RuntimeError: Another thread uses what they lent, or the object.
    """
    parts = pointer.gate.parts
    entered = [gate for call in calls for gate in gates_of(call)]
    wanted = [gate for gate in parts if not _has(entered, gate)]
    is_since = False
    for call in calls:
        is_since = is_since or any(_has(parts, gate) for gate in gates_of(call))
        lent = _of_lent.get((call[2].ref, pointer._family)) if is_since else None
        if lent is not None and not _has((*entered, *wanted), lent):
            wanted.append(lent)
    try:
        return Within(wanted) if wanted else Token()
    except IndexError:
        raise pointer.in_use() from None


class Keys(list[Key]):
    """The keys of several gates."""

    __slots__ = ("__weakref__", "ref")

    __eq__ = object.__eq__
    __hash__ = object.__hash__  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.ref = weakref.ref(self)

    def __del__(self) -> None:
        forget(self.ref)


def _enter(gates: Gate | Gates) -> Keys | Gate:
    """Enters all, or none because of the one that it answers."""
    keys = Keys()
    for gate in gates.parts:
        try:
            keys.append(gate.pop())
        except IndexError:
            _leave_all(gates, keys)
            return gate
    return keys


def _leave_all(gates: Gate | Gates, keys: Keys) -> None:
    for gate, key in zip(gates.parts, keys):
        leave(gate, key)


def leave(gate: Gate, key: Key) -> None:
    """Leaves a gate that was entered."""
    gate.append(key)
    if gate.waiting:
        end_waiting(gate)


def end(pointer: Any, action: Callable[[], None]) -> None:
    """Ends something of an object once nobody is inside of its family. It never waits for that."""
    gate = pointer.gate
    if isinstance(gate, Gate):
        # First of all, so that it is not lost where this is interrupted.
        gate.waiting.append((pointer, action))
        end_waiting(gate)
        return
    if _interpreter.is_alone():
        gate.parts[0].waiting.append((pointer, action))
        end_waiting(gate.parts[0])
        return
    entered = _enter(gate)
    if isinstance(entered, Gate):
        entered.waiting.append((pointer, action))
        # Whoever was inside may have left before this was there to be seen.
        end_waiting(entered)
        return
    for each in gate.parts:
        each.ender = get_ident()
    try:
        _end_one(pointer, action)
    finally:
        for each in gate.parts:
            each.ender = 0
        _leave_all(gate, entered)


def end_waiting(gate: Gate) -> None:
    """Ends what waits at a gate, unless somebody is inside, who does that when he leaves.

    What waits is looked at after the gate was left, and the gate after something waits: one of both
    sees the other.
    """
    if _interpreter.is_alone():
        _interpreter.end_later(partial(end_waiting, gate))
        return
    while gate.waiting:
        try:
            key = gate.pop()
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
            gate.append(key)
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


#: What says of an exception that it came out of a function that C called.
_MARK = f"_{__package__}_raised"


def came_out(error: BaseException) -> None:
    """Remembers that of it."""
    object.__setattr__(error, _MARK, True)


def let_through(error: BaseException) -> None:
    """Goes on with it, since it is not what the library said."""
    if _MARK in error.__dict__:
        raise error


def tell(error: BaseException, message: str, source: Any) -> None:
    """Tells Python's hook of an exception that nobody is there to catch."""
    details = (type(error), error, error.__traceback__, message, source)
    sys.unraisablehook(_Unraisable(details))
