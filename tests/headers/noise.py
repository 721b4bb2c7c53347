#!/usr/bin/env python3
"""Changes between two releases that built clients do not feel are no findings, and their neighbours that they do feel are.

    noise.py --ffigen PATH
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

# What changes, before, after, and the findings that count: rule and impact. None: only what is safe.
PAIRS: list[tuple[str, str, str, list[tuple[str, str]]]] = [
    ("an inline function goes", "static inline int f(int a) { return a; } int g(void);", "int g(void);", [("C01", "src")]),
    ("an exported function goes", "int f(int a); int g(void);", "int g(void);", [("C01", "abi")]),
    ("an inline function's parameter changes", "static inline int f(int a) { return a; }",
     "static inline int f(long long a) { return (int)a; }", [("C04", "src")]),
    ("an exported function's parameter changes", "int f(int a);", "int f(long long a);", [("C04", "abi")]),
    ("() becomes (void)", "int f();", "int f(void);", []),
    ("(void) becomes ()", "int f(void);", "int f();", []),
    ("int becomes an enum of its width", "enum e { A, B }; int f(int e);", "enum e { A, B }; int f(enum e e);", [("C04", "src")]),
    ("int becomes a wider enum", "enum e { A, B = 0x1ffffffff }; int f(int e);", "enum e { A, B = 0x1ffffffff }; int f(enum e e);",
     [("C04", "abi")]),
    ("a version macro", "#define LIB_VERSION 0x10200\nint f(void);", "#define LIB_VERSION 0x10300\nint f(void);", []),
    ("a version's parts", "#define LIB_MAJOR 1\n#define LIB_MINOR 2\n#define LIB_PATCH 3\nint f(void);",
     "#define LIB_MAJOR 1\n#define LIB_MINOR 3\n#define LIB_PATCH 0\nint f(void);", []),
    ("a lone MINOR is no version", "#define SCALE_MINOR 2\nint f(void);", "#define SCALE_MINOR 3\nint f(void);", [("M01", "wire")]),
    ("the version of a format", "#define LIB_FORMAT_VERSION 2\nint f(void);", "#define LIB_FORMAT_VERSION 3\nint f(void);",
     [("M01", "wire")]),
    ("another macro", "#define LIB_LIMIT 2\nint f(void);", "#define LIB_LIMIT 3\nint f(void);", [("M01", "wire")]),
    ("a macro becomes an enumerator", "#define RED 1\nint f(void);", "enum colour { RED = 1 };\nint f(void);", []),
    ("a macro becomes another enumerator", "#define RED 1\nint f(void);", "enum colour { RED = 2 };\nint f(void);", [("M02", "src")]),
    ("an enumerator becomes a macro", "enum colour { RED = 1, BLUE = 2 };\nint f(void);", "#define RED 1\nenum colour { BLUE = 2 };\nint f(void);", []),
    ("a variable becomes thread-local", "extern int e;", "extern _Thread_local int e;", [("V03", "abi")]),
    ("a function becomes weak", "int f(void);", "int f(void) __attribute__((weak));", [("C13", "src")]),
    ("an array parameter gets another name for its type", "typedef unsigned char id[16]; int f(unsigned char *a);",
     "typedef unsigned char id[16]; int f(id a);", []),
]


def found(ffigen: Path, work: Path, before: str, after: str) -> tuple[int, list[tuple[str, str]]]:
    for name, text in (("old.h", before), ("new.h", after)):
        (work / name).write_text(text + "\n")
    result = subprocess.run([ffigen, "diff", work / "old.h", work / "new.h", "--format", "json"], capture_output=True, text=True)
    findings = json.loads(result.stdout)["findings"]
    return result.returncode, sorted((item["id"], item["impact"].lower()) for item in findings if item["impact"] != "SAFE")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ffigen", type=Path, required=True)
    options = parser.parse_args()
    failures = 0
    with tempfile.TemporaryDirectory() as directory:
        for what, before, after, expected in PAIRS:
            status, findings = found(options.ffigen.resolve(), Path(directory), before, after)
            if findings != expected or status != (1 if expected else 0):
                failures += 1
                print(f"FAILED: {what}: expected {expected}, got {findings} and status {status}")
    print(f"{len(PAIRS)} pairs, {failures} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
