"""`Counter`: Counts."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from typing import Any

from . import _callbacks, _errors, _handles, _library, _memory, _waiting, raw
from ._callbacks import Visitor
from ._pointers import CounterPointer

_counter_open = _library.call(
    "ctr_counter_open",
    raw.ctr_error,
    ctypes.c_char_p,
    ctypes.c_void_p,
)
_counter_add = _library.call(
    "ctr_counter_add",
    raw.ctr_error,
    CounterPointer,
    ctypes.c_int64,
    ctypes.c_void_p,
)
_counter_is_zero = _library.call("ctr_counter_is_zero", ctypes.c_bool, CounterPointer)
_counter_history = _library.call(
    "ctr_counter_history",
    raw.ctr_error,
    CounterPointer,
    ctypes.POINTER(ctypes.c_int64),
    ctypes.c_size_t,
    ctypes.c_void_p,
)
_counter_add_all = _library.call(
    "ctr_counter_add_all",
    raw.ctr_error,
    CounterPointer,
    ctypes.POINTER(ctypes.c_int64),
    ctypes.c_size_t,
)
_counter_label = _library.call(
    "ctr_counter_label",
    raw.ctr_error,
    CounterPointer,
    ctypes.c_char_p,
)
_counter_visit = _library.call(
    "ctr_counter_visit",
    raw.ctr_error,
    CounterPointer,
    ctypes.c_void_p,
    ctypes.c_void_p,
)
_go = _library.call("go", raw.ctr_error, CounterPointer, ctypes.c_uint32)


def _try_go(handle: _handles.Pointer, type: int) -> None:
    if not 0 <= type <= 0xFFFFFFFF:
        raise OverflowError(f"type does not fit: {type}")
    status = _go(handle, type)
    if status:
        raise _errors.failure(status)


class Counter(_handles.Handle):
    """Counts.

    One thread at a time may use it.
    """

    __slots__ = ()

    _pointer_type = CounterPointer

    @classmethod
    def open(cls, name: str) -> Counter:
        """Opens a counter by name.

        Args:
            name: Of the counter.
        """
        counter = ctypes.c_void_p()
        status = _counter_open(_memory.encode(name), ctypes.byref(counter))
        if status:
            raise _errors.failure(status)
        return cls._own(counter.value)

    def add(self, amount: int) -> int:
        """Adds; answers with the sum."""
        if not -0x8000000000000000 <= amount <= 0x7FFFFFFFFFFFFFFF:
            raise OverflowError(f"amount does not fit: {amount}")
        sum = ctypes.c_int64()
        status = _counter_add(self._handle, amount, ctypes.byref(sum))
        if status:
            raise _errors.failure(status)
        return sum.value

    def is_zero(self) -> bool:
        """Whether anything was counted."""
        result: bool = _counter_is_zero(self._handle)
        return result

    def history(
        self,
        sums: int | _memory.Numbers[int] | bytearray | memoryview | Any,
    ) -> _memory.Numbers[int]:
        """The last sums, the newest first.

        Args:
            sums: Memory to write into, or how many numbers to make room for.

        Returns:
            The part that was written, in the same memory.
        """
        sums_ = _memory.numbers_out(ctypes.c_int64, sums)
        count = ctypes.c_size_t()
        status = _counter_history(self._handle, sums_, len(sums_), ctypes.byref(count))
        if status:
            raise _errors.failure(status)
        return _memory.first_numbers(sums_, count.value)

    def add_all(self, amounts: Iterable[int]) -> None:
        """Adds many at once."""
        amounts_ = _memory.numbers_in(ctypes.c_int64, amounts)
        status = _counter_add_all(self._handle, amounts_, len(amounts_))
        if status:
            raise _errors.failure(status)

    def label(self, *, label: str | None = None) -> None:
        """A label, or none."""
        status = _counter_label(
            self._handle,
            None if label is None else _memory.encode(label),
        )
        if status:
            raise _errors.failure(status)

    def visit(self, visitor: Visitor) -> None:
        """Shows the last sums to a visitor, in this thread."""
        errors: list[BaseException] = []
        visitor_ = _callbacks.make_visitor(visitor, errors)
        status = _counter_visit(self._handle, visitor_, None)
        if errors:
            raise errors[0]
        if status:
            raise _errors.failure(status)

    def go(self, type: int) -> None:
        """Waits for one of many; a name that is a keyword elsewhere.

        May wait. Other threads run meanwhile.
        """
        handle = self._handle
        _try_go(handle, type)

    async def go_async(self, type: int) -> None:
        """As `go`, while the event loop goes on."""
        with self._lent("go_async") as handle:
            await _waiting.in_thread(lambda: _try_go(handle, type))
