"""The compilers to compare with, by target."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

CLANG = next((c for c in ("clang-19", "clang") if shutil.which(c)), "clang-19")

# Debian's cross compilers. Runner: how to start a program of that target here.
GCC = {
    "x86_64-unknown-linux-gnu": ("gcc", ()),
    "i686-unknown-linux-gnu": ("i686-linux-gnu-gcc", ()),
    "aarch64-unknown-linux-gnu": ("aarch64-linux-gnu-gcc", ("qemu-aarch64-static",)),
    "riscv64-unknown-linux-gnu": ("riscv64-linux-gnu-gcc", ("qemu-riscv64-static",)),
    "powerpc64le-unknown-linux-gnu": ("powerpc64le-linux-gnu-gcc", ("qemu-ppc64le-static",)),
    "s390x-unknown-linux-gnu": ("s390x-linux-gnu-gcc", ("qemu-s390x-static",)),
    "armv7-unknown-linux-gnueabihf": ("arm-linux-gnueabihf-gcc", ("qemu-arm-static",)),
    "x86_64-w64-mingw32": ("x86_64-w64-mingw32-gcc", ("wine",)),
}


@dataclass(frozen=True)
class Compiler:
    family: str  # gcc or clang
    target: str
    command: tuple[str, ...]
    runner: tuple[str, ...] | None  # None: its programs cannot be run here

    @property
    def name(self) -> str:
        return f"{self.family} {self.target}"

    def compile(self, source: Path, output: Path, *arguments: str) -> str:
        """Compiles; returns the messages of a failure, or nothing."""
        result = subprocess.run([*self.command, "-w", "-std=gnu11", *arguments, str(source), "-o", str(output)],
                                capture_output=True, text=True)
        return result.stderr if result.returncode else ""

    def preprocess(self, header: Path, *arguments: str) -> tuple[str, str]:
        """The header and all it includes, and the header's own part."""
        result = subprocess.run([*self.command, "-w", "-std=gnu11", "-E", *arguments, "-x", "c", str(header)],
                                capture_output=True, text=True)
        if result.returncode:
            raise RuntimeError(f"{self.name} cannot read {header}:\n{result.stderr}")
        own, inside = [], False
        for line in result.stdout.splitlines():
            if line.startswith("# "):
                inside = f'"{header}"' in line
            elif inside:
                own.append(line)
        return result.stdout, "\n".join(own)

    def run(self, program: Path, *arguments: str) -> str:
        environment = {**os.environ, "WINEDEBUG": "-all",
                       "WINEPREFIX": os.environ.get("WINEPREFIX", str(program.parent / "wine"))}
        result = subprocess.run([*self.runner, str(program), *arguments], capture_output=True, text=True,
                                env=environment)
        if result.returncode:
            raise RuntimeError(f"{program} on {self.name} ended with {result.returncode}:\n{result.stderr}")
        return result.stdout.replace("\r\n", "\n")


def missing_tools() -> list[str]:
    """Programs that a complete run needs and that are not installed."""
    wanted = [CLANG, *(command for command, _ in GCC.values())]
    wanted += [runner[0] for _, runner in GCC.values() if runner]
    return [program for program in wanted if not shutil.which(program)]


def c_library(target: str) -> tuple[str, ...]:
    """The target's own C library headers where Debian has them, else clang's freestanding ones."""
    if target in GCC and target.endswith(("-gnu", "-gnueabihf")):
        include = Path("/usr") / GCC[target][0].removesuffix("-gcc") / "include"
        if include.is_dir():
            return ("-nostdlibinc", "-isystem", str(include))
    return ("-ffreestanding",)


def compilers(targets: list[str]) -> list[Compiler]:
    """Every compiler at hand for the targets: clang for all, gcc where Debian has one."""
    result = []
    for target in targets:
        if target in GCC:
            command, runner = GCC[target]
            if shutil.which(command):
                runs = all(shutil.which(program) for program in runner)
                result.append(Compiler("gcc", target, (command,), runner if runs else None))
        native = target == "x86_64-unknown-linux-gnu"
        headers = () if native else c_library(target)
        result.append(Compiler("clang", target, (CLANG, f"--target={target}", *headers),
                               () if native else None))
    return result
