"""Everything in rt_audio_ffi.h, under its C names and with its C layouts.

Nothing is checked or converted here. The package itself is the safe way to the same functions.
"""

from __future__ import annotations

import ctypes
from typing import Any, Final

from . import _abi, _calling, _layouts, _library
from ._target import TARGET

#: Done.
RT_FFI_OK: Final = 0
#: A pointer that must not be NULL was.
RT_FFI_ERROR_NULL_POINTER: Final = 1
#: A value out of its range, or not allowed here.
RT_FFI_ERROR_INVALID_ARGUMENT: Final = 2
#: No such segment, service or entry.
RT_FFI_ERROR_NOT_FOUND: Final = 3
#: The name is taken by a live owner.
RT_FFI_ERROR_EXISTS: Final = 4
#: No free slot, and none may be overwritten.
RT_FFI_ERROR_FULL: Final = 5
#: Nothing to read.
RT_FFI_ERROR_EMPTY: Final = 6
#: The time ran out first.
RT_FFI_ERROR_TIMEOUT: Final = 7
#: The other side closed it for good.
RT_FFI_ERROR_CLOSED: Final = 8
#: The owner died, or the id belongs to an ended life.
RT_FFI_ERROR_STALE: Final = 9
#: Made by another major version of the contract.
RT_FFI_ERROR_VERSION_MISMATCH: Final = 10
#: Made from a contract with another layout.
RT_FFI_ERROR_FINGERPRINT_MISMATCH: Final = 11
#: The system refused access.
RT_FFI_ERROR_PERMISSION: Final = 12
#: Memory or shared memory ran out.
RT_FFI_ERROR_OUT_OF_MEMORY: Final = 13
#: A system call failed; the text names it.
RT_FFI_ERROR_SYSTEM: Final = 14
#: The segment is foreign, short or half built.
RT_FFI_ERROR_CORRUPT: Final = 15
#: Another live process or claim holds it.
RT_FFI_ERROR_BUSY: Final = 16
#: A defect in the library.
RT_FFI_ERROR_INTERNAL: Final = 17
#: This system has no such thing; the text says what it lacks.
RT_FFI_ERROR_UNSUPPORTED: Final = 18
#: The oldest block goes; readers count what they lost.
RT_FFI_RING_OVERWRITE: Final = 0
#: The writer is told RT_FFI_ERROR_FULL. One reader.
RT_FFI_RING_LOSSLESS: Final = 1
#: Every reader. The oldest goes when it is full; readers count what they lost.
RT_FFI_CHANNEL_BROADCAST: Final = 0
#: One reader. Senders are told RT_FFI_ERROR_FULL.
RT_FFI_CHANNEL_QUEUE: Final = 1
#: Nothing special.
RT_FFI_SERVICE_NONE: Final = 0
#: Writes audio.
RT_FFI_SERVICE_PRODUCER: Final = 1
#: Reads audio.
RT_FFI_SERVICE_CONSUMER: Final = 2
#: Ready to take over, silent until then.
RT_FFI_SERVICE_STANDBY: Final = 4
#: Ordinary scheduling.
RT_FFI_RT_NONE: Final = 0
#: Ordinary scheduling, raised priority.
RT_FFI_RT_NICE: Final = 1
#: SCHED_RR, mostly through rtkit.
RT_FFI_RT_ROUND_ROBIN: Final = 2
#: SCHED_FIFO.
RT_FFI_RT_FIFO: Final = 3
#: SCHED_DEADLINE.
RT_FFI_RT_DEADLINE: Final = 4
#: Mach time constraint (macOS).
RT_FFI_RT_TIME_CONSTRAINT: Final = 5
#: Multimedia class scheduler (Windows).
RT_FFI_RT_MMCSS: Final = 6
#: Version of this contract, major * 1000 + minor. A library serves every client of the
#: same major.
RT_FFI_ABI_VERSION: Final = 1000
#: Most frames in one block.
RT_FFI_MAX_FRAMES: Final = 1024
#: Most channels in one block.
RT_FFI_MAX_CHANNELS: Final = 2
#: Samples in one block: frames times channels, interleaved.
RT_FFI_MAX_SAMPLES: Final = 2048
#: Bytes of a name with its terminating NUL.
RT_FFI_NAME_MAX: Final = 64
#: Entries in the registry.
RT_FFI_REGISTRY_CAPACITY: Final = 4096
#: Fewest slots in a ring. Must be a power of two.
RT_FFI_RING_MIN_SLOTS: Final = 2
#: Most slots in a ring.
RT_FFI_RING_MAX_SLOTS: Final = 65536
#: Sample rate of a new shared state, in Hz.
RT_FFI_DEFAULT_SAMPLE_RATE: Final = 48000
#: Frames per buffer of a new shared state.
RT_FFI_DEFAULT_FRAMES: Final = 64
#: Gain of a new shared state: unity, linear.
RT_FFI_DEFAULT_GAIN: Final = 1.0
#: Descriptors that may wait for blocks, messages or space of one ring or channel at
#: once.
RT_FFI_DESCRIPTORS: Final = 64
#: A timeout that never runs out.
RT_FFI_WAIT_FOREVER: Final = -1
#: Return at once instead of waiting.
RT_FFI_NO_WAIT: Final = 0
#: Nanoseconds in a second.
RT_FFI_NSEC_PER_SEC: Final = 1000000000
#: Name of this contract.
RT_FFI_CONTRACT_NAME: Final = b"rt_audio_ffi"
#: Handles that may send at once, and in a queue receive.
RT_FFI_CHANNEL_SEATS: Final = 64
#: Bytes of the longest message that a channel can be made for.
RT_FFI_CHANNEL_MAX_MESSAGE: Final = 1048576
#: Bytes of the text that says what messages are, with its terminating NUL.
RT_FFI_CHANNEL_CONTENT_MAX: Final = 128
#: Bytes of the longest request or answer that a server can be made for.
RT_FFI_CALL_MAX_MESSAGE: Final = 1048544
#: Bytes of the text that says what requests and answers are, with its terminating NUL.
RT_FFI_CALL_CONTENT_MAX: Final = 120
#: Calls of one client that may be under way at once.
RT_FFI_CALLS: Final = 16
#: What went wrong. The numbers are stable: none is ever used again for something else.
rt_ffi_error: Any
if TARGET in ("x86_64-pc-windows-msvc", "i686-pc-windows-msvc"):
    rt_ffi_error = ctypes.c_int32
else:
    rt_ffi_error = ctypes.c_uint32
#: What a ring does when a reader is late. Fixed when it is created.
rt_ffi_ring_mode: Any
if TARGET in ("x86_64-pc-windows-msvc", "i686-pc-windows-msvc"):
    rt_ffi_ring_mode = ctypes.c_int32
else:
    rt_ffi_ring_mode = ctypes.c_uint32
#: Who gets a message. Fixed when the channel is created.
rt_ffi_channel_mode: Any
if TARGET in ("x86_64-pc-windows-msvc", "i686-pc-windows-msvc"):
    rt_ffi_channel_mode = ctypes.c_int32
else:
    rt_ffi_channel_mode = ctypes.c_uint32
#: What a service does, bits.
rt_ffi_service_flags: Any
if TARGET in ("x86_64-pc-windows-msvc", "i686-pc-windows-msvc"):
    rt_ffi_service_flags = ctypes.c_int32
else:
    rt_ffi_service_flags = ctypes.c_uint32
#: What the system granted to a thread, weakest first.
rt_ffi_rt_level: Any
if TARGET in ("x86_64-pc-windows-msvc", "i686-pc-windows-msvc"):
    rt_ffi_rt_level = ctypes.c_int32
else:
    rt_ffi_rt_level = ctypes.c_uint32


class rt_ffi_audio_block(_abi.AlignedStructure):
    """One block of interleaved audio.

    Lives in shared memory.
    """

    #: Position in the stream, counted from 0 by the producer.
    sequence: int
    #: Frames a second. In Hz.
    sample_rate: int
    #: Channels in use, at most RT_FFI_MAX_CHANNELS. 1 to 2.
    channels: int
    #: Frames in use, at most RT_FFI_MAX_FRAMES. 0 to 1024.
    frames: int
    #: Zero.
    reserved0: int
    #: When its first frame is to be heard. In ns.
    timestamp_ns: int
    #: Frame after frame, `channels` samples each; 1.0 is full scale.
    samples: ctypes.Array[ctypes.c_float]

    _alignment_ = 16
    _fields_ = (
        ("sequence", ctypes.c_uint64),
        ("sample_rate", ctypes.c_uint32),
        ("channels", ctypes.c_uint32),
        ("frames", ctypes.c_uint32),
        ("reserved0", ctypes.c_uint32),
        ("timestamp_ns", ctypes.c_uint64),
        ("samples", ctypes.c_float * 2048),
    )


class rt_ffi_stream_format(ctypes.Structure):
    """Format of a stream."""

    #: Frames a second. In Hz.
    sample_rate: int
    #: Channels in a frame.
    channels: int
    #: Frames in each block.
    frames_per_buffer: int
    #: Zero.
    reserved0: int

    _fields_ = (
        ("sample_rate", ctypes.c_uint32),
        ("channels", ctypes.c_uint32),
        ("frames_per_buffer", ctypes.c_uint32),
        ("reserved0", ctypes.c_uint32),
    )


class rt_ffi_state(ctypes.Structure):
    """State that a host and a service share: format, gain, pan, counters, heartbeat."""


class rt_ffi_stream_counters(_abi.AlignedStructure):
    """Counters of a stream since the state was created."""

    #: Blocks the service wrote.
    blocks_produced: int
    #: Blocks the host took.
    blocks_consumed: int
    #: Periods in which the host found nothing.
    underruns: int
    #: Blocks lost because the host was late.
    overruns: int

    _alignment_ = 8
    _fields_ = (
        ("blocks_produced", ctypes.c_uint64),
        ("blocks_consumed", ctypes.c_uint64),
        ("underruns", ctypes.c_uint64),
        ("overruns", ctypes.c_uint64),
    )


class rt_ffi_ring(ctypes.Structure):
    """A ring of audio blocks in shared memory.

    One handle writes at a time, any number reads, each with its own cursor. The first
    write makes a handle the writer until it is closed or its process dies; others get
    RT_FFI_ERROR_BUSY until then, and the next that writes takes over. The same holds
    for the one reader of a lossless ring.
    """


class rt_ffi_ring_counters(_abi.AlignedStructure):
    """What happened on a ring, as one handle and the ring's writer saw it."""

    #: Blocks committed by all writers.
    written: int
    #: Blocks this handle got.
    read: int
    #: Blocks this handle lost to overwriting: exact. Together with `read` it is how far
    #: the handle has come since it was opened.
    overruns: int
    #: Reads of this handle that found nothing.
    underruns: int
    #: Blocks that a dying writer left unfinished.
    abandoned: int

    _alignment_ = 8
    _fields_ = (
        ("written", ctypes.c_uint64),
        ("read", ctypes.c_uint64),
        ("overruns", ctypes.c_uint64),
        ("underruns", ctypes.c_uint64),
        ("abandoned", ctypes.c_uint64),
    )


class rt_ffi_channel(ctypes.Structure):
    """Messages of up to a fixed size from any number of processes to any number.

    A handle may send and receive; RT_FFI_CHANNEL_SEATS handles may send at once. A
    process that dies or is stopped in the middle of anything makes nobody wait: the
    message in its hands comes later or not at all, and the others' go by. Messages of
    one sender come in the order in which they were sent.
    """


class rt_ffi_channel_counters(_abi.AlignedStructure):
    """What happened on a channel, as one handle saw it."""

    #: Messages this handle sent.
    sent: int
    #: Messages this handle got.
    received: int
    #: Messages this handle lost to overwriting; places among them that a dying or
    #: stopped sender left empty count too.
    lost: int
    #: Messages that dying senders left unfinished, of all handles.
    abandoned: int
    #: Times that a sender's place was passed by because it was stopped, of all handles.
    #: Its message was sent again.
    passed: int

    _alignment_ = 8
    _fields_ = (
        ("sent", ctypes.c_uint64),
        ("received", ctypes.c_uint64),
        ("lost", ctypes.c_uint64),
        ("abandoned", ctypes.c_uint64),
        ("passed", ctypes.c_uint64),
    )


class rt_ffi_server(ctypes.Structure):
    """Answers requests.

    Its name is that of a channel, which clients find it by.
    """


class rt_ffi_client(ctypes.Structure):
    """Sends requests to one server, and gets its answers: its own and no other
    client's.
    """


class rt_ffi_registry(ctypes.Structure):
    """The table of running services."""


class rt_ffi_service_info(_abi.AlignedStructure):
    """A registered service."""

    #: Name, NUL-terminated.
    name: bytes
    #: Name of its control segment, NUL-terminated.
    control: bytes
    #: Name of its reply ring, NUL-terminated.
    reply: bytes
    #: Never used again for another registration.
    id: int
    #: Start time of the process; with pid, who it is.
    start_time: int
    #: Time of the last heartbeat. In ns.
    heartbeat_ns: int
    #: Process id.
    pid: int
    #: Bits of rt_ffi_service_flags.
    flags: int

    _alignment_ = 8
    _fields_ = (
        ("name", ctypes.c_char * 64),
        ("control", ctypes.c_char * 64),
        ("reply", ctypes.c_char * 64),
        ("id", ctypes.c_uint64),
        ("start_time", ctypes.c_uint64),
        ("heartbeat_ns", ctypes.c_uint64),
        ("pid", ctypes.c_int32),
        ("flags", ctypes.c_uint32),
    )


class rt_ffi_rt_grant(ctypes.Structure):
    """What was obtained, and why not more."""

    #: What was obtained.
    level: int
    #: Priority within it, 0 where that means nothing.
    priority: int
    #: 1 when all memory of the process is locked.
    memory_locked: int
    #: Zero.
    reserved0: int
    #: Why not more, one line; "" when nothing was refused.
    reason: bytes

    _fields_ = (
        ("level", rt_ffi_rt_level),
        ("priority", ctypes.c_int32),
        ("memory_locked", ctypes.c_uint32),
        ("reserved0", ctypes.c_uint32),
        ("reason", ctypes.c_char * 192),
    )


#: The C type of each constant.
CONSTANT_TYPES: Final[dict[str, Any]] = {
    "RT_FFI_ABI_VERSION": ctypes.c_uint,
    "RT_FFI_MAX_FRAMES": ctypes.c_uint,
    "RT_FFI_MAX_CHANNELS": ctypes.c_uint,
    "RT_FFI_MAX_SAMPLES": ctypes.c_uint,
    "RT_FFI_NAME_MAX": ctypes.c_uint,
    "RT_FFI_REGISTRY_CAPACITY": ctypes.c_uint,
    "RT_FFI_RING_MIN_SLOTS": ctypes.c_uint,
    "RT_FFI_RING_MAX_SLOTS": ctypes.c_uint,
    "RT_FFI_DEFAULT_SAMPLE_RATE": ctypes.c_uint,
    "RT_FFI_DEFAULT_FRAMES": ctypes.c_uint,
    "RT_FFI_DEFAULT_GAIN": ctypes.c_float,
    "RT_FFI_DESCRIPTORS": ctypes.c_uint,
    "RT_FFI_WAIT_FOREVER": ctypes.c_int,
    "RT_FFI_NO_WAIT": ctypes.c_int,
    "RT_FFI_NSEC_PER_SEC": ctypes.c_ulonglong,
    "RT_FFI_CONTRACT_NAME": ctypes.c_char * 13,
    "RT_FFI_CHANNEL_SEATS": ctypes.c_uint,
    "RT_FFI_CHANNEL_MAX_MESSAGE": ctypes.c_uint,
    "RT_FFI_CHANNEL_CONTENT_MAX": ctypes.c_uint,
    "RT_FFI_CALL_MAX_MESSAGE": ctypes.c_uint,
    "RT_FFI_CALL_CONTENT_MAX": ctypes.c_uint,
    "RT_FFI_CALLS": ctypes.c_uint,
}


_abi.check_layouts(
    {globals()[name]: layout for name, layout in _layouts.LAYOUTS.items()}
)


#: const char *rt_ffi_error_text(rt_ffi_error)
#:
#: Text for an error code, in English. Never NULL, never freed.
rt_ffi_error_text = _calling.bind(
    _library.library,
    "rt_ffi_error_text",
    ctypes.c_char_p,
    rt_ffi_error,
)
#: const char *rt_ffi_last_error(void)
#:
#: Text of the calling thread's last failure, with names and numbers; "" when there was
#: none. Valid until the thread's next failing call.
rt_ffi_last_error = _calling.bind(
    _library.library,
    "rt_ffi_last_error",
    ctypes.c_char_p,
)
#: rt_ffi_error rt_ffi_last_error_copy(char *, size_t, size_t *)
#:
#: Copies the calling thread's last error text.
#:
#: - buffer: receives NUL-terminated text, cut off at a character when it does not fit
#: - capacity: bytes in buffer
#: - length: bytes the whole text takes without its NUL
rt_ffi_last_error_copy = _calling.bind(
    _library.library,
    "rt_ffi_last_error_copy",
    rt_ffi_error,
    ctypes.POINTER(ctypes.c_char),
    ctypes.c_size_t,
    ctypes.POINTER(ctypes.c_size_t),
)
#: uint32_t rt_ffi_abi_version(void)
#:
#: RT_FFI_ABI_VERSION of the library.
rt_ffi_abi_version = _calling.bind(
    _library.library,
    "rt_ffi_abi_version",
    ctypes.c_uint32,
)
#: const char *rt_ffi_fingerprint(void)
#:
#: Fingerprint of the contract the library was built from, 64 hexadecimal digits.
rt_ffi_fingerprint = _calling.bind(
    _library.library,
    "rt_ffi_fingerprint",
    ctypes.c_char_p,
)
#: rt_ffi_error rt_ffi_collect(uint32_t *)
#:
#: Removes from the system what nobody can use: states, rings and channels whose
#: creators died, registries that no process has open and no living one is entered in.
#: The first use of the library in a process does the same.
#:
#: - collected: how many
rt_ffi_collect = _calling.bind(
    _library.library,
    "rt_ffi_collect",
    rt_ffi_error,
    ctypes.POINTER(ctypes.c_uint32),
)
#: rt_ffi_error rt_ffi_use_group(const char *)
#:
#: Shares with the members of a group of users, from now on: what this process creates
#: is theirs to open, read and write as well, never the world's, and what they share is
#: this process's to open. Before anything else of the library, for who lives is known
#: to the group as a whole. The environment variable RT_AUDIO_GROUP does the same for
#: programs that do not ask. RT_FFI_ERROR_NOT_FOUND when there is no such group,
#: RT_FFI_ERROR_PERMISSION when this process is no member, RT_FFI_ERROR_BUSY when it
#: uses the library already, alone or with another group.
#:
#: - group: its name, or its number
rt_ffi_use_group = _calling.bind(
    _library.library,
    "rt_ffi_use_group",
    rt_ffi_error,
    ctypes.c_char_p,
)
#: rt_ffi_error rt_ffi_state_create(const char *, rt_ffi_state **)
#:
#: Creates the state `name` with defaults, or replaces one whose creator died.
#: RT_FFI_ERROR_EXISTS while its creator lives.
rt_ffi_state_create = _calling.bind(
    _library.library,
    "rt_ffi_state_create",
    rt_ffi_error,
    ctypes.c_char_p,
    ctypes.POINTER(ctypes.POINTER(rt_ffi_state)),
)
#: rt_ffi_error rt_ffi_state_open(const char *, rt_ffi_state **)
#:
#: Opens a state that exists. RT_FFI_ERROR_STALE when its creator died.
rt_ffi_state_open = _calling.bind(
    _library.library,
    "rt_ffi_state_open",
    rt_ffi_error,
    ctypes.c_char_p,
    ctypes.POINTER(ctypes.POINTER(rt_ffi_state)),
)
#: void rt_ffi_state_close(rt_ffi_state *)
#:
#: Ends the handle; its creator's close removes the name and marks the state closed.
rt_ffi_state_close = _calling.bind(
    _library.library,
    "rt_ffi_state_close",
    None,
    ctypes.POINTER(rt_ffi_state),
)
#: rt_ffi_error rt_ffi_state_get_format(const rt_ffi_state *, rt_ffi_stream_format *)
#:
#: The stream's format.
rt_ffi_state_get_format = _calling.bind(
    _library.library,
    "rt_ffi_state_get_format",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_state),
    ctypes.POINTER(rt_ffi_stream_format),
)
#: rt_ffi_error rt_ffi_state_set_format(rt_ffi_state *, const rt_ffi_stream_format *)
#:
#: Sets the stream's format: 8000 to 768000 Hz, 1 to RT_FFI_MAX_CHANNELS, 1 to
#: RT_FFI_MAX_FRAMES.
rt_ffi_state_set_format = _calling.bind(
    _library.library,
    "rt_ffi_state_set_format",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_state),
    ctypes.POINTER(rt_ffi_stream_format),
)
#: rt_ffi_error rt_ffi_state_get_active(const rt_ffi_state *, bool *)
#:
#: Whether the stream runs; a service leaves its loop when it does not. 0 or 1.
rt_ffi_state_get_active = _calling.bind(
    _library.library,
    "rt_ffi_state_get_active",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_state),
    ctypes.POINTER(ctypes.c_bool),
)
#: rt_ffi_error rt_ffi_state_set_active(rt_ffi_state *, bool)
#:
#: Starts or stops the stream, and wakes those that wait for it.
rt_ffi_state_set_active = _calling.bind(
    _library.library,
    "rt_ffi_state_set_active",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_state),
    ctypes.c_bool,
)
#: rt_ffi_error rt_ffi_state_wait_active(const rt_ffi_state *, bool, int32_t)
#:
#: Waits until the stream is active or not as asked. Fails as rt_ffi_state_check does
#: when nobody is left to change it.
#:
#: - timeout_ms: RT_FFI_WAIT_FOREVER, RT_FFI_NO_WAIT or milliseconds
rt_ffi_state_wait_active = _calling.bind(
    _library.library,
    "rt_ffi_state_wait_active",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_state),
    ctypes.c_bool,
    ctypes.c_int32,
)
#: rt_ffi_error rt_ffi_state_descriptor(const rt_ffi_state *, int32_t *)
#:
#: As rt_ffi_ring_descriptor, for rt_ffi_state_wait_active.
rt_ffi_state_descriptor = _calling.bind(
    _library.library,
    "rt_ffi_state_descriptor",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_state),
    ctypes.POINTER(ctypes.c_int32),
)
#: rt_ffi_error rt_ffi_state_check(const rt_ffi_state *)
#:
#: Whether the state's creator is still there: RT_FFI_ERROR_CLOSED when it closed the
#: state, RT_FFI_ERROR_STALE when it died. Asks the system: meant for now and then, not
#: for each block.
rt_ffi_state_check = _calling.bind(
    _library.library,
    "rt_ffi_state_check",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_state),
)
#: rt_ffi_error rt_ffi_state_get_gain(const rt_ffi_state *, float *)
#:
#: Linear gain, 0 to 16.
rt_ffi_state_get_gain = _calling.bind(
    _library.library,
    "rt_ffi_state_get_gain",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_state),
    ctypes.POINTER(ctypes.c_float),
)
#: rt_ffi_error rt_ffi_state_set_gain(rt_ffi_state *, float)
#:
#: Sets the linear gain, 0 to 16.
rt_ffi_state_set_gain = _calling.bind(
    _library.library,
    "rt_ffi_state_set_gain",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_state),
    ctypes.c_float,
)
#: rt_ffi_error rt_ffi_state_get_pan(const rt_ffi_state *, float *)
#:
#: Pan, -1 (left) to 1 (right).
rt_ffi_state_get_pan = _calling.bind(
    _library.library,
    "rt_ffi_state_get_pan",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_state),
    ctypes.POINTER(ctypes.c_float),
)
#: rt_ffi_error rt_ffi_state_set_pan(rt_ffi_state *, float)
#:
#: Sets the pan, -1 (left) to 1 (right).
rt_ffi_state_set_pan = _calling.bind(
    _library.library,
    "rt_ffi_state_set_pan",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_state),
    ctypes.c_float,
)
#: rt_ffi_error rt_ffi_state_get_counters(const rt_ffi_state *, rt_ffi_stream_counters
#: *)
#:
#: All counters, each read atomically.
rt_ffi_state_get_counters = _calling.bind(
    _library.library,
    "rt_ffi_state_get_counters",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_state),
    ctypes.POINTER(rt_ffi_stream_counters),
)
#: rt_ffi_error rt_ffi_state_add_produced(rt_ffi_state *, uint64_t)
#:
#: Adds to the blocks produced.
rt_ffi_state_add_produced = _calling.bind(
    _library.library,
    "rt_ffi_state_add_produced",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_state),
    ctypes.c_uint64,
)
#: rt_ffi_error rt_ffi_state_add_consumed(rt_ffi_state *, uint64_t)
#:
#: Adds to the blocks consumed.
rt_ffi_state_add_consumed = _calling.bind(
    _library.library,
    "rt_ffi_state_add_consumed",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_state),
    ctypes.c_uint64,
)
#: rt_ffi_error rt_ffi_state_add_underruns(rt_ffi_state *, uint64_t)
#:
#: Adds to the underruns.
rt_ffi_state_add_underruns = _calling.bind(
    _library.library,
    "rt_ffi_state_add_underruns",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_state),
    ctypes.c_uint64,
)
#: rt_ffi_error rt_ffi_state_add_overruns(rt_ffi_state *, uint64_t)
#:
#: Adds to the overruns.
rt_ffi_state_add_overruns = _calling.bind(
    _library.library,
    "rt_ffi_state_add_overruns",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_state),
    ctypes.c_uint64,
)
#: rt_ffi_error rt_ffi_state_touch_heartbeat(rt_ffi_state *)
#:
#: Says that the service is alive, now.
rt_ffi_state_touch_heartbeat = _calling.bind(
    _library.library,
    "rt_ffi_state_touch_heartbeat",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_state),
)
#: rt_ffi_error rt_ffi_state_heartbeat_age(const rt_ffi_state *, uint64_t *)
#:
#: Nanoseconds since the last touch; RT_FFI_ERROR_EMPTY when there was none.
rt_ffi_state_heartbeat_age = _calling.bind(
    _library.library,
    "rt_ffi_state_heartbeat_age",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_state),
    ctypes.POINTER(ctypes.c_uint64),
)
#: rt_ffi_error rt_ffi_ring_create(const char *, uint32_t, rt_ffi_ring_mode, rt_ffi_ring
#: **)
#:
#: Creates the ring `name`, or replaces one whose creator died. RT_FFI_ERROR_EXISTS
#: while its creator lives. The handle's own reading starts at the first block.
#:
#: - slots: a power of two, RT_FFI_RING_MIN_SLOTS to RT_FFI_RING_MAX_SLOTS
rt_ffi_ring_create = _calling.bind(
    _library.library,
    "rt_ffi_ring_create",
    rt_ffi_error,
    ctypes.c_char_p,
    ctypes.c_uint32,
    rt_ffi_ring_mode,
    ctypes.POINTER(ctypes.POINTER(rt_ffi_ring)),
)
#: rt_ffi_error rt_ffi_ring_open(const char *, rt_ffi_ring **)
#:
#: Opens a ring that exists. Reading starts at the next block written, in a lossless
#: ring at the first block that is still unread. RT_FFI_ERROR_STALE when its creator
#: died.
rt_ffi_ring_open = _calling.bind(
    _library.library,
    "rt_ffi_ring_open",
    rt_ffi_error,
    ctypes.c_char_p,
    ctypes.POINTER(ctypes.POINTER(rt_ffi_ring)),
)
#: void rt_ffi_ring_close(rt_ffi_ring *)
#:
#: Ends the handle, gives an open claim and a lent block back, and leaves the writer's
#: or reader's place to others. Its creator's close removes the name and marks the ring
#: closed: writers get RT_FFI_ERROR_CLOSED, readers get it after the last block.
rt_ffi_ring_close = _calling.bind(
    _library.library,
    "rt_ffi_ring_close",
    None,
    ctypes.POINTER(rt_ffi_ring),
)
#: rt_ffi_error rt_ffi_ring_slots(const rt_ffi_ring *, uint32_t *)
#:
#: Slots in the ring.
rt_ffi_ring_slots = _calling.bind(
    _library.library,
    "rt_ffi_ring_slots",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_ring),
    ctypes.POINTER(ctypes.c_uint32),
)
#: rt_ffi_error rt_ffi_ring_get_mode(const rt_ffi_ring *, rt_ffi_ring_mode *)
#:
#: What the ring does when a reader is late.
rt_ffi_ring_get_mode = _calling.bind(
    _library.library,
    "rt_ffi_ring_get_mode",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_ring),
    ctypes.POINTER(rt_ffi_ring_mode),
)
#: rt_ffi_error rt_ffi_ring_write_overwrite(rt_ffi_ring *, const rt_ffi_audio_block *)
#:
#: Writes a block; the oldest one goes if the ring is full. Never blocks. Not for a
#: lossless ring. Needs 1 to RT_FFI_MAX_CHANNELS channels and at most RT_FFI_MAX_FRAMES
#: frames; only the samples in use are copied. `sequence` is the caller's:
#: rt_ffi_ring_counters::written is the position that this block gets in the ring.
rt_ffi_ring_write_overwrite = _calling.bind(
    _library.library,
    "rt_ffi_ring_write_overwrite",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_ring),
    ctypes.POINTER(rt_ffi_audio_block),
)
#: rt_ffi_error rt_ffi_ring_try_write(rt_ffi_ring *, const rt_ffi_audio_block *)
#:
#: Writes a block unless a reader of a lossless ring would lose one: RT_FFI_ERROR_FULL.
#: On an overwriting ring the same as rt_ffi_ring_write_overwrite.
rt_ffi_ring_try_write = _calling.bind(
    _library.library,
    "rt_ffi_ring_try_write",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_ring),
    ctypes.POINTER(rt_ffi_audio_block),
)
#: rt_ffi_error rt_ffi_ring_claim(rt_ffi_ring *, rt_ffi_audio_block **)
#:
#: Lends a block to fill. In a lossless ring it is the next slot itself and nothing is
#: copied; in an overwriting one, where readers may be looking at the slot, it is the
#: handle's own and committing copies the samples in use. `sequence` is set to the
#: block's position in the ring; the other contents are stale. RT_FFI_ERROR_BUSY while a
#: claim is open, RT_FFI_ERROR_FULL as with rt_ffi_ring_try_write.
rt_ffi_ring_claim = _calling.bind(
    _library.library,
    "rt_ffi_ring_claim",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_ring),
    ctypes.POINTER(ctypes.POINTER(rt_ffi_audio_block)),
)
#: rt_ffi_error rt_ffi_ring_commit(rt_ffi_ring *, rt_ffi_audio_block *)
#:
#: Publishes the claimed block. The claim stays open when its channels or frames are
#: refused.
rt_ffi_ring_commit = _calling.bind(
    _library.library,
    "rt_ffi_ring_commit",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_ring),
    ctypes.POINTER(rt_ffi_audio_block),
)
#: rt_ffi_error rt_ffi_ring_abandon(rt_ffi_ring *, rt_ffi_audio_block *)
#:
#: Gives the claimed slot back unwritten.
rt_ffi_ring_abandon = _calling.bind(
    _library.library,
    "rt_ffi_ring_abandon",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_ring),
    ctypes.POINTER(rt_ffi_audio_block),
)
#: rt_ffi_error rt_ffi_ring_wait_space(rt_ffi_ring *, int32_t)
#:
#: Waits until rt_ffi_ring_try_write finds room, which in an overwriting ring is always.
#: RT_FFI_ERROR_STALE when the reader or the ring's creator died, also with
#: RT_FFI_WAIT_FOREVER.
#:
#: - timeout_ms: RT_FFI_WAIT_FOREVER, RT_FFI_NO_WAIT or milliseconds
rt_ffi_ring_wait_space = _calling.bind(
    _library.library,
    "rt_ffi_ring_wait_space",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_ring),
    ctypes.c_int32,
)
#: rt_ffi_error rt_ffi_ring_read(rt_ffi_ring *, rt_ffi_audio_block *)
#:
#: Copies the next block out, whole. RT_FFI_ERROR_EMPTY when there is none; `block` may
#: have been written to even then. Samples beyond those in use come out as zero if
#: `block` was zero or held a block before: what that had more is cleared, and no more.
#: A reader that was overtaken goes on in the middle of the ring, with what it missed
#: counted as overruns.
rt_ffi_ring_read = _calling.bind(
    _library.library,
    "rt_ffi_ring_read",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_ring),
    ctypes.POINTER(rt_ffi_audio_block),
)
#: rt_ffi_error rt_ffi_ring_read_batch(rt_ffi_ring *, rt_ffi_audio_block *, size_t,
#: size_t *)
#:
#: Copies up to `capacity` blocks out. RT_FFI_ERROR_EMPTY when there is none.
#:
#: - count: blocks copied, at least 1 on success
rt_ffi_ring_read_batch = _calling.bind(
    _library.library,
    "rt_ffi_ring_read_batch",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_ring),
    ctypes.POINTER(rt_ffi_audio_block),
    ctypes.c_size_t,
    ctypes.POINTER(ctypes.c_size_t),
)
#: rt_ffi_error rt_ffi_ring_write_batch(rt_ffi_ring *, const rt_ffi_audio_block *,
#: size_t, size_t *)
#:
#: Writes `count` blocks in order, as rt_ffi_ring_write_overwrite or
#: rt_ffi_ring_try_write by mode.
#:
#: - written: blocks written before the ring was full
rt_ffi_ring_write_batch = _calling.bind(
    _library.library,
    "rt_ffi_ring_write_batch",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_ring),
    ctypes.POINTER(rt_ffi_audio_block),
    ctypes.c_size_t,
    ctypes.POINTER(ctypes.c_size_t),
)
#: rt_ffi_error rt_ffi_ring_peek(rt_ffi_ring *, const rt_ffi_audio_block **)
#:
#: Lends the next block to read in place. Lossless rings only: elsewhere the writer
#: could change it.
rt_ffi_ring_peek = _calling.bind(
    _library.library,
    "rt_ffi_ring_peek",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_ring),
    ctypes.POINTER(ctypes.POINTER(rt_ffi_audio_block)),
)
#: rt_ffi_error rt_ffi_ring_release(rt_ffi_ring *, const rt_ffi_audio_block *)
#:
#: Gives the slot lent by rt_ffi_ring_peek back to the writer.
rt_ffi_ring_release = _calling.bind(
    _library.library,
    "rt_ffi_ring_release",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_ring),
    ctypes.POINTER(rt_ffi_audio_block),
)
#: rt_ffi_error rt_ffi_ring_wait(rt_ffi_ring *, int32_t)
#:
#: Waits until a block can be read: spins briefly, then sleeps. RT_FFI_ERROR_STALE when
#: there is none and the writer or the ring's creator died, also with
#: RT_FFI_WAIT_FOREVER.
#:
#: - timeout_ms: RT_FFI_WAIT_FOREVER, RT_FFI_NO_WAIT or milliseconds
rt_ffi_ring_wait = _calling.bind(
    _library.library,
    "rt_ffi_ring_wait",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_ring),
    ctypes.c_int32,
)
#: rt_ffi_error rt_ffi_ring_descriptor(rt_ffi_ring *, int32_t *)
#:
#: A descriptor for poll, epoll, asyncio, Go's netpoller or tokio: rt_ffi_ring_wait
#: without a thread. From then on a wait that ends in RT_FFI_ERROR_TIMEOUT leaves it
#: armed: it becomes readable when the same wait would end otherwise, by a block or a
#: death. So: read until RT_FFI_ERROR_EMPTY, wait with RT_FFI_NO_WAIT, and sleep on the
#: descriptor only if that timed out. It may be readable for nothing; the wait forgets
#: that. Never read from it. RT_FFI_ERROR_BUSY beyond RT_FFI_DESCRIPTORS,
#: RT_FFI_ERROR_UNSUPPORTED where there is no such thing: it is Linux's.
#:
#: - descriptor: the handle's own, and closed with it; a duplicate may live longer
rt_ffi_ring_descriptor = _calling.bind(
    _library.library,
    "rt_ffi_ring_descriptor",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_ring),
    ctypes.POINTER(ctypes.c_int32),
)
#: rt_ffi_error rt_ffi_ring_space_descriptor(rt_ffi_ring *, int32_t *)
#:
#: As rt_ffi_ring_descriptor, for rt_ffi_ring_wait_space.
rt_ffi_ring_space_descriptor = _calling.bind(
    _library.library,
    "rt_ffi_ring_space_descriptor",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_ring),
    ctypes.POINTER(ctypes.c_int32),
)
#: rt_ffi_error rt_ffi_ring_skip(rt_ffi_ring *)
#:
#: Moves this handle's cursor past everything written so far. What is skipped is no
#: overrun.
rt_ffi_ring_skip = _calling.bind(
    _library.library,
    "rt_ffi_ring_skip",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_ring),
)
#: rt_ffi_error rt_ffi_ring_available(const rt_ffi_ring *, uint64_t *)
#:
#: Blocks this handle could read now.
rt_ffi_ring_available = _calling.bind(
    _library.library,
    "rt_ffi_ring_available",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_ring),
    ctypes.POINTER(ctypes.c_uint64),
)
#: rt_ffi_error rt_ffi_ring_get_counters(const rt_ffi_ring *, rt_ffi_ring_counters *)
#:
#: Counters of the ring and of this handle.
rt_ffi_ring_get_counters = _calling.bind(
    _library.library,
    "rt_ffi_ring_get_counters",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_ring),
    ctypes.POINTER(rt_ffi_ring_counters),
)
#: rt_ffi_error rt_ffi_channel_create(const char *, const char *, uint32_t, uint32_t,
#: rt_ffi_channel_mode, rt_ffi_channel **)
#:
#: Creates the channel `name`, or replaces one whose creator died. RT_FFI_ERROR_EXISTS
#: while its creator lives. The handle's own receiving starts at the first message.
#:
#: - content: what messages are: the fingerprint of the contract that says so, or any
#:   text that those who open it must say as well; "" for bytes
#: - slots: messages that it holds: a power of two, 2 to 65536, in all at most 1 GiB
#: - message_bytes: bytes of the longest, 1 to RT_FFI_CHANNEL_MAX_MESSAGE
rt_ffi_channel_create = _calling.bind(
    _library.library,
    "rt_ffi_channel_create",
    rt_ffi_error,
    ctypes.c_char_p,
    ctypes.c_char_p,
    ctypes.c_uint32,
    ctypes.c_uint32,
    rt_ffi_channel_mode,
    ctypes.POINTER(ctypes.POINTER(rt_ffi_channel)),
)
#: rt_ffi_error rt_ffi_channel_open(const char *, const char *, rt_ffi_channel **)
#:
#: Opens a channel that exists. In a broadcast receiving starts at the next message
#: sent. RT_FFI_ERROR_FINGERPRINT_MISMATCH when it was created with another content,
#: RT_FFI_ERROR_STALE when its creator died.
rt_ffi_channel_open = _calling.bind(
    _library.library,
    "rt_ffi_channel_open",
    rt_ffi_error,
    ctypes.c_char_p,
    ctypes.c_char_p,
    ctypes.POINTER(ctypes.POINTER(rt_ffi_channel)),
)
#: void rt_ffi_channel_close(rt_ffi_channel *)
#:
#: Ends the handle. Its creator's close removes the name and marks the channel closed:
#: senders get RT_FFI_ERROR_CLOSED, readers get it after the last message.
rt_ffi_channel_close = _calling.bind(
    _library.library,
    "rt_ffi_channel_close",
    None,
    ctypes.POINTER(rt_ffi_channel),
)
#: rt_ffi_error rt_ffi_channel_message_bytes(const rt_ffi_channel *, uint32_t *)
#:
#: Bytes of the longest message: room that is always enough for rt_ffi_channel_receive.
rt_ffi_channel_message_bytes = _calling.bind(
    _library.library,
    "rt_ffi_channel_message_bytes",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_channel),
    ctypes.POINTER(ctypes.c_uint32),
)
#: rt_ffi_error rt_ffi_channel_send(rt_ffi_channel *, const uint8_t *, size_t)
#:
#: Sends a message. Never blocks. In a queue RT_FFI_ERROR_FULL when nobody took the
#: oldest yet. RT_FFI_ERROR_BUSY when all seats are taken, or when others were faster at
#: each of many attempts.
#:
#: - message: its bytes; none are a message too
rt_ffi_channel_send = _calling.bind(
    _library.library,
    "rt_ffi_channel_send",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_channel),
    ctypes.POINTER(ctypes.c_uint8),
    ctypes.c_size_t,
)
#: rt_ffi_error rt_ffi_channel_receive(rt_ffi_channel *, uint8_t *, size_t, size_t *)
#:
#: Copies the next message out, whole. RT_FFI_ERROR_EMPTY when there is none; `message`
#: may have been written to even then. RT_FFI_ERROR_INVALID_ARGUMENT when there is too
#: little room: the message stays.
#:
#: - capacity: room in `message`
#: - bytes: bytes of the message
rt_ffi_channel_receive = _calling.bind(
    _library.library,
    "rt_ffi_channel_receive",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_channel),
    ctypes.POINTER(ctypes.c_uint8),
    ctypes.c_size_t,
    ctypes.POINTER(ctypes.c_size_t),
)
#: rt_ffi_error rt_ffi_channel_wait(rt_ffi_channel *, int32_t)
#:
#: Waits until a message can be received: spins briefly, then sleeps. RT_FFI_ERROR_STALE
#: when there is none and all senders or the channel's creator died, also with
#: RT_FFI_WAIT_FOREVER.
#:
#: - timeout_ms: RT_FFI_WAIT_FOREVER, RT_FFI_NO_WAIT or milliseconds
rt_ffi_channel_wait = _calling.bind(
    _library.library,
    "rt_ffi_channel_wait",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_channel),
    ctypes.c_int32,
)
#: rt_ffi_error rt_ffi_channel_wait_space(rt_ffi_channel *, int32_t)
#:
#: Waits until rt_ffi_channel_send finds room, which in a broadcast is always.
#: RT_FFI_ERROR_STALE when all readers or the channel's creator died, also with
#: RT_FFI_WAIT_FOREVER.
#:
#: - timeout_ms: RT_FFI_WAIT_FOREVER, RT_FFI_NO_WAIT or milliseconds
rt_ffi_channel_wait_space = _calling.bind(
    _library.library,
    "rt_ffi_channel_wait_space",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_channel),
    ctypes.c_int32,
)
#: rt_ffi_error rt_ffi_channel_descriptor(rt_ffi_channel *, int32_t *)
#:
#: As rt_ffi_ring_descriptor, for rt_ffi_channel_wait.
rt_ffi_channel_descriptor = _calling.bind(
    _library.library,
    "rt_ffi_channel_descriptor",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_channel),
    ctypes.POINTER(ctypes.c_int32),
)
#: rt_ffi_error rt_ffi_channel_space_descriptor(rt_ffi_channel *, int32_t *)
#:
#: As rt_ffi_ring_descriptor, for rt_ffi_channel_wait_space.
rt_ffi_channel_space_descriptor = _calling.bind(
    _library.library,
    "rt_ffi_channel_space_descriptor",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_channel),
    ctypes.POINTER(ctypes.c_int32),
)
#: rt_ffi_error rt_ffi_channel_get_counters(const rt_ffi_channel *,
#: rt_ffi_channel_counters *)
#:
#: Counters of this handle and of the channel.
rt_ffi_channel_get_counters = _calling.bind(
    _library.library,
    "rt_ffi_channel_get_counters",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_channel),
    ctypes.POINTER(rt_ffi_channel_counters),
)
#: rt_ffi_error rt_ffi_server_create(const char *, const char *, uint32_t, uint32_t,
#: rt_ffi_server **)
#:
#: Creates the server `name`, or replaces one whose process died. RT_FFI_ERROR_EXISTS
#: while it lives.
#:
#: - content: as for rt_ffi_channel_create
#: - slots: requests that may wait to be received: a power of two, 2 to 65536
#: - message_bytes: bytes of the longest request or answer, 1 to RT_FFI_CALL_MAX_MESSAGE
rt_ffi_server_create = _calling.bind(
    _library.library,
    "rt_ffi_server_create",
    rt_ffi_error,
    ctypes.c_char_p,
    ctypes.c_char_p,
    ctypes.c_uint32,
    ctypes.c_uint32,
    ctypes.POINTER(ctypes.POINTER(rt_ffi_server)),
)
#: void rt_ffi_server_close(rt_ffi_server *)
#:
#: Ends the server. Clients that wait get RT_FFI_ERROR_CLOSED, at once.
rt_ffi_server_close = _calling.bind(
    _library.library,
    "rt_ffi_server_close",
    None,
    ctypes.POINTER(rt_ffi_server),
)
#: rt_ffi_error rt_ffi_server_receive(rt_ffi_server *, uint8_t *, size_t, size_t *,
#: uint64_t *)
#:
#: Copies the next request out, whole. Those whose deadline has passed are dropped.
#: RT_FFI_ERROR_EMPTY when there is none; RT_FFI_ERROR_INVALID_ARGUMENT when there is
#: too little room: the request stays; RT_FFI_ERROR_BUSY when 4096 calls wait for an
#: answer already.
#:
#: - capacity: room in `request`
#: - bytes: bytes of the request
#: - call: names this call to rt_ffi_server_reply, in any order
rt_ffi_server_receive = _calling.bind(
    _library.library,
    "rt_ffi_server_receive",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_server),
    ctypes.POINTER(ctypes.c_uint8),
    ctypes.c_size_t,
    ctypes.POINTER(ctypes.c_size_t),
    ctypes.POINTER(ctypes.c_uint64),
)
#: rt_ffi_error rt_ffi_server_wait(rt_ffi_server *, int32_t)
#:
#: Waits until a request can be received, also when all clients so far have died.
#:
#: - timeout_ms: RT_FFI_WAIT_FOREVER, RT_FFI_NO_WAIT or milliseconds
rt_ffi_server_wait = _calling.bind(
    _library.library,
    "rt_ffi_server_wait",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_server),
    ctypes.c_int32,
)
#: rt_ffi_error rt_ffi_server_descriptor(rt_ffi_server *, int32_t *)
#:
#: As rt_ffi_ring_descriptor, for rt_ffi_server_wait.
rt_ffi_server_descriptor = _calling.bind(
    _library.library,
    "rt_ffi_server_descriptor",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_server),
    ctypes.POINTER(ctypes.c_int32),
)
#: rt_ffi_error rt_ffi_server_reply(rt_ffi_server *, uint64_t, const uint8_t *, size_t)
#:
#: Answers a call, and ends it. Nothing is sent, and the call has ended, with
#: RT_FFI_ERROR_TIMEOUT (its client no longer waits), RT_FFI_ERROR_STALE (its client is
#: gone) and RT_FFI_ERROR_FULL (its client takes no answers).
rt_ffi_server_reply = _calling.bind(
    _library.library,
    "rt_ffi_server_reply",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_server),
    ctypes.c_uint64,
    ctypes.POINTER(ctypes.c_uint8),
    ctypes.c_size_t,
)
#: rt_ffi_error rt_ffi_client_open(const char *, const char *, rt_ffi_client **)
#:
#: Opens a way to the server `name`. Errors as for rt_ffi_channel_open.
rt_ffi_client_open = _calling.bind(
    _library.library,
    "rt_ffi_client_open",
    rt_ffi_error,
    ctypes.c_char_p,
    ctypes.c_char_p,
    ctypes.POINTER(ctypes.POINTER(rt_ffi_client)),
)
#: void rt_ffi_client_close(rt_ffi_client *)
#:
#: Ends the handle; answers that come later are dropped.
rt_ffi_client_close = _calling.bind(
    _library.library,
    "rt_ffi_client_close",
    None,
    ctypes.POINTER(rt_ffi_client),
)
#: rt_ffi_error rt_ffi_client_call(rt_ffi_client *, const uint8_t *, size_t, int32_t,
#: uint8_t *, size_t, size_t *)
#:
#: Sends a request and waits for its answer: RT_FFI_ERROR_TIMEOUT when that does not
#: come in time, and it is dropped if it comes later. RT_FFI_ERROR_CLOSED or
#: RT_FFI_ERROR_STALE when the server closed or died meanwhile; it may have acted.
#: RT_FFI_ERROR_BUSY while calls of rt_ffi_client_send are under way.
#: RT_FFI_ERROR_INVALID_ARGUMENT when there is too little room: the answer is lost.
#:
#: - timeout_ms: RT_FFI_WAIT_FOREVER or milliseconds; the server is told, too
#: - capacity: room in `answer`
#: - received: bytes of the answer
rt_ffi_client_call = _calling.bind(
    _library.library,
    "rt_ffi_client_call",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_client),
    ctypes.POINTER(ctypes.c_uint8),
    ctypes.c_size_t,
    ctypes.c_int32,
    ctypes.POINTER(ctypes.c_uint8),
    ctypes.c_size_t,
    ctypes.POINTER(ctypes.c_size_t),
)
#: rt_ffi_error rt_ffi_client_send(rt_ffi_client *, const uint8_t *, size_t, int32_t,
#: uint64_t *)
#:
#: Sends a request and waits for nothing. RT_FFI_ERROR_FULL when the server is behind,
#: RT_FFI_ERROR_BUSY with RT_FFI_CALLS under way.
#:
#: - timeout_ms: for how long its answer is wanted: it is dropped if it comes later
#: - call: names this call to rt_ffi_client_receive
rt_ffi_client_send = _calling.bind(
    _library.library,
    "rt_ffi_client_send",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_client),
    ctypes.POINTER(ctypes.c_uint8),
    ctypes.c_size_t,
    ctypes.c_int32,
    ctypes.POINTER(ctypes.c_uint64),
)
#: rt_ffi_error rt_ffi_client_receive(rt_ffi_client *, uint8_t *, size_t, size_t *,
#: uint64_t *)
#:
#: Copies the next answer out, to any call that is under way. RT_FFI_ERROR_EMPTY when
#: there is none; RT_FFI_ERROR_INVALID_ARGUMENT when there is too little room: the
#: answer stays.
#:
#: - capacity: room in `answer`
#: - bytes: bytes of the answer
#: - call: which call it answers
rt_ffi_client_receive = _calling.bind(
    _library.library,
    "rt_ffi_client_receive",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_client),
    ctypes.POINTER(ctypes.c_uint8),
    ctypes.c_size_t,
    ctypes.POINTER(ctypes.c_size_t),
    ctypes.POINTER(ctypes.c_uint64),
)
#: rt_ffi_error rt_ffi_client_wait(rt_ffi_client *, int32_t)
#:
#: Waits until an answer can be received; it may turn out to be one that came too late.
#: RT_FFI_ERROR_CLOSED or RT_FFI_ERROR_STALE when the server closed or died, also with
#: RT_FFI_WAIT_FOREVER.
#:
#: - timeout_ms: RT_FFI_WAIT_FOREVER, RT_FFI_NO_WAIT or milliseconds
rt_ffi_client_wait = _calling.bind(
    _library.library,
    "rt_ffi_client_wait",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_client),
    ctypes.c_int32,
)
#: rt_ffi_error rt_ffi_client_descriptor(rt_ffi_client *, int32_t *)
#:
#: As rt_ffi_ring_descriptor, for rt_ffi_client_wait.
rt_ffi_client_descriptor = _calling.bind(
    _library.library,
    "rt_ffi_client_descriptor",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_client),
    ctypes.POINTER(ctypes.c_int32),
)
#: rt_ffi_error rt_ffi_registry_open(const char *, rt_ffi_registry **)
#:
#: Opens the registry `name`, creating it when there is none. Exactly one opener
#: initialises it.
rt_ffi_registry_open = _calling.bind(
    _library.library,
    "rt_ffi_registry_open",
    rt_ffi_error,
    ctypes.c_char_p,
    ctypes.POINTER(ctypes.POINTER(rt_ffi_registry)),
)
#: void rt_ffi_registry_close(rt_ffi_registry *)
#:
#: Ends the handle. Entries stay until they are unregistered or their process dies.
rt_ffi_registry_close = _calling.bind(
    _library.library,
    "rt_ffi_registry_close",
    None,
    ctypes.POINTER(rt_ffi_registry),
)
#: rt_ffi_error rt_ffi_registry_remove(const char *)
#:
#: Removes the registry `name` from the system. Open handles go on working on their own.
rt_ffi_registry_remove = _calling.bind(
    _library.library,
    "rt_ffi_registry_remove",
    rt_ffi_error,
    ctypes.c_char_p,
)
#: rt_ffi_error rt_ffi_registry_register(rt_ffi_registry *, const char *, const char *,
#: const char *, rt_ffi_service_flags, int32_t, uint64_t *)
#:
#: Enters a service. A dead owner's entry of the same name is replaced;
#: RT_FFI_ERROR_EXISTS while it lives.
#:
#: - control: name of its control segment, "" for none
#: - reply: name of its reply ring, "" for none
#: - pid: the process that lives behind it; 0 for the caller
#: - id: names this registration for ever
rt_ffi_registry_register = _calling.bind(
    _library.library,
    "rt_ffi_registry_register",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_registry),
    ctypes.c_char_p,
    ctypes.c_char_p,
    ctypes.c_char_p,
    rt_ffi_service_flags,
    ctypes.c_int32,
    ctypes.POINTER(ctypes.c_uint64),
)
#: rt_ffi_error rt_ffi_registry_unregister(rt_ffi_registry *, uint64_t)
#:
#: Takes an entry out. RT_FFI_ERROR_STALE when `id` has ended already.
rt_ffi_registry_unregister = _calling.bind(
    _library.library,
    "rt_ffi_registry_unregister",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_registry),
    ctypes.c_uint64,
)
#: rt_ffi_error rt_ffi_registry_set_flags(rt_ffi_registry *, uint64_t,
#: rt_ffi_service_flags)
#:
#: Changes what a registered service does, as when a standby takes over.
rt_ffi_registry_set_flags = _calling.bind(
    _library.library,
    "rt_ffi_registry_set_flags",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_registry),
    ctypes.c_uint64,
    rt_ffi_service_flags,
)
#: rt_ffi_error rt_ffi_registry_find(const rt_ffi_registry *, const char *,
#: rt_ffi_service_info *)
#:
#: Looks a live service up by its name. Asks the system whether its process still runs.
rt_ffi_registry_find = _calling.bind(
    _library.library,
    "rt_ffi_registry_find",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_registry),
    ctypes.c_char_p,
    ctypes.POINTER(rt_ffi_service_info),
)
#: rt_ffi_error rt_ffi_registry_lookup(const rt_ffi_registry *, const char *,
#: rt_ffi_service_info *)
#:
#: Looks a service up by its name without asking whether its process still runs: takes
#: no lock, makes no system call, and may find one that has just died.
rt_ffi_registry_lookup = _calling.bind(
    _library.library,
    "rt_ffi_registry_lookup",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_registry),
    ctypes.c_char_p,
    ctypes.POINTER(rt_ffi_service_info),
)
#: rt_ffi_error rt_ffi_registry_list(const rt_ffi_registry *, const char *,
#: rt_ffi_service_info *, size_t, size_t *)
#:
#: Live services whose name starts with `prefix`, in order of name; the first `capacity`
#: of them.
#:
#: - prefix: "" for all
#: - capacity: room in `services`
#: - count: entries written
rt_ffi_registry_list = _calling.bind(
    _library.library,
    "rt_ffi_registry_list",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_registry),
    ctypes.c_char_p,
    ctypes.POINTER(rt_ffi_service_info),
    ctypes.c_size_t,
    ctypes.POINTER(ctypes.c_size_t),
)
#: rt_ffi_error rt_ffi_registry_watch(const rt_ffi_registry *, uint64_t, int32_t,
#: uint64_t *)
#:
#: Waits until the registry differs from `seen`: a service was entered, changed, taken
#: out or collected. A death is no change by itself; RT_FFI_ERROR_STALE when every
#: service entered has died.
#:
#: - seen: generation seen last; 0 at first
#: - generation: the generation now
rt_ffi_registry_watch = _calling.bind(
    _library.library,
    "rt_ffi_registry_watch",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_registry),
    ctypes.c_uint64,
    ctypes.c_int32,
    ctypes.POINTER(ctypes.c_uint64),
)
#: rt_ffi_error rt_ffi_registry_descriptor(const rt_ffi_registry *, int32_t *)
#:
#: As rt_ffi_ring_descriptor, for rt_ffi_registry_watch: it becomes readable when the
#: registry differs from the generation that the wait which armed it had seen.
rt_ffi_registry_descriptor = _calling.bind(
    _library.library,
    "rt_ffi_registry_descriptor",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_registry),
    ctypes.POINTER(ctypes.c_int32),
)
#: rt_ffi_error rt_ffi_registry_collect(rt_ffi_registry *, uint32_t *)
#:
#: Removes the entries of dead processes.
#:
#: - collected: how many
rt_ffi_registry_collect = _calling.bind(
    _library.library,
    "rt_ffi_registry_collect",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_registry),
    ctypes.POINTER(ctypes.c_uint32),
)
#: rt_ffi_error rt_ffi_registry_heartbeat(rt_ffi_registry *, uint64_t)
#:
#: Says that the service behind `id` is alive, now.
rt_ffi_registry_heartbeat = _calling.bind(
    _library.library,
    "rt_ffi_registry_heartbeat",
    rt_ffi_error,
    ctypes.POINTER(rt_ffi_registry),
    ctypes.c_uint64,
)
#: rt_ffi_error rt_ffi_rt_set_priority(uint64_t, rt_ffi_rt_level, rt_ffi_rt_grant *)
#:
#: Asks for real-time scheduling of the calling thread.
#:
#: - period_ns: time between its wake-ups
#: - want: highest level to ask for; one that only another system has means this one's
#:   best
#: - grant: what was obtained; getting less than asked is no error
rt_ffi_rt_set_priority = _calling.bind(
    _library.library,
    "rt_ffi_rt_set_priority",
    rt_ffi_error,
    ctypes.c_uint64,
    rt_ffi_rt_level,
    ctypes.POINTER(rt_ffi_rt_grant),
)
#: rt_ffi_error rt_ffi_rt_reset_priority(void)
#:
#: Gives the calling thread back to ordinary scheduling.
rt_ffi_rt_reset_priority = _calling.bind(
    _library.library,
    "rt_ffi_rt_reset_priority",
    rt_ffi_error,
)
#: uint64_t rt_ffi_rt_audio_period_ns(uint32_t, uint32_t)
#:
#: Nanoseconds from one block to the next.
#:
#: Returns 0 when either argument is 0
rt_ffi_rt_audio_period_ns = _calling.bind(
    _library.library,
    "rt_ffi_rt_audio_period_ns",
    ctypes.c_uint64,
    ctypes.c_uint32,
    ctypes.c_uint32,
)
#: rt_ffi_error rt_ffi_rt_lock_memory(size_t)
#:
#: Locks all present and future memory of the process and touches the stack.
rt_ffi_rt_lock_memory = _calling.bind(
    _library.library,
    "rt_ffi_rt_lock_memory",
    rt_ffi_error,
    ctypes.c_size_t,
)
#: rt_ffi_error rt_ffi_rt_sleep_until(uint64_t)
#:
#: Sleeps until a time of the contract's clock.
rt_ffi_rt_sleep_until = _calling.bind(
    _library.library,
    "rt_ffi_rt_sleep_until",
    rt_ffi_error,
    ctypes.c_uint64,
)
#: uint64_t rt_ffi_rt_now_ns(void)
#:
#: The contract's clock, now.
rt_ffi_rt_now_ns = _calling.bind(_library.library, "rt_ffi_rt_now_ns", ctypes.c_uint64)
#: int32_t rt_ffi_pid(void)
#:
#: Process id of the caller.
rt_ffi_pid = _calling.bind(_library.library, "rt_ffi_pid", ctypes.c_int32)
