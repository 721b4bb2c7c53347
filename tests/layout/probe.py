"""Asks a compiler what it makes of a header, without running anything.

The answers are constant expressions in the initialisers of objects that start with a marker; they are
read back from the object file, whatever its format and byte order. The place of a bit-field is found from
the bytes of an object that is zero but for this field, all ones.
"""

import re
import struct
from dataclasses import dataclass, field
from pathlib import Path

from compilers import Compiler
from model import INCLUDE, Model

NUMBERS = "FFIGEN-NUMBERS-."
TYPE_NAMES = ("_Bool", "char", "signed char", "unsigned char", "short", "unsigned short", "int", "unsigned int",
              "long", "unsigned long", "long long", "unsigned long long", "float", "double", "long double")

PRELUDE = """
#define FFIGEN_B(x, n) ((unsigned char)(((unsigned long long)(x)) >> (n)))
#define FFIGEN_N(x) { FFIGEN_B(x, 0), FFIGEN_B(x, 8), FFIGEN_B(x, 16), FFIGEN_B(x, 24), FFIGEN_B(x, 32), \\
                      FFIGEN_B(x, 40), FFIGEN_B(x, 48), FFIGEN_B(x, 56), ((x) < 0) }
#define FFIGEN_OFFSET(t, m) __builtin_offsetof(t, m)
#define FFIGEN_TYPE(x) _Generic((x), _Bool: 0, char: 1, signed char: 2, unsigned char: 3, short: 4, \\
    unsigned short: 5, int: 6, unsigned int: 7, long: 8, unsigned long: 9, long long: 10, \\
    unsigned long long: 11, float: 12, double: 13, long double: 14, default: 99)
"""


@dataclass
class Answers:
    numbers: dict[tuple, int] = field(default_factory=dict)
    images: dict[tuple, bytes] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)  # entities this compiler does not have
    own_text: str = ""  # the header, preprocessed, without what it includes


class Probe:
    """One source file with the questions about a header (or several) on one target."""

    def __init__(self, includes: list[str]):
        self.includes = includes
        self.numbers: list[tuple[tuple, str]] = []
        self.images: list[tuple[tuple, str, str, str]] = []

    def number(self, key: tuple, expression: str) -> None:
        self.numbers.append((key, expression))

    def image(self, key: tuple, declaration: str, initialiser: str, size: str) -> None:
        """`declaration` declares a member named v; `size` is an expression for its bytes."""
        self.number(("image offset", key), f"FFIGEN_OFFSET(struct ffigen_image_{len(self.images)}, v)")
        self.number(("image size", key), size)
        self.images.append((key, declaration, initialiser, size))

    def source(self) -> str:
        lines = [f'#include "{include}"' for include in self.includes] + [PRELUDE]
        for index, (_, declaration, initialiser, _) in enumerate(self.images):
            lines.append(f"struct ffigen_image_{index} {{ char magic[16]; {declaration}; }};")
            lines.append(f"const struct ffigen_image_{index} ffigen_object_{index} = "
                         f'{{ "FFIMAGE-{index:07d}", {initialiser} }};')
        lines.append(f"const struct {{ char magic[16]; unsigned char n[{len(self.numbers)}][9]; }} ffigen_numbers = "
                     f'{{ "{NUMBERS[:15]}", {{')
        lines += [f"    FFIGEN_N({expression})," for _, expression in self.numbers]
        lines.append("} };\n")
        return "\n".join(lines)

    def answers(self, data: bytes) -> Answers:
        """Reads the answers from an object file."""
        result = Answers()
        start = data.index(NUMBERS[:15].encode() + b"\0") + 16
        for index, (key, _) in enumerate(self.numbers):
            low, negative = struct.unpack_from("<QB", data, start + 9 * index)
            result.numbers[key] = low - (1 << 64) if negative else low
        for index, (key, *_) in enumerate(self.images):
            place = data.index(f"FFIMAGE-{index:07d}".encode() + b"\0")
            place += result.numbers.pop(("image offset", key))
            result.images[key] = data[place:place + result.numbers.pop(("image size", key))]
        return result


def ask_records(probe: Probe, model: Model, target: str, has) -> None:
    for name in model.records:
        layout, c_type = model.layout(name, target), model.c_type(name)
        if layout is None or c_type is None or not has(name):
            continue
        probe.number(("record", name, "size"), f"sizeof({c_type})")
        probe.number(("record", name, "align"), f"_Alignof({c_type})")
        for f in layout.fields:
            # What a record of another header is made of is that header's affair: each compiler has its own copy of some.
            if not f.name or model.records[name].get("included"):
                continue
            if f.bitfield:
                probe.image(("bits", name, f.name), f"{c_type} v", f"{{ .{f.name} = -1 }}", f"sizeof({c_type})")
                continue
            member = f"(({c_type} *)0)->{f.name}"
            probe.number(("field", name, f.name, "offset"), f"FFIGEN_OFFSET({c_type}, {f.name})")
            if model.types[f.type]["kind"] != "flexible array":
                probe.number(("field", name, f.name, "size"), f"sizeof({member})")
            spelled = model.nameable(f.type)
            if spelled is not None:
                probe.number(("field", name, f.name, "type"),
                             f"__builtin_types_compatible_p(__typeof__({member}), {spelled})")


def ask_enums(probe: Probe, model: Model, target: str, has) -> None:
    for name, entry in model.enums.items():
        layout = entry["layouts"].get(target)
        if layout is None:
            continue
        if not entry.get("anonymous"):
            if not has(name):
                continue
            probe.number(("enum", name, "size"), f"sizeof({entry['c_name']})")
            probe.number(("enum", name, "align"), f"_Alignof({entry['c_name']})")
            probe.number(("enum", name, "signed"), f"(({entry['c_name']})-1 < 0)")
        for value in layout["values"]:
            probe.number(("enumerator", value["name"]), value["name"])


def ask_typedefs(probe: Probe, model: Model, target: str, has) -> None:
    for entry in model.document["typedefs"]:
        layout = entry["layouts"].get(target)
        if layout is None or layout["size"] == 0 or not has(entry["name"]) or entry.get("included"):
            continue
        probe.number(("typedef", entry["name"], "size"), f"sizeof({entry['name']})")
        probe.number(("typedef", entry["name"], "align"), f"_Alignof({entry['name']})")


def ask_constants(probe: Probe, model: Model, target: str) -> None:
    for name, entry in model.constants.items():
        value = entry["values"].get(target)
        if value is None:
            continue
        if value["kind"] == "pointer":
            probe.number(("constant", name, "value"), f"(unsigned long long)(__UINTPTR_TYPE__)({name})")
        elif value["kind"] == "integer" and "__int128" in model.types[value["type"]]["kind"]:
            probe.number(("constant", name, "low"), f"(unsigned long long)({name})")
            probe.number(("constant", name, "high"), f"(unsigned long long)(({name}) >> 64)")
            probe.number(("constant", name, "compatible"),
                         f"__builtin_types_compatible_p(__typeof__({name}), {model.types[value['type']]['kind']})")
        elif value["kind"] == "integer":
            probe.number(("constant", name, "value"), name)
            probe.number(("constant", name, "type"), f"FFIGEN_TYPE({name})")
        elif value["kind"] == "floating":
            probe.image(("constant", name, "value"), "double v", f"(double)({name})", "8")
            probe.number(("constant", name, "type"), f"FFIGEN_TYPE({name})")
        elif value["kind"] == "string" and model.types[value["type"]]["kind"] == "pointer":
            # A macro that points to its text: its length, and that it is the same.
            text = bytes.fromhex(value["bytes"])
            probe.number(("constant", name, "length"), f"__builtin_strlen({name})")
            literal = "".join(f"\\{byte:03o}" for byte in text)
            probe.number(("constant", name, "compatible"), f'__builtin_strcmp({name}, "{literal}") == 0')
        elif value["kind"] == "string":
            probe.image(("constant", name, "value"), f"__typeof__(({name})[0]) v[sizeof({name}) / sizeof(({name})[0])]",
                        name, f"sizeof({name})")
            probe.number(("constant", name, "element"), f"sizeof(({name})[0])")


def ask_functions(probe: Probe, model: Model, target: str, has) -> None:
    for entry in model.document["functions"]:
        signature = entry["signatures"].get(target)
        spelled = model.nameable(signature) if signature else None
        if spelled is None or not has(entry["name"]) or entry.get("included"):
            continue
        probe.number(("function", entry["name"], "type"),
                     f"__builtin_types_compatible_p(__typeof__({entry['name']}), {spelled})")


def ask_variables(probe: Probe, model: Model, target: str, has) -> None:
    for entry in model.document["variables"]:
        spelled = model.nameable(entry["types"][target]) if target in entry["types"] else None
        if spelled is not None and has(entry["name"]) and not entry.get("included"):
            probe.number(("variable", entry["name"], "type"),
                         f"__builtin_types_compatible_p(__typeof__({entry['name']}), {spelled})")


def ask(model: Model, headers: list[Path], compiler: Compiler, directory: Path, arguments: tuple[str, ...] = ()) -> Answers:
    """Everything the model says of the compiler's target, as the compiler sees it."""
    includes = [str(header) for header in headers]
    options = (f"-I{INCLUDE}", *arguments)
    parts = [compiler.preprocess(header, *options) for header in headers]
    words = set(re.findall(r"\w+", "\n".join(whole for whole, _ in parts)))
    absent = set()

    def has(name: str) -> bool:
        """Whether the compiler sees the entity; unnamed records go with what is around them."""
        if name in model.records and model.c_name(name) is None:
            spelled = model.unnamed.get(name, "")
            present = set(re.findall(r"\w+", spelled)) <= words | {"__typeof__", "struct", "union", "0"}
        else:
            present = name in words
        if not present:
            absent.add(name)
        return present

    probe = Probe(includes)
    ask_records(probe, model, compiler.target, has)
    ask_enums(probe, model, compiler.target, has)
    ask_typedefs(probe, model, compiler.target, has)
    ask_constants(probe, model, compiler.target)
    ask_functions(probe, model, compiler.target, has)
    ask_variables(probe, model, compiler.target, has)
    stem = f"{headers[0].stem}-{compiler.family}-{compiler.target}"
    source, output = directory / f"{stem}.c", directory / f"{stem}.o"
    source.write_text(probe.source())
    messages = compiler.compile(source, output, "-c", "-O0", *options)
    if messages:
        raise RuntimeError(f"{compiler.name} cannot compile {source}:\n{messages[:4000]}")
    answers = probe.answers(output.read_bytes())
    answers.absent = absent
    answers.own_text = "\n".join(own for _, own in parts)
    return answers
