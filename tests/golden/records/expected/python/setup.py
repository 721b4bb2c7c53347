"""Bundles the shared library into the wheel when RECORDS_LIBRARY names it.

Everything else is in pyproject.toml.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from setuptools import Distribution, setup
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_py import build_py

LIBRARY = os.environ.get("RECORDS_LIBRARY", "")
#: What the package looks for beside itself, by the file's kind.
NAMES = {
    ".dll": "records.dll",
    ".dylib": "librecords.dylib",
    ".so": "librecords.so",
}


def bundled_name(library: str) -> str:
    """The library's name within the package."""
    file = Path(library).name
    for suffix, name in NAMES.items():
        if file.endswith(suffix) or f"{suffix}." in file:
            return name
    raise SystemExit(f"RECORDS_LIBRARY={library}: not a shared library")


class BuildWithLibrary(build_py):
    """Copies the library into the package."""

    def run(self) -> None:
        super().run()
        if LIBRARY:
            target = Path(self.build_lib, "records", bundled_name(LIBRARY))
            shutil.copyfile(LIBRARY, target)


class PlatformWheel(bdist_wheel):
    """Any Python 3, and one platform if the library is inside."""

    def get_tag(self) -> tuple[str, str, str]:
        _, _, platform = super().get_tag()
        return "py3", "none", platform if LIBRARY else "any"


class WithLibrary(Distribution):
    """Pure Python unless the library is inside."""

    def has_ext_modules(self) -> Any:
        return bool(LIBRARY)


setup(
    cmdclass={"build_py": BuildWithLibrary, "bdist_wheel": PlatformWheel},
    distclass=WithLibrary,
)
