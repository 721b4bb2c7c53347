"""What is put down on a machine, and archives of it that are the same for the same contents."""

import gzip
import hashlib
import io
import stat
import tarfile
import zipfile
from pathlib import Path

EPOCH = 315532800  # 1980: the first moment that a zip archive knows


def files_of(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def is_program(name: str, data: bytes) -> bool:
    return data[:4] == b"\x7fELF" and not name.endswith((".so", ".o")) or data[:2] == b"#!"


def write_tar(path: Path, root: str, files: dict[str, bytes]) -> Path:
    memory = io.BytesIO()
    with tarfile.open(fileobj=memory, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, data in sorted(files.items()):
            entry = tarfile.TarInfo(f"{root}/{name}")
            entry.size, entry.mtime = len(data), EPOCH
            entry.mode = 0o755 if is_program(name, data) else 0o644
            archive.addfile(entry, io.BytesIO(data))
    with open(path, "wb") as file, gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=6, mtime=EPOCH) as packed:
        packed.write(memory.getvalue())
    return path


def write_zip(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (stat.S_IFREG | (0o755 if is_program(name, data) else 0o644)) << 16
            archive.writestr(entry, data)
    return path


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
