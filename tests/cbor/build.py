"""Builds a peer in each language from one header's packages: programs that decode and encode again."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
INCLUDE = HERE.parents[1] / "generator" / "include"
CARGO = os.environ.get("FFIGEN_CARGO") or "cargo"
GO = os.environ.get("FFIGEN_GO") or "go"
PYTHON = os.environ.get("FFIGEN_PYTHON") or "python3"
STRICT = ["-Wall", "-Wextra", "-Wconversion", "-Wsign-conversion", "-pedantic", "-Werror"]
SANITIZED = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"]


def run(*command: object, **options: object) -> None:
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    if result.returncode != 0:
        raise SystemExit(f"{command} ends with {result.returncode}\n{result.stdout}{result.stderr}"[-6000:])


@dataclass
class Peer:
    """A program that answers questions, one a line."""

    name: str
    command: list[str]
    environment: dict[str, str]

    def ask(self, questions: list[str]) -> list[str]:
        result = subprocess.run(self.command, input="".join(line + "\n" for line in questions), capture_output=True, text=True,
                                env=self.environment)
        answers = result.stdout.splitlines()
        if result.returncode != 0 or len(answers) != len(questions):
            asked = questions[len(answers)][:2000] if len(answers) < len(questions) else "nothing more"
            raise SystemExit(f"{self.name} ended with {result.returncode} at: {asked}\n{result.stderr[-3000:]}")
        return answers


def peer(name: str, *command: object, **environment: str) -> Peer:
    return Peer(name, [str(part) for part in command], {**os.environ, **environment})


def c_peers(header: Path, packages: Path, work: Path) -> list[Peer]:
    source = HERE / "peers" / "peer.c"
    include = [f"-I{header.parent}", f"-I{INCLUDE}", f"-I{packages / 'c'}"]
    run("cc", "-std=c11", "-O1", "-g", *STRICT, *SANITIZED, *include, source, "-o", work / "c")
    run("c++", "-std=c++17", "-x", "c++", "-O2", *[flag for flag in STRICT if flag != "-pedantic"], "-fpermissive", "-w",
        *include, source, "-o", work / "cxx")
    peers = [peer("C", work / "c"), peer("C++", work / "cxx")]
    if shutil.which("s390x-linux-gnu-gcc") and shutil.which("qemu-s390x-static"):
        run("s390x-linux-gnu-gcc", "-std=c11", "-O2", "-static", *STRICT, *include, source, "-o", work / "c_s390x")
        peers.append(peer("C s390x", "qemu-s390x-static", work / "c_s390x"))
    return peers


def go_peers(packages: Path, work: Path) -> list[Peer]:
    folder = work / "go"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copy(HERE / "peers" / "main.go", folder)
    (folder / "go.mod").write_text("module example.com/peer\n\ngo 1.21\n\nrequire example.com/zoocbor v0.0.0\n\n"
                                   f"replace example.com/zoocbor => {packages / 'go'}\n")
    environment = {**os.environ, "CGO_ENABLED": "0", "GOFLAGS": "-mod=mod", "GOWORK": "off", "GOTOOLCHAIN": "local"}
    run(GO, "build", "-o", work / "go_peer", ".", cwd=folder, env=environment)
    peers = [peer("Go", work / "go_peer")]
    if shutil.which("qemu-s390x-static"):
        run(GO, "build", "-o", work / "go_s390x", ".", cwd=folder, env={**environment, "GOARCH": "s390x"})
        peers.append(peer("Go s390x", "qemu-s390x-static", work / "go_s390x"))
    return peers


def rust_peers(packages: Path, work: Path) -> list[Peer]:
    folder = work / "rust"
    (folder / "src").mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "peers" / "main.rs", folder / "src" / "main.rs")
    (folder / "Cargo.toml").write_text('[package]\nname = "peer"\nversion = "0.0.0"\nedition = "2024"\n\n[workspace]\n\n[dependencies]\n'
                                       f'zoo-cbor = {{ path = "{packages / "rust"}" }}\n\n[profile.dev]\nopt-level = 1\n')
    run(CARGO, "build", "--offline", "--quiet", cwd=folder, env={**os.environ, "CARGO_TARGET_DIR": str(work / "target")})
    return [peer("Rust", work / "target" / "debug" / "peer")]


def peers(ffigen: Path, header: Path, work: Path) -> list[Peer]:
    """Every peer of the header's packages."""
    work.mkdir(parents=True, exist_ok=True)
    packages = work / "packages"
    run(ffigen, header, "--lang", "cbor", "-o", packages, "--quiet")
    return [*c_peers(header, packages, work), *rust_peers(packages, work), *go_peers(packages, work),
            peer("Python", PYTHON, "-B", HERE / "peers" / "peer.py", PYTHONPATH=str(packages / "python"))]
