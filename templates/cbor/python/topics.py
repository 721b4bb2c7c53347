"""What servers can publish through NATS; ``{{module}}.events`` listens to it."""

from __future__ import annotations

from typing import Generic, TypeVar, cast

{{#has_topics}}
from {{module}} import _messages as messages
from {{module}} import records
{{/has_topics}}
from {{module}}.message import Record

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
{{#has_topics}}


{{/has_topics}}
{{#topics}}
{{name}}: Topic[records.{{type}}] = Topic(
    "{{method}}",
    messages.{{reply}},
    "{{field}}",
)
{{/topics}}
