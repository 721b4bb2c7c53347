#!/usr/bin/env python3
"""Fuzzers of the codecs, for a bounded number of runs: libFuzzer for C, Go's own for Go. Seeds are in seeds/.

Go instruments its whole library before it fuzzes; without --full it only goes through the seeds.

  fuzz.py <ffigen> <work>
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from build import GO, HERE, INCLUDE, go_peers, run

FULL = bool(os.environ.get("FFIGEN_FULL"))
RUNS = 10_000_000 if FULL else 20_000


def main() -> None:
    ffigen, work = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    packages, header, seeds = work / "packages", HERE / "new" / "zoo.h", HERE / "seeds"
    work.mkdir(parents=True, exist_ok=True)
    run(ffigen, header, "--lang", "cbor", "-o", packages, "--quiet")
    clang = shutil.which("clang-19") or shutil.which("clang")
    if clang is None:
        raise SystemExit("no clang, which has libFuzzer")
    run(clang, "-std=c11", "-O1", "-g", "-fsanitize=fuzzer,address,undefined", "-fno-sanitize-recover=all", f"-I{INCLUDE}",
        f"-I{header.parent}", f"-I{packages / 'c'}", HERE / "peers" / "fuzz.c", "-o", work / "fuzz")
    corpus = work / "corpus"  # what a run learns stays in the build folder
    corpus.mkdir(exist_ok=True)
    run(work / "fuzz", f"-runs={RUNS}", "-seed=1", "-max_len=2048", "-rss_limit_mb=512", f"-artifact_prefix={work}/", corpus, seeds)
    go_peers(packages, work)
    shutil.copy(HERE / "peers" / "fuzz_test.go", work / "go")
    environment = {**os.environ, "CGO_ENABLED": "0", "GOFLAGS": "-mod=mod", "GOWORK": "off", "GOTOOLCHAIN": "local",
                   "SEEDS": str(seeds)}
    fuzzed = ["-run=^$", "-fuzz=FuzzRecords", f"-fuzztime={RUNS // 10}x", "-parallel=2"] if FULL else ["-run=^FuzzRecords$"]
    subprocess.run([GO, "test", *fuzzed, "."], cwd=work / "go", env=environment, check=True)


if __name__ == "__main__":
    main()
