#!/usr/bin/env python3
"""Does what a document says, from the clean tree on, and compares what the tool prints with what the
document shows.

  walk_through.py FFIGEN WORK DOCUMENT HEADING      FFIGEN_UPDATE=1 (./dev update readme) writes it anew

Under the heading, a block of ``` that starts with `$ ffigen` is run; a block of ```c FILE is that file; a
block of ```diff FILE is an edit that is made to a header, or, for a lock, lines of its diff, others left
out at "…".
"""

import difflib
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```((?:c|diff) \S+)?\n(.*?)^```$", re.M | re.S)
TOOK = re.compile(r"^\d+\.\d+ s\n", re.M)
ACCEPT = re.compile(r"--accept (\w{8})")


class Walk:
    def __init__(self, ffigen: str, work: Path):
        self.ffigen, self.work, self.failures = str(Path(ffigen).resolve()), work, []
        self.fingerprints: dict[str, str] = {}  # the document's → the tool's, where it has changed
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(ROOT / "contract", work / "contract")
        self.first_lock = (work / "contract/rt_audio_ffi.ffilock.json").read_text()

    def block(self, match: re.Match) -> str:
        kind, text = match[1], match[2]
        if kind and kind.endswith(".ffilock.json"):
            new = self.lock_diff((self.work / kind.split()[1]).read_text(), text)
        elif kind and kind.startswith("c "):
            (self.work / kind.split()[1]).write_text(text)
            new = text
        elif kind:
            new = self.edit(self.work / kind.split()[1], text)
        elif text.startswith("$ ffigen "):
            new = self.commands(text)
        else:
            return match[0]
        if new != text:
            self.failures.append("".join(difflib.unified_diff(
                text.splitlines(True), new.splitlines(True), "the document", "the tool")))
        return f"```{kind or ''}\n{new}```"

    def commands(self, text: str) -> str:
        printed = []
        for part in re.split(r"^\$ ", text, flags=re.M)[1:]:
            line, shown = part.split("\n", 1) if "\n" in part else (part, "")
            for old, new in self.fingerprints.items():
                line = line.replace(old, new)
            result = subprocess.run([self.ffigen, *shlex.split(line)[1:]], cwd=self.work, capture_output=True, text=True)
            output = TOOK.sub("", result.stdout + result.stderr)
            if (result.returncode != 0) != ("error: [" in output):
                self.failures.append(f"{line}: status {result.returncode}")
            self.fingerprints.update(zip(ACCEPT.findall(shown), ACCEPT.findall(output)))
            printed.append(f"$ {line}\n{output}")
        return "".join(printed)

    def edit(self, path: Path, text: str) -> str:
        def side(sign: str) -> str:
            return "".join(line[1:] for line in text.splitlines(True) if line[0] in sign)
        header = path.read_text()
        if header.count(side(" -")) != 1:
            self.failures.append(f"{path.name} has no place, or several, for the edit:\n{text}")
        path.write_text(header.replace(side(" -"), side(" +")))
        return text

    def lock_diff(self, now: str, text: str) -> str:
        """What is shown, if it is a part of the diff; otherwise all of the diff."""
        lines = [f"{line[0]}{line[2:]}\n" for line in difflib.ndiff(self.first_lock.splitlines(), now.splitlines())
                 if line[0] in "+-" and not re.search(r'"(fingerprint|sha256)": "', line)]
        rest = iter(lines)
        shown = [line for line in text.splitlines(True) if line != "…\n"]
        return text if shown and all(line in rest for line in shown) else "".join(lines)


def main() -> int:
    ffigen, work, document, heading = sys.argv[1:]
    path = ROOT / document
    whole = path.read_text()
    start = whole.index(f"\n{heading}\n") + 1
    level = heading.split()[0]
    end = whole.find(f"\n{level} ", start)
    part = whole[start:end if end >= 0 else len(whole)]
    walk = Walk(ffigen, Path(work).resolve())
    new = BLOCK.sub(walk.block, part)
    if os.environ.get("FFIGEN_UPDATE"):
        path.write_text(whole.replace(part, new))
        return 0
    for failure in walk.failures:
        print(failure)
    if walk.failures:
        print("if this is meant: ./dev update readme")
    return 1 if walk.failures else 0


if __name__ == "__main__":
    sys.exit(main())
