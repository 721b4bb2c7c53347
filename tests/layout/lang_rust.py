"""The emitted Rust crate, asked."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from model import Model
from questions import Question

PROBE = """
use std::mem::{align_of, offset_of, size_of, MaybeUninit};

/// Integers, floats and enums of every width, by way of 128 bits.
trait Plain: Copy {
    fn make(value: i128) -> Self;
    fn show(self) -> String;
}
macro_rules! integers { ($($t:ty)*) => { $(impl Plain for $t {
    fn make(value: i128) -> Self { value as $t }
    fn show(self) -> String { self.to_string() }
})* } }
integers!(i8 u8 i16 u16 i32 u32 i64 u64 i128 u128 isize usize);
impl Plain for bool {
    fn make(value: i128) -> Self { value != 0 }
    fn show(self) -> String { u8::from(self).to_string() }
}
impl Plain for f32 {
    fn make(value: i128) -> Self { f64::from_bits(value as u64) as f32 }
    fn show(self) -> String { f64::from(self).show() }
}
impl Plain for f64 {
    fn make(value: i128) -> Self { f64::from_bits(value as u64) }
    fn show(self) -> String { format!("{:016x}", self.to_bits()) }
}

/// The bytes of a constant that is a text.
trait Text { fn hex(&self) -> String; }
fn hex(bytes: &[u8]) -> String { bytes.iter().map(|b| format!("{b:02x}")).collect() }
impl Text for std::ffi::CStr { fn hex(&self) -> String { hex(self.to_bytes()) } }
macro_rules! texts { ($($t:ty)*) => { $(impl<const N: usize> Text for [$t; N] {
    fn hex(&self) -> String { self.iter().map(|c| hex(&c.to_ne_bytes())).collect() }
})* } }
texts!(u8 u16 u32 i32);

/// In place: a move need not keep padding.
fn fill<T>(memory: &mut MaybeUninit<T>, background: u8) -> *mut T {
    unsafe { std::ptr::write_bytes(memory.as_mut_ptr().cast::<u8>(), background, size_of::<T>()) };
    memory.as_mut_ptr()
}
fn bytes<T>(memory: &MaybeUninit<T>) -> String {
    hex(unsafe { std::slice::from_raw_parts(memory.as_ptr().cast::<u8>(), size_of::<T>()) })
}
"""

KEYWORDS = set("""as break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut
pub ref return self Self static struct super trait true type unsafe use where async await abstract become box do final
macro override priv typeof unsized virtual yield try gen""".split())
NOT_RAW = {"self", "Self", "super", "crate", "_"}


def escaped(name: str) -> str:
    if name in NOT_RAW:
        return name + "_"
    return f"r#{name}" if name in KEYWORDS else name


def in_package(name: str, defined: set[str]) -> str:
    """A name that the crate uses itself has an underscore there."""
    return name + "_" if name not in defined and name + "_" in defined else escaped(name)


def member_name(name: str, fields: set[str]) -> str:
    """One that must change keeps clear of one that C names so."""
    changed = escaped(name)
    return changed + "_" if name in NOT_RAW and changed + "_" in fields else changed


# What x86_64-unknown-linux-gnu says to #[cfg(…)].
FACTS = {("target_os", "linux"), ("target_arch", "x86_64"), ("target_env", "gnu"), ("target_pointer_width", "64"),
         ("target_endian", "little"), ("target_vendor", "unknown"), ("target_family", "unix"), ("unix", ""), ("feature", "std")}


def holds_for(expression: str, facts: set[tuple[str, str]]) -> bool:
    expression = expression.strip().rstrip(",").strip()
    for name, fold in (("all", all), ("any", any)):
        if expression.startswith(name + "("):
            return fold(holds_for(part, facts) for part in split(expression[len(name) + 1:-1]))
    if expression.startswith("not("):
        return not holds_for(expression[4:-1], facts)
    if "=" in expression:
        key, value = (part.strip() for part in expression.split("=", 1))
        return (key, value.strip('"')) in facts
    return (expression, "") in facts


def split(text: str) -> list[str]:
    parts, depth, begin = [], 0, 0
    for place, letter in enumerate(text):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            parts.append(text[begin:place])
            begin = place + 1
    parts.append(text[begin:])
    return [part for part in parts if part.strip()]


@dataclass
class Items:
    """The records of a crate, by name, as they are on this target."""

    fields: dict[str, set[str]] = field(default_factory=dict)
    setters: dict[str, set[str]] = field(default_factory=dict)
    types: dict[tuple[str, str], str] = field(default_factory=dict)  # record, field → type's last word
    storages: dict[tuple[str, str], str] = field(default_factory=dict)  # record, getter → field with the bytes


# A record, or its methods.
BLOCK = re.compile(r"(?:pub (?:struct|union) (?:r#)?(\w+)(?:<.*>)?|impl (?:r#)?(\w+)) \{")
# Of what a line in a record or its methods tells: a field with the last word of its type, a field, a setter.
MEMBERS = [re.compile(pattern) for pattern in (
    r"    pub (?:r#)?(\w+): (?:.*\b)?(\w+)", r"    pub (?:r#)?(\w+):", r"    pub (?:const )?(?:unsafe )?fn set_(\w+)\(")]
GETTER = re.compile(r"    pub (?:const )?(?:unsafe )?fn (?:r#)?(\w+)\(&self\)")


def read_items(text: str, facts: set[tuple[str, str]] = FACTS) -> Items:
    items = Items()
    condition, pending = True, ""
    owner, getter = "", ""
    block: set[str] | None = None
    for line in text.splitlines():
        if pending or line.startswith("#[cfg("):
            pending += line.strip()
            if pending.endswith(")]"):
                condition, pending = condition and holds_for(pending[6:-2], facts), ""
            continue
        if found := BLOCK.match(line):
            owner = (found[1] or found[2]) if condition else ""
            block = (items.fields if found[1] else items.setters).setdefault(owner, set()) if owner else set()
        elif block is not None and (found := next(filter(None, (member.match(line) for member in MEMBERS)), None)):
            block.add(found[1])
            if found.re is MEMBERS[0]:
                items.types[owner, found[1]] = found[2]
        elif block is not None and (found := GETTER.match(line)):
            getter = found[1]
        elif owner and (found := re.match(r"        (?:let bytes = )?\(&raw const self\.(\w+)\)", line)):
            items.storages[owner, getter] = found[1]
        if line and not line.startswith(("#", "///", " ")):
            condition = True
            if line.startswith("}"):
                block = None
    return items


class Rust:
    name = "rust"
    own_calls = "src/calls.rs"
    calls_diagnosed = False  # what a diagnostic names is not in the package

    def __init__(self, cargo: str, facts: set[tuple[str, str]] = FACTS):
        self.cargo, self.facts = cargo, facts

    anonymous = "anonymous{}"  # what the first anonymous member is called, and so on

    def reach(self, question: Question, items: Items) -> tuple[str, str] | None:
        """The record that the member is in, and its offset in the record asked about as an expression."""
        owner, offsets = question.entity, []
        for _, number in question.through:
            member = self.anonymous.format(number)
            if (owner, member) not in items.types:
                return None
            offsets.append(f"offset_of!(raw::{escaped(owner)}, {member})")
            owner = items.types[owner, member]
        return owner, " + ".join(offsets)

    def write_code(self, question: Question, fields: set[str], setters: set[str], owner: str, offset: str) -> str:
        name, member = escaped(question.entity), question.member
        value = question.value
        number = f"{value}i128"
        if isinstance(value, float):
            number = f"0x{question.expected.split()[0]}i128"
        elif value >= 1 << 127:
            number = f"{value}u128 as i128"
        memory = f"let mut m = MaybeUninit::<raw::{name}>::uninit(); let p = fill(&mut m, {question.background});"
        done = ""
        if offset:  # a packed record may have it anywhere: it is taken out and put back, with its padding
            memory += (f" let o = p.cast::<u8>().add({offset}); let mut i = MaybeUninit::<raw::{escaped(owner)}>::uninit();"
                       " let p = i.as_mut_ptr(); p.cast::<u8>().copy_from_nonoverlapping(o, size_of_val(&i));")
            done = "o.copy_from_nonoverlapping(p.cast::<u8>(), size_of_val(&i));"
        if member in setters:
            getter = escaped(member)
            return (f"unsafe {{ {memory} (*p).set_{member}(Plain::make({number})); let v = (*p).{getter}().show(); "
                    f'{done} v + " " + &bytes(&m) }}')
        if member_name(member, fields).removeprefix("r#") in fields:
            place = f"std::ptr::addr_of_mut!((*p).{member_name(member, fields)})"
            return (f"unsafe {{ {memory} let f = {place}; f.write_unaligned(Plain::make({number})); "
                    f'let v = f.read_unaligned().show(); {done} v + " " + &bytes(&m) }}')
        return 'String::from("absent: neither a field nor a setter")'

    def code(self, question: Question, items: Items, defined: set[str]) -> str | None:
        fields, setters = items.fields, items.setters
        name = in_package(question.entity, defined)
        question = replace(question, entity=name.removeprefix("r#"))
        known = fields.get(name.removeprefix("r#"))
        if question.kind in ("size", "offset", "write") and known is None:
            return 'String::from("absent: no such record")'
        if question.kind == "size":
            return f'format!("{{}} {{}}", size_of::<raw::{name}>(), align_of::<raw::{name}>())'
        if question.kind in ("offset", "write"):
            reached = self.reach(question, items)
            if reached is None:
                return None  # around it are bytes: asked as a record of its own
            owner, offset = reached
            here = fields.get(escaped(owner).removeprefix("r#"), set())
            if question.kind == "write":
                methods = setters.get(escaped(owner).removeprefix("r#"), set())
                return self.write_code(question, here, methods, owner, offset)
            member = member_name(question.member, here)
            member = items.storages.get((escaped(owner).removeprefix("r#"), member.removeprefix("r#")), member)
            if member.removeprefix("r#") in here:
                return f"({offset or 0} + offset_of!(raw::{escaped(owner)}, {member})).to_string()"
            return 'String::from("absent: neither a field nor an accessor")'
        if question.kind == "constant":
            return f"raw::{name}.hex()" if question.basic.startswith("string") else (
                f"Plain::show(raw::{name})" if question.basic not in ("float", "double", "long double")
                else f"f64::from(raw::{name}).show()")
        return f"size_of::<raw::{name}>().to_string()"

    def command(self, model: Model, target: str, asked: list[Question], package: Path, directory: Path,
                calls: list[tuple[str, str]] = ()) -> list[str]:
        text = (package / "src/raw/records.rs").read_text() if (package / "src/raw/records.rs").exists() else ""
        items = read_items(text, self.facts)
        crate = re.search(r'^name = "(.*)"', (package / "Cargo.toml").read_text(), re.M)[1]
        lines = ["#![allow(warnings)]", f"use {crate.replace('-', '_')}::raw;", PROBE]
        lines += ["mod calls;"] if any(code.startswith("calls::") for _, code in calls) else []
        sources = "".join(path.read_text() for path in package.glob("src/raw/*.rs"))
        defined = set(re.findall(r"^pub (?:struct|union|type|const) (?:r#)?(\w+)", sources, re.M))
        for name, entry in model.enums.items():
            if target in entry["layouts"] and not entry.get("anonymous"):
                enum = f"raw::{in_package(name, defined)}"
                lines.append(f"impl Plain for {enum} {{ fn make(v: i128) -> Self {{ {enum}(Plain::make(v)) }} "
                             "fn show(self) -> String { self.0.show() } }")
        # Many small functions: one of thousands of lines takes the compiler minutes.
        answers = [(question.key, self.code(question, items, defined)) for question in asked]
        rows = [f'    println!("{{}}\\t{{}}", {key_text(key)}, {code});' for key, code in [*answers, *calls] if code]
        chunks = [rows[start:start + 50] for start in range(0, len(rows), 50)]
        for index, chunk in enumerate(chunks):
            lines += [f"fn part{index}() {{", *chunk, "}"]
        lines += ["fn main() {", *(f"    part{index}();" for index in range(len(chunks))), "}"]
        asked[:] = [question for question, (_, code) in zip(asked, answers) if code]
        (directory / "src").mkdir(exist_ok=True)
        (directory / "src/main.rs").write_text("\n".join(lines) + "\n")
        (directory / "Cargo.toml").write_text(
            f'[package]\nname = "probe"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n[dependencies]\n'
            f'{crate} = {{ path = "{package}", default-features = false }}\n[profile.dev]\nopt-level = 0\ndebug = false\n')
        return [self.cargo, "run", "--quiet", "--offline"]


def key_text(key: str) -> str:
    return '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'
