//! Constants: macros that are values.

use super::*;

/// Version of this contract, major \* 1000 + minor. A library serves every client of the same major.
pub const RT_FFI_ABI_VERSION: c_uint = 1000;

/// Most frames in one block.
pub const RT_FFI_MAX_FRAMES: c_uint = 1024;

/// Most channels in one block.
pub const RT_FFI_MAX_CHANNELS: c_uint = 2;

/// Samples in one block: frames times channels, interleaved.
pub const RT_FFI_MAX_SAMPLES: c_uint = 2048;

/// Bytes of a name with its terminating NUL.
pub const RT_FFI_NAME_MAX: c_uint = 64;

/// Entries in the registry.
pub const RT_FFI_REGISTRY_CAPACITY: c_uint = 4096;

/// Fewest slots in a ring. Must be a power of two.
pub const RT_FFI_RING_MIN_SLOTS: c_uint = 2;

/// Most slots in a ring.
pub const RT_FFI_RING_MAX_SLOTS: c_uint = 65536;

/// Sample rate of a new shared state, in Hz.
pub const RT_FFI_DEFAULT_SAMPLE_RATE: c_uint = 48000;

/// Frames per buffer of a new shared state.
pub const RT_FFI_DEFAULT_FRAMES: c_uint = 64;

/// Gain of a new shared state: unity, linear.
pub const RT_FFI_DEFAULT_GAIN: f32 = 1.0;

/// Descriptors that may wait for blocks, messages or space of one ring or channel at once.
pub const RT_FFI_DESCRIPTORS: c_uint = 64;

/// A timeout that never runs out.
pub const RT_FFI_WAIT_FOREVER: c_int = -1;

/// Return at once instead of waiting.
pub const RT_FFI_NO_WAIT: c_int = 0;

/// Nanoseconds in a second.
pub const RT_FFI_NSEC_PER_SEC: c_ulonglong = 1_000_000_000;

/// Name of this contract.
pub const RT_FFI_CONTRACT_NAME: &CStr = c"rt_audio_ffi";

/// Handles that may send at once, and in a queue receive.
pub const RT_FFI_CHANNEL_SEATS: c_uint = 64;

/// Bytes of the longest message that a channel can be made for.
pub const RT_FFI_CHANNEL_MAX_MESSAGE: c_uint = 1_048_576;

/// Bytes of the text that says what messages are, with its terminating NUL.
pub const RT_FFI_CHANNEL_CONTENT_MAX: c_uint = 128;

/// Bytes of the longest request or answer that a server can be made for.
pub const RT_FFI_CALL_MAX_MESSAGE: c_uint = 1_048_544;

/// Bytes of the text that says what requests and answers are, with its terminating NUL.
pub const RT_FFI_CALL_CONTENT_MAX: c_uint = 120;

/// Calls of one client that may be under way at once.
pub const RT_FFI_CALLS: c_uint = 16;
