#!/usr/bin/env python3
"""What a stranger meets first: messages that name what was meant, exit codes that are the documented ones, and output
that replaces nothing but ffigen's own.

    front_door.py --ffigen PATH
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HEADER = "struct point { int x, y; };\nint point_norm(const struct point *p);\n"


class Door:
    def __init__(self, ffigen: Path, work: Path) -> None:
        self.ffigen, self.work, self.failures, self.checked = ffigen, work, 0, 0

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def run(self, *arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run([str(self.ffigen), *map(str, arguments)], cwd=self.work, capture_output=True, text=True,
                              errors="replace", **options)  # type: ignore[call-overload,no-any-return]

    def expect(self, status: int, pattern: str, *arguments: object) -> None:
        result = self.run(*arguments)
        self.verdict(" ".join(map(str, arguments)), result.returncode == status and
                     re.search(pattern, result.stdout + result.stderr) is not None,
                     f"expected {status} and '{pattern}', got {result.returncode}\n{result.stdout}{result.stderr}")

    def verdict(self, what: str, good: bool, why: str = "") -> None:
        self.checked += 1
        if not good:
            self.failures += 1
            print(f"FAILED: {what}: {why}")


def suggestions(door: Door) -> None:
    door.expect(2, "did you mean `ffigen verify`", "verfy", "p.h")
    door.expect(2, "did you mean `ffigen verify`", "verfy")
    door.expect(2, "did you mean '--target'", "p.h", "--tagret", "native")
    door.expect(2, "did you mean 'python'", "p.h", "--lang", "pyton")
    door.expect(0, r"\[O10\] --block 'pont_.*' matches nothing", "p.h", "--lang", "json", "--block", "pont_.*")
    result = door.run("p.h", "--lang", "json", "--block", "point_.*")
    door.verdict("a pattern that matches is not told", "O10" not in result.stderr, result.stderr)
    door.expect(0, r"\[O11\] -I names 'nowhere', which is no folder", "p.h", "--lang", "json", "-I", "nowhere")
    door.expect(0, r"\[O11\] -isystem names 'nowhere'", "p.h", "--lang", "json", "--", "-isystem", "nowhere")
    result = door.run("p.h", "--lang", "json", "-I", ".", "--", "-I.")
    door.verdict("a folder that is there is not told", "O11" not in result.stderr, result.stderr)
    door.write("misspelt.h", '#include <ffigen/annotations.h>\nFFI_HANDEL(h, close = h_close)\ntypedef struct h h;\nvoid h_close(h *x);\n')
    door.expect(3, "did you mean FFI_HANDLE", "misspelt.h", "--lang", "json")
    door.write("cxx.h", "namespace a { class b {}; }\n")
    door.expect(3, "this is C\\+\\+", "cxx.h", "--lang", "json")
    door.expect(2, "ffigen reads C, no other language", "p.h", "--lang", "json", "--", "-x", "c++")
    door.expect(2, "ffigen reads C, no other language", "p.h", "--lang", "json", "--", "-std=c++20")
    door.write("wide.h", HEADER.encode("utf-16"))
    door.expect(3, "UTF-16", "wide.h", "--lang", "json")
    door.expect(3, "no header 'none.h'", "none.h", "--lang", "json")


def wrong_words(door: Door) -> None:
    """Too little, too much, and words that are none."""
    door.expect(2, "ffigen init engine.h")
    door.expect(2, "for example: ffigen lock engine.h", "lock")
    door.expect(2, "there is no command 'generate'", "generate", "p.h")
    door.expect(2, "did you mean `ffigen --help`", "help")
    door.expect(2, "did you mean `ffigen --version`", "version")
    door.expect(2, "no header and no command is called 'frobnicate'", "frobnicate")
    door.write("q.h", "int q(void);\n")
    door.expect(2, "one header at a time", "p.h", "q.h", "--lang", "json")
    door.expect(2, "one of x86_64-pc-windows-msvc, i686-pc-windows-msvc", "p.h", "--lang", "json", "--target", "windows")
    door.expect(2, "`ffigen explain` lists them", "explain", "Z99")
    door.expect(2, "near it: F01", "explain", "F1")
    door.expect(3, "ffigen lock p.h --lock other.json", "check", "p.h", "--lock", "other.json")
    door.expect(3, r"\[A30\]", "p.h", "--lang", "json", "--annotations", "none.toml")
    door.write("bad.toml", "a = [\n")
    door.expect(3, r"bad.toml:1:7.*\[A30\]", "p.h", "--lang", "json", "--annotations", "bad.toml")
    result = door.run("p.h", "--lang", "rust", "-o", "p.h")
    door.verdict("what was not written is not told of", result.returncode == 3 and "identical" not in result.stdout, result.stdout)


def wrong_files(door: Door) -> None:
    """What is no header of C, or not enough of one."""
    door.write("linkage.h", 'extern "C" int f(int);\n')
    door.expect(3, "this is C\\+\\+", "linkage.h", "--lang", "json")
    door.write("vector.h", "#include <vector>\n")
    door.expect(3, "headers without an ending are C\\+\\+'s", "vector.h", "--lang", "json")
    door.write("dword.h", "#include <windows.h>\n")
    door.expect(3, "--target x86_64-pc-windows-msvc", "dword.h", "--lang", "json")
    for kind, header in (("uint32_t", "stdint"), ("bool", "stdbool"), ("size_t", "stddef"), ("va_list", "stdarg")):
        door.write("bare.h", f"int f({kind} x);\n")
        door.expect(3, f"#include <{header}.h>", "bare.h", "--lang", "json")
    door.write("deep.h", "int " + "*" * 20000 + "deep(void);\n")
    door.expect(3, r"\[H01\] stack nearly exhausted", "deep.h", "--lang", "json", "--target", "native")
    door.write("steep.h", "int " + "*" * 400 + "steep(void);\nint flat(int a);\n")
    door.expect(0, "2 functions", "steep.h", "--lang", "rust,go,python", "-o", "steep", "--target", "native")
    door.write("lib.so", b"\x7fELF\x02\x01\x01\0")
    door.expect(3, r"\[H04\] this is a library or a program", "lib.so", "--lang", "json")


def output(door: Door) -> None:
    """Only what ffigen made is replaced."""
    mine = door.write("out/Cargo.toml", "# by hand\n")
    door.expect(3, r"\[O09\].*Cargo.toml", "p.h", "--lang", "rust", "-o", "out")
    door.verdict("a file in the way is left alone", mine.read_text() == "# by hand\n" and not (door.work / "out/src").exists())
    door.expect(0, "rust", "p.h", "--lang", "rust", "-o", "out", "--force")
    door.verdict("--force replaces it", "by hand" not in mine.read_text())
    mine.write_text(mine.read_text() + "# edited\n")
    door.expect(0, "1 written", "p.h", "--lang", "rust", "-o", "out")
    door.expect(3, r"\[O09\] 'out' is the rust package", "p.h", "--lang", "rust,python", "-o", "out")
    door.verdict("no folder is made in a package", not (door.work / "out/rust").exists())
    door.expect(0, "several/rust", "p.h", "--lang", "rust,python", "-o", "several")
    door.expect(0, "several/rust.*up to date", "p.h", "--lang", "rust", "-o", "several")
    door.verdict("one language and several use the same folders", not (door.work / "several/Cargo.toml").exists())
    door.expect(0, "up to date", "p.h", "--lang", "python", "-o", "several", "--check")
    kept = door.write("out/src/mine.rs", "// by hand\n")
    door.expect(0, "up to date", "p.h", "--lang", "rust", "-o", "out")
    door.verdict("other files stay", kept.exists())
    door.write("h.h", "#include <ffigen/annotations.h>\n"
                      "FFI_HANDLE(drum, close = drum_close) typedef struct drum drum; void drum_close(drum *d);\n")
    door.expect(0, "python", "h.h", "--name", "kit", "--lang", "python", "-o", "cut")
    earlier, way = door.work / "cut/kit/_drum.py", door.work / "cut/README.md"
    way.unlink()
    way.mkdir()
    door.write("h.h", "int drum_count(void);\n")
    door.expect(3, r"\[O07\]", "h.h", "--name", "kit", "--lang", "python", "-o", "cut")
    way.rmdir()
    existed = earlier.exists()
    door.expect(0, "removed", "h.h", "--name", "kit", "--lang", "python", "-o", "cut")
    door.verdict("what a run that was cut off left goes with the next", existed and not earlier.exists())
    if Path("/dev/full").exists():
        with open("/dev/full", "w", encoding="utf-8") as full:
            status = subprocess.run([door.ffigen, "p.h", "--lang", "json"], cwd=door.work, stdout=full, stderr=subprocess.DEVNULL).returncode
        door.verdict("a full disk is status 3", status == 3, str(status))
    reader, writer = os.pipe()
    os.close(reader)
    status = subprocess.run([door.ffigen, "p.h", "--lang", "json"], cwd=door.work, stdout=writer, stderr=subprocess.DEVNULL).returncode
    os.close(writer)
    door.verdict("a closed pipe is status 3", status == 3, str(status))
    if os.geteuid() != 0:  # root may write everywhere
        (door.work / "locked").mkdir(mode=0o500)
        door.expect(3, r"\[O07\]", "p.h", "--lang", "rust", "-o", "locked/out")
    door.write("file", "")
    door.expect(3, r"\[O07\]", "p.h", "--lang", "rust", "-o", "file/out")


def at_once(door: Door) -> None:
    """Several ffigens that write into one folder, of two headers: the last one's files are there, whole."""
    for name, count in (("few.h", 50), ("many.h", 400)):
        door.write(name, "".join(f"int at_once_{i}(int a, int b);\n" for i in range(count)))
    for turn in range(5):
        running = [subprocess.Popen([door.ffigen, f"{name}.h", "--name", "one", "--lang", "python", "-q", "--target", "native", "-o", "one"],
                                    cwd=door.work, stderr=subprocess.PIPE, text=True) for name in ("few", "many") * 4]
        said = [process.communicate()[1] for process in running]
        door.verdict(f"at once, turn {turn}", all(process.returncode == 0 for process in running), "".join(said))
        whole = [door.run(f"{name}.h", "--name", "one", "--lang", "python", "--target", "native", "-o", "one", "--check").returncode
                 for name in ("few", "many")]
        door.verdict("what is there is of one of them", 0 in whole, str(whole))


def folders(door: Door) -> None:
    """One language and several find each other's folders, and never write into another's."""
    door.expect(0, "all/rust", "p.h", "--lang", "rust,go", "-o", "all")
    door.expect(0, "all/rust", "p.h", "--lang", "rust", "-o", "all")
    door.verdict("one language goes where it went with others", not (door.work / "all/.ffigen-files").exists())
    door.expect(0, "all/python", "p.h", "--lang", "python", "-o", "all")
    door.expect(0, "up to date", "p.h", "--lang", "go", "-o", "all", "--check")
    door.expect(0, "", "p.h", "--lang", "rust", "-o", "alone")
    for languages in ("go", "go,rust"):
        door.expect(3, r"\[O09\] 'alone' is the rust package", "p.h", "--lang", languages, "-o", "alone")
    kept = (door.work / "alone/Cargo.toml").exists() and not (door.work / "alone/go").exists()
    door.verdict("a package is no place for another", kept)
    door.expect(0, "", "lock", "p.h")
    for found in ("all", "alone"):
        door.expect(0, "", "check", "p.h", "--generated", found)
    (door.work / "alone/src/lib.rs").unlink()
    door.expect(4, r"lib.rs: error: \[W06\] generated file is missing", "check", "p.h", "--generated", "alone")


def names(door: Door) -> None:
    """--name, --library and --go-module, on the command line and in a ffigen.toml above the header."""
    door.expect(0, "rust", "p.h", "--lang", "rust,go,python", "-o", "named", "--name", "dot", "--library", "dots", "--go-module", "git.test/dot")
    cargo, module = (door.work / "named/rust/Cargo.toml").read_text(), (door.work / "named/go/go.mod").read_text()
    door.verdict("--name", 'name = "dot"' in cargo, cargo)
    door.verdict("--library", 'links = "dots"' in cargo, cargo)
    door.verdict("--go-module", "module git.test/dot\n" in module, module)
    door.verdict("--name in Python", (door.work / "named/python/dot/__init__.py").exists())
    door.write("deep/ffigen.toml", '[package]\nname = "dash"\nlibrary = "dashes"\ngo_module = "git.test/dash"\n')
    door.write("deep/include/a/p.h", HEADER)
    door.expect(0, "rust", "deep/include/a/p.h", "--lang", "rust,go", "-o", "deep/out")
    cargo, module = (door.work / "deep/out/rust/Cargo.toml").read_text(), (door.work / "deep/out/go/go.mod").read_text()
    door.verdict("ffigen.toml is found upwards", 'name = "dash"' in cargo and 'links = "dashes"' in cargo, cargo)
    door.verdict("go_module in ffigen.toml", "module git.test/dash\n" in module, module)
    door.write("deep/wrong/ffigen.toml", "[package]\nlibary = 'x'\n")
    door.write("deep/wrong/p.h", HEADER)
    door.write("deep/flat/ffigen.toml", "package = 'x'\n")
    door.write("deep/flat/p.h", HEADER)
    door.expect(2, r"ffigen.toml:1:11.*a table is needed", "deep/flat/p.h", "--lang", "json")
    door.expect(2, "unknown key 'libary'", "deep/wrong/p.h", "--lang", "json")
    door.expect(0, "", "p.h", "--lang", "rust", "-o", "plain")
    cargo = (door.work / "plain/Cargo.toml").read_text()
    door.verdict("a crate without FFI_MODULE links", 'links = "p"' in cargo and (door.work / "plain/build.rs").exists(), cargo)


def options_of_the_compiler(door: Door) -> None:
    """What the header was read with goes where it is read again."""
    door.write("wide_or_not.h", "#ifdef WIDE\nstruct w { long long a[4]; };\n#else\nstruct w { int a; };\n#endif\nint take_w(const struct w *v, count_t n);\n")
    door.write("first.h", "typedef unsigned count_t;\n")
    door.expect(0, "", "wide_or_not.h", "--lang", "go", "-o", "flags", "-D", "WIDE", "--target", "native", "--", "-include", "first.h", "-std=gnu17")
    include = (door.work / "flags/raw/ffigen_include.h").read_text()
    door.verdict("-D reaches cgo", "#define WIDE 1\n" in include, include)
    door.verdict("-include reaches cgo", '#include "include/first.h"' in include and (door.work / "flags/raw/include/first.h").exists(), include)
    flags = (door.work / "flags/raw/cgo.go").read_text()
    door.verdict("-std reaches cgo", "-std=gnu17" in flags, flags)
    door.expect(0, "", "p.h", "--lang", "go", "-o", "gnu", "-D", "_GNU_SOURCE", "-D", "_FILE_OFFSET_BITS=64", "--target", "native")
    for place in ("raw/cgo.go", "cgo.go"):
        flags = (door.work / "gnu" / place).read_text()
        door.verdict("what the C library asks for first reaches cgo first", "-D_FILE_OFFSET_BITS=64 -D_GNU_SOURCE=1 " in flags, flags)


def includes(door: Door) -> None:
    """Which included headers belong, by pattern."""
    door.write("lib/all.h", '#include "part/one.h"\n#include "other.h"\nint all(void);\n')
    door.write("lib/part/one.h", "#pragma once\n#define ONE 1\nint one(void);\n")
    door.write("lib/other.h", "#pragma once\n#define OTHER 2\nint other(void);\n")
    result = door.run("lib/all.h", "--lang", "json", "--include", "part/*")
    door.verdict("--include takes functions and macros", '"ONE"' in result.stdout and '"name": "one"' in result.stdout, result.stderr)
    door.verdict("--include leaves the others", '"OTHER"' not in result.stdout and '"name": "other"' not in result.stdout)
    door.write("tree/fam/all.h", "#include <fam/one.h>\n")
    door.write("tree/fam/one.h", "#pragma once\nint one(void);\n")
    door.expect(0, '"name": "one"', "tree/fam/all.h", "--lang", "json", "-I", "tree", "--include", "fam/*")
    result = door.run("lib/all.h", "--lang", "json", "--include-everything")
    door.verdict("--include-everything takes all", '"OTHER"' in result.stdout and '"ONE"' in result.stdout, result.stderr)


def two_sides(door: Door) -> None:
    """Each side of a diff finds its own headers."""
    for side, kind in (("old", "int"), ("new", "long long")):
        door.write(f"{side}/include/lib/types.h", f"#pragma once\ntypedef {kind} lib_size;\n")
        door.write(f"{side}/include/lib/lib.h", "#include <lib/types.h>\nstruct lib { lib_size n; };\n")
    door.expect(1, r"\[T01\].*lib_size was int, 4 bytes, now long long", "diff", "old/include/lib/lib.h", "new/include/lib/lib.h", "--old-include", "old/include",
                "--new-include", "new/include")


def headline(door: Door) -> None:
    door.write("differs.h", "struct steady { int a; };\nstruct grows { long a; };\n")
    door.expect(0, "1 differ: grows", "differs.h", "--lang", "rust", "-o", "differs")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ffigen", type=Path, required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        door = Door(options.ffigen.resolve(), Path(directory))
        door.write("p.h", HEADER)
        for part in (suggestions, wrong_words, wrong_files, output, at_once, folders, names, options_of_the_compiler, includes, two_sides, headline):
            part(door)
    print(f"{door.checked} checked, {door.failures} failed")
    return 1 if door.failures else 0


if __name__ == "__main__":
    sys.exit(main())
