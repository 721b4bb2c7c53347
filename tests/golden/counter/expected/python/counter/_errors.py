"""What goes wrong."""

from __future__ import annotations

import ctypes
from typing import Any, Final

from . import _closures, _library, _open_enum


@_open_enum.holds(ctypes.c_int)
class ErrorCode(_open_enum.OpenEnum):
    """What can `Counter.go` wrong."""

    OK = 0
    #: No counter has that name.
    NOT_FOUND = 1
    FULL = 2


class CounterError(Exception):
    """A failure that the library reports: `code` says which, the text why."""

    code: ErrorCode

    def __init__(self, message: str, code: Any = None) -> None:
        super().__init__(message)
        self.code = code

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.code)


last_error = _library.call("ctr_last_error", ctypes.c_char_p)


def changed(known: bytes | None) -> bytes | None:
    """The last error's text, if it is another than before the call."""
    text: bytes | None = last_error()
    return None if text == known else text


_error_text = _library.call("ctr_error_text", ctypes.c_char_p, ctypes.c_int)


class NotFoundError(CounterError):
    """No counter has that name."""


class FullError(CounterError):
    """`CTR_ERROR_FULL`."""


_ERROR_CLASSES: Final[dict[int, type[CounterError]]] = {1: NotFoundError, 2: FullError}


def failure(status: int, text: bytes | None = None) -> CounterError:
    """The exception for a status, with the text that the failing call set if it did."""
    if _closures.raised:
        _closures.go_on()
    kind = _ERROR_CLASSES.get(status, CounterError)
    # Asked only about what the header names: it may know of nothing else.
    if not text and status in _ERROR_CLASSES:
        text = _error_text(status)
    message = text.decode("utf-8", "replace") if text else ""
    if not message and status in _ERROR_CLASSES:
        message = kind.__doc__ or ""
    return kind(message or f"status {status}", ErrorCode(status))


def null_result(function: str, text: bytes | None = None) -> CounterError:
    """The exception for an object that a function should have returned."""
    if _closures.raised:
        _closures.go_on()
    reason = text.decode("utf-8", "replace") if text else "no reason is known"
    return CounterError(f"{function} returned NULL: {reason}")
