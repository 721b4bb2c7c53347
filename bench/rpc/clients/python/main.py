"""A bare round trip beside a call, in turn: ECHO_PATH ADDRESS CALLS."""

import asyncio
import socket
import sys
import time
from typing import Callable

from timer_cbor import aio, rpc


def middle(calls: int, call: Callable[[], object]) -> float:
    times = []
    for _ in range(calls):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1e6)
    return sorted(times)[calls // 2]


async def middle_of_aio(address: str, calls: int) -> float:
    """As middle() of the client for asyncio."""
    times = []
    async with await aio.connect(address) as client:
        for _ in range(calls):
            start = time.perf_counter()
            await client.watches()
            times.append((time.perf_counter() - start) * 1e6)
    return sorted(times)[calls // 2]


def main() -> None:
    path, address, calls = sys.argv[1], sys.argv[2], int(sys.argv[3])
    bare = socket.socket(socket.AF_UNIX)
    bare.connect(path)
    client = rpc.connect(address)
    limited = rpc.connect(address, timeout=5)

    def round_trip() -> None:
        bare.sendall(bytes(16))
        bare.recv(16, socket.MSG_WAITALL)

    for _ in range(5):
        print(middle(calls, round_trip), middle(calls, client.watches), middle(calls, limited.watches),
              asyncio.run(middle_of_aio(address, calls)))


main()
