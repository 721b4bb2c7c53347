#!/usr/bin/env python3
"""One object cannot stand in two places of a call that ends it, or uses it alone.

  shelves.py <server> <work>
"""

import shutil
import sys
from pathlib import Path

from peer import Server, check


def main() -> None:
    program, work = (Path(argument).resolve() for argument in sys.argv[1:])
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    with Server(program, work) as server:
        peer = server.peer()

        def call(method: str, **arguments: int) -> dict:
            status, reply = peer.call(f"shelf.{method}", arguments)
            return reply if status == 0 else {"refused": reply["name"]}

        one, other = (call("open", books=books)["opened"] for books in (3, 4))
        for refused in (call("merge", into=one, other=one), call("move", **{"from": one, "to": one, "books": 1})):
            check(refused == {"refused": "ffi.in_use"}, refused)
        check(call("compare", one=one, other=one) == {"result": 0}, "what is only read may stand in both places")
        check(call("move", **{"from": other, "to": one, "books": 1}) == {}, "two shelves")
        check(call("merge", into=one, other=other) == {}, "two shelves")
        check(call("books", asked=one) == {"result": 7}, "all books")
        check(call("merge", into=one, other=other) == {"refused": "ffi.unknown_object"}, "the other one is gone")


if __name__ == "__main__":
    main()
