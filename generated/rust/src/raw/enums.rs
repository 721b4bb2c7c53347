//! Enums. Each is an integer that holds whatever C may pass, known to this version or not.

use super::*;

/// What went wrong. The numbers are stable: none is ever used again for something else.
#[cfg(not(target_env = "msvc"))]
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct rt_ffi_error(pub c_uint);

/// What went wrong. The numbers are stable: none is ever used again for something else.
#[cfg(target_env = "msvc")]
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct rt_ffi_error(pub c_int);

/// Done.
pub const RT_FFI_OK: rt_ffi_error = rt_ffi_error(0);

/// A pointer that must not be NULL was.
pub const RT_FFI_ERROR_NULL_POINTER: rt_ffi_error = rt_ffi_error(1);

/// A value out of its range, or not allowed here.
pub const RT_FFI_ERROR_INVALID_ARGUMENT: rt_ffi_error = rt_ffi_error(2);

/// No such segment, service or entry.
pub const RT_FFI_ERROR_NOT_FOUND: rt_ffi_error = rt_ffi_error(3);

/// The name is taken by a live owner.
pub const RT_FFI_ERROR_EXISTS: rt_ffi_error = rt_ffi_error(4);

/// No free slot, and none may be overwritten.
pub const RT_FFI_ERROR_FULL: rt_ffi_error = rt_ffi_error(5);

/// Nothing to read.
pub const RT_FFI_ERROR_EMPTY: rt_ffi_error = rt_ffi_error(6);

/// The time ran out first.
pub const RT_FFI_ERROR_TIMEOUT: rt_ffi_error = rt_ffi_error(7);

/// The other side closed it for good.
pub const RT_FFI_ERROR_CLOSED: rt_ffi_error = rt_ffi_error(8);

/// The owner died, or the id belongs to an ended life.
pub const RT_FFI_ERROR_STALE: rt_ffi_error = rt_ffi_error(9);

/// Made by another major version of the contract.
pub const RT_FFI_ERROR_VERSION_MISMATCH: rt_ffi_error = rt_ffi_error(10);

/// Made from a contract with another layout.
pub const RT_FFI_ERROR_FINGERPRINT_MISMATCH: rt_ffi_error = rt_ffi_error(11);

/// The system refused access.
pub const RT_FFI_ERROR_PERMISSION: rt_ffi_error = rt_ffi_error(12);

/// Memory or shared memory ran out.
pub const RT_FFI_ERROR_OUT_OF_MEMORY: rt_ffi_error = rt_ffi_error(13);

/// A system call failed; the text names it.
pub const RT_FFI_ERROR_SYSTEM: rt_ffi_error = rt_ffi_error(14);

/// The segment is foreign, short or half built.
pub const RT_FFI_ERROR_CORRUPT: rt_ffi_error = rt_ffi_error(15);

/// Another live process or claim holds it.
pub const RT_FFI_ERROR_BUSY: rt_ffi_error = rt_ffi_error(16);

/// A defect in the library.
pub const RT_FFI_ERROR_INTERNAL: rt_ffi_error = rt_ffi_error(17);

/// This system has no such thing; the text says what it lacks.
pub const RT_FFI_ERROR_UNSUPPORTED: rt_ffi_error = rt_ffi_error(18);

/// What a ring does when a reader is late. Fixed when it is created.
#[cfg(not(target_env = "msvc"))]
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct rt_ffi_ring_mode(pub c_uint);

/// What a ring does when a reader is late. Fixed when it is created.
#[cfg(target_env = "msvc")]
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct rt_ffi_ring_mode(pub c_int);

/// The oldest block goes; readers count what they lost.
pub const RT_FFI_RING_OVERWRITE: rt_ffi_ring_mode = rt_ffi_ring_mode(0);

/// The writer is told [`RT_FFI_ERROR_FULL`]. One reader.
pub const RT_FFI_RING_LOSSLESS: rt_ffi_ring_mode = rt_ffi_ring_mode(1);

/// Who gets a message. Fixed when the channel is created.
#[cfg(not(target_env = "msvc"))]
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct rt_ffi_channel_mode(pub c_uint);

/// Who gets a message. Fixed when the channel is created.
#[cfg(target_env = "msvc")]
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct rt_ffi_channel_mode(pub c_int);

/// Every reader. The oldest goes when it is full; readers count
/// what they lost.
pub const RT_FFI_CHANNEL_BROADCAST: rt_ffi_channel_mode = rt_ffi_channel_mode(0);

/// One reader. Senders are told [`RT_FFI_ERROR_FULL`].
pub const RT_FFI_CHANNEL_QUEUE: rt_ffi_channel_mode = rt_ffi_channel_mode(1);

/// What a service does, bits.
#[cfg(not(target_env = "msvc"))]
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct rt_ffi_service_flags(pub c_uint);

/// What a service does, bits.
#[cfg(target_env = "msvc")]
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct rt_ffi_service_flags(pub c_int);

/// Nothing special.
pub const RT_FFI_SERVICE_NONE: rt_ffi_service_flags = rt_ffi_service_flags(0);

/// Writes audio.
pub const RT_FFI_SERVICE_PRODUCER: rt_ffi_service_flags = rt_ffi_service_flags(1);

/// Reads audio.
pub const RT_FFI_SERVICE_CONSUMER: rt_ffi_service_flags = rt_ffi_service_flags(2);

/// Ready to take over, silent until then.
pub const RT_FFI_SERVICE_STANDBY: rt_ffi_service_flags = rt_ffi_service_flags(4);

/// What the system granted to a thread, weakest first.
#[cfg(not(target_env = "msvc"))]
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct rt_ffi_rt_level(pub c_uint);

/// What the system granted to a thread, weakest first.
#[cfg(target_env = "msvc")]
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct rt_ffi_rt_level(pub c_int);

/// Ordinary scheduling.
pub const RT_FFI_RT_NONE: rt_ffi_rt_level = rt_ffi_rt_level(0);

/// Ordinary scheduling, raised priority.
pub const RT_FFI_RT_NICE: rt_ffi_rt_level = rt_ffi_rt_level(1);

/// `SCHED_RR`, mostly through rtkit.
pub const RT_FFI_RT_ROUND_ROBIN: rt_ffi_rt_level = rt_ffi_rt_level(2);

/// `SCHED_FIFO`.
pub const RT_FFI_RT_FIFO: rt_ffi_rt_level = rt_ffi_rt_level(3);

/// `SCHED_DEADLINE`.
pub const RT_FFI_RT_DEADLINE: rt_ffi_rt_level = rt_ffi_rt_level(4);

/// Mach time constraint (macOS).
pub const RT_FFI_RT_TIME_CONSTRAINT: rt_ffi_rt_level = rt_ffi_rt_level(5);

/// Multimedia class scheduler (Windows).
pub const RT_FFI_RT_MMCSS: rt_ffi_rt_level = rt_ffi_rt_level(6);
