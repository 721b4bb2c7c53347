"""What run_rpc.py tries with the generated clients."""

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

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

    server = Server(program, work)  # which is killed
    address = f"unix:{server.path}"
    client = rpc.connect(address, timeout=10)
    values(client)
    watch = client.watch.open(None)
    too_late(client, watch, server)
    threads(client)
    not_sent(address, server)
    asyncio.run(concurrent(address))
    asyncio.run(silent_for_aio(address, server))
    server.process.kill()
    server.process.wait()
    unserved(client)
    silent_server(client, server.path)
    with Server(program, work) as again:
        connected_again(client, watch, again)


def values(client: object) -> None:
    """What is sent comes back, and what cannot be does not."""
    from timer_cbor import Request, Schedule
    from timer_cbor.call_errors import CallError, NotFoundError

    understood = client.echo(Request(name="ä", schedule=Schedule(after_ms=5)))
    check((understood.name, understood.schedule.times, understood.note) == ("ä", 1, "-"), understood)
    check(client.reverse(bytes(range(256)))[0] == 255, "bytes")
    check(list(client.transpose([1, 2, 3, 4, 5, 6], 2, 3)) == [1, 4, 2, 5, 3, 6], "a length that is a product")
    for rows, columns, count in ((2, 3, 5), (2, 3, 7), (0, 3, 1), (2**32 - 1, 2**32 - 1, 1)):
        try:
            client.transpose([1.0] * count, rows, columns)
            check(False, f"{count} numbers as {rows} rows of {columns}")
        except CallError as error:
            check(error.name in ("ffi.out_of_range", "ffi.too_large"), error)
    try:
        client.cancel(9)
    except NotFoundError as error:
        check((error.code, error.name, error.text) == (2, "TIMER_NOT_FOUND", "no timer 9"), error)


def too_late(client: object, watch: object, server: Server) -> None:
    """An answer comes after all, and is not taken for another's; an object that comes late is closed."""
    from timer_cbor.call_errors import DeadlineError

    try:
        watch.next(700, timeout=0.2)
        check(False, "a deadline")
    except DeadlineError:
        pass
    check(client.sum([4]) == (4.0, 4.0), "an answer after a late one")
    server.process.send_signal(signal.SIGSTOP)
    try:
        client.watch.open(None, timeout=0.1)
        check(False, "a deadline")
    except DeadlineError:
        server.process.send_signal(signal.SIGCONT)
    check(client.sum([5]) == (5.0, 5.0) and client.watches() == 1, "an object that comes late is closed")


def not_sent(address: str, server: Server) -> None:
    """A server that takes nothing: what is being sent is given up in time, and what is half sent ends the connection."""
    from timer_cbor import aio, rpc
    from timer_cbor.call_errors import DeadlineError, GivenUpError, LostError

    async def with_asyncio() -> None:
        async with await aio.connect(address, timeout=10) as other:
            server.process.send_signal(signal.SIGSTOP)
            for _ in range(2):
                try:
                    await other.reverse(bytes(1 << 20), timeout=0.2)
                    check(False, "a deadline")
                except DeadlineError:
                    pass
            server.process.send_signal(signal.SIGCONT)

    asyncio.run(with_asyncio())
    cancel = rpc.Cancel()
    for cancelled in (False, True):
        with rpc.connect(address, timeout=10) as other:
            watch = other.watch.open(None)
            server.process.send_signal(signal.SIGSTOP)
            start = time.monotonic()
            try:
                if cancelled:
                    threading.Timer(0.3, cancel.now).start()
                    with cancel:
                        other.reverse(bytes(1 << 20))
                other.reverse(bytes(1 << 20), timeout=0.2)
                check(False, "a deadline")
            except (DeadlineError, GivenUpError):
                check(time.monotonic() - start < 5, "in time")
            finally:
                server.process.send_signal(signal.SIGCONT)
            try:
                watch.seen()
                check(False, "half a request")
            except LostError:
                pass


def threads(client: object) -> None:
    results: list[object] = []
    all_of_them = [threading.Thread(target=lambda n=n: results.append(client.sum([n, n]) == (2.0 * n, float(n)))) for n in range(20)]
    for thread in all_of_them:
        thread.start()
    for thread in all_of_them:
        thread.join()
    check(results == [True] * 20, "one client in many threads")


async def concurrent(address: str) -> None:
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


async def silent_for_aio(address: str, server: Server) -> None:
    """As silent_server()."""
    from timer_cbor import aio
    from timer_cbor.call_errors import DeadlineError

    async with await aio.connect(address, timeout=10) as client:
        link = client._link
        link._wire.end("of the test")
        server.process.send_signal(signal.SIGSTOP)
        for _ in range(2):
            try:
                await client.sum([1], timeout=0.2)
                check(False, "a server that says nothing")
            except DeadlineError:
                check(not link._is_connected(), "who has not answered ffi.hello is not called")
        server.process.send_signal(signal.SIGCONT)
        check(await client.sum([5]) == (5.0, 5.0), "and then it goes on")


def unserved(client: object) -> None:
    from timer_cbor.call_errors import LostError

    for _ in range(2):
        try:
            client.sum([1])
            check(False, "no server")
        except LostError:
            pass


def silent_server(client: object, path: Path) -> None:
    """One that takes the connection and says nothing: the call keeps its own deadline, and who has not answered is not called."""
    from timer_cbor.call_errors import DeadlineError

    path.unlink()
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(path))
        silent.listen(9)
        for _ in range(2):
            start = time.monotonic()
            try:
                client.sum([1], timeout=0.2)
                check(False, "a server that says nothing")
            except DeadlineError:
                check(time.monotonic() - start < 5, "its own deadline")
            one, _ = silent.accept()
            said = one.recv(4096)
            check(b"ffi.hello" in said and b"sum" not in said, said)
            one.close()
    path.unlink()


def connected_again(client: object, watch: object, server: Server) -> None:
    import timer_cbor._link as module
    from timer_cbor import rpc
    from timer_cbor.call_errors import CallError, LostError

    check(client.sum([5]) == (5.0, 5.0), "a client connects again")
    try:
        watch.seen()
        check(False, "an object of an earlier connection")
    except LostError:
        pass
    with client.watch.open("x") as another:
        check(another.seen() == 0, "an object of this one")
    client.close()
    try:
        client.sum([1])
        check(False, "a closed client")
    except LostError:
        pass
    right = module.hello
    module.hello = lambda tolerant: cbor2.dumps({"contract": "timer", "tolerant": tolerant, "fingerprint": "beef"})
    try:
        rpc.connect(f"unix:{server.path}")
        check(False, "another layout")
    except CallError as error:
        check(error.name == "ffi.other_contract" and "beef" in error.text, error)
    with rpc.connect(f"unix:{server.path}", tolerant=True) as tolerant:
        check(tolerant.sum([1]) == (1.0, 1.0), "a tolerant client")
    module.hello = right
