#!/usr/bin/env python3
"""The packages that hold the program, made of this build's: what is in them, and that they install and run.

  run_packages.py FFIGEN WORK BUILD CASE
"""

import hashlib
import json
import re
import shutil
import sys
import tarfile
import zipfile
from pathlib import Path

from case import PACKAGERS, ROOT, Case, main, skip
from npm_registry import NpmRegistry

sys.path.insert(0, str(ROOT / "packaging"))
from binary import needs_of  # noqa: E402
from inside import INSIDE  # noqa: E402

VERSION = "0.1.0"


def tree(case: Case) -> Path:
    """As `cmake --install` puts it down, with the program without its debug information."""
    root = case.work / "tree"
    case.run("cmake", "--install", case.build, "--prefix", root, "--component", "tool", "--strip")
    return root


def make(case: Case, out: Path) -> Path:
    case.run(sys.executable, "-B", ROOT / "packaging/make.py", "--tree", tree(case), "--version", VERSION, "--out", out)
    return out


def made(case: Case) -> Path:
    """A copy of the packages; compressing them takes a while, so they are made once for all tests of one program."""
    digest = hashlib.sha256(case.ffigen.read_bytes())
    for path in sorted((ROOT / "packaging").rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.read_bytes())
    shared = case.work.parent / f"made-{digest.hexdigest()[:16]}"
    if not shared.exists():
        for old in case.work.parent.glob("made-*"):
            shutil.rmtree(old, ignore_errors=True)
        make(case, case.work / "new")
        try:
            (case.work / "new").rename(shared)
        except OSError:
            pass  # another test was as quick
    return Path(shutil.copytree(shared, case.work / "out"))


def install_puts_down_the_tool_alone(case: Case):
    root = tree(case)
    names = {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}
    for name in ("bin/ffigen", "include/ffigen/annotations.h", "lib/cmake/ffigen/ffigenConfig.cmake", "share/man/man1/ffigen.1",
                 "share/bash-completion/completions/ffigen", "share/fish/vendor_completions.d/ffigen.fish"):
        case.expect(name in names, f"no {name} in {sorted(names)}")
    everything = case.work / "everything"
    case.run("cmake", "--install", case.build, "--prefix", everything)
    other = {str(path.relative_to(everything)) for path in everything.rglob("*") if path.is_file()}
    case.expect(other == names, f"without a component also: {sorted(other - names)}")


def sums_and_bill(case: Case):
    out = make(case, case.work / "out")
    case.run("sha256sum", "--check", "--strict", "SHA256SUMS", cwd=out)
    listed = {line.split()[1] for line in (out / "SHA256SUMS").read_text().splitlines()}
    archives = {path.name for path in out.iterdir() if path.suffix in (".gz", ".whl", ".tgz", ".json")}
    case.expect(listed == archives, f"sums of {listed}, files {archives}")
    bill = json.loads(next(out.glob("*.cdx.json")).read_text())
    digest = hashlib.sha256((case.work / "tree/bin/ffigen").read_bytes()).hexdigest()
    case.expect(bill["bomFormat"] == "CycloneDX" and bill["metadata"]["component"]["hashes"][0]["content"] == digest, "the bill is of another file")
    refs = {each["bom-ref"] for each in bill["components"]}
    case.expect(set(bill["dependencies"][0]["dependsOn"]) == refs and "llvm-19-dev" in refs, f"components {refs}")
    for each in bill["components"]:
        case.expect(bool(each["version"]) and each["licenses"][0]["expression"], f"{each}")
    first = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    shutil.rmtree(out)
    shutil.rmtree(case.work / "tree")
    again = {path.name: path.read_bytes() for path in make(case, out).iterdir() if path.is_file()}
    case.expect(first == again, f"other bytes the second time: {[name for name in first if first[name] != again.get(name)]}")


def terms_travel(case: Case):
    """Whoever has the program has the terms of all that is inside, with every text that they refer to; a library without is an error."""
    out = made(case)
    with zipfile.ZipFile(next(out.glob("*.whl"))) as archive:
        found = {"wheel": {name.partition("/licenses/")[2]: archive.read(name) for name in archive.namelist() if "/licenses/" in name}}
    for kind, pattern, folder in (("tarball", "*.tar.gz", "share/doc/ffigen/"), ("npm", "ffigen-linux-*.tgz", "")):
        with tarfile.open(next(out.glob(pattern))) as files:
            members = {member.name.partition("/")[2]: member for member in files if member.isfile()}
            found[kind] = {name.removeprefix(folder): files.extractfile(member).read() for name, member in members.items()
                           if name.startswith((f"{folder}LICENSE", f"{folder}inside/"))}
    for kind, texts in found.items():
        case.expect(b"MIT" in texts.get("LICENSE", b""), f"{kind}: no LICENSE")
        case.expect({f"inside/{name}" for name in (*INSIDE, "README", "sbom.cdx.json")} <= texts.keys(), f"{kind}: {sorted(texts)}")
        for name, text in texts.items():
            for common in re.findall(rb"/usr/share/common-licenses/([A-Za-z0-9]+(?:-[0-9.]*[0-9])?)", text) if "/" in name else ():
                case.expect(f"inside/common-licenses/{common.decode()}" in texts, f"{kind}: {name} refers to {common}, which is not there")
        case.expect(b"Version 2.0, January 2004" in texts["inside/common-licenses/Apache-2.0"], f"{kind}: no Apache-2.0")
        case.expect(b"LLVM Exceptions" in texts["inside/llvm-19-dev"], f"{kind}: no exceptions of LLVM's")
        case.expect(b"RUNTIME LIBRARY EXCEPTION" in texts["inside/libgcc-12-dev"], f"{kind}: no exception of GCC's")
    (case.work / "sysroot").mkdir()
    (case.work / "sysroot/versions").write_text("".join(f"{name} 1\n" for name in INSIDE))
    case.run(sys.executable, "-B", ROOT / "packaging/terms.py", "--version", VERSION, "--sysroot", "sysroot", status=1, says="No such file")


def wheel(case: Case):
    """pip takes it; the program is on the path of the environment, with nothing between; the module finds it."""
    path, program = next(made(case).glob("*.whl")), tree(case) / "bin/ffigen"
    needs = needs_of(program)
    case.expect(needs.wheel_platform() in path.name, f"{path.name} for {needs}")
    with zipfile.ZipFile(path) as archive:
        record = archive.read(f"ffigen-{VERSION}.dist-info/RECORD").decode()
        case.expect({line.split(",")[0] for line in record.splitlines()} == set(archive.namelist()), "RECORD is another list")
    environment = case.work / "venv"
    case.run(sys.executable, "-m", "venv", environment)
    python = environment / "bin/python"
    case.run(python, "-m", "pip", "install", "--no-index", path)
    case.expect((environment / "bin/ffigen").read_bytes() == program.read_bytes(), "another program")
    case.run(environment / "bin/ffigen", "--version", says="ffigen 0.1.0", PATH="/usr/bin:/bin")
    case.run(python, "-m", "ffigen", "--version", says="ffigen 0.1.0", PATH="/usr/bin:/bin")
    found = case.run(python, "-c", "import ffigen; print(ffigen.program(), ffigen.include())", PATH="/usr/bin:/bin").split()
    case.expect(found[0] == str(environment / "bin/ffigen") and Path(found[1], "ffigen/annotations.h").is_file(), f"{found}")
    case.run(python, "-m", "pip", "install", "--no-index", "--target", case.work / "a place", path)
    found = case.run(sys.executable, "-c", "import ffigen; print(ffigen.program())", PATH="/usr/bin:/bin", PYTHONPATH=case.work / "a place").strip()
    case.expect(found == f"{case.work}/a place/bin/ffigen", f"of pip's --target: {found}")
    case.run(python, "-c", "import ffigen; ffigen.run('verify', 'nowhere.h')", status=1, says="no header 'nowhere.h'", PATH="/usr/bin:/bin")


def wheel_of_the_repository(case: Case):
    """pip, as pre-commit calls it: with a program that is there, in a locale that has no more than ASCII."""
    case.run(sys.executable, "-m", "pip", "wheel", "--no-index", "--no-deps", "-w", case.work, ROOT, FFIGEN=case.ffigen,
             LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    with zipfile.ZipFile(next(case.work.glob("*.whl"))) as archive:
        text = archive.read(f"ffigen-{VERSION}.dist-info/METADATA").decode()
    case.expect((ROOT / "docs/install.md").read_text(encoding="utf-8") in text, "METADATA is not what docs/install.md says")


def wheel_tag_is_honest(case: Case):
    """auditwheel judges from the file; a program of this system's libraries is for this system alone."""
    if not (PACKAGERS / "auditwheel").exists():
        skip("auditwheel is not installed; ./dev test installs it")
    path = next(made(case).glob("*.whl"))
    needs = needs_of(tree(case) / "bin/ffigen")
    said = case.run(PACKAGERS / "auditwheel", "show", path, PATH=f"{PACKAGERS}:/usr/bin:/bin") if not needs.libraries else ""
    case.expect(not said or re.search(r'platform tag: "manylinux_2_(5|17)_', said.replace("\n", " ")), said)
    case.expect(needs.libraries == [] or "-linux_" in path.name, f"{path.name} needs {needs.libraries}")


def npm(case: Case):
    """The starter finds the package of this machine, hands arguments and exit status on, and says what is missing."""
    if not shutil.which("node"):
        skip("no node; the package nodejs has it")
    out = made(case)
    modules = case.work / "node_modules"
    for archive in out.glob("*.tgz"):
        with tarfile.open(archive) as files:
            files.extractall(case.work / "unpacked", filter="data")
        manifest = json.loads((case.work / "unpacked/package/package.json").read_text())
        shutil.move(case.work / "unpacked/package", modules / manifest["name"])
        if manifest["name"] == "ffigen":
            case.expect(all(version == VERSION for version in manifest["optionalDependencies"].values()), f"{manifest}")
    start = ["node", modules / "ffigen/ffigen.js"]
    case.run(*start, "--version", says="ffigen 0.1.0")
    case.run(*start, "verify", "nowhere.h", status=3, says="no header")
    shutil.rmtree(next(path for path in modules.iterdir() if path.name != "ffigen"))
    case.run(*start, "--version", status=70, says="is not installed")


def npx(case: Case):
    """npx itself, which picks the package of this machine, in a project that has nothing of it."""
    if not shutil.which("npx"):
        skip("no npx; the package npm has it")
    user = case.work / "user"
    user.mkdir()
    (user / "package.json").write_text('{"name": "user", "version": "1.0.0"}\n')
    with NpmRegistry(made(case)) as registry:
        env = {"npm_config_registry": registry.address, "npm_config_cache": case.work / "cache", "npm_config_update_notifier": "false",
               "HOME": case.work, "PATH": f"{Path(shutil.which('npx')).parent}:{Path(shutil.which('node')).parent}:/usr/bin:/bin"}
        case.run("npx", "--yes", "ffigen", "--version", cwd=user, says="ffigen 0.1.0", **env)
        case.run("npx", "--yes", "ffigen", "verify", "nowhere.h", cwd=user, status=3, says="no header", **env)
        case.run("npm", "install", "--save-dev", "ffigen", cwd=user, **env)
    modules = {path.name for path in (user / "node_modules").iterdir() if not path.name.startswith(".")}
    case.expect(len(modules) == 2 and "ffigen" in modules, f"installed: {modules}")
    case.run(user / "node_modules/.bin/ffigen", "--version", cwd=user, says="ffigen 0.1.0", **env)


def conan(case: Case):
    """Conan installs from the recipe."""
    if not (PACKAGERS / "conan").exists():
        skip("conan is not installed; ./dev test installs it")
    out = made(case)
    home = {"CONAN_HOME": case.work / "conan", "FFIGEN_RELEASES": out.as_uri(), "PATH": f"{PACKAGERS}:{case.env['PATH']}"}
    case.run("conan", "profile", "detect", **home)
    made_package = case.run("conan", "create", out / "conan", "--format=json", **home)
    folder = Path(re.search(r'"package_folder": "([^"]+)"', made_package)[1])
    for name in ("LICENSE", "inside/README", "inside/llvm-19-dev"):
        case.expect((folder / "licenses" / name).is_file(), f"no licenses/{name} in {sorted(folder.iterdir())}")
    user = case.work / "user"
    user.mkdir()
    (user / "conanfile.txt").write_text(f"[tool_requires]\nffigen/{VERSION}\n[generators]\nVirtualBuildEnv\n")
    case.run("conan", "install", user, "--output-folder", user, **home)
    case.run("bash", "-c", f". {user}/conanbuild.sh && command -v ffigen && ffigen --version", says="/conan/p/", PATH="/usr/bin:/bin")


if __name__ == "__main__":
    main(globals())
