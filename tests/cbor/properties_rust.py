#!/usr/bin/env python3
"""Properties of the Rust codec and of its client's framing and calls, with proptest: properties/src/.

  properties_rust.py <ffigen> <work>
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from build import CARGO, HERE, run

FULL = bool(os.environ.get("FFIGEN_FULL"))
CASES = 200_000 if FULL else 1000
TIMER = HERE.parents[1] / "examples" / "timer" / "timer.h"


def main() -> None:
    ffigen, work = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    folder = work / "properties"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(HERE / "properties", folder, ignore=shutil.ignore_patterns("target"))
    manifest = folder / "Cargo.toml"
    own = ""
    for header, features in ((HERE / "new" / "zoo.h", ""), (TIMER, ', features = ["rpc"]')):
        run(ffigen, header, "--lang", "cbor", "-o", work / header.stem, "--quiet")
        own += f'{header.stem}-cbor = {{ path = "{work / header.stem / "rust"}"{features} }}\n'
    manifest.write_text(manifest.read_text().replace("[dependencies]\n", f"[dependencies]\n{own}"))
    environment = {**os.environ, "CARGO_TARGET_DIR": str(work / "target"), "CARGO_PROFILE_DEV_OPT_LEVEL": "1" if FULL else "0",
                   "PROPTEST_CASES": os.environ.get("PROPTEST_CASES", str(CASES)), "SEEDS": str(HERE / "seeds"), "ANSWERS": str(HERE / "properties" / "seeds")}
    # What is allocated is counted of the whole process: one test at a time.
    subprocess.run([CARGO, "test", "--offline", "--quiet", "--", "--test-threads=1"], cwd=folder, env=environment, check=True)


if __name__ == "__main__":
    main()
