#!/usr/bin/env python3
"""A client in C on a big-endian machine (s390x, under qemu) calls the little-endian server, and a Go client does.

  big_endian.py <server> <packages> <work>
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from peer import Server, check

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "timer"
EXPECTED = "tea: after 30 ms, 2 times\ntea goes off\ntea goes off\nTIMER_NOT_FOUND\n6.5\n"


def main() -> None:
    program, packages, work = (Path(argument).resolve() for argument in sys.argv[1:])
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    qemu = shutil.which("qemu-s390x-static") or shutil.which("qemu-s390x")
    clients = []
    if qemu and shutil.which("s390x-linux-gnu-gcc"):
        subprocess.run(["s390x-linux-gnu-gcc", "-std=c11", "-O2", "-static", "-D_DEFAULT_SOURCE", "-w", f"-I{packages / 'c'}",
                        f"-I{EXAMPLE}", f"-I{ROOT / 'generator/include'}", EXAMPLE / "c/main.c", "-o", work / "c"], check=True)
        clients.append(work / "c")
    go = os.environ.get("FFIGEN_GO")
    if qemu and go:
        folder = work / "go"
        folder.mkdir()
        shutil.copy(EXAMPLE / "go/main.go", folder)
        (folder / "go.mod").write_text("module example.com/client\n\ngo 1.21\n\nrequire example.com/timercbor v0.0.0\n\n"
                                       f"replace example.com/timercbor => {packages / 'go'}\n")
        subprocess.run([go, "build", "-o", work / "go_client", "."], cwd=folder, check=True,
                       env={**os.environ, "CGO_ENABLED": "0", "GOARCH": "s390x", "GOFLAGS": "-mod=mod", "GOWORK": "off",
                            "GOTOOLCHAIN": "local"})
        clients.append(work / "go_client")
    if not clients:
        print("SKIPPED: no s390x compiler or no qemu")
        return
    with Server(program, work, "--listen", "tcp:127.0.0.1:0") as server:
        for client in clients:
            for address in server.addresses:
                said = subprocess.run([qemu, client, address], capture_output=True, text=True, timeout=120)
                check(said.returncode == 0 and said.stdout == EXPECTED, f"{client.name} at {address}: {said}")
                print(f"{client.name} of s390x at {address.split(':')[0]}: as expected")


if __name__ == "__main__":
    main()
