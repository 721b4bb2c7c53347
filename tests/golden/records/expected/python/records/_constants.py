"""Constants."""

from __future__ import annotations

from typing import Final

from . import raw

VERSION: Final = "1.2"
MAX: Final = 16
MASK: Final = 4294967295
RATIO: Final = 0.5
LETTER: Final = raw.REC_LETTER
SIZE: Final = 7
