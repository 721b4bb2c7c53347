#!/usr/bin/env python3
"""Every client when a call is given up from another thread, and when its server ends, is killed or hangs.

  lost.py <server> <packages> <work>
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from peer import ROOT, Server, check

HERE = Path(__file__).resolve().parent / "lost"
SANITIZED = ("-g", "-Wall", "-Wextra", "-Werror", "-fsanitize=address,undefined", "-fno-sanitize-recover=all")


class Client:
    """A program that makes calls as it is told."""

    def __init__(self, name: str, command: list[object], address: str, packages: Path) -> None:
        self.name = name
        self.process = subprocess.Popen([*map(str, command[:1]), *map(str, command[1:2]), address, *map(str, command[2:])],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        env={**os.environ, "PYTHONPATH": str(packages / "python")})

    def says(self, word: str, ms: int = 0) -> str:
        self.process.stdin.write(f"{word} {ms}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def expect(self, answer: str, word: str, ms: int = 0) -> None:
        said = self.says(word, ms)
        check(said == answer, f"{self.name}: {word} {ms}: '{said}' and not '{answer}'")

    def connects_again(self) -> None:
        """The first call may find that the connection is no more: it is not made twice."""
        first = self.says("sum")
        check(first in ("lost", "3.0"), f"{self.name}: a new server: {first}")
        self.expect("3.0", "sum")

    def end(self) -> None:
        self.process.stdin.close()
        check(self.process.wait(20) == 0, f"{self.name} ends with {self.process.returncode}")


def compiled(packages: Path, work: Path, *options: str) -> dict[str, list[object]]:
    """The clients in C and C++."""
    found: dict[str, list[object]] = {}
    includes = [f"-I{folder}" for folder in (packages / "c", packages / "cpp", ROOT / "examples/timer", ROOT / "generator/include")]
    for name, compiler, file in (("C", ("cc", "-std=c11"), "main.c"), ("C++", ("c++", "-std=c++20"), "main.cpp")):
        program = work / file.replace(".", "_")
        subprocess.run([*compiler, *SANITIZED, *includes, HERE / file, "-o", program, "-pthread", *options],
                       check=True)
        found[name] = [program]
    return found


def programs(packages: Path, work: Path) -> dict[str, list[object]]:
    found = compiled(packages, work)
    if cargo := os.environ.get("FFIGEN_CARGO"):
        shutil.copytree(HERE / "rust", work / "rust")
        (work / "rust" / "Cargo.toml").write_text('[package]\nname = "lost"\nversion = "0.0.0"\nedition = "2024"\n\n[workspace]\n\n'
                                                  f'[dependencies]\ntimer-cbor = {{ path = "{packages / "rust"}", features = ["rpc"] }}\n')
        subprocess.run([cargo, "build", "--offline", "--quiet"], cwd=work / "rust", check=True,
                       env={**os.environ, "CARGO_TARGET_DIR": str(work / "target")})
        found["Rust"] = [work / "target" / "debug" / "lost"]
    if go := os.environ.get("FFIGEN_GO"):
        shutil.copytree(HERE / "go", work / "go")
        (work / "go" / "go.mod").write_text("module example.com/lost\n\ngo 1.21\n\nrequire example.com/timercbor v0.0.0\n\n"
                                            f"replace example.com/timercbor => {packages / 'go'}\n")
        subprocess.run([go, "build", "-o", work / "go" / "lost", "."], cwd=work / "go", check=True,
                       env={**os.environ, "GOFLAGS": "-mod=mod", "GOWORK": "off", "GOTOOLCHAIN": "local", "CGO_ENABLED": "0"})
        found["Go"] = [work / "go" / "lost"]
    found["Python"] = [sys.executable, HERE / "main.py"]
    found["asyncio"] = [sys.executable, HERE / "main.py", "aio"]
    return found


def given_up(client: Client) -> None:
    """A wait without an end is given up: at once, and the connection, its objects and the server go on."""
    client.expect("3.0", "sum")
    client.expect("opened", "open")
    client.expect("TIMER_TIMEOUT", "wait", 20)
    for _ in range(3):
        start = time.monotonic()
        client.expect("cancelled", "cancel", 100)
        check(time.monotonic() - start < 2, f"{client.name}: late")
        client.expect("3.0", "sum")
        check(time.monotonic() - start < 2, f"{client.name}: the server goes on waiting for nobody")
        client.expect("0", "seen")
    client.expect("cancelled", "cancel", 0)
    client.expect("TIMER_TIMEOUT", "wait", 20)


def main() -> None:
    program, packages, work = (Path(argument).resolve() for argument in sys.argv[1:4])
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    server = Server(program, work, "--listen", "tcp:127.0.0.1:0")
    tcp = server.addresses[1]
    clients = [Client(name, command, address, packages) for name, command in programs(packages, work).items()
               for address in (f"unix:{server.path}", tcp)]
    for client in clients:
        given_up(client)
    # The server ends, another one is there; it is killed, and the file of the dead one is replaced; it hangs, then it is killed.
    for what in ("ends", "is killed", "hangs"):
        if what == "ends":
            server.__exit__()
        elif what == "is killed":
            server.process.kill()
        else:
            server.process.send_signal(signal.SIGSTOP)
            for client in clients[:2]:
                client.expect("deadline", "sum")
            server.process.kill()
        server.process.wait()
        for client in clients:
            client.expect("lost", "seen")
            client.expect("lost", "sum")
        server = Server(program, work, "--listen", tcp)
        for client in clients:
            client.connects_again()
            client.expect("lost", "seen")
            client.expect("opened", "open")
            client.expect("0", "seen")
    for client in clients:
        client.end()
    server.__exit__()


if __name__ == "__main__":
    main()
