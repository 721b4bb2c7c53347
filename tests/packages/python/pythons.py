"""The CPythons at hand. ./dev makes an environment for each, with what tests/requirements.txt has.

  pythons.py [--all]      prints version and path of those that such an environment is to be made for
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

WANTED = [(3, minor) for minor in range(9, 15)]
ROOT = Path(__file__).resolve().parents[3]
LOCK = ROOT / "tests" / "requirements.txt"
ENVIRONMENTS = ROOT / "build" / "pythons"


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


def ends_of(found: list[Python]) -> list[Python]:
    """The oldest and the newest."""
    return found if len(found) < 3 else [found[0], found[-1]]


def environment(python: Python) -> Path | None:
    """The interpreter of the environment that ./dev made for it: the one that runs this, or one of its own."""
    if python.version == sys.version_info[:2] and sys.prefix != sys.base_prefix:
        return Path(sys.executable)
    place = ENVIRONMENTS / f"{python.version[0]}.{python.version[1]}"
    stamp = place / "tests-requirements.txt"
    return place / "bin" / "python" if stamp.exists() and stamp.read_text() == LOCK.read_text() else None


def main() -> None:
    """Those that need an environment beside the one that runs this: the oldest and the newest, or all."""
    found = find()
    for python in found if "--all" in sys.argv else ends_of(found):
        if python.version != sys.version_info[:2]:
            print(f"{python.version[0]}.{python.version[1]} {python.path}")


if __name__ == "__main__":
    main()
