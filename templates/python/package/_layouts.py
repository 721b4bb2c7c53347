"""Layouts of {{header}} as a C compiler has them, checked against ctypes on import.

For each record its size and alignment in bytes, then the offset and size of each member in bits.
"""

from __future__ import annotations

from typing import Final

from ._abi import Layout
{{#has_varying}}
from ._target import TARGET
{{/has_varying}}

{{#has_uniform}}
LAYOUTS: Final[dict[str, Layout]] = {
{{uniform}}
}
{{/has_uniform}}
{{^has_uniform}}
LAYOUTS: Final[dict[str, Layout]] = {}
{{/has_uniform}}
{{#has_varying}}
{{varying}}
{{/has_varying}}
