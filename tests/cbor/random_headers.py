#!/usr/bin/env python3
"""Headers made at random: what each of their records is in four languages, all must say the same of.

  random_headers.py <ffigen> <work>

FFIGEN_SEED begins with another header. What a header was is in <work>/<seed>/zoo.h when something is wrong with it.
"""

import os
import random
import re
import shutil
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import cbor2
from build import CARGO, GO, HERE, INCLUDE, PYTHON, SANITIZED, STRICT, Peer, peer, run
from run_cbor import FULL, SEED, Questions, loosely, mutated
from values import double, integer, single, text

HEADERS, MESSAGES = (30, 40) if FULL else (1, 15)
INTEGERS = {"uint8_t": ("B", None), "int8_t": ("b", 72), "uint16_t": ("H", 69), "int16_t": ("h", 77), "uint32_t": ("I", 70),
            "int32_t": ("i", 78), "uint64_t": ("Q", 71), "int64_t": ("q", 79)}
FORMS = {**INTEGERS, "float": ("f", 85), "double": ("d", 86)}
# Some of them are words that a language, or a package, keeps for itself.
NAMES = """a bb type len self value key range func match data error size position id String none Some in map go encode decode
           reserved options strict cbor fields text bytes err count result out buffer r w v status skip array item head name list str
           float64 make append copy string any nil dict math field Cbor reader writer max_size MAX_SIZE from_cbor hash limit depth
           at end seen record""".split()
HEAD = """#ifndef ZOO_H
#define ZOO_H
#include <stdbool.h>
#include <stdint.h>
#include <ffigen/annotations.h>
FFI_MODULE(zoo, prefix = zoo_)
#if defined(__SIZEOF_INT128__)
__extension__ typedef __int128 zoo_int128;
__extension__ typedef unsigned __int128 zoo_uint128;
#endif
"""

Make = Callable[[], object]


class Form(NamedTuple):
    """A type with the words before it, what is behind the name, and a value of it."""

    type: str
    make: Make
    words: str = ""
    behind: str = ""


class Enum(NamedTuple):
    name: str
    kind: str
    values: list[int]
    make: Make


def limits(name: str) -> tuple[int, int]:
    bits = 8 * struct.calcsize(INTEGERS[name][0])
    return (0, 2**bits - 1) if name.startswith("u") else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)


def canonical(value: object) -> bytes:
    """Deterministic encoding: keys in the order of their bytes, whatever they are."""
    if isinstance(value, dict):
        items = sorted((cbor2.dumps(key, canonical=True), canonical(item)) for key, item in value.items())
        return head_of(5, len(items)) + b"".join(key + item for key, item in items)
    if isinstance(value, list):
        return head_of(4, len(value)) + b"".join(map(canonical, value))
    return cbor2.dumps(value, canonical=True)


def head_of(major: int, argument: int) -> bytes:
    shortest = bytes([major << 5 | argument]) if argument < 24 else b""
    return shortest or bytes([major << 5 | 24, argument])


def rounded(value: float) -> float:
    return struct.unpack("f", struct.pack("f", value))[0]


class Header:
    """A header, and values of its records."""

    def __init__(self, seed: int) -> None:
        self.r = random.Random(seed)
        self.lines: list[str] = []
        self.enums: list[Enum] = []
        self.records: dict[str, Make] = {}
        for number in range(6):
            self.add_enum(f"zoo_e{number}")
        for number in range(14):
            self.add_record(f"zoo_r{number}")

    def text(self) -> str:
        return HEAD + "\n".join(self.lines) + "\n#endif\n"

    def add_enum(self, name: str) -> None:
        r = self.r
        kind = r.choice(["", "FFI_CLOSED", "FFI_FLAGS"])
        if kind == "FFI_FLAGS":
            values = sorted({1 << r.randrange(31) for _ in range(r.randint(1, 4))})
        else:
            values = sorted({r.choice([r.randint(-(2**31) + 1, 2**31 - 1), r.randint(-3, 9), 0]) for _ in range(r.randint(1, 5))})
        members = ", ".join(f"{name.upper()}_V{i} = {value}" for i, value in enumerate(values))
        self.lines.append(f"typedef enum {kind} {name} {{ {members} }} {name};")
        low, high = limits("int32_t") if values[0] < 0 else limits("uint32_t")
        makes = {"": lambda: r.choice([r.choice(values), integer(r, low, high)]), "FFI_CLOSED": lambda: r.choice(values),
                 "FFI_FLAGS": lambda: sum(value for value in values if r.random() < 0.5)}
        self.enums.append(Enum(name, kind, values, makes[kind]))

    def add_record(self, name: str) -> None:
        makes: dict[str | int, Make] = {}
        lines = []
        for member in self.r.sample(NAMES, self.r.randint(1, 9)):
            line, key, make = self.field(member, makes)
            lines.append(f"    {line}\n")
            makes[key] = make
        self.lines.append(f"typedef struct FFI_WIRE {name} {{\n{''.join(lines)}}} {name};")
        self.records[name] = lambda: {key: make() for key, make in makes.items()}

    def field(self, name: str, others: dict[str | int, Make]) -> tuple[str, str | int, Make]:
        r = self.r
        number = r.choice([r.randint(0, 23), r.randint(24, 300), r.randint(0, 2**32 - 1)])
        is_numbered = r.random() < 0.2 and number not in others
        words, key = (f"FFI_KEY({number}) ", number) if is_numbered else ("", name)
        kinds = [self.scalar, self.texts, self.numbers, self.list, self.bits]
        kind = r.choices([*kinds, self.choice], [45, 12, 20, 10, 8, 6])[0]
        if kind == self.choice:
            tag, union, make = self.choice(name)
            return f"{tag} {words}{union}", key, make
        form = kind()
        return f"{words}{form.words}{form.type} {name}{form.behind};", key, form.make

    # ---- forms -------------------------------------------------------------------------------------------

    def scalar(self) -> Form:
        r = self.r
        kinds = [self.integer, self.float, lambda: Form("bool", lambda: r.random() < 0.5), self.wide,
                 lambda: Form("char", lambda: r.choice([0, 127, r.randint(0, 127)])), self.enum, self.record]
        return r.choices(kinds, [5, 3, 1, 1, 1, 2, 1])[0]()

    def integer(self) -> Form:
        r, name = self.r, self.r.choice(list(INTEGERS))
        low, high = limits(name)
        words = ""
        if r.random() < 0.3:
            low, high = sorted([integer(r, low, high), integer(r, low, high)])
            words = f"FFI_RANGE({low}, {high}) "
        if r.random() < 0.2:
            words += f"FFI_DEFAULT({integer(r, low, high)}) "
        return Form(name, lambda: integer(r, low, high), words)

    def float(self) -> Form:
        r = self.r
        if r.random() < 0.5:
            return r.choice([Form("float", lambda: single(r)), Form("double", lambda: double(r))])
        # No float is 0.7, nor -0.1.
        return r.choice([Form("float", lambda: rounded(r.choice([-0.1, 0.7, 0.25])), "FFI_RANGE(-0.1, 0.7) "),
                         Form("double", lambda: r.choice([-0.1, 0.7, 0.25]), "FFI_RANGE(-0.1, 0.7) ")])

    def wide(self) -> Form:
        r = self.r
        return r.choice([Form("zoo_uint128", lambda: r.choice([0, 2**128 - 1, 2**64, r.getrandbits(70)])),
                         Form("zoo_int128", lambda: r.choice([2**127 - 1, -(2**127), -(2**64) - 1, -r.getrandbits(80)]))])

    def enum(self) -> Form:
        enum = self.r.choice(self.enums)
        return Form(enum.name, enum.make)

    def record(self) -> Form:
        return Form(*self.r.choice(list(self.records.items()))) if self.records else self.integer()

    def texts(self) -> Form:
        r = self.r
        size = r.choice([1, 2, 5, 16, 25, 300])
        if r.random() < 0.3:
            return Form("char", lambda: [text(r, size - 1) for _ in range(2)], behind=f"[2][{size}]")
        return Form("char", lambda: text(r, size - 1), 'FFI_DEFAULT("abc") ' if size > 4 and r.random() < 0.3 else "", f"[{size}]")

    def typed(self, name: str, count: int) -> Make:
        code, tag = FORMS[name]
        size = struct.calcsize(code) * count
        return lambda: self.r.randbytes(size) if tag is None else cbor2.CBORTag(tag, self.r.randbytes(size))

    def numbers(self) -> Form:
        r, name, count = self.r, self.r.choice(list(FORMS)), self.r.choice([1, 2, 3, 7, 30])
        if r.random() < 0.25:
            row = self.typed(name, count)
            return Form(name, lambda: [row() for _ in range(2)], behind=f"[2][{count}]")
        if r.random() < 0.25:
            return Form("double", lambda: [r.randint(0, 8) / 8 for _ in range(count)], "FFI_RANGE(0, 1) ", f"[{count}]")
        return Form(name, self.typed(name, count), behind=f"[{count}]")

    def list(self) -> Form:
        r = self.r
        one = r.choice([self.enum, self.record, self.wide])()
        if one.type in INTEGERS:
            return one
        count = r.randint(1, 4)
        return Form(one.type, lambda: [one.make() for _ in range(count)], behind=f"[{count}]")

    def bits(self) -> Form:
        r, width = self.r, self.r.choice([1, 3, 7, 8, 13, 31, 32])
        closed = [enum for enum in self.enums if enum.kind == "FFI_CLOSED" and max(map(abs, enum.values)) < 2**30]
        if closed and r.random() < 0.5:
            enum = r.choice(closed)
            return Form(enum.name, enum.make, behind=f" : {max(map(int.bit_length, enum.values)) + 2}")
        return r.choice([Form("uint32_t", lambda: integer(r, 0, 2**width - 1), behind=f" : {width}"),
                         Form("int32_t", lambda: integer(r, -(2 ** (width - 1)), 2 ** (width - 1) - 1), behind=f" : {width}")])

    def choice(self, name: str) -> tuple[str, str, Make]:
        """A tag, a union, and what is in both."""
        r = self.r
        enums = [enum for enum in self.enums if enum.kind != "FFI_FLAGS"]
        if enums and r.random() < 0.5:
            enum = r.choice(enums)
            kind, any_tag = enum.name, enum.make
            cases = {value: f"{enum.name.upper()}_V{i}" for i, value in enumerate(enum.values) if i == 0 or r.random() < 0.7}
        else:
            kind = r.choice(list(INTEGERS))
            low, high = limits(kind)
            any_tag = lambda: integer(r, low, high)  # noqa: E731
            cases = {value: str(value) for value in {any_tag() for _ in range(r.randint(1, 4))}}
        forms = {value: r.choice([self.scalar, self.texts, self.numbers])() for value in cases}
        members = [f"FFI_CASE({label}) {re.sub(r'FFI_DEFAULT[(].*?[)] ', '', forms[value].words)}{forms[value].type} "
                   f"m{i}{forms[value].behind};" for i, (value, label) in enumerate(cases.items())]

        def make() -> object:
            tag = r.choice([r.choice(list(cases)), any_tag()])
            return [tag, forms[tag].make()] if tag in forms else [tag]

        return f"{kind} {name}_k;", f"FFI_TAGGED_BY({name}_k) union {{ {' '.join(members)} }} {name};", make


# ---- peers -------------------------------------------------------------------------------------------------


def peers(header: Path, packages: Path, work: Path, records: list[str]) -> list[Peer]:
    """Those of peers/, for other records."""
    sources = {name: (HERE / "peers" / name).read_text() for name in ("peer.c", "main.go", "main.rs", "peer.py")}
    types = [record.capitalize() for record in records]
    source = re.sub(r"(#define RECORDS\(X\)).*", r"\1 " + " ".join(f"X({record})" for record in records), sources["peer.c"])
    (work / "peer.c").write_text(source)
    run("cc", "-std=c11", "-O1", "-g", *[flag for flag in STRICT if flag != "-pedantic"], *SANITIZED, f"-I{header.parent}",
        f"-I{INCLUDE}", f"-I{packages / 'c'}", work / "peer.c", "-o", work / "c")
    cases = "".join(f'\tcase "{record}":\n\t\treturn new(zoo.{kind})\n' for record, kind in zip(records, types))
    source = re.sub(r"\tcase \"point\".*?\treturn new\(zoo.Grown\)", cases + "\t}\n\treturn nil", sources["main.go"], flags=re.S)
    (work / "go").mkdir()
    (work / "go/main.go").write_text(source)
    (work / "go/go.mod").write_text("module example.com/peer\n\ngo 1.21\n\nrequire example.com/zoocbor v0.0.0\n\n"
                                    f"replace example.com/zoocbor => {packages / 'go'}\n")
    environment = {**os.environ, "CGO_ENABLED": "0", "GOFLAGS": "-mod=mod", "GOWORK": "off", "GOTOOLCHAIN": "local"}
    for machine in ("", "386", "s390x"):
        run(GO, "build", "-o", work / f"go_peer{machine}", ".", cwd=work / "go", env={**environment, "GOARCH": machine})
    cases = "".join(f'            "{record}" => recode::<{kind}>(&message, options),\n' for record, kind in zip(records, types))
    source = re.sub(r"            \"point\" =>.*?            _ => .*?\n", cases + "            _ => panic!(),\n", sources["main.rs"], flags=re.S)
    (work / "rust/src").mkdir(parents=True)
    (work / "rust/src/main.rs").write_text(re.sub(r"use zoo_cbor::.*", f"use zoo_cbor::{{Cbor, Options, {', '.join(types)}}};", source))
    (work / "rust/Cargo.toml").write_text('[package]\nname = "peer"\nversion = "0.0.0"\nedition = "2024"\n\n[workspace]\n\n[dependencies]\n'
                                          f'zoo-cbor = {{ path = "{packages / "rust"}" }}\n\n[profile.dev]\nopt-level = 1\n')
    run(CARGO, "build", "--offline", "--quiet", cwd=work / "rust", env={**os.environ, "CARGO_TARGET_DIR": str(work / "target")})
    (work / "peer.py").write_text(sources["peer.py"])
    others = [peer("Go 386", work / "go_peer386")] if os.uname().machine == "x86_64" else []
    if shutil.which("qemu-s390x-static"):
        others.append(peer("Go s390x", "qemu-s390x-static", work / "go_peers390x"))
    return [peer("C", work / "c"), peer("Rust", work / "target/debug/peer"), peer("Go", work / "go_peer"), *others,
            peer("Python", PYTHON, "-B", work / "peer.py", PYTHONPATH=str(packages / "python"))]


def one(ffigen: Path, work: Path, seed: int) -> None:
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    made, header, packages = Header(seed), work / "zoo.h", work / "packages"
    header.write_text(made.text())
    targets = [f"--target={target}-unknown-linux-gnu" for target in ("x86_64", "s390x")]  # which have numbers of 128 bits
    run(ffigen, header, *targets, "--lang", "cbor", "-o", packages, "--quiet", "--strict")
    questions = Questions()
    for name, make in made.records.items():
        record = name.removeprefix("zoo_")
        for _ in range(MESSAGES):
            value = make()
            message = canonical(value)
            questions.add(f"{record} 1 {message.hex()}", f"ok {message.hex()}")
            questions.add(f"{record} 0 {loosely(made.r, value).hex()}", f"ok {message.hex()}")
            for _ in range(4):
                questions.add(f"{record} {made.r.randint(0, 1)} {mutated(made.r, message).hex()}")
                questions.add(f"{record} 0 {mutated(made.r, loosely(made.r, value)).hex()}")
    questions.check(peers(header, packages, work, [name.removeprefix("zoo_") for name in made.records]))


def main() -> None:
    ffigen, work = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    for seed in range(SEED, SEED + HEADERS):
        try:
            one(ffigen, work / str(seed), seed)
        except SystemExit as error:
            raise SystemExit(f"the header of seed {seed}: {error}") from None
        shutil.rmtree(work / str(seed))


if __name__ == "__main__":
    main()
