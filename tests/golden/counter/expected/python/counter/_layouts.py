"""Layouts of input.h as a C compiler has them, checked against ctypes on import.

For each record its size and alignment in bytes, then the offset and size of each member in bits.
"""

from __future__ import annotations

from typing import Final

from ._abi import Layout

LAYOUTS: Final[dict[str, Layout]] = {}
