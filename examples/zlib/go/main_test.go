package main

import (
	"bytes"
	"errors"
	"path/filepath"
	"testing"

	"example.com/zlib"
)

func TestChecksumOfTheStandardsExample(t *testing.T) {
	if sum := zlib.Crc32(0, []byte("123456789")); sum != 0xcbf43926 {
		t.Errorf("%08x", sum)
	}
	if sum := zlib.Adler32(1, []byte("Wikipedia")); sum != 0x11e60398 {
		t.Errorf("%08x", sum)
	}
	halves := zlib.Crc32Combine(zlib.Crc32(0, []byte("1234")), zlib.Crc32(0, []byte("56789")), 5)
	if halves != 0xcbf43926 {
		t.Errorf("%08x", halves)
	}
}

func TestThereAndBack(t *testing.T) {
	for _, data := range [][]byte{{}, {'a'}, bytes.Repeat([]byte{7}, 100_000)} {
		packed, err := pack(data, 9)
		if err != nil {
			t.Fatal(err)
		}
		unpacked, err := unpack(packed, max(len(data), 1))
		if err != nil || !bytes.Equal(unpacked, data) {
			t.Errorf("%d bytes: %v", len(data), err)
		}
	}
}

func TestFailuresAreTheLibrarys(t *testing.T) {
	_, err := zlib.CompressLevel(make([]byte, 4), make([]byte, 1000), 6)
	if !errors.Is(err, zlib.ErrBufError) || err.Error() != "zlib: buffer error" {
		t.Error(err)
	}
	if _, err = unpack([]byte("never packed"), 100); !errors.Is(err, zlib.ErrDataError) {
		t.Error(err)
	}
	if _, err = pack([]byte{'x'}, 10); !errors.Is(err, zlib.ErrStreamError) {
		t.Error(err)
	}
}

func TestFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "text.gz")
	text := []byte("first line\nsecond line\n")
	file, err := zlib.OpenGzFile(path, "wb")
	if err != nil {
		t.Fatal(err)
	}
	if n := file.Write(text); int(n) != len(text) {
		t.Error(n)
	}
	if err := file.Close(); err != nil {
		t.Error(err)
	}
	if file, err = zlib.OpenGzFile(path, "rb"); err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	read := make([]byte, 100)
	if n := file.Read(read); !bytes.Equal(read[:n], text) {
		t.Errorf("%q", read[:n])
	}
	if file.AtEnd() != 1 {
		t.Error("it is not at its end")
	}
	if _, err := zlib.OpenGzFile(filepath.Join(path, "none"), "rb"); err == nil {
		t.Error("a file was opened where there is none")
	}
	if _, err := zlib.OpenGzFile("a\x00b", "rb"); !errors.Is(err, zlib.ErrNUL) {
		t.Error(err)
	}
}
