"""Items into bytes."""

from __future__ import annotations

import enum
import math
import operator
import struct
import sys
from array import array
from collections.abc import Iterable, Sequence
from typing import Any, Callable

from records_cbor.errors import CborError, ErrorKind

_LITTLE = sys.byteorder == "little"
_HEADS = (
    (0x100, 24, struct.Struct(">BB")),
    (0x10000, 25, struct.Struct(">BH")),
    (0x100000000, 26, struct.Struct(">BI")),
)
_LONGEST = struct.Struct(">BQ")
_HALF = struct.Struct(">e")
_SINGLE = struct.Struct(">f")
_DOUBLE = struct.Struct(">d")


class Writer:
    """Appends items."""

    __slots__ = ("out",)

    def __init__(self) -> None:
        self.out = bytearray()

    def error(self, kind: ErrorKind) -> CborError:
        """What is wrong with the value that comes next."""
        return CborError(kind, len(self.out))

    def raw(self, data: bytes) -> None:
        """Bytes that are known beforehand: keys and heads."""
        self.out += data

    def head(self, major: int, argument: int) -> None:
        """Major type and argument."""
        major <<= 5
        if argument < 24:
            self.out.append(major | argument)
            return
        for limit, info, form in _HEADS:
            if argument < limit:
                self.out += form.pack(major | info, argument)
                return
        self.out += _LONGEST.pack(major | 27, argument)

    def boolean(self, value: bool) -> None:
        """True or false."""
        self.out.append(0xF5 if value else 0xF4)

    def integer(self, value: int, low: int, high: int) -> None:
        """An integer within bounds."""
        value = operator.index(value)
        if not low <= value <= high:
            raise self.error(ErrorKind.OUT_OF_RANGE)
        if value < 0:
            self.head(1, -1 - value)
        else:
            self.head(0, value)

    def wide(self, value: int, low: int, high: int) -> None:
        """The same, as a bignum (RFC 8949, 3.4.3) beyond 64 bits."""
        value = operator.index(value)
        if -(1 << 64) <= value < 1 << 64:
            self.integer(value, low, high)
            return
        if not low <= value <= high:
            raise self.error(ErrorKind.OUT_OF_RANGE)
        magnitude = -1 - value if value < 0 else value
        data = magnitude.to_bytes((magnitude.bit_length() + 7) // 8, "big")
        self.out.append(0xC3 if value < 0 else 0xC2)
        self.head(2, len(data))
        self.out += data

    def expect(self, value: object, kind: type) -> None:
        """Fails unless a tagged union holds what its tag says."""
        if not isinstance(value, kind):
            raise self.error(ErrorKind.WRONG_TYPE)

    def member(self, kind: type[enum.IntEnum], value: int) -> None:
        """A value of a closed enum."""
        try:
            number = int(kind(value))
        except ValueError:
            raise self.error(ErrorKind.OUT_OF_RANGE) from None
        self.integer(number, number, number)

    def single(self, value: float) -> None:
        """A float of 32 bits, to which the value is rounded."""
        rounded = self._rounded(value)
        self._shortest(_SINGLE.unpack(rounded)[0], rounded)

    def single_in(self, value: float, low: float, high: float) -> None:
        """A float of 32 bits that is within bounds once it is rounded."""
        if not low <= _SINGLE.unpack(self._rounded(value))[0] <= high:
            raise self.error(ErrorKind.OUT_OF_RANGE)
        self.single(value)

    def _rounded(self, value: float) -> bytes:
        try:
            return _SINGLE.pack(value)
        except OverflowError:
            raise self.error(ErrorKind.OUT_OF_RANGE) from None

    def _shortest(self, value: float, single: bytes) -> None:
        if math.isnan(value):
            self.out += b"\xf9\x7e\x00"
            return
        try:
            half = _HALF.pack(value)
        except OverflowError:
            half = b""
        if half and _HALF.unpack(half)[0] == value:
            self.out.append(0xF9)
            self.out += half
        else:
            self.out.append(0xFA)
            self.out += single

    def double(self, value: float) -> None:
        """A float of 64 bits."""
        try:
            single = _SINGLE.pack(value)
        except OverflowError:
            single = b""
        if single and (math.isnan(value) or _SINGLE.unpack(single)[0] == value):
            self._shortest(value, single)
        else:
            self.out.append(0xFB)
            self.out += _DOUBLE.pack(value)

    def double_in(self, value: float, low: float, high: float) -> None:
        """A float of 64 bits within bounds."""
        if not low <= value <= high:
            raise self.error(ErrorKind.OUT_OF_RANGE)
        self.double(value)

    def text(self, value: str, limit: int) -> None:
        """Text of so many bytes at most, without NUL."""
        try:
            data = value.encode()
        except UnicodeEncodeError:
            raise self.error(ErrorKind.BAD_UTF8) from None
        if len(data) > limit:
            raise self.error(ErrorKind.TOO_LONG)
        if 0 in data:
            raise self.error(ErrorKind.OUT_OF_RANGE)
        self.head(3, len(data))
        self.out += data

    def check_count(self, found: int, count: int) -> None:
        """Fails unless there are exactly so many."""
        if found != count:
            raise self.error(ErrorKind.TOO_LONG if found > count else ErrorKind.OUT_OF_RANGE)

    def data(self, value: bytes | bytearray | memoryview, count: int, head: bytes = b"") -> None:
        """The contents of a byte string behind its head."""
        self.out += head
        self.check_count(len(value), count)
        self.out += value

    def numbers(self, code: str, values: Iterable[float], count: int, head: bytes = b"") -> None:
        """The elements of a typed array behind its heads."""
        self.out += head
        data = self._as_bytes(code, values)
        self.check_count(len(data), count * array(code).itemsize)
        self.out += data

    def _as_bytes(self, code: str, values: Any) -> bytes | memoryview:
        try:
            view = memoryview(values)
        except TypeError:
            view = None
        if view is not None and _LITTLE and view.c_contiguous and _same(code, view):
            return view.cast("B")
        try:
            numbers: array[Any] = array(code, values)
        except OverflowError:
            raise self.error(ErrorKind.OUT_OF_RANGE) from None
        if not _LITTLE:
            numbers.byteswap()
        return numbers.tobytes()

    def items(self, values: Sequence[Any], count: int, write: Callable[[Any], None], head: bytes = b"") -> None:
        """The items of an array behind its head."""
        self.out += head
        self.check_count(len(values), count)
        for value in values:
            write(value)

    def null(self) -> None:
        """What is not there."""
        self.out.append(0xF6)

    def text_or_null(self, value: str | None) -> None:
        """Text of any length, if it is there."""
        if value is None:
            self.null()
        else:
            self.text(value, 1 << 31)

    def any_data(self, value: bytes | bytearray | memoryview) -> None:
        """A byte string."""
        data = memoryview(value).cast("B")
        self.head(2, data.nbytes)
        self.out += data

    def any_numbers(self, tag: int, code: str, values: Iterable[float]) -> None:
        """A typed array."""
        data = self._as_bytes(code, values)
        self.head(6, tag)
        self.head(2, len(data))
        self.out += data

    def any_items(self, values: Sequence[Any], write: Callable[[Any], None]) -> None:
        """An array."""
        self.head(4, len(values))
        for value in values:
            write(value)


def _same(code: str, view: memoryview) -> bool:
    """Whether a buffer's elements are such numbers: a long may be either of two."""
    same = {"q": "lq", "Q": "LQ", "i": "il", "I": "IL"}.get(code, code)
    return view.ndim == 1 and view.format in tuple(same) and view.itemsize == array(code).itemsize
