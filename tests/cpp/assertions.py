"""The emitted C and C++: compiled by every native compiler, by every cross gcc and by clang for every target, left
alone by clang-format, and shown to bite: each assertion fails once its number is changed."""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from fnmatch import fnmatchcase
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "layout"))
from compilers import GCC  # noqa: E402
from known import known_differences  # noqa: E402

INCLUDES = [f"-I{ROOT / 'generator/include'}", f"-I{ROOT / 'runtime/include'}"]
STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]
CLANG = next((c for c in ("clang-19", "clang") if shutil.which(c)), None)
CLANGXX = next((c for c in ("clang++-19", "clang++") if shutil.which(c)), None)
FORMAT = next((c for c in ("clang-format-19", "clang-format") if shutil.which(c)), None)


def quiet(*command: str) -> str:
    """What the command says when it fails; nothing when it succeeds."""
    result = subprocess.run(command, capture_output=True, text=True)
    return result.stderr or f"status {result.returncode}" if result.returncode else ""


def emit(ffigen: Path, header: Path, output: Path, *blocked: str) -> list[Path]:
    # The fast integers are the C library's choice, and clang's freestanding headers are none: what they
    # are on each target is proven by the conformance suite.
    message = quiet(str(ffigen), str(header), "--lang", "cpp", "-o", str(output), "--quiet", "--block", "constant:.*FAST.*",
                    "--block", "record:.*fast.*", *(word for kind in blocked for word in ("--block", kind)))
    if message:
        raise SystemExit(f"{header.name}: {message}")
    return sorted(path for path in output.iterdir() if path.suffix in (".h", ".hpp"))


def targets_of(ffigen: Path, header: Path) -> list[str]:
    result = subprocess.run([str(ffigen), str(header), "--lang", "json"], capture_output=True, text=True, check=True)
    return json.loads(result.stdout)["targets"]


def formatting(files: list[Path]) -> list[str]:
    faults = []
    for file in files:
        formatted = subprocess.run([FORMAT, "--style=LLVM", str(file)], capture_output=True, text=True, check=True).stdout
        if formatted != file.read_text():
            pairs = zip(file.read_text().splitlines(), formatted.splitlines())
            line = next((i for i, (ours, theirs) in enumerate(pairs, 1) if ours != theirs), 0)
            faults.append(f"{file.name}:{line}: clang-format would change it")
    return faults


def compilers(layout: Path, header: Path, targets: list[str], strict: list[str]) -> list[str]:
    """The C11 twin natively and for every target; where gcc is known to disagree with clang it is not asked."""
    include = [f"-I{header.parent}", f"-I{layout.parent}", *INCLUDES]
    commands = [(f"clang for {target}", [CLANG, f"--target={target}", "-ffreestanding", "-nostdlibinc", "-std=c11",
                                         *strict, *include, "-fsyntax-only", "-x", "c", str(layout)]) for target in targets]
    faults = []
    for label, command in commands:
        if message := quiet(*command):
            faults.append(f"{layout.name}: {label}: {message[:800]}")
    return faults


def gccs(ffigen: Path, header: Path, output: Path) -> list[str]:
    """The C11 twin with every gcc at hand, native and cross. What fails must be a known difference from clang."""
    # gcc 12 has no _BitInt, and _Float16 only where the machine has it.
    layout = next(file for file in emit(ffigen, header, output, "record:sz_bit_int", "record:sz_float16")
                  if file.name.endswith("_layout.h"))
    differences = [d for d in known_differences() if d.family == "gcc"]
    faults, asked = [], 0
    for target, (command, _) in GCC.items():
        if not shutil.which(command):
            continue  # the conformance suite names it, and fails in CI
        asked += 1
        said = quiet(command, "-std=gnu11", "-w", f"-I{header.parent}", f"-I{layout.parent}", *INCLUDES, "-fsyntax-only",
                     "-x", "c", str(layout))
        for line in said.splitlines():
            failed = re.search(r'error: static assertion failed: "(?:struct |union |enum )?(\w+)', line)
            known = failed and any(fnmatchcase(target, d.target) and fnmatchcase(failed[1], d.entity) for d in differences)
            if "error" in line and not known:
                faults.append(f"{layout.name}: {command}: {line.split(': ', 1)[-1]}")
    print(f"{layout.name}: {asked} gcc")
    return faults if asked else [f"{layout.name}: no gcc was asked"]


def native(files: dict[str, Path], header: Path) -> list[str]:
    include = [f"-I{header.parent}", f"-I{files['layout'].parent}", *INCLUDES]
    faults = []
    for standard in ("c11", "c17", "c2x"):
        for compiler in ("gcc", CLANG):
            if message := quiet(compiler, f"-std={standard}", *STRICT, *include, "-fsyntax-only", "-x", "c", str(files["layout"])):
                faults.append(f"{compiler} -std={standard}: {message[:800]}")
    for standard in ("c++17", "c++20", "c++23"):
        for compiler in ("g++", CLANGXX):
            for name in ("layout", "cxx"):
                source = files[name]
                command = [compiler, f"-std={standard}", *STRICT, "-Wno-pragma-once-outside-header", *include, "-fsyntax-only", "-x", "c++", str(source)]
                if message := quiet(*command):
                    faults.append(f"{compiler} -std={standard} {name}: {message[:800]}")
    return faults


def bites(layout: Path, header: Path) -> list[str]:
    """Each number of each assertion, raised by one, must fail and name what it is about."""
    text = layout.read_text()
    include = [f"-I{header.parent}", *INCLUDES]
    faults, tried = [], 0
    pattern = re.compile(r"^FFIGEN_(RECORD|FIELD|OFFSET|ENUM|VALUE|CONSTANT)\((.*?)\);", re.M | re.S)
    body = text.index("_TARGET\n", text.index("#define FFIGEN_TEXT"))
    with tempfile.TemporaryDirectory() as directory:
        changed = Path(directory) / layout.name
        for match in pattern.finditer(text, body):
            arguments = [a.strip() for a in match[2].split(",")]
            guard = text.rfind("\n#", 0, match.start())
            if text[guard:guard + 4] == "\n#if" and "& 0x0001" not in text[guard:match.start()] and "_TARGET &" in text[guard:match.start()]:
                continue  # asserted for other targets only
            if re.match(r"\n#elif", text[guard:guard + 7]):
                continue
            last = re.match(r"-?(\d+)", arguments[-1])
            if not last:
                continue
            number = str(int(last[0]) + 1) + arguments[-1][last.end():]
            line = f"FFIGEN_{match[1]}({', '.join([*arguments[:-1], number])});"
            changed.write_text(text[:match.start()] + line + text[match.end():])
            message = quiet("gcc", "-std=c11", *include, "-fsyntax-only", "-x", "c", str(changed))
            about = arguments[1] if match[1] in ("FIELD", "OFFSET") else arguments[0]
            tried += 1
            if not message or not any(about in said for said in message.splitlines() if "static assertion failed" in said):
                faults.append(f"{layout.name}: {line} is not noticed")
    print(f"{layout.name}: {tried} assertions bite" if not faults else f"{layout.name}: {len(faults)} of {tried} do not bite")
    return faults if tried else [f"{layout.name}: nothing was tried"]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("ffigen", type=Path)
    parser.add_argument("headers", nargs="*", type=Path)
    options = parser.parse_args()
    if not (CLANG and CLANGXX and FORMAT):
        print("SKIPPED: clang and clang-format are needed")
        return 1 if os.environ.get("CI") == "true" else 77
    contract = ROOT / "contract/rt_audio_ffi.h"
    faults = []
    with tempfile.TemporaryDirectory() as directory:
        for header in [contract, *options.headers]:
            header = header.resolve()
            files = emit(options.ffigen.resolve(), header, Path(directory) / header.stem)
            layout = next(file for file in files if file.name.endswith("_layout.h"))
            own = header == contract
            faults += formatting(files)
            # The hard cases use extensions of C on purpose; only the contract must be free of them.
            faults += gccs(options.ffigen.resolve(), header, Path(directory) / f"{header.stem}-gcc")
            faults += compilers(layout, header, targets_of(options.ffigen.resolve(), header), STRICT if own else ["-w"])
            if own:
                twin = next(file for file in files if file.suffix == ".hpp")
                faults += native({"layout": layout, "cxx": twin}, header) + bites(layout, header)
    for fault in faults[:30]:
        print(fault)
    print(f"{1 + len(options.headers)} headers, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
