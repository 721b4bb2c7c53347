"""What every record can do."""

from __future__ import annotations

import dataclasses
from typing import TypeVar

from records_cbor.errors import CborError, ErrorKind
from records_cbor.reader import Reader, same
from records_cbor.writer import Writer

_R = TypeVar("_R", bound="Record")


class Record:
    """A record that is a message or a part of one."""

    def to_cbor(self) -> bytes:
        """The record as a message.

        Raises:
            CborError: A value that the contract does not allow.
        """
        writer = Writer()
        self._write(writer)
        return bytes(writer.out)

    @classmethod
    def from_cbor(
        cls: type[_R],
        data: bytes | bytearray | memoryview,
        *,
        strict: bool = False,
        depth: int = 32,
        size: int | None = None,
    ) -> _R:
        """Decodes a message that is nothing but such a record.

        Args:
            data: The message. Of a ``bytes`` nothing is copied: arrays of numbers are views of it.
            strict: Only deterministic encoding, no unknown keys. They are skipped otherwise.
            depth: Maps and arrays within each other, at most 64.
            size: Most bytes of a message.

        Raises:
            CborError: Whatever is wrong with the message.
        """
        if size is not None and memoryview(data).nbytes > size:
            raise CborError(ErrorKind.LIMIT, 0)
        reader = Reader(bytes(data), strict, min(depth, 64))
        result = cls._read(reader)
        reader.end()
        return result

    def _write(self, w: Writer) -> None:
        raise NotImplementedError

    @classmethod
    def _read(cls: type[_R], r: Reader) -> _R:
        raise NotImplementedError

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        names = [field.name for field in dataclasses.fields(self)]  # type: ignore[arg-type]
        return all(same(getattr(self, name), getattr(other, name)) for name in names)

    __hash__ = None  # type: ignore[assignment]
