"""Enumerations."""

from __future__ import annotations

from enum import IntFlag

from . import _open_enum


class Channel(_open_enum.OpenEnum):
    """A colour's channels."""

    RED = 0
    GREEN = 1
    #: The last one.
    BLUE = 2


class Options(IntFlag):
    """Options; they combine."""

    FAST = 1
    QUIET = 2
