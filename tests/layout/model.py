"""The model that ffigen prints, as the suite uses it."""

import json
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INCLUDE = ROOT / "generator" / "include"


def run_ffigen(ffigen: str, arguments: list[str], **options) -> subprocess.CompletedProcess:
    return subprocess.run([ffigen, *arguments], capture_output=True, text=True, **options)


# How the model's kinds are written in C where that differs.
BASIC = {"bool": "_Bool"}
CONVENTIONS = {"c": "", "ms_abi": "__attribute__((ms_abi)) ", "sysv_abi": "__attribute__((sysv_abi)) ",
               "stdcall": "__attribute__((stdcall)) "}


@dataclass(frozen=True)
class Field:
    name: str
    type: str
    offset_bits: int
    size_bits: int
    bitfield: bool
    signed: bool
    anonymous: bool
    depth: int


@dataclass(frozen=True)
class Layout:
    size: int
    align: int
    fields: tuple[Field, ...]


class Model:
    """One header, every target."""

    def __init__(self, document: dict):
        self.document = document
        self.targets: list[str] = document["targets"]
        self.records = {record["name"]: record for record in document["records"]}
        self.enums = {enum["name"]: enum for enum in document["enums"]}
        self.constants = {constant["name"]: constant for constant in document["constants"]}
        self.types: dict[str, dict] = document["types"]

    @classmethod
    def of(cls, ffigen: str, header: Path, *arguments: str) -> "Model":
        result = run_ffigen(ffigen, [str(header), "--lang", "json", *arguments])
        if result.returncode != 0:
            raise RuntimeError(f"ffigen {header} failed ({result.returncode}):\n{result.stderr}")
        return cls(json.loads(result.stdout))

    def big_endian(self, target: str) -> bool:
        return self.document["target_info"][target]["big_endian"]

    def layout(self, record: str, target: str) -> Layout | None:
        found = self.records[record].get("layouts", {}).get(target)
        if found is None:
            return None
        return Layout(found["size"], found["align"], tuple(
            Field(f["name"], f["type"], f["offset_bits"], f["size_bits"], f.get("bitfield", False),
                  f.get("signed", False), f.get("anonymous", False), f.get("depth", 0))
            for f in found["fields"]))

    @cached_property
    def unnamed(self) -> dict[str, str]:
        """C types of records that have no name in C: unnamed types of named members, by typeof."""
        result: dict[str, str] = {}
        for _ in range(4):  # unnamed types nest; each round goes one level deeper
            for name in self.records:
                outer = result.get(name) or self.c_name(name)
                if outer is None:
                    continue
                for layout in self.records[name].get("layouts", {}).values():
                    for field in layout["fields"]:
                        if not field["name"] or field.get("bitfield"):
                            continue
                        inner, depth = self.innermost(field["type"])
                        if inner in self.records and self.c_name(inner) is None:
                            element = f"(({outer} *)0)->{field['name']}" + "[0]" * depth
                            result.setdefault(inner, f"__typeof__({element})")
        return result

    def innermost(self, spelling: str) -> tuple[str | None, int]:
        """The record an array (of arrays) is made of, and how many dimensions it has."""
        depth = 0
        entry = self.types[spelling]
        while entry["kind"] in ("array", "flexible array"):
            entry = self.types[entry["element"]]
            depth += 1
        return (entry["name"] if entry["kind"] == "record" else None), depth

    def c_name(self, record: str) -> str | None:
        entry = self.records[record]
        return None if entry.get("anonymous") else entry["c_name"]

    def c_type(self, record: str) -> str | None:
        """What to call the record in C; None for the type of an anonymous member."""
        return self.c_name(record) or self.unnamed.get(record)

    def nameable(self, spelling: str, declarator: str = "") -> str | None:
        """The type as C text around a declarator, or None if some part of it has no name in C."""
        entry = self.types[spelling]
        kind = entry["kind"]
        qualifiers = "".join(f"{word} " for word in ("const", "volatile", "restrict") if entry.get(word))
        if kind == "pointer":
            pointee = self.types[entry["pointee"]]["kind"]
            star = f"*{qualifiers}{declarator}"
            return self.nameable(entry["pointee"], f"({star})" if pointee in ("array", "flexible array", "function") else star)
        if kind in ("array", "flexible array"):
            return self.nameable(entry["element"], f"{declarator}[{entry.get('count', '')}]")
        if kind == "function":
            parameters = [self.nameable(parameter) for parameter in entry["parameters"]]
            if None in parameters or entry["convention"] not in CONVENTIONS:
                return None
            inside = ", ".join([*parameters, "..."] if entry["variadic"] else parameters) or "void"
            if not entry["prototype"]:
                inside = ""
            return self.nameable(entry["result"], f"{CONVENTIONS[entry['convention']]}{declarator}({inside})")
        base = self.base(entry)
        return base and f"{qualifiers}{base} {declarator}".rstrip()

    def base(self, entry: dict) -> str | None:
        """What stands before the declarator, but for qualifiers."""
        kind = entry["kind"]
        element = self.nameable(entry["element"]) if kind in ("atomic", "complex", "vector") else None
        if kind == "atomic":
            return element and f"_Atomic({element})"
        if kind == "complex":
            return f"{element} _Complex"
        if kind == "vector":
            return f"__attribute__((vector_size({entry['count']} * sizeof({element})))) {element}"
        if kind == "bit int":
            return f"{'unsigned ' if entry['unsigned'] else ''}_BitInt({entry['bits']})"
        if kind == "record":
            return self.c_name(entry["name"])
        if kind == "enum":
            enum = self.enums[entry["name"]]
            return None if enum.get("anonymous") else enum["c_name"]
        if kind == "typedef":
            return entry["name"]
        return None if kind == "unsupported" else BASIC.get(kind, kind)
