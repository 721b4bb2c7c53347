"""Calls that ctypes would get wrong: records by value, and callbacks that take or return them.

Where a C function takes a record by value, the record's class decides which registers it travels in.
ctypes knows that class for structures of plain numbers and pointers only. For the others the contract
names a stand-in: a structure of plain members with the same size and the same class.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from typing import Any, Final

#: A bound C function, or one that says why it cannot be called.
Function = Callable[..., Any]


class _Hidden:
    """Marks a result that the caller provides the memory for, as a first argument."""


HIDDEN: Final = _Hidden()


class Value:
    """How a type travels by value that ctypes would put in the wrong place."""

    stand_in: type[ctypes.Structure]
    #: What a callback returns in its place: a ctypes type, HIDDEN, or None if that is impossible.
    answer: Any = None

    def from_param(self, value: Any) -> Any:
        """Called by ctypes for an argument."""
        raise NotImplementedError

    def restore(self, passed: ctypes.Structure) -> Any:
        """The value that a stand-in holds."""
        raise NotImplementedError


class Record(Value):
    """A record by value."""

    def __init__(
        self, record: type[Any], members: Sequence[Any] = (), answer: Any = None
    ) -> None:
        """Describes how `record` travels.

        Args:
            record: A structure or union. Its members need not be known yet.
            members: Types of the stand-in's members. It may be smaller than the record, whose rest is
                padding then, or larger. Empty when the record stands for itself.
            answer: See `Value.answer`.
        """
        self.record = record
        self.answer = answer
        self.stand_in = record
        if members:
            fields = [(f"m{i}", member) for i, member in enumerate(members)]
            name = f"{record.__name__}_by_value"
            self.stand_in = type(name, (ctypes.Structure,), {"_fields_": fields})

    def from_param(self, value: Any) -> Any:
        if not isinstance(value, self.record):
            raise TypeError(f"expected {self.record.__name__}, got {value!r}")
        size = ctypes.sizeof(self.stand_in)
        return self.stand_in.from_buffer_copy(bytes(value).ljust(size, b"\0"))

    def restore(self, passed: ctypes.Structure) -> Any:
        result = self.record()
        size = min(ctypes.sizeof(self.record), ctypes.sizeof(passed))
        ctypes.memmove(ctypes.addressof(result), ctypes.addressof(passed), size)
        return result


class _Words(ctypes.Structure):
    _fields_ = (("first", ctypes.c_uint64), ("second", ctypes.c_uint64))


class Int128(Value):
    """An `__int128`, in two registers as a structure of two words."""

    stand_in = _Words

    def __init__(self, signed: bool) -> None:
        self.signed = signed

    def from_param(self, value: Any) -> Any:
        return _Words.from_buffer_copy(
            int(value).to_bytes(16, "little", signed=self.signed)
        )

    def restore(self, passed: ctypes.Structure) -> int:
        return int.from_bytes(bytes(passed), "little", signed=self.signed)


class _Floats(ctypes.Structure):
    _fields_ = (("real", ctypes.c_float), ("imag", ctypes.c_float))


class _Doubles(ctypes.Structure):
    _fields_ = (("real", ctypes.c_double), ("imag", ctypes.c_double))


class Complex(Value):
    """A complex number, in registers as a structure of its two parts."""

    def __init__(self, part: type[Any]) -> None:
        self.stand_in = _Floats if part is ctypes.c_float else _Doubles

    def from_param(self, value: Any) -> Any:
        number = complex(value)
        return self.stand_in(number.real, number.imag)

    def restore(self, passed: Any) -> complex:
        return complex(passed.real, passed.imag)


def _plain(ctype: Any) -> Any:
    return ctype.stand_in if isinstance(ctype, Value) else ctype


def bind(
    library: ctypes.CDLL, symbol: str, result: Any, *arguments: Any
) -> Callable[..., Any]:
    """Looks a function up and gives it its C type."""
    try:
        function = library[symbol]
    except AttributeError:
        return unsupported(symbol, f"{library._name} has no such symbol")
    function.argtypes = arguments
    function.restype = _plain(result)
    if isinstance(result, Value):
        function.errcheck = lambda passed, *_: result.restore(passed)
    return function


def variable(library: ctypes.CDLL, symbol: str, ctype: Any) -> Any:
    """An object of the library, or None when the library does not have it."""
    try:
        return ctype.in_dll(library, symbol)
    except ValueError:
        return None


def unsupported(name: str, reason: str) -> Callable[..., Any]:
    """A function that cannot be called here, and says why when it is."""

    def refuse(*_arguments: Any) -> Any:
        raise NotImplementedError(f"{name}: {reason}")

    refuse.__name__ = name
    return refuse


def _returning(
    source: Callable[..., Any], result: Value, restored: Callable[..., Any]
) -> Callable[..., Any]:
    """A callback whose record result travels as `result.answer` says."""
    answer = result.answer
    if answer is None:
        raise TypeError("ctypes cannot make a callback that returns this type by value")

    if isinstance(answer, _Hidden):

        def through_memory(place: int, *passed: Any) -> int:
            value = bytes(restored(*passed))
            ctypes.memmove(place, value, len(value))
            return place

        return through_memory

    def in_register(*passed: Any) -> Any:
        value = bytes(result.from_param(restored(*passed)))
        padded = value.ljust(ctypes.sizeof(answer), b"\0")
        return answer.from_buffer_copy(padded).value

    return in_register


def function_type(result: Any, *arguments: Any, stdcall: bool = False) -> Any:
    """The ctypes type of a pointer to a function, as `ctypes.CFUNCTYPE` makes it.

    A Python function turned into one takes and returns records themselves.
    """
    make: Callable[..., Any] = ctypes.CFUNCTYPE
    if stdcall:
        make = getattr(ctypes, "WINFUNCTYPE", make)
    if not any(isinstance(ctype, Value) for ctype in (result, *arguments)):
        return make(result, *arguments)

    plain = make(_plain(result), *map(_plain, arguments))
    closure = plain
    if isinstance(result, Value):
        answer, passed = result.answer, map(_plain, arguments)
        if isinstance(answer, _Hidden):
            closure = make(ctypes.c_void_p, ctypes.c_void_p, *passed)
        elif answer is not None:
            closure = make(answer, *passed)

    class Adapted(plain):  # type: ignore[misc, valid-type]
        """A pointer to a function that takes or returns records by value."""

        _flags_ = plain._flags_
        _restype_ = plain._restype_
        _argtypes_ = plain._argtypes_

        def __new__(cls, source: Any = None, *rest: Any) -> Any:
            if source is None:
                return super().__new__(cls)
            if isinstance(source, (int, tuple)) or not callable(source):
                return super().__new__(cls, source, *rest)

            def restored(*passed: Any) -> Any:
                return source(
                    *(
                        how.restore(value) if isinstance(how, Value) else value
                        for how, value in zip(arguments, passed)
                    )
                )

            adapted = restored
            if isinstance(result, Value):
                adapted = _returning(source, result, restored)
            thunk = closure(adapted)
            pointer = ctypes.cast(thunk, cls)
            pointer._thunk = thunk
            return pointer

        def __call__(self, *values: Any) -> Any:
            passed = super().__call__(
                *(
                    how.from_param(value) if isinstance(how, Value) else value
                    for how, value in zip(arguments, values)
                )
            )
            return result.restore(passed) if isinstance(result, Value) else passed

    return Adapted
