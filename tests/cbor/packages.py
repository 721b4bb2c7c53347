#!/usr/bin/env python3
"""What is emitted, as the tools of its language see it: nothing to format, nothing to warn of.

  packages.py <ffigen> <work>
"""

import itertools
import os
import shutil
import subprocess
import sys
from pathlib import Path

from build import CARGO, GO, HERE, INCLUDE, STRICT

GOFMT = shutil.which("gofmt") or str(Path(shutil.which(GO) or GO).resolve().parent / "gofmt")
C_COMPILERS = (("cc", "-std=c11"), ("clang-19", "-std=c11"), ("c++", "-std=c++17"), ("clang++-19", "-std=c++17"),
               ("s390x-linux-gnu-gcc", "-std=c11"), ("arm-linux-gnueabihf-gcc", "-std=c11"), ("x86_64-w64-mingw32-gcc", "-std=c11"))
# Each has Go make its library anew, which takes longer than all the rest: without --full the two that are least like this machine.
PLATFORMS = [("linux", "s390x"), ("windows", "386")]
if os.environ.get("FFIGEN_FULL"):
    PLATFORMS += [("windows", "amd64"), ("darwin", "arm64"), ("linux", "386"), ("js", "wasm")]
# Clients without NATS and, where its library is installed, with it.
NATS = [[], ["-DFFI_RPC_NATS", "-D_DEFAULT_SOURCE"]] if Path("/usr/include/nats/nats.h").exists() else [[]]
NAMES = HERE / "names" / "names.h"
SHAPES = sorted((HERE / "shapes").glob("*.h"))  # of calls: what they share with others is built with those
CONTRACTS = (NAMES, *SHAPES, HERE / "new" / "zoo.h", HERE.parents[1] / "contract" / "rt_audio_ffi.h")


def check(folder: Path, *command: object, **environment: str) -> None:
    result = subprocess.run([str(part) for part in command], cwd=folder, env={**os.environ, **environment}, capture_output=True,
                            text=True)
    if result.returncode != 0 or (command[0] == GOFMT and result.stdout):
        raise SystemExit(f"in {folder}: {command} ends with {result.returncode}\n{result.stdout}{result.stderr}"[:6000])


def check_c(header: Path, folder: Path) -> None:
    for file in sorted(folder.glob("*_messages.h")) + sorted(folder.glob("*_rpc.h")):
        for (compiler, standard), nats in itertools.product(C_COMPILERS[:4], NATS if file.name.endswith("_rpc.h") else NATS[:1]):
            if shutil.which(compiler):
                check(folder, compiler, standard, "-x", "c++" if "++" in standard else "c", *STRICT, *nats,
                      f"-I{INCLUDE}", f"-I{header.parent}", f"-I{folder}",
                      "-include", file, "-fsyntax-only", "/dev/null")
    file = next(folder.glob("*_cbor.h"))
    check(folder, "clang-format-19", "--dry-run", "--Werror", file)
    for compiler, standard in C_COMPILERS:
        if shutil.which(compiler):
            check(folder, compiler, standard, "-x", "c++" if "++" in standard else "c", *STRICT, "-ffreestanding", f"-I{INCLUDE}",
                  f"-I{header.parent}", "-include", file, "-fsyntax-only", "/dev/null")


def check_cpp(header: Path, folder: Path) -> None:
    for file in (*folder.glob("*_rpc.hpp"), *folder.glob("*_rpc_server.cpp")):
        for compiler, nats in itertools.product(("c++", "clang++-19"), NATS if file.name.endswith("_rpc.hpp") else NATS[:1]):
            if shutil.which(compiler):
                check(folder, compiler, "-std=c++20", "-x", "c++", *STRICT, *nats, f"-I{INCLUDE}", f"-I{HERE.parents[1] / 'rpc' / 'include'}",
                      f"-I{header.parent}", f"-I{folder.parent / 'c'}", "-include", file, "-fsyntax-only", "/dev/null")


def check_rust(folder: Path, target: Path, whole: bool) -> None:
    environment = {"CARGO_TARGET_DIR": str(target), "RUSTDOCFLAGS": "-D warnings"}
    check(folder, CARGO, "fmt", "--check")
    if not whole:
        return check(folder, CARGO, "clippy", "--offline", "--quiet", "--all-features", "--", "-D", "warnings", **environment)
    for features in ("--no-default-features", "--all-features"):
        check(folder, CARGO, "clippy", "--offline", "--quiet", "--all-targets", features, "--", "-D", "warnings", **environment)
    check(folder, CARGO, "test", "--offline", "--quiet", "--doc", "--all-features", **environment)
    check(folder, CARGO, "doc", "--offline", "--quiet", "--no-deps", "--all-features", **environment)


def check_go(folder: Path, whole: bool) -> None:
    environment = {"CGO_ENABLED": "0", "GOFLAGS": "-mod=mod", "GOWORK": "off", "GOTOOLCHAIN": "local"}
    check(folder, GOFMT, "-l", ".")
    check(folder, GO, "vet", "./...", **environment)
    for system, machine in PLATFORMS if whole else ():
        check(folder, GO, "build", "./...", **environment, GOOS=system, GOARCH=machine)


def check_python(folder: Path) -> None:
    check(folder, sys.executable, "-m", "ruff", "check", "--no-cache", ".")
    check(folder, sys.executable, "-m", "ruff", "format", "--no-cache", "--check", ".")
    for platform in ("linux", "win32"):
        check(folder, sys.executable, "-m", "mypy", "--no-incremental", "--platform", platform)


def main() -> None:
    ffigen, work = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    for header in CONTRACTS:
        folder = work / header.stem
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([ffigen, header, "--lang", "cbor", "-o", folder, "--quiet"], check=True)
        check_c(header, folder / "c")
        check_cpp(header, folder / "cpp")
        if header == NAMES:
            continue  # of names in C and C++ alone
        whole = header not in SHAPES
        check_rust(folder / "rust", work / "target", whole)
        check_go(folder / "go", whole)
        check_python(folder / "python")


if __name__ == "__main__":
    main()
