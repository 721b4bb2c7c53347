#!/usr/bin/env python3
"""Real headers: nothing is lost between the header, the model and each language's package.

    real_headers.py --ffigen PATH --source DIR --work DIR [--build LANGUAGE] [NAME...]

Every declaration that clang finds in the header's own text must be in the model or be skipped with a
reason, and everything in the model must be in each package or in a diagnostic. Prints the counts.
With --build the package of one language is compiled, checked and loaded instead. Functions that a
header declares for other systems or builds of its library are left out with --block then.
"""

from __future__ import annotations

import argparse
import ctypes.util
import json
import re
import subprocess
import sys
from pathlib import Path

from build import build
from declarations import declarations
from headers import HEADERS, Header

PACKAGES = ["rust", "go", "python"]
SOURCES = {".rs", ".go", ".h", ".c", ".py", ".pyi"}


def languages(ffigen: Path) -> list[str]:
    """The back ends that this ffigen has."""
    text = subprocess.run([ffigen, "--help"], capture_output=True, text=True, check=True).stdout
    listed = re.search(r"^Languages:\n((?:  .*\n)+)", text, re.MULTILINE)
    return [line.split()[0] for line in listed[1].splitlines()] if listed else []


def run(ffigen: Path, header: Header, source: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ffigen, header.path, "--target", "native", "--annotations", source / header.annotations, *arguments],
        capture_output=True, text=True)


def model_names(model: dict) -> tuple[set[str], set[str]]:
    """Names of what the model has, and of what it says it leaves out."""
    present: set[str] = set()
    for kind in ("records", "enums", "typedefs", "callbacks", "functions", "variables", "constants"):
        for item in model[kind]:
            present.update([item["name"], item.get("tag", ""), *item.get("typedefs", [])])
            if kind == "enums":
                present.update(value["name"] for value in item["enumerators"])
    return present, {item["name"] for item in model["skipped"]}


def words_in(root: Path) -> set[str]:
    words: set[str] = set()
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix in SOURCES:
            words.update(re.findall(r"[A-Za-z_][A-Za-z0-9_]*", path.read_text(encoding="utf-8")))
    return words


def own_names(model: dict) -> set[str]:
    """What a package must carry: functions, variables, constants, enumerators, records of the header."""
    names: set[str] = set()
    for kind in ("functions", "variables", "constants"):
        names.update(item["name"] for item in model[kind])
    # Nameless records and enums have names of the model's making, which no package need repeat.
    for kind in ("records", "enums", "callbacks"):
        names.update(item["name"] for item in model[kind]
                     if not item.get("included") and not item.get("anonymous"))
    names.update(value["name"] for item in model["enums"] if not item.get("included")
                 for value in item["enumerators"])
    return names - {""}


class Failures:
    def __init__(self) -> None:
        self.count = 0

    def add(self, text: str) -> None:
        self.count += 1
        print(f"FAILED: {text}")


def check_model(header: Header, model: dict, failures: Failures) -> None:
    declared = declarations(header.path)
    if len(declared) < header.smallest:
        failures.add(f"{header.include}: clang sees {len(declared)} declarations, expected {header.smallest} or more")
    present, skipped = model_names(model)
    lost = sorted(f"{kind} {name}" for kind, name in declared if name not in present and name not in skipped)
    known = sum(name in present for _, name in declared)
    print(f"{header.include}: {len(declared)} declarations: {known} in the model, "
          f"{len(declared) - known - len(lost)} left out with a reason, {len(lost)} lost")
    for what in lost[:20]:
        failures.add(f"{header.include}: {what} is neither in the model nor left out with a reason")
    if len(lost) > 20:
        failures.add(f"{header.include}: and {len(lost) - 20} more")


def check_package(header: Header, language: str, root: Path, said: str, model: dict, failures: Failures) -> None:
    words = words_in(root)
    diagnosed = set(re.findall(r"[A-Za-z_][A-Za-z0-9_]*", said))
    names = own_names(model)
    lost = sorted(name for name in names if name not in words and name not in diagnosed)
    print(f"  {language:<8}{len(names)} to carry: {sum(name in words for name in names)} in the package, "
          f"{sum(name not in words and name in diagnosed for name in names)} in a diagnostic, {len(lost)} lost")
    for name in lost[:20]:
        failures.add(f"{header.include}, {language}: {name} is neither in the package nor in a diagnostic")
    if len(lost) > 20:
        failures.add(f"{header.include}, {language}: and {len(lost) - 20} more")


def functions_of(header: Header, model: dict) -> tuple[list[str], list[str]]:
    """The functions that the library exports, and those that it was built without."""
    declared = [item["name"] for item in model["functions"] if not item.get("inline")]
    if not header.library:
        return [], []
    name = ctypes.util.find_library(header.library)
    if name is None:
        raise SystemExit(f"lib{header.library} is not installed")
    library = ctypes.CDLL(name)
    there = [name for name in declared if hasattr(library, name)]
    return there, [name for name in declared if name not in there]


def build_package(header: Header, language: str, model: dict, options: argparse.Namespace,
                  failures: Failures) -> None:
    there, absent = functions_of(header, model)
    root = options.work / header.name / language
    block = ["--block", f"function:({'|'.join(absent)})"] if absent else []
    result = run(options.ffigen, header, options.source, "--lang", language, "-o", str(root), *block)
    if result.returncode != 0:
        return failures.add(f"{header.include}, {language}: ffigen ends with {result.returncode}\n{result.stderr}")
    said = set(re.findall(r"[A-Za-z_][A-Za-z0-9_]*", result.stderr))
    words = words_in(root)
    linked = [name for name in there if name in words and name not in said]
    if problem := build(language, root, header, linked):
        return failures.add(f"{header.include}, {language}: {problem}")
    print(f"{header.include}, {language}: {len(linked)} functions linked, {len(absent)} not in this lib{header.library}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ffigen", type=Path, required=True)
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--build", choices=PACKAGES)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    available = languages(options.ffigen)
    failures = Failures()
    for header in HEADERS:
        if options.names and header.name not in options.names:
            continue
        if not header.path.exists():
            failures.add(f"{header.path} is not installed")
            continue
        result = run(options.ffigen, header, options.source, "--lang", "json")
        if result.returncode != 0:
            failures.add(f"{header.include}: ffigen ends with {result.returncode}\n{result.stderr}")
            continue
        model = json.loads(result.stdout)
        if options.build:
            build_package(header, options.build, model, options, failures)
            continue
        check_model(header, model, failures)
        for language in PACKAGES:
            if language not in available:
                print(f"  {language:<8}SKIPPED: this ffigen has no such back end")
                continue
            root = options.work / header.name / language
            result = run(options.ffigen, header, options.source, "--lang", language, "-o", str(root))
            if result.returncode != 0:
                failures.add(f"{header.include}, {language}: ffigen ends with {result.returncode}\n{result.stderr}")
                continue
            check_package(header, language, root, result.stderr, model, failures)
    return 1 if failures.count else 0


if __name__ == "__main__":
    sys.exit(main())
