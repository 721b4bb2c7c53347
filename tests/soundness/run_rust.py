"""Attacks on the emitted crate."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import library
from attacks import Attack, End, Report, functions, judge, whole
from library import Failed, attempt, run

HERE = Path(__file__).resolve().parent / "rust"
CLANG = "clang-19"
NATIVE = "x86_64-unknown-linux-gnu"
#: Modes that take the nightly compiler, and its name for what they add.
SANITIZED = {"asan": "address", "tsan": "thread"}
DECLARATION = r"fn (\w+)\(\) -> Outcome"


class Rust:
    """A crate built for one mode: plain, reuse, asan or tsan."""

    def __init__(self, ffigen: Path, cc: str, cargo: str, work: Path, mode: str, block: str) -> None:
        self.mode = mode
        self.work = work / mode
        self.work.mkdir(parents=True, exist_ok=True)
        self.crate = work / "crate"
        if not (self.crate / ".emitted").exists():
            library.emit(ffigen, "rust", self.crate, block)
        self.library = library.build(cc, work, mode)
        self.toolchain: list[str] = []
        self.flags = ["--edition", "2024", "-Ccodegen-units=1", "-Cdebuginfo=1"]
        self.environment = {"RUST_BACKTRACE": "0"}
        if mode in SANITIZED:
            sanitizer = f"-Zsanitizer={SANITIZED[mode]}"
            self.toolchain = ["+nightly"]
            self.flags += [sanitizer, "--target", NATIVE]
            self.environment["RUSTFLAGS"] = sanitizer
            self.environment["LSAN_OPTIONS"] = f"suppressions={HERE / 'lsan.supp'}:print_suppressions=0"
        if mode == "reuse":
            self.environment["SHAPES_REUSE"] = "1"
        self.build(cargo)

    def build(self, cargo: str) -> None:
        target = self.work / "target"
        code, output = attempt(
            cargo,
            *self.toolchain,
            "build",
            "--offline",
            "--quiet",
            *(["--target", NATIVE] if self.toolchain else []),
            *(["-Zbuild-std"] if self.mode == "tsan" else []),
            directory=self.crate,
            timeout=600,
            CARGO_TARGET_DIR=str(target),
            SHAPES_LIB_DIR=str(self.library),
            **self.environment,
        )
        if code:
            raise Failed(f"the emitted crate does not compile:\n{output[-6000:]}")
        built = target / (NATIVE if self.toolchain else "") / "debug"
        if self.mode == "tsan":
            self.flags += ["--sysroot", self.sysroot(built / "deps")]
        self.flags += [
            "--extern",
            f"shapes={built / 'libshapes.rlib'}",
            f"-Ldependency={built / 'deps'}",
            f"-Lnative={self.library}",
            f"-Clink-arg=-Wl,-rpath,{self.library}",
        ]
        helper = self.work / "libattack.rlib"
        run(
            "rustc",
            *self.toolchain,
            *self.flags,
            "--crate-type",
            "rlib",
            "--crate-name",
            "attack",
            HERE / "attack.rs",
            "-o",
            helper,
        )
        self.flags += ["--extern", f"attack={helper}"]

    def sysroot(self, built: Path) -> Path:
        """The standard library as cargo built it beside the crate: what it does is seen as well."""
        root = self.work / "sysroot"
        shutil.rmtree(root, ignore_errors=True)
        place = root / "lib" / "rustlib" / NATIVE / "lib"
        place.mkdir(parents=True)
        for file in built.glob("*.rlib"):
            if not file.name.startswith("libshapes"):
                (place / file.name).symlink_to(file)
        return root

    def compile(self, source: Path, name: str, *more: str) -> tuple[Path, list[dict]]:
        """The program, and the errors that kept it from being one."""
        program = self.work / name
        code, output = attempt(
            "rustc",
            *self.toolchain,
            *self.flags,
            "--crate-name",
            "program",
            "--cap-lints",
            "allow",
            "--error-format=json",
            source,
            "-o",
            program,
            *more,
            timeout=120,
        )
        said = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
        errors = [
            message
            for message in said
            if message.get("level") == "error" and not message["message"].startswith("aborting due to")
        ]
        if code and not errors:
            raise Failed(f"rustc said nothing useful about {source}:\n{output[-3000:]}")
        return program, errors

    def types(self, report: Report) -> None:
        """Every type of the crate is asked whether it crosses threads: crossing.rs names all."""
        asked = (HERE / "attacks" / "crossing.rs").read_text()
        source = "".join(file.read_text() for file in sorted((self.crate / "src" / "safe").glob("*.rs")))
        missing = [
            name
            for name in re.findall(r"^pub (?:struct|enum|type) (\w+)", source, re.MULTILINE)
            if not re.search(rf"\b{name}\b", asked)
        ]
        report.add("crossing names every type", not missing, ", ".join(missing) or "ok")

    def formatted(self, cargo: str, report: Report) -> None:
        """The library has every shape, so that its crate is what rustfmt may differ on."""
        code, output = attempt(cargo, "fmt", "--check", directory=self.crate, timeout=120)
        report.add("the crate is as rustfmt has it", not code, output[-2000:] or "ok")

    # ---- files that must not compile --------------------------------------------------------------

    def refused(self, file: Path, report: Report) -> None:
        attack = whole(file, "//!")
        program, errors = self.compile(file, file.stem)
        if errors:
            report.add(f"{attack.title} (lawful)", False, text_of(errors))
        else:
            report.add(f"{attack.title} (lawful)", *self.run(program, [End("ok")], "attack"))
        program, errors = self.compile(file, f"{file.stem}_attack", "--cfg", "attack")
        if errors:
            report.add(attack.title, *judge_errors(attack.expected, errors))
        elif any(end.kind == "ok" for end in attack.expected):
            report.add(attack.title, *self.run(program, attack.expected, "attack"))
        else:
            report.add(attack.title, False, f"compiles; expected {' | '.join(map(str, attack.expected))}")

    # ---- files of functions ------------------------------------------------------------------------

    def file(self, file: Path, names: list[str], report: Report) -> None:
        attacks = [
            attack for attack in functions(file, DECLARATION, "///") if not attack.only or attack.only == self.mode
        ]
        left = list(attacks)
        source = self.work / file.name
        while left:
            source.write_text(without(file, [attack for attack in attacks if attack not in left]))
            program, errors = self.compile(source, file.stem)
            if not errors:
                break
            guilty = [attack for attack in left if errors_of(attack, errors)]
            if not guilty:
                raise Failed(f"{file.name} does not compile:\n{text_of(errors)}")
            for attack in guilty:
                report.add(attack.title, False, f"does not compile\n{text_of(errors_of(attack, errors))}")
                left.remove(attack)
        for attack in left:
            if not names or any(name in attack.title for name in names):
                report.add(attack.title, *self.run(program, attack.expected, attack.name))

    def run(self, program: Path, expected: list[End], name: str) -> tuple[bool, str]:
        return judge(expected, *attempt(program, name, timeout=30, **self.environment))


def errors_of(attack: Attack, errors: list[dict]) -> list[dict]:
    """Those in its lines."""
    return [error for error in errors if set(lines_of([error])) & set(range(attack.start, attack.end + 1))]


def without(file: Path, attacks: list[Attack]) -> str:
    """The file's text with some functions emptied, every other line where it was."""
    lines = file.read_text().splitlines()
    for attack in attacks:
        for number in range(attack.start - 1, attack.end):
            lines[number] = ""
    dropped = {attack.name for attack in attacks}
    return "\n".join(line for line in lines if line.strip(" ,") not in dropped) + "\n"


def lines_of(errors: list[dict]) -> list[int]:
    """Lines that errors point to, also through a macro."""
    found = []
    for error in errors:
        for span in error["spans"]:
            while span:
                if span["is_primary"] or span["expansion"] is None:
                    found.append(span["line_start"])
                span = span["expansion"] and span["expansion"]["span"]
    return found


def text_of(errors: list[dict]) -> str:
    return "\n".join(f"{(error['code'] or {}).get('code', 'error')}: {error['message']}" for error in errors[:6])


def judge_errors(expected: list[End], errors: list[dict]) -> tuple[bool, str]:
    """Whether the errors are exactly those that were expected: another would hide that they are missing."""
    got = Counter(
        (error["code"] or {}).get("code") or ("lifetime" if "lifetime" in error["message"] else "error")
        for error in errors
    )
    for end in expected:
        if end.kind != "does-not-compile":
            continue
        wanted = dict(re.fullmatch(r"(\w+)(?: x(\d+))?", part).groups() for part in end.text.split(", "))
        if set(got) == set(wanted) and all(count is None or got[code] == int(count) for code, count in wanted.items()):
            return True, str(end)
    return False, f"expected {' | '.join(map(str, expected))}, got\n{text_of(errors)}"


#: What Miri is told in each of its runs: stacked and tree borrows, threads in other orders.
MIRI = ["-Zmiri-strict-provenance", "-Zmiri-tree-borrows -Zmiri-strict-provenance"]
MIRI += [f"-Zmiri-strict-provenance -Zmiri-seed={seed} -Zmiri-preemption-rate=0.1" for seed in range(1, 7)]

MIRI_MANIFEST = """[package]
name = "little_attacks"
version = "0.0.0"
edition = "2024"

[dependencies]
little = { path = "little" }

[workspace]
"""


def miri(options, work: Path, report: Report) -> None:
    """Runs a small crate and a library in Rust behind it, where every reference and every race is looked at."""
    if attempt("cargo", "+nightly", "miri", "--version")[0]:
        print("SKIPPED rust miri: there is no nightly toolchain with the component miri")
        return
    place = work / "miri"
    shutil.rmtree(place / "src", ignore_errors=True)
    shutil.rmtree(place / "little", ignore_errors=True)
    shutil.copytree(HERE / "miri", place / "src")
    (place / "lib").mkdir(exist_ok=True)
    (place / "lib" / "liblittle.so").touch()  # found by the crate's build.rs; Miri links nothing
    (place / "Cargo.toml").write_text(MIRI_MANIFEST)
    header = place / "src" / "little.h"
    include = f"-I{library.INCLUDE}"
    run(options.ffigen, header, include, "--target", "native", "--lang", "rust", "-o", place / "little")
    for flags in MIRI:
        said = attempt(
            "cargo",
            "+nightly",
            "miri",
            "run",
            "--quiet",
            directory=place,
            timeout=280,
            LITTLE_LIB_DIR=str(place / "lib"),
            MIRIFLAGS=flags,
        )
        report.add(f"miri {flags}", not said[0] and said[1].rstrip().endswith("SOUND"), said[1][-3000:] or "ok")


def obstacle_of(mode: str) -> str:
    """Why a sanitized mode cannot be built here."""
    if any(attempt(*command)[0] for command in (("rustc", "+nightly", "--version"), (CLANG, "--version"))):
        return f"it takes a nightly rustc, and {CLANG} whose run-time library is like its own"
    sysroot = Path(attempt("rustc", "+nightly", "--print", "sysroot")[1].strip())
    if mode == "tsan" and not (sysroot / "lib" / "rustlib" / "src" / "rust" / "library").is_dir():
        return "it takes the standard library's source, the component rust-src of a nightly toolchain"
    return ""


def main(options) -> int:
    work = options.work / "rust"
    shutil.rmtree(work / "crate", ignore_errors=True)
    failed = 0
    for mode in options.mode or ["plain", "reuse", "asan"]:
        report = Report("rust", mode)
        if mode == "miri":
            miri(options, work, report)
            report.show(options.verbose)
            failed += report.failed
            continue
        if mode in SANITIZED and (obstacle := obstacle_of(mode)):
            print(f"SKIPPED rust {mode}: {obstacle}")
            continue
        cc = CLANG if mode in SANITIZED else options.cc
        rust = Rust(options.ffigen, cc, options.cargo, work, mode, options.block)
        chosen = lambda file: not options.names or any(name.split(".")[0] in file.stem for name in options.names)  # noqa: E731
        with ThreadPoolExecutor(2) as pool:
            if mode == "plain":
                rust.types(report)
                rust.formatted(options.cargo, report)
                list(
                    pool.map(lambda file: rust.refused(file, report), filter(chosen, sorted(HERE.glob("refused/*.rs"))))
                )
            list(
                pool.map(
                    lambda file: rust.file(file, options.names, report),
                    filter(chosen, sorted(HERE.glob("attacks/*.rs"))),
                )
            )
        report.rows.sort()
        report.show(options.verbose)
        failed += report.failed
    return failed
