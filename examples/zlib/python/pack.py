"""How small zlib makes a file at its fastest, usual and best level.

python3 pack.py FILE; without a file, a text of its own.
"""

from __future__ import annotations

import sys
from pathlib import Path

import zlib_ffi as zlib


def pack(data: bytes, level: int) -> bytes:
    """`data` compressed into a buffer of its own."""
    return bytes(
        zlib.compress_level(zlib.compress_bound(len(data)), data, level).memory()
    )


def unpack(packed: bytes, length: int) -> bytes:
    """What `packed` was made from, which had `length` bytes."""
    return bytes(zlib.uncompress(length, packed).memory())


def report(data: bytes) -> None:
    print(f"zlib {zlib.version()}: {len(data)} bytes, crc32 {zlib.crc32(0, data):08x}")
    for level in (zlib.BEST_SPEED, 6, zlib.BEST_COMPRESSION):
        packed = pack(data, level)
        verdict = (
            "unpacks to the same" if unpack(packed, len(data)) == data else "IS LOST"
        )
        print(f"level {level}: {len(packed)} bytes, {verdict}")
    try:
        unpack(b"these bytes were never packed", 100)
    except zlib.DataError as error:
        print(f"damaged: {error}")


def main() -> None:
    if len(sys.argv) > 1:
        report(Path(sys.argv[1]).read_bytes())
    else:
        report(b"All work and no play makes Jack a dull boy.\n" * 1000)


if __name__ == "__main__":
    main()
