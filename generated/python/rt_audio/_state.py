"""`State`: State that a host and a service share: format, gain, pan, counters,
heartbeat.
"""

from __future__ import annotations

import ctypes

from . import _errors, _handles, _library, _memory, _text, _values, _waiting, raw
from ._errors import TimeoutError
from ._pointers import StatePointer
from ._records import StreamCounters, StreamFormat

_state_create = _library.call(
    "rt_ffi_state_create",
    raw.rt_ffi_error,
    ctypes.c_char_p,
    ctypes.c_void_p,
)
_state_open = _library.call(
    "rt_ffi_state_open",
    raw.rt_ffi_error,
    ctypes.c_char_p,
    ctypes.c_void_p,
)
_state_get_format = _library.quick(
    "rt_ffi_state_get_format",
    raw.rt_ffi_error,
    StatePointer,
    ctypes.POINTER(raw.rt_ffi_stream_format),
)
_state_set_format = _library.quick(
    "rt_ffi_state_set_format",
    raw.rt_ffi_error,
    StatePointer,
    ctypes.POINTER(raw.rt_ffi_stream_format),
)
_state_get_active = _library.quick(
    "rt_ffi_state_get_active",
    raw.rt_ffi_error,
    StatePointer,
    ctypes.c_void_p,
)
_state_set_active = _library.call(
    "rt_ffi_state_set_active",
    raw.rt_ffi_error,
    StatePointer,
    ctypes.c_bool,
)
_state_wait_active = _library.call(
    "rt_ffi_state_wait_active",
    raw.rt_ffi_error,
    StatePointer,
    ctypes.c_bool,
    ctypes.c_int32,
)
_state_descriptor = _library.call(
    "rt_ffi_state_descriptor",
    raw.rt_ffi_error,
    StatePointer,
    ctypes.c_void_p,
)
_state_check = _library.call("rt_ffi_state_check", raw.rt_ffi_error, StatePointer)
_state_get_gain = _library.quick(
    "rt_ffi_state_get_gain",
    raw.rt_ffi_error,
    StatePointer,
    ctypes.c_void_p,
)
_state_set_gain = _library.quick(
    "rt_ffi_state_set_gain",
    raw.rt_ffi_error,
    StatePointer,
    ctypes.c_float,
)
_state_get_pan = _library.quick(
    "rt_ffi_state_get_pan",
    raw.rt_ffi_error,
    StatePointer,
    ctypes.c_void_p,
)
_state_set_pan = _library.quick(
    "rt_ffi_state_set_pan",
    raw.rt_ffi_error,
    StatePointer,
    ctypes.c_float,
)
_state_get_counters = _library.quick(
    "rt_ffi_state_get_counters",
    raw.rt_ffi_error,
    StatePointer,
    ctypes.POINTER(raw.rt_ffi_stream_counters),
)
_state_add_produced = _library.quick(
    "rt_ffi_state_add_produced",
    raw.rt_ffi_error,
    StatePointer,
    ctypes.c_uint64,
)
_state_add_consumed = _library.quick(
    "rt_ffi_state_add_consumed",
    raw.rt_ffi_error,
    StatePointer,
    ctypes.c_uint64,
)
_state_add_underruns = _library.quick(
    "rt_ffi_state_add_underruns",
    raw.rt_ffi_error,
    StatePointer,
    ctypes.c_uint64,
)
_state_add_overruns = _library.quick(
    "rt_ffi_state_add_overruns",
    raw.rt_ffi_error,
    StatePointer,
    ctypes.c_uint64,
)
_state_touch_heartbeat = _library.quick(
    "rt_ffi_state_touch_heartbeat",
    raw.rt_ffi_error,
    StatePointer,
)
_state_heartbeat_age = _library.quick(
    "rt_ffi_state_heartbeat_age",
    raw.rt_ffi_error,
    StatePointer,
    ctypes.c_void_p,
)


class State(_handles.Handle):
    """State that a host and a service share: format, gain, pan, counters, heartbeat.

    Any thread may use it at any time.
    """

    __slots__ = ()

    _pointer_type = StatePointer

    @classmethod
    def create(cls, name: str) -> State:
        """Creates the state `name` with defaults, or replaces one whose creator died.

        `ExistsError` while its creator lives.
        """
        state = cls._own(None)
        status = _state_create(_text.encode(name), ctypes.byref(state._handle))
        if status:
            raise _errors.failure(status, _errors.last_error())
        if not state._handle.value:
            raise _errors.null_result("rt_ffi_state_create")
        return state

    @classmethod
    def open(cls, name: str) -> State:
        """Opens a state that exists.

        `StaleError` when its creator died.
        """
        state = cls._own(None)
        status = _state_open(_text.encode(name), ctypes.byref(state._handle))
        if status:
            raise _errors.failure(status, _errors.last_error())
        if not state._handle.value:
            raise _errors.null_result("rt_ffi_state_open")
        return state

    @property
    def format(self) -> StreamFormat:
        """The stream's format.

        Fit for a real-time thread: neither waits nor allocates in C.
        """
        format = _memory.over(StreamFormat, raw.rt_ffi_stream_format())
        status = _state_get_format(self._handle, format._raw)
        if status:
            raise _errors.failure(status)
        return format

    @format.setter
    def format(self, format: StreamFormat) -> None:
        """Sets the stream's format: 8000 to 768000 Hz, 1 to `MAX_CHANNELS`, 1 to
        `MAX_FRAMES`.

        Fit for a real-time thread: neither waits nor allocates in C.
        """
        status = _state_set_format(self._handle, format._raw)
        if status:
            raise _errors.failure(status)

    @property
    def active(self) -> bool:
        """Whether the stream runs; a service leaves its loop when it does not. 0 or
        1.

        Fit for a real-time thread: neither waits nor allocates in C.
        """
        active = ctypes.c_bool()
        status = _state_get_active(self._handle, ctypes.byref(active))
        if status:
            raise _errors.failure(status)
        return active.value

    @active.setter
    def active(self, active: bool) -> None:
        """Starts or stops the stream, and wakes those that wait for it."""
        if type(active) is not bool:
            active = _values.truth(active, "active")
        status = _state_set_active(self._handle, active)
        if status:
            raise _errors.failure(status, _errors.last_error())

    def _try_wait_active(self, active: bool, ticks: int) -> None:
        if type(active) is not bool:
            active = _values.truth(active, "active")
        status = _state_wait_active(self._handle, active, ticks)
        if status:
            raise _errors.failure(status, _errors.last_error())

    def wait_active(self, active: bool, timeout: float | None = None) -> None:
        """Waits until the stream is active or not as asked.

        Fails as `State.check` does when nobody is left to change it.

        May wait. Other threads run meanwhile.

        Args:
            timeout: Seconds to wait at most; None waits for ever.
        """
        _waiting.wait(
            lambda ticks: self._try_wait_active(active, ticks),
            timeout,
            1000,
            TimeoutError,
        )

    async def wait_active_async(
        self,
        active: bool,
        timeout: float | None = None,
    ) -> None:
        """As `wait_active`, while the event loop goes on."""
        await _waiting.wait_async(
            lambda ticks: self._try_wait_active(active, ticks),
            timeout,
            1000,
            TimeoutError,
        )

    def descriptor(self) -> int:
        """As `Ring.descriptor`, for `State.wait_active`."""
        descriptor = ctypes.c_int32()
        status = _state_descriptor(self._handle, ctypes.byref(descriptor))
        if status:
            raise _errors.failure(status, _errors.last_error())
        return descriptor.value

    def check(self) -> None:
        """Whether the state's creator is still there: `ClosedError` when it closed the
        state, `StaleError` when it died.

        Asks the system: meant for now and then, not for each block.
        """
        status = _state_check(self._handle)
        if status:
            raise _errors.failure(status, _errors.last_error())

    @property
    def gain(self) -> float:
        """Linear gain, 0 to 16.

        Fit for a real-time thread: neither waits nor allocates in C.
        """
        gain = ctypes.c_float()
        status = _state_get_gain(self._handle, ctypes.byref(gain))
        if status:
            raise _errors.failure(status)
        return gain.value

    @gain.setter
    def gain(self, gain: float) -> None:
        """Sets the linear gain, 0 to 16.

        Fit for a real-time thread: neither waits nor allocates in C.
        """
        if (
            type(gain) is not float
            or not -3.4028234663852886e38 <= gain <= 3.4028234663852886e38
        ):
            gain = _values.single(gain, "gain")
        status = _state_set_gain(self._handle, gain)
        if status:
            raise _errors.failure(status)

    @property
    def pan(self) -> float:
        """Pan, -1 (left) to 1 (right).

        Fit for a real-time thread: neither waits nor allocates in C.
        """
        pan = ctypes.c_float()
        status = _state_get_pan(self._handle, ctypes.byref(pan))
        if status:
            raise _errors.failure(status)
        return pan.value

    @pan.setter
    def pan(self, pan: float) -> None:
        """Sets the pan, -1 (left) to 1 (right).

        Fit for a real-time thread: neither waits nor allocates in C.
        """
        if (
            type(pan) is not float
            or not -3.4028234663852886e38 <= pan <= 3.4028234663852886e38
        ):
            pan = _values.single(pan, "pan")
        status = _state_set_pan(self._handle, pan)
        if status:
            raise _errors.failure(status)

    @property
    def counters(self) -> StreamCounters:
        """All counters, each read atomically.

        Fit for a real-time thread: neither waits nor allocates in C.
        """
        counters = _memory.over(StreamCounters, raw.rt_ffi_stream_counters())
        status = _state_get_counters(self._handle, counters._raw)
        if status:
            raise _errors.failure(status)
        return counters

    def add_produced(self, blocks: int) -> None:
        """Adds to the blocks produced.

        Fit for a real-time thread: neither waits nor allocates in C.
        """
        if type(blocks) is not int or not 0 <= blocks <= 0xFFFFFFFFFFFFFFFF:
            blocks = _values.integer(blocks, 0, 0xFFFFFFFFFFFFFFFF, "blocks")
        status = _state_add_produced(self._handle, blocks)
        if status:
            raise _errors.failure(status)

    def add_consumed(self, blocks: int) -> None:
        """Adds to the blocks consumed.

        Fit for a real-time thread: neither waits nor allocates in C.
        """
        if type(blocks) is not int or not 0 <= blocks <= 0xFFFFFFFFFFFFFFFF:
            blocks = _values.integer(blocks, 0, 0xFFFFFFFFFFFFFFFF, "blocks")
        status = _state_add_consumed(self._handle, blocks)
        if status:
            raise _errors.failure(status)

    def add_underruns(self, count: int) -> None:
        """Adds to the underruns.

        Fit for a real-time thread: neither waits nor allocates in C.
        """
        if type(count) is not int or not 0 <= count <= 0xFFFFFFFFFFFFFFFF:
            count = _values.integer(count, 0, 0xFFFFFFFFFFFFFFFF, "count")
        status = _state_add_underruns(self._handle, count)
        if status:
            raise _errors.failure(status)

    def add_overruns(self, count: int) -> None:
        """Adds to the overruns.

        Fit for a real-time thread: neither waits nor allocates in C.
        """
        if type(count) is not int or not 0 <= count <= 0xFFFFFFFFFFFFFFFF:
            count = _values.integer(count, 0, 0xFFFFFFFFFFFFFFFF, "count")
        status = _state_add_overruns(self._handle, count)
        if status:
            raise _errors.failure(status)

    def touch_heartbeat(self) -> None:
        """Says that the service is alive, now.

        Fit for a real-time thread: neither waits nor allocates in C.
        """
        status = _state_touch_heartbeat(self._handle)
        if status:
            raise _errors.failure(status)

    def heartbeat_age(self) -> int:
        """Nanoseconds since the last touch; `EmptyError` when there was none.

        Fit for a real-time thread: neither waits nor allocates in C.
        """
        age_ns = ctypes.c_uint64()
        status = _state_heartbeat_age(self._handle, ctypes.byref(age_ns))
        if status:
            raise _errors.failure(status)
        return age_ns.value
