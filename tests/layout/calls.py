"""Calls through each language: what calls.c must answer, and the programs that ask it.

Calls by value are described once and written in each language from that: a record is a name and its members by
path; only those named are set and compared. Calls that take more, memory and callbacks, are written out in
cases/calls.rs, calls.go and calls.py, one function for each of calls.h, and answer what ANSWERS says.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import lang_go
import lang_rust
from lang_python import escaped
from model import Model
from questions import show

NUMBER = int | float | bool


@dataclass(frozen=True)
class R:
    name: str
    members: tuple[tuple[str, NUMBER | tuple], ...]


def record(name: str, **members) -> R:
    return R(name, tuple((path.replace("__", "."), value) for path, value in members.items()))


@dataclass(frozen=True)
class Call:
    function: str
    arguments: tuple
    expected: NUMBER | R

    @property
    def key(self) -> str:
        given = [argument for argument in self.arguments if not isinstance(argument, R)]
        tags = [str(value) for argument in self.arguments if isinstance(argument, R)
                for member, value in argument.members if member == "tag"]
        return f"call {self.function} {' '.join(map(str, given + tags))}".rstrip()

    def answer(self) -> str:
        if isinstance(self.expected, R):
            return ",".join(text(item) for _, value in self.expected.members
                            for item in (value if isinstance(value, tuple) else (value,)))
        return text(self.expected)


def text(value: NUMBER) -> str:
    return show(value, "")


# Members of the mixed records, in order: f float, d double, otherwise a width in bits.
MIXED = {"f": "f", "d": "d", "ff": "ff", "fff": "fff", "ffff": "ffff", "fffff": "fffff", "dd": "dd", "ddd": "ddd",
         "dddd": "dddd", "fi": "fi", "if": "if", "ffi": "ffi", "iff": "iff", "id": "id", "di": "di", "dl": "di",
         "ld": "id", "cd": "id", "fd": "fd", "df": "df", "csilf": "iiiif", "ll": "ii", "lll": "iii"}


def mixed_calls() -> Iterator[Call]:
    before, after = 3, 0.25
    for name, kinds in MIXED.items():
        given, wanted = {}, {}
        for index, kind in enumerate(kinds):
            member = "abcde"[index]
            given[member] = index + 1.5 if kind in "fd" else -(index + 2)
            total = 2 * given[member] + before + after
            wanted[member] = total if kind in "fd" else int(total)  # towards zero, as C
        yield Call(f"lc_scale_{name}", (before, record(f"lc_{name}", **given), after), record(f"lc_{name}", **wanted))


def all_calls() -> list[Call]:
    calls: list[Call] = [Call(f"lc_add_index{n}", (record(f"lc_bytes{n}", b=tuple(range(100, 100 + n))),),
                  record(f"lc_bytes{n}", b=tuple(100 + 2 * i for i in range(n)))) for n in range(1, 65)]
    calls += mixed_calls()
    calls += [
        Call("lc_swap_nested", (record("lc_nested", head__a=1.5, tail__x=2.5),),
             record("lc_nested", head__a=2.5, tail__x=1.5)),
        Call("lc_reverse_array", (record("lc_array", xyz=(1.5, 2.5, 3.5)),), record("lc_array", xyz=(3.5, 2.5, 1.5))),
        Call("lc_double_union_float", (record("lc_union_float", g=(1.5, -2.5)),), record("lc_union_float", g=(3.0, -5.0))),
        Call("lc_next_union_mixed", (record("lc_union_mixed", i=-42),), record("lc_union_mixed", i=-41)),
        Call("lc_reverse_union_large", (record("lc_union_large", d=(1.5, 2.5, 3.5)),),
             record("lc_union_large", d=(3.5, 2.5, 1.5))),
        Call("lc_convert_variant", (record("lc_variant", tag=0, i=-5),), record("lc_variant", tag=1, d=-5.0)),
        Call("lc_convert_variant", (record("lc_variant", tag=1, d=7.75),), record("lc_variant", tag=0, i=7)),
        Call("lc_change_bits", (record("lc_bits", low=30, middle=-100, high=0x1234),),
             record("lc_bits", low=31, middle=100, high=0xEDCB)),
        Call("lc_double_packed", (record("lc_packed", a=3, b=-4, c=1.25),), record("lc_packed", a=6, b=-8, c=2.5)),
        Call("lc_swap_aligned", (-2, record("lc_aligned", a=7, b=9.0)), record("lc_aligned", a=7, b=7.0)),
        Call("lc_iota_large", (record("lc_large", numbers=tuple(range(40))), 5),
             record("lc_large", numbers=tuple(2 * i + 5 for i in range(40)))),
        Call("lc_negate_i8", (-127,), 127), Call("lc_next_u8", (255,), 0), Call("lc_negate_i16", (-32767,), 32767),
        Call("lc_next_u16", (65535,), 0), Call("lc_negate_i32", (-2147483647,), 2147483647),
        Call("lc_next_u32", (4294967295,), 0), Call("lc_negate_i64", (-(1 << 62),), 1 << 62),
        Call("lc_next_u64", ((1 << 64) - 2,), (1 << 64) - 1), Call("lc_half_f", (2.5,), 1.25),
        Call("lc_half_d", (-0.5,), -0.25), Call("lc_not", (True,), False), Call("lc_not", (False,), True),
        Call("lc_next_size", (41,), 42), Call("lc_negate_long", (-41,), 41), Call("lc_next_short", (65534,), 65535),
        Call("lc_many", (-1, 2.5, 3, 4.5, -5, 6, 7.5, 8, 9.5, -10, 11.5, -12, 13.5, 14.5, 15.5, 16, 17.5, -18, True, 20.5),
             -1 + 5.0 + 9 + 18 - 25 + 36 + 52.5 + 64 + 85.5 - 100 + 126.5 - 144 + 175.5 + 203 + 232.5 + 256 + 297.5
             - 324 + 19 + 410),
        Call("lc_many_records", (record("lc_dd", a=1.5, b=9.0), 2, record("lc_dddd", a=3.5, b=0.0, c=0.0, d=0.0),
                                 record("lc_bytes7", b=(0, 0, 0, 0, 0, 0, 4)), 5.5, record("lc_fi", a=0.0, b=6)),
             1.5 + 4 + 10.5 + 16 + 27.5 + 36),
        Call("lc_ms_weigh", (1, 0.5, 2, 0.25, 3, 0.125), 24), Call("lc_sysv_weigh", (1, 0.5, 2, 0.25, 3, 0.125), 24),
        Call("lc_stdcall_subtract", (50, 8), 42), Call("lc_labelled", (1,), 1001), Call("lc_no_prototype", (), 17),
    ]
    return calls


# What the functions of cases/calls.rs, calls.go and calls.py say. One that a language does not have must be in a
# diagnostic of that language.
ANSWERS = {
    "lc_call_int": "45", "lc_call_pair": "2.5,2.5", "lc_call_large": "10,1,2", "lc_call_bytes": "3,2,1",
    "lc_call_many": "1", "lc_call_variant": "1,-2.5", "lc_call_pointer": "77,1.5", "lc_subscribe": "42,-1",
    "lc_publish": "-1", "lc_unsubscribe": "-1", "lc_choose": "42,1", "lc_apply": "-5",
    "lc_sum_variadic": "1099511627779.5", "lc_sum_ints": "-1", "lc_double_in_place": "2,4,6,8,11",
    "lc_make": "21,42,10.5", "lc_read": "30", "lc_divide": "3,2", "lc_sum_slice": "-7", "lc_fill_slice": "1,2",
    "lc_length": "4", "lc_greeting": "gr\u00fc\u00df dich", "lc_identity": "1", "lc_sum_view": "253", "lc_next_char": "98",
    "lc_half_ld": "2.5", "lc_negate_i128": str(-(3 << 100)), "lc_turn_right": "0,-1", "lc_inline_add": "5",
    "lc_counter": "5,41", "lc_label": "labels",
}
SOURCES = {"rust": "calls.rs", "go": "calls.go", "python": "calls.py"}


def written_out(language: str, cases: Path) -> tuple[Path, set[str]]:
    """The source of a language's own calls, and which there are."""
    source = cases / SOURCES[language]
    return source, set(re.findall(r"^(?:pub fn|func|def) (lc_\w+)\(", source.read_text(), re.M))


def uncalled(model: Model, language: str, cases: Path) -> set[str]:
    """Functions and variables of calls.h that the language's programs do not use."""
    named = {entry["name"] for listing in ("functions", "variables") for entry in model.document[listing]
             if not entry.get("included")}
    return named - {call.function for call in all_calls()} - written_out(language, cases)[1]


def rust_code(call: Call, setters: dict[str, set[str]]) -> str:
    def number(value: NUMBER) -> str:
        return str(value).lower() if isinstance(value, bool) else repr(value)

    def path(name: str, member: str) -> str:
        return f"anonymous1.{member}" if name == "lc_variant" and member != "tag" else member

    def given(value) -> str:
        if not isinstance(value, R):
            return number(value)
        lines = []
        for member, item in value.members:
            if member in setters.get(value.name, ()):
                lines.append(f"r.set_{member}({number(item)});")
            else:
                shown = f"[{', '.join(map(number, item))}]" if isinstance(item, tuple) else number(item)
                lines.append(f"r.{path(value.name, member)} = {shown};")
        return f"{{ let mut r: raw::{value.name} = Default::default(); {' '.join(lines)} r }}"

    parts = []
    for member, item in call.expected.members if isinstance(call.expected, R) else ():
        place = f"{member}()" if member in setters.get(call.expected.name, ()) else path(call.expected.name, member)
        parts += ([f"{{ r.{place}[{i}] }}.show()" for i in range(len(item))] if isinstance(item, tuple)
                  else [f"{{ r.{place} }}.show()"])
    shown = f"[{', '.join(parts)}].join(\",\")" if parts else "r.show()"
    return f"unsafe {{ let r = raw::{call.function}({', '.join(map(given, call.arguments))}); {shown} }}"


def go_code(call: Call, records: dict[str, lang_go.GoRecord]) -> str:
    def number(value: NUMBER) -> str:
        return str(value).lower() if isinstance(value, bool) else repr(value)

    def place(name: str, member: str, read: bool) -> str:
        found = records[lang_go.exported(name)]
        owner = found
        if member not in found.getters and name == "lc_variant" and member != "tag":
            owner = records[lang_go.exported("lc_variant_anonymous1")]
        method = owner.getters.get(member)
        if method in owner.pointers:
            return f"(*r.{method}())"
        if method:
            return f"r.{method}()"
        return "r." + ".".join(lang_go.exported(part) for part in member.split("."))

    def given(value) -> str:
        if not isinstance(value, R):
            return number(value)
        lines = []
        for member, item in value.members:
            found = records[lang_go.exported(value.name)]
            if member in found.setters:
                lines.append(f"r.Set_{member}({number(item)})")
            elif isinstance(item, tuple):
                lines += [f"{place(value.name, member, False)}[{i}] = {number(one)}" for i, one in enumerate(item)]
            else:
                lines.append(f"{place(value.name, member, False)} = {number(item)}")
        kind = f"raw.{lang_go.exported(value.name)}"
        return f"func() {kind} {{ var r {kind}; {'; '.join(lines)}; return r }}()"

    parts = []
    for member, item in call.expected.members if isinstance(call.expected, R) else ():
        where = place(call.expected.name, member, True)
        parts += [f"show({where}[{i}])" for i in range(len(item))] if isinstance(item, tuple) else [f"show({where})"]
    shown = ' + "," + '.join(parts) if parts else "show(r)"
    function = f"raw.{lang_go.exported(call.function)}"
    return f"func() string {{ r := {function}({', '.join(map(given, call.arguments))}); return {shown} }}()"


def python_code(call: Call) -> str:
    def given(value) -> str:
        if not isinstance(value, R):
            return repr(value)
        return f"build({escaped(value.name)!r}, {list(value.members)!r})"

    paths = [(member, isinstance(item, tuple)) for member, item in call.expected.members] \
        if isinstance(call.expected, R) else None
    return f"called({call.function!r}, [{', '.join(map(given, call.arguments))}], {paths!r})"


def rows(language: str, package: Path, calls: list[Call]) -> list[tuple[str, str]]:
    """Key and code of each call in a language."""
    if language == "rust":
        setters = lang_rust.read_items((package / "src/raw/records.rs").read_text()).setters
        return [(call.key, rust_code(call, setters)) for call in calls]
    if language == "go":
        records, _ = lang_go.read_package(package / "raw")
        return [(call.key, go_code(call, records)) for call in calls]
    return [(call.key, python_code(call)) for call in calls]


def own_rows(language: str, names: set[str]) -> list[tuple[str, str]]:
    """Key and code of each call that is written out."""
    module = {"rust": "calls::", "go": "", "python": "calls."}[language]
    return [(f"call {name}", f"{module}{name}()") for name in sorted(names)]
