"""The headers of other people that the packages are tried on, from Debian's development packages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Header:
    name: str           # of the test
    include: str        # below /usr/include
    annotations: str    # side file, from the root of the source tree
    library: str = ""   # whose functions it declares; empty: no functions
    smallest: int = 0   # fewest declarations that clang must see: guards against an empty test

    @property
    def path(self) -> Path:
        return Path("/usr/include") / self.include


HERE = "tests/packages/real_headers"

HEADERS = [
    Header("zlib", "zlib.h", "examples/zlib/zlib.toml", "z", smallest=120),
    Header("sqlite3", "sqlite3.h", "examples/sqlite3/sqlite3.toml", "sqlite3", smallest=700),
    Header("jack", "jack/jack.h", f"{HERE}/jack.toml", "jack", smallest=80),
    Header("vulkan", "vulkan/vulkan_core.h", f"{HERE}/vulkan.toml", "vulkan", smallest=6000),
    Header("input", "linux/input.h", f"{HERE}/input.toml", smallest=60),
    Header("io_uring", "linux/io_uring.h", f"{HERE}/io_uring.toml", smallest=150),
    Header("perf_event", "linux/perf_event.h", f"{HERE}/perf_event.toml", smallest=200),
]
