#!/usr/bin/env python3
"""Services that take over where all the lead of the one before still waits, and nobody plays.

  takeover.py LABEL=PATH...

Each writes one block at once, so that others see who follows, and no more than that until a block has been
played. Run with an environment that has the generated package."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from rt_audio import AudioBlock, NotFoundError, Registry, Ring, RingMode, State, StreamFormat

SLOTS = 64
LEAD = 16
LONGEST_SECONDS = 30.0
QUIET_SECONDS = 0.3


def wait_for(what: str, ready) -> None:
    until = time.monotonic() + LONGEST_SECONDS
    while not ready():
        if time.monotonic() > until:
            sys.exit(f"{what} within {LONGEST_SECONDS:.0f} s")
        time.sleep(0.001)


def is_registered(registry: Registry, name: str) -> bool:
    try:
        registry.lookup(name)
    except NotFoundError:
        return False
    return True


def expect_written(label: str, ring: Ring, count: int) -> None:
    wait_for(f"{label}: {ring.counters.written} blocks and not {count}", lambda: ring.counters.written >= count)
    time.sleep(QUIET_SECONDS)
    if ring.counters.written != count:
        sys.exit(f"{label}: {ring.counters.written} blocks are written while {count} may be")


def fill_lead(name: str) -> None:
    """As a service leaves the ring that was killed."""
    block = AudioBlock(channels=2, frames=64)
    with Ring.open(name) as ring:
        for _ in range(LEAD):
            ring.write_overwrite(block)


def take_over(label: str, path: str) -> None:
    session = f"takeover{os.getpid()}.{label}"
    service = f"{session}.service"
    with ExitStack() as opened:
        state = opened.enter_context(State.create(f"{session}.state"))
        state.format = StreamFormat(sample_rate=48000, channels=2, frames_per_buffer=64)
        state.active = True
        ring = opened.enter_context(Ring.create(f"{session}.ring", SLOTS, RingMode.OVERWRITE))
        registry = opened.enter_context(Registry.open(f"{session}.registry"))
        fill_lead(f"{session}.ring")
        command = [path, "--name", service, "--state", f"{session}.state", "--ring", f"{session}.ring",
                   "--registry", f"{session}.registry", "--standby"]
        child = subprocess.Popen(command, env={**os.environ, "RT_AUDIO_REALTIME": "0"})
        opened.callback(child.wait)
        opened.callback(child.terminate)
        wait_for(f"{label}: no registration", lambda: is_registered(registry, service))
        control = opened.enter_context(State.open(f"{service}.control"))
        control.active = True
        expect_written(label, ring, LEAD + 1)
        state.add_consumed(2)
        expect_written(label, ring, LEAD + 2)
    if child.returncode != 0:
        sys.exit(f"{label}: ended with {child.returncode}")
    Registry.remove(f"{session}.registry")


def main() -> None:
    for service in sys.argv[1:]:
        label, _, path = service.partition("=")
        take_over(label, str(Path(path).resolve()))


if __name__ == "__main__":
    main()
