//! Typedefs, function pointers, and types that stand for what Rust lacks.

use super::*;
use core::sync::atomic::*;

/// Called for each sum; false ends it.
pub type ctr_visitor = Option<unsafe extern "C" fn(user: *mut c_void, sum: i64) -> bool>;
