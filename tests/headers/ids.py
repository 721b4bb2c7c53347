#!/usr/bin/env python3
"""Numbers that stand for objects: FFI_HANDLE on an integer type gives objects that are closed once, keep what they were
made of, and cannot be made up. The library counts what its callers do wrong.

    ids.py --ffigen PATH --work DIR [--only LANGUAGE]
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import packages  # noqa: E402

SOURCES = HERE / "ids"
INCLUDE = HERE.parents[1] / "generator" / "include"

RUST = """//! Objects behind numbers.
#![forbid(unsafe_code)]
use ids::*;

fn goes_well() -> Result<(), Error> {
    let db = Db::open("one")?;
    let row = db.insert(5)?;
    assert_eq!((row.value(), db.has(Some(&row)), db.has(None)), (5, 1, 0));
    assert_eq!(db.largest().expect("a row").value(), 5);
    assert!(db.insert(-1).is_err());
    // Both are number 1.
    let other = Db::open("two")?;
    assert!(other.largest().is_none());
    assert_eq!(other.has(Some(&row)), 0);
    assert_eq!(live(), 3);
    other.close()?;
    drop(row);
    let moved = std::thread::spawn(move || db.insert(7).map(|row| row.value()));
    assert_eq!(moved.join().expect("a thread")?, 7);
    assert!(Db::open("").is_err());
    Ok(())
}

#[test]
fn objects() {
    goes_well().expect("no error");
    assert_eq!((live(), faults()), (0, 0));
}
"""
REFUSED = """#![forbid(unsafe_code)]
fn main() {
    let db = ids::Db::open("one").expect("a store");
    let row = db.insert(1).expect("a row");
    drop(db);
    row.value();
}
"""
GO = """package ids_test

import (
	"errors"
	"runtime"
	"sync"
	"testing"
	"time"

	"example.com/ids"
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// deep moves the stack, on which addresses of no memory lie.
func deep(n int, row *ids.Row) int32 {
	if n == 0 {
		return row.Value()
	}
	var room [64]int32
	room[n%64] = deep(n-1, row)
	return room[n%64]
}

func TestObjects(t *testing.T) {
	db := must(ids.OpenDb("one"))
	row := must(db.Insert(5))
	if deep(20000, row) != 5 || db.Has(row) != 1 || db.Has(nil) != 0 || db.Largest().Value() != 5 {
		t.Error("numbers are lost")
	}
	if _, err := db.Insert(-1); err == nil {
		t.Error("a row of nothing")
	}
	if other := must(ids.OpenDb("two")); other.Has(row) != 0 || other.Close() != nil {
		t.Error("a store and a row of one number are taken for each other")
	}
	if err := db.Close(); err != nil || ids.Live() != 2 {
		t.Error("the row keeps its store", err, ids.Live())
	}
	if _, err := db.Insert(1); !errors.Is(err, ids.ErrHandleClosed) {
		t.Error("a closed store is used", err)
	}
	var all sync.WaitGroup
	for i := 0; i < 4; i++ {
		all.Add(1)
		go func() { defer all.Done(); row.Close() }()
	}
	all.Wait()
	for i := 0; i < 50; i++ {
		_ = must(must(ids.OpenDb("lost")).Insert(1))
		runtime.GC()
	}
	for i := 0; i < 100; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
	if ids.Live() != 0 || ids.Faults() != 0 {
		t.Error(ids.Live(), "are left,", ids.Faults(), "faults")
	}
}
"""
PYTHON = """
import gc, threading, ids
from ids import raw
db = ids.Db.open("one")
row = db.insert(5)
assert row.value() == 5 and db.has(row) == 1 and db.has(None) == 0 and db.largest().value() == 5
def refused(kinds, call):
    try:
        call()
    except kinds:
        return
    raise AssertionError("not refused")
refused(ids.IdsError, lambda: db.insert(-1))
db.close()
assert ids.live() == 2, "the row keeps its store"
assert row.value() == 5
refused(ValueError, lambda: db.insert(1))
other = ids.Db.open("two")
assert other.largest() is None and other.has(row) == 0, "both are number 1"
for wrong in (1, db, "x"):
    refused((TypeError, AttributeError, ValueError), lambda: other.has(wrong))
threads = [threading.Thread(target=row.close) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
other.close(); other.close()
for _ in range(50):
    ids.Db.open("lost").insert(1)
del row, db, other
gc.collect()
assert (ids.live(), ids.faults()) == (0, 0), (ids.live(), ids.faults())
assert not hasattr(ids, "sum") and raw.ids_sum and raw.ids_open, "the raw layer has the header's functions"
"""


def run(command: list, directory: Path, **environment: str) -> None:
    if problem := packages.run(command, directory, **environment):
        raise AssertionError(problem)


def emit(options: argparse.Namespace, language: str) -> Path:
    outcome = packages.emit(options.ffigen, SOURCES / "ids.h", language, options.work / language, [])
    assert outcome.status == 0, outcome.said
    assert "1 function raw only" in outcome.said, outcome.said
    return outcome.root


def library(options: argparse.Namespace) -> Path:
    place = options.work / "lib"
    place.mkdir(parents=True, exist_ok=True)
    run(["gcc", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", f"-I{INCLUDE}", "-o", place / "libids.so", SOURCES / "ids.c"], place)
    return place


def check_rust(options: argparse.Namespace) -> None:
    place = str(library(options))
    environment = {"IDS_LIB_DIR": place, "LD_LIBRARY_PATH": place, "RUSTFLAGS": "-D warnings",
                   "CARGO_TARGET_DIR": os.environ.get("CARGO_TARGET_DIR") or str(options.work / "cargo")}
    root = emit(options, "rust")
    shutil.copy(HERE / "wrap_inline" / "Cargo.lock", root / "Cargo.lock")
    (root / "tests").mkdir(exist_ok=True)
    (root / "tests" / "objects.rs").write_text(RUST)
    run([packages.CARGO, "fmt", "--check", "--", "src/lib.rs"], root, **environment)
    run([packages.CARGO, "test", "--offline", "--quiet", "--test", "objects"], root, **environment)
    (root / "tests" / "objects.rs").write_text(REFUSED)
    said = packages.run([packages.CARGO, "test", "--offline", "--quiet", "--test", "objects", "--no-run"], root, **environment)
    assert "E0505" in said, f"a row outlives its store: {said}"


def check_go(options: argparse.Namespace) -> None:
    place = library(options)
    environment = {**packages.GO_ENVIRONMENT, "CGO_LDFLAGS": f"-L{place}", "LD_LIBRARY_PATH": str(place)}
    root = emit(options, "go")
    (root / "objects_test.go").write_text(GO)
    run([packages.GO, "vet", "./..."], root, **environment)
    run([packages.GO, "test", "-count=1", "."], root, **environment, GOGC="1", GODEBUG="cgocheck=1,invalidptr=1")


def check_python(options: argparse.Namespace) -> None:
    root = emit(options, "python")
    run([sys.executable, "setup.py", "-q", "build", "--build-lib", options.work / "built"], root)
    environment = {"IDS_LIBRARY": str(library(options) / "libids.so"), "PYTHONPATH": str(options.work / "built")}
    run([sys.executable, "-W", "error", "-c", PYTHON], options.work, **environment)
    run([Path(sys.executable).parent / "ruff", "format", "--no-cache", "--check", "."], root)
    run([Path(sys.executable).parent / "mypy", "--cache-dir", options.work / "mypy_cache"], root)


def check_c(options: argparse.Namespace) -> None:
    """Here, with addresses of 32 bits, and with the most significant byte first, where compilers are at hand."""
    root = emit(options, "rust")
    for target, runner in (("", ""), ("arm-linux-gnueabihf-", "qemu-arm-static"), ("s390x-linux-gnu-", "qemu-s390x-static")):
        if not shutil.which(f"{target}gcc") or (runner and not shutil.which(runner)):
            print(f"SKIPPED {target}gcc: not found")
            continue
        program = options.work / f"{target}shown"
        run([f"{target}gcc", "-static", "-std=c11", "-Wall", "-Wextra", "-Werror", f"-I{root}/c", f"-I{root}/c/include", f"-I{SOURCES}", f"-I{INCLUDE}",
             root / "c" / "shims.c", SOURCES / "ids.c", SOURCES / "shown.c", "-o", program], options.work)
        run([*([runner] if runner else []), program], options.work)


CHECKS = {"rust": check_rust, "go": check_go, "python": check_python, "c": check_c}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ffigen", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--only", choices=list(CHECKS))
    options = parser.parse_args()
    options.ffigen, options.work = options.ffigen.resolve(), options.work.resolve()
    wanted = [options.only] if options.only else list(CHECKS)
    if any(not packages.TOOLS.get(name, True) for name in wanted):
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
