"""Objects of the library that belong to Python objects."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Iterable
from functools import cache
from threading import get_ident
from typing import TYPE_CHECKING, Any, ClassVar

from . import _closures

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self

#: What each thread is inside of, for calls that C makes from within.
_inside: dict[int, list[tuple[Pointer, bool]]] = {}
#: Objects that only their thread may end, found by another one: (type, address, what they belong to).
_orphans: dict[int, list[tuple[Any, int | None, Any]]] = {}


class Gate(list[None]):
    """Lets one thread at a time to an object and its relatives: whoever takes the only item out."""

    __slots__ = ()


class Gates:
    """The gates of several families, for an object that belongs to all of them."""

    def __init__(self, gates: Iterable[Gate]) -> None:
        self._gates = tuple(gates)

    def pop(self) -> None:
        """Enters all or none."""
        entered = []
        try:
            for gate in self._gates:
                gate.pop()
                entered.append(gate)
        except IndexError:
            for gate in entered:
                gate.append(None)
            raise

    def append(self, item: None) -> None:
        """Leaves all."""
        for gate in self._gates:
            gate.append(item)

    def __bool__(self) -> bool:
        return all(self._gates)


class Pointer(ctypes.c_void_p):
    """Address of an object, which ends with the last reference to this.

    A running call holds a reference, and so does everything that belongs to the object: it never ends
    under them, whatever other threads do. Each kind of object has a class of its own, which is all that
    its functions take. Those of this class are for any thread at any time.
    """

    __slots__ = (
        "children",
        "gate",
        "is_const",
        "is_put_off",
        "owners",
        "slots",
        "thread",
        "users",
    )

    #: Ends the object; None when such objects always belong to other ones.
    _end: ClassVar[Callable[..., Any] | None] = None
    #: How one is called in messages.
    _name: ClassVar[str]
    #: Objects that must outlive this one.
    owners: tuple[Any, ...]
    #: Whether it is ours to end.
    is_const: bool
    gate: Any

    def __init__(
        self, address: int | None, owners: tuple[Any, ...], is_const: bool = False
    ) -> None:
        super().__init__(address)
        self.owners = owners
        self.is_const = is_const
        #: One item for each object that needs this one: the collector finds them in any order.
        self.children: list[None] = []
        self.is_put_off = False
        if self._end is not None:
            for owner in owners:
                owner.children.append(None)
        self.slots: dict[Any, Any] = {}
        self.thread = 0
        #: Calls on an object that another call may take over; None once it did.
        self.users: list[None] = []
        self.gate = None

    def enter(self) -> None:
        """Begins a call, which nobody can take the object away from."""
        self.users.append(None)

    def leave(self) -> None:
        """Ends a call."""
        self.users.pop()

    def hold(self, shared: bool) -> bool:
        """As `enter`, for a call in which C may call back."""
        self.enter()
        return True

    def release(self, held: bool) -> None:
        """Ends what `hold` began."""
        self.leave()

    def require_change(self) -> None:
        """Refuses a call that changes an object which C gave as const."""
        if self.is_const:
            raise TypeError(f"this {self._name} may only be looked at")

    def require_home(self) -> None:
        """Refuses a call on another thread than the object's."""

    def take_over(self) -> None:
        """Keeps every other call off, for a function that takes the object over.

        Raises:
            RuntimeError: One is running.
        """
        if self.users:
            raise RuntimeError(f"this {self._name} is in use by another call")

    def __del__(self) -> None:
        if self._end is None or not self.value:
            return
        if self.children:
            self.is_put_off = True
        else:
            close(self._end, self)


def close(end: Callable[..., Any], pointer: Pointer) -> None:
    """Ends an object, then the functions that C kept for it, then what waited for it to end."""
    try:
        end(pointer)
    finally:
        ended(pointer)
        for owner in pointer.owners:
            let_go(owner)
    if _closures.raised:
        _closures.go_on()


def ended(pointer: Pointer) -> None:
    """What follows the end of an object."""
    pointer.value = None
    for slot in tuple(pointer.slots.values()):
        slot.end()


def let_go(owner: Any) -> None:
    """Ends an object that was put off, when nothing needs it any more."""
    owner.children.pop()
    if owner.is_put_off and not owner.children and owner.value:
        close(owner._end, owner)


def _shared_gate(owners: tuple[Any, ...]) -> Any:
    """The gate of what an object belongs to, or one of its own."""
    found = []
    for owner in owners:
        gate = getattr(owner, "gate", None)
        if gate is not None and gate not in found:
            found.append(gate)
    if not found:
        return Gate([None])
    if len(found) == 1:
        return found[0]
    gates: list[Gate] = []
    for gate in found:
        for one in getattr(gate, "_gates", (gate,)):
            if not any(one is known for known in gates):
                gates.append(one)
    return Gates(gates) if len(gates) > 1 else gates[0]


class ExclusivePointer(Pointer):
    """Address of an object for one thread at a time, together with what belongs to it."""

    __slots__ = ()

    def __init__(
        self, address: int | None, owners: tuple[Any, ...], is_const: bool = False
    ) -> None:
        super().__init__(address, owners, is_const)
        self.gate = _shared_gate(owners)

    def enter(self) -> None:
        """Begins a call.

        Raises:
            RuntimeError: Another thread is in one.
        """
        try:
            self.gate.pop()
        except IndexError:
            raise self._in_use() from None

    def leave(self) -> None:
        self.gate.append(None)

    def hold(self, shared: bool) -> bool:
        """Begins a call in which C may call back, and the closure use the object.

        Raises:
            RuntimeError: Another thread is in a call, or this one is in a call that excludes it.
        """
        inside = _inside.setdefault(get_ident(), [])
        try:
            self.gate.pop()
        except IndexError:
            if not any(pointer.gate is self.gate for pointer, _ in inside):
                raise self._in_use() from None
            if any(
                pointer is self and not (shared and theirs)
                for pointer, theirs in inside
            ):
                raise RuntimeError(
                    f"this {self._name} is in use by the call that calls back"
                ) from None
            inside.append((self, shared))
            return False
        inside.append((self, shared))
        return True

    def release(self, held: bool) -> None:
        _inside[get_ident()].pop()
        if held:
            self.gate.append(None)

    def take_over(self) -> None:
        if not self.gate:
            raise self._in_use()

    def _in_use(self) -> RuntimeError:
        return RuntimeError(f"this {self._name} is in use by another thread")


class ConfinedPointer(ExclusivePointer):
    """Address of an object for the thread that made it, which alone ends it."""

    __slots__ = ()

    def __init__(
        self, address: int | None, owners: tuple[Any, ...], is_const: bool = False
    ) -> None:
        super().__init__(address, owners, is_const)
        self.thread = get_ident()
        if _orphans:
            _end_orphans()

    def require_home(self) -> None:
        if get_ident() != self.thread:
            raise RuntimeError(f"this {self._name} belongs to another thread")
        if _orphans:
            _end_orphans()

    def enter(self) -> None:
        """Begins a call.

        Raises:
            RuntimeError: The object belongs to another thread.
        """
        self.require_home()
        super().enter()

    def hold(self, shared: bool) -> bool:
        self.require_home()
        return super().hold(shared)

    def __del__(self) -> None:
        if self._end is None or not self.value:
            return
        if self.children:
            self.is_put_off = True
            return
        if get_ident() == self.thread:
            close(self._end, self)
            return
        # Kept as it is, with what it belongs to, until its thread makes its next call.
        kept = (type(self), self.value, (self.owners, self.slots))
        _orphans.setdefault(self.thread, []).append(kept)
        self.value = None


def _end_orphans() -> None:
    """Ends what other threads let go of and this one must end."""
    for kind, address, (owners, slots) in _orphans.pop(get_ident(), ()):
        pointer = kind(address, ())
        pointer.owners = owners
        pointer.slots = slots
        del pointer


def hold_all(*uses: tuple[Pointer | None, bool]) -> list[tuple[Pointer, bool]]:
    """Begins a call on several objects, each of which it may share with others."""
    held: list[tuple[Pointer, bool]] = []
    try:
        for pointer, shared in uses:
            if pointer is not None:
                held.append((pointer, pointer.hold(shared)))
    except BaseException:
        release_all(held)
        raise
    return held


def release_all(held: list[tuple[Pointer, bool]]) -> None:
    """Ends what `hold_all` began."""
    for pointer, how in reversed(held):
        pointer.release(how)


class Handle:
    """An object of the library. A context manager that closes it."""

    __slots__ = ("__weakref__", "_handle", "_state")

    _pointer_type: ClassVar[type[Pointer]]
    #: Absent while the object cannot be used.
    _handle: Any
    _state: str

    def __init__(self) -> None:
        raise TypeError(f"{type(self).__name__} is made by its class methods")

    @classmethod
    def _own(cls, address: int | None, *owners: Any) -> Self:
        """An object that is ours to end, before what it belongs to."""
        self = cls.__new__(cls)
        self._handle = cls._pointer_type(address, owners)
        return self

    @classmethod
    def _borrow(cls, address: int | None, *owners: Any, is_const: bool = False) -> Self:
        """An object that lives as long as what it belongs to."""
        self = cls.__new__(cls)
        kind = _borrowed(cls._pointer_type)
        self._handle = kind(address, owners, is_const)
        return self

    def close(self) -> None:
        """Ends the object. A second time does nothing.

        What belongs to the object, and calls that run in other threads, come to their end first.
        """
        self._take()

    def _take(self) -> Any:
        """Closes this side, and gives the object away; None if there is none."""
        handle = getattr(self, "_handle", None) if type(self) in _usable else None
        if handle is None:
            self._state = "closed"
            return None
        handle.require_home()
        return self._give_up("closed")

    def _give_up(self, state: str) -> Any:
        """Leaves the object without what it stands for. One thread alone gets that."""
        try:
            handle = self._handle
            kind: Any = type(self)
            self._state = state
            if kind in _usable:
                self.__class__ = _unusable(kind)
            object.__delattr__(self, "_handle")
        except (AttributeError, ValueError):
            return None
        return handle

    def _give_away(self) -> Any:
        """The object, for a function that takes it over."""
        self._handle.require_home()
        handle = self._give_up("taken over by the library")
        if handle is None:
            raise ValueError(f"this {type(self).__name__} is {self._state}")
        return handle

    def _close_by(self, refusal: Callable[[Any], BaseException | None]) -> None:
        """Ends the object by a function that may refuse, unless something still needs it."""
        handle = self._take()
        if handle is None or not handle.value or _references(handle) > _ALONE:
            return
        error = refusal(handle)
        if error is not None:
            self.__class__ = type(self).__mro__[1]
            self._handle = handle
            raise error
        ended(handle)
        for owner in handle.owners:
            let_go(owner)

    @property
    def closed(self) -> bool:
        """Whether the object has ended."""
        return type(self) not in _usable

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        _usable.add(cls)

    def __reduce_ex__(self, _protocol: Any) -> Any:
        raise TypeError(
            f"{type(self).__name__} is an object of the library, and cannot be copied or pickled"
        )

    def __enter__(self) -> Self:
        self._handle  # noqa: B018 - a closed one is refused here
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        state = self._state if self.closed else f"at {self._handle.value or 0:#x}"
        return f"<{type(self).__name__} {state}>"


_usable: set[type[Handle]] = set()


def _references(handle: Any) -> int:
    return sys.getrefcount(handle)


def _alone() -> int:
    handle = Gate()
    return _references(handle)


#: References to an object that only its caller knows, as this interpreter counts them.
_ALONE = _alone()


def take_over(wrapper: Handle) -> Any:
    """The object, for a function that takes it over once no other call uses it."""
    handle = wrapper._handle
    handle.take_over()
    taken = wrapper._give_away()
    try:
        taken.take_over()
    except RuntimeError:
        wrapper.__class__ = type(wrapper).__mro__[1]
        wrapper._handle = taken
        raise
    return taken


@cache
def _borrowed(kind: Any) -> Any:
    """The class of addresses of objects that others end."""
    return type(kind.__name__, (kind,), {"__slots__": (), "_end": None})


@cache
def _unusable(kind: Any) -> Any:
    """The class of objects that say why they cannot be used.

    They get it when they lose what they stand for, so that no call on an object that has it pays for
    a check.
    """

    def refuse(self: Handle, name: str) -> Any:
        if name == "_handle":
            raise ValueError(f"this {type(self).__name__} is {self._state}")
        raise AttributeError(f"{type(self).__name__!r} has no attribute {name!r}")

    members = {"__slots__": (), "__module__": kind.__module__, "__getattr__": refuse}
    made = type(kind.__name__, (kind,), members)
    _usable.discard(made)
    return made
