//! Sizes, alignments and offsets in bytes as C has them on each target: a difference does not compile.
{{#has_records}}

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
{{/has_records}}
{{#layouts}}

{{cfg}}assert_layout! {
    {{name}}, size {{size}}, align {{align}};
{{#fields}}
    {{name}}: {{offset}}{{^last}},{{/last}}
{{/fields}}
}
{{/layouts}}
