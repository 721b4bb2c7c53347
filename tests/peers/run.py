"""One channel, and peers in Rust, Go and Python on both ends of it.

A message of sender S with number N is both as 32 bits, low byte first, and then (37 N + S) % 100 bytes,
the i-th of them (7 N + 31 S + i) % 256. A sender prints each number that was accepted, and `done`. A
receiver prints `ready`, `S N` for each message, and `closed` or `stale` with the contract's time; a
message that is none ends it. All of them sleep in their language's event loop, on the channel's
descriptors. A server answers with the bytes of the request, last first; a client prints `done` when it
has had COUNT answers, goes on, and prints `closed` or `stale`.

Usage: run.py TEST PROGRAM..., where TEST is a function below and each PROGRAM is LANGUAGE=COMMAND.
"""

from __future__ import annotations

import os
import random
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import rt_audio

CONTENT = "peers"
SLOTS = 64
SECONDS = 120
# To CTest: only root can become other users.
SKIPPED = 77


GROUP = 55001
USERS = 54001


class Peer:
    def __init__(self, program: str, *arguments: object, **options: object) -> None:
        self.process = subprocess.Popen(
            [*shlex.split(program), *map(str, arguments)],
            stdout=subprocess.PIPE,
            text=True,
            **options,
        )

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().rstrip("\n")

    def end(self, expected: int = 0) -> list[str]:
        lines = self.process.communicate(timeout=SECONDS)[0].splitlines()
        assert self.process.returncode == expected, (self.process.args, self.process.returncode)
        return lines

    def kill(self) -> list[str]:
        self.process.kill()
        # What line() has read ahead counts; a line that the kill cut off says nothing.
        assert self.process.stdout is not None
        text = self.process.stdout.read()
        self.process.wait(SECONDS)
        return text[: text.rfind("\n") + 1].splitlines()


def create(mode: rt_audio.ChannelMode, slots: int = SLOTS) -> rt_audio.Channel:
    return rt_audio.Channel.create(NAME, CONTENT, slots, 128, mode)


def receivers(programs: dict[str, str]) -> list[Peer]:
    peers = [Peer(program, "receive", NAME) for program in programs.values()]
    for peer in peers:
        assert peer.line() == "ready"
    return peers


def numbers_of(lines: list[str], sender: int) -> list[int]:
    pairs = (tuple(map(int, line.split())) for line in lines if line[:1].isdigit())
    return [number for of, number in pairs if of == sender]


def queue(programs: dict[str, str]) -> None:
    """Each message reaches one reader, in its sender's order."""
    count = 2000
    channel = create(rt_audio.ChannelMode.QUEUE)
    readers = receivers(programs)
    senders = [Peer(p, "send", NAME, i, count) for i, p in enumerate(programs.values())]
    for sender in senders:
        assert sender.end() == [*map(str, range(count)), "done"]
    channel.close()
    got = [reader.end() for reader in readers]
    assert all(lines[-1].startswith("closed") for lines in got)
    for sender in range(len(senders)):
        parts = [numbers_of(lines, sender) for lines in got]
        assert all(part == sorted(part) for part in parts)
        assert sorted(sum(parts, [])) == list(range(count)), f"from {sender}"
    shares = {language: len(lines) - 1 for language, lines in zip(programs, got)}
    print("messages to each:", shares)


def broadcast(programs: dict[str, str]) -> None:
    """Every reader gets every message of every sender."""
    count = 1000
    channel = create(rt_audio.ChannelMode.BROADCAST, 4096)
    readers = receivers(programs)
    senders = [Peer(p, "send", NAME, i, count) for i, p in enumerate(programs.values())]
    for sender in senders:
        sender.end()
    channel.close()
    for language, reader in zip(programs, readers):
        lines = reader.end()
        assert lines[-1].startswith("closed")
        for sender in range(len(senders)):
            assert numbers_of(lines, sender) == list(range(count)), f"{language} from {sender}"


def death(programs: dict[str, str]) -> None:
    """A sender's death is answered to readers that sleep in an event loop."""
    for language, program in programs.items():
        channel = create(rt_audio.ChannelMode.QUEUE)
        readers = receivers(programs)
        sender = Peer(program, "send", NAME, 7, 2**32 - 1)
        for _ in range(100):
            sender.line()
        # Stopped first, so that all is taken and all readers sleep when it dies.
        sender.process.send_signal(signal.SIGSTOP)
        time.sleep(0.2)
        killed = rt_audio.rt_now_ns()
        sender.process.kill()
        answered = []
        for reader in readers:
            word, time_ns = reader.end()[-1].split()
            assert word == "stale"
            answered.append(f"{(int(time_ns) - killed) / 1e6:.2f}")
        sender.kill()
        channel.close()
        print(f"{language} killed: its readers knew after {', '.join(answered)} ms")


def kills(programs: dict[str, str]) -> None:
    """Peers of all languages are killed anywhere: nothing torn, nothing lost but what was in hand."""
    rounds = int(os.environ.get("RT_TEST_KILLS", "12"))
    seeded = random.Random(20261129 ^ int(os.environ.get("RT_TEST_SEED", "0")))
    for round_ in range(rounds):
        channel = create(rt_audio.ChannelMode.QUEUE, 8)
        everyone = list(programs.values())
        readers = receivers(programs)
        senders = [Peer(p, "send", NAME, i, 2**32 - 1) for i, p in enumerate(everyone)]
        dead_reader = seeded.randrange(len(readers))
        # Of senders that have all died the readers take leave, also when another would come later.
        begun = [sender.line() for sender in senders]
        time.sleep(seeded.random() / 5)
        victims = [*senders, readers[dead_reader]]
        seeded.shuffle(victims)
        said = {}
        for victim in victims:
            said[victim] = victim.kill()
            time.sleep(seeded.random() / 50)
        channel_end(channel, [r for r in readers if r not in said], said)
        accepted = [[first, *said[sender]] for first, sender in zip(begun, senders)]
        got = [said[reader] for reader in readers]
        missing = []
        for sender, lines in enumerate(accepted):
            numbers = sorted(n for lines_ in got for n in numbers_of(lines_, sender))
            # One may have been accepted and not printed.
            assert numbers == sorted(set(numbers)), f"round {round_}: twice from {sender}"
            assert not numbers or numbers[-1] <= len(lines), f"round {round_}: never sent"
            missing += [(sender, n, len(lines)) for n in sorted(set(range(len(lines))) - set(numbers))]
        lost = f"round {round_}: more lost than what reader {dead_reader} had in hand: (sender, number, sent) {missing}"
        assert len(missing) <= 1, lost
        for reader in readers:
            if reader is not readers[dead_reader]:
                assert said[reader][-1].startswith("stale")


def calls(programs: dict[str, str]) -> None:
    """Each language serves clients in all of them, and its death is answered to each."""
    for language, program in programs.items():
        server = Peer(program, "serve", NAME)
        assert server.line() == "ready"
        clients = [Peer(p, "ask", NAME, i, 300) for i, p in enumerate(programs.values())]
        for client in clients:
            assert client.line() == "done"
        killed = rt_audio.rt_now_ns()
        server.kill()
        told = []
        for client in clients:
            word, time_ns = client.end()[-1].split()
            assert word == "stale"
            told.append(f"{(int(time_ns) - killed) / 1e6:.2f}")
        print(f"server in {language} killed: its clients knew after {', '.join(told)} ms")


def user(program: str, number: int, group: int) -> dict[str, object]:
    """Options of a peer that is another user's. An interpreter may lie where only this one may: it changes by itself."""
    if program.endswith(".py"):
        return {"env": os.environ | {"PEERS_USER": str(number), "PEERS_USER_GROUP": str(group)}}
    return {"user": number, "group": number, "extra_groups": [group]}


def group(programs: dict[str, str]) -> None:
    """Each language shares a channel with members of a group, users of their own; strangers are refused."""
    if os.geteuid() != 0:
        sys.exit(SKIPPED)
    folder = tempfile.mkdtemp(prefix="rt_audio_test.", dir="/dev/shm")
    try:
        os.chmod(folder, 0o1777)
        os.environ.update(RT_AUDIO_DIRECTORY=folder, PEERS_GROUP=str(GROUP))
        rt_audio.use_group(str(GROUP))
        channel = create(rt_audio.ChannelMode.BROADCAST, 4096)
        peers = list(enumerate(programs.values()))
        readers = [Peer(p, "receive", NAME, **user(p, USERS + i, GROUP)) for i, p in peers]
        for reader in readers:
            assert reader.line() == "ready"
        senders = [Peer(p, "send", NAME, i, 100, **user(p, USERS + 50 + i, GROUP)) for i, p in peers]
        for sender in senders:
            sender.end()
        for language, program in programs.items():
            options = user(program, USERS + 99, USERS + 99)
            stranger = Peer(program, "receive", NAME, stderr=subprocess.PIPE, **options)
            said = stranger.process.communicate(timeout=SECONDS)[1]
            assert stranger.process.returncode != 0 and "is no member of group" in said, language
        channel.close()
        for language, reader in zip(programs, readers):
            lines = reader.end()
            for sender in range(len(senders)):
                assert numbers_of(lines, sender) == list(range(100)), f"{language} from {sender}"
    finally:
        shutil.rmtree(folder)


def channel_end(
    channel: rt_audio.Channel, living: list[Peer], said: dict[Peer, list[str]]
) -> None:
    for reader in living:
        said[reader] = reader.end()
    channel.close()


if __name__ == "__main__":
    test, *arguments = sys.argv[1:]
    NAME = f"peers.{test}.{os.getpid()}"
    globals()[test](dict(argument.split("=", 1) for argument in arguments))
