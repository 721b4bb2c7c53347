"""Values on their way to C: each is checked here, and none becomes another one.

The emitted code looks first whether a value is what most callers give, and comes here only with the
others: numbers of numpy, truth values, members of enumerations, and what must be refused.
"""

from __future__ import annotations

import ctypes
import operator
from enum import Enum
from typing import Any, Final, TypeVar

E = TypeVar("E", bound=Enum)

#: The largest finite C float.
FLOAT_MAX: Final = 3.4028234663852886e38


def high(ctype: Any) -> int:
    """The largest value of a C integer type."""
    bits = 8 * ctypes.sizeof(ctype) - bool(ctype(-1).value < 0)
    return (1 << bits) - 1


def low(ctype: Any) -> int:
    """The smallest value of a C integer type."""
    return -high(ctype) - 1 if ctype(-1).value < 0 else 0


LONG_MAX: Final = high(ctypes.c_long)
LONG_MIN: Final = -LONG_MAX - 1
ULONG_MAX: Final = high(ctypes.c_ulong)
SIZE_MAX: Final = high(ctypes.c_size_t)
SSIZE_MAX: Final = high(ctypes.c_ssize_t)
SSIZE_MIN: Final = -SSIZE_MAX - 1


def integer(value: Any, low: int, high: int, name: str) -> int:
    """An integer of a C type.

    Raises:
        TypeError: It is no integer.
        OverflowError: The C type cannot hold it.
    """
    if type(value) is int and low <= value <= high:
        return value
    try:
        number = int(operator.index(value))
    except TypeError:
        raise TypeError(f"{name} is an integer, not {type(value).__name__}") from None
    if not low <= number <= high:
        raise OverflowError(f"{name} does not fit: {number} is not {low} to {high}")
    return number


def outside(value: Any, low: Any, high: Any, name: str) -> ValueError:
    """What is wrong with a number that the library does not take."""
    return ValueError(f"{name} is {low} to {high}, not {value}")


def unknown(value: Any, name: str) -> ValueError:
    """What is wrong with a number of an enumeration that has no such value."""
    return ValueError(f"{name} is none of its enumeration's values: {value}")


def limited(value: Any, low: Any, high: Any, name: str) -> Any:
    """A number in the range that the library takes.

    Raises:
        ValueError: It is outside.
    """
    if not low <= value <= high:
        raise outside(value, low, high, name)
    return value


def double(value: Any, name: str) -> float:
    """A C double.

    Raises:
        TypeError: It is no number.
        OverflowError: An integer that no double is exactly.
    """
    if type(value) is float:
        return value
    try:
        whole = int(operator.index(value))
    except TypeError:
        is_number = hasattr(value, "__float__") and not hasattr(value, "__len__")
        if not is_number:
            raise TypeError(f"{name} is a number, not {type(value).__name__}") from None
        return float(value)
    number = float(whole)
    if number != whole:
        raise OverflowError(f"{name} does not fit: no C double is {whole}")
    return number


def single(value: Any, name: str) -> float:
    """A C float. What is no integer is rounded to the next one.

    Raises:
        TypeError: It is no number.
        OverflowError: It is finite and too large, or an integer that no float is exactly.
    """
    if type(value) is float and -FLOAT_MAX <= value <= FLOAT_MAX:
        return value
    number = double(value, name)
    held = ctypes.c_float(number).value
    is_whole = hasattr(value, "__index__")
    if (held in (_INFINITY, -_INFINITY) and number != held) or (
        is_whole and held != number
    ):
        raise OverflowError(f"{name} does not fit: no C float is {value}")
    return number


_INFINITY: Final = float("inf")


def truth(value: Any, name: str) -> bool:
    """True or false.

    Raises:
        TypeError: It is something else, even if it could stand for one.
    """
    if isinstance(value, bool) or type(value).__name__ in ("bool_", "bool"):
        return bool(value)
    raise TypeError(f"{name} is True or False, not {value!r}")


def member(kind: type[E], value: Any, name: str) -> E:
    """A member of an enumeration.

    Raises:
        TypeError: It is no integer, or a member of another enumeration.
        ValueError: The enumeration has no such value.
    """
    if isinstance(value, kind):
        return value
    if isinstance(value, Enum):
        raise TypeError(f"{name} is a {kind.__name__}, not {value!r}")
    try:
        number = int(operator.index(value))
    except TypeError:
        raise TypeError(
            f"{name} is a {kind.__name__}, not {type(value).__name__}"
        ) from None
    return kind(number)


def character(value: Any, name: str) -> bytes:
    """A C char, as one byte.

    Raises:
        TypeError: It is no single byte.
    """
    if not isinstance(value, (bytes, bytearray)) or len(value) != 1:
        raise TypeError(f"{name} is one byte, not {value!r}")
    return bytes(value)


def wide(value: Any, name: str) -> str:
    """A C wchar_t, as one character.

    Raises:
        TypeError: It is no single character.
        OverflowError: The platform's wchar_t cannot hold it.
    """
    if not isinstance(value, str) or len(value) != 1:
        raise TypeError(f"{name} is one character, not {value!r}")
    if ctypes.sizeof(ctypes.c_wchar) == 2 and value > "\uffff":
        raise OverflowError(f"{name} is beyond the platform's wchar_t: {value!r}")
    return value


def part(value: Any, name: str) -> complex:
    """A complex number.

    Raises:
        TypeError: It is none.
    """
    if isinstance(value, (str, bytes)):
        raise TypeError(f"{name} is a number, not {type(value).__name__}")
    return complex(value)


def length(count: int, most: int, name: str) -> int:
    """How many elements there are, if C can be told.

    Raises:
        OverflowError: C's type for the number cannot hold it.
    """
    if count > most:
        raise OverflowError(f"{name} has {count} elements; the library takes {most}")
    return count


def product(name: str, *factors: int) -> int:
    """How many elements an array has whose length is a product.

    Raises:
        ValueError: A factor is below zero.
        OverflowError: No memory has so many.
    """
    count = 1
    for factor in factors:
        if factor < 0:
            raise ValueError(f"{name} cannot have {factor} elements in a row")
        count *= factor
    if count > SSIZE_MAX:
        raise OverflowError(f"{name} does not fit: no memory has {count} elements")
    return count


def require_length(array: Any, name: str, *factors: int) -> None:
    """Refuses an array that has not as many elements as the library will use.

    Raises:
        ValueError: It has more, or less.
    """
    count = product(name, *factors)
    if len(array) != count:
        raise ValueError(f"{name} has {len(array)} elements, not {count}")
