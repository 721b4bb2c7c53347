"""A connection to a server, one call at a time."""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import sys
import threading
import time
from collections import deque
from typing import Generic, TypeVar

from {{module}}._cancel import Cancel
from {{module}}._dial import READ, WRITE, dial, wait
from {{module}}.call_errors import (
    CborError,
    DeadlineError,
    GivenUpError,
    LostError,
    read_error,
)
from {{module}}.message import Record
from {{module}}.reader import Reader
from {{module}}.writer import Writer

_R = TypeVar("_R", bound=Record)
_L_co = TypeVar("_L_co", covariant=True)
_HEAD = struct.Struct(">iI")
_LENGTH = struct.Struct(">I")
# struct timeval, where it is known.
_TIMEVAL = struct.Struct("@ll") if sys.platform == "linux" and struct.calcsize("@l") == 8 else None

# Methods that end what a late reply has, and the fields of their requests and of the reply.
Late = tuple[tuple[str, str, str], ...]
# Whose answer nobody waits for any more: its methods of that kind, what it is, and when it is a result.
Gone = tuple[Late, type[Record], tuple[int, ...]]


class Remote(Generic[_L_co]):
    """What the server keeps for a client: until it is closed, or its connection ends."""

    def __init__(self, link: _L_co, identity: int, epoch: int) -> None:
        self._link = link
        self._identity = identity
        self._epoch = epoch
        self._is_ended = False

    def _use(self, link: object) -> int:
        if self._is_ended or self._link is not link:
            raise LostError(f"{type(self).__name__} was closed, or is another client's")
        return self._identity


class Using:
    """The objects of one call; some of them end with it."""

    __slots__ = ("_ended", "_objects")

    def __init__(self, *objects: Remote[object] | None, ended: tuple[Remote[object] | None, ...] = ()) -> None:
        self._objects = objects
        self._ended = [each for each in ended if each is not None]

    def begin(self, method: str, epoch: int) -> None:
        """Before the call is made on the connection of that number; under what keeps calls apart."""
        if any(each is not None and each._epoch != epoch for each in self._objects):
            raise LostError(f"{method}: an object's connection is no more")
        if any(each._is_ended for each in self._ended):
            raise LostError(f"{method}: an object was closed")
        for each in self._ended:
            each._is_ended = True

    def keep(self, status: int) -> None:
        """After an error: where the server did not make the call, the client has its objects still."""
        if status < _LOWEST_OF_CONTRACTS and status not in _MAYBE_MADE:
            for each in self._ended:
                each._is_ended = False


NO_OBJECTS = Using()
_LOWEST_OF_CONTRACTS = -(1 << 31) + 64
# ffi.nothing_given, ffi.bad_reply, ffi.internal and ffi.repeated.
_MAYBE_MADE = frozenset(-(1 << 31) + each for each in (7, 8, 11, 13))

_METHODS: dict[str, bytes] = {}


def frame(method: str, payload: bytes) -> bytes:
    """A request as it is sent."""
    head = _METHODS.get(method)
    if head is None:
        name = method.encode()
        head = _METHODS[method] = _LENGTH.pack(len(name)) + name
    return head + _LENGTH.pack(len(payload)) + payload


_NOBODY_WAITS = frame("ffi.cancel", b"\xa0")  # the server may end a wait


def hello(tolerant: bool) -> bytes:
    """Who calls."""
    w = Writer()
    w.raw(b"\xa3\x68contract")
    w.text("{{package}}", 1 << 16)
    w.raw(b"\x68tolerant")
    w.boolean(tolerant)
    w.raw(b"\x6bfingerprint")
    w.text("{{fingerprint}}", 1 << 16)
    return bytes(w.out)


def release(late: Late, reply: Record) -> list[tuple[str, bytes]]:
    """Methods and requests that end the objects of a reply that nobody waits for."""
    requests = []
    for method, field, attribute in late:
        identity = getattr(reply, attribute)
        if identity:
            w = Writer()
            w.head(5, 1)
            w.text(field, 1 << 16)
            w.head(0, identity)
            requests.append((method, bytes(w.out)))
    return requests


def decode(reply: type[_R], data: bytes) -> _R:
    """Reply.from_cbor() of what is there."""
    reader = Reader(data, False, 32)
    result = reply._read(reader)
    reader.end()
    return result


class Link:
    """What a blocking client calls through."""

    def __init__(self, address: str, timeout: float | None, tolerant: bool, context: ssl.SSLContext | None) -> None:
        self._address = address
        self._timeout = timeout
        self._tolerant = tolerant
        self._context = context
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._buffer = bytearray()
        # Of each answer that is still to come, if it has objects; only the last may be waited for.
        self._late: deque[Gone | None] = deque()
        self._closed = False
        self._limited: float | None = None
        self.epoch = 0
        self.most = 64 << 20
        with self._lock:
            self._connect(self._until(None))

    def _until(self, timeout: float | None) -> float | None:
        """When a call that begins now has to be over."""
        if timeout is None:
            timeout = self._timeout
        return None if timeout is None else time.monotonic() + timeout

    def close(self) -> None:
        """Ends the connection, and with it all objects."""
        with self._lock:
            self._closed = True
            self._drop()

    def call(
        self,
        method: str,
        objects: Using,
        request: Record,
        reply: type[_R],
        accepted: tuple[int, ...],
        timeout: float | None,
        late: Late = (),
    ) -> tuple[int, _R, int]:
        """Status, reply and the connection's number."""
        payload = request.to_cbor()
        cancel = Cancel.of_thread()
        with self._lock:
            if self._closed:
                raise LostError("the client was closed")
            if cancel is not None and cancel.is_due:
                raise GivenUpError(f"{method}: given up; the call was not made")
            until = self._until(timeout)
            if self._socket is None:
                self._connect(until)
            objects.begin(method, self.epoch)
            status, data = self._exchange(method, payload, until, cancel, (late, reply, accepted) if late else None)
            now = self.epoch
        if status not in accepted:
            objects.keep(status)
            raise read_error(method, status, data)
        return status, decode(reply, data), now

    def _connect(self, until: float | None) -> None:
        self._drop()
        try:
            self._socket = dial(self._address, until, self._context)
        except TimeoutError:
            raise DeadlineError(f"{self._address}: not connected in time; the call was not made") from None
        except OSError as error:
            raise LostError(f"{self._address}: {error}") from error
        self.epoch += 1
        try:
            status, data = self._exchange("ffi.hello", hello(self._tolerant), until, Cancel.of_thread(), None)
            if status != 0:
                raise read_error("ffi.hello", status, data)
        except BaseException:
            self._drop()  # whoever is there has not said that it has the same layout
            raise

    def _drop(self) -> None:
        if self._socket is not None:
            self._socket.close()
        self._socket = None
        self._limited = None
        self._buffer.clear()
        self._late.clear()

    def _exchange(
        self, method: str, payload: bytes, until: float | None, cancel: Cancel | None, late: Gone | None
    ) -> tuple[int, bytes]:
        try:
            self._send(frame(method, payload), until, cancel)
        except BaseException as error:  # half a request is of no use to anybody
            self._drop()
            if isinstance(error, (TimeoutError, BlockingIOError)):
                raise DeadlineError(f"{method}: not sent in time") from None
            if isinstance(error, OSError):
                raise LostError(f"{method}: {error}") from error
            if isinstance(error, GivenUpError):
                raise GivenUpError(f"{method}: given up while it was sent; the connection ends") from None
            raise
        self._late.append(late)  # the last of them is this call's
        releases: list[bytes] = []
        try:
            while True:
                status, data = self._receive(until, cancel)
                gone = self._late.popleft()
                if not self._late:
                    break
                if gone is not None and status in gone[2]:
                    with contextlib.suppress(CborError):
                        releases += [frame(*request) for request in release(gone[0], decode(gone[1], data))]
        except TimeoutError:
            releases.append(_NOBODY_WAITS)
            raise DeadlineError(f"{method}: no answer in time; the call may have been made") from None
        except GivenUpError:
            releases.append(_NOBODY_WAITS)
            raise GivenUpError(f"{method}: given up; the call may have been made") from None
        except OSError as error:
            self._drop()
            raise LostError(f"{method}: {error}") from error
        finally:
            if releases:
                self._release(releases)
        return status, data

    def _release(self, requests: list[bytes]) -> None:
        try:
            for request in requests:
                if self._socket is not None:
                    self._send(request, time.monotonic() + 0.1, None)
                    self._late.append(None)
        except OSError:
            self._drop()

    def _send(self, data: bytes, until: float | None, cancel: Cancel | None) -> None:
        assert self._socket is not None
        if cancel is None:
            if until is not None or self._limited is not None:
                self._limit(until)
            self._socket.sendall(data)
            return
        rest = memoryview(data)
        while rest:
            self._ready(until, WRITE)
            with contextlib.suppress(socket.timeout):
                rest = rest[self._socket.send(rest) :]

    def _limit(self, until: float | None) -> None:
        """Lets the socket wait until then; a limit that it has is kept while it is right but for 2 ms."""
        assert self._socket is not None
        left = None if until is None else until - time.monotonic()
        if left is not None and left <= 0:
            raise TimeoutError
        if left != self._limited and (left is None or self._limited is None or not 0 <= self._limited - left <= 0.002):
            self._limited = left
            if _TIMEVAL is None or isinstance(self._socket, ssl.SSLSocket):
                self._socket.settimeout(left)
                return
            # The system's own limit spares Python's poll before each call.
            self._socket.settimeout(None)
            micros = 0 if left is None else max(int(left * 1e6), 1)
            limit = _TIMEVAL.pack(micros // 1_000_000, micros % 1_000_000)
            for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
                self._socket.setsockopt(socket.SOL_SOCKET, option, limit)

    def _ready(self, until: float | None, event: int) -> None:
        """Waits until the socket is ready, where the call can be given up."""
        assert self._socket is not None
        # What is ready is done in part; a part of a TLS record is not waited for either.
        self._limited = 0.02
        self._socket.settimeout(self._limited)
        if isinstance(self._socket, ssl.SSLSocket) and event == READ and self._socket.pending():
            return
        wait(self._socket, event, until)

    def _some(self, size: int, until: float | None, cancel: Cancel | None) -> bytes:
        """What has come; nothing where it is only time to ask whether the call goes on."""
        assert self._socket is not None
        if cancel is not None:
            self._ready(until, READ)
        elif until is not None or self._limited is not None:
            self._limit(until)
        try:
            data = self._socket.recv(4096 if size <= 4096 else min(size, 1 << 18))
        except (socket.timeout, BlockingIOError):
            if cancel is None:
                raise TimeoutError from None
            return b""
        if not data:
            raise ConnectionError("the server closed the connection")
        return data

    def _fill(self, size: int, until: float | None, cancel: Cancel | None) -> None:
        while len(self._buffer) < size:
            self._buffer += self._some(size - len(self._buffer), until, cancel)

    def _receive(self, until: float | None, cancel: Cancel | None) -> tuple[int, bytes]:
        if not self._buffer:
            data = self._some(0, until, cancel)
            if len(data) >= 8:
                status, size = _HEAD.unpack_from(data)
                if len(data) == 8 + size:  # all of it, and nothing else
                    return status, data[8:]
            self._buffer += data
        self._fill(8, until, cancel)
        status, size = _HEAD.unpack_from(self._buffer)
        if size > self.most:
            raise ConnectionError(f"a reply of {size} bytes")
        self._fill(8 + size, until, cancel)
        whole = bytes(self._buffer[8 : 8 + size])
        del self._buffer[: 8 + size]
        return status, whole


def open_link(address: str, timeout: float | None, tolerant: bool, context: ssl.SSLContext | None) -> Link:
    """The link of an address, connected."""
    if address.startswith(("nats://", "nats+tls://")):
        from {{module}}._nats_link import NatsLink

        return NatsLink(address, timeout, tolerant, context)
    return Link(address, timeout, tolerant, context)
