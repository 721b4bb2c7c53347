{{#has_callbacks}}
"""Which interpreter C calls in, and what keeps its threads apart."""
{{/has_callbacks}}
{{^has_callbacks}}
"""What keeps an interpreter's threads apart."""
{{/has_callbacks}}

from __future__ import annotations

{{#has_callbacks}}
import ctypes
{{/has_callbacks}}
import os
import time
import weakref
from collections.abc import Callable
from threading import get_ident
from typing import Final

#: Who is alone.
_holder: Final[dict[str, weakref.ref[Alone]]] = {}
#: What the collector found to end in a thread that was alone.
_later: Final[list[Callable[[], None]]] = []
#: Tells a process from the one that it was forked from.
process = object()


class Alone:
    """Keeps other threads off for a moment, where several may make what they look for.

    It lasts until the end of a `with` block, or until nobody has it any more: that may be interrupted. The
    collector may come meanwhile, and what it ends may look for something as well: the thread is let in.
    """

    __slots__ = ("__weakref__", "_ref", "_thread")

    def __init__(self) -> None:
        self._thread = get_ident()
        self._ref = weakref.ref(self)
        until = 0.0
        while True:
            holder = _holder.setdefault("", self._ref)
            if holder is self._ref or _is_of(holder, self._thread):
                return
            # Who was interrupted may be kept by what he raised.
            until = until or time.monotonic() + 10
            if time.monotonic() > until:
                _holder[""] = self._ref
                return
            time.sleep(0.0001)

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        if _holder.get("") is self._ref:
            del _holder[""]
            if _later:
                _end_later()

    def __del__(self) -> None:
        if getattr(self, "_ref", None) is not None:
            self.__exit__()


def _is_of(holder: weakref.ref[Alone] | None, thread: int) -> bool:
    alone = None if holder is None else holder()
    return alone is not None and alone._thread == thread


def is_alone() -> bool:
    """Whether this thread keeps others off."""
    return bool(_holder) and _is_of(_holder.get(""), get_ident())


def end_later(action: Callable[[], None]) -> None:
    """Ends something once this thread lets others in: C's function may wait for one of them."""
    _later.append(action)


def _end_later() -> None:
    while _later and not is_alone():
        try:
            action = _later.pop()
        except IndexError:  # another thread does it
            return
        _Last(action)


class _Last:
    """Ends something in a finalizer of its own: what that raises is told of, and comes out nowhere."""

    __slots__ = ("_action",)

    def __init__(self, action: Callable[[], None]) -> None:
        self._action = action

    def __del__(self) -> None:
        self._action()


def _renew() -> None:
    """A child that was forked has none of the threads that its parent waits for."""
    global process
    _holder.clear()
    process = object()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew)
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
