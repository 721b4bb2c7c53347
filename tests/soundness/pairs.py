#!/usr/bin/env python3
"""Pairs of words: each two that may stand in the places of small C shapes, from ffigen's own table.

  pairs.py …                      a part, chosen by --seed: each word alone, and some pairs
  pairs.py … --all                every pair (10 minutes of asking)
  pairs.py … --builds 400 rust    so many of what is accepted are built, in these languages
  pairs.py … --shapes 'closure'   shapes whose names match

ffigen refuses a pair with an error that names its place and a remedy, or emits packages that compile and please
their language's lints and formatter.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "pairs"), str(HERE / "matrix")]

from cells import Cell, all_cells, ask, write, write_library  # noqa: E402
from checks import LANGUAGES, message_of, said  # noqa: E402
from library import attempt  # noqa: E402
from places import shapes  # noqa: E402
from vocabulary import vocabulary  # noqa: E402

ASKED = 250  # cells in a header that is described
BUILT = 100  # cells in a header that is built


class Pairs:
    def __init__(self, options) -> None:
        self.options = options
        self.work = options.work / "pairs"
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        self.random = random.Random(options.seed)
        self.wrong: list[str] = []

    # ---- what ffigen says ------------------------------------------------------------------------------

    def chosen(self) -> list[Cell]:
        chosen = [
            shape for shape in shapes() if re.search(self.options.shapes, shape.name)
        ]
        cells = all_cells(chosen, vocabulary(self.options.ffigen))
        if self.options.all:
            return cells
        pairs = [cell for cell in cells if len(cell.words) == 2]
        some = self.random.sample(pairs, min(self.options.pairs, len(pairs)))
        return [cell for cell in cells if len(cell.words) < 2] + some

    def ask_all(self, cells: list[Cell]) -> None:
        parts = [cells[start : start + ASKED] for start in range(0, len(cells), ASKED)]

        def one(number: int) -> list[str]:
            return ask(self.options.ffigen, self.work, f"asked{number}", parts[number])

        with ThreadPoolExecutor(2) as pool:
            for wrong in pool.map(one, range(len(parts))):
                self.wrong += wrong
        for path in self.work.glob("asked*.h"):
            path.unlink()

    def worth_building(self, cells: list[Cell]) -> list[Cell]:
        """One of each that ffigen tells apart."""
        kinds: dict[str, Cell] = {}
        for cell in cells:
            if not cell.refused and cell.means:
                kinds.setdefault(cell.key, cell)
        found = list(kinds.values())
        print(
            f"{len(cells)} cells, {sum(not cell.refused for cell in cells)} accepted, {len(found)} kinds",
            flush=True,
        )
        if self.options.builds and len(found) > self.options.builds:
            found = self.random.sample(found, self.options.builds)
        return found

    # ---- what is built ---------------------------------------------------------------------------------

    def emit(self, name: str, cells: list[Cell], language: str) -> tuple[Path, str]:
        header = write(self.work, name, cells)
        if language == "python":
            write_library(self.work, name, self.options.cc)
        package = self.work / name / language
        shutil.rmtree(package, ignore_errors=True)
        code, output = attempt(
            self.options.ffigen,
            header,
            "--target",
            "native",
            "--lang",
            language,
            "-o",
            package,
            timeout=120,
        )
        return package, said(code, output)

    def complaint(self, name: str, cells: list[Cell], language, check) -> str:
        package, refused = self.emit(name, cells, language.name)
        return refused or check(package)

    def culprit(
        self, name: str, cells: list[Cell], language, check, output: str
    ) -> list[Cell]:
        """The smallest part that is wrong: what the complaint names, else by halves."""
        named = {
            int(number)
            for number in re.findall(
                r"(?i)(?:ps_?)?\bc(\d+)|(?<=[a-z_])c(\d+)_", output
            )
            for number in number
            if number
        }
        suspects = [cell for cell in cells if cell.number in named][:1]
        if len(cells) == 1:
            return cells
        if suspects and self.complaint(f"{name}_one", suspects, language, check):
            return suspects
        middle = len(cells) // 2
        for half in (cells[:middle], cells[middle:]):
            if again := self.complaint(f"{name}_one", half, language, check):
                return self.culprit(name, half, language, check, again)
        return []  # they are wrong together only

    def build(self, name: str, cells: list[Cell], language) -> None:
        left = list(cells)
        for title, check in language.checks:
            while left and (output := self.complaint(name, left, language, check)):
                found = self.culprit(name, left, language, check, output)
                told = (
                    self.complaint(f"{name}_one", found, language, check)
                    if found
                    else output
                )
                of = (
                    found[0].title + "\n" + found[0].text()
                    if found
                    else "together only"
                )
                self.wrong.append(
                    f"{language.name} {title}: {message_of(told)}\n    {of}"
                )
                print(self.wrong[-1], flush=True)
                if not found or len(self.wrong) >= self.options.most:
                    return
                left = [cell for cell in left if cell not in found]
        print(
            f"{language.name} {name}: {len(left)} of {len(cells)} are well", flush=True
        )

    def run(self) -> int:
        cells = self.chosen()
        self.ask_all(cells)
        for wrong in self.wrong:
            print(wrong)
        found = self.worth_building(cells)
        for language in self.options.languages:
            for start in range(0, len(found), BUILT):
                if len(self.wrong) < self.options.most:
                    name = f"ps{start // BUILT}"
                    self.build(
                        name,
                        found[start : start + BUILT],
                        LANGUAGES[language](self.options, self.work),
                    )
                    shutil.rmtree(self.work / name / language, ignore_errors=True)
        print(f"{len(self.wrong)} wrong")
        return 1 if self.wrong else 0


def main() -> int:
    full = bool(os.environ.get("FFIGEN_FULL"))
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--ffigen", type=lambda path: Path(path).resolve(), required=True
    )
    parser.add_argument("--cc", default="cc")
    parser.add_argument("--cargo", default="cargo")
    parser.add_argument("--go", default="go")
    parser.add_argument("--work", type=lambda path: Path(path).resolve(), required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", action="store_true", default=full)
    parser.add_argument(
        "--pairs", type=int, default=4000, help="pairs to ask about without --all"
    )
    parser.add_argument(
        "--builds", type=int, default=2000 if full else 40, help="cells to build"
    )
    parser.add_argument(
        "--most", type=int, default=20, help="stop after so many that are wrong"
    )
    parser.add_argument("--shapes", default="", help="only shapes whose names match")
    parser.add_argument(
        "--have",
        nargs="*",
        default=[*LANGUAGES],
        help="languages that can be built here",
    )
    parser.add_argument("languages", nargs="*", choices=[*LANGUAGES, []])
    options = parser.parse_args()
    # cgo asks the C compiler about every name: minutes.
    options.languages = options.languages or [
        each for each in options.have if full or each != "go"
    ]
    return Pairs(options).run()


if __name__ == "__main__":
    sys.exit(main())
