#!/usr/bin/env python3
"""The conformance suite: the model of every case, and of random headers, against every compiler at hand.

  conformance.py --ffigen FFIGEN --work DIR cases
  conformance.py --ffigen FFIGEN --work DIR values
  conformance.py --ffigen FFIGEN --work DIR languages --cargo CARGO --go GO --python PYTHON [--only LANGUAGE]
  conformance.py --ffigen FFIGEN --work DIR report --document DOCUMENT
  conformance.py --ffigen FFIGEN --work DIR random [--records N] [--seed S]
  conformance.py --ffigen FFIGEN --work DIR foreign --cargo CARGO --go GO [--target T]
  conformance.py --ffigen FFIGEN --work DIR random-languages --cargo CARGO --go GO --python PYTHON [--records N]
"""

import argparse
import json
import os
import re
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cross
from compare import Comparison, Mismatch
from compilers import Compiler, compilers, missing_tools
from foreign import ask_foreign, foreign_go, foreign_rust, foreign_targets
from known import check_expected, known_differences
from languages import ask_language, languages
from matrix import diagnosed_entities, fill_compiler, fill_language
from model import INCLUDE, Model, run_ffigen
from probe import ask
from random_headers import Generator, known_cause, record_of, render, shrink, with_needs
from random_languages import check_compilers, check_language, make_batch
from report import WRONG, Report, write_report
from values import check_compiler

HERE = Path(__file__).resolve().parent
CASES = sorted((HERE / "cases").glob("*.h"))
SKIPPED = 77


def compare(model: Model, header: Path, compiler: Compiler, directory: Path) -> Comparison:
    answers = ask(model, [header], compiler, directory)
    comparison = Comparison(model, compiler.target, answers).all()
    comparison.mismatches += missing_in_model(model, compiler, answers.own_text)
    return comparison


def missing_in_model(model: Model, compiler: Compiler, text: str) -> list[Mismatch]:
    """Tags that the compiler sees defined and the model does not have on this target, by any name."""
    text = re.sub(r"__attribute__\s*\(\(.*?\)\)(?=\s)", " ", text)
    present = {name for name in model.records if model.layout(name, compiler.target)}
    present |= {name for name, entry in model.enums.items() if compiler.target in entry["layouts"]}
    present |= {entry["c_name"].split()[-1] for entry in [*model.records.values(), *model.enums.values()]
                if entry["c_name"]}
    missing = []
    for found in re.finditer(r"\b(?:struct|union|enum)\s+([A-Za-z]\w*)\s*\{", text):
        names = {found[1], *names_behind(text, found.end())}
        if not names & present:
            missing.append(Mismatch(found[1], "presence", "nothing", "a definition"))
    return missing


def names_behind(text: str, start: int) -> list[str]:
    """The declarators after the brace that closes the one before `start`: typedef names, mostly."""
    depth = 1
    for place in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0:
            return re.findall(r"\w+", text[place:text.index(";", place)])
    return []


def run_parallel(jobs, work):
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(work, jobs))


def warned_records(ffigen: str, header: Path) -> set[str]:
    """Records of which `ffigen verify` says that gcc and clang disagree."""
    result = run_ffigen(ffigen, ["verify", str(header), f"-I{INCLUDE}", "--format", "json"])
    return {finding["entity"].split(".")[0] for finding in json.loads(result.stdout)["findings"]
            if finding["id"] == "L13"}


def models_and_report(arguments) -> tuple[dict[Path, Model], Report]:
    """The cases, and a report in which nothing is filled in yet."""
    models = {header: Model.of(arguments.ffigen, header, f"-I{INCLUDE}") for header in CASES}
    report = Report(next(iter(models.values())).targets)
    for header, model in models.items():
        report.add_entities(header.name, model)
    return models, report


def piece_of(arguments, column: str) -> Path:
    """Where the test of some columns leaves them for the one that puts the report together."""
    return arguments.work.parent / "pieces" / f"{column}.json"


def command_cases(arguments) -> int:
    differences = known_differences()
    wrong = 0
    expected_total = 0
    models, report = models_and_report(arguments)
    for header, model in models.items():
        at_hand = compilers(model.targets)
        comparisons = run_parallel(at_hand, lambda compiler: compare(model, header, compiler, arguments.work))
        warned = warned_records(arguments.ffigen, header)
        answers = known = 0
        lines = []
        for compiler, comparison in zip(at_hand, comparisons):
            answers += comparison.checked
            lines += fill_compiler(report, header.name, model, compiler, comparison, differences)
            for mismatch in comparison.mismatches:
                covering = [d for d in differences if d.covers(compiler, mismatch)]
                for difference in covering:
                    difference.seen += 1
                known += bool(covering)
                if not covering:
                    lines.append(f"  {compiler.name}: {mismatch}")
                elif (compiler.family == "gcc" and mismatch.what.endswith(("size", "offset", "bits")) and
                      mismatch.entity not in warned and not covering[0].reason.startswith("unwarned:")):
                    lines.append(f"  {mismatch.entity}: {compiler.name} disagrees, but `ffigen verify` does not say so")
        checked, failures, _ = check_expected(model)
        expected_total += checked
        lines += [f"  known number: {failure}" for failure in failures]
        wrong += len(lines)
        print(f"{header.name:14} {len(at_hand)} compilers, {answers:6} answers, {checked:4} known numbers, "
              f"{known} known differences, {len(lines)} wrong", flush=True)
        print("".join(line + "\n" for line in lines), end="")
    if expected_total == 0:
        print("expected.txt matched nothing")
        wrong += 1
    for difference in differences:
        if not difference.seen:
            print(f"known_differences.txt:{difference.line}: nothing matches {difference.entity} {difference.what}")
            wrong += 1
        cells = (f"`{difference.target}`", f"`{difference.entity}`", f"`{difference.what}`", difference.reason.removeprefix("unwarned: "))
        report.differences.append(f"| {difference.family} | {' | '.join(cells)} |")
    report.save(piece_of(arguments, "compilers"))
    return 1 if wrong else 0


def command_values(arguments) -> int:
    differences = known_differences()
    failures = total = 0
    for header in CASES:
        model = Model.of(arguments.ffigen, header, f"-I{INCLUDE}")
        at_hand = [compiler for compiler in compilers(model.targets) if compiler.runner is not None]

        def check(compiler: Compiler) -> tuple[int, list[str]]:
            skip = {record for record in model.records for difference in differences
                    if difference.covers(compiler, Mismatch(record, "any bits", None, None))}
            return check_compiler(model, header, compiler, arguments.work, skip)

        results = run_parallel(at_hand, check)
        count = sum(checked for checked, _ in results)
        wrong = [line for _, lines in results for line in lines]
        total += count
        failures += len(wrong)
        if count:
            print(f"{header.name:14} {len(at_hand)} compilers' programs run, {count:6} values, {len(wrong)} wrong", flush=True)
        print("".join(f"  {line}\n" for line in wrong[:20]), end="")
    return 1 if failures or not total else 0


def command_languages(arguments) -> int:
    """Asks each language on this machine, compiles it for every other target, and reads what it asserts."""
    tools = {"rust": arguments.cargo, "go": arguments.go, "python": arguments.python}
    models, report = models_and_report(arguments)
    asked = 0
    lines: list[str] = []
    for language in languages(tools):
        if not arguments.only or language.name in arguments.only:
            results = {header: ask_language(language, arguments.ffigen, model, header, arguments.work)
                       for header, model in models.items()}
            for header, result in results.items():
                print(f"{language.name:7} {header.name:14} {result.asked:5} answers, {len(result.absent)} diagnosed, "
                      f"{len(result.wrong)} wrong", flush=True)
                asked += result.asked
            lines += report_language(arguments, language, report, models, results)
            report.save(piece_of(arguments, language.name))
    print("".join(f"  {line}\n" for line in lines[:60]), end="")
    return 1 if lines or not asked else 0


def compile_for_all(language, packages: Path, stems: list[str], report: Report) -> dict[str, str]:
    """The targets that a language's packages do not compile for, and why."""
    failures = {}
    for target in report.targets:
        if language.name == "rust" and not cross.rust_has(language.cargo, target):
            report.missing.append(f"Rust's standard library for {target}")
            continue
        if language.name == "rust":
            failures[target] = cross.rust_check(language.cargo, packages, stems, target)
        elif language.name == "go" and target in cross.GO:
            failures[target] = cross.go_check(language.go, packages, stems, target)
        if target in failures:
            print(f"{language.name:7} for {target}: {'compiles' if not failures[target] else 'does not compile'}", flush=True)
    return {target: why for target, why in failures.items() if why}


def report_language(arguments, language, report: Report, models: dict[Path, Model], results) -> list[str]:
    packages = arguments.work / language.name
    failures = compile_for_all(language, packages, [header.stem for header in models], report)
    lines = [f"{language.name} for {target}: {why}" for target, why in failures.items()]
    for header, model in models.items():
        lines += results[header].wrong
        lines += fill_language(report, header.name, model, language.name, packages / header.stem, results[header],
                               diagnosed_entities(results[header].diagnosed), failures)
    return lines


def command_report(arguments) -> int:
    """What the tests before it have found, as a document."""
    _, report = models_and_report(arguments)
    missing = missing_tools()
    for column in ("compilers", "rust", "go", "python"):
        if piece_of(arguments, column).exists():
            report.merge(piece_of(arguments, column))
        else:
            missing.append(column)
    missing += report.missing
    lines = [f"blank: {blank}" for blank in report.blanks()]
    lines += [f"wrong: {' '.join(place)}" for place, sign in report.cells.items() if sign == WRONG]
    if missing:
        print(f"SKIPPED: {arguments.document} was not compared, not at hand: {', '.join(missing)}")
    else:
        lines += write_report(report, arguments.document, bool(os.environ.get("FFIGEN_UPDATE")))
    print("".join(f"  {line}\n" for line in lines[:60]), end="")
    print(f"{len(report.cells)} cells, {len(lines)} wrong")
    return 1 if lines else SKIPPED if missing else 0


def mismatches_of(records, arguments, compiler: Compiler, directory: Path) -> list[Mismatch]:
    """The mismatches of one compiler for a header made of these records."""
    header = directory / "shrunk.h"
    header.write_text(render(records))
    model = Model.of(arguments.ffigen, header, "--target", compiler.target)
    return compare(model, header, compiler, directory).mismatches


def report_failure(records, entity: str, compiler: Compiler, arguments, seed: int) -> None:
    """Shrinks a failing record, writes it down and prints it."""
    name = record_of(records, entity)
    directory = arguments.work / f"shrink-{seed}"
    directory.mkdir(exist_ok=True)

    def fails(candidate) -> bool:
        try:
            return any(m.entity == entity for m in mismatches_of(candidate, arguments, compiler, directory))
        except RuntimeError:
            return False

    smallest = shrink(with_needs(records, name), fails)
    text = render(smallest)
    offending = arguments.work / f"offending-{seed}-{name}.h"
    offending.write_text(text)
    mismatches = mismatches_of(smallest, arguments, compiler, directory)
    print(f"  {compiler.name}, seed {seed}; shrunk to {offending}:")
    print("".join(f"    {line}\n" for line in "".join(record.render() for record in smallest).splitlines()), end="")
    print("".join(f"    {mismatch}\n" for mismatch in mismatches), end="", flush=True)


def command_random(arguments) -> int:
    batch = 250
    total = answers = failures = 0
    disagreements: Counter[str] = Counter()
    targets: list[str] = []
    started = time.monotonic()
    for index in range(-(-arguments.records // batch)):
        seed = arguments.seed + index
        records = Generator(seed, min(batch, arguments.records - total)).generate()
        total += min(batch, arguments.records - total)
        header = arguments.work / f"random-{seed}.h"
        header.write_text(render(records))
        model = Model.of(arguments.ffigen, header)
        targets = model.targets
        at_hand = compilers(model.targets)
        comparisons = run_parallel(at_hand, lambda compiler: compare(model, header, compiler, arguments.work))
        clang_wrong = {(compiler.target, mismatch.entity) for compiler, comparison in zip(at_hand, comparisons)
                       if compiler.family == "clang" for mismatch in comparison.mismatches}
        reported = set()
        for compiler, comparison in zip(at_hand, comparisons):
            answers += comparison.checked
            for entity in dict.fromkeys(mismatch.entity for mismatch in comparison.mismatches):
                cause = None
                if compiler.family == "gcc" and (compiler.target, entity) not in clang_wrong:
                    cause = known_cause(records, record_of(records, entity), compiler.target)
                if cause:
                    disagreements[cause] += 1
                    continue
                failures += 1
                if len(reported) < 5 and entity not in reported:
                    reported.add(entity)
                    report_failure(records, entity, compiler, arguments, seed)
        for leftover in [header, *arguments.work.glob(f"random-{seed}-*")]:
            leftover.unlink()
        if sys.stdout.isatty() or index % 10 == 9:
            print(f"{total} records so far, {answers} answers, {failures} wrong", flush=True)
    print(f"seed {arguments.seed}: {total} random records x {len(targets)} targets, {answers} answers, {failures} wrong, "
          f"{total / (time.monotonic() - started):.0f} records/s")
    for cause, count in sorted(disagreements.items()):
        print(f"  gcc disagrees with clang, known: {cause}: {count} (record, target) pairs")
    return 1 if failures or total < arguments.records else 0


def command_foreign(arguments) -> int:
    failures = total = 0
    skipped: set[str] = set()
    headers = [header for header in CASES if not header.with_suffix(".c").exists()]
    random_header = arguments.work / "foreign_batch.h"
    random_header.write_text(render(Generator(arguments.seed, 100).generate()))
    for header in [*headers, random_header]:
        model = Model.of(arguments.ffigen, header, f"-I{INCLUDE}")
        for target in [target for target in foreign_targets() if not arguments.target or target in arguments.target]:
            for tool, make in ((arguments.cargo, foreign_rust), (arguments.go, foreign_go)):
                if not tool:
                    continue
                if make is foreign_rust and not cross.rust_has(tool, target):
                    skipped.add(f"Rust's standard library for {target} is not at hand; ./dev test installs it")
                    continue
                language, environment = make(tool, target)
                result = ask_foreign(language, environment, arguments.ffigen, model, header, target,
                                     arguments.work / target / language.name)
                total += result.asked
                failures += len(result.wrong)
                print(f"{language.name:5} {target:30} {header.name:16} {result.asked:5} answers, {len(result.wrong)} wrong",
                      flush=True)
                print("".join(f"  {line}\n" for line in result.wrong[:10]), end="")
    print("".join(f"SKIPPED: {line}\n" for line in sorted(skipped)), end="")
    return 1 if failures or not total else SKIPPED if skipped else 0


def command_random_languages(arguments) -> int:
    tools = {"rust": arguments.cargo, "go": arguments.go, "python": arguments.python}
    header = arguments.work / "random_batch.h"
    total = failures = diagnosed = 0
    answers: Counter[str] = Counter()
    started = time.monotonic()
    for seed in range(arguments.seed, arguments.seed + -(-arguments.records // arguments.batch)):
        batch = make_batch(seed, min(arguments.batch, arguments.records - total))
        header.write_text(render(batch.records))
        model = Model.of(arguments.ffigen, header)
        check_compilers(batch, model, header, arguments.work, seed, compare)
        for language in languages(tools):
            check_language(batch, language, arguments.ffigen, model, header, arguments.work, seed)
        total += min(arguments.batch, arguments.records - total)
        diagnosed += batch.diagnosed
        answers.update(batch.answers)
        failures += len(batch.wrong)
        if batch.wrong:
            offending = arguments.work / f"offending-languages-{seed}.h"
            offending.write_text(batch.offending())
            print(f"  seed {seed}: {len(batch.wrong)} wrong, {offending}")
            print("".join(f"    {line}\n" for _, line in batch.wrong[:12]), end="", flush=True)
        elif arguments.records > arguments.batch:
            print(f"{total} so far, {failures} wrong, {time.monotonic() - started:.0f} s", flush=True)
    said = ", ".join(f"{name} {count}" for name, count in answers.items())
    print(f"seed {arguments.seed}: {total} random records, with the enums beside them; answers: {said}; {diagnosed} diagnosed, {failures} wrong")
    wanted = {"gcc", "clang", *(name for name, tool in tools.items() if tool)}
    return 1 if failures or total < arguments.records or any(not answers[name] for name in wanted) else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ffigen", required=True)
    parser.add_argument("--work", required=True, type=Path, help="directory for what the suite writes")
    commands = parser.add_subparsers(required=True)
    cases = commands.add_parser("cases", help="the hand-written headers of cases/")
    cases.set_defaults(run=command_cases)
    values = commands.add_parser("values", help="bit-fields of cases/, written and read by programs that are run")
    values.set_defaults(run=command_values)
    tongues = commands.add_parser("languages", help="what the emitted packages say of cases/")
    tongues.add_argument("--only", action="append", help="just this language; repeatable")
    tongues.set_defaults(run=command_languages)
    table = commands.add_parser("report", help="docs/conformance.md, from what `cases` and `languages` have left beside DIR")
    table.add_argument("--document", type=Path, required=True)
    table.set_defaults(run=command_report)
    both = commands.add_parser("random-languages", help="random headers, every language")
    both.add_argument("--records", type=int, default=250)
    both.add_argument("--batch", type=int, default=250, help="records in one header")
    both.add_argument("--seed", type=int, default=1)
    both.set_defaults(run=command_random_languages)
    abroad = commands.add_parser("foreign", help="Rust and Go on other machines, under qemu-user")
    abroad.add_argument("--seed", type=int, default=1)
    abroad.add_argument("--target", action="append", help="just this target; repeatable")
    abroad.set_defaults(run=command_foreign)
    for command in (tongues, both, abroad):
        for tool in ("cargo", "go", "python"):
            command.add_argument(f"--{tool}", help=f"how to run {tool}; absent: its language is left out")
    randoms = commands.add_parser("random", help="random headers")
    randoms.add_argument("--records", type=int, default=500)
    randoms.add_argument("--seed", type=int, default=1)
    randoms.set_defaults(run=command_random)
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    if missing := missing_tools():
        text = f"not at hand: {', '.join(missing)}; ./dev test installs them"
        if os.environ.get("CI") == "true":
            print(text)
            return 1
        print(f"SKIPPED for some targets: {text}")
    return arguments.run(arguments)


if __name__ == "__main__":
    sys.exit(main())
