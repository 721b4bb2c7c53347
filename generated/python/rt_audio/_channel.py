"""`Channel`: Messages of up to a fixed size from any number of processes to any
number.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from typing import Any

from . import (
    _errors,
    _handles,
    _library,
    _memory,
    _numbers,
    _text,
    _values,
    _waiting,
    raw,
)
from ._enums import ChannelMode
from ._errors import TimeoutError
from ._pointers import ChannelPointer
from ._records import ChannelCounters

_channel_create = _library.call(
    "rt_ffi_channel_create",
    raw.rt_ffi_error,
    ctypes.c_char_p,
    ctypes.c_char_p,
    ctypes.c_uint32,
    ctypes.c_uint32,
    raw.rt_ffi_channel_mode,
    ctypes.c_void_p,
)
_channel_open = _library.call(
    "rt_ffi_channel_open",
    raw.rt_ffi_error,
    ctypes.c_char_p,
    ctypes.c_char_p,
    ctypes.c_void_p,
)
_channel_message_bytes = _library.quick(
    "rt_ffi_channel_message_bytes",
    raw.rt_ffi_error,
    ChannelPointer,
    ctypes.c_void_p,
)
_channel_send = _library.quick(
    "rt_ffi_channel_send",
    raw.rt_ffi_error,
    ChannelPointer,
    ctypes.POINTER(ctypes.c_uint8),
    ctypes.c_size_t,
)
_channel_receive = _library.quick(
    "rt_ffi_channel_receive",
    raw.rt_ffi_error,
    ChannelPointer,
    ctypes.POINTER(ctypes.c_uint8),
    ctypes.c_size_t,
    ctypes.c_void_p,
)
_channel_wait = _library.call(
    "rt_ffi_channel_wait",
    raw.rt_ffi_error,
    ChannelPointer,
    ctypes.c_int32,
)
_channel_wait_space = _library.call(
    "rt_ffi_channel_wait_space",
    raw.rt_ffi_error,
    ChannelPointer,
    ctypes.c_int32,
)
_channel_descriptor = _library.call(
    "rt_ffi_channel_descriptor",
    raw.rt_ffi_error,
    ChannelPointer,
    ctypes.c_void_p,
)
_channel_space_descriptor = _library.call(
    "rt_ffi_channel_space_descriptor",
    raw.rt_ffi_error,
    ChannelPointer,
    ctypes.c_void_p,
)
_channel_get_counters = _library.quick(
    "rt_ffi_channel_get_counters",
    raw.rt_ffi_error,
    ChannelPointer,
    ctypes.POINTER(raw.rt_ffi_channel_counters),
)


class Channel(_handles.Handle):
    """Messages of up to a fixed size from any number of processes to any number.

    A handle may send and receive; `CHANNEL_SEATS` handles may send at once. A process
    that dies or is stopped in the middle of anything makes nobody wait: the message in
    its hands comes later or not at all, and the others' go by. Messages of one sender
    come in the order in which they were sent.

    One thread at a time may use it, together with what belongs to it: while one does,
    others get RuntimeError.
    """

    __slots__ = ()

    _pointer_type = ChannelPointer

    @classmethod
    def create(
        cls,
        name: str,
        content: str,
        slots: int,
        message_bytes: int,
        mode: ChannelMode,
    ) -> Channel:
        """Creates the channel `name`, or replaces one whose creator died.

        `ExistsError` while its creator lives. The handle's own receiving starts at the
        first message.

        Args:
            content: What messages are: the fingerprint of the contract that says
                so, or any text that those who open it must say as well; "" for bytes.
            slots: Messages that it holds: a power of two, 2 to 65536, in all at
                most 1 GiB.
            message_bytes: Bytes of the longest, 1 to `CHANNEL_MAX_MESSAGE`.
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
        if type(mode) is not ChannelMode:
            mode = _values.member(ChannelMode, mode, "mode")
        channel = cls._own(None)
        status = _channel_create(
            _text.encode(name),
            _text.encode(content),
            slots,
            message_bytes,
            mode,
            ctypes.byref(channel._handle),
        )
        if status:
            raise _errors.failure(status, _errors.last_error())
        if not channel._handle.value:
            raise _errors.null_result("rt_ffi_channel_create")
        return channel

    @classmethod
    def open(cls, name: str, content: str) -> Channel:
        """Opens a channel that exists.

        In a broadcast receiving starts at the next message sent.
        `FingerprintMismatchError` when it was created with another content,
        `StaleError` when its creator died.
        """
        channel = cls._own(None)
        status = _channel_open(
            _text.encode(name),
            _text.encode(content),
            ctypes.byref(channel._handle),
        )
        if status:
            raise _errors.failure(status, _errors.last_error())
        if not channel._handle.value:
            raise _errors.null_result("rt_ffi_channel_open")
        return channel

    def message_bytes(self) -> int:
        """Bytes of the longest message: room that is always enough for
        `Channel.receive`.

        Fit for a real-time thread: neither waits nor allocates in C.
        """
        handle = self._handle
        held = handle.enter()
        try:
            bytes = ctypes.c_uint32()
            status = _channel_message_bytes(handle, ctypes.byref(bytes))
            if status:
                raise _errors.failure(status)
            return bytes.value
        finally:
            handle.leave(held)

    def send(self, message: Iterable[int]) -> None:
        """Sends a message.

        Never blocks. In a queue `FullError` when nobody took the oldest yet.
        `BusyError` when all seats are taken, or when others were faster at each of many
        attempts.

        Fit for a real-time thread: neither waits nor allocates in C.

        Args:
            message: Its bytes; none are a message too.
        """
        message_, bytes = _numbers.UInt8s.given(message, "message")
        handle = self._handle
        held = handle.enter()
        try:
            status = _channel_send(handle, message_, bytes)
            if status:
                raise _errors.failure(status)
        finally:
            handle.leave(held)

    def receive(
        self,
        message: int | _numbers.Numbers[int] | bytearray | memoryview | Any,
    ) -> _numbers.UInt8s:
        """Copies the next message out, whole.

        `EmptyError` when there is none; `message` may have been written to even then.
        `InvalidArgumentError` when there is too little room: the message stays.

        Fit for a real-time thread: neither waits nor allocates in C.

        Args:
            message: Memory to write into, or how many numbers to make room for.

        Returns:
            The part that was written, in the same memory.
        """
        message_ = _numbers.UInt8s.writing(message, "message")
        handle = self._handle
        held = handle.enter()
        try:
            bytes = ctypes.c_size_t()
            status = _channel_receive(
                handle,
                message_,
                len(message_),
                ctypes.byref(bytes),
            )
            if status:
                raise _errors.failure(status)
            return _numbers.UInt8s._first(message_, bytes.value)
        finally:
            handle.leave(held)

    def _try_wait(self, ticks: int) -> None:
        handle = self._handle
        held = handle.enter()
        try:
            status = _channel_wait(handle, ticks)
            if status:
                raise _errors.failure(status, _errors.last_error())
        finally:
            handle.leave(held)

    def wait(self, timeout: float | None = None) -> None:
        """Waits until a message can be received: spins briefly, then sleeps.

        `StaleError` when there is none and all senders or the channel's creator died,
        also with `WAIT_FOREVER`.

        May wait. Other threads run meanwhile.

        Args:
            timeout: Seconds to wait at most; None waits for ever.
        """
        _waiting.wait(self._try_wait, timeout, 1000, TimeoutError)

    async def wait_async(self, timeout: float | None = None) -> None:
        """As `wait`, while the event loop goes on."""
        await _waiting.wait_async(self._try_wait, timeout, 1000, TimeoutError)

    def _try_wait_space(self, ticks: int) -> None:
        handle = self._handle
        held = handle.enter()
        try:
            status = _channel_wait_space(handle, ticks)
            if status:
                raise _errors.failure(status, _errors.last_error())
        finally:
            handle.leave(held)

    def wait_space(self, timeout: float | None = None) -> None:
        """Waits until `Channel.send` finds room, which in a broadcast is always.

        `StaleError` when all readers or the channel's creator died, also with
        `WAIT_FOREVER`.

        May wait. Other threads run meanwhile.

        Args:
            timeout: Seconds to wait at most; None waits for ever.
        """
        _waiting.wait(self._try_wait_space, timeout, 1000, TimeoutError)

    async def wait_space_async(self, timeout: float | None = None) -> None:
        """As `wait_space`, while the event loop goes on."""
        await _waiting.wait_async(self._try_wait_space, timeout, 1000, TimeoutError)

    def descriptor(self) -> int:
        """As `Ring.descriptor`, for `Channel.wait`."""
        handle = self._handle
        held = handle.enter()
        try:
            descriptor = ctypes.c_int32()
            status = _channel_descriptor(handle, ctypes.byref(descriptor))
            if status:
                raise _errors.failure(status, _errors.last_error())
            return descriptor.value
        finally:
            handle.leave(held)

    def space_descriptor(self) -> int:
        """As `Ring.descriptor`, for `Channel.wait_space`."""
        handle = self._handle
        held = handle.enter()
        try:
            descriptor = ctypes.c_int32()
            status = _channel_space_descriptor(handle, ctypes.byref(descriptor))
            if status:
                raise _errors.failure(status, _errors.last_error())
            return descriptor.value
        finally:
            handle.leave(held)

    @property
    def counters(self) -> ChannelCounters:
        """Counters of this handle and of the channel.

        Fit for a real-time thread: neither waits nor allocates in C.
        """
        handle = self._handle
        held = handle.enter()
        try:
            counters = _memory.over(ChannelCounters, raw.rt_ffi_channel_counters())
            status = _channel_get_counters(handle, counters._raw)
            if status:
                raise _errors.failure(status)
            return counters
        finally:
            handle.leave(held)
