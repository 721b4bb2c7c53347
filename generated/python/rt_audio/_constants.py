"""Constants."""

from __future__ import annotations

from typing import Final

#: Version of this contract, major * 1000 + minor. A library serves every client of the
#: same major.
ABI_VERSION: Final = 1000
#: Most frames in one block.
MAX_FRAMES: Final = 1024
#: Most channels in one block.
MAX_CHANNELS: Final = 2
#: Samples in one block: frames times channels, interleaved.
MAX_SAMPLES: Final = 2048
#: Bytes of a name with its terminating NUL.
NAME_MAX: Final = 64
#: Entries in the registry.
REGISTRY_CAPACITY: Final = 4096
#: Fewest slots in a ring. Must be a power of two.
RING_MIN_SLOTS: Final = 2
#: Most slots in a ring.
RING_MAX_SLOTS: Final = 65536
#: Sample rate of a new shared state, in Hz.
DEFAULT_SAMPLE_RATE: Final = 48000
#: Frames per buffer of a new shared state.
DEFAULT_FRAMES: Final = 64
#: Gain of a new shared state: unity, linear.
DEFAULT_GAIN: Final = 1.0
#: Descriptors that may wait for blocks, messages or space of one ring or channel at
#: once.
DESCRIPTORS: Final = 64
#: A timeout that never runs out.
WAIT_FOREVER: Final = -1
#: Return at once instead of waiting.
NO_WAIT: Final = 0
#: Nanoseconds in a second.
NSEC_PER_SEC: Final = 1000000000
#: Name of this contract.
CONTRACT_NAME: Final = "rt_audio_ffi"
#: Handles that may send at once, and in a queue receive.
CHANNEL_SEATS: Final = 64
#: Bytes of the longest message that a channel can be made for.
CHANNEL_MAX_MESSAGE: Final = 1048576
#: Bytes of the text that says what messages are, with its terminating NUL.
CHANNEL_CONTENT_MAX: Final = 128
#: Bytes of the longest request or answer that a server can be made for.
CALL_MAX_MESSAGE: Final = 1048544
#: Bytes of the text that says what requests and answers are, with its terminating NUL.
CALL_CONTENT_MAX: Final = 120
#: Calls of one client that may be under way at once.
CALLS: Final = 16
