"""What a binary needs of the system it runs on: read from the file, as auditwheel reads it."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

MACHINES = {"Advanced Micro Devices X86-64": "x86_64", "AArch64": "aarch64"}


@dataclass
class Needs:
    machine: str
    libraries: list[str]  # that the loader must find
    loader: bool
    versions: dict[str, tuple[int, ...]]  # GLIBC → the newest symbol version asked for

    @property
    def glibc(self) -> tuple[int, ...]:
        return self.versions.get("GLIBC", ())

    def wheel_platform(self) -> str:
        """The platform tags of a wheel that holds this binary. A file that needs no library at all runs wherever the
        first wheels with a tag do, whatever the C library is; one that does is built for the glibc that it names."""
        if not self.libraries and not self.loader:
            oldest = {"x86_64": ["manylinux_2_5_x86_64", "manylinux1_x86_64"],
                      "aarch64": ["manylinux_2_17_aarch64", "manylinux2014_aarch64"]}[self.machine]
            return ".".join([*oldest, f"musllinux_1_1_{self.machine}"])
        return f"linux_{self.machine}"  # libraries of this system: for this machine alone


def needs_of(path: Path) -> Needs:
    def readelf(*options: str) -> str:
        return subprocess.run(["readelf", "-W", *options, str(path)], check=True, capture_output=True, text=True,
                              env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"}).stdout

    header, dynamic, segments = readelf("-h"), readelf("-d"), readelf("-l")
    versions: dict[str, tuple[int, ...]] = {}
    for name, number in re.findall(r"Name: (GLIBC|GLIBCXX|CXXABI|GCC)_([0-9.]+)", readelf("-V")):
        versions[name] = max(versions.get(name, ()), tuple(int(part) for part in number.split(".")))
    machine = re.search(r"Machine:\s*(.*)", header)
    return Needs(MACHINES[machine[1].strip()], re.findall(r"\(NEEDED\).*\[(.*)\]", dynamic), "INTERP" in segments, versions)
