"""Makes a cffi extension of the declarations in DIRECTORY/jobs.json and asks it: ask_cffi.py DIRECTORY."""

import contextlib
import importlib.util
import io
import json
import struct
import sys
from pathlib import Path

import cffi

STANDARD = """
typedef _Bool bool;
"""


def builder(document: dict, texts: list[str], name: str) -> cffi.FFI:
    ffi = cffi.FFI()
    for text in texts:
        ffi.cdef(text, override=True)
    ffi.set_source(name, f'#include "{document["header"]}"', include_dirs=[document["include"]],
                   extra_compile_args=["-std=gnu11", "-w", "-O0"])
    return ffi


def compiled(document: dict, jobs: list[tuple[dict, str]], directory: Path, counter: list[int]):
    """Modules that compile, each with its jobs; what does not is halved until it is found."""
    if not jobs:
        return
    counter[0] += 1
    name = f"made_{counter[0]}"
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            path = builder(document, [text for _, text in jobs], name).compile(tmpdir=str(directory))
            spec = importlib.util.spec_from_file_location(name, path)
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
    except Exception:  # noqa: BLE001
        if len(jobs) > 1:
            half = len(jobs) // 2
            yield from compiled(document, jobs[:half], directory, counter)
            yield from compiled(document, jobs[half:], directory, counter)
        return
    yield module, jobs


def text_of(value) -> str:
    if isinstance(value, bytes) and len(value) == 1:
        value = value[0]
    if isinstance(value, str):
        value = ord(value)
    return struct.pack(">d", value).hex() if isinstance(value, float) else str(int(value))


def answer(module, q: dict) -> str:
    ffi, name = module.ffi, q["c_name"]
    if q["kind"] == "constant":
        value = getattr(module.lib, q["entity"])
        if isinstance(value, ffi.CData):
            return ffi.string(value).hex()
        return text_of(float(value) if q["basic"] in ("float", "double", "long double") else value)
    if q["kind"] == "enum":
        return str(ffi.sizeof(name))
    if q["kind"] == "size":
        return f"{ffi.sizeof(name)} {ffi.alignof(name)}"
    if q["kind"] == "offset":
        return str(ffi.offsetof(name, q["member"]))
    record = ffi.new(f"{name} *")
    memory = ffi.buffer(record)
    memory[:] = bytes([q["background"]]) * len(memory)
    given = q["value"]
    kind = getattr(ffi.new(f"{name} *"), q["member"])
    if isinstance(kind, bytes):
        given = bytes([given & 255])
    if isinstance(kind, str):
        given = chr(given)
    setattr(record, q["member"], given)
    shown = getattr(record, q["member"])
    if q["basic"] == "char" and isinstance(shown, bytes):
        shown = struct.unpack("b", shown)[0]
    return f"{text_of(shown)} {memory[:].hex()}"


def ask(module, job: dict) -> dict[str, str]:
    found = {}
    for q in job["questions"]:
        try:
            found[q["key"]] = answer(module, q)
        except Exception as error:  # noqa: BLE001 whatever it is, there is no answer
            found[q["key"]] = f"absent: {error}".replace("\n", " ")
    return found


def main() -> None:
    directory = Path(sys.argv[1])
    document = json.loads((directory / "jobs.json").read_text())
    answers: dict[str, dict[str, str]] = {}
    counter = [0]
    for variant in range(3):
        jobs = []
        for job in document["jobs"]:
            # The next variant is for what an earlier one did not answer in full.
            if len(job["texts"]) <= variant or (job["name"] in answers and not any(
                    found.startswith("absent") for found in answers[job["name"]].values())):
                continue
            text = STANDARD + job["texts"][variant]
            try:
                cffi.FFI().cdef(text, override=True)
            except Exception:  # noqa: BLE001
                continue
            jobs.append((job, text))
        for module, done in compiled(document, jobs, directory, counter):
            for job, _ in done:
                found = ask(module, job)
                better = sum(not f.startswith("absent") for f in found.values())
                if better >= sum(not f.startswith("absent") for f in answers.get(job["name"], {}).values()):
                    answers[job["name"]] = found
    for found in answers.values():
        for key, value in found.items():
            print(f"{key}\t{value}")


main()
