"""`Client`: Sends requests to one server, and gets its answers: its own and no other
client's.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from typing import Any

from . import _errors, _handles, _library, _numbers, _text, _values, _waiting, raw
from ._errors import TimeoutError
from ._pointers import ClientPointer

_client_open = _library.call(
    "rt_ffi_client_open",
    raw.rt_ffi_error,
    ctypes.c_char_p,
    ctypes.c_char_p,
    ctypes.c_void_p,
)
_client_call = _library.call(
    "rt_ffi_client_call",
    raw.rt_ffi_error,
    ClientPointer,
    ctypes.POINTER(ctypes.c_uint8),
    ctypes.c_size_t,
    ctypes.c_int32,
    ctypes.POINTER(ctypes.c_uint8),
    ctypes.c_size_t,
    ctypes.c_void_p,
)
_client_send = _library.call(
    "rt_ffi_client_send",
    raw.rt_ffi_error,
    ClientPointer,
    ctypes.POINTER(ctypes.c_uint8),
    ctypes.c_size_t,
    ctypes.c_int32,
    ctypes.c_void_p,
)
_client_receive = _library.call(
    "rt_ffi_client_receive",
    raw.rt_ffi_error,
    ClientPointer,
    ctypes.POINTER(ctypes.c_uint8),
    ctypes.c_size_t,
    ctypes.c_void_p,
    ctypes.c_void_p,
)
_client_wait = _library.call(
    "rt_ffi_client_wait",
    raw.rt_ffi_error,
    ClientPointer,
    ctypes.c_int32,
)
_client_descriptor = _library.call(
    "rt_ffi_client_descriptor",
    raw.rt_ffi_error,
    ClientPointer,
    ctypes.c_void_p,
)


class Client(_handles.Handle):
    """Sends requests to one server, and gets its answers: its own and no other
    client's.

    One thread at a time may use it, together with what belongs to it: while one
    does, others get RuntimeError.
    """

    __slots__ = ()

    _pointer_type = ClientPointer

    @classmethod
    def open(cls, name: str, content: str) -> Client:
        """Opens a way to the server `name`.

        Errors as for `Channel.open`.
        """
        client = cls._own(None)
        status = _client_open(
            _text.encode(name),
            _text.encode(content),
            ctypes.byref(client._handle),
        )
        if status:
            raise _errors.failure(status, _errors.last_error())
        if not client._handle.value:
            raise _errors.null_result("rt_ffi_client_open")
        return client

    def call(
        self,
        request: Iterable[int],
        timeout: float,
        answer: int | _numbers.Numbers[int] | bytearray | memoryview | Any,
    ) -> _numbers.UInt8s:
        """Sends a request and waits for its answer: `TimeoutError` when that does not
        come in time, and it is dropped if it comes later.

        `ClosedError` or `StaleError` when the server closed or died meanwhile; it
        may have acted. `BusyError` while calls of `Client.send` are under way.
        `InvalidArgumentError` when there is too little room: the answer is lost.

        May wait. Other threads run meanwhile.

        Args:
            timeout: Seconds to wait at most.
            answer: Memory to write into, or how many numbers to make room for.

        Returns:
            The part that was written, in the same memory.
        """
        ticks = _waiting.ticks(timeout, 1000)
        request_, bytes = _numbers.UInt8s.given(request, "request")
        answer_ = _numbers.UInt8s.writing(answer, "answer")
        handle = self._handle
        held = handle.enter()
        try:
            received = ctypes.c_size_t()
            status = _client_call(
                handle,
                request_,
                bytes,
                ticks,
                answer_,
                len(answer_),
                ctypes.byref(received),
            )
            if status:
                raise _errors.failure(status, _errors.last_error())
            return _numbers.UInt8s._first(answer_, received.value)
        finally:
            handle.leave(held)

    async def call_async(
        self,
        request: Iterable[int],
        timeout: float,
        answer: int | _numbers.Numbers[int] | bytearray | memoryview | Any,
    ) -> _numbers.UInt8s:
        """As `call`, while the event loop goes on."""
        return await _waiting.in_thread(lambda: self.call(request, timeout, answer))

    def send(self, request: Iterable[int], timeout_ms: int) -> int:
        """Sends a request and waits for nothing.

        `FullError` when the server is behind, `BusyError` with `CALLS` under way.

        Args:
            timeout_ms: For how long its answer is wanted: it is dropped if it comes
                later.

        Returns:
            Names this call to `Client.receive`.
        """
        if type(timeout_ms) is not int or not -0x80000000 <= timeout_ms <= 0x7FFFFFFF:
            timeout_ms = _values.integer(
                timeout_ms,
                -0x80000000,
                0x7FFFFFFF,
                "timeout_ms",
            )
        request_, bytes = _numbers.UInt8s.given(request, "request")
        handle = self._handle
        held = handle.enter()
        try:
            call = ctypes.c_uint64()
            status = _client_send(
                handle,
                request_,
                bytes,
                timeout_ms,
                ctypes.byref(call),
            )
            if status:
                raise _errors.failure(status, _errors.last_error())
            return call.value
        finally:
            handle.leave(held)

    def receive(
        self,
        answer: int | _numbers.Numbers[int] | bytearray | memoryview | Any,
    ) -> tuple[_numbers.UInt8s, int]:
        """Copies the next answer out, to any call that is under way.

        `EmptyError` when there is none; `InvalidArgumentError` when there is too little
        room: the answer stays.

        Args:
            answer: Memory to write into, or how many numbers to make room for.

        Returns:
            The part that was written, in the same memory. Which call it answers.
        """
        answer_ = _numbers.UInt8s.writing(answer, "answer")
        handle = self._handle
        held = handle.enter()
        try:
            bytes = ctypes.c_size_t()
            call = ctypes.c_uint64()
            status = _client_receive(
                handle,
                answer_,
                len(answer_),
                ctypes.byref(bytes),
                ctypes.byref(call),
            )
            if status:
                raise _errors.failure(status, _errors.last_error())
            return _numbers.UInt8s._first(answer_, bytes.value), call.value
        finally:
            handle.leave(held)

    def _try_wait(self, ticks: int) -> None:
        handle = self._handle
        held = handle.enter()
        try:
            status = _client_wait(handle, ticks)
            if status:
                raise _errors.failure(status, _errors.last_error())
        finally:
            handle.leave(held)

    def wait(self, timeout: float | None = None) -> None:
        """Waits until an answer can be received; it may turn out to be one that came
        too late.

        `ClosedError` or `StaleError` when the server closed or died, also with
        `WAIT_FOREVER`.

        May wait. Other threads run meanwhile.

        Args:
            timeout: Seconds to wait at most; None waits for ever.
        """
        _waiting.wait(self._try_wait, timeout, 1000, TimeoutError)

    async def wait_async(self, timeout: float | None = None) -> None:
        """As `wait`, while the event loop goes on."""
        await _waiting.wait_async(self._try_wait, timeout, 1000, TimeoutError)

    def descriptor(self) -> int:
        """As `Ring.descriptor`, for `Client.wait`."""
        handle = self._handle
        held = handle.enter()
        try:
            descriptor = ctypes.c_int32()
            status = _client_descriptor(handle, ctypes.byref(descriptor))
            if status:
                raise _errors.failure(status, _errors.last_error())
            return descriptor.value
        finally:
            handle.leave(held)
