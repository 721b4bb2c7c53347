"""Whole processes side by side: run in turn, so that whatever the machine does hits all alike; reported
as medians with their spread, and as ratios of one run."""

import os
import statistics
import subprocess
import time
from dataclasses import dataclass, field


@dataclass
class Contender:
    name: str
    command: list[str]
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)  # seconds, user and system
    memory: int = 0  # KiB, largest resident set of all runs

    def run(self) -> None:
        started = time.perf_counter()
        process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        message = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        self.seconds.append(time.perf_counter() - started)
        self.processor.append(usage.ru_utime + usage.ru_stime)
        self.memory = max(self.memory, usage.ru_maxrss)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise RuntimeError(f"{' '.join(self.command)} failed:\n{message.decode(errors='replace')[:2000]}")

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def spread(self) -> str:
        low, high = spread(self.seconds)
        return f"{1000 * low:.0f}..{1000 * high:.0f}"


def spread(values: list[float]) -> tuple[float, float]:
    """From the least to the greatest, but one in ten at either end."""
    ordered = sorted(values)
    cut = len(ordered) // 10
    return ordered[cut], ordered[-1 - cut]


def race(contenders: list[Contender], repeat: int) -> None:
    """Runs them in turn, so that whatever the machine does hits all alike; the first round warms up."""
    for round_number in range(repeat + 1):
        for contender in contenders:
            contender.run()
            if round_number == 0:
                contender.seconds.clear()
                contender.processor.clear()


def print_table(title: str, contenders: list[Contender], reach: dict[str, float]) -> None:
    """The first contender is ours; `reach` says which share of another's time it may take."""
    ours = contenders[0]
    print(f"\n{title}")
    print(f"  {'':44}{'median ms':>10}{'spread ms':>14}{'CPU ms':>8}{'MiB':>7}{'ours/it':>9}{'spread':>14}  reach")
    for contender in contenders:
        ratio, range_of_ratio, verdict = "", "", ""
        if contender is not ours:
            share = ours.median / contender.median
            ratio = f"{share:.2f}x"
            low, high = spread([a / b for a, b in zip(ours.seconds, contender.seconds)])
            range_of_ratio = f"{low:.2f}..{high:.2f}"
            if contender.name in reach:
                met = "met" if share <= reach[contender.name] else "NOT met"
                verdict = f"<= {reach[contender.name]:.2f}x  {met}"
        print(f"  {contender.name:44}{1000 * contender.median:>10.0f}{contender.spread():>14}"
              f"{1000 * statistics.median(contender.processor):>8.0f}{contender.memory / 1024:>7.0f}{ratio:>9}{range_of_ratio:>14}  {verdict}".rstrip(), flush=True)
