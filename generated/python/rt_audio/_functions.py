"""Functions of the library that belong to no object."""

from __future__ import annotations

import ctypes

from . import _errors, _library, _memory, _text, _values, _waiting, raw
from ._enums import RtLevel
from ._errors import ErrorCode
from ._records import RtGrant

_error_text = _library.quick("rt_ffi_error_text", ctypes.c_char_p, raw.rt_ffi_error)
_last_error = _library.call("rt_ffi_last_error", ctypes.c_char_p)
_last_error_copy = _library.call(
    "rt_ffi_last_error_copy",
    raw.rt_ffi_error,
    ctypes.c_char_p,
    ctypes.c_size_t,
    ctypes.c_void_p,
)
_abi_version = _library.quick("rt_ffi_abi_version", ctypes.c_uint32)
_fingerprint = _library.quick("rt_ffi_fingerprint", ctypes.c_char_p)
_collect = _library.call("rt_ffi_collect", raw.rt_ffi_error, ctypes.c_void_p)
_use_group = _library.call("rt_ffi_use_group", raw.rt_ffi_error, ctypes.c_char_p)
_rt_set_priority = _library.call(
    "rt_ffi_rt_set_priority",
    raw.rt_ffi_error,
    ctypes.c_uint64,
    raw.rt_ffi_rt_level,
    ctypes.POINTER(raw.rt_ffi_rt_grant),
)
_rt_reset_priority = _library.call("rt_ffi_rt_reset_priority", raw.rt_ffi_error)
_rt_audio_period_ns = _library.quick(
    "rt_ffi_rt_audio_period_ns",
    ctypes.c_uint64,
    ctypes.c_uint32,
    ctypes.c_uint32,
)
_rt_lock_memory = _library.call(
    "rt_ffi_rt_lock_memory",
    raw.rt_ffi_error,
    ctypes.c_size_t,
)
_rt_sleep_until = _library.call(
    "rt_ffi_rt_sleep_until",
    raw.rt_ffi_error,
    ctypes.c_uint64,
)
_rt_now_ns = _library.quick("rt_ffi_rt_now_ns", ctypes.c_uint64)
_pid = _library.quick("rt_ffi_pid", ctypes.c_int32)


def error_text(error: ErrorCode) -> str:
    """Text for an error code, in English.

    Never NULL, never freed.

    Fit for a real-time thread: neither waits nor allocates in C.

    Any thread may call it at any time.
    """
    if type(error) is not ErrorCode:
        error = _values.member(ErrorCode, error, "error")
    result = _error_text(error)
    return _text.present(result)


def last_error() -> str:
    """Text of the calling thread's last failure, with names and numbers; "" when there
    was none.

    Valid until the thread's next failing call.

    Any thread may call it at any time.
    """
    result = _last_error()
    return _text.present(result)


def last_error_copy() -> str:
    """Copies the calling thread's last error text.

    Any thread may call it at any time.

    Returns:
        Receives NUL-terminated text, cut off at a character when it does not fit.
    """
    room = _text.Room()
    while True:
        buffer = room.buffer()
        length = ctypes.c_size_t()
        status = _last_error_copy(buffer, len(buffer), ctypes.byref(length))
        if not room.is_short(length.value):
            break
    if status:
        raise _errors.failure(status, _errors.last_error())
    return room.text()


def abi_version() -> int:
    """`ABI_VERSION` of the library.

    Fit for a real-time thread: neither waits nor allocates in C.

    Any thread may call it at any time.
    """
    result: int = _abi_version()
    return result


def fingerprint() -> str:
    """Fingerprint of the contract the library was built from, 64 hexadecimal digits.

    Fit for a real-time thread: neither waits nor allocates in C.

    Any thread may call it at any time.
    """
    result = _fingerprint()
    return _text.present(result)


def collect() -> int:
    """Removes from the system what nobody can use: states, rings and channels whose
    creators died, registries that no process has open and no living one is entered in.

    The first use of the library in a process does the same.

    Any thread may call it at any time.

    Returns:
        How many.
    """
    collected = ctypes.c_uint32()
    status = _collect(ctypes.byref(collected))
    if status:
        raise _errors.failure(status, _errors.last_error())
    return collected.value


def use_group(group: str) -> None:
    """Shares with the members of a group of users, from now on: what this process
    creates is theirs to open, read and write as well, never the world's, and what
    they share is this process's to open.

    Before anything else of the library, for who lives is known to the group as a
    whole. The environment variable RT_AUDIO_GROUP does the same for programs that do
    not ask. `NotFoundError` when there is no such group, `PermissionError` when this
    process is no member, `BusyError` when it uses the library already, alone or with
    another group.

    Any thread may call it at any time.

    Args:
        group: Its name, or its number.
    """
    status = _use_group(_text.encode(group))
    if status:
        raise _errors.failure(status, _errors.last_error())


def rt_set_priority(period_ns: int, want: RtLevel) -> RtGrant:
    """Asks for real-time scheduling of the calling thread.

    Args:
        period_ns: Time between its wake-ups.
        want: Highest level to ask for; one that only another system has means this
            one's best.

    Returns:
        What was obtained; getting less than asked is no error.
    """
    if type(period_ns) is not int or not 0 <= period_ns <= 0xFFFFFFFFFFFFFFFF:
        period_ns = _values.integer(period_ns, 0, 0xFFFFFFFFFFFFFFFF, "period_ns")
    if type(want) is not RtLevel:
        want = _values.member(RtLevel, want, "want")
    grant = _memory.over(RtGrant, raw.rt_ffi_rt_grant())
    status = _rt_set_priority(period_ns, want, grant._raw)
    if status:
        raise _errors.failure(status, _errors.last_error())
    return grant


def rt_reset_priority() -> None:
    """Gives the calling thread back to ordinary scheduling."""
    status = _rt_reset_priority()
    if status:
        raise _errors.failure(status, _errors.last_error())


def rt_audio_period_ns(sample_rate: int, frames: int) -> int:
    """Nanoseconds from one block to the next.

    Fit for a real-time thread: neither waits nor allocates in C.

    Returns:
        0 when either argument is 0.
    """
    if type(sample_rate) is not int or not 0 <= sample_rate <= 0xFFFFFFFF:
        sample_rate = _values.integer(sample_rate, 0, 0xFFFFFFFF, "sample_rate")
    if type(frames) is not int or not 0 <= frames <= 0xFFFFFFFF:
        frames = _values.integer(frames, 0, 0xFFFFFFFF, "frames")
    result: int = _rt_audio_period_ns(sample_rate, frames)
    return result


def rt_lock_memory(stack_bytes: int) -> None:
    """Locks all present and future memory of the process and touches the stack."""
    if type(stack_bytes) is not int or not 0 <= stack_bytes <= _values.SIZE_MAX:
        stack_bytes = _values.integer(stack_bytes, 0, _values.SIZE_MAX, "stack_bytes")
    status = _rt_lock_memory(stack_bytes)
    if status:
        raise _errors.failure(status, _errors.last_error())


def rt_sleep_until(time_ns: int) -> None:
    """Sleeps until a time of the contract's clock.

    May wait. Other threads run meanwhile.
    """
    if type(time_ns) is not int or not 0 <= time_ns <= 0xFFFFFFFFFFFFFFFF:
        time_ns = _values.integer(time_ns, 0, 0xFFFFFFFFFFFFFFFF, "time_ns")
    status = _rt_sleep_until(time_ns)
    if status:
        raise _errors.failure(status, _errors.last_error())


async def rt_sleep_until_async(time_ns: int) -> None:
    """As `rt_sleep_until`, while the event loop goes on."""
    await _waiting.in_thread(lambda: rt_sleep_until(time_ns))


def rt_now_ns() -> int:
    """The contract's clock, now.

    Fit for a real-time thread: neither waits nor allocates in C.
    """
    result: int = _rt_now_ns()
    return result


def pid() -> int:
    """Process id of the caller.

    Fit for a real-time thread: neither waits nor allocates in C.
    """
    result: int = _pid()
    return result
