"""What servers can publish through NATS; ``rt_audio_cbor.events`` listens to it."""

from __future__ import annotations

from typing import Generic, TypeVar, cast

from rt_audio_cbor import _messages as messages
from rt_audio_cbor import records
from rt_audio_cbor.message import Record

_T = TypeVar("_T")


class Topic(Generic[_T]):
    """A method whose results can be published."""

    def __init__(self, method: str, reply: type[Record], field: str) -> None:
        self.method = method
        self._reply = reply
        self._field = field

    def decode(self, payload: bytes) -> _T:
        """What was published.

        Raises:
            CborError: It is no such result.
        """
        return cast("_T", getattr(self._reply.from_cbor(payload), self._field))


STATE_GET_FORMAT: Topic[records.StreamFormat] = Topic(
    "state.get_format",
    messages._RtFfiStateGetFormatReply,
    "format",
)
STATE_GET_COUNTERS: Topic[records.StreamCounters] = Topic(
    "state.get_counters",
    messages._RtFfiStateGetCountersReply,
    "counters",
)
RING_GET_COUNTERS: Topic[records.RingCounters] = Topic(
    "ring.get_counters",
    messages._RtFfiRingGetCountersReply,
    "counters",
)
REGISTRY_FIND: Topic[records.ServiceInfo] = Topic(
    "registry.find",
    messages._RtFfiRegistryFindReply,
    "service",
)
