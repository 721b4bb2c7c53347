#!/usr/bin/env python3
"""What the README begins with, run as it stands: each block in a directory with an engine.h and its library.

  run_front_page.py FFIGEN WORK BUILD CASE
"""

import os
import re
import shutil
import sys
import time
from pathlib import Path

from case import PACKAGERS, ROOT, Case, main, skip
from run_packages import made, tree

SECTION = re.search(r"^## Get it\n(.*?)^## ", (ROOT / "README.md").read_text(), re.M | re.S)[1]


def block(name: str, page: str = SECTION) -> str:
    text = re.search(rf"^```{name}\n(.*?)^```$", page, re.M | re.S)[1]
    if len(text.splitlines()) > 5:
        sys.exit(f"{name}: more than five lines")
    return text


def prepare(case: Case) -> None:
    library = case.engine_library()
    for path in (library / "libengine.so", ROOT / "examples/builds/engine.h"):
        shutil.copy(path, case.work)


def run_block(case: Case, name: str, says: str, path: str = "", **env: object) -> None:
    start = time.monotonic()
    case.run("bash", "-euo", "pipefail", "-c", block(name), says=says, PATH=f"{path}:{case.env['PATH']}", **env)
    print(f"from nothing to a working package: {time.monotonic() - start:.1f} s")


def front_page_rust(case: Case):
    cargo = os.environ.get("FFIGEN_CARGO") or skip("no cargo; the configuration says what is missing")
    prepare(case)
    run_block(case, "sh rust", "5", str(Path(cargo).parent), CARGO_NET_OFFLINE="true", CARGO_TARGET_DIR=case.work / "target")


def front_page_go(case: Case):
    go = os.environ.get("FFIGEN_GO") or skip("no go; the configuration says what is missing")
    prepare(case)
    run_block(case, "sh go", "5", str(Path(go).parent), GOFLAGS="-mod=mod", GOPROXY="off", GOWORK="off")


def environment_of(case: Case) -> Path:
    """An environment for pip; setuptools, which it would get, is there already."""
    if not (PACKAGERS / "python").exists():
        skip("no setuptools; ./dev test installs it")
    prepare(case)
    environment = case.work / "venv"
    case.run(PACKAGERS / "python", "-m", "venv", environment)
    return environment


def front_page_of_docs(case: Case):
    """It begins as the README does; the same blocks, which are run from there."""
    page = (ROOT / "docs/README.md").read_text()
    for name in ("sh rust", "sh go", "sh python", "cmake", "yaml"):
        case.expect(block(name, page) == block(name), f"docs/README.md has another block: {name}")
    environment = environment_of(case)
    case.run("bash", "-euo", "pipefail", "-c", block("sh", page), says="No drift.",
             PATH=f"{environment}/bin:/usr/bin:/bin", PIP_FIND_LINKS=made(case))
    for name in ("rust/Cargo.toml", "go/go.mod", "python/pyproject.toml"):
        case.expect((case.work / "bindings" / name).is_file(), f"no {name}")


def front_page_python(case: Case):
    """The program comes from its wheel."""
    environment = environment_of(case)
    site = case.run(PACKAGERS / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    # "0" is what pip takes for: no isolation.
    run_block(case, "sh python", "5", f"{environment}/bin", PYTHONPATH=site, PIP_FIND_LINKS=made(case), PIP_NO_BUILD_ISOLATION="0")
    case.expect((environment / "bin/ffigen").exists(), "the wheel brought no ffigen")


def front_page_cmake(case: Case):
    prepare(case)
    shutil.copy(ROOT / "examples/builds/engine.c", case.work)
    (case.work / "CMakeLists.txt").write_text(
        f"cmake_minimum_required(VERSION 3.25)\nproject(user C)\nenable_testing()\n{block('cmake')}")
    case.run(case.ffigen, "lock", "engine.h")
    case.run("cmake", "-S", ".", "-B", "out", "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={tree(case)}")
    case.run("cmake", "--build", "out")
    case.run("ctest", "--test-dir", "out", "--no-tests=error", says="100% tests passed")
    case.expect((case.work / "out/bindings-bindings/rust/Cargo.toml").is_file(), "no crate")


def front_page_ci(case: Case):
    """The action takes what the README gives it, and does it: with the program of this build in a release."""
    try:
        import yaml
    except ImportError:
        skip("no PyYAML; ./dev test installs it")
    sys.path.insert(0, str(ROOT / "tests/drift"))
    from composite_action import CompositeAction

    prepare(case)
    case.run(case.ffigen, "lock", "engine.h")
    step = yaml.safe_load(block("yaml"))[1]
    case.expect(step["uses"].startswith("ffigen/ffigen@v"), f"{step}")
    os.environ["FFIGEN_RELEASES"] = str(made(case))
    action = CompositeAction(ROOT, case.work / "runner", {"actions/cache": lambda given: {}})
    for where in ("from the release", "from the cache"):
        start = time.monotonic()
        outcome = action.run(case.work, **step["with"])
        print(f"{where}: {time.monotonic() - start:.1f} s")
        case.expect(outcome.status == 0 and where in outcome.log and "No drift." in outcome.log, outcome.log[-2000:])


if __name__ == "__main__":
    main(globals())
