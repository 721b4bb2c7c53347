"""Makes every write of a list through the raw layer and prints it as the C program of tests/layout does.

bits_probe.py PACKAGE VECTORS
"""

import ctypes
import importlib
import json
import sys
from pathlib import Path

raw = importlib.import_module(f"{sys.argv[1]}.raw")
abi = importlib.import_module(f"{sys.argv[1]}._abi")


def record_of(name):
    for candidate in (f"struct_{name}", f"union_{name}", name):
        found = getattr(raw, candidate, None)
        if isinstance(found, type) and issubclass(found, (ctypes.Structure, ctypes.Union)):
            return found
    raise SystemExit(f"no record {name}")


for record, field, member, background, value in json.loads(Path(sys.argv[2]).read_text()):
    memory = abi.allocate(record_of(record))
    ctypes.memset(ctypes.byref(memory), background, ctypes.sizeof(memory))
    setattr(memory, member, value)
    found = int(getattr(memory, member))
    shown = found if -(1 << 63) <= found < 1 << 64 else f"{found & (1 << 128) - 1:032x}"
    print(f"{record}.{field} {background:02x} {shown} {bytes(memory).hex()}")
