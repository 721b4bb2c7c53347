"""What can be wrong with a value or a message."""

from __future__ import annotations

import enum


class ErrorKind(enum.Enum):
    """Why a value was not encoded or a message not decoded."""

    TRUNCATED = "truncated"  # the message ends inside an item
    TRAILING = "trailing bytes"  # bytes follow the message
    MALFORMED = "malformed"  # no CBOR item begins like this
    # Not the one encoding of RFC 8949, 4.2; a string in chunks, even when not strict.
    NOT_DETERMINISTIC = "not deterministic"
    UNKNOWN_KEY = "unknown key"  # strict: a key that the contract lacks
    MISSING_KEY = "missing key"  # a field without a default is not there
    REPEATED_KEY = "repeated key"  # a field is there twice
    WRONG_TYPE = "wrong type"  # an item of another type than the field's
    OUT_OF_RANGE = "out of range"  # a value that the field cannot have
    BAD_UTF8 = "not UTF-8"  # text that is not UTF-8
    TOO_LONG = "too long"  # more bytes or elements than the field holds
    TOO_DEEP = "too deep"  # nested deeper than allowed
    LIMIT = "larger than limit"  # a message larger than allowed


class CborError(ValueError):
    """A value that cannot be encoded, or a message that cannot be decoded.

    Attributes:
        kind: What is wrong.
        position: Offset in the message of the item at fault.
        key: The field that is missing.
    """

    def __init__(self, kind: ErrorKind, position: int, key: str | None = None) -> None:
        name = f" '{key}'" if key else ""
        super().__init__(f"{kind.value}{name} at byte {position}")
        self.kind = kind
        self.position = position
        self.key = key
