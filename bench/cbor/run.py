#!/usr/bin/env python3
"""Nanoseconds to encode and decode a request of 77 bytes and a block of floats, in each language beside others' codecs:
libcbor (C), ciborium and minicbor (Rust), fxamacker (Go), cbor2 (Python), cbor-x (JavaScript), where they can be had. Each is the
least of many rounds; what is measured asks for real-time scheduling, so that it has a processor to itself.

  run.py --ffigen FFIGEN --work DIR
"""

import argparse
import contextlib
import os
import re
import shutil
import subprocess
import sys
import timeit
from pathlib import Path

HERE = Path(__file__).resolve().parent
INCLUDE = HERE.parents[1] / "generator" / "include"
CARGO = os.environ.get("FFIGEN_CARGO") or "cargo"
GO = os.environ.get("FFIGEN_GO") or "go"


class Table:
    """Rows in the order in which they were measured."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, float]] = {}
        self.absent: list[str] = []

    def add(self, name: str, nanoseconds: float) -> None:
        """Of `WHOSE encode|decode`; what is neither fills both columns."""
        who, _, what = name.rpartition(" ")
        if what not in ("encode", "decode"):
            who, what = name, "both"
        self.rows.setdefault(who, {})[what] = nanoseconds

    def take(self, printed: str) -> None:
        """Lines of a name and a number."""
        for line in printed.splitlines():
            name, _, nanoseconds = line.rpartition(" ")
            self.add(name.strip(), float(nanoseconds))

    def show(self) -> None:
        """As Markdown."""
        print("| ns | encode | decode |\n|---|---|---|")
        for who, measured in self.rows.items():
            cells = (f"{nanoseconds:,.1f}" if nanoseconds is not None else "-"
                     for nanoseconds in (measured.get(what, measured.get("both")) for what in ("encode", "decode")))
            print(f"| {who} | {' | '.join(cells)} |")
        for absent in self.absent:
            print(f"\nSKIPPED {absent}")


def alone() -> None:
    """Asks for a processor, and does without one where that is not allowed."""
    with contextlib.suppress(PermissionError):
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))


def show(*command: object, cwd: Path | None = None, measured: bool = False, **environment: str) -> str:
    result = subprocess.run([str(part) for part in command], cwd=cwd, env={**os.environ, **environment}, capture_output=True,
                            text=True, preexec_fn=alone if measured else None)
    if result.returncode != 0:
        raise SystemExit(f"{command} ends with {result.returncode}\n{result.stdout}{result.stderr}")
    return result.stdout


def bench_c(packages: Path, work: Path, table: Table) -> None:
    found = subprocess.run(["pkg-config", "--cflags", "--libs", "libcbor"], capture_output=True, text=True)
    libcbor = ["-DWITH_LIBCBOR", *found.stdout.split()] if found.returncode == 0 else []
    if not libcbor:
        table.absent.append("libcbor: libcbor-dev is not installed")
    show("cc", "-std=gnu11", "-O2", f"-I{INCLUDE}", f"-I{HERE}", f"-I{packages / 'c'}", HERE / "c" / "main.c", "-o", work / "c",
         *libcbor)
    table.take(show(work / "c", measured=True))


def bench_rust(packages: Path, work: Path, table: Table) -> None:
    folder = work / "rust"
    shutil.copytree(HERE / "rust", folder, dirs_exist_ok=True)
    (folder / "Cargo.toml").write_text('[package]\nname = "bench"\nversion = "0.0.0"\nedition = "2024"\n\n[workspace]\n\n'
                                       f'[dependencies]\norder-cbor = {{ path = "{packages / "rust"}" }}\n')
    target = {"CARGO_TARGET_DIR": str(folder / "target")}
    show(CARGO, "build", "--release", "--offline", "--quiet", cwd=folder, **target)
    table.take(show(folder / "target" / "release" / "bench", measured=True))


def bench_others(work: Path, table: Table) -> None:
    """Crates and npm's package: what cannot be had is said."""
    target = work / "others"
    built = subprocess.run([CARGO, "build", "--release", "--quiet", "--locked", "--manifest-path", HERE / "others" / "Cargo.toml"],
                           env={**os.environ, "CARGO_TARGET_DIR": str(target)}, capture_output=True, text=True)
    if built.returncode == 0:
        table.take(show(target / "release" / "others", measured=True))
    else:
        table.absent.append(f"ciborium, minicbor: {built.stderr[-200:]}")
    node = shutil.which("node")
    if not node or not (HERE / "node" / "node_modules").is_dir():
        table.absent.append("cbor-x: it is not installed in bench/cbor/node, as its package-lock.json says")
        return
    table.take(show(node, "main.mjs", cwd=HERE / "node", measured=True))


def bench_go(packages: Path, work: Path, table: Table) -> None:
    folder = work / "go"
    shutil.copytree(HERE / "go", folder, dirs_exist_ok=True)
    (folder / "go.mod").write_text("module example.com/bench\n\ngo 1.21\n\nrequire (\n\texample.com/ordercbor v0.0.0\n"
                                   "\tgithub.com/fxamacker/cbor/v2 v2.9.0\n)\n\n"
                                   f"replace example.com/ordercbor => {packages / 'go'}\n")
    environment = {"GOFLAGS": "-mod=mod", "GOWORK": "off", "GOTOOLCHAIN": "local", "CGO_ENABLED": "0", "GONOSUMDB": "*"}
    show(GO, "test", "-c", "-o", "bench", ".", cwd=folder, **environment)
    out = show(folder / "bench", "-test.run=.", "-test.bench=.", "-test.benchtime=200000x", "-test.count=5", cwd=folder, measured=True)
    least: dict[str, float] = {}
    for who, what, nanoseconds in re.findall(r"^Benchmark(\w+)_(\w+?)(?:-\d+)?\s+\d+\s+([\d.]+) ns/op", out, re.M):
        name = {"Request": "Go", "Fxamacker": "Go, fxamacker/cbor"}[who] + " " + what.lower()
        least[name] = min(float(nanoseconds), least.get(name, 1e18))
    for name, time in least.items():
        table.add(name, time)


def bench_python(packages: Path, table: Table) -> None:
    import cbor2

    sys.path.insert(0, str(packages / "python"))
    from order_cbor import Request

    request = Request(id=1234567890123, time=1700000000000000000, name="oscillator", gain=0.1, pan=-5, flags=7, rate=48000)
    message = request.to_cbor()
    plain = cbor2.loads(message)
    alone()
    for name, call in (("Python encode", request.to_cbor), ("Python decode", lambda: Request.from_cbor(message)),
                       ("Python, cbor2 (a dict; compiled C) encode", lambda: cbor2.dumps(plain, canonical=True)),
                       ("Python, cbor2 (a dict; compiled C) decode", lambda: cbor2.loads(message))):
        table.add(name, min(timeit.repeat(call, number=2000, repeat=9)) / 2000 * 1e9)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ffigen", required=True)
    parser.add_argument("--work", required=True, type=Path)
    options = parser.parse_args()
    work = options.work.resolve()
    packages = work / "packages"
    work.mkdir(parents=True, exist_ok=True)
    show(Path(options.ffigen).resolve(), HERE / "order.h", "--lang", "cbor", "-o", packages, "--quiet")
    table = Table()
    bench_c(packages, work, table)
    bench_rust(packages, work, table)
    bench_others(work, table)
    bench_go(packages, work, table)
    bench_python(packages, table)
    table.show()


if __name__ == "__main__":
    main()
