#!/usr/bin/env python3
"""Headers whose names are those that the emitted files use themselves.

    own_names.py --ffigen PATH --source DIR --work DIR LANGUAGE

Every word of an emitted package becomes the name of a record, an object, a function, a parameter, a
field, an enumerator and a constant of a header; its package must compile and be as clean as any other.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

CARGO = os.environ.get("FFIGEN_CARGO") or "cargo"
GO = os.environ.get("FFIGEN_GO") or "go"
CLANG = "clang-19"
# Names that cgo gives a meaning of its own; and what the code it makes, and the bridge in C, call their
# own variables.
CGO = re.compile(r"(v|result|CString|CBytes|GoString|GoStringN|GoBytes|Go[A-Z]\w*|_cgo\w*|_Ctype\w*)$")
SUFFIXES = {"rust": [".rs"], "go": [".go"]}


def run(*command: str | Path, directory: Path, **environment: str) -> str:
    result = subprocess.run(command, cwd=directory, capture_output=True, text=True,
                            env={**os.environ, **environment})
    if result.returncode != 0:
        raise SystemExit(f"FAILED: {' '.join(map(str, command))} in {directory} ends with {result.returncode}\n"
                         f"{result.stdout[-5000:]}{result.stderr[-5000:]}")
    return result.stdout


def without_comments(text: str) -> str:
    return re.sub(r"//[^\n]*|\"(\\.|[^\"\\\n])*\"", " ", text)


def words_of(package: Path, language: str) -> list[str]:
    """What the language's files say, outside comments and texts, but for the header's own names."""
    words: set[str] = set()
    for path in sorted(package.rglob("*")):
        if path.suffix in SUFFIXES[language] and "test" not in path.name:
            words.update(re.findall(r"[A-Za-z_][A-Za-z0-9_]*", without_comments(path.read_text(encoding="utf-8"))))
    return sorted(word for word in words if not re.search(r"rt_ffi|RT_FFI|^__|^_$", word) and not CGO.match(word))


def records(words: list[str]) -> str:
    return "".join(f"typedef struct {{ int x; }} {word};\nint use_{word}(const {word} *value);\n" for word in words)


def objects(words: list[str]) -> str:
    return "".join(f"FFI_HANDLE({word}, close = {word}_end)\ntypedef struct {word}_s {word};\n"
                   f"FFI_NAME(begin) {word} *{word}_begin(const char *name);\nvoid {word}_end({word} *object);\n"
                   f"failure {word}_{word}({word} *object, const char *{word});\n"
                   for word in words if word != "failure")


def functions(words: list[str]) -> str:
    return "".join(f"failure {word}(const char *text, FFI_OUT int *number);\n" for word in words if word != "failure")


def parameters(words: list[str]) -> str:
    text = "FFI_HANDLE(object, close = object_end)\ntypedef struct object object;\nobject *object_begin(void);\n" \
           "void object_end(object *self);\n"
    for index, word in enumerate(words):
        other = words[index - 1]
        text += (f"failure object_call{index}(object *self, int {word}, const char *{other}_2);\n"
                 f"failure free{index}(const char *{word}, FFI_COUNTED_BY({other}_2) const uint8_t *data, "
                 f"size_t {other}_2);\n"
                 f"failure gives{index}(FFI_OUT int *{word}, FFI_OUT FFI_BORROWED FFI_STRING const char **{other}_2);\n"
                 f"failure calls{index}(FFI_CALLBACK(user_data = {other}_2) "
                 f"int (*{word})(void *{other}_2, int {word}, const char *text), void *{other}_2);\n")
    return text


def fields(words: list[str]) -> str:
    words = sorted({word.lower().rstrip("_"): word for word in words}.values())  # of those that differ in case or a last _, one
    # With a member called error a record is an error to go vet, and its member unwrap wrong.
    words = [word for word in words if word.lower() != "unwrap"]
    listed = "".join(f"    int {word};\n" for word in words)
    bits = "".join(f"    unsigned {word} : 3;\n" for word in words)
    texts = "".join(f"    char {word}[8];\n" for word in words)
    return f"struct plain {{\n{listed}}};\nstruct bits {{\n{bits}}};\nstruct texts {{\n{texts}}};\n" \
           "failure use_plain(const struct plain *value);\nfailure use_texts(const struct texts *value);\n"


def values(words: list[str]) -> str:
    listed = ",\n".join(f"    KIND_{word}" for word in words)
    flags = ",\n".join(f"    FLAG_{word} = {1 << index % 16}" for index, word in enumerate(words))
    constants = "".join(f"#define N_{word} 1\n" for word in words)
    return f"enum kind {{\n{listed}\n}};\nenum FFI_FLAGS flag {{\n{flags}\n}};\n{constants}" \
           "failure change(enum kind value, enum flag flags);\n"


KINDS = {"records": records, "objects": objects, "functions": functions, "parameters": parameters,
         "fields": fields, "values": values}

# What any emitted file may include has names of its own, which no header could use either.
HEAD = """#pragma once
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "ffigen/annotations.h"
FFI_MODULE(own_names, prefix = N_)
enum FFI_ERROR_ENUM(ok = FAILURE_NONE) failure_codes { FAILURE_NONE, FAILURE_SOME };
typedef enum failure_codes failure;
"""


def write_header(path: Path, kind: str, words: list[str], include: Path) -> int:
    """Names that C itself does not take are left out, one after another as clang refuses them."""
    left = list(words)
    while True:
        path.write_text(HEAD + KINDS[kind](left), encoding="utf-8")
        said = subprocess.run([CLANG, "-x", "c", "-std=gnu11", "-fsyntax-only", "-ferror-limit=0", "-D__FFIGEN__",
                               "-Wno-everything", f"-I{include}", path], capture_output=True, text=True)
        if said.returncode == 0:
            return len(left)
        lines = path.read_text(encoding="utf-8").splitlines()
        refused = {word for number in re.findall(r":(\d+):\d+: error:", said.stderr)
                   for word in re.findall(r"\w+", lines[int(number) - 1].replace("_2", "").replace("_s", ""))}
        refused |= {re.sub(r"^(KIND|FLAG|N)_", "", word) for word in refused}
        kept = [word for word in left if word not in refused]
        if len(kept) == len(left) or len(kept) < len(words) * 0.7:
            raise SystemExit(f"FAILED: clang takes too few names of {kind}\n{said.stderr[:3000]}")
        left = kept


def check_rust(package: Path) -> None:
    run(CARGO, "fmt", "--check", directory=package)
    run(CARGO, "clippy", "--offline", "--quiet", "--", "-D", "warnings", directory=package)


def check_go(package: Path) -> None:
    gofmt = Path(run(GO, "env", "GOROOT", directory=package).strip()) / "bin" / "gofmt"
    if changed := run(gofmt, "-l", ".", directory=package):
        raise SystemExit(f"FAILED: gofmt would change {changed}")
    run(GO, "vet", "./...", directory=package, GOFLAGS="-mod=mod", GOWORK="off", GOTOOLCHAIN="local", CGO_ENABLED="1")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ffigen", type=Path, required=True)
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--kind", choices=KINDS)
    parser.add_argument("language", choices=SUFFIXES)
    options = parser.parse_args()
    include = options.source / "generator" / "include"
    words = words_of(options.source / "generated" / options.language, options.language)
    if len(words) < 300:
        raise SystemExit(f"FAILED: the package has {len(words)} words, too few to be true")
    for kind in [options.kind] if options.kind else KINDS:
        directory = options.work / options.language / kind
        shutil.rmtree(directory, ignore_errors=True)
        directory.mkdir(parents=True)
        count = write_header(directory / "own_names.h", kind, words, include)
        package = directory / "package"
        run(options.ffigen, directory / "own_names.h", f"-I{include}", "--lang", options.language, "--target", "native",
            "-o", package, "-q", directory=directory)
        {"rust": check_rust, "go": check_go}[options.language](package)
        print(f"{options.language}: {count} of {len(words)} words as names of {kind}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
