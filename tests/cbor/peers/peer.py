"""Answers "<record> <strict> <hexadecimal message>" lines as peer.c does."""

import sys

import zoo_cbor


def answer(name: str, strict: bool, message: bytes) -> str:
    try:
        value = getattr(zoo_cbor, name.capitalize()).from_cbor(message, strict=strict)
    except zoo_cbor.CborError as error:
        return f"{error.kind.value} {error.position} {error.key or '-'}"
    try:
        return "ok " + value.to_cbor().hex()
    except zoo_cbor.CborError as error:
        return f"encoding: {error.kind.value}"


for line in sys.stdin:
    record, strict, *message = line.split()
    print(answer(record, strict == "1", bytes.fromhex("".join(message))), flush=True)
