#!/usr/bin/env python3
"""Who notices what: ffigen beside abidiff, pahole and abi-compliance-checker, over the fixtures of the
drift rules.

  detection.py FFIGEN [RULE...]

Each fixture's old.h and new.h are compiled into a shared library with debug information, whose
functions are defined from the header's declarations; the tools compare the two libraries, ffigen the
two headers. A rule counts for a tool when it says that something changed. Rules that need no library
to show (annotations, targets) are in the table as well: there the others have nothing to see.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests/drift/rules"
INCLUDE = ROOT / "generator/include"


def run(*command: str, cwd: Path | None = None) -> tuple[int, str]:
    result = subprocess.run(command, cwd=cwd, capture_output=True, text=True, errors="replace", timeout=120)
    return result.returncode, result.stdout + result.stderr


def library(header: Path, work: Path) -> Path | None:
    """A library whose debug information has all of the header's types, and its functions defined."""
    text = header.read_text()
    source = [f'#include "{header}"']
    records = re.findall(r"^\s*(?:typedef\s+)?(struct|union|enum)\s+(?:FFI_\w+(?:\([^)]*\))?\s+|__attribute__\(\([^;{]*?\)\)\s+)*(\w+)\s*\{", text, re.M)
    for number, (kind, name) in enumerate(records):
        source.append(f"{kind} {name} ffigen_bench_{number};")
    callbacks = re.findall(r"^typedef\s+[^{};()]*\((?:\w+\s+)?\*(\w+)\)\s*\([^;{}]*\);", text, re.M)
    for number, name in enumerate(callbacks + re.findall(r"^typedef\s+[^{};()]*?(\w+)(?:\[\w+\])*;", text, re.M)):
        source.append(f"extern {name} *ffigen_bench_t{number}; {name} *ffigen_bench_t{number};")
    plain = re.sub(r"/\*.*?\*/|//[^\n]*", "", text, flags=re.S)
    plain = re.sub(r"^#.*$", "", plain, flags=re.M)
    for declaration in re.findall(r"(?:^|(?<=[;}]))\s*((?:const\s+)?(?:enum\s+|struct\s+)?\w+[\s*]+\w+\s*\((?:[^(){};]|\([^()]*\))*\))\s*[^;{}]*;", plain):
        if "typedef" in declaration or declaration.strip().startswith("FFI_"):
            continue
        void = re.match(r"\s*void\s+\w", declaration)  # gcc takes parameters without names
        body = " { }" if void else " { __builtin_trap(); }"
        source.append(declaration + body)
    for name in re.findall(r"^extern\s+[^;]*?(\w+);", text, re.M):
        declaration = re.search(rf"^extern\s+([^;]*?\b{name});", text, re.M)[1]
        source.append(f"{declaration} = {{0}};" if "[" in declaration else f"{declaration} = 0;")
    path = work / f"{header.stem}.c"
    path.write_text("\n".join(source) + "\n")
    built = work / f"lib{header.stem}.so"
    status, output = run("gcc", "-w", "-g", "-Og", "-fno-eliminate-unused-debug-types", "-shared", "-fPIC", f"-I{INCLUDE}", "-o", str(built), str(path))
    return built if status == 0 else None


def pahole(old: Path, new: Path) -> bool:
    def layouts(path: Path) -> str:
        # Only what it prints about types: a message about a file without any names the file.
        result = subprocess.run(["pahole", str(path)], capture_output=True, text=True, timeout=120)
        return result.stdout if result.returncode == 0 else ""
    return layouts(old) != layouts(new)


def compliance(old: Path, new: Path, work: Path) -> bool:
    dumps = []
    for version, path in (("1", old), ("2", new)):
        dump = work / f"{version}.dump"
        if run("abi-dumper", str(path), "-o", str(dump), "-lver", version)[0] != 0 or not dump.exists():
            return False
        dumps.append(str(dump))
    report = work / "report.html"
    status, _ = run("abi-compliance-checker", "-l", "x", "-old", dumps[0], "-new", dumps[1], "-report-path", str(report), cwd=work)
    if not report.exists():
        return status == 1
    # It counts what was added apart from what broke; either is noticing.
    text = report.read_text(errors="replace")
    counts = [int(n) for n in re.findall(r"(?:added|removed|type_problems_\w+|interface_problems_\w+|changed_constants):(\d+)", text)]
    return any(counts)


# Whether a tool notices the change from one library to the other.
TOOLS = {
    "abidiff": lambda old, new, work: run("abidiff", "--harmless", str(old), str(new))[0] & 12 != 0,
    "pahole": lambda old, new, work: pahole(old, new),
    "abi-compliance-checker": compliance,
}


def own_report(ffigen: str, fixture: Path, work: Path) -> str:
    old, new, options = fixture / "old.h", fixture / "new.h", fixture / "options"
    targets = dict(line.split() for line in options.read_text().splitlines()) if options.exists() else {}
    if "old_targets" not in targets:
        return run(ffigen, "diff", "--show-safe", str(old), str(new))[1]
    run(ffigen, "lock", str(old), "--target", targets["old_targets"], "--lock", str(work / "old.json"))
    return run(ffigen, "diff", "--show-safe", str(work / "old.json"), str(new), "--target", targets["targets"])[1]


def main() -> int:
    ffigen, wanted = sys.argv[1], sys.argv[2:]
    tools = [tool for tool in TOOLS if shutil.which(tool)]
    for tool in TOOLS.keys() - tools:
        print(f"{tool} is not installed (Debian: abigail-tools, dwarves, abi-compliance-checker, abi-dumper): left out")
    columns = ["ffigen", *tools]
    print(f"{'rule':<6}" + "".join(f"{column:>24}" for column in columns))
    seen, comparable, uncompiled = dict.fromkeys(columns, 0), 0, []
    fixtures = [directory for directory in sorted(FIXTURES.iterdir()) if not wanted or directory.name in wanted]
    for directory in fixtures:
        with tempfile.TemporaryDirectory() as scratch:
            work = Path(scratch)
            found = {"ffigen": f"[{directory.name}]" in own_report(ffigen, directory, work)}
            libraries = library(directory / "old.h", work), library(directory / "new.h", work)
            if all(libraries):
                comparable += 1
                found |= {tool: TOOLS[tool](*libraries, work) for tool in tools}
            else:
                uncompiled.append(directory.name)
        for column in columns:
            seen[column] += found.get(column, False)
        said = {True: "yes", False: "-", None: "not compiled"}
        print(f"{directory.name:<6}" + "".join(f"{said[found.get(column)]:>24}" for column in columns))
    total = len(fixtures)
    print(f"{'all':<6}" + "".join(f"{f'{seen[c]} of {total if c == columns[0] else comparable}':>24}" for c in columns))
    if uncompiled:
        print(f"without libraries to compare: {', '.join(uncompiled)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
