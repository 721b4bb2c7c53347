#!/usr/bin/env python3
"""What a call costs through emitted crates, beside a raw call: builds main.rs, and shapes/src/main.rs, and runs both.

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
sys.path.insert(0, str(HERE.parent / "shapes"))
import emitted  # noqa: E402


def run(folder: Path, named: str, libraries: Path, target: Path, rounds: int) -> int:
    """Builds what is in a folder, and runs it."""
    environment = {**os.environ, f"{named}_LIB_DIR": str(libraries), "LD_LIBRARY_PATH": str(libraries),
                   "CARGO_TARGET_DIR": str(target)}
    command = ["cargo", "run", "--offline", "--release", "--quiet", "--", str(rounds)]
    return subprocess.run(command, cwd=folder, env=environment).returncode


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, required=True, help="build folder with the runtime's library")
    parser.add_argument("--rounds", type=int, default=300)
    options = parser.parse_args()
    if shutil.which("cargo") is None:
        print("SKIPPED: cargo is not installed")
        return 0
    target = options.build.resolve() / "bench" / "calls-rust"
    status = run(HERE, "RT_AUDIO_FFI", (options.build / "runtime").resolve(), target, options.rounds)
    if status != 0:
        return status
    work = emitted.emit(options.build, "rust")
    folder = work / "shapes"
    shutil.copytree(HERE / "shapes", folder)
    shutil.copy(HERE / "src" / "measure.rs", folder / "src")
    with (folder / "Cargo.toml").open("a") as manifest:
        manifest.write('callshapes = { path = "../package" }\n')
    return run(folder, "CALLSHAPES", work, target, options.rounds)


if __name__ == "__main__":
    sys.exit(main())
