"""Objects of the library that belong to Python objects."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from functools import cache
from threading import get_ident
from typing import TYPE_CHECKING, Any, ClassVar

from . import _gates

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self

#: What each thread is inside of, for calls that C makes from within.
_inside: dict[int, list[tuple[Pointer, bool]]] = {}
#: What only a certain thread may end, found by another one: objects, and the functions that do it.
_orphans: dict[int, list[tuple[Any, Callable[[], None]]]] = {}


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

    def finish(self, action: Callable[[], None]) -> None:
        """Ends something of this object, where and when C allows it."""
        action()

    def end_inside(self, action: Callable[[], None]) -> None:
        """Does so now that nobody else is inside."""
        action()

    def __del__(self) -> None:
        if self._end is None or not self.value:
            return
        if self.children:
            self.is_put_off = True
        else:
            self.finish(self.close)

    def close(self) -> None:
        """Ends the object, then the functions that C kept for it, then what waited for it to end."""
        end: Any = type(self)._end
        try:
            end(self)
        finally:
            self.ended()

    def ended(self) -> None:
        """What follows the end of an object."""
        self.value = None
        for slot in tuple(self.slots.values()):
            slot.end()
        for owner in self.owners:
            let_go(owner)


def let_go(owner: Any) -> None:
    """Ends an object that was put off, when nothing needs it any more."""
    owner.children.pop()
    if owner.is_put_off and not owner.children and owner.value:
        owner.finish(owner.close)


class ExclusivePointer(Pointer):
    """Address of an object for one thread at a time, together with what belongs to it."""

    __slots__ = ()

    def __init__(
        self, address: int | None, owners: tuple[Any, ...], is_const: bool = False
    ) -> None:
        super().__init__(address, owners, is_const)
        self.gate = _gates.shared_by(owners)

    def enter(self) -> None:
        """Begins a call.

        Raises:
            RuntimeError: Another thread is in one.
        """
        try:
            self.gate.pop()
        except IndexError:
            self._enter_after_end()

    def leave(self) -> None:
        gate = self.gate
        gate.append(None)
        if gate.waiting:
            _gates.end_waiting(gate)

    def finish(self, action: Callable[[], None]) -> None:
        _gates.end(self, action)

    def end_inside(self, action: Callable[[], None]) -> None:
        inside = _inside.setdefault(get_ident(), [])
        inside.append((self, False))
        try:
            action()
        finally:
            inside.pop()

    def hold(self, shared: bool) -> bool:
        """Begins a call in which C may call back, and the closure use the object.

        Raises:
            RuntimeError: Another thread is in a call, or this one is in a call that excludes it.
        """
        inside = _inside.setdefault(get_ident(), [])
        try:
            self.gate.pop()
        except IndexError:
            if any(pointer.gate is self.gate for pointer, _ in inside):
                self._require_shared(shared, inside)
                inside.append((self, shared))
                return False
            self._enter_after_end()
        inside.append((self, shared))
        return True

    def release(self, held: bool) -> None:
        _inside[get_ident()].pop()
        if held:
            self.leave()

    def take_over(self) -> None:
        if not self.gate:
            raise self._in_use()

    def _enter_after_end(self) -> None:
        """Enters a gate that was taken, if only by an end that the collector chose the time of."""
        while _gates.wait_for_end(self.gate):
            try:
                self.gate.pop()
                return
            except IndexError:
                pass
        raise self._in_use() from None

    def _require_shared(self, shared: bool, inside: list[tuple[Pointer, bool]]) -> None:
        """Refuses a call from within one that it does not go together with."""
        for pointer, theirs in inside:
            if pointer is self and not (shared and theirs):
                raise RuntimeError(
                    f"this {self._name} is in use by the call that calls back"
                ) from None

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

    def finish(self, action: Callable[[], None]) -> None:
        if get_ident() == self.thread:
            super().finish(action)
        else:
            self._leave_behind(action)

    def end_inside(self, action: Callable[[], None]) -> None:
        if get_ident() == self.thread:
            super().end_inside(action)
        else:
            self._leave_behind(action)

    def _leave_behind(self, action: Callable[[], None]) -> None:
        """Leaves an end to the object's thread, which does it at its next call."""
        item = (self, action)
        while True:
            line = _orphans.setdefault(self.thread, [])
            line.append(item)
            if _orphans.get(self.thread) is line:
                return
            # Taken away meanwhile: before this was seen there, or after.
            try:
                item = line.pop()
            except IndexError:
                return


def _end_orphans() -> None:
    """Ends what other threads let go of and this one must end."""
    line = _orphans.pop(get_ident(), [])
    while line:
        try:
            pointer, action = line.pop()
        except IndexError:
            return
        pointer.finish(action)


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
        try:
            handle.enter()
        except RuntimeError:
            self._give_back(handle)
            raise
        try:
            error = refusal(handle)
            if error is not None:
                self._give_back(handle)
                raise error
            handle.ended()
        finally:
            handle.leave()

    def _give_back(self, handle: Any) -> None:
        """Undoes `_take` and `_give_away`."""
        self.__class__ = type(self).__mro__[1]
        self._handle = handle

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
    handle = _gates.Gate()
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
        wrapper._give_back(taken)
        raise
    return taken


@cache
def _borrowed(kind: Any) -> Any:
    """The class of addresses of objects that others end."""
    return type(kind.__name__, (kind,), {"__slots__": (), "_end": None})


def alias(pointer: Any) -> Any:
    """The same address for whoever is inside already: with a gate of its own, and nothing to end."""
    kind: Any = type(pointer)
    return _borrowed(kind)(pointer.value, ())


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
