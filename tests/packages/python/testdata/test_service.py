"""services/python: what it produces, and how it ends."""

from __future__ import annotations

import gc
import math
import os
import re
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import rt_audio
import rt_service_python
from rt_audio import AudioBlock, Registry, Ring, RingMode, ServiceFlags, State, StreamFormat
from rt_service_python.service import Options, Service
from rt_service_python.sine import Level, Sine

SOURCE = Path(rt_service_python.__file__).parent


def expected(block: AudioBlock, before: Level, after: Level) -> list[float]:
    """The samples, by the formula of services/README.md."""
    samples = []
    for i in range(block.frames):
        n = block.sequence * block.frames + i
        along = (i + 1) / block.frames
        gain = before.gain + (after.gain - before.gain) * along
        pan = before.pan + (after.pan - before.pan) * along
        tone = 0.5 * gain * math.sin(2 * math.pi * ((440 * n) % block.sample_rate) / block.sample_rate)
        if block.channels == 1:
            samples.append(tone)
        else:
            samples += [tone * math.cos((pan + 1) * math.pi / 4), tone * math.sin((pan + 1) * math.pi / 4)]
    return [struct.unpack("f", struct.pack("f", value))[0] for value in samples]


@pytest.mark.parametrize(("rate", "frames", "channels"), [
    (48000, 64, 2), (44100, 256, 2), (96000, 1024, 1), (8000, 1, 2), (44101, 17, 2), (768000, 1024, 2)])
@pytest.mark.parametrize("after", [Level(1.0, 0.2), Level(0.25, -1.0)])
@pytest.mark.parametrize("sequence", [0, 1, 1199, 2**40])
def test_samples(rate: int, frames: int, channels: int, after: Level, sequence: int) -> None:
    before = Level(1.0, 0.2)
    block = AudioBlock(sequence=sequence, sample_rate=rate, channels=channels, frames=frames)
    Sine(StreamFormat(sample_rate=rate, channels=channels, frames_per_buffer=frames)).render(block, before, after)
    wanted = expected(block, before, after)
    assert list(block.samples[: len(wanted)]) == pytest.approx(wanted, abs=1e-7)
    assert not any(block.samples[len(wanted) :])


def test_it_is_written_against_the_safe_layer_alone() -> None:
    for path in SOURCE.glob("*.py"):
        imported = re.findall(r"^\s*(?:import|from) ([\w.]+)", path.read_text(), re.M)
        outside = {name.split(".")[0] for name in imported} - {"", "rt_audio"}
        assert "ctypes" not in outside
        assert not re.search(r"\braw\b|\._", re.sub(r"self\._|from \.", "", path.read_text())), path
        if sys.version_info >= (3, 10):
            assert outside <= sys.stdlib_module_names


@pytest.fixture
def names() -> Iterator[dict[str, str]]:
    prefix = f"service.{os.getpid()}"
    found = {what: f"{prefix}.{what}" for what in ("name", "state", "ring", "registry")}
    with State.create(found["state"]) as state, Ring.create(found["ring"], 64, RingMode.OVERWRITE):
        state.active = True
        yield found
    Registry.remove(found["registry"])


def test_it_leaves_nothing_for_the_collector(names: dict[str, str]) -> None:
    with Service(Options(standby=False, **names)) as service, State.open(names["state"]) as stream:
        service._produce()
        gc.collect()
        gc.disable()
        try:
            for number in range(200):
                stream.add_consumed(1)
                stream.gain = 0.5 + number % 2 / 4
                service._keep_alive()
                service._produce()
            assert gc.collect() == 0
        finally:
            gc.enable()


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-m", "rt_service_python", *arguments], text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            env={**os.environ, "RT_AUDIO_REALTIME": "0"})


def as_arguments(names: dict[str, str]) -> list[str]:
    return [item for what, name in names.items() for item in (f"--{what}", name)]


def test_wrong_arguments_and_a_missing_host() -> None:
    for arguments in ([], ["--name", "x"], ["--name", "x", "--state", "s", "--ring", "r", "--registry", "g", "--more"]):
        process = start(*arguments)
        _, error = process.communicate(timeout=60)
        assert process.returncode == 2, error
        assert "usage:" in error
    process = start("--name", "x", "--state", "no.such", "--ring", "no.such", "--registry", "no.such")
    _, error = process.communicate(timeout=60)
    assert process.returncode == 1
    assert error.splitlines() == ["x: no state is called 'no.such'"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(names: dict[str, str], number: signal.Signals) -> None:
    process = start(*as_arguments(names), "--standby")
    with Registry.open(names["registry"]) as registry:
        deadline = time.monotonic() + 60
        while True:
            try:
                found = registry.find(names["name"])
                break
            except rt_audio.NotFoundError:
                assert process.poll() is None, process.communicate()
                assert time.monotonic() < deadline
                time.sleep(0.01)
        assert found.flags == ServiceFlags.PRODUCER | ServiceFlags.STANDBY
        assert (found.pid, found.control) == (process.pid, f"{names['name']}.control")
        with State.open(found.control) as control, Ring.open(names["ring"]) as ring:
            assert not control.active
            assert ring.counters.written == 0, "a standby is silent"
            control.active = True
            assert [block.sequence for _, block in zip(range(5), ring.blocks(timeout=60))] == [0, 1, 2, 3, 4]
            assert registry.find(names["name"]).flags == ServiceFlags.PRODUCER
        process.send_signal(number)
        _, error = process.communicate(timeout=60)
        assert (process.returncode, error) == (0, "")
        with pytest.raises(rt_audio.NotFoundError):
            registry.find(names["name"])
        with pytest.raises(rt_audio.NotFoundError):
            State.open(f"{names['name']}.control")


def test_the_end_of_the_stream_ends_it(names: dict[str, str]) -> None:
    service = Service(Options(standby=True, **names))
    with State.open(names["state"]) as stream, service:
        os.environ["RT_AUDIO_REALTIME"] = "0"
        threading.Timer(0.05, lambda: setattr(stream, "active", False)).start()
        try:
            service.run(threading.Event())
        finally:
            gc.enable()
            gc.unfreeze()


# The interpreter gives signals back to the system as it ends, all but those that are ignored.
SIGNALS_AT_THE_END = """
import signal, sys
from rt_service_python.__main__ import main

status = main()
ignored = [signal.getsignal(number) is signal.SIG_IGN for number in (signal.SIGTERM, signal.SIGINT)]
sys.exit(status or (0 if all(ignored) else "signals would kill it"))
"""


def test_a_signal_while_it_ends_changes_nothing(names: dict[str, str]) -> None:
    with State.open(names["state"]) as stream:
        stream.active = False
    process = subprocess.Popen([sys.executable, "-c", SIGNALS_AT_THE_END, *as_arguments(names)], text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               env={**os.environ, "RT_AUDIO_REALTIME": "0"})
    _, error = process.communicate(timeout=60)
    assert (process.returncode, error) == (0, "")
