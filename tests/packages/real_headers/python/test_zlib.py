"""zlib through its emitted package, compared with Python's own."""

from __future__ import annotations

import gc
import gzip
import zlib
from pathlib import Path

import pytest
import zlib_ffi

DATA = b"all work and no play makes jack a dull boy. " * 500


def test_it_does_not_hide_the_standard_librarys() -> None:
    assert hasattr(zlib, "decompressobj")
    assert not hasattr(zlib, "GzFile")


def test_checksums() -> None:
    assert zlib_ffi.crc32(0, DATA) == zlib.crc32(DATA)
    assert zlib_ffi.adler32(1, DATA) == zlib.adler32(DATA)
    whole = zlib_ffi.crc32_combine(zlib_ffi.crc32(0, DATA[:100]), zlib_ffi.crc32(0, DATA[100:]), len(DATA) - 100)
    assert whole == zlib.crc32(DATA)


def test_round_trip() -> None:
    packed = zlib_ffi.compress(zlib_ffi.compress_bound(len(DATA)), DATA)
    assert len(packed) < len(DATA) // 10
    assert zlib.decompress(bytes(packed.memory())) == DATA
    room = bytearray(len(DATA))
    unpacked = zlib_ffi.uncompress(room, packed)
    assert len(unpacked) == len(DATA)
    assert bytes(room) == DATA, "written where the caller said"


def test_failures_have_the_librarys_codes_and_words() -> None:
    with pytest.raises(zlib_ffi.BufError, match="buffer error") as caught:
        zlib_ffi.compress(4, DATA)
    assert caught.value.code == zlib_ffi.raw.Z_BUF_ERROR
    with pytest.raises(zlib_ffi.DataError, match="data error"):
        zlib_ffi.uncompress(100, b"this is not compressed")


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "text.gz"
    with zlib_ffi.GzFile.open(str(path), "wb") as file:
        assert file.write(DATA) == len(DATA)
    assert gzip.decompress(path.read_bytes()) == DATA
    with zlib_ffi.GzFile.open(str(path), "rb") as file:
        count, data = file.read(len(DATA) + 10)
        assert count == len(DATA)
        assert bytes(data.memory()[:count]) == DATA
    with pytest.raises(ValueError, match="closed"):
        file.tell()
    with pytest.raises(zlib_ffi.ZlibError, match="gzopen"):
        zlib_ffi.GzFile.open(str(tmp_path / "none" / "at all"), "rb")
    gc.collect()
