#!/usr/bin/env python3
"""One object cannot stand in two places of a call that ends it, or uses it alone; and where the server did not make a call,
clients have what it would have ended still.

  shelves.py <server> <packages> <work>
"""

import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

from cbor2 import CBORTag
from peer import ROOT, Server, check

CPP = """
#include "shelves_rpc.hpp"
#include <cstdio>
#include <utility>

int main(int, char **arguments) {
  shelves_rpc::Client client(arguments[1]);
  shelves_rpc::Shelf one = client.shelf_open(3), other = client.shelf_open(4);
  bool refused = false;
  try {
    other.move(other, 1);
  } catch (const shelves_rpc::Error &) {
    refused = true;
  }
  const bool kept = other.books() == 4;
  one.merge(std::move(other));
  bool gone = false;
  try {
    (void)other.books();
  } catch (const shelves_rpc::Error &) {
    gone = true;
  }
  std::printf("%d %d %d %u\\n", refused, kept, gone, one.books());
}
"""
GO = """
package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	shelves "example.com/shelvescbor"
)

func main() {
	ctx := context.Background()
	client, err := shelves.Dial(ctx, os.Args[1])
	if err != nil {
		panic(err)
	}
	one, _ := client.OpenShelf(ctx, 3)
	other, _ := client.OpenShelf(ctx, 4)
	refused := other.Merge(ctx, other) != nil
	books, err := other.Books(ctx)
	kept := err == nil && books == 4
	if err := one.Merge(ctx, other); err != nil {
		panic(err)
	}
	_, err = other.Books(ctx)
	all, _ := one.Books(ctx)
	fmt.Println(refused, kept, errors.Is(err, shelves.ErrObjectClosed), all)
}
"""
RUST = """
use shelves_cbor::rpc::Client;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::connect(&std::env::args().nth(1).unwrap())?;
    let (one, other) = (client.shelf_open(3)?, client.shelf_open(4)?);
    let refused = other.r#move(&other, 1).is_err();
    let kept = other.books()? == 4;
    one.merge(other)?;
    println!("{refused} {kept} true {}", one.books()?);
    Ok(())
}
"""


def by_the_protocol(server: Server) -> None:
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


def by_hostile_values(server: Server) -> None:
    """What C trusts is looked at in each element, and no text of a list is missing."""
    peer = server.peer()

    def call(method: str, **arguments: object) -> dict:
        status, reply = peer.call(method, arguments)
        return reply if status == 0 else {"refused": reply["name"]}

    malformed = {"refused": "ffi.malformed"}
    for places in ([0, 4], [-1], [2**31 - 1, 0], b"\0\0\0\0", [None]):
        check(call("widths", places=places) == malformed, places)
    check(call("widths", places=[3, 0]) == {"widths": CBORTag(79, struct.pack("<2q", 160, 80))}, "two widths")
    check("refused" not in call("widths", places=[]), "no widths")
    for titles in ([None], ["a", None], ["a\0b"]):
        check(call("letters", titles=titles) == malformed, titles)
    check(call("letters", titles=["ab", "", "c"]) == {"result": 3}, "all letters")
    for places in ([0, 4], [255, 0], b"\0\0", [1]):
        check(call("width", board={"places": places}) == malformed, places)
    check(call("width", board={"places": [0, 3]}) == {"result": 240}, "both widths")


def by_python(server: Server, packages: Path) -> None:
    sys.path.insert(0, str(packages / "python"))
    from shelves_cbor import rpc

    with rpc.connect(f"unix:{server.path}") as client, rpc.connect(f"unix:{server.path}") as another:
        one, other = client.shelf.open(3), client.shelf.open(4)
        for refused in (lambda: other.merge(other), lambda: one.merge(another.shelf.open(1)), lambda: other.move(other, 1)):
            try:
                refused()
            except rpc.RpcError:
                check(other.books() == 4, "what was refused ended nothing")
            else:
                check(False, "one shelf in two places, or another client's")
        one.merge(other)
        try:
            other.books()
        except rpc.LostError:
            check(one.books() == 7, "all books")
        else:
            check(False, "what was taken over is used")


def by_others(server: Server, packages: Path, work: Path) -> None:
    def run(*command: object, **environment: str) -> str:
        done = subprocess.run([str(part) for part in command], cwd=work, capture_output=True, text=True,
                              env={**os.environ, **environment})
        check(done.returncode == 0, f"{command}: {done.stdout}{done.stderr}")
        return done.stdout

    address = f"unix:{server.path}"
    (work / "main.cpp").write_text(CPP)
    run("c++", "-std=c++20", f"-I{packages}/cpp", f"-I{packages}/c", f"-I{ROOT}/tests/rpc", f"-I{ROOT}/generator/include", "main.cpp", "-o", "client")
    check(run("./client", address) == "1 1 1 7\n", "C++")
    if go := os.environ.get("FFIGEN_GO"):
        (work / "main.go").write_text(GO)
        (work / "go.mod").write_text("module example.com/client\n\ngo 1.21\n\nrequire example.com/shelvescbor v0.0.0\n\n"
                                     f"replace example.com/shelvescbor => {packages / 'go'}\n")
        said = run(go, "run", ".", address, CGO_ENABLED="0", GOFLAGS="-mod=mod", GOWORK="off", GOTOOLCHAIN="local")
        check(said == "true true true 7\n", f"Go: {said}")
    if cargo := os.environ.get("FFIGEN_CARGO"):
        (work / "src").mkdir()
        (work / "src/main.rs").write_text(RUST)
        (work / "Cargo.toml").write_text('[package]\nname = "client"\nversion = "0.1.0"\nedition = "2024"\n\n[workspace]\n\n'
                                         f'[dependencies]\nshelves-cbor = {{ path = "{packages}/rust", features = ["rpc"] }}\n')
        said = run(cargo, "run", "--offline", "--quiet", "--", address)
        check(said == "true true true 7\n", f"Rust: {said}")


def main() -> None:
    program, packages, work = (Path(argument).resolve() for argument in sys.argv[1:])
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    with Server(program, work) as server:
        by_the_protocol(server)
        by_hostile_values(server)
        by_python(server, packages)
        by_others(server, packages, work)


if __name__ == "__main__":
    main()
