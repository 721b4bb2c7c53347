#!/usr/bin/env python3
"""The examples, as their READMEs say: packages made, program run, its tests passed, checkers silent.

    run.py --ffigen PATH --source DIR --work DIR EXAMPLE LANGUAGE

The program must print what the README shows.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HEADERS = {"zlib": "/usr/include/zlib.h", "sqlite3": "/usr/include/sqlite3.h"}
PROGRAMS = {"zlib": "pack.py", "sqlite3": "shelf.py"}
CARGO = os.environ.get("FFIGEN_CARGO") or "cargo"
GO = os.environ.get("FFIGEN_GO") or "go"


def run(*command: str | Path, directory: Path, **environment: str) -> str:
    result = subprocess.run(command, cwd=directory, capture_output=True, text=True,
                            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **environment})
    if result.returncode != 0:
        raise SystemExit(f"FAILED: {' '.join(map(str, command))} ends with {result.returncode}\n"
                         f"{result.stdout[-4000:]}{result.stderr[-4000:]}")
    return result.stdout


def shown(readme: Path) -> str:
    """What the README says the program prints, in its first block of text."""
    found = re.search(r"^```text\n(.*?)^```", readme.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    if found is None:
        raise SystemExit(f"FAILED: {readme} shows no output")
    return found[1]


def try_rust(example: Path) -> str:
    directory = example / "rust"
    run(CARGO, "fmt", "--check", directory=directory)
    run(CARGO, "clippy", "--offline", "--quiet", "--all-targets", "--", "-D", "warnings", directory=directory)
    tests = run(CARGO, "test", "--offline", directory=directory)
    if not re.search(r"^test result: ok\. [1-9]", tests, re.MULTILINE):
        raise SystemExit(f"FAILED: no test ran\n{tests}")
    return run(CARGO, "run", "--offline", "--quiet", directory=directory)


def try_go(example: Path) -> str:
    directory = example / "go"
    environment = {"GOFLAGS": "-mod=mod", "GOWORK": "off", "GOTOOLCHAIN": "local", "CGO_ENABLED": "1"}
    gofmt = Path(run(GO, "env", "GOROOT", directory=directory).strip()) / "bin" / "gofmt"
    if changed := run(gofmt, "-l", ".", directory=directory):
        raise SystemExit(f"FAILED: gofmt would change {changed}")
    run(GO, "vet", "./...", directory=directory, **environment)
    tests = run(GO, "test", "-count=1", "-v", "./...", directory=directory, **environment)
    if "--- PASS" not in tests:
        raise SystemExit(f"FAILED: no test ran\n{tests}")
    return run(GO, "run", ".", directory=directory, **environment)


def try_python(example: Path) -> str:
    directory = example / "python"
    packages = str(example / "packages" / "python")
    tools = Path(sys.executable).parent
    if (tools / "ruff").exists():
        run(tools / "ruff", "check", "--no-cache", ".", directory=directory)
        run(tools / "ruff", "format", "--no-cache", "--check", ".", directory=directory)
    run(sys.executable, "-W", "error", "-m", "pytest", "-q", "-p", "no:cacheprovider", ".", directory=directory,
        PYTHONPATH=packages)
    return run(sys.executable, "-W", "error", PROGRAMS[example.name], directory=directory, PYTHONPATH=packages)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ffigen", type=Path, required=True)
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("example", choices=HEADERS)
    parser.add_argument("language", choices=["rust", "go", "python"])
    options = parser.parse_args()
    example = options.work / options.language / options.example
    shutil.rmtree(example, ignore_errors=True)
    ignored = shutil.ignore_patterns("packages", "target", "__pycache__", "Cargo.lock")
    shutil.copytree(options.source / "examples" / options.example, example, ignore=ignored)
    run(options.ffigen, HEADERS[options.example], "--config", "ffigen.toml", directory=example)
    printed = {"rust": try_rust, "go": try_go, "python": try_python}[options.language](example)
    expected = shown(example / "README.md")
    # Versions differ from one system to the next, and sizes with them.
    numbers = re.compile(r"\d+(\.\d+)+|\d+ bytes")
    if numbers.sub("…", printed) != numbers.sub("…", expected):
        raise SystemExit(f"FAILED: the README shows\n{expected}and the program prints\n{printed}")
    print(printed, end="")


if __name__ == "__main__":
    main()
