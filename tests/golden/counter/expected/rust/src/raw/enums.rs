//! Enums. Each is an integer that holds whatever C may pass, known to this version or not.

use super::*;

/// What can go wrong.
#[cfg(not(target_env = "msvc"))]
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ctr_error(pub c_uint);

/// What can go wrong.
#[cfg(target_env = "msvc")]
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ctr_error(pub c_int);

pub const CTR_OK: ctr_error = ctr_error(0);

/// No counter has that name.
pub const CTR_ERROR_NOT_FOUND: ctr_error = ctr_error(1);

pub const CTR_ERROR_FULL: ctr_error = ctr_error(2);
