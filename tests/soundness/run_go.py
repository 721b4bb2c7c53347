"""Attacks on the emitted Go module."""

from __future__ import annotations

import os
import re
import shutil
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import library
from attacks import Attack, Report, functions, judge, whole
from library import Failed, attempt

HERE = Path(__file__).resolve().parent / "go"
DECLARATION = r"func (Test\w+)\(t \*testing\.T\)"
ERROR = re.compile(r"^(?:\./)?(?:[\w./]*/)?(\w+\.go):(\d+):\d+: (.*)$", re.MULTILINE)
MODULE = """module example.com/attacks

go 1.22

require example.com/shapes v0.0.0

replace example.com/shapes => {module}
"""

#: How each mode is built, and what its programs are told. The collector runs as often as it can in all.
BUILD = {
    "plain": ([], {}),
    "reuse": ([], {}),
    "race": (["-race"], {}),
    "cgocheck2": ([], {"GOEXPERIMENT": "cgocheck2"}),
    "asan": (["-asan"], {}),
}
TOLD = {
    "reuse": {"SHAPES_REUSE": "1"},
    "race": {"GORACE": "exitcode=99 halt_on_error=1"},
    "asan": {"ASAN_OPTIONS": "detect_leaks=0:exitcode=99"},
}


class Go:
    def __init__(self, ffigen: Path, cc: str, go: str, work: Path, mode: str, block: str) -> None:
        self.go = go
        self.mode = mode
        self.work = work / mode
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        self.module = work / "module"
        if not self.module.exists():
            library.emit(ffigen, "go", self.module, block)
        place = library.build(cc, work, mode)
        self.flags, more = BUILD[mode]
        self.environment = {"GOFLAGS": "-mod=mod", "GOWORK": "off", "GOTOOLCHAIN": "local", "CGO_ENABLED": "1",
                            "CGO_LDFLAGS": f"-L{place}", "LD_LIBRARY_PATH": str(place), **more}
        self.told = {"GOGC": "1", "GODEBUG": "cgocheck=1", **TOLD.get(mode, {})}
        (self.work / "go.mod").write_text(MODULE.format(module=self.module))

    def command(self, *arguments: object, timeout: float = 600) -> tuple[int, str]:
        return attempt(self.go, *arguments, directory=self.work, timeout=timeout, **self.environment)

    # ---- files that must not compile --------------------------------------------------------------

    def refused(self, report: Report, chosen) -> None:
        files = [file for file in sorted(HERE.glob("refused/*.go")) if chosen(file)]
        for file in files:
            lines = file.read_text().splitlines(keepends=True)
            for kind, keep in (("attack", lines), ("lawful", [line for line in lines if "// ATTACK" not in line])):
                place = self.work / "refused" / f"{file.stem}_{kind}"
                place.mkdir(parents=True)
                (place / "main.go").write_text("".join(keep))
        for file in files:
            attack = whole(file, "//")
            code, output = self.command("vet", f"./refused/{file.stem}_lawful")
            report.add(f"{attack.title} (lawful)", not code, output if code else "ok")
            code, output = self.command("build", "-gcflags=-e", "-o", os.devnull, f"./refused/{file.stem}_attack")
            errors = [text for _, _, text in ERROR.findall(output)]
            report.add(attack.title, *judge_errors(attack, errors, output))

    # ---- tests -------------------------------------------------------------------------------------

    def compile(self, report: Report) -> tuple[Path, list[Attack]]:
        """The program with every attack that compiles; what does not is reported."""
        left: list[Attack] = []
        for file in sorted(HERE.glob("attacks/*.go")):
            shutil.copy(file, self.work)
            left += functions(file, DECLARATION, "//")
        program = self.work / "attacks.test"
        for _ in range(12):
            code, output = self.command("test", "-c", *self.flags, "-gcflags=-e", "-o", program, ".")
            if not code:
                return program, left
            by_attack = defaultdict(list)
            imports = False
            for name, line, text in ERROR.findall(output):
                guilty = [a for a in left if a.file.name == name and a.start <= int(line) <= a.end]
                if guilty:
                    by_attack[guilty[0].title].append(text)
                elif "imported and not used" in text:
                    blank(self.work / name, int(line), int(line))
                    imports = True
            if not by_attack and not imports:
                raise Failed(f"the module or its attacks do not compile:\n{output[-6000:]}")
            for attack in [a for a in left if a.title in by_attack]:
                report.add(attack.title, False, "does not compile\n" + "\n".join(by_attack[attack.title][:6]))
                blank(self.work / attack.file.name, attack.start, attack.end)
                left.remove(attack)
        raise Failed("the attacks do not compile, whatever is left out")

    def run(self, program: Path, attack: Attack) -> tuple[bool, str]:
        code, output = attempt(program, "-test.run", f"^{attack.name}$", "-test.timeout", "50s", directory=self.work,
                               timeout=60, **{**self.environment, **self.told})
        return judge(attack.expected, code, output)


def blank(file: Path, first: int, last: int) -> None:
    """Empties lines, so that all others stay where they were."""
    lines = file.read_text().splitlines()
    lines[first - 1:last] = [""] * (last - first + 1)
    file.write_text("\n".join(lines) + "\n")


def judge_errors(attack: Attack, errors: list[str], output: str) -> tuple[bool, str]:
    """Whether each error is one that was expected."""
    for end in attack.expected:
        word, _, count = end.text.partition(" x")
        if errors and all(word in text for text in errors) and (not count or len(errors) == int(count)):
            return True, str(end)
    what = "compiles" if not output.strip() else output.strip()
    return False, f"expected {' | '.join(map(str, attack.expected))}, got\n{what}"


def main(options) -> int:
    work = options.work / "go"
    shutil.rmtree(work / "module", ignore_errors=True)
    failed = 0
    for mode in options.mode or (list(BUILD) if options.full else ["plain", "race"]):
        report = Report("go", mode)
        go = Go(options.ffigen, options.cc, options.go, work, mode, options.block)
        chosen = lambda file: not options.names or any(name.lower() in file.stem for name in options.names)  # noqa: E731
        if mode == "plain":
            go.refused(report, chosen)
        program, attacks = go.compile(report)
        wanted = [a for a in attacks if not options.names or any(name.lower() in a.title.lower() for name in options.names)]
        with ThreadPoolExecutor(3) as pool:
            for attack, outcome in zip(wanted, pool.map(lambda attack: go.run(program, attack), wanted)):
                report.add(attack.title, *outcome)
        report.rows.sort()
        report.show(options.verbose)
        failed += report.failed
    return failed
