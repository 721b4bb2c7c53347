"""Compiles, checks and loads one emitted package with its language's own tools."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from headers import Header
from python_package import try_package

CARGO = os.environ.get("FFIGEN_CARGO") or "cargo"
GO = os.environ.get("FFIGEN_GO") or "go"
TOOLS = {"rust": CARGO, "go": GO, "python": sys.executable}


def _run(command: list[str], directory: Path, **environment: str) -> str:
    result = subprocess.run(command, cwd=directory, capture_output=True, text=True,
                            env={**os.environ, **environment})
    if result.returncode == 0:
        return ""
    return f"{' '.join(command)} ends with {result.returncode}\n{(result.stdout + result.stderr)[-4000:]}"


def _name_in(manifest: Path, pattern: str) -> str:
    found = re.search(pattern, manifest.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else ""


def _build_rust(root: Path, functions: list[str]) -> str:
    """Warning-free, formatted, tested; a test of our own takes the address of every C function, so that
    one that the library has not got is found by the linker."""
    crate = _name_in(root / "Cargo.toml", r'^name = "([^"]+)"').replace("-", "_")
    ours = root / "tests" / "loads.rs"
    ours.unlink(missing_ok=True)  # of a run before
    if problem := _run([CARGO, "fmt", "--check"], root):
        return problem
    addresses = "".join(f"        {crate}::raw::{name} as *const (),\n" for name in functions)
    ours.parent.mkdir(exist_ok=True)
    ours.write_text(
        "//! Every function that the header declares is in the library.\n\n"
        "#[test]\nfn every_function_is_there() {\n"
        f"    let addresses: [*const (); {len(functions)}] = [\n{addresses}    ];\n"
        "    assert!(addresses.iter().all(|address| !address.is_null()));\n}\n", encoding="utf-8")
    arguments = ["--offline", "--quiet"]
    return (_run([CARGO, "clippy", *arguments, "--all-targets", "--", "-D", "warnings"], root)
            or _run([CARGO, "test", *arguments], root))


def _build_go(root: Path, functions: list[str]) -> str:
    """Vetted, formatted, tested; a test of our own has all of the raw layer linked and loaded."""
    ours = root / "loads_test.go"
    ours.unlink(missing_ok=True)  # of a run before
    changed = subprocess.run([shutil.which("gofmt") or str(Path(GO).resolve().parent / "gofmt"), "-l", "."],
                             cwd=root, capture_output=True, text=True)
    if changed.returncode != 0 or changed.stdout:
        return f"gofmt would change {changed.stdout}{changed.stderr}"
    module = _name_in(root / "go.mod", r"^module (\S+)")
    uses = "".join(f"\t\traw.{name[0].upper()}{name[1:]},\n" for name in functions)
    ours.write_text(
        f'package {_name_in(root / "doc.go", r"^package (.+)")}_test\n\nimport (\n\t"testing"\n\n'
        f'\t_ "{module}"\n\t"{module}/raw"\n)\n\n'
        "func TestEveryFunctionIsThere(t *testing.T) {\n"
        f"\tfunctions := []any{{\n{uses}\t}}\n"
        "\tif len(functions) != %d || raw.Fingerprint == \"\" {\n\t\tt.Fail()\n\t}\n}\n" % len(functions),
        encoding="utf-8")
    environment = {"GOFLAGS": "-mod=mod", "GOWORK": "off", "GOTOOLCHAIN": "local", "CGO_ENABLED": "1"}
    return _run([GO, "vet", "./..."], root, **environment) or _run([GO, "test", "./..."], root, **environment)


def build(language: str, root: Path, header: Header, functions: list[str]) -> str:
    """The reason of a failure; empty when the package compiles and loads. `functions` are those of the
    library that the raw layer has."""
    if shutil.which(TOOLS[language]) is None:
        return f"{TOOLS[language]} is not installed"
    if language == "rust":
        return _build_rust(root, functions)
    if language == "go":
        return _build_go(root, functions)
    return try_package(root, header.name)
