"""Memory that is lent: how long it lasts, and what shows it until then."""

from __future__ import annotations

import ctypes
import sys
import weakref
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from . import _abi, _made
from ._gates import Pool

if TYPE_CHECKING:
    from ._memory import Record
    from ._numbers import Numbers

N = TypeVar("N", bound="Numbers[Any]")
R = TypeVar("R", bound="Record")


class _Export:
    """Of a view that cannot be taken back, as long as there is one."""

    __slots__ = ("_life",)

    def __init__(self, life: Life) -> None:
        self._life = life
        if _made.hide is not None:
            _made.hide(self)
        life._exports.add(id(self))

    def __del__(self) -> None:
        self._life._exports.discard(id(self))


class Life:
    """How long memory is lent. All that shows it asks here first, and refuses when it is over.

    What a view of numpy's shows cannot be taken back: while there is one, the loan does not end.
    """

    __slots__ = (
        "__weakref__",
        "_exports",
        "_views",
        "is_const",
        "is_over",
        "owner",
        "users",
    )

    def __init__(self, owner: Any, is_const: bool) -> None:
        self.owner = owner
        self.is_const = is_const
        self.is_over = False
        #: Has a key of each reading or writing that runs: it may run code of the caller's, which could
        #: end the loan meanwhile, as another thread could.
        self.users = Pool()
        #: Marks of views that cannot be taken back; they leave by themselves.
        self._exports: set[int] = set()
        self._views: list[Any] = []

    def check(self) -> None:
        """Refuses when the memory is given back."""
        if self.is_over:
            raise ValueError("this was lent, and is given back")

    def export(self, part: Any) -> Any:
        """The same memory for a view that cannot be taken back, or for a call of C."""
        self.check()
        shown = type(part).from_address(ctypes.addressof(part))
        object.__setattr__(shown, "_owner", _Export(self))
        # Whoever ends the loan says so first, and then looks at what is shown: one sees the other.
        self.check()
        return shown

    def keep_view(self, view: memoryview) -> memoryview:
        """A view that is released when the loan ends, if nothing is made out of it."""
        self._views = [known for known in self._views if known() is not None]
        self._views.append(weakref.ref(view))
        return view

    def require_unseen(self) -> None:
        """Releases the views of the memory; refuses while something made out of them is in use.

        Without the interpreter's lock no view is released, since another thread may be reading it.

        Raises:
            BufferError: There is; it must be deleted first, as with `memoryview.release`.
        """
        for known in self._views:
            view = known() if _has_lock() else None
            if view is not None:
                with suppress(BufferError):
                    view.release()
            del view
        if self._exports:
            raise BufferError(
                "views of what was lent are still in use; delete them first"
            )
        if self.users.is_used:
            raise BufferError("what was lent is being read or written")

    def numbers(self, kind: type[N], array: Any) -> N:
        """Numbers in this memory."""
        view = _lent_numbers(kind)(array, self.is_const)
        view._life = self
        result: N = view
        return result

    def record(self, kind: type[R], raw: Any) -> R:
        """A record in this memory."""
        inner_kind, lent_kind = _lent_record(cast("Any", kind))
        inner = inner_kind.__new__(inner_kind)
        inner._raw = _abi.read_only(raw) if self.is_const else raw
        inner._life = self
        result: Any = lent_kind.__new__(lent_kind)
        result._inner = inner
        return cast("R", result)


def _has_lock() -> bool:
    is_enabled: Callable[[], bool] | None = getattr(sys, "_is_gil_enabled", None)
    return is_enabled is None or is_enabled()


def _given_back(kind: Any) -> str:
    return f"<{kind.__name__} that was lent, and is given back>"


def _lasting(method: Callable[..., Any]) -> Callable[..., Any]:
    """A method during which the loan does not end."""

    def inside(self: Any, *arguments: Any) -> Any:
        life = self._life
        users = life.users
        try:
            key = users.pop()
        except IndexError:
            key = users.another()
        try:
            if life.is_over:
                life.check()
            return method(self, *arguments)
        finally:
            users.append(key)

    return inside


@cache
def _lent_numbers(kind: Any) -> Any:
    def get(self: Any, index: Any) -> Any:
        life = self._life
        users = life.users
        try:
            key = users.pop()
        except IndexError:
            key = users.another()
        try:
            if life.is_over:
                life.check()
            return self._shown[index]
        finally:
            users.append(key)

    def array(self: Any) -> Any:
        self._life.check()
        return self._shown

    def set_array(self: Any, value: Any) -> None:
        self._shown = value

    def exported(self: Any) -> Any:
        return self._life.export(self._shown)

    def memory(self: Any) -> memoryview:
        view: memoryview = kind.memory(self)
        return self._life.keep_view(view)  # type: ignore[no-any-return]

    def interface(self: Any) -> Any:
        raise AttributeError("what is lent is seen by way of __array__, which pins it")

    contents = _lasting(kind.__repr__)

    def shown(self: Any) -> str:
        return _given_back(kind) if self._life.is_over else contents(self)

    members = {
        "__repr__": shown,
        "__slots__": ("_life", "_shown"),
        "__module__": kind.__module__,
        "__array_interface__": property(interface),
        "__getitem__": get,
        "__iter__": lambda self: iter(self[:]),
        "__reduce__": lambda self: kind(exported(self)).__reduce__(),
        "_array": property(array, set_array),
        "_exported": exported,
        "memory": memory,
    }
    for name in ("__setitem__", "__bytes__"):
        members[name] = _lasting(getattr(kind, name))
    return type(kind.__name__, (kind,), members)


@cache
def _lent_record(kind: Any) -> Any:
    """The classes of a record that is lent: of what stands in its memory, and of what callers get."""
    inner = type(
        kind.__name__,
        (kind,),
        {"__slots__": ("_life",), "__module__": kind.__module__},
    )

    def shown(self: Any) -> str:
        return _given_back(kind) if self._life.is_over else kind.__repr__(self)

    members = {
        "__repr__": shown,
        "__slots__": ("_inner",),
        "__module__": kind.__module__,
        "_life": property(lambda self: self._inner._life),
        "_raw": property(lambda self: self._inner._life.export(self._inner._raw)),
    }
    for base in kind.__mro__:
        for name, member in vars(base).items():
            if isinstance(member, property) and name not in (*members, "raw"):
                members[name] = _lasting_member(member)
    return inner, type(kind.__name__, (kind,), members)


def _lasting_member(member: property) -> property:
    """A member of a record; the loan does not end while it is read or written."""
    read: Any = member.fget
    write: Any = member.fset

    def get(self: Any) -> Any:
        inner = self._inner
        life = inner._life
        users = life.users
        try:
            key = users.pop()
        except IndexError:
            key = users.another()
        try:
            if life.is_over:
                life.check()
            return read(inner)
        finally:
            users.append(key)

    def put(self: Any, value: Any) -> None:
        inner = self._inner
        life = inner._life
        users = life.users
        try:
            key = users.pop()
        except IndexError:
            key = users.another()
        try:
            life.check()
            write(inner, value)
        finally:
            users.append(key)

    return property(get, put if write else None, doc=member.__doc__)
