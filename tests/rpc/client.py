"""Calls the timer server, knowing nothing but timer.cddl and docs/rpc.md: cbor2 and this are all that is needed."""

import socket
import struct
import sys

import cbor2


def connect(path: str) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(path)
    return connection


def exactly(connection: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        data += connection.recv(size - len(data)) or sys.exit("the server closed the connection")
    return data


def call(connection: socket.socket, method: str, request: dict) -> dict:
    payload = cbor2.dumps(request, canonical=True)
    connection.sendall(struct.pack(">I", len(method)) + method.encode() + struct.pack(">I", len(payload)) + payload)
    status, size = struct.unpack(">iI", exactly(connection, 8))
    reply = cbor2.loads(exactly(connection, size))
    if status != 0:
        raise RuntimeError(f"{method}: {reply['name']}: {reply['text']}")
    return reply


if __name__ == "__main__":
    server = connect(sys.argv[1])
    watch = call(server, "watch.open", {"prefix": "tea"})["watch"]
    call(server, "start", {"request": {"name": "tea", "schedule": {"after_ms": 30}}})
    print(call(server, "watch.next", {"watch": watch, "timeout_ms": 5000})["event"]["name"], "goes off")
    print(call(server, "sum", {"values": cbor2.CBORTag(86, struct.pack("<3d", 1, 2, 3.5))})["result"])
