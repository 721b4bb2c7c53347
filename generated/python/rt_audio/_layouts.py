"""Layouts of rt_audio_ffi.h as a C compiler has them, checked against ctypes on import.

For each record its size and alignment in bytes, then the offset and size of each member in bits.
"""

from __future__ import annotations

from typing import Final

from ._abi import Layout

LAYOUTS: Final[dict[str, Layout]] = {
    "rt_ffi_audio_block": (
        8224,
        16,
        {
            "sequence": (0, 64),
            "sample_rate": (64, 32),
            "channels": (96, 32),
            "frames": (128, 32),
            "reserved0": (160, 32),
            "timestamp_ns": (192, 64),
            "samples": (256, 65536),
        },
    ),
    "rt_ffi_stream_format": (
        16,
        4,
        {
            "sample_rate": (0, 32),
            "channels": (32, 32),
            "frames_per_buffer": (64, 32),
            "reserved0": (96, 32),
        },
    ),
    "rt_ffi_stream_counters": (
        32,
        8,
        {
            "blocks_produced": (0, 64),
            "blocks_consumed": (64, 64),
            "underruns": (128, 64),
            "overruns": (192, 64),
        },
    ),
    "rt_ffi_ring_counters": (
        40,
        8,
        {
            "written": (0, 64),
            "read": (64, 64),
            "overruns": (128, 64),
            "underruns": (192, 64),
            "abandoned": (256, 64),
        },
    ),
    "rt_ffi_channel_counters": (
        40,
        8,
        {
            "sent": (0, 64),
            "received": (64, 64),
            "lost": (128, 64),
            "abandoned": (192, 64),
            "passed": (256, 64),
        },
    ),
    "rt_ffi_service_info": (
        224,
        8,
        {
            "name": (0, 512),
            "control": (512, 512),
            "reply": (1024, 512),
            "id": (1536, 64),
            "start_time": (1600, 64),
            "heartbeat_ns": (1664, 64),
            "pid": (1728, 32),
            "flags": (1760, 32),
        },
    ),
    "rt_ffi_rt_grant": (
        208,
        4,
        {
            "level": (0, 32),
            "priority": (32, 32),
            "memory_locked": (64, 32),
            "reserved0": (96, 32),
            "reason": (128, 1536),
        },
    ),
}
