"""The released program of a version, compared with its sum."""

import hashlib
import os
import platform
import tarfile
import urllib.request
from pathlib import Path


def get(place: str, name: str, directory: Path) -> Path:
    path = directory / name
    if "://" in place:
        with urllib.request.urlopen(f"{place}/{name}", timeout=60) as answer:
            path.write_bytes(answer.read())
    else:
        path.write_bytes((Path(place) / name).read_bytes())
    return path


def get_program(version: str, work: Path) -> Path:
    """FFIGEN_RELEASES names another place that has the files of a release: an address or a directory."""
    place = os.environ.get("FFIGEN_RELEASES", f"https://github.com/ffigen/ffigen/releases/download/v{version}")
    root = f"ffigen-{version}-linux-{platform.machine()}"
    sums = dict(reversed(line.split("  ", 1)) for line in get(place, "SHA256SUMS", work).read_text(encoding="utf-8").splitlines())
    archive = get(place, f"{root}.tar.gz", work)
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != sums.get(archive.name):
        raise OSError(f"{archive.name} has the sum {found}, not {sums.get(archive.name)}")
    with tarfile.open(archive) as files:
        program = work / "ffigen"
        program.write_bytes(files.extractfile(f"{root}/bin/ffigen").read())
    program.chmod(0o755)
    return program
