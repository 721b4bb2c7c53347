"""Random headers: records of every shape that C11 and GNU attributes allow, from a seed.

The same seed makes the same header everywhere. A header that fails is shrunk: members, attributes and
records are taken away as long as the failure stays.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

SCALARS = ["char", "signed char", "unsigned char", "short", "unsigned short", "int", "unsigned", "long",
           "unsigned long", "long long", "unsigned long long", "float", "double", "_Bool", "int8_t", "uint8_t",
           "int16_t", "uint16_t", "int32_t", "uint32_t", "int64_t", "uint64_t", "size_t", "wchar_t", "long double",
           "_Atomic int", "_Atomic uint64_t", "float _Complex", "double _Complex"]
WIDE_SCALARS = ["__int128", "unsigned __int128"]
POINTERS = ["void *{}", "const char *{}", "int (*{})(int)", "double **{}"]
# Type, largest width that every target allows.
BITFIELDS = [("_Bool", 1), ("char", 8), ("signed char", 8), ("unsigned char", 8), ("short", 16),
             ("unsigned short", 16), ("int", 32), ("unsigned", 32), ("long", 32), ("unsigned long", 32),
             ("long long", 64), ("unsigned long long", 64), ("uint8_t", 8), ("int16_t", 16), ("uint32_t", 32),
             ("int64_t", 64), ("enum plain", 3), ("enum minus", 3)]
WIDE_BITFIELDS = [("__int128", 128), ("unsigned __int128", 128)]
ALIGNED_TYPEDEFS = ["int_1", "int_16", "double_4", "u64_8"]

PROLOGUE = """#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum plain { PLAIN_A, PLAIN_B, PLAIN_C };
enum minus { MINUS_A = -1, MINUS_B };
typedef int int_1 __attribute__((aligned(1)));
typedef int int_16 __attribute__((aligned(16)));
typedef double double_4 __attribute__((aligned(4)));
typedef uint64_t u64_8 __attribute__((aligned(8)));
"""


@dataclass(frozen=True)
class Member:
    declaration: str  # with its name, without attribute and width
    width: int | None = None
    aligned: int | None = None
    packed: bool = False
    needs: str | None = None  # record it is made of
    named: bool = True

    def render(self, indent: str) -> str:
        text = self.declaration + (f" : {self.width}" if self.width is not None else "")
        text += f" __attribute__((aligned({self.aligned})))" if self.aligned else ""
        text += " __attribute__((packed))" if self.packed else ""
        return f"{indent}{text};\n"


@dataclass(frozen=True)
class Enum:
    name: str
    values: tuple[int, ...]
    packed: bool = False
    kind: str = "enum"
    members: tuple = ()
    guard: str = ""

    def render(self) -> str:
        attribute = " __attribute__((packed))" if self.packed else ""
        listed = ", ".join(f"{self.name.upper()}_{index} = {c_number(value)}" for index, value in enumerate(self.values))
        return f"enum{attribute} {self.name} {{ {listed} }};\n"

    def needs(self) -> set[str]:
        return set()


@dataclass(frozen=True)
class Record:
    kind: str
    name: str  # empty: a member's own type
    members: tuple = ()
    packed: bool = False
    aligned: int | None = None
    pack: int | None = None  # #pragma pack around it
    declarator: str = ""  # of a member that has a name; its type has none
    guard: str = ""  # macro that a target must have for it

    def render(self, indent: str = "") -> str:
        attributes = (["packed"] if self.packed else []) + ([f"aligned({self.aligned})"] if self.aligned else [])
        head = f"{indent}{self.kind} " + (f"__attribute__(({', '.join(attributes)})) " if attributes else "")
        text = f"{head}{self.name} {{\n" if self.name else f"{head}{{\n"
        text += "".join(member.render(indent + "    ") for member in self.members)
        text += f"{indent}}}{' ' * bool(self.declarator)}{self.declarator};\n"
        if self.pack:
            text = f"#pragma pack(push, {self.pack})\n{text}#pragma pack(pop)\n"
        return f"#ifdef {self.guard}\n{text}#endif\n" if self.guard else text

    def needs(self) -> set[str]:
        found = set()
        for member in self.members:
            found |= member.needs() if isinstance(member, Record) else {member.needs} - {None}
        return found


def c_number(value: int) -> str:
    """An integer constant; the least int has no literal of its own."""
    if value < -0x7FFFFFFF:
        return f"({value + 1}ll - 1)" if value < -0x80000000 else f"({value + 1} - 1)"
    return f"{value}ll" if value > 0xFFFFFFFF else f"{value}u" if value > 0x7FFFFFFF else str(value)


@dataclass
class Generator:
    seed: int
    count: int
    rng: random.Random = field(init=False)
    records: list[Record | Enum] = field(default_factory=list)
    wide: bool = False  # the record being made may have 128-bit members

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)

    def chance(self, percent: int) -> bool:
        return self.rng.randrange(100) < percent

    def plain(self, name: str) -> Member:
        pick = self.rng.randrange(100)
        needs = None
        if pick < 8:
            text = self.rng.choice(POINTERS).format(name)
        elif pick < 14:
            text = f"{self.rng.choice(ALIGNED_TYPEDEFS)} {name}"
        elif pick < 18:
            text = f"enum {self.rng.choice(['plain', 'minus'])} {name}"
        elif pick < 32 and (inner := self.earlier()):
            text, needs = f"{inner.kind} {inner.name} {name}", inner.name
        else:
            text = f"{self.rng.choice(SCALARS + WIDE_SCALARS * 4 if self.wide else SCALARS)} {name}"
        # An element's size must be a multiple of its alignment, so no arrays of aligned typedefs.
        if "(" not in text and not text.startswith(tuple(ALIGNED_TYPEDEFS)) and self.chance(20):
            text += f"[{self.rng.randint(1, 5)}]"
            if self.chance(20):
                text += f"[{self.rng.randint(1, 3)}]"
        aligned = 1 << self.rng.randint(0, 5) if self.chance(8) else None
        return Member(text, None, aligned, self.chance(5), needs)

    def earlier(self, kinds: tuple[str, ...] = ("struct", "union", "enum")) -> Record | Enum | None:
        """One of the latest records that every target has."""
        able = [record for record in self.records[-20:] if not record.guard and record.kind in kinds]
        return self.rng.choice(able) if able else None

    def bitfield(self, name: str) -> Member:
        type_name, most = self.rng.choice(BITFIELDS + WIDE_BITFIELDS * 4 if self.wide else BITFIELDS)
        needs = None
        if self.chance(8) and (enum := self.earlier(("enum",))):
            type_name, most, needs = f"enum {enum.name}", 8 if enum.packed else 32, enum.name
        if self.chance(6):
            return Member(type_name, 0, needs=needs, named=False)
        if self.chance(8):
            return Member(type_name, self.rng.randint(1, most), needs=needs, named=False)
        aligned = 1 << self.rng.randint(0, 4) if self.chance(3) else None
        return Member(f"{type_name} {name}", self.rng.randint(1, most), aligned, self.chance(3), needs)

    def members(self, prefix: str, depth: int) -> tuple:
        result = []
        for index in range(self.rng.randint(1, 7 if depth == 0 else 4)):
            name = f"{prefix}{index}"
            if depth < 2 and self.chance(8):
                inner = self.record("", name + "_", depth + 1)
                if self.chance(35):
                    inner = replace(inner, declarator=name + ("[2]" if self.chance(30) else ""))
                result.append(inner)
            elif self.chance(45):
                result.append(self.bitfield(name))
            else:
                result.append(self.plain(name))
        return tuple(result)

    def record(self, name: str, prefix: str, depth: int) -> Record:
        return Record("union" if self.chance(15) else "struct", name, self.members(prefix, depth), self.chance(20),
                      1 << self.rng.randint(0, 6) if self.chance(10) else None,
                      self.rng.choice([1, 2, 4, 8]) if depth == 0 and self.chance(15) else None)

    def generate(self) -> list[Record]:
        made = 0
        while made < self.count:
            if self.chance(6):
                self.records.append(self.enumeration(f"e{len(self.records)}"))
                continue
            self.wide = self.chance(8)
            record = self.record(f"r{len(self.records)}", "f", 0)
            if self.wide:
                record = replace(record, guard="__SIZEOF_INT128__")
            if has_named_member(record):
                self.records.append(record)
                made += 1
        return self.records

    def enumeration(self, name: str) -> Enum:
        packed = self.chance(25)
        limit = self.rng.choice([1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 1 << 40])
        lowest = self.rng.choice([0, 0, -1, -(limit + 1) // 2])
        return Enum(name, tuple(sorted({lowest, limit if lowest == 0 else limit // 2, self.rng.randint(0, limit // 2)})), packed)


def has_named_member(record: Record | Enum) -> bool:
    return record.kind == "enum" or any(
        bool(member.declarator) or has_named_member(member) if isinstance(member, Record) else member.named
        for member in record.members)


def render(records: list[Record | Enum]) -> str:
    return PROLOGUE + "".join("\n" + record.render() for record in records)


def with_needs(records: list[Record], name: str) -> list[Record]:
    """The record and what it is made of, in order."""
    by_name = {record.name: record for record in records}
    wanted, queue = set(), [name]
    while queue:
        current = queue.pop()
        if current not in wanted:
            wanted.add(current)
            queue += by_name[current].needs()
    return [record for record in records if record.name in wanted]


def smaller(record: Record | Enum):
    """The record with one thing less, each in turn."""
    if record.kind == "enum":
        return
    for change in ({"packed": False}, {"aligned": None}, {"pack": None}):
        if any(getattr(record, key) != value for key, value in change.items()):
            yield replace(record, **change)
    for index, member in enumerate(record.members):
        rest = record.members[:index], record.members[index + 1:]
        if len(record.members) > 1:
            yield replace(record, members=rest[0] + rest[1])
        if isinstance(member, Record):
            for less in smaller(member):
                yield replace(record, members=(*rest[0], less, *rest[1]))
        else:
            for change in ({"aligned": None}, {"packed": False}):
                if any(getattr(member, key) != value for key, value in change.items()):
                    yield replace(record, members=(*rest[0], replace(member, **change), *rest[1]))


def shrink(records: list[Record], fails: Callable[[list[Record]], bool], limit: int = 400) -> list[Record]:
    """A smallest list of records, ending with the failing one, for which `fails` still holds."""
    tries, changed = 0, True
    while changed and tries < limit:
        changed = False
        for index, record in enumerate(records):
            for less in smaller(record):
                if not has_named_member(less):
                    continue
                candidate = with_needs([*records[:index], less, *records[index + 1:]], records[-1].name)
                tries += 1
                if fails(candidate):
                    records, changed = candidate, True
                    break
            if changed or tries >= limit:
                break
    return records


def members_of(record: Record):
    """All members, also those of anonymous members."""
    for member in record.members:
        if isinstance(member, Record):
            yield from members_of(member)
        else:
            yield member


def unions_of(record: Record) -> bool:
    return record.kind == "union" or any(unions_of(m) for m in record.members if isinstance(m, Record))


def packing_of(record: Record) -> bool:
    return bool(record.packed or record.pack or any(m.packed for m in members_of(record)) or
                any(packing_of(m) for m in record.members if isinstance(m, Record)))


def record_of(records: list[Record | Enum], entity: str) -> str:
    """The record that an unnamed type belongs to: r7 for r7_f2."""
    return entity if any(record.name == entity for record in records) else re.match(r"[re]\d+", entity)[0]


def known_cause(records: list[Record], name: str, target: str) -> str | None:
    """Why gcc is known to lay the record out otherwise than clang; see known_differences.txt."""
    mingw = target.endswith("-mingw32")
    for record in with_needs(records, name):
        members = list(members_of(record))
        if target.startswith("i686-") and any(m.declaration.startswith("_Atomic uint64_t ") for m in members):
            return "lone 64-bit _Atomic on i686"
        if any(m.width is not None and m.aligned for m in members):
            return "aligned bit-field"
        if mingw and any(m.width is not None for m in members) and packing_of(record):
            return "packed bit-field with ms bit-fields"
        if mingw and any(m.width is not None for m in members) and unions_of(record):
            return "bit-field in a union with ms bit-fields"
        if mingw and any(m.declaration.startswith(("int_1 ", "double_4 ")) for m in members):
            return "typedef of lower alignment with ms layout"
    return None
