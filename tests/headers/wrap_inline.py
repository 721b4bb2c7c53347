#!/usr/bin/env python3
"""--wrap-inline: functions with their body in the header, and macros that are calls, are called from every language.

    wrap_inline.py --ffigen PATH --work DIR [--only LANGUAGE]
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import packages  # noqa: E402

SOURCES = HERE / "wrap_inline"
WRAPPED = {"inline_add", "inline_mirrored", "inline_name", "inline_tripled", "inline_fill", "inline_scale", "inline_twice", "inline_swapped"}

RUST = """//! Calls what has no symbol of its own.
#[test]
fn calls() {
    use inline::raw::*;
    unsafe {
        assert_eq!(inline_add(2, 3), 5);
        let p = inline_mirrored(inline_point { x: 1, y: 2 });
        assert_eq!((p.x, p.y), (2, 1));
        assert_eq!(std::ffi::CStr::from_ptr(inline_name()).to_bytes(), b"inline");
        assert_eq!(inline_tripled(5), 15);
        assert_eq!(inline_scale(5, 4), 20);
        assert_eq!(inline_twice(5), 10);
        assert_eq!(inline_swapped(4, 5), 20);
        let mut values = [0; 4];
        inline_fill(values.as_mut_ptr(), 9);
        assert_eq!(values, [9; 4]);
    }
    assert_eq!(inline::add(2, 3), 5);
    assert_eq!(inline::scale(5, 4), 20);
}
"""
GO = """
package raw

import "testing"

func TestCalls(t *testing.T) {
	if Inline_add(2, 3) != 5 || Inline_tripled(5) != 15 || Inline_scale(5, 4) != 20 || Inline_twice(5) != 10 || Inline_swapped(4, 5) != 20 {
		t.Fatal("a number is wrong")
	}
	if p := Inline_mirrored(Inline_point{X: 1, Y: 2}); p.X != 2 || p.Y != 1 {
		t.Fatal(p)
	}
	var values [4]int32
	Inline_fill(&values[0], 9)
	if values != [4]int32{9, 9, 9, 9} {
		t.Fatal(values)
	}
}
"""
PYTHON = """
from inline import raw
import ctypes, inline
assert raw.inline_add(2, 3) == 5 and raw.inline_tripled(5) == 15
assert raw.inline_scale(5, 4) == 20 and raw.inline_twice(5) == 10 and raw.inline_swapped(4, 5) == 20
point = raw.inline_mirrored(raw.inline_point(1, 2))
assert (point.x, point.y) == (2, 1)
values = (ctypes.c_int * 4)()
raw.inline_fill(values, 9)
assert list(values) == [9] * 4
assert inline.add(2, 3) == 5 and inline.scale(5, 4) == 20 and inline.name() == "inline"
"""


def run(command: list, directory: Path, **environment: str) -> None:
    if problem := packages.run(command, directory, **environment):
        raise AssertionError(problem)


def emit(options: argparse.Namespace, language: str, header: str = "inline.h", *more: str) -> Path:
    outcome = packages.emit(options.ffigen, SOURCES / header, language, options.work / language / header, ["--target", "native", *more])
    assert outcome.status == 0, outcome.said
    return outcome.root


def library(options: argparse.Namespace) -> Path:
    place = options.work / "lib"
    place.mkdir(parents=True, exist_ok=True)
    run(["gcc", "-shared", "-fPIC", "-o", place / "libinline.so", SOURCES / "inline.c"], place)
    return place


def check_rust(options: argparse.Namespace) -> None:
    environment = {"INLINE_LIB_DIR": str(library(options)), "CARGO_TARGET_DIR": os.environ.get("CARGO_TARGET_DIR") or str(options.work / "cargo"),
                   "RUSTFLAGS": "-D warnings", "LD_LIBRARY_PATH": str(library(options))}
    root = emit(options, "rust", "inline.h", "--wrap-inline")
    shutil.copy(SOURCES / "Cargo.lock", root / "Cargo.lock")
    (root / "tests" / "calls.rs").parent.mkdir(exist_ok=True)
    (root / "tests" / "calls.rs").write_text(RUST)
    run([packages.CARGO, "test", "--offline", "--quiet", "--test", "calls"], root, **environment)
    alone = emit(options, "rust", "alone.h", "--wrap-inline")
    (alone / "tests").mkdir(exist_ok=True)
    (alone / "tests" / "calls.rs").write_text("//! The same.\n#[test]\nfn calls() {\n    assert_eq!(alone::alone_mixed(2, 3), 65);\n}\n")
    run([packages.CARGO, "test", "--offline", "--quiet", "--test", "calls"], alone, **environment)


def check_go(options: argparse.Namespace) -> None:
    place = library(options)
    environment = {**packages.GO_ENVIRONMENT, "CGO_LDFLAGS": f"-L{place}", "LD_LIBRARY_PATH": str(place)}
    root = emit(options, "go", "inline.h", "--wrap-inline")
    (root / "raw" / "calls_test.go").write_text(GO)
    run([packages.GO, "vet", "./..."], root, **environment)
    run([packages.GO, "test", "./raw"], root, **environment)


def check_python(options: argparse.Namespace) -> None:
    root = emit(options, "python", "inline.h", "--wrap-inline")
    run([sys.executable, "setup.py", "-q", "build", "--build-lib", options.work / "built"], root)
    environment = {"INLINE_LIBRARY": str(library(options) / "libinline.so"), "PYTHONPATH": str(options.work / "built")}
    run([sys.executable, "-W", "error", "-c", PYTHON], options.work, **environment)
    run([Path(sys.executable).parent / "mypy", "--cache-dir", options.work / "mypy_cache"], root)
    alone = emit(options, "python", "alone.h", "--wrap-inline")
    run([sys.executable, "setup.py", "-q", "build", "--build-lib", options.work / "built"], alone)
    run([sys.executable, "-c", "import alone; assert alone.alone_mixed(2, 3) == 65"], options.work, PYTHONPATH=str(options.work / "built"))


def check_json(options: argparse.Namespace) -> None:
    """What is wrapped and what is not; and the fingerprint is the header's, whatever the packages compile."""
    documents = [json.loads(next(emit(options, "json", "inline.h", *flags).glob("*.json")).read_text()) for flags in ([], ["--wrap-inline"])]
    wrapped = {item["name"] for item in documents[1]["functions"] if item.get("wrapped")}
    assert wrapped == WRAPPED, wrapped ^ WRAPPED
    assert all(item["symbol"] == "ffigen_wrap_" + item["name"] for item in documents[1]["functions"] if item.get("wrapped"))
    assert not any(item.get("wrapped") for item in documents[0]["functions"])
    assert documents[0]["fingerprint"] == documents[1]["fingerprint"]
    said = subprocess.run([options.ffigen, SOURCES / "inline.h", "--target", "native", "--lang", "json", "-o", options.work / "said"],
                          capture_output=True, text=True).stdout
    assert "5 inline functions and 3 macros that are calls: --wrap-inline" in said, said


CHECKS = {"rust": check_rust, "go": check_go, "python": check_python, "json": check_json}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ffigen", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--only", choices=list(CHECKS))
    options = parser.parse_args()
    options.ffigen, options.work = options.ffigen.resolve(), options.work.resolve()
    wanted = [options.only] if options.only else list(CHECKS)
    if any(not packages.TOOLS[name] for name in wanted):
        print("not installed: the tools of one of", ", ".join(wanted))
        return 77
    shutil.rmtree(options.work, ignore_errors=True)
    failures = 0
    for name in wanted:
        try:
            CHECKS[name](options)
        except AssertionError as error:
            failures += 1
            print(f"FAILED: {name}: {error}")
    print(f"{len(wanted)} languages, {failures} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
