"""Tries one emitted Python package: its own tests, ours where there are some, type checker and linter."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

OURS = Path(__file__).resolve().parent / "python"


def _run(command: list[str | Path], directory: Path, **environment: str) -> str:
    result = subprocess.run(command, cwd=directory, capture_output=True, text=True,
                            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **environment})
    if result.returncode == 0:
        return ""
    shown = " ".join(map(str, command))
    return f"{shown} ends with {result.returncode}\n{(result.stdout + result.stderr)[-4000:]}"


def try_package(root: Path, name: str) -> str:
    """The reason of a failure; empty when all is well."""
    package = next((path.parent.name for path in sorted(root.glob("*/__init__.py"))), "")
    if not package:
        return "no package with an __init__.py"
    tools = Path(sys.executable).parent
    missing = [tool for tool in ("mypy", "ruff") if not (tools / tool).exists()]
    if missing:
        return f"{tools} has no {' and no '.join(missing)}; ./dev makes such an environment in build/venv"
    tests = [root / "tests", *[path for path in [OURS / f"test_{name}.py"] if path.exists()]]
    commands: list[list[str | Path]] = [
        [sys.executable, "-W", "error", "-c", f"import {package}"],
        [sys.executable, "-W", "error", "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", root,
         "--import-mode=importlib", *tests],
        [tools / "ruff", "check", "--no-cache", "."],
        [tools / "ruff", "format", "--no-cache", "--check", "."],
        [tools / "mypy", "--cache-dir", root.parent / "mypy_cache"],
    ]
    for command in commands:
        if reason := _run(command, root, PYTHONPATH=str(root)):
            return reason
    return ""
