#!/usr/bin/env python3
"""The timer server against hostile, slow and unlucky peers, and against its own end.

  run_rpc.py hostile|limits|life|addresses|calls|go <server> <packages> <work>
"""

import asyncio
import contextlib
import os
import random
import resource
import shutil
import signal
import socket
import stat
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path

import cbor2

ROOT = Path(__file__).resolve().parents[2]
FULL = bool(os.environ.get("FFIGEN_FULL"))
REFUSED = struct.unpack(">i", b"\x80\x00\x00\x00")[0] + 64  # the protocol's codes are below


def check(condition: object, what: object) -> None:
    if not condition:
        raise SystemExit(f"failed: {what}"[:4000])


class Server:
    """A running server, stopped at the end of the with statement."""

    def __init__(self, program: Path, work: Path, *options: str, name: str = "t.sock", limit: int = 0) -> None:
        self.path = work / name
        self.work = work

        def before() -> None:
            if limit:
                resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))

        self.process = subprocess.Popen([program, "--listen", f"unix:{self.path}", *options], stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, text=True, preexec_fn=before)
        self.addresses = []
        count = 1 + options.count("--listen")
        while len(self.addresses) < count:
            line = self.process.stdout.readline()
            check(line.startswith("listening on "), f"the server says: {line}{'' if line else self.process.wait()}")
            self.addresses.append(line.split()[-1])

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        check(self.process.wait(20) == 0, f"the server ended with {self.process.returncode}: {self.process.stdout.read()}")
        check(not self.path.exists(), "the socket's file is still there")

    def peer(self) -> "Peer":
        return Peer(str(self.path))

    def memory(self) -> int:
        return int(next(line for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
                        if line.startswith("VmRSS")).split()[1]) * 1024


class Peer:
    """Speaks frames, right ones and others."""

    def __init__(self, path: str) -> None:
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(20)
        self.socket.connect(path)

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def exactly(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            more = self.socket.recv(size - len(data))
            if not more:
                raise EOFError
            data += more
        return data

    def answer(self) -> tuple[int, object]:
        status, size = struct.unpack(">iI", self.exactly(8))
        return status, cbor2.loads(self.exactly(size))

    def call(self, method: str, value: object = None) -> tuple[int, object]:
        self.send(frame(method, cbor2.dumps(value or {}, canonical=True)))
        return self.answer()

    def is_dropped(self, seconds: float = 10) -> bool:
        self.socket.settimeout(seconds)
        with contextlib.suppress(ConnectionError):
            try:
                while self.socket.recv(65536):
                    pass
            except socket.timeout:
                return False
        return True

    def close(self) -> None:
        self.socket.close()


def frame(method: str | bytes, payload: bytes) -> bytes:
    name = method.encode() if isinstance(method, str) else method
    return struct.pack(">I", len(name)) + name + struct.pack(">I", len(payload)) + payload


def hostile(program: Path, packages: Path, work: Path) -> None:
    """Whatever comes: an error or the end of the connection, and the server goes on."""
    r = random.Random(int(os.environ.get("FFIGEN_SEED", "1")))
    methods = ["echo", "start", "cancel", "list", "sum", "reverse", "watch.open", "watch.close", "watch.next", "watch.seen",
               "watches", "ffi.hello", "ffi.describe", "ffi.stats", "nope", "\x00", "x" * 255]
    values = [{}, {"capacity": 3, "prefix": ""}, {"id": 2**64 - 1}, {"watch": 1}, {"watch": None},
              {"watch": 7, "timeout_ms": 5}, {"prefix": None}, {"values": cbor2.CBORTag(86, bytes(16))}, {"bytes": b"ab"},
              {"capacity": 2**64 - 1, "prefix": "x"}, {"capacity": 2**40, "prefix": ""}]
    with Server(program, work, "--memory-bytes", "1000000") as server:
        witness = server.peer()
        for _ in range(3000 if FULL else 200):
            peer = server.peer()
            data = b"".join(frame(r.choice(methods), cbor2.dumps(r.choice(values), canonical=True))
                            for _ in range(r.randint(1, 5)))
            data = bytearray(data)
            for _ in range(r.randint(0, 3)):
                at = r.randrange(len(data))
                kind = r.randint(0, 3)
                if kind == 0:
                    data[at] = r.getrandbits(8)
                elif kind == 1:
                    del data[at:]
                    if not data:
                        data = bytearray(b"\0")
                elif kind == 2:
                    data[at:at] = r.randbytes(r.randint(1, 9))
                else:
                    data[at:at] = b"\x81" * 1000
            with contextlib.suppress(ConnectionError):
                peer.send(bytes(data))
                if r.random() < 0.5:
                    peer.socket.shutdown(socket.SHUT_WR)
                    check(peer.is_dropped(), "a peer that sent all is not let go")
            peer.close()
        check(witness.call("sum", {"values": cbor2.CBORTag(86, struct.pack("<d", 2.5))}) == (0, {"mean": 2.5, "result": 2.5}),
              "the server does not go on")
        for method, value, name in (
            ("watch.next", {"watch": 1, "timeout_ms": 0}, "ffi.unknown_object"),
            ("list", {"prefix": "", "capacity": 2**64 - 1}, "ffi.too_large"),
            ("list", {"prefix": "a\0b", "capacity": 1}, "ffi.malformed"),
            ("sum", {"values": cbor2.CBORTag(86, bytes(7))}, "ffi.malformed"),
            ("sum", {"values": cbor2.CBORTag(82, bytes(8))}, "ffi.malformed"),
            ("sum", {}, "ffi.malformed"),
            ("start", {"request": {"name": "x" * 32, "schedule": {"after_ms": 1}}}, "ffi.malformed"),
            ("start", {"request": {"name": "x", "schedule": {"after_ms": 1, "times": 1001}}}, "ffi.malformed"),
            ("nope", {}, "ffi.unknown_method"),
            ("", None, None),
        ):
            if name is None:
                continue
            status, error = witness.call(method, value)
            check(status < REFUSED and error["name"] == name and error["code"] == status, f"{method} {value}: {status} {error}")
        witness.send(frame("sum", b"\xa1\x66values" + b"\x81" * 100_000))
        check(witness.answer()[1]["name"] == "ffi.malformed", "depth")
        # An id of one connection is nothing to another.
        other = server.peer()
        watch = other.call("watch.open", {"prefix": None})[1]["watch"]
        check(witness.call("watch.seen", {"watch": watch})[1]["name"] == "ffi.unknown_object", "somebody else's object")
        check(other.call("watch.seen", {"watch": watch}) == (0, {"count": 0}), "one's own object")
        check(witness.call("watch.close", {"watch": watch})[1]["name"] == "ffi.unknown_object", "closing somebody else's")
        check(witness.call("watches")[1] == {"result": 1}, "one watch")
        other.close()
        for _ in range(100):
            if witness.call("watches")[1] == {"result": 0}:
                break
            time.sleep(0.05)
        else:
            check(False, "the end of a connection does not end its objects")


def limits(program: Path, packages: Path, work: Path) -> None:
    """Each limit, at it and beyond."""
    with Server(program, work, "--connections", "4", "--objects", "3", "--request-bytes", "4096", "--reply-bytes", "2048",
                "--request-ms", "600", "--reply-ms", "600") as server:
        peer = server.peer()
        # Bytes of a request.
        fits = 4096 - len(cbor2.dumps({"bytes": b"x" * 2000})) + 2000
        check(peer.call("reverse", {"bytes": b"x" * 1990})[0] == 0, "a reply that fits")
        check(peer.call("reverse", {"bytes": b"x" * fits})[1]["name"] == "ffi.too_large", "a reply that does not")
        large = server.peer()
        large.send(frame("reverse", cbor2.dumps({"bytes": b"x" * 4097})))
        check(large.answer()[1]["name"] == "ffi.too_large" and large.is_dropped(), "a request that is too large")
        # Objects.
        ids = [peer.call("watch.open", {"prefix": None})[1]["watch"] for _ in range(3)]
        check(peer.call("watch.open", {"prefix": None})[1]["name"] == "ffi.too_many", "a fourth object")
        check(peer.call("watch.close", {"watch": ids[0]})[0] == 0, "closing")
        check(peer.call("watch.open", {"prefix": None})[0] == 0, "room again")
        # Connections.
        others = [server.peer() for _ in range(3)]
        check(all(each.call("watches")[0] == 0 for each in others), "four connections")
        fifth = server.peer()
        check(fifth.is_dropped(), "a fifth connection")
        for each in others:
            each.close()
        time.sleep(0.3)
        # A request that does not come to its end, byte by byte.
        slow = server.peer()
        whole = frame("watches", b"\xa0")
        dropped = False
        for byte in whole[:-1]:
            try:
                slow.send(bytes([byte]))
            except ConnectionError:
                dropped = True
                break
            time.sleep(0.1)
        check(dropped or slow.is_dropped(3), "a slow request")
        # Half open: connected and silent is allowed, a request that stops is not.
        silent, half = server.peer(), server.peer()
        half.send(whole[:6])
        check(half.is_dropped(3), "half a request")
        check(silent.call("watches")[0] == 0, "a silent peer")
        # A peer that asks and takes nothing.
        greedy = server.peer()
        greedy.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        greedy.socket.settimeout(0.5)
        ask = frame("reverse", cbor2.dumps({"bytes": b"x" * 1900})) * 50
        before = server.memory()
        gone = False
        end = time.monotonic() + 8
        while time.monotonic() < end and not gone:
            try:
                greedy.send(ask)
            except TimeoutError:
                pass
            except OSError:
                gone = True
        check(gone, "a peer that takes nothing is not dropped")
        check(server.memory() - before < 16 << 20, f"it cost {server.memory() - before} bytes")
        check(peer.call("watches")[0] == 0, "the server goes on")
        for each in (peer, silent, slow, half, fifth, greedy, large):
            each.close()
    with Server(program, work, limit=24) as server:  # EMFILE
        peer = server.peer()
        many = []
        for _ in range(40):
            many.append(server.peer())
        check(peer.call("watches")[0] == 0, "without descriptors the others go on")
        for each in many:
            each.close()
        time.sleep(0.5)
        check(server.peer().call("watches")[0] == 0, "and with them new ones come")


def life(program: Path, packages: Path, work: Path) -> None:
    """Blocking callers, drain, dead and living servers, kill -9 of either side."""
    with Server(program, work) as server:
        by_hand = subprocess.run([sys.executable, Path(__file__).with_name("client.py"), server.path], capture_output=True, text=True)
        check(by_hand.stdout == "tea goes off\n6.5\n", f"a client written from the schema alone: {by_hand}")
        check(stat.S_IMODE(os.stat(server.path).st_mode) == 0o600, "the socket's mode")
        # No caller stalls another, nor does one that left.
        blocked = []
        for _ in range(30):
            peer = server.peer()
            watch = peer.call("watch.open", {"prefix": None})[1]["watch"]
            peer.send(frame("watch.next", cbor2.dumps({"watch": watch, "timeout_ms": -1})))
            peer.send(frame("watches", b"\xa0"))  # pipelined behind it
            blocked.append(peer)
        quick = server.peer()
        start = time.monotonic()
        check(quick.call("watches")[1] == {"result": 30}, "thirty wait")
        check(time.monotonic() - start < 5, "a quick call waits for slow ones")
        for peer in blocked[:15]:
            peer.close()
        for _ in range(100):
            if quick.call("watches")[1] == {"result": 15}:
                break
            time.sleep(0.05)
        else:
            check(False, "waits of those that left go on")
        quick.call("start", {"request": {"name": "all", "schedule": {"after_ms": 1}}})
        for peer in blocked[15:]:
            check(peer.answer()[1]["event"]["name"] == "all", "an event for all that wait")
            check(peer.answer()[1].keys() == {"result"}, "what was sent behind it comes behind it")
            peer.close()
        # The same path twice.
        second = subprocess.run([program, "--listen", f"unix:{server.path}"], capture_output=True, text=True, timeout=20)
        check(second.returncode == 2 and "another server" in second.stderr, f"a second server: {second}")
        check(quick.call("watches")[0] == 0, "the first one is untouched")
        # Drain: what runs ends, what comes is refused.
        waiting = server.peer()
        watch = waiting.call("watch.open", {"prefix": "late"})[1]["watch"]
        quick.call("start", {"request": {"name": "late", "schedule": {"after_ms": 700}}})
        waiting.send(frame("watch.next", cbor2.dumps({"watch": watch, "timeout_ms": 3000})))
        time.sleep(0.2)
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.1)
        check(quick.is_dropped(5), "an idle peer is let go")
        check(waiting.answer()[1]["event"]["name"] == "late", "what runs is answered")
        check(waiting.is_dropped(5), "and then it ends")
    # A server that is killed leaves its file; the next one replaces it.
    dead = Server(program, work)
    dead.process.kill()
    dead.process.wait()
    check(dead.path.exists(), "the file stays")
    with Server(program, work) as server:
        check(server.peer().call("watches")[0] == 0, "a dead server's file is replaced")
    # Something else is not.
    (work / "file").write_text("mine")
    third = subprocess.run([program, "--listen", f"unix:{work / 'file'}"], capture_output=True, text=True, timeout=20)
    check(third.returncode == 2 and (work / "file").read_text() == "mine", "a file that is no socket")
    # Longer than the drain may take.
    stuck = Server(program, work, "--drain-ms", "300")
    peer = stuck.peer()
    watch = peer.call("watch.open", {"prefix": None})[1]["watch"]
    peer.send(frame("watch.next", cbor2.dumps({"watch": watch, "timeout_ms": -1})))
    time.sleep(0.2)
    stuck.process.send_signal(signal.SIGTERM)
    check(stuck.process.wait(10) == 1, "a drain has an end")


def addresses(program: Path, packages: Path, work: Path) -> None:
    """TCP of the loopback alone; TLS with certificates on both sides."""
    for address in ("tcp:0.0.0.0:0", "tcp:[::]:0", "tls:127.0.0.1:0", "udp:x", "unix:", "tcp:127.0.0.1"):
        refused = subprocess.run([program, "--listen", address], capture_output=True, text=True, timeout=20)
        check(refused.returncode == 2 and refused.stderr, f"{address}: {refused}")
    certificates(work)
    sys.path.insert(0, str(packages / "python"))
    import ssl

    from timer_cbor import rpc
    from timer_cbor.call_errors import LostError

    def context(name: str) -> ssl.SSLContext:
        made = ssl.create_default_context(cafile=str(work / "authority.pem"))
        if name:
            made.load_cert_chain(work / f"{name}.pem", work / f"{name}.key")
        return made

    with Server(program, work, "--listen", "tcp:127.0.0.1:0", "--listen", "tls:127.0.0.1:0", "--certificate",
                str(work / "server.pem"), "--key", str(work / "server.key"), "--authority", str(work / "authority.pem"),
                "--request-ms", "500") as server:
        unix, tcp, tls = server.addresses
        with rpc.connect(tcp) as client:
            check(client.sum([1, 2]) == (3.0, 1.5), "TCP")
        with rpc.connect(tls, context=context("client"), timeout=10) as client:
            check(client.sum([1, 2]) == (3.0, 1.5), "TLS")
        in_c(packages, work, tcp, tls)
        for name in ("", "stranger"):  # without a certificate, and with one of another authority
            try:
                with rpc.connect(tls, context=context(name), timeout=10):
                    check(False, f"TLS let {name or 'nobody'} in")
            except (LostError, OSError):
                pass
        with socket.create_connection(("127.0.0.1", int(tls.rsplit(":", 1)[1]))) as silent:  # no handshake
            silent.settimeout(10)
            check(silent.recv(1) == b"", "a handshake that does not come")
        with rpc.connect(unix) as client:
            check(client.watches() == 0, "and a Unix socket")


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


def in_c(packages: Path, work: Path, tcp: str, tls: str) -> None:
    """The C client: TLS with both sides' certificates, and deadlines from connecting on."""
    for name, options in (("plain", []), ("secure", ["-DFFI_RPC_OPENSSL", "-lssl", "-lcrypto"])):
        subprocess.run(["cc", "-std=c11", "-D_DEFAULT_SOURCE", "-Wall", "-Wextra", "-Werror", "-g", "-fsanitize=address,undefined",
                        f"-I{packages / 'c'}", f"-I{ROOT / 'examples/timer'}", f"-I{ROOT / 'generator/include'}",
                        Path(__file__).with_name("client_tls.c"), "-o", work / name, *options], check=True)

    def said(name: str, address: str, *arguments: object) -> str:
        done = subprocess.run([work / name, address, *map(str, arguments)], capture_output=True, text=True, timeout=30)
        check(not done.stderr, done)
        return done.stdout

    own = (work / "client.pem", work / "client.key", work / "authority.pem")
    check(said("secure", tls, *own) == "3.5\n", "TLS in C")
    check(said("secure", tcp, *own) == "3.5\n", "TCP in C")
    check("FFI_RPC_OPENSSL" in said("plain", tls, *own), "TLS without OpenSSL")
    elsewhere = said("secure", tls, *own[:2], work / "elsewhere.pem")
    check("ffi.lost" in elsewhere and "certificate" in elsewhere, f"a server of another authority: {elsewhere}")
    another = said("secure", tls.replace("127.0.0.1", "localhost"), *own)
    check("ffi.lost" in another and "mismatch" in another, f"a server's certificate for another host: {another}")
    stranger = said("secure", tls, work / "stranger.pem", work / "stranger.key", own[2])
    check("ffi.lost" in stranger, f"a client of another authority: {stranger}")
    # Nobody accepts: a queue that is full, a handshake that is not answered.
    for kind in (socket.AF_UNIX, socket.AF_INET):
        with socket.socket(kind) as deaf:
            deaf.bind(str(work / "deaf.sock") if kind == socket.AF_UNIX else ("127.0.0.1", 0))
            deaf.listen(0)
            address = f"unix:{work / 'deaf.sock'}" if kind == socket.AF_UNIX else "tcp:127.0.0.1:%d" % deaf.getsockname()[1]
            waiting = []
            for _ in range(4):
                one = socket.socket(kind)
                one.setblocking(False)
                with contextlib.suppress(BlockingIOError):
                    one.connect(deaf.getsockname())
                waiting.append(one)
            start = time.monotonic()
            check("ffi.deadline" in said("plain", address, *own), f"nobody accepts at {address}")
            check(time.monotonic() - start < 5, "a deadline that is kept")
            if kind == socket.AF_INET:
                check("ffi.deadline" in said("secure", address.replace("tcp:", "tls:"), *own), "no handshake")
            for one in waiting:
                one.close()


def certificates(work: Path) -> None:
    def openssl(*arguments: object) -> None:
        subprocess.run(["openssl", *map(str, arguments)], cwd=work, check=True, capture_output=True)

    for authority in ("authority", "elsewhere"):
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", 2, "-subj",
                f"/CN={authority}", "-keyout", f"{authority}.key", "-out", f"{authority}.pem")
    (work / "names").write_text("subjectAltName=IP:127.0.0.1\n")
    for name, authority in (("server", "authority"), ("client", "authority"), ("stranger", "elsewhere")):
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", f"/CN={name}", "-keyout",
                f"{name}.key", "-out", f"{name}.csr")
        openssl("x509", "-req", "-in", f"{name}.csr", "-CA", f"{authority}.pem", "-CAkey", f"{authority}.key",
                "-CAcreateserial", "-days", 2, "-extfile", "names", "-out", f"{name}.pem")


def calls(program: Path, packages: Path, work: Path) -> None:
    """The generated Python client: deadlines, cancellation, reconnection, errors."""
    sys.path.insert(0, str(packages / "python"))
    from timer_cbor import Request, Schedule, aio, rpc
    from timer_cbor.call_errors import CallError, DeadlineError, LostError, NotFoundError

    server = Server(program, work)  # which is killed
    address = f"unix:{server.path}"
    client = rpc.connect(address, timeout=10)
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
    watch = client.watch.open(None)
    try:  # the answer comes after all, and is not taken for another's
        watch.next(700, timeout=0.2)
        check(False, "a deadline")
    except DeadlineError:
        pass
    check(client.sum([4]) == (4.0, 4.0), "an answer after a late one")
    for late in (lambda: watch.next(400, timeout=0.1), lambda: client.watch.open(None, timeout=0.1)):
        try:
            late()
            check(False, "a deadline")
        except DeadlineError:
            pass
    check(client.sum([5]) == (5.0, 5.0) and client.watches() == 1, "an object that comes late is closed")
    try:
        client.cancel(9)
    except NotFoundError as error:
        check((error.code, error.name, error.text) == (2, "TIMER_NOT_FOUND", "no timer 9"), error)
    results: list[object] = []
    threads = [threading.Thread(target=lambda n=n: results.append(client.sum([n, n]) == (2.0 * n, float(n))))
               for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    check(results == [True] * 20, "one client in many threads")

    async def concurrent() -> None:
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

    asyncio.run(concurrent())
    server.process.kill()
    server.process.wait()
    for _ in range(2):
        try:
            client.sum([1])
            check(False, "no server")
        except LostError:
            pass
    with Server(program, work) as again:
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
        module = sys.modules["timer_cbor._link"]
        right = module.hello
        module.hello = lambda tolerant: cbor2.dumps({"contract": "timer", "tolerant": tolerant, "fingerprint": "beef"})
        try:
            rpc.connect(f"unix:{again.path}")
            check(False, "another layout")
        except CallError as error:
            check(error.name == "ffi.other_contract" and "beef" in error.text, error)
        with rpc.connect(f"unix:{again.path}", tolerant=True) as tolerant:
            check(tolerant.sum([1]) == (1.0, 1.0), "a tolerant client")
        module.hello = right


if __name__ == "__main__":
    part, program, packages, work = sys.argv[1], *(Path(argument).resolve() for argument in sys.argv[2:5])
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    {"hostile": hostile, "limits": limits, "life": life, "addresses": addresses, "calls": calls, "go": go}[part](program, packages, work)
