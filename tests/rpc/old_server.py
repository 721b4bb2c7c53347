#!/usr/bin/env python3
"""A new client against an old server and the reverse: refused, unless the client is tolerant; then fields that one side lacks
have their defaults, and functions that the server lacks are unknown methods.

  old_server.py <old server> <old packages> <new server> <new packages> <work>
"""

import shutil
import subprocess
import sys
from pathlib import Path

import cbor2

from peer import Server, check

HERE = Path(__file__).resolve().parent
PYTHON = """
import sys
from note_cbor import Page, rpc
from note_cbor.call_errors import CallError
try:
    with rpc.connect(sys.argv[1], timeout=5, tolerant=sys.argv[2] == "tolerant") as client:
        page = Page(text="hello")
        new = hasattr(page, "colour")
        setattr(page, "colour" if new else "stars", 9 if new else 5)
        added = client.add(page)
        print(added.text, "colour" if new else "stars", added.colour if new else added.stars)
        if new:
            try:
                print("counted" if client.count() else "none")
            except CallError as error:
                print(error.name)
except CallError as error:
    print(error.name)
"""
EXPECTED = {  # client, server
    ("old", "old"): "hello stars 5\n", ("new", "new"): "hello colour 9\ncounted\n",
    ("old", "new"): "hello stars 3\n", ("new", "old"): "hello colour 7\nffi.unknown_method\n",
}


def main() -> None:
    *arguments, work = (Path(argument).resolve() for argument in sys.argv[1:])
    servers, packages = dict(zip(("old", "new"), arguments[::2])), dict(zip(("old", "new"), arguments[1::2]))
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    clients = {}
    for age in servers:
        subprocess.run(["cc", "-std=c11", "-D_DEFAULT_SOURCE", "-Wall", "-Wextra", "-Werror", "-fsanitize=address,undefined",
                        f"-I{packages[age] / 'c'}", f"-I{HERE / age}", f"-I{HERE.parents[1] / 'generator/include'}",
                        HERE / "client_of_old.c", "-o", work / age], check=True)
        clients[age] = [[work / age], [sys.executable, "-B", "-c", PYTHON]]
    for age, program in servers.items():
        with Server(program, work) as server:
            for (client, of), expected in EXPECTED.items():
                if of != age:
                    continue
                for command in clients[client]:
                    for manner, wanted in (("tolerant", expected), ("strict", expected if client == of else "ffi.other_contract\n")):
                        done = subprocess.run([*command, f"unix:{server.path}", manner], capture_output=True, text=True, timeout=60,
                                              env={"PYTHONPATH": str(packages[client] / "python")})
                        check(done.stdout == wanted and not done.stderr, f"{client} client, {age} server, {manner}: {done}")
            # A page by hand, as somebody writes it who knows the schema alone.
            reply = server.peer().call("add", {"page": {"number": 0, "text": "x", "mood": 1}})
            check(reply[0] == 0 and reply[1]["added"].get("stars", reply[1]["added"].get("colour")) in (3, 7), reply)
            check(cbor2.dumps(reply[1]), "CBOR")


if __name__ == "__main__":
    main()
