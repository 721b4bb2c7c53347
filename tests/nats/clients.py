#!/usr/bin/env python3
"""The generated clients through NATS.

  clients.py python|c|tls|go|rust <server> <packages> <work>
"""

import asyncio
import os
import shutil
import ssl
import subprocess
import threading
import time
from pathlib import Path

from bus import Bus, Server, check, run
from events import TOLD, by_hand, fingerprint_of, publish_for, published
from lost import Client, compiled, given_up
from tls import certificates, without_warnings

HERE = Path(__file__).resolve().parent
EXAMPLE = HERE.parents[1] / "examples" / "timer"
EXPECTED = "tea: after 30 ms, 2 times\ntea goes off\ntea goes off\nTIMER_NOT_FOUND\n6.5\n"


def raised(kind: type, call: object, text: str = "") -> BaseException:
    try:
        call()
    except kind as error:
        check(text in str(error), f"{error!r} does not say {text!r}")
        return error
    check(False, f"no {kind.__name__}")
    raise AssertionError


def python(program: Path, packages: Path, work: Path) -> None:
    """Names and errors as over a socket; what may have been made says so."""
    from timer_cbor import _link, _nats_link, rpc
    from timer_cbor.call_errors import CallError, DeadlineError, LostError, NotFoundError

    with Bus(work) as bus:
        address = f"nats://{bus.host}/timer.main"
        raised(LostError, lambda: rpc.connect(address, timeout=5), "the call was not made")  # nobody serves it
        options = ("--listen", address, "--lease-ms", "1000")
        first = Server(program, work, *options)
        local = first.peer()
        client = rpc.connect(address, timeout=10)
        check(client.sum([1, 2]) == (3.0, 1.5), "a call")
        check(raised(NotFoundError, lambda: client.cancel(9)).text == "no timer 9", "an error of the contract")
        watch = client.watch.open(None)
        raised(DeadlineError, lambda: watch.next(700, timeout=0.2), "may have been made")
        began = time.monotonic()
        check(client.sum([5]) == (5.0, 5.0) and time.monotonic() - began < 0.4, "the server ends a wait that was given up")
        busy = threading.Thread(target=lambda: raised(TimeoutError, lambda: watch.next(600)))
        busy.start()
        time.sleep(0.05)
        raised(DeadlineError, lambda: client.watch.open(None, timeout=0.1), "may have been made")
        busy.join()
        check(client.watches() == 1, "a call that waits behind another and is given up is not made")
        time.sleep(1.5)
        check(watch.seen() == 0, "the lease is renewed")
        right = _link.hello
        other = lambda tolerant: right(tolerant)[:-4] + b"beef"  # noqa: E731
        _nats_link.hello = other
        error = raised(CallError, lambda: rpc.connect(address, timeout=5))
        check(error.name == "ffi.other_contract" and "beef" in error.text, error)
        rpc.connect(address, timeout=5, tolerant=True).close()
        _nats_link.hello = right

        # A wait is ended by another thread.
        ended = rpc.connect(address, timeout=30)
        waits = ended.watch.open(None)
        threading.Timer(0.3, ended.close).start()
        raised(LostError, lambda: waits.next(-1, timeout=30), "may have been made")
        raised(LostError, lambda: ended.sum([1]), "closed")
        for _ in range(100):
            if local.call("watches")[1]["result"] == 1:
                break
            time.sleep(0.05)
        check(local.call("watches")[1]["result"] == 1, "its objects are closed")
        with python_lost(bus, first, client, lambda: Server(program, work, *options, name="second.sock")):
            python_examples(packages, address)


def python_lost(bus: Bus, first: Server, client: object, serve: object) -> Server:
    """NATS goes, and then the server; gives the one that takes over."""
    from timer_cbor.call_errors import DeadlineError, LostError

    watch = client.watch.open(None)
    # NATS goes: the call says that it may have been made, the session stays.
    threading.Timer(0.3, bus.kill).start()
    raised(LostError, lambda: watch.next(-1, timeout=20), "may have been made")
    raised(LostError, lambda: client.watches(timeout=0.3), "not made")
    bus.start()
    for _ in range(100):
        try:
            client.sum([1], timeout=1)
            break
        except (LostError, DeadlineError):
            time.sleep(0.1)
    check(client.sum([1]) == (1.0, 1.0), "NATS is there again")
    try:  # whoever was back first: the session goes on, or it says that it does not
        watch.seen()
    except LostError:
        watch = client.watch.open(None)

    # The server goes: another one of the instance takes the next call, without the objects.
    first.process.kill()
    first.process.wait()
    second = serve()
    for _ in range(20):
        try:
            check(client.watches() == 0, "the other server")
            break
        except LostError:
            time.sleep(0.1)
    check(client.sum([5]) == (5.0, 5.0), "calls go on")
    raised(LostError, watch.seen, "connection is no more")
    client.close()
    return second


def python_examples(packages: Path, address: str) -> None:
    """With asyncio, many calls at once; and what the example does."""
    from timer_cbor import aio, rpc

    async def concurrent() -> None:
        with rpc.connect(address, timeout=10) as blocking:  # within another loop
            check(blocking.sum([1]) == (1.0, 1.0), "a blocking call")
        async with await aio.connect(address, timeout=10) as many:
            sums = await asyncio.gather(*(many.sum([float(n)]) for n in range(200)))
            check([each[0] for each in sums] == [float(n) for n in range(200)], "pipelined calls")

    asyncio.run(concurrent())
    for option in ([], ["--asyncio"]):
        said = subprocess.run([os.environ["FFIGEN_PYTHON"], EXAMPLE / "python/client.py", address, *option],
                              env={**os.environ, "PYTHONPATH": f"{packages / 'python'}:{os.environ.get('PYTHONPATH', '')}"},
                              capture_output=True, text=True, timeout=60)
        check(said.stdout == EXPECTED, said)


def c(program: Path, packages: Path, work: Path) -> None:
    """C and C++: what the example does, calls that are given up, servers and NATS that are lost, certificates."""
    with_nats = ("-DFFI_RPC_NATS", "-lnats")
    includes = [f"-I{folder}" for folder in (packages / "c", packages / "cpp", EXAMPLE, HERE.parents[1] / "generator/include")]
    for compiler, file in (("cc -std=c11 -D_DEFAULT_SOURCE", "c/main.c"), ("c++ -std=c++20", "cpp/main.cpp")):
        client = work / file.replace("/", "_").replace(".", "_")
        subprocess.run([*compiler.split(), "-Wall", "-Wextra", "-Werror", *includes, EXAMPLE / file, "-o", client, *with_nats,
                        "-pthread"], check=True)
        example(program, work, [client])
    (work / "lost").mkdir()
    with Bus(work) as bus:
        address = f"nats://{bus.host}/timer.main"
        options = ("--listen", address, "--lease-ms", "1000")
        server = Server(program, work, *options)
        clients = [Client(name, command, address, packages) for name, command in compiled(packages, work / "lost", *with_nats).items()]
        for client in clients:
            given_up(client)
            client.expect("opened", "open")
        time.sleep(1.5)
        for client in clients:
            client.expect("0", "seen")  # the lease is renewed
        # NATS goes: the session stays, or says that it does not.
        bus.kill()
        for client in clients:
            client.expect("lost", "sum")
        bus.start()
        for client in clients:
            for _ in range(50):
                if client.says("sum") == "3.0":
                    break
                time.sleep(0.1)
            time.sleep(0.5)  # who was back before the server learns from it that the session is over
            client.connects_again()
            check(client.says("seen") in ("0", "lost"), f"{client.name}: an object of the session")
        # The server goes, and another one takes over without the objects.
        server.process.kill()
        server.process.wait()
        for client in clients:
            client.expect("lost", "sum")
        with Server(program, work, *options, name="second.sock") as second:
            for client in clients:
                client.connects_again()
                client.expect("lost", "seen")
                client.expect("opened", "open")
                client.expect("0", "seen")
            check(second.peer().call("watches")[1]["result"] == 2, "one object of each")
            for client in clients:
                client.end()
            check(second.peer().call("watches")[1]["result"] == 0, "a session that ends ends its objects")
    in_c_with_tls(program, packages, work, [*includes, *with_nats])
    c_events(program, packages, work)


def c_events(program: Path, packages: Path, work: Path) -> None:
    """C and C++ listen, under ASan and UBSan: what is published, lost, and what is no event."""
    includes = [f"-I{folder}" for folder in (packages / "c", packages / "cpp", EXAMPLE, HERE.parents[1] / "generator/include")]
    clients = []
    for compiler, file in (("cc -std=c11 -D_DEFAULT_SOURCE", "main.c"), ("c++ -std=c++20", "main.cpp")):
        client = work / f"{file.replace('.', '_')}_events"
        subprocess.run([*compiler.split(), "-Wall", "-Wextra", "-Werror", "-g", "-fsanitize=address,undefined", *includes,
                        HERE / "events" / file, "-o", client, "-DFFI_RPC_NATS", "-lnats", "-pthread"], check=True)
        clients.append(client)
    for client in clients:  # NATS itself is not there
        gone = subprocess.run([client, "nats://127.0.0.1:1/timer.main", "1"], capture_output=True, text=True, timeout=60)
        check(gone.returncode == 1 and gone.stdout.startswith("ffi.lost: "), gone)
    with published(program, work) as (_, address):
        heard = [subprocess.Popen([client, address, "8"], stdout=subprocess.PIPE, text=True) for client in clients]
        for process in heard:
            check(process.stdout.readline() == "listens\n", "it listens")
        asyncio.run(publish_for(address))
        asyncio.run(publish_none(address))
        for process in heard:
            said = process.stdout.read()
            check(said == TOLD + "ffi.malformed\nffi.other_contract\nffi.other_contract\n8 by hand 0\n", said)
            check(process.wait(20) == 0, "and ends")
        for client in clients:
            said = subprocess.run([client, address], capture_output=True, text=True, timeout=60)
            check(said.stdout == "state 1\n", said)


async def publish_none(address: str) -> None:
    """What is no event, or of others, and then one that is."""
    import nats

    connection = await nats.connect(address.rpartition("/")[0])
    fingerprint = await fingerprint_of(connection)
    await by_hand(connection, 7, fingerprint, data=b"\x81" * 5000)
    await by_hand(connection, 8, fingerprint, method="watch.seen")
    await by_hand(connection, 9, "beef" * 300)
    await by_hand(connection, 10, fingerprint)
    await connection.close()


def in_c_with_tls(program: Path, packages: Path, work: Path, options: list[object]) -> None:
    source = HERE.parent / "rpc/tls/main.c"
    subprocess.run(["cc", "-std=c11", "-D_DEFAULT_SOURCE", source, "-o", work / "tls", *options, "-pthread"], check=True)
    with Bus(work, *secure(work)) as bus:
        address = f"nats+tls://{bus.host}/timer.main"
        with Server(program, work, "--listen", address, *shown(work)):
            for name, authority in (("client", "authority"), ("stranger", "authority"), ("client", "elsewhere")):
                said = subprocess.run([work / "tls", address, "5000", work / f"{name}.pem", work / f"{name}.key",
                                       work / f"{authority}.pem"], capture_output=True, text=True, timeout=60).stdout
                is_known = (name, authority) == ("client", "authority")
                check(said == "3.5\n" if is_known else said.startswith("ffi.lost"), f"{name} of {authority}: {said}")


def secure(work: Path) -> tuple[str, ...]:
    """Options of a nats-server that wants certificates of the authority, and shows one."""
    certificates(work)
    return ("--tls", "--tlsverify", "--tlscert", str(work / "server.pem"), "--tlskey", str(work / "server.key"), "--tlscacert",
            str(work / "authority.pem"))


def shown(work: Path, name: str = "client") -> tuple[str, ...]:
    """Options of a timer server with that certificate."""
    return ("--certificate", str(work / f"{name}.pem"), "--key", str(work / f"{name}.key"), "--authority", str(work / "authority.pem"))


def tls(program: Path, packages: Path, work: Path) -> None:
    """Certificates on the way to NATS, of the server and of clients."""
    from timer_cbor import aio, rpc
    from timer_cbor.call_errors import LostError

    def context(name: str, authority: str = "authority") -> ssl.SSLContext:
        made = ssl.create_default_context(cafile=str(work / f"{authority}.pem"))
        if name:
            made.load_cert_chain(work / f"{name}.pem", work / f"{name}.key")
        return made

    async def concurrent(address: str) -> tuple[float, float]:
        async with await aio.connect(address, timeout=10, context=context("client")) as client:
            return await client.sum([1, 2])

    with Bus(work, *secure(work)) as bus:
        address = f"nats+tls://{bus.host}/timer.main"
        for wrong in (shown(work, "stranger"), (), ("--authority", str(work / "elsewhere.pem"))):
            refused = subprocess.run([program, "--listen", address, *wrong], capture_output=True, text=True, timeout=30)
            check(refused.returncode == 2 and refused.stderr, f"{wrong}: {refused}")
        with Server(program, work, "--listen", address, *shown(work)):
            with rpc.connect(address, timeout=10, context=context("client")) as client:
                check(client.sum([1, 2]) == (3.0, 1.5), "a call")
            check(asyncio.run(concurrent(address)) == (3.0, 1.5), "a call with asyncio")
            for wrong in (context("stranger"), context(""), context("client", "elsewhere")):
                raised(LostError, lambda: rpc.connect(address, timeout=5, context=wrong))


def go(program: Path, packages: Path, work: Path) -> None:
    """What nats_test.go tries, without cgo, and the example."""
    for name, sources in (("tests", [HERE / "go/nats_test.go"]), ("example", [EXAMPLE / "go/main.go", EXAMPLE / "go/nats.go"])):
        folder = work / name
        folder.mkdir()
        for source in sources:
            shutil.copy(source, folder)
        shutil.copy(HERE / "go/go.sum", folder)
        modules = "".join(f"\nrequire example.com/timercbor{part} v0.0.0\n\nreplace example.com/timercbor{part} => {packages / 'go'}{part}\n"
                          for part in ("", "/natsrpc"))
        (folder / "go.mod").write_text((HERE / "go/go.mod").read_text() + modules)
    environment = {**os.environ, "CGO_ENABLED": "0", "GOFLAGS": "-mod=mod", "GOWORK": "off", "GOTOOLCHAIN": "local",
                   "SERVER": str(program), "WORK": str(work)}
    certificates(work)
    command = os.environ["FFIGEN_GO"]
    tested = subprocess.run([command, "test", "-count=1", "."], cwd=work / "tests", env=environment, capture_output=True, text=True)
    check(tested.returncode == 0, tested.stdout + tested.stderr)
    vetted = subprocess.run([command, "vet", "example.com/timercbor/natsrpc"], cwd=work / "tests", env=environment, capture_output=True, text=True)
    check(vetted.returncode == 0, vetted.stderr)
    built = subprocess.run([command, "build", "-tags", "nats", "-o", "example", "."], cwd=work / "example", env=environment,
                           capture_output=True, text=True)
    check(built.returncode == 0, built.stderr)
    example(program, work, [work / "example/example"])


def rust(program: Path, packages: Path, work: Path) -> None:
    """What rust/src/main.rs tries: the example's calls, lost servers, calls that may have been made."""
    shutil.copytree(HERE / "rust", work / "rust")
    manifest = work / "rust/Cargo.toml"
    manifest.write_text(manifest.read_text() + f'timer-cbor = {{ path = "{packages}/rust", features = ["rpc"] }}\n'
                        f'timer-cbor-nats = {{ path = "{packages}/rust/nats" }}\n')
    built = subprocess.run([os.environ["FFIGEN_CARGO"], "build", "--offline", "--quiet"], cwd=work / "rust", capture_output=True,
                           text=True, env={**os.environ, "CARGO_TARGET_DIR": str(work / "target")})
    check(built.returncode == 0, built.stderr)
    without_warnings(os.environ["FFIGEN_CARGO"], packages, work, "nats")
    client = work / "target/debug/client"
    example(program, work, [client])
    with Bus(work) as bus:
        address = f"nats://{bus.host}/timer.main"
        server = Server(program, work, "--listen", address, "--lease-ms", "1000")
        process = subprocess.Popen([client, address, "lost"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        check(process.stdout.readline() == "waits\n", "it waits")
        time.sleep(0.2)
        server.process.kill()
        server.process.wait()
        said = process.stdout.readline()
        check("may have been made" in said, said)
        with Server(program, work, "--listen", address, name="second.sock"):
            print("again", file=process.stdin, flush=True)
            check(process.stdout.read() == "0 watches\nthe object is lost\n", "it goes on")
            check(process.wait(20) == 0, "and ends")
    with published(program, work) as (_, address):
        heard = subprocess.Popen([client, address, "events", "4"], stdout=subprocess.PIPE, text=True)
        check(heard.stdout.readline() == "listens\n", "it listens")
        asyncio.run(publish_for(address))
        check(heard.stdout.read() == TOLD, "what is published")
        check(heard.wait(20) == 0, "and ends")
    with Bus(work, *secure(work)) as bus, Server(program, work, "--listen", f"nats+tls://{bus.host}/timer.main", *shown(work)):
        for name, is_known in (("client", True), ("stranger", False)):
            said = subprocess.run([client, f"nats+tls://{bus.host}/timer.main", "tls", work / f"{name}.pem", work / f"{name}.key",
                                   work / "authority.pem"], capture_output=True, text=True, timeout=60)
            check(said.stdout == EXPECTED if is_known else said.returncode == 1 and "lost" in said.stdout, f"{name}: {said}")


def example(program: Path, work: Path, client: list) -> None:
    with Bus(work) as bus, Server(program, work, "--listen", f"nats://{bus.host}/timer.main"):
        said = subprocess.run([*client, f"nats://{bus.host}/timer.main"], capture_output=True, text=True, timeout=60)
        check(said.stdout == EXPECTED, said)


if __name__ == "__main__":
    run({"python": python, "c": c, "tls": tls, "go": go, "rust": rust})
