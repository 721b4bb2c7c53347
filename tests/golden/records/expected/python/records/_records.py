"""Records."""

from __future__ import annotations

from typing import Any

from . import _memory, _numbers, _values, raw
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
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFFFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFFFFFFFFFF, "id")
        self._raw.id = value

    @property
    def rate(self) -> int:
        """In Hz. 1 to 192000."""
        return self._raw.rate

    @rate.setter
    def rate(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFF, "rate")
        self._raw.rate = value

    @property
    def samples(self) -> _numbers.Float32s:
        return _numbers.Float32s._within(self, self._raw.samples)


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
        if type(value) is not int or not 0 <= value <= 0xFF:
            value = _values.integer(value, 0, 0xFF, "kind")
        self._raw.kind = value

    @property
    def value(self) -> int:
        return self._raw.value

    @value.setter
    def value(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFF, "value")
        self._raw.value = value

    @property
    def tail(self) -> int:
        return self._raw.tail

    @tail.setter
    def tail(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFF:
            value = _values.integer(value, 0, 0xFFFF, "tail")
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
        if type(value) is not int:
            value = _values.integer(value, -(1 << 64), 1 << 64, "mode")
        self._raw.mode = value

    @property
    def level(self) -> int:
        return self._raw.level

    @level.setter
    def level(self, value: int) -> None:
        if type(value) is not int:
            value = _values.integer(value, -(1 << 64), 1 << 64, "level")
        self._raw.level = value

    @property
    def wide(self) -> int:
        return self._raw.wide

    @wide.setter
    def wide(self, value: int) -> None:
        if type(value) is not int:
            value = _values.integer(value, -(1 << 64), 1 << 64, "wide")
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
        if type(value) is not int or not 0 <= value <= 0xFFFF:
            value = _values.integer(value, 0, 0xFFFF, "low")
        self._raw.low = value

    @property
    def high(self) -> int:
        return self._raw.high

    @high.setter
    def high(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFF:
            value = _values.integer(value, 0, 0xFFFF, "high")
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
        whole: int | None = None,
        real: float | None = None,
        low: int | None = None,
        high: int | None = None,
    ) -> None:
        _memory.Record.__init__(self)
        if whole is not None:
            self.whole = whole
        if real is not None:
            self.real = real
        if low is not None:
            self.low = low
        if high is not None:
            self.high = high

    @property
    def whole(self) -> int:
        return self._raw.whole

    @whole.setter
    def whole(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFF, "whole")
        self._raw.whole = value

    @property
    def real(self) -> float:
        return self._raw.real

    @real.setter
    def real(self, value: float) -> None:
        if (
            type(value) is not float
            or not -3.4028234663852886e38 <= value <= 3.4028234663852886e38
        ):
            value = _values.single(value, "real")
        self._raw.real = value

    @property
    def low(self) -> int:
        return self._raw.low

    @low.setter
    def low(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFF:
            value = _values.integer(value, 0, 0xFFFF, "low")
        self._raw.low = value

    @property
    def high(self) -> int:
        return self._raw.high

    @high.setter
    def high(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFF:
            value = _values.integer(value, 0, 0xFFFF, "high")
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
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFF, "count")
        self._raw.count = value

    @property
    def type(self) -> Channel:
        return Channel(self._raw.type)

    @type.setter
    def type(self, value: Channel) -> None:
        if type(value) is not Channel:
            value = _values.member(Channel, value, "type")
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
        if type(value) is not int or not _values.LONG_MIN <= value <= _values.LONG_MAX:
            value = _values.integer(value, _values.LONG_MIN, _values.LONG_MAX, "ticks")
        self._raw.ticks = value

    @property
    def name(self) -> int | None:
        return _memory.address(self._raw, "name")

    @property
    def at_(self) -> float:
        return self._raw.at

    @at_.setter
    def at_(self, value: float) -> None:
        if type(value) is not float:
            value = _values.double(value, "at_")
        self._raw.at = value
