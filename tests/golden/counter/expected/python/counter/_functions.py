"""Functions of the library that belong to no object."""

from __future__ import annotations

import ctypes
import warnings

from . import _library, _text, _values, raw
from ._errors import ErrorCode

_error_text = _library.call("ctr_error_text", ctypes.c_char_p, raw.ctr_error)
_last_error = _library.call("ctr_last_error", ctypes.c_char_p)
_open_count = _library.call("ctr_open_count", ctypes.c_uint32)
_reset = _library.call("ctr_reset", None)


def error_text(code: ErrorCode) -> str:
    """The code's text, for ever."""
    if type(code) is not ErrorCode:
        code = _values.member(ErrorCode, code, "code")
    result = _error_text(code)
    return _text.present(result)


def last_error() -> str:
    """What the calling thread's last failure was about."""
    result = _last_error()
    return _text.present(result)


def open_count() -> int:
    """How many counters are open.

    Any thread may call it at any time.
    """
    result: int = _open_count()
    return result


def reset() -> None:
    """Closes nothing any more."""
    warnings.warn(
        "reset is deprecated: use `Counter.close`",
        DeprecationWarning,
        stacklevel=2,
    )
    _reset()
