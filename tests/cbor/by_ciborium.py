#!/usr/bin/env python3
"""What ciborium writes is read in every language, and it reads what each of them writes.

  by_ciborium.py <ffigen> <work>
"""

import os
import random
import subprocess
import sys
from pathlib import Path

from build import CARGO, HERE, peers, run
from run_cbor import SEED, Questions
from values import RECORDS, canonical


def main() -> None:
    ffigen, work = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    every = peers(ffigen, HERE / "new" / "zoo.h", work)  # which write what cbor2 writes: run_cbor.py exact
    run(CARGO, "build", "--offline", "--locked", "--quiet", cwd=HERE / "ciborium",
        env={**os.environ, "CARGO_TARGET_DIR": str(work / "ciborium")})
    r = random.Random(SEED)
    ours = [(name, canonical(make(r)).hex()) for _ in range(60) for name, make in RECORDS.items()]
    written = subprocess.run([work / "ciborium/debug/by-ciborium"], input="".join(f"{message}\n" for _, message in ours),
                             capture_output=True, text=True, check=True).stdout.splitlines()
    if len(written) != len(ours) or any(line.startswith("error") for line in written):
        raise SystemExit(f"ciborium does not read all: {[line for line in written if line.startswith('error')][:3]}")
    questions = Questions()
    for (name, message), theirs in zip(ours, written):
        questions.add(f"{name} 0 {theirs}", f"ok {message}")
    questions.check(every)
    print(f"{len(ours)} messages, {sum(message == theirs for (_, message), theirs in zip(ours, written))} of them written alike")


if __name__ == "__main__":
    main()
