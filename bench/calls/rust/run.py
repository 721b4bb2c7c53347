#!/usr/bin/env python3
"""What a call costs through the emitted crate, beside a raw call: builds main.rs and runs it.

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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, required=True, help="build folder with the runtime's library")
    parser.add_argument("--rounds", type=int, default=300)
    options = parser.parse_args()
    if shutil.which("cargo") is None:
        print("SKIPPED: cargo is not installed")
        return 0
    libraries = str((options.build / "runtime").resolve())
    environment = {**os.environ, "RT_AUDIO_FFI_LIB_DIR": libraries, "LD_LIBRARY_PATH": libraries,
                   "CARGO_TARGET_DIR": str((options.build / "bench" / "calls-rust").resolve())}
    command = ["cargo", "run", "--offline", "--release", "--quiet", "--", str(options.rounds)]
    return subprocess.run(command, cwd=HERE, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
