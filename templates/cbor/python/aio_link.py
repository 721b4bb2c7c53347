"""A connection to a server for asyncio: calls are sent without waiting for each other's answers."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import struct
import time
from collections import deque
from typing import TypeVar, cast

from {{module}}._dial import unix_socket
from {{module}}._link import Late, Using, decode, frame, hello, release
from {{module}}.call_errors import CborError, DeadlineError, LostError, read_error
from {{module}}.message import Record

_R = TypeVar("_R", bound=Record)
_HEAD = struct.Struct(">iI")


class Pending:
    """A call that waits for its answer, or no longer does."""

    __slots__ = ("accepted", "answer", "headers", "late", "reply", "session")

    def __init__(self, reply: type[Record] | None, accepted: tuple[int, ...], late: Late) -> None:
        self.answer: asyncio.Future[tuple[int, bytes]] = asyncio.get_running_loop().create_future()
        self.reply = reply
        self.accepted = accepted
        self.late = late
        self.headers: dict[str, str] = {}
        self.session = ""


class Wire(asyncio.Protocol):
    """One connection, on which answers come in the order of requests."""

    def __init__(self, most: int) -> None:
        self.pending: deque[Pending] = deque()
        self.writable = asyncio.Event()
        self.writable.set()
        self.has_ended = False
        self._transport: asyncio.WriteTransport | None = None
        self._buffer = bytearray()
        self._needed = 8  # bytes, before there is anything to do
        self._most = most

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Of the loop."""
        self._transport = cast("asyncio.WriteTransport", transport)

    def data_received(self, data: bytes) -> None:
        """Of the loop."""
        if self._buffer:
            self._buffer += data
            if len(self._buffer) < self._needed:
                return
            data = bytes(self._buffer)
            self._buffer.clear()
        at = 0
        self._needed = 8
        while len(data) - at >= 8 and not self.has_ended:
            status, size = _HEAD.unpack_from(data, at)
            if size > self._most:
                return self.end(f"a reply of {size} bytes")
            end = at + 8 + size
            if end > len(data):
                self._needed = end - at
                break
            self._answer(status, data[at + 8 : end])
            at = end
        self._buffer += data[at:]

    def _answer(self, status: int, data: bytes) -> None:
        if not self.pending:
            return self.end("an answer that nobody asked for")
        first = self.pending.popleft()
        if not first.answer.done():
            first.answer.set_result((status, data))
        elif first.late and first.reply is not None and status in first.accepted:
            with contextlib.suppress(CborError):
                for method, payload in release(first.late, decode(first.reply, data)):
                    self.send(method, payload, forgotten())

    def send(self, method: str, payload: bytes, pending: Pending) -> None:
        """Sends a request."""
        assert self._transport is not None
        self.pending.append(pending)
        self._transport.write(frame(method, payload))

    def pause_writing(self) -> None:
        """Of the loop: the server takes nothing."""
        self.writable.clear()

    def resume_writing(self) -> None:
        """Of the loop: it does again."""
        self.writable.set()

    def connection_lost(self, error: Exception | None) -> None:
        """Of the loop."""
        self.end(str(error or "the server closed the connection"))

    def end(self, cause: str) -> None:
        """Closes it; those that wait are told why."""
        self.has_ended = True
        self.writable.set()
        if self._transport is not None:
            self._transport.close()
        for each in self.pending:
            if not each.answer.done():
                each.answer.set_exception(LostError(cause))
                each.answer.exception()  # whoever waits for it sees it
        self.pending.clear()


def forgotten() -> Pending:
    """A call that nobody waits for."""
    pending = Pending(None, (), ())
    pending.answer.cancel()
    return pending


class Alarm:
    """Ends waits in time, all by one timer: to set one for each takes half as long as a call."""

    def __init__(self) -> None:
        self._waiting: dict[Pending, float] = {}
        self._timer: asyncio.TimerHandle | None = None

    def add(self, pending: Pending, timeout: float) -> None:
        """Ends the wait for its answer after so many seconds."""
        loop = asyncio.get_running_loop()
        until = self._waiting[pending] = loop.time() + timeout
        if self._timer is not None and self._timer.when() > until:
            self._timer.cancel()
            self._timer = None
        if self._timer is None:
            self._timer = loop.call_at(until, self._ring)

    def remove(self, pending: Pending) -> None:
        """Undoes add(). The timer stays for the next one."""
        self._waiting.pop(pending, None)

    def _ring(self) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        for pending, until in list(self._waiting.items()):
            if until <= now:
                del self._waiting[pending]
                if not pending.answer.done():
                    pending.answer.set_exception(asyncio.TimeoutError())
        self._timer = loop.call_at(min(self._waiting.values()), self._ring) if self._waiting else None

    def stop(self) -> None:
        """Nobody waits any more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class AsyncLink:
    """What a client calls through."""

    def __init__(self, address: str, timeout: float | None, tolerant: bool, context: ssl.SSLContext | None) -> None:
        self._address = address
        self._timeout = timeout
        self._tolerant = tolerant
        self._context = context
        self._lock = asyncio.Lock()
        self._alarm = Alarm()
        self._wire: Wire | None = None
        self._closed = False
        self.epoch = 0
        self.most = 64 << 20

    async def close(self) -> None:
        """Ends the connection, and with it all objects."""
        self._closed = True
        if self._wire is not None:
            self._wire.end("the client was closed")
        await asyncio.sleep(0)  # those that wait go first
        self._alarm.stop()

    async def connect(self, timeout: float | None = None) -> None:
        """Connects unless it is."""
        async with self._lock:
            if self._closed:
                raise LostError("the client was closed")
            if not self._is_connected():
                await self._connect(self._timeout if timeout is None else timeout)

    def _is_connected(self) -> bool:
        return self._wire is not None and not self._wire.has_ended

    async def _dial(self, wire: Wire) -> None:
        loop = asyncio.get_running_loop()
        kind, _, rest = self._address.partition(":")
        if kind == "unix":
            sock = unix_socket()
            try:
                sock.setblocking(False)
                while True:
                    try:
                        sock.connect(rest)
                        break
                    except BlockingIOError:  # a queue that is full, of which no system tells
                        await asyncio.sleep(0.005)
                await loop.create_unix_connection(lambda: wire, sock=sock)
            except BaseException:
                sock.close()
                raise
        elif kind in ("tcp", "tls"):
            host, _, port = rest.rpartition(":")
            context = (self._context or ssl.create_default_context()) if kind == "tls" else None
            await loop.create_connection(lambda: wire, host.strip("[]"), int(port), ssl=context)
        else:
            raise ValueError(f"{self._address!r} is neither unix:, tcp: nor tls:")

    async def _connect(self, timeout: float | None) -> None:
        until = None if timeout is None else time.monotonic() + timeout
        wire = Wire(self.most)
        try:
            await asyncio.wait_for(self._dial(wire), timeout)
        except BaseException as error:
            wire.end("not connected")
            if isinstance(error, asyncio.TimeoutError):
                raise DeadlineError(f"{self._address}: not connected in time; the call was not made") from None
            if isinstance(error, OSError):
                raise LostError(f"{self._address}: {error}") from error
            raise
        self.epoch += 1
        try:
            pending = Pending(None, (0,), ())
            wire.send("ffi.hello", hello(self._tolerant), pending)
            left = None if until is None else max(until - time.monotonic(), 0.0)
            status, data = await self._wait("ffi.hello", pending, left)
            if status != 0:
                raise read_error("ffi.hello", status, data)
        except BaseException:
            wire.end("no answer to ffi.hello")  # whoever is there has not said that it has the same layout
            raise
        self._wire = wire

    def _abandon(self, pending: Pending) -> None:
        """Nobody waits for the last request any more: the server may end a wait."""
        wire = self._wire
        if wire is not None and not wire.has_ended and wire.pending and wire.pending[-1] is pending:
            wire.send("ffi.cancel", b"\xa0", forgotten())

    async def _wait(self, method: str, pending: Pending, timeout: float | None) -> tuple[int, bytes]:
        if timeout is not None:
            self._alarm.add(pending, timeout)
        try:
            return await pending.answer
        except asyncio.CancelledError:
            self._abandon(pending)
            raise
        except asyncio.TimeoutError:
            self._abandon(pending)
            raise DeadlineError(f"{method}: no answer in time; the call may have been made") from None
        finally:
            if timeout is not None:
                self._alarm.remove(pending)

    async def _exchange(
        self, method: str, payload: bytes, timeout: float | None, pending: Pending
    ) -> tuple[int, bytes]:
        wire = self._wire
        assert wire is not None
        if not wire.writable.is_set():
            start = time.monotonic()
            try:
                await asyncio.wait_for(wire.writable.wait(), timeout)
            except asyncio.TimeoutError:
                raise DeadlineError(f"{method}: the server takes nothing; the call was not made") from None
            if timeout is not None:
                timeout = max(timeout - (time.monotonic() - start), 0.0)
        if wire.has_ended:
            raise LostError(f"{method}: the connection is no more; the call was not made")
        wire.send(method, payload, pending)
        return await self._wait(method, pending, timeout)

    async def call(
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
        if timeout is None:
            timeout = self._timeout
        if self._closed or not self._is_connected():
            start = time.monotonic()
            await self.connect(timeout)
            if timeout is not None:
                timeout = max(timeout - (time.monotonic() - start), 0.0)
        objects.begin(method, self.epoch)
        now = self.epoch
        pending = Pending(reply, accepted, late)
        status, data = await self._exchange(method, payload, timeout, pending)
        if status not in accepted:
            objects.keep(status)
            raise read_error(method, status, data)
        return status, decode(reply, data), now


def open_link(address: str, timeout: float | None, tolerant: bool, context: ssl.SSLContext | None) -> AsyncLink:
    """The link of an address, not connected yet."""
    if address.startswith(("nats://", "nats+tls://")):
        from {{module}}._nats_link import AsyncNatsLink

        return AsyncNatsLink(address, timeout, tolerant, context)
    return AsyncLink(address, timeout, tolerant, context)
