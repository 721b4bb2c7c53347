"""Rounds of a bare way and of ours, in turn in one process, as a row of ratios."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path


def compare(name: str, command: list[object], packages: Path, columns: Sequence[str], processor: int | None = None,
            place: str = "any processor") -> None:
    """Prints a row for each column but the first, which is bare: the middle of the rounds, and the least and the greatest ratio.

    Args:
        name: Whose client it is.
        command: A program that prints a line of microseconds for each round.
        packages: Those that ffigen made, for Python.
        columns: What the numbers behind the first are.
        processor: Where it runs; None leaves that to the system.
        place: How that is called.
    """
    done = subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True,
                          preexec_fn=None if processor is None else lambda: os.sched_setaffinity(0, {processor}),
                          env={**os.environ, "PYTHONPATH": str(packages / "python"), "GOMAXPROCS": "2"})
    rounds = [[float(number) for number in line.split()] for line in done.stdout.splitlines()]
    for column, what in enumerate(columns, 1):
        ratios = sorted(each[column] / each[0] for each in rounds)
        bare, call = (sorted(each[i] for each in rounds)[len(rounds) // 2] for i in (0, column))
        print(f"{name + ' ' + what:24} {place:14} bare {bare:7.1f} us  call {call:7.1f} us  "
              f"{ratios[len(ratios) // 2]:.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f}) x", flush=True)
