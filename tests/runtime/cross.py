"""Builds the runtime for a system that is not this one: every file of its library by itself, with warnings as errors; with
--link the library, which shows that nothing is missing in it, and a program that uses it; with --run that is run.

To link, zig first builds the C++ library of that system, once for all in its cache: minutes.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import os
import pathlib
import shlex
import subprocess
import sys

SYSTEMS = {
    "Darwin": ("librt_audio_ffi.dylib", "", []),
    "Windows": ("rt_audio_ffi.dll", ".exe", ["-lavrt"]),
}
WARNINGS = ["-Wall", "-Wextra", "-Werror"]


def run(command: list[str], **options: object) -> str:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    if done.returncode != 0:
        sys.exit(f"{shlex.join(command)}\n{done.stdout}ended with {done.returncode}")
    return done.stdout


class Build:
    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.zig = shlex.split(options.zig)
        self.work = pathlib.Path(options.work)
        self.work.mkdir(parents=True, exist_ok=True)
        self.root = pathlib.Path(options.root)
        runtime = self.root / "runtime"
        folders = [runtime / "include", runtime / "src", runtime / "ffi", runtime]
        folders += [self.root / "contract", self.root / "generator/include", self.root / "generated/cpp"]
        self.includes = [f"-I{folder}" for folder in folders]
        self.target = ["-target", options.target]

    def compiler(self, source: pathlib.Path) -> list[str]:
        if source.suffix == ".c":
            return [*self.zig, "cc", *self.target, "-std=c11"]
        return [*self.zig, "c++", *self.target, "-std=c++20"]

    def compile(self, name: str) -> str:
        source = self.root / "runtime" / name
        result = self.work / (name.replace("/", "-") + ".o")
        flags = ["-O1", "-fvisibility=hidden", *WARNINGS, *self.includes]
        if self.options.system == "Windows":
            flags += ["-DRT_FFI_SHARED", "-DRT_FFI_BUILDING"]
        run([*self.compiler(source), *flags, "-c", str(source), "-o", str(result)])
        return str(result)

    def link(self, objects: list[str]) -> pathlib.Path:
        library, ending, libraries = SYSTEMS[self.options.system]
        run([*self.zig, "c++", *self.target, "-shared", "-o", str(self.work / library), *objects, *libraries])
        test = self.root / "tests/runtime/elsewhere_test.c"
        compiled = str(self.work / "elsewhere_test.o")
        run([*self.compiler(test), *WARNINGS, *self.includes, "-c", str(test), "-o", compiled])
        program = self.work / f"elsewhere_test{ending}"
        run([*self.zig, "c++", *self.target, "-o", str(program), compiled, *objects, *libraries])
        return program


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--zig", required=True, help="how zig is called")
    parser.add_argument("--root", required=True, help="the project's folder")
    parser.add_argument("--work", required=True, help="a folder of its own")
    parser.add_argument("--system", required=True, choices=SYSTEMS)
    parser.add_argument("--target", required=True, help="a triple of zig's")
    parser.add_argument("--sources", required=True, nargs="+", help="of the library, from runtime/")
    parser.add_argument("--link", action="store_true", help="the library and a program as well")
    parser.add_argument("--run", help="how programs of that system are run here")
    options = parser.parse_args()
    build = Build(options)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        objects = list(pool.map(build.compile, options.sources))
    print(f"{options.target}: {len(objects)} files")
    if options.link:
        program = build.link(objects)
        print("the library and a program")
    if options.link and options.run:
        environment = os.environ | {"WINEDEBUG": "-all", "WINEPREFIX": str(build.work / "wine")}
        print(run([*shlex.split(options.run), str(program)], env=environment, timeout=240))


if __name__ == "__main__":
    main()
