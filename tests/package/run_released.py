#!/usr/bin/env python3
"""What `./dev package` made, used as it is: each machine's program, the runtime's packages, npm's.

  run_released.py FFIGEN WORK BUILD CASE
"""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from case import ROOT, Case, main, skip
from npm_registry import NpmRegistry
from root import PACKAGES, Root
from run_components import FINGERPRINT, USER

sys.path.insert(0, str(ROOT / "packaging"))
from binary import needs_of  # noqa: E402
from inside import INSIDE  # noqa: E402


def unpacked(case: Case, machine: str):
    archive = next(PACKAGES.glob(f"ffigen-*-linux-{machine}.tar.gz"), None)
    if archive is None:
        skip(f"no packages for {machine}: ./dev package{'' if machine == 'x86_64' else f' --machine {machine}'}")
    case.run("tar", "-xzf", archive)
    return case.work / archive.name.removesuffix(".tar.gz")


def needs_nothing(case: Case):
    """No loader, no library, no symbol of any glibc: there is no oldest one."""
    if not (PACKAGES / "SHA256SUMS").exists():
        skip("no packages: ./dev package")
    case.run("sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS", cwd=PACKAGES)
    for archive in PACKAGES.glob("ffigen-*-linux-*.tar.gz"):
        case.run("tar", "-xzf", archive)
        needs = needs_of(next(case.work.glob(f"{archive.name.removesuffix('.tar.gz')}/bin/ffigen")))
        case.expect(not needs.libraries and not needs.loader and not needs.versions, f"{archive.name}: {needs}")


# Headers of the kernel's interface, which are no part of what is linked; the compiler's own are libgcc's.
NOT_INSIDE = {"linux-libc-dev", "clang-19", "libclang-common-19-dev"}


def owners(case: Case, files: set[str]) -> set[str]:
    said = subprocess.run(["dpkg", "--search", *sorted(files)], capture_output=True, text=True, check=False)
    case.expect(said.returncode == 0, f"of no package: {said.stderr[:2000]}")
    return {line.partition(":")[0] for line in said.stdout.splitlines() if not line.startswith("diversion ")}


def nothing_else_is_inside(case: Case):
    """What the linker took and the compiler read is what the bill of materials names, no more and no less."""
    build = ROOT / "build/package-x86_64"
    if not (build / "inside.map").exists():
        skip("no map of a self-contained program: ./dev package")
    taken = re.search(r"^Archive member included(.*?)^(?:Discarded|Memory|Merging)", (build / "inside.map").read_text(errors="replace"), re.M | re.S)
    archives = {os.path.realpath(path) for path in re.findall(r"^(/\S+\.a)\(", taken[1], re.M)}
    said = case.run("ninja", "-C", build, "-t", "deps")
    headers = {os.path.realpath(path) for path in re.findall(r"^    (/usr/\S+)$", said, re.M)}
    case.expect(len(archives) > 20 and len(headers) > 200, f"{len(archives)} archives, {len(headers)} headers")
    if " dtl/dtl/dtl.hpp" in said: # a copy, see cmake/FindDtl.cmake
        headers.add("/usr/include/dtl/dtl.hpp")
    found = owners(case, archives | headers) - NOT_INSIDE
    case.expect(found == set(INSIDE), f"not in packaging/inside.py: {sorted(found - set(INSIDE))}; not in the program: {sorted(set(INSIDE) - found)}")


def debian_packages_by_lintian(case: Case):
    """Debian's own judge finds no error; each package has its terms in its own folder."""
    debs = sorted(PACKAGES.glob("*.deb"))
    if not debs or not shutil.which("lintian"):
        skip("no packages, or no lintian: ./dev test --full has both")
    case.run("lintian", "--allow-root", "--fail-on", "error", *debs)
    for deb in debs:
        name = case.run("dpkg-deb", "--field", deb, "Package").strip()
        case.run("dpkg-deb", "--extract", deb, name)
        text = (case.work / name / f"usr/share/doc/{name}/copyright").read_text()
        case.expect("Permission is hereby granted" in text, f"{deb.name}: not ffigen's terms")
        inside = {"ffigen": ["LLVM Exceptions", "Niels Möller", "RUNTIME LIBRARY EXCEPTION"], "rt-audio-services": ["asio", "Niels Lohmann"],
                  "ffigen-rpc-nats-dev": ["asio", "Niels Lohmann"]}
        for word in inside.get(name, []):
            case.expect(word in text, f"{deb.name}: its copyright file has no {word}")
        others = {path.name for path in (case.work / name / "usr/share/doc").iterdir()} - {name}
        case.expect(not others, f"{deb.name} has files in the folders of {others}")


def aarch64(case: Case):
    """The program for 64-bit ARM, in an emulator: it writes the same bytes; its other packages hold the same program."""
    emulator = shutil.which("qemu-aarch64-static") or shutil.which("qemu-aarch64")
    if emulator is None:
        skip("no qemu-aarch64; the package qemu-user-static has it")
    program = unpacked(case, "aarch64") / "bin/ffigen"
    case.expect(needs_of(program).machine == "aarch64", f"{needs_of(program)}")
    case.run(emulator, program, "--version", says="ffigen 0.1.0")
    contract = ROOT / "contract/rt_audio_ffi.h"
    case.run(emulator, program, "verify", contract, "-q")
    case.run(emulator, program, contract, "--lang", "all", "-o", "emulated")
    case.run(unpacked(case, "x86_64") / "bin/ffigen", contract, "--lang", "all", "-o", "own")
    case.run("diff", "-r", "emulated", "own")
    case.run(emulator, program, "doctor", says="13 targets")
    wheel = next(PACKAGES.glob("*manylinux*_aarch64*.whl"))
    with zipfile.ZipFile(wheel) as files:
        name = next(name for name in files.namelist() if name.endswith("/scripts/ffigen"))
        case.expect(files.read(name) == program.read_bytes(), f"{wheel.name} has another program")
    npm = next(PACKAGES.glob("ffigen-linux-arm64-*.tgz"))
    case.run("tar", "-xzf", npm)
    case.expect((case.work / "package/bin/ffigen").read_bytes() == program.read_bytes(), f"{npm.name} has another program")
    case.expect(json.loads((case.work / "package/package.json").read_text())["cpu"] == ["arm64"], "npm takes it for another machine")
    deb = next(PACKAGES.glob("ffigen_*_arm64.deb"))
    case.expect(case.run("dpkg-deb", "--field", deb, "Architecture").strip() == "arm64", f"{deb.name} is for another machine")


DEVELOPER = """cd "$HOME"
pkg-config --modversion rt_audio_ffi
cc user/user.c -o user-program $(pkg-config --cflags --libs rt_audio_ffi)
./user-program
printf 'cmake_minimum_required(VERSION 3.25)\nproject(u C CXX)\nfind_package(rt_audio_ffi 1 REQUIRED)\nfind_package(ffigen_rpc REQUIRED)\n' >user/CMakeLists.txt
printf 'add_executable(u user.c)\ntarget_link_libraries(u rt_audio::rt_audio_ffi)\n' >>user/CMakeLists.txt
printf 'add_library(engine STATIC engine.c)\ntarget_link_libraries(engine PUBLIC ffigen::annotations)\n' >>user/CMakeLists.txt
printf 'ffigen_rpc_server(engine_server engine.h engine)\n' >>user/CMakeLists.txt
sed -i 's/library = engine)/library = engine, rpc = all)/' user/engine.h
cmake -S user -B out >/dev/null && cmake --build out >/dev/null
out/u
out/engine_server --help | grep -q nats:// && rt-rpc-server --help | grep -q nats://
out/engine_server --listen unix:s & server=$!
for i in 1 2 3 4 5 6 7 8 9 10; do [ -S s ] || sleep 0.2; done
rt-call unix:s add '{"a": 2, "b": 3}'
kill $server
rt-host --help >/dev/null && rt-rpc-server --help >/dev/null
rt-service-cpp 2>&1 | grep usage:
"""


def runtime_debs(case: Case):
    """The runtime's library, what is built with it, the RPC server and the services, in a system of a developer."""
    for deb in PACKAGES.glob("*.deb"):
        synopsis = case.run("dpkg-deb", "--field", deb, "Description").splitlines()[0]
        case.expect(("C header" in synopsis) == deb.name.startswith("ffigen_"), f"{deb.name} says of itself: {synopsis}")
    with Root(case, "developer") as root:
        said = root.run("dpkg -i /packages/*_amd64.deb && ldconfig -p | grep librt_audio_ffi.so.1 && ls -l /usr/lib/*/librt_audio_ffi*", user=False)
        case.expect("librt-audio-ffi1" in said, said)
        (case.work / "user.c").write_text(USER)
        root.put("user", case.work / "user.c", ROOT / "examples/builds/engine.h", ROOT / "examples/builds/engine.c")
        said = root.run(DEVELOPER)
        case.expect(said.count(FINGERPRINT) == 2 and '"result": 5' in said, said)
        root.run("apt-get -y -q purge librt-audio-ffi1 ffigen >/dev/null 2>&1 && ! command -v ffigen && ! command -v rt-host", user=False)


def in_every_python(case: Case):
    """pip takes the wheel in each CPython that it names, and no other; in a folder with a space and letters beyond ASCII."""
    pythons = sorted({*Path.home().glob(".pyenv/versions/*/bin/python3"), *Path("/usr/bin").glob("python3.[0-9]*[0-9]")})
    wheel = next(PACKAGES.glob("ffigen-*manylinux*_x86_64*.whl"), None)
    if wheel is None:
        skip("no packages: ./dev package")
    tried = []
    for python in pythons:
        version = tuple(int(part) for part in case.run(python, "-c", "import sys; print(*sys.version_info[:2])").split())
        if version < (3, 6) or version in tried or subprocess.run([python, "-c", "import venv, ensurepip"], capture_output=True).returncode:
            continue
        environment = case.work / f"{version[0]}.{version[1]} ünd"
        case.run(python, "-m", "venv", environment)
        install = [environment / "bin/python", "-m", "pip", "install", "--no-index", "--find-links", PACKAGES, "ffigen"]
        if version < (3, 7):
            case.run(*install, status=1, says="ffigen")
            continue
        case.run(*install, LC_ALL="C")
        case.run(environment / "bin/python", "-m", "ffigen", "--version", says="ffigen 0.1.0", PATH="", LC_ALL="C")
        case.run(environment / "bin/python", "-m", "compileall", "-q", environment / "lib" / f"python{version[0]}.{version[1]}" / "site-packages/ffigen")
        tried.append(version)
    print("in", *(".".join(map(str, version)) for version in tried))
    case.expect(len(tried) > 0, "no Python was tried")


def wheel_from_source(case: Case):
    """pip, of this repository, where no release is to be had: the program is built, and is in the wheel."""
    out = case.work / "wheels"
    case.run(sys.executable, "-m", "pip", "wheel", "--no-index", "--no-deps", "-w", out, ROOT, FFIGEN_RELEASES="/nowhere")
    case.run(sys.executable, "-m", "venv", case.work / "venv")
    case.run(case.work / "venv/bin/python", "-m", "pip", "install", "--no-index", next(out.glob("ffigen-*-linux_*.whl")))
    case.run(case.work / "venv/bin/ffigen", "verify", ROOT / "contract/rt_audio_ffi.h", says="No findings.", PATH="/usr/bin:/bin")


NPX = """mkdir ~/project && cd ~/project && npm init -y >/dev/null
began=$(date +%s%N)
npx --yes ffigen --version
echo "TIME npx $((($(date +%s%N) - began) / 1000000)) ms"
printf 'int f(int x);\n' >a.h && npx ffigen a.h --lang python -o out && ls out
"""


def npx_in_a_root(case: Case):
    with Root(case, "developer") as root, NpmRegistry(PACKAGES) as registry:
        root.run(NPX, says="ffigen 0.1.0", network=True, npm_config_registry=registry.address, npm_config_update_notifier="false")


if __name__ == "__main__":
    main(globals())
