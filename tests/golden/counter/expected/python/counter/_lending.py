"""Objects that C lends to functions, for as long as these run."""

from __future__ import annotations

import time
from functools import cache
from threading import get_ident
from typing import Any, Generic, TypeVar

from . import _gates, _interpreter, _relatives

T = TypeVar("T")


@cache
def borrowed(kind: Any) -> Any:
    """The class of addresses of objects that others end."""
    return type(kind.__name__, (kind,), {"__slots__": (), "_end": None})


def alias(pointer: Any) -> Any:
    """The same address for whoever is inside already: with a gate of its own, and nothing to end."""
    kind: Any = type(pointer)
    return borrowed(kind)(pointer.value, ())


class Unknown(tuple[()]):
    """What an object belongs to that C lends for one call, when nobody knows it."""

    __slots__ = ()

    def __iter__(self) -> Any:
        raise RuntimeError("what is lent for one call only can have nothing made of it")


def entered(kind: Any, address: int | None) -> Any:
    """The object at an address that a call of this thread is inside of; None if there is none."""
    for pointer, _, _ in _gates.running():
        if isinstance(pointer, kind) and pointer.value == address:
            return pointer
    return None


def lender_of(kind: Any, address: int | None) -> Any:
    """The innermost call of this thread on that object, by its token; None if there is none."""
    for pointer, _, token in reversed(_gates.running()):
        if isinstance(pointer, kind) and pointer.value == address:
            return token.ref
    return None


class Lent:
    """What C lends to a function for as long as that runs."""

    __slots__ = ()

    #: Who is in a call, and in which process, by what lives as long as that goes on.
    visits: dict[Any, tuple[int, object]]
    is_over: bool
    #: The object that it is, where that is known.
    stands_for: Any
    #: The call on it that lets it be used meanwhile, where there is one.
    lender: Any

    def _begin(self: Any) -> Any:
        token = _gates.Token()
        self.visits[token.ref] = get_ident(), _interpreter.process
        # Whoever ends it says so first, and then looks who is inside: one sees the other.
        if self.is_over:
            self._go(token)
            raise ValueError(f"this {self._name} was lent for one call only")
        return token

    def _go(self: Any, token: Any) -> None:
        # An exception that is kept keeps the token.
        self.visits.pop(token.ref, None)

    def enter(self: Any) -> Any:
        token = self._begin()
        try:
            return token, super().enter()  # type: ignore[misc]
        except BaseException:
            self._go(token)
            raise

    def leave(self: Any, held: Any) -> None:
        super().leave(held[1])  # type: ignore[misc]
        self._go(held[0])

    def hold(self: Any, shared: bool) -> Any:
        token = self._begin()
        try:
            return token, super().hold(shared)  # type: ignore[misc]
        except BaseException:
            self._go(token)
            raise

    def release(self: Any, held: Any) -> None:
        super().release(held[1])  # type: ignore[misc]
        self._go(held[0])

    def _require_shared(self: Any, shared: bool, running: Any) -> None:
        since = [token.ref for _, _, token in running]
        if self.lender in since:
            running = running[since.index(self.lender) + 1 :]
        super()._require_shared(shared, running)  # type: ignore[misc]

    def lasting(self: Any) -> Any:
        if self.stands_for is None:
            iter(self.owners)
        return self.stands_for

    def part(self: Any) -> None:
        # The call that lent it goes on, or it is over.
        self.let_go()

    def expire(self: Any) -> None:
        """Refuses further calls, and waits for those of other threads."""
        self.is_over = True
        error: BaseException | None = None
        while True:
            try:
                while any(
                    who != get_ident()
                    and process is _interpreter.process
                    and ref() is not None
                    for ref, (who, process) in self.visits.copy().items()
                ):
                    time.sleep(0.0001)
                break
            except BaseException as raised:
                error = raised
        self.let_go()
        if error is not None:
            raise error


class Lending(Generic[T]):
    """Gives what C lends to a function for as long as that runs."""

    __slots__ = ("_address", "_handle", "_is_const", "_kind", "_object")

    def __init__(self, kind: type[T], address: int | None, is_const: bool) -> None:
        self._kind: Any = kind
        self._address = address
        self._is_const = is_const

    def __enter__(self) -> T:
        self._object: Any = self._kind.__new__(self._kind)
        # Kept here as well: the function may give its object away.
        self._handle = lend(self._kind._pointer_type, self._address, self._is_const)
        self._object._handle = self._handle
        lent: T = self._object
        return lent

    def __exit__(self, *_: object) -> None:
        self._object._expire(self._handle)


def lend(kind: Any, address: int | None, is_const: bool) -> Any:
    """What C lends to a function, and belongs to what the call is inside of, if that is known."""
    owner = entered(kind, address)
    pointer = _lent(kind)(address, () if owner is None else (owner,), is_const)
    pointer.visits = {}
    pointer.is_over = False
    pointer.stands_for = getattr(owner, "stands_for", owner)
    pointer.lender = lender_of(kind, address)
    if pointer.lender is not None:
        _relatives.lent_by[pointer.lender] = pointer
    if pointer.gate is not None:
        # The call that it is lent by has the family's.
        pointer.gate = _gates.around_lent(pointer)
    if owner is None:
        pointer.owners = Unknown()
    return pointer


@cache
def _lent(kind: Any) -> Any:
    members = {"__slots__": ("is_over", "lender", "stands_for", "visits")}
    return type(kind.__name__, (Lent, borrowed(kind)), members)
