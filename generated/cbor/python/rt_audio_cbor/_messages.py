"""What is sent and answered when functions are called in another process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rt_audio_cbor.enums import RingMode
from rt_audio_cbor.message import Record
from rt_audio_cbor.reader import Keys, Reader
from rt_audio_cbor.records import RingCounters, ServiceInfo, StreamCounters, StreamFormat
from rt_audio_cbor.writer import Writer


@dataclass(eq=False)
class _RtFfiAbiVersionRequest(Record):
    """``rt_ffi_abi_version_request``."""


    def _write(self, w: Writer) -> None:
        w.raw(b"\xa0")

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiAbiVersionRequest:
        self = cls.__new__(cls)
        m = r.open_map(0)
        while m.left and (field := r.next_field(m, _RT_FFI_ABI_VERSION_REQUEST_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_ABI_VERSION_REQUEST_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        raise NotImplementedError


_RT_FFI_ABI_VERSION_REQUEST_KEYS: Keys = {
}


@dataclass(eq=False)
class _RtFfiAbiVersionReply(Record):
    """``rt_ffi_abi_version_reply``."""

    result: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1fresult")
        w.integer(self.result, 0, 4294967295)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiAbiVersionReply:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"fresult", 1 << 0):
            self.result = r.integer(0, 4294967295)
        while m.left and (field := r.next_field(m, _RT_FFI_ABI_VERSION_REPLY_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_ABI_VERSION_REPLY_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.result = r.integer(0, 4294967295)


_RT_FFI_ABI_VERSION_REPLY_KEYS: Keys = {
    "result": (1 << 0, "result"),
}


@dataclass(eq=False)
class _RtFfiStateOpenRequest(Record):
    """``rt_ffi_state_open_request``."""

    name: str = ""

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1dname")
        w.text(self.name, 1 << 31)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiStateOpenRequest:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"dname", 1 << 0):
            self.name = r.text(1 << 31)
        while m.left and (field := r.next_field(m, _RT_FFI_STATE_OPEN_REQUEST_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_STATE_OPEN_REQUEST_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.name = r.text(1 << 31)


_RT_FFI_STATE_OPEN_REQUEST_KEYS: Keys = {
    "name": (1 << 0, "name"),
}


@dataclass(eq=False)
class _RtFfiStateOpenReply(Record):
    """``rt_ffi_state_open_reply``."""

    state: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1estate")
        w.integer(self.state, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiStateOpenReply:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"estate", 1 << 0):
            self.state = r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _RT_FFI_STATE_OPEN_REPLY_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_STATE_OPEN_REPLY_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.state = r.integer(0, 18446744073709551615)


_RT_FFI_STATE_OPEN_REPLY_KEYS: Keys = {
    "state": (1 << 0, "state"),
}


@dataclass(eq=False)
class _RtFfiStateCloseRequest(Record):
    """``rt_ffi_state_close_request``."""

    state: int | None = None

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1estate")
        if self.state is None:
            w.null()
        else:
            w.integer(self.state, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiStateCloseRequest:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"estate", 1 << 0):
            self.state = None if r.null() else r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _RT_FFI_STATE_CLOSE_REQUEST_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_STATE_CLOSE_REQUEST_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.state = None if r.null() else r.integer(0, 18446744073709551615)


_RT_FFI_STATE_CLOSE_REQUEST_KEYS: Keys = {
    "state": (1 << 0, "state"),
}


@dataclass(eq=False)
class _RtFfiStateCloseReply(Record):
    """``rt_ffi_state_close_reply``."""


    def _write(self, w: Writer) -> None:
        w.raw(b"\xa0")

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiStateCloseReply:
        self = cls.__new__(cls)
        m = r.open_map(0)
        while m.left and (field := r.next_field(m, _RT_FFI_STATE_CLOSE_REPLY_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_STATE_CLOSE_REPLY_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        raise NotImplementedError


_RT_FFI_STATE_CLOSE_REPLY_KEYS: Keys = {
}


@dataclass(eq=False)
class _RtFfiStateGetFormatRequest(Record):
    """``rt_ffi_state_get_format_request``."""

    state: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1estate")
        w.integer(self.state, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiStateGetFormatRequest:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"estate", 1 << 0):
            self.state = r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _RT_FFI_STATE_GET_FORMAT_REQUEST_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_STATE_GET_FORMAT_REQUEST_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.state = r.integer(0, 18446744073709551615)


_RT_FFI_STATE_GET_FORMAT_REQUEST_KEYS: Keys = {
    "state": (1 << 0, "state"),
}


@dataclass(eq=False)
class _RtFfiStateGetFormatReply(Record):
    """``rt_ffi_state_get_format_reply``."""

    format: StreamFormat = field(default_factory=StreamFormat)

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1fformat")
        self.format._write(w)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiStateGetFormatReply:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"fformat", 1 << 0):
            self.format = StreamFormat._read(r)
        while m.left and (field := r.next_field(m, _RT_FFI_STATE_GET_FORMAT_REPLY_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_STATE_GET_FORMAT_REPLY_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.format = StreamFormat._read(r)


_RT_FFI_STATE_GET_FORMAT_REPLY_KEYS: Keys = {
    "format": (1 << 0, "format"),
}


@dataclass(eq=False)
class _RtFfiStateGetActiveRequest(Record):
    """``rt_ffi_state_get_active_request``."""

    state: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1estate")
        w.integer(self.state, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiStateGetActiveRequest:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"estate", 1 << 0):
            self.state = r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _RT_FFI_STATE_GET_ACTIVE_REQUEST_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_STATE_GET_ACTIVE_REQUEST_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.state = r.integer(0, 18446744073709551615)


_RT_FFI_STATE_GET_ACTIVE_REQUEST_KEYS: Keys = {
    "state": (1 << 0, "state"),
}


@dataclass(eq=False)
class _RtFfiStateGetActiveReply(Record):
    """``rt_ffi_state_get_active_reply``."""

    active: bool = False

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1factive")
        w.boolean(self.active)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiStateGetActiveReply:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"factive", 1 << 0):
            self.active = r.boolean()
        while m.left and (field := r.next_field(m, _RT_FFI_STATE_GET_ACTIVE_REPLY_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_STATE_GET_ACTIVE_REPLY_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.active = r.boolean()


_RT_FFI_STATE_GET_ACTIVE_REPLY_KEYS: Keys = {
    "active": (1 << 0, "active"),
}


@dataclass(eq=False)
class _RtFfiStateSetActiveRequest(Record):
    """``rt_ffi_state_set_active_request``."""

    state: int = 0
    active: bool = False

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa2estate")
        w.integer(self.state, 0, 18446744073709551615)
        w.raw(b"factive")
        w.boolean(self.active)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiStateSetActiveRequest:
        self = cls.__new__(cls)
        m = r.open_map(3)
        if r.at_key(m, b"estate", 1 << 0):
            self.state = r.integer(0, 18446744073709551615)
        if r.at_key(m, b"factive", 1 << 1):
            self.active = r.boolean()
        while m.left and (field := r.next_field(m, _RT_FFI_STATE_SET_ACTIVE_REQUEST_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_STATE_SET_ACTIVE_REQUEST_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.state = r.integer(0, 18446744073709551615)
        elif field == 1 << 1:
            self.active = r.boolean()


_RT_FFI_STATE_SET_ACTIVE_REQUEST_KEYS: Keys = {
    "state": (1 << 0, "state"),
    "active": (1 << 1, "active"),
}


@dataclass(eq=False)
class _RtFfiStateSetActiveReply(Record):
    """``rt_ffi_state_set_active_reply``."""


    def _write(self, w: Writer) -> None:
        w.raw(b"\xa0")

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiStateSetActiveReply:
        self = cls.__new__(cls)
        m = r.open_map(0)
        while m.left and (field := r.next_field(m, _RT_FFI_STATE_SET_ACTIVE_REPLY_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_STATE_SET_ACTIVE_REPLY_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        raise NotImplementedError


_RT_FFI_STATE_SET_ACTIVE_REPLY_KEYS: Keys = {
}


@dataclass(eq=False)
class _RtFfiStateWaitActiveRequest(Record):
    """``rt_ffi_state_wait_active_request``."""

    state: int = 0
    active: bool = False
    timeout_ms: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa3estate")
        w.integer(self.state, 0, 18446744073709551615)
        w.raw(b"factive")
        w.boolean(self.active)
        w.raw(b"jtimeout_ms")
        w.integer(self.timeout_ms, -2147483648, 2147483647)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiStateWaitActiveRequest:
        self = cls.__new__(cls)
        m = r.open_map(7)
        if r.at_key(m, b"estate", 1 << 0):
            self.state = r.integer(0, 18446744073709551615)
        if r.at_key(m, b"factive", 1 << 1):
            self.active = r.boolean()
        if r.at_key(m, b"jtimeout_ms", 1 << 2):
            self.timeout_ms = r.integer(-2147483648, 2147483647)
        while m.left and (field := r.next_field(m, _RT_FFI_STATE_WAIT_ACTIVE_REQUEST_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_STATE_WAIT_ACTIVE_REQUEST_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.state = r.integer(0, 18446744073709551615)
        elif field == 1 << 1:
            self.active = r.boolean()
        elif field == 1 << 2:
            self.timeout_ms = r.integer(-2147483648, 2147483647)


_RT_FFI_STATE_WAIT_ACTIVE_REQUEST_KEYS: Keys = {
    "state": (1 << 0, "state"),
    "active": (1 << 1, "active"),
    "timeout_ms": (1 << 2, "timeout_ms"),
}


@dataclass(eq=False)
class _RtFfiStateWaitActiveReply(Record):
    """``rt_ffi_state_wait_active_reply``."""


    def _write(self, w: Writer) -> None:
        w.raw(b"\xa0")

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiStateWaitActiveReply:
        self = cls.__new__(cls)
        m = r.open_map(0)
        while m.left and (field := r.next_field(m, _RT_FFI_STATE_WAIT_ACTIVE_REPLY_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_STATE_WAIT_ACTIVE_REPLY_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        raise NotImplementedError


_RT_FFI_STATE_WAIT_ACTIVE_REPLY_KEYS: Keys = {
}


@dataclass(eq=False)
class _RtFfiStateCheckRequest(Record):
    """``rt_ffi_state_check_request``."""

    state: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1estate")
        w.integer(self.state, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiStateCheckRequest:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"estate", 1 << 0):
            self.state = r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _RT_FFI_STATE_CHECK_REQUEST_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_STATE_CHECK_REQUEST_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.state = r.integer(0, 18446744073709551615)


_RT_FFI_STATE_CHECK_REQUEST_KEYS: Keys = {
    "state": (1 << 0, "state"),
}


@dataclass(eq=False)
class _RtFfiStateCheckReply(Record):
    """``rt_ffi_state_check_reply``."""


    def _write(self, w: Writer) -> None:
        w.raw(b"\xa0")

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiStateCheckReply:
        self = cls.__new__(cls)
        m = r.open_map(0)
        while m.left and (field := r.next_field(m, _RT_FFI_STATE_CHECK_REPLY_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_STATE_CHECK_REPLY_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        raise NotImplementedError


_RT_FFI_STATE_CHECK_REPLY_KEYS: Keys = {
}


@dataclass(eq=False)
class _RtFfiStateGetGainRequest(Record):
    """``rt_ffi_state_get_gain_request``."""

    state: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1estate")
        w.integer(self.state, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiStateGetGainRequest:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"estate", 1 << 0):
            self.state = r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _RT_FFI_STATE_GET_GAIN_REQUEST_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_STATE_GET_GAIN_REQUEST_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.state = r.integer(0, 18446744073709551615)


_RT_FFI_STATE_GET_GAIN_REQUEST_KEYS: Keys = {
    "state": (1 << 0, "state"),
}


@dataclass(eq=False)
class _RtFfiStateGetGainReply(Record):
    """``rt_ffi_state_get_gain_reply``."""

    gain: float = 0.0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1dgain")
        w.single(self.gain)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiStateGetGainReply:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"dgain", 1 << 0):
            self.gain = r.single()
        while m.left and (field := r.next_field(m, _RT_FFI_STATE_GET_GAIN_REPLY_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_STATE_GET_GAIN_REPLY_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.gain = r.single()


_RT_FFI_STATE_GET_GAIN_REPLY_KEYS: Keys = {
    "gain": (1 << 0, "gain"),
}


@dataclass(eq=False)
class _RtFfiStateSetGainRequest(Record):
    """``rt_ffi_state_set_gain_request``."""

    gain: float = 0.0
    state: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa2dgain")
        w.single(self.gain)
        w.raw(b"estate")
        w.integer(self.state, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiStateSetGainRequest:
        self = cls.__new__(cls)
        m = r.open_map(3)
        if r.at_key(m, b"dgain", 1 << 0):
            self.gain = r.single()
        if r.at_key(m, b"estate", 1 << 1):
            self.state = r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _RT_FFI_STATE_SET_GAIN_REQUEST_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_STATE_SET_GAIN_REQUEST_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.gain = r.single()
        elif field == 1 << 1:
            self.state = r.integer(0, 18446744073709551615)


_RT_FFI_STATE_SET_GAIN_REQUEST_KEYS: Keys = {
    "gain": (1 << 0, "gain"),
    "state": (1 << 1, "state"),
}


@dataclass(eq=False)
class _RtFfiStateSetGainReply(Record):
    """``rt_ffi_state_set_gain_reply``."""


    def _write(self, w: Writer) -> None:
        w.raw(b"\xa0")

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiStateSetGainReply:
        self = cls.__new__(cls)
        m = r.open_map(0)
        while m.left and (field := r.next_field(m, _RT_FFI_STATE_SET_GAIN_REPLY_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_STATE_SET_GAIN_REPLY_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        raise NotImplementedError


_RT_FFI_STATE_SET_GAIN_REPLY_KEYS: Keys = {
}


@dataclass(eq=False)
class _RtFfiStateGetPanRequest(Record):
    """``rt_ffi_state_get_pan_request``."""

    state: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1estate")
        w.integer(self.state, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiStateGetPanRequest:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"estate", 1 << 0):
            self.state = r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _RT_FFI_STATE_GET_PAN_REQUEST_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_STATE_GET_PAN_REQUEST_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.state = r.integer(0, 18446744073709551615)


_RT_FFI_STATE_GET_PAN_REQUEST_KEYS: Keys = {
    "state": (1 << 0, "state"),
}


@dataclass(eq=False)
class _RtFfiStateGetPanReply(Record):
    """``rt_ffi_state_get_pan_reply``."""

    pan: float = 0.0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1cpan")
        w.single(self.pan)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiStateGetPanReply:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"cpan", 1 << 0):
            self.pan = r.single()
        while m.left and (field := r.next_field(m, _RT_FFI_STATE_GET_PAN_REPLY_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_STATE_GET_PAN_REPLY_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.pan = r.single()


_RT_FFI_STATE_GET_PAN_REPLY_KEYS: Keys = {
    "pan": (1 << 0, "pan"),
}


@dataclass(eq=False)
class _RtFfiStateSetPanRequest(Record):
    """``rt_ffi_state_set_pan_request``."""

    pan: float = 0.0
    state: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa2cpan")
        w.single(self.pan)
        w.raw(b"estate")
        w.integer(self.state, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiStateSetPanRequest:
        self = cls.__new__(cls)
        m = r.open_map(3)
        if r.at_key(m, b"cpan", 1 << 0):
            self.pan = r.single()
        if r.at_key(m, b"estate", 1 << 1):
            self.state = r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _RT_FFI_STATE_SET_PAN_REQUEST_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_STATE_SET_PAN_REQUEST_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.pan = r.single()
        elif field == 1 << 1:
            self.state = r.integer(0, 18446744073709551615)


_RT_FFI_STATE_SET_PAN_REQUEST_KEYS: Keys = {
    "pan": (1 << 0, "pan"),
    "state": (1 << 1, "state"),
}


@dataclass(eq=False)
class _RtFfiStateSetPanReply(Record):
    """``rt_ffi_state_set_pan_reply``."""


    def _write(self, w: Writer) -> None:
        w.raw(b"\xa0")

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiStateSetPanReply:
        self = cls.__new__(cls)
        m = r.open_map(0)
        while m.left and (field := r.next_field(m, _RT_FFI_STATE_SET_PAN_REPLY_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_STATE_SET_PAN_REPLY_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        raise NotImplementedError


_RT_FFI_STATE_SET_PAN_REPLY_KEYS: Keys = {
}


@dataclass(eq=False)
class _RtFfiStateGetCountersRequest(Record):
    """``rt_ffi_state_get_counters_request``."""

    state: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1estate")
        w.integer(self.state, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiStateGetCountersRequest:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"estate", 1 << 0):
            self.state = r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _RT_FFI_STATE_GET_COUNTERS_REQUEST_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_STATE_GET_COUNTERS_REQUEST_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.state = r.integer(0, 18446744073709551615)


_RT_FFI_STATE_GET_COUNTERS_REQUEST_KEYS: Keys = {
    "state": (1 << 0, "state"),
}


@dataclass(eq=False)
class _RtFfiStateGetCountersReply(Record):
    """``rt_ffi_state_get_counters_reply``."""

    counters: StreamCounters = field(default_factory=StreamCounters)

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1hcounters")
        self.counters._write(w)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiStateGetCountersReply:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"hcounters", 1 << 0):
            self.counters = StreamCounters._read(r)
        while m.left and (field := r.next_field(m, _RT_FFI_STATE_GET_COUNTERS_REPLY_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_STATE_GET_COUNTERS_REPLY_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.counters = StreamCounters._read(r)


_RT_FFI_STATE_GET_COUNTERS_REPLY_KEYS: Keys = {
    "counters": (1 << 0, "counters"),
}


@dataclass(eq=False)
class _RtFfiStateHeartbeatAgeRequest(Record):
    """``rt_ffi_state_heartbeat_age_request``."""

    state: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1estate")
        w.integer(self.state, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiStateHeartbeatAgeRequest:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"estate", 1 << 0):
            self.state = r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _RT_FFI_STATE_HEARTBEAT_AGE_REQUEST_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_STATE_HEARTBEAT_AGE_REQUEST_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.state = r.integer(0, 18446744073709551615)


_RT_FFI_STATE_HEARTBEAT_AGE_REQUEST_KEYS: Keys = {
    "state": (1 << 0, "state"),
}


@dataclass(eq=False)
class _RtFfiStateHeartbeatAgeReply(Record):
    """``rt_ffi_state_heartbeat_age_reply``."""

    age_ns: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1fage_ns")
        w.integer(self.age_ns, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiStateHeartbeatAgeReply:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"fage_ns", 1 << 0):
            self.age_ns = r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _RT_FFI_STATE_HEARTBEAT_AGE_REPLY_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_STATE_HEARTBEAT_AGE_REPLY_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.age_ns = r.integer(0, 18446744073709551615)


_RT_FFI_STATE_HEARTBEAT_AGE_REPLY_KEYS: Keys = {
    "age_ns": (1 << 0, "age_ns"),
}


@dataclass(eq=False)
class _RtFfiRingOpenRequest(Record):
    """``rt_ffi_ring_open_request``."""

    name: str = ""

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1dname")
        w.text(self.name, 1 << 31)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiRingOpenRequest:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"dname", 1 << 0):
            self.name = r.text(1 << 31)
        while m.left and (field := r.next_field(m, _RT_FFI_RING_OPEN_REQUEST_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_RING_OPEN_REQUEST_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.name = r.text(1 << 31)


_RT_FFI_RING_OPEN_REQUEST_KEYS: Keys = {
    "name": (1 << 0, "name"),
}


@dataclass(eq=False)
class _RtFfiRingOpenReply(Record):
    """``rt_ffi_ring_open_reply``."""

    ring: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1dring")
        w.integer(self.ring, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiRingOpenReply:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"dring", 1 << 0):
            self.ring = r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _RT_FFI_RING_OPEN_REPLY_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_RING_OPEN_REPLY_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.ring = r.integer(0, 18446744073709551615)


_RT_FFI_RING_OPEN_REPLY_KEYS: Keys = {
    "ring": (1 << 0, "ring"),
}


@dataclass(eq=False)
class _RtFfiRingCloseRequest(Record):
    """``rt_ffi_ring_close_request``."""

    ring: int | None = None

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1dring")
        if self.ring is None:
            w.null()
        else:
            w.integer(self.ring, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiRingCloseRequest:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"dring", 1 << 0):
            self.ring = None if r.null() else r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _RT_FFI_RING_CLOSE_REQUEST_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_RING_CLOSE_REQUEST_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.ring = None if r.null() else r.integer(0, 18446744073709551615)


_RT_FFI_RING_CLOSE_REQUEST_KEYS: Keys = {
    "ring": (1 << 0, "ring"),
}


@dataclass(eq=False)
class _RtFfiRingCloseReply(Record):
    """``rt_ffi_ring_close_reply``."""


    def _write(self, w: Writer) -> None:
        w.raw(b"\xa0")

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiRingCloseReply:
        self = cls.__new__(cls)
        m = r.open_map(0)
        while m.left and (field := r.next_field(m, _RT_FFI_RING_CLOSE_REPLY_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_RING_CLOSE_REPLY_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        raise NotImplementedError


_RT_FFI_RING_CLOSE_REPLY_KEYS: Keys = {
}


@dataclass(eq=False)
class _RtFfiRingSlotsRequest(Record):
    """``rt_ffi_ring_slots_request``."""

    ring: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1dring")
        w.integer(self.ring, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiRingSlotsRequest:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"dring", 1 << 0):
            self.ring = r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _RT_FFI_RING_SLOTS_REQUEST_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_RING_SLOTS_REQUEST_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.ring = r.integer(0, 18446744073709551615)


_RT_FFI_RING_SLOTS_REQUEST_KEYS: Keys = {
    "ring": (1 << 0, "ring"),
}


@dataclass(eq=False)
class _RtFfiRingSlotsReply(Record):
    """``rt_ffi_ring_slots_reply``."""

    slots: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1eslots")
        w.integer(self.slots, 0, 4294967295)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiRingSlotsReply:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"eslots", 1 << 0):
            self.slots = r.integer(0, 4294967295)
        while m.left and (field := r.next_field(m, _RT_FFI_RING_SLOTS_REPLY_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_RING_SLOTS_REPLY_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.slots = r.integer(0, 4294967295)


_RT_FFI_RING_SLOTS_REPLY_KEYS: Keys = {
    "slots": (1 << 0, "slots"),
}


@dataclass(eq=False)
class _RtFfiRingGetModeRequest(Record):
    """``rt_ffi_ring_get_mode_request``."""

    ring: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1dring")
        w.integer(self.ring, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiRingGetModeRequest:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"dring", 1 << 0):
            self.ring = r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _RT_FFI_RING_GET_MODE_REQUEST_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_RING_GET_MODE_REQUEST_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.ring = r.integer(0, 18446744073709551615)


_RT_FFI_RING_GET_MODE_REQUEST_KEYS: Keys = {
    "ring": (1 << 0, "ring"),
}


@dataclass(eq=False)
class _RtFfiRingGetModeReply(Record):
    """``rt_ffi_ring_get_mode_reply``."""

    mode: int = RingMode.OVERWRITE

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1dmode")
        w.integer(self.mode, 0, 2147483647)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiRingGetModeReply:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"dmode", 1 << 0):
            self.mode = r.known(RingMode, 0, 2147483647)
        while m.left and (field := r.next_field(m, _RT_FFI_RING_GET_MODE_REPLY_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_RING_GET_MODE_REPLY_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.mode = r.known(RingMode, 0, 2147483647)


_RT_FFI_RING_GET_MODE_REPLY_KEYS: Keys = {
    "mode": (1 << 0, "mode"),
}


@dataclass(eq=False)
class _RtFfiRingAvailableRequest(Record):
    """``rt_ffi_ring_available_request``."""

    ring: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1dring")
        w.integer(self.ring, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiRingAvailableRequest:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"dring", 1 << 0):
            self.ring = r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _RT_FFI_RING_AVAILABLE_REQUEST_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_RING_AVAILABLE_REQUEST_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.ring = r.integer(0, 18446744073709551615)


_RT_FFI_RING_AVAILABLE_REQUEST_KEYS: Keys = {
    "ring": (1 << 0, "ring"),
}


@dataclass(eq=False)
class _RtFfiRingAvailableReply(Record):
    """``rt_ffi_ring_available_reply``."""

    blocks: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1fblocks")
        w.integer(self.blocks, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiRingAvailableReply:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"fblocks", 1 << 0):
            self.blocks = r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _RT_FFI_RING_AVAILABLE_REPLY_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_RING_AVAILABLE_REPLY_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.blocks = r.integer(0, 18446744073709551615)


_RT_FFI_RING_AVAILABLE_REPLY_KEYS: Keys = {
    "blocks": (1 << 0, "blocks"),
}


@dataclass(eq=False)
class _RtFfiRingGetCountersRequest(Record):
    """``rt_ffi_ring_get_counters_request``."""

    ring: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1dring")
        w.integer(self.ring, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiRingGetCountersRequest:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"dring", 1 << 0):
            self.ring = r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _RT_FFI_RING_GET_COUNTERS_REQUEST_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_RING_GET_COUNTERS_REQUEST_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.ring = r.integer(0, 18446744073709551615)


_RT_FFI_RING_GET_COUNTERS_REQUEST_KEYS: Keys = {
    "ring": (1 << 0, "ring"),
}


@dataclass(eq=False)
class _RtFfiRingGetCountersReply(Record):
    """``rt_ffi_ring_get_counters_reply``."""

    counters: RingCounters = field(default_factory=RingCounters)

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1hcounters")
        self.counters._write(w)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiRingGetCountersReply:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"hcounters", 1 << 0):
            self.counters = RingCounters._read(r)
        while m.left and (field := r.next_field(m, _RT_FFI_RING_GET_COUNTERS_REPLY_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_RING_GET_COUNTERS_REPLY_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.counters = RingCounters._read(r)


_RT_FFI_RING_GET_COUNTERS_REPLY_KEYS: Keys = {
    "counters": (1 << 0, "counters"),
}


@dataclass(eq=False)
class _RtFfiRegistryOpenRequest(Record):
    """``rt_ffi_registry_open_request``."""

    name: str = ""

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1dname")
        w.text(self.name, 1 << 31)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiRegistryOpenRequest:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"dname", 1 << 0):
            self.name = r.text(1 << 31)
        while m.left and (field := r.next_field(m, _RT_FFI_REGISTRY_OPEN_REQUEST_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_REGISTRY_OPEN_REQUEST_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.name = r.text(1 << 31)


_RT_FFI_REGISTRY_OPEN_REQUEST_KEYS: Keys = {
    "name": (1 << 0, "name"),
}


@dataclass(eq=False)
class _RtFfiRegistryOpenReply(Record):
    """``rt_ffi_registry_open_reply``."""

    registry: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1hregistry")
        w.integer(self.registry, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiRegistryOpenReply:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"hregistry", 1 << 0):
            self.registry = r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _RT_FFI_REGISTRY_OPEN_REPLY_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_REGISTRY_OPEN_REPLY_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.registry = r.integer(0, 18446744073709551615)


_RT_FFI_REGISTRY_OPEN_REPLY_KEYS: Keys = {
    "registry": (1 << 0, "registry"),
}


@dataclass(eq=False)
class _RtFfiRegistryCloseRequest(Record):
    """``rt_ffi_registry_close_request``."""

    registry: int | None = None

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1hregistry")
        if self.registry is None:
            w.null()
        else:
            w.integer(self.registry, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiRegistryCloseRequest:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"hregistry", 1 << 0):
            self.registry = None if r.null() else r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _RT_FFI_REGISTRY_CLOSE_REQUEST_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_REGISTRY_CLOSE_REQUEST_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.registry = None if r.null() else r.integer(0, 18446744073709551615)


_RT_FFI_REGISTRY_CLOSE_REQUEST_KEYS: Keys = {
    "registry": (1 << 0, "registry"),
}


@dataclass(eq=False)
class _RtFfiRegistryCloseReply(Record):
    """``rt_ffi_registry_close_reply``."""


    def _write(self, w: Writer) -> None:
        w.raw(b"\xa0")

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiRegistryCloseReply:
        self = cls.__new__(cls)
        m = r.open_map(0)
        while m.left and (field := r.next_field(m, _RT_FFI_REGISTRY_CLOSE_REPLY_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_REGISTRY_CLOSE_REPLY_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        raise NotImplementedError


_RT_FFI_REGISTRY_CLOSE_REPLY_KEYS: Keys = {
}


@dataclass(eq=False)
class _RtFfiRegistryFindRequest(Record):
    """``rt_ffi_registry_find_request``."""

    name: str = ""
    registry: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa2dname")
        w.text(self.name, 1 << 31)
        w.raw(b"hregistry")
        w.integer(self.registry, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiRegistryFindRequest:
        self = cls.__new__(cls)
        m = r.open_map(3)
        if r.at_key(m, b"dname", 1 << 0):
            self.name = r.text(1 << 31)
        if r.at_key(m, b"hregistry", 1 << 1):
            self.registry = r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _RT_FFI_REGISTRY_FIND_REQUEST_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_REGISTRY_FIND_REQUEST_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.name = r.text(1 << 31)
        elif field == 1 << 1:
            self.registry = r.integer(0, 18446744073709551615)


_RT_FFI_REGISTRY_FIND_REQUEST_KEYS: Keys = {
    "name": (1 << 0, "name"),
    "registry": (1 << 1, "registry"),
}


@dataclass(eq=False)
class _RtFfiRegistryFindReply(Record):
    """``rt_ffi_registry_find_reply``."""

    service: ServiceInfo = field(default_factory=ServiceInfo)

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1gservice")
        self.service._write(w)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiRegistryFindReply:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"gservice", 1 << 0):
            self.service = ServiceInfo._read(r)
        while m.left and (field := r.next_field(m, _RT_FFI_REGISTRY_FIND_REPLY_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_REGISTRY_FIND_REPLY_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.service = ServiceInfo._read(r)


_RT_FFI_REGISTRY_FIND_REPLY_KEYS: Keys = {
    "service": (1 << 0, "service"),
}


@dataclass(eq=False)
class _RtFfiRegistryListRequest(Record):
    """``rt_ffi_registry_list_request``."""

    prefix: str = ""
    capacity: int = 0
    registry: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa3fprefix")
        w.text(self.prefix, 1 << 31)
        w.raw(b"hcapacity")
        w.integer(self.capacity, 0, 18446744073709551615)
        w.raw(b"hregistry")
        w.integer(self.registry, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiRegistryListRequest:
        self = cls.__new__(cls)
        m = r.open_map(7)
        if r.at_key(m, b"fprefix", 1 << 0):
            self.prefix = r.text(1 << 31)
        if r.at_key(m, b"hcapacity", 1 << 1):
            self.capacity = r.integer(0, 18446744073709551615)
        if r.at_key(m, b"hregistry", 1 << 2):
            self.registry = r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _RT_FFI_REGISTRY_LIST_REQUEST_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_REGISTRY_LIST_REQUEST_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.prefix = r.text(1 << 31)
        elif field == 1 << 1:
            self.capacity = r.integer(0, 18446744073709551615)
        elif field == 1 << 2:
            self.registry = r.integer(0, 18446744073709551615)


_RT_FFI_REGISTRY_LIST_REQUEST_KEYS: Keys = {
    "prefix": (1 << 0, "prefix"),
    "capacity": (1 << 1, "capacity"),
    "registry": (1 << 2, "registry"),
}


@dataclass(eq=False)
class _RtFfiRegistryListReply(Record):
    """``rt_ffi_registry_list_reply``."""

    services: Sequence[ServiceInfo] = field(default_factory=list)

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1hservices")
        w.any_items(self.services, lambda item: item._write(w))

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiRegistryListReply:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"hservices", 1 << 0):
            self.services = r.any_items(lambda: ServiceInfo._read(r))
        while m.left and (field := r.next_field(m, _RT_FFI_REGISTRY_LIST_REPLY_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_REGISTRY_LIST_REPLY_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.services = r.any_items(lambda: ServiceInfo._read(r))


_RT_FFI_REGISTRY_LIST_REPLY_KEYS: Keys = {
    "services": (1 << 0, "services"),
}


@dataclass(eq=False)
class _RtFfiRegistryWatchRequest(Record):
    """``rt_ffi_registry_watch_request``."""

    seen: int = 0
    registry: int = 0
    timeout_ms: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa3dseen")
        w.integer(self.seen, 0, 18446744073709551615)
        w.raw(b"hregistry")
        w.integer(self.registry, 0, 18446744073709551615)
        w.raw(b"jtimeout_ms")
        w.integer(self.timeout_ms, -2147483648, 2147483647)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiRegistryWatchRequest:
        self = cls.__new__(cls)
        m = r.open_map(7)
        if r.at_key(m, b"dseen", 1 << 0):
            self.seen = r.integer(0, 18446744073709551615)
        if r.at_key(m, b"hregistry", 1 << 1):
            self.registry = r.integer(0, 18446744073709551615)
        if r.at_key(m, b"jtimeout_ms", 1 << 2):
            self.timeout_ms = r.integer(-2147483648, 2147483647)
        while m.left and (field := r.next_field(m, _RT_FFI_REGISTRY_WATCH_REQUEST_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_REGISTRY_WATCH_REQUEST_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.seen = r.integer(0, 18446744073709551615)
        elif field == 1 << 1:
            self.registry = r.integer(0, 18446744073709551615)
        elif field == 1 << 2:
            self.timeout_ms = r.integer(-2147483648, 2147483647)


_RT_FFI_REGISTRY_WATCH_REQUEST_KEYS: Keys = {
    "seen": (1 << 0, "seen"),
    "registry": (1 << 1, "registry"),
    "timeout_ms": (1 << 2, "timeout_ms"),
}


@dataclass(eq=False)
class _RtFfiRegistryWatchReply(Record):
    """``rt_ffi_registry_watch_reply``."""

    generation: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1jgeneration")
        w.integer(self.generation, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiRegistryWatchReply:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"jgeneration", 1 << 0):
            self.generation = r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _RT_FFI_REGISTRY_WATCH_REPLY_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_REGISTRY_WATCH_REPLY_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.generation = r.integer(0, 18446744073709551615)


_RT_FFI_REGISTRY_WATCH_REPLY_KEYS: Keys = {
    "generation": (1 << 0, "generation"),
}


@dataclass(eq=False)
class _RtFfiRtNowNsRequest(Record):
    """``rt_ffi_rt_now_ns_request``."""


    def _write(self, w: Writer) -> None:
        w.raw(b"\xa0")

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiRtNowNsRequest:
        self = cls.__new__(cls)
        m = r.open_map(0)
        while m.left and (field := r.next_field(m, _RT_FFI_RT_NOW_NS_REQUEST_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_RT_NOW_NS_REQUEST_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        raise NotImplementedError


_RT_FFI_RT_NOW_NS_REQUEST_KEYS: Keys = {
}


@dataclass(eq=False)
class _RtFfiRtNowNsReply(Record):
    """``rt_ffi_rt_now_ns_reply``."""

    result: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa1fresult")
        w.integer(self.result, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> _RtFfiRtNowNsReply:
        self = cls.__new__(cls)
        m = r.open_map(1)
        if r.at_key(m, b"fresult", 1 << 0):
            self.result = r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _RT_FFI_RT_NOW_NS_REPLY_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RT_FFI_RT_NOW_NS_REPLY_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.result = r.integer(0, 18446744073709551615)


_RT_FFI_RT_NOW_NS_REPLY_KEYS: Keys = {
    "result": (1 << 0, "result"),
}
