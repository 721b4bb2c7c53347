#!/usr/bin/env python3
"""How long the self-contained program takes to start and to answer, and what it weighs, beside the one that loads its
libraries. Whole processes, run in turn.

  run.py --static FFIGEN --dynamic FFIGEN --work DIR [--bindgen BINDGEN] [--repeat N]
"""

import argparse
import lzma
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench"))
from contenders import Contender, race, spread  # noqa: E402

REACH = 20  # ms, for a trivial header
TRIVIAL = """#include <stdint.h>
typedef struct point { int32_t x, y; } point;
int32_t point_distance(const point *from, const point *to);
"""


def tasks(header: Path, out: Path) -> dict[str, list[str]]:
    contract = str(ROOT / "contract/rt_audio_ffi.h")
    return {
        "--version": ["--version"],
        "trivial header, verified on 1 target": ["verify", str(header), "--target", "x86_64-unknown-linux-gnu", "-q"],
        "trivial header, verified on 13 targets": ["verify", str(header), "-q"],
        "trivial header, Rust, 13 targets": [str(header), "--lang", "rust", "-o", str(out), "-q"],
        "the contract, Rust, 13 targets": [contract, "--lang", "rust", "-o", str(out / "contract"), "-q", "--force"],
    }


def milliseconds(contender: Contender) -> str:
    low, high = (1000 * value for value in spread(contender.seconds))
    return f"{1000 * contender.median:9.1f}{f'{low:.1f}..{high:.1f}':>14}"


def times(arguments) -> None:
    header = arguments.work / "point.h"
    header.write_text(TRIVIAL)
    floor = Contender("a program that does nothing", ["/bin/true"])
    race([floor], arguments.repeat)
    print(f"\n  {'':42}{'static ms':>9}{'spread':>14}{'dynamic ms':>11}{'spread':>14}  CPU ms")
    print(f"  {floor.name:42}{milliseconds(floor)}")
    for name, words in tasks(header, arguments.work / "out").items():
        both = [Contender(kind, [getattr(arguments, kind), *words]) for kind in ("static", "dynamic")]
        race(both, arguments.repeat)
        own = 1000 * sorted(both[0].processor)[len(both[0].processor) // 2]
        reach = f"   <= {REACH} ms  {'met' if 1000 * both[0].median <= REACH else 'NOT met'}" if name.startswith("trivial") else ""
        print(f"  {name:42}{milliseconds(both[0])}  {milliseconds(both[1])}{own:8.1f}{reach}", flush=True)


def peers(arguments) -> None:
    """Others who answer for a header, on the one target that they look at: the compiler that ffigen has inside, as Debian ships
    it, and the generator for Rust."""
    header, target = str(arguments.work / "point.h"), ["--target=x86_64-unknown-linux-gnu"]
    one = [Contender("ffigen verify, 1 target", [arguments.static, "verify", header, "--target", "x86_64-unknown-linux-gnu", "-q"]),
           Contender("ffigen, Rust, 1 target", [arguments.static, header, "--lang", "rust", "--target", "x86_64-unknown-linux-gnu",
                                                "-o", str(arguments.work / "one"), "-q"])]
    if clang := shutil.which("clang-19"):
        one.append(Contender("clang-19 -fsyntax-only", [clang, "-fsyntax-only", *target, header]))
    if arguments.bindgen:
        one.append(Contender("bindgen", [arguments.bindgen, header, "--", *target]))
    race(one, arguments.repeat)
    print(f"\n  {'a trivial header, beside others':42}{'ms':>9}{'spread':>14}")
    for contender in one:
        print(f"  {contender.name:42}{milliseconds(contender)}", flush=True)


def loaded(program: str) -> list[Path]:
    said = subprocess.run(["ldd", program], capture_output=True, text=True, check=False).stdout
    return [Path(path).resolve() for path in re.findall(r"(/\S+) \(0x", said)]


def sizes(arguments) -> None:
    print(f"\n  {'':42}{'MiB':>9}{'xz MiB':>10}")
    for kind in ("static", "dynamic"):
        program = getattr(arguments, kind)
        stripped = arguments.work / f"{kind}-stripped"
        subprocess.run(["strip", "-o", stripped, program], check=True)
        files = [stripped, *loaded(program)]
        packed = sum(len(lzma.compress(path.read_bytes(), preset=1)) for path in files)
        name = f"{kind}: the program" + (f" and {len(files) - 1} libraries" if len(files) > 1 else " alone")
        print(f"  {name:42}{sum(path.stat().st_size for path in files) / 2**20:9.1f}{packed / 2**20:10.1f}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--static", required=True)
    parser.add_argument("--dynamic", required=True)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--bindgen")
    parser.add_argument("--repeat", type=int, default=40)
    arguments = parser.parse_args()
    shutil.rmtree(arguments.work, ignore_errors=True)
    arguments.work.mkdir(parents=True)
    times(arguments)
    peers(arguments)
    sizes(arguments)
    return 0


if __name__ == "__main__":
    sys.exit(main())
