#!/usr/bin/env python3
"""What a header defines is defined by each file of Go's that includes it, and links all the same; the library may have it, too.

    definitions.py --ffigen PATH --work DIR
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import packages  # noqa: E402

HEADER = HERE / "cases/definitions.h"
PROGRAM = """package main

import (
	"fmt"

	"example.com/definitions"
	"example.com/definitions/raw"
)

func main() {
	*raw.Definitions_later()++
	fmt.Println(definitions.Next(1), definitions.Twice(4), raw.Definitions_old(3), *raw.Definitions_later(), *raw.Definitions_count())
}
"""


def output(command: list[str | Path], where: Path, **environment: str) -> str:
    result = subprocess.run([str(word) for word in command], cwd=where, capture_output=True, text=True, env=os.environ | environment)
    if result.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} ends with {result.returncode}:\n{result.stdout}{result.stderr}")
    return result.stdout


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ffigen", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    if packages.GO is None or shutil.which(packages.GO) is None:
        print("Go is not installed")
        return 77
    for compiler in filter(shutil.which, ("gcc", "clang-19")):
        shutil.rmtree(options.work, ignore_errors=True)
        options.work.mkdir(parents=True)
        root = options.work / "go"
        output([options.ffigen, HEADER, "--lang", "go", "-q", "-o", root, "--go-module", "example.com/definitions", "--library", "definitions"], options.work)
        (root / "use").mkdir()
        (root / "use/main.go").write_text(PROGRAM, encoding="utf-8")
        for name, includes in (("without", ""), ("with", f'#include "{HEADER}"\n')):
            library = options.work / name
            library.mkdir()
            (library / "library.c").write_text(includes + "int definitions_declared(void) { return 1; }\n", encoding="utf-8")
            output([compiler, "-c", "library.c"], library)
            output(["ar", "cr", "libdefinitions.a", "library.o"], library)
            said = output([packages.GO, "run", "./use"], root,
                          CC=compiler, CGO_LDFLAGS=f"-L{library.resolve()}", **packages.GO_ENVIRONMENT)
            if said != "2 8 2 5 0\n":
                sys.exit(f"{compiler}, {name} the library's own: {said}")
    print("defined by each, linked once")
    return 0


if __name__ == "__main__":
    sys.exit(main())
