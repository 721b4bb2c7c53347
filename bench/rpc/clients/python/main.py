"""A bare round trip beside a call, in turn: ECHO_PATH ADDRESS CALLS [asyncio]. Of asyncio the bare one is a protocol's."""

import asyncio
import socket
import sys
import time
from collections.abc import Awaitable
from typing import Callable

from timer_cbor import aio, rpc

ROUNDS = 5


def middle(calls: int, call: Callable[[], object]) -> float:
    times = []
    for _ in range(calls):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1e6)
    return sorted(times)[calls // 2]


async def middle_of_aio(calls: int, call: Callable[[], Awaitable[object]]) -> float:
    """As middle() for asyncio."""
    times = []
    for _ in range(calls):
        start = time.perf_counter()
        await call()
        times.append((time.perf_counter() - start) * 1e6)
    return sorted(times)[calls // 2]


class Bare(asyncio.Protocol):
    """Whatever comes is the answer."""

    def connection_made(self, transport: asyncio.Transport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.answer.set_result(data)

    def round_trip(self) -> Awaitable[bytes]:
        self.answer = asyncio.get_running_loop().create_future()
        self.transport.write(bytes(16))
        return self.answer


def blocking(path: str, address: str, calls: int) -> None:
    bare = socket.socket(socket.AF_UNIX)
    bare.connect(path)
    client, limited = rpc.connect(address), rpc.connect(address, timeout=5)

    def round_trip() -> None:
        bare.sendall(bytes(16))
        bare.recv(16, socket.MSG_WAITALL)

    for _ in range(ROUNDS):
        print(middle(calls, round_trip), middle(calls, client.watches), middle(calls, limited.watches))


async def with_loop(path: str, address: str, calls: int) -> None:
    _, bare = await asyncio.get_running_loop().create_unix_connection(Bare, path)
    async with await aio.connect(address) as client, await aio.connect(address, timeout=5) as limited:
        for _ in range(ROUNDS):
            print(await middle_of_aio(calls, bare.round_trip), await middle_of_aio(calls, client.watches),
                  await middle_of_aio(calls, limited.watches))


def main() -> None:
    path, address, calls = sys.argv[1], sys.argv[2], int(sys.argv[3])
    if "asyncio" in sys.argv:
        asyncio.run(with_loop(path, address, calls))
    else:
        blocking(path, address, calls)


main()
