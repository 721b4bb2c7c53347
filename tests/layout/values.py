"""Bit-field values: what each compiler's code writes and reads, byte for byte, against the model.

A vector is one write: a record filled with zeros or ones, one bit-field set to a value. Expected are the
bytes afterwards and the value read back, both from the model's offsets alone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from compilers import Compiler
from model import INCLUDE, Field, Model


@dataclass(frozen=True)
class Vector:
    record: str
    field: str
    background: int  # every byte before the write
    value: int
    image: str  # bytes after it, hexadecimal

    def line(self) -> str:
        return f"{self.record}.{self.field} {self.background:02x} {self.value} {self.image}"


def field_values(field: Field, is_bool: bool) -> list[int]:
    """The ends of the range, zero, one, and alternating bits."""
    width = field.size_bits
    alternating = int("01" * 64, 2) & ((1 << width) - 1)
    if is_bool:
        return [0, 1]
    if not field.signed:
        return sorted({0, 1, (1 << width) - 1, alternating})
    low = -(1 << (width - 1))
    signed_alternating = alternating - (1 << width) if alternating >> (width - 1) else alternating
    return sorted({0, -1, low, -low - 1, signed_alternating})


def image_after(size: int, field: Field, background: int, value: int, big_endian: bool) -> bytes:
    image = bytearray([background] * size)
    for bit in range(field.size_bits):
        if big_endian:
            place = field.offset_bits + field.size_bits - 1 - bit
            mask = 0x80 >> place % 8
        else:
            place = field.offset_bits + bit
            mask = 1 << place % 8
        if value >> bit & 1:
            image[place // 8] |= mask
        else:
            image[place // 8] &= ~mask
    return bytes(image)


def vectors(model: Model, target: str, present=lambda record: True) -> Iterator[Vector]:
    for record in model.records:
        layout = model.layout(record, target)
        if layout is None or model.c_type(record) is None or not present(record):
            continue
        for field in layout.fields:
            if not field.bitfield or not field.name or model.types[field.type].get("const"):
                continue
            is_bool = model.types[field.type]["kind"] == "bool"
            for value in field_values(field, is_bool):
                for background in (0x00, 0xFF):
                    image = image_after(layout.size, field, background, value, model.big_endian(target))
                    yield Vector(record, field.name, background, value, image.hex())


def c_constant(value: int) -> str:
    """An integer constant of any width up to 128 bits."""
    if -(1 << 63) < value < (1 << 63):
        return f"{value}ll"
    if 0 <= value < 1 << 64:
        return f"{value}ull"
    if value == -(1 << 63):
        return "(-9223372036854775807ll - 1)"
    low, high = value & ((1 << 64) - 1), value >> 64 & ((1 << 64) - 1)
    return f"(__int128)((unsigned __int128){high}ull << 64 | {low}ull)"


def c_program(model: Model, header: Path, all_vectors: list[Vector]) -> str:
    """Makes every write, prints the line that the model expects of it: value as read back, bytes as found."""
    lines = [f'#include "{header}"', "#include <stdio.h>", "#include <string.h>", """
static void dump(const unsigned char *bytes, unsigned size) {
    for (unsigned i = 0; i < size; ++i) printf("%02x", bytes[i]);
    printf("\\n");
}
/* Decimal, as printf has it up to 64 bits; what is wider in two halves. */
#ifdef __SIZEOF_INT128__
#define WIDE(v) printf("%016llx%016llx ", (unsigned long long)((__int128)(v) >> 64), (unsigned long long)(v))
#else
#define WIDE(v) printf("wide ")
#endif
#define READ(v) do { \\
    if ((v) < 0 && (v) >= -9223372036854775807ll - 1) printf("%lld ", (long long)(v)); \\
    else if ((v) >= 0 && (v) <= 18446744073709551615ull) printf("%llu ", (unsigned long long)(v)); \\
    else WIDE(v); } while (0)
#define WRITE(T, name, f, background, value) do { \\
    union { T r; unsigned char bytes[sizeof(T)]; } u; \\
    memset(u.bytes, background, sizeof u.bytes); \\
    u.r.f = value; \\
    printf("%s.%s %02x ", name, #f, background); \\
    READ(u.r.f); \\
    dump(u.bytes, sizeof u.bytes); } while (0)
int main(void) {"""]
    for index, vector in enumerate(all_vectors):
        lines.append(f'    WRITE({model.c_type(vector.record)}, "{vector.record}", {vector.field}, '
                     f"0x{vector.background:02x}, {c_constant(vector.value)});")
    lines.append("    return 0;\n}\n")
    return "\n".join(lines)


def expected_line(vector: Vector) -> str:
    wide = not -(1 << 63) <= vector.value < 1 << 64
    value = f"{vector.value & (1 << 128) - 1:032x}" if wide else vector.value
    return f"{vector.record}.{vector.field} {vector.background:02x} {value} {vector.image}"


def check_compiler(model: Model, header: Path, compiler: Compiler, directory: Path, skip: set[str],
                   choose: Callable[[list[Vector]], list[Vector]] = lambda found: found) -> tuple[int, list[str]]:
    """How many values were written and read by the compiler's code, and what was wrong."""
    options = (f"-I{INCLUDE}",)
    words = set(compiler.preprocess(header, *options)[0].replace("{", " ").split())
    all_vectors = choose(list(vectors(model, compiler.target, lambda record: record not in skip and (
        model.c_name(record) is None or model.c_name(record).split()[-1] in words))))
    if not all_vectors:
        return 0, []
    stem = f"values-{header.stem}-{compiler.family}-{compiler.target}"
    source, program = directory / f"{stem}.c", directory / f"{stem}.exe"
    source.write_text(c_program(model, header, all_vectors))
    static = () if compiler.target == "x86_64-unknown-linux-gnu" else ("-static",)
    messages = compiler.compile(source, program, "-O0", "-fno-strict-aliasing", *static, *options)
    if messages:
        raise RuntimeError(f"{compiler.name} cannot compile {source}:\n{messages[:4000]}")
    found = compiler.run(program).splitlines()
    expected = [expected_line(vector) for vector in all_vectors]
    wrong = [f"{compiler.name}: expected {want}, found {have}" for want, have in zip(expected, found) if want != have]
    if len(found) != len(expected):
        wrong.append(f"{compiler.name}: {len(found)} lines instead of {len(expected)}")
    return len(expected), wrong
