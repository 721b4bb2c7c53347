#!/usr/bin/env python3
"""The self-contained packages of `./dev package` in empty systems of several ages, as an ordinary user without compilers.

  run_roots.py FFIGEN WORK BUILD CASE
"""

import os
import shutil

from case import ROOT, Case, main, skip
from root import PACKAGES, Root

BEGIN = """cd "$HOME" && test "$(id -u)" != 0 && ! command -v cc >/dev/null && ! test -e /usr/include/stdio.h
printf '#include <stdint.h>\\ntypedef struct a { uint32_t x; uint64_t y; } a;\\nint f(const a *p);\\n' >a.h
printf '#include <stdio.h>\\nint f(FILE *p);\\n' >b.h
start() { began=$(date +%s%N); }
stop() { echo "TIME $1 $((($(date +%s%N) - began) / 1000000)) ms"; }
"""
TARBALL = BEGIN + """start
tar -xzf /packages/ffigen-*-linux-x86_64.tar.gz
program=$(echo "$HOME"/ffigen-*/bin/ffigen)
"$program" a.h --lang all -o bindings
stop tarball
"$program" verify a.h
"$program" a.h --lang json --target native >native.json && grep -q '"y"' native.json
! "$program" verify b.h --target native >said 2>&1 && grep -q 'libc6-dev' said
"$program" doctor | grep -q 'missing .*cargo'
"$program" init a.h && "$program" describe a.h --config ffigen.toml
"""
WHEEL = BEGIN + """start
python3 -m venv v && v/bin/pip install -q --no-index --find-links /packages ffigen
v/bin/ffigen a.h --lang python -o p
stop pip
(cd p && ../v/bin/python -c 'import ast, glob; [ast.parse(open(f).read()) for f in glob.glob("**/*.py", recursive=True)]')
"""
NODE = BEGIN + """mkdir -p node_modules/ffigen node_modules/ffigen-linux-x64
tar -xzf /packages/ffigen-[0-9]*.tgz -C node_modules/ffigen --strip-components=1
tar -xzf /packages/ffigen-linux-x64-*.tgz -C node_modules/ffigen-linux-x64 --strip-components=1
node node_modules/ffigen/ffigen.js verify a.h
"""
DEB = """dpkg -i /packages/ffigen_*_amd64.deb >/dev/null
ffigen --version
ls /usr/share/doc/ffigen /usr/include/ffigen/annotations.h >/dev/null
bash -c '. /usr/share/bash-completion/completions/ffigen && complete -p ffigen'
"""


def in_root(case: Case, release: str) -> None:
    with Root(case, release) as root:
        for script in (TARBALL, WHEEL, NODE):
            root.run(script)
        root.run(DEB, user=False, says="ffigen 0.1.0")


def in_bullseye(case: Case):
    in_root(case, "bullseye")


def in_bookworm(case: Case):
    in_root(case, "bookworm")


def in_trixie(case: Case):
    in_root(case, "trixie")


WORKS = BEGIN + """mkdir -p "$HOME/bin" "$HOME/a dir'with \\$odd  names"
tar -xzf /packages/ffigen-*-linux-x86_64.tar.gz --strip-components=2 -C "$HOME/bin" --wildcards '*/bin/ffigen'
cp a.h "$HOME/a dir'with \\$odd  names/a b.h" && cd "$HOME/a dir'with \\$odd  names"
"""
USED = """~/bin/ffigen "a b.h" --lang all -o "out put" -q
~/bin/ffigen verify "a b.h" -q
~/bin/ffigen lock "a b.h" && ~/bin/ffigen check "a b.h" && rm -rf "out put" *.json
"""


def in_odd_places(case: Case):
    """Where people put programs: what they find there is what they find elsewhere."""
    with Root(case, "bookworm") as root:
        root.run(WORKS)
        enter = """cd "/home/user/a dir'with \\$odd  names"\n"""
        used = enter + USED.replace("~", "/home/user")
        root.run(used, LC_ALL="tr_TR.UTF-8", LANG="xx_XX")
        root.run(used, HOME="", PATH="/usr/bin:/bin")
        root.run(used, TMPDIR="/nowhere", mounts="mount -t tmpfs -o noexec,mode=1777 tmpfs tmp")
        root.run(used, mounts="mount -t tmpfs -o ro tmpfs tmp")
        root.run("cd /tmp && printf 'int f(void);\\n' >c.h && /home/user/bin/ffigen c.h --lang all -o out -q",
                 mounts="mount --bind home home && mount -o remount,ro,bind home")
        root.run(used, mounts="umount proc")
        root.run(enter + "umask 077; ~/bin/ffigen 'a b.h' --lang all -o kept -q; ! find kept -perm /077 | grep .; rm -r kept\n")
        root.run(enter + "mkdir é && cp 'a b.h' é/日本.h && cd é\n" + USED.replace("a b.h", "日本.h"), LC_ALL="C")
        root.run(enter + "mkdir gone && cd gone && rmdir ../gone && ~/bin/ffigen verify '/home/user/a.h' -q\n")
        root.run(enter + "PATH=/nowhere; ~/bin/ffigen verify 'a b.h' -q; ~/bin/ffigen doctor >d; ~/bin/ffigen 'a b.h' --lang all -o kept -q\n")
        root.run(enter + "ulimit -v 2000000; ulimit -n 16\n" + USED.replace("~", "/home/user"))
        said = root.run(enter + "! /home/user/bin/ffigen 'a b.h' --lang rust -o /usr/share/x 2>&1")
        case.expect("Permission denied" in said and "/usr/share/x" in said, said)


def in_a_root_of_nothing(case: Case):
    """A system without any C library, loader or /etc: a shell, a header and the program."""
    if os.getuid() != 0 or not (busybox := shutil.which("busybox")):
        skip("only root may enter a root, and busybox-static is its shell")
    archive = next(PACKAGES.glob("ffigen-*-linux-x86_64.tar.gz"), None) or skip("no packages: ./dev package")
    root = case.work / "root"
    (root / "bin").mkdir(parents=True)
    case.run("tar", "-xzf", archive, "-C", root, "--strip-components=1", "--no-same-owner")
    shutil.copy(busybox, root / "bin/sh")
    (root / "a.h").write_text("#include <stdint.h>\ntypedef struct a { uint32_t x; uint64_t y; } a;\nint f(const a *p);\n")
    used = "ffigen a.h --lang all -o out -q && ffigen verify a.h && ffigen lock a.h && ffigen check a.h && ffigen doctor"
    enter = ["unshare", "--net", "--mount", "chroot", root, "/bin/sh", "-euc", used]
    case.run(*enter, says="No drift.", PATH="/bin:/usr/sbin:/usr/bin")
    case.run(*enter[:3], "chroot", "--userspec=1234:1234", *enter[4:-1], "ffigen verify a.h", says="No findings.", PATH="/bin:/usr/sbin:/usr/bin")


def on_old_kernels(case: Case):
    """Neither an old kernel nor an old container engine's seccomp profile is in the way."""
    with Root(case, "bookworm") as root:
        root.run(WORKS)
        root.put("old", ROOT / "tests/package/old_kernel.py")
        for refusal in ("ENOSYS", "EPERM"):
            root.run(f"cd ~ && python3 old/old_kernel.py {refusal} ~/bin/ffigen a.h --lang all -o {refusal} && ls {refusal}")


ACTION = """cd ~/user
python3 - <<'END'
import os, pathlib, sys, time
sys.path.insert(0, "../action/drift")
from composite_action import CompositeAction
os.environ["FFIGEN_RELEASES"] = "/packages"
home = pathlib.Path.home()
action = CompositeAction(home / "action", home / "runner", {"actions/cache": lambda given: {}})
for way in "from the release", "from the cache":
    began = time.monotonic()
    outcome = action.run(home / "user", header="engine.h")
    print(f"TIME action {way} {1000 * (time.monotonic() - began):.0f} ms")
    assert outcome.status == 0 and way in outcome.log and "No drift." in outcome.log, outcome.log
text = open("engine.h").read()
open("engine.h", "w").write(text.replace("float y;", "double y;"))
outcome = action.run(home / "user", header="engine.h")
assert outcome.status == 1 and "::error file=engine.h,line=" in outcome.log, outcome.log
END
"""


def action_twice(case: Case):
    """The action in another repository, on a runner that has nothing: from the release, then from what the first job left."""
    with Root(case, "trixie") as root:
        root.put("action", *(ROOT / name for name in ("action.yml", "CMakeLists.txt", "CMakePresets.json", "cmake", "setup", "generator", "templates")))
        root.put("action/drift", ROOT / "tests/drift/composite_action.py")
        root.put("user", ROOT / "examples/builds/engine.h")
        case.run(case.ffigen, "lock", root.path / "home/user/user/engine.h")
        root.run(ACTION)


if __name__ == "__main__":
    main(globals())
