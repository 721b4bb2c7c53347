//! Enums. Each is an integer that holds whatever C may pass, known to this version or not.

use super::*;

/// A colour's channels.
#[cfg(not(target_env = "msvc"))]
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct rec_channel(pub c_uint);

/// A colour's channels.
#[cfg(target_env = "msvc")]
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct rec_channel(pub c_int);

pub const REC_CHANNEL_RED: rec_channel = rec_channel(0);

pub const REC_CHANNEL_GREEN: rec_channel = rec_channel(1);

/// The last one.
pub const REC_CHANNEL_BLUE: rec_channel = rec_channel(2);

/// Options; they combine.
#[cfg(not(target_env = "msvc"))]
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct rec_options(pub c_uint);

/// Options; they combine.
#[cfg(target_env = "msvc")]
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct rec_options(pub c_int);

pub const REC_OPTIONS_FAST: rec_options = rec_options(1);

pub const REC_OPTIONS_QUIET: rec_options = rec_options(2);
