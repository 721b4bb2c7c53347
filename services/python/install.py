#!/usr/bin/env python3
"""Builds wheels and installs them in a fresh environment, offline.

    install.py --environment DIR --library FILE --work DIR SOURCE...

Needs pip and setuptools in the Python that runs it; the environment gets neither.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path


def run(*command: str | Path, **environment: str) -> None:
    """Runs a command, whose output is shown when it fails."""
    result = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", **environment},
    )
    if result.returncode != 0:
        sys.exit(f"{result.stdout}\n{' '.join(map(str, command))} ends with {result.returncode}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Installs packages in an environment of their own."
    )
    parser.add_argument("--environment", type=Path, required=True, help="where to, made anew")
    parser.add_argument("--library", type=Path, required=True, help="the runtime's shared library")
    parser.add_argument("--work", type=Path, required=True, help="for the wheels")
    parser.add_argument(
        "sources", type=Path, nargs="+", help="packages, a dependency before its users"
    )
    options = parser.parse_args()

    shutil.rmtree(options.work, ignore_errors=True)
    wheels = options.work / "wheels"
    for number, source in enumerate(options.sources):
        # setuptools writes beside what it builds, and the source tree stays as it is.
        copy = options.work / f"source{number}"
        shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__", ".ffigen-files"))
        run(
            sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-index", "--no-build-isolation",
            "--wheel-dir", wheels, copy,
            RT_AUDIO_LIBRARY=str(options.library),
        )  # fmt: skip
    venv.create(options.environment, clear=True, with_pip=False, symlinks=True)
    run(
        sys.executable, "-m", "pip", "--python", options.environment / "bin" / "python",
        "install", "--no-index", "--find-links", wheels, *sorted(wheels.glob("*.whl")),
    )  # fmt: skip


if __name__ == "__main__":
    main()
