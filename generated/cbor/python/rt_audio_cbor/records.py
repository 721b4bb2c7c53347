"""The records of the contract."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

from rt_audio_cbor.message import Record
from rt_audio_cbor.reader import Keys, Reader
from rt_audio_cbor.writer import Writer


@dataclass(eq=False)
class AudioBlock(Record):
    """One block of interleaved audio. Lives in shared memory."""

    # Frames in use, at most RT_FFI_MAX_FRAMES.
    frames: int = 0
    # Frame after frame, `channels` samples each; 1.0 is full scale.
    samples: Sequence[float] = field(default_factory=lambda: array("f", bytes(8192)))
    # Channels in use, at most RT_FFI_MAX_CHANNELS.
    channels: int = 0
    # Position in the stream, counted from 0 by the producer.
    sequence: int = 0
    # Frames a second. In Hz.
    sample_rate: int = 0
    # When its first frame is to be heard. In ns.
    timestamp_ns: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa6fframes")
        w.integer(self.frames, 0, 1024)
        w.raw(b"gsamples\xd8UY \x00")
        w.numbers("f", self.samples, 2048)
        w.raw(b"hchannels")
        w.integer(self.channels, 1, 2)
        w.raw(b"hsequence")
        w.integer(self.sequence, 0, 18446744073709551615)
        w.raw(b"ksample_rate")
        w.integer(self.sample_rate, 0, 4294967295)
        w.raw(b"ltimestamp_ns")
        w.integer(self.timestamp_ns, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> AudioBlock:
        self = cls.__new__(cls)
        m = r.open_map(63)
        if r.at_key(m, b"fframes", 1 << 0):
            self.frames = r.integer(0, 1024)
        if r.at_key(m, b"gsamples", 1 << 1):
            self.samples = r.numbers(85, "f", 2048)
        if r.at_key(m, b"hchannels", 1 << 2):
            self.channels = r.integer(1, 2)
        if r.at_key(m, b"hsequence", 1 << 3):
            self.sequence = r.integer(0, 18446744073709551615)
        if r.at_key(m, b"ksample_rate", 1 << 4):
            self.sample_rate = r.integer(0, 4294967295)
        if r.at_key(m, b"ltimestamp_ns", 1 << 5):
            self.timestamp_ns = r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _AUDIO_BLOCK_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _AUDIO_BLOCK_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.frames = r.integer(0, 1024)
        elif field == 1 << 1:
            self.samples = r.numbers(85, "f", 2048)
        elif field == 1 << 2:
            self.channels = r.integer(1, 2)
        elif field == 1 << 3:
            self.sequence = r.integer(0, 18446744073709551615)
        elif field == 1 << 4:
            self.sample_rate = r.integer(0, 4294967295)
        elif field == 1 << 5:
            self.timestamp_ns = r.integer(0, 18446744073709551615)


_AUDIO_BLOCK_KEYS: Keys = {
    "frames": (1 << 0, "frames"),
    "samples": (1 << 1, "samples"),
    "channels": (1 << 2, "channels"),
    "sequence": (1 << 3, "sequence"),
    "sample_rate": (1 << 4, "sample_rate"),
    "timestamp_ns": (1 << 5, "timestamp_ns"),
}


@dataclass(eq=False)
class StreamFormat(Record):
    """Format of a stream."""

    # Channels in a frame.
    channels: int = 0
    # Frames a second. In Hz.
    sample_rate: int = 0
    # Frames in each block.
    frames_per_buffer: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa3hchannels")
        w.integer(self.channels, 0, 4294967295)
        w.raw(b"ksample_rate")
        w.integer(self.sample_rate, 0, 4294967295)
        w.raw(b"qframes_per_buffer")
        w.integer(self.frames_per_buffer, 0, 4294967295)

    @classmethod
    def _read(cls, r: Reader) -> StreamFormat:
        self = cls.__new__(cls)
        m = r.open_map(7)
        if r.at_key(m, b"hchannels", 1 << 0):
            self.channels = r.integer(0, 4294967295)
        if r.at_key(m, b"ksample_rate", 1 << 1):
            self.sample_rate = r.integer(0, 4294967295)
        if r.at_key(m, b"qframes_per_buffer", 1 << 2):
            self.frames_per_buffer = r.integer(0, 4294967295)
        while m.left and (field := r.next_field(m, _STREAM_FORMAT_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _STREAM_FORMAT_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.channels = r.integer(0, 4294967295)
        elif field == 1 << 1:
            self.sample_rate = r.integer(0, 4294967295)
        elif field == 1 << 2:
            self.frames_per_buffer = r.integer(0, 4294967295)


_STREAM_FORMAT_KEYS: Keys = {
    "channels": (1 << 0, "channels"),
    "sample_rate": (1 << 1, "sample_rate"),
    "frames_per_buffer": (1 << 2, "frames_per_buffer"),
}


@dataclass(eq=False)
class StreamCounters(Record):
    """Counters of a stream since the state was created."""

    # Blocks lost because the host was late.
    overruns: int = 0
    # Periods in which the host found nothing.
    underruns: int = 0
    # Blocks the host took.
    blocks_consumed: int = 0
    # Blocks the service wrote.
    blocks_produced: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa4hoverruns")
        w.integer(self.overruns, 0, 18446744073709551615)
        w.raw(b"iunderruns")
        w.integer(self.underruns, 0, 18446744073709551615)
        w.raw(b"oblocks_consumed")
        w.integer(self.blocks_consumed, 0, 18446744073709551615)
        w.raw(b"oblocks_produced")
        w.integer(self.blocks_produced, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> StreamCounters:
        self = cls.__new__(cls)
        m = r.open_map(15)
        if r.at_key(m, b"hoverruns", 1 << 0):
            self.overruns = r.integer(0, 18446744073709551615)
        if r.at_key(m, b"iunderruns", 1 << 1):
            self.underruns = r.integer(0, 18446744073709551615)
        if r.at_key(m, b"oblocks_consumed", 1 << 2):
            self.blocks_consumed = r.integer(0, 18446744073709551615)
        if r.at_key(m, b"oblocks_produced", 1 << 3):
            self.blocks_produced = r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _STREAM_COUNTERS_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _STREAM_COUNTERS_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.overruns = r.integer(0, 18446744073709551615)
        elif field == 1 << 1:
            self.underruns = r.integer(0, 18446744073709551615)
        elif field == 1 << 2:
            self.blocks_consumed = r.integer(0, 18446744073709551615)
        elif field == 1 << 3:
            self.blocks_produced = r.integer(0, 18446744073709551615)


_STREAM_COUNTERS_KEYS: Keys = {
    "overruns": (1 << 0, "overruns"),
    "underruns": (1 << 1, "underruns"),
    "blocks_consumed": (1 << 2, "blocks_consumed"),
    "blocks_produced": (1 << 3, "blocks_produced"),
}


@dataclass(eq=False)
class RingCounters(Record):
    """What happened on a ring, as one handle and the ring's writer saw it."""

    # Blocks this handle got.
    read: int = 0
    # Blocks committed by all writers.
    written: int = 0
    # Blocks this handle lost to overwriting: exact. Together with `read` it is how far the handle has come since
    # it was opened.
    overruns: int = 0
    # Blocks that a dying writer left unfinished.
    abandoned: int = 0
    # Reads of this handle that found nothing.
    underruns: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa5dread")
        w.integer(self.read, 0, 18446744073709551615)
        w.raw(b"gwritten")
        w.integer(self.written, 0, 18446744073709551615)
        w.raw(b"hoverruns")
        w.integer(self.overruns, 0, 18446744073709551615)
        w.raw(b"iabandoned")
        w.integer(self.abandoned, 0, 18446744073709551615)
        w.raw(b"iunderruns")
        w.integer(self.underruns, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> RingCounters:
        self = cls.__new__(cls)
        m = r.open_map(31)
        if r.at_key(m, b"dread", 1 << 0):
            self.read = r.integer(0, 18446744073709551615)
        if r.at_key(m, b"gwritten", 1 << 1):
            self.written = r.integer(0, 18446744073709551615)
        if r.at_key(m, b"hoverruns", 1 << 2):
            self.overruns = r.integer(0, 18446744073709551615)
        if r.at_key(m, b"iabandoned", 1 << 3):
            self.abandoned = r.integer(0, 18446744073709551615)
        if r.at_key(m, b"iunderruns", 1 << 4):
            self.underruns = r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _RING_COUNTERS_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _RING_COUNTERS_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.read = r.integer(0, 18446744073709551615)
        elif field == 1 << 1:
            self.written = r.integer(0, 18446744073709551615)
        elif field == 1 << 2:
            self.overruns = r.integer(0, 18446744073709551615)
        elif field == 1 << 3:
            self.abandoned = r.integer(0, 18446744073709551615)
        elif field == 1 << 4:
            self.underruns = r.integer(0, 18446744073709551615)


_RING_COUNTERS_KEYS: Keys = {
    "read": (1 << 0, "read"),
    "written": (1 << 1, "written"),
    "overruns": (1 << 2, "overruns"),
    "abandoned": (1 << 3, "abandoned"),
    "underruns": (1 << 4, "underruns"),
}


@dataclass(eq=False)
class ChannelCounters(Record):
    """What happened on a channel, as one handle saw it."""

    # Messages this handle lost to overwriting; places among them that a dying or stopped sender left empty count
    # too.
    lost: int = 0
    # Messages this handle sent.
    sent: int = 0
    # Times that a sender's place was passed by because it was stopped, of all handles. Its message was sent
    # again.
    passed: int = 0
    # Messages this handle got.
    received: int = 0
    # Messages that dying senders left unfinished, of all handles.
    abandoned: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa5dlost")
        w.integer(self.lost, 0, 18446744073709551615)
        w.raw(b"dsent")
        w.integer(self.sent, 0, 18446744073709551615)
        w.raw(b"fpassed")
        w.integer(self.passed, 0, 18446744073709551615)
        w.raw(b"hreceived")
        w.integer(self.received, 0, 18446744073709551615)
        w.raw(b"iabandoned")
        w.integer(self.abandoned, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> ChannelCounters:
        self = cls.__new__(cls)
        m = r.open_map(31)
        if r.at_key(m, b"dlost", 1 << 0):
            self.lost = r.integer(0, 18446744073709551615)
        if r.at_key(m, b"dsent", 1 << 1):
            self.sent = r.integer(0, 18446744073709551615)
        if r.at_key(m, b"fpassed", 1 << 2):
            self.passed = r.integer(0, 18446744073709551615)
        if r.at_key(m, b"hreceived", 1 << 3):
            self.received = r.integer(0, 18446744073709551615)
        if r.at_key(m, b"iabandoned", 1 << 4):
            self.abandoned = r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _CHANNEL_COUNTERS_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _CHANNEL_COUNTERS_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.lost = r.integer(0, 18446744073709551615)
        elif field == 1 << 1:
            self.sent = r.integer(0, 18446744073709551615)
        elif field == 1 << 2:
            self.passed = r.integer(0, 18446744073709551615)
        elif field == 1 << 3:
            self.received = r.integer(0, 18446744073709551615)
        elif field == 1 << 4:
            self.abandoned = r.integer(0, 18446744073709551615)


_CHANNEL_COUNTERS_KEYS: Keys = {
    "lost": (1 << 0, "lost"),
    "sent": (1 << 1, "sent"),
    "passed": (1 << 2, "passed"),
    "received": (1 << 3, "received"),
    "abandoned": (1 << 4, "abandoned"),
}


@dataclass(eq=False)
class ServiceInfo(Record):
    """A registered service."""

    # Never used again for another registration.
    id: int = 0
    # Process id.
    pid: int = 0
    # Name, NUL-terminated.
    name: str = ""
    # Bits of rt_ffi_service_flags.
    flags: int = 0
    # Name of its reply ring, NUL-terminated.
    reply: str = ""
    # Name of its control segment, NUL-terminated.
    control: str = ""
    # Start time of the process; with pid, who it is.
    start_time: int = 0
    # Time of the last heartbeat. In ns.
    heartbeat_ns: int = 0

    def _write(self, w: Writer) -> None:
        w.raw(b"\xa8bid")
        w.integer(self.id, 0, 18446744073709551615)
        w.raw(b"cpid")
        w.integer(self.pid, -2147483648, 2147483647)
        w.raw(b"dname")
        w.text(self.name, 63)
        w.raw(b"eflags")
        w.integer(self.flags, 0, 4294967295)
        w.raw(b"ereply")
        w.text(self.reply, 63)
        w.raw(b"gcontrol")
        w.text(self.control, 63)
        w.raw(b"jstart_time")
        w.integer(self.start_time, 0, 18446744073709551615)
        w.raw(b"lheartbeat_ns")
        w.integer(self.heartbeat_ns, 0, 18446744073709551615)

    @classmethod
    def _read(cls, r: Reader) -> ServiceInfo:
        self = cls.__new__(cls)
        m = r.open_map(255)
        if r.at_key(m, b"bid", 1 << 0):
            self.id = r.integer(0, 18446744073709551615)
        if r.at_key(m, b"cpid", 1 << 1):
            self.pid = r.integer(-2147483648, 2147483647)
        if r.at_key(m, b"dname", 1 << 2):
            self.name = r.text(63)
        if r.at_key(m, b"eflags", 1 << 3):
            self.flags = r.integer(0, 4294967295)
        if r.at_key(m, b"ereply", 1 << 4):
            self.reply = r.text(63)
        if r.at_key(m, b"gcontrol", 1 << 5):
            self.control = r.text(63)
        if r.at_key(m, b"jstart_time", 1 << 6):
            self.start_time = r.integer(0, 18446744073709551615)
        if r.at_key(m, b"lheartbeat_ns", 1 << 7):
            self.heartbeat_ns = r.integer(0, 18446744073709551615)
        while m.left and (field := r.next_field(m, _SERVICE_INFO_KEYS)) is not None:
            self._read_field(r, field)
        r.close_map(m, _SERVICE_INFO_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
        if field == 1 << 0:
            self.id = r.integer(0, 18446744073709551615)
        elif field == 1 << 1:
            self.pid = r.integer(-2147483648, 2147483647)
        elif field == 1 << 2:
            self.name = r.text(63)
        elif field == 1 << 3:
            self.flags = r.integer(0, 4294967295)
        elif field == 1 << 4:
            self.reply = r.text(63)
        elif field == 1 << 5:
            self.control = r.text(63)
        elif field == 1 << 6:
            self.start_time = r.integer(0, 18446744073709551615)
        elif field == 1 << 7:
            self.heartbeat_ns = r.integer(0, 18446744073709551615)


_SERVICE_INFO_KEYS: Keys = {
    "id": (1 << 0, "id"),
    "pid": (1 << 1, "pid"),
    "name": (1 << 2, "name"),
    "flags": (1 << 3, "flags"),
    "reply": (1 << 4, "reply"),
    "control": (1 << 5, "control"),
    "start_time": (1 << 6, "start_time"),
    "heartbeat_ns": (1 << 7, "heartbeat_ns"),
}
