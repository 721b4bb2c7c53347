"""The platform that this interpreter was built for, by the names the contract uses."""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Final

#: Targets that the contract was verified on, by platform.
TARGETS: Final[dict[str, str]] = {
    "linux-x86_64": "x86_64-unknown-linux-gnu",
    "linux-i686": "i686-unknown-linux-gnu",
    "linux-aarch64": "aarch64-unknown-linux-gnu",
    "linux-riscv64": "riscv64-unknown-linux-gnu",
    "linux-powerpc64le": "powerpc64le-unknown-linux-gnu",
    "linux-s390x": "s390x-unknown-linux-gnu",
    "linux-arm": "armv7-unknown-linux-gnueabihf",
    "windows-msvc-x86_64": "x86_64-pc-windows-msvc",
    "windows-msvc-i686": "i686-pc-windows-msvc",
    "windows-gnu-x86_64": "x86_64-w64-mingw32",
    "darwin-x86_64": "x86_64-apple-darwin",
    "darwin-aarch64": "arm64-apple-darwin",
    "emscripten-wasm32": "wasm32-unknown-unknown",
    "wasi-wasm32": "wasm32-unknown-unknown",
}

_MACHINES: Final = {
    "amd64": "x86_64",
    "x64": "x86_64",
    "i386": "i686",
    "i486": "i686",
    "i586": "i686",
    "arm64": "aarch64",
    "ppc64le": "powerpc64le",
    "armv8l": "arm",
    "wasm64": "wasm64",
}
#: What a 32-bit interpreter on a 64-bit kernel really runs on.
_NARROW: Final = {"x86_64": "i686", "aarch64": "arm", "riscv64": "riscv32"}


def _machine() -> str:
    if sys.platform == "win32":
        version = sys.version.lower()
        name = next((m for m in ("arm64", "arm", "amd64") if f"({m})" in version), "")
        if not name:
            name = "amd64" if "64 bit" in version else "i386"
    elif sys.platform in ("emscripten", "wasi"):
        name = "wasm32"
    else:
        name = os.uname().machine.lower()
    name = _MACHINES.get(name, name)
    if name.startswith("armv"):
        name = "arm"
    if ctypes.sizeof(ctypes.c_void_p) == 4:
        name = _NARROW.get(name, name)
    return name


def _system() -> str:
    if sys.platform == "win32":
        return "windows-msvc" if "MSC" in sys.version else "windows-gnu"
    for known in ("linux", "darwin", "freebsd", "netbsd", "openbsd", "dragonfly"):
        if sys.platform.startswith(known):
            return known
    return sys.platform


PLATFORM: Final = f"{_system()}-{_machine()}"
if PLATFORM not in TARGETS:
    raise ImportError(
        f"counter has no layouts for {PLATFORM}, only for {', '.join(TARGETS)}; "
        f"generate it again with a --target for this platform"
    )
TARGET: Final = TARGETS[PLATFORM]
