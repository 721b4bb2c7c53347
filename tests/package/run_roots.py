#!/usr/bin/env python3
"""The self-contained packages of `./dev package` in empty systems of several ages, as an ordinary user without compilers.

  run_roots.py FFIGEN WORK BUILD CASE
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from case import ROOT, Case, main, skip

sys.path.insert(0, str(ROOT / "packaging"))
from binary import needs_of  # noqa: E402

PACKAGES, ROOTS = ROOT / "out/packages", ROOT / "build/roots"
INSIDE = """set -eu
cd "$HOME" && test "$(id -u)" != 0 && ! command -v cc && ! command -v gcc && ! test -e /usr/include/stdio.h
seconds() { date +%s; }
printf '#include <stdint.h>\\ntypedef struct a { uint32_t x; uint64_t y; } a;\\nint f(const a *p);\\n' >a.h
printf '#include <stdio.h>\\nint f(FILE *p);\\n' >b.h

start=$(seconds)
tar -xzf /packages/ffigen-*-linux-x86_64.tar.gz
program=$(echo "$HOME"/ffigen-*/bin/ffigen)
"$program" a.h --lang all -o bindings
"$program" verify a.h
echo "TIME tarball $(($(seconds) - start))"
"$program" a.h --lang json --target native >native.json && grep -q '"y"' native.json
! "$program" verify b.h --target native >said 2>&1 && grep -q 'libc6-dev' said
"$program" doctor | grep -q 'missing .*cargo'

start=$(seconds)
python3 -m venv v && v/bin/pip install -q --no-index --find-links /packages ffigen
v/bin/ffigen a.h --lang python -o p
(cd p && ../v/bin/python -c 'import ast, glob; [ast.parse(open(f).read()) for f in glob.glob("**/*.py", recursive=True)]')
echo "TIME pip $(($(seconds) - start))"

if command -v node >/dev/null; then
    mkdir -p node_modules/ffigen node_modules/ffigen-linux-x64
    tar -xzf /packages/ffigen-[0-9]*.tgz -C node_modules/ffigen --strip-components=1
    tar -xzf /packages/ffigen-linux-x64-*.tgz -C node_modules/ffigen-linux-x64 --strip-components=1
    node node_modules/ffigen/ffigen.js verify a.h
fi
echo DONE
"""


def needs_nothing(case: Case):
    """No loader, no library, no symbol of any glibc: there is no oldest one."""
    if not (PACKAGES / "SHA256SUMS").exists():
        skip("no packages: ./dev package")
    case.run("sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS", cwd=PACKAGES)
    for archive in PACKAGES.glob("ffigen-*-linux-*.tar.gz"):
        case.run("tar", "-xzf", archive)
        needs = needs_of(next(case.work.glob(f"{archive.name.removesuffix('.tar.gz')}/bin/ffigen")))
        case.expect(not needs.libraries and not needs.loader and not needs.versions, f"{archive.name}: {needs}")


def in_root(case: Case, release: str) -> None:
    archive, root = ROOTS / f"{release}.tar", case.work / "root"
    if not archive.exists() or not (PACKAGES / "SHA256SUMS").exists():
        skip(f"no root of {release}, or no packages: ./dev test --full makes them")
    if os.getuid() != 0:
        skip("only root may enter a root")
    root.mkdir()
    case.run("tar", "-xf", archive, "-C", root, "--exclude=./dev/*")
    shutil.copytree(PACKAGES, root / "packages")
    (root / "test.sh").write_text(INSIDE)
    deb = "; ".join(("set -e", "mount -t proc proc proc", "mount --rbind /dev dev", "chroot . useradd -m user",
                     "chroot --userspec=user . env -i PATH=/usr/bin:/bin HOME=/home/user sh /test.sh",
                     "chroot . dpkg -i packages/ffigen_*_amd64.deb >/dev/null", "chroot . ffigen --version",
                     "test -s usr/share/man/man1/ffigen.1 || test -s usr/share/man/man1/ffigen.1.gz || ls usr/share/doc/ffigen",
                     "chroot . bash -c '. /usr/share/bash-completion/completions/ffigen && complete -p ffigen'"))
    try:
        said = case.run("unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", deb, cwd=root, says="DONE")
        print("\n".join(line for line in said.splitlines() if line.startswith("TIME")))
    finally:
        subprocess.run(["rm", "-rf", "--one-file-system", str(root)], check=False)


def in_bullseye(case: Case):
    in_root(case, "bullseye")


def in_bookworm(case: Case):
    in_root(case, "bookworm")


def in_trixie(case: Case):
    in_root(case, "trixie")


if __name__ == "__main__":
    main(globals())
