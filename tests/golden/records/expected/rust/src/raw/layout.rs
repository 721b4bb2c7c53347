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
    rec_event, size 32, align 16;
    id: 0,
    rate: 8,
    reserved0: 12,
    samples: 16
}

assert_layout! {
    rec_packed, size 7, align 1;
    kind: 0,
    value: 1,
    tail: 5
}

#[cfg(any(not(target_arch = "x86"), target_os = "windows"))]
assert_layout! {
    rec_bits, size 16, align 8;
    _bits0: 0
}

#[cfg(all(target_arch = "x86", target_os = "linux"))]
assert_layout! {
    rec_bits, size 12, align 4;
    _bits0: 0
}

assert_layout! {
    rec_number_anonymous1, size 4, align 2;
    low: 0,
    high: 2
}

assert_layout! {
    rec_number, size 4, align 4;
}

assert_layout! {
    rec_list, size 8, align 4;
    count: 0,
    r#type: 4,
    items: 8
}

#[cfg(target_pointer_width = "64")]
assert_layout! {
    rec_native, size 24, align 8;
    ticks: 0,
    name: 8,
    at: 16
}

#[cfg(all(target_arch = "x86", target_os = "linux"))]
assert_layout! {
    rec_native, size 16, align 4;
    ticks: 0,
    name: 4,
    at: 8
}

#[cfg(not(any(
    target_pointer_width = "64",
    all(target_arch = "x86", target_os = "linux")
)))]
assert_layout! {
    rec_native, size 16, align 8;
    ticks: 0,
    name: 4,
    at: 8
}
