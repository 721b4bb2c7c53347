"""Finds and loads the shared library{{#has_fingerprint}}, and makes sure that it keeps this contract{{/has_fingerprint}}."""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Any, Final

from . import _calling

{{#has_library}}
#: Names the library to load, before any other place is looked at.
ENVIRONMENT: Final = "{{environment}}"
NAME: Final = "{{library}}"
_MAJOR: Final = "{{major}}"
{{/has_library}}
{{#has_fingerprint}}

#: Fingerprint of the contract that this package was generated from.
FINGERPRINT: Final = "{{fingerprint}}"
{{#has_version}}
#: Version of that contract.
VERSION: Final = {{version_value}}
{{/has_version}}


class ContractMismatch(ImportError):
    """The library was built from another contract than this package."""

    __module__ = "{{package}}"
{{/has_fingerprint}}

{{#has_library}}

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
            return ctypes.CDLL(path{{mode}})
        except OSError as error:
            failures.append(str(error))
    found: str | None = None
    if not os.environ.get(ENVIRONMENT):
        from ctypes.util import find_library

        found = find_library(NAME)
    if found:
        return ctypes.CDLL(found{{mode}})
    raise ImportError(
        f"{{package}} cannot load its library ({'; '.join(failures)}). "
        f"Install {NAME}, or let {ENVIRONMENT} name the file."
    )


library: Final = _load()
{{/has_library}}
{{#has_shims}}
{{#has_home}}


{{/has_home}}
def _load_shims() -> ctypes.CDLL | None:
    """What the header defines inline, as it was compiled when the package was installed."""
    suffix = {"darwin": ".dylib", "win32": ".dll"}.get(sys.platform, ".so")
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), f"_shims{suffix}")
    return ctypes.CDLL(path) if os.path.exists(path) else None


_shims: Final = _load_shims()
{{#has_library}}
#: Where those functions are. The library does not have them, which they say when they are called.
shims: Final = library if _shims is None else _shims
{{/has_library}}
{{^has_library}}
if _shims is None:
    raise ImportError("{{package}} was not built: `pip install` compiles its functions.")
library: Final = _shims
shims: Final = library
{{/has_library}}
{{/has_shims}}
#: The same library, called without giving up the interpreter lock: for functions that never wait.
direct: Final = ctypes.PyDLL(library._name, handle=library._handle)
{{#has_stdcall}}
#: The same, for functions that Windows calls in its own way on 32-bit processors.
stdcall: Final = getattr(ctypes, "WinDLL", ctypes.CDLL)(
    library._name, handle=library._handle
)
{{/has_stdcall}}
{{#has_home}}


def _home(kind: ctypes.CDLL, symbol: str) -> ctypes.CDLL:
    """Where a function is, called in the way that `kind` calls."""
    if not symbol.startswith("{{shim_prefix}}"):
        return kind
    if kind is direct:
        return ctypes.PyDLL(shims._name, handle=shims._handle)
    return ctypes.CDLL(shims._name, handle=shims._handle, use_errno=True)
{{/has_home}}


def call(symbol: str, result: Any, *arguments: Any) -> _calling.Function:
    """A function of the library, during which other threads run."""
    return _calling.bind({{^has_home}}library{{/has_home}}{{#has_home}}_home(library, symbol){{/has_home}}, symbol, result, *arguments)


def quick(symbol: str, result: Any, *arguments: Any) -> _calling.Function:
    """A function that never waits, called without giving up the interpreter lock."""
    return _calling.bind({{^has_home}}direct{{/has_home}}{{#has_home}}_home(direct, symbol){{/has_home}}, symbol, result, *arguments)
{{#has_errno}}


#: The same library, which is asked for errno.
telling: Final = ctypes.CDLL(library._name, handle=library._handle, use_errno=True)


def errno_call(symbol: str, result: Any, *arguments: Any) -> _calling.Function:
    """A function that says in errno why it failed."""
    return _calling.bind({{^has_home}}telling{{/has_home}}{{#has_home}}_home(telling, symbol){{/has_home}}, symbol, result, *arguments)


def errno_failure() -> OSError:
    """The exception for what errno says. To be made right after the call, on its thread."""
    code = ctypes.get_errno()
    return OSError(code, os.strerror(code))
{{/has_errno}}
{{#has_fingerprint}}


def _text(version: int) -> str:
    return {{version_text}}


def _check_contract() -> None:
    name = os.path.basename(library._name)
    try:
        ask = library["{{fingerprint_function}}"]
    except AttributeError:
        raise ContractMismatch(
            f"{name} does not say which contract it was built from: it has no "
            f"{{fingerprint_function}}. Rebuild the library."
        ) from None
    ask.restype = ctypes.c_char_p
    theirs = (ask() or b"").decode("ascii", "replace")
    if theirs == FINGERPRINT:
        return
{{#has_version_function}}
    ask_version = library["{{version_function}}"]
    ask_version.restype = {{version_type}}
    version = ask_version()
    if version < VERSION:
        remedy = "The library is older: rebuild it, or install {{distribution}} "
        remedy += f"{_text(version)}."
    elif version > VERSION:
        remedy = "This package is older: install {{distribution}} "
        remedy += f"{_text(version)}, or load a library of its own version."
    else:
        remedy = "Both have the same version, so one of them was changed without a new"
        remedy += " one: build both from the same header."
    raise ContractMismatch(
        f"{name} was built from contract {theirs[:4]}…{theirs[-2:]} "
        f"(ABI {_text(version)}); this package expects "
        f"{FINGERPRINT[:4]}…{FINGERPRINT[-2:]} (ABI {_text(VERSION)}). {remedy}"
    )
{{/has_version_function}}
{{^has_version_function}}
    raise ContractMismatch(
        f"{name} was built from contract {theirs[:4]}…{theirs[-2:]}; this package "
        f"expects {FINGERPRINT[:4]}…{FINGERPRINT[-2:]}. Build both from one header."
    )
{{/has_version_function}}


_check_contract()
{{/has_fingerprint}}
