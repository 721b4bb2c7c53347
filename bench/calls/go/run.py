#!/usr/bin/env python3
"""What a call costs through the emitted Go module, beside cgo by hand: builds main.go and runs it.

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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, required=True, help="build folder with the runtime's library")
    parser.add_argument("--rounds", type=int, default=300)
    options = parser.parse_args()
    if shutil.which("go") is None:
        print("SKIPPED: go is not installed")
        return 0
    libraries = str((options.build / "runtime").resolve())
    program = options.build.resolve() / "bench" / "calls-go"
    program.parent.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "GOFLAGS": "-mod=mod", "GOWORK": "off", "GOTOOLCHAIN": "local", "CGO_ENABLED": "1",
                   "CGO_CFLAGS": f"-O2 -I{ROOT / 'contract'} -I{ROOT / 'generator' / 'include'}",
                   "CGO_LDFLAGS": f"-L{libraries}", "LD_LIBRARY_PATH": libraries}
    build = subprocess.run(["go", "build", "-o", program, "."], cwd=HERE, env=environment)
    if build.returncode != 0:
        return build.returncode
    return subprocess.run([program, str(options.rounds)], env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
