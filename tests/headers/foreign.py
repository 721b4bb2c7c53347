#!/usr/bin/env python3
"""Headers of other people, as they lie below /usr/include: ffigen reads each, emits every language and what it emits builds.

    foreign.py --ffigen PATH --work DIR [--full] [--of GROUP]... [--language LANGUAGE]... [--report FILE] [--counts FILE] [HEADER...]

By default a bounded choice; with --full every header of the C library and the entry headers of every development package
that is installed; --of takes one group of these. A header that gcc does not take by itself is left out, and counted. Prints
a table of what failed. With --counts and FFIGEN_UPDATE=1 that is also what docs/conformance.md says of the groups.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import packages  # noqa: E402

INCLUDE = Path("/usr/include")

# Each for a shape: macros of enumerators, function pointers, bit-fields, jmp_buf, long double, opaque records, unions.
CHOICE = ["netinet/in.h", "signal.h", "setjmp.h", "math.h", "stdio.h", "pthread.h", "search.h", "elf.h", "threads.h", "zlib.h", "linux/kvm.h"]

# What users of a package include, where that does not stand at the top.
ENTRIES = ["EGL/egl.h", "FLAC/stream_decoder.h", "GL/gl.h", "GL/glut.h", "GL/glx.h", "GLES2/gl2.h", "KHR/khrplatform.h", "SDL2/SDL.h",
           "X11/Xlib.h", "X11/Xutil.h", "X11/extensions/Xrender.h", "alsa/asoundlib.h", "brotli/decode.h", "brotli/encode.h",
           "cjson/cJSON.h", "curl/curl.h", "elfutils/libdw.h", "elfutils/libdwfl.h", "event2/bufferevent.h", "event2/event.h",
           "fontconfig/fontconfig.h", "git2/repository.h", "git2/types.h", "gnutls/gnutls.h", "gnutls/x509.h", "jack/jack.h",
           "jack/midiport.h", "jack/ringbuffer.h", "libevdev-1.0/libevdev/libevdev.h", "libusb-1.0/libusb.h", "lua5.4/lua.h",
           "lua5.4/lauxlib.h", "lzo/lzo1x.h", "nats/nats.h", "nettle/aes.h", "nettle/rsa.h", "nettle/sha2.h", "nghttp2/nghttp2.h",
           "ogg/ogg.h", "openssl/bio.h", "openssl/evp.h", "openssl/ssl.h", "opus/opus.h", "opus/opus_multistream.h", "pcap/pcap.h",
           "pixman-1/pixman.h", "pulse/context.h", "pulse/mainloop.h", "pulse/simple.h", "pulse/stream.h", "readline/history.h",
           "readline/readline.h", "rdma/ib_user_verbs.h", "security/pam_appl.h", "sound/asound.h", "sys/capability.h",
           "systemd/sd-bus.h", "systemd/sd-event.h", "systemd/sd-journal.h", "unicode/ubrk.h", "unicode/ucnv.h", "uuid/uuid.h",
           "uv/errno.h", "vorbis/codec.h", "vorbis/vorbisfile.h", "vulkan/vulkan_core.h", "webp/decode.h", "webp/encode.h",
           "xcb/xcb.h", "xcb/xproto.h", "xkbcommon/xkbcommon.h"]

AT_ONCE = 24  # headers whose packages are checked together where that is cheaper

# Packages whose headers are all tried, and all others, of which only what users include.
GROUPS = {"libc6-dev": "glibc", "linux-libc-dev": "Linux", "": "other packages"}
BUILDS, NOTHING, KNOWN_NOT = "builds", "declares nothing", "known not to build"
SECTION = """
## Headers of Debian's development packages

As they are installed, read for the machine that they are tried on: of glibc and of Linux all that is nobody's detail, of other
packages what stands at the top or is named in `tests/headers/foreign.py`. Left out are those that gcc does not take alone.
`tests/headers/foreign.py` builds and counts; a group without rows has not been tried whole.

| of | headers | language | built | declare nothing | fail |
|---|---|---|---|---|---|
{rows}

What is known to fail:

| header | language | why |
|---|---|---|
{known}
"""


@dataclass
class Known:
    """What is known to fail, and why that is so. What does not fail after all, or otherwise, is a failure of the test."""

    said: str  # a part of what ffigen or the language's tool says
    why: str
    languages: tuple[str, ...] = tuple(packages.LANGUAGES)


KNOWN = {
    "tgmath.h": Known("Unsupported combination of types", "glibc's is for gcc alone and refuses clang, which has one of its own"),
}


def owners() -> dict[str, str]:
    """Header → the Debian package that it is of."""
    names = subprocess.run(["dpkg-query", "-W", "-f", "${Package}\n"], capture_output=True, text=True).stdout.split()
    result = {}
    for name in names:
        if not name.endswith("-dev"):
            continue
        listed = subprocess.run(["dpkg", "-L", name], capture_output=True, text=True).stdout.splitlines()
        result |= {path: name for path in listed if path.endswith(".h")}
    return result


def all_headers() -> dict[Path, str]:
    """Header → the package that it is of. Of the C library and the kernel's interface every header that is not somebody's detail; of other packages the
    headers that stand at the top, or the ones in ENTRIES."""
    found, packages_of = {}, owners()
    for path, package in sorted(packages_of.items()):
        header = Path(path)
        inside = [part for part in header.parts if part.endswith("linux-gnu")]
        root = Path(*header.parts[:header.parts.index(inside[0]) + 1]) if inside else INCLUDE
        if not header.is_relative_to(root):
            continue
        relative = header.relative_to(root)
        if package in ("libc6-dev", "linux-libc-dev"):
            if relative.parts[0] in ("bits", "asm", "asm-generic", "gnu") or len(relative.parts) > 2:
                continue
            found[header] = package
        elif len(relative.parts) == 1:
            found[header] = package
    for entry in filter(Path.exists, map(find, ENTRIES)):
        found.setdefault(entry, packages_of.get(str(entry), ""))
    return found


def stands_alone(header: Path) -> bool:
    command = ["gcc", "-std=gnu11", "-w", "-fsyntax-only", "-x", "c", str(header)]
    return subprocess.run(command, capture_output=True).returncode == 0


def find(name: str) -> Path:
    for root in (INCLUDE, INCLUDE / f"{os.uname().machine}-linux-gnu"):
        if (root / name).exists():
            return root / name
    return Path(name)


def try_header(options: argparse.Namespace, header: Path) -> dict[str, packages.Outcome]:
    place = options.work / str(header).strip("/").replace("/", "_")
    outcomes = packages.try_languages(options.ffigen, packages.Header(header, place, ["--target", "native"]), options.language, options.memory)
    for language, outcome in outcomes.items():
        if outcome.status == 0 and not outcome.problem:
            outcome.problem = packages.unformatted(outcome.root, language)
    return outcomes


def try_headers(options: argparse.Namespace, headers: list[Path]) -> Iterator[tuple[Path, dict[str, packages.Outcome]]]:
    """Some at once, so that what fails is said soon."""
    with ThreadPoolExecutor(2) as pool:
        for start in range(0, len(headers), AT_ONCE):
            some = headers[start:start + AT_ONCE]
            outcomes = list(pool.map(lambda path: try_header(options, path), some))
            options.memory.check_types(options.work)
            remember(options)
            yield from zip(some, outcomes)


def kind_of(outcome: packages.Outcome) -> str:
    if outcome.crashed:
        return "crash"
    if outcome.status != 0:
        return f"status {outcome.status}"
    return "does not build" if outcome.problem else BUILDS


def kind_for(header: Path, language: str, outcome: packages.Outcome) -> str:
    """The same, of a header whose failure may be known."""
    known = KNOWN.get(str(header.relative_to(INCLUDE)) if header.is_relative_to(INCLUDE) else "")
    if known and language in known.languages:
        return KNOWN_NOT if known.said in (outcome.problem or outcome.said) else f"builds, or fails otherwise than by '{known.said}'"
    # Only macros without a value, or nothing that is the header's own: said, and right.
    return NOTHING if "[H03]" in outcome.said else kind_of(outcome)


@dataclass
class Group:
    """Headers that are counted together."""

    name: str
    headers: list[Path]
    packages: set[str]
    counts: dict[str, Counter]
    alone: int = 0  # those that stand alone

    def rows(self) -> dict[tuple[str, str], str]:
        """Lines of a table, by group and language."""
        title = f"{len(self.packages)} {self.name}" if len(self.packages) > 1 else self.name
        total = f"{len(self.headers)} ({len(self.headers) - self.alone} left out)"
        return {(self.name, language): f"| {title} | {total} | {packages.TITLES[language]} | {counter[BUILDS]} | {counter[NOTHING]} | "
                f"{counter.total() - counter[BUILDS] - counter[NOTHING]} |" for language, counter in self.counts.items()}


def groups_of(options: argparse.Namespace) -> list[Group]:
    if options.headers or not (options.full or options.of):
        found = {find(name): "" for name in options.headers or CHOICE}
        found = {header: package for header, package in found.items() if header.exists()}
        return [Group("headers", list(found), set(), {language: Counter() for language in options.language})]
    groups = {}
    for header, package in all_headers().items():
        name = GROUPS.get(package, GROUPS[""])
        if not options.of or name in options.of:
            group = groups.setdefault(name, Group(name, [], set(), {language: Counter() for language in options.language}))
            group.headers.append(header)
            group.packages.add(package)
    return list(groups.values())


def try_group(group: Group, options: argparse.Namespace) -> list[str]:
    """What failed."""
    failures: list[str] = []
    with ThreadPoolExecutor(2) as pool:
        taken = [header for header, alone in zip(group.headers, pool.map(stands_alone, group.headers)) if alone]
        group.alone = len(taken)
    for header, outcomes in try_headers(options, taken):
        for language, outcome in outcomes.items():
            kind = kind_for(header, language, outcome)
            group.counts[language][kind] += 1
            if kind not in (BUILDS, NOTHING, KNOWN_NOT):
                failures.append(f"{header}, {language}: {kind}\n{outcome.problem or outcome.said}")
                print(f"FAILED: {header}, {language}: {kind}: {first_error(outcome)}", flush=True)
    return failures


def keep(groups: list[Group], file: Path) -> None:
    """Writes the section; of what this run did not try it says what it said before."""
    rows = {}
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else []:
        cells = [cell.strip() for cell in line.split("|")]
        rows |= {(name, language): line for name in GROUPS.values() for language, title in packages.TITLES.items()
                 if len(cells) > 3 and cells[1].endswith(name) and cells[3] == title}
    for group in groups:
        rows |= group.rows()
    shown = [rows[name, language] for name in GROUPS.values() for language in packages.TITLES if (name, language) in rows]
    fail = [f"| `{name}` | {', '.join(packages.TITLES[language] for language in known.languages)} | {known.why} |"
            for name, known in KNOWN.items() if find(name).exists()]
    file.write_text(SECTION.format(rows="\n".join(shown), known="\n".join(fail)), encoding="utf-8")


def options_of() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ffigen", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--full", action="store_true", default=bool(os.environ.get("FFIGEN_FULL")))
    parser.add_argument("--of", action="append", choices=GROUPS.values())
    parser.add_argument("--language", action="append", choices=packages.LANGUAGES)
    parser.add_argument("--report", type=Path, help="where every failure is written whole")
    parser.add_argument("--counts", type=Path, help="what docs/conformance.md says of them")
    parser.add_argument("--known", type=Path, help="what became of packages by their bytes, for the next run: only others are built again")
    parser.add_argument("headers", nargs="*")
    options = parser.parse_args()
    options.ffigen, options.work = options.ffigen.resolve(), options.work.resolve()
    options.work.mkdir(parents=True, exist_ok=True)
    options.language = options.language or [name for name in packages.LANGUAGES if packages.TOOLS[name]]
    return options


def remember(options: argparse.Namespace) -> None:
    if options.known:
        options.known.write_text(json.dumps(options.memory.problems), encoding="utf-8")


def main() -> int:
    options = options_of()
    options.memory = packages.Memory()
    if options.known and options.known.exists():
        options.memory.problems = json.loads(options.known.read_text(encoding="utf-8"))
    groups = groups_of(options)
    failures = [failure for group in groups for failure in try_group(group, options)]
    if options.report:
        options.report.write_text("\n\n".join(failures), encoding="utf-8")
    for group in groups:
        print(f"{group.name}: {group.alone} headers ({len(group.headers) - group.alone} do not stand alone)")
        for language, counter in group.counts.items():
            print(f"  {language:<8}" + ", ".join(f"{count} {kind}" for kind, count in counter.most_common()))
    if options.counts and os.environ.get("FFIGEN_UPDATE") and not options.headers:
        keep(groups, options.counts)
    return 1 if failures or not any(group.alone for group in groups) else 0


def first_error(outcome: packages.Outcome) -> str:
    lines = (outcome.problem or outcome.said).splitlines()
    return next((line.strip() for line in lines if "rror" in line and "ends with" not in line), lines[0] if lines else "")[:200]


if __name__ == "__main__":
    sys.exit(main())
