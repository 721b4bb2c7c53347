"""The wheel: `pip install ffigen` puts the program itself on the path, no Python in between, and a module that finds it."""

import base64
import hashlib
from pathlib import Path

from binary import needs_of
from inside import LICENCES
from tree import files_of, write_zip

HERE = Path(__file__).parent


def metadata(version: str, readme: str) -> str:
    return f"""Metadata-Version: 2.1
Name: ffigen
Version: {version}
Summary: One C header is the contract: verified layout, bindings for Rust, Go and Python
Home-page: https://github.com/ffigen/ffigen
License: {LICENCES}
Classifier: Environment :: Console
Classifier: Operating System :: POSIX :: Linux
Classifier: Programming Language :: C
Classifier: Topic :: Software Development :: Code Generators
Requires-Python: >=3.7
Description-Content-Type: text/markdown

{readme}"""


def cmake_files(source: Path) -> dict[str, bytes]:
    """find_package(ffigen) in a build that has the wheel: scikit-build-core asks the entry point where."""
    names = ("ffigenConfig.cmake", "FfigenBindings.cmake", "FfigenDriftCheck.cmake")
    return {f"ffigen/cmake/{name}": (source / "cmake" / name).read_bytes() for name in names}


def write_info(source: Path, version: str, out: Path) -> str:
    """The metadata alone, which pip asks for before the wheel."""
    directory = out / f"ffigen-{version}.dist-info"
    directory.mkdir()
    (directory / "METADATA").write_text(metadata(version, (source / "docs/install.md").read_text(encoding="utf-8")), encoding="utf-8")
    return directory.name


def write_wheel(binary: Path, source: Path, version: str, out: Path, beside: dict[str, bytes] | None = None) -> Path:
    tag = f"py3-none-{needs_of(binary).wheel_platform()}"
    info, data = f"ffigen-{version}.dist-info", f"ffigen-{version}.data"
    files = {f"ffigen/{name}": text for name, text in files_of(HERE / "python" / "ffigen").items() if name.endswith((".py", ".typed"))}
    files.update(cmake_files(source))
    files["ffigen/include/ffigen/annotations.h"] = (source / "generator/include/ffigen/annotations.h").read_bytes()
    files[f"{data}/scripts/ffigen"] = binary.read_bytes()
    files[f"{info}/METADATA"] = metadata(version, (source / "docs/install.md").read_text(encoding="utf-8")).encode()
    files[f"{info}/WHEEL"] = (f"Wheel-Version: 1.0\nGenerator: ffigen\nRoot-Is-Purelib: false\n"
                              + "".join(f"Tag: py3-none-{platform}\n" for platform in tag.split("-")[2].split("."))).encode()
    files[f"{info}/entry_points.txt"] = b"[cmake.root]\nffigen = ffigen.cmake\n"
    files[f"{info}/licenses/LICENSE"] = (source / "LICENSE").read_bytes()
    files.update({f"{info}/licenses/inside/{name}": text for name, text in (beside or {}).items()})
    record = ""
    for name, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text).digest()).rstrip(b"=").decode()
        record += f"{name},sha256={digest},{len(text)}\n"
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    return write_zip(out / f"ffigen-{version}-{tag}.whl", files)
