"""What servers publish through NATS.

With nats-py (``pip install rt-audio-cbor[nats]``)::

    with subscribe("nats://HOST:PORT/MODULE.INSTANCE", topics.NAME) as events:
        for event in events:
            print(event.server, event.value, event.lost)
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import ssl
from collections.abc import AsyncIterator, Iterator
from typing import Any, Generic, TypeVar

from rt_audio_cbor._nats_link import Address, connect_nats, number_in
from rt_audio_cbor._nats_loop import Loop
from rt_audio_cbor.call_errors import CallError, DeadlineError, LostError
from rt_audio_cbor.topics import Topic

_T = TypeVar("_T")
_OTHER_CONTRACT = -(1 << 31) + 9
_FINGERPRINT = "f00ad7bc0a0b7c062875f64bf13ab76f75f9a385a99edb09d35b1cc94948ed89"
# Of which the numbers of events are known at a time.
_SERVERS = 64
_MOST_WAITING = 64 << 20


@dataclasses.dataclass(frozen=True)
class Event(Generic[_T]):
    """What a server published.

    Attributes:
        value: The method's result.
        server: The id of the server.
        name: By which the server publishes it: the method's, unless it was given another.
        lost: How many of the same server and name should have come since the last that did.
    """

    value: _T
    server: str
    name: str
    lost: int


class AsyncSubscription(Generic[_T]):
    """Listens, for asyncio."""

    def __init__(self, address: str, topic: Topic[_T], name: str, tolerant: bool, most: int) -> None:
        self._at = Address(address)
        self._topic = topic
        self._name = name or topic.method
        self._tolerant = tolerant
        self._heard: asyncio.Queue[Any] = asyncio.Queue(most)
        self._waiting = 0  # bytes
        self._numbers: dict[str, int] = {}
        self._nats: Any = None
        self._ended = False

    async def _connect(self, context: ssl.SSLContext | None) -> None:
        self._nats = await connect_nats(self._at, None, context)
        try:
            subject = f"{self._at.module}-events.{self._at.instance}.{self._name}.*"
            await self._nats.subscribe(subject, cb=self._hear)
            # nats-py's flush may overtake what waits to be sent, which is sent by its end; a second
            # one comes after that.
            for _ in range(2):
                await self._nats.flush()
        except Exception as error:  # nats-py has no one base for them
            raise LostError(f"{self._at.servers}: {error!r}") from error

    async def _hear(self, message: Any) -> None:
        size = len(message.data)
        if self._waiting + size <= _MOST_WAITING:
            with contextlib.suppress(asyncio.QueueFull):  # which the numbers tell, too
                self._heard.put_nowait(message)
                self._waiting += size

    def _event(self, message: Any) -> Event[_T]:
        headers = message.headers or {}
        server = message.subject.rpartition(".")[2]
        number = number_in(headers, "Ffi-Number", 0)
        last = self._numbers.pop(server, number - 1)
        if len(self._numbers) >= _SERVERS:  # the one that was heard longest ago is forgotten
            del self._numbers[next(iter(self._numbers))]
        self._numbers[server] = number
        method, fingerprint = headers.get("Ffi-Method", ""), headers.get("Ffi-Fingerprint", "")
        if method != self._topic.method or (fingerprint != _FINGERPRINT and not self._tolerant):
            wanted = f"{self._topic.method} of {_FINGERPRINT}"
            what = f"{self._name} of {server} is {method} of {fingerprint}, and not {wanted}"
            raise CallError(_OTHER_CONTRACT, "ffi.other_contract", what, self._topic.method)
        return Event(self._topic.decode(message.data), server, self._name, max(number - last - 1, 0))

    async def next(self, timeout: float | None = None) -> Event[_T]:
        """The next event.

        Args:
            timeout: Seconds; None waits for ever.

        Raises:
            DeadlineError: None came in time.
            CallError: A server published something else by that name, or is of another layout.
            CborError: What came is no result of the method.
            LostError: The subscription was closed.
        """
        if self._ended:
            raise LostError("the subscription was closed")
        try:
            message = await asyncio.wait_for(self._heard.get(), timeout)
        except asyncio.TimeoutError:
            raise DeadlineError(f"{self._name}: no event in time") from None
        if message is None:
            raise LostError("the subscription was closed")
        self._waiting -= len(message.data)
        return self._event(message)

    async def close(self) -> None:
        """Ends it, and whoever waits for it."""
        self._ended = True
        with contextlib.suppress(asyncio.QueueFull):
            self._heard.put_nowait(None)
        if self._nats is not None:
            with contextlib.suppress(Exception):
                await self._nats.close()

    async def __aenter__(self) -> AsyncSubscription[_T]:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def __aiter__(self) -> AsyncIterator[Event[_T]]:
        with contextlib.suppress(LostError):
            while True:
                yield await self.next()


class Subscription(Generic[_T]):
    """Listens."""

    def __init__(self, loop: Loop, subscription: AsyncSubscription[_T]) -> None:
        self._loop = loop
        self._aio = subscription

    def next(self, timeout: float | None = None) -> Event[_T]:
        """As :meth:`AsyncSubscription.next`."""
        return self._loop.run(self._aio.next(timeout))

    def close(self) -> None:
        """Ends it, and whoever waits for it."""
        self._loop.close(self._aio.close())

    def __enter__(self) -> Subscription[_T]:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[Event[_T]]:
        with contextlib.suppress(LostError):
            while True:
                yield self.next()


async def subscribe_async(
    address: str,
    topic: Topic[_T],
    *,
    name: str = "",
    tolerant: bool = False,
    context: ssl.SSLContext | None = None,
    most: int = 1024,
) -> AsyncSubscription[_T]:
    """Listens to ``nats://HOST:PORT/MODULE.INSTANCE``, for asyncio.

    Args:
        address: Where NATS is, and whose events.
        topic: What is listened to, of ``rt_audio_cbor.topics``.
        name: By which it is published, where that is not the method's.
        tolerant: Events of a server of another layout are understood or not, one by one.
        context: For ``nats+tls:``, with a certificate.
        most: Events that wait for ``next``, of 64 MiB together; those beyond are lost, and counted.
    """
    subscription = AsyncSubscription(address, topic, name, tolerant, most)
    try:
        await subscription._connect(context)
    except BaseException:
        await subscription.close()
        raise
    return subscription


def subscribe(
    address: str,
    topic: Topic[_T],
    *,
    name: str = "",
    tolerant: bool = False,
    context: ssl.SSLContext | None = None,
    most: int = 1024,
) -> Subscription[_T]:
    """As :func:`subscribe_async`, for threads."""
    loop = Loop()

    async def made() -> AsyncSubscription[_T]:
        return await subscribe_async(address, topic, name=name, tolerant=tolerant, context=context, most=most)

    async def nothing() -> None:
        pass

    try:
        return Subscription(loop, loop.run(made()))
    except BaseException:
        loop.close(nothing())
        raise
