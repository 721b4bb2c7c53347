//! Structs and unions, laid out as C lays them out.

use super::*;
use core::fmt;
use core::marker::{PhantomData, PhantomPinned};
use core::mem::{ManuallyDrop, MaybeUninit};
use core::sync::atomic::*;
{{#has_records}}

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
{{/has_records}}
{{#opaque}}

{{#doc}}
///{{text}}
{{/doc}}
#[repr(C)]
pub struct {{name}} {
    _opaque: [u8; 0],
    _pinned: PhantomData<(*mut u8, PhantomPinned)>,
}

impl fmt::Debug for {{name}} {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("{{name}}")
    }
}
{{/opaque}}
{{#records}}

{{#doc}}
///{{text}}
{{/doc}}
{{cfg}}#[repr({{repr}})]
{{derive}}pub {{keyword}} {{name}} {{#empty}}{}{{/empty}}{{^empty}}{
{{#fields}}
{{#doc}}
    ///{{text}}
{{/doc}}
{{#hidden}}
    #[doc(hidden)]
{{/hidden}}
{{text}}
{{/fields}}
}{{/empty}}

{{cfg}}zero_by_default!({{name}});
{{#debug}}

{{cfg}}impl fmt::Debug for {{name}} {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("{{name}}");
{{#fields}}
        {{line}}
{{/fields}}
        out.finish{{#opaque}}_non_exhaustive{{/opaque}}()
    }
}
{{/debug}}
{{#has_accessors}}

{{cfg}}impl {{name}} {
{{#accessors}}
{{#doc}}
    ///{{text}}
{{/doc}}
{{#unsafe}}
    ///
    /// # Safety
    ///
    /// The union's bytes must be initialised.
{{/unsafe}}
    #[inline]
    #[must_use]
{{getter}}
{{#get}}
        {{line}}
{{/get}}
    }

{{#set_doc}}
    ///{{text}}
{{/set_doc}}
{{#unsafe}}
    ///
    /// # Safety
    ///
    /// The union's bytes must be initialised.
{{/unsafe}}
    #[inline]
{{#narrow}}
    #[track_caller]
{{/narrow}}
{{setter}}
{{#set}}
        {{line}}
{{/set}}
    }
{{^last}}

{{/last}}
{{/accessors}}
}
{{/has_accessors}}
{{/records}}
