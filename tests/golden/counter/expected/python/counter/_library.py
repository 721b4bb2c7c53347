"""Finds and loads the shared library."""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Any, Final

from . import _calling

#: Names the library to load, before any other place is looked at.
ENVIRONMENT: Final = "COUNTER_LIBRARY"
NAME: Final = "counter"
_MAJOR: Final = "0"


def _file_names() -> list[str]:
    if sys.platform == "win32":
        return [f"{NAME}.dll", f"lib{NAME}.dll"]
    if sys.platform == "darwin":
        return [f"lib{NAME}.{_MAJOR}.dylib", f"lib{NAME}.dylib"]
    return [f"lib{NAME}.so.{_MAJOR}", f"lib{NAME}.so"]


def _candidates() -> list[str]:
    named = os.environ.get(ENVIRONMENT)
    if named:
        return [named]
    here = os.path.dirname(os.path.abspath(__file__))
    bundled = [os.path.join(here, name) for name in _file_names()]
    return [path for path in bundled if os.path.exists(path)] or _file_names()


def _load() -> ctypes.CDLL:
    failures = []
    for path in _candidates():
        try:
            return ctypes.CDLL(path)
        except OSError as error:
            failures.append(str(error))
    found: str | None = None
    if not os.environ.get(ENVIRONMENT):
        from ctypes.util import find_library

        found = find_library(NAME)
    if found:
        return ctypes.CDLL(found)
    raise ImportError(
        f"counter cannot load its library ({'; '.join(failures)}). "
        f"Install {NAME}, or let {ENVIRONMENT} name the file."
    )


library: Final = _load()
#: The same library, called without giving up the interpreter lock: for functions that never wait.
direct: Final = ctypes.PyDLL(library._name, handle=library._handle)


def call(symbol: str, result: Any, *arguments: Any) -> _calling.Function:
    """A function of the library, during which other threads run."""
    return _calling.bind(library, symbol, result, *arguments)


def quick(symbol: str, result: Any, *arguments: Any) -> _calling.Function:
    """A function that never waits, called without giving up the interpreter lock."""
    return _calling.bind(direct, symbol, result, *arguments)
