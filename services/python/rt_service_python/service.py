"""One registration, from opening the stream to leaving it."""

from __future__ import annotations

import gc
import os
import sys
import threading
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Final

import rt_audio
from rt_audio import Registry, Ring, RtLevel, ServiceFlags, State

from .sine import Level, Sine

MOST_LEAD: Final = 16
WAIT_SECONDS: Final = 0.1
REGISTRY_INTERVAL_NS: Final = rt_audio.NSEC_PER_SEC // 2


@dataclass(frozen=True)
class Options:
    """What the host gave on the command line."""

    name: str
    state: str
    ring: str
    registry: str
    standby: bool


class Service:
    """A context manager: outside of it nothing is registered."""

    def __init__(self, options: Options) -> None:
        self._name = options.name
        with ExitStack() as opened:
            self._stream = opened.enter_context(State.open(options.state))
            self._ring = opened.enter_context(Ring.open(options.ring))
            self._registry = opened.enter_context(Registry.open(options.registry))
            control = f"{options.name}.control"
            self._control = opened.enter_context(State.create(control))

            self._format = self._stream.format
            self._lead = min(self._ring.slots() // 2, MOST_LEAD)
            self._period_ns = rt_audio.rt_audio_period_ns(
                self._format.sample_rate, self._format.frames_per_buffer
            )
            self._sine = Sine(self._format)
            #: Where the block before ended; None before the first one.
            self._level: Level | None = None
            #: Activated, and nothing written since.
            self._taking_over = False
            self._last_registry_ns = 0

            self._control.touch_heartbeat()
            flags = ServiceFlags.PRODUCER
            if options.standby:
                flags |= ServiceFlags.STANDBY
            self._id = self._registry.register(options.name, control, options.ring, flags, 0)
            opened.callback(self._unregister)
            if not options.standby:
                self._control.active = True
            self._opened = opened.pop_all()

    def __enter__(self) -> Service:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._opened.close()

    def _unregister(self) -> None:
        with suppress(rt_audio.NotFoundError):  # the host may have taken the entry out already
            self._registry.unregister(self._id)

    def run(self, stop: threading.Event) -> None:
        """Works until the stream ends or `stop` is set."""
        self._ask_for_realtime()
        # Nothing that a block makes is part of a cycle: there is nothing for the collector to find,
        # and looking for it would hold a block up.
        gc.freeze()
        gc.disable()
        while not stop.is_set() and self._stream.active:
            self._keep_alive()
            if self._control.active:
                self._produce()
                continue
            self._level = None
            with suppress(rt_audio.TimeoutError):
                self._control.wait_active(True, timeout=WAIT_SECONDS)

    def _ask_for_realtime(self) -> None:
        if os.environ.get("RT_AUDIO_REALTIME") == "0":
            return
        grant = rt_audio.rt_set_priority(self._period_ns, RtLevel.FIFO)
        if grant.level < RtLevel.ROUND_ROBIN:
            print(f"{self._name}: no real-time scheduling: {grant.reason}", file=sys.stderr)

    def _keep_alive(self) -> None:
        self._control.touch_heartbeat()
        now = rt_audio.rt_now_ns()
        if now - self._last_registry_ns >= REGISTRY_INTERVAL_NS:
            self._last_registry_ns = now
            self._registry.heartbeat(self._id)
            self._stream.check()

    def _waiting_blocks(self) -> int:
        """How many blocks the host has still to play."""
        counters = self._stream.counters
        gone = counters.blocks_consumed + counters.overruns
        return max(self._ring.counters.written - gone, 0)

    def _present_level(self) -> Level:
        return Level(self._stream.gain, self._stream.pan)

    def _produce(self) -> None:
        if self._level is None:
            self._level = self._present_level()
            self._taking_over = True
            self._registry.set_flags(self._id, ServiceFlags.PRODUCER)
        waiting = self._waiting_blocks()
        # Who takes over writes its first block at once, beyond the lead if need be: before that
        # nobody knows that there is somebody.
        if waiting >= self._lead + self._taking_over:
            rt_audio.rt_sleep_until(rt_audio.rt_now_ns() + self._period_ns // 2)
            return
        try:
            claim = self._ring.claim()
        except rt_audio.BusyError:  # the one before has not quite died yet
            rt_audio.rt_sleep_until(rt_audio.rt_now_ns() + self._period_ns // 8)
            return
        with claim as block:
            block.sample_rate = self._format.sample_rate
            block.channels = self._format.channels
            block.frames = self._format.frames_per_buffer
            block.timestamp_ns = rt_audio.rt_now_ns() + waiting * self._period_ns
            level = self._present_level()
            self._sine.render(block, self._level, level)
        self._level = level
        self._taking_over = False
        self._stream.add_produced(1)
