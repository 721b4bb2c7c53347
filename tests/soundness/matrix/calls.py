"""Every cell that has a safe form is called from Python, under ASan, and its values are checked on both sides."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from header import Function
from library import attempt

HERE = Path(__file__).resolve().parent


def call_all(matrix, name: str, functions: list[Function]) -> list[tuple[Function, str]]:
    """Calls them in one process, and after a crash the rest in another. What was wrong."""
    package, refused = matrix.emit(name, functions, "python")
    if refused:
        return [(functions[0], refused)]
    runtime = subprocess.run([matrix.options.cc, "-print-file-name=libasan.so"], capture_output=True, text=True).stdout.strip()
    found = []
    left = list(functions)
    called = 0
    while left:
        cells = json.dumps([{**asdict(function.cell), "name": function.name, "seed": function.seed} for function in left])
        (matrix.work / f"{name}.json").write_text(cells)
        code, output = attempt(
            sys.executable, "-B", HERE / "caller.py", name, matrix.work / f"{name}.json", timeout=120, PYTHONPATH=str(package),
            LD_PRELOAD=runtime, PYTHONMALLOC="malloc", ASAN_OPTIONS="detect_leaks=0:exitcode=99",
            **{f"{name.upper()}_LIBRARY": str(matrix.work / f"lib{name}_asan.so")})
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
    print(f"python {name}: {called} cells were called")
    return found
