//! Sizes, alignments and offsets in bytes as C has them on each target: a difference does not compile.

use super::*;
use core::mem::{align_of, offset_of, size_of};

macro_rules! assert_layout {
    ($record:ident, size $size:literal, align $align:literal; $($field:ident: $offset:literal),*) => {
        const _: () = {
            assert!(
                size_of::<$record>() == $size,
                concat!("C has another size for ", stringify!($record))
            );
            assert!(
                align_of::<$record>() == $align,
                concat!("C has another alignment for ", stringify!($record))
            );
            $(assert!(
                offset_of!($record, $field) == $offset,
                concat!("C has another offset for ", stringify!($record.$field))
            );)*
        };
    };
}

assert_layout! {
    rt_ffi_audio_block, size 8224, align 16;
    sequence: 0,
    sample_rate: 8,
    channels: 12,
    frames: 16,
    reserved0: 20,
    timestamp_ns: 24,
    samples: 32
}

assert_layout! {
    rt_ffi_stream_format, size 16, align 4;
    sample_rate: 0,
    channels: 4,
    frames_per_buffer: 8,
    reserved0: 12
}

assert_layout! {
    rt_ffi_stream_counters, size 32, align 8;
    blocks_produced: 0,
    blocks_consumed: 8,
    underruns: 16,
    overruns: 24
}

assert_layout! {
    rt_ffi_ring_counters, size 40, align 8;
    written: 0,
    read: 8,
    overruns: 16,
    underruns: 24,
    abandoned: 32
}

assert_layout! {
    rt_ffi_channel_counters, size 40, align 8;
    sent: 0,
    received: 8,
    lost: 16,
    abandoned: 24,
    passed: 32
}

assert_layout! {
    rt_ffi_service_info, size 224, align 8;
    name: 0,
    control: 64,
    reply: 128,
    id: 192,
    start_time: 200,
    heartbeat_ns: 208,
    pid: 216,
    flags: 220
}

assert_layout! {
    rt_ffi_rt_grant, size 208, align 4;
    level: 0,
    priority: 4,
    memory_locked: 8,
    reserved0: 12,
    reason: 16
}
