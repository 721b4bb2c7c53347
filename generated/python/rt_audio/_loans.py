"""Memory that an object lends, and that is given back once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from ._addresses import alias, let_go
from ._lives import Life
from ._memory import Record

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self

    from ._addresses import Pointer

R = TypeVar("R", bound=Record)


class _Lent(Life):
    """Memory that is given back when nothing shows it any more, at the latest."""

    __slots__ = ("_cancel", "_open", "memory")

    def __init__(
        self, memory: Any, handle: Pointer, is_const: bool, cancel: Callable[..., None]
    ) -> None:
        super().__init__(handle, is_const)
        handle.children.append(None)
        self.memory = memory
        self._cancel = cancel
        #: Taken out by whoever gives the memory back.
        self._open: list[None] = [None]

    def give_back(self, end: Callable[..., None]) -> None:
        """Ends the loan.

        Raises:
            ValueError: It is over.
            BufferError: Views are in use.
        """
        try:
            self._open.pop()
        except IndexError:
            raise ValueError("this was lent, and is given back") from None
        self.is_over = True
        try:
            self.require_unseen()
            end(self.owner, self.memory)
        except BaseException:
            self.is_over = False
            self._open.append(None)
            raise
        let_go(self.owner)

    def __del__(self) -> None:
        try:
            self._open.pop()
        except IndexError:
            return
        self.is_over = True
        self.owner.finish(self._give_back_unused)

    def _give_back_unused(self) -> None:
        """Ends the loan now that nobody else is inside."""
        try:
            with suppress(Exception):
                self._cancel(alias(self.owner), self.memory)
        finally:
            let_go(self.owner)


class Loan(Generic[R]):
    """Memory lent by an object, given back once: at the end of a `with` block at the latest.

    Everything reached through it refuses to be used from then on. A numpy array of it cannot be taken
    back: while there is one, giving back raises `BufferError`.
    """

    __slots__ = ("__weakref__", "_life", "_record")

    _kind: ClassVar[type[Record]]
    _is_const: ClassVar[bool]
    #: Gives the memory back, unused.
    _cancel: ClassVar[Callable[..., None]]
    #: Gives the memory back, well used.
    _end: ClassVar[Callable[..., None]]

    _life: _Lent
    _record: R

    def __init__(self) -> None:
        raise TypeError(f"{type(self).__name__} is made by what lends it")

    @classmethod
    def _of(cls, address: int | None, handle: Pointer) -> Self:
        """What an object lent."""
        kind: Any = cls._kind
        if not address:
            raise ValueError(f"the library lent no {kind.__name__}")
        self = cls.__new__(cls)
        memory = kind._type.from_address(address)
        self._life = _Lent(memory, handle, cls._is_const, cls._cancel)
        self._record = self._life.record(kind, memory)
        return self

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
        if self._life.is_over:
            return
        if kind is not None:
            with suppress(BufferError):
                self._life.give_back(type(self)._cancel)
            return
        try:
            self._life.give_back(type(self)._end)
        except BufferError:
            raise
        except BaseException:
            with suppress(Exception):
                self._life.give_back(type(self)._cancel)
            raise

    def __reduce_ex__(self, _protocol: Any) -> Any:
        raise TypeError("what is lent cannot be copied or pickled")
