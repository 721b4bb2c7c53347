"""`Server`: Answers requests."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from typing import Any

from . import _errors, _handles, _library, _numbers, _text, _values, _waiting, raw
from ._errors import TimeoutError
from ._pointers import ServerPointer

_server_create = _library.call(
    "rt_ffi_server_create",
    raw.rt_ffi_error,
    ctypes.c_char_p,
    ctypes.c_char_p,
    ctypes.c_uint32,
    ctypes.c_uint32,
    ctypes.c_void_p,
)
_server_receive = _library.call(
    "rt_ffi_server_receive",
    raw.rt_ffi_error,
    ServerPointer,
    ctypes.POINTER(ctypes.c_uint8),
    ctypes.c_size_t,
    ctypes.c_void_p,
    ctypes.c_void_p,
)
_server_wait = _library.call(
    "rt_ffi_server_wait",
    raw.rt_ffi_error,
    ServerPointer,
    ctypes.c_int32,
)
_server_descriptor = _library.call(
    "rt_ffi_server_descriptor",
    raw.rt_ffi_error,
    ServerPointer,
    ctypes.c_void_p,
)
_server_reply = _library.call(
    "rt_ffi_server_reply",
    raw.rt_ffi_error,
    ServerPointer,
    ctypes.c_uint64,
    ctypes.POINTER(ctypes.c_uint8),
    ctypes.c_size_t,
)


class Server(_handles.Handle):
    """Answers requests.

    Its name is that of a channel, which clients find it by.

    One thread at a time may use it, together with what belongs to it: while one does,
    others get RuntimeError.
    """

    __slots__ = ()

    _pointer_type = ServerPointer

    @classmethod
    def create(cls, name: str, content: str, slots: int, message_bytes: int) -> Server:
        """Creates the server `name`, or replaces one whose process died.

        `ExistsError` while it lives.

        Args:
            content: As for `Channel.create`.
            slots: Requests that may wait to be received: a power of two, 2 to
                65536.
            message_bytes: Bytes of the longest request or answer, 1 to
                `CALL_MAX_MESSAGE`.
        """
        if type(slots) is not int or not 0 <= slots <= 0xFFFFFFFF:
            slots = _values.integer(slots, 0, 0xFFFFFFFF, "slots")
        if type(message_bytes) is not int or not 0 <= message_bytes <= 0xFFFFFFFF:
            message_bytes = _values.integer(
                message_bytes,
                0,
                0xFFFFFFFF,
                "message_bytes",
            )
        server = cls._own(None)
        status = _server_create(
            _text.encode(name),
            _text.encode(content),
            slots,
            message_bytes,
            ctypes.byref(server._handle),
        )
        if status:
            raise _errors.failure(status, _errors.last_error())
        if not server._handle.value:
            raise _errors.null_result("rt_ffi_server_create")
        return server

    def receive(
        self,
        request: int | _numbers.Numbers[int] | bytearray | memoryview | Any,
    ) -> tuple[_numbers.UInt8s, int]:
        """Copies the next request out, whole.

        Those whose deadline has passed are dropped. `EmptyError` when there is none;
        `InvalidArgumentError` when there is too little room: the request stays;
        `BusyError` when 4096 calls wait for an answer already.

        Args:
            request: Memory to write into, or how many numbers to make room for.

        Returns:
            The part that was written, in the same memory. Names this call to
            `Server.reply`, in any order.
        """
        request_ = _numbers.UInt8s.writing(request, "request")
        handle = self._handle
        held = handle.enter()
        try:
            bytes = ctypes.c_size_t()
            call = ctypes.c_uint64()
            status = _server_receive(
                handle,
                request_,
                len(request_),
                ctypes.byref(bytes),
                ctypes.byref(call),
            )
            if status:
                raise _errors.failure(status, _errors.last_error())
            return _numbers.UInt8s._first(request_, bytes.value), call.value
        finally:
            handle.leave(held)

    def _try_wait(self, ticks: int) -> None:
        handle = self._handle
        held = handle.enter()
        try:
            status = _server_wait(handle, ticks)
            if status:
                raise _errors.failure(status, _errors.last_error())
        finally:
            handle.leave(held)

    def wait(self, timeout: float | None = None) -> None:
        """Waits until a request can be received, also when all clients so far have
        died.

        May wait. Other threads run meanwhile.

        Args:
            timeout: Seconds to wait at most; None waits for ever.
        """
        _waiting.wait(self._try_wait, timeout, 1000, TimeoutError)

    async def wait_async(self, timeout: float | None = None) -> None:
        """As `wait`, while the event loop goes on."""
        await _waiting.wait_async(self._try_wait, timeout, 1000, TimeoutError)

    def descriptor(self) -> int:
        """As `Ring.descriptor`, for `Server.wait`."""
        handle = self._handle
        held = handle.enter()
        try:
            descriptor = ctypes.c_int32()
            status = _server_descriptor(handle, ctypes.byref(descriptor))
            if status:
                raise _errors.failure(status, _errors.last_error())
            return descriptor.value
        finally:
            handle.leave(held)

    def reply(self, call: int, answer: Iterable[int]) -> None:
        """Answers a call, and ends it.

        Nothing is sent, and the call has ended, with `TimeoutError` (its client no
        longer waits), `StaleError` (its client is gone) and `FullError` (its client
        takes no answers).
        """
        if type(call) is not int or not 0 <= call <= 0xFFFFFFFFFFFFFFFF:
            call = _values.integer(call, 0, 0xFFFFFFFFFFFFFFFF, "call")
        answer_, bytes = _numbers.UInt8s.given(answer, "answer")
        handle = self._handle
        held = handle.enter()
        try:
            status = _server_reply(handle, call, answer_, bytes)
            if status:
                raise _errors.failure(status, _errors.last_error())
        finally:
            handle.leave(held)
