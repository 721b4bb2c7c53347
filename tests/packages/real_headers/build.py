"""Compiles and loads one emitted package with its language's own tools."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from headers import Header
from python_package import try_package

TOOLS = {"rust": "cargo", "go": "go", "python": sys.executable}


def _run(command: list[str], directory: Path, **environment: str) -> str:
    result = subprocess.run(command, cwd=directory, capture_output=True, text=True,
                            env={**os.environ, **environment})
    if result.returncode == 0:
        return ""
    return f"{' '.join(command)} ends with {result.returncode}\n{(result.stdout + result.stderr)[-4000:]}"


def build(language: str, root: Path, header: Header) -> str:
    """The reason of a failure; empty when the package compiles and loads."""
    if shutil.which(TOOLS[language]) is None:
        return f"{TOOLS[language]} is not installed"
    if language == "rust":
        # The tests link the library, so that a symbol that is not there is found here.
        return _run(["cargo", "test", "--quiet", "--offline", "--lib"], root,
                    CARGO_TARGET_DIR=str(root.parent / "rust-target"))
    if language == "go":
        return _run(["go", "vet", "./..."], root, GOFLAGS="-mod=mod") or _run(["go", "build", "./..."], root)
    return try_package(root, header.name)
