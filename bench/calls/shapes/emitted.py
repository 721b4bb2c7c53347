"""The library of calls of every shape, and the packages that ffigen makes of its header."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
INCLUDE = HERE.parents[2] / "generator" / "include"
HEADER = HERE / "callshapes.h"


def emit(build: Path, language: str) -> Path:
    """Builds the library as libcallshapes.so of a folder, and emits a package beside it.

    Args:
        build: A build folder with ffigen.
        language: The package's, and its folder's name.
    """
    work = build.resolve() / "bench" / "callshapes" / language
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    subprocess.run(["cc", "-O2", "-std=c11", "-fPIC", "-shared", f"-I{INCLUDE}", HERE / "callshapes.c", "-o",
                    work / "libcallshapes.so"], check=True)
    subprocess.run([build / "generator" / "ffigen", HEADER, "--lang", language, "-o", work / "package", "--quiet"],
                   check=True)
    return work
