"""Arrays of numbers, by the type of their elements."""

from __future__ import annotations

import ctypes
import operator
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from ._arrays import _CODES as _CODES
from ._arrays import Numbers as Numbers
from ._arrays import as_array as as_array

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Bools(Numbers[bool]):
    """An array of `bool`."""

    __slots__ = ()
    ctype = ctypes.c_bool
    if TYPE_CHECKING:

        def numpy(self) -> NDArray[np.bool_]: ...


class Int8s(Numbers[int]):
    """An array of `int8_t`."""

    __slots__ = ()
    ctype = ctypes.c_int8
    if TYPE_CHECKING:

        def numpy(self) -> NDArray[np.int8]: ...


class UInt8s(Numbers[int]):
    """An array of `uint8_t`."""

    __slots__ = ()
    ctype = ctypes.c_uint8
    if TYPE_CHECKING:

        def numpy(self) -> NDArray[np.uint8]: ...


class Int16s(Numbers[int]):
    """An array of `int16_t`."""

    __slots__ = ()
    ctype = ctypes.c_int16
    if TYPE_CHECKING:

        def numpy(self) -> NDArray[np.int16]: ...


class UInt16s(Numbers[int]):
    """An array of `uint16_t`."""

    __slots__ = ()
    ctype = ctypes.c_uint16
    if TYPE_CHECKING:

        def numpy(self) -> NDArray[np.uint16]: ...


class Int32s(Numbers[int]):
    """An array of `int32_t`."""

    __slots__ = ()
    ctype = ctypes.c_int32
    if TYPE_CHECKING:

        def numpy(self) -> NDArray[np.int32]: ...


class UInt32s(Numbers[int]):
    """An array of `uint32_t`."""

    __slots__ = ()
    ctype = ctypes.c_uint32
    if TYPE_CHECKING:

        def numpy(self) -> NDArray[np.uint32]: ...


class Int64s(Numbers[int]):
    """An array of `int64_t`."""

    __slots__ = ()
    ctype = ctypes.c_int64
    if TYPE_CHECKING:

        def numpy(self) -> NDArray[np.int64]: ...


class UInt64s(Numbers[int]):
    """An array of `uint64_t`."""

    __slots__ = ()
    ctype = ctypes.c_uint64
    if TYPE_CHECKING:

        def numpy(self) -> NDArray[np.uint64]: ...


class Float32s(Numbers[float]):
    """An array of `float`."""

    __slots__ = ()
    ctype = ctypes.c_float
    if TYPE_CHECKING:

        def numpy(self) -> NDArray[np.float32]: ...


class Float64s(Numbers[float]):
    """An array of `double`."""

    __slots__ = ()
    ctype = ctypes.c_double
    if TYPE_CHECKING:

        def numpy(self) -> NDArray[np.float64]: ...


class Longs(Numbers[int]):
    """An array of `long`, whose size depends on the platform."""

    __slots__ = ()
    ctype = ctypes.c_long


class ULongs(Numbers[int]):
    """An array of `unsigned long`, whose size depends on the platform."""

    __slots__ = ()
    ctype = ctypes.c_ulong


class Sizes(Numbers[int]):
    """An array of `size_t`."""

    __slots__ = ()
    ctype = ctypes.c_size_t


class SSizes(Numbers[int]):
    """An array of `ptrdiff_t`."""

    __slots__ = ()
    ctype = ctypes.c_ssize_t


class WideChars(Numbers[int]):
    """An array of `wchar_t`, as numbers: ctypes' own gives text, which not all of them are."""

    __slots__ = ()
    ctype: ClassVar[Any] = (
        ctypes.c_uint16
        if ctypes.sizeof(ctypes.c_wchar) == 2
        else ctypes.c_uint32
        if sys.platform != "darwin" and os.uname().machine.startswith(("arm", "aarch"))
        else ctypes.c_int32
    )


class Bytes(Numbers[int]):
    """Memory whose elements mean nothing here."""

    __slots__ = ()
    ctype = ctypes.c_ubyte

    @classmethod
    def reading(cls, values: Any, name: str) -> Any:
        return super().reading(_as_bytes(values), name)

    @classmethod
    def writing(cls, values: Any, name: str) -> Any:
        return super().writing(_as_bytes(values), name)


def _as_bytes(values: Any) -> Any:
    """Any memory as its bytes; what is none is left alone."""
    if isinstance(values, Numbers):
        values = values.memory()
    try:
        view = memoryview(values)
    except TypeError:
        return values
    if not view.nbytes or not view.c_contiguous:
        return view.tobytes() if view.nbytes else bytearray()
    return view.cast("B")


_KINDS: dict[Any, type[Numbers[Any]]] = {
    kind.ctype: kind
    for kind in (
        *(Bools, Int8s, UInt8s, Int16s, UInt16s, Longs, ULongs, Sizes, SSizes),
        *(Int32s, UInt32s, Int64s, UInt64s, Float32s, Float64s),
    )
}


def of(ctype: Any) -> type[Numbers[Any]]:
    """The class of arrays of a type whose size or sign depends on the platform."""
    return _KINDS[ctype]


class Rows(Sequence[Any]):
    """An array of arrays of numbers in C's memory."""

    __slots__ = ("_array", "_kind", "_outer")

    def __init__(self, outer: Any, array: Any, kind: type[Numbers[Any]]) -> None:
        self._outer = outer
        self._array = array
        self._kind = kind

    def __len__(self) -> int:
        return len(self._array)

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        if self._outer._life is not None:
            self._outer._life.check()
        row = self._array[operator.index(index)]
        if issubclass(row._type_, ctypes.Array):
            return Rows(self._outer, row, self._kind)
        return self._kind._within(self._outer, row)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Sequence):
            return list(self) == list(other)
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(list(self))

    def numpy(self) -> NDArray[Any]:
        """A numpy array of the same memory and shape. Needs numpy."""
        shape = [len(self._array)]
        row = self._array._type_
        while issubclass(row, ctypes.Array):
            shape.append(row._length_)
            row = row._type_
        count = ctypes.sizeof(self._array) // ctypes.sizeof(row)
        flat = (row * count).from_buffer(self._array) if count else (row * 0)()
        return self._kind._within(self._outer, flat).numpy().reshape(shape)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        return as_array(self.numpy(), dtype, copy)
