"""Enumerations to which a newer library may add values, and sets of bits."""

from __future__ import annotations

from enum import IntEnum, IntFlag
from typing import TYPE_CHECKING, Any, Callable, TypeVar

from . import _values

if TYPE_CHECKING:
    from typing_extensions import Self

K = TypeVar("K", bound="type[IntEnum | IntFlag]")
#: The smallest and largest value of an enumeration's C type.
_ranges: dict[Any, tuple[int, int]] = {}


def holds(ctype: Any) -> Callable[[K], K]:
    """Says which C type the values of an enumeration have."""

    def decorate(kind: K) -> K:
        _ranges[kind] = _values.low(ctype), _values.high(ctype)
        return kind

    return decorate


def _check(kind: Any, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise OverflowError(f"{value} does not fit in a {kind.__name__}")


class OpenEnum(IntEnum):
    """An enumeration that takes values it has no name for, as C does."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, int):
            return None
        if cls in _ranges:
            _check(cls, value, *_ranges[cls])
        member = int.__new__(cls, value)
        member._name_ = f"UNKNOWN_{value}".replace("-", "MINUS_")
        member._value_ = value
        return member


class Flags(IntFlag):
    """A set of bits, also of bits that have no name here."""

    @classmethod
    def _missing_(cls, value: object) -> Any:
        if isinstance(value, int) and cls in _ranges:
            high = _ranges[cls][1]
            _check(cls, value, -high - 1, high)
            if value < 0:  # what ~ leaves: all other bits that have names
                return cls(value & sum(known.value for known in cls))
        return super()._missing_(value)
