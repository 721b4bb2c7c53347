#!/usr/bin/env python3
"""The C headers that other generators of bindings are tested with: ffigen reads each, emits every language and what it emits builds.

    suites.py --ffigen PATH --work DIR [--of NAME=DIR]... [--fetch] [--counts FILE] [--language LANGUAGE]... [HEADER...]

Nothing of theirs is kept here. DIR is a checkout of theirs, or any folder with headers; with --fetch git gets what is not
named, as it was when it was counted. Status 77: there is none to try. What is left out, because it is C++ or because no
compiler of C takes it alone, is counted. suites.toml names what ffigen is right to refuse, and why: one that it does not
refuse any more is a failure too. --counts compares with the section of docs/conformance.md, FFIGEN_UPDATE=1 writes it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import foreign  # noqa: E402
import packages  # noqa: E402


@dataclass(frozen=True)
class Suite:
    address: str
    commit: str
    folder: str

    def headers(self, checkout: Path) -> list[Path]:
        inside = checkout / self.folder
        return sorted(path for path in (inside if inside.is_dir() else checkout).rglob("*.h") if path.is_file())

    def fetch(self, place: Path) -> Path | None:
        """The folder as it was at the commit; nothing where there is no way to it."""
        if (place / self.folder).is_dir():
            return place
        for command in (["init", "--quiet", place], ["-C", place, "remote", "add", "origin", self.address],
                        ["-C", place, "fetch", "--quiet", "--depth", "1", "--filter=blob:none", "origin", self.commit],
                        ["-C", place, "checkout", "--quiet", "FETCH_HEAD", "--", self.folder]):
            if subprocess.run(["git", *map(str, command)], timeout=600).returncode != 0:
                return None
        return place


SUITES = {
    "bindgen": Suite("https://github.com/rust-lang/rust-bindgen", "2048231f45c87cd65d7891f55090aac81cc0d66b", "bindgen-tests/tests/headers"),
    "jextract": Suite("https://github.com/openjdk/jextract", "f9866df3a178baa2e4a3746a7a6e458d783ace92", "test"),
}
REFUSALS = tomllib.loads((Path(__file__).resolve().parent / "suites.toml").read_text(encoding="utf-8"))
# What became of a header in a language, in the order of the table.
BUILDS, NOTHING, REFUSED, FAILED = "builds", "declares nothing", "refused", "fails"
# Why a header is left out.
OTHER, ALONE = "of another language or machine", "no compiler of C takes it alone"
SECTION = """
## Headers that other generators are tested with

{commits}, read for the machine that they are tried on. Left out are
those of another language or machine, and those that neither gcc nor clang takes alone. Built is by `cargo check`, `go vet`, import and mypy, gcc and clang; `tests/headers/suites.py` fetches, builds and counts.

| suite | headers | language | built | declare nothing | refused | fail |
|---|---|---|---|---|---|---|
{rows}
{refused}"""
REFUSED_SECTION = """
| refused | rule | why |
|---|---|---|
{refused}
"""


@dataclass
class Header:
    """One of theirs, and how it is read."""

    path: Path
    name: str                                       # below the suite's folder
    flags: list[str] = field(default_factory=list)  # that bindgen says in a comment it is read with
    compiler: str = ""                              # gcc where it takes the header, else clang, else nothing
    why_not: str = ""

    def __post_init__(self) -> None:
        said = [line for line in self.path.read_text(errors="replace").splitlines() if line.startswith("// bindgen-flags:")]
        words = [word for line in said for word in line.split(" -- ", 1)[1:]]
        self.flags = [word for line in words for word in line.split()]
        if any(word in ("c++", "objective-c") or word.startswith("--target") for word in self.flags):
            self.why_not = OTHER
            return
        for compiler in ("gcc", "clang-19"):
            command = [compiler, "-std=gnu11", "-w", "-fsyntax-only", *self.flags, "-x", "c", str(self.path)]
            if subprocess.run(command, capture_output=True, timeout=60).returncode == 0:
                self.compiler = compiler
                return
        self.why_not = ALONE

    @property
    def arguments(self) -> list[str]:
        return ["--target", "native", *(["--", *self.flags] if self.flags else [])]


def became(outcome: packages.Outcome, refusal: dict[str, str] | None) -> tuple[str, str]:
    """What became of it, and what is wrong with that."""
    if outcome.crashed:
        return FAILED, f"ends with {outcome.status}: {outcome.said}"
    if outcome.status and "[H03]" in outcome.said:
        return NOTHING, ""
    if refusal is not None:
        if outcome.status and f"error: [{refusal['rule']}]" in outcome.said:
            return REFUSED, ""
        return FAILED, f"suites.toml awaits {refusal['rule']}, but it ends with {outcome.status}: {outcome.said}{outcome.problem}"
    if outcome.status:
        return FAILED, f"ends with {outcome.status}: {outcome.said}"
    return (FAILED, outcome.problem) if outcome.problem else (BUILDS, "")


def try_header(options: argparse.Namespace, suite: str, header: Header) -> dict[str, tuple[str, str]]:
    place = options.work / suite / header.name.replace("/", "_")
    refusal = REFUSALS.get(f"{suite}/{header.name}")
    return {language: became(packages.try_language(options.ffigen, header.path, language, place, header.arguments, header.compiler, options.known), refusal)
            for language in options.language}


@dataclass
class Tried:
    """One suite."""

    name: str
    headers: list[Header]
    counts: dict[str, Counter]
    failures: list[str] = field(default_factory=list)

    def rows(self) -> dict[tuple[str, str], str]:
        """Lines of a table, by suite and language."""
        without = Counter(header.why_not for header in self.headers)
        total = f"{len(self.headers)} ({without[OTHER]} and {without[ALONE]} left out)"
        return {(self.name, packages.TITLES[language]): f"| {self.name} | {total} | {packages.TITLES[language]} | "
                + " | ".join(str(counter[kind]) for kind in (BUILDS, NOTHING, REFUSED, FAILED)) + " |" for language, counter in self.counts.items()}


def try_suite(name: str, checkout: Path, options: argparse.Namespace) -> Tried:
    suite = SUITES[name]
    paths = [path for path in suite.headers(checkout) if not options.headers or path.name in options.headers]
    root = checkout / suite.folder if (checkout / suite.folder).is_dir() else checkout
    with ThreadPoolExecutor(2) as pool:
        headers = list(pool.map(lambda path: Header(path, path.relative_to(root).as_posix()), paths))
        tried = Tried(name, headers, {language: Counter() for language in options.language})
        taken = [header for header in headers if not header.why_not]
        for header, found in zip(taken, pool.map(lambda each: try_header(options, name, each), taken)):
            for language, (kind, problem) in found.items():
                tried.counts[language][kind] += 1
                if kind == FAILED:
                    tried.failures.append(f"{header.path}, {language}:\n{problem}")
                    print(f"FAILED: {name}/{header.name}, {language}: {foreign.first_error(packages.Outcome(0, problem))}", flush=True)
    return tried


def section(tried: list[Tried], before: str) -> str:
    """What docs/conformance.md says of it; of languages that this run did not try, what it said before."""
    known = {tuple(re.split(r" *\| *", line)[1:4:2]): line for line in before.splitlines() if line.startswith(tuple(f"| {name} |" for name in SUITES))}
    for suite in tried:
        known |= suite.rows()
    rows = [known[name, title] for name in SUITES for title in packages.TITLES.values() if (name, title) in known]
    refused = [f"| {name} | {refusal['rule']} | {refusal['why']} |" for name, refusal in REFUSALS.items()]
    commits = ", ".join(f"{name} at `{suite.commit[:12]}`" for name, suite in SUITES.items())
    return SECTION.format(commits=commits, rows="\n".join(rows), refused=REFUSED_SECTION.format(refused="\n".join(refused)) if refused else "")


def keep(tried: list[Tried], file: Path) -> list[str]:
    """Writes the section, or says that the one that is there is another."""
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    text = section(tried, before)
    if os.environ.get("FFIGEN_UPDATE"):
        file.write_text(text, encoding="utf-8")
    elif before != text:
        return [f"{file.name} is stale: run this test with FFIGEN_UPDATE=1, then ./dev update conformance; now:\n{text}"]
    return []


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ffigen", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--of", action="append", default=[], metavar="NAME=DIR", help=f"one of {', '.join(SUITES)}")
    parser.add_argument("--fetch", action="store_true")
    parser.add_argument("--counts", type=Path, help="what docs/conformance.md says of them")
    parser.add_argument("--report", type=Path, help="where every failure is written whole")
    parser.add_argument("--known", type=Path, help="what became of packages by their bytes, for the next run: only others are built again")
    parser.add_argument("--language", action="append", choices=packages.LANGUAGES)
    parser.add_argument("headers", nargs="*")
    options = parser.parse_args()
    options.ffigen, options.work = options.ffigen.resolve(), options.work.resolve()
    options.language = options.language or [name for name in packages.LANGUAGES if packages.TOOLS[name]]
    options.work.mkdir(parents=True, exist_ok=True)
    return options


def checked_out(options: argparse.Namespace) -> dict[str, Path]:
    """Where each suite's headers are."""
    places = {name: Path(place).resolve() for name, place in (pair.split("=", 1) for pair in options.of)}
    for name, suite in SUITES.items() if options.fetch else ():
        if name not in places and (place := suite.fetch(options.work / f"{name}.git")):
            places[name] = place
    return places


def try_suites(options: argparse.Namespace) -> list[Tried]:
    """All of them; what became of each package is remembered by its bytes where that is asked for."""
    memory, options.known = options.known, {}
    if memory and memory.exists():
        options.known = json.loads(memory.read_text(encoding="utf-8"))
    tried = [try_suite(name, checkout, options) for name, checkout in sorted(checked_out(options).items())]
    if memory:
        memory.write_text(json.dumps(options.known), encoding="utf-8")
    return tried


def main() -> int:
    options = arguments()
    tried = try_suites(options)
    failures = [failure for suite in tried for failure in suite.failures]
    print("\n".join(row for suite in tried for row in suite.rows().values()))
    if options.counts and not options.headers:
        failures += keep(tried, options.counts)
    if options.report:
        options.report.write_text("\n\n".join(failures), encoding="utf-8")
    print("\n".join(failure for failure in failures if "stale" in failure.splitlines()[0]))
    return 77 if not tried else 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
