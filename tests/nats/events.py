#!/usr/bin/env python3
"""What servers publish of their own accord: events, states, and what of them was lost.

  events.py events <server> <packages> <work>
"""

import asyncio
import contextlib
import json
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import cbor2
from bus import Bus, Hand, Server, check, run

EVENTS = 'watch.open {"prefix": "tea"} watch.next'
STATE = 'kettle.main=echo {"request": {"name": "state", "schedule": {"after_ms": 1}}}'
# What a client that listens to four events is told by publish_for().
TOLD = "32 tea 0\n32 tea 0\n8 by hand 0\n8 by hand 2\n"


@contextlib.contextmanager
def published(program: Path, work: Path) -> Iterator[tuple[Server, str]]:
    """A server that publishes, and its address."""
    with Bus(work) as bus:
        address = f"nats://{bus.host}/timer.main"
        with Server(program, work, "--listen", address, "--publish", EVENTS, "--publish", STATE, "--publish-ms", "100") as server:
            local = server.peer()
            until = time.monotonic() + 60
            while local.call("watches")[1]["result"] != 1:  # it begins when it can
                check(time.monotonic() < until, "the server publishes nothing")
                time.sleep(0.02)
            local.close()
            yield server, address


async def publish_for(address: str) -> None:
    """Two events of the server, and then two of somebody who leaves two out."""
    import nats

    connection = await nats.connect(address.rpartition("/")[0])
    hand = Hand(connection)
    await hand.once("start", {"request": {"name": "tea", "schedule": {"after_ms": 10, "times": 2}}})
    await asyncio.sleep(0.5)
    fingerprint = await fingerprint_of(connection)
    for number in (3, 6):
        await by_hand(connection, number, fingerprint)
    await connection.close()


async def fingerprint_of(connection: object) -> str:
    return json.loads((await connection.request("$SRV.PING.timer", b"", timeout=5)).data)["metadata"]["fingerprint"]


async def by_hand(connection: object, number: int, fingerprint: str, method: str = "watch.next", data: bytes | None = None) -> None:
    event = cbor2.dumps({"event": {"id": 1, "name": "by hand", "number": 9}}, canonical=True)
    await connection.publish("timer-events.main.watch.next.somebody", event if data is None else data,
                             headers={"Ffi-Number": str(number), "Ffi-Method": method, "Ffi-Fingerprint": fingerprint})
    await connection.flush()


def refused(program: Path, work: Path) -> None:
    """What cannot be published is said before anything is served."""
    unheard = subprocess.run([program, "--listen", f"unix:{work}/u", "--publish", "watches"], capture_output=True, text=True, timeout=30)
    check(unheard.returncode == 2 and "nats://" in unheard.stderr, unheard)
    with Bus(work) as bus:
        for calls, why in (("", "no method"), ("nope", "'nope'"), ("watch.open {", "no end"), ('{"a": 1}', "no method before"),
                           ("a..b=watches", "subject"), ("*=watches", "subject"), ("watch.open {]}", "")):
            said = subprocess.run([program, "--listen", f"nats://{bus.host}/timer.main", "--publish", calls], capture_output=True,
                                  text=True, timeout=30)
            check(said.returncode == 2 and why in said.stderr, f"{calls}: {said}")


def begins_anew(program: Path, work: Path) -> None:
    """A call that fails is told of once, and tried again."""
    with Bus(work) as bus:
        options = ("--listen", f"nats://{bus.host}/timer.main", "--publish", "cancel {\"id\": 7}", "--publish", "watch.next {\"watch\": 9}")
        server = Server(program, work, *options)
        time.sleep(2.5)
        told = {each["name"]: each for each in server.peer().call("ffi.stats")[1]["methods"]}
        check(told["cancel"]["errors"] >= 2, told)
        server.process.terminate()
        said = server.process.communicate(timeout=20)[0]
        check(server.process.returncode == 0, said)
        check(said.count("TIMER_NOT_FOUND: no timer 7") == 1 and said.count("ffi.unknown_object") == 1, said)


async def raised(kind: type, work: object) -> BaseException:
    try:
        await work
    except kind as error:
        return error
    raise SystemExit(f"failed: no {kind.__name__}")


async def heard_with_asyncio(address: str) -> None:
    import nats
    from timer_cbor import CborError, topics
    from timer_cbor.call_errors import CallError, DeadlineError, LostError
    from timer_cbor.events import subscribe_async

    connection = await nats.connect(address.rpartition("/")[0])
    fingerprint = await fingerprint_of(connection)
    async with await subscribe_async(address, topics.WATCH_NEXT) as events:
        await raised(DeadlineError, events.next(0.1))
        await publish_for(address)
        heard = [await events.next(5) for _ in range(4)]
        told = "".join(f"{len(each.server)} {each.value.name} {each.lost}\n" for each in heard)
        check(told == TOLD, told)
        check([each.value.number for each in heard[:2]] == [1, 2], heard)
        for data in (b"", b"\xa0", b"\xff", b"\x81" * 5000):
            await by_hand(connection, 7, fingerprint, data=data)
            await raised(CborError, events.next(5))
        for wrong in ({"method": "watch.seen", "fingerprint": fingerprint}, {"fingerprint": "beef"}):
            await by_hand(connection, 8, **wrong)
            error = await raised(CallError, events.next(5))
            check(error.name == "ffi.other_contract", error)
        await by_hand(connection, 9, fingerprint)
        check((await events.next(5)).lost == 0, "what was not understood was not lost")
        waits = asyncio.create_task(events.next())
        await asyncio.sleep(0.1)
        await events.close()
        await raised(LostError, waits)
    for number in range(1, 31):  # whoever listens misses nothing that comes at once
        async with await subscribe_async(address, topics.WATCH_NEXT, tolerant=True) as at_once:
            await by_hand(connection, number, "beef")
            await at_once.next(5)
    async with await subscribe_async(address, topics.WATCH_NEXT, tolerant=True, most=2) as few:
        for number in range(1, 10):
            await by_hand(connection, number, "beef")
        await asyncio.sleep(0.5)
        heard = [await few.next(5) for _ in range(2)]
        number = 9
        # One that comes while two wait is lost as well, which the next one tells.
        while number < 60 and (len(heard) + sum(each.lost for each in heard) < number or number == 9):
            number += 1
            await by_hand(connection, number, "beef")
            with contextlib.suppress(DeadlineError):
                while len(heard) + sum(each.lost for each in heard) < number:
                    heard.append(await few.next(1))
        lost = [each.lost for each in heard]
        check(lost[:2] == [0, 0] and len(heard) + sum(lost) == number and sum(lost) > 0, f"more than may wait: {lost}")
    await connection.close()


def heard_in_threads(address: str) -> None:
    """The state, which comes by itself; a wait that another thread ends."""
    from timer_cbor import rpc, topics
    from timer_cbor.call_errors import DeadlineError, GivenUpError
    from timer_cbor.events import subscribe

    with subscribe(address, topics.ECHO, name="kettle.main") as states:
        heard = [states.next(5) for _ in range(3)]
        check([(each.value.name, each.value.schedule.times, each.name, each.lost) for each in heard] == [("state", 1, "kettle.main", 0)] * 3,
              heard)
        for each in states:
            check(each.server == heard[0].server, each)
            break
    events = subscribe(address, topics.WATCH_NEXT)
    try:
        events.next(0.1)
        check(False, "an event of nobody")
    except DeadlineError:
        pass
    cancel = rpc.Cancel()
    threading.Timer(0.2, cancel.now).start()
    try:
        with cancel:
            events.next()
        check(False, "a wait without an end")
    except GivenUpError:
        pass
    threading.Timer(0.2, events.close).start()
    check(list(events) == [], "a subscription that is closed")


def events(program: Path, packages: Path, work: Path) -> None:
    refused(program, work)
    begins_anew(program, work)
    with published(program, work) as (server, address):
        asyncio.run(heard_with_asyncio(address))
        heard_in_threads(address)
        check(server.peer().call("watches")[1]["result"] == 1, "the server goes on")


if __name__ == "__main__":
    run({"events": events})
