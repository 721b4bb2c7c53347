"""Records with an array behind them, as long as one of their members says."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, ClassVar

from . import _abi
from ._memory import Record

if TYPE_CHECKING:
    from typing_extensions import Self


class FlexibleRecord(Record):
    """A record that has its elements with it: their number is said when it is made, and stays."""

    __slots__ = ()

    #: The members that are the elements and their number, and the type of an element.
    _elements: ClassVar[tuple[str, str, Any]]
    #: Whether C counts their bytes.
    _in_bytes: ClassVar[bool] = False

    def _make(self, elements: Any) -> None:
        """Memory for the record and behind it a copy of the elements."""
        data, length, ctype = self._elements
        count = len(elements) * (ctypes.sizeof(ctype) if self._in_bytes else 1)
        self._raw = _with_room(self._type, ctypes.sizeof(elements))
        setattr(self._raw, length, count)
        if getattr(self._raw, length) != count:
            raise OverflowError(f"{data} has more elements than {length} can say")
        start = ctypes.addressof(self._raw) + _offset(self._type, data)
        ctypes.memmove(start, elements, ctypes.sizeof(elements))

    def _shown(self) -> Any:
        """The elements, in the record's memory."""
        data, _, ctype = self._elements
        start = ctypes.addressof(self._raw) + _offset(self._type, data)
        array = (ctype * (_room(self._raw) // ctypes.sizeof(ctype))).from_address(start)
        array._owner = self._raw
        return array

    def _whole(self) -> Any:
        """The memory, for C to read all that it says there is."""
        _, length, ctype = self._elements
        unit = 1 if self._in_bytes else ctypes.sizeof(ctype)
        if getattr(self._raw, length) * unit != _room(self._raw):
            raise ValueError(f"this {type(self).__name__} has not all of its elements")
        return self._raw

    @classmethod
    def _copied(cls, address: int | None) -> Self:
        """A copy of the record at an address, and of its elements."""
        if not address:
            raise ValueError(f"the library returned no {cls.__name__}")
        data, length, ctype = cls._elements
        count = max(getattr(cls._type.from_address(address), length), 0)
        size = count if cls._in_bytes else count * ctypes.sizeof(ctype)
        start = _offset(cls._type, data)
        return cls._filled(ctypes.string_at(address, start + size), size)

    @classmethod
    def _filled(cls, memory: bytes, room: int) -> Self:
        raw = _with_room(cls._type, room)
        ctypes.memmove(ctypes.addressof(raw), memory, len(memory))
        return cls.from_raw(raw)

    def copy(self) -> Self:
        kind, *contents = self.__reduce__()[1]
        result: Self = _rebuilt(kind, *contents)
        return result

    __copy__ = copy

    def __reduce__(self) -> Any:
        kind: Any = type(self) if self._life is None else type(self).__mro__[1]
        return _rebuilt, (kind, self._memory(), _room(self._raw))

    def _memory(self) -> bytes:
        size = _offset(self._type, self._elements[0]) + _room(self._raw)
        return ctypes.string_at(ctypes.addressof(self._raw), size)


def _offset(kind: Any, data: str) -> int:
    return int(getattr(kind, data).offset)


def _with_room(kind: Any, size: int) -> Any:
    """A record of the raw layer with so many bytes for its elements, all zero."""
    raw = _abi.allocate(kind, size)
    raw._room = size
    return raw


def _room(raw: Any) -> int:
    """Bytes that a record has for its elements; one that others made has none."""
    return getattr(raw, "_room", 0)


def _rebuilt(kind: Any, memory: bytes, room: int) -> Any:
    size = _offset(kind._type, kind._elements[0]) + room
    if len(memory) != size:
        raise ValueError(f"this {kind.__name__} has {size} bytes, not {len(memory)}")
    return kind._filled(memory, room)
