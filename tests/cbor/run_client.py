#!/usr/bin/env python3
"""A client that knows the schema alone reads what the emitted package writes, also of an older and a newer contract;
and the message that docs/cbor.md explains is the one that is written.

  run_client.py <ffigen> <work>
"""

import re
import subprocess
import sys
from pathlib import Path

import cbor2
from build import HERE

ROOT = HERE.parents[1]


def told(message: bytes) -> str:
    result = subprocess.run([sys.executable, "-B", HERE / "client.py"], input=message, capture_output=True, check=True)
    return result.stdout.decode().strip()


def main() -> None:
    ffigen, work = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    subprocess.run([ffigen, ROOT / "contract" / "rt_audio_ffi.h", "--lang", "cbor", "-o", work, "--quiet"], check=True)
    sys.path.insert(0, str(work / "python"))
    from rt_audio_cbor import AudioBlock, StreamFormat

    block = AudioBlock(frames=2, channels=2, sequence=7, sample_rate=48000, timestamp_ns=2**40,
                       samples=[0.25, -0.5, 0.125, 0.0] + [0.0] * 2044)
    expected = "block 7: 2 frames at 48000 Hz, peak 0.500"
    message = block.to_cbor()
    value = cbor2.loads(message)
    older = {key: item for key, item in value.items() if key != "timestamp_ns"}  # had no time yet
    for each in (message, cbor2.dumps(older), cbor2.dumps(value | {"mood": "calm"})):
        if told(each) != expected:
            raise SystemExit(f"{told(each)!r} is not {expected!r}")
    if AudioBlock.from_cbor(cbor2.dumps(value)) != block:
        raise SystemExit("what cbor2 writes is read as something else")
    dump = re.findall(r"^((?:[0-9a-f]{2} ?)+) {2,}", (ROOT / "docs" / "cbor.md").read_text(), re.M)
    explained = bytes.fromhex("".join(dump))
    written = StreamFormat(channels=2, sample_rate=48000, frames_per_buffer=64).to_cbor()
    if explained != written:
        raise SystemExit(f"docs/cbor.md explains {explained.hex()}, but {written.hex()} is written")


if __name__ == "__main__":
    main()
