"""Rust's and Go's packages on other machines: their programs are built here and run under qemu-user. The big-endian
one among them shows that bit-fields are counted from the other end."""

import shutil
from dataclasses import replace
from pathlib import Path

import cross
from compilers import GCC
from lang_go import Go
from lang_rust import Rust
from languages import NATIVE, LanguageResult, answers, generate
from model import Model
from questions import Question, questions, sampled


def foreign_targets() -> list[str]:
    """Targets of Linux whose programs run here, this machine's own left out."""
    return [target for target, (gcc, runner) in GCC.items() if target != NATIVE and "-linux-" in target and
            all(shutil.which(program) for program in (gcc, *runner))]


def foreign_rust(cargo: str, target: str) -> tuple[Rust, dict[str, str]]:
    gcc, runner = GCC[target]
    triple = cross.RUST[target][0]
    variable = f"CARGO_TARGET_{triple.upper().replace('-', '_')}"
    environment = {"CARGO_BUILD_TARGET": triple, f"{variable}_LINKER": gcc, f"{variable}_RUSTFLAGS": "-C target-feature=+crt-static"}
    if runner:
        environment[f"{variable}_RUNNER"] = runner[0]
    return Rust(cargo, cross.rust_facts(target)), environment


def foreign_go(go: str, target: str) -> tuple[Go, dict[str, str]]:
    system, machine = cross.GO[target]
    language = Go(go, {system, machine, "unix", "gc"})
    flags = " ".join(["-mod=mod", *(f"-exec={program}" for program in GCC[target][1])])
    return language, {**language.environment, "GOOS": system, "GOARCH": machine, "CGO_ENABLED": "0", "GOFLAGS": flags}


def go_aligned(question: Question) -> Question:
    """Go aligns nothing to more than 4 on machines of 32 bits. The package looks at such addresses before C gets them
    and has no allocator for 8 bytes, as it has beyond."""
    size, _, align = question.expected.partition(" ")
    return replace(question, expected=f"{size} 4") if question.kind == "size" and align == "8" else question


def ask_foreign(language, environment: dict[str, str], ffigen: str, model: Model, header: Path, target: str,
                work: Path) -> LanguageResult:
    """All of a header's data: sizes, places, values written and read, constants. Calls need a library of the target."""
    work.mkdir(parents=True, exist_ok=True)
    package, probe = work / header.stem, work / f"{header.stem}-probe"
    probe.mkdir(exist_ok=True)
    result = LanguageResult(language.name, model)
    diagnosed = generate(ffigen, header, language.name, package)
    asked = sampled(questions(model, target), 1)
    if getattr(language, "largest", 8) == 4:
        asked = [go_aligned(question) for question in asked]
    command = language.command(model, target, asked, package, probe, [])
    result.compare(asked, answers(command, probe, environment), diagnosed)
    return result
