#!/usr/bin/env python3
"""How long listeners wait when a service is killed: from the kill to the first block of the next, for as many kills as
asked, each service followed by another of its language.

  run.py --host rt-host --service LABEL=PATH[:ARGUMENT,...]... [--kills N]
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

KILLS_A_SESSION = 10
PERIOD_MS = 64 / 48  # 64 frames at 48 kHz


def session(host: Path, service: str, kills: int, number: int) -> list[dict]:
    """What happened at each of the kills of one session: the last service is not killed."""
    command = [host, "--quiet", "--json", "-", "--seconds", "0.3", "--frames", "64", "--rate", "48000",
               "--session", f"failover{os.getpid()}.{number}"]
    for i in range(kills + 1):
        label, _, path = service.partition("=")
        command += ["--service", f"{label}{i}={path}"]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode not in (0, 1) or not result.stdout:
        sys.exit(f"{' '.join(map(str, command))} ends with {result.returncode}:\n{result.stderr}")
    summary = json.loads(result.stdout)
    for problem in summary["problems"]:
        print(f"  {service}: {problem}", file=sys.stderr)
    return [row for row in summary["services"] if row["killed"] and row["failover_gap_ns"] > 0]


def cells(values: list[float]) -> str:
    ordered = sorted(values)

    def at(share: float) -> float:
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    return f"{at(0.5):.2f} | {at(0.9):.2f} | {ordered[-1]:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--host", type=Path, required=True)
    parser.add_argument("--service", action="append", required=True)
    parser.add_argument("--kills", type=int, default=50)
    arguments = parser.parse_args()
    print("| service | kills | death noticed, ms: p50 | p90 | max | silence, ms: p50 | p90 | max "
          f"| above a period of {PERIOD_MS:.2f} ms |")
    print("|---|---|---|---|---|---|---|---|---|")
    for service in arguments.service:
        rows: list[dict] = []
        for number in range(3 * arguments.kills):  # Sessions on a loaded machine may count fewer.
            if len(rows) >= arguments.kills:
                break
            rows += session(arguments.host, service, min(KILLS_A_SESSION, arguments.kills - len(rows)), number)
        gaps = [row["failover_gap_ns"] / 1e6 for row in rows]
        noticed = [row["death_noticed_ns"] / 1e6 for row in rows]
        above = sum(gap > PERIOD_MS for gap in gaps)
        print(f"| {service.partition('=')[0]} | {len(rows)} | {cells(noticed)} | {cells(gaps)} | {above} |", flush=True)


if __name__ == "__main__":
    main()
