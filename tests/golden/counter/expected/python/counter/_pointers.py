"""Addresses of the library's objects, and how these end."""

from __future__ import annotations

import ctypes

from . import _handles, _library

close_counter = _library.call("ctr_counter_close", None, ctypes.c_void_p)


class CounterPointer(_handles.Pointer):
    """Address of a `ctr_counter`."""

    _end = close_counter
