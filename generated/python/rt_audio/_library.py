"""Finds and loads the shared library, and makes sure that it keeps this contract."""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Any, Final

from . import _calling

#: Names the library to load, before any other place is looked at.
ENVIRONMENT: Final = "RT_AUDIO_LIBRARY"
NAME: Final = "rt_audio_ffi"
_MAJOR: Final = "1"

#: Fingerprint of the contract that this package was generated from.
FINGERPRINT: Final = "f00ad7bc0a0b7c062875f64bf13ab76f75f9a385a99edb09d35b1cc94948ed89"
#: Version of that contract.
VERSION: Final = 1000


class ContractMismatch(ImportError):
    """The library was built from another contract than this package."""

    __module__ = "rt_audio"


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
        f"rt_audio cannot load its library ({'; '.join(failures)}). "
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


def _text(version: int) -> str:
    return f"{version // 1000}.{version % 1000}"


def _check_contract() -> None:
    name = os.path.basename(library._name)
    try:
        ask = library["rt_ffi_fingerprint"]
    except AttributeError:
        raise ContractMismatch(
            f"{name} does not say which contract it was built from: it has no "
            f"rt_ffi_fingerprint. Rebuild the library."
        ) from None
    ask.restype = ctypes.c_char_p
    theirs = (ask() or b"").decode("ascii", "replace")
    if theirs == FINGERPRINT:
        return
    ask_version = library["rt_ffi_abi_version"]
    ask_version.restype = ctypes.c_uint32
    version = ask_version()
    if version < VERSION:
        remedy = "The library is older: rebuild it, or install rt-audio "
        remedy += f"{_text(version)}."
    elif version > VERSION:
        remedy = "This package is older: install rt-audio "
        remedy += f"{_text(version)}, or load a library of its own version."
    else:
        remedy = "Both have the same version, so one of them was changed without a new"
        remedy += " one: build both from the same header."
    raise ContractMismatch(
        f"{name} was built from contract {theirs[:4]}…{theirs[-2:]} "
        f"(ABI {_text(version)}); this package expects "
        f"{FINGERPRINT[:4]}…{FINGERPRINT[-2:]} (ABI {_text(VERSION)}). {remedy}"
    )


_check_contract()
