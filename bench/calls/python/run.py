#!/usr/bin/env python3
"""What a call costs through the emitted Python package, beside the same call made with ctypes itself.

    run.py --build DIR [--package DIR] [--rounds N]

The peer is ctypes as it comes: a CDLL, argtypes and restype declared, the function bound to a name, the
status looked at, nothing wrapped around it. Both sides do the same work in the same loop, in turn; of
each the best round counts; the spread of the ratio is that of ten parts of the rounds, each with its
own best. Then the arrays: that a view is the same memory, and what it takes to get one.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import os
import platform
import statistics
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
GOAL = 1.1
CALLS = 2000  # in a round: short enough that some rounds meet no interruption

Loop = Callable[[int], float]


def loop(body: str, names: dict[str, Any]) -> Loop:
    """A function that does the body so many times and returns the seconds it took."""
    source = (
        "def run(count):\n"
        "    times = [None] * count\n"
        "    begin = clock()\n"
        "    for _ in times:\n" + textwrap.indent(body, " " * 8) + "\n"
        "    return clock() - begin\n"
    )
    scope = {**names, "clock": time.perf_counter}
    exec(source, scope)
    result: Loop = scope["run"]
    return result


def bound(library: ctypes.CDLL, symbol: str, result: Any, *arguments: Any) -> Any:
    function = library[symbol]
    function.argtypes = arguments
    function.restype = result
    return function


def measure(peer: Loop, ours: Loop, rounds: int) -> tuple[float, float, list[float]]:
    """Nanoseconds a call of each in its best round, and the ratio in several parts of the rounds."""
    pairs = []
    for _ in range(rounds):
        pairs.append((peer(CALLS), ours(CALLS)))
    parts = [pairs[i::10] for i in range(10)]
    ratios = [min(b for _, b in part) / min(a for a, _ in part) for part in parts]
    best = min(a for a, _ in pairs), min(b for _, b in pairs)
    return best[0] / CALLS * 1e9, best[1] / CALLS * 1e9, ratios


def rows() -> list[tuple[str, str, str]]:
    """Name, the call with ctypes, the call through the package."""
    return [
        ("no argument, a number", "now()", "rt_audio.rt_now_ns()"),
        ("a handle", "if touch(state_):\n    fail()", "state.touch_heartbeat()"),
        ("a number in", "if add(state_, 1):\n    fail()", "state.add_produced(1)"),
        ("a number out", "value = c_uint64()\nif available(ring_, byref(value)):\n    fail()\nvalue.value",
         "ring.available()"),
        ("a property read", "value = c_float()\nif get_gain(state_, byref(value)):\n    fail()\nvalue.value",
         "state.gain"),
        ("a property set", "if set_gain(state_, 0.5):\n    fail()", "state.gain = 0.5"),
        ("a record out", "value = Counters()\nif counters(ring_, byref(value)):\n    fail()\nvalue.written",
         "ring.counters.written"),
        ("a block written", "if write(ring_, byref(block_)):\n    fail()", "ring.write_overwrite(block)"),
        ("a block written and read",
         "if write(ring_, byref(block_)):\n    fail()\nif read(ring_, byref(into_)):\n    fail()",
         "ring.write_overwrite(block)\nring.read(into)"),
        ("8 blocks written and read",
         "count = c_size_t()\nif write_batch(ring_, row_, 8, byref(count)):\n    fail()\n"
         "count = c_size_t()\nif read_batch(ring_, row_, 8, byref(count)):\n    fail()",
         "ring.write_batch(row)\nring.read_batch(row)"),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, required=True, help="build folder with the runtime's library")
    parser.add_argument("--package", type=Path, default=ROOT / "generated" / "python")
    parser.add_argument("--rounds", type=int, default=300)
    options = parser.parse_args()
    path = options.build / "runtime" / "librt_audio_ffi.so"
    os.environ["RT_AUDIO_LIBRARY"] = str(path.resolve())
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(options.package))
    import rt_audio
    from rt_audio import raw

    library = ctypes.CDLL(str(path.resolve()))
    name = f"bench.python.{os.getpid()}"
    address, size = ctypes.c_void_p, ctypes.c_size_t
    block_pointer = ctypes.POINTER(raw.rt_ffi_audio_block)

    def fail() -> None:
        raise SystemExit("a call failed")

    def function(symbol: str, *arguments: Any) -> Any:
        return bound(library, f"rt_ffi_{symbol}", ctypes.c_int, *arguments)

    print(f"CPython {platform.python_version()}: nanoseconds a call, best of {options.rounds} rounds of {CALLS}")
    print(f"{'':<28}{'ctypes':>8}{'package':>9}   ratio (least, middle, most of ten parts)")
    failed = 0
    with rt_audio.State.create(name) as state, rt_audio.Ring.create(name, 64, rt_audio.RingMode.OVERWRITE) as ring:
        block = rt_audio.AudioBlock(sample_rate=48000, channels=2, frames=64)
        row = rt_audio.AudioBlock.array(8)
        for item in row:
            item.sample_rate, item.channels, item.frames = 48000, 2, 64
        names = {
            "rt_audio": rt_audio, "state": state, "ring": ring, "block": block, "row": row, "fail": fail,
            "into": rt_audio.AudioBlock(), "into_": raw.rt_ffi_audio_block(), "block_": block.copy().raw,
            "row_": row.raw, "state_": address(state._handle.value), "ring_": address(ring._handle.value),
            "byref": ctypes.byref, "c_size_t": size, "c_uint64": ctypes.c_uint64, "c_float": ctypes.c_float,
            "Counters": raw.rt_ffi_ring_counters,
            "now": bound(library, "rt_ffi_rt_now_ns", ctypes.c_uint64),
            "touch": function("state_touch_heartbeat", address),
            "add": function("state_add_produced", address, ctypes.c_uint64),
            "available": function("ring_available", address, ctypes.POINTER(ctypes.c_uint64)),
            "get_gain": function("state_get_gain", address, ctypes.POINTER(ctypes.c_float)),
            "set_gain": function("state_set_gain", address, ctypes.c_float),
            "counters": function("ring_get_counters", address, ctypes.POINTER(raw.rt_ffi_ring_counters)),
            "write": function("ring_write_overwrite", address, block_pointer),
            "read": function("ring_read", address, block_pointer),
            "write_batch": function("ring_write_batch", address, block_pointer, size, ctypes.POINTER(size)),
            "read_batch": function("ring_read_batch", address, block_pointer, size, ctypes.POINTER(size)),
        }  # fmt: skip
        gc.disable()
        for what, by_hand, by_package in rows():
            peer, ours, ratios = measure(loop(by_hand, names), loop(by_package, names), options.rounds)
            over = ours / peer > GOAL
            failed += over
            print(f"{what:<28}{peer:>8.0f}{ours:>9.0f}   {ours / peer:.2f} ({min(ratios):.2f}, "
                  f"{statistics.median(ratios):.2f}, {max(ratios):.2f}){'   over ' + str(GOAL) if over else ''}")
        arrays(rt_audio, options.rounds)
    print(f"{failed} of {len(rows())} over {GOAL} x ctypes" if failed else f"all within {GOAL} x ctypes")
    return 0


def arrays(rt_audio: Any, rounds: int) -> None:
    """Views of 4,096 samples: the same memory, and cheaper than any copy."""
    block = rt_audio.AudioBlock()
    samples = block.samples
    view = samples.memory()
    shared = ctypes.addressof(ctypes.c_char.from_buffer(view)) == samples.address
    contenders = [("memoryview", "block.samples.memory()", shared)]
    try:
        numpy = block.samples.numpy()
    except ImportError:
        print("numpy is not installed: its view is left out")
    else:
        contenders.append(("numpy array", "block.samples.numpy()", numpy.ctypes.data == samples.address))
    print(f"\n{len(samples)} samples as a view, beside a copy with list() or bytes()")
    names = {"block": block}
    whole = min(loop("list(block.samples)", names)(20) for _ in range(rounds // 10)) / 20 * 1e9
    copied = min(loop("bytes(block.samples.memory())", names)(200) for _ in range(rounds // 10)) / 200 * 1e9
    for what, body, same in contenders:
        best = min(loop(body, names)(CALLS // 10) for _ in range(rounds)) / (CALLS // 10) * 1e9
        where = "the same memory" if same else "A COPY"
        print(f"  {what:<12}{best:>8.0f} ns, {where}; list {whole:.0f} ns, bytes {copied:.0f} ns")


if __name__ == "__main__":
    sys.exit(main())
