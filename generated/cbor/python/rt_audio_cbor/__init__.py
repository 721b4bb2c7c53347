"""The messages of rt_audio_ffi.h as CBOR (RFC 8949).

Each record is a dataclass with ``to_cbor`` and ``from_cbor``. No library is needed. Arrays of numbers
are views of the message where memory is little-endian: ``numpy.asarray(record.field)`` copies nothing.
The same value gives the same bytes in every language and on every machine.
"""

from rt_audio_cbor.enums import RingMode
from rt_audio_cbor.errors import CborError, ErrorKind
from rt_audio_cbor.records import AudioBlock, ChannelCounters, RingCounters, ServiceInfo, StreamCounters, StreamFormat

__all__ = [
    "AudioBlock",
    "CborError",
    "ChannelCounters",
    "ErrorKind",
    "RingCounters",
    "RingMode",
    "ServiceInfo",
    "StreamCounters",
    "StreamFormat",
]
