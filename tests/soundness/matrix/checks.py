"""What a user's own pipeline asks of a package: that it compiles, and its language's lints and formatter."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from library import INCLUDE, attempt

#: A check says what is wrong with a package, or nothing.
Check = Callable[[Path], str]


def said(code: int, output: str) -> str:
    return (output.strip() or f"ended with {code}") if code else ""


class Rust:
    name = "rust"

    def __init__(self, options, work: Path) -> None:
        self.cargo = options.cargo
        self.target = work / "target"
        self.checks: list[tuple[str, Check]] = [
            ("clippy", self.clippy),  # compiles it as well
            ("rustfmt", self.formatted),
        ]

    def clippy(self, package: Path) -> str:
        return said(
            *attempt(
                self.cargo,
                "clippy",
                "--offline",
                "--quiet",
                "--all-targets",
                "--",
                "-D",
                "warnings",
                directory=package,
                timeout=600,
                CARGO_TARGET_DIR=str(self.target),
            )
        )

    def formatted(self, package: Path) -> str:
        return said(*attempt(self.cargo, "fmt", "--check", directory=package, timeout=120))


class Go:
    name = "go"

    def __init__(self, options, work: Path) -> None:
        self.go = options.go
        self.checks: list[tuple[str, Check]] = [("vet", self.vet), ("gofmt", self.formatted)]

    def vet(self, package: Path) -> str:
        code, output = attempt(
            self.go,
            "vet",
            "./...",
            directory=package,
            timeout=900,
            GOFLAGS="-mod=mod",
            GOWORK="off",
            GOTOOLCHAIN="local",
            CGO_ENABLED="1",
            CGO_LDFLAGS=f"-L{package.parents[1]}",
        )
        # gcc's notes about ABIs of old are no errors.
        return said(code, output)

    def formatted(self, package: Path) -> str:
        gofmt = attempt(self.go, "env", "GOROOT")[1].strip() + "/bin/gofmt"
        output = attempt(gofmt, "-l", package)[1]
        return f"gofmt would change {output}" if output.strip() else ""


class Python:
    name = "python"

    def __init__(self, options, work: Path) -> None:
        self.library: Path | None = None
        self.checks: list[tuple[str, Check]] = [
            ("imports", self.imports),
            ("mypy", self.mypy),
            ("ruff", self.ruff),
            ("ruff format", self.formatted),
        ]

    def imports(self, package: Path) -> str:
        name = package.parent.name
        return said(
            *attempt(
                sys.executable,
                "-B",
                "-c",
                f"import {name}",
                directory=package,
                timeout=120,
                PYTHONWARNINGS="error",
                **{f"{name.upper()}_LIBRARY": str(package.parents[1] / f"lib{name}.so")},
            )
        )

    def mypy(self, package: Path) -> str:
        return self.tool(
            "mypy",
            package,
            "--strict",
            "--no-error-summary",
            "--hide-error-context",
            *(str(path.parent.name) for path in package.glob("*/__init__.py")),
        )

    def ruff(self, package: Path) -> str:
        return self.tool("ruff", package, "check", "--quiet", "--output-format=concise", ".")

    def formatted(self, package: Path) -> str:
        return self.tool("ruff", package, "format", "--check", "--quiet", ".")

    def tool(self, name: str, package: Path, *arguments: str) -> str:
        path = shutil.which(name) or str(Path(sys.executable).parent / name)
        if not Path(path).exists():
            return ""
        return said(*attempt(path, *arguments, directory=package, timeout=300))


LANGUAGES = {"rust": Rust, "go": Go, "python": Python}


def message_of(output: str) -> str:
    """The first complaint, without what differs from cell to cell."""
    lines = [
        line
        for line in output.splitlines()
        if re.search(r"error|Error|undefined|:\d+:\d+:|cannot", line)
        and "ABI for passing" not in line
        and "In function" not in line
    ]
    first = lines[-1] if lines and "Traceback" in output else lines[0] if lines else output.strip().splitlines()[-1]
    first = re.sub(r"^\S*?([\w.]+):\d+(:\d+)?: ?", r"\1: ", first)
    first = re.sub(
        r"(?i)\b((?:raw::|records::|mx_?|_C\w*?_|bridge_)*(?:safe_|send_|confined_|safe|send|confined)?f\d+\w*)",
        "F",
        first,
    )
    first = re.sub(
        r"(?i)mx_?(call\w*|safe|send|confined|plain|aligned|packed|pointers|flexible|atomic|union|bits|enum)\b",
        "T",
        first,
    )
    return re.sub(r"0x[0-9a-f]+|\b\d{2,}\b", "N", first)[:160]


def compile_library(cc: str, source: Path, library: Path, *flags: str) -> str:
    """What the C compiler says against the library."""
    return said(
        *attempt(
            cc,
            "-std=gnu11",
            "-Wall",
            "-Wno-psabi",
            "-Wno-unused-function",
            "-O1",
            "-g",
            "-fPIC",
            "-shared",
            *flags,
            f"-I{INCLUDE}",
            source,
            "-o",
            library,
            timeout=300,
        )
    )
