"""Which interpreter C calls in, and what keeps its threads apart."""

from __future__ import annotations

import ctypes
import os
import threading

#: Had for a moment by who looks for what several threads may make. There is one for all: the collector may
#: come meanwhile, and what it ends may look for something as well.
lock = threading.RLock()
#: Tells a process from the one that it was forked from.
process = object()


def _renew() -> None:
    """A child that was forked has none of the threads that its parent waits for."""
    global lock, process
    lock, process = threading.RLock(), object()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew)


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
