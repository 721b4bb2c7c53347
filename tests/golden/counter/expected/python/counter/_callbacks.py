"""Functions that C calls."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

from . import _calling, _closures, _values

#: Called for each sum; false ends it.
Visitor = Callable[[int], bool]
_Visitor = _calling.function_type(ctypes.c_bool, ctypes.c_void_p, ctypes.c_int64)


@_closures.thunk(_Visitor, 0, False)
def call_visitor(function: Visitor, given: Any) -> Any:
    """Calls a function as `ctr_visitor` is called."""
    _, sum = given
    result = function(sum)
    if type(result) is not bool:
        result = _values.truth(result, "what the function returned")
    return result
