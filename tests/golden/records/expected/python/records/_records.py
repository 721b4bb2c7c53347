"""Records."""

from __future__ import annotations

import ctypes
from typing import Any

from . import _memory, raw
from ._enums import Channel


class Event(_memory.Record):
    """A wire record: the same bytes on every target."""

    __slots__ = ()

    _type = raw.rec_event
    _members = ("id", "rate", "samples")
    _raw: raw.rec_event

    def __init__(self, *, id: int = 0, rate: int = 0) -> None:
        _memory.Record.__init__(self)
        self.id = id
        self.rate = rate

    @property
    def id(self) -> int:
        """From 1."""
        return self._raw.id

    @id.setter
    def id(self, value: int) -> None:
        if not 0 <= value <= 0xFFFFFFFFFFFFFFFF:
            raise OverflowError(f"id does not fit: {value}")
        self._raw.id = value

    @property
    def rate(self) -> int:
        """In Hz. 1 to 192000."""
        return self._raw.rate

    @rate.setter
    def rate(self, value: int) -> None:
        if not 0 <= value <= 0xFFFFFFFF:
            raise OverflowError(f"rate does not fit: {value}")
        self._raw.rate = value

    @property
    def samples(self) -> _memory.Numbers[float]:
        return _memory.Numbers(self._raw.samples, self._is_read_only())


class Packed(_memory.Record):
    """A field behind no padding, at an odd address."""

    __slots__ = ()

    _type = raw.rec_packed
    _members = ("kind", "value", "tail")
    _raw: raw.rec_packed

    def __init__(self, *, kind: int = 0, value: int = 0, tail: int = 0) -> None:
        _memory.Record.__init__(self)
        self.kind = kind
        self.value = value
        self.tail = tail

    @property
    def kind(self) -> int:
        return self._raw.kind

    @kind.setter
    def kind(self, value: int) -> None:
        if not 0 <= value <= 0xFF:
            raise OverflowError(f"kind does not fit: {value}")
        self._raw.kind = value

    @property
    def value(self) -> int:
        return self._raw.value

    @value.setter
    def value(self, value: int) -> None:
        if not 0 <= value <= 0xFFFFFFFF:
            raise OverflowError(f"value does not fit: {value}")
        self._raw.value = value

    @property
    def tail(self) -> int:
        return self._raw.tail

    @tail.setter
    def tail(self, value: int) -> None:
        if not 0 <= value <= 0xFFFF:
            raise OverflowError(f"tail does not fit: {value}")
        self._raw.tail = value


class Bits(_memory.Record):
    """Bits, the signed ones with their sign."""

    __slots__ = ()

    _type = raw.rec_bits
    _members = ("mode", "level", "wide")
    _raw: raw.rec_bits

    def __init__(self, *, mode: int = 0, level: int = 0, wide: int = 0) -> None:
        _memory.Record.__init__(self)
        self.mode = mode
        self.level = level
        self.wide = wide

    @property
    def mode(self) -> int:
        return self._raw.mode

    @mode.setter
    def mode(self, value: int) -> None:
        self._raw.mode = value

    @property
    def level(self) -> int:
        return self._raw.level

    @level.setter
    def level(self, value: int) -> None:
        self._raw.level = value

    @property
    def wide(self) -> int:
        return self._raw.wide

    @wide.setter
    def wide(self, value: int) -> None:
        self._raw.wide = value


class NumberAnonymous1(_memory.Record):
    """`rec_number_anonymous1`."""

    __slots__ = ()

    _type = raw.rec_number_anonymous1
    _members = ("low", "high")
    _raw: raw.rec_number_anonymous1

    def __init__(self, *, low: int = 0, high: int = 0) -> None:
        _memory.Record.__init__(self)
        self.low = low
        self.high = high

    @property
    def low(self) -> int:
        return self._raw.low

    @low.setter
    def low(self, value: int) -> None:
        if not 0 <= value <= 0xFFFF:
            raise OverflowError(f"low does not fit: {value}")
        self._raw.low = value

    @property
    def high(self) -> int:
        return self._raw.high

    @high.setter
    def high(self, value: int) -> None:
        if not 0 <= value <= 0xFFFF:
            raise OverflowError(f"high does not fit: {value}")
        self._raw.high = value


class Number(_memory.Record):
    """One of two readings."""

    __slots__ = ()

    _type = raw.rec_number
    _members = ("whole", "real", "low", "high")
    _raw: raw.rec_number

    def __init__(
        self,
        *,
        whole: int = 0,
        real: float = 0.0,
        low: int = 0,
        high: int = 0,
    ) -> None:
        _memory.Record.__init__(self)
        self.whole = whole
        self.real = real
        self.low = low
        self.high = high

    @property
    def whole(self) -> int:
        return self._raw.whole

    @whole.setter
    def whole(self, value: int) -> None:
        if not 0 <= value <= 0xFFFFFFFF:
            raise OverflowError(f"whole does not fit: {value}")
        self._raw.whole = value

    @property
    def real(self) -> float:
        return self._raw.real

    @real.setter
    def real(self, value: float) -> None:
        self._raw.real = value

    @property
    def low(self) -> int:
        return self._raw.low

    @low.setter
    def low(self, value: int) -> None:
        if not 0 <= value <= 0xFFFF:
            raise OverflowError(f"low does not fit: {value}")
        self._raw.low = value

    @property
    def high(self) -> int:
        return self._raw.high

    @high.setter
    def high(self, value: int) -> None:
        if not 0 <= value <= 0xFFFF:
            raise OverflowError(f"high does not fit: {value}")
        self._raw.high = value


class List(_memory.Record):
    """Grows at its end; `type` is a keyword elsewhere."""

    __slots__ = ()

    _type = raw.rec_list
    _members = ("count", "type", "items")
    _raw: raw.rec_list

    def __init__(self, *, count: int = 0, type: Channel = Channel.RED) -> None:
        _memory.Record.__init__(self)
        self.count = count
        self.type = type

    @property
    def count(self) -> int:
        return self._raw.count

    @count.setter
    def count(self, value: int) -> None:
        if not 0 <= value <= 0xFFFFFFFF:
            raise OverflowError(f"count does not fit: {value}")
        self._raw.count = value

    @property
    def type(self) -> Channel:
        return Channel(self._raw.type)

    @type.setter
    def type(self, value: Channel) -> None:
        self._raw.type = value

    @property
    def items(self) -> Any:
        return self._raw.items


class Native(_memory.Record):
    """Not the same size everywhere, which is allowed outside wire records."""

    __slots__ = ()

    _type = raw.rec_native
    _members = ("ticks", "name", "at_")
    _raw: raw.rec_native

    def __init__(self, *, ticks: int = 0, at_: float = 0.0) -> None:
        _memory.Record.__init__(self)
        self.ticks = ticks
        self.at_ = at_

    @property
    def ticks(self) -> int:
        return self._raw.ticks

    @ticks.setter
    def ticks(self, value: int) -> None:
        self._raw.ticks = _memory.fit(ctypes.c_long, value)

    @property
    def name(self) -> Any:
        return self._raw.name

    @name.setter
    def name(self, value: Any) -> None:
        self._raw.name = value

    @property
    def at_(self) -> float:
        return self._raw.at

    @at_.setter
    def at_(self, value: float) -> None:
        self._raw.at = value
