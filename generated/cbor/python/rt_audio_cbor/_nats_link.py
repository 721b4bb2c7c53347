"""Calls through NATS, with nats-py (``pip install rt-audio-cbor[nats]``): blocking, and for asyncio."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import re
import ssl
import time
from collections.abc import Coroutine
from typing import Any, Callable, TypeVar

from rt_audio_cbor._aio_link import AsyncLink, Pending
from rt_audio_cbor._link import Late, Link, Using, hello, release
from rt_audio_cbor._nats_loop import Loop
from rt_audio_cbor.call_errors import CborError, DeadlineError, LostError, read_error
from rt_audio_cbor.message import Record

_R = TypeVar("_R", bound=Record)
_LOWEST = -(1 << 31)
_NUMBER = re.compile("-?[0-9]{1,20}")
# Of the protocol: the server ends, it knows no such session. The call was not made.
_SESSION_OVER = (_LOWEST + 10, _LOWEST + 12)


def number_in(headers: dict[str, str], name: str, otherwise: int) -> int:
    """A header's number; the other one where there is none."""
    found = _NUMBER.fullmatch(headers.get(name, "").strip())
    return int(found[0]) if found else otherwise


class Address:
    """Of NATS, and of the instance of a contract there."""

    def __init__(self, address: str) -> None:
        scheme, _, rest = address.partition("://")
        hosts, _, service = rest.partition("/")
        module, _, instance = service.partition(".")
        if not hosts or not module or not instance:
            raise ValueError(f"{address!r} is not like nats://HOST:PORT,HOST:PORT/MODULE.INSTANCE")
        self.servers = [f"{'tls' if scheme == 'nats+tls' else 'nats'}://{host}" for host in hosts.split(",")]
        self.module = module
        self.instance = instance


async def connect_nats(
    at: Address,
    timeout: float | None,
    context: ssl.SSLContext | None,
    disconnected: Callable[[], Coroutine[Any, Any, None]] | None = None,
) -> Any:
    """A connection to NATS that is made again whenever it is lost."""
    try:
        nats = importlib.import_module("nats")
    except ImportError as error:
        raise LostError(f"{at.servers}: needs nats-py: {error}") from error
    limit = 10 if timeout is None else timeout
    last: list[Exception] = []

    async def failed(error: Exception) -> None:
        last.append(error)

    connecting = nats.connect(
        at.servers,
        connect_timeout=limit,
        max_reconnect_attempts=3,
        reconnect_time_wait=0.1,
        disconnected_cb=disconnected,
        error_cb=failed,
        tls=context,
    )
    try:
        connection = await asyncio.wait_for(connecting, limit)  # nats-py may wait for ever for who refused it
    except asyncio.TimeoutError as error:
        if last:
            raise LostError(f"{at.servers}: {last[-1]!r}") from last[-1]
        raise DeadlineError(f"{at.servers}: not connected in time; the call was not made") from error
    except Exception as error:  # nats-py has no one base for them
        raise LostError(f"{at.servers}: {error!r}") from error
    connection.options["max_reconnect_attempts"] = -1
    return connection


class AsyncNatsLink(AsyncLink):
    """What a client for asyncio calls through: a session with one server of the instance."""

    def __init__(self, address: str, timeout: float | None, tolerant: bool, context: ssl.SSLContext | None) -> None:
        super().__init__(address, timeout, tolerant, context)
        self._at = Address(address)
        self._task: asyncio.Task[None] | None = None
        self._nats: Any = None
        self._inbox = ""
        self._calls: dict[str, Pending] = {}
        self._abandoned: list[str] = []  # numbers of calls that the server is to be told of
        self._number = 0
        self._server = ""
        self._session = ""
        self._lease = 15.0

    def _is_connected(self) -> bool:
        return bool(self._session)

    async def _connect(self, timeout: float | None) -> None:
        until = None if timeout is None else time.monotonic() + timeout
        if self._nats is None:
            self._nats = await connect_nats(self._at, timeout, self._context, self._disconnected)
            self._inbox = self._nats.new_inbox()
            await self._nats.subscribe(self._inbox + ".*", cb=self._heard)
        self._number = 0
        self.epoch += 1
        pending = Pending(None, (0,), ())
        subject = f"{self._at.module}.{self._at.instance}.ffi.hello"
        left = None if until is None else max(until - time.monotonic(), 0.0)
        status, data = await self._ask("ffi.hello", subject, hello(self._tolerant), pending, left)
        if status != 0:
            raise read_error("ffi.hello", status, data)
        self._server = pending.headers.get("Ffi-Server", "")
        self._session = pending.headers.get("Ffi-Session", "")
        self._lease = min(max(number_in(pending.headers, "Ffi-Lease-Ms", 15_000), 100), 86_400_000) / 1000
        self._task = asyncio.create_task(self._renew(self._session))

    async def _renew(self, session: str) -> None:
        while self._session == session:
            await asyncio.sleep(self._lease / 5)
            with contextlib.suppress(LostError, DeadlineError):
                await self._exchange("ffi.lease", b"", self._lease / 2, Pending(None, (), ()))

    async def _disconnected(self) -> None:
        self._fail("the connection to NATS was lost; the call may have been made")

    def _fail(self, cause: str) -> None:
        for token, pending in self._calls.items():
            if not pending.answer.done():
                self._abandoned.append(token)
                pending.answer.set_exception(LostError(cause))
                pending.answer.exception()  # whoever waits for it sees it

    def _end(self, session: str, cause: str) -> None:
        if session and self._session == session:
            self._session = ""
            if self._task is not None and self._task is not asyncio.current_task():
                self._task.cancel()
            self._fail(f"{cause}; the call may have been made")
            self._calls.clear()

    async def _heard(self, message: Any) -> None:
        pending = self._calls.pop(message.subject.rpartition(".")[2], None)
        if pending is None:
            return
        headers = message.headers or {}
        pending.headers = headers
        status = number_in(headers, "Ffi-Status", 0)
        is_undelivered = headers.get("Status") == "503"
        if not pending.answer.done():
            if is_undelivered:
                pending.answer.set_exception(LostError("nobody serves it; the call was not made"))
            else:
                pending.answer.set_result((status, message.data))
        elif pending.late and pending.reply is not None and not is_undelivered and status in pending.accepted:
            with contextlib.suppress(CborError):
                for method, payload in release(pending.late, pending.reply.from_cbor(message.data)):
                    self._number += 1
                    await self._nats.publish(self._subject(method), payload, headers=self._heads())
        if is_undelivered or status in _SESSION_OVER:
            self._end(pending.session, "the server ended the session" if status else "the server is gone")

    def _subject(self, method: str) -> str:
        return f"{self._at.module}.{self._server}.{method}"

    def _heads(self) -> dict[str, str]:
        return {"Ffi-Session": self._session, "Ffi-Call": str(self._number)}

    async def _tell(self) -> None:
        """Lets the server end calls that nobody waits for."""
        while self._abandoned and self._session and self._nats.is_connected:
            epoch, _, number = self._abandoned.pop().partition("_")
            if int(epoch) == self.epoch:
                heads = {"Ffi-Session": self._session, "Ffi-Call": number}
                await self._nats.publish(self._subject("ffi.cancel"), b"", headers=heads)

    async def _ask(
        self, method: str, subject: str, payload: bytes, pending: Pending, timeout: float | None
    ) -> tuple[int, bytes]:
        until = None if timeout is None else time.monotonic() + timeout
        while not self._nats.is_connected:
            if self._closed or (until is not None and time.monotonic() > until):
                raise LostError(f"{method}: no connection to NATS; the call was not made")
            await asyncio.sleep(0.02)
        await self._tell()
        heads = None
        if self._session and subject == self._subject(method):
            pending.session = self._session
            self._number += 1
            heads = self._heads()
        token = f"{self.epoch}_{self._number}"
        self._calls[token] = pending
        try:
            await self._nats.publish(subject, payload, f"{self._inbox}.{token}", headers=heads)
        except Exception as error:
            self._calls.pop(token, None)
            raise LostError(f"{method}: {error!r}") from error
        left = None if until is None else max(until - time.monotonic(), 0.0)
        try:
            return await self._wait(method, pending, left)
        except (DeadlineError, asyncio.CancelledError):
            self._abandoned.append(token)
            await self._tell()
            raise

    async def _exchange(
        self, method: str, payload: bytes, timeout: float | None, pending: Pending
    ) -> tuple[int, bytes]:
        session = self._session
        if not session:
            raise LostError(f"{method}: the session is no more; the call was not made")
        status, data = await self._ask(method, self._subject(method), payload, pending, timeout)
        if status == _LOWEST + 12:
            raise LostError(f"{method}: the server knows the session no more; the call was not made")
        return status, data

    async def close(self) -> None:
        """Ends the session, and with it all objects."""
        self._closed = True
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        if self._nats is not None:
            session, heads = self._session, self._heads()
            # Before the server answers those that wait because it ends them.
            self._end(session, "the client was closed")
            with contextlib.suppress(Exception):
                if session:
                    await self._nats.publish(self._subject("ffi.goodbye"), b"", headers=heads)
                    await self._nats.flush(1)
            self._alarm.stop()
            with contextlib.suppress(Exception):
                await self._nats.close()


class NatsLink(Link):
    """What a blocking client calls through: the other one, in a thread of its own."""

    def __init__(self, address: str, timeout: float | None, tolerant: bool, context: ssl.SSLContext | None) -> None:
        self._loop = Loop()
        self._aio = self._loop.run(self._make(address, timeout, tolerant, context))
        try:
            self._loop.run(self._aio.connect())
        except BaseException:
            self.close()
            raise

    @staticmethod
    async def _make(
        address: str, timeout: float | None, tolerant: bool, context: ssl.SSLContext | None
    ) -> AsyncNatsLink:
        return AsyncNatsLink(address, timeout, tolerant, context)

    def close(self) -> None:
        """Ends the session, and with it all objects, and calls that wait in other threads."""
        self._loop.close(self._aio.close())

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
        """Status, reply and the session's number."""
        return self._loop.run(self._aio.call(method, objects, request, reply, accepted, timeout, late))
