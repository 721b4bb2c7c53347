#!/usr/bin/env python3
"""libFuzzer on the framing and the session, with the timer's functions behind them, under ASan and UBSan.

  fuzz.py <packages> <build> <work>
"""

import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import cbor2

ROOT = Path(__file__).resolve().parents[2]
RUNS = int(os.environ.get("FFIGEN_FUZZ_RUNS") or (20_000_000 if os.environ.get("FFIGEN_FULL") else 20_000))
SOURCES = [ROOT / "rpc/src" / f"{name}.cpp" for name in ("call", "objects", "protocol", "session")]
REQUESTS = {
    "echo": {"request": {"name": "a", "schedule": {"after_ms": 1}}},
    "start": {"request": {"name": "a", "schedule": {"after_ms": 60000, "times": 2}, "note": "x", "tolerance": 0.5}},
    "cancel": {"id": 1}, "list": {"prefix": "", "capacity": 9}, "sum": {"values": cbor2.CBORTag(86, bytes(16))},
    "reverse": {"bytes": b"abc"}, "watch.open": {"prefix": None}, "watch.next": {"watch": 1, "timeout_ms": 0},
    "watch.close": {"watch": None}, "watches": {}, "ffi.cancel": {}, "ffi.stats": {}, "ffi.describe": {},
    "ffi.hello": {"contract": "timer", "tolerant": True, "fingerprint": "x"},
}


def main() -> None:
    packages, build, work = (Path(argument).resolve() for argument in sys.argv[1:])
    seeds = work / "seeds"
    shutil.rmtree(work, ignore_errors=True)
    seeds.mkdir(parents=True)
    everything = b""
    for method, value in REQUESTS.items():
        payload = cbor2.dumps(value, canonical=True)
        frame = struct.pack(">I", len(method)) + method.encode() + struct.pack(">I", len(payload)) + payload
        (seeds / method).write_bytes(b"\x3f" + frame)
        everything += frame
    (seeds / "all").write_bytes(b"\x07" + everything)
    clang = shutil.which("clang++-19") or shutil.which("clang++")
    if clang is None:
        raise SystemExit("no clang, which has libFuzzer")
    include = [f"-I{path}" for path in (ROOT / "rpc/include", ROOT / "rpc/src", build / "rpc/generated", packages / "c", packages / "cpp",
                                        ROOT / "examples/timer", ROOT / "generator/include")]
    subprocess.run([clang, "-std=c++20", "-O1", "-g", "-fsanitize=fuzzer,address,undefined", "-fno-sanitize-recover=all", *include,
                    *SOURCES, ROOT / "examples/timer/timer.cpp", packages / "cpp/timer_rpc_server.cpp",
                    Path(__file__).with_name("session_fuzz.cpp"), "-o", work / "fuzz"], check=True)
    corpus = work / "corpus"
    corpus.mkdir()
    fuzz = subprocess.run([work / "fuzz", f"-runs={RUNS}", "-seed=1", "-max_len=2048", "-rss_limit_mb=512", "-timeout=10",
                           f"-artifact_prefix={work}/", corpus, seeds], capture_output=True, text=True)
    print(*fuzz.stderr.splitlines()[-3:], sep="\n")
    if fuzz.returncode != 0:
        raise SystemExit(fuzz.stderr[-4000:])


if __name__ == "__main__":
    main()
