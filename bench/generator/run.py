#!/usr/bin/env python3
"""The generator's benchmark: whole processes side by side, interleaved, as medians with their spread.

  run.py --ffigen FFIGEN --work DIR [--bindgen BINDGEN] [--ctypesgen CTYPESGEN] [--repeat N]

A program that is not at hand leaves its rows out, and is named.
"""

import argparse
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench"))
from contenders import Contender, print_table, race  # noqa: E402

CONTRACT = ROOT / "contract" / "rt_audio_ffi.h"
INCLUDE = ROOT / "generator" / "include"
CLANG = next((c for c in ("clang-19", "clang") if shutil.which(c)), None)


def whole_contract(arguments) -> None:
    out = arguments.work / "contract"
    contenders = [Contender("ffigen, all languages, 13 targets", [
        arguments.ffigen, str(CONTRACT), "--lang", "all", "-o", str(out), "-q"])]
    reach = {}
    if arguments.bindgen:
        contenders.append(Contender("bindgen, Rust, 1 target", [
            arguments.bindgen, str(CONTRACT), "-o", str(arguments.work / "contract.rs"), "--", f"-I{INCLUDE}"]))
        reach[contenders[-1].name] = 0.5
    if CLANG:
        contenders.append(Contender("clang -fsyntax-only, 1 target", [
            CLANG, "-fsyntax-only", "-std=c11", f"-I{INCLUDE}", str(CONTRACT)]))
        reach[contenders[-1].name] = 3.0
    contenders.append(Contender("loading libclang (ffigen --version)", [arguments.ffigen, "--version"]))
    race(contenders, arguments.repeat)
    print_table("Contract header", contenders, reach)


def real_header(arguments, path: Path, share: float) -> None:
    if not path.exists():
        print(f"\n{path.name}: not installed, left out")
        return
    out = arguments.work / path.stem
    contenders = [Contender("ffigen, Rust, 1 target", [
        arguments.ffigen, str(path), "--lang", "rust", "--target", "native", "-o", str(out), "-q"])]
    reach = {}
    if arguments.bindgen:
        contenders.append(Contender("bindgen, Rust, 1 target", [
            arguments.bindgen, str(path), "-o", str(arguments.work / f"{path.stem}.rs")]))
        reach[contenders[-1].name] = share
    if arguments.ctypesgen:
        contenders.append(Contender("ctypesgen, Python, 1 target", [
            arguments.ctypesgen, str(path), "-o", str(arguments.work / f"{path.stem}.py")]))
    if CLANG:
        contenders.append(Contender("clang -fsyntax-only, 1 target", [CLANG, "-fsyntax-only", str(path)]))
    race(contenders, max(3, arguments.repeat // 2))
    print_table(path.name, contenders, reach)


def declarations(count: int) -> str:
    """A header of records, functions, enums and macros, a quarter each."""
    parts = ["#include <stdint.h>\n"]
    for index in range(count // 4):
        parts.append(
            f"/** Record {index}. */\ntypedef struct grow_record_{index} {{ uint32_t id; uint64_t time; double value; "
            f"uint8_t bytes[16]; }} grow_record_{index};\n"
            f"/** Takes a record. */\nint32_t grow_call_{index}(const grow_record_{index} *record, uint32_t flags);\n"
            f"typedef enum grow_kind_{index} {{ GROW_A_{index} = 1, GROW_B_{index} = 2 }} grow_kind_{index};\n"
            f"#define GROW_CONSTANT_{index} ({index}u + 7u)\n")
    return "".join(parts)


def growth(arguments) -> None:
    sizes = [1_000, 10_000, 100_000] if not arguments.quick else [1_000, 10_000]
    print("\nGrowth: all languages, 13 targets")
    print(f"  {'declarations':>12}{'s':>9}{'MiB':>8}{'us each':>10}{'KiB each':>10}")
    floor = Contender("", [arguments.ffigen, "--version"])
    floor.run()
    first = None
    for size in sizes:
        header = arguments.work / f"grow_{size}.h"
        header.write_text(declarations(size))
        contender = Contender(str(size), [arguments.ffigen, str(header), "--lang", "all", "-o",
                                          str(arguments.work / f"grow_{size}"), "-q"])
        for _ in range(3 if size < 100_000 else 1):
            contender.run()
        each = (contender.median - floor.median) / size * 1e6
        memory = (contender.memory - floor.memory) / size
        print(f"  {size:>12,}{contender.median:>9.2f}{contender.memory / 1024:>8.0f}{each:>10.1f}{memory:>10.2f}", flush=True)
        if first is None:
            first = (each, memory)
        last = (each, memory)
    for name, before, after in zip(("time", "memory"), first, last):
        print(f"  {name} a declaration, {sizes[-1]:,} to {sizes[0]:,}: {after / before:.2f}x  "
              f"reach <= 1.10x  {'met' if after <= 1.1 * before else 'NOT met'}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ffigen", required=True)
    parser.add_argument("--bindgen")
    parser.add_argument("--ctypesgen")
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--repeat", type=int, default=20)
    parser.add_argument("--quick", action="store_true", help="leave the largest header out")
    arguments = parser.parse_args()
    shutil.rmtree(arguments.work, ignore_errors=True)
    arguments.work.mkdir(parents=True)
    for name in ("bindgen", "ctypesgen"):
        if not getattr(arguments, name):
            print(f"{name} is not at hand: its rows are left out")
    whole_contract(arguments)
    real_header(arguments, Path("/usr/include/sqlite3.h"), 0.6)
    real_header(arguments, Path("/usr/include/vulkan/vulkan_core.h"), 0.3)
    growth(arguments)
    return 0


if __name__ == "__main__":
    sys.exit(main())
