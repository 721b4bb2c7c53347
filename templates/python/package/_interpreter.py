{{#has_callbacks}}
"""Which interpreter C calls in, and what one has after a fork."""
{{/has_callbacks}}
{{^has_callbacks}}
"""What an interpreter has after a fork."""
{{/has_callbacks}}

from __future__ import annotations

{{#has_callbacks}}
import ctypes
{{/has_callbacks}}
import os
from collections.abc import Callable
from typing import Any


def renew_in_children(module: dict[str, Any], name: str, make: Callable[[], Any]) -> None:
    """Has a forked child begin with another lock: it has no thread that would let go of this one.

    Args:
        module: Where the lock is.
        name: What it is called there.
        make: Makes one.
    """
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=lambda: module.update({name: make()}))
{{#has_callbacks}}


def require_main() -> None:
    """Refuses a subinterpreter: C's threads call in the main one, and C may call when it is gone.

    Raises:
        ImportError: It is one.
    """
    try:
        here, main = (
            ctypes.pythonapi.PyInterpreterState_Get,
            ctypes.pythonapi.PyInterpreterState_Main,
        )
    except AttributeError:
        return  # no CPython, and none that has them
    here.restype = main.restype = ctypes.c_void_p
    if here() != main():
        raise ImportError(f"{__package__} is for the main interpreter alone")
{{/has_callbacks}}
