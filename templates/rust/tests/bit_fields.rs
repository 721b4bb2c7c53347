//! Every bit-field is where C has it: set to all ones, it changes exactly its own bits.
#![allow(
    clippy::identity_op,
    non_snake_case,
    reason = "names are the header's, and some fields are as wide as their type"
)]

use {{crate}}::raw::*;

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
{{#records}}

{{cfg}}#[test]
fn {{test}}() {
{{#fields}}
    check::<{{name}}>({{place}}, {{width}}, |record| {
        let ones = {{ones}};
        record.{{setter}}(ones);
        assert_eq!(record.{{getter}}(), ones);
    });
{{/fields}}
}
{{/records}}
