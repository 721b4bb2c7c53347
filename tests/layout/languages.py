"""Every language's package against the model, on this machine."""

import os
import subprocess
from pathlib import Path

from calls import all_calls, rows
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
    """Emits the package; returns its diagnostics' lines."""
    result = run_ffigen(ffigen, [str(header), f"-I{INCLUDE}", "--lang", language, "-o", str(output)])
    if result.returncode:
        raise RuntimeError(f"ffigen {header.name} --lang {language} ended with {result.returncode}:\n{result.stderr[:2000]}")
    return [line for line in result.stderr.splitlines() if "[G" in line]


def answers(command: list[str], directory: Path, environment: dict[str, str]) -> dict[str, str]:
    result = subprocess.run(command, capture_output=True, text=True, cwd=directory, env={**os.environ, **environment})
    if result.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {result.returncode}:\n{result.stderr[-6000:]}")
    return dict(line.split("\t", 1) for line in result.stdout.splitlines() if "\t" in line)


class LanguageResult:
    def __init__(self, language: str):
        self.language = language
        self.asked = 0
        self.wrong: list[str] = []
        self.absent: dict[str, str] = {}  # question or entity → why
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


def ask_language(language, ffigen: str, model: Model, header: Path, directory: Path) -> LanguageResult:
    package = directory / language.name / header.stem
    package.parent.mkdir(parents=True, exist_ok=True)
    diagnosed = generate(ffigen, header, language.name, package)
    work = directory / language.name / f"{header.stem}-probe"
    work.mkdir(exist_ok=True)
    asked = questions(model, NATIVE)
    result = LanguageResult(language.name)
    result.diagnosed = diagnosed
    wanted = []
    if any(entry["name"] == "lc_many" for entry in model.document["functions"]):
        text = " ".join(diagnosed)
        wanted = [call for call in all_calls() if f"'{call.function}'" not in text]
    command = language.command(model, NATIVE, asked, package, work, rows(language.name, package, wanted))
    environment = {**getattr(language, "environment", {}), **build_library(model, header, directory)}
    found = answers(command, work, environment)
    result.compare(asked, found, diagnosed)
    for call in wanted:
        result.asked += 1
        if found.get(call.key) != call.answer():
            result.wrong.append(f"{language.name}: {call.key}: C answers {call.answer()}, {found.get(call.key, 'no answer')}")
    return result
