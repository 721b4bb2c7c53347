#!/usr/bin/env python3
"""How many functions of well-known libraries are safe to call by what their headers say already, without a side file.

    heard_table.py --ffigen PATH [--root DIR]... [--write FILE | --check FILE]

Prints a table; with --write it replaces the one between the marks in FILE (docs/safety.md). A library that is not installed
keeps the row that is there. --check compares instead: a row of a version that is not the installed one is passed over and
told, and where none can be compared the status is 77.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

BEGIN, END = "<!-- heard -->", "<!-- /heard -->"
ROOTS = [Path("/usr/include"), Path("/usr/include/x86_64-linux-gnu"), Path("/usr/include/aarch64-linux-gnu")]


@dataclass(frozen=True)
class Library:
    name: str
    package: str            # Debian's
    headers: tuple[str, ...]
    arguments: tuple[str, ...] = ()


GLIB = ("-I/usr/include/glib-2.0", "-I/usr/lib/x86_64-linux-gnu/glib-2.0/include", "-I/usr/lib/aarch64-linux-gnu/glib-2.0/include")
LIBRARIES = (
    Library("glibc", "libc6-dev", ("stdio.h", "stdlib.h", "string.h", "strings.h", "unistd.h", "wchar.h", "time.h", "fcntl.h", "sys/poll.h", "signal.h",
                                   "sys/socket.h", "sys/stat.h", "sys/uio.h", "sys/epoll.h", "sys/mman.h", "sys/random.h", "arpa/inet.h",
                                   "netdb.h", "dirent.h", "locale.h", "iconv.h", "regex.h", "pthread.h", "semaphore.h", "math.h")),
    Library("GLib", "libglib2.0-dev", ("glib-2.0/glib.h",), ("--include", "glib/*", *GLIB)),
    Library("libgit2", "libgit2-dev", ("git2.h",), ("--include", "git2/*")),
    Library("SDL2", "libsdl2-dev", ("SDL2/SDL.h",), ("--include", "SDL_*", "--include", "SDL2/*", "-I/usr/include/SDL2")),
    Library("SDL3", "libsdl3-dev", ("SDL3/SDL.h",), ("--include", "SDL3/*")),
    Library("zlib", "zlib1g-dev", ("zlib.h",)),
    Library("curl", "libcurl4-openssl-dev", ("curl/curl.h",), ("--include", "curl/*")),
)


def find(name: str) -> Path | None:
    return next((root / name for root in ROOTS if (root / name).exists()), None)


def run(ffigen: Path, *arguments: str | Path) -> str:
    command = [str(ffigen), *map(str, arguments), *(f"-I{root}" for root in ROOTS[3:]), "--target", "native"]
    result = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=600)
    if "[H03]" in result.stderr + result.stdout:  # all that it declares is of another header
        return ""
    if result.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ends with {result.returncode}\n{result.stdout[-500:]}{result.stderr[-2000:]}")
    return result.stdout


def raw_only(ffigen: Path, header: Path, *arguments: str) -> set[str]:
    return set(re.findall(r"^raw only (\w+):", run(ffigen, "describe", header, *arguments), re.M))


def functions_of(ffigen: Path, header: Path, *arguments: str) -> set[str]:
    """Those that the library exports."""
    model = json.loads(run(ffigen, header, "--lang", "json", "-q", *arguments) or '{"functions": []}')
    return {item["name"] for item in model["functions"] if not item.get("inline") and not item.get("hidden")}


def row_of(ffigen: Path, library: Library) -> str | None:
    """Counted by name: a function that two headers declare is one."""
    headers = [path for name in library.headers if (path := find(name)) is not None]
    if not headers:
        return None
    functions: set[str] = set()
    safe: set[str] = set()
    unheard: set[str] = set()
    for header in headers:
        own = functions_of(ffigen, header, *library.arguments)
        functions |= own
        safe |= own - raw_only(ffigen, header, *library.arguments)
        unheard |= own - raw_only(ffigen, header, *library.arguments, "--unheard")
    version = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", library.package], capture_output=True, text=True).stdout
    share = 100 * len(safe) // max(1, len(functions))
    # By its own word where no package has it.
    if not version and (own := re.findall(r"#define SDL_(?:MAJOR|MINOR|MICRO)_VERSION\s+(\d+)", (headers[0].parent / "SDL_version.h").read_text(encoding="utf-8"))):
        version = ".".join(own)
    return f"| {library.name} {re.split('[-+]', version)[0]} | {len(functions)} | {len(unheard)} | {len(safe - unheard)} | {len(safe)} ({share} %) |"


def row_before(library: Library, text: str) -> str | None:
    found = re.search(rf"^\| {re.escape(library.name)} .*$", text, re.M)
    return found[0] if found else None


def check(ffigen: Path, text: str) -> int:
    compared, stale = 0, 0
    for library in LIBRARIES:
        row, before = row_of(ffigen, library), row_before(library, text)
        if row is None or before is None:
            print(f"{library.name} {'is not installed' if row is None else 'has no row'}: not compared")
        elif row.split("|")[1] != before.split("|")[1]:
            print(f"{row.split('|')[1].strip()} is installed: the row of {before.split('|')[1].strip()} is not compared")
        else:
            compared += 1
            if row != before:
                stale += 1
                print(f"STALE: {before}\n  now: {row}")
    print(f"{compared} rows compared, {stale} stale" + ("; heard_table.py --write FILE renews them" if stale else ""))
    return 1 if stale else 0 if compared else 77


def table(ffigen: Path, before: str) -> str:
    rows = []
    for library in LIBRARIES:
        row = row_of(ffigen, library) or row_before(library, before)
        if row is not None:
            rows.append(row)
    return "\n".join(["| library | functions | safe by their types | and by what is said | together |", "|---|---|---|---|---|", *rows])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ffigen", type=Path, required=True)
    parser.add_argument("--root", type=Path, action="append", default=[], help="where headers of more libraries lie")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--check", type=Path)
    options = parser.parse_args()
    ROOTS.extend(root.resolve() for root in options.root)
    if options.check:
        return check(options.ffigen.resolve(), options.check.read_text(encoding="utf-8"))
    text = options.write.read_text(encoding="utf-8") if options.write else ""
    made = table(options.ffigen.resolve(), text)
    print(made)
    if options.write:
        if BEGIN not in text or END not in text:
            print(f"{options.write} has no place for it: {BEGIN} … {END}")
            return 1
        head, rest = text.split(BEGIN, 1)
        options.write.write_text(f"{head}{BEGIN}\n{made}\n{END}{rest.split(END, 1)[1]}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
