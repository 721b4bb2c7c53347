"""Records."""

from __future__ import annotations

from . import _memory, _numbers, _text, _values, raw
from ._enums import RtLevel


class AudioBlock(_memory.Record):
    """One block of interleaved audio.

    Lives in shared memory.
    """

    __slots__ = ()

    _type = raw.rt_ffi_audio_block
    _members = (
        "sequence",
        "sample_rate",
        "channels",
        "frames",
        "timestamp_ns",
        "samples",
    )
    _raw: raw.rt_ffi_audio_block

    def __init__(
        self,
        *,
        sequence: int = 0,
        sample_rate: int = 0,
        channels: int = 0,
        frames: int = 0,
        timestamp_ns: int = 0,
    ) -> None:
        _memory.Record.__init__(self)
        self.sequence = sequence
        self.sample_rate = sample_rate
        self.channels = channels
        self.frames = frames
        self.timestamp_ns = timestamp_ns

    @property
    def sequence(self) -> int:
        """Position in the stream, counted from 0 by the producer."""
        return self._raw.sequence

    @sequence.setter
    def sequence(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFFFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFFFFFFFFFF, "sequence")
        self._raw.sequence = value

    @property
    def sample_rate(self) -> int:
        """Frames a second.

        In Hz.
        """
        return self._raw.sample_rate

    @sample_rate.setter
    def sample_rate(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFF, "sample_rate")
        self._raw.sample_rate = value

    @property
    def channels(self) -> int:
        """Channels in use, at most `MAX_CHANNELS`. 1 to 2."""
        return self._raw.channels

    @channels.setter
    def channels(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFF, "channels")
        self._raw.channels = value

    @property
    def frames(self) -> int:
        """Frames in use, at most `MAX_FRAMES`. 0 to 1024."""
        return self._raw.frames

    @frames.setter
    def frames(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFF, "frames")
        self._raw.frames = value

    @property
    def timestamp_ns(self) -> int:
        """When its first frame is to be heard.

        In ns.
        """
        return self._raw.timestamp_ns

    @timestamp_ns.setter
    def timestamp_ns(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFFFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFFFFFFFFFF, "timestamp_ns")
        self._raw.timestamp_ns = value

    @property
    def samples(self) -> _numbers.Float32s:
        """Frame after frame, `channels` samples each; 1.0 is full scale."""
        return _numbers.Float32s._within(self, self._raw.samples)


class StreamFormat(_memory.Record):
    """Format of a stream."""

    __slots__ = ()

    _type = raw.rt_ffi_stream_format
    _members = ("sample_rate", "channels", "frames_per_buffer")
    _raw: raw.rt_ffi_stream_format

    def __init__(
        self,
        *,
        sample_rate: int = 0,
        channels: int = 0,
        frames_per_buffer: int = 0,
    ) -> None:
        _memory.Record.__init__(self)
        self.sample_rate = sample_rate
        self.channels = channels
        self.frames_per_buffer = frames_per_buffer

    @property
    def sample_rate(self) -> int:
        """Frames a second.

        In Hz.
        """
        return self._raw.sample_rate

    @sample_rate.setter
    def sample_rate(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFF, "sample_rate")
        self._raw.sample_rate = value

    @property
    def channels(self) -> int:
        """Channels in a frame."""
        return self._raw.channels

    @channels.setter
    def channels(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFF, "channels")
        self._raw.channels = value

    @property
    def frames_per_buffer(self) -> int:
        """Frames in each block."""
        return self._raw.frames_per_buffer

    @frames_per_buffer.setter
    def frames_per_buffer(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFF, "frames_per_buffer")
        self._raw.frames_per_buffer = value


class StreamCounters(_memory.Record):
    """Counters of a stream since the state was created."""

    __slots__ = ()

    _type = raw.rt_ffi_stream_counters
    _members = ("blocks_produced", "blocks_consumed", "underruns", "overruns")
    _raw: raw.rt_ffi_stream_counters

    def __init__(
        self,
        *,
        blocks_produced: int = 0,
        blocks_consumed: int = 0,
        underruns: int = 0,
        overruns: int = 0,
    ) -> None:
        _memory.Record.__init__(self)
        self.blocks_produced = blocks_produced
        self.blocks_consumed = blocks_consumed
        self.underruns = underruns
        self.overruns = overruns

    @property
    def blocks_produced(self) -> int:
        """Blocks the service wrote."""
        return self._raw.blocks_produced

    @blocks_produced.setter
    def blocks_produced(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFFFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFFFFFFFFFF, "blocks_produced")
        self._raw.blocks_produced = value

    @property
    def blocks_consumed(self) -> int:
        """Blocks the host took."""
        return self._raw.blocks_consumed

    @blocks_consumed.setter
    def blocks_consumed(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFFFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFFFFFFFFFF, "blocks_consumed")
        self._raw.blocks_consumed = value

    @property
    def underruns(self) -> int:
        """Periods in which the host found nothing."""
        return self._raw.underruns

    @underruns.setter
    def underruns(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFFFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFFFFFFFFFF, "underruns")
        self._raw.underruns = value

    @property
    def overruns(self) -> int:
        """Blocks lost because the host was late."""
        return self._raw.overruns

    @overruns.setter
    def overruns(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFFFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFFFFFFFFFF, "overruns")
        self._raw.overruns = value


class RingCounters(_memory.Record):
    """What happened on a ring, as one handle and the ring's writer saw it."""

    __slots__ = ()

    _type = raw.rt_ffi_ring_counters
    _members = ("written", "read", "overruns", "underruns", "abandoned")
    _raw: raw.rt_ffi_ring_counters

    def __init__(
        self,
        *,
        written: int = 0,
        read: int = 0,
        overruns: int = 0,
        underruns: int = 0,
        abandoned: int = 0,
    ) -> None:
        _memory.Record.__init__(self)
        self.written = written
        self.read = read
        self.overruns = overruns
        self.underruns = underruns
        self.abandoned = abandoned

    @property
    def written(self) -> int:
        """Blocks committed by all writers."""
        return self._raw.written

    @written.setter
    def written(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFFFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFFFFFFFFFF, "written")
        self._raw.written = value

    @property
    def read(self) -> int:
        """Blocks this handle got."""
        return self._raw.read

    @read.setter
    def read(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFFFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFFFFFFFFFF, "read")
        self._raw.read = value

    @property
    def overruns(self) -> int:
        """Blocks this handle lost to overwriting: exact.

        Together with `read` it is how far the handle has come since it was opened.
        """
        return self._raw.overruns

    @overruns.setter
    def overruns(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFFFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFFFFFFFFFF, "overruns")
        self._raw.overruns = value

    @property
    def underruns(self) -> int:
        """Reads of this handle that found nothing."""
        return self._raw.underruns

    @underruns.setter
    def underruns(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFFFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFFFFFFFFFF, "underruns")
        self._raw.underruns = value

    @property
    def abandoned(self) -> int:
        """Blocks that a dying writer left unfinished."""
        return self._raw.abandoned

    @abandoned.setter
    def abandoned(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFFFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFFFFFFFFFF, "abandoned")
        self._raw.abandoned = value


class ChannelCounters(_memory.Record):
    """What happened on a channel, as one handle saw it."""

    __slots__ = ()

    _type = raw.rt_ffi_channel_counters
    _members = ("sent", "received", "lost", "abandoned", "passed")
    _raw: raw.rt_ffi_channel_counters

    def __init__(
        self,
        *,
        sent: int = 0,
        received: int = 0,
        lost: int = 0,
        abandoned: int = 0,
        passed: int = 0,
    ) -> None:
        _memory.Record.__init__(self)
        self.sent = sent
        self.received = received
        self.lost = lost
        self.abandoned = abandoned
        self.passed = passed

    @property
    def sent(self) -> int:
        """Messages this handle sent."""
        return self._raw.sent

    @sent.setter
    def sent(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFFFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFFFFFFFFFF, "sent")
        self._raw.sent = value

    @property
    def received(self) -> int:
        """Messages this handle got."""
        return self._raw.received

    @received.setter
    def received(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFFFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFFFFFFFFFF, "received")
        self._raw.received = value

    @property
    def lost(self) -> int:
        """Messages this handle lost to overwriting; places among them that a dying or
        stopped sender left empty count too.
        """
        return self._raw.lost

    @lost.setter
    def lost(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFFFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFFFFFFFFFF, "lost")
        self._raw.lost = value

    @property
    def abandoned(self) -> int:
        """Messages that dying senders left unfinished, of all handles."""
        return self._raw.abandoned

    @abandoned.setter
    def abandoned(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFFFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFFFFFFFFFF, "abandoned")
        self._raw.abandoned = value

    @property
    def passed(self) -> int:
        """Times that a sender's place was passed by because it was stopped, of all
        handles.

        Its message was sent again.
        """
        return self._raw.passed

    @passed.setter
    def passed(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFFFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFFFFFFFFFF, "passed")
        self._raw.passed = value


class ServiceInfo(_memory.Record):
    """A registered service."""

    __slots__ = ()

    _type = raw.rt_ffi_service_info
    _members = (
        "name",
        "control",
        "reply",
        "id",
        "start_time",
        "heartbeat_ns",
        "pid",
        "flags",
    )
    _raw: raw.rt_ffi_service_info

    def __init__(
        self,
        *,
        name: str = "",
        control: str = "",
        reply: str = "",
        id: int = 0,
        start_time: int = 0,
        heartbeat_ns: int = 0,
        pid: int = 0,
        flags: int = 0,
    ) -> None:
        _memory.Record.__init__(self)
        self.name = name
        self.control = control
        self.reply = reply
        self.id = id
        self.start_time = start_time
        self.heartbeat_ns = heartbeat_ns
        self.pid = pid
        self.flags = flags

    @property
    def name(self) -> str:
        """Name, NUL-terminated."""
        return _text.decode(self._raw.name)

    @name.setter
    def name(self, value: str) -> None:
        self._raw.name = _text.fixed(value, 64)

    @property
    def control(self) -> str:
        """Name of its control segment, NUL-terminated."""
        return _text.decode(self._raw.control)

    @control.setter
    def control(self, value: str) -> None:
        self._raw.control = _text.fixed(value, 64)

    @property
    def reply(self) -> str:
        """Name of its reply ring, NUL-terminated."""
        return _text.decode(self._raw.reply)

    @reply.setter
    def reply(self, value: str) -> None:
        self._raw.reply = _text.fixed(value, 64)

    @property
    def id(self) -> int:
        """Never used again for another registration."""
        return self._raw.id

    @id.setter
    def id(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFFFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFFFFFFFFFF, "id")
        self._raw.id = value

    @property
    def start_time(self) -> int:
        """Start time of the process; with pid, who it is."""
        return self._raw.start_time

    @start_time.setter
    def start_time(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFFFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFFFFFFFFFF, "start_time")
        self._raw.start_time = value

    @property
    def heartbeat_ns(self) -> int:
        """Time of the last heartbeat.

        In ns.
        """
        return self._raw.heartbeat_ns

    @heartbeat_ns.setter
    def heartbeat_ns(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFFFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFFFFFFFFFF, "heartbeat_ns")
        self._raw.heartbeat_ns = value

    @property
    def pid(self) -> int:
        """Process id."""
        return self._raw.pid

    @pid.setter
    def pid(self, value: int) -> None:
        if type(value) is not int or not -0x80000000 <= value <= 0x7FFFFFFF:
            value = _values.integer(value, -0x80000000, 0x7FFFFFFF, "pid")
        self._raw.pid = value

    @property
    def flags(self) -> int:
        """Bits of `ServiceFlags`."""
        return self._raw.flags

    @flags.setter
    def flags(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFF, "flags")
        self._raw.flags = value


class RtGrant(_memory.Record):
    """What was obtained, and why not more."""

    __slots__ = ()

    _type = raw.rt_ffi_rt_grant
    _members = ("level", "priority", "memory_locked", "reason")
    _raw: raw.rt_ffi_rt_grant

    def __init__(
        self,
        *,
        level: RtLevel = RtLevel.NONE,
        priority: int = 0,
        memory_locked: int = 0,
        reason: str = "",
    ) -> None:
        _memory.Record.__init__(self)
        self.level = level
        self.priority = priority
        self.memory_locked = memory_locked
        self.reason = reason

    @property
    def level(self) -> RtLevel:
        """What was obtained."""
        return RtLevel(self._raw.level)

    @level.setter
    def level(self, value: RtLevel) -> None:
        if type(value) is not RtLevel:
            value = _values.member(RtLevel, value, "level")
        self._raw.level = value

    @property
    def priority(self) -> int:
        """Priority within it, 0 where that means nothing."""
        return self._raw.priority

    @priority.setter
    def priority(self, value: int) -> None:
        if type(value) is not int or not -0x80000000 <= value <= 0x7FFFFFFF:
            value = _values.integer(value, -0x80000000, 0x7FFFFFFF, "priority")
        self._raw.priority = value

    @property
    def memory_locked(self) -> int:
        """1 when all memory of the process is locked."""
        return self._raw.memory_locked

    @memory_locked.setter
    def memory_locked(self, value: int) -> None:
        if type(value) is not int or not 0 <= value <= 0xFFFFFFFF:
            value = _values.integer(value, 0, 0xFFFFFFFF, "memory_locked")
        self._raw.memory_locked = value

    @property
    def reason(self) -> str:
        """Why not more, one line; "" when nothing was refused."""
        return _text.decode(self._raw.reason)

    @reason.setter
    def reason(self, value: str) -> None:
        self._raw.reason = _text.fixed(value, 192)
