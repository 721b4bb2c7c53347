"""Where the program ffigen and its header are, for builds in Python.

>>> import subprocess, ffigen
>>> subprocess.check_call([ffigen.program(), "engine.h", "--lang", "python", "-o", "engine_package"])
"""

import os
import shutil
import sys
import sysconfig

__all__ = ["include", "program", "run"]


def program() -> str:
    """Path of ffigen: FFIGEN where that is set, else this environment's, else the one on the path."""
    given = os.environ.get("FFIGEN")
    if given:
        return given
    schemes = ["scripts"]
    places = [sysconfig.get_path(name) for name in schemes]
    user = "nt_user" if os.name == "nt" else "posix_user"
    if user in sysconfig.get_scheme_names():
        places.append(sysconfig.get_path("scripts", scheme=user))
    # An isolated build has its programs beside the packages: <overlay>/lib/pythonX.Y/site-packages/ffigen; and
    # `pip install --target` has <target>/ffigen.
    here = os.path.abspath(os.path.dirname(__file__))
    places += [os.path.join(here, *[os.pardir] * up, "bin") for up in (4, 1)]
    for place in places:
        path = os.path.join(place, "ffigen")
        if os.access(path, os.X_OK) and not os.path.isdir(path):
            return os.path.normpath(path)
    found = shutil.which("ffigen")
    if found is None:
        raise FileNotFoundError("ffigen is in none of {}, nor on the path: pip install ffigen".format(places))
    return found


def include() -> str:
    """Directory for -I that has ffigen/annotations.h."""
    return os.path.join(os.path.abspath(os.path.dirname(__file__)), "include")


def run(*arguments: str) -> None:
    """Runs ffigen; raises CalledProcessError when it says no."""
    import subprocess

    subprocess.run([program(), *arguments], check=True)


def main() -> "int":
    os.execv(program(), ["ffigen", *sys.argv[1:]])
