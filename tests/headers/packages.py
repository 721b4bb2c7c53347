"""Emits the packages of a header and has each language's own tools read them: nothing is linked or called."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zlib
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INCLUDE = ROOT / "generator" / "include"
CARGO = os.environ.get("FFIGEN_CARGO") or shutil.which("cargo")
GO = os.environ.get("FFIGEN_GO") or shutil.which("go")
TITLES = {"rust": "Rust", "go": "Go", "python": "Python", "cpp": "C assertions", "json": "JSON"}
LANGUAGES = list(TITLES)
TOOLS = {"rust": CARGO, "go": GO, "python": shutil.which("gcc"), "cpp": shutil.which("clang-19"), "json": shutil.which("clang-19")}
GO_ENVIRONMENT = {"GOFLAGS": "-mod=mod", "GOWORK": "off", "GOTOOLCHAIN": "local", "CGO_ENABLED": "1", "GOPROXY": "off"}


@dataclass
class Outcome:
    """What became of one header in one language."""

    status: int          # of ffigen; negative: killed by a signal
    said: str            # ffigen's own words
    problem: str = ""    # why the package does not build
    root: Path = field(default_factory=Path)

    @property
    def crashed(self) -> bool:
        return self.status < 0 or self.status in (70, 134, 139)


def run(command: list[str | Path], directory: Path, **environment: str) -> str:
    """Nothing, or how the command failed."""
    try:
        result = subprocess.run([str(part) for part in command], cwd=directory, capture_output=True, text=True,
                                errors="replace", env={**os.environ, **environment}, timeout=900)
    except subprocess.TimeoutExpired:
        return f"{command[0]} does not end"
    if result.returncode == 0:
        return ""
    return f"{Path(str(command[0])).name} ends with {result.returncode}\n{(result.stdout + result.stderr)[-6000:]}"


def emit(ffigen: Path, header: Path, language: str, root: Path, arguments: list[str]) -> Outcome:
    """`root` is made anew. Arguments after `--` stay last."""
    shutil.rmtree(root, ignore_errors=True)
    own = arguments[:arguments.index("--")] if "--" in arguments else arguments
    command = [ffigen, header, "--lang", language, "-o", root, *own, *arguments[len(own):]]
    try:
        result = subprocess.run([str(part) for part in command], capture_output=True, text=True, errors="replace",
                                timeout=900)
    except subprocess.TimeoutExpired:
        return Outcome(70, "ffigen does not end", root=root)
    return Outcome(result.returncode, result.stdout + result.stderr, root=root)


def build_rust(root: Path, work: Path) -> str:
    environment = {"CARGO_TARGET_DIR": os.environ.get("CARGO_TARGET_DIR") or str(work / "cargo"), "RUSTFLAGS": "-D warnings"}
    return run([CARGO, "check", "--offline", "--quiet", "--lib"], root, **environment)


def unformatted(root: Path, language: str) -> str:
    """What the language's formatter would write otherwise."""
    if language == "rust":
        return run([Path(CARGO).with_name("rustfmt"), "--check", "--edition", "2024", "src/lib.rs"], root)
    if language == "go":
        said = subprocess.run([Path(GO).with_name("gofmt"), "-d", "."], cwd=root, capture_output=True, text=True, errors="replace")
        return f"gofmt would write it otherwise\n{(said.stdout + said.stderr)[:6000]}" if said.stdout or said.returncode else ""
    return ""


# What gcc 14 and clang 16 take for errors, and those before them warn of.
ERRORS_OF_LATER_COMPILERS = ["implicit-function-declaration", "implicit-int", "int-conversion", "incompatible-pointer-types"]


def build_go(root: Path, compiler: str, arguments: list[str]) -> str:
    flags = " ".join([*(f"-Werror={name}" for name in ERRORS_OF_LATER_COMPILERS), *(word for word in arguments if word[:2] == "-f")])
    return run([GO, "vet", "./..."], root, CC=compiler, CGO_CFLAGS=f"-O2 -g {flags}", **GO_ENVIRONMENT)


def stand_in(root: Path, work: Path, model: dict) -> tuple[str, Path]:
    """A library with every symbol that the package asks for: what it is told by the variable of the package's loader."""
    # Two names may stand for one symbol; weak, since the linker has some of these names itself (_DYNAMIC).
    functions = dict.fromkeys(item["symbol"] for item in model["functions"] if not item.get("inline") and not item.get("hidden"))
    variables = [item["name"] for item in model["variables"] if item["name"] not in functions]
    lines = [".text", *(f'.weak "{name}"\n"{name}": ret' for name in functions),
             ".bss", *(f'.weak "{name}"\n"{name}": .zero 4096' for name in variables)]
    source, library = root / "stand_in.s", root / "stand_in.so"
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if problem := run(["gcc", "-shared", "-nostdlib", "-o", library, source], root):
        raise RuntimeError(problem)
    loader = next(root.glob("*/_library.py"), None)
    named = re.search(r'ENVIRONMENT: Final = "([^"]+)"', loader.read_text(encoding="utf-8")) if loader else None
    return (named[1] if named else "FFIGEN_NO_LIBRARY"), library


def name_of_package(root: Path) -> str:
    return next((path.parent.name for path in sorted(root.glob("*/__init__.py"))), "")


def import_python(root: Path, work: Path, model: dict) -> str:
    package = name_of_package(root)
    if not package:
        return "no package with an __init__.py"
    modules = sorted(".".join(path.relative_to(root).with_suffix("").parts) for path in (root / package).rglob("*.py"))
    imports = "".join(f"importlib.import_module({module.removesuffix('.__init__')!r})\n" for module in modules)
    variable, library = stand_in(root, work, model)
    environment = {"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1", variable: str(library)}
    return run([sys.executable, "-W", "error", "-c", f"import importlib\n{imports}"], root, **environment)


def check_types(root: Path, cache: Path) -> str:
    # mypy knows files of one cache by name, size and time, and each package has one of this name.
    for file in (root / "tests").glob("*.py"):
        os.utime(file, times=(zlib.crc32(str(file).encode()),) * 2)
    return run([Path(sys.executable).parent / "mypy", "--cache-dir", cache], root, PYTHONPATH=str(root))


def strictness(root: Path) -> str:
    """What a package's configuration says to mypy, but for the files."""
    sections = re.split(r"(?m)^(?=\[)", (root / "pyproject.toml").read_text(encoding="utf-8"))
    said = "".join(section for section in sections if section.lstrip("[").startswith("tool.mypy"))
    return re.sub(r"(?m)^files = .*\n", "", said)


def check_types_together(roots: list[Path], place: Path, cache: Path) -> str:
    """Packages of different names by one mypy, which reads what they all import once. It is strict with them as each asks for."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    configurations = {strictness(root) for root in roots}
    if len(configurations) != 1:
        raise ValueError("not all packages are checked alike")
    (place / "pyproject.toml").write_text(configurations.pop(), encoding="utf-8")
    for root in roots:
        package = name_of_package(root)
        (place / package).symlink_to(root / package)
        tests = place / f"tests_of_{package}"
        tests.mkdir()
        (tests / "__init__.py").touch()
        for file in (root / "tests").glob("*.py"):
            (tests / file.name).symlink_to(file)
    return run([Path(sys.executable).parent / "mypy", "--cache-dir", cache, "."], place)


def preprocessor_flags(arguments: list[str]) -> list[str]:
    flags, words = [], iter(arguments)
    for word in words:
        if word in ("-I", "-D", "-U"):
            flags.append(word + next(words))
        elif word[:2] in ("-I", "-D", "-U"):
            flags.append(word)
    return flags


def build_cpp(root: Path, header: Path, arguments: list[str], compilers: tuple[str, ...]) -> str:
    """The assertions of C and C++, by both compilers of this machine."""
    clang_arguments = arguments[arguments.index("--") + 1:] if "--" in arguments else []
    flags = preprocessor_flags(arguments)
    own = [] if header.is_relative_to("/usr/include") else [f"-I{header.parent}"]
    flags += [f"-I{INCLUDE}", *own, *[f for f in clang_arguments if not f.startswith("-std")]]
    standard = next((f for f in clang_arguments if f.startswith("-std")), "-std=gnu11")
    for compiler in compilers:
        for file in sorted(root.glob("*.h")):
            text = file.read_text(errors="replace")
            kinds = ["c++"] if "#include <c" in text or "static_assert(" in text and "_Static_assert" not in text else ["c"]
            for kind in kinds:
                # g++ defines what shows all of GNU's names, and gcc does not.
                std = [standard] if kind == "c" else ["-std=gnu++20", "-U_GNU_SOURCE"]
                if problem := run([compiler, "-x", kind, *std, "-w", "-fsyntax-only", "-include", file, *flags, "/dev/null"], root):
                    return f"{file.name} as {kind}: {problem}"
    return ""


def bytes_of(root: Path, *more: str) -> str:
    """A hash of what ffigen has made, and of more that decides whether it builds."""
    digest = hashlib.sha256("\0".join(more).encode())
    for name in sorted((root / ".ffigen-files").read_text(encoding="utf-8").splitlines()):
        digest.update(name.encode() + b"\0" + (root / name).read_bytes())
    return digest.hexdigest()


@dataclass
class Untyped:
    """Python packages that can be imported, and whose types are yet to be checked: many at once, which takes a third of the time."""

    waiting: list[tuple[Outcome, str]] = field(default_factory=list)

    def check(self, work: Path, known: dict[str, str]) -> None:
        """Where all together have a problem, each is asked alone."""
        cache = work / "mypy_cache"
        while self.waiting:
            batch: dict[str, tuple[Outcome, str]] = {}
            for outcome, key in self.waiting:
                batch.setdefault(name_of_package(outcome.root), (outcome, key))
            self.waiting = [pair for pair in self.waiting if pair not in batch.values()]
            fails = check_types_together([outcome.root for outcome, _ in batch.values()], work / "types", cache)
            for outcome, key in batch.values():
                outcome.problem = check_types(outcome.root, cache) if fails else ""
                known[key] = outcome.problem


@dataclass
class Memory:
    """What is known of packages while many headers are tried."""

    problems: dict[str, str] = field(default_factory=dict)  # by their bytes
    untyped: Untyped | None = field(default_factory=Untyped)  # none: types are checked at once

    def check_types(self, work: Path) -> None:
        if self.untyped:
            self.untyped.check(work, self.problems)


@dataclass
class Header:
    """One header and how it is read."""

    path: Path
    work: Path
    arguments: list[str]
    compiler: str = "gcc"  # that of cgo; clang-19 where gcc does not take the header


def try_language(ffigen: Path, header: Path, language: str, work: Path, arguments: list[str], compiler: str = "gcc",
                 known: dict[str, str] | None = None) -> Outcome:
    """`known`: problems of packages that were built before, by their bytes; it gets this one's."""
    outcome = emit(ffigen, header, language, work / header.name / language, arguments)
    if outcome.status == 0:
        build(outcome, ffigen, Header(header, work, arguments, compiler), language, Memory({} if known is None else known, None))
    return outcome


def try_languages(ffigen: Path, header: Header, languages: list[str], memory: Memory) -> dict[str, Outcome]:
    """All by one run of ffigen; where that does not end well, each by one of its own. The types of Python wait for `memory.check_types`."""
    root = header.work / header.path.name
    together = emit(ffigen, header.path, ",".join(languages), root, header.arguments) if len(languages) > 1 else Outcome(1, "")
    model = root / "json" if together.status == 0 and "json" in languages else None
    outcomes = {}
    for language in languages:
        if together.status == 0:
            outcomes[language] = Outcome(0, together.said, root=root / language)
        else:
            outcomes[language] = emit(ffigen, header.path, language, root / language, header.arguments)
        if outcomes[language].status == 0:
            build(outcomes[language], ffigen, header, language, memory, model)
    return outcomes


def build(outcome: Outcome, ffigen: Path, header: Header, language: str, memory: Memory, model: Path | None = None) -> None:
    """Finds the problem of a package, or knows it. `model`: where the header's is, if it is there."""
    key = bytes_of(outcome.root, language, header.compiler, *header.arguments, *ERRORS_OF_LATER_COMPILERS)
    if key in memory.problems:
        outcome.problem = memory.problems[key]
        return
    build_untyped(outcome, ffigen, header, language, model)
    if language == "python" and not outcome.problem:
        if memory.untyped is not None:
            memory.untyped.waiting.append((outcome, key))
            return
        outcome.problem = check_types(outcome.root, header.work.parent / "mypy_cache")
    memory.problems[key] = outcome.problem


def build_untyped(outcome: Outcome, ffigen: Path, header: Header, language: str, model: Path | None) -> None:
    """All but the types of Python."""
    if language == "rust":
        outcome.problem = build_rust(outcome.root, header.work)
    elif language == "go":
        outcome.problem = build_go(outcome.root, header.compiler, header.arguments)
    elif language == "python":
        model = model or emit(ffigen, header.path, "json", header.work / header.path.name / "model", header.arguments).root
        outcome.problem = import_python(outcome.root, header.work, json.loads(next(model.glob("*.json")).read_text(encoding="utf-8")))
    elif language == "cpp":
        compilers = ("clang-19",) if header.compiler == "clang-19" else ("gcc", "clang-19")
        outcome.problem = build_cpp(outcome.root, header.path, header.arguments, compilers)
