#!/usr/bin/env python3
"""The emitted Python packages, tried as their users would.

  suite.py … packages   the contract's package, calls and kept arguments: imported, called, tested with the
                        oldest and the newest CPython at hand
  suite.py … matrix     the same with every CPython at hand, and names those that are not
  suite.py … lint       mypy --strict, ruff and ruff format on the contract's package, every header of
                        tests/layout/cases and services/python
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pythons

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
CASES = ROOT / "tests" / "layout" / "cases"
DATA = HERE / "testdata"
INCLUDE = ROOT / "generator" / "include"
TOOLS = ["pytest", "numpy"]


class Failed(Exception):
    pass


def run(*command: object, directory: Path, **environment: str) -> str:
    """Output of a command that succeeds."""
    result = subprocess.run([str(part) for part in command], cwd=directory, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **environment})
    if result.returncode:
        raise Failed(f"{' '.join(map(str, command))} in {directory} ended with {result.returncode}:\n"
                     f"{result.stdout[-8000:]}")
    return result.stdout


def fresh(path: Path) -> Path:
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path


class Suite:
    def __init__(self, options: argparse.Namespace) -> None:
        self.ffigen: Path = options.ffigen.resolve()
        self.cc: str = options.cc
        self.library: Path | None = options.library and options.library.resolve()
        self.work: Path = fresh(options.work.resolve() / options.part)
        self.environments: Path = options.work.resolve() / "environments"

    def emit(self, header: Path, name: str = "") -> Path:
        package = self.work / (name or header.stem)
        run(self.ffigen, header, "--lang", "python", "-o", package, "--", f"-I{INCLUDE}", directory=self.work)
        return package

    def compile(self, source: Path, name: str) -> Path:
        library = self.work / f"lib{name}.so"
        run(self.cc, "-shared", "-fPIC", "-O1", "-Wall", "-Werror", f"-I{INCLUDE}", f"-I{source.parent}", source,
            "-o", library, directory=self.work)
        return library

    # ---- parts --------------------------------------------------------------------------------------

    def packages(self) -> None:
        found = pythons.find()
        self.on(found if len(found) < 3 else [found[0], found[-1]])

    def matrix(self) -> None:
        found = pythons.find()
        for name in pythons.missing(found):
            print(f"SKIPPED {name}: not found on the PATH nor in ~/.pyenv/versions")
        self.on(found)

    def on(self, interpreters: list[pythons.Python]) -> None:
        """Runs the emitted tests of each package, and ours for it, with each interpreter."""
        if not interpreters:
            raise Failed("no CPython is found")
        tried: list[tuple[Path, str, dict[str, str]]] = []
        for source, variable in ((CASES / "calls.c", "LAYOUT_CALLS_LIBRARY"), (DATA / "keeper.c", "KEEPER_LIBRARY")):
            package = self.emit(source.with_suffix(".h"))
            tried.append((package, source.stem, {variable: str(self.compile(source, source.stem))}))
        for header in sorted(CASES.glob("*.h")):
            package = self.emit(header) if header.stem != "calls" else None
            if package is not None and not list(package.glob("*/_library.py")):
                tried.append((package, header.stem, {}))
        if self.library is not None:
            package = self.emit(ROOT / "contract" / "rt_audio_ffi.h", "contract")
            tried.append((package, "contract", {"RT_AUDIO_LIBRARY": str(self.library)}))
        for python in interpreters:
            interpreter = pythons.environment(python, TOOLS, self.environments)
            for package, name, environment in tried:
                ours = DATA / f"test_{name}.py"
                tests = [package / "tests", *([ours] if ours.exists() else [])]
                output = run(interpreter, "-W", "error", "-m", "pytest", "-q", "-p", "no:cacheprovider",
                             "--rootdir", package, "--import-mode=importlib", *tests, directory=package,
                             PYTHONPATH=str(package), **environment)
                print(f"{python.name}, {name}: {output.strip().splitlines()[-1]}")

    def lint(self) -> None:
        tool = Path(sys.executable).parent
        packages = [self.emit(header) for header in sorted(CASES.glob("*.h"))]
        packages += [self.emit(DATA / "keeper.h"), self.emit(ROOT / "contract" / "rt_audio_ffi.h", "contract")]
        for package in packages:
            run(tool / "ruff", "check", "--no-cache", ".", directory=package)
            run(tool / "ruff", "format", "--no-cache", "--check", "--diff", ".", directory=package)
            for version in ("3.9", "3.13"):
                run(tool / "mypy", "--cache-dir", self.work / "mypy_cache", "--python-version", version,
                    directory=package)
            print(f"{package.name}: clean")
        service = ROOT / "services" / "python"
        run(tool / "ruff", "check", "--no-cache", ".", directory=service)
        run(tool / "ruff", "format", "--no-cache", "--check", "--diff", ".", directory=service)
        run(tool / "mypy", "--strict", "--cache-dir", self.work / "mypy_cache", "rt_service_python", "install.py",
            directory=service, MYPYPATH=str(self.work / "contract"))
        print("services/python: clean")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=["packages", "matrix", "lint"])
    parser.add_argument("--ffigen", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--cc", default="cc")
    parser.add_argument("--library", type=Path, help="the runtime's shared library")
    options = parser.parse_args()
    try:
        getattr(Suite(options), options.part)()
    except Failed as failure:
        print(f"FAILED: {failure}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
