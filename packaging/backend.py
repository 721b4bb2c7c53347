"""pip's way into this tree (PEP 517): a wheel with the program. FFIGEN names one that is there; else the release of this
version is got; else it is built here, with CMake and the libraries of this machine."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from release import get_program
from wheel import write_info, write_wheel

SOURCE = Path(__file__).resolve().parent.parent


def version() -> str:
    return re.search(r"^project\(ffigen VERSION ([0-9.]+)", (SOURCE / "CMakeLists.txt").read_text(encoding="utf-8"), re.MULTILINE)[1]


def build_program(work: Path) -> Path:
    for tool in ("cmake", "ninja"):
        if not shutil.which(tool):
            raise SystemExit(f"ffigen: there is no release for this machine, and no {tool} to build it with; docs/install.md")
    build = work / "build"
    # Between the quickest build and the quickest program: somebody waits for the one and uses the other often. clang takes
    # half of gcc's time.
    compilers = []
    if "CXX" not in os.environ and shutil.which("clang++-19"):
        compilers = ["-DCMAKE_C_COMPILER=clang-19", "-DCMAKE_CXX_COMPILER=clang++-19"]
    subprocess.run(["cmake", "-S", str(SOURCE), "--preset", "quick", "-B", str(build), *compilers,
                    "-DCMAKE_CXX_FLAGS_RELEASE=-O1 -w -DNDEBUG -DFMT_CONSTEVAL="], check=True)
    subprocess.run(["cmake", "--build", str(build), "--target", "ffigen"], check=True)
    return build / "generator/ffigen"


def find_program(work: Path) -> Path:
    given = os.environ.get("FFIGEN")
    if given:
        return Path(given)
    try:
        return get_program(version(), work)
    except OSError as error:
        print(f"ffigen: not from its release: {error}; building it")
    return build_program(work)


def get_requires_for_build_wheel(config_settings=None):
    return []


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    return write_info(SOURCE, version(), Path(metadata_directory))


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    with tempfile.TemporaryDirectory() as work:
        return write_wheel(find_program(Path(work)), SOURCE, version(), Path(wheel_directory)).name


def build_sdist(sdist_directory, config_settings=None):
    raise SystemExit("ffigen: there is no sdist; the source is the repository")
