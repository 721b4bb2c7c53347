"""What calls fail with."""

from __future__ import annotations

{{#has_builtins}}
import builtins

{{/has_builtins}}
from {{module}}.errors import CborError, ErrorKind
from {{module}}.reader import Keys, Reader


class RpcError(Exception):
    """A call that has no reply."""


class LostError(RpcError, ConnectionError):
    """The connection of a call or of an object is no more.

    The client's next call makes a new one; objects have to be opened again.
    """


class DeadlineError(RpcError, TimeoutError):
    """No answer came in time. The call may have been made all the same."""


class GivenUpError(RpcError):
    """The call was given up by a :class:`Cancel`. It may have been made all the same."""


class CallError(RpcError):
    """What the server answers to a call that failed.

    Attributes:
        code: The contract's, or the protocol's, which are below -2147483584.
        name: As C has it; ``ffi.…`` of the protocol.
        text: What went wrong.
        method: What was called.
    """

    def __init__(self, code: int, name: str, text: str, method: str) -> None:
        super().__init__(f"{method}: {name}: {text}")
        self.code = code
        self.name = name
        self.text = text
        self.method = method
{{#errors}}


class {{name}}(CallError{{base}}):
    """{{doc}}"""
{{/errors}}


{{#has_errors}}
ERRORS: dict[int, type[CallError]] = {
{{#errors}}
    {{value}}: {{name}},
{{/errors}}
}
{{/has_errors}}
{{^has_errors}}
ERRORS: dict[int, type[CallError]] = {}
{{/has_errors}}

_KEYS: Keys = {"code": (1 << 0, "code"), "name": (1 << 1, "name"), "text": (1 << 2, "text")}


def read_error(method: str, status: int, payload: bytes) -> RpcError:
    """The error that came instead of a reply."""
    name = text = ""
    try:
        r = Reader(payload, False, 32)
        m = r.open_map(7)
        while (field := r.next_field(m, _KEYS)) is not None:
            if field == 1 << 0:
                r.integer(-(1 << 31), (1 << 31) - 1)
            elif field == 1 << 1:
                name = r.text(1 << 16)
            else:
                text = r.text(1 << 16)
        r.close_map(m, _KEYS)
        r.end()
    except CborError as error:
        return LostError(f"{method}: an error that cannot be read: {error}")
    return ERRORS.get(status, CallError)(status, name, text, method)


__all__ = ["ERRORS", "CallError", "CborError", "DeadlineError", "ErrorKind", "LostError", "RpcError", "read_error"]
