"""What ctypes leaves out: alignment, bit-fields, and types that it does not have.

Bit-fields never go through ctypes, whose idea of them differs from the compilers' and between
versions of Python: they are read and written here, in the bytes that the contract says.
"""

from __future__ import annotations

import ctypes
import struct
import sys
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, Union, overload

if TYPE_CHECKING:
    from collections.abc import Mapping

T = TypeVar("T")
Record = Union[ctypes.Structure, ctypes.Union]
Layout = tuple[int, int, "Mapping[str, tuple[int, int]]"]
_Data = TypeVar("_Data", bound="ctypes.Structure | ctypes.Union | ctypes.Array[Any]")
_AnyRecord = TypeVar("_AnyRecord", bound=Record)


def alignof(ctype: Any) -> int:
    """Alignment in bytes that C gives a type."""
    while isinstance(ctype, type) and issubclass(ctype, ctypes.Array):
        ctype = ctype._type_
    declared = getattr(ctype, "_alignment_", 0)
    return int(declared or ctypes.alignment(ctype))


def allocate(ctype: Any, extra: int = 0) -> Any:
    """Makes a zeroed object at the alignment that C gives its type.

    Args:
        ctype: The type of the object: a record, or an array.
        extra: Bytes after it, for a flexible array member.
    """
    align = alignof(ctype)
    memory = (ctypes.c_ubyte * (ctypes.sizeof(ctype) + extra + align))()
    return ctype.from_buffer(memory, -ctypes.addressof(memory) % align)


class AlignedStructure(ctypes.Structure):
    """A structure that C aligns more strictly than ctypes would."""

    _alignment_: ClassVar[int]

    def __new__(cls, *_args: Any, **_members: Any) -> Any:
        self = super().__new__(cls)
        if ctypes.addressof(self) % cls._alignment_:
            return allocate(cls)
        return self


class AlignedUnion(ctypes.Union):
    """A union that C aligns more strictly than ctypes would."""

    _alignment_: ClassVar[int]

    def __new__(cls, *_args: Any, **_members: Any) -> Any:
        self = super().__new__(cls)
        if ctypes.addressof(self) % cls._alignment_:
            return allocate(cls)
        return self


def flexible(record: Record, member: str, count: int) -> ctypes.Array[Any]:
    """The elements of a flexible array member, sharing memory with its record.

    Args:
        record: Its record, as C gave it or from `allocate` with room for the elements.
        member: The name of the member.
        count: How many elements there are. Nobody but the caller knows.
    """
    descriptor = getattr(type(record), member)
    element = type(getattr(record, member))._type_
    address = ctypes.addressof(record) + descriptor.offset
    array: ctypes.Array[Any] = (element * count).from_address(address)
    array._owner = record  # type: ignore[attr-defined]
    return array


class Member(Generic[T]):
    """A member that ctypes cannot describe, read and written in the record's bytes."""

    def __init__(self, offset_bits: int, size_bits: int) -> None:
        self.offset_bits = offset_bits
        self.size_bits = size_bits
        self._offset = offset_bits // 8
        self._size = (offset_bits % 8 + size_bits + 7) // 8

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = f"{owner.__name__}.{name}"

    @overload
    def __get__(self, record: None, owner: type) -> Member[T]: ...
    @overload
    def __get__(self, record: Any, owner: type) -> T: ...
    def __get__(self, record: Any, owner: type) -> Any:
        if record is None:
            return self
        return self._decode(
            ctypes.string_at(ctypes.addressof(record) + self._offset, self._size)
        )

    def __set__(self, record: Any, value: T) -> None:
        address = ctypes.addressof(record) + self._offset
        old = ctypes.string_at(address, self._size)
        ctypes.memmove(address, self._encode(value, old), self._size)

    def _decode(self, data: bytes) -> T:
        raise NotImplementedError

    def _encode(self, value: T, old: bytes) -> bytes:
        raise NotImplementedError


class Bits(Member[int]):
    """A bit-field, or an integer of a width that ctypes does not have.

    Positions count bits from the start of the record, from the least significant bit of each byte on
    little-endian machines and from the most significant one on big-endian ones, as compilers do. A
    value out of range is refused.
    """

    def __init__(self, offset_bits: int, size_bits: int, signed: bool = False) -> None:
        super().__init__(offset_bits, size_bits)
        self.signed = signed
        self._shift = offset_bits % 8
        if sys.byteorder == "big":
            self._shift = self._size * 8 - self._shift - size_bits
        self._mask = (1 << size_bits) - 1
        self._high = self._mask >> 1 if signed else self._mask
        self._low = -self._high - 1 if signed else 0

    def _decode(self, data: bytes) -> int:
        value = int.from_bytes(data, sys.byteorder) >> self._shift & self._mask
        return value - self._mask - 1 if value > self._high else value

    def _encode(self, value: int, old: bytes) -> bytes:
        if not self._low <= value <= self._high:
            raise OverflowError(
                f"{self._name}: {value} is not in {self._low} to {self._high}"
            )
        rest = int.from_bytes(old, sys.byteorder) & ~(self._mask << self._shift)
        bits = rest | (value & self._mask) << self._shift
        return bits.to_bytes(self._size, sys.byteorder)


class Flag(Member[bool]):
    """A bit-field of type `_Bool`."""

    def __init__(self, offset_bits: int, size_bits: int) -> None:
        super().__init__(offset_bits, size_bits)
        self._bits = Bits(offset_bits, size_bits)

    def _decode(self, data: bytes) -> bool:
        return bool(self._bits._decode(data))

    def _encode(self, value: bool, old: bytes) -> bytes:
        return self._bits._encode(bool(value), old)


class Half(Member[float]):
    """A `_Float16`."""

    def __init__(self, offset_bits: int) -> None:
        super().__init__(offset_bits, 16)

    def _decode(self, data: bytes) -> float:
        return float(struct.unpack("=e", data)[0])

    def _encode(self, value: float, old: bytes) -> bytes:
        return struct.pack("=e", value)


class Complex(Member[complex]):
    """A `float _Complex` or `double _Complex`: its real part, then its imaginary part."""

    def __init__(self, offset_bits: int, size_bits: int) -> None:
        super().__init__(offset_bits, size_bits)
        self._format = "=ff" if size_bits == 64 else "=dd"

    def _decode(self, data: bytes) -> complex:
        return complex(*struct.unpack(self._format, data))

    def _encode(self, value: complex, old: bytes) -> bytes:
        number = complex(value)
        return struct.pack(self._format, number.real, number.imag)


class Bytes(Member[bytes]):
    """A member of a type that Python has no numbers for, as its bytes."""

    def _decode(self, data: bytes) -> bytes:
        return data

    def _encode(self, value: bytes, old: bytes) -> bytes:
        if len(value) != self._size:
            raise ValueError(f"{self._name} takes {self._size} bytes, not {len(value)}")
        return bytes(value)


class ReadOnly:
    """Mixed into the type of a record in memory that must not be written."""

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} is read-only memory")


@cache
def _read_only_type(record: type[Any]) -> type[Any]:
    return type(record.__name__, (ReadOnly, record), {})


def read_only(record: _AnyRecord) -> _AnyRecord:
    """The same record, in the same memory, refusing to be written."""
    if isinstance(record, ReadOnly):
        return record
    kind: Any = type(record)
    view: _AnyRecord = _read_only_type(kind).from_address(ctypes.addressof(record))
    object.__setattr__(view, "_owner", record)
    return view


def place_of(record: type[Any], member: str) -> tuple[int, int]:
    """Offset and size of a member in bits, as Python has it."""
    descriptor = getattr(record, member)
    if isinstance(descriptor, Member):
        return descriptor.offset_bits, descriptor.size_bits
    return descriptor.offset * 8, descriptor.size * 8


def check_layouts(records: Mapping[type[Any], Layout]) -> None:
    """Compares what ctypes made of the records with what the contract says.

    Raises:
        ImportError: This interpreter lays a record out differently.
    """
    for record, (size, align, members) in records.items():
        found = [
            ("size", ctypes.sizeof(record), size),
            ("alignment", alignof(record), align),
            *(
                (f"place of {member} in bits", place_of(record, member), place)
                for member, place in members.items()
            ),
        ]
        for what, here, expected in found:
            if here != expected:
                raise ImportError(
                    f"{record.__name__}: {what} is {here} in this interpreter, "
                    f"{expected} in the contract"
                )
