"""Items out of a message."""

from __future__ import annotations

import enum
import math
import struct
import sys
from array import array
from collections.abc import Sequence
from typing import Any, Callable, NamedTuple, TypeVar, Union

from rt_audio_cbor.errors import CborError, ErrorKind

_LITTLE = sys.byteorder == "little"
_HALF = struct.Struct(">e")
_SINGLE = struct.Struct(">f")
_DOUBLE = struct.Struct(">d")
_SINGLE_MAX = 3.4028234663852886e38
# Of an array of any length: what is shorter than it is large, as null and a record of defaults are, comes from nobody in
# any number.
_MOST_ITEMS = 1 << 20
_T = TypeVar("_T")
_E = TypeVar("_E", bound=enum.IntEnum)

# Keys of a record as they are sent, with the names of the fields.
Keys = dict[Union[str, int], tuple[int, str]]


class Map:
    """A map that is being read, with a bit for each field that has not been."""

    __slots__ = ("left", "missing", "open", "start")

    def __init__(self, start: int, left: int, is_open: bool, missing: int) -> None:
        self.start = start
        self.left = left  # pairs
        self.open = is_open  # of indefinite length
        self.missing = missing

    def take(self, bit: int) -> bool:
        """Whether the field was missing; it no longer is."""
        was = self.missing & bit
        self.missing &= ~bit
        return was != 0


class Choice(NamedTuple):
    """A tagged union that is being read."""

    start: int
    is_open: bool  # of indefinite length
    has_value: bool  # of definite length


class Reader:
    """Reads items one after another."""

    __slots__ = ("at", "data", "depth", "strict")

    def __init__(self, data: bytes, strict: bool, depth: int) -> None:
        self.data = data
        self.at = 0
        self.depth = depth
        self.strict = strict

    def end(self) -> None:
        """Fails unless everything was read."""
        if self.at != len(self.data):
            raise CborError(ErrorKind.TRAILING, self.at)

    def head(self) -> tuple[int, int, int]:
        """Major type, additional information and argument of the next item."""
        start = self.at
        if start >= len(self.data):
            raise CborError(ErrorKind.TRUNCATED, start)
        first = self.data[start]
        self.at = start + 1
        if first & 0x1F < 24:
            return first >> 5, first & 0x1F, first & 0x1F
        return self._long_head(first >> 5, first & 0x1F, start)

    def _long_head(self, major: int, info: int, start: int) -> tuple[int, int, int]:
        if info > 27:
            if info < 31 or major in (0, 1, 6):
                raise CborError(ErrorKind.MALFORMED, start)
            if self.strict and major != 7:
                raise CborError(ErrorKind.NOT_DETERMINISTIC, start)
            return major, info, info
        size = 1 << (info - 24)
        end = self.at + size
        if end > len(self.data):
            raise CborError(ErrorKind.TRUNCATED, start)
        argument = int.from_bytes(self.data[self.at : end], "big")
        self.at = end
        if major == 7:
            if size == 1 and argument < 32:
                raise CborError(ErrorKind.MALFORMED, start)
        elif self.strict and (argument < 24 if size == 1 else argument >> (4 * size) == 0):
            raise CborError(ErrorKind.NOT_DETERMINISTIC, start)
        return major, info, argument

    def _expect(self, wanted: int) -> int:
        start = self.at
        major, info, argument = self.head()
        if major != wanted:
            raise CborError(ErrorKind.WRONG_TYPE, start)
        if info == 31:
            raise CborError(ErrorKind.NOT_DETERMINISTIC, start)
        return argument

    def boolean(self) -> bool:
        """True or false."""
        start = self.at
        major, info, _ = self.head()
        if major != 7 or info not in (20, 21):
            raise CborError(ErrorKind.WRONG_TYPE, start)
        return info == 21

    def integer(self, low: int, high: int) -> int:
        """An integer within bounds."""
        start = self.at
        if low <= 0 and high >= 23 and start < len(self.data) and self.data[start] < 24:
            self.at = start + 1
            return self.data[start]
        major, _, argument = self.head()
        if major > 1:
            raise CborError(ErrorKind.WRONG_TYPE, start)
        value = -1 - argument if major else argument
        if not low <= value <= high:
            raise CborError(ErrorKind.OUT_OF_RANGE, start)
        return value

    def wide(self, low: int, high: int) -> int:
        """The same, which may be a bignum of at most 128 bits."""
        start = self.at
        major, _, argument = self.head()
        if major == 6 and argument in (2, 3):
            data = self.string(2)
            if self.strict and (len(data) <= 8 or data[0] == 0):
                raise CborError(ErrorKind.NOT_DETERMINISTIC, start)
            magnitude = int.from_bytes(data.lstrip(b"\0")[:17], "big")
            value = -1 - magnitude if argument == 3 else magnitude
        elif major > 1:
            raise CborError(ErrorKind.WRONG_TYPE, start)
        else:
            value = -1 - argument if major else argument
        if not low <= value <= high:
            raise CborError(ErrorKind.OUT_OF_RANGE, start)
        return value

    def member(self, kind: type[_E], low: int, high: int) -> _E:
        """A value of a closed enum."""
        start = self.at
        value = self.integer(low, high)
        try:
            return kind(value)
        except ValueError:
            raise CborError(ErrorKind.OUT_OF_RANGE, start) from None

    def known(self, kind: type[_E], low: int, high: int) -> _E | int:
        """A value of an open enum, as a member where it is one."""
        value = self.integer(low, high)
        try:
            return kind(value)
        except ValueError:
            return value

    def _float(self) -> tuple[float, int]:
        """A float of any width, and how many bytes its value needs."""
        start = self.at
        major, info, argument = self.head()
        if major != 7 or not 25 <= info <= 27:
            raise CborError(ErrorKind.WRONG_TYPE, start)
        form = (_HALF, _SINGLE, _DOUBLE)[info - 25]
        value: float = form.unpack_from(self.data, start + 1)[0]
        width = _width(value)
        if self.strict and (width != form.size or (value != value and argument != 0x7E00)):
            raise CborError(ErrorKind.NOT_DETERMINISTIC, start)
        return (math.nan if value != value else value), width

    def double(self) -> float:
        """A float of 64 bits."""
        return self._float()[0]

    def single(self) -> float:
        """A float of 32 bits."""
        start = self.at
        value, width = self._float()
        if width == 8:
            raise CborError(ErrorKind.OUT_OF_RANGE, start)
        return value

    def within(self, start: int, value: float, low: float, high: float) -> float:
        """The value, which was at `start`, if it is within bounds."""
        if not low <= value <= high:
            raise CborError(ErrorKind.OUT_OF_RANGE, start)
        return value

    def string(self, major: int) -> bytes:
        """The bytes of a string."""
        start = self.at
        end = self._expect(major) + self.at
        if end > len(self.data):
            raise CborError(ErrorKind.TRUNCATED, start)
        found = self.data[self.at : end]
        self.at = end
        return found

    def text(self, limit: int) -> str:
        """Text of so many bytes at most, without NUL."""
        start = self.at
        found = self.string(3)
        if len(found) > limit:
            raise CborError(ErrorKind.TOO_LONG, start)
        try:
            text = found.decode()
        except UnicodeDecodeError:
            raise CborError(ErrorKind.BAD_UTF8, start) from None
        if "\0" in text:
            raise CborError(ErrorKind.OUT_OF_RANGE, start)
        return text

    def _exactly(self, size: int, start: int) -> int:
        """Where a byte string of exactly so many bytes begins."""
        string = self.at
        length = self._expect(2)
        begin = self.at
        if length > len(self.data) - begin:
            raise CborError(ErrorKind.TRUNCATED, string)
        if length != size:
            raise CborError(ErrorKind.TOO_LONG if length > size else ErrorKind.OUT_OF_RANGE, start)
        self.at = begin + size
        return begin

    def data_of(self, size: int) -> bytes:
        """A byte string of exactly so many bytes."""
        begin = self._exactly(size, self.at)
        return self.data[begin : self.at]

    def numbers(self, tag: int, code: str, count: int) -> memoryview:
        """A typed array of exactly so many elements: a view where memory is little-endian."""
        start = self.at
        if self._expect(6) != tag:
            raise CborError(ErrorKind.WRONG_TYPE, start)
        begin = self._exactly(count * array(code).itemsize, start)
        if _LITTLE:
            return memoryview(self.data)[begin : self.at].cast(code)  # type: ignore[call-overload,no-any-return]
        numbers: array[Any] = array(code, self.data[begin : self.at])
        numbers.byteswap()
        return memoryview(numbers)

    def _enter(self, start: int) -> None:
        if self.depth == 0:
            raise CborError(ErrorKind.TOO_DEEP, start)
        self.depth -= 1

    def _at_break(self) -> bool:
        return self.data[self.at : self.at + 1] == b"\xff"

    def _take_break(self) -> bool:
        found = self._at_break()
        self.at += found
        return found

    def items(self, count: int, read: Callable[[], _T]) -> list[_T]:
        """An array of exactly so many items."""
        start = self.at
        major, info, argument = self.head()
        if major != 4:
            raise CborError(ErrorKind.WRONG_TYPE, start)
        is_open = info == 31
        if not is_open and argument != count:
            raise CborError(ErrorKind.TOO_LONG if argument > count else ErrorKind.OUT_OF_RANGE, start)
        self._enter(start)
        result = []
        for _ in range(count):
            if is_open and self._at_break():
                raise CborError(ErrorKind.OUT_OF_RANGE, self.at)
            result.append(read())
        self.close_list(is_open)
        return result

    def open_choice(self) -> Choice:
        """Begins an array of a tag, or of a tag and a value."""
        start = self.at
        major, info, argument = self.head()
        if major != 4:
            raise CborError(ErrorKind.WRONG_TYPE, start)
        is_open = info == 31
        if not is_open and not 1 <= argument <= 2:
            raise CborError(ErrorKind.TOO_LONG if argument else ErrorKind.OUT_OF_RANGE, start)
        self._enter(start)
        if is_open and self._at_break():
            raise CborError(ErrorKind.OUT_OF_RANGE, self.at)
        return Choice(start, is_open, not is_open and argument == 2)

    def check_value(self, choice: Choice, tag: int, wanted: bool) -> None:
        """Behind the tag, which is at `tag`: a value follows exactly where a member is wanted."""
        if choice.is_open:
            if wanted and self._at_break():
                raise CborError(ErrorKind.OUT_OF_RANGE, self.at)
        elif choice.has_value != wanted:
            raise CborError(ErrorKind.OUT_OF_RANGE, choice.start if wanted else tag)

    def close_list(self, is_open: bool) -> None:
        """Ends an array."""
        if is_open and not self._take_break():
            kind = ErrorKind.TRUNCATED if self.at == len(self.data) else ErrorKind.TOO_LONG
            raise CborError(kind, self.at)
        self.depth += 1

    def null(self) -> bool:
        """Whether nothing is there, which is then read."""
        found = self.data[self.at : self.at + 1] == b"\xf6"
        self.at += found
        return found

    def any_numbers(self, tag: int, code: str) -> memoryview:
        """A typed array of any length: a view where memory is little-endian."""
        start = self.at
        if self._expect(6) != tag:
            raise CborError(ErrorKind.WRONG_TYPE, start)
        data = self.string(2)
        width = array(code).itemsize
        if len(data) % width:
            raise CborError(ErrorKind.OUT_OF_RANGE, start)
        if _LITTLE:
            return memoryview(data).cast(code)  # type: ignore[call-overload,no-any-return]
        numbers: array[Any] = array(code, data)
        numbers.byteswap()
        return memoryview(numbers)

    def any_items(self, read: Callable[[], _T]) -> list[_T]:
        """An array of any length."""
        start = self.at
        major, info, argument = self.head()
        if major != 4:
            raise CborError(ErrorKind.WRONG_TYPE, start)
        self._enter(start)
        result: list[_T] = []
        while not self._take_break() if info == 31 else len(result) < argument:
            if len(result) == _MOST_ITEMS:
                raise CborError(ErrorKind.LIMIT, self.at)
            result.append(read())
        self.depth += 1
        return result

    def open_map(self, missing: int) -> Map:
        """Begins a map; `missing` has a bit for each field."""
        start = self.at
        if self.depth > 0 and start < len(self.data) and 0xA0 <= self.data[start] < 0xB8:
            self.at = start + 1
            self.depth -= 1
            return Map(start, self.data[start] & 0x1F, False, missing)
        major, info, argument = self.head()
        if major != 5:
            raise CborError(ErrorKind.WRONG_TYPE, start)
        self._enter(start)
        return Map(start, 1 << 64 if info == 31 else argument, info == 31, missing)

    def at_key(self, m: Map, key: bytes, bit: int) -> bool:
        """Whether the next key is this one; it is then read."""
        if m.left == 0 or not self.data.startswith(key, self.at):
            return False
        self.at += len(key)
        m.left -= 1
        m.missing &= ~bit
        return True

    def next_field(self, m: Map, keys: Keys) -> int | None:
        """The bit of the next field that was not read before; unknown pairs are skipped."""
        while m.left > 0 and not (m.open and self._take_break()):
            m.left -= 1
            start = self.at
            bit = self._find_key(keys)
            if bit is None:
                if self.strict:
                    raise CborError(ErrorKind.UNKNOWN_KEY, start)
                self.skip()
                continue
            if not m.take(bit):
                raise CborError(ErrorKind.REPEATED_KEY, start)
            if self.strict:
                raise CborError(ErrorKind.NOT_DETERMINISTIC, start)
            return bit
        return None

    def _find_key(self, keys: Keys) -> int | None:
        start = self.at
        major, info, argument = self.head()
        self.at = start
        key: str | int | None = None
        if major == 3 and info != 31:
            key = self.string(3).decode(errors="replace")
        else:
            self.skip()
            if major == 0:
                key = argument
        found = keys.get(key) if key is not None else None
        return found[0] if found else None

    def close_map(self, m: Map, keys: Keys) -> None:
        """Ends a map: what is still missing is an error at its beginning."""
        self.depth += 1
        if m.missing:
            lowest = m.missing & -m.missing
            name = next(name for bit, name in keys.values() if bit == lowest)
            raise CborError(ErrorKind.MISSING_KEY, m.start, name)

    def skip(self) -> None:
        """Passes over an item of whatever kind, well-formed or not at all."""
        # Of each level: items left, None where it is open; whether it is a map; whether items are odd.
        levels: list[tuple[int | None, bool, bool]] = [(1, False, False)]
        while levels:
            left, is_map, odd = levels.pop()
            if left == 0:
                continue
            start = self.at
            if left is None and self._take_break():
                if is_map and odd:
                    raise CborError(ErrorKind.MALFORMED, start)
                continue
            major, info, argument = self.head()
            if major == 6:  # what is tagged follows
                levels.append((left, is_map, odd))
                continue
            levels.append((None if left is None else left - 1, is_map, not odd))
            if major == 7 and info == 31:
                raise CborError(ErrorKind.MALFORMED, start)
            if major in (2, 3):
                if info == 31:
                    self._skip_chunks(major)
                else:
                    self.at = start
                    self.string(major)
            elif major in (4, 5):
                if len(levels) > self.depth:
                    raise CborError(ErrorKind.TOO_DEEP, start)
                if info != 31 and argument > len(self.data) - self.at:
                    raise CborError(ErrorKind.TRUNCATED, start)
                levels.append((None if info == 31 else argument * (major - 3), major == 5, False))

    def _skip_chunks(self, major: int) -> None:
        while not self._take_break():
            start = self.at
            found, info, _ = self.head()
            if found != major or info == 31:
                raise CborError(ErrorKind.MALFORMED, start)
            self.at = start
            self.string(major)


def _width(value: float) -> int:
    """Bytes of the shortest float that has the value."""
    if value != value:
        return 2
    for form in (_HALF, _SINGLE):
        try:
            if form.unpack(form.pack(value))[0] == value:
                return form.size
        except OverflowError:
            pass
    return 8


def same(one: object, other: object) -> bool:
    """Equality of fields: arrays of numbers are compared by their elements."""
    kinds = (memoryview, array, list, tuple)
    if isinstance(one, kinds) and isinstance(other, kinds):
        first: Sequence[object] = list(one)
        second: Sequence[object] = list(other)
        return len(first) == len(second) and all(map(same, first, second))
    return bool(one == other)
