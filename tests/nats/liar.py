#!/usr/bin/env python3
"""The clients of the timer example through NATS, against somebody who answers as no server does: headers that say nothing,
too much or something else, answers that are none. Each ends in time with a result or one of its documented errors.

  liar.py lies <server> <packages> <work>
"""

import asyncio
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import cbor2
from bus import FULL, Bus, check, run
from hostile_server import ERRORS

HERE = Path(__file__).resolve().parent
EXAMPLE = HERE.parents[1] / "examples" / "timer"
TRIALS = 100 if FULL else 10
NUMBERS = ["", "0", "-1", "1", "15000", "9223372036854775807", "99999999999999999999999", "abc", "1e9", "٣", "0x10", " 7 "]
NAMES = ["", "0123456789abcdef", "a b", "x.y", "*", ">", "x" * 3000, "ä"]
ANSWERS = {
    "echo": {"understood": {"name": "tea", "schedule": {"after_ms": 30, "times": 2, "priority": 1}, "note": "-", "tolerance": 0.0}},
    "watch.open": {"watch": 1}, "start": {"id": 1}, "watch.next": {"event": {"number": 1, "id": 1, "name": "tea"}}, "watch.close": {},
    "cancel": {"code": 2, "name": "TIMER_NOT_FOUND", "text": ""}, "sum": {"result": 6.5, "mean": 2.0},
}


class Liar:
    """Says one thing that is wrong, at hello or at one call behind it."""

    def __init__(self, nats: object, seed: int) -> None:
        self.nats, self.r = nats, random.Random(seed)
        self.left = self.r.choice([0, 0, 1, 2, 4])  # before the lie

    def heads(self, method: str, is_lie: bool) -> dict[str, str]:
        right = {"Ffi-Server": "0123456789abcdef", "Ffi-Session": "s", "Ffi-Lease-Ms": "15000"} if method == "ffi.hello" else {}
        if method == "cancel":
            right["Ffi-Status"] = "2"
        if not is_lie:
            return right
        wrong = {"Ffi-Status": self.r.choice(NUMBERS), "Ffi-Lease-Ms": self.r.choice(NUMBERS), "Ffi-Server": self.r.choice(NAMES),
                 "Ffi-Session": self.r.choice(NAMES), "Status": self.r.choice(["503", "200", "x"])}
        return right | dict(self.r.sample(sorted(wrong.items()), self.r.randint(1, 3)))

    async def answer(self, message: object) -> None:
        method = message.subject.split(".", 2)[2]
        if method in ("ffi.lease", "ffi.cancel", "ffi.goodbye") or not message.reply:
            return
        self.left -= 1
        is_lie = self.left == -1
        payload = cbor2.dumps(ANSWERS.get(method, {}), canonical=True)
        if is_lie and self.r.random() < 0.5:
            payload = self.r.choice([b"", b"\xff", b"\x81" * 200_000, self.r.randbytes(100), payload[:-1], b"\xbf" + b"\x61a\xf6" * 9999])
        for _ in range(2 if is_lie and self.r.random() < 0.2 else 1):
            await self.nats.publish(message.reply, payload, headers=self.heads(method, is_lie) or None)


def built(packages: Path, work: Path) -> dict[str, list[str]]:
    includes = [f"-I{folder}" for folder in (packages / "c", packages / "cpp", EXAMPLE, HERE.parents[1] / "generator/include")]
    for compiler, file in (("cc -std=c11 -D_DEFAULT_SOURCE", "c/main.c"), ("c++ -std=c++20", "cpp/main.cpp")):
        subprocess.run([*compiler.split(), "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all", *includes, EXAMPLE / file,
                        "-o", work / file[: file.index("/")], "-DFFI_RPC_NATS", "-lnats", "-pthread"], check=True)
    commands = {"C": [str(work / "c")], "C++": [str(work / "cpp")]}
    if go := os.environ.get("FFIGEN_GO"):
        folder = work / "go"
        folder.mkdir()
        for source in (EXAMPLE / "go/main.go", EXAMPLE / "go/nats.go", HERE / "go/go.sum"):
            shutil.copy(source, folder)
        modules = "".join(f"\nrequire example.com/timercbor{part} v0.0.0\n\nreplace example.com/timercbor{part} => {packages / 'go'}{part}\n"
                          for part in ("", "/natsrpc"))
        (folder / "go.mod").write_text((HERE / "go/go.mod").read_text() + modules)
        subprocess.run([go, "build", "-tags", "nats", "-o", "example", "."], cwd=folder, check=True,
                       env={**os.environ, "CGO_ENABLED": "0", "GOFLAGS": "-mod=mod", "GOWORK": "off", "GOTOOLCHAIN": "local"})
        commands["Go"] = [str(folder / "example")]
    script = [sys.executable, "-B", str(EXAMPLE / "python/client.py")]
    return {**commands, "Python": script, "asyncio": [*script, "--asyncio"]}


async def told(command: list[str], address: str, packages: Path) -> tuple[int, str, str]:
    environment = {**os.environ, "PYTHONPATH": f"{packages / 'python'}:{os.environ.get('PYTHONPATH', '')}"}
    process = await asyncio.create_subprocess_exec(*command[:3], address, *command[3:], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                                   env=environment)
    try:
        out, err = await asyncio.wait_for(process.communicate(), 60)
    except asyncio.TimeoutError:
        process.kill()
        await process.wait()
        return -1, "", "hangs"
    return process.returncode, out.decode(), err.decode()


async def lies(program: Path, packages: Path, work: Path) -> None:
    import nats

    commands = built(packages, work)
    first = int(os.environ.get("FFIGEN_SEED", "1"))
    with Bus(work) as bus:
        connection = await nats.connect(f"nats://{bus.host}")
        for name, command in commands.items():
            well = 0
            for seed in range(first, first + TRIALS):
                liar = Liar(connection, seed)
                heard = await connection.subscribe("timer.>", cb=liar.answer)
                status, out, err = await told(command, f"nats://{bus.host}/timer.main", packages)
                await heard.unsubscribe()
                what = f"{name} with seed {seed}: {status} {out!r} {err[-2000:]}"
                check(status in (0, 1), what)
                well += status == 0
                if status == 1 and "python" in command[0]:
                    check(err.strip().splitlines()[-1].split(":")[0].rsplit(".", 1)[-1] in ERRORS, what)
                elif status == 1:
                    check(bool(out.strip()) and not err, what)
            check(well < TRIALS, f"{name}: nothing was tried")
            print(f"{name}: {TRIALS - well} lies found out, {well} without effect", flush=True)
        await connection.close()


if __name__ == "__main__":
    run({"lies": lies})
