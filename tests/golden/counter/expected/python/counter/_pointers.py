"""Addresses of the library's objects, and how these end."""

from __future__ import annotations

import ctypes

from . import _addresses, _library

close_counter = _library.call("ctr_counter_close", None, ctypes.c_void_p)


class CounterPointer(_addresses.ExclusivePointer):
    """Address of a `ctr_counter`."""

    __slots__ = ()
    _name = "Counter"
    _end = close_counter
