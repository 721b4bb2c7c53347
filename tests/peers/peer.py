"""Sends or receives on a channel, serves calls or makes them, asleep in asyncio's event loop whenever there is nothing to do.

What messages are, and what it prints: run.py beside this file.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import Callable, Iterator

import rt_audio

CONTENT = "peers"
LONGEST = 128


class Sleeper:
    """Sleeps on one descriptor, without a thread."""

    def __init__(self, descriptor: int) -> None:
        self._loop = asyncio.get_running_loop()
        self._readable = asyncio.Event()
        self._loop.add_reader(descriptor, self._readable.set)

    async def sleep(self, wait: Callable[[float], None]) -> None:
        """Returns when `wait` answers something else than that nothing happened."""
        while True:
            self._readable.clear()
            try:
                wait(0)
                return
            except rt_audio.TimeoutError:
                await self._readable.wait()


def message_of(sender: int, number: int) -> bytes:
    head = sender.to_bytes(4, "little") + number.to_bytes(4, "little")
    length = (number * 37 + sender) % 2**32 % 100
    return head + bytes((number * 7 + sender * 31 + i) & 255 for i in range(length))


async def send(channel: rt_audio.Channel, sender: int, count: int) -> None:
    space = Sleeper(channel.space_descriptor())
    for number in range(count):
        message = message_of(sender, number)
        while True:
            try:
                channel.send(message)
                break
            except rt_audio.FullError:
                await space.sleep(channel.wait_space)
            except rt_audio.BusyError:
                await asyncio.sleep(0)
        print(number, flush=True)
    print("done", flush=True)


@contextlib.contextmanager
def telling_end() -> Iterator[None]:
    """Says that nothing more comes, and when that was known."""
    try:
        yield
    except rt_audio.ClosedError:
        print("closed", rt_audio.rt_now_ns(), flush=True)
    except rt_audio.StaleError:
        print("stale", rt_audio.rt_now_ns(), flush=True)


async def receive(channel: rt_audio.Channel) -> None:
    sleeper = Sleeper(channel.descriptor())
    room = bytearray(LONGEST)
    with telling_end():
        while True:
            try:
                message = bytes(channel.receive(room))
            except rt_audio.EmptyError:
                await sleeper.sleep(channel.wait)
                continue
            sender = int.from_bytes(message[:4], "little")
            number = int.from_bytes(message[4:8], "little")
            if message != message_of(sender, number):
                sys.exit(f"torn: {sender} {number}")
            print(sender, number, flush=True)


async def serve(server: rt_audio.Server) -> None:
    sleeper = Sleeper(server.descriptor())
    room = bytearray(LONGEST)
    while True:
        try:
            request, call = server.receive(room)
        except rt_audio.EmptyError:
            await sleeper.sleep(server.wait)
            continue
        server.reply(call, bytes(request)[::-1])


async def ask(client: rt_audio.Client, sender: int, count: int) -> None:
    sleeper = Sleeper(client.descriptor())
    room = bytearray(LONGEST)
    with telling_end():
        for number in range(2**32):
            if number == count:
                print("done", flush=True)
            request = message_of(sender, number)
            asked = client.send(request, 20_000)
            while True:
                try:
                    answer, call = client.receive(room)
                    break
                except rt_audio.EmptyError:
                    await sleeper.sleep(client.wait)
            if call != asked or bytes(answer) != request[::-1]:
                sys.exit(f"another's answer: {sender} {number}")


def main() -> None:
    if number := os.environ.get("PEERS_USER"):
        os.setgroups([int(os.environ["PEERS_USER_GROUP"])])
        os.setgid(int(number))
        os.setuid(int(number))
    if group := os.environ.get("PEERS_GROUP"):
        rt_audio.use_group(group)
    match sys.argv[1:]:
        case ["serve", name]:
            with rt_audio.Server.create(name, CONTENT, 16, LONGEST) as server:
                print("ready", flush=True)
                asyncio.run(serve(server))
        case ["ask", name, sender, count]:
            with rt_audio.Client.open(name, CONTENT) as client:
                asyncio.run(ask(client, int(sender), int(count)))
        case ["send", name, sender, count]:
            with rt_audio.Channel.open(name, CONTENT) as channel:
                asyncio.run(send(channel, int(sender), int(count)))
        case ["receive", name]:
            with rt_audio.Channel.open(name, CONTENT) as channel:
                print("ready", flush=True)
                asyncio.run(receive(channel))
        case _:
            sys.exit("usage: peer.py send|ask NAME SENDER COUNT, or receive|serve NAME")


main()
