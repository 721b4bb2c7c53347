"""The raw layer: memory is where C has it."""

from __future__ import annotations

import ctypes
from typing import Any

import pytest

from counter import _abi, _layouts, raw

RECORDS = sorted(_layouts.LAYOUTS)
BITS = [
    (record, member)
    for record in RECORDS
    for member in _layouts.LAYOUTS[record][2]
    if isinstance(getattr(getattr(raw, record), member), _abi.Bits)
]


def named(record: str) -> Any:
    return getattr(raw, record)


@pytest.mark.parametrize("record", RECORDS)
def test_size_and_places(record: str) -> None:
    size, align, members = _layouts.LAYOUTS[record]
    assert ctypes.sizeof(named(record)) == size
    assert _abi.alignof(named(record)) == align
    for member, place in members.items():
        assert _abi.place_of(named(record), member) == place, member


@pytest.mark.parametrize("record", RECORDS)
def test_objects_are_aligned(record: str) -> None:
    align = _layouts.LAYOUTS[record][1]
    for _ in range(4):
        assert ctypes.addressof(named(record)()) % align == 0
        assert ctypes.addressof(_abi.allocate(named(record) * 3)) % align == 0


@pytest.mark.parametrize(("record", "member"), BITS)
def test_bits_keep_to_themselves(record: str, member: str) -> None:
    bits = getattr(named(record), member)
    low = -(1 << bits.size_bits - 1) if bits.signed else 0
    high = (1 << bits.size_bits - bits.signed) - 1
    memory = named(record)()
    ctypes.memset(ctypes.byref(memory), 0xA5, ctypes.sizeof(memory))
    before = bytes(memory)
    kept = getattr(memory, member)
    for value in (low, high, kept):
        setattr(memory, member, value)
        assert getattr(memory, member) == value
    assert bytes(memory) == before
    for value in (low - 1, high + 1):
        with pytest.raises(OverflowError):
            setattr(memory, member, value)
