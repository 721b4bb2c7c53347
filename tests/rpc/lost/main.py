"""What lost.py asks of a client, line by line: sum, open, seen, wait MS, cancel MS."""

import asyncio
import sys
import threading

from timer_cbor import aio, rpc


def answer(client: rpc.Client, watches: list[rpc.Watch], word: str, ms: int) -> str:
    if word == "sum":
        return str(client.sum([1, 2])[0])
    if word == "open":
        watches.append(client.watch.open("nobody"))
        return "opened"
    if word == "seen":
        return str(watches[-1].seen())
    cancel = rpc.Cancel()
    if word == "cancel":
        threading.Timer(ms / 1000, cancel.now).start()
    with cancel:
        watches[-1].next(-1 if word == "cancel" else ms)
    return "event"


async def answer_aio(client: aio.Client, watches: list[aio.Watch], word: str, ms: int) -> str:
    if word == "sum":
        return str((await client.sum([1, 2]))[0])
    if word == "open":
        watches.append(await client.watch.open("nobody"))
        return "opened"
    if word == "seen":
        return str(await watches[-1].seen())
    task = asyncio.create_task(watches[-1].next(-1 if word == "cancel" else ms))
    if word == "cancel":
        asyncio.get_running_loop().call_later(ms / 1000, task.cancel)
    await task
    return "event"


def name_of(error: BaseException) -> str:
    for kind, name in ((rpc.LostError, "lost"), (rpc.DeadlineError, "deadline"), (rpc.GivenUpError, "cancelled"),
                       (asyncio.CancelledError, "cancelled")):
        if isinstance(error, kind):
            return name
    return error.name if isinstance(error, rpc.CallError) else repr(error)


def main() -> None:
    client, watches = rpc.connect(sys.argv[1], timeout=3), []
    for line in sys.stdin:
        word, ms = line.split()
        try:
            said = answer(client, watches, word, int(ms))
        except Exception as error:  # noqa: BLE001: said
            said = name_of(error)
        print(said, flush=True)


async def main_aio() -> None:
    client, watches = await aio.connect(sys.argv[1], timeout=3), []
    while line := await asyncio.to_thread(sys.stdin.readline):
        word, ms = line.split()
        try:
            said = await answer_aio(client, watches, word, int(ms))
        except BaseException as error:  # noqa: BLE001: said
            said = name_of(error)
        print(said, flush=True)


if len(sys.argv) > 2:
    asyncio.run(main_aio())
else:
    main()
