"""`Counter`: Counts."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from typing import Any

from . import (
    _addresses,
    _callbacks,
    _closures,
    _errors,
    _handles,
    _library,
    _numbers,
    _text,
    _values,
    _waiting,
    raw,
)
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


class Counter(_handles.Handle):
    """Counts.

    One thread at a time may use it, together with what belongs to it: while one does,
    others get RuntimeError.
    """

    __slots__ = ()

    _pointer_type = CounterPointer

    @classmethod
    def open(cls, name: str) -> Counter:
        """Opens a counter by name.

        Args:
            name: Of the counter.
        """
        counter = cls._own(None)
        known = _errors.last_error()
        status = _counter_open(_text.encode(name), ctypes.byref(counter._handle))
        if status:
            raise _errors.failure(status, _errors.changed(known))
        if not counter._handle.value:
            raise _errors.null_result("ctr_counter_open")
        return counter

    def add(self, amount: int) -> int:
        """Adds; answers with the sum."""
        if (
            type(amount) is not int
            or not -0x8000000000000000 <= amount <= 0x7FFFFFFFFFFFFFFF
        ):
            amount = _values.integer(
                amount,
                -0x8000000000000000,
                0x7FFFFFFFFFFFFFFF,
                "amount",
            )
        handle = self._handle
        held = handle.enter()
        try:
            sum = ctypes.c_int64()
            known = _errors.last_error()
            status = _counter_add(handle, amount, ctypes.byref(sum))
            if status:
                raise _errors.failure(status, _errors.changed(known))
            return sum.value
        finally:
            handle.leave(held)

    def is_zero(self) -> bool:
        """Whether anything was counted."""
        handle = self._handle
        held = handle.enter()
        try:
            result: bool = _counter_is_zero(handle)
            return result
        finally:
            handle.leave(held)

    def history(
        self,
        sums: int | _numbers.Numbers[int] | bytearray | memoryview | Any,
    ) -> _numbers.Int64s:
        """The last sums, the newest first.

        Args:
            sums: Memory to write into, or how many numbers to make room for.

        Returns:
            The part that was written, in the same memory.
        """
        sums_ = _numbers.Int64s.writing(sums, "sums")
        handle = self._handle
        held = handle.enter()
        try:
            count = ctypes.c_size_t()
            known = _errors.last_error()
            status = _counter_history(handle, sums_, len(sums_), ctypes.byref(count))
            if status:
                raise _errors.failure(status, _errors.changed(known))
            return _numbers.Int64s._first(sums_, count.value)
        finally:
            handle.leave(held)

    def add_all(self, amounts: Iterable[int]) -> None:
        """Adds many at once."""
        amounts_, count = _numbers.Int64s.given(amounts, "amounts")
        handle = self._handle
        held = handle.enter()
        try:
            known = _errors.last_error()
            status = _counter_add_all(handle, amounts_, count)
            if status:
                raise _errors.failure(status, _errors.changed(known))
        finally:
            handle.leave(held)

    def label(self, label: str | None = None) -> None:
        """A label, or none."""
        handle = self._handle
        held = handle.enter()
        try:
            known = _errors.last_error()
            status = _counter_label(
                handle,
                None if label is None else _text.encode(label),
            )
            if status:
                raise _errors.failure(status, _errors.changed(known))
        finally:
            handle.leave(held)

    def visit(self, visitor: _callbacks.Visitor) -> None:
        """Shows the last sums to a visitor, in this thread."""
        _closures.require(visitor, "visitor")
        handle = self._handle
        held = handle.hold(False)
        visitor_ = _closures.for_call(visitor)
        try:
            known = _errors.last_error()
            status = _counter_visit(
                handle,
                visitor_.at(_callbacks.call_visitor),
                visitor_.id,
            )
            if status:
                failure = _errors.failure(status, _errors.changed(known))
                visitor_.raise_error()
                raise failure
            if visitor_.error:
                visitor_.raise_error()
            if _closures.raised:
                _closures.go_on()
        finally:
            handle.release(held)
            visitor_.end()

    def go(self, type_: int) -> None:
        """Waits for one of many; a name that is a keyword elsewhere.

        May wait. Other threads run meanwhile.
        """
        if type(type_) is not int or not 0 <= type_ <= 0xFFFFFFFF:
            type_ = _values.integer(type_, 0, 0xFFFFFFFF, "type_")
        handle = self._handle
        held = _addresses.hold_all((handle, False))
        try:
            known = _errors.last_error()
            status = _go(handle, type_)
            if status:
                raise _errors.failure(status, _errors.changed(known))
        finally:
            _addresses.release_all(held)

    async def go_async(self, type_: int) -> None:
        """As `go`, while the event loop goes on."""
        await _waiting.in_thread(lambda: self.go(type_))
