"""What every client of this example does, in Python: blocking, or with asyncio."""

import asyncio
import sys

from timer_cbor import Request, Schedule, aio, rpc
from timer_cbor.call_errors import NotFoundError

TEA = Request(name="tea", schedule=Schedule(after_ms=30, times=2))


def blocking(address: str) -> None:
    with rpc.connect(address, timeout=5) as client:
        echo = client.echo(TEA)
        print(f"{echo.name}: after {echo.schedule.after_ms} ms, {echo.schedule.times} times")
        with client.watch.open("tea") as watch:
            id = client.start(TEA)
            for _ in range(2):
                while (event := watch.next(5000)).id != id:
                    pass
                print(f"{event.name} goes off")
        try:
            client.cancel(2**64 - 1)
        except NotFoundError as error:
            print(error.name)
        total, _ = client.sum([1, 2, 3.5])
        print(f"{total:.1f}")


async def concurrent(address: str) -> None:
    async with await aio.connect(address, timeout=5) as client:
        echo = await client.echo(TEA)
        print(f"{echo.name}: after {echo.schedule.after_ms} ms, {echo.schedule.times} times")
        async with await client.watch.open("tea") as watch:
            id = await client.start(TEA)
            for _ in range(2):
                while (event := await watch.next(5000)).id != id:
                    pass
                print(f"{event.name} goes off")
        try:
            await client.cancel(2**64 - 1)
        except NotFoundError as error:
            print(error.name)
        total, _ = await client.sum([1, 2, 3.5])
        print(f"{total:.1f}")


if __name__ == "__main__":
    if sys.argv[2:] == ["--asyncio"]:
        asyncio.run(concurrent(sys.argv[1]))
    else:
        blocking(sys.argv[1])
