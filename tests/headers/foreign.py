#!/usr/bin/env python3
"""Headers of other people, as they lie below /usr/include: ffigen reads each, emits every language and what it emits builds.

    foreign.py --ffigen PATH --work DIR [--full] [--language LANGUAGE]... [--report FILE] [HEADER...]

By default a bounded choice; with --full every header of the C library and the entry headers of every development package
that is installed. A header that gcc does not take by itself is left out, and counted. Prints a table of what failed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import packages  # noqa: E402

INCLUDE = Path("/usr/include")

# Each for a shape: macros of enumerators, function pointers, bit-fields, jmp_buf, long double, opaque records, unions.
CHOICE = ["netinet/in.h", "signal.h", "setjmp.h", "math.h", "stdio.h", "pthread.h", "search.h", "elf.h", "zlib.h", "linux/kvm.h"]

# What users of a package include, where that does not stand at the top.
ENTRIES = ["EGL/egl.h", "FLAC/stream_decoder.h", "GL/gl.h", "GL/glut.h", "GL/glx.h", "GLES2/gl2.h", "KHR/khrplatform.h", "SDL2/SDL.h",
           "X11/Xlib.h", "X11/Xutil.h", "X11/extensions/Xrender.h", "alsa/asoundlib.h", "brotli/decode.h", "brotli/encode.h",
           "curl/curl.h", "elfutils/libdw.h", "elfutils/libdwfl.h", "fontconfig/fontconfig.h", "gnutls/gnutls.h", "gnutls/x509.h",
           "jack/jack.h", "jack/midiport.h", "jack/ringbuffer.h", "nats/nats.h", "nettle/aes.h", "nettle/rsa.h", "nettle/sha2.h",
           "ogg/ogg.h", "openssl/bio.h", "openssl/evp.h", "openssl/ssl.h", "opus/opus.h", "opus/opus_multistream.h", "readline/history.h",
           "readline/readline.h", "rdma/ib_user_verbs.h", "sound/asound.h", "systemd/sd-bus.h", "systemd/sd-event.h",
           "systemd/sd-journal.h", "unicode/ubrk.h", "unicode/ucnv.h", "uuid/uuid.h", "vorbis/codec.h", "vorbis/vorbisfile.h",
           "vulkan/vulkan_core.h", "xcb/xcb.h", "xcb/xproto.h"]


# What is known not to build, and a part of what its tool says. One that builds after all is a failure too.
KNOWN: dict[tuple[str, str], str] = {}


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


def all_headers() -> list[Path]:
    """Of the C library and the kernel's interface every header that is not somebody's detail; of other packages the
    headers that stand at the top, or the ones in ENTRIES."""
    found: list[Path] = []
    for path, package in sorted(owners().items()):
        header = Path(path)
        inside = [part for part in header.parts if part.endswith("linux-gnu")]
        root = Path(*header.parts[:header.parts.index(inside[0]) + 1]) if inside else INCLUDE
        if not header.is_relative_to(root):
            continue
        relative = header.relative_to(root)
        if package in ("libc6-dev", "linux-libc-dev"):
            if relative.parts[0] in ("bits", "asm", "asm-generic", "gnu") or len(relative.parts) > 2:
                continue
            found.append(header)
        elif len(relative.parts) == 1:
            found.append(header)
    found += [find(entry) for entry in ENTRIES if find(entry).exists()]
    return list(dict.fromkeys(found))


def stands_alone(header: Path) -> bool:
    command = ["gcc", "-std=gnu11", "-w", "-fsyntax-only", "-x", "c", str(header)]
    return subprocess.run(command, capture_output=True).returncode == 0


def find(name: str) -> Path:
    for root in (INCLUDE, INCLUDE / f"{os.uname().machine}-linux-gnu"):
        if (root / name).exists():
            return root / name
    return Path(name)


def try_header(ffigen: Path, header: Path, languages: list[str], work: Path) -> dict[str, packages.Outcome]:
    place = work / str(header).strip("/").replace("/", "_")
    result = {}
    for language in languages:
        result[language] = packages.try_language(ffigen, header, language, place, ["--target", "native"])
    return result


def kind_of(outcome: packages.Outcome) -> str:
    if outcome.crashed:
        return "crash"
    if outcome.status != 0:
        return f"status {outcome.status}"
    return "does not build" if outcome.problem else "builds"


def kind_for(header: Path, language: str, outcome: packages.Outcome) -> str:
    """The same, of a header whose failure may be known."""
    known = KNOWN.get((str(header.relative_to(INCLUDE)) if header.is_relative_to(INCLUDE) else "", language))
    if known is not None:
        return "known not to build" if known in outcome.problem else f"builds, or fails otherwise than by '{known}'"
    # Only macros without a value, or nothing that is the header's own: said, and right.
    return "declares nothing" if "[H03]" in outcome.said else kind_of(outcome)


def options_of() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ffigen", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--full", action="store_true", default=bool(os.environ.get("FFIGEN_FULL")))
    parser.add_argument("--language", action="append", choices=packages.LANGUAGES)
    parser.add_argument("--report", type=Path, help="where every failure is written whole")
    parser.add_argument("headers", nargs="*")
    options = parser.parse_args()
    options.language = options.language or [name for name in packages.LANGUAGES if packages.TOOLS[name]]
    return options


def main() -> int:
    options = options_of()
    languages = options.language
    wanted = [find(name) for name in options.headers] or (all_headers() if options.full else [find(name) for name in CHOICE])
    taken = [header for header in wanted if header.exists() and stands_alone(header)]
    work = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    counts = {language: Counter() for language in languages}
    failures: list[str] = []
    with ThreadPoolExecutor(2) as pool:
        for header, outcomes in zip(taken, pool.map(lambda path: try_header(options.ffigen.resolve(), path, languages, work), taken)):
            for language, outcome in outcomes.items():
                kind = kind_for(header, language, outcome)
                counts[language][kind] += 1
                if kind not in ("builds", "declares nothing", "known not to build"):
                    failures.append(f"{header}, {language}: {kind}\n{outcome.problem or outcome.said}")
                    print(f"FAILED: {header}, {language}: {kind}: {first_error(outcome)}", flush=True)
    if options.report:
        options.report.write_text("\n\n".join(failures), encoding="utf-8")
    print(f"{len(taken)} headers ({len(wanted) - len(taken)} do not stand alone or are not there)")
    for language, counter in counts.items():
        print(f"  {language:<8}" + ", ".join(f"{count} {kind}" for kind, count in counter.most_common()))
    return 1 if failures or not taken else 0


def first_error(outcome: packages.Outcome) -> str:
    lines = (outcome.problem or outcome.said).splitlines()
    return next((line.strip() for line in lines if "rror" in line and "ends with" not in line), lines[0] if lines else "")[:200]


if __name__ == "__main__":
    sys.exit(main())
