#!/usr/bin/env python3
"""What comes ready to use: the GitHub action, the pre-commit hook, the CMake function.

  run_integrations.py FFIGEN WORK CASE      one case, each in a directory of its own below WORK
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from run_drift import CLEAN, FINDINGS, HEADER, INSERTED, ROOT, SKIPPED, STALE, UNCHECKED, Case, run_case

try:
    import pre_commit  # noqa: F401
    from composite_action import CompositeAction
except ImportError as missing:
    print(f"skipped: {missing}; ./dev test makes an environment that has it")
    sys.exit(SKIPPED)


GETTING_IT = ["What this ffigen is", "Cache of ffigen", "Get ffigen", "Check"]  # steps of the action


# ---- GitHub ------------------------------------------------------------------------------------------


def no_cache(_: dict[str, str]) -> dict[str, str]:
    return {"cache-hit": ""}


def github_action(case: Case):
    """With an ffigen that is installed; action_builds_ffigen has the other way."""
    case.locked()
    action = CompositeAction(ROOT, case.directory / "runner", {"actions/cache": no_cache})

    def expect(status: int, says: str = "", **inputs: str):
        outcome = action.run(case.directory, header="engine.h", ffigen=case.ffigen, **inputs)
        case.expect(outcome.ran == ["Check"], f"{inputs}: ran {outcome.ran}")
        case.expect(outcome.status == status and outcome.outputs == {"status": str(status)},
                    f"{inputs}: status {outcome.status}, outputs {outcome.outputs}\n{outcome.log}")
        case.expect(says in outcome.log, f"{inputs}: does not say '{says}':\n{outcome.log}")
        return outcome

    expect(CLEAN, "No drift.", clang_args="-DNOTHING -I.")
    case.write("engine.h", INSERTED)
    found = expect(FINDINGS, "::error file=engine.h,line=11,col=14,title=F01 Field inserted::", sarif="report.sarif")
    case.expect(found.log.startswith("::error "), f"something before the annotation:\n{found.log}")
    case.expect("/owner/ffigen/blob/v0.1.0/docs/rules.md#f01" in found.summary, found.summary)
    case.expect(json.loads(case.read("report.sarif"))["runs"][0]["results"][0]["ruleId"] == "F01", "no SARIF report")
    expect(CLEAN, ignore="en_block.*\nnothing")
    expect(CLEAN, ignore="F01")
    shutil.copy(case.directory / "engine.ffilock.json", case.directory / "other.json")
    (case.directory / "engine.ffilock.json").unlink()
    expect(UNCHECKED, "W01")
    expect(FINDINGS, "F01", lock="other.json")
    case.write("engine.h", HEADER.replace("en_mode mode);", "en_mode kind);"))
    expect(FINDINGS, "C06", lock="other.json")
    expect(CLEAN, "C06", lock="other.json", fail_on="wire")
    case.write("engine.h", HEADER)
    case.run("engine.h", "--lang", "python", "-o", "packages/python", status=CLEAN)
    expect(CLEAN, lock="other.json", generated="packages")
    victim = next((case.directory / "packages/python").rglob("*.py"))
    victim.write_text(victim.read_text() + "# edited\n")
    expect(STALE, "W06", lock="other.json", generated="packages")
    case.write("no.so", "not a library")
    expect(CLEAN, "D05", lock="other.json", library="no.so")
    expect(UNCHECKED, "D06", lock="other.json", library="missing.so")
    hostile = action.run(case.directory, header="$(touch pwned)`touch pwned`;touch pwned.h", ffigen=case.ffigen)
    case.expect(hostile.status == UNCHECKED and not (case.directory / "pwned").exists(), hostile.log)


def action_builds_ffigen(case: Case):
    """Where there is no release: packages, build, install; the second job takes it from the cache."""
    case.locked()
    os.environ["FFIGEN_RELEASES"] = str(case.directory / "none")
    keys = []
    action = CompositeAction(ROOT, case.directory / "runner", {"actions/cache": lambda given: keys.append(given["key"]) or {}})
    first = action.run(case.directory, header="engine.h")
    case.expect(first.ran == GETTING_IT, f"{first.ran}")
    case.expect(first.status == CLEAN and "No drift." in first.log, first.log[-3000:])
    second = action.run(case.directory, header="engine.h")
    case.expect(second.ran == GETTING_IT and second.status == CLEAN, f"{second.ran}\n{second.log}")
    case.expect("from the cache" in second.log and "building" not in second.log, second.log)
    case.expect(keys[0] == keys[1] and len(keys[0].rpartition("-")[2]) == 20, f"keys: {keys}")
    # A job on another machine has what the cache brings, and none of the packages that it was built with.
    prefix = case.directory / "runner/runner-temp/ffigen"
    loaded = subprocess.run(["ldd", prefix / "bin/ffigen"], capture_output=True, text=True, check=True).stdout
    outside = {Path(path).name.partition(".so")[0] for path in re.findall(r"=> (/\S+)", loaded) if not path.startswith(str(prefix))}
    case.expect(outside <= {"libc", "libm", "libdl", "librt", "libpthread", "libresolv"}, f"loaded from the system: {sorted(outside)}")


def action_gets_release(case: Case):
    """A release, here in a directory; one whose sum is another is not taken; a program that runs is not got again."""
    case.locked()
    releases = case.directory / "releases"
    releases.mkdir()
    name = f"ffigen-0.1.0-linux-{os.uname().machine}"
    with tarfile.open(releases / f"{name}.tar.gz", "w:gz") as archive:
        archive.add(case.ffigen, f"{name}/bin/ffigen")
    sum_of = hashlib.sha256((releases / f"{name}.tar.gz").read_bytes()).hexdigest()
    (releases / "SHA256SUMS").write_text(f"{sum_of}  {name}.tar.gz\n")
    environment = {**os.environ, "FFIGEN_RELEASES": str(releases)}
    prefix = case.directory / "prefix"
    get = [str(ROOT / "cmake/action/get.sh"), str(prefix)]
    first = case.tool(*get, env=environment)
    case.expect(first.returncode == 0 and "from the release" in first.stdout, first.stdout + first.stderr)
    second = case.tool(*get, env={**environment, "FFIGEN_RELEASES": "/nowhere"})
    case.expect(second.returncode == 0 and "from the cache" in second.stdout, second.stdout + second.stderr)
    (releases / "SHA256SUMS").write_text(f"{'0' * 64}  {name}.tar.gz\n")
    shutil.rmtree(prefix)
    forged = case.tool(*get, "--no-build", env=environment)
    case.expect(forged.returncode == 1 and not (prefix / "bin/ffigen").exists(), forged.stdout + forged.stderr)


# ---- pre-commit ----------------------------------------------------------------------------------------


def pre_commit_hook(case: Case):
    """pre-commit itself, with the hook from a repository, as a user's configuration names it. pre-commit installs it with pip,
    which gets the program as packaging/backend.py says: here the one that was built."""
    environment = {**os.environ, "FFIGEN": case.ffigen, "PIP_NO_INDEX": "1", "PRE_COMMIT_HOME": str(case.directory / "home"),
                   "GIT_CONFIG_GLOBAL": os.devnull, "GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@example.org",
                   "GIT_COMMITTER_NAME": "t", "GIT_COMMITTER_EMAIL": "t@example.org", "PRE_COMMIT_COLOR": "never"}

    def run(*command: str, cwd: Path, good: bool = True) -> str:
        result = case.tool(*command, cwd=cwd, env=environment)
        output = result.stdout + result.stderr
        case.expect((result.returncode == 0) == good, f"{command}: status {result.returncode}\n{output}")
        return output

    hooks, user = case.directory / "hooks", case.directory / "user"
    hooks.mkdir(), user.mkdir()
    for name in (".pre-commit-hooks.yaml", "pyproject.toml", "CMakeLists.txt", "LICENSE", "docs/install.md",
                 "generator/include/ffigen/annotations.h"):
        (hooks / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, hooks / name)
    for name in ("cmake", "packaging"):
        shutil.copytree(ROOT / name, hooks / name, ignore=shutil.ignore_patterns("__pycache__"))
    run("git", "init", "-q", cwd=hooks), run("git", "add", ".", cwd=hooks), run("git", "commit", "-q", "-m", "hooks", cwd=hooks)
    revision = run("git", "rev-parse", "HEAD", cwd=hooks).strip()
    (user / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hooks.as_uri()}\n  rev: {revision}\n  hooks:\n  - id: ffigen-check\n    args: [include/engine.h]\n")
    (user / "include").mkdir()
    (user / "include/engine.h").write_text(HEADER)
    run(case.ffigen, "lock", "include/engine.h", cwd=user)
    pre_commit = [sys.executable, "-m", "pre_commit"]
    run("git", "init", "-q", cwd=user)
    run(*pre_commit, "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"), cwd=user)
    run(*pre_commit, "install", cwd=user)
    run("git", "add", ".", cwd=user)
    first = run("git", "commit", "-m", "good", cwd=user)
    case.expect("ffigen check" in first and "Passed" in first, first)
    (user / "include/engine.h").write_text(INSERTED)
    stopped = run("git", "commit", "-a", "-m", "bad", cwd=user, good=False)
    case.expect("include/engine.h:11:14: error: [F01]" in stopped and "Failed" in stopped, stopped)
    (user / "README").write_text("Another file.\n")
    run("git", "add", "README", cwd=user)
    run("git", "checkout", "-q", "HEAD", "include/engine.h", cwd=user)
    unrelated = run("git", "commit", "-m", "unrelated", cwd=user)
    case.expect("Passed" in unrelated, unrelated)
    # A lock that is gone is no pass, whatever was committed.
    run("git", "rm", "-q", "include/engine.ffilock.json", cwd=user)
    case.expect("[W01]" in run("git", "commit", "-m", "no lock", cwd=user, good=False), "a commit without a lock passed")


# ---- CMake ---------------------------------------------------------------------------------------------


def cmake_function(case: Case):
    case.locked()
    build = case.directory / "build"
    case.write("engine.c", '#include "engine.h"\nint32_t en_write(const en_block *block, en_mode mode) { return (int32_t)block->rate + (int32_t)mode; }\n'
                           f'const char *en_fingerprint(void) {{ return "{json.loads(case.read("engine.ffilock.json"))["fingerprint"]}"; }}\n')
    case.write("CMakeLists.txt", f"""cmake_minimum_required(VERSION 3.25)
project(user C)
enable_testing()
add_executable(ffigen::ffigen IMPORTED)
set_target_properties(ffigen::ffigen PROPERTIES IMPORTED_LOCATION {case.ffigen})
include({ROOT}/cmake/FfigenDriftCheck.cmake)
add_library(engine SHARED engine.c)
target_include_directories(engine PRIVATE {ROOT}/generator/include)
target_compile_options(engine PRIVATE -g)
ffigen_add_drift_check(NAME contract HEADER engine.h FAIL_ON src IGNORE "en_nothing.*" CLANG_ARGS -DX=1)
ffigen_add_drift_check(NAME library HEADER engine.h LIBRARY engine GENERATED packages)
ffigen_add_drift_check(NAME one HEADER engine.h LOCK one.json TRIPLES x86_64-unknown-linux-gnu ONLY "F*" B01)
""")
    case.run("engine.h", "--lang", "go", "-o", "packages/go", status=CLEAN)
    case.run("lock", "engine.h", "--lock", "one.json", "--target", "x86_64-unknown-linux-gnu", status=CLEAN)

    def ctest(*failing: str) -> str:
        built = case.tool("cmake", "--build", str(build))
        case.expect(built.returncode == 0, built.stdout + built.stderr)
        result = case.tool("ctest", "--test-dir", str(build), "--output-on-failure")
        for name in ("contract", "library", "one"):
            bad = f"- {name} (Failed)" in result.stdout
            case.expect(bad == (name in failing), f"{name} {'failed' if bad else 'passed'}:\n{result.stdout}")
        return result.stdout
    configured = case.tool("cmake", "-S", ".", "-B", str(build))
    case.expect(configured.returncode == 0, configured.stderr)
    ctest()
    case.write("engine.h", HEADER.replace("int32_t en_write(", "void en_stop(void);\nint32_t en_write("))
    case.expect("[D04] en_stop is not exported" in ctest("library"), "the library is not looked at")
    case.write("engine.h", INSERTED)
    case.expect("engine.h:11:14: error: [F01]" in ctest("contract", "library", "one"), "no finding shown")
    case.write("engine.h", HEADER.replace("en_mode mode);", "en_mode kind);"))
    ctest("contract", "library")  # C06 is left out of `one`
    (case.directory / "engine.ffilock.json").unlink()
    case.expect("[W01]" in ctest("contract", "library"), "a missing lock passed")
    case.write("CMakeLists.txt", f"cmake_minimum_required(VERSION 3.25)\nproject(user C)\ninclude({ROOT}/cmake/FfigenDriftCheck.cmake)\n"
                                 "ffigen_add_drift_check(NAME x HEADERS engine.h)\n")
    wrong = case.tool("cmake", "-S", ".", "-B", str(case.directory / "wrong"))
    case.expect(wrong.returncode != 0 and "unknown arguments: HEADERS" in wrong.stderr, wrong.stderr)


if __name__ == "__main__":
    sys.exit(run_case(globals()))
