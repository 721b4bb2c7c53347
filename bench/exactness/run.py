#!/usr/bin/env python3
"""Which generators get the hard headers right: bindgen, ctypesgen, cffi and cgo beside ffigen's three languages.

  run.py --ffigen FFIGEN --work DIR [--bindgen BINDGEN --cargo CARGO] [--go GO] [--python PYTHON]
         [--ctypesgen CTYPESGEN] [--cffi PYTHON-WITH-CFFI]

Each record, enum and constant of tests/layout/cases is a construct. Each tool's package is made, compiled and asked
for sizes, alignments, offsets, constants' values, and what writes to each scalar and bit-field leave in memory. The
answers wanted are those of gcc and clang on this machine; where these two differ a construct is left out. A construct
is right when every answer is, wrong when some answer is another, lost when some answer is missing: no such item or
member, or it does not compile or load.
"""

import argparse
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "layout"), str(Path(__file__).resolve().parent)]
from compilers import compilers  # noqa: E402
from conformance import compare  # noqa: E402
from constructs import Construct, constructs_of  # noqa: E402
from languages import NATIVE, ask_answers, languages  # noqa: E402
from model import INCLUDE, Model  # noqa: E402
from peers import Bindgen, Cffi, Cgo, Ctypesgen  # noqa: E402
from values import check_compiler  # noqa: E402

CASES = ["bitfields", "packing", "sizes", "shapes", "names", "constants"]


def disagreed(model: Model, header: Path, work: Path) -> set[str]:
    """Entities that gcc or clang itself does not have as the model says."""
    result: set[str] = set()
    for compiler in compilers([NATIVE]):
        comparison = compare(model, header, compiler, work)
        result |= {mismatch.entity for mismatch in comparison.mismatches} | comparison.answers.absent
        _, wrong = check_compiler(model, header, compiler, work, result)
        result |= {line.split("expected ")[1].split(".")[0] for line in wrong}
    return result


def verdict(construct: Construct, answers: dict[str, str]) -> str:
    found = [(answers.get(question.key, "absent"), question.expected) for question in construct.questions]
    if any(answer.startswith(("absent", "refused")) for answer, _ in found):
        return "lost"
    return "right" if all(answer == expected for answer, expected in found) else "wrong"


class Ours:
    """One of ffigen's languages, asked as tests/layout does."""

    def __init__(self, language, ffigen: str):
        self.name, self.language, self.ffigen = f"ffigen {language.name}", language, ffigen

    def ask(self, model: Model, header: Path, asked: list[Construct], work: Path) -> dict[str, str]:
        questions = [question for construct in asked for question in construct.questions]
        answers = ask_answers(self.language, self.ffigen, model, header, work, questions)
        # What is behind an accessor has no offset of its own: its writes show where it is.
        unasked = {question.key for construct in asked for question in construct.questions} - {q.key for q in questions}
        for construct in asked:
            construct.questions = [question for question in construct.questions if question.key not in unasked]
        return answers


def print_table(tools: list[str], counts: dict[tuple[str, str], Counter], totals: Counter) -> None:
    width = max(map(len, tools)) + 2
    print("\n" + " " * width + "".join(f"{case:>11}" for case in [*CASES, "all"]) + f"{'wrong':>8}{'lost':>6}")
    print(f"{'constructs':{width}}" + "".join(f"{totals[case]:>11}" for case in CASES) + f"{sum(totals.values()):>11}")
    for tool in tools:
        right = [counts[tool, case]["right"] for case in CASES]
        wrong = sum(counts[tool, case]["wrong"] for case in CASES)
        lost = sum(counts[tool, case]["lost"] for case in CASES)
        print(f"{tool:{width}}" + "".join(f"{n:>11}" for n in [*right, sum(right)]) + f"{wrong:>8}{lost:>6}", flush=True)


@dataclass
class Outcome:
    counts: dict[tuple[str, str], Counter] = field(default_factory=dict)  # tool, header → verdicts
    names: dict[tuple[str, str], list[str]] = field(default_factory=dict)  # tool, verdict → constructs
    totals: Counter[str] = field(default_factory=Counter)  # header → constructs that are asked for
    left_out: list[str] = field(default_factory=list)

    def show(self, tools: list[str]) -> None:
        print_table(tools, self.counts, self.totals)
        for tool in tools:
            for kind in ("wrong", "lost"):
                if found := self.names.get((tool, kind)):
                    print(f"\n{tool}, {kind}: {', '.join(found)}")
        print(f"\ngcc and clang differ, left out: {', '.join(self.left_out)}")


def tools_at_hand(arguments: argparse.Namespace) -> list:
    at_hand = {"rust": arguments.cargo, "go": arguments.go, "python": arguments.python}
    tools = [Ours(language, arguments.ffigen) for language in languages(at_hand)]
    if arguments.bindgen and arguments.cargo:
        tools.append(Bindgen(arguments.bindgen, arguments.cargo))
    if arguments.go:
        tools.append(Cgo(arguments.go))
    if arguments.ctypesgen:
        tools.append(Ctypesgen(arguments.ctypesgen, arguments.python or sys.executable))
    if arguments.cffi:
        tools.append(Cffi(arguments.cffi))
    return tools


def try_case(case: str, tools: list, arguments: argparse.Namespace, outcome: Outcome) -> None:
    header = ROOT / "tests" / "layout" / "cases" / f"{case}.h"
    model = Model.of(arguments.ffigen, header, f"-I{INCLUDE}")
    excluded = disagreed(model, header, arguments.work)
    everything = constructs_of(model)
    outcome.left_out += [construct.name for construct in everything if construct.name in excluded]
    outcome.totals[case] = sum(construct.name not in excluded for construct in everything)
    for tool in tools:
        asked = [construct for construct in constructs_of(model) if construct.name not in excluded]
        work = arguments.work / tool.name.replace(" ", "-") / case
        work.mkdir(parents=True, exist_ok=True)
        answers = tool.ask(model, header, asked, work)
        count = outcome.counts.setdefault((tool.name, case), Counter())
        for construct in asked:
            found = verdict(construct, answers)
            count[found] += 1
            outcome.names.setdefault((tool.name, found), []).append(construct.name)
        print(f"{tool.name:16} {case:10} {count['right']} of {outcome.totals[case]}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ffigen", required=True)
    parser.add_argument("--work", required=True, type=Path)
    for tool in ("bindgen", "cargo", "go", "python", "ctypesgen", "cffi"):
        parser.add_argument(f"--{tool}")
    parser.add_argument("--case", action="append", choices=CASES, help="just this header; repeatable")
    arguments = parser.parse_args()
    CASES[:] = arguments.case or CASES
    arguments.work = arguments.work.absolute()
    arguments.work.mkdir(parents=True, exist_ok=True)
    for name, value in vars(arguments).items():  # programs are started from other directories
        if isinstance(value, str) and Path(value).exists():
            setattr(arguments, name, str(Path(value).absolute()))
    tools = tools_at_hand(arguments)
    outcome = Outcome()
    for case in CASES:
        try_case(case, tools, arguments, outcome)
    outcome.show([tool.name for tool in tools])
    ours = [tool.name for tool in tools if isinstance(tool, Ours)]
    return 1 if any(outcome.counts[name, case]["right"] != outcome.totals[case] for name in ours for case in CASES) else 0


if __name__ == "__main__":
    sys.exit(main())
