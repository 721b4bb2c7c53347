#!/usr/bin/env python3
"""completion, init and doctor, as people and shells use them.

  run_commands.py FFIGEN WORK BUILD CASE
"""

import re
import shutil
import tomllib
from pathlib import Path

from case import Case, main, skip

HEADER = """#include <stddef.h>
typedef struct lib_engine lib_engine;
typedef enum lib_error { LIB_OK = 0, LIB_FULL = 1 } lib_error;
lib_engine *lib_engine_make(const char *name);
int lib_engine_term(lib_engine *engine);
void lib_engine_free(lib_engine *engine);
lib_engine *lib_engine_current(void);
lib_error lib_engine_write(lib_engine *engine, const float *samples, size_t count);
void lib_engine_stats(lib_engine *engine, int *value);
"""


def completion_of_every_shell(case: Case):
    """Each script is well formed, and bash's answers what a person would type."""
    for shell, check in (("bash", ["bash", "-n"]), ("zsh", ["zsh", "-n"]), ("fish", ["fish", "--no-execute"])):
        path = case.work / shell
        path.write_text(case.run(case.ffigen, "completion", shell))
        if shutil.which(check[0]):
            case.run(*check, path)

    def complete(*words: str) -> list[str]:
        line = " ".join(f"'{word}'" for word in words)
        script = (f"compopt() {{ :; }}; . {case.work}/bash; COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _ffigen; "
                  'printf "%s\\n" "${COMPREPLY[@]}"')
        return case.run("bash", "-c", script).split()

    case.expect(complete("ffigen", "ver") == ["verify"], f"ver: {complete('ffigen', 'ver')}")
    case.expect("--fix" in complete("ffigen", "verify", "--f"), "verify --f")
    case.expect("--fix" not in complete("ffigen", "check", "--f"), "check --f has --fix")
    case.expect({"rust", "go", "python", "all"} <= set(complete("ffigen", "a.h", "--lang", "")), "--lang")
    case.expect(complete("ffigen", "a.h", "--target", "s390") == ["s390x-unknown-linux-gnu"], "--target")
    case.expect(complete("ffigen", "explain", "P0")[0] == "P01", "explain P0")
    (case.work / "engine.h").write_text("")
    case.expect("engine.h" in complete("ffigen", "verify", "eng"), "a header")
    case.run(case.ffigen, "completion", "csh", status=2)


def options_of_commands(case: Case) -> dict[str, set[str]]:
    """Command → its options, as --help has them; the one without a name makes packages."""
    said = case.run(case.ffigen, "--help")
    names = re.findall(r"^  ([a-z-]+) ", re.search(r"^Subcommands:\n(.*?)\n\n", said, re.M | re.S)[1], re.M)
    case.expect({"verify", "merge-locks", "doctor", "completion"} <= set(names), f"commands: {names}")
    return {name: set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", case.run(case.ffigen, *([name] if name else []), "--help")))
            for name in ["", *names]}


def every_option_is_in_the_manual(case: Case):
    text = case.run(case.ffigen, "completion", "man")
    plain = text.replace("\\-", "-")
    for command, options in options_of_commands(case).items():
        case.expect(not command or f".SS {command}\n" in plain, f"{command} is not in the manual")
        for option in options:
            case.expect(f"\\fB{option}\\fR" in plain, f"{command or 'ffigen'} {option} is not in the manual")
    (case.work / "ffigen.1").write_text(text)
    for check in (["mandoc", "-T", "lint", "-W", "error"], ["groff", "-man", "-ww", "-z"]):
        if shutil.which(check[0]):
            said = case.run(*check, "ffigen.1")
            case.expect(said == "", said)


def every_option_is_completed(case: Case):
    """By each shell's script, for each command; none offers what its command does not take."""
    scripts = {shell: case.run(case.ffigen, "completion", shell) for shell in ("bash", "zsh", "fish")}
    (case.work / "bash").write_text(scripts["bash"])
    for command, options in options_of_commands(case).items():
        words = f"ffigen {command} --".split()
        line = (f"compopt() {{ :; }}; . ./bash; COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}; _ffigen; "
                'printf "%s\\n" "${COMPREPLY[@]}"')
        offered = set(case.run("bash", "-c", line).split())
        case.expect(offered == options, f"bash, {command or 'ffigen'}: {sorted(offered ^ options)}")
        zsh = re.search(rf"^  {command}\) (.*?);;" if command else r"\n  _arguments -s(.*)", scripts["zsh"], re.M | re.S)
        offered = set(re.findall(r"'\*(--[a-z-]+)\[", zsh[1])) if zsh else set()
        case.expect(offered == options, f"zsh, {command or 'ffigen'}: {sorted(offered ^ options)}")
        when = f"__fish_seen_subcommand_from {command}'" if command else "not __fish_seen_subcommand_from"
        fish = [line for line in scripts["fish"].splitlines() if when in line and ("not " in line) == (not command)]
        offered = {f"--{name}" for line in fish for name in re.findall(r" -l ([a-z-]+)", line)}
        case.expect(offered == options, f"fish, {command or 'ffigen'}: {sorted(offered ^ options)}")


def init_writes_what_can_be_decided(case: Case):
    (case.work / "engine.h").write_text(HEADER)
    case.run(case.ffigen, "init", "engine.h", says="to decide")
    config = tomllib.loads((case.work / "ffigen.toml").read_text())
    case.expect(config["annotations"] == "engine.annotations.toml" and config["lang"] == ["rust", "go", "python"], f"{config}")
    side = (case.work / "engine.annotations.toml").read_text()
    case.expect(tomllib.loads(side) == {"module": []}, "something is decided already")
    for guess in ("owned(lib_engine_free)", "counted_by(count)", "error_enum(ok = LIB_OK)", "prefix = lib_engine_", "['out']"):
        case.expect(guess in side, f"no guess {guess}:\n{side}")
    # Both are read as they are; then with every first guess taken, which is a contract that holds together.
    case.run(case.ffigen, "describe", "engine.h", says="raw only lib_engine_current")
    taken = re.sub(r"(?m)^(  )?# (?=['\"])", r"\1", side)
    (case.work / "engine.annotations.toml").write_text(taken)
    described = case.run(case.ffigen, "describe", "engine.h", says="handle")
    case.expect("raw only lib_engine_current" not in described and "slice_in" in described, described)
    case.run(case.ffigen, "init", "engine.h", status=3, says="ffigen.toml exists")
    case.expect((case.work / "engine.annotations.toml").read_text() == taken, "a decision is gone")
    case.run(case.ffigen, "init", "engine.h", "--force")


def init_asks_pkg_config_for_the_library(case: Case):
    """zlib.h is libz's; where nobody knows, the header's name is a guess that says so."""
    (case.work / "zlib.h").write_text("int deflate(int level);\n")
    bin_ = case.work / "bin"
    bin_.mkdir()
    (bin_ / "pkg-config").write_text('#!/bin/sh\n[ "$*" = "--libs-only-l zlib" ] && echo "-lz "\n')
    (bin_ / "pkg-config").chmod(0o755)
    for path, says in ((f"{bin_}:/usr/bin:/bin", "library = z)"), ("/nowhere", "library = zlib)")):
        case.run(case.ffigen, "init", "zlib.h", "--force", PATH=path)
        side = (case.work / "zlib.annotations.toml").read_text()
        case.expect(says in side and ("pkg-config zlib says -lz" in side) == (path != "/nowhere"), side)


def init_for_this_machine(case: Case):
    """A header that includes the system's is read with them, and the configuration says so."""
    (case.work / "files.h").write_text("#include <stdio.h>\nint files_count(FILE *file);\n")
    if not Path("/usr/include/stdio.h").exists():
        skip("no headers of a C library; libc6-dev has them")
    case.run(case.ffigen, "init", "files.h")
    case.expect(tomllib.loads((case.work / "ffigen.toml").read_text())["target"] == ["native"], "no target")
    case.run(case.ffigen, "verify", "files.h")


def doctor_says_what_is_missing(case: Case):
    text = case.run(case.ffigen, "doctor", PATH="/nowhere")
    for word in ("cargo", "go", "python3", "gcc-riscv64-linux-gnu"):
        case.expect(re.search(rf"missing .*{word}", text) is not None, f"{word} is not missing:\n{text}")
    bin_ = case.work / "bin"
    bin_.mkdir()
    for name, version in (("cargo", "cargo 1.84.9"), ("go", "go version go1.21 linux")):
        (bin_ / name).write_text(f"#!/bin/sh\necho '{version}'\n")
        (bin_ / name).chmod(0o755)
    text = case.run(case.ffigen, "doctor", PATH=f"{bin_}:/usr/bin:/bin")
    case.expect("1.84.9 is older than 1.85" in text and re.search(r"ok .*go 1\.21\n", text) is not None, text)


if __name__ == "__main__":
    main(globals())
