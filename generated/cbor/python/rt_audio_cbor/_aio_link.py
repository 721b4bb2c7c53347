"""A connection to a server for asyncio: calls are sent without waiting for each other's answers."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import struct
import time
from collections import deque
from typing import TypeVar

from rt_audio_cbor._link import Late, frame, hello, release
from rt_audio_cbor.call_errors import DeadlineError, LostError, read_error
from rt_audio_cbor.message import Record

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


class AsyncLink:
    """What a client calls through."""

    def __init__(self, address: str, timeout: float | None, tolerant: bool, context: ssl.SSLContext | None) -> None:
        self._address = address
        self._timeout = timeout
        self._tolerant = tolerant
        self._context = context
        self._lock = asyncio.Lock()
        self._pending: deque[Pending] = deque()
        self._writer: asyncio.StreamWriter | None = None
        self._task: asyncio.Task[None] | None = None
        self._closed = False
        self.epoch = 0
        self.most = 64 << 20

    async def close(self) -> None:
        """Ends the connection, and with it all objects."""
        self._closed = True
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def connect(self, timeout: float | None = None) -> None:
        """Connects unless it is."""
        async with self._lock:
            if self._closed:
                raise LostError("the client was closed")
            if not self._is_connected():
                await self._connect(self._timeout if timeout is None else timeout)

    def _is_connected(self) -> bool:
        return self._writer is not None

    async def _dial(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        kind, _, rest = self._address.partition(":")
        if kind == "unix":
            sock = socket.socket(socket.AF_UNIX)
            try:
                sock.setblocking(False)
                while True:
                    try:
                        sock.connect(rest)
                        break
                    except BlockingIOError:  # a queue that is full, of which no system tells
                        await asyncio.sleep(0.005)
                return await asyncio.open_unix_connection(sock=sock)
            except BaseException:
                sock.close()
                raise
        if kind in ("tcp", "tls"):
            host, _, port = rest.rpartition(":")
            context = (self._context or ssl.create_default_context()) if kind == "tls" else None
            return await asyncio.open_connection(host.strip("[]"), int(port), ssl=context)
        raise ValueError(f"{self._address!r} is neither unix:, tcp: nor tls:")

    async def _connect(self, timeout: float | None) -> None:
        until = None if timeout is None else time.monotonic() + timeout
        try:
            reader, writer = await asyncio.wait_for(self._dial(), timeout)
        except asyncio.TimeoutError:
            raise DeadlineError(f"{self._address}: not connected in time; the call was not made") from None
        except OSError as error:
            raise LostError(f"{self._address}: {error}") from error
        self._writer = writer
        self._pending = deque()
        self.epoch += 1
        self._task = asyncio.create_task(self._read(reader, writer, self._pending))
        try:
            pending = self._send("ffi.hello", hello(self._tolerant), Pending(None, (0,), ()))
            left = None if until is None else max(until - time.monotonic(), 0.0)
            status, data = await self._wait("ffi.hello", pending, left)
            if status != 0:
                raise read_error("ffi.hello", status, data)
        except BaseException:
            self._drop(writer)  # whoever is there has not said that it has the same layout
            raise

    def _drop(self, writer: asyncio.StreamWriter) -> None:
        writer.close()
        if self._writer is writer:
            self._writer = None

    async def _read(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, pending: deque[Pending]) -> None:
        cause = "the server closed the connection"
        try:
            while True:
                status, size = _HEAD.unpack(await reader.readexactly(8))
                if size > self.most:
                    raise ConnectionError(f"a reply of {size} bytes")
                data = await reader.readexactly(size)
                first = pending.popleft()
                if not first.answer.done():
                    first.answer.set_result((status, data))
                elif first.late and first.reply is not None and status in first.accepted:
                    for method, payload in release(first.late, first.reply.from_cbor(data)):
                        pending.append(self._forgotten())
                        writer.write(frame(method, payload))
        except (OSError, EOFError, IndexError) as error:
            cause = str(error) or cause
        finally:
            self._drop(writer)
            for each in pending:
                if not each.answer.done():
                    each.answer.set_exception(LostError(cause))

    @staticmethod
    def _forgotten() -> Pending:
        pending = Pending(None, (), ())
        pending.answer.cancel()
        return pending

    def _send(self, method: str, payload: bytes, pending: Pending) -> Pending:
        assert self._writer is not None
        self._pending.append(pending)
        self._writer.write(frame(method, payload))
        return pending

    def _abandon(self, pending: Pending) -> None:
        """Nobody waits for the last request any more: the server may end a wait."""
        if self._writer is not None and self._pending and self._pending[-1] is pending:
            self._send("ffi.cancel", b"\xa0", self._forgotten())

    async def _wait(self, method: str, pending: Pending, timeout: float | None) -> tuple[int, bytes]:
        try:
            return await asyncio.wait_for(pending.answer, timeout)
        except asyncio.CancelledError:
            self._abandon(pending)
            raise
        except asyncio.TimeoutError:
            self._abandon(pending)
            raise DeadlineError(f"{method}: no answer in time; the call may have been made") from None

    async def _exchange(
        self, method: str, payload: bytes, timeout: float | None, pending: Pending
    ) -> tuple[int, bytes]:
        self._send(method, payload, pending)
        writer = self._writer
        if writer is not None and writer.transport.get_write_buffer_size() > 1 << 20:
            with contextlib.suppress(OSError):
                await writer.drain()
        return await self._wait(method, pending, timeout)

    async def call(
        self,
        method: str,
        epoch: int,
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
        until = None if timeout is None else time.monotonic() + timeout
        if self._closed or not self._is_connected():
            await self.connect(timeout)
        if epoch not in (0, self.epoch):
            raise LostError(f"{method}: the object's connection is no more")
        now = self.epoch
        pending = Pending(reply, accepted, late)
        left = None if until is None else max(until - time.monotonic(), 0.0)
        status, data = await self._exchange(method, payload, left, pending)
        if status not in accepted:
            raise read_error(method, status, data)
        return status, reply.from_cbor(data), now


def open_link(address: str, timeout: float | None, tolerant: bool, context: ssl.SSLContext | None) -> AsyncLink:
    """The link of an address, not connected yet."""
    if address.startswith(("nats://", "nats+tls://")):
        from rt_audio_cbor._nats_link import AsyncNatsLink

        return AsyncNatsLink(address, timeout, tolerant, context)
    return AsyncLink(address, timeout, tolerant, context)
