"""The records of the contract."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

from records_cbor.message import Record
from records_cbor.reader import Keys, Reader
from records_cbor.writer import Writer


@dataclass(eq=False)
class Event(Record):
    """A wire record: the same bytes on every target."""

    # From 1.
    id: int = 0
    # In Hz.
    rate: int = 0
    samples: Sequence[float] = field(default_factory=lambda: array("f", bytes(16)))

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa3bid")
        w.integer(self.id, 0, 18446744073709551615)
        w.raw(b"drate")
        w.integer(self.rate, 1, 192000)
        w.raw(b"gsamples\xd8UP")
        w.numbers("f", self.samples, 4)

    @classmethod
    def _read(cls, r: Reader) -> Event:
        self = cls.__new__(cls)
        m = r.open_map(7)
        if r.at_key(m, b"bid", 1 << 0):
            self.id = r.integer(0, 18446744073709551615)
        if r.at_key(m, b"drate", 1 << 1):
            self.rate = r.integer(1, 192000)
        if r.at_key(m, b"gsamples", 1 << 2):
            self.samples = r.numbers(85, "f", 4)
        while m.left and (field := r.next_field(m, _EVENT_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _EVENT_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.id = r.integer(0, 18446744073709551615)
        elif field == 1 << 1:
            self.rate = r.integer(1, 192000)
        elif field == 1 << 2:
            self.samples = r.numbers(85, "f", 4)


_EVENT_KEYS: Keys = {
    "id": (1 << 0, "id"),
    "rate": (1 << 1, "rate"),
    "samples": (1 << 2, "samples"),
}
