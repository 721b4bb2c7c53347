"""Fills the report: every construct, every compiler and language, every target."""

import re
from pathlib import Path

import cross
from compare import Comparison
from compilers import Compiler
from declared import NAME, READ
from known import KnownDifference
from languages import NATIVE, LanguageResult, parameter_types
from model import Model
from report import DIAGNOSED, DIFFERS, EXACT, NO_COMPILER, NOT_THERE, WRONG, Report

COLUMN = {"gcc": "gcc", "clang": "clang", "rust": "Rust", "go": "Go", "python": "Python"}


def on_target(model: Model, entity: str, target: str) -> bool:
    if entity in model.records:
        return model.layout(entity, target) is not None
    for listing, key in ((model.enums, "layouts"), (model.constants, "values")):
        if entity in listing:
            return target in listing[entity][key]
    return any(entry["name"] == entity and target in entry[key] for listing, key in (
        ("functions", "signatures"), ("variables", "types")) for entry in model.document[listing])


def fill_compiler(report: Report, header: str, model: Model, compiler: Compiler, comparison: Comparison,
                  differences: list[KnownDifference]) -> list[str]:
    """One compiler's cells; returns the entities that it was not asked about."""
    unasked = []
    for entity in report.titles[header]:
        mismatches = [m for m in comparison.mismatches if m.entity == entity]
        if not on_target(model, entity, compiler.target) or entity in comparison.answers.absent:
            sign = NOT_THERE
        elif entity not in comparison.entities:
            sign = WRONG
            unasked.append(f"{compiler.name}: nothing was asked about {entity}")
        elif not mismatches:
            sign = EXACT
        else:
            known = all(any(d.covers(compiler, m) for d in differences) for m in mismatches)
            sign = DIFFERS if known else WRONG
        report.set(entity, COLUMN[compiler.family], compiler.target, sign)
    return unasked


def same_value(value: dict, written: str) -> bool:
    """Whether a constant as a source file writes it is the model's, as far as that is plain to see."""
    if value["kind"] != "integer" or not re.fullmatch(r"-?\d+", written):
        return True
    return int(value["value"]) == int(written)


def declared_wrongly(language: str, model: Model, entity: str, target: str, declared) -> str | None:
    """What is wrong with an enum, a constant or a function in a package's source."""
    name = NAME[language](entity)
    if entity in model.enums:
        layout = model.enums[entity]["layouts"][target]
        size, signed = declared.enums.get(name, (0, None))
        if size == 0:
            return "no such type"
        if size not in (None, layout["size"]) or signed not in (None, layout["signed"]):
            return f"{size} bytes, signed {signed}"
    elif entity in model.constants:
        written = declared.constants.get(name)
        if written is None:
            return "no such constant"
        if not same_value(model.constants[entity]["values"][target], written):
            return f"is {written}"
    elif entity not in model.records and name not in declared.functions:
        return "no such function"
    return None


def diagnosed_entities(lines: list[str]) -> set[str]:
    """What the generator's diagnostics are about: the first name in quotes."""
    return {found[1] for line in lines if (found := re.search(r"'(\w+)'", line))}


def is_diagnosed(language: str, model: Model, entity: str, target: str, declared, result: LanguageResult,
                 diagnosed: set[str]) -> bool:
    """Whether the language does without the entity on the target, and said so."""
    if entity in diagnosed:
        return language != "python" or entity in declared.refused or entity not in declared.functions
    if target == NATIVE:
        return entity in result.refused
    return bool(parameter_types(model, entity) & diagnosed)  # a callback that cannot be made everywhere


def diagnosed_rows(result: LanguageResult) -> list[str]:
    """The table's lines for what a language's generator said."""
    rows = []
    for line in result.diagnosed:
        said, _, remedy = line.partition(" fix:")
        text = said.split("] ", 1)[1].removeprefix(f"{result.language}: ")
        rows.append(f"| {COLUMN[result.language]} | {text} | {remedy.strip()} |")
    return rows


def fill_language(report: Report, header: str, model: Model, language: str, package: Path, result: LanguageResult,
                  diagnosed: set[str], failures: dict[str, str]) -> list[str]:
    """One language's cells: this machine's from what its program said, the others' from its assertions, which
    compiled or not (`failures`), and its source."""
    wrong_lines = []
    report.diagnosed += diagnosed_rows(result)
    wrong_here = {line.split(": ")[1].split()[1].split(".")[0] for line in result.wrong}
    for target in report.targets:
        if language == "go" and target not in cross.GO:
            for entity in report.titles[header]:
                report.set(entity, COLUMN[language], target, NO_COMPILER if on_target(model, entity, target) else NOT_THERE)
            continue
        asserted = cross.unasserted(language, package, model, target)
        declared = READ[language](package, target)
        for entity in report.titles[header]:
            why = None
            if not on_target(model, entity, target):
                sign = NOT_THERE
            elif target in failures or (target == NATIVE and entity in wrong_here):
                sign = WRONG
            else:
                why = asserted.get(entity) or declared_wrongly(language, model, entity, target, declared)
                sign = EXACT if why is None else WRONG
                if is_diagnosed(language, model, entity, target, declared, result, diagnosed):
                    sign = DIAGNOSED
            if sign == WRONG and why:
                wrong_lines.append(f"{language} on {target}: {entity}: {why}")
            report.set(entity, COLUMN[language], target, sign)
    return wrong_lines
