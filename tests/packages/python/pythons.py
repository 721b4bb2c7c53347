"""The CPythons at hand, each with an environment of its own that has the pinned tools."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

WANTED = [(3, minor) for minor in range(9, 15)]
PINNED = Path(__file__).resolve().parents[2] / "requirements.txt"


@dataclass(frozen=True)
class Python:
    version: tuple[int, int]
    path: Path

    @property
    def name(self) -> str:
        return f"CPython {self.version[0]}.{self.version[1]}"


def _version_of(path: Path | str) -> tuple[int, int] | None:
    """What a program says it is; None unless it is a CPython that can make environments."""
    code = ("import ensurepip, platform, sys, venv; "
            "print(platform.python_implementation(), *sys.version_info[:2])")
    try:
        result = subprocess.run([path, "-I", "-c", code], capture_output=True, text=True, timeout=60)
    except OSError:
        return None
    found = re.fullmatch(r"CPython (\d+) (\d+)\n", result.stdout)
    return (int(found[1]), int(found[2])) if found and result.returncode == 0 else None


def find() -> list[Python]:
    """One of each wanted version: on the PATH, or where pyenv and its like keep them."""
    found: dict[tuple[int, int], Python] = {}
    for version in WANTED:
        name = f"python{version[0]}.{version[1]}"
        roots = [Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions", Path("/opt")]
        candidates = [shutil.which(name), *(str(path) for root in roots for path in sorted(root.glob(f"*/bin/{name}")))]
        for candidate in filter(None, candidates):
            if _version_of(candidate) == version:
                found[version] = Python(version, Path(candidate))
                break
    running = sys.version_info[:2]
    if running in WANTED:
        found.setdefault(running, Python(running, Path(sys.executable)))
    return [found[version] for version in sorted(found)]


def missing(found: list[Python]) -> list[str]:
    return [f"CPython {major}.{minor}" for major, minor in WANTED
            if (major, minor) not in {python.version for python in found}]


def environment(python: Python, tools: list[str], root: Path) -> Path:
    """The interpreter of an environment with these tools at their pinned versions, made when it is not there."""
    lines = [line for line in PINNED.read_text().splitlines() if re.split(r"[=;]", line)[0] in tools]
    place = root / f"{python.version[0]}.{python.version[1]}"
    stamp = place / "requirements.txt"
    interpreter = place / "bin" / "python"
    wanted = "\n".join([str(python.path), *lines]) + "\n"
    if stamp.exists() and stamp.read_text() == wanted:
        return interpreter
    shutil.rmtree(place, ignore_errors=True)
    subprocess.run([python.path, "-m", "venv", place], check=True)
    result = subprocess.run([interpreter, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *lines],
                            capture_output=True, text=True)
    if result.returncode != 0:
        raise SystemExit(f"{python.name} cannot have {lines}: {result.stderr}")
    stamp.write_text(wanted)
    return interpreter
