#!/usr/bin/env python3
"""rt-call: JSON in, JSON out, what it says when something is wrong; and its schema parser on every schema at hand.

  rt_call.py <rt-call> <server> <ffigen> <work>
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from peer import Server, check

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    program, server, ffigen, work = (Path(argument).resolve() for argument in sys.argv[1:])
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    with Server(server, work, "--listen", "tcp:127.0.0.1:0") as running:
        unix, tcp = running.addresses

        def call(*arguments: str, address: str = unix) -> subprocess.CompletedProcess[str]:
            return subprocess.run([program, address, *arguments], capture_output=True, text=True, timeout=60)

        def replies(*arguments: str, address: str = unix) -> list[dict]:
            done = call(*arguments, address=address)
            check(done.returncode == 0, done)
            decoder, text, found = json.JSONDecoder(), done.stdout.strip(), []
            while text:
                value, end = decoder.raw_decode(text)
                found.append(value)
                text = text[end:].lstrip()
            return found

        for address in (unix, tcp):
            check(replies("sum", '{"values": [1, 2.5]}', address=address) == [{"mean": 1.75, "result": 3.5}], "numbers")
        check(replies("reverse", '{"bytes": "0102ff"}') == [{"bytes": "ff0201"}], "bytes")
        # What an earlier answer had is filled in, by name or where it is missing.
        opened, started, _, seen, cancelled = replies(
            "watch.open", '{"prefix": null}',
            "start", '{"request": {"name": "ü", "schedule": {"after_ms": 20, "times": 1000, "priority": "TIMER_PRIORITY_HIGH"}}}',
            "watch.next", '{"timeout_ms": 5000}', "watch.seen", "cancel", '{"id": "$id"}')
        check(opened["watch"] > 0 and started["id"] > 0 and seen == {"count": 1} and cancelled == {}, "objects")
        schedule = replies("echo", '{"request": {"name": "x", "schedule": {"after_ms": 20, "priority": "TIMER_PRIORITY_HIGH"}}}')
        check(schedule[0]["understood"]["schedule"]["priority"] == 2, "constants by name")
        for arguments, status, said in (
            (("cancel", '{"id": 5}'), 1, "cancel: TIMER_NOT_FOUND: no timer 5"),
            (("nope",), 2, "the server has no method 'nope'"),
            (("start", '{"request": {"name": "x"}}'), 2, "the request.request lacks 'schedule': timer_schedule"),
            (("sum", '{"values": [1], "valeus": 2}'), 2, "the request has no 'valeus'"),
            (("sum", '{"values": ["a"]}'), 2, "the request.values[0] must be a number"),
            (("reverse", '{"bytes": "0"}'), 2, "the request.bytes must be bytes"),
            (("list", '{"prefix": 1, "capacity": 1}'), 2, "the request.prefix must be text"),
            (("sum", "{"), 2, "parse error"),
            (("list", '{"prefix": "", "capacity": -1}'), 1, "ffi.malformed"),
        ):
            done = call(*arguments)
            check(done.returncode == status and said in done.stderr, done)
        methods = call("--methods").stdout.split()
        check("watch.next" in methods and "ffi.stats" in methods and methods == sorted(methods), methods)
        described = call("--describe", "watch.next").stdout
        check('"timeout_ms" => -2147483648..2147483647' in described and "; -1 waits for ever" in described, described)
        check("timer_schedule = {" in call("--describe").stdout, "the whole schema")
        stats = replies("ffi.stats")[0]
        check(stats["calls"] > 5 and any(each["name"] == "sum" for each in stats["methods"]), stats)
        script = call("--completion", "bash").stdout
        check(subprocess.run(["bash", "-n"], input=script, text=True).returncode == 0 and "complete -F" in script, script)
        nobody = subprocess.run([program, f"unix:{work}/nobody", "sum"], capture_output=True, text=True)
        check(nobody.returncode == 2 and "No such file" in nobody.stderr, nobody)


if __name__ == "__main__":
    main()
