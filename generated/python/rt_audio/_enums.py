"""Enumerations."""

from __future__ import annotations

from . import _open_enum, raw


@_open_enum.holds(raw.rt_ffi_ring_mode)
class RingMode(_open_enum.OpenEnum):
    """What a ring does when a reader is late.

    Fixed when it is created.
    """

    #: The oldest block goes; readers count what they lost.
    OVERWRITE = 0
    #: The writer is told `FullError`. One reader.
    LOSSLESS = 1


@_open_enum.holds(raw.rt_ffi_channel_mode)
class ChannelMode(_open_enum.OpenEnum):
    """Who gets a message.

    Fixed when the channel is created.
    """

    #: Every reader. The oldest goes when it is full; readers count what they lost.
    BROADCAST = 0
    #: One reader. Senders are told `FullError`.
    QUEUE = 1


@_open_enum.holds(raw.rt_ffi_service_flags)
class ServiceFlags(_open_enum.Flags):
    """What a service does, bits."""

    #: Nothing special.
    NONE = 0
    #: Writes audio.
    PRODUCER = 1
    #: Reads audio.
    CONSUMER = 2
    #: Ready to take over, silent until then.
    STANDBY = 4


@_open_enum.holds(raw.rt_ffi_rt_level)
class RtLevel(_open_enum.OpenEnum):
    """What the system granted to a thread, weakest first."""

    #: Ordinary scheduling.
    NONE = 0
    #: Ordinary scheduling, raised priority.
    NICE = 1
    #: SCHED_RR, mostly through rtkit.
    ROUND_ROBIN = 2
    #: SCHED_FIFO.
    FIFO = 3
    #: SCHED_DEADLINE.
    DEADLINE = 4
    #: Mach time constraint (macOS).
    TIME_CONSTRAINT = 5
    #: Multimedia class scheduler (Windows).
    MMCSS = 6
