#!/usr/bin/env python3
"""Every client over TLS: with certificates on both sides, wrong ones, and deadlines from connecting on.

  tls.py <server> <packages> <work>
"""

import contextlib
import os
import select
import shutil
import socket
import ssl
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from peer import FULL, ROOT, Server, check

HERE = Path(__file__).resolve().parent / "tls"
Say = Callable[..., str]


def certificates(work: Path) -> None:
    """An authority of which server and client are, and another one with a client of its own."""

    def openssl(*arguments: object) -> None:
        subprocess.run(["openssl", *map(str, arguments)], cwd=work, check=True, capture_output=True)

    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    for authority in ("authority", "elsewhere"):
        openssl("req", "-x509", *key, "-days", 2, "-subj", f"/CN={authority}", "-keyout", f"{authority}.key", "-out",
                f"{authority}.pem")
    (work / "names").write_text("subjectAltName=IP:127.0.0.1\n")
    for name, authority in (("server", "authority"), ("client", "authority"), ("stranger", "elsewhere")):
        openssl("req", *key, "-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.csr")
        openssl("x509", "-req", "-in", f"{name}.csr", "-CA", f"{authority}.pem", "-CAkey", f"{authority}.key",
                "-CAcreateserial", "-days", 2, "-extfile", "names", "-out", f"{name}.pem")


def programs(packages: Path, work: Path) -> dict[str, list[object]]:
    """A client in each language, which has the same arguments and says the same."""
    found: dict[str, list[object]] = {}
    includes = [f"-I{folder}" for folder in (packages / "c", packages / "cpp", ROOT / "examples/timer", ROOT / "generator/include")]
    for name, compiler in (("c", ("cc", "-std=c11", "-D_DEFAULT_SOURCE")), ("cpp", ("c++", "-std=c++20"))):
        subprocess.run([*compiler, "-Wall", "-Wextra", "-Werror", "-g", "-fsanitize=address,undefined", "-DFFI_RPC_OPENSSL", *includes,
                        HERE / f"main.{name}", "-o", work / name, "-lssl", "-lcrypto", "-pthread"], check=True)
        found[name] = [work / name]
    if go := os.environ.get("FFIGEN_GO"):
        shutil.copytree(HERE / "go", work / "go")
        (work / "go/go.mod").write_text("module example.com/client\n\ngo 1.21\n\nrequire example.com/timercbor v0.0.0\n\n"
                                        f"replace example.com/timercbor => {packages / 'go'}\n")
        subprocess.run([go, "build", "-o", "client", "."], cwd=work / "go", check=True,
                       env={**os.environ, "CGO_ENABLED": "0", "GOFLAGS": "-mod=mod", "GOWORK": "off", "GOTOOLCHAIN": "local"})
        found["Go"] = [work / "go/client"]
    if cargo := os.environ.get("FFIGEN_CARGO"):
        shutil.copytree(HERE / "rust", work / "rust")
        (work / "rust/Cargo.toml").write_text('[package]\nname = "client"\nversion = "0.0.0"\nedition = "2024"\n\n[workspace]\n\n'
                                              f'[dependencies]\ntimer-cbor = {{ path = "{packages}/rust", features = ["rpc"] }}\n'
                                              f'timer-cbor-tls = {{ path = "{packages}/rust/tls" }}\n')
        subprocess.run([cargo, "build", "--offline", "--quiet"], cwd=work / "rust", check=True,
                       env={**os.environ, "CARGO_TARGET_DIR": str(work / "target")})
        found["Rust"] = [work / "target/debug/client"]
        if FULL:
            without_warnings(cargo, packages, work, "tls")
    found["Python"] = [sys.executable, HERE / "main.py"]
    found["asyncio"] = [sys.executable, HERE / "main.py", "aio"]
    return found


def without_warnings(cargo: str, packages: Path, work: Path, crate: str) -> None:
    """A crate beside the others, as clippy, rustfmt and rustdoc see it."""
    shutil.copytree(packages / "rust", work / "crates")
    for command in (("fmt", "--check"), ("clippy", "--offline", "--quiet", "--", "-D", "warnings"), ("doc", "--offline", "--quiet", "--no-deps")):
        subprocess.run([cargo, *command], cwd=work / "crates" / crate, check=True,
                       env={**os.environ, "CARGO_TARGET_DIR": str(work / "target"), "RUSTDOCFLAGS": "-D warnings"})


def sayer(command: list[object], packages: Path) -> Say:
    def said(address: str, *arguments: object, ms: int = 10_000) -> str:
        done = subprocess.run([str(part) for part in (*command[:2 if len(command) > 1 else 1], address, ms, *arguments, *command[2:])],
                              capture_output=True, text=True, timeout=60,
                              env={**os.environ, "PYTHONPATH": str(packages / "python")})
        check(done.returncode == 0 and not done.stderr, f"{command}: {done}")
        return done.stdout

    return said


def trusted(name: str, said: Say, work: Path, tcp: str, tls: str) -> None:
    """Who is who he says is spoken to, and nobody else."""
    own = (work / "client.pem", work / "client.key", work / "authority.pem")
    check(said(tls, *own) == "3.5\n", f"{name}: TLS")
    check(said(tcp, *own) == "3.5\n", f"{name}: TCP")
    for what, answer in (
        ("a server of another authority", said(tls, *own[:2], work / "elsewhere.pem")),
        ("a server's certificate for another host", said(tls.replace("127.0.0.1", "localhost"), *own)),
        ("a client of another authority", said(tls, work / "stranger.pem", work / "stranger.key", own[2])),
        ("no TLS there", said(tcp.replace("tcp:", "tls:"), *own)),
        ("TLS there", said(tls.replace("tls:", "tcp:"), *own)),
    ):
        check(answer.startswith("ffi.lost"), f"{name}: {what}: {answer}")


def in_time(name: str, said: Say, work: Path) -> None:
    """Nobody accepts: a queue that is full, a handshake that is not answered."""
    own = (work / "client.pem", work / "client.key", work / "authority.pem")
    for kind in (socket.AF_UNIX, socket.AF_INET):
        with socket.socket(kind) as deaf, contextlib.ExitStack() as waiting:
            path = work / "deaf.sock"
            path.unlink(missing_ok=True)
            deaf.bind(str(path) if kind == socket.AF_UNIX else ("127.0.0.1", 0))
            deaf.listen(0)
            address = f"unix:{path}" if kind == socket.AF_UNIX else "tcp:%s:%d" % deaf.getsockname()
            for _ in range(4):
                one = waiting.enter_context(socket.socket(kind))
                one.setblocking(False)
                with contextlib.suppress(BlockingIOError):
                    one.connect(deaf.getsockname())
            for each in (address, *([address.replace("tcp:", "tls:")] if kind == socket.AF_INET else [])):
                start = time.monotonic()
                answer = said(each, *own, ms=500)
                check(answer.startswith("ffi.deadline"), f"{name}: nobody accepts at {each}: {answer}")
                # The program has to be started, too, which takes seconds beside other tests.
                check(time.monotonic() - start < 20, f"{name}: a deadline that is kept")
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(9)
        answer = said("tls:%s:%d" % silent.getsockname(), *own, ms=500)
        check(answer.startswith("ffi.deadline"), f"{name}: no handshake: {answer}")


class Shears:
    """Between a client and a TLS server: tears the connection down when so many bytes have come from the server."""

    def __init__(self, tls: str) -> None:
        self.target = ("127.0.0.1", int(tls.rsplit(":", 1)[1]))
        self.after = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = "tls:127.0.0.1:%d" % self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        while True:
            client, _ = self.listener.accept()
            with client, socket.create_connection(self.target) as server, contextlib.suppress(OSError):
                self.forward(client, server, self.after)

    def forward(self, client: socket.socket, server: socket.socket, left: int) -> None:
        while True:
            for ready in select.select([client, server], [], [], 20)[0]:
                data = ready.recv(left if ready is server else 65536)
                if not data:
                    return
                (client if ready is server else server).sendall(data)
                left -= len(data) if ready is server else 0
                if left <= 0:  # as a machine does that was switched off
                    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    return


def torn(name: str, said: Say, work: Path, tls: str) -> None:
    """Wherever the connection ends, the call does, and the process goes on."""
    own = (work / "client.pem", work / "client.key", work / "authority.pem")
    shears = Shears(tls)
    for shears.after in (1, 1200, 2300, 2700, 3000, 3500):
        answer = said(shears.address, *own)
        check(answer == "3.5\n" or answer.startswith("ffi.lost"), f"{name}: torn after {shears.after} bytes: {answer}")


def others(packages: Path, work: Path, tls: str) -> None:
    """A client without a certificate; one in C that was compiled without OpenSSL."""
    sys.path.insert(0, str(packages / "python"))
    from timer_cbor import rpc
    from timer_cbor.call_errors import LostError

    context = ssl.create_default_context(cafile=str(work / "authority.pem"))
    try:
        with rpc.connect(tls, context=context, timeout=10):
            check(False, "TLS let nobody in")
    except LostError:
        pass
    subprocess.run(["cc", "-std=c11", "-D_DEFAULT_SOURCE", f"-I{packages / 'c'}", f"-I{ROOT / 'examples/timer'}",
                    f"-I{ROOT / 'generator/include'}", HERE / "main.c", "-o", work / "plain"], check=True)
    answer = sayer([work / "plain"], packages)(tls, "", "", "")
    check("FFI_RPC_OPENSSL" in answer, f"TLS without OpenSSL: {answer}")


def main() -> None:
    program, packages, work = (Path(argument).resolve() for argument in sys.argv[1:4])
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    certificates(work)
    clients = {name: sayer(command, packages) for name, command in programs(packages, work).items()}
    with Server(program, work, "--listen", "tcp:127.0.0.1:0", "--listen", "tls:127.0.0.1:0", "--certificate",
                str(work / "server.pem"), "--key", str(work / "server.key"), "--authority", str(work / "authority.pem"),
                "--request-ms", "3000") as server:
        _, tcp, tls = server.addresses
        for name, said in clients.items():
            trusted(name, said, work, tcp, tls)
            in_time(name, said, work)
            torn(name, said, work, tls)
        others(packages, work, tls)
        with socket.create_connection(("127.0.0.1", int(tls.rsplit(":", 1)[1]))) as silent:
            silent.settimeout(10)
            check(silent.recv(1) == b"", "a handshake that does not come")
        check(server.peer().call("watches") == (0, {"result": 0}), "the server goes on")


if __name__ == "__main__":
    main()
