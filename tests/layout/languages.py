"""Every language's package against the model, on this machine."""

import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from calls import ANSWERS, all_calls, own_rows, rows, uncalled, written_out
from compilers import CLANG
from lang_go import Go
from lang_python import Python
from lang_rust import Rust
from model import INCLUDE, Model, run_ffigen
from questions import Question, questions

NATIVE = "x86_64-unknown-linux-gnu"


def languages(tools: dict[str, str]):
    """The languages whose toolchain is at hand."""
    result = []
    if tools.get("rust"):
        result.append(Rust(tools["rust"]))
    if tools.get("go"):
        result.append(Go(tools["go"]))
    if tools.get("python"):
        result.append(Python(tools["python"]))
    return result


def generate(ffigen: str, header: Path, language: str, output: Path) -> list[str]:
    """Emits the package; returns its diagnostics with their remedies."""
    result = run_ffigen(ffigen, [str(header), f"-I{INCLUDE}", "--lang", language, "-o", str(output)])
    if result.returncode:
        raise RuntimeError(f"ffigen {header.name} --lang {language} ended with {result.returncode}:\n{result.stderr[:2000]}")
    lines = result.stderr.splitlines()
    found = []
    for place, line in enumerate(lines):
        if "[G" in line:
            remedy = next((after.strip() for after in lines[place:place + 5] if after.startswith("   fix:")), "")
            found.append(f"{line.split(': ', 1)[1]} {remedy}")
    return found


def answers(command: list[str], directory: Path, environment: dict[str, str]) -> dict[str, str]:
    result = subprocess.run(command, capture_output=True, text=True, cwd=directory, env={**os.environ, **environment})
    if result.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {result.returncode}:\n{result.stderr[-6000:]}")
    return dict(line.split("\t", 1) for line in result.stdout.splitlines() if "\t" in line)


class LanguageResult:
    def __init__(self, language: str, model: Model):
        self.language = language
        self.model = model
        self.asked = 0
        self.wrong: list[str] = []
        self.absent: dict[str, str] = {}  # question or entity → why
        self.refused: set[str] = set()  # functions that the package refuses to call here, as a diagnostic says
        self.diagnosed: list[str] = []  # what the generator said

    def compare(self, asked: list[Question], found: dict[str, str], diagnosed: list[str]) -> None:
        for question in asked:
            answer = found.get(question.key, "no answer")
            self.asked += 1
            if answer == question.expected:
                continue
            place = f"{question.entity}.{question.member}" if question.member else question.entity
            if answer.startswith("absent") and any(f"'{question.entity}'" in line or f"'{place}'" in line or
                                                   f"'{question.member}'" in line for line in diagnosed):
                self.absent[place] = "diagnosed"
                continue
            self.wrong.append(f"{self.language}: {question.key}: the model says {question.expected}, {answer}")


    def compare_call(self, key: str, expected: str, answer: str) -> None:
        self.asked += 1
        if answer == expected:
            return
        function = key.split()[1]
        names = {function, *parameter_types(self.model, function)}
        if answer.startswith("refused") and any(f"'{name}'" in line for line in self.diagnosed for name in names):
            self.refused.add(function)
            return
        self.wrong.append(f"{self.language}: {key}: C answers {expected}, {answer}")


def parameter_types(model: Model, function: str) -> set[str]:
    """Names of a function's types as they are written."""
    return {name for entry in model.document["functions"] if entry["name"] == function
            for signature in entry["signatures"].values() for name in re.findall(r"\w+", signature)}


def build_library(model: Model, header: Path, directory: Path) -> dict[str, str]:
    """Builds the functions of a case, where it has any; returns what finds the library in every language."""
    source = header.with_suffix(".c")
    if not source.exists():
        return {}
    library = model.document["package"]["library"] or header.stem
    place = directory / "lib"
    place.mkdir(parents=True, exist_ok=True)
    output = place / f"lib{library}.so"
    subprocess.run([CLANG, "-std=gnu11", "-w", "-O1", "-fPIC", "-shared", f"-I{INCLUDE}", str(source), "-o", str(output)], check=True)
    return {f"{library.upper()}_LIB_DIR": str(place), f"{library.upper()}_LIBRARY": str(output),
            "CGO_LDFLAGS": f"-L{place} -l{library}", "LD_LIBRARY_PATH": str(place)}


def ask_answers(language, ffigen: str, model: Model, header: Path, directory: Path, asked: list[Question]) -> dict[str, str]:
    """Emits the package and asks it; what has no place of its own to ask for is taken out of `asked`."""
    package, work = directory / header.stem, directory / "probe"
    work.mkdir(exist_ok=True)
    generate(ffigen, header, language.name, package)
    command = language.command(model, NATIVE, asked, package, work, [])
    return answers(command, work, {**getattr(language, "environment", {}), **build_library(model, header, directory)})


def ask_language(language, ffigen: str, model: Model, header: Path, directory: Path,
                 asked: list[Question] | None = None) -> LanguageResult:
    """Emits the package and asks it all questions, or those given."""
    package = directory / language.name / header.stem
    package.parent.mkdir(parents=True, exist_ok=True)
    diagnosed = generate(ffigen, header, language.name, package)
    work = directory / language.name / f"{header.stem}-probe"
    work.mkdir(exist_ok=True)
    asked = questions(model, NATIVE) if asked is None else asked
    result = LanguageResult(language.name, model)
    result.diagnosed = diagnosed
    called = Called()
    if any(entry["name"] == "lc_many" for entry in model.document["functions"]):
        called = prepare_calls(language, model, header, package, work, result)
    command = language.command(model, NATIVE, asked, package, work, called.rows)
    environment = {**getattr(language, "environment", {}), **build_library(model, header, directory)}
    found = answers(command, work, environment)
    result.compare(asked, found, diagnosed)
    for key, answer in called.answers.items():
        result.compare_call(key, answer, found.get(key, "no answer"))
    return result


@dataclass
class Called:
    """The calls a program makes: as code, and what they must answer."""

    rows: list[tuple[str, str]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)


def prepare_calls(language, model: Model, header: Path, package: Path, work: Path, result: LanguageResult) -> Called:
    text = " ".join(result.diagnosed)
    by_value = [call for call in all_calls() if language.calls_diagnosed or f"'{call.function}'" not in text]
    source, names = written_out(language.name, header.parent)
    (work / language.own_calls).parent.mkdir(exist_ok=True)
    (work / language.own_calls).write_text(source.read_text())
    for name in sorted(uncalled(model, language.name, header.parent)):
        if f"'{name}'" not in text:
            result.wrong.append(f"{language.name}: call {name}: the program does not make it, and no diagnostic says why")
    answers = {call.key: call.answer() for call in by_value} | {f"call {name}": ANSWERS[name] for name in names}
    return Called(rows(language.name, package, by_value) + own_rows(language.name, names), answers)
