"""An empty system: unpacked for one test, entered as an ordinary user or as root, gone after it."""

import os
import shutil
import subprocess
from pathlib import Path

from case import ROOT, Case, skip

PACKAGES, ROOTS = ROOT / "out/packages", ROOT / "build/roots"
ENTER = """set -eu
mount -t proc proc proc
mount --rbind /dev dev
{mounts}
exec chroot {who} . /usr/bin/env -i {env} sh -eu /script
"""


class Root:
    """Used with `with`. The packages of ./dev package are in its /packages."""

    def __init__(self, case: Case, name: str):
        archive = ROOTS / f"{name}.tar"
        if not archive.exists() or not (PACKAGES / "SHA256SUMS").exists():
            skip(f"no root {name}, or no packages: ./dev test --full makes them")
        if os.getuid() != 0:
            skip("only root may enter a root")
        self.case, self.archive, self.path = case, archive, case.work / "root"

    def __enter__(self) -> "Root":
        self.path.mkdir()
        self.case.run("tar", "-xf", self.archive, "-C", self.path, "--exclude=./dev/*")
        shutil.copytree(PACKAGES, self.path / "packages", ignore=shutil.ignore_patterns("_CPack_Packages"))
        self.run("useradd -m user", user=False)
        return self

    def __exit__(self, *_) -> None:
        subprocess.run(["rm", "-rf", "--one-file-system", str(self.path)], check=False)

    def put(self, name: str, *sources: Path) -> None:
        """Copies of files and folders, where the user may change them."""
        target = self.path / "home/user" / name
        target.mkdir(parents=True, exist_ok=True)
        for source in sources:
            (shutil.copytree if source.is_dir() else shutil.copy)(source, target / source.name)
        self.run(f"chown -R user: '/home/user/{name}'", user=False)

    def run(self, script: str, user: bool = True, says: str = "", mounts: str = ":", network: bool = False, **env: str) -> str:
        """Without any network, unless it is asked for."""
        (self.path / "script").write_text(script)
        env = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/home/user" if user else "/root", **env}
        words = " ".join(f"'{name}={value}'" for name, value in env.items() if value)
        enter = ENTER.format(mounts=mounts, who="--userspec=user" if user else "", env=words)
        apart = ["--mount", "--pid", *(() if network else ("--net",))]
        said = self.case.run("unshare", *apart, "--fork", "--kill-child", "sh", "-c", enter, cwd=self.path, says=says)
        for line in said.splitlines():
            if line.startswith("TIME"):
                print(line)
        return said
