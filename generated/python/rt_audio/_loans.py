"""Memory that an object lends, and that is given back once."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from . import _gates
from ._addresses import let_go
from ._lending import alias
from ._lives import Life
from ._memory import Record

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self

    from ._addresses import Pointer

R = TypeVar("R", bound=Record)


class _Lent(Life):
    """Memory that is given back when nothing shows it any more, at the latest."""

    __slots__ = ("_loan", "_mark", "_open", "_said", "place")

    def __init__(self, loan: type[Loan[Any]], handle: Pointer) -> None:
        handle = handle.lasting()
        super().__init__(handle, loan._is_const)
        self._loan: Any = loan
        self._mark = object()
        #: Where C puts the address of what it lends.
        self.place = ctypes.c_void_p()
        #: What C said when it took the memory back.
        self._said: list[Any] = []
        #: Taken out by whoever gives the memory back.
        self._open: list[None] = [None]
        handle.children.add(self._mark)

    @property
    def memory(self) -> Any:
        """What is lent."""
        return self._loan._kind._type.from_address(self.place.value)

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
            end(self.owner, self.memory, self._said)
        except BaseException:
            if not self._said:
                self.is_over = False
                self._open.append(None)
            raise
        let_go(self.owner, self._mark)
        # Whoever keeps what was lent does not keep its owner open.
        self.owner = None

    def give_back_refused(self, end: Callable[..., None]) -> None:
        """Ends a loan that C did not take back, which is the error that counts."""
        try:
            self.give_back(end)
        except Exception as error:
            if self._said:  # a function's that C called
                _gates.tell(error, "Exception ignored while a loan ended", self._loan)

    def __del__(self) -> None:
        self.is_over = True
        # What brings the loan back does not bring back what it lent.
        self._open.clear()
        if self.owner is None:
            return
        if self._said or not self.place.value:
            let_go(self.owner, self._mark)
        else:
            self.owner.finish(self._give_back_unused)

    def _give_back_unused(self) -> None:
        """Ends the loan now that nobody else is inside."""
        # What C will not have back is nothing that its owner need wait for.
        try:
            self._loan._cancel(alias(self.owner), self.memory, self._said)
        except Exception as error:
            _gates.tell(error, "Exception ignored while a loan ended", self._loan)
        let_go(self.owner, self._mark)


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
    def _from(cls, handle: Pointer) -> Self:
        """What an object is about to lend: what C lends is to be given back from then on."""
        self = cls.__new__(cls)
        self._life = _Lent(cls, handle)
        return self

    def _begin(self) -> Self:
        """What it lent."""
        kind: Any = self._kind
        if not self._life.place.value:
            raise ValueError(f"the library lent no {kind.__name__}")
        self._record = self._life.record(kind, self._life.memory)
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
            if not self._life.is_over:
                self._life.give_back_refused(type(self)._cancel)
            raise

    def __reduce_ex__(self, _protocol: Any) -> Any:
        raise TypeError("what is lent cannot be copied or pickled")
