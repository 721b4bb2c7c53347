#!/usr/bin/env python3
"""terms.py --version V [--sysroot DIR] [LIBRARY...]: the copyright file of a Debian package: ffigen's terms, and those of each
library inside, by default of all that the program has. Other packages have them as a folder, with the texts that a Debian
has anyway."""

import argparse
import re
import sys
from pathlib import Path

from inside import INSIDE, LIBRARIES, Origin

SOURCE = Path(__file__).resolve().parent.parent
COMMON = Path("/usr/share/common-licenses")
REFERRED = re.compile(rb"/usr/share/common-licenses/([A-Za-z0-9]+(?:-[0-9]+(?:\.[0-9]+)?)?)")


def rows(packages: list[str], origin: Origin) -> str:
    return "".join(f"  {package:25}{origin.version(package):22}{LIBRARIES[package][1]}\n" for package in packages)


def summary(version: str, origin: Origin) -> str:
    return f"""ffigen {version} is under the terms of MIT. The program is linked statically with what is in these packages of Debian 12,
each under its own terms:

{rows(sorted(INSIDE), origin)}
Their source is Debian's: `apt-get source PACKAGE=VERSION`, or https://snapshot.debian.org. Who wants another version of one of
them inside, as the LGPL grants, links the program anew: the source of ffigen {version} has all that it takes, and
`./dev package` does it with the libraries that are installed.
"""


def terms(version: str, origin: Origin) -> dict[str, bytes]:
    """File name → text. Nothing is left out in silence: a library without its terms is an error."""
    texts = {package: origin.terms(package) for package in sorted(INSIDE)}
    referred = sorted({match.decode() for text in texts.values() for match in REFERRED.findall(text)})
    common = {f"common-licenses/{name}": (COMMON / name).read_bytes() for name in referred}
    return {"README": summary(version, origin).encode(), **texts, **common}


def copyright_file(version: str, origin: Origin, packages: list[str]) -> bytes:
    some = f"Parts of the headers of these packages of Debian 12 are compiled in, under their own terms:\n\n{rows(packages, origin)}"
    parts = [(SOURCE / "LICENSE").read_bytes(), (some if packages else summary(version, origin)).encode()]
    seen: dict[bytes, list[str]] = {}
    for package in packages or sorted(INSIDE):
        seen.setdefault(origin.terms(package), []).append(LIBRARIES[package][0])
    for text, names in seen.items():
        title = f"{', '.join(names)}:"
        parts.append(f"{title}\n{'-' * len(title)}\n\n".encode() + text.strip(b"\n") + b"\n")
    return b"\n".join(parts)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--version", required=True)
    parser.add_argument("--sysroot")
    parser.add_argument("libraries", nargs="*")
    options = parser.parse_args()
    sys.stdout.buffer.write(copyright_file(options.version, Origin(options.sysroot), options.libraries))
