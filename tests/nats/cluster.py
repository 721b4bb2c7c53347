#!/usr/bin/env python3
"""Three servers on a cluster of three nats-servers, of which one is killed while many clients call; then a server is.

  cluster.py lost <server> <packages> <work>

Every call has a name of its own, and each server tells what it has really done: what was answered was made once, what is said
not to have been made was not, and only what "may have been made" is one or the other.
"""

import threading
import time
from collections import Counter
from pathlib import Path

from bus import FULL, Bus, Server, check, free_port, run

CLIENTS = 24 if FULL else 6
SECONDS = 20.0 if FULL else 4.0


def cluster(work: Path) -> list[Bus]:
    routes = [free_port() for _ in range(3)]
    every = ",".join(f"nats://127.0.0.1:{port}" for port in routes)
    return [Bus(work, "--cluster_name", "c", "--cluster", f"nats://127.0.0.1:{port}", "--routes", every) for port in routes]


class Made:
    """What a server has done, by the events of its timers."""

    def __init__(self, server: Server) -> None:
        self.names: Counter[str] = Counter()
        self.server = server
        self.peer = server.peer()
        self.watch = self.peer.call("watch.open", {"prefix": None})[1]["watch"]
        self.thread = threading.Thread(target=self.follow, daemon=True)
        self.number = 0
        self.idle = 0.0
        self.ends = False
        self.thread.start()

    def catch_up(self) -> None:
        """Until all has been told that was done before."""
        now = time.monotonic()
        while self.idle < now + 0.3:
            check(self.thread.is_alive(), "the events of a server were not followed")
            time.sleep(0.05)

    def follow(self) -> None:
        while True:
            try:
                status, reply = self.peer.call("watch.next", {"watch": self.watch, "timeout_ms": 300})
            except (OSError, EOFError):
                return
            if status == 0:
                if reply["event"]["number"] != self.number + 1:
                    return  # more than the server keeps: it cannot be told what was done
                self.number += 1
                self.names[reply["event"]["name"]] += 1
                continue
            self.idle = time.monotonic()
            if self.ends:
                return


class Caller:
    """A client that calls until it is told to stop, and writes down what it was told of each call."""

    def __init__(self, number: int, address: str, stop: threading.Event) -> None:
        self.number, self.address, self.stop = number, address, stop
        self.answered: list[str] = []
        self.not_made: list[str] = []
        self.perhaps: list[str] = []
        self.last = 0.0
        self.said = ""
        self.failure: BaseException | None = None
        self.thread = threading.Thread(target=self.work)
        self.thread.start()

    def work(self) -> None:
        try:
            self.call_on()
        except BaseException as error:
            self.failure = error

    def call_on(self) -> None:
        from timer_cbor import Request, Schedule, rpc
        from timer_cbor.call_errors import CallError, DeadlineError, LostError

        client = rpc.connect(self.address, timeout=1)
        count = 0
        while not self.stop.is_set():
            count += 1
            name = f"{self.number}.{count}"
            try:
                client.start(Request(name=name, schedule=Schedule(after_ms=1)))
                self.answered.append(name)
                self.last = time.monotonic()
            except DeadlineError as error:
                check("may have been made" in str(error), error)
                self.perhaps.append(name)
            except LostError as error:
                self.said = text = str(error)
                check("may have been made" in text or "not made" in text or "ffi.hello" in text, text)
                (self.perhaps if "may have" in text and "ffi.hello" not in text else self.not_made).append(name)
            except CallError as error:  # more timers than there may be: the contract's own answer
                check(error.name == "TIMER_FULL", error)
                self.not_made.append(name)
            time.sleep(CLIENTS / 2000)  # no more than the followers can follow
        client.close()


def lost(program: Path, packages: Path, work: Path) -> None:
    buses = cluster(work)
    try:
        time.sleep(1)  # until the routes are there
        hosts = [bus.host for bus in buses]
        servers, made = [], []
        for i in range(3):
            # Each begins its list with another one, and so do the clients.
            address = f"nats://{','.join(hosts[i:] + hosts[:i])}/timer.main"
            servers.append(Server(program, work, "--listen", address, "--lease-ms", "2000", name=f"{i}.sock"))
            made.append(Made(servers[-1]))
        stop = threading.Event()
        callers = [Caller(i, f"nats://{','.join(hosts[i % 3:] + hosts[:i % 3])}/timer.main", stop) for i in range(CLIENTS)]
        time.sleep(SECONDS / 2)
        buses[0].kill()
        killed = time.monotonic()
        time.sleep(SECONDS / 2)
        stop.set()
        for caller in callers:
            caller.thread.join(60)
            check(caller.failure is None and not caller.thread.is_alive(), caller.failure)
            check(caller.last > killed + 0.5, f"client {caller.number} does not go on: {caller.said}")
        for one in made:
            one.catch_up()
        account(callers, made)
        another_server(program, servers, hosts)
        for one in made:
            one.ends = True
            one.thread.join(10)
            one.peer.close()
        for server in servers[1:]:
            server.__exit__()
    finally:
        for bus in buses:
            bus.kill()


def account(callers: list[Caller], made: list[Made]) -> None:
    total: Counter[str] = Counter()
    for one in made:
        total += one.names
    answered, not_made, perhaps = ([name for caller in callers for name in getattr(caller, kind)]
                                   for kind in ("answered", "not_made", "perhaps"))
    check(sum(bool(one.names) for one in made) >= 2, "the clients are of one server alone")
    check(not [name for name, count in total.items() if count > 1], "a call was made twice")
    check(not [name for name in answered if not total[name]], "what was answered was not made")
    check(not [name for name in not_made if total[name]], "what was said not to have been made was")
    check(set(total) <= set(answered) | set(perhaps), "calls that nobody knows of")
    print(f"{len(answered)} answered, {len(not_made)} not made, {len(perhaps)} perhaps, of which {sum(total[name] for name in perhaps)} were")


def another_server(program: Path, servers: list[Server], hosts: list[str]) -> None:
    """A server is killed: its clients say so, and go on with another one."""
    from timer_cbor import rpc
    from timer_cbor.call_errors import LostError

    address = f"nats://{','.join(hosts[1:])}/timer.main"
    clients = [rpc.connect(address, timeout=5) for _ in range(12)]
    watches = [client.watch.open("none") for client in clients]
    servers[0].process.kill()
    servers[0].process.wait()
    lost_objects = 0
    for client, watch in zip(clients, watches):
        for _ in range(50):
            try:
                client.sum([1])
                break
            except LostError:
                time.sleep(0.05)
        check(client.sum([2]) == (2.0, 2.0), "a client goes on")
        try:
            watch.seen()
        except LostError:
            lost_objects += 1
        client.close()
    check(0 < lost_objects < 12, f"objects of {lost_objects} of 12 clients are lost")


if __name__ == "__main__":
    run({"lost": lost})
