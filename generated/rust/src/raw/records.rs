//! Structs and unions, laid out as C lays them out.

use super::*;
use core::fmt;
use core::marker::{PhantomData, PhantomPinned};
use core::mem::{ManuallyDrop, MaybeUninit};
use core::sync::atomic::*;

/// `Default` for records: all bytes zero, as C initialises an object with static storage.
macro_rules! zero_by_default {
    ($record:ident) => {
        impl Default for $record {
            #[inline]
            fn default() -> Self {
                // SAFETY: every field is valid when all of its bytes are zero: numbers, raw pointers,
                // optional function pointers, arrays and records of these.
                unsafe { core::mem::zeroed() }
            }
        }
    };
}

/// State that a host and a service share: format, gain, pan, counters, heartbeat.
#[repr(C)]
pub struct rt_ffi_state {
    _opaque: [u8; 0],
    _pinned: PhantomData<(*mut u8, PhantomPinned)>,
}

impl fmt::Debug for rt_ffi_state {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("rt_ffi_state")
    }
}

/// A ring of audio blocks in shared memory. One handle writes at a time, any number reads, each with
/// its own cursor. The first write makes a handle the writer until it is closed or its process dies;
/// others get [`RT_FFI_ERROR_BUSY`] until then, and the next that writes takes over. The same holds for
/// the one reader of a lossless ring.
#[repr(C)]
pub struct rt_ffi_ring {
    _opaque: [u8; 0],
    _pinned: PhantomData<(*mut u8, PhantomPinned)>,
}

impl fmt::Debug for rt_ffi_ring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("rt_ffi_ring")
    }
}

/// Messages of up to a fixed size from any number of processes to any number. A handle may send and
/// receive; `RT_FFI_CHANNEL_SEATS` handles may send at once. A process that dies or is stopped in the
/// middle of anything makes nobody wait: the message in its hands comes later or not at all, and the
/// others' go by. Messages of one sender come in the order in which they were sent.
#[repr(C)]
pub struct rt_ffi_channel {
    _opaque: [u8; 0],
    _pinned: PhantomData<(*mut u8, PhantomPinned)>,
}

impl fmt::Debug for rt_ffi_channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("rt_ffi_channel")
    }
}

/// Answers requests. Its name is that of a channel, which clients find it by.
#[repr(C)]
pub struct rt_ffi_server {
    _opaque: [u8; 0],
    _pinned: PhantomData<(*mut u8, PhantomPinned)>,
}

impl fmt::Debug for rt_ffi_server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("rt_ffi_server")
    }
}

/// Sends requests to one server, and gets its answers: its own and no other client's.
#[repr(C)]
pub struct rt_ffi_client {
    _opaque: [u8; 0],
    _pinned: PhantomData<(*mut u8, PhantomPinned)>,
}

impl fmt::Debug for rt_ffi_client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("rt_ffi_client")
    }
}

/// The table of running services.
#[repr(C)]
pub struct rt_ffi_registry {
    _opaque: [u8; 0],
    _pinned: PhantomData<(*mut u8, PhantomPinned)>,
}

impl fmt::Debug for rt_ffi_registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("rt_ffi_registry")
    }
}

/// One block of interleaved audio. Lives in shared memory.
#[repr(C, align(16))]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct rt_ffi_audio_block {
    /// Position in the stream, counted from 0 by the producer.
    pub sequence: u64,
    /// Frames a second.
    ///
    /// Unit: Hz
    pub sample_rate: u32,
    /// Channels in use, at most `RT_FFI_MAX_CHANNELS`.
    ///
    /// Range: 1 to 2
    pub channels: u32,
    /// Frames in use, at most `RT_FFI_MAX_FRAMES`.
    ///
    /// Range: 0 to 1024
    pub frames: u32,
    /// Zero.
    #[doc(hidden)]
    pub reserved0: u32,
    /// When its first frame is to be heard.
    ///
    /// Unit: ns
    pub timestamp_ns: u64,
    /// Frame after frame, `channels` samples each; 1.0 is full scale.
    pub samples: [f32; 2048],
}

zero_by_default!(rt_ffi_audio_block);

/// Format of a stream.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct rt_ffi_stream_format {
    /// Frames a second.
    ///
    /// Unit: Hz
    pub sample_rate: u32,
    /// Channels in a frame.
    pub channels: u32,
    /// Frames in each block.
    pub frames_per_buffer: u32,
    /// Zero.
    #[doc(hidden)]
    pub reserved0: u32,
}

zero_by_default!(rt_ffi_stream_format);

/// Counters of a stream since the state was created.
#[cfg(any(not(target_arch = "x86"), target_os = "windows"))]
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct rt_ffi_stream_counters {
    /// Blocks the service wrote.
    pub blocks_produced: u64,
    /// Blocks the host took.
    pub blocks_consumed: u64,
    /// Periods in which the host found nothing.
    pub underruns: u64,
    /// Blocks lost because the host was late.
    pub overruns: u64,
}

#[cfg(any(not(target_arch = "x86"), target_os = "windows"))]
zero_by_default!(rt_ffi_stream_counters);

/// Counters of a stream since the state was created.
#[cfg(all(target_arch = "x86", target_os = "linux"))]
#[repr(C, align(8))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct rt_ffi_stream_counters {
    /// Blocks the service wrote.
    pub blocks_produced: u64,
    /// Blocks the host took.
    pub blocks_consumed: u64,
    /// Periods in which the host found nothing.
    pub underruns: u64,
    /// Blocks lost because the host was late.
    pub overruns: u64,
}

#[cfg(all(target_arch = "x86", target_os = "linux"))]
zero_by_default!(rt_ffi_stream_counters);

/// What happened on a ring, as one handle and the ring's writer saw it.
#[cfg(any(not(target_arch = "x86"), target_os = "windows"))]
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct rt_ffi_ring_counters {
    /// Blocks committed by all writers.
    pub written: u64,
    /// Blocks this handle got.
    pub read: u64,
    /// Blocks this handle lost to overwriting: exact. Together with `read`
    /// it is how far the handle has come since it was opened.
    pub overruns: u64,
    /// Reads of this handle that found nothing.
    pub underruns: u64,
    /// Blocks that a dying writer left unfinished.
    pub abandoned: u64,
}

#[cfg(any(not(target_arch = "x86"), target_os = "windows"))]
zero_by_default!(rt_ffi_ring_counters);

/// What happened on a ring, as one handle and the ring's writer saw it.
#[cfg(all(target_arch = "x86", target_os = "linux"))]
#[repr(C, align(8))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct rt_ffi_ring_counters {
    /// Blocks committed by all writers.
    pub written: u64,
    /// Blocks this handle got.
    pub read: u64,
    /// Blocks this handle lost to overwriting: exact. Together with `read`
    /// it is how far the handle has come since it was opened.
    pub overruns: u64,
    /// Reads of this handle that found nothing.
    pub underruns: u64,
    /// Blocks that a dying writer left unfinished.
    pub abandoned: u64,
}

#[cfg(all(target_arch = "x86", target_os = "linux"))]
zero_by_default!(rt_ffi_ring_counters);

/// What happened on a channel, as one handle saw it.
#[cfg(any(not(target_arch = "x86"), target_os = "windows"))]
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct rt_ffi_channel_counters {
    /// Messages this handle sent.
    pub sent: u64,
    /// Messages this handle got.
    pub received: u64,
    /// Messages this handle lost to overwriting; places among them that a
    /// dying or stopped sender left empty count too.
    pub lost: u64,
    /// Messages that dying senders left unfinished, of all handles.
    pub abandoned: u64,
    /// Times that a sender's place was passed by because it was stopped, of
    /// all handles. Its message was sent again.
    pub passed: u64,
}

#[cfg(any(not(target_arch = "x86"), target_os = "windows"))]
zero_by_default!(rt_ffi_channel_counters);

/// What happened on a channel, as one handle saw it.
#[cfg(all(target_arch = "x86", target_os = "linux"))]
#[repr(C, align(8))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct rt_ffi_channel_counters {
    /// Messages this handle sent.
    pub sent: u64,
    /// Messages this handle got.
    pub received: u64,
    /// Messages this handle lost to overwriting; places among them that a
    /// dying or stopped sender left empty count too.
    pub lost: u64,
    /// Messages that dying senders left unfinished, of all handles.
    pub abandoned: u64,
    /// Times that a sender's place was passed by because it was stopped, of
    /// all handles. Its message was sent again.
    pub passed: u64,
}

#[cfg(all(target_arch = "x86", target_os = "linux"))]
zero_by_default!(rt_ffi_channel_counters);

/// A registered service.
#[cfg(any(not(target_arch = "x86"), target_os = "windows"))]
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct rt_ffi_service_info {
    /// Name, NUL-terminated.
    pub name: [c_char; 64],
    /// Name of its control segment, NUL-terminated.
    pub control: [c_char; 64],
    /// Name of its reply ring, NUL-terminated.
    pub reply: [c_char; 64],
    /// Never used again for another registration.
    pub id: u64,
    /// Start time of the process; with pid, who it is.
    pub start_time: u64,
    /// Time of the last heartbeat.
    ///
    /// Unit: ns
    pub heartbeat_ns: u64,
    /// Process id.
    pub pid: i32,
    /// Bits of [`rt_ffi_service_flags`].
    pub flags: u32,
}

#[cfg(any(not(target_arch = "x86"), target_os = "windows"))]
zero_by_default!(rt_ffi_service_info);

/// A registered service.
#[cfg(all(target_arch = "x86", target_os = "linux"))]
#[repr(C, align(8))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct rt_ffi_service_info {
    /// Name, NUL-terminated.
    pub name: [c_char; 64],
    /// Name of its control segment, NUL-terminated.
    pub control: [c_char; 64],
    /// Name of its reply ring, NUL-terminated.
    pub reply: [c_char; 64],
    /// Never used again for another registration.
    pub id: u64,
    /// Start time of the process; with pid, who it is.
    pub start_time: u64,
    /// Time of the last heartbeat.
    ///
    /// Unit: ns
    pub heartbeat_ns: u64,
    /// Process id.
    pub pid: i32,
    /// Bits of [`rt_ffi_service_flags`].
    pub flags: u32,
}

#[cfg(all(target_arch = "x86", target_os = "linux"))]
zero_by_default!(rt_ffi_service_info);

/// What was obtained, and why not more.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct rt_ffi_rt_grant {
    /// What was obtained.
    pub level: rt_ffi_rt_level,
    /// Priority within it, 0 where that means nothing.
    pub priority: i32,
    /// 1 when all memory of the process is locked.
    pub memory_locked: u32,
    /// Zero.
    #[doc(hidden)]
    pub reserved0: u32,
    /// Why not more, one line; "" when nothing was refused.
    pub reason: [c_char; 192],
}

zero_by_default!(rt_ffi_rt_grant);
