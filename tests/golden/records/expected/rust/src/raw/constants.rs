//! Constants: macros that are values.

use super::*;

pub const REC_VERSION: &CStr = c"1.2";

pub const REC_MAX: c_uint = 16;

pub const REC_MASK: c_uint = 4_294_967_295;

pub const REC_RATIO: f64 = 0.5;

#[cfg(any(not(target_os = "linux"), target_arch = "x86_64", target_arch = "x86"))]
pub const REC_LETTER: c_int = -1;

#[cfg(not(any(not(target_os = "linux"), target_arch = "x86_64", target_arch = "x86")))]
pub const REC_LETTER: c_int = 255;

pub const REC_SIZE: usize = 7;
