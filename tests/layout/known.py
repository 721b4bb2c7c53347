"""Files of expectations: numbers known beforehand, and where gcc is known to disagree with clang."""

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from compare import Mismatch, basic_type
from compilers import Compiler
from model import Model

HERE = Path(__file__).resolve().parent


@dataclass
class KnownDifference:
    family: str
    target: str
    entity: str
    what: str
    reason: str
    line: int
    seen: int = field(default=0)

    def covers(self, compiler: Compiler, mismatch: Mismatch) -> bool:
        return (self.family == compiler.family and fnmatchcase(compiler.target, self.target) and
                fnmatchcase(mismatch.entity, self.entity) and fnmatchcase(mismatch.what, self.what))


def known_differences(path: Path = HERE / "known_differences.txt") -> list[KnownDifference]:
    result = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            what, reason = line.split("  # ", 1)
            family, target, entity, question = what.split(None, 3)
            result.append(KnownDifference(family, target, entity, question.strip(), reason.strip(), number))
    return result


AAPCS = ("aarch64-", "armv7-", "arm64-apple-")


def in_group(model: Model, target: str, group: str) -> bool:
    """Whether a target belongs to a group of targets named in expected.txt."""
    msvc = target.endswith("-windows-msvc")
    return {
        "*": True,
        "ms": msvc or target.endswith("-mingw32"),
        "msvc": msvc,
        "arm": target.startswith(AAPCS[:2]),
        "i686": target == "i686-unknown-linux-gnu",
        "big": model.big_endian(target),
        "unsigned_char": not model.document["target_info"][target]["char_signed"],
    }.get(group, target == group)


def check_expected(model: Model, path: Path = HERE / "expected.txt") -> tuple[int, list[str], set[str]]:
    """Compares the model with the numbers known beforehand: how many, what is wrong, which entities."""
    rules: dict[str, list[tuple[list[str], str, list[str]]]] = {}
    for line in path.read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            entity, groups, numbers, *places = line.split("  #")[0].split()
            rules.setdefault(entity, []).append((groups.split(","), numbers, places))
    checked, wrong, entities = 0, [], set()
    for entity, lines in rules.items():
        for target in model.targets:
            found = describe(model, entity, target)
            if found is None:
                continue
            for groups, numbers, places in lines:
                if not any(in_group(model, target, group) for group in groups):
                    continue
                checked += 1 + len(places)
                entities.add(entity)
                if found[0] != numbers:
                    wrong.append(f"{entity} on {target}: the model says {found[0]}, known is {numbers}")
                wrong += [f"{entity} on {target}: {place} is known, the model has {' '.join(sorted(found[1]))}"
                          for place in places if place not in found[1]]
                break
    return checked, wrong, entities


def describe(model: Model, entity: str, target: str) -> tuple[str, set[str]] | None:
    """size/align and field@bit of a record, size/align of an enum, value:type of a constant."""
    if entity in model.records:
        layout = model.layout(entity, target)
        return layout and (f"{layout.size}/{layout.align}", {f"{f.name}@{f.offset_bits}" for f in layout.fields})
    if entity in model.enums:
        layout = model.enums[entity]["layouts"].get(target)
        return layout and (f"{layout['size']}/{layout['align']}", set())
    if entity in model.constants:
        value = model.constants[entity]["values"].get(target)
        return value and (f"{value['value']}:{basic_type(model, value['type']).replace(' ', '_')}", set())
    return None
