"""What calls fail with."""

from __future__ import annotations

import builtins

from rt_audio_cbor.errors import CborError, ErrorKind
from rt_audio_cbor.reader import Keys, Reader


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


class NullPointerError(CallError):
    """A pointer that must not be NULL was."""


class InvalidArgumentError(CallError):
    """A value out of its range, or not allowed here."""


class NotFoundError(CallError):
    """No such segment, service or entry."""


class ExistsError(CallError):
    """The name is taken by a live owner."""


class FullError(CallError):
    """No free slot, and none may be overwritten."""


class EmptyError(CallError):
    """Nothing to read."""


class TimeoutError(CallError, builtins.TimeoutError):
    """The time ran out first."""


class ClosedError(CallError):
    """The other side closed it for good."""


class StaleError(CallError):
    """The owner died, or the id belongs to an ended life."""


class VersionMismatchError(CallError):
    """Made by another major version of the contract."""


class FingerprintMismatchError(CallError):
    """Made from a contract with another layout."""


class PermissionError(CallError, builtins.PermissionError):
    """The system refused access."""


class OutOfMemoryError(CallError):
    """Memory or shared memory ran out."""


class RtAudioSystemError(CallError):
    """A system call failed; the text names it."""


class CorruptError(CallError):
    """The segment is foreign, short or half built."""


class BusyError(CallError):
    """Another live process or claim holds it."""


class InternalError(CallError):
    """A defect in the library."""


class UnsupportedError(CallError):
    """This system has no such thing; the text says what it lacks."""


ERRORS: dict[int, type[CallError]] = {
    1: NullPointerError,
    2: InvalidArgumentError,
    3: NotFoundError,
    4: ExistsError,
    5: FullError,
    6: EmptyError,
    7: TimeoutError,
    8: ClosedError,
    9: StaleError,
    10: VersionMismatchError,
    11: FingerprintMismatchError,
    12: PermissionError,
    13: OutOfMemoryError,
    14: RtAudioSystemError,
    15: CorruptError,
    16: BusyError,
    17: InternalError,
    18: UnsupportedError,
}

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
