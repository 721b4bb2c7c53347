"""Copies of the caller's memory, which C gets where that is checked or is not as C wants it."""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any

from . import _abi


def copy_of(data: Any) -> Any:
    """The same contents in memory that nobody else changes; None for None."""
    return None if data is None else _copied(data, _alignments[data.__class__])


def _copied(data: Any, align: int) -> Any:
    kind = data.__class__
    copied = kind.from_buffer_copy(data)
    if ctypes.addressof(copied) % align:
        copied = _abi.allocate(kind)
        ctypes.memmove(
            ctypes.addressof(copied), ctypes.addressof(data), ctypes.sizeof(data)
        )
    return copied


def aligned(data: Any) -> Any:
    """Memory for C to read: a copy where it lies within a packed record; None for None."""
    is_copied = data is not None and _is_misaligned(data)
    return copy_of(data) if is_copied else data


def require_aligned(data: Any, name: str) -> None:
    """Refuses memory that C cannot write to because it lies within a packed record.

    Raises:
        ValueError: It does.
    """
    if _is_misaligned(data):
        raise ValueError(
            f"{name} lies within a packed record: give a copy, and assign that"
        )


def _is_misaligned(data: Any) -> bool:
    return ctypes.addressof(data) % _alignments[data.__class__] != 0


class _Alignments(dict[Any, int]):
    """What C wants of types: remembered of records, since there are arrays of any length."""

    def __missing__(self, kind: Any) -> int:
        align = _abi.alignof(kind)
        if not issubclass(kind, ctypes.Array):
            self[kind] = align
        return align


_alignments = _Alignments()


@cache
def _truths(kind: Any) -> tuple[int, ...]:
    """Where a type of C's has truth values, in bytes from its start; not those of unions."""
    if kind is ctypes.c_bool:
        return (0,)
    if issubclass(kind, ctypes.Array):
        size, inner = ctypes.sizeof(kind._type_), _truths(kind._type_)
        return tuple(i * size + at for i in range(kind._length_) for at in inner)
    found: list[int] = []
    if issubclass(kind, ctypes.Structure):
        for name, member, *bits in kind._fields_:
            if not bits:
                start = getattr(kind, name).offset
                found.extend(start + at for at in _truths(member))
    return tuple(found)


def require_truth(given: Any, name: str) -> None:
    """Refuses records and arrays with bytes that C has no truth value for; None has none."""
    if given is None:
        return
    kind = given.__class__
    each = kind._type_ if issubclass(kind, ctypes.Array) else kind
    data, size = bytes(given), ctypes.sizeof(each)
    if any(max(data[at::size], default=0) > 1 for at in _truths(each)):
        raise ValueError(f"{name} has a byte that is neither True nor False")


def checked(given: Any, name: str) -> Any:
    """What is given to C: where it has truth values a copy, in which they were checked."""
    kind = given.__class__
    if _truths(kind._type_ if issubclass(kind, ctypes.Array) else kind):
        given = copy_of(given)
        require_truth(given, name)
    return given


def given_back(to: Any, copied: Any) -> Any:
    """What was copied, with what the copy has now; None for None."""
    if to is not None:
        ctypes.memmove(
            ctypes.addressof(to),
            ctypes.addressof(copied),
            ctypes.sizeof(to),
        )
    return to


def refuse_shared(one: Any, other: Any, name: str, beside: str) -> None:
    """Refuses memory that is given twice, or in part, where C promises itself that it is not."""
    if one is None or other is None:
        return
    first, second = ctypes.addressof(one), ctypes.addressof(other)
    if first < second + ctypes.sizeof(other) and second < first + ctypes.sizeof(one):
        raise ValueError(
            f"{name} and {beside} share memory, which the library does not allow"
        )
