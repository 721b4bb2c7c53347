"""Arrays in C's memory: seen, never copied."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Generic,
    Optional,
    TypeVar,
    Union,
    cast,
    overload,
)

from . import _abi

if TYPE_CHECKING:
    import numpy
    import numpy.typing

    from typing_extensions import Self

N = TypeVar("N", int, float, bool, complex)
R = TypeVar("R", bound="Record")


@cache
def _dtype(ctype: Any) -> Any:
    """The numpy type with the layout of a ctypes type, at C's own offsets."""
    import numpy

    if issubclass(ctype, ctypes.Array):
        return numpy.dtype((_dtype(ctype._type_), (ctype._length_,)))
    if not issubclass(ctype, (ctypes.Structure, ctypes.Union)):
        return numpy.dtype(ctype)
    members = [
        (field[0], _dtype(field[1]), getattr(ctype, field[0]).offset)
        for field in ctype._fields_
        if not field[0].startswith("_bytes") and _has_dtype(field[1])
    ]
    names, formats, offsets = zip(*members) if members else ((), (), ())
    return numpy.dtype(
        {
            "names": list(names),
            "formats": list(formats),
            "offsets": list(offsets),
            "itemsize": ctypes.sizeof(ctype),
        }
    )


def _has_dtype(ctype: Any) -> bool:
    while issubclass(ctype, ctypes.Array):
        ctype = ctype._type_
    pointers = (ctypes._Pointer, ctypes._CFuncPtr, ctypes.c_char_p, ctypes.c_wchar_p)
    return not issubclass(ctype, pointers)


class Numbers(Sequence[N]):
    """An array of numbers in C's memory.

    `numpy()` and `memory()` give views of the same memory, as does `memoryview` from Python 3.12 on.
    """

    __slots__ = ("_array", "_read_only")

    def __init__(self, array: ctypes.Array[Any], read_only: bool = False) -> None:
        self._array = array
        self._read_only = read_only

    def __len__(self) -> int:
        return len(self._array)

    @overload
    def __getitem__(self, index: int) -> N: ...
    @overload
    def __getitem__(self, index: slice) -> list[N]: ...
    def __getitem__(self, index: Union[int, slice]) -> Union[N, list[N]]:
        return cast(N, self._array[index])

    @overload
    def __setitem__(self, index: int, value: N) -> None: ...
    @overload
    def __setitem__(self, index: slice, value: Iterable[N]) -> None: ...
    def __setitem__(self, index: Any, value: Any) -> None:
        if self._read_only:
            raise TypeError("this memory is read-only")
        self._array[index] = value

    def __iter__(self) -> Iterator[N]:
        return iter(self._array)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, (Numbers, list, tuple)):
            return list(self) == list(other)
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        shown = ", ".join(map(repr, self._array[:8]))
        return f"<{len(self)} numbers: {shown}{', …' if len(self) > 8 else ''}>"

    def __buffer__(self, _flags: int) -> memoryview:
        return self.memory()

    def memory(self) -> memoryview:
        """A `memoryview` of the same memory, in Python's own number formats."""
        view = memoryview(self._array)
        code = _MEMORY_CODES[view.format.lstrip("<>=@")]
        flat = view.cast("B").cast(code)  # type: ignore[call-overload]
        return flat.toreadonly() if self._read_only else flat

    def numpy(self) -> numpy.typing.NDArray[Any]:
        """A numpy array of the same memory. Needs numpy."""
        import numpy

        view = numpy.frombuffer(self._array, dtype=_element_dtype(type(self._array)))
        if self._read_only:
            view.flags.writeable = False
        return view


@cache
def _element_dtype(array: Any) -> Any:
    return _dtype(array._type_)
