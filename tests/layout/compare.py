"""The model against a compiler's answers: every number, bit by bit."""

import struct
from dataclasses import dataclass

from model import Field, Model
from probe import TYPE_NAMES, Answers


@dataclass(frozen=True)
class Mismatch:
    entity: str  # record, enum, constant or function
    what: str
    model: object
    compiler: object

    def __str__(self) -> str:
        return f"{self.entity}: {self.what}: the model says {self.model}, the compiler {self.compiler}"


def bits_of(image: bytes, big_endian: bool) -> set[int]:
    """The set bits of an object, counted as the model does: from the first byte, and within a byte from the
    least significant bit, on big-endian targets from the most significant one."""
    order = (lambda bit: 7 - bit) if big_endian else (lambda bit: bit)
    return {8 * index + order(bit) for index, byte in enumerate(image) for bit in range(8) if byte >> bit & 1}


def expected_bits(field: Field) -> set[int]:
    return set(range(field.offset_bits, field.offset_bits + field.size_bits))


class Comparison:
    """Collects mismatches, and counts what was compared."""

    def __init__(self, model: Model, target: str, answers: Answers):
        self.model, self.target, self.answers = model, target, answers
        self.mismatches: list[Mismatch] = []
        self.checked = 0
        self.entities: set[str] = set()

    def expect(self, entity: str, what: str, said: object, found: object) -> None:
        self.checked += 1
        self.entities.add(entity)
        if said != found:
            self.mismatches.append(Mismatch(entity, what, said, found))

    def records(self) -> None:
        for (kind, name, *rest), found in self.answers.numbers.items():
            if kind == "record":
                layout = self.model.layout(name, self.target)
                self.expect(name, rest[0], getattr(layout, rest[0]), found)
            elif kind == "field":
                field = next(f for f in self.model.layout(name, self.target).fields if f.name == rest[0])
                if rest[1] == "offset":
                    self.expect(name, f"{field.name} offset", field.offset_bits, 8 * found)
                elif rest[1] == "size":
                    self.expect(name, f"{field.name} size", field.size_bits, 8 * found)
                elif found != 1:
                    self.expect(name, f"{field.name} type", field.type, "another type")
        for (kind, name, *rest), image in self.answers.images.items():
            if kind != "bits":
                continue
            field = next(f for f in self.model.layout(name, self.target).fields if f.name == rest[0])
            found = bits_of(image, self.model.big_endian(self.target))
            self.expect(name, f"{field.name} bits", sorted(expected_bits(field)), sorted(found))

    def enums(self) -> None:
        values = {value["name"]: (name, value["value"]) for name, entry in self.model.enums.items()
                  for value in entry["layouts"].get(self.target, {"values": []})["values"]}
        for (kind, name, *rest), found in self.answers.numbers.items():
            if kind == "enum":
                layout = self.model.enums[name]["layouts"][self.target]
                self.expect(name, rest[0], int(layout[rest[0]]), found)
            elif kind == "enumerator":
                enum, value = values[name]
                self.expect(enum, name, int(value), found)

    def typedefs(self) -> None:
        layouts = {entry["name"]: entry["layouts"].get(self.target) for entry in self.model.document["typedefs"]}
        for (kind, name, *rest), found in self.answers.numbers.items():
            if kind == "typedef":
                self.expect(name, rest[0], layouts[name][rest[0]], found)

    def constants(self) -> None:
        for (kind, name, *rest), found in self.answers.numbers.items():
            if kind != "constant":
                continue
            value = self.model.constants[name]["values"][self.target]
            if rest[0] == "value":
                # The probe sees 64 bits and a sign.
                self.expect(name, "value", int(value["value"]), found)
            elif rest[0] == "low":
                self.expect(name, "low half", int(value["value"]) & (1 << 64) - 1, found)
            elif rest[0] == "high":
                self.expect(name, "high half", int(value["value"]) >> 64 & (1 << 64) - 1, found)
            elif rest[0] == "compatible":
                self.expect(name, "compatible", 1, found)
            elif rest[0] == "length":
                self.expect(name, "length", len(value["bytes"]) // 2, found)
            elif rest[0] == "type":
                spelled = self.compiled_type(value["type"])
                self.expect(name, "type", spelled, TYPE_NAMES[found] if found < len(TYPE_NAMES) else "another type")
            elif rest[0] == "element":
                element = self.model.types[value["type"]]["element"]
                self.expect(name, "element size", self.basic_size(element), found)
        for (kind, name, *_), image in self.answers.images.items():
            if kind != "constant":
                continue
            value = self.model.constants[name]["values"][self.target]
            if value["kind"] == "floating":
                order = ">" if self.model.big_endian(self.target) else "<"
                found = struct.unpack(order + "d", image)[0]
                said = float.fromhex(value["hex"])
                self.expect(name, "value", said.hex(), found.hex())  # -0.0 == 0.0, but not as text
            else:
                unit = self.basic_size(self.model.types[value["type"]]["element"])
                self.expect(name, "bytes", value["bytes"], image[:-unit].hex())

    def compiled_type(self, spelling: str) -> str:
        """A constant's type as the probe tells it: an enum by its underlying type."""
        kind = basic_type(self.model, spelling)
        if kind == "enum":
            kind = self.model.enums[self.model.types[spelling]["name"]]["layouts"][self.target]["underlying"]
        return "_Bool" if kind == "bool" else kind

    def basic_size(self, spelling: str) -> int:
        """Size of a basic type, behind its typedefs."""
        kind = basic_type(self.model, spelling, keep_names=True)
        basic = self.model.document["target_info"][self.target]["basic"]
        return basic[kind]["size"]

    def functions(self) -> None:
        for (kind, name, *_), found in self.answers.numbers.items():
            if kind in ("function", "variable"):
                self.expect(name, "type", "the same", "the same" if found else "another type")

    def all(self) -> "Comparison":
        self.records()
        self.enums()
        self.typedefs()
        self.constants()
        self.functions()
        return self


def basic_type(model: Model, spelling: str, keep_names: bool = False) -> str:
    """C's basic type behind a spelling; enums are left as they are."""
    entry = model.types[spelling]
    if entry["kind"] == "typedef" and not keep_names:
        return entry["name"]
    return entry["kind"]
