"""rt_audio_ffi.h: the contract between an audio host and its services.

A service produces blocks of audio into a ring in shared memory, follows the shared
state (gain, pan, whether the stream runs), registers under a name and keeps a
heartbeat. A host consumes the blocks. Either side may be written in any language: this
header is all they share.

Conventions, unless a function says otherwise:

- A function returns `ErrorCode`; `ErrorCode.OK` is zero. Out parameters are written
  only on success. `last_error` gives the calling thread's text for its last failure.
- Names are 1 to `NAME_MAX`-1 bytes of [A-Za-z0-9_.-], not starting with a dot.
- Times are nanoseconds of CLOCK_MONOTONIC (Linux), mach_continuous_time (macOS) or
  QueryPerformanceCounter (Windows), the same in every process of the machine.
- Handles are created by create/open and ended by close, which takes NULL as well.
  Different handles are independent; one handle is for one thread at a time, except for
  the functions marked FFI_THREAD_SAFE.
- Strings are UTF-8, NUL-terminated and borrowed for the call.
- No function lets a C++ exception out. NULL where a pointer is needed is
  `NullPointerError`, a handle that was closed is `InvalidArgumentError`.
- Shared memory is readable and writable by its owner alone, or by the members of one
  group of users (`use_group`). The processes that share it may be in different pid
  namespaces, and need no /proc.
"""

from __future__ import annotations

from . import raw
from ._channel import Channel
from ._client import Client
from ._constants import (
    ABI_VERSION,
    CALL_CONTENT_MAX,
    CALL_MAX_MESSAGE,
    CALLS,
    CHANNEL_CONTENT_MAX,
    CHANNEL_MAX_MESSAGE,
    CHANNEL_SEATS,
    CONTRACT_NAME,
    DEFAULT_FRAMES,
    DEFAULT_GAIN,
    DEFAULT_SAMPLE_RATE,
    DESCRIPTORS,
    MAX_CHANNELS,
    MAX_FRAMES,
    MAX_SAMPLES,
    NAME_MAX,
    NO_WAIT,
    NSEC_PER_SEC,
    REGISTRY_CAPACITY,
    RING_MAX_SLOTS,
    RING_MIN_SLOTS,
    WAIT_FOREVER,
)
from ._enums import ChannelMode, RingMode, RtLevel, ServiceFlags
from ._errors import (
    BusyError,
    ClosedError,
    CorruptError,
    EmptyError,
    ErrorCode,
    ExistsError,
    FingerprintMismatchError,
    FullError,
    InternalError,
    InvalidArgumentError,
    NotFoundError,
    NullPointerError,
    OutOfMemoryError,
    PermissionError,
    RtAudioError,
    RtAudioSystemError,
    StaleError,
    TimeoutError,
    UnsupportedError,
    VersionMismatchError,
)
from ._functions import (
    abi_version,
    collect,
    error_text,
    fingerprint,
    last_error,
    last_error_copy,
    pid,
    rt_audio_period_ns,
    rt_lock_memory,
    rt_now_ns,
    rt_reset_priority,
    rt_set_priority,
    rt_sleep_until,
    use_group,
)
from ._library import ContractMismatch
from ._memory import Records
from ._numbers import Numbers
from ._records import (
    AudioBlock,
    ChannelCounters,
    RingCounters,
    RtGrant,
    ServiceInfo,
    StreamCounters,
    StreamFormat,
)
from ._registry import Registry
from ._ring import Ring
from ._server import Server
from ._state import State
from ._text import TextCut

__version__ = "1.0.0"
__all__ = [
    "ABI_VERSION",
    "CALLS",
    "CALL_CONTENT_MAX",
    "CALL_MAX_MESSAGE",
    "CHANNEL_CONTENT_MAX",
    "CHANNEL_MAX_MESSAGE",
    "CHANNEL_SEATS",
    "CONTRACT_NAME",
    "DEFAULT_FRAMES",
    "DEFAULT_GAIN",
    "DEFAULT_SAMPLE_RATE",
    "DESCRIPTORS",
    "MAX_CHANNELS",
    "MAX_FRAMES",
    "MAX_SAMPLES",
    "NAME_MAX",
    "NO_WAIT",
    "NSEC_PER_SEC",
    "REGISTRY_CAPACITY",
    "RING_MAX_SLOTS",
    "RING_MIN_SLOTS",
    "WAIT_FOREVER",
    "AudioBlock",
    "BusyError",
    "Channel",
    "ChannelCounters",
    "ChannelMode",
    "Client",
    "ClosedError",
    "ContractMismatch",
    "CorruptError",
    "EmptyError",
    "ErrorCode",
    "ExistsError",
    "FingerprintMismatchError",
    "FullError",
    "InternalError",
    "InvalidArgumentError",
    "NotFoundError",
    "NullPointerError",
    "Numbers",
    "OutOfMemoryError",
    "PermissionError",
    "Records",
    "Registry",
    "Ring",
    "RingCounters",
    "RingMode",
    "RtAudioError",
    "RtAudioSystemError",
    "RtGrant",
    "RtLevel",
    "Server",
    "ServiceFlags",
    "ServiceInfo",
    "StaleError",
    "State",
    "StreamCounters",
    "StreamFormat",
    "TextCut",
    "TimeoutError",
    "UnsupportedError",
    "VersionMismatchError",
    "abi_version",
    "collect",
    "error_text",
    "fingerprint",
    "last_error",
    "last_error_copy",
    "pid",
    "raw",
    "rt_audio_period_ns",
    "rt_lock_memory",
    "rt_now_ns",
    "rt_reset_priority",
    "rt_set_priority",
    "rt_sleep_until",
    "use_group",
]

# What is public belongs to the package, wherever it is defined.
for _name in __all__:
    if getattr(globals()[_name], "__module__", "").startswith(f"{__name__}."):
        globals()[_name].__module__ = __name__
del _name
