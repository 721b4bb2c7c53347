"""Attacks on the emitted Python package."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import library
from attacks import Attack, Report, functions, judge
from library import ROOT, Failed, attempt

sys.path.insert(0, str(ROOT / "tests" / "packages" / "python"))
import pythons  # noqa: E402

HERE = Path(__file__).resolve().parent / "python"
DECLARATION = r"def (\w+)\(\):"


def sanitizer_of(cc: str, name: str) -> str:
    """The run-time library that a program without it must be given before all others."""
    path = subprocess.run([cc, f"-print-file-name={name}"], capture_output=True, text=True).stdout.strip()
    if not Path(path).is_absolute():
        raise Failed(f"{cc} has no {name}")
    return path


def is_free(interpreter: Path) -> bool:
    """Whether several threads of it run Python code at a time."""
    return interpreter.name.endswith("t")


class Python:
    def __init__(self, ffigen: Path, cc: str, work: Path, mode: str, interpreter: Path, block: str) -> None:
        self.interpreter = interpreter
        package = work / "package"
        if not package.exists():
            library.emit(ffigen, "python", package, block)
        place = library.build(cc, work, mode)
        self.environment = {
            "PYTHONPATH": str(package),
            "SHAPES_LIBRARY": str(place / "libshapes.so"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONWARNINGS": "ignore",
            "PYTHONFAULTHANDLER": "1",
        }
        if mode == "reuse":
            self.environment["SHAPES_REUSE"] = "1"
        if mode == "asan":
            # Without its lock an interpreter has memory of its own, which it cannot do without.
            own = {} if is_free(interpreter) else {"PYTHONMALLOC": "malloc"}
            self.environment |= own | {
                "LD_PRELOAD": sanitizer_of(cc, "libasan.so"),
                "ASAN_OPTIONS": "detect_leaks=0:exitcode=99:allocator_may_return_null=1",
            }
        if mode == "tsan":
            # Threads of the library outlive a program that ends first, on purpose. The second that the sanitizer
            # waits for them at the end would be one without an interpreter, which CPython does not survive.
            self.environment |= {
                "LD_PRELOAD": sanitizer_of(cc, "libtsan.so"),
                "TSAN_OPTIONS": "exitcode=99:halt_on_error=1:report_thread_leaks=0:die_after_fork=0:allocator_may_return_null=1"
                f":atexit_sleep_ms=0:suppressions={HERE / 'tsan.supp'}",
            }

    def obstacle(self) -> str:
        """Why programs cannot run under ThreadSanitizer, which refuses memory that the kernel scatters too widely."""
        if is_free(self.interpreter):
            return "what keeps the interpreter's own threads apart is not known to it"
        code, output = attempt(self.interpreter, "-c", "pass", **self.environment)
        return "" if code == 0 else (output.splitlines() or [f"it ends with {code}"])[0]

    def file(self, attacks: list[Attack], report: Report) -> None:
        """Runs attacks in one process, and those after one that ended badly in another."""
        left = list(attacks)
        while left:
            code, output = attempt(
                self.interpreter,
                "-B",
                HERE / "attack.py",
                attacks[0].file,
                *[attack.name for attack in left],
                timeout=120,
                **self.environment,
            )
            parts = re.split(r"^== begins (\w+)\n", output, flags=re.MULTILINE)
            if len(parts) < 3:
                for attack in left:
                    report.add(attack.title, False, f"did not begin\n{output[-2000:]}")
                return
            for name, said in zip(parts[1::2], parts[2::2]):
                attack = left.pop(0)
                if attack.name != name:
                    raise Failed(f"{attack.title} was not run:\n{output[-2000:]}")
                said, _, ended = said.partition("== ended ")
                report.add(
                    attack.title, *judge(attack.expected, int(ended.split()[0]) if ended else code, said + ended)
                )


def interpreters(options) -> list[tuple[str, Path]]:
    """The running one; with --full each that is at hand, and those that are missing are named."""
    if not options.full:
        return [("", Path(sys.executable))]
    found = pythons.find()
    for name in [*pythons.missing(found), "CPython 3.13t", "CPython 3.14t"]:
        if not (name.endswith("t") and shutil.which("python" + name.split()[1])):
            print(f"SKIPPED python with {name}: not found")
    free = [(f" {name}", Path(path)) for name in ("3.13t", "3.14t") if (path := shutil.which(f"python{name}"))]
    # Without an environment of its own it has no numpy, and its attacks with numpy are left out.
    return [(f" {one.version[0]}.{one.version[1]}", pythons.environment(one) or one.path) for one in found] + free


def main(options) -> int:
    work = options.work / "python"
    shutil.rmtree(work / "package", ignore_errors=True)
    failed = 0
    modes = options.mode or ["plain", "reuse", "asan", "tsan"]
    for name, interpreter in interpreters(options):
        for mode in modes:
            report = Report("python" + name, mode)
            python = Python(options.ffigen, options.cc, work, mode, interpreter, options.block)
            if mode == "tsan" and (obstacle := python.obstacle()):
                print(f"SKIPPED python{name} tsan: {obstacle}")
                continue
            files = []
            for file in sorted(HERE.glob("attacks/*.py")):
                chosen = [
                    attack
                    for attack in functions(file, DECLARATION, "#")
                    if not options.names or any(name in attack.title for name in options.names)
                ]
                if chosen:
                    files.append(chosen)
            with ThreadPoolExecutor(2) as pool:
                list(pool.map(lambda attacks: python.file(attacks, report), files))
            report.rows.sort()
            report.show(options.verbose)
            failed += report.failed
    return failed
