"""Arguments, signals, an exit status."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from typing import Final

import rt_audio

from .service import Options, Service

ENDING: Final = (signal.SIGTERM, signal.SIGINT)


def _name(text: str) -> str:
    if not text:
        raise argparse.ArgumentTypeError("is empty")
    return text


def parse_options(arguments: list[str] | None = None) -> Options:
    """What the command line asks for; ends the process with status 2 when it is wrong."""
    parser = argparse.ArgumentParser(
        prog="rt-service-python",
        description="Produces a sine for an audio host.",
        allow_abbrev=False,
    )
    parser.add_argument("--name", required=True, type=_name, help="name to register under")
    parser.add_argument("--state", required=True, type=_name, help="the stream's shared state")
    parser.add_argument("--ring", required=True, type=_name, help="the stream's ring")
    parser.add_argument("--registry", required=True, type=_name, help="the registry to enter")
    parser.add_argument("--standby", action="store_true", help="be silent until activated")
    return Options(**vars(parser.parse_args(arguments)))


def main() -> int:
    """Runs the service until it is asked to stop, or the stream ends."""
    options = parse_options()
    stop = threading.Event()
    for number in ENDING:
        signal.signal(number, lambda *_: stop.set())
    try:
        with Service(options) as service:
            service.run(stop)
    except rt_audio.RtAudioError as error:
        print(f"{options.name}: {error}", file=sys.stderr)
        return 1
    finally:
        # The interpreter takes handlers out when it ends: a host that asks just then would kill it.
        for number in ENDING:
            signal.signal(number, signal.SIG_IGN)
    return 0


if __name__ == "__main__":
    sys.exit(main())
