"""What run_rpc.py tries with the generated clients."""

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cbor2

from peer import Server, check


def addresses(program: Path, packages: Path, work: Path) -> None:
    """TCP of the loopback alone; TLS with certificates."""
    for address in ("tcp:0.0.0.0:0", "tcp:[::]:0", "tls:127.0.0.1:0", "udp:x", "unix:", "tcp:127.0.0.1"):
        refused = subprocess.run([program, "--listen", address], capture_output=True, text=True, timeout=20)
        check(refused.returncode == 2 and refused.stderr, f"{address}: {refused}")
    sys.path.insert(0, str(packages / "python"))
    from timer_cbor import rpc

    with Server(program, work, "--listen", "tcp:127.0.0.1:0") as server:
        for address in server.addresses:
            with rpc.connect(address) as client:
                check(client.sum([1, 2]) == (3.0, 1.5), address)


def go(program: Path, packages: Path, work: Path) -> None:
    """The generated Go client: what client_test.go tries."""
    folder = work / "go"
    folder.mkdir()
    shutil.copy(Path(__file__).with_name("client_test.go"), folder)
    (folder / "go.mod").write_text("module example.com/client\n\ngo 1.21\n\nrequire example.com/timercbor v0.0.0\n\n"
                                   f"replace example.com/timercbor => {packages / 'go'}\n")
    environment = {**os.environ, "CGO_ENABLED": "0", "GOFLAGS": "-mod=mod", "GOWORK": "off", "GOTOOLCHAIN": "local",
                   "SERVER": str(program), "ADDRESS": f"unix:{work}/go.sock"}
    tested = subprocess.run([os.environ["FFIGEN_GO"], "test", "-count=1", "."], cwd=folder, env=environment, capture_output=True,
                            text=True)
    check(tested.returncode == 0, tested.stdout + tested.stderr)


def calls(program: Path, packages: Path, work: Path) -> None:
    """The generated Python client: deadlines, cancellation, reconnection, errors."""
    sys.path.insert(0, str(packages / "python"))
    from timer_cbor import rpc
    from timer_cbor.call_errors import LostError

    server = Server(program, work)  # which is killed
    address = f"unix:{server.path}"
    client = rpc.connect(address, timeout=10)
    values(client)
    watch = late(client, server)
    threads(client)
    asyncio.run(concurrent(address))
    server.process.kill()
    server.process.wait()
    for _ in range(2):
        with raises(LostError, "no server"):
            client.sum([1])
    with Server(program, work) as again:
        check(client.sum([5]) == (5.0, 5.0), "a client connects again")
        with raises(LostError, "an object of an earlier connection"):
            watch.seen()
        with client.watch.open("x") as another:
            check(another.seen() == 0, "an object of this one")
        client.close()
        with raises(LostError, "a closed client"):
            client.sum([1])
        other_layout(f"unix:{again.path}")


@contextlib.contextmanager
def raises(kind: type[Exception], what: str) -> Iterator[list[Any]]:
    """Gives the error that the body raised, once it has."""
    raised: list[Any] = []
    try:
        yield raised
    except kind as error:
        raised.append(error)
    check(raised, what)


def values(client: Any) -> None:
    """Records, bytes, lengths that are products, a code of the contract's own."""
    from timer_cbor import Request, Schedule
    from timer_cbor.call_errors import CallError, NotFoundError

    understood = client.echo(Request(name="ä", schedule=Schedule(after_ms=5)))
    check((understood.name, understood.schedule.times, understood.note) == ("ä", 1, "-"), understood)
    check(client.reverse(bytes(range(256)))[0] == 255, "bytes")
    check(list(client.transpose([1, 2, 3, 4, 5, 6], 2, 3)) == [1, 4, 2, 5, 3, 6], "a length that is a product")
    for rows, columns, count in ((2, 3, 5), (2, 3, 7), (0, 3, 1), (2**32 - 1, 2**32 - 1, 1)):
        with raises(CallError, f"{count} numbers as {rows} rows of {columns}") as error:
            client.transpose([1.0] * count, rows, columns)
        check(error[0].name in ("ffi.out_of_range", "ffi.too_large"), error)
    with raises(NotFoundError, "no timer 9") as error:
        client.cancel(9)
    check((error[0].code, error[0].name, error[0].text) == (2, "TIMER_NOT_FOUND", "no timer 9"), error)


def late(client: Any, server: Server) -> Any:
    """Answers that come after the deadline: not taken for another's, and what they bring is closed."""
    from timer_cbor.call_errors import DeadlineError

    watch = client.watch.open(None)
    with raises(DeadlineError, "a deadline"):
        watch.next(700, timeout=0.2)
    check(client.sum([4]) == (4.0, 4.0), "an answer after a late one")
    server.process.send_signal(signal.SIGSTOP)
    with raises(DeadlineError, "a deadline"):
        client.watch.open(None, timeout=0.1)
    server.process.send_signal(signal.SIGCONT)
    check(client.sum([5]) == (5.0, 5.0) and client.watches() == 1, "an object that comes late is closed")
    return watch


def threads(client: Any) -> None:
    results: list[object] = []
    started = [threading.Thread(target=lambda n=n: results.append(client.sum([n, n]) == (2.0 * n, float(n))))
               for n in range(20)]
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()
    check(results == [True] * 20, "one client in many threads")


async def concurrent(address: str) -> None:
    """The asynchronous client: pipelined calls, and one that is cancelled."""
    from timer_cbor import aio

    async with await aio.connect(address, timeout=10) as other:
        sums = await asyncio.gather(*(other.sum([float(n)]) for n in range(200)))
        check([each[0] for each in sums] == [float(n) for n in range(200)], "pipelined calls")
        opening = asyncio.create_task(other.watch.open(None))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        opening.cancel()  # what it opens is closed
        with contextlib.suppress(asyncio.CancelledError):
            await opening
        for _ in range(100):
            if await other.watches() == 1:
                break
            await asyncio.sleep(0.02)
        check(await other.watches() == 1, "a cancelled call leaves an object behind")


def other_layout(address: str) -> None:
    """A client of another contract is refused, unless it takes care itself."""
    from timer_cbor import rpc
    from timer_cbor.call_errors import CallError

    module = sys.modules["timer_cbor._link"]
    right = module.hello
    module.hello = lambda tolerant: cbor2.dumps({"contract": "timer", "tolerant": tolerant, "fingerprint": "beef"})
    with raises(CallError, "another layout") as error:
        rpc.connect(address)
    check(error[0].name == "ffi.other_contract" and "beef" in error[0].text, error)
    with rpc.connect(address, tolerant=True) as tolerant:
        check(tolerant.sum([1]) == (1.0, 1.0), "a tolerant client")
    module.hello = right
