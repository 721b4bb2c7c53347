"""Functions that C calls."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

from . import _calling, _closures

#: Called for each sum; false ends it.
Visitor = Callable[[int], bool]
_Visitor = _calling.function_type(ctypes.c_bool, ctypes.c_void_p, ctypes.c_int64)


def make_visitor(function: Visitor, errors: list[BaseException] | None = None) -> Any:
    """A closure that C can call as `ctr_visitor`."""

    def call(user: Any, sum: Any) -> Any:
        return function(sum)

    return _Visitor(_closures.guard(call, False, errors))
