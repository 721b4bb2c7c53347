"""Arrays of numbers: in C's memory seen in place, from the caller checked one by one.

Their classes, one for each type, are in `_numbers`.
"""

from __future__ import annotations

import ctypes
import struct
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast, overload

from . import _made, _values

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from typing_extensions import Self

    from ._lives import Life

N = TypeVar("N", int, float, bool)

#: Two of them may be one type to ctypes.
_ALL_CODES: tuple[tuple[Any, str], ...] = (
    (ctypes.c_bool, "?"),
    (ctypes.c_float, "f"),
    (ctypes.c_double, "d"),
    (ctypes.c_byte, "b"),
    (ctypes.c_ubyte, "B"),
    (ctypes.c_short, "h"),
    (ctypes.c_ushort, "H"),
    (ctypes.c_int, "i"),
    (ctypes.c_uint, "I"),
    (ctypes.c_long, "l"),
    (ctypes.c_ulong, "L"),
    (ctypes.c_longlong, "q"),
    (ctypes.c_ulonglong, "Q"),
)
_CODES: dict[Any, str] = dict(_ALL_CODES)
_FOREIGN = "><"[sys.byteorder == "big"] + "!"[: sys.byteorder == "little"]


class Numbers(Sequence[N]):
    """An array of numbers in C's memory.

    Indexing gives Python numbers. `memory()` and `numpy()` give views of the same memory, and so do
    `memoryview(…)` where Python has it for its own classes, and `numpy.asarray(…)`.
    """

    __slots__ = ("_array", "_is_const")

    #: ctypes' type of an element.
    ctype: ClassVar[Any]
    #: How buffers say that they have such elements; nothing where they have to be looked at.
    _formats: ClassVar[tuple[str, ...]] = ()
    #: Where C allows an element: at multiples of this.
    _alignment: ClassVar[int]
    _life: ClassVar[Life | None] = None
    _array: Any

    def __init_subclass__(cls) -> None:
        code, size = _CODES[cls.ctype], ctypes.sizeof(cls.ctype)
        cls._alignment = ctypes.alignment(cls.ctype)
        if code != "?":
            cls._formats = tuple(
                each
                for ctype, each in _ALL_CODES
                if _kind(each) == _kind(code) and ctypes.sizeof(ctype) == size
            )

    def __init__(self, array: Any, read_only: bool = False) -> None:
        self._array = array
        self._is_const = read_only

    @classmethod
    def _within(cls, outer: Any, array: Any) -> Self:
        """A member of a record, which ends with it."""
        life: Life | None = outer._life
        if life is not None:
            return life.numbers(cls, array)
        return cls(array)

    @classmethod
    def _first(cls, array: Any, count: int) -> Self:
        """The first elements of an array, as many as C says but never more than there are."""
        if count >= len(array):
            return cls(array)
        part = (array._type_ * max(count, 0)).from_address(ctypes.addressof(array))
        part._owner = array
        return cls(part)

    @classmethod
    def _copied(cls, address: int | None, count: int) -> Self:
        """Numbers at an address, in memory of their own."""
        array = (cls.ctype * (max(count, 0) if address else 0))()
        if address:
            ctypes.memmove(array, address, ctypes.sizeof(array))
        return cls(array)

    @classmethod
    def _made(
        cls,
        address: int | None,
        count: int,
        free: Any,
        made: Any = None,
        read_only: bool = False,
    ) -> Self:
        """Numbers that the library made, where it did; their memory is freed with the last view."""
        return cls(_made.array(cls.ctype, address, count, free, made), read_only)

    @classmethod
    def _before(cls, end: int, address: int | None) -> int:
        """How many there are at an address before the first of this value."""
        return _made.length(cls.ctype, end, address)

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
        array = self._array
        if self._is_const:
            raise TypeError("these numbers are in read-only memory")
        if not isinstance(index, slice):
            array[index] = checked(self.ctype, value, f"element {index}")
            return
        places = range(*index.indices(len(array)))
        given = self.reading(value, "what is assigned")
        if len(given) != len(places):
            raise ValueError(f"{len(given)} numbers for {len(places)} places")
        if places.step == 1:
            size = ctypes.sizeof(array._type_)
            to = ctypes.addressof(array) + places.start * size
            ctypes.memmove(to, given, len(given) * size)
            return
        for place, number in zip(places, given):
            array[place] = number

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

    def __reduce__(self) -> Any:
        return _rebuilt, (type(self), bytes(self))

    def __bytes__(self) -> bytes:
        return bytes(self._array)

    def __buffer__(self, _flags: int) -> memoryview:
        return self.memory()

    @property
    def address(self) -> int:
        """Where the first number is."""
        return ctypes.addressof(self._array)

    def _exported(self) -> Any:
        """The array for a view, which keeps alive what it is in."""
        return self._array

    def memory(self) -> memoryview:
        """A `memoryview` of the same memory. A slice of it can be assigned."""
        view = memoryview(self._exported())
        view = view.cast("B") if view.nbytes else memoryview(bytearray())
        view = view.cast(cast("Any", _CODES[self.ctype]))
        return view.toreadonly() if self._is_const else view

    def numpy(self) -> NDArray[Any]:
        """A numpy array of the same memory. Needs numpy."""
        import numpy

        return numpy.frombuffer(self.memory(), dtype=numpy.dtype(self.ctype))

    @property
    def __array_interface__(self) -> dict[str, Any]:
        array: dict[str, Any] = self.numpy().__array_interface__
        return array

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        return as_array(self.numpy(), dtype, copy)

    @classmethod
    def reading(cls, values: Any, name: str) -> Any:
        """Numbers from the caller as an array for C to read.

        Args:
            values: An object with the buffer protocol and elements of that type, which is not copied
                if its memory is writable and without gaps, or any iterable of numbers, which is.
            name: What the caller calls them.

        Raises:
            TypeError: Its elements have another type.
            OverflowError: A number does not fit.
        """
        if Numbers in values.__class__.__mro__:
            view = values.memory()
        else:
            try:
                view = memoryview(values)
            except TypeError:
                return _converted(cls.ctype, values, name)
        view, is_foreign = cls._matching(view, name)
        is_checked = cls.ctype is ctypes.c_bool
        in_place = None if is_checked or is_foreign else cls._in_place(view)
        if in_place is not None:
            return in_place
        array = (cls.ctype * (view.nbytes // view.itemsize))()
        data = view.tobytes()
        if is_checked:
            _require_truth(data, name)
        if is_foreign:
            _swap(data, ctypes.sizeof(cls.ctype), array)
        else:
            ctypes.memmove(array, data, len(data))
        return array

    @classmethod
    def _matching(cls, view: memoryview, name: str) -> tuple[memoryview, bool]:
        """The buffer if its elements are C's, and whether their bytes are the other way round."""
        if view.format in cls._formats and view.ndim:
            return view, False
        return _matching(cls.ctype, view, name)

    @classmethod
    def _in_place(cls, view: memoryview) -> Any:
        """A buffer's memory for C; None where C cannot have it: const, with gaps, or misaligned."""
        if view.readonly or not view.c_contiguous:
            return None
        count = view.nbytes // view.itemsize
        if not count:
            return (cls.ctype * 0)()
        array = (cls.ctype * count).from_buffer(view)
        return None if ctypes.addressof(array) % cls._alignment else array

    @classmethod
    def given(cls, values: Any, name: str, changed: bool = False) -> tuple[Any, int]:
        """Numbers from the caller for C, and how many there are: `reading`, or `changing` if it does.

        Of what most callers have, the first number alone stands for all: it keeps their memory.
        """
        try:
            view = memoryview(values)
            if view.format in cls._formats and view.ndim and not view.readonly:
                # Refuses memory with gaps, or without elements.
                first = cls.ctype.from_buffer(view)
                if not ctypes.addressof(first) % cls._alignment:
                    return first, view.nbytes // view.itemsize
        except (TypeError, ValueError):
            pass
        array = cls.changing(values, name) if changed else cls.reading(values, name)
        return array, len(array)

    @classmethod
    def writing(cls, values: Any, name: str) -> Any:
        """An array for C to write: so many new numbers, or the caller's memory.

        Args:
            values: How many there is room for, or a writable object with the buffer protocol and
                elements of that type.
            name: What the caller calls them.

        Raises:
            TypeError: The memory cannot be written, or its elements have another type.
        """
        if Numbers in values.__class__.__mro__:
            view = values.memory()
        else:
            try:
                view = memoryview(values)
            except TypeError:
                if isinstance(values, bool) or not hasattr(values, "__index__"):
                    raise TypeError(
                        f"{name} is writable memory or a count, not {type(values).__name__}"
                    ) from None
                count = _values.integer(values, 0, sys.maxsize, name)
                return (cls.ctype * count)()
        view, is_foreign = cls._matching(view, name)
        if view.readonly:
            raise TypeError(f"{name} needs writable memory")
        if is_foreign:
            raise TypeError(f"{name} has numbers in the other byte order")
        if not view.c_contiguous:
            raise TypeError(f"{name} has gaps between its elements")
        array = cls._in_place(view)
        if array is None:
            raise TypeError(f"{name} is not aligned as C wants it: give a copy")
        return array

    @staticmethod
    def rows(values: Any, made: Callable[[Any, str], Any], name: str) -> Rows:
        """The addresses of arrays that lie apart, for C.

        Args:
            values: An iterable of arrays of one length, or an array of two dimensions.
            made: `reading` or `changing`.
            name: What the caller calls them.

        Raises:
            TypeError: They are no arrays, or not such as `made` takes.
            ValueError: They differ in length.
        """
        if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
            raise TypeError(f"{name} has arrays inside, unlike {type(values).__name__}")
        arrays = [made(row, f"{name}[{place}]") for place, row in enumerate(values)]
        lengths = {len(array) for array in arrays}
        if len(lengths) > 1:
            raise ValueError(f"{name} has arrays of different lengths")
        return Rows(arrays, max(lengths, default=0))

    @classmethod
    def ending(cls, values: Any, end: int, name: str) -> Any:
        """As `reading`, for C that reads up to the first element of this value, copied.

        Raises:
            ValueError: There is one before their end, where C would stop silently.
        """
        given = cls.reading(values, name)
        array = (cls.ctype * (len(given) + 1))()
        ctypes.memmove(array, given, ctypes.sizeof(given))
        array[len(given)] = end
        if end in array[: max(len(given) - 1, 0)]:
            raise ValueError(f"{name} has {end} inside, where the library stops")
        return array

    @classmethod
    def changing(cls, values: Any, name: str) -> Any:
        """As `writing`, for memory whose contents matter."""
        if hasattr(values, "__index__") and not hasattr(values, "__len__"):
            raise TypeError(f"{name} is writable memory, not {values!r}")
        return cls.writing(values, name)


class Rows:
    """Arrays of one length, and where they are."""

    __slots__ = ("addresses", "arrays", "length")

    def __init__(self, arrays: list[Any], length: int) -> None:
        self.arrays = arrays
        self.length = length
        self.addresses = (ctypes.c_void_p * len(arrays))(*map(ctypes.addressof, arrays))

    def __len__(self) -> int:
        return len(self.arrays)


def as_array(array: NDArray[Any], dtype: Any, copy: bool | None) -> NDArray[Any]:
    """What `numpy.asarray` asks for: the same memory unless it must be a copy."""
    if dtype is not None and array.dtype != dtype:
        if copy is False:
            raise ValueError("another dtype needs a copy")
        return array.astype(dtype)
    return array.copy() if copy else array


def _rebuilt(kind: Any, data: bytes) -> Any:
    return kind(
        (kind.ctype * (len(data) // ctypes.sizeof(kind.ctype))).from_buffer_copy(data)
    )


def checked(ctype: Any, value: Any, name: str) -> Any:
    """One number for an array of a type."""
    if ctype is ctypes.c_double:
        return _values.double(value, name)
    if ctype is ctypes.c_float:
        return _values.single(value, name)
    if ctype is ctypes.c_bool:
        return _values.truth(value, name)
    return _values.integer(value, _values.low(ctype), _values.high(ctype), name)


def _converted(ctype: Any, values: Any, name: str) -> Any:
    """An array of numbers that are no array yet."""
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise TypeError(f"{name} is an array of numbers, not {type(values).__name__}")
    numbers = list(values)
    array = (ctype * len(numbers))()
    try:
        if ctype in (ctypes.c_bool, ctypes.c_double):
            raise TypeError  # struct takes any object for a truth value, and rounds integers
        # Only in its standard form does struct look whether a float is too large.
        form = "=" if ctype is ctypes.c_float else "@"
        struct.pack_into(f"{form}{len(numbers)}{_CODES[ctype]}", array, 0, *numbers)
        if ctype is not ctypes.c_float or all(n.__class__ is float for n in numbers):
            return array
    except (struct.error, TypeError, OverflowError):
        pass
    if ctype is ctypes.c_double and all(n.__class__ is float for n in numbers):
        struct.pack_into(f"{len(numbers)}d", array, 0, *numbers)
        return array
    for place, number in enumerate(numbers):
        array[place] = checked(ctype, number, f"{name}[{place}]")
    return array


def _matching(ctype: Any, view: memoryview, name: str) -> tuple[memoryview, bool]:
    """The buffer if its elements are of the type, and whether their bytes are the other way round."""
    wanted = _CODES[ctype]
    code = view.format.lstrip("@=<>!")
    is_same = _kind(code) == _kind(wanted) and view.itemsize == ctypes.sizeof(ctype)
    if not is_same or view.ndim == 0:
        what = "none" if view.ndim == 0 else repr(view.format)
        raise TypeError(f"{name} needs elements of format {wanted!r}, not {what}")
    return view, view.itemsize > 1 and view.format[0] in _FOREIGN


def _require_truth(data: bytes, name: str) -> None:
    """Refuses bytes that C has no truth value for: another type's, seen as such."""
    if max(data, default=0) > 1:
        raise ValueError(f"{name} has a byte that is neither True nor False")


def _kind(code: str) -> str:
    """What a format code holds, apart from its size."""
    for kind in ("bhilqn", "cBHILQN", "efd"):
        if code in kind:
            return kind
    return code


def _swap(data: bytes, size: int, array: Any) -> None:
    swapped = bytearray(len(data))
    for byte in range(size):
        swapped[byte::size] = data[size - 1 - byte :: size]
    ctypes.memmove(array, bytes(swapped), len(data))
