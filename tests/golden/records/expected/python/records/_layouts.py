"""Layouts of input.h as a C compiler has them, checked against ctypes on import.

For each record its size and alignment in bytes, then the offset and size of each member in bits.
"""

from __future__ import annotations

from typing import Final

from ._abi import Layout
from ._target import TARGET

LAYOUTS: Final[dict[str, Layout]] = {
    "rec_event": (
        32,
        16,
        {"id": (0, 64), "rate": (64, 32), "reserved0": (96, 32), "samples": (128, 128)},
    ),
    "rec_packed": (7, 1, {"kind": (0, 8), "value": (8, 32), "tail": (40, 16)}),
    "rec_number_anonymous1": (4, 2, {"low": (0, 16), "high": (16, 16)}),
    "rec_number": (
        4,
        4,
        {"whole": (0, 32), "real": (0, 32), "low": (0, 16), "high": (16, 16)},
    ),
    "rec_list": (8, 4, {"count": (0, 32), "type": (32, 32), "items": (64, 0)}),
}
if TARGET == "i686-unknown-linux-gnu":
    LAYOUTS["rec_bits"] = (12, 4, {"mode": (0, 3), "level": (3, 5), "wide": (32, 40)})
else:
    LAYOUTS["rec_bits"] = (16, 8, {"mode": (0, 3), "level": (3, 5), "wide": (64, 40)})
if TARGET == "i686-unknown-linux-gnu":
    LAYOUTS["rec_native"] = (
        16,
        4,
        {"ticks": (0, 32), "name": (32, 32), "at": (64, 64)},
    )
elif TARGET in ("x86_64-pc-windows-msvc", "x86_64-w64-mingw32"):
    LAYOUTS["rec_native"] = (
        24,
        8,
        {"ticks": (0, 32), "name": (64, 64), "at": (128, 64)},
    )
elif TARGET in (
    "armv7-unknown-linux-gnueabihf",
    "i686-pc-windows-msvc",
    "wasm32-unknown-unknown",
):
    LAYOUTS["rec_native"] = (
        16,
        8,
        {"ticks": (0, 32), "name": (32, 32), "at": (64, 64)},
    )
else:
    LAYOUTS["rec_native"] = (
        24,
        8,
        {"ticks": (0, 64), "name": (64, 64), "at": (128, 64)},
    )
