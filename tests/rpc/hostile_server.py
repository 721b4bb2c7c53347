#!/usr/bin/env python3
"""The clients of the timer example against a server that lies: what it answers is damaged on its way. Each ends with what is
expected or with one of its documented errors, and soon; none crashes, hangs or trips a sanitizer.

  hostile_server.py <server> <packages> <work>
"""

import asyncio
import os
import random
import resource
import shutil
import struct
import subprocess
import sys
import threading
from pathlib import Path

from peer import FULL, Server, check

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "timer"
EXPECTED = "tea: after 30 ms, 2 times\ntea goes off\ntea goes off\nTIMER_NOT_FOUND\n6.5\n"
TRIALS = 2000 if FULL else 40
ERRORS = ("CallError", "CborError", "DeadlineError", "Error", "LostError", "NotFoundError", "TimeoutError")


def answer(status: int, payload: bytes, size: int | None = None) -> bytes:
    return struct.pack(">iI", status, len(payload) if size is None else size) + payload


def damaged(r: random.Random, status: int, payload: bytes) -> bytes:
    """Another answer, or none, or more than one."""
    right = answer(status, payload)
    data = bytearray(payload)
    for _ in range(r.randint(1, 3)):
        if data:
            data[r.randrange(len(data))] = r.choice([r.getrandbits(8), 0xFF, 0x5F, 0x7F, 0x9F, 0xBF, 0x1B, 0x5B, 0x9B, 0xBB, 0x80, 0xA0])
    cut = r.randrange(len(right))
    kinds = [lambda: answer(status, bytes(data)), lambda: answer(r.choice([1, 2, -1, 2**31 - 1, -(2**31), -(2**31) + 2, 12345]), payload),
             lambda: answer(status, payload, r.choice([2**32 - 1, 2**31, len(payload) + 1, 64 << 20, max(len(payload) - 1, 0), 0])),
             lambda: r.randbytes(r.randint(1, 200)), lambda: right[:cut], lambda: right + right, lambda: answer(0, b"\xa0") + right,
             lambda: answer(status, b"\x81" * r.choice([31, 33, 200_000])), lambda: answer(status, b""), lambda: answer(status, payload + b"\0"),
             lambda: answer(1, b"\xa3\x64code\x01\x64name\x61\xff\x64text\x60"), lambda: answer(2, b"\xa1\x64name" + b"\x7a\xff\xff\xff\xff"),
             lambda: answer(status, b"\xbf" + b"\x61a\xf6" * r.randint(1, 9999) + b"\xff"), lambda: b""]
    return r.choice(kinds)()


class Liar:
    """Between a client and the server; everything is as it should be up to one answer of each connection."""

    def __init__(self, true_path: str, path: str) -> None:
        self.true_path, self.path, self.seed = true_path, path, 0
        self.loop = asyncio.new_event_loop()
        ready = threading.Event()
        threading.Thread(target=self.serve, args=(ready,), daemon=True).start()
        ready.wait(10)

    def serve(self, ready: threading.Event) -> None:
        async def main() -> None:
            await asyncio.start_unix_server(self.connection, self.path)
            ready.set()

        self.loop.run_until_complete(main())
        self.loop.run_forever()

    async def connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        r = random.Random(self.seed)
        true_reader, true_writer = await asyncio.open_unix_connection(self.true_path)

        async def requests() -> None:
            while data := await reader.read(65536):
                true_writer.write(data)
            true_writer.close()

        async def answers() -> None:
            left = r.randint(0, 9)  # before the lie
            while True:
                status, size = struct.unpack(">iI", await true_reader.readexactly(8))
                payload = await true_reader.readexactly(size)
                left -= 1
                data = damaged(r, status, payload) if left == -1 else answer(status, payload)
                if r.random() < 0.1:
                    for byte in data[:300]:
                        writer.write(bytes([byte]))
                        await writer.drain()
                    data = data[300:]
                writer.write(data)
                await writer.drain()
                if left == -1:
                    self.loop.call_later(0.5, writer.close)

        sending = asyncio.create_task(requests())
        try:
            await answers()
        except (asyncio.IncompleteReadError, OSError):
            pass
        sending.cancel()
        writer.close()
        true_writer.close()


def build(packages: Path, work: Path) -> list[list[str]]:
    """Each client's command."""
    flags = ["-std=c11", "-O1", "-g", "-D_DEFAULT_SOURCE", "-w", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
    subprocess.run(["cc", *flags, f"-I{packages / 'c'}", f"-I{EXAMPLE}", f"-I{ROOT / 'generator/include'}", EXAMPLE / "c/main.c", "-o",
                    work / "c"], check=True)
    subprocess.run(["c++", *flags[3:], "-std=c++20", "-O1", "-g", f"-I{packages / 'c'}", f"-I{packages / 'cpp'}", f"-I{EXAMPLE}",
                    f"-I{ROOT / 'generator/include'}", EXAMPLE / "cpp/main.cpp", "-o", work / "cpp"], check=True)
    commands = [[str(work / "c")], [str(work / "cpp")]]
    if go := os.environ.get("FFIGEN_GO"):
        folder = work / "go"
        folder.mkdir()
        shutil.copy(EXAMPLE / "go/main.go", folder)
        (folder / "go.mod").write_text("module example.com/client\n\ngo 1.21\n\nrequire example.com/timercbor v0.0.0\n\n"
                                       f"replace example.com/timercbor => {packages / 'go'}\n")
        subprocess.run([go, "build", "-o", work / "go_client", "."], cwd=folder, check=True,
                       env={**os.environ, "CGO_ENABLED": "0", "GOFLAGS": "-mod=mod", "GOWORK": "off", "GOTOOLCHAIN": "local"})
        commands.append([str(work / "go_client")])
    if cargo := os.environ.get("FFIGEN_CARGO"):
        shutil.copytree(EXAMPLE / "rust", work / "rust")
        (work / "rust/Cargo.toml").write_text('[package]\nname = "client"\nversion = "0.0.0"\nedition = "2024"\n\n[workspace]\n\n[dependencies]\n'
                                              f'timer-cbor = {{ path = "{packages / "rust"}", features = ["rpc"] }}\n')
        subprocess.run([cargo, "build", "--offline", "--quiet"], cwd=work / "rust", check=True,
                       env={**os.environ, "CARGO_TARGET_DIR": str(work / "target")})
        commands.append([str(work / "target/debug/client")])
    script = str(EXAMPLE / "python/client.py")
    return [*commands, [sys.executable, "-B", script], [sys.executable, "-B", script, "--asyncio"]]


def judge(command: list[str], seed: int, done: subprocess.CompletedProcess[str]) -> bool:
    """Whether all went well in spite of the lie."""
    what = f"{command} with seed {seed}: {done}"
    if done.returncode == 0:
        check(done.stdout.count("\n") <= 5, what)
        return done.stdout == EXPECTED
    check(done.returncode == 1, what)
    if "python" in command[0]:
        last = done.stderr.strip().splitlines()[-1]
        check(last.split(":")[0].rsplit(".", 1)[-1] in ERRORS, what)
    else:
        check(done.stdout.strip() and not done.stderr, what)
    return False


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    program, packages, work = (Path(argument).resolve() for argument in sys.argv[1:])
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    first = int(os.environ.get("FFIGEN_SEED", "1"))
    with Server(program, work) as server:
        liar = Liar(str(server.path), str(work / "liar.sock"))
        for command in build(packages, work):
            well = 0
            for seed in range(first, first + TRIALS):
                liar.seed = seed
                program_and_script = command[: 3 if len(command) > 1 else 1]
                done = subprocess.run([*program_and_script, f"unix:{liar.path}", *command[3:]],
                                      capture_output=True, text=True, timeout=60, preexec_fn=limit,
                                      env={**os.environ, "PYTHONPATH": str(packages / "python")})
                well += judge(command, seed, done)
            check(0 < well < TRIALS, f"{command}: {well} of {TRIALS} went well: nothing was tried")
            print(f"{Path(command[-1]).name}: {TRIALS - well} lies found out, {well} without effect")


if __name__ == "__main__":
    main()
