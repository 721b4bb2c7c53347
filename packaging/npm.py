"""The npm packages: `npx ffigen` runs a small script that starts the binary of the package for this machine, which npm
picks by os and cpu; nothing is downloaded by a script at install time."""

import json
from pathlib import Path

from binary import needs_of
from inside import LICENCES
from tree import write_tar

HERE = Path(__file__).parent
CPUS = {"x86_64": "x64", "aarch64": "arm64"}


def manifest(name: str, version: str, **more: object) -> bytes:
    common = {"name": name, "version": version, "license": "MIT",
              "description": "One C header is the contract: verified layout, bindings for Rust, Go and Python",
              "repository": {"type": "git", "url": "git+https://github.com/ffigen/ffigen.git"}}
    return (json.dumps({**common, **more}, indent=2) + "\n").encode()


def write_npm(binary: Path, source: Path, version: str, out: Path, beside: dict[str, bytes]) -> list[Path]:
    cpu = CPUS[needs_of(binary).machine]
    platform = f"ffigen-linux-{cpu}"
    license_text = (source / "LICENSE").read_bytes()
    own = write_tar(out / f"{platform}-{version}.tgz", "package", {
        "package.json": manifest(platform, version, license=LICENCES, os=["linux"], cpu=[cpu], files=["bin", "inside"]),
        "bin/ffigen": binary.read_bytes(), "LICENSE": license_text,
        **{f"inside/{name}": text for name, text in beside.items()}})
    starter = write_tar(out / f"ffigen-{version}.tgz", "package", {
        "package.json": manifest("ffigen", version, bin={"ffigen": "ffigen.js"}, files=["ffigen.js"],
                                 engines={"node": ">=10"},
                                 optionalDependencies={f"ffigen-linux-{each}": version for each in CPUS.values()}),
        "ffigen.js": (HERE / "npm/ffigen.js").read_bytes(), "LICENSE": license_text,
        "README.md": (source / "docs/install.md").read_bytes()})
    return [own, starter]
