"""The messages of {{header}} as CBOR (RFC 8949).

Each record is a dataclass with ``to_cbor`` and ``from_cbor``. No library is needed. Arrays of numbers
are views of the message where memory is little-endian: ``numpy.asarray(record.field)`` copies nothing.
The same value gives the same bytes in every language and on every machine.
"""

{{#enums_import}}
{{text}}
{{/enums_import}}
from {{module}}.errors import CborError, ErrorKind
{{#records_import}}
{{text}}
{{/records_import}}

__all__ = [
{{#all}}
    "{{name}}",
{{/all}}
]
