"""The bindings are made while the wheel is; the library is compiled and travels in it."""

import subprocess
from pathlib import Path

import ffigen
from setuptools import Distribution, setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).resolve().parent
HEADER = HERE.parent / "engine.h"


class BuildBindings(build_py):
    def run(self):
        super().run()
        made, package = Path(self.get_finalized_command("build").build_temp, "bindings"), Path(self.build_lib, "engine")
        ffigen.run(str(HEADER), "--lang", "python", "-o", str(made))
        self.copy_tree(str(made / "engine"), str(package))
        subprocess.run(["cc", "-shared", "-fPIC", "-O2", f"-I{ffigen.include()}", str(HEADER.with_suffix(".c")),
                        "-o", str(package / "libengine.so")], check=True)


class WithLibrary(Distribution):
    def has_ext_modules(self):
        return True  # a library for one machine is inside

    def has_pure_modules(self):
        return True  # they are made while it is built


setup(cmdclass={"build_py": BuildBindings}, distclass=WithLibrary, packages=[])
