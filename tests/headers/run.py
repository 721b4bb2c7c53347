#!/usr/bin/env python3
"""Odd headers: ffigen says the truth about them, and what it makes of them builds.

    run.py --ffigen PATH --work DIR [--only LANGUAGE] [HEADER...]

cases/ has the headers, cases.toml what is expected where it is not "all is well". gcc and clang are asked about every
size, offset, constant and signature.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "layout"))
sys.path.insert(0, str(HERE))

import packages  # noqa: E402
from compare import Comparison  # noqa: E402
from compilers import Compiler  # noqa: E402
from model import Model  # noqa: E402
from probe import ask  # noqa: E402

NATIVE = ["--target", "native"]
# A folder that few quoting rules survive; it is made by the test, since not every system takes it.
ODD_FOLDER = "quote's \"and\" #hash"


def clang_part(arguments: list[str]) -> list[str]:
    return arguments[arguments.index("--") + 1:] if "--" in arguments else []


def compilers_of(expected: dict) -> list[Compiler]:
    extra = tuple(clang_part(expected.get("arguments", [])))
    commands = {"gcc": ("gcc", *extra), "clang": ("clang-19", *extra)}
    target = f"{os.uname().machine}-unknown-linux-gnu"
    return [Compiler(name, target, commands[name], ()) for name in expected.get("compilers", ["gcc", "clang"])]


def compare_model(model: Model, header: Path, expected: dict, work: Path) -> list[str]:
    """Where the model and a compiler disagree."""
    problems, checked = [], 0
    work.mkdir(parents=True, exist_ok=True)
    for name in expected.get("not_constant", []):
        model.constants.pop(name, None)
    if '"' in str(header):  # what #include cannot spell
        header = Path(shutil.copy(header, work))
    for compiler in compilers_of(expected):
        try:
            answers = ask(model, [header], compiler, work, tuple(clang_part(expected.get("arguments", []))))
        except RuntimeError as error:
            problems.append(str(error))
            continue
        comparison = Comparison(model, compiler.target, answers).all()
        checked += comparison.checked
        for mismatch in comparison.mismatches:
            if mismatch.entity in expected.get("unnamed", []) and mismatch.what == "type":
                continue
            if mismatch.entity in expected.get("assignable", []) and mismatch.what == "type":
                problems += assigned(model, mismatch.entity, header, compiler, work)
            else:
                problems.append(f"{compiler.family}: {mismatch}")
    return problems if checked else [*problems, "nothing was compared"]


def assigned(model: Model, function: str, header: Path, compiler: Compiler, work: Path) -> list[str]:
    """A type that depends on parameters is compatible with nothing for __builtin_types_compatible_p; pointers show it."""
    entry = next(item for item in model.document["functions"] if item["name"] == function)
    spelled = model.nameable(entry["signatures"][compiler.target], "(*ffigen_pointer)")
    source = work / f"{function}-{compiler.family}.c"
    source.write_text(f'#include "{header}"\n{spelled} = {function};\n', encoding="utf-8")
    said = compiler.compile(source, source.with_suffix(".o"), "-c", "-Werror=incompatible-pointer-types", f"-I{packages.INCLUDE}")
    return [f"{compiler.family}: {function}: {said}"] if said else []


def names_of(document: dict) -> set[str]:
    names = {item["name"] for kind in ("records", "enums", "typedefs", "functions", "variables", "constants")
             for item in document[kind]}
    return names | {value["name"] for item in document["enums"] for value in item["enumerators"]}


def check_model(ffigen: Path, header: Path, expected: dict, work: Path) -> list[str]:
    outcome = packages.emit(ffigen, header, "json", work / "json", expected.get("arguments", NATIVE))
    problems = []
    if outcome.status != expected.get("status", 0):
        return [f"ffigen ends with {outcome.status}: {outcome.said[-2000:]}"]
    problems += [f"ffigen does not say '{pattern}' but {outcome.said[-2000:]}" for pattern in expected.get("says", [])
                 if not re.search(pattern, outcome.said)]
    if outcome.status != 0:
        return problems
    model = Model(json.loads(next((work / "json").glob("*.json")).read_text(encoding="utf-8")))
    skipped = {item["name"]: item["reason"] for item in model.document["skipped"]}
    for name, reason in expected.get("left_out", {}).items():
        if reason not in skipped.get(name, ""):
            problems.append(f"'{name}' should be left out for '{reason}': {skipped.get(name, 'it is not')}")
    names = names_of(model.document)
    problems += [f"'{name}' is not in the model: {skipped.get(name, '')}" for name in expected.get("has", []) if name not in names]
    problems += [f"'{name}' is in the model" for name in expected.get("absent", []) if name in names]
    return problems + compare_model(model, header, expected, work / "probe")


def check_language(ffigen: Path, header: Path, language: str, expected: dict, work: Path) -> list[str]:
    compiler = "clang-19" if expected.get("compilers") == ["clang"] else "gcc"
    outcome = packages.try_language(ffigen, header, language, work, expected.get("arguments", NATIVE), compiler)
    if outcome.crashed:
        return [f"ffigen crashed ({outcome.status}): {outcome.said[-2000:]}"]
    if outcome.status != expected.get("status", 0):
        return [f"ffigen ends with {outcome.status}: {outcome.said[-2000:]}"]
    awaited = expected.get("awaits", {}).get(language)
    if awaited is not None:
        if awaited in outcome.problem:
            return []
        return [f"expected to fail with '{awaited}' until it is mended, but: {outcome.problem or 'it builds'}"]
    if not outcome.problem and outcome.status == 0:
        outcome.problem = packages.unformatted(outcome.root, language)
    return [outcome.problem] if outcome.problem else []


def check(ffigen: Path, header: Path, expected: dict, languages: list[str], work: Path) -> list[str]:
    problems = []
    for language in languages:
        if language == "json":
            found = check_model(ffigen, header, expected, work / header.name)
        elif language in expected.get("languages", packages.LANGUAGES) and expected.get("status", 0) == 0:
            found = check_language(ffigen, header, language, expected, work)
        else:
            continue
        problems += [f"{header.name}, {language}: {problem}" for problem in found]
    return problems


def headers(names: list[str], work: Path) -> list[Path]:
    found = [path for path in sorted((HERE / "cases").glob("*.h")) if not path.name.endswith(".inc.h")]
    odd = work / ODD_FOLDER / "sp ace.h"
    odd.parent.mkdir(parents=True, exist_ok=True)
    odd.write_text("/* In a folder whose name has quotes, spaces and a hash. */\nint spaced(int a);\n")
    return [path for path in [*found, odd] if not names or path.name in names]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ffigen", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--only", choices=packages.LANGUAGES)
    parser.add_argument("headers", nargs="*")
    options = parser.parse_args()
    table = tomllib.loads((HERE / "cases.toml").read_text())
    languages = [options.only] if options.only else packages.LANGUAGES
    missing = [tool for language, tool in packages.TOOLS.items() if language in languages and not tool]
    if missing:
        print(f"not installed: what builds {', '.join(missing)}")
        return 77
    work = options.work.resolve()
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    wanted = headers(options.headers, work)
    unknown = set(table) - {path.name for path in headers([], work)}
    problems = [f"cases.toml names {name}, which is not there" for name in sorted(unknown)]
    with ThreadPoolExecutor(2) as pool:
        for found in pool.map(lambda path: check(options.ffigen.resolve(), path, table.get(path.name, {}), languages, work), wanted):
            problems += found
    for problem in problems:
        print(f"FAILED: {problem}")
    print(f"{len(wanted)} headers in {', '.join(languages)}: {len(problems)} problems")
    return 1 if problems or not wanted else 0


if __name__ == "__main__":
    sys.exit(main())
