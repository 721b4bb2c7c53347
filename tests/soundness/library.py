"""The library of every shape, built as a mode wants it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
INCLUDE = ROOT / "generator" / "include"
SOURCES = HERE / "library"

SANITIZERS = {
    "asan": ["-fsanitize=address,undefined", "-fno-omit-frame-pointer", "-DSHAPES_SANITIZED"],
    "tsan": ["-fsanitize=thread", "-DSHAPES_SANITIZED"],
}
#: What every sanitized program is told.
OPTIONS = {
    "ASAN_OPTIONS": "abort_on_error=0:exitcode=99:detect_stack_use_after_return=1",
    "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1",
    "TSAN_OPTIONS": "exitcode=99:halt_on_error=1",
}


class Failed(Exception):
    """What stops a part of the suite, with the reason."""


def run(*command: object, directory: Path | None = None, timeout: float = 600, **environment: str) -> str:
    """Output of a command that succeeds."""
    code, output = attempt(*command, directory=directory, timeout=timeout, **environment)
    if code:
        raise Failed(f"{' '.join(map(str, command))} ended with {code}:\n{output[-6000:]}")
    return output


def attempt(*command: object, directory: Path | None = None, timeout: float = 60, **environment: str) -> tuple[int, str]:
    """How a command ended, and what it said; 124 if it took too long."""
    try:
        result = subprocess.run([str(part) for part in command], cwd=directory, text=True, errors="replace",
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                                timeout=timeout, env={**os.environ, **OPTIONS, **environment})
    except subprocess.TimeoutExpired as error:
        said = error.stdout.decode(errors="replace") if isinstance(error.stdout, bytes) else error.stdout or ""
        return 124, f"{said}\nstill running after {timeout:g} s"
    return result.returncode, result.stdout


def build(cc: str, directory: Path, mode: str) -> Path:
    """The directory of a libshapes.so for this mode, with a pkg-config file for none."""
    place = directory / "library" / (mode if mode in SANITIZERS else "plain")
    place.mkdir(parents=True, exist_ok=True)
    sources = sorted(source for source in SOURCES.glob("*.c") if source.name != "self_test.c")
    run(cc, "-std=gnu11", "-Wall", "-Wextra", "-Werror", "-O1", "-g", "-fPIC", "-shared", "-pthread",
        *SANITIZERS.get(mode, []), f"-I{INCLUDE}", *sources, "-o", place / "libshapes.so")
    return place


def self_test(cc: str, directory: Path) -> None:
    """The library must see what its callers do wrong."""
    for mode in ("plain", "asan"):
        program = directory / f"self_test_{mode}"
        directory.mkdir(parents=True, exist_ok=True)
        run(cc, "-std=gnu11", "-O1", "-g", "-pthread", *SANITIZERS.get(mode, []), f"-I{INCLUDE}",
            *sorted(SOURCES.glob("*.c")), "-o", program)
        print(run(program, timeout=60), end="")


def emit(ffigen: Path, language: str, package: Path, block: str = "") -> str:
    """Emits the package; what ffigen said."""
    return run(ffigen, SOURCES / "shapes.h", "--target", "native", "--include-everything", "--lang", language, "-o",
               package, *(["--block", block] if block else []))
