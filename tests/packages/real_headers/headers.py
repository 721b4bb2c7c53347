"""The headers of other people that the packages are tried on, from Debian's development packages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Header:
    name: str           # of the test
    include: str        # below /usr/include
    annotations: str    # side file, from the root of the source tree
    links: bool = True  # has functions, so that the package loads a library
    smallest: int = 0   # fewest declarations that clang must see: guards against an empty test

    @property
    def path(self) -> Path:
        return Path("/usr/include") / self.include


HERE = "tests/packages/real_headers"

HEADERS = [
    Header("zlib", "zlib.h", "examples/zlib/zlib.toml", smallest=120),
    Header("sqlite3", "sqlite3.h", "examples/sqlite3/sqlite3.toml", smallest=700),
    Header("jack", "jack/jack.h", f"{HERE}/jack.toml", smallest=80),
    Header("vulkan", "vulkan/vulkan_core.h", f"{HERE}/vulkan.toml", smallest=6000),
    Header("input", "linux/input.h", f"{HERE}/input.toml", links=False, smallest=60),
    Header("io_uring", "linux/io_uring.h", f"{HERE}/io_uring.toml", links=False, smallest=150),
    Header("perf_event", "linux/perf_event.h", f"{HERE}/perf_event.toml", links=False, smallest=200),
]
