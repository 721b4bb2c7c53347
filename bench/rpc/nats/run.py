#!/usr/bin/env python3
"""Calls through NATS beside a bare request of the same language's NATS client, answered by a bare responder of libnats.

  run.py --server TIMER_SERVER --packages DIR --work DIR [--calls N]
"""

import argparse
import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(HERE.parent))
from compare import compare  # noqa: E402

CARGO = os.environ.get("FFIGEN_CARGO") or "cargo"
GO = os.environ.get("FFIGEN_GO") or "go"


def c(packages: Path, work: Path) -> list[object]:
    subprocess.run(["cc", "-std=c11", "-D_DEFAULT_SOURCE", "-O2", "-DFFI_RPC_NATS", f"-I{packages / 'c'}",
                    f"-I{ROOT / 'examples/timer'}", f"-I{ROOT / 'generator/include'}", HERE / "clients/c/main.c", "-o", work / "c",
                    "-lnats", "-pthread"], check=True)
    return [work / "c"]


def rust(packages: Path, work: Path) -> list[object]:
    folder = work / "rust"
    shutil.copytree(HERE / "clients/rust", folder, dirs_exist_ok=True)
    (folder / "Cargo.toml").write_text('[package]\nname = "bench"\nversion = "0.0.0"\nedition = "2024"\n\n[workspace]\n\n[dependencies]\n'
                                       'async-nats = { version = "0.40", default-features = false, features = ["ring"] }\n'
                                       'tokio = { version = "1", default-features = false, features = ["rt-multi-thread", "time"] }\n'
                                       f'timer-cbor = {{ path = "{packages / "rust"}", features = ["rpc"] }}\n'
                                       f'timer-cbor-nats = {{ path = "{packages / "rust/nats"}" }}\n')
    subprocess.run([CARGO, "build", "--release", "--offline", "--quiet"], cwd=folder, check=True)
    return [folder / "target/release/bench"]


def go(packages: Path, work: Path) -> list[object]:
    folder, tests = work / "go", ROOT / "tests/nats/go"
    shutil.copytree(HERE / "clients/go", folder, dirs_exist_ok=True)
    shutil.copy(tests / "go.sum", folder)
    modules = "".join(f"\nrequire example.com/timercbor{part} v0.0.0\n\nreplace example.com/timercbor{part} => {packages / 'go'}{part}\n"
                      for part in ("", "/natsrpc"))
    (folder / "go.mod").write_text((tests / "go.mod").read_text() + modules)
    environment = {**os.environ, "GOFLAGS": "-mod=mod", "GOWORK": "off", "GOTOOLCHAIN": "local", "CGO_ENABLED": "0"}
    subprocess.run([GO, "build", "-o", "bench", "."], cwd=folder, check=True, env=environment)
    return [folder / "bench"]


def python(packages: Path, work: Path) -> list[object]:
    return [sys.executable, "-B", HERE / "clients/python/main.py"]


@contextlib.contextmanager
def running(*command: object, ready: str) -> Iterator[None]:
    """A program that has said that it is ready."""
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        while ready not in (line := process.stdout.readline()):
            if not line:
                raise SystemExit(f"{command[0]} does not start")
        yield
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--server", required=True, type=Path)
    parser.add_argument("--packages", required=True, type=Path)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--calls", type=int, default=2000)
    options = parser.parse_args()
    nats = shutil.which("nats-server", path=os.environ["PATH"] + ":/usr/sbin")
    served = subprocess.run([options.server, "--help"], capture_output=True, text=True).stdout
    if nats is None or "nats://" not in served:
        print("SKIPPED: needs nats-server, and libnats-dev where the server was built")
        return
    work, packages = options.work.resolve(), options.packages.resolve()
    work.mkdir(parents=True, exist_ok=True)
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    url, address = f"nats://127.0.0.1:{port}", f"nats://127.0.0.1:{port}/timer.main"
    bare = c(packages, work)
    with running(nats, "-a", "127.0.0.1", "-p", port, ready="Server is ready"), running(*bare, url, ready="answers"), \
            running(options.server, "--listen", address, ready="listening"):
        time.sleep(0.2)
        for name, make, columns in (("C", c, [""]), ("Rust", rust, [""]), ("Go", go, [""]), ("Python", python, ["asyncio", "blocking"])):
            try:
                command = make(packages, work)
            except (OSError, subprocess.CalledProcessError) as error:
                print(f"SKIPPED {name}: {error}")
                continue
            compare(f"NATS, {name}", [*command, url, address, options.calls], packages, columns)


if __name__ == "__main__":
    main()
