#!/usr/bin/env python3
"""The timer server on NATS, as docs/nats.md has it: discovery, sessions, leases, limits, hostile peers, its end.

  run_nats.py discovery|sessions|limits|hostile|life|tool <server> <packages> <work>
"""

import asyncio
import contextlib
import json
import os
import random
import subprocess
from pathlib import Path

import cbor2
from bus import FULL, LOWEST, Bus, Hand, Server, check, run

TEA = {"request": {"name": "tea", "schedule": {"after_ms": 100000}}}


@contextlib.asynccontextmanager
async def served(program: Path, work: Path, *options: str):
    """A bus, a server on it, and a connection to the bus."""
    import nats

    with Bus(work) as bus, Server(program, work, "--listen", f"nats://{bus.host}/timer.main", *options) as server:
        connection = await nats.connect(f"nats://{bus.host}")
        try:
            yield bus, server, connection
        finally:
            await connection.close()


async def discovery(program: Path, packages: Path, work: Path) -> None:
    """What the ordinary tools ask, and what is published."""
    async with served(program, work) as (_, _server, nats):
        hand = Hand(nats)
        status, reply, _ = await hand.once("sum", {"values": cbor2.CBORTag(86, bytes(8))})
        check((status, reply) == (0, {"mean": 0, "result": 0}), "a call of nobody in particular")
        status, _, headers = await hand.once("cancel", {"id": 7})
        check(status == 2 and headers["Nats-Service-Error-Code"] == "2", headers)
        check(headers["Nats-Service-Error"] == "TIMER_NOT_FOUND: no timer 7", headers)
        identity = ""
        for verb in ("PING", "INFO", "STATS"):
            for of in ("", ".timer", f".timer.{identity}"):
                if of.endswith("."):
                    continue
                said = json.loads((await nats.request(f"$SRV.{verb}{of}", b"", timeout=5)).data)
                identity = said["id"]
                check(said["type"] == f"io.nats.micro.v1.{verb.lower()}_response", said)
                check((said["name"], said["version"], said["metadata"]["instance"]) == ("timer", "1.0.0", "main"), said)
        said = json.loads((await nats.request(f"$SRV.INFO.timer.{identity}", b"", timeout=5)).data)
        cddl = (await hand.once("ffi.describe"))[1]["cddl"]
        for endpoint in said["endpoints"]:
            method = endpoint["metadata"]["method"]
            check(endpoint["subject"] == f"timer.main.{method}" and f"{method.replace('.', '_')}-request" in cddl, endpoint)
            check(endpoint["queue_group"] == "q" and "." not in endpoint["name"], endpoint)
        stats = {each["name"]: each for each in json.loads((await nats.request("$SRV.STATS.timer", b"")).data)["endpoints"]}
        check((stats["sum"]["num_requests"], stats["sum"]["num_errors"]) == (1, 0), stats["sum"])
        check((stats["cancel"]["num_requests"], stats["cancel"]["num_errors"]) == (1, 1), stats["cancel"])
        check(stats["cancel"]["last_error"].startswith("TIMER_NOT_FOUND"), stats["cancel"])
        check(stats["sum"]["average_processing_time"] > 0, stats["sum"])
        events = await nats.subscribe("timer-events.main.ffi.stats.*")
        event = await events.next_msg(5)
        check(event.subject.endswith(identity), event.subject)
        check(next(each for each in cbor2.loads(event.data)["methods"] if each["name"] == "sum")["calls"] == 1, "counters")


async def sessions(program: Path, packages: Path, work: Path) -> None:
    """Objects belong to a session; it ends with its client; nothing is made twice."""
    import nats.errors

    async with served(program, work, "--lease-ms", "600") as (_, server, nats_):
        local = server.peer()
        watches = lambda: local.call("watches")[1]["result"]  # noqa: E731
        mine, other = await Hand(nats_).hello(), await Hand(nats_).hello()
        watch = (await mine.call("watch.open", {"prefix": None}))[1]["watch"]
        check(await mine.call("watch.seen", {"watch": watch}) == (0, {"count": 0}), "an object of the session")
        for stranger in (other.heads, {"Ffi_Session": "0" * 32}, {}):
            status, error, _ = await mine.ask(mine.own + "watch.seen", {"watch": watch}, **stranger)
            check(error["name"] in ("ffi.unknown_object", "ffi.unknown_session"), f"{stranger}: {error}")
        check((await mine.ask(mine.group + "watch.open", {"prefix": None}))[1]["name"] == "ffi.too_many", "an object of nobody")
        # A message that comes twice.
        heads = {**other.heads, "Ffi_Call": "1000"}
        first, second = await other.ask(other.own + "start", TEA, **heads), await other.ask(other.own + "start", TEA, **heads)
        check(first[0] == 0 and second[1]["name"] == "ffi.repeated", second)
        check(len(local.call("list", {"prefix": "tea", "capacity": 9})[1]["timers"]) == 1, "made once")
        other.number = 1000
        status, error, _ = await other.once("sum", {}, Ffi_Fingerprint="beef")
        check(error["name"] == "ffi.other_contract" and "beef" in error["text"] and len(error["text"]) > 64, error)
        refused = await other.once("ffi.hello", {"contract": "timer", "tolerant": False, "fingerprint": "beef"})
        check(refused[1]["name"] == "ffi.other_contract" and "Ffi-Session" not in refused[2], refused)
        # What is said and what is not.
        check((await other.call("watch.open", {"prefix": None}))[0] == 0 and watches() == 2, "two")
        check(await other.call("ffi.goodbye") == (0, {}), "goodbye")
        check(watches() == 1, "its objects are closed")
        check((await other.call("watches"))[1]["name"] == "ffi.unknown_session", "after goodbye")
        for _ in range(4):
            await asyncio.sleep(0.3)
            check(await mine.call("ffi.lease") == (0, {}), "a lease that is renewed")
        check(watches() == 1, "is kept")
        waiting = asyncio.create_task(mine.call("watch.next", {"watch": watch, "timeout_ms": -1}))
        for _ in range(100):
            await asyncio.sleep(0.05)
            if watches() == 0:
                break
        check(watches() == 0, "a lease that runs out ends its waits and closes its objects")
        check((await waiting)[0] == 4, "a wait that nobody wants")
        try:
            await nats_.request(f"timer.{'0' * 32}.sum", b"", timeout=5)
            check(False, "a server that is none")
        except nats.errors.NoRespondersError:
            pass


async def limits(program: Path, packages: Path, work: Path) -> None:
    """Each limit at it and beyond."""
    async with served(program, work, "--connections", "3", "--objects", "2", "--request-bytes", "1000") as (_, _server, nats):
        hands = [await Hand(nats).hello() for _ in range(3)]
        refused = await hands[0].once("ffi.hello", {"contract": "timer", "tolerant": True, "fingerprint": ""})
        check(refused[1]["name"] == "ffi.too_many", refused)
        opened = [await hands[0].call("watch.open", {"prefix": None}) for _ in range(3)]
        check([status == 0 for status, _ in opened] == [True, True, False], opened)
        status, error = await hands[1].call("reverse", {"bytes": bytes(2000)})
        check(error["name"] == "ffi.too_large", error)
        check((await hands[1].call("reverse", {"bytes": bytes(900)}))[0] == 0, "and the session goes on")
        big = await hands[1].ask(hands[1].own + "x" * 300, {}, **hands[1].heads)
        check(big[1]["name"] == "ffi.too_large", big)
        # More than a message may be: NATS says 1 MiB unless it is told otherwise.
        status, error = await hands[2].call("list", {"prefix": "", "capacity": 2**40})
        check(error["name"] == "ffi.too_large", error)
        # Calls wait behind a wait, so many and no more.
        watch = opened[0][1]["watch"]
        waits = [asyncio.create_task(hands[0].call("watch.next", {"watch": watch, "timeout_ms": 400}, 30)) for _ in range(2)]
        await asyncio.sleep(0.1)
        calls = [asyncio.create_task(hands[0].call("watches", timeout=30)) for _ in range(1100)]
        answers = await asyncio.gather(*calls)
        check({status for status, _ in answers} == {0, LOWEST + 6}, {status for status, _ in answers})
        check([status for status, _ in await asyncio.gather(*waits)] == [4, 4], "the waits")


async def hostile(program: Path, packages: Path, work: Path) -> None:
    """Whatever comes, the server answers what has an answer and goes on."""
    r = random.Random(int(os.environ.get("FFIGEN_SEED", "1")))
    async with served(program, work, "--memory-bytes", "1000000", "--lease-ms", "300") as (_, server, nats):
        hand = await Hand(nats).hello()
        methods = ["echo", "start", "list", "sum", "reverse", "watch.open", "watch.close", "watch.next", "ffi.hello", "ffi.lease",
                   "ffi.goodbye", "ffi.describe", "ffi.stats", "nope", "a.b.c.d", "ffi", "x" * 255]
        values = [b"", b"\xa0", b"\x81" * 5000, cbor2.dumps({"watch": 1, "timeout_ms": -1}), cbor2.dumps({"capacity": 2**64 - 1}),
                  cbor2.dumps({"contract": "timer", "tolerant": True, "fingerprint": ""}), cbor2.dumps({"prefix": None})]
        texts = ["", "0", "-1", "1e9", "18446744073709551616", "x" * 5000, "\xff", hand.heads["Ffi_Session"], "0" * 32, "%n"]
        before = server.memory()
        for _ in range(20000 if FULL else 2000):
            payload = bytearray(r.choice(values))
            for _ in range(r.randint(0, 2)):
                if payload:
                    payload[r.randrange(len(payload))] = r.getrandbits(8)
            heads = {name: r.choice(texts) for name in r.sample(["Ffi-Session", "Ffi-Call", "Ffi-Fingerprint", "Ffi-Status"], r.randint(0, 3))}
            subject = r.choice([hand.own, hand.group, "$SRV.INFO.", "$SRV."]) + r.choice(methods)
            reply = r.choice(["", nats.new_inbox(), subject])  # a reply to itself, too
            await nats.publish(subject, bytes(payload), reply, headers=heads or None)
        await nats.flush(20)
        for _ in range(100):
            if server.peer().call("ffi.stats")[1]["connections"] <= 2:
                break
            await asyncio.sleep(0.05)
        check((await Hand(nats).hello()).own, "the server goes on")
        check(server.memory() - before < 64 << 20, f"{server.memory() - before} bytes more")


async def life(program: Path, packages: Path, work: Path) -> None:
    """NATS goes and comes back; a server that is told to stop answers what runs."""
    import nats.errors

    for address in ("nats://127.0.0.1:1/timer.main", "nats://127.0.0.1:1", "nats:///timer.main", "nats://x/timer",
                    "nats://x/timer.a.b", "nats://x/timer.*", "nats://x/other.main"):
        refused = subprocess.run([program, "--listen", address], capture_output=True, text=True, timeout=30)
        check(refused.returncode == 2 and refused.stderr, f"{address}: {refused}")
        check(("the contract is timer" in refused.stderr) == ("other" in address), refused.stderr)
    async with served(program, work) as (bus, server, connection):
        hand = await Hand(connection).hello()
        watch = (await hand.call("watch.open", {"prefix": "late"}))[1]["watch"]
        bus.kill()
        await asyncio.sleep(0.3)
        bus.start()
        for _ in range(100):
            with contextlib.suppress(nats.errors.Error, asyncio.TimeoutError):
                check(await hand.call("watch.seen", {"watch": watch}, 1) == (0, {"count": 0}), "the session outlives NATS")
                break
            await asyncio.sleep(0.1)
        else:
            check(False, "the server does not come back")
        waiting = asyncio.create_task(hand.call("watch.next", {"watch": watch, "timeout_ms": 5000}))
        check((await hand.once("start", {"request": {"name": "late", "schedule": {"after_ms": 700}}}))[0] == 0, "a timer")
        await asyncio.sleep(0.1)
        server.process.terminate()
        await asyncio.sleep(0.2)
        check((await hand.call("watches"))[1]["name"] == "ffi.stopping", "what comes is refused")
        try:
            await hand.once("watches")
            check(False, "the instance is left at once, for others")
        except nats.errors.NoRespondersError:
            pass
        status, reply = await waiting
        check(status == 0 and reply["event"]["name"] == "late", "what runs is answered")


async def tool(program: Path, packages: Path, work: Path) -> None:
    """The ordinary tool lists, pings, measures and calls."""
    async with served(program, work) as (bus, _server, _nats):
        def said(*arguments: str) -> str:
            done = subprocess.run([os.environ["FFIGEN_NATS_TOOL"], "-s", f"nats://{bus.host}", *arguments], capture_output=True,
                                  text=True, errors="replace", timeout=60, env={**os.environ, "HOME": str(work)})
            check(done.returncode == 0, done)
            return done.stdout

        def service(verb: str, *arguments: str) -> str:
            return said("service", verb, *arguments)

        check("timer" in service("list") and "1.0.0" in service("list"), service("list"))
        check("timer.main.watch.open" in service("info", "timer"), service("info", "timer"))
        check("timer" in service("ping", "timer"), "ping")
        for _ in range(3):
            said("request", "timer.main.watches", "\xa0".encode("latin-1").decode("utf-8", "surrogateescape"), "--raw")
        check("watches" in service("stats", "timer") and "│ 3" in service("stats", "timer"), service("stats", "timer"))


if __name__ == "__main__":
    run({"discovery": discovery, "sessions": sessions, "limits": limits, "hostile": hostile, "life": life, "tool": tool})
