#!/usr/bin/env python3
"""What a call costs through the emitted Python package, beside the same call made with ctypes itself.

    run.py --build DIR [--package DIR] [--rounds N]

The peer is ctypes as it comes: a CDLL, argtypes and restype declared, the function bound to a name, the
status looked at, nothing wrapped around it. Both sides do the same work in the same loop, in turn; of
each the best round counts; the spread of the ratio is that of ten parts of the rounds, each with its
own best. Then the arrays: that a view is the same memory, and what it takes to get one. Then other shapes.
"""

from __future__ import annotations

import argparse
import array
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
sys.path.insert(0, str(ROOT / "bench" / "calls" / "shapes"))
import emitted  # noqa: E402

GOAL = 1.1
MEMORY_GOAL = 1.5  # of records by value, arrays and texts
CALLS = 2000  # in a round: short enough that some rounds meet no interruption

HEAD = f"{'':<28}{'ctypes':>8}{'package':>9}   ratio (least, middle, most of ten parts)"
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
    print(HEAD)
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
        table = Table(options.rounds)
        for what, by_hand, by_package in rows():
            table.add(what, GOAL, loop(by_hand, names), loop(by_package, names))
        table.verdict()
        arrays(rt_audio, options.rounds)
    shapes(options.build, options.rounds)
    return 0


def shapes(build: Path, rounds: int) -> None:
    """Records by value, arrays, texts and closures, of a library that has nothing else to do."""
    work = emitted.emit(build, "python")
    path = work / "libcallshapes.so"
    os.environ["CALLSHAPES_LIBRARY"] = str(path)
    sys.path.insert(0, str(work / "package"))
    import callshapes
    from callshapes import raw

    library = ctypes.CDLL(str(path))
    numbers = ctypes.POINTER(ctypes.c_float)
    size, address = ctypes.c_size_t, ctypes.c_void_p
    map_type = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double, address)
    rung_type = ctypes.CFUNCTYPE(None, ctypes.c_int32, address)
    by_hand = address()
    bound(library, "cs_bell_open", ctypes.c_int, ctypes.POINTER(address))(ctypes.byref(by_hand))

    def fail() -> None:
        raise SystemExit("a call failed")

    values = array.array("f", [1.0] * 64)
    names = {
        "callshapes": callshapes, "fail": fail, "array64": ctypes.c_float * 64, "byref": ctypes.byref,
        "point": callshapes.Point(x=3.0, y=4.0), "point_": raw.cs_point(3.0, 4.0), "values": values,
        "text": "Goldberg Variations", "double": lambda value: 2.0 * value, "hears": lambda times: None,
        "map_": map_type(lambda value, user: 2.0 * value), "rung_": rung_type(lambda times, user: None),
        "rung_type": rung_type, "bell": callshapes.Bell.open(), "bell_": by_hand,
        "turned": bound(library, "cs_turned", raw.cs_point, raw.cs_point),
        "distance": bound(library, "cs_distance", ctypes.c_double, ctypes.POINTER(raw.cs_point)),
        "sum_": bound(library, "cs_sum", ctypes.c_float, numbers, size),
        "negate": bound(library, "cs_negate", None, numbers, size),
        "length": bound(library, "cs_length", size, ctypes.c_char_p),
        "title": bound(library, "cs_title", ctypes.c_char_p),
        "mapped": bound(library, "cs_mapped", ctypes.c_double, ctypes.c_uint32, map_type, address),
        "on": bound(library, "cs_bell_on", ctypes.c_int, address, rung_type, address),
        "off": bound(library, "cs_bell_off", ctypes.c_int, address),
        "ring": bound(library, "cs_bell_ring", ctypes.c_int, address, ctypes.c_int32),
    }  # fmt: skip
    print(f"\ncalls of other shapes\n{HEAD}")
    table = Table(rounds)
    for what, goal, peer, ours in shape_rows():
        table.add(what, goal, loop(peer, names), loop(ours, names))
    try:
        import numpy
    except ImportError:
        print("numpy is not installed: its rows are left out")
    else:
        names["floats"] = numpy.ones(64, numpy.float32)
        table.add("64 numbers of numpy's", MEMORY_GOAL,
                  loop("sum_((array64).from_buffer(floats), len(floats))", names),
                  loop("callshapes.sum(floats)", names))
    if names["on"](by_hand, names["rung_"], None):
        fail()
    names["kept"] = names["bell"].on(names["hears"])
    table.add("a kept closure, called", GOAL, loop("if ring(bell_, 1):\n    fail()", names), loop("bell.ring(1)", names))
    names["kept"].close()
    names["off"](by_hand)
    table.verdict()


def shape_rows() -> list[tuple[str, float, str, str]]:
    """Name, goal, the call with ctypes, the call through the package."""
    return [
        ("a record by value", MEMORY_GOAL, "turned(point_).x", "callshapes.turned(point).x"),
        ("a record by address", MEMORY_GOAL, "distance(byref(point_))", "callshapes.distance(point)"),
        ("64 numbers in", MEMORY_GOAL, "sum_(array64.from_buffer(values), len(values))", "callshapes.sum(values)"),
        ("64 numbers in and out", MEMORY_GOAL, "negate(array64.from_buffer(values), len(values))",
         "callshapes.negate(values)"),
        ("a text in", MEMORY_GOAL, "length(text.encode())", "callshapes.length(text)"),
        ("a text out", MEMORY_GOAL, "title().decode()", "callshapes.title()"),
        ("a closure, called 4 times", GOAL, "mapped(4, map_, None)", "callshapes.mapped(4, double)"),
        ("a closure set and ended", GOAL,
         "function = rung_type(hears)\nif on(bell_, function, None):\n    fail()\nif off(bell_):\n    fail()",
         "bell.on(hears).close()"),
    ]


class Table:
    """Rows that are printed as they are measured."""

    def __init__(self, rounds: int) -> None:
        self.rounds = rounds
        self.rows = self.over = 0

    def add(self, what: str, goal: float, by_hand: Loop, by_package: Loop) -> None:
        """Measures a call both ways."""
        peer, ours, ratios = measure(by_hand, by_package, self.rounds)
        over = ours / peer > goal
        self.rows += 1
        self.over += over
        print(f"{what:<28}{peer:>8.0f}{ours:>9.0f}   {ours / peer:.2f} ({min(ratios):.2f}, "
              f"{statistics.median(ratios):.2f}, {max(ratios):.2f}){f'   over {goal}' if over else ''}")

    def verdict(self) -> None:
        """Says how many are over their goals."""
        print(f"{self.over} of {self.rows} over their goal" if self.over else "all within their goals")


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
