"""Records in memory: their own, or C's for as long as it is lent."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, overload

from . import _abi, _copies, _interpreter, _made, _numbers, _values

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from typing_extensions import Self

    from ._lives import Life

R = TypeVar("R", bound="Record")


class Record:
    """A record in memory of its own, or a part of another one."""

    __slots__ = ("__weakref__", "_raw")

    #: Its class in the raw layer.
    _type: ClassVar[Any]
    #: Its members, in C's order.
    _members: ClassVar[tuple[str, ...]]
    _life: ClassVar[Life | None] = None
    _raw: Any

    def __init__(self) -> None:
        self._raw = self._type()

    @classmethod
    def from_raw(cls, record: Any) -> Self:
        """The same memory as an object of the raw layer."""
        if not isinstance(record, cls._type):
            raise TypeError(f"{record!r} is no {cls._type.__name__} of the raw layer")
        return over(cls, record)

    @classmethod
    def _within(cls, outer: Any, record: Any) -> Self:
        """A member of another record, which ends with it."""
        life: Life | None = outer._life
        if life is not None:
            return life.record(cls, record)
        return cls.from_raw(record)

    @classmethod
    def _copied(cls, address: int | None) -> Self:
        """A copy of the record at an address."""
        if not address:
            raise ValueError(f"the library returned no {cls.__name__}")
        self = cls.from_raw(cls._type())
        ctypes.memmove(ctypes.addressof(self._raw), address, ctypes.sizeof(cls._type))
        return self

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
        kind: Any = type(self) if self._life is None else type(self).__mro__[1]
        result: Self = kind.from_raw(self._type())
        copy_memory(result._raw, self._raw)
        return result

    __copy__ = copy

    def __deepcopy__(self, _memo: Any) -> Self:
        return self.copy()

    def __reduce__(self) -> Any:
        kind: Any = type(self) if self._life is None else type(self).__mro__[1]
        return _rebuilt, (kind, bytes(self._raw))

    def _writable(self) -> Any:
        """The memory, for C to write to."""
        if self._life is not None and self._life.is_const:
            raise TypeError(f"this {type(self).__name__} is in read-only memory")
        return self._raw

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Record) or other._type is not self._type:
            return NotImplemented
        try:
            return all(
                _contents(getattr(self, member)) == _contents(getattr(other, member))
                for member in self._members
            )
        except ValueError:
            # One has a member without a value, such as a number that its enum lacks.
            return bytes(self._raw) == bytes(other._raw)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        members = (f"{name}={self._described(name)}" for name in self._members)
        return f"{type(self).__name__}({', '.join(members)})"

    def _described(self, name: str) -> str:
        """A member's value; or why it has none, such as a number that its enum lacks."""
        try:
            return repr(getattr(self, name))
        except ValueError as error:
            return f"<{error}>"


_new = object.__new__


def over(kind: type[R], record: Any) -> R:
    """The same memory as an object of the raw layer, whose type is known."""
    self = _new(kind)
    self._raw = record
    return self


#: Compared as numbers; all else in C's memory is equal when its bytes are.
_FLOATS = (ctypes.c_float, ctypes.c_double, ctypes.c_longdouble)
_COMPOUND = (ctypes.Array, ctypes.Structure, ctypes.Union)


def _contents(item: Any) -> Any:
    """What an object of the raw layer holds, to compare it: no padding, and no pointer is followed."""
    if isinstance(item, ctypes.Array):
        if issubclass(item._type_, _COMPOUND):
            return [_contents(part) for part in item]
        return item[:] if item._type_ in _FLOATS else bytes(item)
    if not isinstance(item, _COMPOUND):
        return item
    kind: Any = type(item)
    start = ctypes.addressof(item)
    held = [
        _contents((ctype * 1).from_address(start + getattr(kind, name).offset))
        for name, ctype, *_ in getattr(kind, "_fields_", ())
        if not name.startswith("_bytes_")
    ]
    for base in kind.__mro__:
        for name, member in vars(base).items():
            if isinstance(member, _abi.Member):
                held.append(getattr(item, name))
    return held


def _rebuilt(kind: Any, data: bytes) -> Any:
    record = kind.from_raw(kind._type())
    size = ctypes.sizeof(record._raw)
    if len(data) != size:
        raise ValueError(f"a {kind.__name__} has {size} bytes, not {len(data)}")
    ctypes.memmove(ctypes.addressof(record._raw), data, size)
    return record


class Records(Sequence[R]):
    """Records in a row in memory. An element, or a slice, shares it."""

    __slots__ = ("_array", "_kind", "_outer")

    _array: Any
    _life: ClassVar[None] = None

    def __init__(self, kind: type[R], array: Any, outer: Any = None) -> None:
        self._kind = kind
        self._array = array
        #: The record that they are a member of, if they are one.
        self._outer = self if outer is None else outer

    def __len__(self) -> int:
        return len(self._array)

    @overload
    def __getitem__(self, index: int) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> Records[R]: ...
    def __getitem__(self, index: int | slice) -> R | Records[R]:
        if isinstance(index, int):
            return self._kind._within(self._outer, self._array[index])
        first, last, step = index.indices(len(self))
        if step != 1:
            raise ValueError("a slice of records in memory has step 1")
        return self.part(first, max(last - first, 0))

    def __setitem__(self, index: int, record: R) -> None:
        assign(self._kind, self[index]._writable(), record, f"element {index}")

    def part(self, first: int, count: int) -> Records[R]:
        """Some of the records, in the same memory, never more than there are."""
        life: Life | None = self._outer._life
        if first == 0 and count == len(self._array) and life is None:
            return self
        first = min(max(first, 0), len(self._array))
        count = min(max(count, 0), len(self._array) - first)
        size = ctypes.sizeof(self._array._type_)
        address = ctypes.addressof(self._array) + first * size
        part = (self._array._type_ * count).from_address(address)
        if life is None:
            part._owner = self._array
        return Records(self._kind, part, None if self._outer is self else self._outer)

    @property
    def raw(self) -> Any:
        """The array of the raw layer that this one shows."""
        return self._array

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Sequence):
            return list(self) == list(other)
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __iter__(self) -> Iterator[R]:
        return map(self.__getitem__, range(len(self)))

    def __repr__(self) -> str:
        return f"<{len(self)} × {self._kind.__name__}>"

    @property
    def address(self) -> int:
        """Where the first record is."""
        return ctypes.addressof(self._array)

    def numpy(self) -> NDArray[Any]:
        """A structured numpy array of the same memory, fields by their C names. Needs numpy."""
        import numpy

        life: Life | None = self._outer._life
        array = self._array if life is None else life.export(self._array)
        if not len(array):
            return numpy.zeros(0, dtype=_dtype(self._kind._type))
        view = memoryview(array).cast("B")
        if life is not None and life.is_const:
            view = view.toreadonly()
        return numpy.frombuffer(view, dtype=_dtype(self._kind._type))

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        return _numbers.as_array(self.numpy(), dtype, copy)


def _has_dtype(ctype: Any) -> bool:
    while issubclass(ctype, ctypes.Array):
        ctype = ctype._type_
    is_record = issubclass(ctype, (ctypes.Structure, ctypes.Union))
    return is_record or ctype in _numbers._CODES


@cache
def _dtype(ctype: Any) -> Any:
    """The numpy type of a ctypes type, with C's own offsets."""
    import numpy as np

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


def copy_memory(into: Any, source: Any) -> None:
    """Copies a record of the raw layer over another one of its type."""
    size = ctypes.sizeof(into)
    if ctypes.sizeof(source) != size:
        raise TypeError(f"expected {type(into).__name__}, got {type(source).__name__}")
    ctypes.memmove(ctypes.addressof(into), ctypes.addressof(source), size)


def assign(kind: Any, place: Any, record: Any, name: str) -> None:
    """Copies a record into a place of its kind."""
    if not isinstance(record, kind):
        raise TypeError(f"{name} is a {kind.__name__}, not {type(record).__name__}")
    copy_memory(place, record._raw)


def answer(kind: Any, record: Any) -> Any:
    """The record that a function returned, for C."""
    if not isinstance(record, kind):
        raise TypeError(
            f"the function returned {type(record).__name__}, not {kind.__name__}"
        )
    return _copies.checked(record._raw, "what the function returned")


def address(record: Any, member: str) -> int | None:
    """The address that a member of a record of the raw layer holds. Nothing is read there."""
    place = ctypes.addressof(record) + getattr(type(record), member).offset
    return ctypes.c_void_p.from_address(place).value


def records_in(kind: type[R], records: Any, name: str) -> Any:
    """Records from the caller as an array for C to read: copied unless they are in a row."""
    if isinstance(records, Records) and records._kind is kind:
        life: Life | None = records._outer._life
        return records._array if life is None else life.export(records._array)
    if not isinstance(records, Sequence):
        records = list(records)
    array = _abi.allocate(kind._type * len(records))
    for i, record in enumerate(records):
        assign(kind, array[i], record, f"{name}[{i}]")
    return array


def records_copied(kind: type[R], records: Any, name: str) -> Any:
    """Records from the caller as an array that nobody else changes."""
    array = records_in(kind, records, name)
    return _copies.copy_of(array) if isinstance(records, Records) else array


def records_out(kind: type[R], records: Any, name: str) -> Records[R]:
    """Records for C to write: so many new ones, or the caller's."""
    if isinstance(records, Records) and records._kind is kind:
        life: Life | None = records._outer._life
        if life is None:
            return records
        outer: Any = records._outer
        outer._writable()
        return Records(kind, life.export(records._array), outer)
    if isinstance(records, bool) or not hasattr(records, "__index__"):
        raise TypeError(
            f"{name} is Records of {kind.__name__} or a count, not {type(records).__name__}"
        )
    return kind.array(_values.integer(records, 0, _values.SSIZE_MAX, name))


def copied_records(
    kind: type[R], address: int | None, count: int, free: Any = None
) -> Records[R]:
    """Records at an address, in memory of their own; the other memory is freed if that is asked."""
    try:
        result = kind.array(max(count, 0) if address else 0)
        if address:
            size = ctypes.sizeof(result._array)
            ctypes.memmove(ctypes.addressof(result._array), address, size)
        return result
    finally:
        if free is not None and address:
            free(address)


def made_records(
    kind: type[R], address: int | None, count: int, free: Any, made: Any = None
) -> Records[R]:
    """Records that the library made, where it did; their memory is freed with the last view."""
    return Records(kind, _made.array(kind._type, address, count, free, made))


def span(ctype: Any, data: str, length: str, array: Any) -> Any:
    """The record in which an array travels; None is an array without elements.

    Raises:
        OverflowError: The record cannot hold the length.
    """
    record = ctype()
    if array is None:
        return record
    place = ctypes.addressof(record) + getattr(ctype, data).offset
    ctypes.c_void_p.from_address(place).value = ctypes.addressof(array)
    setattr(record, length, len(array))
    if getattr(record, length) != len(array):
        raise OverflowError(f"{len(array)} elements are more than the library takes")
    return record


_places_shown: list[tuple[int, int]] = []


class Shown:
    """Memory that a function may change while it runs.

    What it gets is a copy, which is written back: two functions, or one of them twice, would undo
    each other's changes.

    Args:
        places: The address, how many elements, and the size of one.

    Raises:
        ValueError: On entering, where C shows one place by two names.
    """

    __slots__ = ("_places",)

    def __init__(self, *places: tuple[int | None, int, int]) -> None:
        self._places = [
            (first, first + count * size)
            for first, count, size in places
            if first and count > 0
        ]

    def __enter__(self) -> None:
        with _interpreter.Alone():
            known = _places_shown.copy()
            for begin, end in self._places:
                if any(begin < other and first < end for first, other in known):
                    raise ValueError("the library shows one place by two names")
                known.append((begin, end))
            _places_shown.extend(self._places)

    def __exit__(self, *_: object) -> None:
        with _interpreter.Alone():
            for place in self._places:
                _places_shown.remove(place)


def write_back(view: Any, address: int | None) -> None:
    """Copies what a closure changed to where C has it, if C gave an address."""
    if address:
        memory = view._array if hasattr(view, "_array") else view._raw
        memory = _copies.checked(memory, "what the function changed")
        ctypes.memmove(address, ctypes.addressof(memory), ctypes.sizeof(memory))
