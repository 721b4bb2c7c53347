#!/usr/bin/env python3
"""What a call costs through emitted Go modules, beside cgo by hand: builds main.go, and shapes/main.go, and runs both.

    run.py --build DIR [--rounds N]
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(HERE.parent / "shapes"))
import emitted  # noqa: E402


def run(folder: Path, program: Path, include: str, libraries: Path, rounds: int) -> int:
    """Builds what is in a folder, and runs it."""
    environment = {**os.environ, "GOFLAGS": "-mod=mod", "GOWORK": "off", "GOTOOLCHAIN": "local", "CGO_ENABLED": "1",
                   "CGO_CFLAGS": f"-O2 {include} -I{ROOT / 'generator' / 'include'}",
                   "CGO_LDFLAGS": f"-L{libraries}", "LD_LIBRARY_PATH": str(libraries)}
    build = subprocess.run(["go", "build", "-o", program, "."], cwd=folder, env=environment)
    return build.returncode or subprocess.run([program, str(rounds)], env=environment).returncode


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, required=True, help="build folder with the runtime's library")
    parser.add_argument("--rounds", type=int, default=300)
    options = parser.parse_args()
    if shutil.which("go") is None:
        print("SKIPPED: go is not installed")
        return 0
    programs = options.build.resolve() / "bench"
    programs.mkdir(parents=True, exist_ok=True)
    status = run(HERE, programs / "calls-go", f"-I{ROOT / 'contract'}", (options.build / "runtime").resolve(), options.rounds)
    if status != 0:
        return status
    work = emitted.emit(options.build, "go")
    folder = work / "shapes"
    folder.mkdir()
    for source in (HERE / "measure.go", HERE / "shapes" / "main.go"):
        shutil.copy(source, folder)
    module = "example.com/callshapes"
    (folder / "go.mod").write_text((HERE / "shapes" / "go.mod").read_text() +
                                   f"\nrequire {module} v0.0.0\n\nreplace {module} => ../package\n")
    return run(folder, programs / "shapes-go", f"-I{emitted.HERE}", work, options.rounds)


if __name__ == "__main__":
    sys.exit(main())
