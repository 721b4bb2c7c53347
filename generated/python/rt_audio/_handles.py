"""Objects of the library that belong to Python objects."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from ._closures import Kept
from ._library import library
from ._memory import Record

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self

R = TypeVar("R", bound=Record)


class Pointer(ctypes.c_void_p):
    """Address of an object, which ends with the last reference to this.

    A running call holds a reference, and so does everything that shows the object's memory: the
    object never ends under them, whatever other threads do. Each kind of object has a class of its
    own, which is all that its functions take.
    """

    #: Ends the object; None when such objects always belong to other ones.
    _end: ClassVar[Callable[..., Any] | None] = None
    #: What the object belongs to, and must outlive it; None when it is ours to end.
    owner: Any = None
    kept: Kept

    def __init__(self, address: int | None = None) -> None:
        super().__init__(address)
        self.kept = Kept()

    def __del__(self) -> None:
        if self._end is not None and self.owner is None and self.value:
            self._end(self)
            self.value = None


class Handle:
    """An object of the library. A context manager that closes it."""

    __slots__ = ("__weakref__", "_handle", "_state")

    _pointer_type: ClassVar[type[Pointer]]
    #: Absent while the object cannot be used.
    _handle: Pointer
    _state: str

    def __init__(self) -> None:
        raise TypeError(f"{type(self).__name__} is made by its class methods")

    @classmethod
    def _own(cls, address: int | None) -> Self:
        self = cls.__new__(cls)
        self._state = "closed"
        self._handle = cls._pointer_type(address)
        return self

    @classmethod
    def _borrow(cls, address: int | None, owner: Any) -> Self:
        """An object that lives as long as its owner."""
        self = cls.__new__(cls)
        self._state = "closed"
        self._handle = cls._pointer_type(address)
        self._handle.owner = owner or library
        return self

    def close(self) -> None:
        """Ends the object. A second time does nothing.

        Calls that run in other threads come to their end first.
        """
        self._take()

    def _take(self) -> Pointer | None:
        """Closes this side, and gives the object away."""
        try:
            handle = self._handle
        except ValueError:
            self._state = "closed"
            return None
        self._give_up("closed")
        return handle

    def _give_up(self, state: str) -> None:
        """Leaves the object without what it stands for."""
        self._state = state
        del self._handle
        kind: Any = type(self)
        self.__class__ = _unusable(kind)

    def _give_away(self) -> Pointer:
        """The object, for a function that takes it over."""
        handle = self._handle
        self._give_up("taken over by the library")
        return handle

    @property
    def closed(self) -> bool:
        """Whether the object has ended."""
        try:
            return self._handle is None
        except ValueError:
            return not self._state.startswith("in use")

    @contextmanager
    def _lent(self, what: str) -> Iterator[Pointer]:
        """Keeps all others off the object while another thread uses it."""
        handle = self._handle
        kind = type(self)
        self._give_up(f"in use by {what}")
        try:
            yield handle
        finally:
            if self._state != "closed":
                self._state = "closed"
                self._handle = handle
                self.__class__ = kind

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
        try:
            state = f"at {self._handle.value or 0:#x}"
        except ValueError:
            state = self._state
        return f"<{type(self).__name__} {state}>"


@cache
def _unusable(kind: type[Any]) -> type[Any]:
    """The class of objects that say why they cannot be used.

    They get it when they lose what they stand for, so that no call on an object that has it pays for
    a check.
    """

    def refuse(self: Handle, name: str) -> Any:
        if name == "_handle":
            raise ValueError(f"this {type(self).__name__} is {self._state}")
        raise AttributeError(f"{type(self).__name__!r} has no attribute {name!r}")

    members = {"__slots__": (), "__module__": kind.__module__, "__getattr__": refuse}
    return type(kind.__name__, (kind,), members)


class Loan(Generic[R]):
    """Memory lent by an object, given back once: at the end of a `with` block at the latest."""

    __slots__ = ("__weakref__", "_handle", "_record")

    def __init__(self, record: R, handle: Pointer) -> None:
        self._record = record
        self._handle = handle

    def _end(self) -> None:
        """Gives the memory back, well used."""
        raise NotImplementedError

    def _cancel(self) -> None:
        """Gives the memory back, unused."""
        self._end()

    @property
    def record(self) -> R:
        """What is lent. It refuses to be used once it is given back."""
        return self._record

    def __enter__(self) -> R:
        return self._record

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._is_over():
            return
        if kind is not None:
            self._cancel()
            return
        try:
            self._end()
        except BaseException:
            self._abandon()
            raise

    def __del__(self) -> None:
        if hasattr(self, "_record"):
            self._abandon()

    def _abandon(self) -> None:
        with suppress(Exception):
            if not self._is_over():
                self._cancel()

    def _is_over(self) -> bool:
        try:
            return self._record._raw is None
        except ValueError:
            return True

    def _give_back(self, end: Callable[[Pointer, Any], None]) -> None:
        end(self._handle, self._record._raw)
        self._record._expire()
