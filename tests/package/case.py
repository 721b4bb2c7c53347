"""One test in a directory of its own: commands that must work, and what they must say."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGERS = ROOT / "build/packagers/bin"
SKIPPED = 77  # ctest shows it as skipped


class Case:
    def __init__(self, ffigen: str, work: str, build: str):
        self.ffigen, self.work, self.build = Path(ffigen).resolve(), Path(work), Path(build)
        self.failures: list[str] = []
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        # Only what a test puts there is found: no ffigen that happens to be installed.
        self.env = {name: value for name, value in os.environ.items() if not name.startswith(("FFIGEN", "PIP_"))}
        self.env |= {"PATH": f"{self.ffigen.parent}:{os.environ['PATH']}", "PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}

    def run(self, *command: object, cwd: Path | None = None, status: int = 0, says: str = "", **env: object) -> str:
        words = [str(word) for word in command]
        result = subprocess.run(words, cwd=cwd or self.work, capture_output=True, text=True,
                                env={**self.env, **{name: str(value) for name, value in env.items()}})
        output = result.stdout + result.stderr
        if result.returncode != status or says not in output:
            print(f"{' '.join(words)}: status {result.returncode}, expected {status} and '{says}'\n{output[-3000:]}")
            sys.exit(1)
        return output

    def expect(self, good: bool, otherwise: str) -> None:
        if not good:
            self.failures.append(otherwise)

    def example(self, name: str) -> Path:
        """A copy of an example beside a copy of the header, where the paths in it hold."""
        builds = self.work / "examples/builds"
        shutil.copytree(ROOT / "examples/builds" / name, builds / name)
        for shared in ("engine.h", "engine.c"):
            shutil.copy(ROOT / "examples/builds" / shared, builds)
        (self.work / "integrations").symlink_to(ROOT / "integrations")
        return builds / name

    def engine_library(self) -> Path:
        """The library of the examples, as its author would build it; its directory."""
        include, out = ROOT / "generator/include", self.work / "lib"
        out.mkdir()
        self.run("cc", "-shared", "-fPIC", f"-I{include}", ROOT / "examples/builds/engine.c", "-o", out / "libengine.so",
                 "-Wl,-soname,libengine.so")
        return out


def skip(reason: str) -> None:
    print(f"skipped: {reason}")
    sys.exit(SKIPPED)


def main(cases: dict) -> None:
    *arguments, name = sys.argv[1:]
    case, start = Case(*arguments), time.monotonic()
    cases[name](case)
    for failure in case.failures:
        print(f"FAIL: {failure}")
    print(f"{name}: {time.monotonic() - start:.1f} s")
    sys.exit(bool(case.failures))
