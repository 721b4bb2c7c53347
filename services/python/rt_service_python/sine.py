"""What the service produces: a tone whose every sample follows from its position alone."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from typing import Final, NamedTuple

import rt_audio

TONE_HZ: Final = 440
AMPLITUDE: Final = 0.5


class Level(NamedTuple):
    """What the host sets."""

    gain: float
    pan: float


def _speakers(pan: float) -> tuple[float, float]:
    angle = (pan + 1) * math.pi / 4
    return math.cos(angle), math.sin(angle)


class Sine:
    """The tone in one format."""

    def __init__(self, format: rt_audio.StreamFormat) -> None:
        rate = format.sample_rate
        # The tone repeats after so many frames, exactly. A block that begins in the first
        # repetition may end in the next.
        self._period = rate // math.gcd(TONE_HZ, rate)
        self._wave = array(
            "d",
            (
                math.sin(2 * math.pi * (TONE_HZ * n % rate) / rate)
                for n in range(self._period + format.frames_per_buffer)
            ),
        )

    def render(self, block: rt_audio.AudioBlock, before: Level, after: Level) -> None:
        """Fills the frames of a block, going from one level to the other."""
        frames = block.frames
        first = block.sequence * frames % self._period
        wave = self._wave[first : first + frames]
        channels = _steady(wave, after) if before == after else _moving(wave, before, after)
        samples = block.samples.memory()
        if block.channels == 1:
            samples[:frames] = array("f", channels[0])
            return
        samples[0 : 2 * frames : 2] = array("f", channels[1])
        samples[1 : 2 * frames : 2] = array("f", channels[2])


# Both give what is heard on one speaker, on the left and on the right one.


def _steady(wave: Sequence[float], level: Level) -> tuple[list[float], ...]:
    gain = AMPLITUDE * level.gain
    left, right = _speakers(level.pan)
    tone = [gain * value for value in wave]
    return tone, [value * left for value in tone], [value * right for value in tone]


def _moving(wave: Sequence[float], before: Level, after: Level) -> tuple[list[float], ...]:
    # How far along the way each frame is: the last one is there.
    way = [(i + 1) / len(wave) for i in range(len(wave))]
    gain, pan = after.gain - before.gain, after.pan - before.pan
    tone = [AMPLITUDE * (before.gain + gain * x) * value for x, value in zip(way, wave)]
    speakers = [_speakers(before.pan + pan * x) for x in way]
    return (
        tone,
        [value * left for value, (left, _) in zip(tone, speakers)],
        [value * right for value, (_, right) in zip(tone, speakers)],
    )
