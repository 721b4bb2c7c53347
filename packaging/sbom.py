"""What is inside the binary, as a CycloneDX 1.5 bill of materials: each library that is linked in, at the version that was."""

import hashlib
import json
import subprocess
import uuid
from pathlib import Path

# Debian package → what of it is linked in, its licence, where it comes from.
INSIDE = {
    "libclang-19-dev": ("clang", "Apache-2.0 WITH LLVM-exception", "https://clang.llvm.org"),
    "llvm-19-dev": ("llvm", "Apache-2.0 WITH LLVM-exception", "https://llvm.org"),
    "libc6-dev": ("glibc", "LGPL-2.1-or-later", "https://www.gnu.org/software/libc"),
    "libstdc++-12-dev": ("libstdc++", "GPL-3.0-or-later WITH GCC-exception-3.1", "https://gcc.gnu.org"),
    "libdw-dev": ("libdw", "LGPL-3.0-or-later", "https://sourceware.org/elfutils"),
    "libelf-dev": ("libelf", "LGPL-3.0-or-later", "https://sourceware.org/elfutils"),
    "nettle-dev": ("nettle", "LGPL-3.0-or-later", "https://www.lysator.liu.se/~nisse/nettle"),
    "libfmt-dev": ("fmt", "MIT", "https://fmt.dev"),
    "libcli11-dev": ("CLI11", "BSD-3-Clause", "https://github.com/CLIUtils/CLI11"),
    "nlohmann-json3-dev": ("nlohmann-json", "MIT", "https://json.nlohmann.me"),
    "libtomlplusplus-dev": ("tomlplusplus", "MIT", "https://marzer.github.io/tomlplusplus"),
    "libkainjow-mustache-dev": ("mustache", "BSL-1.0", "https://github.com/kainjow/Mustache"),
    "libdtl-dev": ("dtl", "BSD-3-Clause", "https://github.com/cubicdaiya/dtl"),
    "zlib1g-dev": ("zlib", "Zlib", "https://zlib.net"),
    "liblzma-dev": ("liblzma", "0BSD", "https://tukaani.org/xz"),
    "libbz2-dev": ("bzip2", "bzip2-1.0.6", "https://sourceware.org/bzip2"),
    "libzstd-dev": ("zstd", "BSD-3-Clause", "https://facebook.github.io/zstd"),
}


class Origin:
    """Where the libraries were linked from: this system, or packages that packaging/sysroot.sh unpacked."""

    def __init__(self, sysroot: str | None):
        self.root = Path(sysroot or "/")
        self.listed = dict(line.split() for line in (self.root / "versions").read_text().splitlines()) if sysroot else {}

    def version(self, package: str) -> str:
        if self.listed:
            return self.listed[package]
        return subprocess.run(["dpkg-query", "-W", "-f", "${Version}", package], check=True, capture_output=True, text=True).stdout

    def licences(self) -> dict[str, bytes]:
        """The terms of what is inside, which go where it goes."""
        texts = {package: self.root / "usr/share/doc" / package / "copyright" for package in sorted(INSIDE)}
        return {package: path.read_bytes() for package, path in texts.items() if path.is_file()}


def component(package: str, version: str) -> dict:
    name, licence, home = INSIDE[package]
    return {"type": "library", "bom-ref": package, "name": name, "version": version,
            "purl": f"pkg:deb/debian/{package}@{version}".replace("+", "%2B"),
            "licenses": [{"expression": licence}],
            "externalReferences": [{"type": "website", "url": home}]}


def sbom(binary: bytes, version: str, origin: Origin) -> bytes:
    digest = hashlib.sha256(binary).hexdigest()
    components = [component(package, origin.version(package)) for package in sorted(INSIDE)]
    document = {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        # The same binary has the same bill: nothing of when and where it was made.
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, digest)}",
        "metadata": {"component": {"type": "application", "bom-ref": "ffigen", "name": "ffigen", "version": version,
                                   "licenses": [{"expression": "MIT"}], "purl": f"pkg:github/ffigen/ffigen@v{version}",
                                   "hashes": [{"alg": "SHA-256", "content": digest}]}},
        "components": components,
        "dependencies": [{"ref": "ffigen", "dependsOn": [each["bom-ref"] for each in components]}],
    }
    return (json.dumps(document, indent=2) + "\n").encode()
