#!/usr/bin/env python3
"""Every client against servers that speak as they should and mean no good: that take nothing, answer byte by byte, and send more
than was asked for. A deadline is kept, and memory stays in bounds.

  greedy.py <ffigen> <work>
"""

import os
import resource
import shutil
import socket
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path

from peer import check

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent / "greedy"
MEGABYTES = 600  # of memory, an interpreter's or a runtime's own included


def built(packages: Path, work: Path) -> dict[str, list[object]]:
    includes = [f"-I{folder}" for folder in (packages / "c", packages / "cpp", HERE, ROOT / "generator/include")]
    for compiler, name in (("cc -std=c11 -D_DEFAULT_SOURCE", "main.c"), ("c++ -std=c++20", "main.cpp")):
        subprocess.run([*compiler.split(), "-O1", "-Wall", "-Wextra", "-Werror", *includes, HERE / name, "-o",
                        work / name.replace(".", "_")], check=True)
    commands: dict[str, list[object]] = {"C": [work / "main_c"], "C++": [work / "main_cpp"]}
    if go := os.environ.get("FFIGEN_GO"):
        shutil.copytree(HERE / "go", work / "go")
        (work / "go/go.mod").write_text("module example.com/client\n\ngo 1.22\n\nrequire example.com/greedycbor v0.0.0\n\n"
                                        f"replace example.com/greedycbor => {packages / 'go'}\n")
        subprocess.run([go, "build", "-o", "client", "."], cwd=work / "go", check=True,
                       env={**os.environ, "CGO_ENABLED": "0", "GOFLAGS": "-mod=mod", "GOWORK": "off", "GOTOOLCHAIN": "local"})
        commands["Go"] = [work / "go/client"]
    if cargo := os.environ.get("FFIGEN_CARGO"):
        shutil.copytree(HERE / "rust", work / "rust")
        (work / "rust/Cargo.toml").write_text('[package]\nname = "client"\nversion = "0.0.0"\nedition = "2024"\n\n[workspace]\n\n[dependencies]\n'
                                              f'greedy-cbor = {{ path = "{packages / "rust"}", features = ["rpc"] }}\n')
        subprocess.run([cargo, "build", "--offline", "--quiet"], cwd=work / "rust", check=True,
                       env={**os.environ, "CARGO_TARGET_DIR": str(work / "target")})
        commands["Rust"] = [work / "target/debug/client"]
    script = [sys.executable, "-B", HERE / "main.py"]
    return {**commands, "Python": script, "asyncio": [*script, "--asyncio"]}


class Villain:
    """Answers ffi.hello, and then does as it is told, until its peer ends."""

    def __init__(self, path: Path) -> None:
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.bind(str(path))
        self.socket.listen(9)
        self.then = self.deaf
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        while True:
            one, _ = self.socket.accept()
            threading.Thread(target=self.answer, args=(one,), daemon=True).start()

    def answer(self, one: socket.socket) -> None:
        try:
            one.recv(4096)
            one.sendall(struct.pack(">iI", 0, 1) + b"\xa0")
            self.then(one)
        except OSError:
            pass  # the client has had enough
        one.close()

    def deaf(self, one: socket.socket) -> None:
        time.sleep(60)

    def drips(self, one: socket.socket) -> None:
        for byte in struct.pack(">iI", 0, 1 << 20) + bytes(600):
            one.sendall(bytes([byte]))
            time.sleep(0.05)

    def promises(self, one: socket.socket) -> None:
        """The largest answer that is taken, which does not come."""
        one.sendall(struct.pack(">iI", 0, 64 << 20) + b"\xa1")
        time.sleep(60)

    def never_ends(self, one: socket.socket) -> None:
        """Answers to no question."""
        while True:
            one.sendall(struct.pack(">iI", 7, 3) + b"\xa0\xa0\xa0")

    def items(self, item: bytes, head: bytes) -> object:
        begin, end = b"\xa1\x65items" + head, b"\xff" if head == b"\x9f" else b""

        def gives(one: socket.socket) -> None:
            one.recv(4096)
            one.sendall(struct.pack(">iI", 0, len(begin) + (3 << 20) + len(end)) + begin)
            for _ in range(3):
                one.sendall(item * (1 << 20))
            one.sendall(end)
            time.sleep(60)

        return gives


def main() -> None:
    ffigen, work = (Path(argument).resolve() for argument in sys.argv[1:3])
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    packages = work / "packages"
    subprocess.run([ffigen, HERE / "greedy.h", "--lang", "cbor", "-o", packages, "--quiet"], check=True)
    commands = built(packages, work)
    villain = Villain(work / "villain")
    count = struct.pack(">BI", 0x9A, 3 << 20)
    crimes = {  # what is called, in which time, and how that may end
        "takes nothing": (villain.deaf, "take", 1000, {"ffi.deadline", "ffi.lost"}),
        "answers byte by byte": (villain.drips, "all", 1000, {"ffi.deadline"}),
        "promises much": (villain.promises, "all", 1000, {"ffi.deadline"}),
        "answers without end": (villain.never_ends, "all", 1000, {"ffi.malformed", "ffi.lost"}),
        "items of defaults": (villain.items(b"\xa0", count), "all", 60_000, {"ffi.malformed"}),
        "as many, uncounted": (villain.items(b"\xa0", b"\x9f"), "all", 60_000, {"ffi.malformed"}),
    }
    for crime, (villain.then, call, limit, expected) in crimes.items():
        for name, command in commands.items():
            program, options = command[:3], command[3:]
            started = time.monotonic()
            process = subprocess.Popen([*map(str, program), f"unix:{work / 'villain'}", str(limit), call, *options],
                                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                       env={**os.environ, "PYTHONPATH": str(packages / "python")})
            watch = threading.Timer(limit / 1000 + 60, process.kill)
            watch.start()
            said = process.stdout.read().strip()
            _, status, used = os.wait4(process.pid, 0)
            watch.cancel()
            spent = time.monotonic() - started
            what = f"{name}: {crime}: {said!r}, status {status}, {spent:.1f} s, {used.ru_maxrss >> 10} MB"
            print(what, flush=True)
            check(status == 0 and said in expected, what)
            check(used.ru_maxrss >> 10 < MEGABYTES, what)
            check(spent < limit / 1000 + 50, what)  # the rest is for the machine's other work


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
