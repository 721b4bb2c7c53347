#!/usr/bin/env python3
"""examples/builds, built as they stand, with the program of this build. Each says how long it took from nothing.

  run_builds.py FFIGEN WORK BUILD CASE
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from case import PACKAGERS, ROOT, Case, main, skip
from run_packages import made, tree

SUM = "5 1.5"  # of engine_add(2, 3), and where (1, 0) and (2, 0) are on average


def tool(case: Case, language: str) -> str:
    path = os.environ.get(f"FFIGEN_{language.upper()}", "")
    if not path:
        skip(f"no {language}; the configuration says what is missing")
    return path


def cargo(case: Case):
    """build.rs runs ffigen once, again when an included header changes, and not otherwise."""
    program, here, library = tool(case, "cargo"), case.example("cargo"), case.engine_library()
    header = here.parent / "engine.h"
    (here.parent / "more.h").write_text("#pragma once\n")
    header.write_text(header.read_text().replace("#include <stdint.h>\n", '#include <stdint.h>\n#include "more.h"\n'))
    env = {"ENGINE_LIB_DIR": library, "LD_LIBRARY_PATH": library, "CARGO_TARGET_DIR": case.work / "target"}
    start = time.monotonic()
    case.run(program, "run", "--offline", "-q", cwd=here, says=SUM, **env)
    print(f"from nothing: {time.monotonic() - start:.1f} s")
    fresh = case.run(program, "build", "--offline", "-v", cwd=here, **env)
    case.expect("Fresh engine-user" in fresh, f"a second build was not fresh:\n{fresh[-2000:]}")
    time.sleep(1.1)
    (here.parent / "more.h").write_text("#pragma once\n/* changed */\n")
    again = case.run(program, "build", "--offline", "-v", cwd=here, **env)
    case.expect("Fresh engine-user" not in again, "a changed include did not run ffigen")
    header.write_text(header.read_text().replace("FFI_MODULE(", "#define ENGINE_MORE 3\n\nFFI_MODULE("))
    case.run(program, "build", "--offline", "-q", cwd=here, **env)
    constants = [path for path in (case.work / "target").rglob("*.rs") if "MORE: " in path.read_text()]
    case.expect(bool(constants), "what the changed header says is not there")
    header.write_text("struct broken {\n")
    case.run(program, "build", "--offline", "-q", cwd=here, status=101, says="engine.h", **env)
    lost = case.run(program, "build", "--offline", "-q", cwd=here, status=101, FFIGEN="/nowhere/ffigen", **env)
    case.expect("/nowhere/ffigen does not start" in lost, lost)
    none = case.run(program, "clippy", "--offline", "-q", "--", "-D", "warnings", cwd=ROOT / "integrations/rust/ffigen-build",
                    CARGO_TARGET_DIR=case.work / "clippy")
    case.run(program, "test", "--offline", "-q", cwd=ROOT / "integrations/rust/ffigen-build", CARGO_TARGET_DIR=case.work / "clippy")
    case.run(program, "fmt", "--check", cwd=ROOT / "integrations/rust/ffigen-build")
    (ROOT / "integrations/rust/ffigen-build/Cargo.lock").unlink(missing_ok=True)
    case.expect(none == "", none)


def go(case: Case):
    """go generate runs the helper: with the ffigen on the path, or with the release, whose sum is compared."""
    program, here, library = tool(case, "go"), case.example("go"), case.engine_library()
    text = (here / "main.go").read_text()
    case.expect("integrations/go@v0.1.0" in text, text)
    helper = case.work / "helper"
    env = {"GOFLAGS": "-mod=mod", "GOPROXY": "off", "GOWORK": "off", "CGO_LDFLAGS": f"-L{library} -lengine", "LD_LIBRARY_PATH": library}
    start = time.monotonic()
    case.run(program, "build", "-o", helper, ".", cwd=ROOT / "integrations/go", **env)
    # The helper of this tree, and not of a version that is got.
    line = text.replace("go run github.com/ffigen/ffigen/integrations/go@v0.1.0", str(helper))
    (here / "main.go").write_text(line)
    case.run(program, "generate", cwd=here, **env)
    shutil.copytree(here / "engine", case.work / "kept")
    case.run(program, "run", ".", cwd=here, says=SUM, **env)
    print(f"from nothing: {time.monotonic() - start:.1f} s")
    out = made(case)
    release = {"PATH": "/usr/bin:/bin", "XDG_CACHE_HOME": case.work / "cache", "FFIGEN_RELEASES": out}
    case.run(helper, "--version", says="ffigen 0.1.0", **release)
    case.run(helper, "verify", "nowhere.h", status=3, says="no header", **{**release, "FFIGEN_RELEASES": "/nowhere"})
    # Without a home that can be written to it works too, and leaves nothing.
    (case.work / "t").mkdir()
    for home in ({}, {"HOME": "/proc"}):
        said = case.run("env", "-i", f"FFIGEN_RELEASES={out}", f"TMPDIR={case.work}/t", *(f"{name}={value}" for name, value in home.items()),
                        helper, "verify", "nowhere.h", status=3)
        case.expect("no header" in said and not any((case.work / "t").iterdir()), said)
    shutil.rmtree(case.work / "cache")
    (out / "SHA256SUMS").write_text(f"{'0' * 64}  {next(out.glob('*.tar.gz')).name}\n")
    case.run(helper, "--version", status=70, says="has the sum", **release)
    case.run(program, "vet", "./...", cwd=ROOT / "integrations/go", **env)


def cmake(case: Case):
    """find_package in an installed tree; FetchContent of the release, with its sum."""
    root, here = tree(case), case.example("cmake")
    start = time.monotonic()
    case.run(case.ffigen, "lock", "../engine.h", cwd=here)

    def build(name: str, *options: object) -> None:
        where = case.work / name
        case.run("cmake", "-S", here, "-B", where, "-G", "Ninja", *options, PATH="/usr/local/bin:/usr/bin:/bin")
        case.run("cmake", "--build", where)
        case.run(where / "user", says=SUM)
        case.run("ctest", "--test-dir", where, "--no-tests=error")
        case.expect((where / "user-bindings/python/engine/__init__.py").is_file(), f"{name}: no Python package")

    build("installed", f"-DCMAKE_PREFIX_PATH={root}")
    print(f"from nothing: {time.monotonic() - start:.1f} s")
    archive = next(made(case).glob("*.tar.gz"))
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    build("fetched", f"-DFFIGEN_RELEASE={archive.as_uri()}", f"-DFFIGEN_RELEASE_SHA256={digest}")


def cmake_source(case: Case):
    """FetchContent of the source: the annotations cost nothing, the command is built when bindings are asked for."""
    case.example("cmake")
    (case.work / "CMakeLists.txt").write_text(f"""cmake_minimum_required(VERSION 3.25)
project(user C CXX)
include(FetchContent)
FetchContent_Declare(ffigen SOURCE_DIR "{ROOT}")
FetchContent_MakeAvailable(ffigen)
add_library(engine SHARED examples/builds/engine.c)
target_link_libraries(engine PUBLIC ffigen::annotations)
ffigen_add_bindings(TARGET later HEADER examples/builds/engine.h LANG python)
""")
    case.run("cmake", "-S", ".", "-B", "out", "-G", "Ninja")
    built = case.run("cmake", "--build", "out", "--target", "engine")
    case.expect("ffigen_core" not in built, f"the annotations alone built the command:\n{built}")
    commands = case.run("ninja", "-C", "out", "-t", "commands", "all")
    case.expect("--lang python" in commands and "generator/main.cpp" in commands, commands[-2000:])
    others = [word for word in ("/runtime/", "/services/", "/rpc/", "/tests/", "/examples/timer") if f"{ROOT}{word}" in commands]
    case.expect(not others, f"all of it builds {others} too")
    said = case.run("cmake", "--install", "out", "--prefix", case.work / "prefix", "--component", "tool")
    case.expect(not (case.work / "prefix").exists(), f"the user's installation has files of ffigen's: {said}")


def meson(case: Case):
    program = shutil.which("meson") or str(PACKAGERS / "meson")
    if not Path(program).exists():
        skip("no meson; ./dev test installs it")
    here = case.example("meson")
    start = time.monotonic()
    case.run(program, "setup", case.work / "out", here)
    case.run("ninja", "-C", case.work / "out")
    case.run(case.work / "out/user", says=SUM)
    print(f"from nothing: {time.monotonic() - start:.1f} s")
    time.sleep(1.1)
    (here.parent / "engine.h").touch()
    said = case.run("ninja", "-C", case.work / "out", "-v")
    case.expect("--lang cpp,python" in said, f"touching the header did not run ffigen:\n{said[-1000:]}")
    case.run("ninja", "-C", case.work / "out", says="no work to do")


def bazel_rules(case: Case) -> list[str]:
    """What Bazel begins with, and else gets from the network: Debian's packages of it. Their rules for C++ are newer than
    their Bazel, and ask it for a name that it has not yet; what that name stands for, it has."""
    if not Path("/usr/share/bazel/rules/cc").is_dir():
        return []
    rules = case.work / "rules_cc"
    shutil.copytree("/usr/share/bazel/rules/cc", rules)
    for path in rules.rglob("*.bzl"):
        text = path.read_text().replace(', "use_cpp_toolchain"', "")
        path.write_text(text.replace("use_cpp_toolchain()", '["@bazel_tools//tools/cpp:toolchain_type"]'))
    places = {"rules_cc": rules, "rules_java": "/usr/share/bazel/rules/java", "rules_proto": "/usr/share/bazel/rules/proto",
              "platforms": "/usr/share/bazel/tools/platforms", "bazel_skylib": "/usr/share/bazel/tools/skylib"}
    return [f"--override_repository={name}={path}" for name, path in places.items()]


def bazel(case: Case):
    program = shutil.which("bazel")
    if not program:
        skip("no bazel; the package bazel-bootstrap has it")
    here = case.example("bazel")
    for name in ("engine.h", "engine.c"):
        shutil.copy(here.parent / name, here)
    shutil.copytree(tree(case), here / "ffigen")
    (here / "ffigen/WORKSPACE").write_text("")
    start = [program, f"--output_user_root={case.work}/bazel"]
    options = bazel_rules(case)
    # A compiler's cache cannot be written in Bazel's sandbox.
    case.env["PATH"] = ":".join(each for each in case.env["PATH"].split(":") if not each.endswith("ccache"))
    try:
        fetched = subprocess.run([*start, "fetch", *options, "//:user"], cwd=here, env=case.env, capture_output=True, text=True)
        if "Error downloading" in fetched.stderr:
            skip("bazel could not download the rules that it begins with; Debian's bazel-rules-cc and its like have them")
        case.run(*start, "run", *options, "//:user", cwd=here, says=SUM)
    finally:
        subprocess.run([*start, "shutdown"], cwd=here, env=case.env, capture_output=True)


def python_wheel(case: Case, name: str, backend: str) -> Path:
    """A wheel of the example, by its own back end, from the ffigen of a wheel that was made here; in an environment."""
    if not (PACKAGERS / "python").exists():
        skip(f"no {backend}; ./dev test installs it")
    start, environment = time.monotonic(), case.work / "venv"
    case.run(PACKAGERS / "python", "-m", "venv", environment)
    site = case.run(PACKAGERS / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    python, path = environment / "bin/python", f"{environment}/bin:{PACKAGERS}:/usr/local/bin:/usr/bin:/bin"
    case.run(python, "-m", "pip", "install", "--no-index", "--no-deps", next(made(case).glob("*.whl")))
    here = case.example(name)
    case.run(python, "-m", "pip", "wheel", "--no-index", "--no-deps", "--no-build-isolation", "-w", case.work / "wheels", here,
             PATH=f"{path}:{Path(os.environ.get('FFIGEN_CARGO') or '/').parent}", CARGO_NET_OFFLINE="true", PYTHONPATH=site,
             ENGINE_LIB_DIR=case.work / "lib")
    user = case.work / "user"
    case.run(sys.executable, "-m", "venv", user)
    case.run(user / "bin/python", "-m", "pip", "install", "--no-index", "--no-deps", next((case.work / "wheels").glob("engine*.whl")))
    print(f"from nothing: {time.monotonic() - start:.1f} s")
    return user / "bin"


USE = "import engine; print(engine.add(2, 3), engine.mean_x([engine.Point(x=1, y=0), engine.Point(x=2, y=0)]))"


def setuptools(case: Case):
    programs = python_wheel(case, "setuptools", "setuptools")
    case.run(programs / "python", "-c", USE, says=SUM)


def scikit_build_core(case: Case):
    programs = python_wheel(case, "scikit-build-core", "scikit-build-core")
    case.run(programs / "python", "-c", USE, says=SUM)


def maturin(case: Case):
    tool(case, "cargo")
    case.engine_library()
    programs = python_wheel(case, "maturin", "maturin")
    case.run(programs / "engine-maturin", says=SUM, LD_LIBRARY_PATH=case.work / "lib")


if __name__ == "__main__":
    main(globals())
