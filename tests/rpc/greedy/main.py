"""ADDRESS MILLISECONDS all|take [--asyncio]: how a call ends."""

import asyncio
import contextlib
import sys

from greedy_cbor import aio, rpc
from greedy_cbor.call_errors import CborError, DeadlineError, LostError, RpcError


async def with_loop(address: str, limit: float, what: str) -> None:
    async with await aio.connect(address, timeout=limit) as client:
        if what == "all":
            await client.all(9)
            return
        for _ in range(400):
            with contextlib.suppress(RpcError, TimeoutError):
                await client.take(b"0", timeout=0.001)
        await client.take(bytes(4 << 20))


def blocking(address: str, limit: float, what: str) -> None:
    with rpc.connect(address, timeout=limit) as client:
        if what == "all":
            client.all(9)
            return
        for _ in range(400):
            with contextlib.suppress(RpcError, TimeoutError):
                client.take(b"0", timeout=0.001)
        client.take(bytes(4 << 20))


def main() -> None:
    address, limit, what = sys.argv[1], int(sys.argv[2]) / 1000, sys.argv[3]
    try:
        if "--asyncio" in sys.argv:
            asyncio.run(with_loop(address, limit, what))
        else:
            blocking(address, limit, what)
        print("done")
    except DeadlineError:
        print("ffi.deadline")
    except CborError:
        print("ffi.malformed")
    except LostError:
        print("ffi.lost")


main()
