"""Records and arrays in C's memory: seen, never copied."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast, overload

from . import _abi

if TYPE_CHECKING:
    import numpy.typing
    from typing_extensions import Self

N = TypeVar("N", int, float, bool)
R = TypeVar("R", bound="Record")


def fit(ctype: Any, value: int) -> int:
    """The value, if the C integer type can hold it.

    Raises:
        OverflowError: It cannot. ctypes would cut it off silently.
    """
    if ctype(value).value != value:
        name = ctype.__name__.lstrip("c_")
        raise OverflowError(f"{value} does not fit in a C {name}")
    return value


def encode(text: str) -> bytes:
    """UTF-8 for C, which ends at a NUL.

    Raises:
        TypeError: It is no text.
        ValueError: The text has a NUL inside, where C would cut it off silently.
    """
    data = str.encode(text, "utf-8", "surrogateescape")
    if b"\0" in data:
        raise ValueError("embedded null character")
    return data


def decode(data: bytes) -> str:
    """Text from C. Bytes that are no UTF-8 survive a round trip."""
    return data.decode("utf-8", "surrogateescape")


def fixed_text(text: str, size: int) -> bytes:
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


_CODES = {
    ctypes.c_bool: "?",
    ctypes.c_float: "f",
    ctypes.c_double: "d",
    ctypes.c_byte: "b",
    ctypes.c_ubyte: "B",
    ctypes.c_short: "h",
    ctypes.c_ushort: "H",
    ctypes.c_int: "i",
    ctypes.c_uint: "I",
    ctypes.c_long: "l",
    ctypes.c_ulong: "L",
    ctypes.c_longlong: "q",
    ctypes.c_ulonglong: "Q",
}


def _has_dtype(ctype: Any) -> bool:
    while issubclass(ctype, ctypes.Array):
        ctype = ctype._type_
    return issubclass(ctype, (ctypes.Structure, ctypes.Union)) or ctype in _CODES


def _numpy() -> Any:
    import numpy

    return numpy


@cache
def _dtype(ctype: Any) -> Any:
    """The numpy type of a ctypes type, with C's own offsets."""
    np = _numpy()
    if issubclass(ctype, ctypes.Array):
        return np.dtype((_dtype(ctype._type_), (ctype._length_,)))
    if not issubclass(ctype, (ctypes.Structure, ctypes.Union)):
        return np.dtype(ctype)
    members = [
        (field[0], _dtype(field[1]), getattr(ctype, field[0]).offset)
        for field in ctype._fields_
        if not field[0].startswith("_bytes_") and _has_dtype(field[1])
    ]
    return np.dtype(
        {
            "names": [name for name, _, _ in members],
            "formats": [kind for _, kind, _ in members],
            "offsets": [offset for _, _, offset in members],
            "itemsize": ctypes.sizeof(ctype),
        }
    )


class Numbers(Sequence[N]):
    """An array of numbers in C's memory.

    Indexing gives Python numbers. `memory()` and `numpy()` give views of the same memory.
    """

    __slots__ = ("_array", "_read_only")

    _array: Any

    def __init__(self, array: ctypes.Array[Any], read_only: bool = False) -> None:
        self._array = array
        self._read_only = read_only

    def __len__(self) -> int:
        return len(self._array)

    @overload
    def __getitem__(self, index: int) -> N: ...
    @overload
    def __getitem__(self, index: slice) -> list[N]: ...
    def __getitem__(self, index: int | slice) -> N | list[N]:
        return cast("N | list[N]", self._array[index])

    @overload
    def __setitem__(self, index: int, value: N) -> None: ...
    @overload
    def __setitem__(self, index: slice, value: Iterable[N]) -> None: ...
    def __setitem__(self, index: Any, value: Any) -> None:
        self.memory()[index] = _as_memory(self._array._type_, value)

    def __iter__(self) -> Iterator[N]:
        return iter(self._array)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Sequence):
            return list(self) == list(other)
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        shown = ", ".join(map(repr, self._array[:8]))
        return f"<{len(self)} numbers: {shown}{', …' if len(self) > 8 else ''}>"

    def __buffer__(self, _flags: int) -> memoryview:
        return self.memory()

    @property
    def address(self) -> int:
        """Where the first number is."""
        return ctypes.addressof(self._array)

    def memory(self) -> memoryview:
        """A `memoryview` of the same memory. A slice of it can be assigned."""
        code: Any = _CODES[self._array._type_]
        view: memoryview = memoryview(self._array).cast("B").cast(code)
        return view.toreadonly() if self._read_only else view

    def numpy(self) -> numpy.typing.NDArray[Any]:
        """A numpy array of the same memory. Needs numpy."""
        np = _numpy()
        view: numpy.typing.NDArray[Any]
        view = np.frombuffer(self._array, dtype=_dtype(self._array._type_))
        if self._read_only:
            view.flags.writeable = False
        return view


def _as_memory(ctype: Any, value: Any) -> Any:
    """A sequence of numbers in a form that a slice of a memoryview takes."""
    if isinstance(value, Numbers):
        return value.memory()
    if not isinstance(value, Iterable):
        return value
    try:
        view = memoryview(cast("Any", value))
    except TypeError:
        numbers = list(value)
        view = memoryview((ctype * len(numbers))(*numbers))
    code: Any = _CODES[ctype]
    return view.cast("B").cast(code)


class Record:
    """A record in C's memory, perhaps a part of another one."""

    __slots__ = ("__weakref__", "_raw")

    #: Its class in the raw layer.
    _type: ClassVar[Any]
    #: Its members, in C's order.
    _members: ClassVar[tuple[str, ...]]
    _raw: Any

    def __init__(self) -> None:
        self._raw = self._type()

    @classmethod
    def from_raw(cls, record: Any, read_only: bool = False) -> Self:
        """The same memory as an object of the raw layer."""
        self = cls.__new__(cls)
        self._raw = _abi.read_only(record) if read_only else record
        return self

    @classmethod
    def at(cls, address: int | None, owner: Any, read_only: bool = False) -> Self:
        """The record at an address, which is good as long as its owner lives."""
        if not address:
            raise ValueError(f"the library returned no {cls.__name__}")
        record = cls._type.from_address(address)
        record._owner = owner
        return cls.from_raw(record, read_only)

    @classmethod
    def array(cls, count: int) -> Records[Self]:
        """So many records in a row, all zero."""
        return Records(cls, _abi.allocate(cls._type * count))

    @property
    def raw(self) -> Any:
        """The object of the raw layer that this one shows."""
        return self._raw

    def copy(self) -> Self:
        """A record of its own with the same contents."""
        result = type(self).from_raw(self._type())
        copy_memory(result._raw, self._raw)
        return result

    def _writable(self) -> Any:
        """The memory, for C to write to."""
        if isinstance(self._raw, _abi.ReadOnly):
            raise TypeError(f"this {type(self).__name__} is in read-only memory")
        return self._raw

    def _is_read_only(self) -> bool:
        return isinstance(self._raw, _abi.ReadOnly)

    def _expire(self) -> None:
        """The memory is no longer ours to look at."""
        del self._raw
        kind: Any = type(self)
        self.__class__ = _given_back(kind)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Record) or other._type is not self._type:
            return NotImplemented
        return all(_same(getattr(self, m), getattr(other, m)) for m in self._members)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        members = (f"{name}={getattr(self, name)!r}" for name in self._members)
        return f"{type(self).__name__}({', '.join(members)})"


@cache
def _given_back(kind: type[Any]) -> type[Any]:
    """The class of records that were lent and refuse to be used after that.

    They get it when they lose their memory, so that no access to one that has it pays for a check.
    """

    def refuse(self: Record, name: str) -> Any:
        if name == "_raw":
            raise ValueError(f"this {type(self).__name__} was lent, and is given back")
        raise AttributeError(f"{type(self).__name__!r} has no attribute {name!r}")

    members = {"__slots__": (), "__module__": kind.__module__, "__getattr__": refuse}
    return type(kind.__name__, (kind,), members)


def _same(left: Any, right: Any) -> bool:
    """Whether two members are equal; what ctypes compares by identity, by its bytes."""
    if callable(left) or isinstance(left, (ctypes.Array, ctypes._Pointer)):
        return bytes(left) == bytes(right)
    return bool(left == right)


class Records(Sequence[R]):
    """Records in a row in C's memory. An element, or a slice, shares it."""

    __slots__ = ("_array", "_kind", "_read_only")

    _array: Any

    def __init__(
        self, kind: type[R], array: ctypes.Array[Any], read_only: bool = False
    ) -> None:
        self._kind = kind
        self._array = array
        self._read_only = read_only

    def __len__(self) -> int:
        return len(self._array)

    @overload
    def __getitem__(self, index: int) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> Records[R]: ...
    def __getitem__(self, index: int | slice) -> R | Records[R]:
        if isinstance(index, int):
            return self._kind.from_raw(self._array[index], self._read_only)
        first, last, step = index.indices(len(self))
        if step != 1:
            raise ValueError("a slice of records in memory has step 1")
        return self.part(first, max(last - first, 0))

    def part(self, first: int, count: int) -> Records[R]:
        """Some of the records, in the same memory."""
        if first == 0 and count == len(self._array):
            return self
        size = ctypes.sizeof(self._array._type_)
        address = ctypes.addressof(self._array) + first * size
        part = (self._array._type_ * count).from_address(address)
        part._owner = self._array
        return Records(self._kind, part, self._read_only)

    @property
    def raw(self) -> Any:
        """The array of the raw layer that this one shows."""
        return self._array

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Sequence):
            return len(self) == len(other) and all(map(_same, self, other))
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{len(self)} × {self._kind.__name__}>"

    @property
    def address(self) -> int:
        """Where the first record is."""
        return ctypes.addressof(self._array)

    def numpy(self) -> numpy.typing.NDArray[Any]:
        """A structured numpy array of the same memory, fields by their C names. Needs numpy."""
        np = _numpy()
        view: numpy.typing.NDArray[Any]
        view = np.frombuffer(self._array, dtype=_dtype(self._kind._type))
        if self._read_only:
            view.flags.writeable = False
        return view


def copy_memory(into: Any, source: Any) -> None:
    """Copies a record of the raw layer over another one of its type."""
    size = ctypes.sizeof(into)
    if ctypes.sizeof(source) != size:
        raise TypeError(f"expected {type(into).__name__}, got {type(source).__name__}")
    ctypes.memmove(ctypes.addressof(into), ctypes.addressof(source), size)


def text(data: bytes | None) -> str:
    """Text from C that is never absent."""
    if data is None:
        raise ValueError("the library returned no text")
    return decode(data)


def taken(pointer: ctypes.c_void_p, release: Callable[[Any], Any]) -> str | None:
    """Text that C allocated for us; its memory is given back."""
    if not pointer.value:
        return None
    try:
        return decode(ctypes.string_at(pointer.value))
    finally:
        release(pointer)


def numbers_in(ctype: Any, values: Any) -> Any:
    """Numbers from the caller as an array for C to read.

    Args:
        ctype: The type that C takes.
        values: An object with the buffer protocol and elements of that type, which is not copied if
            its memory is writable, or any iterable of numbers, which is.
    """
    if values is None:
        return (ctype * 0)()
    if isinstance(values, Numbers):
        values = values.memory()
    try:
        view = memoryview(values)
    except TypeError:
        numbers = [fit(ctype, v) if isinstance(v, int) else v for v in values]
        return (ctype * len(numbers))(*numbers)
    flat, count = _flat(ctype, view)
    if view.readonly:
        return (ctype * count).from_buffer_copy(flat)
    return (ctype * count).from_buffer(flat)


def numbers_out(ctype: Any, values: Any) -> Any:
    """An array for C to write: so many new numbers, or the caller's memory.

    Args:
        ctype: The type that C writes.
        values: How many there is room for, or a writable object with the buffer protocol and
            elements of that type.
    """
    if values is None:
        return (ctype * 0)()
    if isinstance(values, int):
        return (ctype * values)()
    view = values.memory() if isinstance(values, Numbers) else memoryview(values)
    if view.readonly:
        raise TypeError("needs writable memory")
    flat, count = _flat(ctype, view)
    return (ctype * count).from_buffer(flat)


def _flat(ctype: Any, view: memoryview) -> tuple[memoryview, int]:
    """The bytes of a buffer whose elements are of a C type, and how many elements there are."""
    wanted = _CODES.get(ctype, "B")
    given = view.format.lstrip("@=<>!")
    if _kind(given) != _kind(wanted) or view.itemsize != ctypes.sizeof(ctype):
        raise TypeError(f"needs elements of format {wanted!r}, not {view.format!r}")
    if not view.c_contiguous:
        raise TypeError("needs elements without gaps between them")
    count = view.nbytes // view.itemsize
    return (view.cast("B") if count else memoryview(bytearray())), count


def _kind(code: str) -> str:
    """What a format code holds, apart from its size. Bytes are bytes, whatever their sign."""
    for kind in ("bBc", "hilqn", "HILQN", "efd", "?"):
        if code in kind:
            return kind
    return code


def first_numbers(array: Any, count: int) -> Numbers[Any]:
    """The first elements of an array, in the same memory."""
    if count == len(array):
        return Numbers(array)
    part = (array._type_ * min(count, len(array))).from_address(ctypes.addressof(array))
    part._owner = array
    return Numbers(part)


def numbers_at(
    ctype: Any, address: int | None, count: int, read_only: bool = False
) -> Numbers[Any]:
    """Numbers at an address, where they are good for a while only."""
    array = (ctype * count).from_address(address) if address else (ctype * 0)()
    return Numbers(array, read_only)


def records_at(
    kind: type[R], address: int | None, count: int, read_only: bool = False
) -> Records[R]:
    """Records at an address, where they are good for a while only."""
    array = kind._type * count if address else kind._type * 0
    return Records(kind, array.from_address(address) if address else array(), read_only)


def text_at(address: int | None, size: int) -> str:
    """Text of so many bytes at an address."""
    return decode(ctypes.string_at(address, size)) if address else ""


def strings_in(strings: Sequence[str | None]) -> Any:
    """An array of NUL-terminated strings."""
    encoded = (None if item is None else encode(item) for item in strings)
    return (ctypes.c_char_p * len(strings))(*encoded)


def strings_at(address: int | None, count: int) -> list[str | None]:
    """The strings of an array of pointers to them."""
    if not address:
        return []
    found = (ctypes.c_char_p * count).from_address(address)
    return [None if item is None else decode(item) for item in found]


def records_in(kind: type[R], records: Sequence[R] | None) -> Any:
    """Records from the caller as an array for C to read: copied unless they are in a row."""
    if isinstance(records, Records):
        return records._array
    array = _abi.allocate(kind._type * len(records or ()))
    for place, record in zip(array, records or ()):
        copy_memory(place, record._raw)
    return array


def records_out(kind: type[R], records: int | Records[R] | None) -> Records[R]:
    """Records for C to write: so many new ones, or the caller's."""
    if records is None:
        return kind.array(0)
    if isinstance(records, int):
        return kind.array(records)
    if records._read_only:
        raise TypeError("needs writable memory")
    return records
