#!/usr/bin/env python3
"""The emitted Python packages, tried as their users would.

  suite.py … packages   the contract's package, calls, kept arguments and services/python: imported, called,
                        tested with the oldest and the newest CPython at hand
  suite.py … bits       every bit-field written through the raw layer and by a compiled C program: the same bytes
  suite.py … mismatch   libraries of another contract are refused, with a message that says which side is older
  suite.py … wheel      wheels with and without the library: built, installed where nothing else is, used
  suite.py … matrix     the same with every CPython at hand, and names those that are not
  suite.py … lint       mypy --strict, ruff and ruff format on the contract's package, every header of
                        tests/layout/cases and services/python
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pythons

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(ROOT / "tests" / "layout"))

from lang_python import member_name  # noqa: E402
from model import Model  # noqa: E402
from values import c_program, vectors  # noqa: E402

CASES = ROOT / "tests" / "layout" / "cases"
DATA = HERE / "testdata"
INCLUDE = ROOT / "generator" / "include"
# mypy judges the packages and pytest's own types, and not what pytest imports.
FOREIGN = ["exceptiongroup", "iniconfig", "packaging", "pygments", "tomli"]
NOT_JUDGED = "".join(f'''
[[tool.mypy.overrides]]
module = ["{name}", "{name}.*"]
follow_imports = "skip"
''' for name in FOREIGN)


class Failed(Exception):
    pass


def run(*command: object, directory: Path, **environment: str) -> str:
    """Output of a command that succeeds."""
    result = subprocess.run([str(part) for part in command], cwd=directory, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **environment})
    if result.returncode:
        raise Failed(f"{' '.join(map(str, command))} in {directory} ended with {result.returncode}:\n"
                     f"{result.stdout[-8000:]}")
    return result.stdout


def fresh(path: Path) -> Path:
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path


def named(model: Model, target: str, record: str, field: str) -> str:
    """What the raw layer calls a member."""
    layout = model.layout(record, target)
    return member_name(field, {item.name for item in layout.fields} if layout else set())


def replaced(text: str, old: str, new: str) -> str:
    if text.count(old) != 1:
        raise Failed(f"the contract has not one '{old}'")
    return text.replace(old, new)


def version(contract: str, number: int) -> str:
    return replaced(contract, "#define RT_FFI_ABI_VERSION 1000u", f"#define RT_FFI_ABI_VERSION {number}u")


class Suite:
    def __init__(self, options: argparse.Namespace) -> None:
        self.ffigen: Path = options.ffigen.resolve()
        self.cc: str = options.cc
        self.library: Path | None = options.library and options.library.resolve()
        self.work: Path = fresh(options.work.resolve() / options.part)

    def emit(self, header: Path, name: str = "") -> Path:
        package = self.work / (name or header.stem)
        run(self.ffigen, header, "--lang", "python", "-o", package, "--", f"-I{INCLUDE}", directory=self.work)
        return package

    def compile(self, source: Path, name: str) -> Path:
        library = self.work / f"lib{name}.so"
        run(self.cc, "-shared", "-fPIC", "-O1", "-Wall", "-Werror", f"-I{INCLUDE}", f"-I{source.parent}", source,
            "-o", library, directory=self.work)
        return library

    def with_library(self) -> Path:
        if self.library is None:
            raise Failed("this part needs --library")
        return self.library

    # ---- parts --------------------------------------------------------------------------------------

    def packages(self) -> None:
        self.on(pythons.ends_of(pythons.find()))

    def matrix(self) -> None:
        found = pythons.find()
        for name in pythons.missing(found):
            print(f"SKIPPED {name}: not found on the PATH nor in ~/.pyenv/versions")
        self.on(found)

    def on(self, interpreters: list[pythons.Python]) -> None:
        """Runs the emitted tests of each package, and ours for it, with each interpreter."""
        if not interpreters:
            raise Failed("no CPython is found")
        tried: list[tuple[Path, str, dict[str, str]]] = []
        for source, variable in ((CASES / "calls.c", "LAYOUT_CALLS_LIBRARY"), (DATA / "keeper.c", "KEEPER_LIBRARY"),
                                 (DATA / "values.c", "VALUES_LIBRARY")):
            package = self.emit(source.with_suffix(".h"))
            tried.append((package, source.stem, {variable: str(self.compile(source, source.stem))}))
        for header in sorted(CASES.glob("*.h")):
            package = self.emit(header) if header.stem != "calls" else None
            if package is not None and not list(package.glob("*/_library.py")):
                tried.append((package, header.stem, {}))
        if self.library is not None:
            package = self.emit(ROOT / "contract" / "rt_audio_ffi.h", "contract")
            tried.append((package, "contract", {"RT_AUDIO_LIBRARY": str(self.library)}))
            tried.append((package, "service", {"RT_AUDIO_LIBRARY": str(self.library)}))
        for python in interpreters:
            interpreter = pythons.environment(python)
            if interpreter is None:
                if os.environ.get("CI") == "true":
                    raise Failed(f"{python.name} has no environment; ./dev test makes it")
                print(f"SKIPPED {python.name}: it has no environment; ./dev test makes it")
                continue
            for package, name, environment in tried:
                ours = DATA / f"test_{name}.py"
                tests = [*([package / "tests"] if name != "service" else []), *([ours] if ours.exists() else [])]
                output = run(interpreter, "-W", "error", "-m", "pytest", "-q", "-p", "no:cacheprovider",
                             "--rootdir", package, "--import-mode=importlib", *tests, directory=package,
                             PYTHONPATH=f"{package}{os.pathsep}{ROOT / 'services' / 'python'}", **environment)
                print(f"{python.name}, {name}: {output.strip().splitlines()[-1]}")

    def bits(self) -> None:
        target = f"{platform.machine()}-unknown-linux-gnu"
        # clang where there is one: gcc lays a few of these out otherwise, as docs/conformance.md says.
        compiler = next((name for name in ("clang-19", "clang") if shutil.which(name)), self.cc)
        total = 0
        for header in [*sorted(CASES.glob("*.h")), ROOT / "contract" / "rt_audio_ffi.h"]:
            model = Model.of(str(self.ffigen), header, f"-I{INCLUDE}")
            wanted = list(vectors(model, target))
            if not wanted:
                continue
            source, program = self.work / f"{header.stem}.c", self.work / f"{header.stem}.exe"
            source.write_text(c_program(model, header, wanted))
            run(compiler, "-O0", "-fno-strict-aliasing", "-w", f"-I{INCLUDE}", source, "-o", program, directory=self.work)
            by_c = run(program, directory=self.work).splitlines()
            package = self.emit(header)
            module = next(package.glob("*/raw.py")).parent.name
            asked = self.work / f"{header.stem}.json"
            asked.write_text(json.dumps([[v.record, v.field, named(model, target, v.record, v.field), v.background, v.value]
                                         for v in wanted]))
            environment = {"PYTHONPATH": str(package)}
            if (package / module / "_library.py").exists():
                environment[f"{module.upper()}_LIBRARY"] = str(self.compile(header.with_suffix(".c"), header.stem))
            for python in pythons.ends_of(pythons.find()):
                by_python = run(python.path, DATA / "bits_probe.py", module, asked, directory=self.work,
                                **environment).splitlines()
                wrong = [f"C {c!r}, Python {p!r}" for c, p in zip(by_c, by_python) if c != p]
                if wrong or len(by_c) != len(by_python) or len(by_c) != len(wanted):
                    raise Failed(f"{python.name}, {header.stem}: {len(wanted)} writes, {len(by_c)} by C, "
                                 f"{len(by_python)} by Python: {wrong[:10]}")
                total += len(wanted)
                print(f"{python.name}, {header.stem}: {len(wanted)} writes and reads as {compiler} has them")
        if total == 0:
            raise Failed("not a single bit-field was compared")

    def mismatch(self) -> None:
        library = self.with_library()
        contract = (ROOT / "contract" / "rt_audio_ffi.h").read_text()
        changed = replaced(contract, "#define RT_FFI_MAX_FRAMES 1024u", "#define RT_FFI_MAX_FRAMES 512u")
        silent = self.work / "silent.c"
        silent.write_text("int nothing_of_the_contract;\n")
        cases = {
            "newer": (version(changed, 1001), library, r"built from contract \w{4}…\w\w \(ABI 1\.0\); this package "
                      r"expects \w{4}…\w\w \(ABI 1\.1\)\. The library is older: rebuild it, or install rt-audio 1\.0\."),
            "older": (version(changed, 900), library, r"\(ABI 1\.0\).*\(ABI 0\.900\)\. This package is older: install "
                      r"rt-audio 1\.0, or load a library of its own version\."),
            "changed": (changed, library, r"Both have the same version, so one of them was changed without a new one"),
            "silent": (contract, self.compile(silent, "silent"), r"does not say which contract it was built from"),
            "same": (contract, library, None),
        }
        for name, (text, loaded, message) in cases.items():
            header = self.work / name / "rt_audio_ffi.h"
            header.parent.mkdir()
            header.write_text(text)
            package = self.emit(header, f"{name}/package")
            for python in pythons.ends_of(pythons.find()):
                found = subprocess.run([python.path, "-B", "-c", "import rt_audio; print(rt_audio.pid() > 0)"],
                                       text=True, capture_output=True, cwd=self.work,
                                       env={**os.environ, "PYTHONPATH": str(package), "RT_AUDIO_LIBRARY": str(loaded)})
                if message is None:
                    if found.stdout != "True\n":
                        raise Failed(f"{python.name}: the contract's own library is refused: {found.stderr}")
                elif found.returncode != 1 or not re.search(f"^rt_audio.ContractMismatch: .*{message}", found.stderr, re.M):
                    raise Failed(f"{python.name}, {name}: no refusal with {message!r} but {found.returncode}, "
                                 f"{found.stdout}{found.stderr}")
                last = (found.stderr or found.stdout).strip().splitlines()[-1]
                print(f"{python.name}, {name}: {last}")

    def wheel(self) -> None:
        # A copy that is gone when the wheel is used.
        library = self.work / "elsewhere" / "librt_audio_ffi.so.1"
        library.parent.mkdir()
        shutil.copyfile(self.with_library(), library)
        wheels = {}
        for kind, environment in (("any", {}), ("bundled", {"RT_AUDIO_LIBRARY": str(library)})):
            package = self.emit(ROOT / "contract" / "rt_audio_ffi.h", f"source-{kind}")
            run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation",
                "--wheel-dir", self.work / kind, package, directory=self.work, **environment)
            wheels[kind] = next((self.work / kind).glob("*.whl"))
        shutil.rmtree(library.parent)
        if not wheels["any"].name.endswith("-py3-none-any.whl"):
            raise Failed(f"a wheel without a library is called {wheels['any'].name}")
        if not re.search(rf"-py3-none-linux_{platform.machine()}\.whl$", wheels["bundled"].name):
            raise Failed(f"a wheel with a library is called {wheels['bundled'].name}")
        names = set(zipfile.ZipFile(wheels["bundled"]).namelist())
        for name in ("librt_audio_ffi.so", "py.typed", "__init__.py", "raw.py"):
            if f"rt_audio/{name}" not in names:
                raise Failed(f"{wheels['bundled'].name} has no {name}: {sorted(names)}")
        clean = {name: value for name, value in os.environ.items()
                 if name not in ("RT_AUDIO_LIBRARY", "LD_LIBRARY_PATH", "PYTHONPATH")}
        for python in pythons.ends_of(pythons.find()):
            place = self.work / python.name.replace(" ", "")
            run(python.path, "-m", "venv", "--without-pip", place, directory=self.work)
            interpreter = place / "bin" / "python"
            run(sys.executable, "-m", "pip", "--quiet", "--python", interpreter, "install", "--no-index", "--no-compile",
                wheels["bundled"], directory=self.work)
            used = subprocess.run([interpreter, "-B", DATA / "use_wheel.py"], text=True, capture_output=True, cwd="/", env=clean)
            if used.returncode != 0:
                raise Failed(f"{python.name}: the installed wheel cannot be used:\n{used.stderr}")
            print(f"{python.name}: {wheels['bundled'].name} {used.stdout.strip().split(' with ')[0]} used")

    def lint(self) -> None:
        tool = Path(sys.executable).parent
        packages = [self.emit(header) for header in sorted(CASES.glob("*.h"))]
        packages += [self.emit(DATA / "keeper.h"), self.emit(DATA / "values.h"), self.emit(ROOT / "contract" / "rt_audio_ffi.h", "contract")]
        for package in packages:
            run(tool / "ruff", "check", "--no-cache", ".", directory=package)
            run(tool / "ruff", "format", "--no-cache", "--check", "--diff", ".", directory=package)
            settings = self.work / "mypy.toml"
            settings.write_text((package / "pyproject.toml").read_text() + NOT_JUDGED)
            # From outside, so that the cache tells the packages' files of one name, size and second apart.
            module = next(package.glob("*/raw.py")).parent
            judged = [path.relative_to(self.work) for path in (module, package / "tests")]
            # Both ends for the contract; what differs between them is the same in all packages.
            for version in ("3.9", "3.13") if package.name == "contract" or os.environ.get("FFIGEN_FULL") else ("3.9",):
                run(tool / "mypy", "--config-file", settings, "--cache-dir", self.work / "mypy_cache", "--python-version",
                    version, *judged, directory=self.work)
            print(f"{package.name}: clean")
        service = ROOT / "services" / "python"
        run(tool / "ruff", "check", "--no-cache", ".", directory=service)
        run(tool / "ruff", "format", "--no-cache", "--check", "--diff", ".", directory=service)
        run(tool / "mypy", "--strict", "--cache-dir", self.work / "mypy_cache", "rt_service_python", "install.py",
            directory=service, MYPYPATH=str(self.work / "contract"))
        print("services/python: clean")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=["packages", "matrix", "lint", "bits", "mismatch", "wheel"])
    parser.add_argument("--ffigen", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--cc", default="cc")
    parser.add_argument("--library", type=Path, help="the runtime's shared library")
    options = parser.parse_args()
    try:
        getattr(Suite(options), options.part)()
    except Failed as failure:
        print(f"FAILED: {failure}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
