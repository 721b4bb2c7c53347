#!/usr/bin/env python3
"""Bad input: each case asserts the message, the exit status, and that nothing was written.

  run_errors.py FFIGEN WORK [CASE...]

The headers beside this script say what they expect: a line `// status N`, lines `// expect TEXT`, each of
which must be a part of the output, and `// reject TEXT`, which must not.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CONTRACT = ROOT / "contract" / "rt_audio_ffi.h"
USAGE, FINDINGS, UNCHECKED, STALE = 2, 1, 3, 4


class Case:
    """A directory of its own, ffigen to run in it, and what was wrong."""

    def __init__(self, ffigen: str, directory: Path):
        self.ffigen, self.directory, self.failures = ffigen, directory, []
        shutil.rmtree(directory, ignore_errors=True)
        directory.mkdir(parents=True)

    def header(self, name: str, text: str | bytes) -> str:
        path = self.directory / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return name

    def run(self, *arguments: str, status: int, says=(), hides=()) -> str:
        before = self.files()
        result = subprocess.run([self.ffigen, *arguments], cwd=self.directory, capture_output=True, timeout=120)
        output = (result.stdout + result.stderr).decode("utf-8", "backslashreplace")
        if result.returncode != status:
            self.failures.append(f"{arguments}: status {result.returncode}, expected {status}:\n{output[:600]}")
        for text in says:
            if text not in output:
                self.failures.append(f"{arguments}: does not say '{text}':\n{output[:600]}")
        for text in hides:
            if text in output:
                self.failures.append(f"{arguments}: says '{text}':\n{output[:600]}")
        if len(output) > 20000:
            self.failures.append(f"{arguments}: {len(output)} characters of output")
        if status != 0 and self.files() != before:
            self.failures.append(f"{arguments}: failed, yet wrote {self.files() - before}")
        return output

    def files(self) -> set[tuple[str, bytes]]:
        # One that may not be read is told from another by its name alone.
        return {(str(path.relative_to(self.directory)), path.read_bytes() if os.access(path, os.R_OK) else b"")
                for path in self.directory.rglob("*") if path.is_file()}


GOOD = "#include <stdint.h>\n/** A point. */\ntypedef struct point { int32_t x, y; } point;\n"


def missing_file(case: Case) -> None:
    case.run("nowhere.h", "--lang", "json", status=UNCHECKED, says=["nowhere.h: error: [H02] no header"])
    case.run("nowhere/deep.h", "--lang", "json", "-o", "out", status=UNCHECKED, says=["nowhere/deep.h"])


def directory_as_header(case: Case) -> None:
    (case.directory / "folder.h").mkdir()
    case.run("folder.h", "--lang", "json", status=UNCHECKED, says=["folder.h", "is a directory"])


def unreadable_file(case: Case) -> None:
    name = case.header("secret.h", GOOD)
    (case.directory / name).chmod(0)
    if os.access(case.directory / name, os.R_OK):  # root reads everything
        (case.directory / name).chmod(0o600)
        return
    case.run(name, "--lang", "json", status=UNCHECKED, says=[name, "Permission denied"])
    (case.directory / name).chmod(0o600)


def empty_header(case: Case) -> None:
    for text in ("", "\n", "/* nothing */\n", "#pragma once\n#include <stdint.h>\n"):
        case.run(case.header("empty.h", text), "--lang", "json", "-o", "out", status=UNCHECKED,
                 says=["empty.h: error: [H03]", "declares nothing"])


def long_line(case: Case) -> None:
    # A megabyte in one line: read if it is C, refused with a short message if it is not.
    line = "".join(f"struct s{index} {{ int first; long second; }};" for index in range(25000))
    output = case.run(case.header("long.h", line + "\n"), "--lang", "json",
                      "--target", "x86_64-unknown-linux-gnu", "-o", "out", status=0)
    if len(line) < 1_000_000 or len(output) > 2000:
        case.failures.append("the line is too short or the output too long")
    case.run(case.header("broken.h", f"{line} struct wide {{ int a; }} }} ;\n"), "--lang", "json", status=UNCHECKED,
             says=["broken.h:1:1"], hides=[line[:500]])


def binary_junk(case: Case) -> None:
    case.run(case.header("junk.h", bytes(range(256)) * 64), "--lang", "json", status=UNCHECKED, says=["junk.h:", "error:"])
    case.run(case.header("zeros.h", b"\0" * 100000), "--lang", "json", status=UNCHECKED, says=["zeros.h"])


def not_utf8(case: Case) -> None:
    # A comment is taken for Latin-1, and said to be; a name would be another one elsewhere.
    text = b"/** caf\xe9 */\nstruct latin { int a; }; /* \xff\xfe */\n"
    case.run(case.header("latin.h", text), "--lang", "json", "-o", "latin", status=0,
             says=["latin.h:1:8: note: [H08] byte 0xe9 is not UTF-8; it is read as Latin-1", "iconv"])
    model = next((case.directory / "latin").rglob("model.json")).read_text(encoding="utf-8")
    if "caf\u00e9" not in model and "caf\\u00e9" not in model:
        case.failures.append("the comment is not read as Latin-1")
    case.run(case.header("name.h", b"struct caf\xe9 { int a; };\n"), "--lang", "json", status=UNCHECKED,
             says=["name.h:1:11: error: [H04] byte 0xe9 is not UTF-8"])
    # A byte order mark is taken, escapes are no text.
    good = b"\xef\xbb\xbf/** caf\xc3\xa9 */\nstruct utf8 { int a; };\n#define LATIN \"caf\\xe9\"\n"
    case.run(case.header("good.h", good), "--lang", "json", "-o", "out", status=0)
    json.loads(next((case.directory / "out").rglob("model.json")).read_text(encoding="utf-8"))


def unwritable_output(case: Case) -> None:
    header = case.header("point.h", GOOD)
    (case.directory / "taken").write_text("a file")
    case.run(header, "--lang", "json", "-o", "taken", status=UNCHECKED, says=["taken", "[O07]"])
    case.run(header, "--lang", "json", "-o", "/proc/ffigen", status=UNCHECKED, says=["/proc/ffigen", "[O07]"])


def unknown_target(case: Case) -> None:
    header = case.header("point.h", GOOD)
    case.run(header, "--lang", "json", "--target", "x86_64-linux-gun", "--target", "aarch64-unknown-linux-gnu",
             status=USAGE, says=["unknown target 'x86_64-linux-gun'", "x86_64-unknown-linux-gnu"])
    case.run(header, "--lang", "json", "--target", "pdp11-dec-ultrix", status=USAGE, says=["unknown target 'pdp11-dec-ultrix'"])


def unknown_language(case: Case) -> None:
    header = case.header("point.h", GOOD)
    case.run(header, "--lang", "jsno", status=USAGE, says=["unknown language 'jsno'", "did you mean 'json'?"])
    case.run(header, "--lang", "json,fortran", status=USAGE, says=["unknown language 'fortran'", "json"])


def unknown_option(case: Case) -> None:
    header = case.header("point.h", GOOD)
    case.run(header, "--lnag", "json", status=USAGE, says=["--lnag"])
    case.run("--lang", "json", status=USAGE, says=["header"])
    case.run(header, "--lang", "json", "--format", "yaml", status=USAGE, says=["unknown format 'yaml'"])
    case.run("explain", "ZZ99", status=USAGE, says=["ZZ99"])


def bad_config(case: Case) -> None:
    header = case.header("point.h", GOOD)
    case.header("broken.toml", "languages = [")
    case.run(header, "--config", "broken.toml", status=USAGE, says=["broken.toml:1"])
    case.header("wrong.toml", "langauges = [\"json\"]\n")
    case.run(header, "--config", "wrong.toml", status=USAGE, says=["wrong.toml:1", "langauges"])
    case.run(header, "--config", "absent.toml", status=USAGE, says=["absent.toml"])


def bad_argument_file(case: Case) -> None:
    header = case.header("point.h", GOOD)
    case.run(header, "@absent.args", status=USAGE, says=["absent.args"])


def several_languages_to_stdout(case: Case) -> None:
    header = case.header("point.h", GOOD)
    languages = re.findall(r"^  (\w+) .*$", case.run("--help", status=0).split("Languages:")[1].split("\n\n")[0], re.M)
    if len(languages) > 1:
        case.run(header, "--lang", ",".join(languages), status=USAGE, says=["-o"])


def clang_errors_are_all_reported(case: Case) -> None:
    text = "struct one { unknown_a a; };\nstruct two { unknown_b b; };\nint good;\n"
    case.run(case.header("two.h", text), "--lang", "json", status=UNCHECKED,
             says=["two.h:1:14: error:", "unknown_a", "two.h:2:14: error:", "unknown_b"])


def words_of_encoding(case: Case) -> None:
    """What contradicts itself in a message is an error for every command, not for --lang cbor alone."""
    for rule, fields in (("A40", "FFI_KEY(1) uint32_t a; FFI_KEY(1) uint32_t b;"),
                         ("A41", "FFI_DEFAULT(300) uint8_t a; uint8_t pad[3]; uint32_t b;"),
                         ("A43", "uint32_t a; FFI_TAGGED_BY(c) union { FFI_CASE(1) uint32_t u; FFI_CASE(2) int32_t i; } b;")):
        header = case.header(f"{rule.lower()}.h", "#include <stdint.h>\n#include <ffigen/annotations.h>\n"
                             f"typedef struct FFI_WIRE one {{ {fields} }} one;\nuint32_t f(const one *x);\n")
        for command in ((header, "--lang", "rust", "-o", "out"), (header, "--lang", "json"), (header, "--lang", "cbor", "-o", "out"),
                        ("verify", header), ("lock", header), ("describe", header)):
            said = case.run(*command, "-I", str(ROOT / "generator/include"), status=FINDINGS, says=[f"[{rule}]"])
            if said.count(f"[{rule}]") != 1:
                case.failures.append(f"{command}: said {said.count(f'[{rule}]')} times:\n{said}")


def deep_include_cycle(case: Case) -> None:
    case.run(case.header("cycle.h", '#include "cycle.h"\nint x;\n'), "--lang", "json", status=UNCHECKED,
             says=["cycle.h:1:"])


def declared_headers(case: Case) -> None:
    """The headers beside this script."""
    for path in sorted(HERE.glob("*.h")):
        text = path.read_text()
        shutil.copy(path, case.directory / path.name)
        status = int(re.search(r"^// status (\d+)$", text, re.M)[1])
        says = re.findall(r"^// expect (.*)$", text, re.M)
        hides = re.findall(r"^// reject (.*)$", text, re.M)
        arguments = re.search(r"^// run (.*)$", text, re.M)
        command = arguments[1].split() if arguments else [path.name, "--lang", "json"]
        if not says:
            case.failures.append(f"{path.name} expects nothing")
        case.run(*command, status=status, says=says, hides=hides)


def check_after_touching(case: Case) -> None:
    """--check: 0 when fresh, 4 with the names of stale, missing and extra files, writing nothing."""
    header = case.header("point.h", GOOD)
    case.run(header, "--lang", "json", "-o", "out", status=0)
    case.run(header, "--lang", "json", "-o", "out", "--check", status=0)
    model = next((case.directory / "out").rglob("model.json"))
    fresh = model.read_text()
    model.write_text(fresh.replace('"size": 8', '"size": 9', 1))
    case.run(header, "--lang", "json", "-o", "out", "--check", status=STALE, says=["model.json", '-', "9"])
    model.unlink()
    case.run(header, "--lang", "json", "-o", "out", "--check", status=STALE, says=["model.json", "missing"])
    case.run(header, "--lang", "json", "-o", "out", status=0)
    if model.read_text() != fresh:
        case.failures.append("a second run did not mend the output")
    case.header("point.h", GOOD.replace("x, y", "x, y, z"))
    case.run(header, "--lang", "json", "-o", "out", "--check", status=STALE, says=["model.json"])


def unchanged_files_keep_their_time(case: Case) -> None:
    header = case.header("point.h", GOOD)
    case.run(header, "--lang", "all", "-o", "out", status=0)
    files = [path for path in (case.directory / "out").rglob("*") if path.is_file()]
    for path in files:
        os.utime(path, (1_000_000_000, 1_000_000_000))
    case.run(header, "--lang", "all", "-o", "out", status=0)
    for path in files:
        if path.stat().st_mtime != 1_000_000_000:
            case.failures.append(f"{path.relative_to(case.directory)} was rewritten though nothing changed")
    if not files:
        case.failures.append("nothing was generated")


def same_bytes_from_anywhere(case: Case) -> None:
    """Two runs from different directories, by different paths, locales and zones, give the same bytes."""
    outputs = []
    for name, locale, zone in (("here", "C", "UTC"), ("over/there", "de_DE.UTF-8", "Asia/Tokyo")):
        directory = case.directory / name
        directory.mkdir(parents=True)
        output = directory / "out"
        header = os.path.relpath(CONTRACT, directory) if name == "here" else str(CONTRACT)
        environment = {**os.environ, "LC_ALL": locale, "LANG": locale, "TZ": zone, "HOME": str(directory)}
        result = subprocess.run([case.ffigen, header, "--lang", "all", "-o", str(output)], cwd=directory,
                                env=environment, capture_output=True, text=True)
        if result.returncode != 0:
            case.failures.append(f"status {result.returncode} in {name}:\n{result.stderr[:2000]}")
            return
        outputs.append({str(path.relative_to(output)): path.read_bytes()
                        for path in output.rglob("*") if path.is_file()})
    if not outputs[0]:
        case.failures.append("nothing was generated")
    for path in sorted(outputs[0].keys() | outputs[1].keys()):
        if outputs[0].get(path) != outputs[1].get(path):
            case.failures.append(f"{path} differs")
        if str(case.directory).encode() in outputs[0].get(path, b""):
            case.failures.append(f"{path} names the directory it was made in")


CASES = [function for name, function in list(globals().items())
         if callable(function) and getattr(function, "__module__", "") == __name__ and function is not Case
         and name not in ("main",)]


def main() -> int:
    ffigen, work, *only = sys.argv[1:]
    failed = []
    for function in CASES:
        if only and function.__name__ not in only:
            continue
        case = Case(ffigen, Path(work) / function.__name__)
        function(case)
        print(f"{'FAIL' if case.failures else 'ok  '} {function.__name__}", flush=True)
        for failure in case.failures:
            print(f"     {failure}")
        failed += case.failures
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
