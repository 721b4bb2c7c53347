//! Functions that belong to no object.

use crate::raw;

/// How many counters are open.
#[inline]
pub fn open_count() -> u32 {
    // SAFETY: only values are passed.
    unsafe { raw::ctr_open_count() }
}

/// Closes nothing any more.
#[deprecated = "use ctr_counter_close"]
#[inline]
pub fn reset() {
    // SAFETY: only values are passed.
    unsafe { raw::ctr_reset() };
}
