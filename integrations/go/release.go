package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
)

// Of the release that belongs to this module.
const version = "0.1.0"

var machines = map[string]string{"amd64": "x86_64", "arm64": "aarch64"}

// release is the path of the released program: in the cache, or put there. done is for when it has run.
func release() (program string, done func(), err error) {
	machine, known := machines[runtime.GOARCH]
	if runtime.GOOS != "linux" || !known {
		return "", nil, fmt.Errorf("not on the path, and there is no release for %s on %s: build it, and set FFIGEN to the program", runtime.GOOS, runtime.GOARCH)
	}
	directory, done, err := place()
	if err != nil {
		return "", nil, err
	}
	program = filepath.Join(directory, "ffigen")
	if _, err := os.Stat(program); err == nil {
		return program, done, nil
	}
	name := fmt.Sprintf("ffigen-%s-linux-%s.tar.gz", version, machine)
	archive, err := verified(name)
	if err != nil {
		done()
		return "", nil, fmt.Errorf("not on the path, and its release cannot be had: %w; `pip install ffigen` is another way", err)
	}
	if err := unpack(archive, program); err != nil {
		done()
		return "", nil, err
	}
	return program, done, nil
}

// place is the folder where the program is kept. Without a home that can be written to, it is one of this process alone.
func place() (directory string, done func(), err error) {
	if cache, err := os.UserCacheDir(); err == nil {
		directory = filepath.Join(cache, "ffigen", version)
		if _, err := os.Stat(filepath.Join(directory, "ffigen")); err == nil || writable(directory) {
			return directory, func() {}, nil
		}
	}
	directory, err = os.MkdirTemp("", "ffigen-")
	return directory, func() { os.RemoveAll(directory) }, err
}

func writable(directory string) bool {
	if os.MkdirAll(directory, 0o755) != nil {
		return false
	}
	file, err := os.CreateTemp(directory, "new-")
	if err != nil {
		return false
	}
	return errors.Join(file.Close(), os.Remove(file.Name())) == nil
}

// verified gets a file of the release and compares it with its sum.
func verified(name string) ([]byte, error) {
	sums, err := get("SHA256SUMS")
	if err != nil {
		return nil, err
	}
	want := ""
	for _, line := range strings.Split(string(sums), "\n") {
		if sum, file, _ := strings.Cut(line, "  "); file == name {
			want = sum
		}
	}
	archive, err := get(name)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(archive)
	if got := hex.EncodeToString(sum[:]); got != want {
		return nil, fmt.Errorf("%s has the sum %s, not %s", name, got, want)
	}
	return archive, nil
}

// get reads a file of the release; FFIGEN_RELEASES names another place that has them, an address or a directory.
func get(name string) ([]byte, error) {
	place := os.Getenv("FFIGEN_RELEASES")
	if place == "" {
		place = "https://github.com/ffigen/ffigen/releases/download/v" + version
	}
	if !strings.Contains(place, "://") {
		return os.ReadFile(filepath.Join(place, name))
	}
	answer, err := http.Get(place + "/" + name)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s/%s: %s", place, name, answer.Status)
	}
	return io.ReadAll(answer.Body)
}

// unpack writes bin/ffigen of the archive to `program`: whole, or not at all.
func unpack(archive []byte, program string) error {
	unzipped, err := gzip.NewReader(bytes.NewReader(archive))
	if err != nil {
		return err
	}
	files := tar.NewReader(unzipped)
	for {
		entry, err := files.Next()
		if errors.Is(err, io.EOF) {
			return errors.New("the archive has no bin/ffigen")
		}
		if err != nil {
			return err
		}
		if path.Base(entry.Name) == "ffigen" && path.Base(path.Dir(entry.Name)) == "bin" {
			return install(files, program)
		}
	}
}

func install(from io.Reader, program string) error {
	file, err := os.CreateTemp(filepath.Dir(program), "new-")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	_, err = io.Copy(file, from)
	if err := errors.Join(err, file.Chmod(0o755), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), program)
}
