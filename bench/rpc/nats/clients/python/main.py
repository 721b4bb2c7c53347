"""A bare request of nats-py beside a call for asyncio and a blocking one, in turn: NATS_URL ADDRESS CALLS."""

import asyncio
import sys
import time
from collections.abc import Awaitable
from typing import Callable

import nats
from timer_cbor import aio, rpc


async def middle(calls: int, call: Callable[[], Awaitable[object]]) -> float:
    times = []
    for _ in range(calls):
        start = time.perf_counter()
        await call()
        times.append((time.perf_counter() - start) * 1e6)
    return sorted(times)[calls // 2]


async def main() -> None:
    url, address, calls = sys.argv[1], sys.argv[2], int(sys.argv[3])
    bare = await nats.connect(url)
    client = await aio.connect(address, timeout=5)
    blocking = rpc.connect(address, timeout=5)

    async def blocked() -> None:
        blocking.watches()

    for _ in range(5):
        print(await middle(calls, lambda: bare.request("bare", bytes(16), timeout=5)), await middle(calls, client.watches),
              await middle(calls, blocked))
    blocking.close()
    await client.close()
    await bare.close()


asyncio.run(main())
