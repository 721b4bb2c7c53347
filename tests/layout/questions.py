"""What is asked of each language's package, and what the model expects it to answer.

A question has a key, an expected answer and what a back end needs to write it as code. A language's probe
program prints `key<TAB>answer` for each; keys and answers are the same for every language.
"""

import random
import struct
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from model import Field, Layout, Model
from values import field_values, image_after

SIGNED = {"signed char", "short", "int", "long", "long long", "__int128", "int8_t", "int16_t", "int32_t", "int64_t",
          "intptr_t", "ptrdiff_t", "ssize_t"}
UNSIGNED = {"unsigned char", "unsigned short", "unsigned int", "unsigned long", "unsigned long long",
            "unsigned __int128", "uint8_t", "uint16_t", "uint32_t", "uint64_t", "uintptr_t", "size_t", "bool"}
FLOATS = {"float": "f", "double": "d"}


@dataclass(frozen=True)
class Question:
    kind: str  # size, offset, write, constant, enum
    entity: str
    expected: str
    member: str = ""
    background: int = 0
    value: int | float = 0
    basic: str = ""  # basic kind of the member or constant; "enum" has the enum's name in `enum`
    enum: str = ""
    # The anonymous members around it, outermost first: record, and its number among its record's anonymous members.
    through: tuple[tuple[str, int], ...] = ()
    size: int = 0  # bytes of the member; 0 of a bit-field

    @property
    def key(self) -> str:
        place = f"{self.entity}.{self.member}" if self.member else self.entity
        tail = f" {self.background:02x} {self.value}" if self.kind == "write" else ""
        return f"{self.kind} {place}{tail}"


def basic_kind(model: Model, spelling: str, target: str) -> tuple[str, str]:
    """The basic kind behind typedefs, and the enum's name where it is one."""
    typedefs = {entry["name"]: entry for entry in model.document["typedefs"]}
    entry = model.types[spelling]
    while entry["kind"] == "typedef":
        entry = model.types[typedefs[entry["name"]]["layouts"][target]["type"]]
    return entry["kind"], entry.get("name", "") if entry["kind"] == "enum" else ""


def is_signed(model: Model, target: str, basic: str, enum: str) -> bool | None:
    """None for what is no integer."""
    info = model.document["target_info"][target]
    if basic == "enum":
        return model.enums[enum]["layouts"][target]["signed"]
    if basic == "char":
        return info["char_signed"]
    if basic == "wchar_t":
        return info["wchar_signed"]
    return True if basic in SIGNED else False if basic in UNSIGNED else None


def scalar_values(model: Model, target: str, field: Field, basic: str, enum: str) -> list[int | float]:
    if basic in FLOATS:
        return [1.5, -0.0, -0.1 if basic == "double" else -0.25]
    signed = is_signed(model, target, basic, enum)
    if signed is None:
        return []
    if basic == "wchar_t":
        return [0x20AC, 1]  # characters, since some languages take nothing else
    pattern = int.from_bytes(bytes(range(0x81, 0x81 + field.size_bits // 8)), "big")
    return [0, 1] if basic == "bool" else [pattern - (1 << field.size_bits) if signed else pattern, 1]


def scalar_image(size: int, field: Field, background: int, value: int | float, basic: str, big_endian: bool) -> bytes:
    image = bytearray([background] * size)
    width = field.size_bits // 8
    order = "big" if big_endian else "little"
    data = (struct.pack((">" if big_endian else "<") + FLOATS[basic], value) if basic in FLOATS
            else int(value).to_bytes(width, order, signed=value < 0))
    image[field.offset_bits // 8:field.offset_bits // 8 + width] = data
    return bytes(image)


def named_members(model: Model, layout: Layout) -> Iterator[tuple[Field, tuple[tuple[str, int], ...]]]:
    """The members of a record and of its anonymous members, each with those around it."""
    around: list[tuple[str, int]] = []
    counts = [0]
    for field in layout.fields:
        del around[field.depth:], counts[field.depth + 1:]
        if field.anonymous:
            counts[-1] += 1
            around.append((model.types[field.type]["name"], counts[-1]))
            counts.append(0)
        elif field.name:
            yield field, tuple(around)


def record_questions(model: Model, target: str, name: str) -> Iterator[Question]:
    layout = model.layout(name, target)
    yield Question("size", name, f"{layout.size} {layout.align}")
    for field, through in named_members(model, layout):
        kind = model.types[field.type]
        basic, enum = basic_kind(model, field.type, target)
        if not field.bitfield:
            yield Question("offset", name, str(field.offset_bits // 8), field.name, through=through,
                           size=field.size_bits // 8)
        if kind.get("const"):
            continue
        big_endian = model.big_endian(target)
        values = (field_values(field, basic == "bool") if field.bitfield
                  else scalar_values(model, target, field, basic, enum))
        for value in values:
            for background in (0x00, 0xFF):
                image = (image_after(layout.size, field, background, value, big_endian) if field.bitfield
                         else scalar_image(layout.size, field, background, value, basic, big_endian))
                yield Question("write", name, f"{show(value, basic)} {image.hex()}", field.name, background, value,
                               basic, enum, through)


def show(value: int | float, basic: str) -> str:
    """Integers in decimal, floating point as the bits of a double."""
    if isinstance(value, float) or basic in FLOATS:
        return struct.pack(">d", value).hex()
    return str(int(value))


def constant_questions(model: Model, target: str) -> Iterator[Question]:
    for name, entry in model.constants.items():
        value = entry["values"].get(target)
        if value is None:
            continue
        basic, _ = basic_kind(model, value["type"], target)
        if value["kind"] == "integer":
            yield Question("constant", name, str(int(value["value"])), basic=basic)
        elif value["kind"] == "floating":
            yield Question("constant", name, show(float.fromhex(value["hex"]), "double"), basic=basic)
        elif value["kind"] == "string":
            element, _ = basic_kind(model, model.types[value["type"]]["element"], target)
            yield Question("constant", name, value["bytes"], basic=f"string of {element}")


def questions(model: Model, target: str) -> list[Question]:
    result: list[Question] = []
    for name in model.records:
        if model.layout(name, target) is not None:
            result += record_questions(model, target, name)
    for name, entry in model.enums.items():
        layout = entry["layouts"].get(target)
        if layout is None:
            continue
        if not entry.get("anonymous"):
            result.append(Question("enum", name, str(layout["size"])))
    result += constant_questions(model, target)
    return result


def sampled(asked: list[Question], seed: int) -> list[Question]:
    """All questions, but of the writes to each member only two, to zeros and to ones."""
    rng = random.Random(seed)
    writes: dict[tuple, list[Question]] = defaultdict(list)
    for question in asked:
        if question.kind == "write":
            writes[question.entity, question.member, question.background].append(question)
    chosen = {id(rng.choice(same)) for same in writes.values()}
    return [question for question in asked if question.kind != "write" or id(question) in chosen]
