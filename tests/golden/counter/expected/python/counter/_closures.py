"""Python functions that C calls: kept as long as C may, and nothing raised through C.

C never gets a Python function, nor its address. It gets one of few functions that live for ever, and a
number as user data, which is looked up when C calls: a late call finds nothing.
"""

from __future__ import annotations

import atexit
import ctypes
import itertools
import os
import sys
import weakref
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import get_ident
from typing import TYPE_CHECKING, Any, TypeVar, cast

from . import _gates, _interpreter, _keeping, _turns

if TYPE_CHECKING:
    from typing_extensions import Self

T = TypeVar("T")

_interpreter.require_main()

#: What C knows, by its user data; of what belongs to an object, or to a call, weak references.
_slots: dict[Any, Any] = {}
#: Other packages count as well, and C may tell functions apart by their number alone.
_number = itertools.count(id(_slots) * 0x9E3779B1 % sys.maxsize).__next__
#: The same of a thread's calls that C hands no user data back for, by name and thread: weak
#: references, the innermost call's last.
_here: dict[Any, list[Any]] = {}
#: Exceptions of closures that a call into the library still has to raise, by thread or by address.
raised: dict[Any, BaseException] = {}


class Slot:
    """The functions that C knows by one user data."""

    __slots__ = (
        "__weakref__",
        "before",
        "beside",
        "calls",
        "ending",
        "error",
        "functions",
        "given",
        "home",
        "id",
        "kind",
        "name",
    )

    def __init__(self, kind: str, *functions: Any) -> None:
        self.kind = kind
        self.functions = functions
        #: Its place among those that replace each other.
        self.name: Any = None
        self.error: BaseException | None = None
        self.home: Any = None
        #: The calls that a function of one call belongs to.
        self.calls: tuple[Any, ...] = ()
        #: What has its place again if C does not take it.
        self.before: Slot | None = None
        #: What C is shown, which lives as long.
        self.beside: Any = None
        #: Texts that the functions gave C.
        self.given: dict[Any, bytes] = {}
        #: What tells C to call no more, and the process that C calls in.
        self.ending: tuple[Callable[[Slot], object], int] | None = None
        self.id: Any = _number()

    def at(self, thunk: Thunk, place: int = 0) -> Any:
        """What C calls for one of the functions; None where there is none."""
        if self.functions[place] is None:
            return None
        if self.id.__class__ is int:
            made = thunk.made.get(place)
            return thunk.at(place) if made is None else made
        if isinstance(self.id, str):
            return thunk.at(self.id)
        _here.setdefault(self.id, []).append(weakref.ref(self))
        return thunk.at(self.id[:1])

    def end_by(self, ending: Callable[[Slot], object]) -> None:
        """Has C told to call no more before there is no interpreter to be called."""
        self.ending = ending, os.getpid()

    def end(self) -> None:
        """Lets go of the functions. One that runs goes on to its end."""
        self.ending = None
        if self.before is not None and _slots.get(self.id) is self:
            _slots[self.id] = self.before
        elif self.id.__class__ is int or _slots.get(self.id) is self:
            _slots.pop(self.id, None)
        slots = _keeping.of_library if self.home is None else self.home
        for key in (self.id, self):
            slots.pop(key, None)
        if slots.get(self.name) is self:
            del slots[self.name]
        slots.in_force.get(self.name, {}).pop(self, None)
        self.functions = self.calls = ()

    def settle(self) -> None:
        """Has a hook called that C calls by its name: another may have come in the meantime."""
        if self.id == self.name:
            _slots[self.id] = self

    def raise_error(self) -> None:
        """Raises what a function raised when there was nobody to catch it, once."""
        error, self.error = self.error, None
        if error is not None:
            raise error

    @property
    def is_over(self) -> bool:
        """Whether C calls it no more."""
        return self.id not in _slots


class SlotOfCall(Slot):
    """Functions that C may call until the call returns."""

    __slots__ = ()

    # What only those have that C keeps.
    kind = "call"
    name = home = before = ending = None

    def __init__(self, *functions: Any) -> None:
        self.functions = functions
        self.error = None
        self.calls = ()
        self.beside = None
        self.given = {}
        self.id = _number()

    def end(self) -> None:
        _slots.pop(self.id, None)
        self.functions = self.calls = ()


def require(function: Any, name: str) -> None:
    """Refuses what cannot be called."""
    if not callable(function):
        raise TypeError(f"{name} is a function, not {type(function).__name__}")


def require_or_none(function: Any, name: str) -> None:
    """The same, where there may be none."""
    if function is not None:
        require(function, name)


def for_call(*functions: Any) -> Slot:
    """Functions that C may call until the call returns: who makes it has the only reference."""
    slot = SlotOfCall(*functions)
    _slots[slot.id] = weakref.ref(slot)
    return slot


def for_call_here(name: str, *functions: Any) -> Slot:
    """The same, where C hands no user data back: it calls them in this thread."""
    slot = SlotOfCall(*functions)
    slot.id = (name, get_ident())
    return slot


def leave(slot: Slot) -> None:
    """Ends what `for_call_here` began. A call around it has its own functions again."""
    calls = _here.get(slot.id)
    if calls is not None:
        # With those that were interrupted before they came here.
        calls[:] = [known for known in calls if known() not in (None, slot)]
        if not calls:
            del _here[slot.id]
    slot.functions = ()


def _innermost(place: Any) -> Slot | None:
    """What the innermost of a thread's calls gave; None if there is none."""
    for known in reversed(_here.get(place, ())):
        slot: Slot | None = known()
        if slot is not None:
            return slot
    return None


def shown(slot: Slot, record: Any) -> Any:
    """A record that C may look at as long as it may call the functions."""
    slot.beside = record
    return record


def show(record: Any, member: str, address: Any) -> None:
    """Puts an address into a member of it; None leaves it NULL."""
    if address is not None:
        offset = getattr(type(record), member).offset
        place = ctypes.c_void_p.from_buffer(record, offset)
        place.value = ctypes.cast(address, ctypes.c_void_p).value


def show_text(slot: Slot, record: Any, member: str, text: bytes | None) -> None:
    """The same of text, which lives as long as the record is shown."""
    show(record, member, text)
    slot.beside = slot.beside, text


def for_once(owner: Any, *functions: Any) -> Slot:
    """Functions of which C calls one, once, before their object is closed."""
    slot = Slot("once", *functions)
    if owner is not None:
        owner.slots[slot.id] = slot
        slot.home = owner.slots
    _slots[slot.id] = slot
    return slot


def until_end(owner: Any, *functions: Any) -> Slot:
    """Functions that C calls until it is told to stop, or until their object is closed."""
    slot = Slot("until", *functions)
    if owner is None:
        _slots[slot.id] = slot
    else:
        owner.slots[slot.id] = slot
        slot.home = owner.slots
        _slots[slot.id] = weakref.ref(slot)
    return slot


def belonging(slot: Slot, made: T) -> T:
    """An object that was made, to which the functions belong from now on."""
    if made is None:
        slot.end()
        return made
    owner: Any = cast("Any", made)._handle
    owner.slots[slot.id] = slot
    slot.home = owner.slots
    _slots[slot.id] = weakref.ref(slot)
    return made


def hook(name: str, *functions: Any) -> Slot:
    """A function of the process that C knows without user data, and may call as it gets it.

    It stays by `replace`; `end` undoes it.
    """
    slot = Slot("until", *functions)
    slot.id = name
    if functions != (None,):
        slot.before = _slots.get(name)
        _slots[name] = slot
    return slot


def _end_in_c(
    end: Callable[..., None],
    find_owner: Callable[[], Any] | None,
    extra: tuple[Any, ...],
    slot: Slot,
) -> None:
    """Ends what a registration would have ended."""
    owner = find_owner and find_owner()
    if find_owner is None or owner is not None:
        end(owner, slot, *extra)


@atexit.register
def _end_all() -> None:
    """Has C told to call nothing more, last registration first: no thread of C's can enter an
    interpreter that has ended, nor leave one that ends.

    A child that was forked has none of the threads that its parent's library may wait for.
    """
    for known in reversed(tuple(_slots.values())):
        slot = known() if known.__class__ is weakref.ref else known
        if slot is None or slot.ending is None:
            continue
        ending, process = slot.ending
        if process == os.getpid():
            # Nobody is left who could do something about it.
            with suppress(BaseException):
                ending(slot)
            slot.end()


def find(owner: Any, function: Any) -> Slot:
    """The registration of a function; one that C does not know if there is none."""
    for slot in tuple((_slots if owner is None else owner.slots).values()):
        is_one = isinstance(slot, Slot) and slot.kind == "until"
        if is_one and any(function == known for known in slot.functions):
            found: Slot = slot
            return found
    return Slot("until", function)


class Thunk:
    """Calls Python functions as C calls one of its function types."""

    def __init__(
        self,
        kind: Any,
        user_data: int | None,
        failure: Any,
        call: Callable[..., Any],
        keep: Callable[[Slot, Any, Any], Any] | None,
    ) -> None:
        """Describes how.

        Args:
            kind: The ctypes type of the function.
            user_data: Which parameter it is; None when C gives back nothing.
            failure: What C gets when there is no function, or when it raised.
            call: Calls a Python function with what C gave, one tuple.
            keep: Keeps what it answers for C, and gives the address.
        """
        self._kind = kind
        self._user_data = user_data
        self._failure = failure
        self._call = call
        self._keep = keep
        self.made: dict[Any, Any] = {}

    def at(self, place: Any) -> Any:
        """The function for C. `place` tells several with one user data apart, or names a hook."""
        made = self.made.get(place)
        return self._make(place) if made is None else made

    def _make(self, place: Any) -> Any:
        call, failure, user_data = self._call, self._failure, self._user_data
        keep = self._keep
        slots = _slots
        here = place if type(place) is tuple else None

        def called(*arguments: Any) -> Any:
            slot: Any
            if user_data is not None:
                slot = slots.get(arguments[user_data])
            elif here is not None:
                slot = _innermost((*here, get_ident()))
            else:
                slot = slots.get(place)
            if slot.__class__ is weakref.ref:
                slot = slot()
            functions = () if slot is None else slot.functions
            if not functions or (slot.kind == "once" and not _is_first(slot)):
                return failure
            try:
                function = functions[0 if user_data is None else place]
                answer = call(function, arguments)
                return answer if keep is None else keep(slot, place, answer)
            except BaseException as error:
                try:
                    _keep(slot, error)
                    _gates.came_out(error)
                except BaseException:
                    pass
                return failure

        # For ever: C may call it as long as there is a process.
        function = self._kind(called)
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(function))
        address = ctypes.cast(function, ctypes.c_void_p).value
        return self.made.setdefault(place, address)


def thunk(
    kind: Any,
    user_data: int | None,
    failure: Any,
    keep: Callable[[Slot, Any, Any], Any] | None = None,
) -> Callable[[Callable[..., Any]], Thunk]:
    """Makes a Thunk of the function that follows."""
    return lambda call: Thunk(kind, user_data, failure, call, keep)


def _is_first(slot: Slot) -> bool:
    """Whether C calls for the first time what it may call once."""
    is_first = _slots.pop(slot.id, None) is not None
    slot.end()
    return is_first


def _keep(slot: Slot, error: BaseException) -> None:
    """Keeps an exception for whoever can raise it."""
    if slot.kind == "call":
        slot.error = slot.error or error
        slot.functions = ()  # C is not to call them again
        return
    frame = sys._getframe(1).f_back  # none in a thread of C
    while frame is not None and frame.f_globals.get("__name__") == _CALLING:
        frame = frame.f_back
    if frame is not None and frame.f_globals.get("__package__") == __package__:
        raised.setdefault(get_ident(), error)
        return
    slot.error = slot.error or error
    _gates.tell(error, "Exception ignored in a function that C called", slot)


_CALLING = f"{__package__}._calling"


def go_on() -> None:
    """Raises what a function raised that C called during a call of this thread."""
    error = raised.pop(get_ident(), None)
    if error is not None:
        raise error


def pending() -> BaseException | None:
    """The same, to be raised instead of the library's own error."""
    return raised.pop(get_ident(), None)


def _destroy(user_data: int | None) -> None:
    slot: Any = _slots.get(user_data)
    if slot.__class__ is weakref.ref:
        slot = slot()
    if slot is not None:
        slot.end()


#: C calls it when it needs a function no more.
destroyed = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(_destroy)
ctypes.pythonapi.Py_IncRef(ctypes.py_object(destroyed))


class Registration:
    """A function that the library calls until this is closed. A context manager that closes it.

    It stays registered if this is forgotten. It also ends when its object is closed, or when another
    one takes its place; closing it does nothing then.
    """

    __slots__ = ("__weakref__", "_end", "_extra", "_open", "_owner", "_slot")

    def __init__(
        self, slot: Slot, end: Callable[..., None], owner: Any, *extra: Any
    ) -> None:
        self._slot = slot
        self._end = end
        self._extra = extra
        self._owner = (lambda: None) if owner is None else _keeping.finder(owner)
        self._open: list[bool] = [owner is not None]
        slot.end_by(
            partial(_end_in_c, end, None if owner is None else self._owner, extra)
        )

    def close(self) -> None:
        """Ends the registration. A second time does nothing.

        Raises what the function raised when nobody was there to catch it.
        """
        try:
            has_owner = self._open.pop()
        except IndexError:
            return
        owner = self._owner()
        if not has_owner or owner is not None:
            self._end_once(owner, has_owner)
        if raised:
            go_on()
        self._slot.raise_error()

    def _end_once(self, owner: Any, has_owner: bool) -> None:
        slot = self._slot
        try:
            at = _turns.take(owner, slot.name)
            try:
                # Else another has its place in C, or gets it, or may have it.
                is_in_force = slot.name.__class__ is not str or at.before == (slot,)
                if at.is_ours and is_in_force and not slot.is_over:
                    self._end(owner, slot, *self._extra)
            finally:
                at.done()
        except BaseException:
            if not slot.is_over:
                self._open.append(has_owner)
            raise
        slot.end()

    @property
    def closed(self) -> bool:
        """Whether the library calls the function no more."""
        return not self._open or self._slot.is_over

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __reduce_ex__(self, _protocol: Any) -> Any:
        raise TypeError("a registration cannot be copied or pickled")
