#!/usr/bin/env python3
"""Random headers that gcc and clang take: ffigen never crashes, and where it ends with 0 every package builds.

    fuzz.py --ffigen PATH --work DIR [--headers N] [--seed N] [--pieces N] [--language LANGUAGE]...

grammar.py makes them. A header that fails is made smaller, piece by piece, and printed with its seed.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import grammar  # noqa: E402
import packages  # noqa: E402

# Names of files, as hard as those within them.
FILES = ["fuzz.h", "type.h", "go.h", "lib.h", "class.h", "a-b.c.h", "9lives.h", "string.h", "größe.h", "import.h", "core.h", "Main.h", "_.h"]
COMPILERS = [["gcc", "-fmax-errors=0"], ["clang-19", "-ferror-limit=0"]]


@dataclass
class Header:
    path: Path
    prologue: str
    pieces: list[str]
    arguments: list[str]
    standard: str

    def write(self, pieces: list[str]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.prologue + "\n".join(pieces) + "\n", encoding="utf-8")

    def lines_refused(self, compiler: list[str]) -> set[int]:
        """Lines with an error. That is where a piece starts, or goes on."""
        command = [*compiler, self.standard, "-w", "-fsyntax-only", "-x", "c", str(self.path)]
        said = subprocess.run(command, capture_output=True, text=True, errors="replace").stderr
        return {int(line) for line in re.findall(rf"^{re.escape(str(self.path))}:(\d+):(?:\d+:)? (?:fatal )?error:", said, re.MULTILINE)}

    def taken(self, pieces: list[str]) -> bool:
        self.write(pieces)
        return not any(self.lines_refused(compiler) for compiler in COMPILERS)

    def drop_refused(self) -> None:
        """What a compiler refuses goes, until none refuses anything."""
        while True:
            self.write(self.pieces)
            refused = set().union(*(self.lines_refused(compiler) for compiler in COMPILERS))
            if not refused:
                return
            kept, line = [], self.prologue.count("\n") + 1
            for piece in self.pieces:
                end = line + piece.count("\n") + 1
                if not any(line <= at < end for at in refused):
                    kept.append(piece)
                line = end
            # An error that is told elsewhere than where it is: the last piece is as good as any.
            self.pieces = kept if len(kept) < len(self.pieces) else self.pieces[:-1]


def make(seed: int, count: int, work: Path) -> Header:
    everywhere, modern = seed % 4 == 3, seed % 8 == 5
    pieces = grammar.Grammar(seed, everywhere, modern).make(count)
    prologue = grammar.PROLOGUE + ("" if everywhere else grammar.VECTOR)
    standard = "-std=gnu2x" if modern else "-std=gnu11"
    arguments = [*([] if everywhere else ["--target", "native"]), *(["--", standard] if modern else [])]
    header = Header(work / f"seed{seed}" / FILES[seed % len(FILES)], prologue, pieces, arguments, standard)
    header.drop_refused()
    return header


def failure(ffigen: Path, header: Header, language: str, work: Path) -> str:
    outcome = packages.try_language(ffigen, header.path, language, work, header.arguments)
    if outcome.crashed:
        return f"ffigen ends with {outcome.status}: {outcome.said[-3000:]}"
    if outcome.status != 0 and "error: [" not in outcome.said:
        return f"ffigen ends with {outcome.status} and does not say why: {outcome.said[-3000:]}"
    if language == "cpp" and outcome.problem and " as c++: " in outcome.problem and not cpp_takes(header):
        return ""
    return outcome.problem


def cpp_takes(header: Header) -> bool:
    """Whether the header is one of C++ too; else only the assertions of C can be."""
    return all(subprocess.run([compiler, "-std=gnu++20", "-w", "-fsyntax-only", "-x", "c++", str(header.path)], capture_output=True).returncode == 0
               for compiler in ("g++", "clang++-19"))


def smaller(header: Header, fails) -> list[str]:
    """Fewer pieces that fail alike: halves, quarters, and so on, then one at a time until nothing more can go."""
    pieces, size = header.pieces, max(1, len(header.pieces) // 2)
    while True:
        at, before = 0, len(pieces)
        while at < len(pieces):
            fewer = pieces[:at] + pieces[at + size:]
            if fewer and header.taken(fewer) and fails():
                pieces = fewer
            else:
                at += size
        if size == 1 and len(pieces) == before:
            return pieces
        size = max(1, size // 2)


def signature(problem: str) -> str:
    """What stays the same while a header shrinks: the compiler's own words, without names and places."""
    found = re.search(r"error(\[\w+\])?:? [^\n]*|\w*Error: [^\n]*|ends with -?\d+|[^\n]*: [^\n]*$", problem)
    text = found[0] if found else problem[:80]
    return re.sub(r"[`'\"‘“][^`'\"’”]*[`'\"’”]|[0-9]+", "", text)[:40]


def try_header(seed: int, options: argparse.Namespace) -> tuple[Counter, list[str]]:
    work = options.work.resolve()
    header = make(seed, options.pieces, work)
    counts, problems = Counter(pieces=len(header.pieces)), []
    for language in options.language:
        place = work / f"seed{seed}" / "out"
        header.write(header.pieces)
        problem = failure(options.ffigen, header, language, place)
        counts[f"{language}: fails" if problem else f"{language}: builds or is refused"] += 1
        if not problem:
            continue
        kind = signature(problem)
        kept = smaller(header, lambda: signature(failure(options.ffigen, header, language, place)) == kind) if options.shrink else header.pieces
        header.write(kept)
        (header.path.parent / f"failed-{language}.h").write_text(header.path.read_text(encoding="utf-8"), encoding="utf-8")
        problem = failure(options.ffigen, header, language, place) or problem
        problems.append(f"seed {seed}, {header.path.name}, {language}:\n" + "\n".join(kept) + f"\n--- {problem[:1500]}")
    model = packages.emit(options.ffigen, header.path, "json", header.path.parent / "model", header.arguments)
    counts[f"status {model.status}"] += 1
    shutil.rmtree(work / f"seed{seed}" / "out", ignore_errors=True)
    return counts, problems


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ffigen", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--headers", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pieces", type=int, default=50)
    parser.add_argument("--language", action="append", choices=packages.LANGUAGES)
    parser.add_argument("--no-shrink", dest="shrink", action="store_false")
    options = parser.parse_args()
    options.ffigen = options.ffigen.resolve()
    options.language = options.language or [name for name in packages.LANGUAGES if packages.TOOLS[name] and name != "json"]
    counts, problems = Counter(), []
    with ThreadPoolExecutor(2) as pool:
        for counted, found in pool.map(lambda seed: try_header(seed, options), range(options.seed, options.seed + options.headers)):
            counts += counted
            problems += found
            for problem in found:
                print(f"FAILED: {problem}\n", flush=True)
    print("; ".join(f"{name} {count}" for name, count in sorted(counts.items())))
    if counts["status 0"] * 2 < options.headers:
        problems.append("most headers are refused")
        print("FAILED: most headers are refused, so little is built")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
