"""Every cell that has a safe form is called from Python and Go, under ASan, and its values are checked on both sides."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from header import Function
from library import attempt

HERE = Path(__file__).resolve().parent


def call_go(matrix, name: str, functions: list[Function]) -> list[tuple[Function, str]]:
    """Calls them in one program. What was wrong."""
    package, refused = matrix.emit(name, functions, "go")
    if refused:
        return [(functions[0], refused)]
    place = matrix.work / f"{name}_go"
    place.mkdir(exist_ok=True)
    text = "".join(path.read_text() for path in package.glob("*.go"))
    rows, openers = [], []
    for function in functions:
        cell = function.cell
        method = cell.handle != "none"
        title = "F" + function.name.rpartition("f")[2]
        kind = cell.handle.capitalize()
        receiver = rf"[(]\w [*]{kind}[)] " if method else ""
        if re.search(rf"^func {receiver}{title}[(]", text, re.M):
            rows.append(
                f'{{"{function.name}", "{cell.role}", "{cell.kind}", "{cell.handle}", '
                f"{f'(*target.{kind})' if method else 'target'}.{title}, {function.seed}, "
                f"{str(cell.const).lower()}, {str(cell.nullable).lower()}}},"
            )
    for handle in sorted({function.cell.handle for function in functions} - {"none"}):
        openers.append(f'"{handle}": target.Open{handle.capitalize()},')
    main = (HERE / "caller.go.txt").read_text().replace("PACKAGE", name)
    main += (
        "\nvar cells = []cell{\n"
        + "\n".join(rows)
        + "\n}\n\nvar openers = map[string]any{"
        + "\n".join(openers)
        + "}\n"
    )
    (place / "main.go").write_text(main)
    (place / "go.mod").write_text(
        f"module example.com/caller\n\ngo 1.22\n\nrequire example.com/{name} v0.0.0\n\n"
        f"replace example.com/{name} => {package}\n"
    )
    libraries = place / "lib"
    libraries.mkdir(exist_ok=True)
    shutil.copy(matrix.work / f"lib{name}_asan.so", libraries / f"lib{name}.so")
    environment = {
        "GOFLAGS": "-mod=mod",
        "GOWORK": "off",
        "GOTOOLCHAIN": "local",
        "CGO_LDFLAGS": f"-L{libraries}",
        "LD_LIBRARY_PATH": str(libraries),
        "ASAN_OPTIONS": "detect_leaks=0:exitcode=99",
        "GOGC": "1",
    }
    code, output = attempt(
        matrix.options.go, "build", "-asan", "-o", place / "caller", ".", directory=place, timeout=900, **environment
    )
    if code:
        return [(functions[0], output)]
    code, output = attempt(place / "caller", directory=place, timeout=120, **environment)
    by_name = {function.name: function for function in functions}
    found = [(by_name[which], said) for which, said in re.findall(r"^== wrong (\w+) (.*)$", output, re.M)]
    begun = re.findall(r"^== begins (\w+)$", output, re.M)
    if code:
        found.append((by_name[begun[-1]] if begun else functions[0], f"error: ended with {code}\n{output[-3000:]}"))
    print(f"go {name}: {len(re.findall(r'^== called', output, re.M))} cells were called")
    return found


def call_python(matrix, name: str, functions: list[Function]) -> list[tuple[Function, str]]:
    """Calls them in one process, and after a crash the rest in another. What was wrong."""
    package, refused = matrix.emit(name, functions, "python")
    if refused:
        return [(functions[0], refused)]
    runtime = subprocess.run(
        [matrix.options.cc, "-print-file-name=libasan.so"], capture_output=True, text=True
    ).stdout.strip()
    found = []
    left = list(functions)
    called = 0
    while left:
        cells = json.dumps(
            [{**asdict(function.cell), "name": function.name, "seed": function.seed} for function in left]
        )
        (matrix.work / f"{name}.json").write_text(cells)
        code, output = attempt(
            sys.executable,
            "-B",
            HERE / "caller.py",
            name,
            matrix.work / f"{name}.json",
            timeout=120,
            PYTHONPATH=str(package),
            LD_PRELOAD=runtime,
            PYTHONMALLOC="malloc",
            ASAN_OPTIONS="detect_leaks=0:exitcode=99",
            **{f"{name.upper()}_LIBRARY": str(matrix.work / f"lib{name}_asan.so")},
        )
        done = 0
        for mark, which, said in re.findall(r"^== (\w+) (\w+) ?(.*)$", output, re.M):
            if mark == "begins":
                done += 1
            elif mark == "called":
                called += 1
            elif mark == "wrong":
                found.append((next(function for function in left if function.name == which), said))
        if not code:
            break
        if not done:
            found.append((left[0], output))
            break
        found.append((left[done - 1], f"error: ended with {code}\n{output[-3000:]}"))
        left = left[done:]
    print(f"python {name}: {called} of {len(functions)} cells were called, the others are raw")
    return found


#: Languages in which cells are called. Rust's callers would have to be typed, cell by cell.
CALLED = {"python": call_python, "go": call_go}


def call_all(matrix, name: str, functions: list[Function], language: str) -> list[tuple[Function, str]]:
    return CALLED[language](matrix, name, functions)
