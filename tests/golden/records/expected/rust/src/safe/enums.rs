//! Enums and flags.
#![allow(
    clippy::unnecessary_cast,
    reason = "the integer behind flags differs between targets"
)]

use crate::raw;
use std::fmt;
use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, Sub, SubAssign};

/// A colour's channels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Channel {
    /// C's `REC_CHANNEL_RED`.
    Red,
    /// C's `REC_CHANNEL_GREEN`.
    Green,
    /// The last one.
    Blue,
    /// A value that this version of the crate does not know.
    Unknown(raw::rec_channel),
}

impl From<raw::rec_channel> for Channel {
    #[inline]
    fn from(value: raw::rec_channel) -> Self {
        match value {
            raw::REC_CHANNEL_RED => Self::Red,
            raw::REC_CHANNEL_GREEN => Self::Green,
            raw::REC_CHANNEL_BLUE => Self::Blue,
            other => Self::Unknown(other),
        }
    }
}

impl From<Channel> for raw::rec_channel {
    #[inline]
    fn from(value: Channel) -> Self {
        match value {
            Channel::Red => raw::REC_CHANNEL_RED,
            Channel::Green => raw::REC_CHANNEL_GREEN,
            Channel::Blue => raw::REC_CHANNEL_BLUE,
            Channel::Unknown(other) => other,
        }
    }
}

/// Options; they combine.
#[repr(transparent)]
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Options(u32);

impl Options {
    /// C's `REC_OPTIONS_FAST`.
    pub const FAST: Self = Self(raw::REC_OPTIONS_FAST.0 as u32);
    /// C's `REC_OPTIONS_QUIET`.
    pub const QUIET: Self = Self(raw::REC_OPTIONS_QUIET.0 as u32);

    /// No flag at all.
    #[must_use]
    pub const fn empty() -> Self {
        Self(0)
    }

    /// Flags from their bits, known or not.
    #[must_use]
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// The bits of all flags.
    #[must_use]
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// Whether no flag is set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether every flag of `other` is set.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether some flag of `other` is set.
    #[must_use]
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for Options {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Options {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl BitAnd for Options {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl BitAndAssign for Options {
    fn bitand_assign(&mut self, other: Self) {
        self.0 &= other.0;
    }
}

impl Sub for Options {
    type Output = Self;
    /// The flags that `other` has not.
    fn sub(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl SubAssign for Options {
    fn sub_assign(&mut self, other: Self) {
        self.0 &= !other.0;
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        let mut separator = "";
        for (name, flag) in [("FAST", Self::FAST), ("QUIET", Self::QUIET)] {
            if flag.0 != 0 && rest & flag.0 == flag.0 {
                write!(f, "{separator}{name}")?;
                rest &= !flag.0;
                separator = " | ";
            }
        }
        if rest != 0 || self.0 == 0 {
            write!(f, "{separator}{rest:#x}")?;
        }
        Ok(())
    }
}

impl From<raw::rec_options> for Options {
    #[inline]
    fn from(value: raw::rec_options) -> Self {
        Self(value.0 as u32)
    }
}

impl From<Options> for raw::rec_options {
    #[inline]
    fn from(value: Options) -> Self {
        Self(value.0 as _)
    }
}
