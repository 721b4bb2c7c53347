"""A shape with a word or two in its places, and what ffigen makes of many of them at once."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from library import INCLUDE, Failed, attempt, run
from places import PLACES, PRELUDE, Shape
from vocabulary import Word


@dataclass
class Cell:
    shape: Shape
    words: tuple[tuple[str, Word], ...]  # the place, and what stands there
    number: int
    refused: str = ""
    means: str = ""  # what `describe` tells of it, under a name that all cells have
    plan: str = ""
    lines: range = field(default_factory=lambda: range(0))

    @property
    def prefix(self) -> str:
        return (
            f"ps_c{self.number:06}"  # as wide, so that every order of names is the same
        )

    @property
    def title(self) -> str:
        return f"{self.shape.name}: " + " ".join(
            f"{place} {word.text}" for place, word in self.words
        )

    def text(self) -> str:
        text = self.shape.text
        for place in PLACES:
            text = text.replace(
                place, " ".join(word.text for at, word in self.words if at == place)
            )
        return re.sub(r"\bX_(?=\w)", f"{self.prefix}_", text)

    @property
    def key(self) -> str:
        """Cells of one key are built alike, so that one of them is enough."""
        return f"{self.shape.text}\n{self.means}\n{self.plan}"


def all_cells(shapes: list[Shape], places: dict[str, list[Word]]) -> list[Cell]:
    """Nothing, each word, and each two."""
    cells = []
    for shape in shapes:
        words = [
            (place, word) for place in shape.places for word in places[PLACES[place]]
        ]
        for some in itertools.chain(
            [()], ((each,) for each in words), itertools.combinations(words, 2)
        ):
            if (
                len(some) == 2
                and some[0][0] == some[1][0]
                and some[0][1].name == some[1][1].name
            ):
                continue
            cells.append(Cell(shape, some, len(cells)))
    return cells


def write(directory: Path, name: str, cells: list[Cell]) -> Path:
    lines = (PRELUDE % {"name": name}).splitlines()
    for cell in cells:
        text = [f"/* {cell.title} */", *cell.text().rstrip().splitlines()]
        cell.lines = range(len(lines) + 1, len(lines) + len(text) + 1)
        lines += text
    path = directory / f"{name}.h"
    path.write_text("\n".join([*lines, "#endif", ""]))
    return path


def write_library(directory: Path, name: str, cc: str) -> None:
    """A library that has the functions, and does nothing."""
    seen = run(cc, "-E", "-P", f"-I{INCLUDE}", directory / f"{name}.h")
    source = [
        f'#include "{name}.h"',
        '#pragma GCC diagnostic ignored "-Wunused-parameter"',
    ]
    flat = " ".join(seen.split())
    for text in re.split(r"(?<=;)", flat[flat.find("ps_last_error") - 20 :]):
        found = re.fullmatch(r"\s*([\w\s*]+?\b(ps_\w+)\(.*\));", text)
        if found and "typedef" not in text and "struct {" not in text:
            source.append(f"{found[1]} {{ __builtin_trap(); }}")
    path = directory / f"{name}.c"
    path.write_text("\n".join(source) + "\n")
    run(
        cc,
        "-std=gnu11",
        "-fPIC",
        "-shared",
        f"-I{INCLUDE}",
        path,
        "-o",
        directory / f"lib{name}.so",
    )


def _told(output: str, kind: str) -> dict[int, str]:
    """What is told of each cell, with its number taken out."""
    parts: dict[int, list[str]] = defaultdict(list)
    number = -1
    for line in output.splitlines():
        if line.startswith(("enum ", "union ")) or re.match(
            r"record \w+, \d+ bytes", line
        ):
            number = -1  # how they are encoded is another matter
        named = re.search(r"ps_c(\d+)_", line) or re.search(r"\bc(\d+)_", line)
        if number < 0 and line.startswith("  "):
            continue
        if named and not (kind == "plan" and line.startswith("  ")):
            number = int(named[1])
        if number >= 0 and not re.match(r"\d+ declaration", line):
            parts[number].append(re.sub(r"\b(ps_)?c\d+_|c\d+(?=\W)", "X_", line))
    return {each: "\n".join(lines) for each, lines in parts.items()}


def ask(ffigen: Path, directory: Path, name: str, cells: list[Cell]) -> list[str]:
    """Fills in what ffigen says to each cell; what went wrong."""
    wrong = []
    left = list(cells)
    while left:
        header = write(directory, name, left)
        code, output = attempt(
            ffigen, "describe", header, "--target", "native", "--plan", timeout=120
        )
        if code == 0:
            break
        refused = _refusals(name, output)
        mine = [cell for cell in left if set(cell.lines) & refused.keys()]
        if code not in (1, 2, 3) or not mine:
            if len(left) == 1:
                wrong.append(f"{left[0].title}\n    ended with {code}: {output[-600:]}")
                return wrong
            middle = len(left) // 2
            return (
                wrong
                + ask(ffigen, directory, name, left[:middle])
                + ask(ffigen, directory, name, left[middle:])
            )
        for cell in mine:
            cell.refused = next(refused[line] for line in cell.lines if line in refused)
            if "fix:" not in cell.refused:
                wrong.append(f"{cell.title}\n    no remedy: {cell.refused}")
            left.remove(cell)
    if left:
        plans = _told(output, "plan")
        meanings = _told(
            run(ffigen, "describe", header, "--target", "native", timeout=120), "means"
        )
        for cell in left:
            cell.plan = plans.get(cell.number, "")
            cell.means = meanings.get(cell.number, "")
    return wrong


def _refusals(name: str, output: str) -> dict[int, str]:
    """The errors, by the line that they point to."""
    refused: dict[int, str] = {}
    line = 0
    for text in output.splitlines():
        if found := re.match(rf"\S*{re.escape(name)}\.h:(\d+):\d+: error: (.*)", text):
            line = int(found[1])
            refused.setdefault(line, found[2])
        elif line and text.strip().startswith("fix:"):
            refused[line] += " " + text.strip()
    return refused


__all__ = ["Cell", "Failed", "all_cells", "ask", "write", "write_library"]
