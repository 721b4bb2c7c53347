"""Objects of the library that belong to Python objects."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from . import _addresses, _gates, _lending

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self


def all_of(kind: type[Handle], objects: Iterable[Any], name: str, differ: bool) -> list[Any]:
    """The addresses of several objects, for a call that uses all of them.

    Raises:
        TypeError: One is something else.
        ValueError: One is closed, or one is there twice where each must be another.
    """
    handles: list[Any] = []
    for item in objects:
        if not isinstance(item, kind):
            raise TypeError(f"{name} has a {type(item).__name__} inside")
        handle = item._handle
        if not isinstance(handle, kind._pointer_type):
            raise TypeError(f"{name} has an object of another kind inside")
        handles.append(handle)
    if differ and len({handle.value for handle in handles}) != len(handles):
        raise ValueError(f"{name} has an object twice")
    return handles


def addresses(handles: list[Any]) -> Any:
    """The array of addresses that C gets."""
    return (ctypes.c_void_p * len(handles))(*[handle.value for handle in handles])


class Handle:
    """An object of the library. A context manager that closes it."""

    __slots__ = ("__weakref__", "_handle", "_state")

    _pointer_type: ClassVar[type[_addresses.Pointer]]
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
        kind = _lending.borrowed(cls._pointer_type)
        self._handle = kind(address, owners, is_const)
        self._handle.settle()
        return self

    def _settled(self) -> Self:
        """The same, once C has said where it is: other owners may have it as well."""
        self._handle.settle()
        return self

    @classmethod
    def _lend(
        cls, address: int | None, is_const: bool = False
    ) -> _lending.Lending[Self]:
        """Gives an object that C lends to a function for as long as that runs."""
        return _lending.Lending(cls, address, is_const)

    def _expire(self, handle: Any) -> None:
        """Ends what was lent, once no other thread is in a call on it.

        Args:
            handle: What it stood for, whatever became of it.
        """
        self._give_up("lent for one call only")
        handle.expire()

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
            held = handle.enter()
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
            handle.leave(held)

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


def _owned(wrapper: Handle) -> Any:
    handle = wrapper._handle
    if isinstance(handle, _lending.Lent) or (
        handle._end is None and wrapper._pointer_type._end is not None
    ):
        raise RuntimeError(f"this {handle._name} belongs to another object")
    return handle


def require_all(*wrappers: Handle | None) -> None:
    """Refuses objects that cannot be taken over together, before one of them is.

    Raises:
        RuntimeError: One belongs to another object.
        ValueError: One is closed, or is there twice.
    """
    handles = [_owned(wrapper) for wrapper in wrappers if wrapper is not None]
    if len({id(handle) for handle in handles}) != len(handles):
        raise ValueError("one object is to be taken over twice")


def take_over(wrapper: Handle, *entered: Any, relative: Any = None) -> Any:
    """The object, for a function that takes it over once no other call uses it.

    Args:
        wrapper: Who has the object.
        entered: The objects that the function has entered.
        relative: Whose family the object must be of, where it must.
    """
    handle = _owned(wrapper)
    if relative is not None:
        handle.require_relative(relative)
    handle.take_over(entered)
    taken = wrapper._give_away()
    try:
        taken.take_over(entered)
        taken.keep_off(entered)
    except RuntimeError:
        wrapper._give_back(taken)
        raise
    return taken


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
