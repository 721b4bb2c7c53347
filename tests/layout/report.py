"""docs/conformance.md: construct × language × target, made from what the suite has just seen."""

import json
import re
from collections import defaultdict
from pathlib import Path

from model import Model

EXACT, DIFFERS, DIAGNOSED, NOT_THERE, NO_COMPILER, WRONG = "=", "~", "d", ".", "-", "X"
# The worst of several cells stands for all.
ORDER = [WRONG, DIFFERS, DIAGNOSED, EXACT, NOT_THERE, NO_COMPILER]
COLUMNS = ["gcc", "clang", "Rust", "Go", "Python"]
# Counted by tests/headers/, which needs others' sources and packages.
COUNTS = [Path(__file__).resolve().parents[1] / "headers" / f"{what}_counts.md" for what in ("foreign", "suites")]

INTRODUCTION = """# Conformance

Made by `./dev update conformance`; a test keeps it fresh. Each construct of
[tests/layout/cases](../tests/layout/cases) is compared with what compilers and the emitted packages make of it.

A cell has one sign for each target, in this order:

{targets}

| sign | meaning |
|---|---|
| `=` | exact: size, alignment, every offset, every bit of every bit-field, type, value |
| `~` | this compiler is known to differ from clang, whose layout the model has; `ffigen verify` warns (listed below) |
| `d` | the language cannot express it; a diagnostic says so, and what to write instead (listed below) |
| `.` | the construct does not exist on this target, or this compiler does not have it |
| `-` | no such compiler or language for this target |

How a cell is checked:

- **gcc, clang**: a probe of constant expressions, compiled for the target and read back from the object file. gcc is
  Debian's, native and cross, and mingw-w64's; clang is given every target. On targets whose programs run here (native,
  qemu-user, wine) each bit-field is also written and read at the ends of its range.
- **Rust**: for every target the crate is compiled with its assertions; on this machine a program asks sizes,
  alignments, offsets and constants, and writes and reads every scalar and bit-field over zeros and over ones.
- **Go**: the same, without a C compiler on the other platforms.
- Rust's and Go's programs are also built for the big-endian target and run under qemu-user, with the same answers
  wanted; `--full` does so for every target of Linux.
- **Python**: on this machine as Rust; elsewhere the table that the package checks itself against on import.
- **Calls** (calls.h): on this machine every function is called, by value and by pointer, with callbacks that take and
  return structs, with variable arguments, over every calling convention; what C answers is compared. Elsewhere the
  declarations are compiled (Rust) or read.

The bytes after each write are compared with the model's, and so is what gcc's and clang's code writes: all languages
give the same bytes, so what one writes every other reads.
"""


class Report:
    def __init__(self, targets: list[str]):
        self.targets = targets
        self.titles: dict[str, list[str]] = {}  # header → entities in order
        self.cells: dict[tuple[str, str, str], str] = {}  # entity, column, target → sign
        self.differences: list[str] = []
        self.diagnosed: list[str] = []
        self.missing: list[str] = []  # what was not asked, since it is not installed

    def save(self, path: Path) -> None:
        """What is filled in, for another process to merge."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"cells": [[*place, sign] for place, sign in self.cells.items()],
                                    "differences": self.differences, "diagnosed": self.diagnosed, "missing": self.missing}))

    def merge(self, path: Path) -> None:
        piece = json.loads(path.read_text())
        for entity, column, target, sign in piece["cells"]:
            self.set(entity, column, target, sign)
        self.differences += piece["differences"]
        self.diagnosed += piece["diagnosed"]
        self.missing += piece["missing"]

    def add_entities(self, header: str, model: Model) -> None:
        names = [name for name in model.records if model.records[name]["complete"] and
                 not model.records[name].get("anonymous")]
        names += [name for name, entry in model.enums.items() if not entry.get("anonymous")]
        names += list(model.constants)
        names += [entry["name"] for listing in ("functions", "variables") for entry in model.document[listing]]
        self.titles[header] = names

    def set(self, entity: str, column: str, target: str, sign: str) -> None:
        key = (entity, column, target)
        before = self.cells.get(key)
        if before is None or ORDER.index(sign) < ORDER.index(before):
            self.cells[key] = sign

    def rows(self, header: str) -> list[tuple[str, list[str]]]:
        """Entities that differ by a trailing number alone share a row."""
        groups: dict[str, list[str]] = defaultdict(list)
        for name in self.titles[header]:
            groups[re.sub(r"(?<=[a-z])\d+$", "N", name) if header == "calls.h" else name].append(name)
        result = []
        for name, members in groups.items():
            cells = []
            for column in COLUMNS:
                signs = ""
                for target in self.targets:
                    found = [self.cells.get((member, column, target), NO_COMPILER) for member in members]
                    signs += min(found, key=ORDER.index)
                cells.append(signs)
            result.append((name if len(members) > 1 else members[0], cells))
        return result

    def text(self) -> str:
        parts = [INTRODUCTION.format(targets="\n".join(f"{i}. `{t}`" for i, t in enumerate(self.targets, 1)))]
        signs = "".join(row for header in self.titles for _, cells in self.rows(header) for row in cells)
        parts.append(f"{len(signs):,} cells, {signs.count(EXACT):,} of them exact, "
                     f"{'**some wrong**' if WRONG in signs else 'none wrong'}.\n")
        for header in self.titles:
            parts.append(f"\n## {header}\n\n| construct | {' | '.join(COLUMNS)} |\n|---|{'---|' * len(COLUMNS)}\n")
            parts += [f"| `{name}` | {' | '.join(f'`{cell}`' for cell in cells)} |\n" for name, cells in self.rows(header)]
        parts.append("\n## Diagnosed\n\n| language | diagnostic | what to write instead |\n|---|---|---|\n")
        parts += [line + "\n" for line in self.diagnosed]
        parts.append("\n## Known differences\n\n| compiler | target | construct | what | why |\n|---|---|---|---|---|\n")
        parts += [line + "\n" for line in self.differences]
        parts += [counts.read_text(encoding="utf-8") for counts in COUNTS if counts.exists()]
        return "".join(parts)

    def blanks(self) -> list[str]:
        return [f"{entity} {column} {target}" for (entity, column, target), sign in self.cells.items() if not sign.strip()]


def write_report(report: Report, path: Path, update: bool) -> list[str]:
    """Writes the report or compares it with the one that is there; returns what is wrong."""
    text = report.text()
    if update:
        path.write_text(text)
        return []
    if not path.exists() or path.read_text() != text:
        return [f"{path.name} is stale: ./dev update conformance"]
    return []
