"""The messages of input.h as CBOR (RFC 8949).

Each record is a dataclass with ``to_cbor`` and ``from_cbor``. No library is needed. Arrays of numbers
are views of the message where memory is little-endian: ``numpy.asarray(record.field)`` copies nothing.
The same value gives the same bytes in every language and on every machine.
"""

from records_cbor.errors import CborError, ErrorKind
from records_cbor.records import Event

__all__ = [
    "CborError",
    "ErrorKind",
    "Event",
]
