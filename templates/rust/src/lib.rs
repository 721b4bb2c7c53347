{{#doc}}
//!{{text}}
{{/doc}}
//!
//! The items here are safe to use. [`raw`] has the same as C declares it, and needs no standard
//! library: without the feature `std` it is all of this crate.
{{#has_fingerprint}}
//!
//! Before the library is used, its contract is compared with this crate's, see [`contract`].
{{/has_fingerprint}}
{{#has_example}}
//!
//! ```no_run
{{#example}}
//!{{text}}
{{/example}}
//! ```
{{/has_example}}
#![allow(
    rustdoc::redundant_explicit_links,
    reason = "items are shown in more places than one"
)]
{{#has_unusual_names}}
#![allow(
    confusable_idents,
    mixed_script_confusables,
    non_camel_case_types,
    non_snake_case,
    non_upper_case_globals,
    uncommon_codepoints,
    reason = "names are the header's"
)]
{{/has_unusual_names}}
#![cfg_attr(not(feature = "std"), no_std)]

pub mod raw;

#[cfg(feature = "std")]
mod safe;
#[cfg(feature = "std")]
#[doc(inline)]
pub use safe::*;
