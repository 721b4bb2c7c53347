#!/usr/bin/env python3
"""make.py --tree TREE --version V --out DIR: every package that holds the program, from what `cmake --install` put into
TREE, with sums. `./dev package` builds the program, calls this, and leaves the .deb to CPack."""

import argparse
from pathlib import Path

from binary import needs_of
from npm import write_npm
from sbom import licences, sbom
from tree import files_of, sha256, write_tar
from wheel import write_wheel

SOURCE = Path(__file__).resolve().parent.parent


def write_tarball(tree: Path, version: str, machine: str, bill: bytes, out: Path) -> Path:
    name = f"ffigen-{version}-linux-{machine}"
    files = {**files_of(tree), "share/doc/ffigen/sbom.cdx.json": bill}
    files.update({f"share/doc/ffigen/licenses/{each}": text for each, text in licences().items()})
    return write_tar(out / f"{name}.tar.gz", name, files)


def write_recipes(tarballs: dict[str, str], version: str, out: Path) -> list[Path]:
    """Conan's and vcpkg's recipes with the sums of the tarballs that they get."""
    written = []
    for template in sorted((SOURCE / "packaging/recipes").rglob("*.in")):
        text = template.read_text().replace("@VERSION@", version)
        for machine in ("x86_64", "aarch64"):
            text = text.replace(f"@SHA256_{machine}@", tarballs.get(machine, "0" * 64))
        path = out / template.relative_to(SOURCE / "packaging/recipes").with_suffix("")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        written.append(path)
    return written


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tree", type=Path, action="append", required=True, help="repeatable, one for each machine")
    parser.add_argument("--version", required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    made, sums = [], {}
    for tree in options.tree:
        binary = tree / "bin/ffigen"
        needs = needs_of(binary)
        bill = sbom(binary.read_bytes(), options.version)
        (options.out / f"ffigen-{options.version}-linux-{needs.machine}.cdx.json").write_bytes(bill)
        tarball = write_tarball(tree, options.version, needs.machine, bill, options.out)
        sums[needs.machine] = sha256(tarball.read_bytes())
        made += [tarball, write_wheel(binary, SOURCE, options.version, options.out, licences()),
                 *write_npm(binary, SOURCE, options.version, options.out)]
    write_recipes(sums, options.version, options.out)
    files = sorted({*made, *options.out.glob("*.deb"), *options.out.glob("*.cdx.json")})
    (options.out / "SHA256SUMS").write_text("".join(f"{sha256(path.read_bytes())}  {path.name}\n" for path in files))
    for path in files:
        print(f"{path.stat().st_size / 2**20:8.1f} MiB  {path.name}")


if __name__ == "__main__":
    main()
