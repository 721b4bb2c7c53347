"""The functions of the contract, called in another process, for asyncio.

``client = await connect("unix:/run/x.sock")``. Every call takes a ``timeout`` in seconds.
"""

from __future__ import annotations

import ssl
from collections.abc import Sequence

from rt_audio_cbor import _link
from rt_audio_cbor import _messages as messages
from rt_audio_cbor._aio_link import AsyncLink as _Link
from rt_audio_cbor._aio_link import open_link as _open_link
from rt_audio_cbor.call_errors import (
    CallError,
    DeadlineError,
    LostError,
    RpcError,
)
from rt_audio_cbor.records import RingCounters, ServiceInfo, StreamCounters, StreamFormat


class State(_link.Remote[_Link]):
    """State that a host and a service share: format, gain, pan, counters, heartbeat."""

    async def __aenter__(self) -> State:
        return self

    async def __aexit__(self, *_: object) -> None:
        if not self._is_ended:
            await self.close()

    async def close(self, *, timeout: float | None = None) -> None:
        """Ends the handle; its creator's close removes the name and marks the state closed."""
        await self._link.call(
            "state.close",
            _link.Using(self, ended=(self,)),
            messages._RtFfiStateCloseRequest(state=self._use(self._link)),
            messages._RtFfiStateCloseReply,
            (0,),
            timeout,
        )

    async def get_format(self, *, timeout: float | None = None) -> StreamFormat:
        """The stream's format."""
        _, reply, _ = await self._link.call(
            "state.get_format",
            _link.Using(self),
            messages._RtFfiStateGetFormatRequest(state=self._use(self._link)),
            messages._RtFfiStateGetFormatReply,
            (0,),
            timeout,
        )
        return reply.format

    async def get_active(self, *, timeout: float | None = None) -> bool:
        """Whether the stream runs; a service leaves its loop when it does not. 0 or 1."""
        _, reply, _ = await self._link.call(
            "state.get_active",
            _link.Using(self),
            messages._RtFfiStateGetActiveRequest(state=self._use(self._link)),
            messages._RtFfiStateGetActiveReply,
            (0,),
            timeout,
        )
        return reply.active

    async def set_active(self, active: bool, *, timeout: float | None = None) -> None:
        """Starts or stops the stream, and wakes those that wait for it."""
        await self._link.call(
            "state.set_active",
            _link.Using(self),
            messages._RtFfiStateSetActiveRequest(state=self._use(self._link), active=active),
            messages._RtFfiStateSetActiveReply,
            (0,),
            timeout,
        )

    async def wait_active(self, active: bool, timeout_ms: int, *, timeout: float | None = None) -> None:
        """Waits until the stream is active or not as asked. Fails as rt_ffi_state_check does when nobody
        is left to change it.
        """
        await self._link.call(
            "state.wait_active",
            _link.Using(self),
            messages._RtFfiStateWaitActiveRequest(state=self._use(self._link), active=active, timeout_ms=timeout_ms),
            messages._RtFfiStateWaitActiveReply,
            (0,),
            timeout,
        )

    async def check(self, *, timeout: float | None = None) -> None:
        """Whether the state's creator is still there: RT_FFI_ERROR_CLOSED when it closed the state,
        RT_FFI_ERROR_STALE when it died. Asks the system: meant for now and then, not for each block.
        """
        await self._link.call(
            "state.check",
            _link.Using(self),
            messages._RtFfiStateCheckRequest(state=self._use(self._link)),
            messages._RtFfiStateCheckReply,
            (0,),
            timeout,
        )

    async def get_gain(self, *, timeout: float | None = None) -> float:
        """Linear gain, 0 to 16."""
        _, reply, _ = await self._link.call(
            "state.get_gain",
            _link.Using(self),
            messages._RtFfiStateGetGainRequest(state=self._use(self._link)),
            messages._RtFfiStateGetGainReply,
            (0,),
            timeout,
        )
        return reply.gain

    async def set_gain(self, gain: float, *, timeout: float | None = None) -> None:
        """Sets the linear gain, 0 to 16."""
        await self._link.call(
            "state.set_gain",
            _link.Using(self),
            messages._RtFfiStateSetGainRequest(state=self._use(self._link), gain=gain),
            messages._RtFfiStateSetGainReply,
            (0,),
            timeout,
        )

    async def get_pan(self, *, timeout: float | None = None) -> float:
        """Pan, -1 (left) to 1 (right)."""
        _, reply, _ = await self._link.call(
            "state.get_pan",
            _link.Using(self),
            messages._RtFfiStateGetPanRequest(state=self._use(self._link)),
            messages._RtFfiStateGetPanReply,
            (0,),
            timeout,
        )
        return reply.pan

    async def set_pan(self, pan: float, *, timeout: float | None = None) -> None:
        """Sets the pan, -1 (left) to 1 (right)."""
        await self._link.call(
            "state.set_pan",
            _link.Using(self),
            messages._RtFfiStateSetPanRequest(state=self._use(self._link), pan=pan),
            messages._RtFfiStateSetPanReply,
            (0,),
            timeout,
        )

    async def get_counters(self, *, timeout: float | None = None) -> StreamCounters:
        """All counters, each read atomically."""
        _, reply, _ = await self._link.call(
            "state.get_counters",
            _link.Using(self),
            messages._RtFfiStateGetCountersRequest(state=self._use(self._link)),
            messages._RtFfiStateGetCountersReply,
            (0,),
            timeout,
        )
        return reply.counters

    async def heartbeat_age(self, *, timeout: float | None = None) -> int:
        """Nanoseconds since the last touch; RT_FFI_ERROR_EMPTY when there was none."""
        _, reply, _ = await self._link.call(
            "state.heartbeat_age",
            _link.Using(self),
            messages._RtFfiStateHeartbeatAgeRequest(state=self._use(self._link)),
            messages._RtFfiStateHeartbeatAgeReply,
            (0,),
            timeout,
        )
        return reply.age_ns


class StateMaker:
    """Makes a State."""

    def __init__(self, link: _Link) -> None:
        self._link = link

    async def open(self, name: str, *, timeout: float | None = None) -> State:
        """Opens a state that exists. RT_FFI_ERROR_STALE when its creator died."""
        _, reply, epoch = await self._link.call(
            "state.open",
            _link.NO_OBJECTS,
            messages._RtFfiStateOpenRequest(name=name),
            messages._RtFfiStateOpenReply,
            (0,),
            timeout,
            (("state.close", "state", "state"),),
        )
        return State(self._link, reply.state, epoch)


class Ring(_link.Remote[_Link]):
    """A ring of audio blocks in shared memory. One handle writes at a time, any number reads, each
    with its own cursor. The first write makes a handle the writer until it is closed or its process
    dies; others get RT_FFI_ERROR_BUSY until then, and the next that writes takes over. The same
    holds for the one reader of a lossless ring.
    """

    async def __aenter__(self) -> Ring:
        return self

    async def __aexit__(self, *_: object) -> None:
        if not self._is_ended:
            await self.close()

    async def close(self, *, timeout: float | None = None) -> None:
        """Ends the handle, gives an open claim and a lent block back, and leaves the writer's or reader's
        place to others. Its creator's close removes the name and marks the ring closed: writers get
        RT_FFI_ERROR_CLOSED, readers get it after the last block.
        """
        await self._link.call(
            "ring.close",
            _link.Using(self, ended=(self,)),
            messages._RtFfiRingCloseRequest(ring=self._use(self._link)),
            messages._RtFfiRingCloseReply,
            (0,),
            timeout,
        )

    async def slots(self, *, timeout: float | None = None) -> int:
        """Slots in the ring."""
        _, reply, _ = await self._link.call(
            "ring.slots",
            _link.Using(self),
            messages._RtFfiRingSlotsRequest(ring=self._use(self._link)),
            messages._RtFfiRingSlotsReply,
            (0,),
            timeout,
        )
        return reply.slots

    async def get_mode(self, *, timeout: float | None = None) -> int:
        """What the ring does when a reader is late."""
        _, reply, _ = await self._link.call(
            "ring.get_mode",
            _link.Using(self),
            messages._RtFfiRingGetModeRequest(ring=self._use(self._link)),
            messages._RtFfiRingGetModeReply,
            (0,),
            timeout,
        )
        return reply.mode

    async def available(self, *, timeout: float | None = None) -> int:
        """Blocks this handle could read now."""
        _, reply, _ = await self._link.call(
            "ring.available",
            _link.Using(self),
            messages._RtFfiRingAvailableRequest(ring=self._use(self._link)),
            messages._RtFfiRingAvailableReply,
            (0,),
            timeout,
        )
        return reply.blocks

    async def get_counters(self, *, timeout: float | None = None) -> RingCounters:
        """Counters of the ring and of this handle."""
        _, reply, _ = await self._link.call(
            "ring.get_counters",
            _link.Using(self),
            messages._RtFfiRingGetCountersRequest(ring=self._use(self._link)),
            messages._RtFfiRingGetCountersReply,
            (0,),
            timeout,
        )
        return reply.counters


class RingMaker:
    """Makes a Ring."""

    def __init__(self, link: _Link) -> None:
        self._link = link

    async def open(self, name: str, *, timeout: float | None = None) -> Ring:
        """Opens a ring that exists. Reading starts at the next block written, in a lossless ring at the
        first block that is still unread. RT_FFI_ERROR_STALE when its creator died.
        """
        _, reply, epoch = await self._link.call(
            "ring.open",
            _link.NO_OBJECTS,
            messages._RtFfiRingOpenRequest(name=name),
            messages._RtFfiRingOpenReply,
            (0,),
            timeout,
            (("ring.close", "ring", "ring"),),
        )
        return Ring(self._link, reply.ring, epoch)


class Registry(_link.Remote[_Link]):
    """The table of running services."""

    async def __aenter__(self) -> Registry:
        return self

    async def __aexit__(self, *_: object) -> None:
        if not self._is_ended:
            await self.close()

    async def close(self, *, timeout: float | None = None) -> None:
        """Ends the handle. Entries stay until they are unregistered or their process dies."""
        await self._link.call(
            "registry.close",
            _link.Using(self, ended=(self,)),
            messages._RtFfiRegistryCloseRequest(registry=self._use(self._link)),
            messages._RtFfiRegistryCloseReply,
            (0,),
            timeout,
        )

    async def find(self, name: str, *, timeout: float | None = None) -> ServiceInfo:
        """Looks a live service up by its name. Asks the system whether its process still runs."""
        _, reply, _ = await self._link.call(
            "registry.find",
            _link.Using(self),
            messages._RtFfiRegistryFindRequest(registry=self._use(self._link), name=name),
            messages._RtFfiRegistryFindReply,
            (0,),
            timeout,
        )
        return reply.service

    async def list(self, prefix: str, capacity: int, *, timeout: float | None = None) -> Sequence[ServiceInfo]:
        """Live services whose name starts with `prefix`, in order of name; the first `capacity` of them."""
        _, reply, _ = await self._link.call(
            "registry.list",
            _link.Using(self),
            messages._RtFfiRegistryListRequest(registry=self._use(self._link), prefix=prefix, capacity=capacity),
            messages._RtFfiRegistryListReply,
            (0,),
            timeout,
        )
        return reply.services

    async def watch(self, seen: int, timeout_ms: int, *, timeout: float | None = None) -> int:
        """Waits until the registry differs from `seen`: a service was entered, changed, taken out or
        collected. A death is no change by itself; RT_FFI_ERROR_STALE when every service entered has
        died.
        """
        _, reply, _ = await self._link.call(
            "registry.watch",
            _link.Using(self),
            messages._RtFfiRegistryWatchRequest(registry=self._use(self._link), seen=seen, timeout_ms=timeout_ms),
            messages._RtFfiRegistryWatchReply,
            (0,),
            timeout,
        )
        return reply.generation


class RegistryMaker:
    """Makes a Registry."""

    def __init__(self, link: _Link) -> None:
        self._link = link

    async def open(self, name: str, *, timeout: float | None = None) -> Registry:
        """Opens the registry `name`, creating it when there is none. Exactly one opener initialises it."""
        _, reply, epoch = await self._link.call(
            "registry.open",
            _link.NO_OBJECTS,
            messages._RtFfiRegistryOpenRequest(name=name),
            messages._RtFfiRegistryOpenReply,
            (0,),
            timeout,
            (("registry.close", "registry", "registry"),),
        )
        return Registry(self._link, reply.registry, epoch)


class Client:
    """Calls functions in another process."""

    def __init__(self, link: _Link) -> None:
        self._link = link
        self.state = StateMaker(link)
        self.ring = RingMaker(link)
        self.registry = RegistryMaker(link)

    async def close(self) -> None:
        """Ends the connection, and with it all objects of the client."""
        await self._link.close()

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def abi_version(self, *, timeout: float | None = None) -> int:
        """RT_FFI_ABI_VERSION of the library."""
        _, reply, _ = await self._link.call(
            "abi_version",
            _link.NO_OBJECTS,
            messages._RtFfiAbiVersionRequest(),
            messages._RtFfiAbiVersionReply,
            (0,),
            timeout,
        )
        return reply.result

    async def rt_now_ns(self, *, timeout: float | None = None) -> int:
        """The contract's clock, now."""
        _, reply, _ = await self._link.call(
            "rt_now_ns",
            _link.NO_OBJECTS,
            messages._RtFfiRtNowNsRequest(),
            messages._RtFfiRtNowNsReply,
            (0,),
            timeout,
        )
        return reply.result


async def connect(
    address: str,
    *,
    timeout: float | None = None,
    tolerant: bool = False,
    context: ssl.SSLContext | None = None,
) -> Client:
    """Connects to ``unix:PATH``, ``tcp:HOST:PORT``, ``tls:HOST:PORT`` or ``nats://HOST:PORT/MODULE.INSTANCE``.

    Args:
        address: Where the server is.
        timeout: Seconds for each call that has no other.
        tolerant: A server of another layout may answer: each message says whether it is understood.
        context: For ``tls:`` and ``nats+tls:``, with a certificate.
    """
    link = _open_link(address, timeout, tolerant, context)
    await link.connect()
    return Client(link)


__all__ = [
    "CallError",
    "Client",
    "DeadlineError",
    "LostError",
    "Registry",
    "Ring",
    "RpcError",
    "State",
    "connect",
]
