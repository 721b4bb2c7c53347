//! Every bit-field is where C has it: set to all ones, it changes exactly its own bits.
#![allow(
    clippy::identity_op,
    non_snake_case,
    reason = "names are the header's, and some fields are as wide as their type"
)]

use records::raw::*;

/// Asserts that `change` sets the bits from `first` on and no others, counted as the target counts.
fn check<T>(first: usize, width: usize, change: impl FnOnce(&mut T)) {
    let mut memory = core::mem::MaybeUninit::<T>::zeroed();
    // SAFETY: a record of the raw layer may be all zeros.
    change(unsafe { memory.assume_init_mut() });
    // SAFETY: padding is still zero, since the record never moved.
    let bytes: &[u8] =
        unsafe { core::slice::from_raw_parts(memory.as_ptr().cast(), size_of::<T>()) };
    for bit in 0..bytes.len() * 8 {
        let in_byte = if cfg!(target_endian = "big") {
            7 - bit % 8
        } else {
            bit % 8
        };
        let is_set = (bytes[bit / 8] >> in_byte) & 1 == 1;
        assert_eq!(is_set, (first..first + width).contains(&bit), "bit {bit}");
    }
}

#[cfg(any(not(target_arch = "x86"), target_os = "windows"))]
#[test]
fn rec_bits() {
    check::<rec_bits>(0, 3, |record| {
        let ones = c_uint::MAX >> (c_uint::BITS - 3);
        record.set_mode(ones);
        assert_eq!(record.mode(), ones);
    });
    check::<rec_bits>(3, 5, |record| {
        let ones = -1;
        record.set_level(ones);
        assert_eq!(record.level(), ones);
    });
    check::<rec_bits>(64, 40, |record| {
        let ones = c_ulonglong::MAX >> (c_ulonglong::BITS - 40);
        record.set_wide(ones);
        assert_eq!(record.wide(), ones);
    });
}

#[cfg(all(target_arch = "x86", target_os = "linux"))]
#[test]
fn rec_bits_() {
    check::<rec_bits>(0, 3, |record| {
        let ones = c_uint::MAX >> (c_uint::BITS - 3);
        record.set_mode(ones);
        assert_eq!(record.mode(), ones);
    });
    check::<rec_bits>(3, 5, |record| {
        let ones = -1;
        record.set_level(ones);
        assert_eq!(record.level(), ones);
    });
    check::<rec_bits>(32, 40, |record| {
        let ones = c_ulonglong::MAX >> (c_ulonglong::BITS - 40);
        record.set_wide(ones);
        assert_eq!(record.wide(), ones);
    });
}
