"""Asks a module that ctypesgen made: ask_ctypes.py DIRECTORY, which has made.py and questions.json.

A statement of the module that cannot be run is left out, so that one record does not cost all others."""

import ast
import contextlib
import ctypes
import json
import os
import struct
import sys
import types
from pathlib import Path


def text(value) -> str:
    if isinstance(value, bytes) and len(value) == 1:
        value = value[0]
    if isinstance(value, str):
        value = ord(value)
    return struct.pack(">d", value).hex() if isinstance(value, float) else str(int(value))


def constant(value, basic: str) -> str:
    if basic.startswith("string"):
        data = value if isinstance(value, bytes) else getattr(value, "data", value)
        return (data if isinstance(data, bytes) else str(data).encode("latin-1")).hex()
    if basic in ("float", "double", "long double"):
        value = float(value)
    return text(value)


def answer(module, q: dict) -> str:
    name = q["c_name"].replace(" ", "_")
    if q["kind"] == "constant":
        return constant(getattr(module, q["entity"]), q["basic"])
    if q["kind"] == "enum":
        return str(ctypes.sizeof(getattr(module, name)))
    record = getattr(module, name)
    if not (isinstance(record, type) and hasattr(record, "_fields_")):
        return "absent: no fields"
    if q["kind"] == "size":
        return f"{ctypes.sizeof(record)} {ctypes.alignment(record)}"
    descriptor = getattr(record, q["member"])
    if q["kind"] == "offset":
        return str(descriptor.offset)
    value = record()
    ctypes.memset(ctypes.byref(value), q["background"], ctypes.sizeof(record))
    given = q["value"]
    if isinstance(getattr(record(), q["member"]), bytes):
        given = bytes([given & 255])
    if isinstance(getattr(record(), q["member"]), str):
        given = chr(given)
    setattr(value, q["member"], given)
    shown = getattr(value, q["member"])
    if q["basic"] == "char" and isinstance(shown, bytes):
        shown = ctypes.c_byte(shown[0]).value
    return f"{text(shown)} {bytes(value).hex()}"


def load(path: Path) -> types.ModuleType:
    lines = path.read_text().splitlines()
    while True:
        try:
            tree = ast.parse("\n".join(lines))
            break
        except SyntaxError as error:
            lines[error.lineno - 1] = ""
    module = types.ModuleType("made")
    for statement in tree.body:
        with contextlib.suppress(Exception):
            exec(compile(ast.Module([statement], []), str(path), "exec"), module.__dict__)  # noqa: S102
    return module


def main() -> None:
    directory = Path(sys.argv[1])
    module = load(directory / "made.py")
    questions = json.loads((directory / "questions.json").read_text())
    for entity in dict.fromkeys(q["entity"] for q in questions):
        # Some records crash the interpreter.
        if child := os.fork():
            os.waitpid(child, 0)
            continue
        for q in questions:
            if q["entity"] == entity:
                try:
                    found = answer(module, q)
                except Exception as error:  # noqa: BLE001 whatever it is, there is no answer
                    found = f"absent: {error}".splitlines()[0]
                print(f"{q['key']}\t{found}", flush=True)
        os._exit(0)


main()
