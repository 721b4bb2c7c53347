"""Which interpreter C calls in."""

from __future__ import annotations

import ctypes


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
