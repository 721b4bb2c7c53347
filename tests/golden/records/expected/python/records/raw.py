"""Everything in input.h, under its C names and with its C layouts.

Nothing is checked or converted here. The package itself is the safe way to the same functions.
"""

from __future__ import annotations

import ctypes
from typing import Any, ClassVar, Final

from . import _abi, _layouts
from ._target import TARGET

REC_CHANNEL_RED: Final = 0
REC_CHANNEL_GREEN: Final = 1
#: The last one.
REC_CHANNEL_BLUE: Final = 2
REC_OPTIONS_FAST: Final = 1
REC_OPTIONS_QUIET: Final = 2
REC_VERSION: Final = b"1.2"
REC_MAX: Final = 16
REC_MASK: Final = 4294967295
REC_RATIO: Final = 0.5
REC_LETTER: int
if TARGET in (
    "aarch64-unknown-linux-gnu",
    "riscv64-unknown-linux-gnu",
    "powerpc64le-unknown-linux-gnu",
    "s390x-unknown-linux-gnu",
    "armv7-unknown-linux-gnueabihf",
):
    REC_LETTER = 255
else:
    REC_LETTER = -1
REC_SIZE: Final = 7
#: A colour's channels.
rec_channel: Any
if TARGET in ("x86_64-pc-windows-msvc", "i686-pc-windows-msvc"):
    rec_channel = ctypes.c_int32
else:
    rec_channel = ctypes.c_uint32
#: Options; they combine.
rec_options: Any
if TARGET in ("x86_64-pc-windows-msvc", "i686-pc-windows-msvc"):
    rec_options = ctypes.c_int32
else:
    rec_options = ctypes.c_uint32


class rec_event(_abi.AlignedStructure):
    """A wire record: the same bytes on every target."""

    #: From 1.
    id: int
    #: In Hz. 1 to 192000.
    rate: int
    reserved0: int
    samples: ctypes.Array[ctypes.c_float]

    _alignment_ = 16
    _fields_ = (
        ("id", ctypes.c_uint64),
        ("rate", ctypes.c_uint32),
        ("reserved0", ctypes.c_uint32),
        ("samples", ctypes.c_float * 4),
    )


class rec_packed(ctypes.Structure):
    """A field behind no padding, at an odd address."""

    kind: int
    value: int
    tail: int

    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (
        ("kind", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
        ("tail", ctypes.c_uint16),
    )


class rec_bits(_abi.AlignedStructure):
    """Bits, the signed ones with their sign."""

    if TARGET == "i686-unknown-linux-gnu":
        _alignment_ = 4
    else:
        _alignment_ = 8
    _fields_: ClassVar[Any]
    if TARGET == "i686-unknown-linux-gnu":
        _fields_ = (("_bytes_0", ctypes.c_ubyte * 12),)
        mode = _abi.Bits(0, 3)
        level = _abi.Bits(3, 5, signed=True)
        wide = _abi.Bits(32, 40)
    else:
        _fields_ = (("_bytes_0", ctypes.c_ubyte * 16),)
        mode = _abi.Bits(0, 3)
        level = _abi.Bits(3, 5, signed=True)
        wide = _abi.Bits(64, 40)


class rec_number_anonymous1(ctypes.Structure):
    """`struct`."""

    low: int
    high: int

    _fields_ = (("low", ctypes.c_uint16), ("high", ctypes.c_uint16))


class rec_number(ctypes.Union):
    """One of two readings."""

    whole: int
    real: float
    low: int
    high: int

    _anonymous_ = ("_unnamed_0",)
    _fields_ = (
        ("whole", ctypes.c_uint32),
        ("real", ctypes.c_float),
        ("_unnamed_0", rec_number_anonymous1),
    )


class rec_list(ctypes.Structure):
    """Grows at its end; `type` is a keyword elsewhere."""

    count: int
    type: int
    items: ctypes.Array[Any]

    _fields_ = (
        ("count", ctypes.c_uint32),
        ("type", rec_channel),
        ("items", rec_number * 0),
    )


class rec_native(ctypes.Structure):
    """Not the same size everywhere, which is allowed outside wire records."""

    ticks: int
    name: bytes | None
    at: float

    _fields_ = (
        ("ticks", ctypes.c_long),
        ("name", ctypes.c_char_p),
        ("at", ctypes.c_double),
    )


#: The C type of each constant.
CONSTANT_TYPES: Final[dict[str, Any]] = {
    "REC_VERSION": ctypes.c_char * 4,
    "REC_MAX": ctypes.c_uint,
    "REC_MASK": ctypes.c_uint,
    "REC_RATIO": ctypes.c_double,
    "REC_LETTER": ctypes.c_int,
}
if TARGET in ("x86_64-pc-windows-msvc", "x86_64-w64-mingw32"):
    CONSTANT_TYPES["REC_SIZE"] = ctypes.c_ulonglong
elif TARGET in (
    "i686-unknown-linux-gnu",
    "armv7-unknown-linux-gnueabihf",
    "i686-pc-windows-msvc",
):
    CONSTANT_TYPES["REC_SIZE"] = ctypes.c_uint
else:
    CONSTANT_TYPES["REC_SIZE"] = ctypes.c_ulong


_abi.check_layouts(
    {globals()[name]: layout for name, layout in _layouts.LAYOUTS.items()}
)
