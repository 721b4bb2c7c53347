//! Layout: what each language writes for records, unions, bit-fields, enums and constants.
//!
//! The items here are safe to use. [`raw`] has the same as C declares it, and needs no standard
//! library: without the feature `std` it is all of this crate.
#![allow(
    rustdoc::redundant_explicit_links,
    reason = "items are shown in more places than one"
)]
#![cfg_attr(not(feature = "std"), no_std)]

pub mod raw;

#[cfg(feature = "std")]
mod safe;
#[cfg(feature = "std")]
#[doc(inline)]
pub use safe::*;
