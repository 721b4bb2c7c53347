"""zlib through its package, and beside Python's own."""

from __future__ import annotations

import gzip
import zlib as reference
from pathlib import Path

import pytest
import zlib_ffi as zlib
from pack import pack, unpack


def test_checksum_of_the_standards_example() -> None:
    assert zlib.crc32(0, b"123456789") == 0xCBF43926
    assert zlib.adler32(1, b"Wikipedia") == 0x11E60398
    assert (
        zlib.crc32_combine(zlib.crc32(0, b"1234"), zlib.crc32(0, b"56789"), 5)
        == 0xCBF43926
    )


@pytest.mark.parametrize("data", [b"", b"a", bytes([7]) * 100_000])
def test_there_and_back(data: bytes) -> None:
    packed = pack(data, 9)
    assert reference.decompress(packed) == data
    assert unpack(packed, max(len(data), 1)) == data


def test_failures_are_the_librarys() -> None:
    with pytest.raises(zlib.BufError, match="buffer error"):
        zlib.compress_level(4, bytes(1000), 6)
    with pytest.raises(zlib.DataError):
        unpack(b"never packed", 100)
    with pytest.raises(zlib.StreamError):
        pack(b"x", 10)


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "text.gz"
    with zlib.GzFile.open(str(path), "wb") as file:
        assert file.write(b"first line\nsecond line\n") == 23
    assert gzip.decompress(path.read_bytes()) == b"first line\nsecond line\n"
    with pytest.raises(zlib.ZlibError):
        zlib.GzFile.open(str(tmp_path / "none" / "at all"), "rb")
