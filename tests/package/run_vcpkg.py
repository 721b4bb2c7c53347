#!/usr/bin/env python3
"""The port, by vcpkg where that is; else by what its scripts are documented to do, and its checks of what a port installs. vcpkg
is in no package registry, and gets itself from the network.

  run_vcpkg.py FFIGEN WORK BUILD CASE
"""

import json
import re
import shutil
from pathlib import Path

from case import Case, main
from run_packages import VERSION, made, needs_of, tree

STAND_IN = """
function(vcpkg_download_distfile into)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "FILENAME;SHA512" "URLS")
  file(SHA512 "${DOWNLOADS}/${arg_FILENAME}" found)
  if(NOT found STREQUAL arg_SHA512 OR NOT arg_URLS MATCHES "^https://.*/${arg_FILENAME}$" OR arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "${arg_FILENAME} has the sum ${found}")
  endif()
  set(${into} "${DOWNLOADS}/${arg_FILENAME}" PARENT_SCOPE)
endfunction()
function(vcpkg_extract_source_archive into)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "ARCHIVE" "")
  file(ARCHIVE_EXTRACT INPUT "${arg_ARCHIVE}" DESTINATION "${CURRENT_BUILDTREES_DIR}")
  file(GLOB top "${CURRENT_BUILDTREES_DIR}/*")
  set(${into} "${top}" PARENT_SCOPE)
endfunction()
function(vcpkg_install_copyright)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "FILE_LIST")
  foreach(file ${arg_FILE_LIST})
    file(READ ${file} text)
    file(APPEND "${CURRENT_PACKAGES_DIR}/share/${PORT}/copyright" "${text}")
  endforeach()
endfunction()
"""


def by_the_stand_in(case: Case, out: Path) -> Path:
    print("by a stand-in for vcpkg's scripts: no vcpkg on the path")
    (case.work / "port.cmake").write_text(STAND_IN + f"include({out}/vcpkg/ffigen/portfile.cmake)\n")
    architecture = {"x86_64": "x64", "aarch64": "arm64"}[needs_of(tree(case) / "bin/ffigen").machine]
    port = case.work / "port"
    settings = {"PORT": "ffigen", "VERSION": VERSION, "VCPKG_TARGET_ARCHITECTURE": architecture, "DOWNLOADS": out,
                "CURRENT_BUILDTREES_DIR": case.work / "trees", "CURRENT_PACKAGES_DIR": port}
    case.run("cmake", *(f"-D{name}={value}" for name, value in settings.items()), "-P", "port.cmake")
    return port


def by_vcpkg(case: Case, out: Path, program: str) -> Path:
    case.run(program, "install", "ffigen", f"--overlay-ports={out}/vcpkg", f"--downloads-root={out}", f"--x-install-root={case.work}/installed",
             f"--x-packages-root={case.work}/packages", f"--x-buildtrees-root={case.work}/trees", "--binarysource=clear")
    return next(path for path in (case.work / "installed").iterdir() if path.name != "vcpkg")


def check_installed(case: Case, port: Path) -> None:
    """What vcpkg refuses of a port: programs outside tools, empty folders, no terms, names of where it was built."""
    names = {str(path.relative_to(port)): path for path in port.rglob("*")}
    for name, path in names.items():
        case.expect(not path.is_dir() or any(path.iterdir()), f"{name} is empty")
        case.expect(not re.match(r"(bin|lib|debug)/", name), f"{name} is where no tool's file belongs")
        if path.suffix in (".cmake", ".h"):
            case.expect(str(case.work) not in path.read_text(), f"{name} says where it was built")
    terms = names["share/ffigen/copyright"].read_text(errors="replace")
    for word in ("Permission is hereby granted", "LLVM Exceptions", "GNU LESSER GENERAL PUBLIC LICENSE"):
        case.expect(word in terms, f"the terms have no {word}")


def vcpkg(case: Case):
    """The port installs what a build finds by find_package(ffigen) in vcpkg's tree."""
    out, program = made(case), shutil.which("vcpkg")
    manifest = json.loads((out / "vcpkg/ffigen/vcpkg.json").read_text())
    case.expect(manifest["version"] == VERSION and manifest["name"] == "ffigen" and "linux" in manifest["supports"], f"{manifest}")
    case.expect("LLVM-exception" in manifest["license"], f"{manifest}")
    port = by_vcpkg(case, out, program) if program else by_the_stand_in(case, out)
    check_installed(case, port)
    here = case.example("cmake")
    case.run(case.ffigen, "lock", "../engine.h", cwd=here)
    case.run("cmake", "-S", here, "-B", "user", "-G", "Ninja", f"-Dffigen_DIR={port}/share/ffigen", PATH="/usr/local/bin:/usr/bin:/bin")
    case.run("cmake", "--build", "user")
    said = case.run("cmake", "-LA", "-N", "user")
    case.expect(f"FFIGEN_EXECUTABLE:FILEPATH={port}/tools/ffigen/ffigen" in said, said)


if __name__ == "__main__":
    main(globals())
