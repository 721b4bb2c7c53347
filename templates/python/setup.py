"""Bundles the shared library into the wheel when {{environment}} names it{{#has_shims}}, and
compiles what the header defines inline{{/has_shims}}.

Everything else is in pyproject.toml.
"""

from __future__ import annotations

import os
import shutil
{{#has_shims}}
import sys
{{/has_shims}}
from pathlib import Path
from typing import Any

from setuptools import Distribution, {{#has_shims}}Extension, {{/has_shims}}setup
from setuptools.command.bdist_wheel import bdist_wheel
{{#has_shims}}
from setuptools.command.build_ext import build_ext
{{/has_shims}}
from setuptools.command.build_py import build_py

LIBRARY = os.environ.get("{{environment}}", "")
#: What the package looks for beside itself, by the file's kind.
NAMES = {
    ".dll": "{{library}}.dll",
    ".dylib": "lib{{library}}.dylib",
    ".so": "lib{{library}}.so",
}


def bundled_name(library: str) -> str:
    """The library's name within the package."""
    file = Path(library).name
    for suffix, name in NAMES.items():
        if file.endswith(suffix) or f"{suffix}." in file:
            return name
    raise SystemExit(f"{{environment}}={library}: not a shared library")


class BuildWithLibrary(build_py):
    """Copies the library into the package."""

    def run(self) -> None:
        super().run()
        if LIBRARY:
            target = Path(self.build_lib, "{{package}}", bundled_name(LIBRARY))
            shutil.copyfile(LIBRARY, target)


class PlatformWheel(bdist_wheel):
    """Any Python 3, and one platform if the library is inside."""

    def get_tag(self) -> tuple[str, str, str]:
        _, _, platform = super().get_tag()
        return "py3", "none", platform{{^has_shims}} if LIBRARY else "any"{{/has_shims}}


class WithLibrary(Distribution):
    """Pure Python unless the library is inside."""

    def has_ext_modules(self) -> Any:
        return {{#has_shims}}True{{/has_shims}}{{^has_shims}}bool(LIBRARY){{/has_shims}}

{{#has_shims}}

class BuildShims(build_ext):
    """A plain shared library, which is no module of Python's."""

    def get_ext_filename(self, fullname: str) -> str:
        suffix = {"darwin": ".dylib", "win32": ".dll"}.get(sys.platform, ".so")
        return os.path.join(*fullname.split(".")) + suffix

    def get_export_symbols(self, ext: Extension) -> list[str]:
        return []


SHIMS = Extension(
    "{{package}}._shims",
    ["c/shims.c"],
    include_dirs=[{{include_dirs}}],
    define_macros=[("FFIGEN_SHARED", None)],
    extra_compile_args=[{{compile_arguments}}],
    libraries={{libraries}},
)
{{/has_shims}}

setup(
{{^has_shims}}
    cmdclass={"build_py": BuildWithLibrary, "bdist_wheel": PlatformWheel},
{{/has_shims}}
{{#has_shims}}
    cmdclass={
        "build_ext": BuildShims,
        "build_py": BuildWithLibrary,
        "bdist_wheel": PlatformWheel,
    },
    ext_modules=[SHIMS],
{{/has_shims}}
    distclass=WithLibrary,
)
