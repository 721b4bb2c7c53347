#!/usr/bin/env python3
"""The C headers that other generators of bindings are tested with: ffigen reads each, emits every language and what it emits builds.

    suites.py --ffigen PATH --work DIR [--of NAME=DIR]... [--fetch] [--counts FILE] [--language LANGUAGE]... [HEADER...]

Nothing of theirs is kept here. DIR is a checkout of theirs, or any folder with headers; with --fetch git gets what is not
named. Status 77: there is none to try. Headers that are C++ or Objective-C are left out, as are those that neither gcc nor
clang takes alone.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import foreign  # noqa: E402
import packages  # noqa: E402


@dataclass(frozen=True)
class Suite:
    address: str
    folder: str

    def headers(self, checkout: Path) -> list[Path]:
        inside = checkout / self.folder
        return sorted(path for path in (inside if inside.is_dir() else checkout).rglob("*.h") if path.is_file())


SUITES = {
    "bindgen": Suite("https://github.com/rust-lang/rust-bindgen", "bindgen-tests/tests/headers"),
    "jextract": Suite("https://github.com/openjdk/jextract", "test"),
}
# Ends that are right: nothing in it can be said in a binding, or the header is for a machine that this one is not.
EXCUSED = {"H03": "declares nothing"}


def fetch(suite: Suite, place: Path) -> Path | None:
    if (place / suite.folder).is_dir():
        return place
    command = ["git", "clone", "--quiet", "--depth", "1", suite.address, str(place)]
    return place if subprocess.run(command, timeout=600).returncode == 0 else None


def is_of_another_language(header: Path) -> bool:
    """bindgen says in a comment with what flags a header is read."""
    flags = [line for line in header.read_text(errors="replace").splitlines() if line.startswith("// bindgen-flags:")]
    return any("-x c++" in line or "-x objective-c" in line or "--target" in line for line in flags)


def compiler_for(header: Path) -> str:
    """gcc where it takes the header, else clang, else nothing."""
    for compiler in ("gcc", "clang-19"):
        command = [compiler, "-std=gnu11", "-w", "-fsyntax-only", "-x", "c", str(header)]
        if subprocess.run(command, capture_output=True, timeout=60).returncode == 0:
            return compiler
    return ""


def try_header(ffigen: Path, header: Path, compiler: str, languages: list[str], work: Path) -> dict[str, tuple[str, packages.Outcome]]:
    place = work / str(header).strip("/").replace("/", "_")
    found = {}
    for language in languages:
        outcome = packages.try_language(ffigen, header, language, place, ["--target", "native"], compiler)
        kind = next((why for rule, why in EXCUSED.items() if f"[{rule}]" in outcome.said and outcome.status), foreign.kind_of(outcome))
        found[language] = (kind, outcome)
    return found


def try_suite(name: str, checkout: Path, options: argparse.Namespace) -> tuple[int, dict[str, Counter], list[str]]:
    headers = [path for path in SUITES[name].headers(checkout) if not options.headers or path.name in options.headers]
    with ThreadPoolExecutor(2) as pool:
        compilers = list(pool.map(lambda path: "" if is_of_another_language(path) else compiler_for(path), headers))
        taken = [(header, compiler) for header, compiler in zip(headers, compilers) if compiler]
        results = pool.map(lambda pair: try_header(options.ffigen, *pair, options.language, options.work / name), taken)
        counts, failures = {language: Counter() for language in options.language}, []
        for (header, _), found in zip(taken, results):
            for language, (kind, outcome) in found.items():
                counts[language][kind] += 1
                if kind not in ("builds", "declares nothing"):
                    failures.append(f"{header}, {language}: {kind}\n{outcome.problem or outcome.said}")
                    print(f"FAILED: {header.name}, {language}: {kind}: {foreign.first_error(outcome)}", flush=True)
    return len(taken), counts, failures


def row(name: str, language: str, total: int, counter: Counter) -> str:
    """Says it on the screen as well."""
    print(f"{name}: {total} headers, {language}: {', '.join(f'{count} {kind}' for kind, count in counter.most_common())}")
    kinds = [counter[kind] for kind in ("builds", "declares nothing", "does not build")]
    return f"| {name} | {total} | {language} | {' | '.join(map(str, kinds))} | {total - sum(kinds)} |\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ffigen", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--of", action="append", default=[], metavar="NAME=DIR", help=f"one of {', '.join(SUITES)}")
    parser.add_argument("--fetch", action="store_true")
    parser.add_argument("--counts", type=Path, help="where a row for each language is written")
    parser.add_argument("--report", type=Path, help="where every failure is written whole")
    parser.add_argument("--language", action="append", choices=packages.LANGUAGES)
    parser.add_argument("headers", nargs="*")
    options = parser.parse_args()
    options.ffigen, options.work = options.ffigen.resolve(), options.work.resolve()
    options.language = options.language or [name for name in packages.LANGUAGES if packages.TOOLS[name]]
    options.work.mkdir(parents=True, exist_ok=True)
    checkouts = {name: Path(place).resolve() for name, place in (pair.split("=", 1) for pair in options.of)}
    if options.fetch:
        checkouts |= {name: place for name, suite in SUITES.items() if name not in checkouts and (place := fetch(suite, options.work / f"{name}.git"))}
    rows, failures = [], []
    for name, checkout in checkouts.items():
        total, counts, failed = try_suite(name, checkout, options)
        failures += failed
        rows += [row(name, language, total, counter) for language, counter in counts.items()]
    if options.counts:
        options.counts.write_text("".join(rows), encoding="utf-8")
    if options.report:
        options.report.write_text("\n\n".join(failures), encoding="utf-8")
    return 77 if not rows else 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
