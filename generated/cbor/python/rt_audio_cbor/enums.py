"""The enums that are in records."""

from __future__ import annotations

import enum


class RingMode(enum.IntEnum):
    """What a ring does when a reader is late. Fixed when it is created."""

    # The oldest block goes; readers count what they lost.
    OVERWRITE = 0
    # The writer is told RT_FFI_ERROR_FULL. One reader.
    LOSSLESS = 1
