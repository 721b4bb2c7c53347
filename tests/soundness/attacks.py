"""Attacks: what they are, how one must end, and how one ended."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class End:
    """`ok`, `fails-with: TEXT`, or `does-not-compile: CODE xN, CODE`."""

    kind: str
    text: str = ""

    def __str__(self) -> str:
        return f"{self.kind}: {self.text}" if self.text else self.kind


def ends(text: str) -> list[End]:
    """What an `expected:` line allows, separated by bars."""
    found = []
    for part in text.split(" | "):
        kind, _, rest = part.strip().partition(": ")
        if kind not in ("ok", "fails-with", "does-not-compile") or (kind == "ok") == bool(rest):
            raise ValueError(f"'{part}' is no end of an attack")
        found.append(End(kind, rest))
    return found


@dataclass
class Attack:
    """One function of a file of attacks, or a whole file that must not compile."""

    file: Path
    name: str
    expected: list[End]
    start: int = 0  # lines of the file, counted from 1
    end: int = 0
    only: str = ""  # the one mode that it is for

    @property
    def title(self) -> str:
        return f"{self.file.stem}.{self.name}" if self.name else self.file.stem


def awaited(language: str) -> dict[str, str]:
    """Attacks on forms that a language does not have yet, and why: awaits.txt."""
    found = {}
    for line in (Path(__file__).parent / "awaits.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            languages, title, reason = line.split(maxsplit=2)
            if language in languages.split(","):
                found[title] = reason
    return found


@dataclass
class Report:
    """How the attacks of one language ended in one mode."""

    language: str
    mode: str
    rows: list[tuple[str, bool, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.awaits = awaited(self.language.split()[0])

    def add(self, title: str, sound: bool, end: str) -> None:
        """An attack on a form that is not there must not begin; one that ends otherwise is told of."""
        reason = self.awaits.get(title.removesuffix(" (lawful)"))
        if reason and not sound and not UNSOUND.search(end):
            sound, end = True, f"awaits: {reason}"
        elif reason and sound and not title.endswith(" (lawful)") and "does-not-compile" not in end:
            sound, end = False, "it has its form now: take it out of awaits.txt"
        self.rows.append((title, sound, end))

    @property
    def failed(self) -> int:
        return sum(not sound for _, sound, _ in self.rows)

    def show(self, verbose: bool) -> None:
        width = max((len(title) for title, _, _ in self.rows), default=0)
        for title, sound, end in self.rows:
            if not sound or verbose:
                first, *rest = end.splitlines() or [""]
                print(f"  {'sound ' if sound else 'BROKEN'}  {title:{width}}  {first}")
                for line in rest[:40]:
                    print(f"          {line}")
        sound = len(self.rows) - self.failed
        print(f"{self.language} {self.mode}: {sound} of {len(self.rows)} attacks ended as their rules say")


def functions(file: Path, declaration: str, comment: str) -> list[Attack]:
    """Functions whose comment above (or docstring) says how they must end. `declaration` captures the name."""
    lines = file.read_text().splitlines()
    found: list[Attack] = []
    expected: list[End] | None = None
    only = ""
    start = 0
    for number, line in enumerate(lines, 1):
        if match := re.match(rf"\s*{comment} expected: (.*?)(?: \[only (\w+)\])?$", line):
            expected, only, start = ends(match[1]), match[2] or "", number
        elif (match := re.match(declaration, line)) and expected is not None:
            if found:
                found[-1].end = found[-1].end or start - 1
            found.append(Attack(file, match[1], expected, start, 0, only))
            expected = None
        elif found and not found[-1].end and line.startswith("}"):
            found[-1].end = number
    if found and not found[-1].end:
        found[-1].end = len(lines)
    return found


def whole(file: Path, comment: str) -> Attack:
    """A file that must not compile."""
    match = re.search(rf"^{comment} expected: (.*)$", file.read_text(), re.MULTILINE)
    if not match:
        raise ValueError(f"{file} does not say how it must end")
    return Attack(file, "", ends(match[1]))


UNSOUND = re.compile(r"Sanitizer|DATA RACE|runtime error|killed by signal|^(FAULT|LEAK|KEPT): ", re.MULTILINE)
SANITIZER = re.compile(
    r"(ERROR: \w+Sanitizer[^\n]*|WARNING: ThreadSanitizer[^\n]*|WARNING: DATA RACE|[^\n]*runtime error: [^\n]*)"
)


def end_of_run(code: int, output: str) -> tuple[str, str]:
    """How a program ended: the kind of end, and what is to be said about it."""
    if match := SANITIZER.search(output):
        return "broken", "\n".join(
            [match[1], *re.findall(r"^ +#\d.*$|^SUMMARY.*$", output[match.start() :], re.MULTILINE)[:12]]
        )
    if code < 0 or code > 128:
        return "broken", f"killed by signal {-code if code < 0 else code - 128}\n{tail(output)}"
    for word in ("FAULT", "LEAK", "KEPT"):
        if match := re.search(rf"^{word}: .*$", output, re.MULTILINE):
            return "broken", f"{match[0]}\n{tail(output)}" if code else match[0]
    if not re.search(r"^SOUND$", output, re.MULTILINE):
        return "broken", f"ended with {code} before it was done\n{tail(output)}"
    return ("ok", "ok") if code == 0 else ("fails", tail(output))


def judge(expected: list[End], code: int, output: str) -> tuple[bool, str]:
    """Whether a program ended as expected, and how."""
    kind, text = end_of_run(code, output)
    for end in expected:
        if kind == "ok" and end.kind == "ok":
            return True, "ok"
        if kind == "fails" and end.kind == "fails-with" and end.text in output:
            return True, str(end)
    return False, text


def tail(text: str, lines: int = 14) -> str:
    return "\n".join(text.strip().splitlines()[-lines:])
