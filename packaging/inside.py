"""What is linked into the program: which libraries, and from where."""

import subprocess
from pathlib import Path

# Debian package → what of it is linked in, its licence, where it comes from.
INSIDE = {
    "libclang-19-dev": ("clang", "Apache-2.0 WITH LLVM-exception", "https://clang.llvm.org"),
    "llvm-19-dev": ("llvm", "Apache-2.0 WITH LLVM-exception", "https://llvm.org"),
    "libc6-dev": ("glibc", "LGPL-2.1-or-later", "https://www.gnu.org/software/libc"),
    "libgcc-12-dev": ("libgcc", "GPL-3.0-or-later WITH GCC-exception-3.1", "https://gcc.gnu.org"),
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
# Headers of which something is in the runtime's packages; the libraries themselves are loaded there.
BESIDE = {"libasio-dev": ("asio", "BSL-1.0", "https://think-async.com/Asio")}
LIBRARIES = {**INSIDE, **BESIDE}
# Of a package with the program, as SPDX has it.
LICENCES = " AND ".join(["MIT", *sorted({licence for _, licence, _ in INSIDE.values()} - {"MIT"})])


class Origin:
    """Where the libraries were linked from: this system, or packages that packaging/sysroot.sh unpacked."""

    def __init__(self, sysroot: str | None = None):
        self.root = Path(sysroot or "/")
        self.listed = dict(line.split() for line in (self.root / "versions").read_text(encoding="utf-8").splitlines()) if sysroot else {}

    def version(self, package: str) -> str:
        if self.listed:
            return self.listed[package]
        return subprocess.run(["dpkg-query", "-W", "-f", "${Version}", package], check=True, capture_output=True, text=True).stdout

    def terms(self, package: str) -> bytes:
        """What its authors and Debian say of it."""
        return (self.root / "usr/share/doc" / package / "copyright").read_bytes()
