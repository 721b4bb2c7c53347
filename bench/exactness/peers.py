"""The other generators: how each makes a package of a header, and a program that asks it.

What does not compile is taken out and counts as lost; the rest is asked.
"""

import json
import os
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import lang_go
import lang_rust
from compilers import CLANG
from constructs import Construct, declarations, preprocessed, slice_for, with_one_macro
from languages import NATIVE
from model import INCLUDE, Model
from questions import Question

HERE = Path(__file__).resolve().parent


def run(command: list[str], directory: Path, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(command, cwd=directory, capture_output=True, text=True, env={**os.environ, **environment})


def spoken(output: str) -> dict[str, str]:
    return dict(line.split("\t", 1) for line in output.splitlines() if "\t" in line)


def cgo_stumbles(construct: Construct) -> bool:
    """A constant for which cgo itself writes what does not compile, with a message that does not name it: a text of wide
    characters, an infinity."""
    first = construct.questions[0]
    wide = first.basic.startswith("string of") and not first.basic.startswith("string of char")
    return wide or first.expected in ("7ff0000000000000", "fff0000000000000")


def builds(command: list[str], directory: Path, parts: dict[str, Construct], write, **environment: str) -> dict[str, str]:
    """Builds and runs the program, without the parts that the compiler complains of."""
    for _ in range(12):
        write(parts)
        result = run(command, directory, **environment)
        if result.returncode == 0:
            return spoken(result.stdout)
        blamed = {part for part in parts if re.search(rf"\b{part}(?:_raw)?\.(?:rs|go)\b", result.stderr)}
        if not blamed and re.search(r"cgo-gcc-prolog|_cgo_gotypes\.go", result.stderr):
            blamed = {part for part, construct in parts.items() if cgo_stumbles(construct)}
        if not blamed:
            raise RuntimeError(f"{' '.join(command)} in {directory}:\n{result.stderr[-3000:]}")
        parts = {part: construct for part, construct in parts.items() if part not in blamed}
    raise RuntimeError(f"{directory}: still does not compile")


class BindgenRust(lang_rust.Rust):
    anonymous = "__bindgen_anon_{}"


class Bindgen:
    name = "bindgen"

    def __init__(self, bindgen: str, cargo: str):
        self.bindgen, self.cargo = bindgen, cargo
        self.rust = BindgenRust(cargo)

    def module(self, header: Path, construct: Construct, work: Path) -> str:
        """The bindings of one construct and what it needs. Some macros make it panic, so others are left out."""
        alone = work / "alone.h"
        alone.write_text(with_one_macro(header, construct.name))
        header = alone
        # A keyword gets an underscore, a nested type its record's name before it.
        allowed = f"^(\\w+_)?{construct.name}_?$"
        result = subprocess.run([self.bindgen, str(header), "--allowlist-item", allowed, "--no-layout-tests",
                                 "--", f"-I{INCLUDE}", "-std=gnu11"], capture_output=True, text=True)
        return result.stdout

    def own_name(self, text: str, name: str) -> str:
        """What it calls an item; a typedef's struct is called by its tag."""
        aliases = dict(re.findall(r"^pub type (\w+) = (\w+);", text, re.M))
        defined = re.findall(r"^pub (?:struct|union|type|const|static mut|static) (?:r#)?(\w+)", text, re.M)
        for candidate in (name, name + "_", *(other for other in defined if other.endswith("_" + name))):
            if candidate in defined or f"    pub static {candidate}:" in text:
                target = aliases.get(candidate, candidate)
                return target if re.search(rf"^pub (?:struct|union) {target}\b", text, re.M) else candidate
        return name

    def code(self, question: Question, items: lang_rust.Items, text: str) -> str | None:
        question = replace(question, entity=self.own_name(text, question.entity))
        if question.kind == "constant" and question.basic.startswith("string"):
            return f"{{ let s: &[u8] = raw::{question.entity}; hex(&s[..s.len() - 1]) }}"
        defined = set(re.findall(r"^pub (?:struct|union|type|const) (?:r#)?(\w+)", text, re.M))
        if question.kind in ("constant", "enum") and question.entity not in defined:
            return None
        # Its names are C's, keywords with an underscore.
        member = question.member
        if member + "_" in items.fields.get(question.entity, ()) and member not in items.fields[question.entity]:
            question = replace(question, member=member + "_")
        return self.rust.code(question, items, defined)

    def ask(self, model: Model, header: Path, asked: list[Construct], work: Path) -> dict[str, str]:
        (work / "src").mkdir(exist_ok=True)
        (work / "Cargo.toml").write_text('[package]\nname = "probe"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n'
                                         "[profile.dev]\ndebug = false\n")
        modules = {f"c{index}": (construct, self.module(header, construct, work)) for index, construct in enumerate(asked)}

        def write(parts: dict[str, Construct]) -> None:
            (work / "src/probe.rs").write_text("#![allow(warnings)]" + lang_rust.PROBE.replace(
                "\ntrait ", "\npub trait ").replace("\nfn ", "\npub fn ").replace("\nuse ", "\npub use "))
            lines = ["#![allow(warnings)]", "mod probe;"]
            for part in parts:
                construct, text = modules[part]
                (work / f"src/{part}_raw.rs").write_text(text)
                items = lang_rust.read_items(text)
                rows = [f'    println!("{{}}\\t{{}}", {lang_rust.key_text(question.key)}, {code});'
                        for question in construct.questions if (code := self.code(question, items, text))]
                (work / f"src/{part}.rs").write_text(
                    f"use crate::probe::*;\nuse crate::{part}_raw as raw;\npub fn ask() {{\n" + "\n".join(rows) + "\n}\n")
                lines += [f"mod {part}_raw;", f"mod {part};"]
            lines += ["fn main() {", *(f"    {part}::ask();" for part in parts), "}"]
            (work / "src/main.rs").write_text("\n".join(lines) + "\n")

        return builds([self.cargo, "run", "--quiet", "--offline"], work, {part: c for part, (c, _) in modules.items()}, write)


class Cgo:
    name = "cgo"
    keywords = set("break default func interface select case defer go map struct chan else goto package switch const "
                   "fallthrough if range type continue for import return var".split())

    def __init__(self, go: str):
        self.go = go

    def type_name(self, model: Model, construct: Construct) -> str:
        entry = (model.records if construct.kind == "record" else model.enums)[construct.name]
        return "C." + entry["c_name"].replace(" ", "_")

    def member(self, question: Question) -> str:
        name = "_" + question.member if question.member in self.keywords else question.member
        return ".".join([*(f"anon{number - 1}" for _, number in question.through), name])

    def code(self, model: Model, construct: Construct, question: Question) -> str:
        if question.kind == "constant":
            wide = question.expected.isdigit() and int(question.expected) >= 1 << 63
            return f"show(uint64(C.{construct.name}))" if wide else f"show(C.{construct.name})"
        name = self.type_name(model, construct)
        if question.kind == "enum":
            return f"func() string {{ var v {name}; return fmt.Sprint(unsafe.Sizeof(v)) }}()"
        if question.kind == "size":
            return f'func() string {{ var v {name}; return fmt.Sprintf("%d %d", unsafe.Sizeof(v), unsafe.Alignof(v)) }}()'
        place = f"r.{self.member(question)}"
        if question.kind == "offset":
            return (f"func() string {{ r := new({name}); return fmt.Sprint(uintptr(unsafe.Pointer(&{place})) - "
                    "uintptr(unsafe.Pointer(r))) }()")
        value = lang_go.Go.literal(None, question)
        if question.basic in ("float", "double"):
            value = f"C.{question.basic}({value})"
        return (f"func() string {{ r := fill[{name}]({question.background}); {place} = {value}; "
                f'return show({place}) + " " + dump(r) }}()')

    def ask(self, model: Model, header: Path, asked: list[Construct], work: Path) -> dict[str, str]:
        (work / "go.mod").write_text("module probe\n\ngo 1.21\n")
        preamble = f'/*\n#cgo CFLAGS: -I{INCLUDE} -std=gnu11 -w\n#include "{header}"\n*/\nimport "C"\n'

        def write(parts: dict[str, Construct]) -> None:
            for old in work.glob("*.go"):
                old.unlink()
            for part, construct in parts.items():
                rows = [f'\tsay("{question.key}", {self.code(model, construct, question)})' for question in construct.questions]
                (work / f"{part}.go").write_text(
                    f'package main\n\n{preamble}\nimport (\n\t"fmt"\n\t"math"\n\t"unsafe"\n)\n\nvar _ = fmt.Sprint\nvar _ = '
                    f"math.Pi\nvar _ unsafe.Pointer\n\nfunc ask_{part}() {{\n" + "\n".join(rows) + "\n}\n")
            lines = ["package main", lang_go.PROBE, "func main() {", *(f"\task_{part}()" for part in parts), "}"]
            (work / "main.go").write_text("\n".join(lines) + "\n")

        return builds([self.go, "run", "-gcflags=-e", "."], work, {f"c{i}": c for i, c in enumerate(asked)}, write,
                      CC=CLANG, GOTOOLCHAIN="local", GOFLAGS="-mod=mod", GOWORK="off")


def as_data(questions: list[Question], model: Model) -> list[dict]:
    return [{"key": q.key, "kind": q.kind, "entity": q.entity, "member": q.member, "background": q.background,
             "value": q.value, "basic": q.basic,
             "c_name": (model.records.get(q.entity) or model.enums.get(q.entity) or {}).get("c_name", q.entity)}
            for q in questions]


class Ctypesgen:
    name = "ctypesgen"

    def __init__(self, ctypesgen: str, python: str):
        self.ctypesgen, self.python = ctypesgen, python

    def ask(self, model: Model, header: Path, asked: list[Construct], work: Path) -> dict[str, str]:
        (work / "questions.json").write_text(json.dumps(as_data(
            [question for construct in asked for question in construct.questions], model)))
        run([self.ctypesgen, f"-I{INCLUDE}", str(header), "-o", "made.py"], work)
        result = run([self.python, "-B", str(HERE / "ask_ctypes.py"), str(work)], work)
        if result.returncode:
            raise RuntimeError(f"ctypesgen: {result.stderr[-3000:]}")
        return spoken(result.stdout)


class Cffi:
    """API mode, where the compiler fills in what the declarations leave open. Its parser knows no attributes: each
    declaration is offered as it is, then without attributes, then also with `...` for what C decides."""

    name = "cffi"

    def __init__(self, python: str):
        self.python = python

    def ask(self, model: Model, header: Path, asked: list[Construct], work: Path) -> dict[str, str]:
        all_declarations = declarations(preprocessed(header))
        jobs = []
        for construct in asked:
            if construct.kind == "constant":
                basic = construct.questions[0].basic
                text = (f"static const char *const {construct.name};" if basic.startswith("string of char")
                        else f"static const double {construct.name};" if basic in ("float", "double", "long double")
                        else f"#define {construct.name} ...")
                texts = [text]
            else:
                plain = "\n".join(part.text for part in slice_for(construct.name, all_declarations))
                bare = re.sub(r"__attribute__\s*\(\((?:[^()]|\([^()]*\))*\)\)|_Alignas\([^()]*\)", " ", plain)
                texts = [plain, bare, open_ended(bare)]
            jobs.append({"name": construct.name, "texts": texts, "questions": as_data(construct.questions, model)})
        (work / "jobs.json").write_text(json.dumps({"header": str(header), "include": str(INCLUDE), "jobs": jobs}))
        result = run([self.python, "-B", str(HERE / "ask_cffi.py"), str(work)], work, CC=CLANG)
        if result.returncode:
            raise RuntimeError(f"cffi: {result.stderr[-3000:]}")
        return spoken(result.stdout)


def open_ended(text: str) -> str:
    """`...` at the end of each record that has a tag."""
    result, stack = [], []
    for place, letter in enumerate(text):
        if letter == "{":
            stack.append(bool(re.search(r"\b(?:struct|union)\s+\w+\s*$", text[:place])))
        if letter == "}" and stack and stack.pop():
            result.append(" ...; ")
        result.append(letter)
    return "".join(result)
