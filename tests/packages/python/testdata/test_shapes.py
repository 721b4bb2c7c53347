"""Records are equal when what they hold is, whatever shape it has."""

from __future__ import annotations

import ctypes
from typing import Any

import pytest
import shapes


def set_character(record: Any) -> None:
    record.names[3][7] = b"x"


def set_coordinate(record: Any) -> None:
    record.points[1][1].xyz[2] = 1.5


def set_number(record: Any) -> None:
    record.matrix[2][3] = 7


@pytest.mark.parametrize("change", [set_character, set_coordinate, set_number])
def test_arrays_of_arrays_are_compared_by_what_they_hold(change: Any) -> None:
    one, other = shapes.ShArrays(), shapes.ShArrays()
    assert one == other
    change(one)
    assert one != other
    assert one == one.copy()
    change(other)
    assert one == other


def test_numbers_are_compared_and_not_their_bytes() -> None:
    one, other = shapes.ShArrays(), shapes.ShArrays()
    one.points[0][0].xyz[0] = -0.0
    assert bytes(one.raw) != bytes(other.raw)
    assert one == other


def test_padding_is_not_compared() -> None:
    one, other = shapes.ShFlexible(count=3), shapes.ShFlexible(count=3)
    size = ctypes.sizeof(one.raw)
    assert size > 4
    ctypes.memset(ctypes.addressof(one.raw) + 4, 0xFF, size - 4)
    assert one == other
    other.count = 4
    assert one != other
