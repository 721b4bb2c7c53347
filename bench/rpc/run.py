#!/usr/bin/env python3
"""Calls of a server in another process beside a bare round trip over a Unix socket, of every language's client, and beside
ZeroMQ and gRPC where they are installed.

  run.py --bench RT_BENCH_RPC --server TIMER_SERVER --packages DIR --work DIR
"""

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Iterator

from compare import compare

HERE = Path(__file__).resolve().parent
CARGO = os.environ.get("FFIGEN_CARGO") or "cargo"
GO = os.environ.get("FFIGEN_GO") or "go"


def rust(packages: Path, work: Path) -> list[object]:
    folder = work / "rust"
    shutil.copytree(HERE / "clients" / "rust", folder, dirs_exist_ok=True)
    (folder / "Cargo.toml").write_text('[package]\nname = "bench"\nversion = "0.0.0"\nedition = "2024"\n\n[workspace]\n\n[dependencies]\n'
                                       f'timer-cbor = {{ path = "{packages / "rust"}", features = ["rpc"] }}\n')
    subprocess.run([CARGO, "build", "--release", "--offline", "--quiet"], cwd=folder, check=True)
    return [folder / "target" / "release" / "bench"]


def go(packages: Path, work: Path) -> list[object]:
    folder = work / "go"
    shutil.copytree(HERE / "clients" / "go", folder, dirs_exist_ok=True)
    (folder / "go.mod").write_text("module example.com/bench\n\ngo 1.21\n\nrequire example.com/timercbor v0.0.0\n\n"
                                   f"replace example.com/timercbor => {packages / 'go'}\n")
    environment = {**os.environ, "GOFLAGS": "-mod=mod", "GOWORK": "off", "GOTOOLCHAIN": "local", "CGO_ENABLED": "0"}
    subprocess.run([GO, "build", "-o", "bench", "."], cwd=folder, check=True, env=environment)
    return [folder / "bench"]


def python(packages: Path, work: Path) -> list[object]:
    return [sys.executable, "-B", HERE / "clients" / "python" / "main.py"]


@contextlib.contextmanager
def running(path: Path, *command: object) -> Iterator[None]:
    """A server on the first processor, of which the socket is there."""
    path.unlink(missing_ok=True)
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL,
                               preexec_fn=lambda: os.sched_setaffinity(0, {0}))
    try:
        while not path.exists():
            time.sleep(0.02)
        yield
    finally:
        process.terminate()
        process.wait()
        path.unlink(missing_ok=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", required=True, type=Path)
    parser.add_argument("--server", required=True, type=Path)
    parser.add_argument("--packages", required=True, type=Path)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--calls", type=int, default=4000)
    options = parser.parse_args()
    subprocess.run([options.bench, options.server], check=True)
    work, packages = options.work.resolve(), options.packages.resolve()
    work.mkdir(parents=True, exist_ok=True)
    places = ["one processor", "two processors"][:os.cpu_count() or 1]
    echo, served = work / "echo", work / "served"
    with running(echo, options.bench, "--echo", echo), running(served, options.server, "--listen", f"unix:{served}"):
        for name, make, *arguments in (("Rust", rust), ("Go", go), ("Python", python), ("asyncio", python, "asyncio")):
            try:
                command = make(packages, work)
            except (OSError, subprocess.CalledProcessError) as error:
                print(f"SKIPPED {name}: {error}")
                continue
            for processor, place in enumerate(places):
                compare(name, [*command, echo, f"unix:{served}", options.calls, *arguments], packages, ["", "with a deadline"],
                        processor, place)


if __name__ == "__main__":
    main()
