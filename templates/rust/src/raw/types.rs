//! Typedefs, function pointers, and types that stand for what Rust lacks.

use super::*;
use core::sync::atomic::*;
{{#complex}}

/// C's `_Complex`: stored exactly, but never passed by value.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Complex<T> {
    /// Real part.
    pub re: T,
    /// Imaginary part.
    pub im: T,
}
{{/complex}}
{{#aligned}}

/// A value at a multiple of {{align}} bytes.
#[repr(C, align({{align}}))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Aligned{{align}}<T>(pub T);
{{/aligned}}
{{#standard}}

{{#doc}}
///{{text}}
{{/doc}}
{{cfg}}{{text}}
{{/standard}}
{{#aliases}}

{{#doc}}
///{{text}}
{{/doc}}
{{cfg}}{{text}}
{{/aliases}}
