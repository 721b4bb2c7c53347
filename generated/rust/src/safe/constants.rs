//! Constants.

use crate::raw;
use std::ffi::CStr;

/// Version of this contract, major \* 1000 + minor. A library serves every client of the same major.
pub const ABI_VERSION: u32 = raw::RT_FFI_ABI_VERSION;

/// Most frames in one block.
pub const MAX_FRAMES: u32 = raw::RT_FFI_MAX_FRAMES;

/// Most channels in one block.
pub const MAX_CHANNELS: u32 = raw::RT_FFI_MAX_CHANNELS;

/// Samples in one block: frames times channels, interleaved.
pub const MAX_SAMPLES: u32 = raw::RT_FFI_MAX_SAMPLES;

/// Bytes of a name with its terminating NUL.
pub const NAME_MAX: u32 = raw::RT_FFI_NAME_MAX;

/// Entries in the registry.
pub const REGISTRY_CAPACITY: u32 = raw::RT_FFI_REGISTRY_CAPACITY;

/// Fewest slots in a ring. Must be a power of two.
pub const RING_MIN_SLOTS: u32 = raw::RT_FFI_RING_MIN_SLOTS;

/// Most slots in a ring.
pub const RING_MAX_SLOTS: u32 = raw::RT_FFI_RING_MAX_SLOTS;

/// Sample rate of a new shared state, in Hz.
pub const DEFAULT_SAMPLE_RATE: u32 = raw::RT_FFI_DEFAULT_SAMPLE_RATE;

/// Frames per buffer of a new shared state.
pub const DEFAULT_FRAMES: u32 = raw::RT_FFI_DEFAULT_FRAMES;

/// Gain of a new shared state: unity, linear.
pub const DEFAULT_GAIN: f32 = raw::RT_FFI_DEFAULT_GAIN;

/// Descriptors that may wait for blocks, messages or space of one ring or channel at once.
pub const DESCRIPTORS: u32 = raw::RT_FFI_DESCRIPTORS;

/// A timeout that never runs out.
pub const WAIT_FOREVER: i32 = raw::RT_FFI_WAIT_FOREVER;

/// Return at once instead of waiting.
pub const NO_WAIT: i32 = raw::RT_FFI_NO_WAIT;

/// Nanoseconds in a second.
pub const NSEC_PER_SEC: u64 = raw::RT_FFI_NSEC_PER_SEC;

/// Name of this contract.
pub const CONTRACT_NAME: &CStr = raw::RT_FFI_CONTRACT_NAME;

/// Handles that may send at once, and in a queue receive.
pub const CHANNEL_SEATS: u32 = raw::RT_FFI_CHANNEL_SEATS;

/// Bytes of the longest message that a channel can be made for.
pub const CHANNEL_MAX_MESSAGE: u32 = raw::RT_FFI_CHANNEL_MAX_MESSAGE;

/// Bytes of the text that says what messages are, with its terminating NUL.
pub const CHANNEL_CONTENT_MAX: u32 = raw::RT_FFI_CHANNEL_CONTENT_MAX;

/// Bytes of the longest request or answer that a server can be made for.
pub const CALL_MAX_MESSAGE: u32 = raw::RT_FFI_CALL_MAX_MESSAGE;

/// Bytes of the text that says what requests and answers are, with its terminating NUL.
pub const CALL_CONTENT_MAX: u32 = raw::RT_FFI_CALL_CONTENT_MAX;

/// Calls of one client that may be under way at once.
pub const CALLS: u32 = raw::RT_FFI_CALLS;
