"""Enumerations."""

from __future__ import annotations

from . import _open_enum, raw


@_open_enum.holds(raw.rec_channel)
class Channel(_open_enum.OpenEnum):
    """A colour's channels."""

    RED = 0
    GREEN = 1
    #: The last one.
    BLUE = 2


@_open_enum.holds(raw.rec_options)
class Options(_open_enum.Flags):
    """Options; they combine."""

    FAST = 1
    QUIET = 2
