"""The constructs of a case, with what is asked of each, and its C text without the rest of the header."""

import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from compilers import CLANG
from languages import NATIVE
from model import INCLUDE, Model
from questions import Question, questions


@dataclass
class Construct:
    name: str
    kind: str  # record, enum, constant
    questions: list[Question] = field(default_factory=list)


def constructs_of(model: Model) -> list[Construct]:
    """Everything with a name in C; unnamed members are asked about with the record around them."""
    found: dict[str, Construct] = {}
    for question in questions(model, NATIVE):
        kind = {"constant": "constant", "enum": "enum"}.get(question.kind, "record")
        if kind == "record" and model.c_name(question.entity) is None:
            continue
        found.setdefault(question.entity, Construct(question.entity, kind)).questions.append(question)
    return list(found.values())


def preprocessed(header: Path) -> str:
    """The header's own text, without what it includes."""
    result = subprocess.run([CLANG, "-w", "-std=gnu11", "-E", f"-I{INCLUDE}", "-x", "c", str(header)],
                            capture_output=True, text=True, check=True)
    own, inside = [], False
    for line in result.stdout.splitlines():
        if line.startswith("# "):
            inside = f'"{header}"' in line
        elif inside:
            own.append(line)
    return "\n".join(own)


@dataclass
class Declaration:
    text: str
    defines: set[str]
    uses: set[str]


def declarations(text: str) -> list[Declaration]:
    """The declarations of a preprocessed header, each with the words in it. Pragmas are left out: who reads single
    declarations does not know them."""
    result, depth, start = [], 0, 0
    text = re.sub(r"^\s*#.*$", "", text, flags=re.M)
    for place, letter in enumerate(text):
        depth += {"{": 1, "}": -1, "(": 1, ")": -1}.get(letter, 0)
        if letter == ";" and depth == 0:
            one = text[start:place + 1].strip()
            start = place + 1
            words = set(re.findall(r"[A-Za-z_]\w*", one))
            tags = set(re.findall(r"\b(?:struct|union|enum)\s+(?:__attribute__\s*\(\(.*?\)\)\s*)?(\w+)\s*\{", one))
            tags |= set(re.findall(r"(\w+)\s*(?:\[[^\]]*\]\s*)*;$", one)) if one.startswith("typedef") else set()
            tags |= set(re.findall(r"\(\*\s*(\w+)\)", one)) if one.startswith("typedef") else set()
            if one.startswith("typedef"):  # several names, or one behind an attribute
                tags |= set(re.findall(r"\w+", re.sub(r"__attribute__\s*\(\(.*?\)\)\)?|\{.*\}|\(.*\)", " ", one, flags=re.S)))
            result.append(Declaration(one, tags - {"typedef", "struct", "union", "enum"}, words))
    return result


def slice_for(name: str, all_declarations: list[Declaration]) -> list[Declaration]:
    """The declaration of a name and those it needs, in order."""
    wanted: list[Declaration] = []
    queue = [name]
    seen = set()
    while queue:
        current = queue.pop()
        if current in seen:
            continue
        seen.add(current)
        for declaration in all_declarations:
            if current in declaration.defines and declaration not in wanted:
                wanted.append(declaration)
                queue += declaration.uses
    return [declaration for declaration in all_declarations if declaration in wanted]


def with_one_macro(header: Path, name: str) -> str:
    """The header with no other macro than the one and those that it and the declarations need."""
    lines = header.read_text().splitlines()
    defined = {match[1] for line in lines if (match := re.match(r"#\s*define\s+(\w+)", line))}
    wanted = set()
    queue = [name] + [word for line in lines if not line.startswith("#") for word in re.findall(r"\w+", line)]
    while queue:
        current = queue.pop()
        if current in defined - wanted:
            wanted.add(current)
            queue += [word for line in lines if re.match(rf"#\s*define\s+{current}\b", line)
                      for word in re.findall(r"\w+", line)]
    return "\n".join(line for line in lines if not (match := re.match(r"#\s*(?:define|undef)\s+(\w+)", line)) or
                     match[1] in wanted or match[1].endswith("_H")) + "\n"
