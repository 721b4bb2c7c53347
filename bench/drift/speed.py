#!/usr/bin/env python3
"""How long `ffigen check` takes for a header, beside clang's own parse of it and beside abidiff, which
compares two built libraries.

  speed.py --ffigen FFIGEN --work DIR [--repeat N]

The libraries are what a library of that header would be: every record, enum and typedef in the debug
information, every function reachable, built with -Og -g. abidiff needs them built first; how long that
takes is a row of its own.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench"))
from contenders import Contender, print_table, race  # noqa: E402

INCLUDE = ROOT / "generator" / "include"
CLANG = next((c for c in ("clang-19", "clang") if shutil.which(c)), None)
REACH = 2.0  # of clang's time for the header


def library_source(ffigen: str, header: Path, targets: list[str], work: Path) -> Path:
    """Exports a pointer to every function and an object of every complete record: what abidiff
    follows."""
    model = json.loads(subprocess.run([ffigen, str(header), "--lang", "json", "-o", "-", *targets],
                                      check=True, capture_output=True).stdout)
    lines = [f'#include "{header}"']
    for index, function in enumerate(model["functions"]):
        lines.append(f"__typeof__(&{function['name']}) bench_function_{index};")
    typedefs = set(re.findall(r"\b(\w+)\s*;", header.read_text(errors="replace")))
    for index, record in enumerate(model["records"]):
        if record.get("layouts") and record["name"] in typedefs:
            lines.append(f"{record['name']} *bench_record_{index};")
    path = work / f"{header.stem}.c"
    path.write_text("\n".join(lines) + "\n")
    return path


def compare(arguments, header: Path, targets: list[str], title: str) -> None:
    if not header.exists():
        print(f"\n{header.name}: not installed, left out")
        return
    work = arguments.work / f"{header.stem}{'_native' if targets else ''}"
    work.mkdir(parents=True)
    lock = str(work / "lock.json")
    ours = [arguments.ffigen, "check", str(header), "--lock", lock, *targets]
    subprocess.run([arguments.ffigen, "lock", str(header), "--lock", lock, *targets], check=True, stdout=subprocess.DEVNULL)
    contenders = [Contender(title, ours)]
    reach = {}
    if CLANG:
        contenders.append(Contender("clang -fsyntax-only, 1 target", [CLANG, "-fsyntax-only", f"-I{INCLUDE}", str(header)]))
        reach[contenders[-1].name] = REACH
    if shutil.which("abidiff"):
        source = library_source(arguments.ffigen, header, targets, work)
        build = ["gcc", "-w", "-g", "-Og", "-fno-eliminate-unused-debug-types", "-shared", "-fPIC", f"-I{INCLUDE}", str(source), "-o"]
        old, new = str(work / "old.so"), str(work / "new.so")
        for library in (old, new):
            subprocess.run([*build, library], check=True)
        contenders.append(Contender("abidiff, 1 target, libraries built", ["abidiff", old, new]))
        contenders.append(Contender("gcc -g -shared, one of the libraries", [*build, str(work / "again.so")]))
    race(contenders, arguments.repeat)
    print_table(header.name, contenders, reach)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ffigen", required=True)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--repeat", type=int, default=20)
    arguments = parser.parse_args()
    arguments.ffigen = str(Path(arguments.ffigen).resolve())
    shutil.rmtree(arguments.work, ignore_errors=True)
    arguments.work.mkdir(parents=True)
    if not shutil.which("abidiff"):
        print("abidiff is not installed (Debian: abigail-tools): left out")
    native = ["--target", "native"]
    compare(arguments, ROOT / "contract" / "rt_audio_ffi.h", [], "ffigen check, 13 targets")
    compare(arguments, ROOT / "contract" / "rt_audio_ffi.h", native, "ffigen check, 1 target")
    for header in ("sqlite3.h", "vulkan/vulkan_core.h"):
        compare(arguments, Path("/usr/include") / header, native, "ffigen check, 1 target")
    return 0


if __name__ == "__main__":
    sys.exit(main())
