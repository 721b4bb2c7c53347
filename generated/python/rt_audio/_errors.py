"""What goes wrong."""

from __future__ import annotations

import builtins
import ctypes
from typing import Any, Final

from . import _library, _open_enum


@_open_enum.holds(ctypes.c_int)
class ErrorCode(_open_enum.OpenEnum):
    """What went wrong.

    The numbers are stable: none is ever used again for something else.
    """

    #: Done.
    OK = 0
    #: A pointer that must not be NULL was.
    NULL_POINTER = 1
    #: A value out of its range, or not allowed here.
    INVALID_ARGUMENT = 2
    #: No such segment, service or entry.
    NOT_FOUND = 3
    #: The name is taken by a live owner.
    EXISTS = 4
    #: No free slot, and none may be overwritten.
    FULL = 5
    #: Nothing to read.
    EMPTY = 6
    #: The time ran out first.
    TIMEOUT = 7
    #: The other side closed it for good.
    CLOSED = 8
    #: The owner died, or the id belongs to an ended life.
    STALE = 9
    #: Made by another major version of the contract.
    VERSION_MISMATCH = 10
    #: Made from a contract with another layout.
    FINGERPRINT_MISMATCH = 11
    #: The system refused access.
    PERMISSION = 12
    #: Memory or shared memory ran out.
    OUT_OF_MEMORY = 13
    #: A system call failed; the text names it.
    SYSTEM = 14
    #: The segment is foreign, short or half built.
    CORRUPT = 15
    #: Another live process or claim holds it.
    BUSY = 16
    #: A defect in the library.
    INTERNAL = 17
    #: This system has no such thing; the text says what it lacks.
    UNSUPPORTED = 18


class RtAudioError(Exception):
    """A failure that the library reports: `code` says which, the text why."""

    code: ErrorCode

    def __init__(self, message: str, code: Any = None) -> None:
        super().__init__(message)
        self.code = code

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.code)


last_error = _library.call("rt_ffi_last_error", ctypes.c_char_p)
_error_text = _library.call("rt_ffi_error_text", ctypes.c_char_p, ctypes.c_int)


class NullPointerError(RtAudioError):
    """A pointer that must not be NULL was."""


class InvalidArgumentError(RtAudioError):
    """A value out of its range, or not allowed here."""


class NotFoundError(RtAudioError):
    """No such segment, service or entry."""


class ExistsError(RtAudioError):
    """The name is taken by a live owner."""


class FullError(RtAudioError):
    """No free slot, and none may be overwritten."""


class EmptyError(RtAudioError):
    """Nothing to read."""


class TimeoutError(RtAudioError, builtins.TimeoutError):
    """The time ran out first."""


class ClosedError(RtAudioError):
    """The other side closed it for good."""


class StaleError(RtAudioError):
    """The owner died, or the id belongs to an ended life."""


class VersionMismatchError(RtAudioError):
    """Made by another major version of the contract."""


class FingerprintMismatchError(RtAudioError):
    """Made from a contract with another layout."""


class PermissionError(RtAudioError, builtins.PermissionError):
    """The system refused access."""


class OutOfMemoryError(RtAudioError):
    """Memory or shared memory ran out."""


class RtAudioSystemError(RtAudioError):
    """A system call failed; the text names it."""


class CorruptError(RtAudioError):
    """The segment is foreign, short or half built."""


class BusyError(RtAudioError):
    """Another live process or claim holds it."""


class InternalError(RtAudioError):
    """A defect in the library."""


class UnsupportedError(RtAudioError):
    """This system has no such thing; the text says what it lacks."""


_ERROR_CLASSES: Final[dict[int, type[RtAudioError]]] = {
    1: NullPointerError,
    2: InvalidArgumentError,
    3: NotFoundError,
    4: ExistsError,
    5: FullError,
    6: EmptyError,
    7: TimeoutError,
    8: ClosedError,
    9: StaleError,
    10: VersionMismatchError,
    11: FingerprintMismatchError,
    12: PermissionError,
    13: OutOfMemoryError,
    14: RtAudioSystemError,
    15: CorruptError,
    16: BusyError,
    17: InternalError,
    18: UnsupportedError,
}


def failure(status: int, text: bytes | None = None) -> RtAudioError:
    """The exception for a status, with the text that the failing call set if it did."""
    kind = _ERROR_CLASSES.get(status, RtAudioError)
    # Asked only about what the header names: it may know of nothing else.
    if not text and status in _ERROR_CLASSES:
        text = _error_text(status)
    message = text.decode("utf-8", "replace") if text else ""
    if not message and status in _ERROR_CLASSES:
        message = kind.__doc__ or ""
    return kind(message or f"status {status}", ErrorCode(status))


def null_result(function: str, text: bytes | None = None) -> RtAudioError:
    """The exception for an object that a function should have returned."""
    reason = text.decode("utf-8", "replace") if text else "no reason is known"
    return RtAudioError(f"{function} returned NULL: {reason}")
