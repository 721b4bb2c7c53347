#!/usr/bin/env python3
"""What a header defines is in no library, or in one: Go has it either way; the others leave it out, or compile it with --wrap-inline.

    definitions.py --ffigen PATH --work DIR [--only LANGUAGE]
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import packages  # noqa: E402

HEADER = HERE / "cases/definitions.h"
WAYS = (("without", ""), ("with", f'#include "{HEADER}"\n'))  # the library's own definitions

GO = """package main

import (
	"fmt"
SAFE
	"example.com/definitions/raw"
)

func main() {
	*raw.Definitions_later()++
	fmt.Println(NEXT(1), TWICE(4), raw.Definitions_old(3), *raw.Definitions_later(), *raw.Definitions_count())
}
"""
RUST = """//! Calls what the header defines.
#[test]
fn calls() {
    assert_eq!((definitions::next(1), definitions::twice(4), definitions::declared()), (2, 8, 1));
}
"""
PYTHON = """
import definitions
assert (definitions.next(1), definitions.twice(4), definitions.declared()) == (2, 8, 1)
"""


def output(command: list[str | Path], where: Path, **environment: str) -> str:
    result = subprocess.run([str(word) for word in command], cwd=where, capture_output=True, text=True, env=os.environ | environment)
    if result.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} ends with {result.returncode}:\n{result.stdout}{result.stderr}")
    return result.stdout


def emit(options: argparse.Namespace, language: str, *more: str) -> Path:
    root = options.work / f"{language}{'_'.join(more)}"
    output([options.ffigen, HEADER, "--lang", language, "-q", "-o", root, "--target", "native", "--go-module", "example.com/definitions",
            "--library", "definitions", *more], options.work)
    return root


def library(options: argparse.Namespace, compiler: str, name: str, includes: str, shared: bool) -> Path:
    """Its folder."""
    place = options.work / f"{name}_{compiler}_{'shared' if shared else 'static'}"
    place.mkdir(exist_ok=True)
    (place / "library.c").write_text(includes + "int definitions_declared(void) { return 1; }\n", encoding="utf-8")
    if shared:
        output([compiler, "-shared", "-fPIC", "-o", "libdefinitions.so", "library.c"], place)
    else:
        output([compiler, "-c", "library.c"], place)
        output(["ar", "cr", "libdefinitions.a", "library.o"], place)
    return place


def check_go(options: argparse.Namespace) -> None:
    for compiler in filter(shutil.which, ("gcc", "clang-19")):
        for flags, safe, called in (((), "", "raw.Definitions_next raw.Definitions_twice"),
                                    (("--wrap-inline",), '\n\t"example.com/definitions"', "definitions.Next definitions.Twice")):
            root = emit(options, "go", *flags)
            (root / "use").mkdir(exist_ok=True)
            following, twice = called.split()
            (root / "use/main.go").write_text(GO.replace("SAFE", safe).replace("NEXT", following).replace("TWICE", twice), encoding="utf-8")
            for name, includes in WAYS:
                place = library(options, compiler, name, includes, False)
                said = output([packages.GO, "run", "./use"], root, CC=compiler, CGO_LDFLAGS=f"-L{place}", **packages.GO_ENVIRONMENT)
                if said != "2 8 2 5 0\n":
                    sys.exit(f"{compiler}, {name} the library's own: {said}")


def check_rust(options: argparse.Namespace) -> None:
    left_out, root = emit(options, "rust"), emit(options, "rust", "--wrap-inline")
    if "definitions_next" in "".join(file.read_text(encoding="utf-8") for file in left_out.rglob("src/**/*.rs")):
        sys.exit("Rust counts on the library for what the header defines")
    (root / "tests").mkdir(exist_ok=True)
    (root / "tests/calls.rs").write_text(RUST, encoding="utf-8")
    shutil.copy(HERE / "wrap_inline/Cargo.lock", root / "Cargo.lock")
    lock = (root / "Cargo.lock").read_text(encoding="utf-8").replace('name = "inline"', 'name = "definitions"')
    (root / "Cargo.lock").write_text(lock, encoding="utf-8")
    for name, includes in WAYS:
        place = str(library(options, "gcc", name, includes, True))
        output([packages.CARGO, "test", "--offline", "--quiet", "--test", "calls"], root, DEFINITIONS_LIB_DIR=place, LD_LIBRARY_PATH=place,
               RUSTFLAGS="-D warnings", CARGO_TARGET_DIR=os.environ.get("CARGO_TARGET_DIR") or str(options.work / "cargo"))


def check_python(options: argparse.Namespace) -> None:
    left_out, root = emit(options, "python"), emit(options, "python", "--wrap-inline")
    output([sys.executable, "setup.py", "-q", "build", "--build-lib", options.work / "built"], root)
    for name, includes in WAYS:
        found = {"DEFINITIONS_LIBRARY": str(library(options, "gcc", name, includes, True) / "libdefinitions.so")}
        output([sys.executable, "-W", "error", "-c", PYTHON], options.work, PYTHONPATH=str(options.work / "built"), **found)
        said = output([sys.executable, "-c", "import definitions; print(definitions.declared(), hasattr(definitions.raw, 'definitions_next'))"],
                      options.work, PYTHONPATH=str(left_out), **found)
        if said != "1 False\n":
            sys.exit(f"Python, {name} the library's own: {said}")


CHECKS = {"go": check_go, "rust": check_rust, "python": check_python}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ffigen", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--only", choices=list(CHECKS))
    options = parser.parse_args()
    options.ffigen, options.work = options.ffigen.resolve(), options.work.resolve()
    wanted = [options.only] if options.only else list(CHECKS)
    if any(not packages.TOOLS[name] for name in wanted):
        print("not installed: the tools of one of", ", ".join(wanted))
        return 77
    shutil.rmtree(options.work, ignore_errors=True)
    options.work.mkdir(parents=True)
    for name in wanted:
        CHECKS[name](options)
    print(f"{', '.join(wanted)}: what the header defines is found, once")
    return 0


if __name__ == "__main__":
    sys.exit(main())
