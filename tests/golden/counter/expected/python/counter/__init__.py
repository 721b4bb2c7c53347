"""Meaning: what each language makes of a handle, errors, strings, buffers and
callbacks.
"""

from __future__ import annotations

from . import raw
from ._callbacks import Visitor
from ._closures import Registration
from ._counter import Counter
from ._errors import CounterError, ErrorCode, FullError, NotFoundError
from ._functions import error_text, last_error, open_count, reset
from ._memory import Records
from ._numbers import Numbers
from ._text import TextCut

__version__ = "0.0.0"
__all__ = [
    "Counter",
    "CounterError",
    "ErrorCode",
    "FullError",
    "NotFoundError",
    "Numbers",
    "Records",
    "Registration",
    "TextCut",
    "Visitor",
    "error_text",
    "last_error",
    "open_count",
    "raw",
    "reset",
]

# What is public belongs to the package, wherever it is defined.
for _name in __all__:
    if getattr(globals()[_name], "__module__", "").startswith(f"{__name__}."):
        globals()[_name].__module__ = __name__
del _name
