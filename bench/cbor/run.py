#!/usr/bin/env python3
"""Nanoseconds to encode and decode a request of 77 bytes and a block of floats, in each language beside others' codecs:
libcbor (C), ciborium and minicbor (Rust), fxamacker (Go), cbor2 (Python), cbor-x (JavaScript), where they can be had.

  run.py --ffigen FFIGEN --work DIR
"""

import argparse
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


def show(*command: object, cwd: Path | None = None, **environment: str) -> str:
    result = subprocess.run([str(part) for part in command], cwd=cwd, env={**os.environ, **environment}, capture_output=True,
                            text=True)
    if result.returncode != 0:
        raise SystemExit(f"{command} ends with {result.returncode}\n{result.stdout}{result.stderr}")
    return result.stdout


def bench_c(packages: Path, work: Path) -> None:
    found = subprocess.run(["pkg-config", "--cflags", "--libs", "libcbor"], capture_output=True, text=True)
    libcbor = ["-DWITH_LIBCBOR", *found.stdout.split()] if found.returncode == 0 else []
    if not libcbor:
        print("SKIPPED libcbor: libcbor-dev is not installed")
    show("cc", "-std=gnu11", "-O2", f"-I{INCLUDE}", f"-I{HERE}", f"-I{packages / 'c'}", HERE / "c" / "main.c", "-o", work / "c",
         *libcbor)
    print(show(work / "c"), end="")


def bench_rust(packages: Path, work: Path) -> None:
    folder = work / "rust"
    shutil.copytree(HERE / "rust", folder, dirs_exist_ok=True)
    (folder / "Cargo.toml").write_text('[package]\nname = "bench"\nversion = "0.0.0"\nedition = "2024"\n\n[workspace]\n\n'
                                       f'[dependencies]\norder-cbor = {{ path = "{packages / "rust"}" }}\n')
    print(show(CARGO, "run", "--release", "--offline", "--quiet", cwd=folder), end="")


def bench_others(work: Path) -> None:
    """Crates and npm's package: what cannot be had is said."""
    fetched = subprocess.run([CARGO, "run", "--release", "--quiet", "--locked", "--manifest-path", HERE / "others" / "Cargo.toml"],
                             env={**os.environ, "CARGO_TARGET_DIR": str(work / "others")}, capture_output=True, text=True)
    print(fetched.stdout if fetched.returncode == 0 else f"SKIPPED ciborium, minicbor: {fetched.stderr[-200:]}", end="")
    node = shutil.which("node")
    if not node or not (HERE / "node" / "node_modules").is_dir():
        print("SKIPPED cbor-x: it is not installed in bench/cbor/node, as its package-lock.json says")
        return
    print(show(node, "main.mjs", cwd=HERE / "node"), end="")


def bench_go(packages: Path, work: Path) -> None:
    folder = work / "go"
    shutil.copytree(HERE / "go", folder, dirs_exist_ok=True)
    (folder / "go.mod").write_text("module example.com/bench\n\ngo 1.21\n\nrequire (\n\texample.com/ordercbor v0.0.0\n"
                                   "\tgithub.com/fxamacker/cbor/v2 v2.9.0\n)\n\n"
                                   f"replace example.com/ordercbor => {packages / 'go'}\n")
    environment = {"GOFLAGS": "-mod=mod", "GOWORK": "off", "GOTOOLCHAIN": "local", "CGO_ENABLED": "0", "GONOSUMDB": "*"}
    out = show(GO, "test", "-run=.", "-bench=.", "-benchtime=200000x", "-count=5", ".", cwd=folder, **environment)
    least: dict[str, float] = {}
    for name, nanoseconds in re.findall(r"^Benchmark(\w+?)(?:-\d+)?\s+\d+\s+([\d.]+) ns/op", out, re.M):
        least[name] = min(float(nanoseconds), least.get(name, 1e18))
    for name, nanoseconds in least.items():
        print(f"{'Go ' + name:<34} {nanoseconds:9.1f}")


def bench_python(packages: Path) -> None:
    import cbor2

    sys.path.insert(0, str(packages / "python"))
    from order_cbor import Request

    request = Request(id=1234567890123, time=1700000000000000000, name="oscillator", gain=0.1, pan=-5, flags=7, rate=48000)
    message = request.to_cbor()
    plain = cbor2.loads(message)
    for name, call in (("Python request encode", request.to_cbor), ("Python request decode", lambda: Request.from_cbor(message)),
                       ("cbor2 request encode", lambda: cbor2.dumps(plain, canonical=True)),
                       ("cbor2 request decode (a dict)", lambda: cbor2.loads(message))):
        print(f"{name:<34} {min(timeit.repeat(call, number=2000, repeat=9)) / 2000 * 1e9:9.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ffigen", required=True)
    parser.add_argument("--work", required=True, type=Path)
    options = parser.parse_args()
    work = options.work.resolve()
    packages = work / "packages"
    work.mkdir(parents=True, exist_ok=True)
    show(Path(options.ffigen).resolve(), HERE / "order.h", "--lang", "cbor", "-o", packages, "--quiet")
    print(f"{'':34} {'ns':>9}")
    bench_c(packages, work)
    bench_rust(packages, work)
    bench_others(work)
    bench_go(packages, work)
    bench_python(packages)


if __name__ == "__main__":
    main()
