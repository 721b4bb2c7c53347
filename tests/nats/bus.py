"""nats-servers of the test's own, and what a client written by hand does with them."""

import asyncio
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "rpc"))
from peer import FULL, Server, check  # noqa: E402

LOWEST = -(2**31)  # the protocol's first code
SECOND = 1.0
__all__ = ["FULL", "LOWEST", "Bus", "Hand", "Server", "check", "free_port", "run", "skip_without_nats"]


def skip_without_nats() -> None:
    if importlib.util.find_spec("nats") is None:
        print("SKIPPED: needs nats-py, of tests/requirements.txt")
        raise SystemExit(0)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Bus:
    """A nats-server, alone or one of a cluster."""

    def __init__(self, work: Path, *options: str) -> None:
        self.port = free_port()
        self.work = work
        self.options = options
        self.start()

    def start(self) -> None:
        program = os.environ["FFIGEN_NATS_SERVER"]
        with (self.work / f"nats-{self.port}.log").open("a") as log:
            self.process = subprocess.Popen([program, "-a", "127.0.0.1", "-p", str(self.port), *self.options],
                                            stdout=log, stderr=log)
        for _ in range(200):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        check(False, f"nats-server does not start: {(self.work / f'nats-{self.port}.log').read_text()}")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def __enter__(self) -> "Bus":
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()


class Hand:
    """A client that is written from docs/nats.md alone, with cbor2 and nats-py."""

    def __init__(self, nats: object, instance: str = "main") -> None:
        self.nats = nats
        self.group = f"timer.{instance}."
        self.own = ""
        self.heads: dict[str, str] = {}
        self.number = 0

    async def ask(self, subject: str, value: object = None, timeout: float = 10, data: bytes | None = None,
                  **heads: str) -> tuple[int, object, dict[str, str]]:
        """Status, reply and headers."""
        import cbor2

        payload = cbor2.dumps(value or {}, canonical=True) if data is None else data
        named = {name.replace("_", "-"): text for name, text in heads.items()}
        message = await self.nats.request(subject, payload, timeout=timeout, headers=named or None)
        headers = dict(message.headers or {})
        return int(headers.get("Ffi-Status", 0)), cbor2.loads(message.data), headers

    async def once(self, method: str, value: object = None, **heads: str) -> tuple[int, object, dict[str, str]]:
        return await self.ask(self.group + method, value, **heads)

    async def hello(self) -> "Hand":
        status, _, headers = await self.once("ffi.hello", {"contract": "timer", "tolerant": True, "fingerprint": ""})
        check(status == 0, headers)
        self.own = f"timer.{headers['Ffi-Server']}."
        self.heads = {"Ffi_Session": headers["Ffi-Session"]}
        self.lease = int(headers["Ffi-Lease-Ms"]) / 1000
        return self

    async def call(self, method: str, value: object = None, timeout: float = 10) -> tuple[int, object]:
        self.number += 1
        return (await self.ask(self.own + method, value, timeout, **self.heads, Ffi_Call=str(self.number)))[:2]


def run(parts: dict[str, object]) -> None:
    """run_….py <part> <server> <packages> <work>"""
    skip_without_nats()
    part, program, packages, work = sys.argv[1], *(Path(argument).resolve() for argument in sys.argv[2:5])
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    sys.path.insert(0, str(packages / "python"))
    done = parts[part](program, packages, work)
    if asyncio.iscoroutine(done):
        asyncio.run(done)
