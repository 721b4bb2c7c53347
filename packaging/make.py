#!/usr/bin/env python3
"""make.py --tree TREE --version V --out DIR: every package that holds the program, from what `cmake --install` put into
TREE, with sums. `./dev package` builds the program, calls this, and leaves the .deb to CPack."""

import argparse
import hashlib
from pathlib import Path

from binary import needs_of
from inside import LICENCES, Origin
from npm import write_npm
from sbom import sbom
from terms import terms
from tree import files_of, sha256, write_tar
from wheel import write_wheel

SOURCE = Path(__file__).resolve().parent.parent


def write_tarball(tree: Path, version: str, machine: str, beside: dict[str, bytes], out: Path) -> Path:
    name = f"ffigen-{version}-linux-{machine}"
    files = {**files_of(tree), **{f"share/doc/ffigen/inside/{each}": text for each, text in beside.items()}}
    return write_tar(out / f"{name}.tar.gz", name, files)


def write_recipes(tarballs: dict[str, bytes], version: str, out: Path) -> None:
    """Conan's and vcpkg's recipes with the sums of the tarballs that they get."""
    for template in sorted((SOURCE / "packaging/recipes").rglob("*.in")):
        text = template.read_text(encoding="utf-8").replace("@VERSION@", version).replace("@LICENCES@", LICENCES)
        for machine in ("x86_64", "aarch64"):
            data = tarballs.get(machine)
            for kind in ("sha256", "sha512"):
                digest = hashlib.new(kind, data or b"")
                text = text.replace(f"@{kind.upper()}_{machine}@", digest.hexdigest() if data else "0" * 2 * digest.digest_size)
        path = out / template.relative_to(SOURCE / "packaging/recipes").with_suffix("")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tree", type=Path, action="append", required=True, help="repeatable, one for each machine")
    parser.add_argument("--sysroot", type=lambda text: text.split("=", 1), action="append", default=[],
                        metavar="MACHINE=DIR", help="what a program for another machine was linked from")
    parser.add_argument("--version", required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    made, tarballs, sysroots = [], {}, dict(options.sysroot)
    for tree in options.tree:
        binary = tree / "bin/ffigen"
        needs = needs_of(binary)
        origin = Origin(sysroots.get(needs.machine))
        bill = sbom(binary.read_bytes(), options.version, origin)
        (options.out / f"ffigen-{options.version}-linux-{needs.machine}.cdx.json").write_bytes(bill)
        beside = {**terms(options.version, origin), "sbom.cdx.json": bill}
        tarball = write_tarball(tree, options.version, needs.machine, beside, options.out)
        tarballs[needs.machine] = tarball.read_bytes()
        made += [tarball, write_wheel(binary, SOURCE, options.version, options.out, beside),
                 *write_npm(binary, SOURCE, options.version, options.out, beside)]
    write_recipes(tarballs, options.version, options.out)
    files = sorted({*made, *options.out.glob("*.deb"), *options.out.glob("*.cdx.json")})
    (options.out / "SHA256SUMS").write_text("".join(f"{sha256(path.read_bytes())}  {path.name}\n" for path in files))
    for path in files:
        print(f"{path.stat().st_size / 2**20:8.1f} MiB  {path.name}")


if __name__ == "__main__":
    main()
