"""Text on its way to C and back."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable
from threading import get_ident
from typing import Any, Final

from . import _made, _values

#: Room that text gets at first, and at most, in bytes.
FIRST: Final = 1024
MOST: Final = 1 << 26


class TextCut(ValueError):
    """The library had more text than there was room for, and the rest is gone."""

    def __init__(self, text: str, size: int) -> None:
        super().__init__(f"the text has {size} bytes, and there was room for less")
        #: What there was room for.
        self.text = text
        #: Bytes of the whole text.
        self.size = size


def encode(text: str) -> bytes:
    """UTF-8 for C, which ends at a NUL.

    Raises:
        TypeError: It is no text.
        ValueError: The text has a NUL inside, where C would cut it off silently.
    """
    try:
        data = str.encode(text)
    except UnicodeEncodeError:
        data = counted(text)
    if 0 in data:
        raise ValueError("embedded null character")
    return data


def counted(text: str) -> bytes:
    """UTF-8 for C, which is told its length."""
    return str.encode(text, "utf-8", "surrogateescape")


def decode(data: bytes) -> str:
    """Text from C. Bytes that are no UTF-8 survive a round trip."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape")


def fixed(text: str, size: int) -> bytes:
    """Text for a `char[size]`, filled up with NULs, of which there is at least one.

    Raises:
        ValueError: The text is too long, or has a NUL inside.
    """
    data = encode(text)
    if len(data) >= size:
        raise ValueError(
            f"{len(data)} bytes of text do not fit in {size} with their NUL"
        )
    return data.ljust(size, b"\0")


def fixed_wide(text: str, size: int) -> str:
    """Text for a `wchar_t[size]`, filled up with NULs, of which there is at least one.

    Raises:
        TypeError: It is no text.
        ValueError: The text is too long, or has a NUL inside.
    """
    if not isinstance(text, str):
        raise TypeError(f"text is a str, not {type(text).__name__}")
    if "\0" in text:
        raise ValueError("embedded null character")
    length = len(text)
    if ctypes.sizeof(ctypes.c_wchar) == 2:
        length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if length >= size:
        raise ValueError(f"{length} characters do not fit in {size} with their NUL")
    return text + "\0" * (size - length)


def present(data: bytes | None) -> str:
    """Text from C that is never absent."""
    if data is None:
        raise ValueError("the library returned no text")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return decode(data)


def taken(address: int | None, release: Callable[[Any], Any]) -> str | None:
    """Text that C allocated for us; its memory is given back."""
    if not address:
        return None
    try:
        return decode(ctypes.string_at(address))
    finally:
        release(address)


def at(address: int | None, size: int) -> str:
    """Text of so many bytes at an address."""
    return decode(ctypes.string_at(address, size)) if address and size > 0 else ""


def array(strings: Iterable[str], name: str, ends: bool = False) -> Any:
    """An array of NUL-terminated strings, with NULL behind them if it ends so."""
    if isinstance(strings, (str, bytes)):
        raise TypeError(f"{name} is several strings, not one")
    encoded = [encode(item) for item in strings]
    return (ctypes.c_char_p * (len(encoded) + ends))(*encoded)


def before_null(address: int | None) -> int:
    """How many strings an array has that ends with NULL."""
    return _made.length(ctypes.c_void_p, 0, address)


def all_taken(
    address: int | None, count: int, release: Callable[[Any], Any]
) -> list[str | None]:
    """Copies of the strings of an array that C made for us; its memory is given back."""
    try:
        return all_at(address, count)
    finally:
        if address:
            release(address)


def all_at(address: int | None, count: int) -> list[str | None]:
    """The strings of an array of pointers to them."""
    if not address or count <= 0:
        return []
    found = (ctypes.c_char_p * count).from_address(address)
    return [None if item is None else decode(item) for item in found]


def places(count: int, name: str) -> Any:
    """Room for C to put the addresses of so many texts."""
    return (ctypes.c_char_p * _values.integer(count, 0, _values.SSIZE_MAX, name))()


def listed(array: Any, count: int) -> list[str | None]:
    """Copies of the texts that C put there."""
    found = array[: max(count, 0)]
    return [None if item is None else decode(item) for item in found]


def filled(buffer: Any, reported: int | None) -> str:
    """What C wrote into a buffer.

    Raises:
        TextCut: C says that there was more.
    """
    text = decode(buffer.raw.partition(b"\0")[0])
    size = len(buffer)
    if reported is None:
        return text
    if reported > size or (reported == size and b"\0" in buffer.raw):
        raise TextCut(text, reported)
    return decode(buffer.raw[: max(reported, 0)].partition(b"\0")[0])


class Room:
    """Room for text that C can be asked for again; it can be told of no more than `most` bytes."""

    __slots__ = ("_buffer", "_most", "_size", "_text")

    def __init__(self, most: int = MOST) -> None:
        self._size = min(FIRST, most)
        self._most = most

    def buffer(self) -> Any:
        """A buffer for the next attempt."""
        self._buffer = ctypes.create_string_buffer(self._size)
        return self._buffer

    def is_short(self, reported: int | None) -> bool:
        """Whether C had more text than there was room for, by what it reported or filled.

        Raises:
            ValueError: C has more text whatever the room.
        """
        data = self._buffer.raw.partition(b"\0")[0]
        used = len(data) if reported is None else reported
        if used < self._size - 1:
            self._text = data[: max(used, 0)]
            return False
        if self._size >= self._most:
            raise ValueError(f"the library's text does not end within {self._most} bytes")
        self._size = min(max(used + 2, 2 * self._size), self._most)
        return True

    def text(self) -> str:
        """What C wrote."""
        return decode(self._text)


_nothing = ctypes.create_string_buffer(1)
#: The address of an empty text.
NOTHING: Final = ctypes.addressof(_nothing)
#: Given by functions that had ended themselves: C still reads what it got last.
_last_words: list[bytes] = []


def keep_last(slot: Any, place: Any, text: bytes | None) -> int | None:
    """The address of a text that a function gives C, until its next one in the thread."""
    if text is not None:
        slot.given[place, get_ident()] = text
    return _address_for_c(slot, text)


def keep(slot: Any, _place: Any, text: bytes | None) -> int | None:
    """The same as long as C may call the function."""
    if text is not None:
        text = slot.given.setdefault(text, text)
    return _address_for_c(slot, text)


def _address_for_c(slot: Any, text: bytes | None) -> int | None:
    if text is None:
        return None
    if not slot.functions:
        _last_words.append(text)
    return ctypes.cast(ctypes.c_char_p(text), ctypes.c_void_p).value
