"""Addresses of the library's objects: who may use them, and when they end."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable
from functools import cache
from threading import get_ident
from typing import Any, ClassVar

from . import _gates, _interpreter, _keeping, _names, _relatives

#: What only a certain thread may end, found by another one: objects, and the functions that do it.
_orphans: dict[object, list[tuple[Any, Callable[[], None]]]] = {}


class Pointer(ctypes.c_void_p):
    """Address of an object, which ends with the last reference to this.

    A running call holds a reference, and so does everything that belongs to the object: it never ends
    under them, whatever other threads do. Each kind of object has a class of its own, which is all that
    its functions take. Those of this class are for any thread at any time.
    """

    __slots__ = (
        "changes",
        "children",
        "gate",
        "held",
        "is_const",
        "is_put_off",
        "mark",
        "own_slots",
        "owners",
        "thread",
        "users",
    )

    #: Ends the object; None when such objects always belong to other ones.
    _end: ClassVar[Callable[..., Any] | None] = None
    #: How one is called in messages.
    _name: ClassVar[str]
    #: Whether C counts its owners, and keeps functions for it.
    _is_counted: ClassVar[bool] = False
    #: Has in common what may belong to each other, or be lent together.
    _family: ClassVar[int] = 0
    #: Whether C lends such objects to functions, and lets one thread at a time use them.
    _is_lent: ClassVar[bool] = False
    #: Objects that must outlive this one.
    owners: tuple[Any, ...]
    #: Whether it is ours to end.
    is_const: bool
    gate: Any

    def __init__(
        self, address: int | None, owners: tuple[Any, ...], is_const: bool = False
    ) -> None:
        super().__init__(None)
        self.owners = ()
        self.is_const = is_const
        #: The marks of all that needs this one, or is a part of it: the collector finds them in any
        #: order, and nothing takes the object over under them.
        self.children: set[object] = set()
        self.mark = object()
        #: Its end, which is put off: taken out by whoever makes up for it.
        self.is_put_off: list[None] = []
        #: How often it changed, for what is shown until the next time.
        self.changes = 0
        self.own_slots: Any = None
        if self._is_counted:
            _keeping.counted[id(self)] = self
        self.thread: object = None
        #: Has a key of each call, where another call may take the object over.
        self.users = _gates.Pool()
        self.gate = None
        # Wherever this is interrupted, what it holds is let go of later, and nothing else.
        try:
            for owner in _relatives.needed(owners):
                self.owners += (owner,)
                owner.children.add(self.mark)
        finally:
            self.value = address

    def enter(self) -> Any:
        """Begins a call, which nobody can take the object away from.

        Returns:
            What `leave` gets. Whoever loses it has left.
        """
        try:
            return self.users.pop()
        except IndexError:
            pass  # what is returned from here is lost to an interruption before Python 3.11
        return self.users.another()

    def leave(self, held: Any) -> None:
        """Ends a call."""
        self.users.append(held)

    def hold(self, shared: bool) -> Any:
        """As `enter`, for a call in which C may call back."""
        return self.enter()

    def release(self, held: Any) -> None:
        """Ends what `hold` began."""
        self.leave(held)

    def settle(self) -> None:
        """Shares the gate of all that stands for the same object, which C may give again."""

    def lasting(self) -> Any:
        """The object, for what is needed after the call."""
        return self

    def is_one_with(self, other: Any) -> bool:
        """Whether both stand for one object of C's."""
        is_same = other.value == self.value and other._name == self._name
        return other is self or is_same

    def require_change(self) -> None:
        """Refuses a call that changes an object which C gave as const."""
        if self.is_const:
            raise TypeError(f"this {self._name} may only be looked at")

    def require_home(self) -> None:
        """Refuses a call on another thread than the object's."""

    def require_relative(self, taker: Any) -> None:
        """Refuses an object whose calls do not keep others off what this one needs.

        Args:
            taker: What is to take this one over.

        Raises:
            ValueError: It belongs to other objects.
        """
        theirs = taker.gate.parts
        for owner in self.owners:
            for gate in getattr(owner.gate, "parts", ()):
                if not any(gate is known for known in theirs):
                    raise ValueError(
                        f"this {self._name} needs others than the {taker._name} "
                        "that is to take it over"
                    )

    def take_over(self, entered: Iterable[Any]) -> None:
        """Keeps every other call off, for a function that takes the object over.

        Args:
            entered: The objects that the function has entered.

        Raises:
            RuntimeError: A call is running, or other objects need this one.
        """
        if self.users.is_used:
            raise RuntimeError(f"this {self._name} is in use by another call")
        self._require_unneeded()

    def require_alone(self) -> None:
        """Refuses if another call is inside beside this one, or something needs the object."""
        if self.users.is_shared:
            raise RuntimeError(f"this {self._name} is in use by another call")
        self._require_unneeded()

    def _require_unneeded(self) -> None:
        if self.children:
            raise RuntimeError(f"this {self._name} is needed by what was made of it")

    def finish(self, action: Callable[[], None]) -> None:
        """Ends something of this object, where and when C allows it."""
        if _interpreter.is_alone():
            _interpreter.end_later(action)
        else:
            action()

    def end_inside(self, action: Callable[[], None]) -> None:
        """Does so now that nobody else is inside."""
        action()

    def __del__(self) -> None:
        if self._end is None:
            self.part()
        elif not self.value:  # C never made it
            self.ended()
        elif self.children:
            self.is_put_off.append(None)
            end_put_off(self)  # what needed it may have gone meanwhile
        else:
            self.finish(self.close)

    def part(self) -> None:
        """Parts from what it belongs to: who brings it back finds that ended."""
        self.let_go()
        self.value, self.__class__ = None, _of_ended(type(self))

    def let_go(self) -> None:
        """Needs what it belongs to no more."""
        if self.owners:
            for owner in self.owners:
                let_go(owner, self.mark)

    def close(self) -> None:
        """Ends the object, then the functions that C kept for it, then what waited for it to end."""
        end: Any = type(self)._end
        done: list[Any] = []
        try:
            # Nothing comes between C's end and what is known of it.
            done.extend(map(end, (self,)))
        finally:
            # What C did not end needs what it belongs to for ever.
            if done:
                self.ended()

    def ended(self) -> None:
        """What follows the end of an object."""
        slots = self.own_slots
        if slots and self._is_counted:
            _keeping.share(slots, self)
        self.value = None
        kind: Any = type(self)
        # The collector may have found it before something that brings its wrapper back.
        self.__class__ = _of_ended(kind)
        if slots is not None and slots.is_left_by(self.mark):
            slots.end()
        self.let_go()

    @property
    def slots(self) -> _keeping.Slots:
        """The functions that C may call as long as it has the object, whoever stands for that here."""
        if self.own_slots is None:
            _keeping.find_slots(self)
        found: _keeping.Slots = self.own_slots
        return found


def let_go(owner: Any, mark: object) -> None:
    """Ends an object that was put off, when nothing needs it any more."""
    if mark in owner.children:  # else it was let go of before
        owner.children.discard(mark)
        if owner.is_put_off:
            end_put_off(owner)


def end_put_off(owner: Any) -> None:
    """Ends an object that nothing needs any more, once, whoever comes here at the same time."""
    if owner.children or not owner.value:
        return
    try:
        owner.is_put_off.pop()
    except IndexError:
        return
    owner.finish(owner.close)


class ExclusivePointer(Pointer):
    """Address of an object for one thread at a time, together with what belongs to it."""

    __slots__ = ()

    def __init__(
        self, address: int | None, owners: tuple[Any, ...], is_const: bool = False
    ) -> None:
        try:
            super().__init__(address, owners, is_const)
        finally:
            self.gate = _gates.shared_by(getattr(self, "owners", ()))
        if self._is_lent:
            _names.fresh[id(self)] = self

    def settle(self) -> None:
        if all(getattr(owner, "gate", None) is None for owner in self.owners):
            self.gate = _gates.of_address(self._name, self.value)

    def enter(self) -> Any:
        """Begins a call.

        Raises:
            RuntimeError: Another thread is in one.
        """
        try:
            return self.gate.pop()
        except IndexError:
            pass
        return self._enter_after_end()

    def leave(self, held: Any) -> None:
        gate = self.gate
        gate.append(held)
        if gate.waiting:
            _gates.end_waiting(gate)

    def finish(self, action: Callable[[], None]) -> None:
        _gates.end(self, action)

    def end_inside(self, action: Callable[[], None]) -> None:
        inside = _gates.inside.setdefault(get_ident(), [])
        within = _gates.Token()
        inside.append((self, False, within.ref))
        try:
            action()
        finally:
            _gates.go_outside(inside, within)

    def hold(self, shared: bool) -> Any:
        """Begins a call in which C may call back, and the closure use the object.

        Raises:
            RuntimeError: Another thread is in a call, or this one is in a call that excludes it.
        """
        inside = _gates.inside.setdefault(get_ident(), [])
        try:
            held = self.gate.pop()
        except IndexError:
            running = _gates.running()
            if _gates.is_here(self.gate, running):
                self._require_shared(shared, running)
                held = _gates.within(self, running)
            else:
                held = self._enter_after_end()
        inside.append((self, shared, held.ref))
        return held

    def release(self, held: Any) -> None:
        inside = _gates.inside[get_ident()]
        # What is above was interrupted.
        while inside.pop()[2] is not held.ref:
            pass
        if held.__class__ is _gates.Within:
            held.leave()
        elif held.__class__ is not _gates.Token:
            # As `leave`, but no deeper than `hold` was: where that had room this has.
            gate = self.gate
            gate.append(held)
            if gate.waiting:
                _gates.end_waiting(gate)

    def take_over(self, entered: Iterable[Any]) -> None:
        if not all(gate or gate.ender for gate in _gates.missing(self, entered)):
            raise self.in_use()
        if any(pointer.is_one_with(self) for pointer, _, _ in _gates.running()):
            raise RuntimeError(
                f"this {self._name} is in use by the call that calls back"
            )
        self._require_unneeded()

    def require_alone(self) -> None:
        self._require_unneeded()

    def _enter_after_end(self) -> Any:
        """Enters a gate that was taken, if only by an end that the collector chose the time of."""
        while _gates.wait_for_end(self.gate):
            try:
                return self.gate.pop()
            except IndexError:
                pass
        raise self.in_use() from None

    def _require_shared(
        self, shared: bool, running: list[tuple[Any, bool, Any]]
    ) -> None:
        """Refuses a call from within one that it does not go together with."""
        for pointer, theirs, token in running:
            if shared and theirs:
                continue
            if pointer.is_one_with(self) or _relatives.keeps_off(pointer, token, self):
                raise RuntimeError(
                    f"this {self._name} is in use by the call that calls back"
                ) from None

    def in_use(self) -> RuntimeError:
        """What a call is refused by that came while another thread was in one."""
        return RuntimeError(f"this {self._name} is in use by another thread")


class ConfinedPointer(ExclusivePointer):
    """Address of an object for the thread that made it, which alone ends it."""

    __slots__ = ()

    def __init__(
        self, address: int | None, owners: tuple[Any, ...], is_const: bool = False
    ) -> None:
        super().__init__(address, owners, is_const)
        self.thread = _gates.here.token
        if _orphans:
            _end_orphans()

    def require_home(self) -> None:
        if _gates.here.token is not self.thread:
            raise RuntimeError(f"this {self._name} belongs to another thread")
        if _orphans:
            _end_orphans()

    def enter(self) -> Any:
        """Begins a call.

        Raises:
            RuntimeError: The object belongs to another thread.
        """
        self.require_home()
        return super().enter()

    def hold(self, shared: bool) -> Any:
        self.require_home()
        return super().hold(shared)

    def finish(self, action: Callable[[], None]) -> None:
        if _gates.here.token is self.thread:
            super().finish(action)
        else:
            self._leave_behind(action)

    def end_inside(self, action: Callable[[], None]) -> None:
        if _gates.here.token is self.thread:
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
    line = _orphans.pop(_gates.here.token, [])
    while line:
        try:
            pointer, action = line.pop()
        except IndexError:
            return
        pointer.finish(action)


def hold_all(*uses: tuple[Pointer | None, bool]) -> list[tuple[Pointer, Any]]:
    """Begins a call on several objects, each of which it may share with others."""
    held: list[tuple[Pointer, Any]] = []
    outer = _relatives.begin()
    try:
        for pointer, shared in uses:
            if pointer is not None:
                held.append((pointer, pointer.hold(shared)))
    except BaseException:
        release_all(held)
        raise
    finally:
        _relatives.begun(outer)
    return held


def release_all(held: list[tuple[Pointer, Any]]) -> None:
    """Ends what `hold_all` began."""
    for pointer, how in reversed(held):
        pointer.release(how)


@cache
def _of_ended(kind: Any) -> Any:
    """The class of addresses of objects that have ended: no function takes them."""

    def refuse(self: Any, *_arguments: Any) -> Any:
        raise ValueError(f"this {self._name} is closed")

    bases = (ConfinedPointer, ExclusivePointer, Pointer)
    base = next(each for each in kind.__mro__ if each in bases)
    members = {"__slots__": (), "_name": kind._name, "_end": None}
    for name in (
        "enter",
        "hold",
        "require_change",
        "require_home",
        "require_relative",
        "take_over",
    ):
        members[name] = refuse
    return type(kind.__name__, (base,), members)
