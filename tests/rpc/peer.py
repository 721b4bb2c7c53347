"""A running server, and a peer that speaks frames to it, right ones and others."""

import contextlib
import os
import resource
import signal
import socket
import struct
import subprocess
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
