"""Random headers through the languages: what each emitted package reports of a header's records and enums, and
what the compilers of this machine make of the same header."""

import random
from dataclasses import dataclass, field
from pathlib import Path

from compilers import compilers
from languages import NATIVE, ask_language
from model import Model
from questions import Question, questions, sampled
from random_headers import Generator, known_cause, record_of, render, with_needs
from values import Vector, check_compiler


@dataclass
class Batch:
    """One header, and what is wrong with what was said of it."""

    records: list
    answers: dict[str, int] = field(default_factory=dict)  # by compiler or language
    wrong: list[tuple[str, str]] = field(default_factory=list)  # record or enum, what
    diagnosed: int = 0

    def offending(self) -> str:
        """The records that something is wrong with, and what they are made of."""
        by_name = {record.name for record in self.records}
        wanted = {record_of(self.records, entity) for entity, _ in self.wrong}
        return render([record for record in self.records
                       if any(record in with_needs(self.records, name) for name in wanted & by_name)])


def check_compilers(batch: Batch, model: Model, header: Path, directory: Path, seed: int, compare) -> None:
    """`compare` asks a compiler for sizes, alignments and offsets; here the bit-fields are written and read."""
    def choose(found: list[Vector]) -> list[Vector]:
        rng = random.Random(seed)
        by_field: dict[tuple, list[Vector]] = {}
        for vector in found:
            by_field.setdefault((vector.record, vector.field, vector.background), []).append(vector)
        return [rng.choice(same) for same in by_field.values()]

    for compiler in compilers([NATIVE]):
        comparison = compare(model, header, compiler, directory)
        expected = {entity for entity in model.records if compiler.family == "gcc" and
                    known_cause(batch.records, record_of(batch.records, entity), compiler.target)}
        batch.wrong += [(mismatch.entity, f"{compiler.name}: {mismatch}") for mismatch in comparison.mismatches
                        if mismatch.entity not in expected]
        checked, wrong = check_compiler(model, header, compiler, directory, expected, choose)
        batch.wrong += [(line.split("expected ")[1].split(".")[0], line) for line in wrong]
        batch.answers[compiler.family] = comparison.checked + checked


def check_language(batch: Batch, language, ffigen: str, model: Model, header: Path, directory: Path, seed: int) -> None:
    asked: list[Question] = sampled(questions(model, NATIVE), seed)
    result = ask_language(language, ffigen, model, header, directory, asked)
    batch.answers[language.name] = result.asked
    batch.diagnosed += len(result.absent)
    batch.wrong += [(line.split(": ")[1].split()[1].split(".")[0], line) for line in result.wrong]


def make_batch(seed: int, count: int) -> Batch:
    return Batch(Generator(seed, count).generate())


