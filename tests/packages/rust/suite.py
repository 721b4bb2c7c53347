#!/usr/bin/env python3
"""The emitted crates, tried as their users would.

  suite.py … contract --library DIR   generated/rust: tests, clippy, rustfmt, rustdoc, other targets
  suite.py … cases                    the same for every header of tests/layout/cases
  suite.py … calls                    calls by value, by pointer and through closures, against a C library
  suite.py … values                   sizes, bit-fields and constants as Rust has them, against the model
  suite.py … random                   random headers, checked for every target
  suite.py … service --library DIR    services/rust: tests, clippy, rustfmt
"""

import argparse
import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(ROOT / "tests" / "layout"))

from model import INCLUDE, Model  # noqa: E402
from random_headers import Generator, render  # noqa: E402
from values import field_values, image_after  # noqa: E402

CASES = sorted((ROOT / "tests" / "layout" / "cases").glob("*.h"))

# ffigen's triples as rustc calls them.
RUST_TARGETS = {
    "riscv64-unknown-linux-gnu": "riscv64gc-unknown-linux-gnu",
    "x86_64-w64-mingw32": "x86_64-pc-windows-gnu",
    "arm64-apple-darwin": "aarch64-apple-darwin",
}

# The safe layer differs by width, byte order and system alone: each is linted for one target that has it. What the raw
# layer asserts is compiled for all targets, by layout.rust.
KINDS_OF_TARGETS = ["i686-unknown-linux-gnu", "s390x-unknown-linux-gnu", "x86_64-pc-windows-msvc", "arm64-apple-darwin",
                    "wasm32-unknown-unknown"]

# Targets whose programs are run here, where linker and emulator are at hand.
RUN = {
    "x86_64-unknown-linux-gnu": ("cc", None),
    "i686-unknown-linux-gnu": ("i686-linux-gnu-gcc", None),
    "s390x-unknown-linux-gnu": ("s390x-linux-gnu-gcc", "qemu-s390x-static"),
    "armv7-unknown-linux-gnueabihf": ("arm-linux-gnueabihf-gcc", "qemu-arm-static"),
}


class Failed(Exception):
    pass


def run(*command, directory: Path, **environment: str) -> str:
    result = subprocess.run([str(part) for part in command], cwd=directory, capture_output=True, text=True,
                            env={**os.environ, "RUST_BACKTRACE": "0", **environment})
    if result.returncode:
        raise Failed(f"{' '.join(map(str, command))} in {directory} ended with {result.returncode}:\n"
                     f"{result.stdout[-6000:]}\n{result.stderr[-6000:]}")
    return result.stdout


def installed_targets(cargo: str) -> list[str]:
    """Those whose standard library is there; ./dev installs them."""
    rustc = Path(cargo).with_name("rustc")
    root = subprocess.run([rustc if rustc.exists() else "rustc", "--print", "sysroot"], capture_output=True, text=True, check=True)
    return sorted(path.parent.name for path in Path(root.stdout.strip()).glob("lib/rustlib/*/lib") if path.is_dir())


def generate(ffigen: str, header: Path, crate: Path) -> None:
    result = subprocess.run([ffigen, str(header), f"-I{INCLUDE}", "--lang", "rust", "-o", str(crate)],
                            capture_output=True, text=True)
    if result.returncode:
        raise Failed(f"ffigen {header} ended with {result.returncode}:\n{result.stderr}")


def crate_name(crate: Path) -> str:
    for line in (crate / "Cargo.toml").read_text().splitlines():
        if line.startswith("name = "):
            return line.split('"')[1]
    raise Failed(f"{crate} has no name")


def library_name(crate: Path) -> str:
    return crate_name(crate).replace("-", "_")


def workspace(directory: Path, members: list[str]) -> None:
    listed = ", ".join(f'"{member}"' for member in members)
    write(directory / "Cargo.toml", f'[workspace]\nresolver = "3"\nmembers = [{listed}]\n')


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def check_all(cargo: str, directory: Path, **environment: str) -> None:
    """All that a user's own pipeline would ask of a crate, or of a workspace of them."""
    everything = ("--offline", "--workspace", "--all-targets", "--quiet")
    run(cargo, "fmt", "--all", "--check", directory=directory)
    run(cargo, "clippy", *everything, "--", "-D", "warnings", directory=directory, **environment)
    run(cargo, "test", "--offline", "--workspace", "--quiet", directory=directory, **environment)
    run(cargo, "doc", "--offline", "--workspace", "--no-deps", "--quiet", directory=directory,
        RUSTDOCFLAGS="-D warnings", **environment)
    run(cargo, "check", "--offline", "--workspace", "--no-default-features", "--quiet", directory=directory,
        **environment)


def check_targets(cargo: str, directory: Path, targets: list[str], *command: str) -> list[str]:
    """Type-checks for each of the targets; the layout assertions are evaluated on the way."""
    installed = installed_targets(cargo)
    wanted = [RUST_TARGETS.get(triple, triple) for triple in targets]
    if (absent := [target for target in wanted if target not in installed]) and os.environ.get("CI") == "true":
        raise Failed(f"not installed: {absent}; ./dev test does it")
    checked = [target for target in wanted if target in installed]
    options = [option for target in checked for option in ("--target", target)]
    if checked:
        run(cargo, command[0], "--offline", "--workspace", "--quiet", *options, *command[1:], directory=directory)
    return checked


def copy_tree(source: Path, destination: Path) -> None:
    """Copies what cargo needs, with its times, so that nothing unchanged is built again."""
    shutil.rmtree(destination, ignore_errors=True)
    shutil.copytree(source, destination, ignore=shutil.ignore_patterns("target", ".ffigen-files"))


def command_contract(arguments) -> None:
    crate = arguments.work / "contract"
    copy_tree(ROOT / "generated" / "rust", crate)
    library = str(arguments.library)
    write(crate / "tests" / "channel.rs", (HERE / "channel.rs").read_text())
    tests = run(arguments.cargo, "test", "--offline", "--test", "library", directory=crate,
                RT_AUDIO_FFI_LIB_DIR=library)
    if "1 passed" not in tests:
        raise Failed(f"the library was not found:\n{tests}")
    check_all(arguments.cargo, crate, RT_AUDIO_FFI_LIB_DIR=library)
    checked = check_targets(arguments.cargo, crate, KINDS_OF_TARGETS, "clippy", "--", "-D", "warnings")
    wrong = subprocess.run([arguments.cargo, "check", "--offline"], cwd=crate, capture_output=True, text=True,
                           env={**os.environ, "RT_AUDIO_FFI_LIB_DIR": "/nowhere"})
    if "RT_AUDIO_FFI_LIB_DIR is /nowhere, where there is no rt_audio_ffi" not in wrong.stderr:
        raise Failed(f"a wrong directory is not named:\n{wrong.stderr}")
    print(f"tests, clippy, rustfmt, rustdoc clean; checked for {', '.join(checked)}")


def generate_cases(arguments) -> tuple[Path, list[Path]]:
    directory = arguments.work / "cases"
    crates = []
    for header in CASES:
        generate(arguments.ffigen, header, directory / header.stem)
        crates.append(directory / header.stem)
    return directory, crates


def command_cases(arguments) -> None:
    directory, crates = generate_cases(arguments)
    workspace(directory, [crate.name for crate in crates])
    check_all(arguments.cargo, directory)
    checked = check_targets(arguments.cargo, directory, KINDS_OF_TARGETS, "clippy", "--", "-D", "warnings")
    print(f"{len(crates)} crates: tests, clippy, rustfmt, rustdoc clean; checked for {', '.join(checked)}")


def command_calls(arguments) -> None:
    directory = arguments.work / "calls"
    cases = ROOT / "tests" / "layout" / "cases"
    generate(arguments.ffigen, cases / "calls.h", directory / "crate")
    library = directory / "library"
    library.mkdir(parents=True, exist_ok=True)
    run("cc", "-w", "-std=gnu11", "-O2", "-shared", "-fPIC", f"-I{INCLUDE}", cases / "calls.c", "-o",
        library / "liblayout_calls.so", directory=directory)
    write(directory / "crate" / "tests" / "calls.rs", (HERE / "calls.rs").read_text())
    output = run(arguments.cargo, "test", "--offline", "--test", "calls", directory=directory / "crate",
                 LAYOUT_CALLS_LIB_DIR=str(library))
    print(next(line for line in output.splitlines() if line.startswith("test result")))


# ---- values ------------------------------------------------------------------------------------------

RUST_PRELUDE = """#![allow(non_snake_case, unused_unsafe, unused_macros, unused_imports, dead_code)]
use std::mem::MaybeUninit;

macro_rules! vector {
    ($record:ty, $name:literal, $background:literal, $set:ident($value:expr), $get:ident, |$got:ident| $shown:expr) => {{
        let mut memory = MaybeUninit::<$record>::uninit();
        let size = size_of::<$record>();
        let bytes = unsafe {
            let first = memory.as_mut_ptr().cast::<u8>();
            first.write_bytes($background, size);
            let record = memory.assume_init_mut();
            record.$set($value);
            let $got = record.$get();
            print!("{} {:02x} {} ", $name, $background, $shown);
            std::slice::from_raw_parts(memory.as_ptr().cast::<u8>(), size)
        };
        println!("{}", bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    }};
}
"""


def literal(value: int) -> str:
    return f"({value}_i128)" if value < 1 << 127 else f"({value}_u128)"


def resolved(model: Model, target: str, spelling: str) -> dict:
    typedefs = {entry["name"]: entry for entry in model.document["typedefs"]}
    entry = model.types[spelling]
    while entry["kind"] == "typedef" and entry["name"] in typedefs:
        entry = model.types[typedefs[entry["name"]]["layouts"][target]["type"]]
    return entry


def bit_field_lines(model: Model, target: str, library: str) -> tuple[list[str], list[str]]:
    """Statements of the program, and the lines it has to print."""
    code, expected = [], []
    for name in model.records:
        layout = model.layout(name, target)
        for field in layout.fields if layout else ():
            if not field.bitfield or not field.name or field.depth or not field.size_bits:
                continue
            entry = resolved(model, target, field.type)
            is_bool = entry["kind"] == "bool"
            is_enum = entry["kind"] == "enum" and not model.enums[entry["name"]].get("anonymous")
            for value in field_values(field, is_bool):
                if is_bool:
                    passed, shown = f"{literal(value)} != 0", "got as u8"
                elif is_enum:
                    passed, shown = f"{library}::raw::{entry['name']}({literal(value)} as _)", "got.0"
                else:
                    passed, shown = f"{literal(value)} as _", "got"
                for background in (0x00, 0xFF):
                    image = image_after(layout.size, field, background, value, model.big_endian(target))
                    code.append(f'vector!({library}::raw::{name}, "{name}.{field.name}", 0x{background:02x}_u8, '
                                f"set_{field.name}({passed}), {field.name}, |got| {shown});")
                    expected.append(f"{name}.{field.name} {background:02x} {value} {image.hex()}")
    return code, expected


def rust_name(name: str) -> str:
    return f"r#{name}" if name in {"type", "match"} else name


def size_lines(model: Model, target: str, library: str) -> tuple[list[str], list[str]]:
    code, expected = [], []
    for name in model.records:
        layout = model.layout(name, target)
        if layout:
            path = f"{library}::raw::{rust_name(name)}"
            code.append(f'println!("size {name} {{}} {{}}", size_of::<{path}>(), align_of::<{path}>());')
            expected.append(f"size {name} {layout.size} {layout.align}")
    for name, enum in model.enums.items():
        layout = enum["layouts"].get(target)
        if layout is None:
            continue
        code.append(f'println!("enum {name} {{}}", size_of::<{library}::raw::{rust_name(name)}>());')
        expected.append(f"enum {name} {layout['size']}")
        number = "" if enum.get("anonymous") else ".0"
        for value in layout["values"]:
            code.append(f'println!("enumerator {value["name"]} {{}}", {library}::raw::{value["name"]}{number});')
            expected.append(f"enumerator {value['name']} {value['value']}")
    return code, expected


def constant_lines(model: Model, target: str, library: str) -> tuple[list[str], list[str]]:
    code, expected = [], []
    for name, constant in model.constants.items():
        value = constant["values"].get(target)
        if value is None:
            continue
        path = f"{library}::raw::{name}"
        if value["kind"] == "integer":
            kept = resolved(model, target, value["type"])
            if kept["kind"] == "enum" and not model.enums[kept["name"]].get("anonymous"):
                path += ".0"
            code.append(f'println!("constant {name} {{}}", {path} as i128);')
            expected.append(f"constant {name} {value['value']}")
        elif value["kind"] == "floating":
            single = model.types[value["type"]]["kind"] == "float"
            code.append(f'println!("constant {name} {{:x}}", f64::from({path}).to_bits());')
            bits = struct.unpack(">Q", struct.pack(">d", float.fromhex(value["hex"])))[0]
            expected.append(f"constant {name} {bits:x}")
            code.append(f'println!("width {name} {{}}", size_of_val(&{path}));')
            expected.append(f"width {name} {4 if single else 8}")
        elif value["kind"] == "string":
            element = resolved(model, target, model.types[value["type"]]["element"])
            size = model.document["target_info"][target]["basic"][element["kind"]]["size"]
            if size > 1:
                shown = f"{path}.iter().flat_map(|unit| unit.to_ne_bytes())"
            elif "00" in [value["bytes"][i:i + 2] for i in range(0, len(value["bytes"]), 2)]:
                shown = f"{path}.iter().copied()"
            else:
                shown = f"{path}.to_bytes().iter().copied()"
            code.append(f'println!("constant {name} {{}}", '
                        f'{shown}.map(|byte| format!("{{byte:02x}}")).collect::<String>());')
            expected.append(f"constant {name} {value['bytes']}")
    return code, expected


def runnable_targets(cargo: str) -> list[str]:
    installed = installed_targets(cargo)
    result = []
    for target, (linker, emulator) in RUN.items():
        if target in installed and shutil.which(linker) and (emulator is None or shutil.which(emulator)):
            result.append(target)
    return result


def run_program(arguments, directory: Path, target: str) -> str:
    linker, emulator = RUN[target]
    key = target.upper().replace("-", "_")
    environment = {f"CARGO_TARGET_{key}_LINKER": linker}
    if emulator:
        environment[f"CARGO_TARGET_{key}_RUNNER"] = emulator
        environment[f"CARGO_TARGET_{key}_RUSTFLAGS"] = "-C target-feature=+crt-static"
    return run(arguments.cargo, "run", "--offline", "--quiet", "-p", "values", "--target", target,
               directory=directory, **environment)


def command_values(arguments) -> None:
    directory = arguments.work / "values"
    # names.h has names that Rust changes; layout.rust asks about them.
    headers = [header for header in CASES if header.stem not in ("calls", "names")]
    dependencies, libraries, models = [], {}, {}
    for header in headers:
        crate = directory / header.stem
        generate(arguments.ffigen, header, crate)
        libraries[header] = library_name(crate)
        models[header] = Model.of(arguments.ffigen, header, f"-I{INCLUDE}")
        dependencies.append(f'{crate_name(crate)} = {{ path = "../{header.stem}" }}')
    workspace(directory, ["values", *(header.stem for header in headers)])
    write(directory / "values" / "Cargo.toml",
          '[package]\nname = "values"\nversion = "0.0.0"\nedition = "2024"\n\n[dependencies]\n'
          + "\n".join(dependencies) + "\n")
    total = 0
    targets = runnable_targets(arguments.cargo)
    for target in targets:
        functions, expected = [], []
        for header in headers:
            for make in (size_lines, bit_field_lines, constant_lines):
                code, lines = make(models[header], target, libraries[header])
                expected += lines
                # In pieces: one function of thousands of statements takes rustc long.
                functions += [code[i:i + 200] for i in range(0, len(code), 200)]
        source = RUST_PRELUDE
        for index, code in enumerate(functions):
            source += f"fn part{index}() {{\n" + "\n".join(code) + "\n}\n"
        source += "fn main() {\n" + "".join(f"part{i}();\n" for i in range(len(functions))) + "}\n"
        write(directory / "values" / "src" / "main.rs", source)
        found = run_program(arguments, directory, target).splitlines()
        wrong = [f"expected {want}, found {have}" for want, have in zip(expected, found) if want != have]
        if wrong or len(found) != len(expected):
            raise Failed(f"{target}: {len(expected)} lines expected, {len(found)} found, {len(wrong)} wrong:\n"
                         + "\n".join(wrong[:20]))
        print(f"{target}: {len(expected)} values, 0 wrong", flush=True)
        total += len(expected)
    if not total:
        raise Failed("no target's programs can be run here")


def command_random(arguments) -> None:
    directory = arguments.work / "random"
    header = directory / "random.h"
    records = Generator(arguments.seed, arguments.records).generate()
    write(header, render(records))
    generate(arguments.ffigen, header, directory / "crate")
    run(arguments.cargo, "fmt", "--check", directory=directory / "crate")
    run(arguments.cargo, "test", "--offline", "--quiet", directory=directory / "crate")
    model = Model.of(arguments.ffigen, header)
    checked = check_targets(arguments.cargo, directory / "crate", model.targets, "check")
    print(f"seed {arguments.seed}: {len(records)} random records; layouts hold for {', '.join(checked)}")


def command_service(arguments) -> None:
    directory = ROOT / "services" / "rust"
    library = {"RT_AUDIO_FFI_LIB_DIR": str(arguments.library)}
    run(arguments.cargo, "fmt", "--check", directory=directory)
    run(arguments.cargo, "clippy", "--offline", "--locked", "--all-targets", "--", "-D", "warnings",
        directory=directory, **library)
    run(arguments.cargo, "test", "--offline", "--locked", "--quiet", directory=directory, **library)
    unsafe = [path for path in (directory / "src").glob("*.rs") if "unsafe" in path.read_text().replace(
        "forbid(unsafe_code)", "")]
    if unsafe:
        raise Failed(f"unsafe in {unsafe}")
    print("tests, clippy, rustfmt clean; no unsafe")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ffigen", required=True)
    parser.add_argument("--cargo", required=True)
    parser.add_argument("--work", required=True, type=Path)
    commands = parser.add_subparsers(required=True)
    for name, function in {"contract": command_contract, "cases": command_cases, "calls": command_calls,
                           "values": command_values, "random": command_random, "service": command_service}.items():
        command = commands.add_parser(name)
        command.set_defaults(run=function)
        if name in ("contract", "service"):
            command.add_argument("--library", required=True, type=Path)
        if name == "random":
            command.add_argument("--records", type=int, default=300)
            command.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    try:
        arguments.run(arguments)
    except Failed as failure:
        print(failure)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
