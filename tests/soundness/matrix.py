#!/usr/bin/env python3
"""The matrix: headers with every role, type, count and class of object, in every language.

  matrix.py …                    a covering array: every two values of two axes meet
  matrix.py … --cells 2000       as many cells, chosen by --seed
  matrix.py … rust python        in some languages

What ffigen accepts must compile, and please its language's lints and formatter. Of each kind of failure the
smallest header is kept in the working directory, and named.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "matrix"))

from calls import CALLED, call_all  # noqa: E402
from cells import covering, sample  # noqa: E402
from checks import LANGUAGES, compile_library, message_of, said  # noqa: E402
from header import Function, texts  # noqa: E402
from library import attempt  # noqa: E402

SIZE = 170  # functions in a header


@dataclass
class Failure:
    language: str
    check: str
    message: str
    function: Function
    output: str


class Matrix:
    def __init__(self, options) -> None:
        self.options = options
        self.work = options.work / "matrix"
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        self.failures: list[Failure] = []
        self.tried = 0

    def write(self, name: str, functions: list[Function]) -> Path:
        header, source = texts(name, functions)
        (self.work / f"{name}.h").write_text(header)
        (self.work / f"{name}.c").write_text(source)
        return self.work / f"{name}.h"

    def emit(self, name: str, functions: list[Function], language: str) -> tuple[Path, str]:
        """The package, or what ffigen says against the header."""
        header = self.write(name, functions)
        package = self.work / name / language
        shutil.rmtree(package, ignore_errors=True)
        code, output = attempt(self.options.ffigen, header, "--target", "native", "--lang", language, "-o", package, timeout=120)
        return package, said(code, output)

    def wrong(self, name: str, functions: list[Function], language, check) -> str:
        """What is wrong with a package of these, up to and with this check."""
        package, refused = self.emit(name, functions, language.name)
        return refused if refused or check is None else check(package)

    # ---- who it is -------------------------------------------------------------------------------------

    def culprits(self, name: str, functions: list[Function], language, check, output: str) -> list[tuple[Function, str]]:
        """Functions that are wrong: those that complaints name, one of each kind tried alone, else by halves."""
        groups: dict[str, list[Function]] = defaultdict(list)
        complaint = ""
        for line in output.splitlines():
            if re.search(r"error|undefined|:\d+:\d+:|Would reformat|^\S+\.go", line):
                complaint = message_of(line)
            for function in functions:
                if complaint and re.search(rf"(?i){function.name[3:].replace('_', '_?')}(?!\d)", line):
                    groups[complaint].append(function)
        found: dict[str, tuple[Function, str]] = {}
        for members in groups.values():
            if alone := self.wrong(f"{name}_one", members[:1], language, check):
                found |= {function.name: (function, alone) for function in members}
        return list(found.values()) or self.halves(name, functions, language, check)

    def halves(self, name: str, functions: list[Function], language, check) -> list[tuple[Function, str]]:
        output = self.wrong(f"{name}_one", functions, language, check)
        if not output:
            return []
        if len(functions) == 1:
            return [(functions[0], output)]
        middle = len(functions) // 2
        # One is enough: what is left is asked again.
        return self.halves(name, functions[:middle], language, check) or self.halves(name, functions[middle:], language, check)

    def sift(self, name: str, functions: list[Function], language) -> list[Function]:
        """The functions that are well; all others are failures."""
        left = list(functions)
        for title, check in [("ffigen", None), *language.checks]:
            while left and (output := self.wrong(name, left, language, check)):
                if title == "ffigen" and (lines := [int(line) for line in re.findall(rf"^{re.escape(name)}\.h:(\d+):", output, re.M)
                                                    or re.findall(rf"{re.escape(name)}\.h:(\d+):\d+: error", output)]):
                    found = self.at_lines(name, left, lines, output)
                else:
                    found = self.culprits(name, left, language, check, output)
                if not found:
                    self.failures.append(Failure(language.name, title, "together only: " + message_of(output), left[0], output))
                    break
                for function, alone in found:
                    self.failures.append(Failure(language.name, title, message_of(alone), function, alone))
                    left.remove(function)
        return left

    def at_lines(self, name: str, functions: list[Function], lines: list[int], output: str) -> list[tuple[Function, str]]:
        """Functions that ffigen's errors point to."""
        text = (self.work / f"{name}.h").read_text().splitlines()
        found = []
        for function in functions:
            numbers = [i + 1 for i, line in enumerate(text) if re.search(rf"\b{function.name}\b|\bmx_call{function.name[3:].replace('_', '')}\b", line)]
            if set(numbers) & set(lines):
                mine = next(line for line in output.splitlines() if any(f".h:{number}:" in line for number in numbers))
                found.append((function, mine))
        return found

    # ---- all of it ---------------------------------------------------------------------------------------

    def run(self) -> int:
        options = self.options
        cells = sample(options.seed, options.cells) if options.cells else covering(options.seed)
        functions = [Function(cell, number) for number, cell in enumerate(cells)]
        for start in range(0, len(functions), SIZE):
            name = f"mx{start // SIZE}"
            some = functions[start:start + SIZE]
            self.write(name, some)
            for kind, flags in (("", []), ("_asan", ["-fsanitize=address,undefined"])):
                library = self.work / f"lib{name}{kind}.so"
                if complaint := compile_library(options.cc, self.work / f"{name}.c", library, *flags):
                    raise SystemExit(f"the matrix itself is wrong:\n{complaint}")
            for language in (LANGUAGES[language](options, self.work) for language in options.languages or LANGUAGES):
                shutil.copy(self.work / f"lib{name}.so", self.work / f"lib{name}_one.so")
                well = self.sift(name, some, language)
                self.tried += len(some)
                print(f"{language.name} {name}: {len(well)} of {len(some)} cells are well", flush=True)
                for failure in self.failures:
                    if failure.function in some and failure.language == language.name:
                        print(f"    {failure.check}: {failure.message}\n        {failure.function.cell}", flush=True)
                if language.name in CALLED and well:
                    for function, complaint in call_all(self, name, well, language.name):
                        self.failures.append(Failure(language.name, "values", message_of(complaint), function, complaint))
        return self.report()

    def report(self) -> int:
        kinds: dict[tuple[str, str, str], list[Failure]] = defaultdict(list)
        for failure in self.failures:
            kinds[failure.language, failure.check, failure.message].append(failure)
        (self.work / "failures").mkdir()
        for number, (kind, failures) in enumerate(sorted(kinds.items(), key=lambda item: -len(item[1]))):
            smallest = min(failures, key=lambda failure: len(failure.function.declaration()))
            header, source = texts(f"failure{number}", [smallest.function])
            (self.work / "failures" / f"failure{number}.h").write_text(header)
            (self.work / "failures" / f"failure{number}.c").write_text(source)
            (self.work / "failures" / f"failure{number}.txt").write_text("\n".join(map(str, kind)) + "\n\n" + smallest.output)
            print(f"{len(failures):4} x {kind[0]} {kind[1]}: {kind[2]}\n       failure{number}.h: {smallest.function.cell}")
        print(f"{self.tried - len(self.failures)} of {self.tried} cells are well, {len(kinds)} kinds of failure")
        return 1 if self.failures else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ffigen", type=lambda path: Path(path).resolve(), required=True)
    parser.add_argument("--cc", default="cc")
    parser.add_argument("--cargo", default="cargo")
    parser.add_argument("--go", default="go")
    parser.add_argument("--work", type=lambda path: Path(path).resolve(), required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cells", type=int, default=4000 if os.environ.get("FFIGEN_FULL") else 0)
    parser.add_argument("languages", nargs="*", choices=[*LANGUAGES, []])
    return Matrix(parser.parse_args()).run()


if __name__ == "__main__":
    sys.exit(main())
