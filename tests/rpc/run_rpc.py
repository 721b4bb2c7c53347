#!/usr/bin/env python3
"""The timer server against hostile, slow and unlucky peers, and against its own end.

  run_rpc.py hostile|limits|life|addresses|calls|go <server> <packages> <work>
"""

import contextlib
import os
import random
import shutil
import signal
import socket
import stat
import struct
import subprocess
import sys
import time
from pathlib import Path

import cbor2

from clients import addresses, calls, go
from peer import FULL, REFUSED, Peer, Server, check, frame


def mutant(r: random.Random, data: bytearray) -> bytearray:
    """Something else, in one place."""
    at = r.randrange(len(data))
    kind = r.randint(0, 3)
    if kind == 0:
        data[at] = r.getrandbits(8)
    elif kind == 1:
        del data[at:]
    elif kind == 2:
        data[at:at] = r.randbytes(r.randint(1, 9))
    else:
        data[at:at] = b"\x81" * 1000
    return data or bytearray(b"\0")


def random_requests(server: Server) -> None:
    r = random.Random(int(os.environ.get("FFIGEN_SEED", "1")))
    methods = ["echo", "start", "cancel", "list", "sum", "reverse", "watch.open", "watch.close", "watch.next", "watch.seen",
               "watches", "ffi.hello", "ffi.describe", "ffi.stats", "nope", "\x00", "x" * 255]
    values = [{}, {"capacity": 3, "prefix": ""}, {"id": 2**64 - 1}, {"watch": 1}, {"watch": None},
              {"watch": 7, "timeout_ms": 5}, {"prefix": None}, {"values": cbor2.CBORTag(86, bytes(16))}, {"bytes": b"ab"},
              {"capacity": 2**64 - 1, "prefix": "x"}, {"capacity": 2**40, "prefix": ""}]
    for _ in range(3000 if FULL else 200):
        peer = server.peer()
        data = bytearray(b"".join(frame(r.choice(methods), cbor2.dumps(r.choice(values), canonical=True))
                                  for _ in range(r.randint(1, 5))))
        for _ in range(r.randint(0, 3)):
            data = mutant(r, data)
        with contextlib.suppress(ConnectionError):
            peer.send(bytes(data))
            if r.random() < 0.5:
                peer.socket.shutdown(socket.SHUT_WR)
                check(peer.is_dropped(), "a peer that sent all is not let go")
        peer.close()


def hostile(program: Path, packages: Path, work: Path) -> None:
    """Whatever comes: an error or the end of the connection, and the server goes on."""
    with Server(program, work, "--memory-bytes", "1000000") as server:
        witness = server.peer()
        random_requests(server)
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
        ):
            status, error = witness.call(method, value)
            check(status < REFUSED and error["name"] == name and error["code"] == status, f"{method} {value}: {status} {error}")
        witness.send(frame("sum", b"\xa1\x66values" + b"\x81" * 100_000))
        check(witness.answer()[1]["name"] == "ffi.malformed", "depth")
        strangers(server, witness)


def strangers(server: Server, witness: Peer) -> None:
    """An id of one connection is nothing to another."""
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
        large.close()
        # Objects.
        ids = [peer.call("watch.open", {"prefix": None})[1]["watch"] for _ in range(3)]
        check(peer.call("watch.open", {"prefix": None})[1]["name"] == "ffi.too_many", "a fourth object")
        check(peer.call("watch.close", {"watch": ids[0]})[0] == 0, "closing")
        check(peer.call("watch.open", {"prefix": None})[0] == 0, "room again")
        connections(server)
        slow(server)
        greedy(server)
        check(peer.call("watches")[0] == 0, "the server goes on")
        peer.close()
    descriptors(program, work)


def connections(server: Server) -> None:
    """One is there already."""
    others = [server.peer() for _ in range(3)]
    check(all(each.call("watches")[0] == 0 for each in others), "four connections")
    fifth = server.peer()
    check(fifth.is_dropped(), "a fifth connection")
    for each in (*others, fifth):
        each.close()
    time.sleep(0.3)


def slow(server: Server) -> None:
    """A request that does not come to its end, byte by byte; half open peers: connected and silent is allowed, a request that stops
    is not."""
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
    silent, half = server.peer(), server.peer()
    half.send(whole[:6])
    check(half.is_dropped(3), "half a request")
    check(silent.call("watches")[0] == 0, "a silent peer")
    for each in (slow, silent, half):
        each.close()


def greedy(server: Server) -> None:
    """A peer that asks and takes nothing."""
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
    greedy.close()


def descriptors(program: Path, work: Path) -> None:
    """EMFILE."""
    with Server(program, work, limit=24) as server:
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
        stalled(server)
        # The same path twice.
        second = subprocess.run([program, "--listen", f"unix:{server.path}"], capture_output=True, text=True, timeout=20)
        check(second.returncode == 2 and "another server" in second.stderr, f"a second server: {second}")
        check(server.peer().call("watches")[0] == 0, "the first one is untouched")
        drained(server)
    its_file(program, work)
    # Longer than the drain may take.
    stuck = Server(program, work, "--drain-ms", "300")
    peer = stuck.peer()
    watch = peer.call("watch.open", {"prefix": None})[1]["watch"]
    peer.send(frame("watch.next", cbor2.dumps({"watch": watch, "timeout_ms": -1})))
    time.sleep(0.2)
    stuck.process.send_signal(signal.SIGTERM)
    check(stuck.process.wait(10) == 1, "a drain has an end")


def stalled(server: Server) -> None:
    """No caller stalls another, nor does one that left."""
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
    quick.close()


def drained(server: Server) -> None:
    """What runs ends, what comes is refused."""
    quick, waiting = server.peer(), server.peer()
    watch = waiting.call("watch.open", {"prefix": "late"})[1]["watch"]
    quick.call("start", {"request": {"name": "late", "schedule": {"after_ms": 700}}})
    waiting.send(frame("watch.next", cbor2.dumps({"watch": watch, "timeout_ms": 3000})))
    time.sleep(0.2)
    server.process.send_signal(signal.SIGTERM)
    time.sleep(0.1)
    check(quick.is_dropped(5), "an idle peer is let go")
    check(waiting.answer()[1]["event"]["name"] == "late", "what runs is answered")
    check(waiting.is_dropped(5), "and then it ends")


def its_file(program: Path, work: Path) -> None:
    """A server that is killed leaves its file; the next one replaces it."""
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


if __name__ == "__main__":
    part, program, packages, work = sys.argv[1], *(Path(argument).resolve() for argument in sys.argv[2:5])
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    {"hostile": hostile, "limits": limits, "life": life, "addresses": addresses, "calls": calls, "go": go}[part](program, packages, work)
