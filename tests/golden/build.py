#!/usr/bin/env python3
"""Builds what a golden case expects with the tools of its language: nothing to warn of, nothing to format.

  build.py <case's folder> <language> <work>

The library behind the header does not exist, so that nothing is linked or run.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

CARGO = os.environ.get("FFIGEN_CARGO") or "cargo"
GO = os.environ.get("FFIGEN_GO") or "go"
GOFMT = shutil.which("gofmt") or str(Path(shutil.which(GO) or GO).resolve().parent / "gofmt")
COMMANDS = {
    # A header without records that cross a wire has a schema alone.
    "cbor": [["sh", "-c", f'[ ! -d rust ] || (cd rust && "{CARGO}" fmt --check && "{CARGO}" clippy --offline --quiet --all-targets -- -D warnings)'],
             ["sh", "-c", f'[ ! -d go ] || (cd go && changed=$("{GOFMT}" -l .) && [ -z "$changed" ] && "{GO}" vet ./...)'],
             ["sh", "-c", f'[ ! -d python ] || (cd python && "{sys.executable}" -m ruff check --no-cache . && '
              f'"{sys.executable}" -m ruff format --no-cache --check . && "{sys.executable}" -m mypy --no-incremental)'],
             ["sh", "-c", '[ ! -d c ] || for file in c/*.h; do cc -std=c11 -Wall -Wextra -Wconversion -Werror -I"$INCLUDE" -I"$CASE" '
              '-include "$file" -fsyntax-only -x c /dev/null || exit 1; done']],
    "cpp": [["sh", "-c", f'for file in *.h; do {compiler} -Wall -Wextra -Werror -I"$INCLUDE" -I"$CASE" -include "$file" '
             '-fsyntax-only /dev/null || exit 1; done'] for compiler in ("cc -std=c11 -x c", "c++ -std=c++20 -x c++")],
    "rust": [[CARGO, "fmt", "--check"],
             [CARGO, "clippy", "--offline", "--quiet", "--all-targets", "--", "-D", "warnings"],
             [CARGO, "doc", "--offline", "--quiet", "--no-deps"]],
    "go": [["sh", "-c", f'changed=$("{GOFMT}" -l .); echo "$changed"; [ -z "$changed" ]'], [GO, "vet", "./..."]],
    "python": [[sys.executable, "-m", "ruff", "check", "--no-cache", "."],
               [sys.executable, "-m", "ruff", "format", "--no-cache", "--check", "."],
               ["sh", "-c", f'"{sys.executable}" -m mypy --strict --no-incremental "$NAME" tests']],
}


def main() -> int:
    case, language, work = Path(sys.argv[1]).resolve(), sys.argv[2], Path(sys.argv[3]).resolve()
    root = work / case.name / language
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(case / "expected" / language, root)
    environment = {
        **os.environ, "CASE": str(case), "NAME": case.name, "INCLUDE": str(Path(__file__).resolve().parents[2] / "generator" / "include"),
        "CARGO_TARGET_DIR": str(work / "cargo"), "RUSTDOCFLAGS": "-D warnings",
        "GOFLAGS": "-mod=mod", "GOWORK": "off", "GOTOOLCHAIN": "local", "CGO_ENABLED": "1",
    }
    for command in COMMANDS[language]:
        result = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)
        if result.returncode != 0:
            print(f"{' '.join(command)} ends with {result.returncode}\n{result.stdout}{result.stderr}"[-6000:])
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
