//! Constants.

use crate::raw;
use std::ffi::CStr;

/// C's `REC_VERSION`.
pub const VERSION: &CStr = raw::REC_VERSION;

/// C's `REC_MAX`.
pub const MAX: u32 = raw::REC_MAX;

/// C's `REC_MASK`.
pub const MASK: u32 = raw::REC_MASK;

/// C's `REC_RATIO`.
pub const RATIO: f64 = raw::REC_RATIO;

/// C's `REC_LETTER`.
pub use raw::REC_LETTER as LETTER;

/// C's `REC_SIZE`.
pub use raw::REC_SIZE as SIZE;
