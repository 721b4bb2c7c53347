"""What a package declares on any target, read from its source: enums with their type, constants with their
value, functions. Records are the compiler's business, which checks the packages' assertions."""

import ast
import ctypes
import re
from pathlib import Path

from cross import GO, rust_facts
from lang_go import builds_for, exported
from lang_python import escaped as python_name
from lang_rust import escaped as rust_name
from lang_rust import holds_for

# Size and sign of the types that enums are declared with; None: as the target's long.
RUST_TYPES = {"c_char": (1, None), "c_schar": (1, True), "c_uchar": (1, False), "c_short": (2, True), "c_ushort": (2, False),
              "c_int": (4, True), "c_uint": (4, False), "c_longlong": (8, True), "c_ulonglong": (8, False),
              "i8": (1, True), "u8": (1, False), "i16": (2, True), "u16": (2, False), "i32": (4, True), "u32": (4, False),
              "i64": (8, True), "u64": (8, False), "c_long": (None, True), "c_ulong": (None, False)}
GO_TYPES = {f"{'' if signed else 'u'}int{8 * size}": (size, signed) for size in (1, 2, 4, 8) for signed in (True, False)}
GO_TYPES |= {"Long": (None, True), "Ulong": (None, False), "Char": (1, None)}


class Declared:
    def __init__(self):
        self.enums: dict[str, tuple[int | None, bool | None]] = {}
        self.constants: dict[str, str] = {}  # as written
        self.functions: set[str] = set()
        self.refused: set[str] = set()  # functions that refuse to be called there


def rust_lines(path: Path, facts) -> list[str]:
    """The lines of a source file that a target compiles; items are told apart by the conditions before them."""
    result, condition, pending = [], [True], ""
    for line in path.read_text().splitlines() if path.exists() else []:
        stripped = line.strip()
        if pending or stripped.startswith("#[cfg("):
            pending += stripped
            if pending.endswith(")]"):
                condition[0] = condition[0] and holds_for(pending[6:-2], facts)
                pending = ""
            continue
        if condition[0]:
            result.append(line)
        if stripped and not stripped.startswith(("#", "//")) and (stripped.endswith((";", "}")) or stripped.endswith("{")):
            condition[0] = True
    return result


def read_rust(package: Path, target: str) -> Declared:
    facts, declared = rust_facts(target), Declared()
    raw = package / "src" / "raw"
    for line in rust_lines(raw / "enums.rs", facts):
        if found := re.match(r"pub (?:struct (?:r#)?(\w+)\(pub (\w+)\)|type (?:r#)?(\w+) = (\w+));", line):
            declared.enums[found[1] or found[3]] = RUST_TYPES.get(found[2] or found[4], (None, None))
    for line in rust_lines(raw / "constants.rs", facts):
        if found := re.match(r"pub const (?:r#)?(\w+): [^=]+ = (.*);$", line):
            declared.constants[found[1]] = found[2].replace("_", "")
    for name in ("functions.rs", "shims.rs"):
        text = (raw / name).read_text() if (raw / name).exists() else ""
        declared.functions |= set(re.findall(r"\b(?:fn|static mut|static) (?:r#)?(\w+)[(:]", text))
    return declared


def read_go(package: Path, target: str) -> Declared:
    declared = Declared()
    for path in package.glob("raw/*.go"):
        text = path.read_text()
        if not builds_for(text, path.name, {*GO[target], "cgo", "unix", "gc"}):
            continue
        for name, kind in re.findall(r"^type (\w+) (\w+)$", text, re.M):
            declared.enums[name] = GO_TYPES.get(kind, (None, None))
        for name, value in re.findall(r"^\t(?:const )?(\w+)(?: +\w+)? *= (.+)$", text, re.M):
            declared.constants[name] = value
        for name, value in re.findall(r"^(?:const|var) (\w+)(?: +\w+)? *= (.+)$", text, re.M):
            declared.constants[name] = value
        declared.functions |= set(re.findall(r"^func (\w+)\(", text, re.M))
    return declared


def refused_in_python(source: str, target: str) -> set[str]:
    """Functions that raw.py makes a refusal on the target."""
    refused: set[str] = set()

    def walk(nodes: list[ast.stmt]) -> None:
        for node in nodes:
            if isinstance(node, ast.If) and "TARGET" in ast.dump(node.test):
                holds = eval(compile(ast.Expression(node.test), "raw.py", "eval"), {"TARGET": target})  # noqa: S307
                walk(node.body if holds else node.orelse)
            elif isinstance(node, ast.Assign) and ast.unparse(node.value).startswith("_calling.unsupported("):
                refused.add(node.targets[0].id)

    walk(ast.parse(source).body)
    return refused


def read_python(package: Path, target: str) -> Declared:
    """Runs the assignments of raw.py that make constants and enums, as if on the target."""
    declared = Declared()
    source = next(package.glob("*/raw.py")).read_text()
    space: dict = {"TARGET": target, "ctypes": ctypes, "float": float}

    def plain(node: ast.stmt) -> bool:
        if isinstance(node, ast.If):
            return "TARGET" in ast.dump(node.test) and all(plain(child) for child in node.body + node.orelse)
        return isinstance(node, (ast.Assign, ast.AnnAssign))

    for node in ast.parse(source).body:
        if not plain(node):
            continue
        if isinstance(node, ast.AnnAssign) and node.value is None:
            continue
        body = ast.Module([node], [])
        for child in ast.walk(body):
            if isinstance(child, ast.AnnAssign):
                child.annotation = ast.Constant(None)
        try:
            exec(compile(ast.fix_missing_locations(body), "raw.py", "exec"), space)  # noqa: S102
        except (NameError, AttributeError, TypeError, KeyError):
            continue  # made of records or of the library
    sizes = {kind: (ctypes.sizeof(kind), kind(-1).value < 0) for kind in (
        ctypes.c_int8, ctypes.c_uint8, ctypes.c_int16, ctypes.c_uint16, ctypes.c_int32, ctypes.c_uint32,
        ctypes.c_int64, ctypes.c_uint64)}
    for name, value in space.items():
        if isinstance(value, type) and value in sizes:
            declared.enums[name] = sizes[value]
        elif isinstance(value, (int, float, bytes, str)) and not isinstance(value, bool) and name != "TARGET":
            declared.constants[name] = repr(value)
    declared.refused = refused_in_python(source, target)
    declared.functions = set(re.findall(r"^(?:    )?(\w+)(?:: [^=\n]+)? = ", source, re.M)) | set(
        re.findall(r"^def (\w+)\(", source, re.M)) | set(re.findall(r'"(\w+)"', source))
    return declared


READ = {"rust": read_rust, "go": read_go, "python": read_python}
NAME = {"rust": lambda name: rust_name(name).removeprefix("r#"), "go": exported, "python": python_name}
