#!/usr/bin/env python3
"""The components of an installation beside the tool: the runtime's library, what is built with it, the RPC server, the services.

  run_components.py FFIGEN WORK BUILD CASE
"""

import json
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

from case import ROOT, Case, main, skip

NAMES = ("tool", "runtime", "runtime-dev", "rpc", "rpc_nats", "services")
USER = """#include <rt_audio_ffi.h>
#include <stdio.h>

int main(void) {
    rt_ffi_registry *registry = NULL;
    printf("%d\\n", (int)rt_ffi_registry_open("", &registry) != 0);
    puts(rt_ffi_fingerprint());
    return 0;
}
"""
FINGERPRINT = json.loads((ROOT / "contract/rt_audio_ffi.ffilock.json").read_text())["fingerprint"]


def installed(case: Case, *components: str) -> Path:
    root = case.work / "prefix with a space"
    if not (case.build / "runtime/librt_audio_ffi.so.1").exists():
        skip("the runtime was not built: FFIGEN_BUILD_RUNTIME is off")
    for component in components:
        case.run("cmake", "--install", case.build, "--prefix", root, "--component", component)
    return root


def files_of(root: Path) -> set[str]:
    return {str(path.relative_to(root)) for path in root.rglob("*") if not path.is_dir()}


def each_file_has_one_component(case: Case):
    seen: dict[str, str] = {}
    for name in NAMES:
        root = installed(case, name)
        for file in files_of(root):
            case.expect(file not in seen, f"{file} is in {seen.get(file)} and {name}")
            seen[file] = name
        root.rename(case.work / name)
    for file, name in {"bin/ffigen": "tool", "lib/librt_audio_ffi.so.1": "runtime", "lib/librt_audio_ffi.so": "runtime-dev",
                       "lib/pkgconfig/rt_audio_ffi.pc": "runtime-dev", "bin/rt-call": "rpc", "lib/libffigen_rpc.a": "rpc",
                       "bin/rt-service-cpp": "services"}.items():
        case.expect(seen.get(file) == name, f"{file} is in {seen.get(file)}, not in {name}")


def check_user(case: Case, program: Path, root: Path) -> None:
    said = case.run(program, LD_LIBRARY_PATH=root / "lib")
    case.expect(said.split() == ["1", FINGERPRINT], said)
    needed = subprocess.run(["readelf", "-d", program], capture_output=True, text=True, check=True).stdout
    case.expect("[librt_audio_ffi.so.1]" in needed, f"the program does not ask for the soname:\n{needed}")


def runtime_by_pkg_config(case: Case):
    root = installed(case, "runtime", "runtime-dev")
    (case.work / "user.c").write_text(USER)
    flags = case.run("pkg-config", "--cflags", "--libs", "rt_audio_ffi", PKG_CONFIG_PATH=root / "lib/pkgconfig")
    case.run("bash", "-c", f"cc user.c -o user {flags.strip()}")
    check_user(case, case.work / "user", root)
    static = case.run("pkg-config", "--cflags", "rt_audio_ffi", PKG_CONFIG_PATH=root / "lib/pkgconfig")
    private = case.run("pkg-config", "--libs-only-l", "--static", "rt_audio_ffi", PKG_CONFIG_PATH=root / "lib/pkgconfig")
    case.run("bash", "-c", f"cc user.c -o alone {static.strip()} '{root}/lib/librt_audio_ffi.a' {private.replace('-lrt_audio_ffi', '').strip()}")
    case.expect(case.run(case.work / "alone").split() == ["1", FINGERPRINT], "linked statically it says something else")


def runtime_by_cmake(case: Case):
    root = installed(case, "runtime", "runtime-dev")
    moved = case.work / "moved"
    root.rename(moved)
    (case.work / "user.c").write_text(USER)
    (case.work / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.25)\nproject(user C)\nfind_package(rt_audio_ffi 1 REQUIRED)\n"
        "add_executable(user user.c)\ntarget_link_libraries(user PRIVATE rt_audio::rt_audio_ffi)\n")
    case.run("cmake", "-S", ".", "-B", "out", "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={moved}")
    case.run("cmake", "--build", "out")
    check_user(case, case.work / "out/user", moved)


def build_server(case: Case, root: Path) -> Path:
    """What a project makes of find_package(ffigen_rpc), a header and a library."""
    header = (ROOT / "examples/builds/engine.h").read_text()
    (case.work / "engine.h").write_text(header.replace("library = engine)", "library = engine, rpc = all)"))
    (case.work / "engine.c").write_text((ROOT / "examples/builds/engine.c").read_text())
    (case.work / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.25)\nproject(user C CXX)\nfind_package(ffigen_rpc REQUIRED)\n"
        "add_library(engine STATIC engine.c)\ntarget_link_libraries(engine PUBLIC ffigen::annotations)\n"
        "ffigen_rpc_server(engine_server engine.h engine)\n")
    case.run("cmake", "-S", ".", "-B", "out", "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={root}")
    case.run("cmake", "--build", "out")
    return case.work / "out/engine_server"


def rpc_server_of_another_project(case: Case):
    """A server, which rt-call calls."""
    start, root = time.monotonic(), installed(case, "tool", "rpc")
    if not (root / "bin/rt-call").exists():
        skip("the RPC server was not built; the configuration says why")
    program = build_server(case, root)
    case.expect("nats://" not in case.run(program, "--help"), "NATS without its component")
    address = f"unix:{case.work}/s" if len(str(case.work)) < 90 else "unix:s"
    with subprocess.Popen([program, "--listen", address], cwd=case.work, stdout=subprocess.DEVNULL) as server:
        try:
            for _ in range(100):
                if (case.work / "s").exists():
                    break
                time.sleep(0.05)
            said = case.run(root / "bin/rt-call", address, "add", '{"a": 2, "b": 3}')
            case.expect("5" in said, said)
            points = '{"points": [{"x": 1, "y": 0}, {"x": 2, "y": 0}]}'
            case.expect("1.5" in case.run(root / "bin/rt-call", address, "mean_x", points), "the mean is another")
        finally:
            server.terminate()
    print(f"from an installation to an answered call: {time.monotonic() - start:.1f} s")


def rpc_server_with_nats(case: Case):
    """The component rpc_nats beside it: the same project's server is found through NATS."""
    root = installed(case, "tool", "rpc", "rpc_nats")
    if not (root / "lib/libffigen_rpc_nats.a").exists():
        skip("the server was built without NATS; the configuration says why")
    program = build_server(case, root)
    case.expect("nats://" in case.run(program, "--help"), "the server knows no NATS")
    needed = subprocess.run(["readelf", "-d", program], capture_output=True, text=True, check=True).stdout
    case.expect("libnats.so" in needed, f"the program does not ask for libnats:\n{needed}")
    bus = shutil.which("nats-server", path=f"{os.environ['PATH']}:/usr/sbin")
    if bus is None:
        skip("no nats-server to serve on")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen([bus, "-a", "127.0.0.1", "-p", str(port)], stderr=subprocess.DEVNULL) as nats:
        try:
            address = f"nats://127.0.0.1:{port}/engine.main"
            for _ in range(100):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            with subprocess.Popen([program, "--listen", address], stdout=subprocess.PIPE, text=True) as server:
                case.expect(address in server.stdout.readline(), "the server does not listen")
                server.terminate()
                case.expect(server.wait(20) == 0, f"the server ends with {server.returncode}")
        finally:
            nats.terminate()


if __name__ == "__main__":
    main(globals())
