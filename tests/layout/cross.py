"""Every language's package on the targets that are not this machine: compiled for them, where the packages
assert their layouts, and read, so that no record goes without an assertion."""

import importlib.util
import os
import re
import subprocess
import sys
import types
from pathlib import Path

from lang_go import builds_for, exported
from lang_rust import holds_for, in_package
from model import Model

# Target → what Rust calls it, and what it says to #[cfg(…)].
RUST = {
    "x86_64-unknown-linux-gnu": ("x86_64-unknown-linux-gnu", "x86_64 64 little linux gnu unix"),
    "i686-unknown-linux-gnu": ("i686-unknown-linux-gnu", "x86 32 little linux gnu unix"),
    "aarch64-unknown-linux-gnu": ("aarch64-unknown-linux-gnu", "aarch64 64 little linux gnu unix"),
    "riscv64-unknown-linux-gnu": ("riscv64gc-unknown-linux-gnu", "riscv64 64 little linux gnu unix"),
    "powerpc64le-unknown-linux-gnu": ("powerpc64le-unknown-linux-gnu", "powerpc64 64 little linux gnu unix"),
    "s390x-unknown-linux-gnu": ("s390x-unknown-linux-gnu", "s390x 64 big linux gnu unix"),
    "armv7-unknown-linux-gnueabihf": ("armv7-unknown-linux-gnueabihf", "arm 32 little linux gnu unix"),
    "x86_64-pc-windows-msvc": ("x86_64-pc-windows-msvc", "x86_64 64 little windows msvc windows"),
    "i686-pc-windows-msvc": ("i686-pc-windows-msvc", "x86 32 little windows msvc windows"),
    "x86_64-w64-mingw32": ("x86_64-pc-windows-gnu", "x86_64 64 little windows gnu windows"),
    "x86_64-apple-darwin": ("x86_64-apple-darwin", "x86_64 64 little macos - unix"),
    "arm64-apple-darwin": ("aarch64-apple-darwin", "aarch64 64 little macos - unix"),
    "wasm32-unknown-unknown": ("wasm32-unknown-unknown", "wasm32 32 little unknown - wasm"),
}
# Target → GOOS, GOARCH. cgo has no wasm, and Go on Windows takes mingw-w64.
GO = {
    "x86_64-unknown-linux-gnu": ("linux", "amd64"), "i686-unknown-linux-gnu": ("linux", "386"),
    "aarch64-unknown-linux-gnu": ("linux", "arm64"), "riscv64-unknown-linux-gnu": ("linux", "riscv64"),
    "powerpc64le-unknown-linux-gnu": ("linux", "ppc64le"), "s390x-unknown-linux-gnu": ("linux", "s390x"),
    "armv7-unknown-linux-gnueabihf": ("linux", "arm"), "i686-pc-windows-msvc": ("windows", "386"),
    "x86_64-w64-mingw32": ("windows", "amd64"), "x86_64-apple-darwin": ("darwin", "amd64"),
    "arm64-apple-darwin": ("darwin", "arm64"),
}


def rust_facts(target: str) -> set[tuple[str, str]]:
    arch, width, endian, system, environment, family = RUST[target][1].split()
    vendor = "apple" if "apple" in target else "pc" if "windows" in RUST[target][0] else "unknown"
    return {("target_arch", arch), ("target_pointer_width", width), ("target_endian", endian), ("target_os", system),
            ("target_env", environment), ("target_family", family), ("target_vendor", vendor), ("feature", "std"), (family, "")}


def run(command: list[str], directory: Path, **environment: str) -> str:
    """The messages of a command that failed, or nothing."""
    result = subprocess.run(command, cwd=directory, capture_output=True, text=True, env={**os.environ, **environment})
    return result.stderr[-4000:] or f"status {result.returncode}" if result.returncode else ""


def rust_has(cargo: str, target: str) -> bool:
    """Whether Rust's standard library for a target is there; ./dev installs it. In CI it must be."""
    rustc = Path(cargo).with_name("rustc")
    root = subprocess.run([rustc if rustc.exists() else "rustc", "--print", "sysroot"], capture_output=True, text=True, check=True)
    there = (Path(root.stdout.strip()) / "lib/rustlib" / RUST[target][0] / "lib").is_dir()
    return there or os.environ.get("CI") == "true"


def rust_check(cargo: str, packages: Path, stems: list[str], target: str) -> str:
    """Compiles the raw layers of all cases for a target; its assertions are part of that."""
    names = ", ".join(f'"{stem}"' for stem in stems)
    (packages / "Cargo.toml").write_text(f'[workspace]\nresolver = "3"\nmembers = [{names}]\n')
    triple = RUST[target][0]
    return run([cargo, "check", "--quiet", "--offline", "--workspace", "--no-default-features", "--target", triple], packages)


def rust_asserted(package: Path, target: str) -> dict[str, tuple[int, int]]:
    """Size and alignment that the crate asserts of each record on a target."""
    facts = rust_facts(target)
    found: dict[str, tuple[int, int]] = {}
    condition, pending = True, ""
    path = package / "src/raw/layout.rs"
    for line in path.read_text().splitlines() if path.exists() else []:
        if pending or line.startswith("#[cfg("):
            pending += line.strip()
            if pending.endswith(")]"):
                condition, pending = condition and holds_for(pending[6:-2], facts), ""
        elif match := re.match(r"    (?:r#)?(\w+), size (\d+), align (\d+)", line):
            if condition:
                found[match[1]] = (int(match[2]), int(match[3]))
        elif line.startswith("}"):
            condition = True
    return found


def go_check(go: str, packages: Path, stems: list[str], target: str) -> str:
    """Compiles the raw packages of all cases for a platform, without its C compiler."""
    system, machine = GO[target]
    uses = "".join(f"\t./{stem}\n" for stem in stems)
    (packages / "go.work").write_text(f"go 1.21\n\nuse (\n{uses})\n")
    return run([go, "build", *(f"./{stem}/raw" for stem in stems)], packages, GOOS=system, GOARCH=machine,
               CGO_ENABLED="0", GOTOOLCHAIN="local", GOFLAGS="")


def go_asserted(package: Path, target: str) -> dict[str, int]:
    """Size that the module asserts of each record on a platform."""
    found: dict[str, int] = {}
    for path in package.glob("raw/layout*.go"):
        text = path.read_text()
        if "cgo" in path.name or not builds_for(text, path.name, set(GO[target])):
            continue
        for name, size in re.findall(r"\tvar v (\w+)\n\t_ = zero\[unsafe\.Sizeof\(v\)-(\d+)\]", text):
            found[name] = int(size)
    return found


def python_table(package: Path, target: str) -> dict[str, tuple]:
    """The layouts that the package checks itself against on a target."""
    source = next(package.glob("*/_layouts.py"))
    name = f"conformance_{source.parent.name}"
    stub = types.ModuleType(f"{name}._target")
    stub.TARGET = target
    parent = types.ModuleType(name)
    parent.__path__ = [str(source.parent)]
    sys.modules.update({name: parent, f"{name}._target": stub})
    for module in ("_abi", "_layouts"):
        sys.modules.pop(f"{name}.{module}", None)
    spec = importlib.util.spec_from_file_location(f"{name}._layouts", source)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.LAYOUTS


def record_names(model: Model, target: str) -> list[str]:
    return [name for name in model.records if model.layout(name, target) is not None]


def unasserted_in_rust(package: Path, model: Model, target: str) -> dict[str, str]:
    wrong: dict[str, str] = {}
    asserted = rust_asserted(package, target)
    for name in record_names(model, target):
        layout = model.layout(name, target)
        found = asserted.get(in_package(name, set(asserted)).removeprefix("r#"))
        if found != (layout.size, layout.align):
            wrong[name] = f"asserts {found}, the model has {(layout.size, layout.align)}"
    return wrong


def unasserted_in_go(package: Path, model: Model, target: str) -> dict[str, str]:
    wrong: dict[str, str] = {}
    sizes = go_asserted(package, target)
    for name in record_names(model, target):
        found = next((sizes[candidate] for candidate in (f"Struct_{name}", f"Union_{name}", exported(name))
                      if candidate in sizes), None)
        if found != model.layout(name, target).size:
            wrong[name] = f"asserts {found}, the model has {model.layout(name, target).size}"
    return wrong


def unasserted_in_python(package: Path, model: Model, target: str) -> dict[str, str]:
    wrong: dict[str, str] = {}
    table = python_table(package, target)
    for name in record_names(model, target):
        layout = model.layout(name, target)
        expected = [f.offset_bits for f in layout.fields if f.name]
        size, align, members = next((table[key] for key in (f"struct_{name}", name, f"{name}_") if key in table),
                                    (None, None, {}))
        places = [offset for offset, _ in members.values()]
        if (size, align) != (layout.size, layout.align) or sorted(places) != sorted(expected):
            wrong[name] = f"checks {(size, align)} and {len(places)} members, the model has " \
                          f"{(layout.size, layout.align)} and {len(expected)}"
    return wrong


UNASSERTED = {"rust": unasserted_in_rust, "go": unasserted_in_go, "python": unasserted_in_python}


def unasserted(language: str, package: Path, model: Model, target: str) -> dict[str, str]:
    """Records that a package asserts wrongly or not at all on a target, and how."""
    return UNASSERTED[language](package, model, target)
