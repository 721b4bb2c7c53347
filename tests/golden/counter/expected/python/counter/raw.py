"""Everything in input.h, under its C names and with its C layouts.

Nothing is checked or converted here. The package itself is the safe way to the same functions.
"""

from __future__ import annotations

import ctypes
from typing import Any, Final

from . import _abi, _calling, _layouts, _library
from ._target import TARGET

CTR_OK: Final = 0
#: No counter has that name.
CTR_ERROR_NOT_FOUND: Final = 1
CTR_ERROR_FULL: Final = 2
#: What can go wrong.
ctr_error: Any
if TARGET in ("x86_64-pc-windows-msvc", "i686-pc-windows-msvc"):
    ctr_error = ctypes.c_int32
else:
    ctr_error = ctypes.c_uint32


class ctr_counter(ctypes.Structure):
    """Counts."""


#: Called for each sum; false ends it.
ctr_visitor = ctypes.CFUNCTYPE(ctypes.c_bool, ctypes.c_void_p, ctypes.c_int64)


_abi.check_layouts(
    {globals()[name]: layout for name, layout in _layouts.LAYOUTS.items()}
)


#: What every counter starts with.
ctr_starts: Any
ctr_starts = _calling.variable(_library.library, "ctr_starts", ctypes.c_int64 * 4)
#: How often any was opened.
ctr_opened: Any
ctr_opened = _calling.variable(_library.library, "ctr_opened", ctypes.c_uint32)
#: const char *ctr_error_text(ctr_error)
#:
#: The code's text, for ever.
ctr_error_text = _calling.bind(
    _library.library,
    "ctr_error_text",
    ctypes.c_char_p,
    ctr_error,
)
#: const char *ctr_last_error(void)
#:
#: What the calling thread's last failure was about.
ctr_last_error = _calling.bind(_library.library, "ctr_last_error", ctypes.c_char_p)
#: ctr_error ctr_counter_open(const char *, ctr_counter **)
#:
#: Opens a counter by name.
#:
#: - name: of the counter
ctr_counter_open = _calling.bind(
    _library.library,
    "ctr_counter_open",
    ctr_error,
    ctypes.c_char_p,
    ctypes.POINTER(ctypes.POINTER(ctr_counter)),
)
#: void ctr_counter_close(ctr_counter *)
ctr_counter_close = _calling.bind(
    _library.library,
    "ctr_counter_close",
    None,
    ctypes.POINTER(ctr_counter),
)
#: ctr_error ctr_counter_add(ctr_counter *, int64_t, int64_t *)
#:
#: Adds; answers with the sum.
ctr_counter_add = _calling.bind(
    _library.library,
    "ctr_counter_add",
    ctr_error,
    ctypes.POINTER(ctr_counter),
    ctypes.c_int64,
    ctypes.POINTER(ctypes.c_int64),
)
#: bool ctr_counter_is_zero(const ctr_counter *)
#:
#: Whether anything was counted.
ctr_counter_is_zero = _calling.bind(
    _library.library,
    "ctr_counter_is_zero",
    ctypes.c_bool,
    ctypes.POINTER(ctr_counter),
)
#: ctr_error ctr_counter_history(ctr_counter *, int64_t *, size_t, size_t *)
#:
#: The last sums, the newest first.
#:
#: - count: how many there were
ctr_counter_history = _calling.bind(
    _library.library,
    "ctr_counter_history",
    ctr_error,
    ctypes.POINTER(ctr_counter),
    ctypes.POINTER(ctypes.c_int64),
    ctypes.c_size_t,
    ctypes.POINTER(ctypes.c_size_t),
)
#: ctr_error ctr_counter_add_all(ctr_counter *, const int64_t *, size_t)
#:
#: Adds many at once.
ctr_counter_add_all = _calling.bind(
    _library.library,
    "ctr_counter_add_all",
    ctr_error,
    ctypes.POINTER(ctr_counter),
    ctypes.POINTER(ctypes.c_int64),
    ctypes.c_size_t,
)
#: ctr_error ctr_counter_label(ctr_counter *, const char *)
#:
#: A label, or none.
ctr_counter_label = _calling.bind(
    _library.library,
    "ctr_counter_label",
    ctr_error,
    ctypes.POINTER(ctr_counter),
    ctypes.c_char_p,
)
#: ctr_error ctr_counter_visit(ctr_counter *, ctr_visitor, void *)
#:
#: Shows the last sums to a visitor, in this thread.
ctr_counter_visit = _calling.bind(
    _library.library,
    "ctr_counter_visit",
    ctr_error,
    ctypes.POINTER(ctr_counter),
    ctr_visitor,
    ctypes.c_void_p,
)
#: ctr_error go(ctr_counter *, uint32_t)
#:
#: Waits for one of many; a name that is a keyword elsewhere.
go = _calling.bind(
    _library.library,
    "go",
    ctr_error,
    ctypes.POINTER(ctr_counter),
    ctypes.c_uint32,
)
#: uint32_t ctr_open_count(void)
#:
#: How many counters are open.
ctr_open_count = _calling.bind(_library.library, "ctr_open_count", ctypes.c_uint32)
#: void ctr_reset(void)
#:
#: Closes nothing any more.
ctr_reset = _calling.bind(_library.library, "ctr_reset", None)
