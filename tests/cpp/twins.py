"""Every change to a field on either side of the contract breaks the build, and the message names it.

The generated assertions stay as they are; copies of the contract header and of the runtime's types are
changed one field at a time and compiled against them.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONTRACT = ROOT / "contract/rt_audio_ffi.h"
TYPES = ROOT / "runtime/include/rt/types.hpp"
ERRORS = ROOT / "runtime/include/rt/error.hpp"

# A field as both files write it: the type, the name, the array bound.
FIELD = re.compile(r"(?P<type>(?:std::)?u?int(?:32|64)_t|float|char|(?:rt_ffi_)?[a-z_]+_level)"
                   r" (?P<name>[a-z_0-9]+)(?P<array>\[[A-Za-z_]+\]|\[\d+\])?;")
OTHER_SIGN = {"uint32_t": "int32_t", "int32_t": "uint32_t", "uint64_t": "int64_t", "float": "int32_t", "char": "uint8_t"}


@dataclass(frozen=True)
class Change:
    label: str
    file: Path
    text: str
    name: str  # must be in the compiler's message


def records(text: str):
    """(name, start, end) of each struct body."""
    for match in re.finditer(r"^(?:typedef )?struct [^;{]*?(\w+) \{\n(.*?)^\}", text, re.M | re.S):
        yield match.group(1), match.start(2), match.end(2)


def changed_type(match: re.Match) -> list[str]:
    """The field with the same size but another meaning, and with another size."""
    prefix, plain = re.match(r"(std::)?(.*)", match["type"]).groups()
    rest = f" {match['name']}{match['array'] or ''};"
    narrow = {"char": "uint16_t", "uint64_t": "uint32_t"}.get(plain, "uint64_t")
    result = [f"{prefix or ''}{narrow}{rest}"]
    other = OTHER_SIGN.get(plain, "float")
    return [f"{prefix or ''}{other}{rest}".replace("std::float", "float"), *result]


def field_changes(file: Path):
    text = file.read_text()
    for record, start, end in records(text):
        fields = list(FIELD.finditer(text, start, end))
        if not fields:
            continue
        for i, match in enumerate(fields):
            def put(new: str) -> str:
                return text[:match.start()] + new + text[match.end():]

            where = f"{file.name}: {record}.{match['name']}"
            for new in changed_type(match):
                yield Change(f"{where} → {new}", file, put(new), match["name"])
            yield Change(f"{where} renamed", file, put(match[0].replace(f" {match['name']}", f" {match['name']}_x")), match["name"])
            yield Change(f"{where} removed", file, put(""), match["name"])
            # What moves is the first field behind the new one that has no padding to hide it.
            yield Change(f"{where}: another in front", file, put(f"char inserted[16]; {match[0]}"), match["name"])
            if match["array"]:
                longer = match[0].replace("[", "[1 + ")
                yield Change(f"{where} longer", file, put(longer), match["name"])


def missed_fields(generated: Path) -> list[str]:
    """Fields that are asserted but that no change above would touch."""
    asserted = re.findall(r"FFIGEN_TWIN_FIELD\((\w+),\s+rt::(\w+),\s+(\w+)\)", (generated / "rt_audio_cxx.hpp").read_text())
    missed = []
    for file, side in ((CONTRACT, 0), (TYPES, 1)):
        text = file.read_text()
        found = {(record, match["name"]) for record, start, end in records(text) for match in FIELD.finditer(text, start, end)}
        missed += [f"{file.name}: {entry[side]}.{entry[2]}" for entry in asserted if (entry[side], entry[2]) not in found]
    return missed if asserted else ["no field at all"]


def value_changes():
    """Enumerators and constants of the C++ side."""
    for file in (TYPES, ERRORS):
        text = file.read_text()
        for match in re.finditer(r"^ +(\w+) = (\d+),$", text, re.M):
            yield Change(f"{file.name}: {match[1]} = 77", file, text[:match.start(2)] + "77" + text[match.end(2):], match[1])
    text = TYPES.read_text()
    for match in re.finditer(r"^inline constexpr std::\w+ (\w+) = (-?\d+);", text, re.M):
        yield Change(f"types.hpp: {match[1]} = 5", TYPES, text[:match.start(2)] + "5" + text[match.end(2):], match[1])


def property_changes():
    """What no single field shows."""
    text = TYPES.read_text()
    for name in ("audio_block", "service_info"):
        body = text.index("{", text.index(f"struct {name} "))
        yield Change(f"{name} gets a destructor", TYPES, f"{text[:body + 1]}\n    ~{name}() {{}}{text[body + 1:]}", name)
        yield Change(f"{name} gets a virtual function", TYPES, f"{text[:body + 1]}\n    virtual void f() {{}}{text[body + 1:]}", name)
        yield Change(f"{name} is aligned further", TYPES, text.replace(f"struct {name} {{", f"struct alignas(64) {name} {{"), name)


def compile_with(compiler: str, generated: Path, file: Path | None, text: str) -> tuple[int, str]:
    """Compiles the assertions with one file replaced by `text`."""
    with tempfile.TemporaryDirectory() as directory:
        overlay = Path(directory)
        if file is not None:
            copy = overlay / ("rt" if file.parent.name == "rt" else ".") / file.name
            copy.parent.mkdir(exist_ok=True)
            copy.write_text(text)
        source = overlay / "all.cpp"
        source.write_text('#include "rt_audio_cxx.hpp"\n')
        includes = [overlay, CONTRACT.parent, ROOT / "runtime/include", ROOT / "generator/include", generated]
        result = subprocess.run([compiler, "-std=c++20", "-Wall", "-Wextra", "-Werror", "-fsyntax-only",
                                 *(f"-I{include}" for include in includes), str(source)],
                                capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})
        return result.returncode, result.stderr


def fault(compiler: str, generated: Path, change: Change) -> str | None:
    status, messages = compile_with(compiler, generated, change.file, change.text)
    if status == 0:
        return f"{change.label}: compiles"
    named = any(change.name in line for line in messages.splitlines() if "error:" in line)
    return None if named else f"{change.label}: no message names '{change.name}'\n{messages[:1500]}"


def one_of_each(changes: list[Change]) -> list[Change]:
    """One change to each name of each file, another one for each in turn; with --full all of them are tried."""
    by_name: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        by_name.setdefault((change.file.name, change.label.split(" ")[1].split(".")[0] + change.name), []).append(change)
    return [group[turn % len(group)] for turn, group in enumerate(by_name.values())]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--generated", type=Path, default=ROOT / "generated/cpp")
    options = parser.parse_args()
    status, messages = compile_with(options.compiler, options.generated, None, "")
    if status:
        print(f"the unchanged contract does not compile:\n{messages}")
        return 1
    if missed := missed_fields(options.generated):
        print("not tried:", *missed, sep="\n")
        return 1
    every = [*field_changes(TYPES), *field_changes(CONTRACT), *value_changes(), *property_changes()]
    changes = every if os.environ.get("FFIGEN_FULL") else one_of_each(every)
    seen = {(c.file.name, c.name) for c in changes}
    with ThreadPoolExecutor(2) as pool:
        faults = [f for f in pool.map(lambda c: fault(options.compiler, options.generated, c), changes) if f]
    for text in faults[:20]:
        print(text)
    print(f"{len(changes)} changes to {len(seen)} names: {len(faults)} went unnoticed or unnamed")
    return 1 if faults or len(every) < 250 or len(seen) < 60 else 0


if __name__ == "__main__":
    sys.exit(main())
